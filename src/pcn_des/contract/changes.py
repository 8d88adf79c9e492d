"""What changed in the contract between two days or two years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final, TypeAlias

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.areas import CHOSEN_FROM, Choice
from pcn_des.contract.carried import NOT_PUBLISHED
from pcn_des.contract.entries import Entry, Indicator, Obligation, Payment, Service, Term, Window, value_in_words
from pcn_des.contract.files import load_year, year_of, years
from pcn_des.contract.saying import phase_in_words, points_in_words, said, words_of
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract, in_force
from pcn_des.dates import ContractYear, as_day
from pcn_des.showing import Shown
from pcn_des.sources import Citation
from pcn_des.wording import in_words

SECTIONS: Final = CHOSEN_FROM
_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "services": ("phase", "into"),
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


_IN_WORDS: Final[Mapping[str, str]] = {
    "rule": "rule that checks it",
    "evidence": "record that shows it",
    "when": "only where",
    "lower": "lower threshold",
    "upper": "upper threshold",
}
_TO_COME: Final = ("planned", "preparation")
_Why: TypeAlias = tuple[str, tuple[Citation, ...], str]
_Gone: TypeAlias = tuple[str, str, tuple[Citation, ...], str]


@attrs.frozen
class Differing:
    """One thing that an entry says otherwise on the later day: `strength`, `must`, `should`."""

    name: str
    was: str
    became: str


@attrs.frozen(kw_only=True, repr=False)
class Change(Shown):
    """One entry that is there on one day and not on the other, or says something else. `what` says it in words.

    An entry that the later year was not found to keep or to drop is `not found`, not `removed`; so is a term that came
    and whose value was not found. `was` and `became` are what it says on either day, and `differences` what of it
    differs where it is there on both. Where it is gone, `became` says why or what took its place, as far as the data
    know, and `removed_by` is what they cite for that.
    """

    section: str
    key: str
    kind: str  # added, removed, changed or not found
    before: Entry | None
    after: Entry | None
    what: str
    was: str = ""
    became: str = ""
    differences: tuple[Differing, ...] = ()
    removed_by: tuple[Citation, ...] = ()
    draft_of: str = ""  # the draft of a later year that tells why it is gone

    @property
    def entry(self) -> Entry:
        """The entry as it is after the change, or as it last was."""
        found = self.after or self.before
        assert found is not None  # a change has at least one side
        return found

    @property
    def title(self) -> str:
        """The title of the entry."""
        return self.entry.title

    def __repr__(self) -> str:
        return bracketed(f"Change of {self.section}, {self.key} {self.kind}: {self.what}")

    def to_dict(self) -> dict[str, Any]:
        """The change as plain values, ready for JSON."""
        return {
            "section": self.section,
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "what": self.what,
            "was": self.was,
            "became": self.became,
            "differences": [attrs.asdict(difference) for difference in self.differences],
            "standing": self.entry.standing.value if self.entry.standing else None,
            "sources": [citation.document.url for citation in self.entry.sources],
            "removed_by": [citation.document.url for citation in self.removed_by],
            **({"draft": True} if self.draft_of else {}),
        }


@attrs.frozen(kw_only=True, repr=False)
class Changes(Shown):
    """Everything that differs between two days, or what was chosen of it."""

    before: date
    after: date
    known_on: date | None
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    draft_of: str = ""  # the draft of a contract year that a side is of, or that tells why something is gone
    choice: Choice = attrs.field(factory=Choice)

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
        """What is there on the earlier day, or came since, and of which nothing was found for the later one."""
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


def compare(
    before: date | str,
    after: date | str,
    known_on: date | None = None,
    *,
    area: str | None = None,
    section: str | None = None,
    search: str | None = None,
) -> Changes:
    """What differs in the contract between two days; a contract year, `2023/24`, stands for its last day.

    Args:
        before: the earlier day, or a contract year.
        after: the later day, or a contract year.
        known_on: only what had been published by this day; None means all of it.
        area: only what belongs to an area, the first part of keys.
        section: only one kind of entry, such as `terms` or `obligations`.
        search: only what has these words in its key, its title or what it says on either day.

    Raises:
        OutsideDataError: a day or year outside the data.
        UnknownNameError: an area or section that there is not.

    Examples:
        Between the last days of two years; the cap is a table by the number of registered patients:

        >>> from pcn_des import compare
        >>> changes = compare("2021/22", "2022/23")
        >>> changes
        <Changes from 31 March 2022 to 31 March 2023: 122 added, 35 removed, 39 changed, 22 not found>
        >>> for change in compare("2021/22", "2022/23", section="services").changes:
        ...     print(change.kind, change.key, "|", change.was, "|", change.became)
        removed extended_hours | in delivery | enhanced access took its place on 1 October 2022
        changed enhanced_access | planned | in delivery
        changed personalised_care | planned | in delivery
        changed anticipatory_care | planned | in preparation
        >>> print(next(change for change in changes.changed if change.key == "arrs.advanced_practitioner.cap"))
        ~ Advanced practitioner: most posts of a network [single-source]
            key: arrs.advanced_practitioner.cap
            was: 1 below 100,000
            now: 2 below 100,000; 3 otherwise
    """
    known_by = None if known_on is None else as_day(known_on, "known_on")
    choice = Choice(area, section, search)
    old, new = (Terms(year_of(day), day, known_by) for day in map(_day, (before, after)))
    changes = tuple(change for kind in SECTIONS for change in _section(kind, old, new) if _wanted(choice, change))
    return Changes(
        before=old.as_of,
        after=new.as_of,
        known_on=known_by,
        changes=changes,
        choice=choice,
        notes=tuple(dict.fromkeys(note for note in (old.unpublished, new.unpublished) if note)),
        draft_of=new.draft_of or old.draft_of or next((one.draft_of for one in changes if one.draft_of), ""),
    )


def _day(day: date | str) -> date:
    if isinstance(day, str):
        return load_year(ContractYear.parse(day)).year.last_day
    return as_day(day, "the day")


def _wanted(choice: Choice, change: Change) -> bool:
    sides = (side for side in (change.before, change.after) if side is not None)
    return choice.takes(change.section, change.key, (change.what, *(word for side in sides for word in words_of(side))))


def _section(section: str, first: Terms, second: Terms) -> Iterator[Change]:
    old, new = (_in_force(section, contract) for contract in (first, second))
    for key in dict.fromkeys([*old, *new]):
        change = _compared(section, key, old.get(key), new.get(key), (first, second))
        if change is not None:
            yield change


def _compared(
    section: str, key: str, before: Entry | None, after: Entry | None, contracts: tuple[Terms, Terms]
) -> Change | None:
    """How an entry differs between the two days, if it does; what is withdrawn or not found is not there."""
    make = partial(Change, section=section, key=key, before=before, after=after)
    was = "" if before is None else said(before)
    if before is not None and _is_there(before):
        if after is None or _is_withdrawn(after):
            kind, why, sources, draft = _gone(section, key, after, contracts)
            what = f"{_said(before)}: {why}" if why else _said(before)
            became = why if kind == "removed" else f"not found: {why}"
            return make(kind=kind, what=what, was=was, became=became, removed_by=sources, draft_of=draft)
        if not _is_there(after):
            return make(
                kind="not found", what=f"{_said(before)}: {after.note}", was=was, became=f"not found: {after.note}"
            )
    elif after is None or _is_withdrawn(after):
        return None
    elif not _is_there(after):  # a term that was not found: it is new that there is one
        return None if before is not None else make(kind="not found", what=said(after), became=said(after))
    elif before is None or _is_withdrawn(before):
        return make(kind="added", what=_said(after), became=said(after))
    return _changed(make, section, before, after)


def _changed(make: Callable[..., Change], section: str, before: Entry, after: Entry) -> Change | None:
    differences = tuple(
        Differing(_IN_WORDS.get(name, name.replace("_", " ")), _shown(before, name), _shown(after, name))
        for name in _COMPARED[section]
        if getattr(before, name) != getattr(after, name)
    )
    if not differences:
        return _replanned(make, before, after)
    was, now = said(before), said(after)
    if section == "terms":
        return make(
            kind="changed", what=f"{_said(before)} -> {_said(after)}", was=was, became=now, differences=differences
        )
    differences = tuple(difference for difference in differences if difference.name != "into")
    what = "; ".join(f"{difference.name}: {difference.was} -> {difference.became}" for difference in differences)
    return make(kind="changed", what=what, was=was, became=now, differences=differences)


def _replanned(make: Callable[..., Change], before: Entry, after: Entry) -> Change | None:
    """A service that is to come on both days, and of which something else is planned: such as a later start."""
    if not (isinstance(before, Service) and isinstance(after, Service) and before.phase in _TO_COME):
        return None
    if before.note == after.note:
        return None
    plan = Differing("plan", before.note or "not said", after.note or "not said")
    was, became = (f"{phase_in_words(one)}: {said}" for one, said in ((before, plan.was), (after, plan.became)))
    return make(kind="changed", what=f"plan: {plan.was} -> {plan.became}", was=was, became=became, differences=(plan,))


def _is_there(entry: Entry) -> bool:
    """Whether an entry says something: a term does if its value is established, or limits or readings of it."""
    return not _is_withdrawn(entry) and (
        not isinstance(entry, Term) or entry.is_known or entry.is_bounded or bool(entry.block)
    )


def _is_withdrawn(entry: Entry) -> bool:
    return isinstance(entry, Service) and entry.phase == "withdrawn"


def _gone(section: str, key: str, withdrawn: Entry | None, contracts: tuple[Terms, Terms]) -> _Gone:
    """Whether an entry was removed, or was not found on the later day; what the data say of it, and what they cite."""
    first, second = contracts
    known_by = second.known_on or date.max
    if withdrawn is not None:
        if withdrawn.note:
            return "removed", withdrawn.note, withdrawn.sources, ""
        return "removed", *_why_removed(section, key, first, second)
    gap = second.contract.missing_note(section, key, second.as_of, after=None, known_on=known_by)
    if gap is not None:
        return "not found", gap.note, (), ""
    later = [entry for entry in getattr(second.contract, section).get(key, ()) if entry.published > known_by]
    if second.unpublished or any(second.as_of in version.period for version in later):
        return "not found", NOT_PUBLISHED, (), ""
    return "removed", *_why_removed(section, key, first, second)


def _why_removed(section: str, key: str, first: Terms, second: Terms) -> _Why:
    """Why an entry is gone, and what is cited: what the first folder says that does not have it, after the first day.

    With it the year of that folder, where it is a draft and neither day is of it.

    An entry that ended within the year of the second day is told of in the folder of the next year.
    """
    known_by = second.known_on or date.max
    return next(
        (
            (why, one.removed_sources.get(section, {}).get(key, ()), "" if one is second.contract else one.draft_of)
            for one in _folders(first, second)
            if one.published <= known_by and (why := one.removed[section].get(key))
        ),
        ("", (), ""),
    )


def _folders(first: Terms, second: Terms) -> Iterator[YearContract]:
    begin, end = first.contract.year, second.contract.year
    if begin.starts_in < end.starts_in:
        yield from (load_year(year) for year in years() if begin.starts_in < year.starts_in < end.starts_in)
    if begin != end:
        yield second.contract
    if begin.starts_in <= end.starts_in:
        yield from (load_year(year) for year in years() if year.starts_in == end.starts_in + 1)


def _in_force(section: str, contract: Terms) -> Mapping[str, Entry]:
    """The entries of a day, services in any phase; of a term that had not been published by then, nothing."""
    if section == "terms":
        return {key: term for key, term in contract.items() if contract.is_published(key)}
    found = {}
    for key, versions in getattr(contract.contract, section).items():
        version = in_force(versions, contract.as_of, contract.known_on or date.max)
        if version is not None:
            found[key] = version
    return found


def _said(entry: Entry) -> str:
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


def _shown(entry: Entry, name: str) -> str:
    value = getattr(entry, name)
    if isinstance(entry, Service) and entry.into:
        return phase_in_words(entry)
    if value is None or value == "":
        return "not said"
    if isinstance(value, Mapping | tuple):
        return value_in_words(value, entry.unit if isinstance(entry, Term) else "")
    return in_words(value) if isinstance(value, bool | date) else str(value)
