"""The files that a network is built from: what is given for each, read once, and the name it goes by."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import attrs

from pcn_des.arguments import several
from pcn_des.brief import briefly, by_name
from pcn_des.errors import FileFormatError, MisuseError, UnknownNameError
from pcn_des.formats import adjusted as adjusted_format
from pcn_des.formats import epcn as epcn_format
from pcn_des.formats import list_sizes as list_sizes_format
from pcn_des.formats import practice_map as practice_map_format
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.formats.epcn import EpcnReading
from pcn_des.formats.epcn_edition import of_edition
from pcn_des.formats.given import Source
from pcn_des.formats.list_sizes import ListSizeReading
from pcn_des.formats.network_file.read import read_network
from pcn_des.formats.practice_map import MapReading
from pcn_des.formats.reading import Problem, Reading
from pcn_des.network import Network

Epcn = Source | tuple[Source, Source] | EpcnReading
Adjusted = tuple[Source, str] | AdjustedReading
ListSizes = Source | ListSizeReading
PracticeMap = Source | MapReading
Base = Source | Network
Given = TypeVar("Given")


@attrs.frozen
class _Named:
    """A reading with the name by which it is told apart: that of its file, with its folder where two are the same."""

    name: str
    path: str


@attrs.frozen(kw_only=True)
class Files:
    """The files that a network is built from, read, each beside its name."""

    code: str
    base: tuple[str, Network] | None
    epcn: tuple[str, EpcnReading] | None
    map: tuple[str, MapReading] | None
    adjusted: tuple[tuple[str, AdjustedReading], ...]
    lists: tuple[tuple[str, ListSizeReading], ...]

    @classmethod
    def read(
        cls,
        code: str,
        epcn: Epcn | None,
        adjusted: Sequence[Adjusted],
        lists: Sequence[ListSizes],
        practice_map: PracticeMap | None,
        base: Base | None,
        edition: date | None = None,
    ) -> Files:
        """Reads what was given as a path, and names all of it."""
        paths = [given if isinstance(given, AdjustedReading) else given[0] for given in adjusted]
        named = _named(
            [
                (base, "the network file"),
                (epcn, "ePCN"),
                (practice_map, "the map of practices"),
                *((path, f"adjusted populations {number}") for number, path in enumerate(paths, 1)),
                *((path, f"list sizes {number}") for number, path in enumerate(lists, 1)),
            ]
        )
        first, second, third = named[:3]
        return cls(
            code=code,
            base=None if base is None else (first, _read(base, first, Network, read_network)),
            epcn=None if epcn is None else (second, _epcn(epcn, second, edition)),
            map=None
            if practice_map is None
            else (third, _read(practice_map, third, MapReading, practice_map_format.read)),
            adjusted=tuple((name, _adjusted(given, name)) for name, given in zip(named[3:], adjusted, strict=False)),
            lists=tuple(
                (name, _read(given, name, ListSizeReading, list_sizes_format.read))
                for name, given in zip(named[3 + len(adjusted) :], lists, strict=True)
            ),
        )

    @property
    def named_base(self) -> list[str]:
        """The name of the network file, if there is one."""
        return [file for file, _ in one(self.base)]

    @property
    def base_day(self) -> date | None:
        """The day of which the members in the network file are; None where it is nobody's edition: it goes on."""
        base = self.base[1] if self.base else None
        return None if base is None or base.practices is None else base.edition

    @property
    def epcn_day(self) -> date | None:
        """The day of ePCN."""
        return self.epcn[1].known_to if self.epcn else None

    @property
    def base_is_older(self) -> bool:
        """Whether ePCN knows later days than the network file, which was made of an edition."""
        return self.base_day is not None and self.epcn_day is not None and self.base_day < self.epcn_day

    @property
    def epcn_is_older(self) -> bool:
        """Whether the network file was made of a later edition than this ePCN."""
        return self.base_day is not None and self.epcn_day is not None and self.epcn_day < self.base_day

    @property
    def older(self) -> str | None:
        """The name of the older of the two; None where neither is."""
        if self.base and self.base_is_older:
            return self.base[0]
        return self.epcn[0] if self.epcn and self.epcn_is_older else None

    @property
    def base_tells_to(self) -> date | None:
        """The last day of which the network file tells unless it names a later one; None: it goes on.

        An ePCN whose day nobody named may be later than its last change, so the network file does not go on beside it.
        """
        named = self.epcn[1].edition if self.epcn else None
        return self.base_day if self.epcn and (named is None or not self.epcn_is_older) else None

    @property
    def epcn_tells_to(self) -> date | None:
        """The last day of which ePCN tells unless it names a later one; None: it goes on, for no file is later."""
        return self.epcn_day if self.epcn_is_older else None

    @property
    def epcn_has_network(self) -> bool:
        """Whether ePCN says something of the network."""
        return any(
            self.code in epcn.spells.in_pcn or any(pcn.code == self.code for pcn in epcn.pcns)
            for _, epcn in one(self.epcn)
        )

    def check(self) -> None:
        """Refuses files that can't be of the network.

        Raises:
            FileFormatError: the network file is of another network.
            UnknownNameError: none of the files has a PCN with the code.
        """
        if self.base and self.base[1].code != self.code:
            asked = by_name(self.code)
            raise FileFormatError(
                f"{self.base[0]} is the network {self.base[1].code}, not {asked}; choose the file of {asked}"
            )
        known: list[Collection[str]] = []
        for _, epcn in one(self.epcn):
            known += [epcn.spells.in_pcn.keys(), [pcn.code for pcn in epcn.pcns]]
        known += [reading.of_pcn.keys() for _, reading in one(self.map)]
        known += [reading.of_pcn.keys() for _, reading in self.adjusted]
        if not self.base and not any(self.code in codes for codes in known):
            hint = "None of the files has a usable row of it."
            raise UnknownNameError("PCN", self.code, {code for codes in known for code in codes}, hint=hint)

    def codes(self) -> Iterator[tuple[str, Collection[str]]]:
        """The public files, each with the codes of the networks and practices of which it says something."""
        for file, epcn in one(self.epcn):
            yield file, epcn.spells.in_pcn.keys() | epcn.spells.of_practice.keys() | {pcn.code for pcn in epcn.pcns}
        for file, mapped in one(self.map):
            yield file, mapped.of_pcn.keys() | mapped.of_practice.keys()
        for file, adjusted in self.adjusted:
            yield file, adjusted.of_pcn.keys() | adjusted.of_practice.keys()
        for file, lists in self.lists:
            yield file, lists.of_code.keys()

    def problems(self) -> Iterator[Problem]:
        """The problems of all the files."""
        readings: list[Reading[Any]] = [reading for _, reading in (*self.adjusted, *self.lists)]
        for reading in (*(epcn for _, epcn in one(self.epcn)), *(map_ for _, map_ in one(self.map)), *readings):
            yield from reading.problems


