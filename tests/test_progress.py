"""The line that says how far long work has come."""

from __future__ import annotations

from io import StringIO

import pytest

from pcn_des.progress import followed, known_length, line


class Terminal(StringIO):
    """A terminal that keeps what is written."""

    def isatty(self) -> bool:
        return True


def test_the_items_come_as_they_are() -> None:
    for stream in (Terminal(), StringIO()):
        assert list(followed(iter("abc"), "letter", to=stream)) == ["a", "b", "c"]


def test_a_terminal_shows_a_line_that_ends_with_all_of_them() -> None:
    terminal = Terminal()
    list(followed(range(1_298), "network", 1_298, to=terminal))
    assert terminal.getvalue().startswith("\r[")
    assert terminal.getvalue().endswith(f"\r[{'#' * 30}] 1,298 of 1,298 networks\n")


def test_it_ends_where_somebody_stops() -> None:
    terminal = Terminal()
    items = followed(range(9), "network", 9, to=terminal)
    next(items)
    items.close()  # type: ignore[attr-defined]  # a generator, which has it
    assert terminal.getvalue().endswith("] 1 of 9 networks\n")


def test_nothing_is_written_to_what_is_no_terminal() -> None:
    stream = StringIO()
    list(followed(range(3), "network", 3, to=stream))
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (0, 4, f"[{' ' * 30}] 0 of 4 networks"),
        (2, 4, f"[{'#' * 15}{' ' * 15}] 2 of 4 networks"),
        (9, 4, f"[{'#' * 30}] 9 of 4 networks"),
        (1_298, None, "1,298 networks"),
        (1, None, "1 network"),
    ],
)
def test_what_the_line_says(count: int, total: int | None, said: str) -> None:
    assert line(count, total, "network") == said


def test_how_many_there_are_is_known_of_a_list_and_not_of_a_generator() -> None:
    assert known_length([1, 2]) == 2
    assert known_length(item for item in [1, 2]) is None
