"""What is said of a role."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
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
