"""Answers as small numbers: what is done to all rows at once is what is done to each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.engine.columns import codes  # noqa: E402  # needs NumPy

ROWS = 4
code = st.integers(0, codes.NOT_IN_FORCE)
answers = st.one_of(code, st.lists(code, min_size=ROWS, max_size=ROWS))
masks = st.one_of(st.booleans(), st.lists(st.booleans(), min_size=ROWS, max_size=ROWS))


def column(drawn: Any, kind: Any) -> Any:
    return np.array(drawn, dtype=kind) if isinstance(drawn, list) else drawn


def each(found: Any) -> list[int]:
    """What each row has."""
    listed: list[int] = np.broadcast_to(found, ROWS).tolist()
    return listed


def chosen(condition: Any, then: Any, otherwise: Any) -> list[int]:
    """What each row has of two, by a condition."""
    rows = zip(each(condition), each(then), each(otherwise), strict=True)
    return [one if holds else other for holds, one, other in rows]


@given(masks, answers, answers)
def test_one_of_two_answers_by_a_condition(condition: Any, then: Any, otherwise: Any) -> None:
    found = codes.where(column(condition, bool), column(then, np.uint8), column(otherwise, np.uint8))
    expected = [
        one if holds else other for holds, one, other in zip(each(condition), each(then), each(otherwise), strict=True)
    ]
    assert each(found) == expected


@given(masks, masks, masks)
def test_one_of_two_masks_by_a_condition(condition: Any, then: Any, otherwise: Any) -> None:
    found = codes.either(column(condition, bool), column(then, bool), column(otherwise, bool))
    expected = [
        one if holds else other for holds, one, other in zip(each(condition), each(then), each(otherwise), strict=True)
    ]
    assert each(found) == expected


@given(answers)
def test_met_and_not_met_change_places_and_nothing_else_does(drawn: Any) -> None:
    places = {codes.MET: codes.NOT_MET, codes.NOT_MET: codes.MET}
    found = codes.opposite(column(drawn, np.uint8))
    assert each(found) == [places.get(one, one) for one in each(drawn)]
    assert each(codes.opposite(found)) == each(drawn)


@given(masks, masks)
def test_yes_no_or_not_known(yes: Any, known: Any) -> None:
    found = codes.yes_no(column(yes, bool), column(known, bool))
    plain = [
        (codes.MET if so else codes.NOT_MET) if sure else codes.UNKNOWN
        for so, sure in zip(each(yes), each(known), strict=True)
    ]
    assert each(found) == plain


@given(st.lists(st.tuples(answers), min_size=1, max_size=3))
def test_the_worst_and_the_best(parts: Any) -> None:
    drawn = [each(part) for (part,) in parts]
    columns = [column(part, np.uint8) for (part,) in parts]
    assert each(codes.worst(columns)) == [min(row) for row in zip(*drawn, strict=True)]
    swapped = {codes.MET: codes.NOT_MET, codes.NOT_MET: codes.MET}
    best = [min(swapped.get(one, one) for one in row) for row in zip(*drawn, strict=True)]
    assert each(codes.best(columns)) == [swapped.get(one, one) for one in best]
