"""How paragraphs are laid out: every word stays, lines keep to the width, and none ends inside a day."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pcn_des.display.paragraphs import filled, labelled
from pcn_des.wording import in_words

WORDS = st.text(alphabet="abcdefghij,.", min_size=1, max_size=12) | st.dates(date(1000, 1, 1)).map(in_words)


@given(st.lists(WORDS, min_size=1, max_size=30), st.integers(24, 80), st.sampled_from(["", "  - ", "Source:      "]))
def test_no_word_is_lost_and_no_line_ends_inside_a_day(parts: list[str], width: int, mark: str) -> None:
    lines = filled(" ".join(parts), width, mark)
    assert " ".join(" ".join(lines).removeprefix(mark).split()) == " ".join(parts)
    room = width - len(mark)
    assert all(len(line) <= width or " " not in line[len(mark) :] or room < len("30 September 2022") for line in lines)
    said = "\n".join(lines)
    assert all(said.count(part) >= parts.count(part) for part in parts)


def test_a_day_without_its_year_stays_together_too() -> None:
    assert filled("achievement approved by 3 July paid", 25) == ["achievement approved by", "3 July paid"]
    assert filled("the 12 Mayors of 2022", 8) == ["the 12", "Mayors", "of 2022"]


@given(st.lists(st.text("abc.", min_size=1, max_size=90), min_size=1, max_size=5).map(" ".join))
def test_a_labelled_line_is_too_long_only_where_a_word_alone_is(value: str) -> None:
    lines = labelled("Key", value, 80)
    assert " ".join(" ".join(lines).split()) == f"Key: {value}"
    assert all(len(line) <= 80 for line in lines) or max(map(len, value.split())) > 76


def test_a_long_key_stands_below_its_label() -> None:
    key = "arrs.experienced_general_practice_nurse.months_since_network_employment"
    assert labelled("Key", key, 80) == ["Key:", f"    {key}"]
    assert labelled("Key", "arrs.scheme.late_claims", 80) == ["Key:         arrs.scheme.late_claims"]
