"""What starts, ends or changes in a contract year: services, roles and payments, their rates, the maxima of roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from pcn_des.contract.calendar_day import ENDS, MAXIMUM, RATE, STARTS, CalendarDay
from pcn_des.contract.entries import Entry, Role, Service, Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.maxima import maximum_key
from pcn_des.contract.spells import spells
from pcn_des.contract.year import YearContract, in_force
from pcn_des.cost_areas import AREAS, NATIONAL
from pcn_des.dates import ONE_DAY, ContractYear, Deadline
from pcn_des.sources import Citation
from pcn_des.units import behind

_WORDS: Final = {"delivery": "", "preparation": ", preparation"}  # of the phases in which networks do something
_RATES: Final = ("rate", "registered_rate", "adjusted_rate")
_AREAS: Final = {NATIONAL: "", "outer_london": "outer London ", "inner_london": "inner London ", "london": "London "}


@attrs.frozen
class Turn:
    """A day from which on something else is said of an entry than on the day before; None where nothing is."""

    day: date
    before: Entry | None
    after: Entry | None


@attrs.frozen
class Around:
    """A contract year between those before and after it, as far as there are data and they had been published."""

    contract: YearContract
    known_by: date
    before: YearContract | None = None
    after: YearContract | None = None

    @classmethod
    def of(cls, contract: YearContract, known_by: date) -> Around:
        """The year with its neighbours in the data."""
        near = (ContractYear(contract.year.starts_in + step) for step in (-1, 1))
        before, after = (load_year(year) if year in years() else None for year in near)
        return cls(contract, known_by, before, after)

    def turns(self, section: str, key: str) -> Iterator[Turn]:
        """The days of the year, and that after it, from which on something else is said of an entry.

        At a border to a year of which nothing had been published there is none; before the first year, nothing was.
        """
        year = self.contract.year
        said = [*getattr(self.contract, section).get(key, ()), *self.contract.missing[section].get(key, ())]
        days = {year.first_day, year.last_day + ONE_DAY, *(one.since for one in said)}
        days |= {one.until + ONE_DAY for one in said}
        if self.before is not None and self.before.published > self.known_by:
            days.discard(year.first_day)
        if self.after is None or self.after.published > self.known_by:
            days.discard(year.last_day + ONE_DAY)
        for day in sorted(days):
            before, after = self.said(section, key, day - ONE_DAY), self.said(section, key, day)
            if before != after and not (after is None and self._not_found(section, key, day)):
                yield Turn(day, before, after)

    def said(self, section: str, key: str, day: date) -> Entry | None:
        """What is said of an entry on a day."""
        contract = self._contract(day)
        if contract is None:
            return None
        if section == "terms":
            found = spells(contract, key, self.known_by)
            return next((spell.term for spell in found if spell.since <= day <= spell.until), None)
        return in_force(getattr(contract, section).get(key, ()), day, self.known_by)

    def why_gone(self, section: str, key: str, day: date) -> str:
        """What the data say of an entry that is not there any more."""
        contract = self._contract(day)
        why = contract.removed[section].get(key, "") if contract is not None else ""
        return f"{why[:1].upper()}{why[1:].rstrip('.')}." if why else ""

    def _contract(self, day: date) -> YearContract | None:
        near = (self.before, self.contract, self.after)
        return next((one for one in near if one is not None and day in one.year.period), None)

    def _not_found(self, section: str, key: str, day: date) -> bool:
        contract = self._contract(day)
        return contract is not None and bool(
            contract.missing_note(section, key, day, after=None, known_on=self.known_by)
        )


def beginnings(around: Around) -> Iterator[CalendarDay]:
    """Starts and ends of services, roles and payments, and every rate or maximum that is another than the day before.

    A first day on which something is so, and a last day: what ends with the year ends on 31 March.
    """
    for key in around.contract.services:
        yield from _service(around, key)
    for key, roles in around.contract.roles.items():
        yield from _started_and_ended(around, "roles", key, "PCN", "Role: {}, claimed under the ARRS")
        yield from _maxima(around, key, roles[-1])
    for key, streams in around.contract.payments.items():
        yield from _started_and_ended(around, "payments", key, streams[-1].payee, "Payment: {}")
        for name in _RATES:
            yield from _rate(around, f"{key}.{name}", streams[-1].title, streams[-1].payee)


def _service(around: Around, key: str) -> Iterator[CalendarDay]:
    for turn in around.turns("services", key):
        was, now = (one.phase if isinstance(one, Service) else "" for one in (turn.before, turn.after))
        if turn.after is not None and now in _WORDS and now != was:
            yield from _starting(around, turn, "PCN", f"Service: {turn.after.title}{_WORDS[now]}")
        elif turn.before is not None and was in _WORDS and now not in _WORDS:
            why = turn.after.note if turn.after is not None else around.why_gone("services", key, turn.day)
            yield from _ending(around, turn, "PCN", f"Service: {turn.before.title}{_WORDS[was]}", why)


def _started_and_ended(around: Around, section: str, key: str, who: str, what: str) -> Iterator[CalendarDay]:
    for turn in around.turns(section, key):
        if turn.before is None and turn.after is not None:
            yield from _starting(around, turn, who, what.format(turn.after.title))
        elif turn.before is not None and turn.after is None:
            why = around.why_gone(section, key, turn.day)
            yield from _ending(around, turn, who, what.format(turn.before.title), why)


def _starting(around: Around, turn: Turn, who: str, what: str) -> Iterator[CalendarDay]:
    if turn.day <= around.contract.year.last_day and turn.after is not None:
        yield _day(around, turn.day, turn.after, who, what, STARTS)


def _ending(around: Around, turn: Turn, who: str, what: str, why: str) -> Iterator[CalendarDay]:
    if turn.day > around.contract.year.first_day and turn.before is not None:
        yield _day(around, turn.day - ONE_DAY, turn.before, who, what, ENDS, why)


def _rate(around: Around, key: str, stream: str, payee: str) -> Iterator[CalendarDay]:
    for turn in around.turns("terms", key):
        if turn.day <= around.contract.year.last_day and _is_another(turn):
            assert isinstance(turn.after, Term)  # as it is another
            yield _day(around, turn.day, turn.after, payee, f"{stream}: {_now(turn)}", RATE)


def _maxima(around: Around, role: str, entry: Role) -> Iterator[CalendarDay]:
    """One day for each day on which a maximum of the role changes, in whichever areas."""
    found: dict[date, dict[str, Turn]] = {}
    for area in (*AREAS, "london"):
        for turn in around.turns("terms", f"{maximum_key(role)}.{area}"):
            if turn.day <= around.contract.year.last_day and _is_another(turn):
                found.setdefault(turn.day, {})[area] = turn
    for day, areas in sorted(found.items()):
        said = _by_area({area: _now(turn) for area, turn in areas.items()})
        terms = [turn.after for turn in areas.values() if turn.after is not None]
        cited: dict[Citation, None] = dict.fromkeys(source for term in terms for source in term.sources)
        shown = attrs.evolve(terms[0], key=maximum_key(role), sources=tuple(cited))
        yield _day(around, day, shown, "PCN", f"{entry.title}: at most {said}", MAXIMUM)


def _by_area(figures: Mapping[str, str]) -> str:
    """The figure of each area, national first; one figure of all areas is said once."""
    if len(figures) > 1 and len(set(figures.values())) == 1:
        return f"{next(iter(figures.values()))}, London too"
    return "; ".join(f"{_AREAS[area]}{figure}" for area, figure in figures.items())


def _is_another(turn: Turn) -> bool:
    """Whether a figure is established, in whole or within limits, and is not the one of the day before."""
    if not isinstance(turn.after, Term) or not (turn.after.is_known or turn.after.is_bounded):
        return False
    return not isinstance(turn.before, Term) or turn.before.in_words != turn.after.in_words


def _now(turn: Turn) -> str:
    """The figure and, where that was established, the one before it."""
    assert isinstance(turn.after, Term)  # asked of a figure that is another
    if not isinstance(turn.before, Term) or not (turn.before.is_known or turn.before.is_bounded):
        return turn.after.in_words
    before = turn.before.in_words.removesuffix(behind(turn.after.unit, turn.before.value))
    return f"{turn.after.in_words} (before: {before})"


def _day(around: Around, day: date, entry: Entry, who: str, what: str, kind: str, why: str = "") -> CalendarDay:
    return CalendarDay(
        when=Deadline.on(day),
        who=who,
        what=what,
        kind=kind,
        key=entry.key,
        consequence=why,
        standing=entry.standing,
        citations=entry.sources,
        contract_year=str(around.contract.year),
    )
