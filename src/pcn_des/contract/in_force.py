"""The entries of one kind that are in force on a day, by key; a key that is not offers the nearest and says why."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from datetime import date
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.entries import Entry, Service
from pcn_des.contract.files import draft_year, every_key, load_year, years
from pcn_des.contract.role_names import role_called
from pcn_des.contract.year import as_known, in_force
from pcn_des.dates import ContractYear
from pcn_des.errors import UnknownNameError
from pcn_des.frozen import FrozenMap
from pcn_des.showing import Shown

if TYPE_CHECKING:
    from pcn_des.contract.terms import Terms

Kind = TypeVar("Kind", bound=Entry)
_KEYS_SHOWN: Final = 140  # letters of a `repr`


@attrs.frozen(eq=False, repr=False)
class InForce(Shown, Mapping[str, Kind], Generic[Kind]):
    """Entries of one kind that are in force, by key; an unknown key offers the nearest.

    A role is found by its title and by the short names that people use, too: `contract.roles["Care Co-ordinator"]`; the
    code of an indicator may be in small letters.
    """

    kind: str
    section: str
    contract: Terms
    _entries: FrozenMap[str, Kind]

    def __getitem__(self, key: str) -> Kind:
        if not isinstance(key, str):
            raise UnknownNameError(f"{self.kind} in force named", key, every_key(self.section))
        if key in self._entries:
            return self._entries[key]
        if self.section == "roles":
            key = role_called(key, f"{self.kind} in force named")
            if key in self._entries:
                return self._entries[key]
        if self.section == "indicators" and key.strip().upper() in self._entries:
            return self._entries[key.strip().upper()]
        known = every_key(self.section)
        hint = self.contract.not_in_force(self.section, key) if key in known else ""
        raise UnknownNameError(f"{self.kind} in force named", key, self._offered() - {key}, hint=hint)

    def _offered(self) -> set[str]:
        """The keys that are offered in the place of one that is not there: those of a draft alone only in its year."""
        drafted = draft_year()
        if not drafted or self.contract.draft_of:
            return every_key(self.section)
        others = (load_year(year) for year in years() if str(year) != drafted)
        return {key for other in others for key in (*getattr(other, self.section), *other.missing[self.section])}

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.contract.draft_of

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def items(self) -> ItemsView[str, Kind]:
        """The keys with their entries."""
        return self._entries.items()

    def values(self) -> ValuesView[Kind]:
        """The entries."""
        return self._entries.values()

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        if key in self._entries or self.section not in ("roles", "indicators"):
            return key in self._entries
        return self.get(key) is not None  # by another name

    def __repr__(self) -> str:
        keys = list(self)
        while len(", ".join(keys)) > _KEYS_SHOWN:
            keys.pop()
        more = f" and {len(self) - len(keys)} more" if len(keys) < len(self) else ""
        return bracketed(f"{len(self)} {self.kind}: " + ", ".join(keys) + more)


@attrs.frozen(eq=False, repr=False)
class AllServices(InForce[Service]):
    """The services of a day by key, in whatever phase they are."""

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft, or the draft that tells what comes next of a service."""
        drafted = draft_year()
        following = (self.following(entry) for entry in self.values() if drafted)
        told = any(one is not None and str(ContractYear.of(one.since)) == drafted for one in following)
        return drafted if told else self.contract.draft_of

    def following(self, entry: Service) -> Service | None:
        """What comes next of a service of the day: the first version of another phase; None where none is known."""
        known_by = self.contract.known_on or date.max
        every = (one for year in years() for one in load_year(year).services.get(entry.key, ()))
        versions = list(as_known(every, known_by))
        to_come = [one for one in versions if one.since > self.contract.as_of and one.phase != entry.phase]
        ordered = sorted(to_come, key=lambda one: one.since)
        return next((one for one in ordered if in_force(versions, one.since, known_by) == one), None)
