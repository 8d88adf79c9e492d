"""Facts over many days: whatever a fact is reckoned from, each day has what it would have been asked alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pcn_des.contract.question import terms
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.fact_spells import FactSpells
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.view import Observed, View
from pcn_des.network import Network
from pcn_des.units import DATE
from pcn_des.values import NEVER

WEEK = timedelta(days=7)
OTHER = date(2022, 11, 10)
READINGS: dict[str, Callable[[View], Any]] = {
    "the day itself": lambda on: on.as_of,
    "a week before": lambda on: on.as_of - WEEK,
    "a week after": lambda on: on.as_of + WEEK,
    "observed": lambda on: Observed(on.as_of - WEEK, "a week before"),
    "since": lambda on: Observed(OTHER, since=on.as_of - WEEK),
    "the earlier": lambda on: min(on.as_of, OTHER),
    "the later": lambda on: max(OTHER, on.as_of - WEEK),
    "once it was so": lambda on: on.as_of if on.as_of > OTHER else NEVER,
    "the first of its month": lambda on: on.as_of.replace(day=1),
    "by its number": lambda on: type(on.as_of).fromordinal(on.as_of.toordinal()),
    "the same always": lambda on: OTHER,
}
days_in_order = st.lists(st.dates(date(2022, 10, 20), date(2022, 12, 5)), min_size=1, max_size=12, unique=True).map(
    sorted
)


@given(st.sampled_from(sorted(READINGS)), days_in_order)
def test_each_day_has_what_it_would_have_alone(name: str, days: list[date]) -> None:
    runs = list(_spells(READINGS[name], days).of("area.day"))
    found = [value for count, value in runs for _ in range(count)]
    assert found == [_alone(READINGS[name], day).value for day in days]
    assert {type(value) for value in found} <= {date, type(NEVER)}


@given(st.sampled_from(sorted(READINGS)), days_in_order)
def test_evidence_of_each_day_is_what_it_would_be_alone(name: str, days: list[date]) -> None:
    duty: Any = object()  # passed on to what reads the evidence, which does not look at it
    runs = list(_spells(READINGS[name], days).shown([(days[0], days[-1], duty)]))
    found = [value for count, value in runs for _ in range(count)]
    assert found == [_alone(READINGS[name], day).value for day in days]


def test_what_is_the_same_always_is_asked_once() -> None:
    days = [OTHER + timedelta(days=shift) for shift in range(5)]
    assert list(_spells(READINGS["the same always"], days).of("area.day")) == [(5, OTHER)]
    assert [count for count, _ in _spells(READINGS["a week before"], days).of("area.day")] == [1] * 5


def _alone(read: Callable[[View], Any], day: date) -> Observed:
    return _seen(read, View(_NETWORK, day, None, _no_term))


def _spells(read: Callable[[View], Any], days: list[date]) -> FactSpells:
    facts: Registry[Fact] = Registry("fact")
    facts.add("area.day", Fact("area.day", "A day", DATE, read))
    return FactSpells(
        days,
        facts,
        lambda day: (
            terms(day.plain, None),
            RecordedFacts(_NETWORK, day, None, facts, Registry("kind of subject"), lambda on, _: _seen(read, on)),
        ),
    )


def _seen(read: Callable[[View], Any], on: View) -> Observed:
    found = read(on)
    return found if isinstance(found, Observed) else Observed(found)


def _no_term(key: str) -> Any:
    raise AssertionError(key)


_NETWORK = Network(code="U00001", name="A network")
