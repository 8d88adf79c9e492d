"""Lists of records that say whether they are complete, and the checks that records share."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final, Generic, TypeVar

import attrs

from pcn_des.arguments import a_text
from pcn_des.brief import LONGEST_PART, Brief, briefly, cut
from pcn_des.dates import ONE_DAY, Period, as_day, month_of
from pcn_des.errors import MisuseError, PcnDesError, UnknownNameError, WrongTypeError
from pcn_des.frozen import frozen
from pcn_des.network.joining import Joined, whole_of
from pcn_des.network.typed import typed
from pcn_des.showing import Shown
from pcn_des.watched_day import BetweenChanges

Item = TypeVar("Item")
Dated = TypeVar("Dated", bound="Spell")
Kept = TypeVar("Kept")

PCN_FORM: Final = "U[0-9]{5}"
PRACTICE_FORM: Final = "[A-Z][0-9]{5}"
PCN_CODE: Final = "a PCN code (U and five digits, such as U00254)"
PRACTICE_CODE: Final = "a practice code (a letter and five digits, such as B83001)"
_LATER: Final = "added later"
ADDED_LATER: Final = frozen({_LATER: True})
"""Of a field that a record had not when its first digests were taken: what it holds by itself changes none of them."""


Place = tuple[str | int, ...]
"""Where a record stands in a network: the name of a list, the number of an entry in it (the first is 0), and so on."""


@attrs.frozen
class Clash:
    """What can't be true of a network, with the mend, and the place of the record to look at first."""

    says: str
    place: Place = ()


class ContradictionError(PcnDesError, ValueError):
    """Records that can't all be true; `listed` has each contradiction in words, `found` also its place."""

    def __init__(self, found: Iterable[Clash]) -> None:
        self.found = tuple(found)
        super().__init__("; ".join(self.listed))

    @property
    def listed(self) -> tuple[str, ...]:
        """Each contradiction in words."""
        return tuple(one.says for one in self.found)


