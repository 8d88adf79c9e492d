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
from pcn_des.contract.differing import NOT_SAID, Differing, differing, is_there, is_withdrawn, whole
from pcn_des.contract.entries import Entry, Service, Term
from pcn_des.contract.files import load_year, year_of, years
from pcn_des.contract.saying import phase_in_words, said, words_of
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract, in_force
from pcn_des.dates import ContractYear, as_day, as_day_or_none
from pcn_des.draft_mark import draft_mark
from pcn_des.showing import CSV, FRAME, Shown, show
from pcn_des.sources import Citation
from pcn_des.wording import in_words

SECTIONS: Final = CHOSEN_FROM
NOT_FOUND: Final = "not found"
_TO_COME: Final = ("planned", "preparation")
_Why: TypeAlias = tuple[str, tuple[Citation, ...], str]


@attrs.frozen(kw_only=True, repr=False)
class Change(Shown):
    """One entry that is there on one day and not on the other, or says something else. `what` says it in words.

    Where nothing was found for one of the days, nobody knows whether it changed: it is `not found`, and neither
    `changed` nor `added` nor `removed`. The same is said of a new term whose value was not found, and of an entry on
    both days of which each thing that differs is told for one day only. How the package checks a duty is not compared.

    `was` and `became` are what it says on either day, `not found: …` where nothing was, and `differences` what of it
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
        """The change as plain values, ready for JSON; `superseded` is the edition beside a value that is not known."""
        superseded = self.after.superseded if isinstance(self.after, Term) else None
        return {
            "section": self.section,
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "what": self.what,
            "was": self.was,
            "became": self.became,
            "differences": [attrs.asdict(difference) for difference in self.differences],
            "superseded": superseded.to_dict() if superseded else None,
            "standing": self.entry.standing.value if self.entry.standing else None,
            "sources": [citation.document.url for citation in self.entry.sources],
            "removed_by": [citation.document.url for citation in self.removed_by],
            **draft_mark(self.draft_of),
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
        """What says something else, as was found for both days."""
        return tuple(change for change in self.changes if change.kind == "changed")

    @property
    def not_found(self) -> tuple[Change, ...]:
        """What was found for one of the days at most: whether it changed is not known."""
        return tuple(change for change in self.changes if change.kind == NOT_FOUND)

    def to_frame(self, backend: str = "polars") -> Any:
        """The changes as a table, a row for each entry that differs, with what it says before and after.

        Args:
            backend: `polars`, `pandas` or `pyarrow`.

        Raises:
            MissingExtraError: narwhals or the backend is not installed.
            MisuseError: a backend that is none of these.
        """
        return show(self, FRAME, backend)

    def to_csv(self) -> str:
        """The same as CSV for spreadsheets."""
        return str(show(self, CSV))

    def to_dict(self) -> dict[str, Any]:
        """The changes as plain values, ready for JSON."""
        return {
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "notes": list(self.notes),
            **draft_mark(self.draft_of),
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
        <Changes from 31 March 2022 to 31 March 2023: 122 added, 36 removed, 21 changed, 47 not found>
        >>> for change in compare("2021/22", "2022/23", section="services").changes:
        ...     print(change.kind, change.key, "|", change.was, "|", change.became)
        removed extended_hours | in delivery | enhanced access took its place on 1 October 2022
        changed enhanced_access | planned | in delivery
        changed personalised_care | planned | in delivery
        changed anticipatory_care | planned | in preparation
        >>> print(next(change for change in changes.changed if change.key == "arrs.advanced_practitioner.cap"))
        ~ Advanced practitioner: most posts of a network [single-source]
            key: arrs.advanced_practitioner.cap
            was: 1 below 100,000; not established from 100,000
            now: 2 below 100,000; 3 otherwise
    """
    known_by = as_day_or_none(known_on, "known_on")
    choice = Choice(area, section, search)
    old, new = (Terms(year_of(day), day, known_by) for day in map(_day, (before, after)))
    changes = tuple(change for kind in SECTIONS for change in _section(kind, old, new) if _wanted(choice, change))
    return Changes(
        before=old.as_of,
        after=new.as_of,
        known_on=known_by,
        changes=changes,
        choice=choice,
        notes=tuple(dict.fromkeys(note for note in (_backwards(old, new), old.unpublished, new.unpublished) if note)),
        draft_of=new.draft_of or old.draft_of or next((one.draft_of for one in changes if one.draft_of), ""),
    )


