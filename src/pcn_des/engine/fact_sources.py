"""Where a run finds its facts: a network's records, or figures that the caller gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import isfinite
from typing import Any, Final, Protocol

import attrs

from pcn_des.arguments import as_whole
from pcn_des.brief import briefly
from pcn_des.dates import Period
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.fact_values import as_observed, plain_observed
from pcn_des.engine.registry import Fact, ListSubjects, Registry
from pcn_des.engine.silence import also_read, fields_read
from pcn_des.engine.view import Observed, Subject, Subjects, View
from pcn_des.errors import RecordError, UnknownNameError
from pcn_des.frozen import FrozenMap
from pcn_des.network import Network
from pcn_des.units import Unit
from pcn_des.values import LARGEST_NUMBER, NEVER, UNKNOWN, Range, Unknown, range_of
from pcn_des.watched_day import apart, changes_of, plain_day, stays
from pcn_des.wording import whether_complete

MOST_PLACES: Final = 30  # behind the point, before a number that is given has digits

_A_NUMBER: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,30})?")  # as a text that can be reckoned with as it stands

COMPLETE: Final = "complete."
"""What the name begins with under which a caller says whether all subjects of a kind are given."""

ReadTerm = Callable[[str], Any]
ReadEvidence = Callable[[View, Any], Observed]


class FactSource(Protocol):
    """Facts about one network."""

    @property
    def opened(self) -> date | None:
        """The day on which it opened, where that is known."""

    def observe(self, name: str, args: Sequence[Any], subject: Subject | None, term: ReadTerm) -> Observed:
        """A fact, about a subject where there is one; `term` looks up a term of the contract."""

    def evidence(self, obligation: Any, subject: Subject | None, term: ReadTerm) -> Observed:
        """The day on which a record shows an obligation done."""

    def subjects(self, kind: str, area: str, term: ReadTerm) -> Subjects:
        """What a duty of an area is about."""

    def of_week(self, week: Period) -> FactSource:
        """The same facts as they stood on the last day of a week, with weekly quantities of that week."""


@attrs.frozen
class Seen:
    """A fact that was worked out for a day: its value, what the terms that it read said, and the record it is about.

    `fields` are those that it read of a network which notes them. `changes` is the first later day on which its value
    may be another though the terms are the same, where the day is watched. The record is kept because facts are
    remembered by record: as long as it is here, no other takes its identity.
    """

    observed: Observed
    day: date
    terms: Mapping[str, Any]
    record: Any
    fields: frozenset[str]
    changes: date

    def holds(self, day: date, term: ReadTerm) -> bool:
        """Whether it is the same on a day, on which `term` has the terms; whoever notes these has them noted, too."""
        return self.day <= day < self.changes and all(term(key) == said for key, said in self.terms.items())


Remembered = dict[tuple[Any, ...], list[Seen]]
"""What was worked out of the records of one network, by fact, what it is given, and the record it is about."""


@attrs.frozen
class RecordedFacts:
    """Facts worked out from the records of a network, each once; `as_of` may be a watched day.

    `seen` are those that were worked out before, perhaps for other days on which the same is known.
    """

    network: Network  # or one that notes what is read of it
    as_of: date
    known_on: date | None
    facts: Registry[Fact]
    kinds: Registry[ListSubjects]
    read_evidence: ReadEvidence
    measured: Period | None = None
    seen: Remembered = attrs.field(factory=dict)

    @property
    def opened(self) -> date | None:
        """See `FactSource`."""
        return self.network.opened

    def observe(self, name: str, args: Sequence[Any], subject: Subject | None, term: ReadTerm) -> Observed:
        """See `FactSource`."""
        return self._on(self.as_of, name, args, subject, term)

    def evidence(self, obligation: Any, subject: Subject | None, term: ReadTerm) -> Observed:
        """See `FactSource`."""
        found = self.read_evidence(self._view(subject, term, self.as_of), obligation)
        return plain_observed(_as_network(self.network, found))

    def subjects(self, kind: str, area: str, term: ReadTerm) -> Subjects:
        """See `FactSource`."""
        return self.kinds[kind](self._view(None, term, self.as_of), area)

    def of_week(self, week: Period) -> RecordedFacts:
        """See `FactSource`."""
        return attrs.evolve(self, as_of=week.until or week.since, measured=week, seen={})

    def _on(self, day: date, name: str, args: Sequence[Any], subject: Subject | None, term: ReadTerm) -> Observed:
        """A fact on the day of the source, which whoever asks may watch."""
        seen = self.seen.setdefault((name, *args, id(subject.record if subject else None)), [])
        plain = plain_day(day)
        found = next((one for one in reversed(seen) if one.holds(plain, term)), None)
        if found is None:
            found = self._worked_out(name, args, subject, term)
            seen.append(found)
        else:
            also_read(self.network, found.fields)
        stays(day, lambda: found.changes)
        return found.observed

    def _worked_out(self, name: str, args: Sequence[Any], subject: Subject | None, term: ReadTerm) -> Seen:
        said: dict[str, Any] = {}

        def noted(key: str) -> Any:
            said[key] = term(key)
            return said[key]

        day = apart(self.as_of)
        view = self._view(subject, noted, day)
        fact = self.facts[name]
        found, fields = fields_read(self.network, lambda: _as_network(self.network, fact.read(view, *args)))
        return Seen(as_observed(found, fact), plain_day(day), said, view.subject, fields, changes_of(day))

    def _view(self, subject: Subject | None, term: ReadTerm, day: date) -> View:
        record = subject.record if subject else None
        ask = partial(self._on, day, subject=subject, term=term)
        return View(self.network, day, self.known_on, term, record, self.measured, ask)


def _as_network(network: Network, found: Any) -> Any:
    """What was found; nothing has been so of a network before it opened."""
    if not isinstance(found, Observed) or found.since is None or network.opened is None:
        return found
    return attrs.evolve(found, since=max(found.since, network.opened))


@attrs.frozen
class GivenFacts:
    """Facts that the caller gives; whatever is not given is unknown, unless it depends on the day alone.

    `listed` are the subjects of each kind that are given, each with its facts as its record.
    """

    given: Mapping[str, Any]
    as_of: date
    facts: Registry[Fact]
    name_evidence: Callable[[Any], str]
    measured: Period | None = None
    listed: Mapping[str, Subjects] = attrs.field(factory=FrozenMap)
    opened: None = attrs.field(default=None, init=False)  # nobody gives it

    @classmethod
    def checked(
        cls,
        given: Mapping[str, Any],
        as_of: date,
        facts: Registry[Fact],
        obligations: Sequence[str],
        name_evidence: Callable[[Any], str],
        kinds: Collection[str] = (),
    ) -> GivenFacts:
        """The facts, if they are facts and of the right kind.

        Under the name of one of the `kinds` of subject stands a list with the facts of each, its `id` and its `name`;
        `complete.<kind>` says whether these are all.

        Raises:
            UnknownNameError: names that are no facts; every one is named.
            RecordError: values of a wrong kind; every one is named.
        """
        lists = {name for kind in kinds for name in (kind, COMPLETE + kind) if name in given}
        check = _Check(facts, obligations)
        values = check.values({name: value for name, value in given.items() if name not in lists})
        listed = {kind: check.subjects(kind, given) for kind in kinds if {kind, COMPLETE + kind} & lists}
        check.raise_what_is_wrong()
        return cls(values, as_of, facts, name_evidence, listed=FrozenMap(listed))

    def observe(self, name: str, args: Sequence[Any], subject: Subject | None, term: ReadTerm) -> Observed:
        """See `FactSource`."""
        if subject is not None and name in subject.record:
            return Observed(subject.record[name], "as given")
        fact = self.facts[name]
        if name not in self.given and fact.given_by:
            return self.observe(fact.given_by, (), subject, term)
        if name in self.given:
            return Observed(self.given[name], "as given")
        if fact.calendar:
            found = fact.read(View(_ANYBODY, self.as_of, None, term, None, self.measured), *args)
            return as_observed(found, fact)
        if fact.absent is not None:
            return Observed(fact.absent, "nothing given")
        title = fact.title.rstrip(".")
        begins_a_name = title[1:2].isupper() or title.startswith("Core Network")
        return Observed(Unknown.because(title if begins_a_name else title[0].lower() + title[1:]))

    def evidence(self, obligation: Any, subject: Subject | None, term: ReadTerm) -> Observed:
        """See `FactSource`. A day after the question says nothing about it."""
        shown = (self.given if subject is None else subject.record).get(EVIDENCE + obligation.key)
        if shown is None or (isinstance(shown, date) and shown > self.as_of):
            return Observed(Unknown.because(self.name_evidence(obligation)))
        return Observed(shown)

    def subjects(self, kind: str, area: str, term: ReadTerm) -> Subjects:
        """See `FactSource`."""
        return self.listed.get(kind, Subjects((), (f"the records of each {kind.replace('_', ' ')}",)))

    def of_week(self, week: Period) -> GivenFacts:
        """See `FactSource`. What was given is what it is on any day."""
        return attrs.evolve(self, as_of=week.until or week.since, measured=week)


@attrs.frozen
class _Check:
    """Checks facts that are given, and keeps what is wrong: names that are no facts with their places, and problems."""

    facts: Registry[Fact]
    obligations: Sequence[str]
    unknown: list[tuple[str, UnknownNameError]] = attrs.field(factory=list, init=False)
    problems: list[str] = attrs.field(factory=list, init=False)

    def raise_what_is_wrong(self) -> None:
        """Raise what is wrong, if anything is: names before values, for a value is held against what it is of."""
        if self.unknown:
            place, only = self.unknown[0]
            raise only if len(self.unknown) == 1 and place == only.name else UnknownNameError.of(self.unknown)
        if self.problems:
            raise RecordError("The facts given", self.problems)

    def values(self, given: Mapping[str, Any], where: str = "") -> dict[str, Any]:
        """The facts as they are calculated with."""
        values = {}
        for name, value in given.items():
            if not isinstance(name, str):
                self.problems.append(f"{where}{briefly(name)} names no fact; names are texts")
                continue
            try:
                unit = self._unit(name)
            except UnknownNameError as error:
                self.unknown.append((f"{where}{name}", error))
                continue
            try:
                values[name] = _of_kind(value, unit)
            except TypeError as error:
                self.problems.append(f"{where}{name} {error}")
        return values

    def _unit(self, name: str) -> Unit:
        if not name.startswith(EVIDENCE):
            return self.facts[name].unit
        if name.removeprefix(EVIDENCE) not in self.obligations:
            raise UnknownNameError("fact", name, [EVIDENCE + key for key in self.obligations])
        return Unit.parse("date")

    def subjects(self, kind: str, given: Mapping[str, Any]) -> Subjects:
        """The subjects of a kind, each with its facts as its record."""
        words, complete = kind.replace("_", " "), given.get(COMPLETE + kind, False)
        if complete is not UNKNOWN and not isinstance(complete, bool):
            self.problems.append(f"{COMPLETE}{kind} is {briefly(complete)}; it must be yes or no")
        listed = given.get(kind, ())
        if isinstance(listed, str | Mapping) or not isinstance(listed, Iterable):
            self.problems.append(f"{kind} is {briefly(listed)}; it must be a list with the facts about each {words}")
            listed = ()
        found: list[Subject] = []
        for place, about in enumerate(listed):
            if not isinstance(about, Mapping):
                self.problems.append(f"{kind} has {briefly(about)}; it must be the facts about each {words}")
                continue
            id_ = str(about.get("id", place + 1))
            facts = {name: value for name, value in about.items() if name not in ("id", "name")}
            record = FrozenMap(self.values(facts, f"{words} {id_}: "))
            found.append(Subject(id_, str(about.get("name", f"{words} {id_}")), record))
        several = [id_ for id_, count in Counter(one.id for one in found).items() if count > 1]
        if several:
            self.problems.append(
                f"{kind} has the id {', '.join(several)} more than once; each {words} has one of its own"
            )
        missing = () if complete is True else (whether_complete(f"each {words}"),)
        return Subjects(tuple(found), missing)


_ANYBODY = Network(code="U00000", name="any network")


def _of_kind(value: Any, unit: Unit) -> Any:
    if value is UNKNOWN:
        return Unknown.because("it was given as unknown")
    if isinstance(value, str) and not value.strip():
        raise TypeError(f"is the empty text {briefly(value)}; leave it out, or give UNKNOWN")
    if value is NEVER and unit.kind == "date":
        return value
    if isinstance(value, Range) and unit.is_number:
        return _between(value, unit)
    if unit.is_number:
        if isinstance(value, float):
            raise TypeError(_no_float(float(value)))  # of NumPy, too, whose repr no Decimal can read
        whole = as_whole(value)
        number = value if whole is None else whole
        is_number = whole is not None or isinstance(value, Decimal | Fraction)
        if is_number and not (isinstance(number, Decimal) and not number.is_finite()) and number >= 0:
            if number >= LARGEST_NUMBER or (isinstance(number, Decimal) and number.adjusted() < -MOST_PLACES):
                raise TypeError(f"is beyond what can be reckoned with; write a number of {unit} below 10 to the 15th")
            return Fraction(number)
        if isinstance(value, str) and _A_NUMBER.fullmatch(value):
            raise TypeError(f"is the text {value!r}; it must be a number of {unit}: write Decimal({value!r})")
        raise TypeError(f"is {briefly(value)}; it must be a number of {unit}, nothing or more")
    kinds: dict[str, type] = {"date": date, "yes/no": bool, "text": str}
    if isinstance(value, kinds[unit.kind]) and not isinstance(value, datetime):
        return value
    raise TypeError(f"is {briefly(value)}; it must be a {unit}")


def _no_float(value: float) -> str:
    said = f"is the float {value!r}"
    return f"{said}; write Decimal('{value!r}')" if isfinite(value) else f"{said}, which is no number; leave it out"


def _between(value: Range, unit: Unit) -> Fraction | Range | Unknown:
    """A number of which only ends are given; it is nothing at least."""
    low, high = (None if end is None else _of_kind(end, unit) for end in (value.low, value.high))
    return range_of(low or Fraction(0), high, value.needs or (f"the exact number of {unit}",))
