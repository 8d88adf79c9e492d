"""Pictures of the bundled network's report at each turn of the contract are as they were reviewed.

A picture that changes is a change of an answer: read it, and if it is right, write the pictures again with
`python tests/support/snapshotting.py`.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from support import snapshotting
from support.published import PUBLISHED
from support.snapshotting import FOLDER, days, pictures

REVIEWED = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt")}


@pytest.fixture(scope="module")
def of_today() -> dict[str, str]:
    return {str(day): picture for day, picture in pictures()}


def test_there_is_a_picture_of_each_turn_of_the_contract() -> None:
    quarters = [date(year, month, 1) for year in (one.starts_in for one in PUBLISHED) for month in (4, 7, 10)][1:]
    assert set(quarters) <= set(days())
    assert sorted(REVIEWED) == [str(day) for day in days()]


@pytest.mark.parametrize("day", sorted(REVIEWED))
def test_the_picture_is_as_reviewed(day: str, of_today: dict[str, str]) -> None:
    assert of_today[day] == REVIEWED[day]


def test_the_command_that_writes_the_pictures_finds_all_that_it_needs() -> None:
    """It is started by its path, from the folder of the repository; here it is loaded so, and writes nothing."""
    load = f"import runpy; runpy.run_path({snapshotting.__file__!r})"
    ended = subprocess.run([sys.executable, "-c", load], cwd=FOLDER.parents[1], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_picture_is_short() -> None:
    """One screen of 100 columns; the first tells everything, the others what changed."""
    assert {day: len(text.splitlines()) for day, text in REVIEWED.items() if len(text.splitlines()) > 60} == {}
