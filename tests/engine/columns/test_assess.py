"""Rows by the days that they are about: each in one piece with those of its group, and with the answer of its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")
pytest.importorskip("narwhals", reason="Narwhals is not installed: pip install 'pcn_des[frame]'")

from pcn_des.engine.columns import assess  # noqa: E402  # needs NumPy
from pcn_des.engine.columns.codes import JUDGEMENT, MET, NOT_IN_FORCE, NOT_MET, UNKNOWN  # noqa: E402
from pcn_des.engine.columns.given import Table, day_of, number_of  # noqa: E402
from pcn_des.engine.columns.numbers import Numbers  # noqa: E402
from pcn_des.frame.statuses import basis_of  # noqa: E402

FIRST = number_of(date(2022, 4, 1))
days = st.lists(st.integers(FIRST, FIRST + 9), max_size=40).map(lambda drawn: np.array(drawn, dtype=np.int32))


@given(days)
def test_the_days_that_there_are(numbers: Any) -> None:
    assert assess.days_of(numbers) == sorted({day_of(number) for number in numbers.tolist()})


@given(days, st.integers(1, 5), st.integers(1, 4), st.booleans())
def test_each_row_is_in_one_piece_of_its_group(numbers: Any, at_once: int, together: int, in_order: bool) -> None:
    numbers = np.sort(numbers) if in_order else numbers
    there = assess.days_of(numbers)
    groups = [there[at : at + together] for at in range(0, len(there), together)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assess, "ROWS_AT_ONCE", at_once)
        pieces = list(assess.pieces_of(numbers, groups))
    assert len(pieces) == len(groups)
    rows = np.arange(len(numbers))
    for group, of_group in zip(groups, pieces, strict=True):
        assert all(0 < len(rows[piece]) <= at_once for piece in of_group)
        found = [row for piece in of_group for row in rows[piece].tolist()]
        assert sorted(found) == [row for row in rows.tolist() if day_of(numbers[row]) in group]


@given(days)
def test_the_last_sunday_before_each_day(numbers: Any) -> None:
    for number, sunday in zip(numbers.tolist(), assess._last_sundays(numbers).tolist(), strict=True):
        assert day_of(sunday).weekday() == 6
        assert timedelta(1) <= day_of(number) - day_of(sunday) <= timedelta(7)


# --- the answers of a duty ---

MINUTES = "enhanced_access.weekly_minutes"
THE_31ST, THE_1ST, THE_7TH, THE_16TH = (date(2024, month, day) for month, day in ((3, 31), (4, 1), (4, 7), (4, 16)))
BEFORE = date(2020, 7, 1)  # when there was no such duty


def answered(
    rows: list[tuple[date, int]], known_on: date | None = None, asked: tuple[str, ...] = (MINUTES,)
) -> dict[str, list[int]]:
    """The answers of networks of 50,000 patients that offered so many minutes."""
    minutes = np.array([offered for _, offered in rows], dtype=np.int64)
    table = Table(
        np.array([number_of(day) for day, _ in rows], dtype=np.int32),
        {MINUTES: Numbers.exactly(minutes, 10_000), "population.adjusted": Numbers.exactly(50_000, 50_000)},
    )
    found = assess.statuses(basis_of(known_on), table, asked, known_on)
    return {key: answers.tolist() for key, answers in found.items()}


ROWS = [
    (THE_31ST, 2_990, NOT_MET), (THE_16TH, 3_000, MET), (THE_1ST, 3_000, MET), (BEFORE, 3_000, NOT_IN_FORCE),
    (THE_7TH, 2_990, UNKNOWN), (THE_16TH, 2_990, NOT_MET), (THE_1ST, 2_990, UNKNOWN), (THE_31ST, 3_000, MET),
]  # fmt: skip
"""3,000 minutes are asked for; less may do in the week of 25 March and that of 1 April, which had bank holidays."""


@pytest.mark.parametrize("at_once", [1, 3, 100])
@pytest.mark.parametrize("order", [ROWS, sorted(ROWS), ROWS[:1], ROWS[3:4]], ids=["mixed", "sorted", "one", "before"])
def test_each_row_has_the_answer_of_its_day(
    order: list[tuple[date, int, int]], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assess, "ROWS_AT_ONCE", at_once)
    assert answered([(day, offered) for day, offered, _ in order]) == {MINUTES: [code for *_, code in order]}


def test_a_duty_that_was_not_published_yet_is_not_in_force() -> None:
    """It was published on 26 September 2022."""
    november, duty = [(date(2022, 11, 14), 2_990)], "anticipatory_care.contribution"
    assert answered(november, date(2022, 9, 25), (duty,)) == {duty: [NOT_IN_FORCE]}
    assert answered(november, date(2022, 9, 26), (duty,)) == {duty: [UNKNOWN]}


def test_duties_have_their_answers_in_the_order_asked() -> None:
    asked = ("practices.registered_list", MINUTES, "enhanced_access.multidisciplinary_team")
    found = answered([(THE_16TH, 3_000), (BEFORE, 3_000)], asked=asked)
    assert list(found.items()) == [
        ("practices.registered_list", [UNKNOWN, UNKNOWN]),
        (MINUTES, [MET, NOT_IN_FORCE]),
        ("enhanced_access.multidisciplinary_team", [JUDGEMENT, NOT_IN_FORCE]),
    ]


@pytest.mark.parametrize(
    ("kind", "known_on", "about"),
    [
        ("care_home", None, [True, False]),
        ("network", None, [False, False]),  # of 2024/25 on, no text was found
        ("care_home", date(2020, 1, 1), [False, False]),
    ],
)
def test_on_which_rows_a_duty_is_about_a_kind_of_subject(kind: str, known_on: date | None, about: list[bool]) -> None:
    days = np.array([number_of(day) for day in (date(2022, 11, 14), THE_16TH)], dtype=np.int32)
    lead = "care_homes.clinical_lead"
    found = assess.worked_out(basis_of(known_on), Table(days, {}), [lead], known_on, kind)
    assert {key: rows.tolist() for key, rows in found.items()} == {lead: about}
