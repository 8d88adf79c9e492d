"""The figures of a national file that can't be read, each as one that is not known of whichever network it may be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from pcn_des.formats import iif, ncd
from pcn_des.formats.practice_map import MapReading

Figures = dict[str, Any]


@attrs.frozen
class _Unread:
    """What could be read of a row, or of a practice's place in the map: None is what may be anything.

    `own` is a figure of the network itself, and of no practice.
    """

    networks: Collection[str] | None
    practice: str | None = None
    own: bool = False
    indicator: str | None = None
    measure: str | None = None


def unread(
    reading: ncd.NcdReading | iif.IifReading,
    network_of: Mapping[str, str],
    practices: MapReading | Mapping[str, str] | None,
    known: Collection[Figures],
    day: date | None,
    measures: Collection[str],
) -> list[Figures]:
    """A figure without a value for each that a row may have held which couldn't be used.

    Where a row doesn't say of which network, indicator or measure it is, it may be of each of those in `known`, the
    figures that could be read; where it doesn't say of which day, it may be of theirs. Rows of other days than `day`
    are passed over; where that is None, only rows of earlier days are.
    """
    if not known:
        return []
    at = day or max(row["at"] for row in known)
    services = {row["service"] for row in known}
    found: list[Figures] = []
    for values in reading.unused:
        then = values.get("at", at)
        if values.get("service") not in {None, *services} or then < at or (day is not None and then != at):
            continue
        row = _of_extract(values, network_of) if isinstance(reading, ncd.NcdReading) else _of_fund(values, network_of)
        if row.measure in {None, *measures}:
            found += _figures(row, known, at, measures, f"what row {values['row']} of {reading.file} is of")
    if isinstance(practices, MapReading):
        lost = f"a practice that can't be read in {practices.file}"
        for network in sorted(practices.gaps, key=str):
            found += _figures(_Unread(networks=None if network is None else [network]), known, at, measures, lost)
    return found


def _of_extract(values: Mapping[str, Any], network_of: Mapping[str, str]) -> _Unread:
    practice, own = values.get("practice_code"), values.get("pcn_code")
    network = network_of.get(practice or "", own)
    lost = network is None and (practice is None or "pcn_code" not in values)
    return _Unread(
        networks=None if lost else [network] if network else [],
        practice=practice,
        indicator=values.get("indicator"),
        measure=values["measure"].casefold() if "measure" in values else None,
    )


def _of_fund(values: Mapping[str, Any], network_of: Mapping[str, str]) -> _Unread:
    indicator, measure = iif.measure_of(values["measure"]) if "measure" in values else (None, None)
    code, kind = values.get("code"), values.get("kind")
    if code is None or kind is None or not iif.is_code_of(kind, code):
        return _Unread(networks=None, indicator=indicator, measure=measure)
    if kind == iif.PCN:
        return _Unread(networks=[code], own=True, indicator=indicator, measure=measure)
    network = network_of.get(code)
    return _Unread(networks=[network] if network else [], practice=code, indicator=indicator, measure=measure)


def _figures(
    row: _Unread, known: Collection[Figures], at: date, measures: Iterable[str], whose: str
) -> Iterator[Figures]:
    """A figure of each network, indicator and measure of which a row may be; `whose` is said where nobody knows."""
    for network in row.networks if row.networks is not None else _all("network", known):
        for indicator in [row.indicator] if row.indicator else _all("indicator", known):
            for measure in [row.measure] if row.measure else measures:
                yield {
                    "network": network,
                    "name": None,
                    "practice": None if row.own else row.practice or whose,
                    "at": at,
                    "indicator": indicator,
                    "measure": measure,
                    "value": None,
                }


def _all(name: str, known: Collection[Figures]) -> Iterable[str]:
    """What stands in a column of the figures, each once."""
    return dict.fromkeys(row[name] for row in known if row[name] is not None)
