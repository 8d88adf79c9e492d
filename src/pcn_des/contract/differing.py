"""What of an entry differs between two days, in words: only what the contract says, not how the package checks it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs

from pcn_des.contract.entries import Entry, Indicator, Obligation, Payment, Service, Term, Window
from pcn_des.contract.saying import phase_in_words, points_in_words
from pcn_des.contract.value_words import value_in_words
from pcn_des.dates import Deadline
from pcn_des.values import UNKNOWN
from pcn_des.wording import in_words

NOT_SAID: Final = "not said"
NOT_ESTABLISHED: Final = "not established"
# A duty's rule, evidence, subject, judgement, `due_in` and `when` are how the package checks it, and not what the
# contract says.
_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "services": ("phase", "into"),
    "terms": ("value", "unit", "at_least", "at_most", "with_agreement_of"),
    "obligations": (
        *("owed_by", "strength", "due", "late", "waivable_by"),
        *("yearly", "monthly", "weekly", "consequence"),
    ),
    "roles": (),
    "payments": ("payee", "paid", "kind", "condition"),
    "indicators": ("better", "function", "lower", "upper", "points", "unit"),
    "windows": ("who", "opens", "closes", "effect"),
}
_IN_WORDS: Final[Mapping[str, str]] = {"lower": "lower threshold", "upper": "upper threshold"}


@attrs.frozen
class Differing:
    """One thing that an entry says otherwise on the later day: `strength`, `must`, `should`."""

    name: str
    was: str
    became: str

    def __str__(self) -> str:
        return f"{self.name}: {self.was} -> {self.became}"


def differing(section: str, before: Entry, after: Entry) -> tuple[tuple[Differing, ...], bool]:
    """What of an entry differs that is there on both days, and whether any of it was found for both.

    What was found for one of them only may have been the same; what was found for neither is left out.
    """
    named = [(name, getattr(before, name), getattr(after, name)) for name in _COMPARED[section]]
    named = [(name, was, now) for name, was, now in named if was != now and (_is_found(was) or _is_found(now))]
    told = tuple(
        Differing(_IN_WORDS.get(name, name.replace("_", " ")), _shown(before, was), _shown(after, now))
        for name, was, now in named
    )
    return told, any(_is_found(was) and _is_found(now) for _, was, now in named)


def is_withdrawn(entry: Entry) -> bool:
    """Whether it is a service that the contract doesn't have any more."""
    return isinstance(entry, Service) and entry.phase == "withdrawn"


def is_there(entry: Entry) -> bool:
    """Whether an entry says something: a term does if its value is established, or limits or readings of it."""
    return not is_withdrawn(entry) and (
        not isinstance(entry, Term) or entry.is_known or entry.is_bounded or bool(entry.block)
    )


def whole(entry: Entry) -> str:
    """An entry that came or went, in a line: its value, or its title with what is told of its kind."""
    match entry:
        case Term(block=str(block)) if block and not entry.is_bounded:
            return f"{entry.in_words}: {entry.note}"
        case Term():
            return entry.in_words
        case Service():
            return f"{entry.title} ({entry.phase if not entry.into else phase_in_words(entry)})"
        case Obligation():
            return f"{entry.title} ({entry.owed_by}, {entry.strength})"
        case Payment():
            return f"{entry.title}, paid {entry.paid}"
        case Indicator():
            points = f", {points_in_words(entry)}" if entry.points is not None else ""
            return f"{entry.title}{points}"
        case Window():
            return f"{entry.title}: {entry.what}"
        case _:
            return entry.title


def _is_found(value: object) -> bool:
    """Whether a field says something: a deadline of which the month alone is known does not say when it is."""
    if isinstance(value, Deadline):
        return value.day is not None
    return value is not UNKNOWN and value is not None and value != ""


def _shown(entry: Entry, value: object) -> str:
    if isinstance(entry, Service):
        return phase_in_words(entry) if entry.into else str(value)
    if value is UNKNOWN:
        return NOT_ESTABLISHED
    if value is None or value == "":
        return NOT_SAID
    if isinstance(value, Mapping | tuple):
        return value_in_words(value, entry.unit if isinstance(entry, Term) else "")
    if isinstance(value, bool | date):
        return in_words(value)
    return _plain(str(value))


def _plain(said: str) -> str:
    """A name of the data, such as `single_threshold`, as words."""
    return said if " " in said else said.replace("_", " ")
