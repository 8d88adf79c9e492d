"""What changed between two contract years as pages tell it: what `compare` answers, under titles that say of what."""

from __future__ import annotations

from functools import lru_cache

import attrs

from making.titles import full_title
from pcn_des.contract.changes import Change, compare


@attrs.frozen
class Told:
    """A change under its full title."""

    change: Change

    @property
    def kind(self) -> str:
        """Added, removed, changed, or not found."""
        return self.change.kind

    @property
    def title(self) -> str:
        """The title of what changed, with what it is of where others are called so too."""
        sides = {side.title for side in (self.change.before, self.change.after) if side is not None}
        return full_title(self.change.section, self.change.key, self.change.title if len(sides) == 1 else "")

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What was and what is: of an entry that is there on both days what differs, otherwise the whole of it."""
        change = self.change
        if not change.differences or (change.section in ("terms", "services") and change.was != change.became):
            return (change.was,), (change.became,)
        return (
            tuple(f"{one.name}: {one.was}" for one in change.differences),
            tuple(f"{one.name}: {one.became}" for one in change.differences),
        )


@lru_cache
def told(before: str, after: str) -> tuple[Told, ...]:
    """What differs between the last days of two contract years: the changes that `compare` answers, each of them."""
    return tuple(map(Told, compare(before, after).changes))
