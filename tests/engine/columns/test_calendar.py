"""Facts that depend on the day alone are asked once for each day that there is, whatever the rows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.engine.columns.codes import MET, NOT_MET, UNKNOWN  # noqa: E402  # needs NumPy
from pcn_des.engine.columns.given import number_of  # noqa: E402
from pcn_des.engine.columns.run import Calendar  # noqa: E402
from pcn_des.engine.view import Observed  # noqa: E402
from pcn_des.errors import RuleDefinitionError  # noqa: E402
from pcn_des.values import Unknown  # noqa: E402

SAID: dict[date, Any] = {
    date(2030, 6, 3): True,
    date(2030, 6, 5): False,
    date(2030, 6, 9): Unknown(("the almanac",)),
    date(2030, 7, 1): 3,
}
MONDAY, WEDNESDAY, SUNDAY, JULY = SAID


def calendar(asked: list[date]) -> Calendar:
    """One that notes of which days it is asked; it knows these days and no other."""

    def source_of(day: date) -> Any:
        def observe(name: str, *_: Any) -> Observed:
            assert name == "lamps.feast"
            asked.append(day)
            return Observed(SAID[day])

        return SimpleNamespace(observe=observe)

    trace: Any = SimpleNamespace(term=lambda key: None)
    return Calendar(trace, source_of)


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ([WEDNESDAY, MONDAY, SUNDAY, MONDAY], [NOT_MET, MET, UNKNOWN, MET]),
        ([MONDAY, SUNDAY], [MET, UNKNOWN]),
        ([SUNDAY, WEDNESDAY], [UNKNOWN, NOT_MET]),
    ],
)
def test_each_row_has_the_answer_of_its_day_and_each_day_is_asked_once(days: list[date], codes: list[int]) -> None:
    asked: list[date] = []
    of_days = calendar(asked)
    numbers = np.array([number_of(day) for day in days], dtype=np.int32)
    for _ in range(2):
        assert np.asarray(of_days.answers("lamps.feast", numbers).codes).tolist() == codes
    assert asked == sorted(set(days))


@pytest.mark.parametrize(("day", "code"), [(MONDAY, MET), (WEDNESDAY, NOT_MET), (SUNDAY, UNKNOWN)])
def test_rows_of_one_day_share_its_answer(day: date, code: int) -> None:
    asked: list[date] = []
    numbers = np.full(3, number_of(day), dtype=np.int32)
    assert calendar(asked).answers("lamps.feast", numbers).codes == code
    assert asked == [day]


def test_what_is_no_yes_or_no_is_refused() -> None:
    with pytest.raises(RuleDefinitionError) as caught:
        calendar([]).answers("lamps.feast", np.array([number_of(JULY)], dtype=np.int32))
    assert str(caught.value) == "the calendar fact lamps.feast is 3; columns know yes and no"