def _backwards(old: Terms, new: Terms) -> str:
    """What a reader has to know who gave the later day first; nothing where nobody did."""
    if old.as_of <= new.as_of:
        return ""
    asked = f"Asked backwards, from {in_words(old.as_of)} to {in_words(new.as_of)}"
    return f"{asked}: what was added is told as removed, and the other way round."


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
    if before is not None and is_there(before):
        if after is None or is_withdrawn(after):
            return _went(make, section, key, before, after, contracts)
        return _changed(make, section, before, after) if is_there(after) else _lost(make, before, after.note)
    if after is None or is_withdrawn(after):
        return None
    if not is_there(after):  # a term that was not found: it is new that there is one
        return make(kind=NOT_FOUND, what=said(after), became=said(after)) if before is None else None
    if before is None:
        silence = _silence(section, key, contracts[0])
        return _found(make, silence, after) if silence else make(kind="added", what=whole(after), became=said(after))
    if is_withdrawn(before):
        return make(kind="added", what=whole(after), became=said(after))
    return _found(make, before.note, after)


def _found(make: Callable[..., Change], silence: str, after: Entry) -> Change:
    """Of an entry of which nothing was found for the earlier day, and why."""
    was = f"{NOT_FOUND}: {silence}"
    return make(kind=NOT_FOUND, what=f"{was} -> {whole(after)}", was=was, became=said(after))


def _lost(make: Callable[..., Change], before: Entry, silence: str) -> Change:
    """Of an entry of which nothing was found for the later day, and why."""
    what = f"{whole(before)}: {silence}"
    return make(kind=NOT_FOUND, what=what, was=said(before), became=f"{NOT_FOUND}: {silence}")


def _changed(make: Callable[..., Change], section: str, before: Entry, after: Entry) -> Change | None:
    differences, of_both = differing(section, before, after)
    if not differences:
        return _replanned(make, before, after)
    was, now = said(before), said(after)
    if section == "terms":  # one of which limits or readings are known is found
        what = f"{whole(before)} -> {whole(after)}" if was != now else "; ".join(map(str, differences))
        return make(kind="changed", what=what, was=was, became=now, differences=differences)
    differences = tuple(one for one in differences if one.name != "into")
    kind = "changed" if of_both else NOT_FOUND
    return make(kind=kind, what="; ".join(map(str, differences)), was=was, became=now, differences=differences)


def _replanned(make: Callable[..., Change], before: Entry, after: Entry) -> Change | None:
    """A service that is to come on both days, and of which something else is planned: such as a later start."""
    if not (isinstance(before, Service) and isinstance(after, Service) and before.phase in _TO_COME):
        return None
    if before.note == after.note:
        return None
    plan = Differing("plan", before.note or NOT_SAID, after.note or NOT_SAID)
    was, became = (f"{phase_in_words(one)}: {planned}" for one, planned in ((before, plan.was), (after, plan.became)))
    return make(kind="changed", what=f"plan: {plan.was} -> {plan.became}", was=was, became=became, differences=(plan,))


def _went(
    make: Callable[..., Change],
    section: str,
    key: str,
    before: Entry,
    after: Entry | None,
    contracts: tuple[Terms, Terms],
) -> Change:
    """Of an entry that is not there any more: what the data say of it, and what they cite; or that it is not known."""
    silence = _silence(section, key, contracts[1]) if after is None else None
    if silence:
        return _lost(make, before, silence)
    why, sources, draft = _why_removed(section, key, *contracts)
    if after is not None and after.note:  # it was withdrawn, and says itself why
        why, sources, draft = after.note, after.sources, ""
    what = f"{whole(before)}: {why}" if why else whole(before)
    return make(kind="removed", what=what, was=said(before), became=why, removed_by=sources, draft_of=draft)


def _silence(section: str, key: str, contract: Terms) -> str | None:
    """Why an entry may be there on a day and is not in the answer: it was not found, or was not published by then."""
    known_by = contract.known_on or date.max
    gap = contract.contract.missing_note(section, key, contract.as_of, after=None, known_on=known_by)
    if gap is not None:
        return gap.note
    later = [entry for entry in getattr(contract.contract, section).get(key, ()) if entry.published > known_by]
    return NOT_PUBLISHED if contract.unpublished or any(contract.as_of in one.period for one in later) else None


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
