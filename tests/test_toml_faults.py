"""A text that is no TOML is told of by the day that is wrong in it, where one is."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.toml_faults import fault


def told(text: str) -> str:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    return fault(text, caught.value)


@pytest.mark.parametrize(
    ("text", "line", "day"),
    [
        ("x = 2024-02-30", 1, "2024-02-30"),
        ("a = 1\n\nx = 2023-02-29\n", 3, "2023-02-29"),
        ("a = 1\r\nx = 2024-13-01\r\n", 2, "2024-13-01"),
        ("x = 2024-1-5", 1, "2024-1-5"),
        ("x = 01/02/2024 # of February", 1, "01/02/2024"),
        ("x = 1.2.2024", 1, "1.2.2024"),
        ("[[posts]]\na = { since = 2023-04-31, until = 2023-05-31 }", 2, "2023-04-31"),
        ("a = [2023-04-30, 2023-04-31]", 1, "2023-04-31"),
        ("x = 2024-02-30T10:00:00", 1, "2024-02-30T10:00:00"),
    ],
)
def test_a_day_that_there_is_not_is_named_with_its_line(text: str, line: int, day: str) -> None:
    assert told(text) == f"line {line}: {day} is no day that there is; write a day as 2022-10-01"


@pytest.mark.parametrize("text", ["x", 'x = "2024-02-30', "x = 1 2024-02-20", "= 3", "x = [1", "x = 1.2.3"])
def test_of_what_is_no_day_python_says_what_is_wrong(text: str) -> None:
    assert "no day" not in told(text)


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99), st.integers(0, 5))
def test_whatever_stands_for_a_day_is_one_or_is_named(year: int, month: int, day: int, before: int) -> None:
    said = f"{year:04}-{month:02}-{day:02}"
    text = "\n" * before + f"since = {said}\n"
    try:
        there = date(year, month, day)
    except ValueError:
        assert told(text).startswith(f"line {before + 1}: {said} is no day")
    else:
        assert tomllib.loads(text)["since"] == there


@given(st.integers(0, 99), st.integers(0, 59), st.sampled_from(["{}:{:02}", "{:02}:{:02}"]), st.integers(0, 3))
def test_a_time_without_seconds_is_named_with_its_mend(hour: int, minute: int, form: str, before: int) -> None:
    said = form.format(hour, minute)
    mend = f"write it as {hour:02}:{minute:02}:00" if hour < 24 else "write a time as 18:30:00"
    for text in (f"start = {said}", f"x = {{ start = {said}, end = 20:00:00 }}"):
        line = "\n" * before + text
        assert told(line) == f"line {before + 1}: {said} is no time in TOML; {mend}"


@pytest.mark.parametrize("text", ["x = 18:30:00 20:00:00", 'x = "18:30', "18:30 = 5", "x = 1.25.3"])
def test_of_other_faults_no_time_is_blamed(text: str) -> None:
    assert "write it as" not in told(text)


def test_a_network_file_says_which_day_is_wrong_and_where(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('code = "U99901"\n[[payees]]\nname = "A"\nsince = 2022-02-30\n', encoding="utf-8")
    with pytest.raises(des.FileFormatError) as caught:
        des.read_network(path)
    assert str(caught.value).endswith(
        "mine.toml can't be read: line 4: 2022-02-30 is no day that there is; write a day as 2022-10-01"
    )
