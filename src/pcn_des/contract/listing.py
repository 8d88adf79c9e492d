"""The entries of a day that somebody looks for, and how many there are of each kind in each area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.areas import CHOSEN_FROM, Choice, area_of, area_title
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import area_titles, every_key, title_of
from pcn_des.contract.saying import words_of
from pcn_des.errors import UnknownNameError
from pcn_des.frozen import frozen
from pcn_des.showing import Shown
from pcn_des.wording import count_of, in_words

if TYPE_CHECKING:
    from pcn_des.contract.terms import Terms

TERMS: Final = "terms"


@attrs.frozen(kw_only=True, repr=False)
class Listing(Shown):
    """Entries of one kind of a day, by key: all, or those that were chosen.

    `missing` has the entries that are known to exist and whose text was not found, each with what is said of it; terms
    that were not found are among the entries. `others` counts what there is of other kinds in the same choice.
    """

    contract: Terms
    choice: Choice
    entries: Mapping[str, Entry] = attrs.field(converter=frozen)
    missing: Mapping[str, str] = attrs.field(converter=frozen)
    others: Mapping[str, int] = attrs.field(converter=frozen)

    @property
    def section(self) -> str:
        """The kind of entry: such as `terms`."""
        return self.choice.section or TERMS

    @property
    def only(self) -> Entry | None:
        """The one entry, where there is no other and nothing is missing."""
        return next(iter(self.entries.values())) if len(self.entries) == 1 and not self.missing else None

    @property
    def counts(self) -> dict[str, int]:
        """How many entries have each standing; terms without a value are `bounded` or `not established`."""
        counted = Counter(_counted_as(entry) for entry in self.entries.values())
        return {name: counted[name] for name in sorted(counted, key=lambda name: (-counted[name], name))}

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.contract.draft_of

    def __repr__(self) -> str:
        return bracketed(f"Listing of {len(self.entries)} {self.section} on {in_words(self.contract.as_of)}")


@attrs.frozen(kw_only=True, repr=False)
class Overview(Shown):
    """How many entries of each kind the contract has on a day, by area: `overview.cells["enhanced_access"]["terms"]`.

    Terms whose value is not established are among the terms, and counted again as `not established`.
    """

    contract: Terms
    cells: Mapping[str, Mapping[str, int]] = attrs.field(converter=frozen)

    @property
    def totals(self) -> dict[str, int]:
        """How many entries of each kind there are in all areas."""
        counted = sum((Counter(cell) for cell in self.cells.values()), Counter[str]())
        return dict(counted)

    def to_dict(self) -> dict[str, dict[str, int]]:
        """Area and kind to count."""
        return {area: dict(cell) for area, cell in self.cells.items()}

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.contract.draft_of

    def __repr__(self) -> str:
        return bracketed(f"Overview of {count_of(len(self.cells), 'area')} on {in_words(self.contract.as_of)}")


NOT_ESTABLISHED: Final = "not established"


def listing(contract: Terms, choice: Choice, below: str = "") -> Listing:
    """The entries of a day that were chosen, terms without a section; with `below`, those whose keys begin so."""
    section = choice.section or TERMS
    of_each = {kind: attrs.evolve(choice, section=kind) for kind in CHOSEN_FROM}
    found = {kind: _chosen(contract, kind, below, each) for kind, each in of_each.items()}
    notes = missing_of(contract, section)
    return Listing(
        contract=contract,
        choice=of_each[section],
        entries=found[section],
        missing={
            key: note
            for key, note in notes.items()
            if _is_below(key, below) and choice.takes(section, key, (title_of(section, key), note))
        },
        others={kind: len(entries) for kind, entries in found.items() if kind != section and entries},
    )


def named(contract: Terms, key: str, choice: Choice) -> Listing:
    """The entries whose key is a key, or begins with it: those of the first kind that has any, terms before others.

    A key that is not in force on the day is answered by the term that says when it was; an entry may be named by
    another of its names, as a role by its title.

    Raises:
        UnknownNameError: there is none; the message says when it is in force, or offers the nearest of every kind.
    """
    kinds = (choice.section,) if choice.section else (TERMS, *(kind for kind in CHOSEN_FROM if kind != TERMS))
    found = [listing(contract, attrs.evolve(choice, section=kind), key) for kind in kinds]
    any_of_it = next((one for one in found if one.entries or one.missing), None)
    if any_of_it is not None:
        return any_of_it
    if choice.area or choice.search or key in area_titles():
        return found[0]
    for one in found:
        entries = entries_of(contract, one.section)
        if key in entries or key in every_key(one.section):
            entry = entries[key]
            return attrs.evolve(one, entries={entry.key: entry})
    known = {name for kind in kinds for name in every_key(kind)}
    raise UnknownNameError(f"entry among the {choice.section}" if choice.section else "entry", key, known)


def overview(contract: Terms) -> Overview:
    """How many entries of each kind there are on a day, by area in the order of their titles."""
    cells: dict[str, Counter[str]] = {}
    for section in CHOSEN_FROM:
        for key, entry in entries_of(contract, section).items():
            counted = cells.setdefault(area_of(section, key), Counter())
            counted[section] += 1
            if isinstance(entry, Term) and not (entry.is_known or entry.is_bounded):
                counted[NOT_ESTABLISHED] += 1
    return Overview(contract=contract, cells={area: cells[area] for area in sorted(cells, key=area_title)})


def entries_of(contract: Terms, section: str) -> Mapping[str, Any]:
    """The entries of one kind that a day has, by key; services in any phase."""
    if section == TERMS:
        return contract
    return contract.all_services if section == "services" else getattr(contract, section)


def missing_of(contract: Terms, section: str) -> dict[str, str]:
    """The entries of one kind that are known to exist on a day and whose text was not found, with what is said."""
    if section == TERMS:
        return {}
    return {key: gap.note for key, gap in contract.not_found(section).items()}


def _chosen(contract: Terms, section: str, below: str, choice: Choice) -> dict[str, Entry]:
    return {
        key: entry
        for key, entry in entries_of(contract, section).items()
        if _is_below(key, below) and choice.takes(section, key, words_of(entry))
    }


def _is_below(key: str, below: str) -> bool:
    return not below or key == below or key.startswith(f"{below}.")


def _counted_as(entry: Entry) -> str:
    if isinstance(entry, Term) and not entry.is_known:
        return "bounded" if entry.is_bounded else NOT_ESTABLISHED
    return entry.standing.value if entry.standing else NOT_ESTABLISHED
