"""What needs somebody's agreement: in words, in the files, in a hypothetical contract, and in the real data."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.terms import Terms
from pcn_des.formats.export import contract_rows
from support.lamps import COMMON, term, year_of

DAY = date(2030, 6, 1)
AGREED = 'with_agreement_of = "the harbour master"'


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("true", "yes/no", "yes, with the agreement of the harbour master"),
        ('"red lamps"', "text", "red lamps, with the agreement of the harbour master"),
        ("30", "minutes", "30 minutes, with the agreement of the harbour master"),
        ('["red", "green"]', "list", "red; green, with the agreement of the harbour master"),
    ],
)
def test_the_words_say_whose_agreement_it_needs(value: str, unit: str, words: str) -> None:
    found = Terms(year_of(term("lamps.x", value, unit, AGREED)), DAY)["lamps.x"]
    assert (found.in_words, found.with_agreement_of) == (words, "the harbour master")
    assert repr(found) == f"<Term lamps.x: {words}, from 1 April 2030 to 31 March 2031>"
    assert words in " ".join(str(found).split())
    assert words in found._repr_html_()
    assert found.to_dict()["with_agreement_of"] == "the harbour master"


@given(st.sampled_from(["true", "30", '"red lamps"', '["red", "green"]', "2030-05-01"]), st.text("abc ", min_size=1))
def test_an_agreement_is_said_after_the_value_and_changes_nothing_else(value: str, whose: str) -> None:
    unit = {"t": "yes/no", "3": "minutes", '"': "text", "[": "list", "2": "date"}[value[0]]
    plain = Terms(year_of(term("lamps.x", value, unit)), DAY)["lamps.x"]
    if not whose.strip():
        with pytest.raises(des.ContractDataError, match="is not a text"):
            year_of(term("lamps.x", value, unit, f'with_agreement_of = "{whose}"'))
        return
    agreed = Terms(year_of(term("lamps.x", value, unit, f'with_agreement_of = "{whose}"')), DAY)["lamps.x"]
    assert agreed.in_words == f"{plain.in_words}, with the agreement of {whose}"
    assert attrs.evolve(agreed, with_agreement_of="") == plain


def test_limits_need_an_agreement_too() -> None:
    text = f'[[terms.lamps.x]]\ntitle = "The lamps"\nat_least = 2\nunit = "WTE"\n{AGREED}\n{COMMON}'
    assert Terms(year_of(text), DAY)["lamps.x"].in_words == "at least 2 WTE, with the agreement of the harbour master"


def test_what_holds_of_itself_says_nothing_of_agreement() -> None:
    found = Terms(year_of(term("lamps.x", "true", "yes/no")), DAY)["lamps.x"]
    assert (found.in_words, found.with_agreement_of, found.to_dict()["with_agreement_of"]) == ("yes", "", "")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('with_agreement_of = ""', "'' is not a text. Write it in quotes"),
        ("with_agreement_of = true", "True is not a text. Write it in quotes"),
    ],
)
def test_wrong_agreements_are_refused(more: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(term("lamps.x", "true", "yes/no", more))
    assert str(caught.value) == f"2030-31/lamps.toml, line {caught.value.line}: terms.lamps.x: {said}"


def test_a_no_needs_nobodys_agreement() -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(term("lamps.x", "false", "yes/no", AGREED))
    assert str(caught.value) == (
        f"2030-31/lamps.toml, line {caught.value.line}: terms.lamps.x: it says no, and that it needs the agreement "
        "of the harbour master. "
        "Leave out with_agreement_of, or write value = true"
    )


def test_a_supposed_value_needs_nobodys_agreement() -> None:
    terms = Terms(year_of(term("lamps.x", "30", "minutes", AGREED)), DAY)
    other = terms.amend({"lamps.x": 20})["lamps.x"]
    assert (other.in_words, other.with_agreement_of) == ("20 minutes", "")
    assert other.note == "Hypothetical: the contract says 30 minutes, with the agreement of the harbour master."


def test_the_export_has_whose_agreement_a_term_needs() -> None:
    rows = [row for row in contract_rows() if row["with_agreement_of"]]
    assert {row["section"] for row in rows} == {"terms"}
    assert ("2019/20", "arrs.scheme.early_hire", "the commissioner") in [
        (row["contract_year"], row["key"], row["with_agreement_of"]) for row in rows
    ]


OPENED, KNOWN = date(2020, 2, 17), date(2020, 2, 21)  # Healthcare Leader: 'recruited before 17 February'


@pytest.mark.parametrize(
    ("role", "reimbursable"),
    [("physician_associate", False), ("clinical_pharmacist", True), ("podiatrist", False)],
)
def test_early_hiring_is_told_with_its_condition(role: str, reimbursable: bool) -> None:
    """Letter of February 2020: '100% … in any of ten roles', not for staff 'recruited before 17 February'."""
    answer = des.reimbursable(role, date(2020, 3, 2), known_on=date(2020, 3, 1))
    assert bool(answer) is reimbursable
    assert [term.key for term in answer.announced] == ["arrs.scheme.early_hire"]
    said = " ".join(str(answer).split())
    assert "recruited from 17 February 2020 could be reimbursed at 100%" in said
    assert "with the agreement of the commissioner [confirmed]" in said
    assert "with the agreement of the commissioner" in answer._repr_html_()
    assert answer.to_dict()["announced"][0]["with_agreement_of"] == "the commissioner"


@given(
    st.dates(date(2019, 7, 1), date(2020, 12, 31)),
    st.dates(date(2020, 1, 1), date(2020, 12, 31)),
    st.sampled_from(["podiatrist", "care_coordinator", "clinical_pharmacist", "paramedic"]),
)
def test_early_hiring_is_told_of_its_days_and_roles_to_whoever_knows_of_it(day: date, known: date, role: str) -> None:
    answer = des.reimbursable(role, day, known_on=known)
    told = OPENED <= day <= date(2020, 3, 31) and known >= KNOWN and role != "paramedic"
    assert bool(answer.announced) is told


def test_the_day_before_it_was_announced_nothing_is_told() -> None:
    assert des.reimbursable("podiatrist", date(2020, 3, 2), known_on=KNOWN - timedelta(days=1)).announced == ()
