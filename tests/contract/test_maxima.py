"""What may be reimbursed for a role follows from its band, where it has no figure of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.maxima import band_of, maximum_key, maximum_key_of_band, with_maxima
from pcn_des.contract.role_terms import _first_published, maximum_of
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract
from pcn_des.cost_areas import AREAS
from support.covered import ANY_DAY

FROM_BAND = "Not seen for this role: it follows from the maximum of band "
FROM_NATIONAL = "It follows from the national maximum: no London weighting is paid yet."
CONTRACTS = [load_year(year) for year in years()]


def _is_derived(term: Term) -> bool:
    return term.note.startswith((FROM_BAND, FROM_NATIONAL))


def _maxima(contract: YearContract) -> Iterator[tuple[str, str, Term]]:
    for role in contract.roles:
        for area in AREAS:
            for version in contract.terms.get(f"{maximum_key(role)}.{area}", ()):
                yield role, area, version


@pytest.mark.parametrize(
    ("role", "day", "area", "pounds", "band"),
    [
        ("paramedic", date(2024, 4, 1), "national", 60_401, "7"),
        ("paramedic", date(2024, 4, 1), "outer_london", 67_369, "7"),
        ("paramedic", date(2024, 4, 1), "inner_london", 70_330, "7"),
        ("social_prescribing_link_worker", date(2024, 11, 1), "national", 42_437, "5"),
        ("first_contact_physiotherapist", date(2024, 11, 1), "inner_london", 76_313, "7-8a"),
        ("digital_and_transformation_lead", date(2024, 11, 1), "outer_london", 79_492, "8a"),
        ("first_contact_physiotherapist", date(2022, 11, 1), "inner_london", 68_768, "7-8a"),
    ],
)
def test_a_maximum_follows_from_that_of_the_band(role: str, day: date, area: str, pounds: int, band: str) -> None:
    answer = des.reimbursable(role, day, area=area)
    assert answer.maximum is not None
    assert (answer.maximum.value, answer.maximum.standing) == (pounds, des.Standing.INFERRED)
    assert answer.maximum.note.startswith(f"{FROM_BAND}{band}.")
    of_band = des.terms(day)[f"{maximum_key_of_band(band)}.{area}"]
    assert answer.maximum.sources == of_band.sources
    assert f"£{pounds:,} per WTE per year" in str(answer)
    assert f"band {band}" in " ".join(str(answer).split())


def test_a_roles_own_figure_wins() -> None:
    answer = des.reimbursable("advanced_practitioner", date(2024, 11, 1))
    assert answer.maximum is not None
    assert (answer.maximum.value, answer.maximum.standing) == (72_141, des.Standing.CONFIRMED)
    assert not _is_derived(answer.maximum)


def test_before_there_was_a_london_weighting_the_national_maximum_is_that_in_london() -> None:
    for area in ("outer_london", "inner_london"):
        answer = des.reimbursable("clinical_pharmacist", date(2020, 5, 1), area=area)
        assert answer.maximum is not None
        assert (answer.maximum.value, answer.maximum.standing) == (55_670, des.Standing.INFERRED)
        assert answer.maximum.note.startswith(FROM_NATIONAL)
        later = des.reimbursable("clinical_pharmacist", date(2021, 5, 1), area=area).maximum
        assert later is not None
        assert not later.is_known


def test_what_follows_from_a_figure_of_another_year_is_no_better_established() -> None:
    maximum = des.reimbursable("apprentice_physician_associate", date(2024, 5, 1)).maximum
    assert maximum is not None
    assert (maximum.value, maximum.standing) == (40_159, des.Standing.CARRIED)


def test_a_role_of_no_band_or_of_several_has_no_maximum_that_follows() -> None:
    for role in ("mental_health_practitioner_adult", "other_direct_patient_care"):
        maximum = des.reimbursable(role, date(2024, 11, 1)).maximum
        assert maximum is not None
        assert not maximum.is_known


def test_what_is_known_of_a_role_and_of_its_band_is_the_same_every_time() -> None:
    """A role's own figure and that of its band, published together for the same days: known both ways, they agree."""
    pairs = [
        (own.value, of_band.value)
        for contract in CONTRACTS
        for role, area, own in _maxima(contract)
        if not _is_derived(own)
        for grading in contract.terms.get(f"arrs.{role}.band", ())
        if (band := band_of(grading))
        for of_band in contract.terms.get(f"{maximum_key_of_band(band)}.{area}", ())
        if of_band.published == own.published and of_band.period.overlaps(own.period)
    ]
    assert len(pairs) >= 58
    assert all(own == of_band for own, of_band in pairs)


