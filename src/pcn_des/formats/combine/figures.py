"""Populations that several files have: kept where they agree, and named as contradicted where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import attrs

from pcn_des.formats.combine.files import Files
from pcn_des.network import Population, Records

Said = tuple[tuple[str, str], ...]
"""Files, each with what it says."""


@attrs.frozen(kw_only=True)
class Figures:
    """The populations that can be kept, the file of each by its place, and those on which the files differ."""

    kept: Records[Population] | None
    origins: Mapping[str, str]
    contradicted: Mapping[str, Said]


def figures(files: Files, place: str, code: str, known: Records[Population] | None) -> Figures:
    """The populations of a practice or network with a code; `known` are those of the network file."""
    claims: dict[tuple[str, date, date | None], list[tuple[str, Population]]] = defaultdict(list)
    for file, population in _claimed(files, code, known):
        claims[population.kind, population.at, population.published].append((file, population))
    kept: list[Population] = []
    origins: dict[str, str] = {}
    contradicted: dict[str, Said] = {}
    for (kind, at, published), said in claims.items():
        fact = f"{place}populations {kind} {at}" + (f" published {published}" if published else "")
        if len({population.patients for _, population in said}) == 1:
            kept.append(said[0][1])
            origins[fact] = " and ".join(dict.fromkeys(file for file, _ in said))
        else:
            contradicted[fact] = tuple((file, f"{population.patients:,f}") for file, population in said)
    as_known = not claims or (known is not None and tuple(known) == tuple(kept))
    return Figures(
        kept=known if as_known else Records(kept, complete=False), origins=origins, contradicted=contradicted
    )


def _claimed(files: Files, code: str, known: Records[Population] | None) -> Iterator[tuple[str, Population]]:
    if files.base:
        yield from ((files.base[0], population) for population in known or ())
    for file, adjusted in files.adjusted:
        row = adjusted.of_practice.get(code)
        for kind in ("registered", "adjusted"):
            patients = getattr(row, kind, None)
            if patients is not None:
                yield (
                    file,
                    Population(
                        kind=kind,
                        at=adjusted.at,
                        patients=Decimal(patients),
                        published=adjusted.published,
                        source=file,
                    ),
                )
    for file, reading in files.lists:
        for line in reading.of_code.get(code, ()):
            yield (
                file,
                Population(kind="registered", at=line.at, patients=Decimal(line.patients), source=file),
            )