def several_adjusted(given: Adjusted | Iterable[Adjusted] | None) -> tuple[Adjusted, ...]:
    """One adjusted file or several, which may come one after another only once, as a tuple of them."""
    if given is None:
        return ()
    if isinstance(given, AdjustedReading):
        return (given,)
    listed: tuple[Any, ...] = (given,) if _is_file(given) else tuple(several(given, "adjusted", "files"))
    if _is_dated_file(listed):
        return ((listed[0], listed[1]),)
    for each in listed:  # not a pair of a file and its year, so several of them
        if not isinstance(each, AdjustedReading) and not _is_dated_file(each):
            raise MisuseError(
                f"adjusted has {briefly(each)}; give (file, year), a file with its contract year such as '2025/26', "
                "or several of these"
            )
    return listed


def several_lists(given: ListSizes | Iterable[ListSizes] | None) -> tuple[ListSizes, ...]:
    """One file of list sizes or several, which may come one after another only once, as a tuple of them."""
    if given is None:
        return ()
    if _is_file(given) or isinstance(given, ListSizeReading):
        return (given,)  # type: ignore[return-value]  # it is one of these
    return tuple(several(given, "list_sizes", "files"))  # type: ignore[arg-type]


def _is_file(given: object) -> bool:
    return isinstance(given, str | os.PathLike | bytes)


def _is_dated_file(given: Any) -> bool:
    """Whether it is a file with its contract year."""
    return isinstance(given, tuple | list) and len(given) == 2 and _is_file(given[0]) and isinstance(given[1], str)


def one(given: Given | None) -> tuple[Given, ...]:
    """What is given, to be gone through: nothing where it is None."""
    return () if given is None else (given,)


def _read(given: Source | Given, name: str, kind: type[Given], read: Callable[..., Given]) -> Given:
    """What is given, as it is where it has been read already."""
    return given if isinstance(given, kind) else read(given, name=_only(given, name))


def _adjusted(given: Adjusted, name: str) -> AdjustedReading:
    if isinstance(given, AdjustedReading):
        return given
    return adjusted_format.read(*given, name=_only(given[0], name))


def _epcn(given: Epcn, name: str, edition: date | None) -> EpcnReading:
    if isinstance(given, EpcnReading):
        return given if edition is None else of_edition(given, edition)
    if isinstance(given, tuple):
        if len(given) != 2:
            raise MisuseError(f"epcn has {briefly(given)}; give ePCN.xlsx, or the pair of its CSV files")
        return epcn_format.read_csv(*given, edition=edition)
    return epcn_format.read(given, name=_only(given, name), edition=edition)


def _only(given: object, name: str) -> str:
    """The name for what has none of its own: bytes. A path is called by its own in messages."""
    return name if isinstance(given, bytes) else ""


def _named(given: Sequence[tuple[object, str]]) -> list[str]:
    """A name for each of the files; that of every month is called the same, so with its path where needed.

    What is given as bytes is called by its role.
    """
    sources = [_source(file, role) for file, role in given]
    count = Counter(source.name for source in sources)
    return [source.path if count[source.name] > 1 else source.name for source in sources]


def _source(given: object, role: str) -> _Named:
    if isinstance(given, Network):
        return _Named("the network given as base", "the network given as base")
    if isinstance(given, tuple):
        parts = [_source(part, role) for part in given]
        return _Named(" and ".join(part.name for part in parts), " and ".join(part.path for part in parts))
    if isinstance(given, bytes):
        return _Named(role, role)
    if isinstance(given, str | os.PathLike):
        return _Named(Path(given).name, str(Path(given)))
    file = str(getattr(given, "file", ""))
    return _Named(file, file)
