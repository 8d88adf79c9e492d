"""One cancelled session: the day on which all of it was made up, and the day by which it has to be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pcn_des import Records
from pcn_des.network import CancelledSession, MakeUp
from pcn_des.values import NEVER
from support.observing import missing, observe


def cancelled(*make_ups: tuple[str, int], complete: bool = True, **fields: Any) -> CancelledSession:
    held = [MakeUp(on=date.fromisoformat(on), minutes=minutes) for on, minutes in make_ups]
    record = {"id": "one", "service": "enhanced_access", "on": date(2022, 11, 1), "minutes": 60}
    return CancelledSession(**{**record, "made_up": Records(held, complete=complete), **fields})


def made_up(day: str, about: CancelledSession) -> Any:
    return observe("cancelled_session.made_up_on", day, about=about)


def test_the_day_of_the_last_minutes_in_order_of_days() -> None:
    about = cancelled(("2022-11-20", 30), ("2022-11-05", 20), ("2022-11-08", 10))
    found = made_up("2022-12-01", about)
    assert (found.value, found.because) == (date(2022, 11, 20), "all 60 minutes made up by 20 November 2022")
    assert made_up("2022-12-01", cancelled(("2022-11-20", 30), ("2022-11-05", 60))).value == date(2022, 11, 5)


@pytest.mark.parametrize(("day", "value"), [("2022-11-19", NEVER), ("2022-11-20", date(2022, 11, 20))])
def test_counts_from_its_day(day: str, value: object) -> None:
    assert made_up(day, cancelled(("2022-11-20", 60))).value == value


def test_never_where_a_complete_record_falls_short() -> None:
    found = made_up("2022-12-01", cancelled(("2022-11-05", 45)))
    assert (found.value, found.because) == (NEVER, "15 of 60 minutes cancelled on 1 November 2022 not made up")


def test_unknown_where_the_record_may_omit_some() -> None:
    wanted = ("how the session cancelled on 1 November 2022 was made up",)
    assert missing(made_up("2022-12-01", cancelled(("2022-11-05", 45), complete=False))) == wanted
    assert missing(made_up("2022-12-01", cancelled(made_up=None))) == wanted


@pytest.mark.parametrize(
    ("agreed_until", "by", "because"),
    [
        pytest.param(None, date(2022, 11, 15), "", id="14 days after"),
        pytest.param(date(2022, 11, 16), date(2022, 11, 16), "as agreed with the commissioner", id="longer as agreed"),
        pytest.param(date(2022, 11, 15), date(2022, 11, 15), "", id="as long anyway"),
        pytest.param(date(2022, 11, 10), date(2022, 11, 15), "", id="an earlier day takes nothing away"),
    ],
)
def test_the_last_day_of_the_window(agreed_until: date | None, by: date, because: str) -> None:
    about = cancelled(agreed_until=agreed_until)
    found = observe("cancelled_session.make_up_by", "2022-12-01", Fraction(14), about=about)
    assert (found.value, found.because) == (by, because)
