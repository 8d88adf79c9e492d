"""A term that questions go by has one of its own few texts, wherever its value comes from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.history import history
from pcn_des.contract.vocabulary import TEXTS
from support.lamps import COMMON, term, year_of

WHOM = "payments.national_system_paid"
CHOICES = "Choose one of: none of those seen, some of those seen, many but not every one, networks with any payee"


def test_another_text_is_refused_when_the_contract_is_read() -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(term(WHOM, '"every network"', "text"))
    assert caught.value.key == "terms.payments.national_system_paid"
    assert caught.value.wrong == (
        "'every network' is no value of payments.national_system_paid, which the calculation goes by"
    )
    assert caught.value.mend == CHOICES


def test_another_text_is_refused_in_a_reading() -> None:
    block = (
        f'[[readings.whom]]\ntitle = "Whom it paid"\nkind = "cases"\n{COMMON}'
        f'[readings.whom.terms]\n"{WHOM}" = {{ title = "Whom", unit = "text" }}\n'
        f'[[readings.whom.readings]]\nsays = "none"\nvalues = {{ "{WHOM}" = "none of those seen" }}\n'
        f'[[readings.whom.readings]]\nsays = "all"\nvalues = {{ "{WHOM}" = "all" }}\n'
    )
    with pytest.raises(des.ContractDataError, match=f"'all' is no value of {WHOM}"):
        year_of(block)


def test_another_text_is_refused_in_a_hypothesis() -> None:
    with pytest.raises(des.MisuseError) as caught:
        des.terms(date(2021, 6, 1)).amend({WHOM: "everybody"})
    assert str(caught.value) == f"{WHOM} can't be 'everybody'. {CHOICES}"
    assert des.terms(date(2021, 6, 1)).amend({WHOM: "none of those seen"})[WHOM].value == "none of those seen"


def test_a_part_month_is_counted_in_one_of_two_ways() -> None:
    with pytest.raises(des.MisuseError, match=r"Choose one of: days of the month, days of the year"):
        des.terms(date(2024, 6, 1)).amend({"arrs.scheme.part_month": "thirtieths"})


@given(text=st.text(), key=st.sampled_from(sorted(TEXTS)))
def test_any_text_but_its_own_is_refused(text: str, key: str) -> None:
    contract = des.terms(date(2021, 6, 1))
    if text in TEXTS[key]:
        assert contract.amend({key: text})[key].value == text
    else:
        with pytest.raises(des.MisuseError, match=key):
            contract.amend({key: text})


def test_whom_the_national_system_paid_is_no_more_than_inferred() -> None:
    """PCSE says whom it could not pay; South West London was paid by hand, on 0.736 a year unrounded."""
    said = {
        (str(entry.since), entry.value, entry.standing)
        for entry in history(WHOM)
        if entry.is_known and entry.since < date(2023, 4, 1)
    }
    assert said == {
        ("2020-04-01", "none of those seen", "inferred"),
        ("2020-09-01", "some of those seen", "inferred"),
        ("2020-11-01", "many but not every one", "inferred"),
        ("2021-04-01", "many but not every one", "inferred"),
        ("2022-04-01", "many but not every one", "inferred"),
        ("2022-10-01", "networks with any payee", "inferred"),
    }
    assert {entry.standing for entry in history(WHOM) if entry.is_known} <= {"inferred", "carried"}
    cited = {citation.words for citation in des.terms(date(2021, 6, 1))[WHOM].sources}
    assert "U61963 Wandle: list 55,334, PCN Leadership 40,725.96 (0.736 x list = 40,725.82)" in cited
