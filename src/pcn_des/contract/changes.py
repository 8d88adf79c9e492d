"""What changed in the contract between two days or two years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.entries import Entry, Indicator, Obligation, Payment, Service, Term, Window
from pcn_des.contract.files import load_year, year_of
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import in_force
from pcn_des.dates import ContractYear, as_day
from pcn_des.showing import Shown
from pcn_des.wording import in_words

SECTIONS: Final = ("services", "terms", "obligations", "roles", "payments", "indicators", "windows")
_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "services": ("phase",),
    "terms": ("value", "unit", "at_least", "at_most", "with_agreement_of"),
    "obligations": (
        *("owed_by", "strength", "subject", "rule", "evidence", "judgement", "due", "late", "when", "waivable_by"),
        *("yearly", "monthly", "weekly", "consequence"),
    ),
    "roles": (),
    "payments": ("payee", "paid", "kind", "rule", "condition"),
    "indicators": ("better", "function", "lower", "upper", "points", "unit"),
    "windows": ("who", "opens", "closes", "effect"),
}


@attrs.frozen(kw_only=True, repr=False)
class Change(Shown):
    """One entry that is there on one day and not on the other, or says something else. `what` says it in words.

    An entry that the later year was not found to keep or to drop is `not found`, not `removed`.
    """

    section: str
    key: str
    kind: str  # added, removed, changed or not found
    before: Entry | None
    after: Entry | None
    what: str

    @property
    def entry(self) -> Entry:
        """The entry as it is after the change, or as it last was."""
        found = self.after or self.before
        assert found is not None  # a change has at least one side
        return found

    def __repr__(self) -> str:
        return bracketed(f"Change of {self.section}, {self.key} {self.kind}: {self.what}")

    def to_dict(self) -> dict[str, Any]:
        """The change as plain values, ready for JSON."""
        return {
            "section": self.section,
            "key": self.key,
            "kind": self.kind,
            "title": self.entry.title,
            "what": self.what,
            "standing": self.entry.standing.value if self.entry.standing else None,
            "sources": [citation.document.url for citation in self.entry.sources],
        }


@attrs.frozen(kw_only=True, repr=False)
class Changes(Shown):
    """Everything that differs between two days."""

    before: date
    after: date
    known_on: date | None
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    draft_of: str = ""  # the contract year of a side that is a draft

    def __repr__(self) -> str:
        counts = f"{len(self.added)} added, {len(self.removed)} removed, {len(self.changed)} changed"
        days = f"from {in_words(self.before)} to {in_words(self.after)}"
        return f"<Changes {days}: {counts}, {len(self.not_found)} not found>"

    @property
    def added(self) -> tuple[Change, ...]:
        """What is there on the later day only."""
        return tuple(change for change in self.changes if change.kind == "added")

    @property
    def removed(self) -> tuple[Change, ...]:
        """What is there on the earlier day only."""
        return tuple(change for change in self.changes if change.kind == "removed")

    @property
    def changed(self) -> tuple[Change, ...]:
        """What says something else."""
        return tuple(change for change in self.changes if change.kind == "changed")

    @property
    def not_found(self) -> tuple[Change, ...]:
        """What is there on the earlier day, and of which nothing was found for the later one."""
        return tuple(change for change in self.changes if change.kind == "not found")

    def to_dict(self) -> dict[str, Any]:
        """The changes as plain values, ready for JSON."""
        return {
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "notes": list(self.notes),
            **({"draft": True} if self.draft_of else {}),
            "changes": [change.to_dict() for change in self.changes],
        }


def compare(before: date | str, after: date | str, known_on: date | None = None) -> Changes:
    """What differs in the contract between two days; a contract year, `2023/24`, stands for its last day.

    Raises:
        OutsideDataError: a day or year outside the data.

    Examples:
        Between the last days of two years; the cap is a table by the number of registered patients:

        >>> from pcn_des import compare
        >>> changes = compare("2021/22", "2022/23")
        >>> changes
        <Changes from 31 March 2022 to 31 March 2023: 138 added, 39 removed, 35 changed, 7 not found>
        >>> [change.key for change in changes.added if change.section == "services"]
        ['enhanced_access', 'personalised_care', 'anticipatory_care']
        >>> print(next(change for change in changes.changed if change.key == "arrs.advanced_practitioner.cap"))
        ~ arrs.advanced_practitioner.cap
            1 below 100,000 -> 2 below 100,000; 3 otherwise [single-source]
    """
    known_by = None if known_on is None else as_day(known_on, "known_on")
    old, new = (Terms(year_of(day), day, known_by) for day in map(_day, (before, after)))
    return Changes(
        before=old.as_of,
        after=new.as_of,
        known_on=known_by,
        changes=tuple(change for section in SECTIONS for change in _section(section, old, new)),
        notes=tuple(dict.fromkeys(note for note in (old.unpublished, new.unpublished) if note)),
        draft_of=new.draft_of or old.draft_of,
    )


def _day(day: date | str) -> date:
    if isinstance(day, str):
        return load_year(ContractYear.parse(day)).year.last_day
    return as_day(day, "the day")


def _section(section: str, first: Terms, second: Terms) -> Iterator[Change]:
    old, new = (_in_force(section, contract) for contract in (first, second))
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        if before is None and after is not None:
            yield _change(section, key, "added", before, after, _said(after))
        elif before is not None and after is None:
            kind, why = _gone(section, key, first, second)
            yield _change(section, key, kind, before, after, f"{_said(before)}{why}")
        elif before is not None and after is not None:
            differences = [
                f"{name}: {_shown(getattr(before, name))} -> {_shown(getattr(after, name))}"
                for name in _COMPARED[section]
                if getattr(before, name) != getattr(after, name)
            ]
            if isinstance(after, Term) and not (after.is_known or after.is_bounded or after.block) and differences:
                yield _change(section, key, "not found", before, after, f"{_said(before)}: {after.note}")
            elif differences:
                what = f"{_said(before)} -> {_said(after)}" if section == "terms" else "; ".join(differences)
                yield _change(section, key, "changed", before, after, what)


def _gone(section: str, key: str, first: Terms, second: Terms) -> tuple[str, str]:
    """Whether an entry was removed, or was not found in the later year; and what the data say of it."""
    known_by = second.known_on or date.max
    gap = second.contract.missing_note(section, key, second.as_of, after=None, known_on=known_by)
    if gap is not None:
        return "not found", f": {gap.note}"
    later = [entry for entry in getattr(second.contract, section).get(key, ()) if entry.published > known_by]
    if second.unpublished or any(second.as_of in version.period for version in later):
        return "not found", ": not published yet"
    why = second.contract.removed[section].get(key) if second.contract_year != first.contract_year else None
    return "removed", f": {why}" if why else ""


def _change(section: str, key: str, kind: str, before: Entry | None, after: Entry | None, what: str) -> Change:
    return Change(section=section, key=key, kind=kind, before=before, after=after, what=what)


def _in_force(section: str, contract: Terms) -> Mapping[str, Entry]:
    if section == "terms":
        return dict(contract)
    found = {}
    for key, versions in getattr(contract.contract, section).items():
        version = in_force(versions, contract.as_of, contract.known_on or date.max)
        if version is not None and not (isinstance(version, Service) and version.phase in ("planned", "withdrawn")):
            found[key] = version
    return found


def _said(entry: Entry) -> str:
    match entry:
        case Term(block=str(block)) if block and not entry.is_bounded:
            return f"{entry.in_words}: {entry.note}"
        case Term():
            return entry.in_words
        case Service():
            return f"{entry.title} ({entry.phase})"
        case Obligation():
            return f"{entry.title} ({entry.owed_by}, {entry.strength})"
        case Payment():
            return f"{entry.title}, paid {entry.paid}"
        case Indicator():
            points = f", {entry.points} points" if entry.points is not None else ""
            return f"{entry.title}{points}"
        case Window():
            return f"{entry.title}: {entry.what}"
        case _:
            return entry.title


def _shown(value: Any) -> str:
    return in_words(value) if isinstance(value, date) else str(value)