def test_every_maximum_that_follows_is_that_of_the_figure_on_all_of_its_days() -> None:
    for contract in CONTRACTS:
        for role, area, version in _maxima(contract):
            if not _is_derived(version):
                continue
            if version.note.startswith(FROM_NATIONAL):
                key = f"{maximum_key(role)}.national"
            else:
                key = f"{maximum_key_of_band(version.note.removeprefix(FROM_BAND).split('.')[0])}.{area}"
            assert any(
                figure.value == version.value
                and figure.sources == version.sources
                and figure.since <= version.since <= version.until <= figure.until
                for figure in contract.terms[key]
            ), version
            assert any(one.since <= version.since <= version.until <= one.until for one in contract.roles[role])


def test_nothing_follows_where_the_contract_does_not_say_so() -> None:
    contract = next(one for one in CONTRACTS if str(one.year) == "2024/25")
    own = {key: tuple(one for one in versions if not _is_derived(one)) for key, versions in contract.terms.items()}
    own = {key: versions for key, versions in own.items() if versions}
    assert with_maxima(own, contract.roles) == dict(contract.terms)
    for key in ("arrs.scheme.maximum_follows_band", "arrs.paramedic.band"):
        without = {name: versions for name, versions in own.items() if name != key}
        assert "arrs.paramedic.max_reimbursement.national" not in with_maxima(without, contract.roles)
    denied = attrs.evolve(own["arrs.scheme.maximum_follows_band"][0], value=False)
    assert with_maxima({**own, denied.key: (denied,)}, contract.roles) == {**own, denied.key: (denied,)}


@given(ANY_DAY, st.none() | ANY_DAY)
def test_what_follows_from_a_figure_goes_when_the_figure_does(day: date, known_on: date | None) -> None:
    terms = des.terms(day, known_on)
    for role, area in product(terms.roles, AREAS):
        maximum, grading = terms.get(f"arrs.{role}.max_reimbursement.{area}"), terms.get(f"arrs.{role}.band")
        band = band_of(grading) if grading is not None else None
        if band and maximum is not None and maximum.is_known and maximum.note.startswith(FROM_BAND):
            assert terms[f"{maximum_key_of_band(band)}.{area}"].value == maximum.value
        if maximum is not None and maximum.is_known and maximum.note.startswith(FROM_NATIONAL):
            assert terms[f"{maximum_key(role)}.national"].value == maximum.value


def test_of_how_many_roles_areas_and_months_the_maximum_is_known() -> None:
    """On the first day of each month: exact, or known as first published only, or not at all."""
    found: Counter[str] = Counter()
    for contract in (contract for contract in CONTRACTS if not contract.draft):
        for month in range(12):
            day = date(contract.year.starts_in + (month + 3) // 12, (month + 3) % 12 + 1, 1)
            terms = Terms(contract, day)
            for role, area in product(terms.roles, AREAS):
                maximum = maximum_of(terms, role, area)
                first = None if maximum.is_known else _first_published(terms, maximum.key)
                found["exact" if maximum.is_known else "first" if first else "none"] += 1
    assert found == {"exact": 1236, "first": 1026, "none": 2706}
