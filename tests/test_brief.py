"""A repr is one line under 200 characters, whatever a thing holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.brief import LONGEST, Brief, cut


@attrs.frozen(kw_only=True, repr=False)
class Lamp(Brief):
    """Something to show."""

    name: Any
    on: Any = None
    kept: Any = attrs.field(factory=dict)
    other: Any = ()


def test_what_was_left_alone_is_not_said() -> None:
    assert repr(Lamp(name="hall")) == "Lamp(name='hall')"
    assert repr(Lamp(name="hall", on=False, kept={"a": 1})) == "Lamp(name='hall', on=False, kept={'a': 1})"
    assert (
        repr(Lamp(name=None, on=date(2022, 11, 14), other=(1, 2, 3)))
        == "Lamp(name=None, on=2022-11-14, other=(1, 2, 3))"
    )


def test_large_values_are_counted_and_long_ones_cut() -> None:
    assert repr(Lamp(name=tuple(range(1_000)))) == "Lamp(name=<1,000>)"
    assert repr(Lamp(name="x" * 100)) == f"Lamp(name='{'x' * 58}…)"
    assert repr(Lamp(name="x" * 100, on="y" * 100, kept="z" * 100, other="w" * 100)) == (
        f"Lamp(name='{'x' * 58}…, on='{'y' * 58}…, …)"
    )


anything: st.SearchStrategy[Any] = st.recursive(
    st.text() | st.integers() | st.decimals() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.builds(Lamp, name=inner, on=inner),
)


@given(lamp=st.builds(Lamp, name=anything, on=anything, kept=anything, other=anything))
def test_it_is_one_short_line(lamp: Lamp) -> None:
    assert len(repr(lamp)) <= LONGEST
    assert repr(lamp).isprintable()


@given(text=st.text(), longest=st.integers(min_value=1, max_value=80))
def test_a_cut_text_keeps_its_beginning(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest
    if text.isprintable() and len(text) <= longest:
        assert cut(text, longest) == text