class Records(Shown, Sequence[Item], Generic[Item]):
    """A list of records. What a complete list omits did not happen; an incomplete one is silent about it.

    An empty list is complete. No list at all (None) is silent about everything. A log that was kept for a time is
    complete for those days, `complete=Period(since, until)`: it has everything that happened or lasted on one of them.

    Examples:
        >>> Records(["the only one"], complete=True).complete
        True
        >>> Records(["one of some"]).complete, Records().complete
        (False, True)
    """

    __slots__ = ("_complete", "_items", "_kept")
    _items: tuple[Item, ...]
    _complete: bool | Period
    _kept: dict[Hashable, Any]

    def __init__(self, items: Iterable[Item] = (), *, complete: bool | Period | None = None) -> None:
        if not isinstance(items, Iterable):
            raise WrongTypeError(f"the records are {briefly(items)}; give a list of them")
        if isinstance(complete, Period):
            as_day(complete.since, "since, from which a list is complete,")
            as_day(complete.until or complete.since, "until, up to which a list is complete,")
        elif complete is not None and not isinstance(complete, bool):
            raise WrongTypeError(f"complete is {briefly(complete)}; it must be True, False, or a Period of days")
        kept = tuple(items)
        object.__setattr__(self, "_items", kept)
        object.__setattr__(self, "_complete", not kept if complete is None else complete)
        object.__setattr__(self, "_kept", {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a list of records can't be changed; make a new one instead of setting {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a list of records can't be changed; make a new one instead of deleting {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return _records, (self._items, self._complete)

    @property
    def complete(self) -> bool:
        """Whether what the list omits did not happen, on any day."""
        return self._complete is True

    @property
    def complete_for(self) -> Period | None:
        """The days for which the list is complete, where that is not all of them."""
        return self._complete if isinstance(self._complete, Period) else None

    def tells_all_of(self, since: date, until: date) -> bool:
        """Whether what the list omits did not happen on any day from `since` to `until`."""
        kept = self.complete_for
        return self.complete if kept is None else since in kept and until in kept

    def by(self, field: str) -> Mapping[Any, tuple[Item, ...]]:
        """The records by the value that each has in a field, such as the returns by their `kind`; worked out once.

        Raises:
            UnknownNameError: a field that they have not.
        """
        a_text(field, "field")
        return once(self, ("by", field), lambda records: records._by(field))

    def _by(self, field: str) -> Mapping[Any, tuple[Item, ...]]:
        found: dict[Any, list[Item]] = {}
        for item in self._items:
            if not hasattr(item, field):
                kind: Any = type(item)
                raise UnknownNameError(
                    f"field of {kind.__name__}",
                    field,
                    [one.name for one in attrs.fields(kind)] if attrs.has(kind) else (),
                )
            found.setdefault(getattr(item, field), []).append(item)
        grouped: Mapping[Any, tuple[Item, ...]] = frozen(found)
        return grouped

    def holding(self, items: Iterable[Any]) -> Records[Any]:
        """Other records in the place of these, complete as these are."""
        return Records(items, complete=self._complete)

    def __getitem__(self, place: Any) -> Any:
        return self._items[place]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and self._items == other._items and self._complete == other._complete

    def __hash__(self) -> int:
        return hash((self._items, self._complete))

    def __repr__(self) -> str:
        kept = self.complete_for
        said = f"complete {kept}" if kept else "complete" if self.complete else "may have gaps"
        kinds = ", ".join(dict.fromkeys(type(item).__name__ for item in self._items))
        return f"<Records: {len(self):,}{' ' if kinds else ''}{cut(kinds, LONGEST_PART)}, {said}>"


def once(records: Records[Item], what: Hashable, of: Callable[[Records[Item]], Kept]) -> Kept:
    """What follows from records alone, by its name; worked out once, and kept with them."""
    if what not in records._kept:
        records._kept[what] = of(records)
    found: Kept = records._kept[what]
    return found


def as_records(given: Iterable[Any] | None) -> Any:
    """A converter: records in whatever they were listed become a list that may have gaps, unless it is empty."""
    return given if given is None or isinstance(given, Records) else Records(given)


def _records(items: tuple[Any, ...], complete: bool | Period) -> Records[Any]:
    return Records(items, complete=complete)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Spell(Brief):
    """Something that lasts from `since` to `until`, both inclusive; `until` None goes on."""

    of_the_end: ClassVar[tuple[str, ...]] = ()  # fields that say how it ended, and nothing of the days before
    alike_are_several: ClassVar[bool] = False  # whether no two records of one list are of one thing

    since: date
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ContradictionError(
                [Clash(f"it ends on {self.until}, before it starts on {self.since}; swap or correct the two days")]
            )

    @property
    def period(self) -> Period:
        """The spell as a period."""
        return Period(self.since, self.until)

    @property
    def over(self) -> date | None:
        """The first day on which the spell no longer lasts; None where it goes on, or ends with the calendar."""
        return None if self.until in (None, date.max) else self.until + ONE_DAY

    def covers(self, day: date) -> bool:
        """Whether the spell lasts on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def tells_all_of(records: Records[Any] | None, since: date, until: date) -> bool:
    """Whether there is a list that tells everything that happened from `since` to `until`."""
    return records is not None and records.tells_all_of(since, until)


def tells_all_of_month(records: Records[Any] | None, month: date) -> bool:
    """Whether there is a list that tells everything that happened in the month that begins on a day."""
    return tells_all_of(records, month, month_of(month).last)


def covering(spells: Iterable[Dated] | None, day: date) -> tuple[Dated, ...]:
    """The spells that last on a day, each with all the days on end on which its list says the same.

    Those that say the same of a day are one, written down twice; but two vacant posts may well be alike.
    """
    listed: Records[Dated] | None = as_records(spells)
    return () if listed is None else once(listed, "covering", _covering).on(day)


def days_of_change(spells: Records[Dated] | None) -> Iterator[date]:
    """The days on which a list says something else: a spell begins or is over, or the list is complete or no longer."""
    for spell in spells or ():
        yield from _edges(spell.period)
    yield from days_of_completeness(spells)


def days_of_completeness(records: Records[Any] | None) -> Iterator[date]:
    """The first day for which a list is complete, and the first for which it is no longer."""
    if records is not None and records.complete_for is not None:
        yield from _edges(records.complete_for)


def _edges(period: Period) -> Iterator[date]:
    yield period.since
    if period.until is not None and period.until < date.max:
        yield period.until + ONE_DAY


def _covering(spells: Records[Dated]) -> BetweenChanges[tuple[Dated, ...]]:
    def on(day: date) -> tuple[Dated, ...]:
        joined_of: Joined = {}
        held = tuple(whole_of(spell, spells, joined_of) for spell in spells if spell.covers(day))
        return held if len(held) < 2 or held[0].alike_are_several else tuple(dict.fromkeys(held))

    return BetweenChanges(days_of_change(spells), on)


def first_day_known(spells: Records[Dated] | None, day: date) -> date | None:
    """The first day of the latest of the spells that last on a day; `date.min` where it may have begun before it.

    A list that was kept only from that first day on does not tell what was before it. None where no spell lasts.
    """
    since = max((spell.since for spell in covering(spells, day)), default=None)
    kept = spells.complete_for if spells is not None else None
    return date.min if kept is not None and kept.since == since else since


def unbroken(spells: Iterable[Dated] | None) -> tuple[Dated, ...]:
    """The spells of a list; those that say the same and follow each other without a gap, or overlap, are one."""
    listed = tuple(spells or ())
    joined_of: Joined = {}
    return tuple(dict.fromkeys(whole_of(spell, listed, joined_of) for spell in listed))


def code(pattern: str, what: str) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """A validator: the value has the form of `what`."""
    compiled = re.compile(pattern)

    def check(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise MisuseError(f"{briefly(value)} is not {what}{in_other_letters(value, compiled)}")

    return check


a_pcn_code: Final = code(PCN_FORM, PCN_CODE)
a_practice_code: Final = code(PRACTICE_FORM, PRACTICE_CODE)


def in_other_letters(value: object, form: re.Pattern[str]) -> str:
    """The mend of a code that is right but for capitals, as the end of a sentence; nothing of any other value."""
    of_value = (value.upper(), value.lower()) if isinstance(value, str) and len(value) < LONGEST_PART else ()
    right = next(filter(form.fullmatch, of_value), None)
    return f"; write it as {right}" if right and right != value else ""


def not_blank(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: a text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise MisuseError(f"{field.name} is empty; write it, or leave the whole record out")


def added_later(field: attrs.Attribute[Any]) -> bool:
    """Whether a field is marked as `ADDED_LATER`."""
    return _LATER in field.metadata


def has_lines(field: attrs.Attribute[Any]) -> bool:
    """Whether a text of this field may have several lines: a note may, a name (which may not be blank) has one."""
    return field.validator is not not_blank


def one_of(*choices: str) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """A validator: one of the choices, named in the message."""

    def check(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
        if value not in choices:
            raise MisuseError(f"{field.name} is {briefly(value)}; it must be one of: {', '.join(choices)}")

    return check


def texts(listed: Iterable[str]) -> tuple[str, ...]:
    """A converter: texts in whatever they were listed."""
    return tuple(listed)


def first_of_month(_: Any, field: attrs.Attribute[Any], value: date) -> None:
    """A validator: the first day of a month, which stands for the month."""
    if value.day != 1:
        raise MisuseError(f"{field.name} is {value}; a month is written as its first day, {value.replace(day=1)}")
