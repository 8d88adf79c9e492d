"""One admission: the day on which it was assessed and planned, the day by which that is due, and reasons for delay."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pcn_des import Records
from pcn_des.facts.admission import Stay
from pcn_des.network import Admission, CareHome
from pcn_des.values import NEVER
from support.observing import missing, observe

DAY = "2022-11-14"


def stay(*, complete: bool = True, **fields: Any) -> Stay:
    record = Admission(**{"id": "S-1", "on": date(2022, 11, 1), "kind": "admission", **fields})
    return Stay(CareHome(location="1-1", name="The Elms", admissions=Records([record], complete=complete)), record)


@pytest.mark.parametrize(
    ("fact", "day", "because"),
    [
        ("assessed_on", None, "not assessed since the admission on 1 November 2022"),
        ("planned_on", None, "no plan made since the admission on 1 November 2022"),
        ("assessed_on", date(2022, 11, 1), "assessed on 1 November 2022"),
        ("planned_on", date(2022, 11, 1), "plan made on 1 November 2022"),
        ("assessed_on", date(2022, 10, 31), "assessed on 31 October 2022, before the admission"),
        ("planned_on", date(2022, 11, 8), "plan made on 8 November 2022"),
    ],
)
def test_what_was_done_and_when(fact: str, day: date | None, because: str) -> None:
    fields: dict[str, Any] = {fact: day}
    assert observe(f"admission.{fact}", DAY, about=stay(**fields)).because == because


@pytest.mark.parametrize(
    ("fact", "what"), [("assessed_on", "the assessment"), ("planned_on", "the care and support plan")]
)
def test_what_is_missing_where_the_list_has_gaps(fact: str, what: str) -> None:
    found = observe(f"admission.{fact}", DAY, about=stay(complete=False))
    assert missing(found) == (f"{what} of The Elms, S-1, admitted on 1 November 2022",)


def test_the_last_day_in_time_is_unknown_where_the_bank_holidays_are() -> None:
    found = observe("admission.due_by", DAY, Fraction(7), about=stay(on=date(2035, 12, 22)))
    assert missing(found) == ("the bank holidays after 22 December 2035",)


@pytest.mark.parametrize(("fact", "field"), [("assessed_on", "assessed_on"), ("planned_on", "planned_on")])
class TestDone:
    def test_counts_from_its_day(self, fact: str, field: str) -> None:
        done: dict[str, Any] = {field: date(2022, 11, 8)}
        about = stay(**done)
        assert observe(f"admission.{fact}", "2022-11-07", about=about).value is NEVER
        assert observe(f"admission.{fact}", "2022-11-08", about=about).value == date(2022, 11, 8)

    def test_before_the_admission_counts_from_the_admission(self, fact: str, field: str) -> None:
        done: dict[str, Any] = {field: date(2022, 10, 31)}
        about = stay(kind="readmission", **done)
        found = observe(f"admission.{fact}", DAY, about=about)
        assert (found.value, found.because.split(" on ")[1]) == (
            date(2022, 11, 1),
            "31 October 2022, before the readmission",
        )

    def test_an_empty_day_never_was_in_a_complete_list_and_is_unknown_in_another(self, fact: str, field: str) -> None:
        assert observe(f"admission.{fact}", DAY, about=stay()).value is NEVER
        (gap,) = missing(observe(f"admission.{fact}", DAY, about=stay(complete=False)))
        assert gap.endswith("of The Elms, S-1, admitted on 1 November 2022")

    def test_a_later_day_says_that_it_was_not_done_even_in_a_list_with_gaps(self, fact: str, field: str) -> None:
        about = stay(complete=False, **{field: date(2022, 11, 15)})
        assert observe(f"admission.{fact}", DAY, about=about).value is NEVER


def test_the_last_day_in_time_leaves_out_the_day_of_admission_and_what_is_no_working_day() -> None:
    """Bank holidays: 26 and 27 December 2022, 2 January 2023."""
    about = stay(on=date(2022, 12, 22))
    assert observe("admission.due_by", DAY, Fraction(7), about=about).value == date(2023, 1, 5)


@pytest.mark.parametrize(
    ("done", "reason", "explained", "because"),
    [
        (date(2022, 11, 14), "in hospital", True, "a reason for the delay is on record"),
        (date(2022, 11, 15), "in hospital", False, "a reason for the delay is on record"),
        (None, "in hospital", False, "a reason for the delay is on record"),
        (date(2022, 11, 14), "", False, "no reason for the delay is on record"),
        (date(2022, 11, 14), " \n", False, "no reason for the delay is on record"),
    ],
)
def test_a_delay_is_explained_once_it_is_over_and_its_reason_on_record(
    done: date | None, reason: str, explained: bool, because: str
) -> None:
    assessed = observe("admission.assessment_delay_explained", DAY, about=stay(assessed_on=done, delay_reason=reason))
    planned = observe("admission.plan_delay_explained", DAY, about=stay(planned_on=done, delay_reason=reason))
    assert (assessed.value, assessed.because) == (planned.value, planned.because) == (explained, because)
