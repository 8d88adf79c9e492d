"""What is counted has a plural where there are several, and none where there is one."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.units import Quantity, Unit, of_number
from pcn_des.wording import count_of

UNITS = ("practices", "sessions per week", "working days", "adjusted patients", "points", "minutes per week")
SOURCE = Path(des.__file__).parent
BY_HAND = re.compile(r"(?<! of )\{len\([^{}]*\)(?::,)?\} (?!of\b)[a-z]+s\b(?! be)|'s' if ")


@given(st.integers(0, 10**6))
def test_one_thing_has_no_plural_and_every_other_number_has_one(number: int) -> None:
    assert count_of(number, "practice") == f"{number:,} practice{'' if number == 1 else 's'}"
    assert count_of(number, "duty", "duties").endswith(" duty") is (number == 1)


@given(st.integers(0, 10**6), st.sampled_from(UNITS))
def test_a_quantity_of_one_is_not_of_many(number: int, unit: str) -> None:
    first = unit.partition(" per ")[0]
    said = str(Quantity(Fraction(number), Unit.parse(unit)))
    assert (f" {first}" in said) is (number != 1)
    assert of_number(unit, number).startswith(first) is (number != 1)


def test_no_plural_is_written_by_hand_beside_a_count() -> None:
    """`errors.py` stands below the words; a few count what is never one, such as the readings of a block."""
    allowed = {"errors.py", "blocks.py", "calendar.py"}
    found = {
        f"{path.relative_to(SOURCE)}: {match[0]}"
        for path in SOURCE.rglob("*.py")
        if path.name not in allowed
        for match in BY_HAND.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()
