"""What is said of a role."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, year_of, years
from support.covered import ANY_DAY

ROLES = sorted({key for year in years() for key in load_year(year).roles})


def test_what_excludes_says_so() -> None:
    answer = des.reimbursable("GP", date(2024, 11, 1))
    assert (
        "Conditions:\n"
        "  - May not be claimed for: a GP previously employed substantively as a GP in\n"
        "    general practice, unless the commissioner expressly agrees; "
    ) in str(answer)
    assert "May not be claimed for" in answer._repr_html_()
    assert "\n  - Registration body: not established: " in str(answer)


@given(st.sampled_from(ROLES), ANY_DAY)
def test_conditions_are_said_by_their_titles(role: str, day: date) -> None:
    answer = des.reimbursable(role, day)
    said = (" ".join(str(answer).split()), answer._repr_html_())
    for term in answer.conditions:
        title = term.title.rpartition(": ")[2]
        assert title[0].upper() + title[1:] in said[0]
        assert term.key not in said[0]
        assert term.key not in said[1]


def test_what_was_not_known_is_not_answered_with_no() -> None:
    day, before = date(2026, 11, 1), date(2024, 1, 1)
    unknown = des.reimbursable("GP", day, known_on=before)
    assert str(unknown).startswith("Not known. General practitioner is not known to be reimbursable on")
    assert "General practitioner: not known<" in unknown._repr_html_()
    assert unknown.in_short == "not known"
    assert repr(unknown) == "<Reimbursable general_practitioner on 1 November 2026, national: not known>"
    assert not unknown
    assert str(des.reimbursable("GP", date(2023, 11, 1))).startswith("No. ")
    assert str(des.reimbursable("GP", day)).startswith("Yes. ")


@given(st.sampled_from(ROLES), ANY_DAY, ANY_DAY)
def test_no_is_said_of_a_year_that_had_been_published_alone(role: str, day: date, known_on: date) -> None:
    answer = des.reimbursable(role, day, known_on=known_on)
    published = known_on >= year_of(day).published
    assert answer.in_short == ("yes" if answer else "no" if published else "not known")
