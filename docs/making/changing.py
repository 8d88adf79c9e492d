"""What changed between two contract years as pages tell it: what the contract says, not how the package checks it.

What was found for one of the two years only may have changed or not, so it is apart from what did.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import attrs

from making.titles import full_title
from pcn_des.contract.changes import Change, Differing, compare
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import load_year
from pcn_des.dates import ContractYear

ONCE: Final = "found for one year only"
NOT_SAID: Final = "not said"
INTERNAL: Final = frozenset({"rule that checks it", "record that shows it", "subject", "judgement", "only where"})
_NOT_FOUND: Final = "not established"


@attrs.frozen(kw_only=True)
class Told:
    """A change under its full title: `kind` is added, removed, changed, or found for one year only.

    `differences` are those of the contract, where an entry other than a term or a service is there on both days.
    """

    change: Change
    kind: str
    was: str
    became: str
    differences: tuple[Differing, ...] = ()

    @property
    def title(self) -> str:
        """The title of what changed, with what it is of where others are called so too."""
        sides = {side.title for side in (self.change.before, self.change.after) if side is not None}
        return full_title(self.change.section, self.change.key, self.change.title if len(sides) == 1 else "")

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What was and what is: what differs of an entry that is there on both days, otherwise the whole of it."""
        if not self.differences:
            return (self.was,), (self.became,)
        return (
            tuple(f"{one.name}: {one.was}" for one in self.differences),
            tuple(f"{one.name}: {one.became}" for one in self.differences),
        )


@lru_cache
def told(before: str, after: str) -> tuple[Told, ...]:
    """What differs between the last days of two contract years; without what was found for neither of them."""
    return tuple(one for change in compare(before, after).changes for one in _told(change, before))


def _told(change: Change, before: str) -> Iterator[Told]:
    differences: tuple[Differing, ...] = ()
    was, became, kind = change.was, change.became, change.kind
    if kind == "not found":
        if change.before is None or not _is_found(change.before):
            return
        kind = ONCE
    elif kind == "added" and _was_missing(change, before):
        kind, was = ONCE, "not found"
    elif kind == "changed" and change.section == "terms":
        if was == became:
            return
        kind = kind if change.before is not None and _is_found(change.before) else ONCE
    elif kind == "changed" and change.section != "services":
        differences = tuple(_plain(one) for one in change.differences if _tells(one))
        if not differences:
            return
        if all(any(_says_nothing(side) for side in (one.was, one.became)) for one in differences):
            kind = ONCE
    yield Told(change=change, kind=kind, was=was, became=became, differences=differences)


def _tells(one: Differing) -> bool:
    """Whether it is a difference of the contract of which one side at least was found."""
    return one.name not in INTERNAL and not (_says_nothing(one.was) and _says_nothing(one.became))


def _plain(one: Differing) -> Differing:
    """A difference with the names of the data, such as `single_threshold`, as words."""
    return attrs.evolve(one, was=_words(one.was), became=_words(one.became))


def _words(said: str) -> str:
    return said if " " in said else {"True": "yes", "False": "no"}.get(said, said.replace("_", " "))


def _says_nothing(side: str) -> bool:
    return side == NOT_SAID or _NOT_FOUND in side


def _is_found(entry: Entry) -> bool:
    """Whether something of an entry was found: of a term its value, limits of it or readings."""
    return not isinstance(entry, Term) or entry.is_known or entry.is_bounded or bool(entry.block)


def _was_missing(change: Change, before: str) -> bool:
    """Whether something was known to be there in the earlier year, and only its text was not found."""
    contract = load_year(ContractYear.parse(before))
    return any(
        gap.since <= contract.year.last_day <= gap.until for gap in contract.missing[change.section].get(change.key, ())
    )
