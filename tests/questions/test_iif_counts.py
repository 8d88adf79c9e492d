"""Which figures on record count, and what is said of those that don't: a later no, another count, other members."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.network import IndicatorAdjustment, IndicatorFigures
from support.small_network import complete, network, practice

DECEMBER, MARCH = date(2021, 12, 31), date(2022, 3, 31)


def vaccinating(*told: tuple[str | None, date, bool | None]) -> des.IndicatorPoints:
    """COV-01 of 2021/22, 220 points at £200, of what two practices said."""
    figures = [IndicatorFigures(indicator="COV-01", practice=code, on=on, done=done) for code, on, done in told]
    of = network(practices=complete(practice("A00001"), practice("A00002"))).evolve(
        indicator_figures=figures, indicator_adjustments=[IndicatorAdjustment(year="2021/22", factor=1)]
    )
    return des.iif(of, "2021/22")["COV-01"]


YESES = (("A00001", DECEMBER, True), ("A00002", DECEMBER, True))


@pytest.mark.parametrize(
    ("told", "points"),
    [
        (YESES, "220 points"),
        ((*YESES, ("A00001", MARCH, False)), "0 points"),
        ((*YESES, ("A00001", MARCH, True)), "220 points"),
        ((*YESES, ("A00001", MARCH, None)), "220 points"),
        ((("A00001", MARCH, False),), "0 points"),
        (((None, DECEMBER, True), ("A00001", MARCH, False)), "0 points"),
        (
            (("A00001", DECEMBER, False), ("A00002", DECEMBER, True), ("A00001", MARCH, True)),
            "at most 220 points",
        ),  # whether A00002 still does was not said
        (
            (("A00001", DECEMBER, False), ("A00001", MARCH, True), ("A00002", MARCH, True)),
            "220 points",
        ),
        ((("A00001", date(2021, 6, 30), True), ("A00002", date(2021, 6, 30), True)), "at most 220 points"),
    ],
)
def test_a_known_no_settles_what_all_have_to_do(told: Any, points: str) -> None:
    assert str(vaccinating(*told).points) == points


@given(
    told=st.lists(
        st.tuples(st.sampled_from(["A00001", "A00002"]), st.dates(date(2021, 12, 7), MARCH), st.booleans() | st.none()),
        unique_by=lambda one: one[:2],
        max_size=6,
    )
)
def test_law_all_of_it_is_earned_only_where_the_last_word_of_nobody_is_no(
    told: list[tuple[str, date, bool | None]],
) -> None:
    last = {code: done for code, _, done in sorted(told, key=lambda one: one[1]) if done is not None}
    found = vaccinating(*told).points
    if False in last.values():
        assert found.exact != 220
    if found.exact == 0:
        assert False in last.values()
    if found.exact == 220:
        assert list(last.values()) == [True, True]


def test_what_was_counted_before_there_was_the_indicator_is_left_out_and_named() -> None:
    figures = [IndicatorFigures(indicator="COV-01", on=date(2021, 12, day), done=True) for day in (6, 7)]
    of = network(practices=complete(practice("A00001"))).evolve(indicator_figures=figures[:1])
    found = des.iif(of, "2021/22")
    assert str(found["COV-01"].points) == "at most 220 points"
    assert "COV-01 up to 6 December 2021 is left out: COV-01 began on 7 December 2021." in found.notes
    assert str(des.iif(of.evolve(indicator_figures=figures), "2021/22")["COV-01"].points) == "220 points"


def counted(code: str | None, numerator: int | None, denominator: int | None, on: str = "2023-03-31") -> Any:
    return IndicatorFigures(
        indicator="CVD-05", practice=code, on=date.fromisoformat(on), numerator=numerator, denominator=denominator
    )


def row_of(*figures: IndicatorFigures, **days: str) -> des.IndicatorPoints:
    """CVD-05 of 2022/23, of two practices; the second may leave, and a third join."""
    spell = {"since": "2019-07-01", **({"until": days["left"]} if "left" in days else {})}
    third = [practice("A00003", since=days["joined"])] if "joined" in days else []
    of = network(practices=complete(practice("A00001"), practice("A00002", membership=complete(spell)), *third))
    return des.iif(of.evolve(indicator_figures=list(figures)), "2022/23")["CVD-05"]


def test_two_counts_of_a_day_that_contradict_each_other_are_told() -> None:
    found = row_of(counted(None, 90, 100), counted("A00001", 10, 40), counted("A00002", 10, 60))
    assert str(found.achievement) == "90"
    assert found.notes[-1] == (
        "Up to 31 March 2023 there are two counts that can't both be true: the network's own figures, 90 of 100, are "
        "taken; its practices', 20 of 100, are not. Correct one."
    )


@pytest.mark.parametrize(
    ("theirs", "contradict"),
    [
        ([counted("A00001", 50, 40 + 20), counted("A00002", 40, 40)], False),
        ([counted("A00001", 50, 60)], False),  # the other may have the rest
        ([counted("A00001", 95, 99)], True),  # more already than the network has
        ([counted("A00001", None, 60), counted("A00002", 20, 40)], True),  # at most 80
        ([counted("A00001", 70, 60), counted("A00002", 1, 40)], False),  # which can't be at all
    ],
)
def test_they_contradict_each_other_only_where_both_cannot_be(theirs: list[Any], contradict: bool) -> None:
    told = [note for note in row_of(counted(None, 90, 100), *theirs).notes if "can't both be true" in note]
    assert bool(told) is contradict


def test_members_that_changed_after_the_count_are_told() -> None:
    found = row_of(
        counted("A00001", 30, 40, "2022-08-31"),
        counted("A00002", 38, 40, "2022-08-31"),
        left="2022-09-30",
        joined="2022-10-01",
    )
    assert str(found.achievement) == "85"
    assert found.notes[-1] == (
        "After 31 August 2022, up to which was counted, A00003 joined and A00002 left: the figures are those of the "
        "members before."
    )
    assert not any("joined" in note for note in row_of(counted(None, 30, 40)).notes)
