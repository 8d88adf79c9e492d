"""The most that is reimbursed for a post on a day, where the contract knows it, knows its limits, or knows nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import Money, could_hire
from pcn_des.contract.entries import Term
from pcn_des.contract.files import every_key
from pcn_des.contract.terms import Terms
from pcn_des.cost_areas import AREAS
from pcn_des.network.posts import BANDS
from pcn_des.questions.claims.maximum import annual_maximum, funded_share, monthly_maximum, smaller
from pcn_des.values import UNKNOWN, Range, Unknown
from support.staff import a_term, claimed, contract_of, day, post

TABLE = pytest.mark.parametrize
KEY, BAND = "arrs.paramedic.max_reimbursement.national", "arrs.band_7.max_reimbursement.national"
SHARE, SCHEME_SHARE = "arrs.paramedic.funding_share", "arrs.scheme.funding_share"
A_YEAR = "GBP per WTE per year"


def most(value: Any, **fields: Any) -> Term:
    return a_term(KEY, value, A_YEAR, title="The maximum", **fields)


def of(contract: Terms, **fields: Any) -> tuple[Any, list[str]]:
    found, terms = annual_maximum(post("paramedic", **fields), "paramedic", contract)
    return found, [term.key for term in terms]


def between(low: int | None, high: int | None, *needs: str) -> Range:
    low_, high_ = (None if end is None else Fraction(end) for end in (low, high))
    return Range(low_, high_, needs)


@TABLE(
    ("at_least", "at_most", "note", "expected"),
    [
        (50_000, None, "", between(50_000, None, "The maximum")),
        (None, 60_000, "", between(None, 60_000, "The maximum")),
        (50_000, 60_000, "two readers differ", between(50_000, 60_000, "The maximum (two readers differ)")),
        (55_000, 55_000, "", Fraction(55_000)),
        (None, None, "it was not seen", between(0, None, "The maximum (it was not seen)")),
    ],
)
def test_a_maximum_that_is_half_known_lies_between_its_limits(
    at_least: int | None, at_most: int | None, note: str, expected: Any
) -> None:
    ends = {name: None if end is None else Decimal(end) for name, end in (("at_least", at_least), ("at_most", at_most))}
    assert of(contract_of("2024-05-01", most(UNKNOWN, note=note, **ends))) == (expected, [KEY])


SEVERAL = a_term("arrs.paramedic.band", "5, 6 or 7", "text")


def test_where_nothing_is_known_of_a_role_of_several_bands_the_maximum_of_the_band_tells() -> None:
    unseen, of_band = most(UNKNOWN), a_term(BAND, 48_000, A_YEAR)
    contract = contract_of("2024-05-01", unseen, of_band, SEVERAL)
    assert of(contract, band="7") == (48_000, [BAND])
    assert of(contract, band=None) == (between(0, None, "The maximum"), [KEY])
    assert of(contract, band="8a") == (between(0, None, "The maximum"), [KEY])  # none of its bands
    assert of(contract_of("2024-05-01", unseen, SEVERAL, without=[BAND]), band="7") == (
        between(0, None, "The maximum"),
        [KEY],
    )


@TABLE("grading", ["7", "7-8a", "up to 7", "not on Agenda for Change", UNKNOWN])
@TABLE("band", ["6", "7", "8a"])
def test_the_band_of_a_post_is_no_other_maximum_where_the_role_has_one(grading: Any, band: str) -> None:
    """A single figure is for posts of every grade: neither that of a higher band, nor that of a lower."""
    figures = [a_term(f"arrs.band_{each}.max_reimbursement.national", 48_000, A_YEAR) for each in ("6", "7", "8a")]
    contract = contract_of("2024-05-01", most(UNKNOWN), a_term("arrs.paramedic.band", grading, "text"), *figures)
    assert of(contract, band=band) == (between(0, None, "The maximum"), [KEY])


def test_the_band_that_the_commissioner_agreed_tells_of_a_role_that_is_graded_so() -> None:
    agreed = a_term("arrs.paramedic.band", "as agreed with the commissioner", "text")
    contract = contract_of("2024-05-01", most(UNKNOWN), a_term(BAND, 48_000, A_YEAR), agreed)
    assert of(contract, band="7") == (48_000, [BAND])


HALF = a_term(SHARE, Decimal("0.5"), "GBP per GBP")
AT_SHARE = "arrs.scheme.maximum_at_funded_share"


@TABLE(
    ("of_band", "says", "expected"),
    [
        (48_000, True, Fraction(24_000)),
        (48_001, True, between(24_000, 24_001, "The maximum")),  # the halves of the tables were not rounded before
        (48_000, False, between(24_000, 48_000, "The maximum")),
        (48_001, None, between(24_000, 48_001, "The maximum")),
    ],
)
def test_who_is_funded_by_half_has_half_the_maximum_of_the_band_or_more(of_band: int, says: Any, expected: Any) -> None:
    terms = [] if says is None else [a_term(AT_SHARE, says)]
    contract = contract_of(
        "2024-05-01", most(UNKNOWN), a_term(BAND, of_band, A_YEAR), SEVERAL, HALF, *terms, without=[AT_SHARE]
    )
    assert of(contract, band="7") == (expected, [BAND, SHARE, *([AT_SHARE] if says else [])])


@TABLE(
    ("month", "fields", "expected"),
    [
        # 78,534 / 2 / 12; 46,447 / 2 is 23,223 or 23,224; half the cost is 3,750
        ("2026-05", {"band": "8a", "first": True}, "£3,272.25"),
        ("2026-05", {"band": "5", "first": True}, "£1,935.25 to £1,935.33"),
        ("2026-05", {"band": "8a", "first": False}, "£6,544.50"),
        ("2026-05", {"band": "8a"}, "£3,272.25 to £6,544.50"),
        ("2026-05", {"first": True}, "at most £3,750.00"),
        ("2025-03", {"band": "7", "first": True}, "£2,516.67 to £3,750.00"),  # at least 60,401 / 2, by whole pounds
    ],
)
def test_a_mental_health_practitioner_of_a_band(month: str, fields: dict[str, Any], expected: str) -> None:
    one = claimed(month, role="mental_health_practitioner_adult", since=month, annual_cost=90_000, **fields)
    assert str(one.of_kind("claimable")) == expected


@TABLE(
    ("role", "month", "band", "annual_cost", "expected"),
    [
        ("clinical_pharmacist", "2021-05", "8a", 62_000, "at most £5,166.67"),
        ("social_prescribing_link_worker", "2021-05", "4", 31_000, "at most £2,583.33"),
        ("clinical_pharmacist", "2022-05", "8a", 62_000, "£4,776.50"),  # 57,318 / 12, whatever the band
    ],
)
def test_a_role_of_one_figure_has_it_whatever_the_band(
    role: str, month: str, band: str, annual_cost: int, expected: str
) -> None:
    one = claimed(month, role=role, since=month, band=band, annual_cost=annual_cost)
    assert str(one.of_kind("claimable")) == expected
    assert str(claimed(month, role=role, since=month, annual_cost=annual_cost).of_kind("claimable")) == expected


GRADED_BY_POST = ("mental_health_practitioner_adult", "mental_health_practitioner_cyp", "other_direct_patient_care")


@given(
    role=st.sampled_from(sorted(set(every_key("roles")) - set(GRADED_BY_POST))),
    month=st.dates(date(2019, 7, 1), date(2026, 10, 31)).map(lambda found: f"{found:%Y-%m}"),
    band=st.sampled_from(BANDS),
    area=st.sampled_from(AREAS),
    cost=st.integers(0, 150_000),
)
def test_the_band_of_a_post_changes_nothing_of_a_role_of_one_figure(
    role: str, month: str, band: str, area: str, cost: int
) -> None:
    about: dict[str, Any] = {"role": role, "since": f"{month}-01", "area": area, "annual_cost": cost}
    with_band, without = claimed(month, band=band, **about), claimed(month, **about)
    assert (with_band.lines, with_band.maximum) == (without.lines, without.maximum)


LONDON, WEIGHTING = "arrs.paramedic.max_reimbursement.outer_london", "arrs.scheme.london_weighting"


def in_london(value: Any, **fields: Any) -> Term:
    return attrs.evolve(most(value, **fields), key=LONDON)


@TABLE(
    ("terms", "expected", "rests_on"),
    [
        ([most(50_000), in_london(UNKNOWN)], between(50_000, None, "The maximum"), [LONDON, KEY, WEIGHTING]),
        ([most(50_000), in_london(56_000)], Fraction(56_000), [LONDON]),
        (
            [most(50_000), in_london(UNKNOWN, at_most=Decimal(60_000))],
            between(50_000, 60_000, "The maximum"),
            [LONDON, KEY, WEIGHTING],
        ),
        ([most(50_000), in_london(UNKNOWN, at_least=Decimal(55_000))], between(55_000, None, "The maximum"), [LONDON]),
        ([most(UNKNOWN), in_london(UNKNOWN)], between(0, None, "The maximum"), [LONDON]),
        (
            [most(UNKNOWN, at_least=Decimal(40_000)), in_london(UNKNOWN)],
            between(40_000, None, "The maximum"),
            [LONDON, KEY, WEIGHTING],
        ),
    ],
)
def test_a_maximum_in_london_is_at_least_the_national_one(
    terms: list[Term], expected: Any, rests_on: list[str]
) -> None:
    assert of(contract_of("2024-05-01", *terms), area="outer_london") == (expected, rests_on)


def test_where_the_weighting_is_not_known_nothing_follows_from_the_national_maximum() -> None:
    contract = contract_of("2024-05-01", most(50_000), in_london(UNKNOWN), without=[WEIGHTING])
    assert of(contract, area="outer_london") == (between(0, None, "The maximum"), [LONDON])


@given(
    role=st.sampled_from(sorted(every_key("roles"))),
    month=st.dates(date(2019, 7, 1), date(2026, 10, 31)),
    area=st.sampled_from(["outer_london", "inner_london"]),
    cost=st.integers(0, 150_000),
    told=st.fixed_dictionaries({}, optional={"band": st.sampled_from(["5", "7", "8a"]), "first": st.booleans()}),
)
def test_in_london_nothing_less_may_be_claimed_than_elsewhere(
    role: str, month: date, area: str, cost: int, told: dict[str, Any]
) -> None:
    about = {"role": role, "since": f"{month:%Y-%m}-01", "annual_cost": cost, **told}
    here, elsewhere = (claimed(f"{month:%Y-%m}", area=each, **about) for each in (area, "national"))
    assert here.at_least >= elsewhere.at_least


def test_hiring_in_london_costs_at_least_what_it_does_elsewhere() -> None:
    """28,000 a year is below the national maximum of 2026/27, 71,725: eleven twelfths from May to March."""
    left = Money.to_the_penny(Fraction(28_000))
    found = could_hire(
        "clinical_pharmacist", day("2026-05"), left=left, area="outer_london", annual_cost=Decimal(28_000)
    )
    assert str(found.cost_to_march) == "£25,666.67"


RAISED = a_term("arrs.scheme.uplift_from", day("2024-10-01"), "date")
SINCE_RAISED = most(UNKNOWN, published=day("2024-09-26"))


def test_whatever_is_known_of_the_roles_own_comes_before_the_band() -> None:
    of_band = a_term(BAND, 48_000, A_YEAR)
    contract = contract_of("2024-10-01", most(UNKNOWN), of_band, SEVERAL)
    assert of(contract, band="7")[0] == 48_000
    for terms, expected in [
        ([most(50_000)], Fraction(50_000)),
        ([most(UNKNOWN, at_least=Decimal(50_000))], between(50_000, None, "The maximum")),
        ([most(46_000), SINCE_RAISED], between(46_000, None, "The maximum")),
    ]:
        assert of(contract_of("2024-10-01", *terms, of_band, SEVERAL), band="7")[0] == expected


@TABLE(
    ("earlier", "band", "expected"),
    [
        (46_000, None, between(46_000, None, "The maximum")),
        ({"5": 30_000, "7": 46_000}, "7", between(46_000, None, "The maximum")),
        ({"5": 30_000, "7": 46_000}, None, between(30_000, None, "the band of P1", "The maximum")),
        # of a band that the table has not, nothing is known but that it is no less than nothing
        (
            {"5": 30_000, "7": 46_000},
            "9",
            between(0, None, "the maximum of band 9: The earlier one has 5, 7", "The maximum"),
        ),
    ],
)
def test_a_raised_maximum_that_was_not_found_is_at_least_the_earlier_one(
    earlier: Any, band: str | None, expected: Range
) -> None:
    by = ("band",) if isinstance(earlier, dict) else ()
    before = attrs.evolve(most(earlier, by=by), title="The earlier one")
    contract = contract_of("2024-10-01", before, SINCE_RAISED, RAISED)
    assert of(contract, band=band) == (expected, [KEY, KEY, RAISED.key])


def test_an_earlier_maximum_that_is_unknown_or_was_not_raised_says_nothing() -> None:
    nothing = between(0, None, "The maximum")
    assert of(contract_of("2024-10-01", most(UNKNOWN), SINCE_RAISED, RAISED)) == (nothing, [KEY])
    assert of(contract_of("2024-10-01", most(46_000), SINCE_RAISED, without=[RAISED.key])) == (nothing, [KEY])


@TABLE(
    ("value", "fields", "expected"),
    [
        ({"5": 30_000, "7": 46_000}, {"band": "5"}, Fraction(30_000)),
        ({"5": 30_000, "7": 46_000}, {}, between(30_000, 46_000, "the band of P1")),
        (
            {"5": 30_000, "7": 46_000},
            {"band": "8a"},
            between(0, None, "the maximum of band 8a: The maximum has 5, 7"),
        ),
        ({"first": 30_000, "further": 46_000}, {"first": True}, Fraction(30_000)),
        ({"first": 30_000, "further": 46_000}, {"first": False}, Fraction(46_000)),
        (
            {"first": 30_000, "further": 46_000},
            {},
            between(30_000, 46_000, "whether P1 is the network's first such practitioner"),
        ),
        (
            {"first": {"5": 30_000, "7": 46_000}, "further": {"5": 60_000, "7": 92_000}},
            {"band": "7"},
            between(46_000, 92_000, "whether P1 is the network's first such practitioner"),
        ),
        (
            {"first": {"5": 30_000, "7": 46_000}, "further": {"5": 60_000, "7": 92_000}},
            {"first": True, "band": "9"},
            between(0, None, "the maximum of band 9: The maximum has 5, 7"),
        ),
        (
            {"first": {"5": 30_000, "7": 46_000}, "further": {"5": 60_000, "7": 92_000}},
            {"band": "9"},
            between(
                0,
                None,
                "whether P1 is the network's first such practitioner",
                "the maximum of band 9: The maximum has 5, 7",
            ),
        ),
    ],
)
def test_a_table_is_read_by_what_the_post_is(value: Any, fields: dict[str, Any], expected: Any) -> None:
    assert of(contract_of("2024-05-01", most(value, by=("practitioner", "band"))), **fields)[0] == expected


@TABLE(
    ("terms", "without", "expected"),
    [
        ([a_term(SHARE, Decimal("0.5"), "GBP per GBP")], [], (Fraction(1, 2), [SHARE])),
        ([a_term(SCHEME_SHARE, 1, "GBP per GBP")], [SHARE], (Fraction(1), [SCHEME_SHARE])),
        (
            [],
            [SHARE, SCHEME_SHARE],
            (between(0, 1, "the share of the cost that is reimbursed"), []),
        ),
        (
            [a_term(SHARE, UNKNOWN, "GBP per GBP", title="The share", note="it was not seen")],
            [],
            (between(0, 1, "The share (it was not seen)"), [SHARE]),
        ),
        (
            [a_term(SHARE, {"5": 1, "7": Decimal("0.5")}, "GBP per GBP", title="The share", by=("band",))],
            [],
            (between(0, None, "the maximum of band 9: The share has 5, 7"), [SHARE]),
        ),
    ],
)
def test_the_share_of_the_cost_is_the_roles_or_else_the_schemes(
    terms: list[Term], without: list[str], expected: tuple[Any, list[str]]
) -> None:
    found, rests_on = funded_share(
        post("paramedic", band="9"), "paramedic", contract_of("2024-05-01", *terms, without=without)
    )
    assert (found, [term.key for term in rests_on]) == expected


def test_a_month_is_a_twelfth_to_the_penny_where_the_contract_says_so() -> None:
    """50,000 / 12 = 4,166.666…"""
    key = "arrs.scheme.monthly_maximum"
    to_the_penny = contract_of("2024-05-01", a_term(key, "to the penny", "text"))
    unrounded = [
        contract_of("2024-05-01", without=[key]),
        contract_of("2024-05-01", a_term(key, UNKNOWN, "text")),
    ]
    assert monthly_maximum(Fraction(50_000), to_the_penny) == Fraction("4166.67")
    assert [monthly_maximum(Fraction(50_000), contract) for contract in unrounded] == [Fraction(50_000, 12)] * 2


@TABLE(
    ("one", "other", "expected"),
    [
        (Fraction(3), Fraction(5), Fraction(3)),
        (Fraction(5), Fraction(3), Fraction(3)),
        (between(2, None, "a"), Fraction(3), between(2, 3, "a")),
        (between(4, None, "a"), Fraction(3), Fraction(3)),  # whatever it is, the other is smaller
        (between(2, 4, "a"), between(3, 5, "b"), between(2, 4, "a", "b")),
        (between(None, 4, "a"), between(3, None, "b"), between(0, 4, "a", "b")),
        (between(2, None, "a"), between(3, None, "b"), between(2, None, "a", "b")),
        (Unknown(("a",)), Fraction(3), between(0, 3, "a")),
        (Unknown(("a",)), Unknown(("b",)), between(0, None, "a", "b")),
        (Unknown(("a",)), Fraction(0), Fraction(0)),
        (between(3, 5, "a"), Fraction(3), Fraction(3)),
    ],
)
def test_the_smaller_of_two_is_known_as_far_as_they_are(one: Any, other: Any, expected: Any) -> None:
    assert smaller(one, other) == expected
    assert smaller(other, one) == expected
