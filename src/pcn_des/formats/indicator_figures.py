"""From a national file of indicators to rows of figures by network: what `iif` asks of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pcn_des.arguments import a, a_mapping
from pcn_des.arguments import names as several_names
from pcn_des.contract.files import load_year
from pcn_des.contract.indicator_codes import indicator_of_code
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, as_day, as_day_or_none
from pcn_des.errors import FileFormatError, MisuseError
from pcn_des.formats import iif, ncd
from pcn_des.formats.cells import Suppressed
from pcn_des.formats.given import Source
from pcn_des.formats.practice_map import MapReading
from pcn_des.formats.unread_figures import unread
from pcn_des.wording import in_words

Figures = dict[str, Any]
_MEASURES: Final = {"numerator": "numerator", "denominator": "denominator"}
_SERVICE: Final = re.compile(r"NCD(?P<begin>[0-9]{2})(?P<end>[0-9]{2})")


def indicator_figures(
    source: Source | ncd.NcdReading | iif.IifReading,
    year: str,
    *,
    practices: MapReading | Mapping[str, str] | None = None,
    networks: Iterable[str] | None = None,
    on: date | None = None,
    known_on: date | None = None,
) -> tuple[Figures, ...]:
    r"""The figures of a national file as rows of `iif`: a numerator and a denominator of an indicator and a practice.

    A figure that the publisher keeps back (`*`) is None: it is not known. So are those of a practice of a network of
    which the file has nothing, where `practices` says that it belongs to it; and those of each row that couldn't be
    used, of every network and indicator of which it may be.

    Args:
        source: the Network Contract DES extract, or the annual file of the fund, as its path or bytes; or a reading of
            either (`formats.ncd`, `formats.iif`). The raw form of the extract needs `ncd.with_short_names` first.
        year: the contract year, as in `2023/24`: of a file of several, its rows are taken.
        practices: the network of each practice, where the file doesn't have it: a reading of the map of practices
            (`formats.practice_map`), or a mapping from practice to network.
        networks: only these, by their codes.
        on: the day of the figures, where the file has several days; by default the last.
        known_on: what had been published by this day says which indicator a code is.

    Raises:
        FileFormatError: it is neither file, too large, or lacks a heading.
        FileNotFoundError: there is no such file.
        MisuseError: the file has nothing of the year or the day, has figures of a year with a day of another, or of an
            indicator under two codes; it has long names of measures, or doesn't say which network its practices belong
            to.
        OutsideDataError: a year that the data do not have.

    Examples:
        >>> file = (
        ...     b"PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
        ...     b"A00001,MILL LANE SURGERY,NCD2526,31/03/2026,CAN04,Numerator,74\n"
        ...     b"A00001,MILL LANE SURGERY,NCD2526,31/03/2026,CAN04,Denominator,100\n"
        ... )
        >>> rows = des.indicator_figures(file, "2025/26", practices={"A00001": "U00001"})
        >>> [(row["network"], row["indicator"], row["numerator"], row["denominator"]) for row in rows]
        [('U00001', 'CAN-04', 74, 100)]
        >>> [str(found.points) for found in des.iif(rows, "2025/26")]
        ['13.2 to 49.2 points']
    """
    asked = ContractYear.parse(year)
    known_by = as_day_or_none(known_on, "known_on")
    contract = Terms(load_year(asked), asked.last_day, known_by)
    reading = source if isinstance(source, ncd.NcdReading | iif.IifReading) else read_either(source)
    network_of = _networks(practices)
    wanted = None if networks is None else {code.strip().upper() for code in several_names(networks, "networks")}
    figures = _of_extract(reading, network_of) if isinstance(reading, ncd.NcdReading) else _of_fund(reading, network_of)
    found = _of_the_day([row for row in figures if _is_of(row["service"], asked)], reading.file, asked, on)
    lost = unread(reading, network_of, practices, found, None if on is None else as_day(on, "on"), _MEASURES)
    rows = _paired([*found, *lost], contract, reading.file)
    if practices is None:
        _check_networks(rows, reading.file)
    names = {} if not isinstance(practices, MapReading) else {row.pcn_code: row.pcn_name for row in practices.rows}
    return tuple(
        row | {"name": row["name"] or names.get(row["network"])}
        for row in (*rows, *_silent(rows, network_of))
        if row["network"] is not None and (wanted is None or row["network"] in wanted)
    )


def read_either(source: Source) -> ncd.NcdReading | iif.IifReading:
    """Reads the Network Contract DES extract or the annual file of the fund, whichever it is.

    Raises:
        FileFormatError: it is neither.
        FileNotFoundError: there is no such file.
    """
    try:
        return ncd.read(source)
    except FileFormatError as of_extract:
        try:
            return iif.read(source)
        except FileFormatError:
            raise of_extract from None


def _networks(practices: MapReading | Mapping[str, str] | None) -> Mapping[str, str]:
    if isinstance(practices, MapReading):
        return {code: row.pcn_code for code, row in practices.of_practice.items() if row.pcn_code is not None}
    by_code = "the map of practices, or a mapping from the codes of practices to those of networks"
    given = {} if practices is None else a_mapping(practices, "practices", by_code)
    for code in (*given, *given.values()):
        a(str, code, "practices, a code in it,", by_code)
    return given


def _is_of(service: str, year: ContractYear) -> bool:
    match = _SERVICE.fullmatch(service)
    return match is not None and f"20{match['begin']}/{match['end']}" == str(year)


def _of_extract(reading: ncd.NcdReading, network_of: Mapping[str, str]) -> Iterator[Figures]:
    if reading.raw and not any(row.measure.casefold() in _MEASURES for row in reading.rows):
        raise MisuseError(
            f"{reading.file} is the raw form, whose measures have long names; give the published extract, "
            "which has the short ones, or in Python read NCD_CQRS_Metadata_Mapping.csv with formats.ncd.read_fields "
            "and use formats.ncd.with_short_names first"
        )
    for row in reading.rows:
        if row.measure.casefold() in _MEASURES:
            yield {
                "network": network_of.get(row.practice_code, row.pcn_code),
                "name": row.pcn_name,
                "practice": row.practice_code,
                "service": row.service,
                "at": row.at,
                "indicator": row.indicator,
                "measure": row.measure.casefold(),
                "value": None if isinstance(row.value, Suppressed) else row.value,
            }


def _of_fund(reading: iif.IifReading, network_of: Mapping[str, str]) -> Iterator[Figures]:
    for row in reading.rows:
        indicator, measure = iif.measure_of(row.measure)
        if indicator is not None and measure in _MEASURES:
            of_network = row.kind == iif.PCN
            yield {
                "network": row.code if of_network else network_of.get(row.code),
                "name": row.name if of_network else None,
                "practice": None if of_network else row.code,
                "service": row.service,
                "at": row.at,
                "indicator": indicator,
                "measure": measure,
                "value": None if isinstance(row.value, Suppressed) else row.value,
            }


def _of_the_day(figures: list[Figures], file: str, year: ContractYear, on: date | None) -> list[Figures]:
    """The figures of the day that is asked about, or of the last that there is.

    Raises:
        MisuseError: there is none of the year, or of the day; or some have a day of another year.
    """
    days = sorted({row["at"] for row in figures})
    if not days:
        raise MisuseError(f"{file} has no numerators and denominators of {year}")
    strange = [day for day in days if day not in year.period]
    if strange:
        raise MisuseError(
            f"{file} has figures of {year} of {', '.join(map(in_words, strange))}, which is no day of that year; "
            "correct the day, or the service that the figures are of"
        )
    day = days[-1] if on is None else as_day(on, "on")
    if day not in days:
        raise MisuseError(f"{file} has figures of {', '.join(map(in_words, days))}; on is {in_words(day)}")
    return [row for row in figures if row["at"] == day]


def _paired(figures: Iterable[Figures], contract: Terms, file: str) -> list[Figures]:
    """A row for each indicator of a practice, or of a network, with both its figures; None of one that is not there.

    Raises:
        MisuseError: of an indicator there are figures under two codes; each is named.
    """
    found: dict[tuple[Any, ...], Figures] = {}
    codes: dict[tuple[Any, ...], dict[str, None]] = {}
    for row in figures:
        code = indicator_of_code(row["indicator"], contract, contract.contract.indicators) or row["indicator"]
        key = (row["network"], row["practice"], code)
        codes.setdefault(key, {})[row["indicator"]] = None
        pair = found.setdefault(
            key,
            {
                **{name: row[name] for name in ("network", "name", "practice", "at")},
                "indicator": code,
                **dict.fromkeys(_MEASURES),
            },
        )
        pair[row["measure"]] = row["value"]
    twice = [
        f"{practice or network} has {code} under the codes {' and '.join(named)}"
        for (network, practice, code), named in codes.items()
        if len(named) > 1
    ]
    if twice:
        raise MisuseError(f"{file}: {'; '.join(twice)}; keep one")
    return _networks_own(list(found.values()))


def _check_networks(rows: Iterable[Figures], file: str) -> None:
    """Refuse figures of practices alone where nothing says which network they belong to.

    Raises:
        MisuseError: of an indicator, the file tells no network at all.
    """
    told: dict[str, bool] = {}
    for row in rows:
        told[row["indicator"]] = told.get(row["indicator"], False) or row["network"] is not None
    lost = [indicator for indicator, known in told.items() if not known]
    if lost:
        raise MisuseError(
            f"{file} does not say which network the practices of {', '.join(lost)} belong to; give a map of "
            "practices, gp-reg-pat-prac-map.csv (--practices), or in Python a mapping from practice to network"
        )


def _networks_own(rows: list[Figures]) -> list[Figures]:
    """The rows without those of practices where the file has the network's own figures of the indicator."""
    own = {(row["network"], row["indicator"]) for row in rows if row["practice"] is None}
    return [row for row in rows if row["practice"] is None or (row["network"], row["indicator"]) not in own]


def _silent(rows: list[Figures], network_of: Mapping[str, str]) -> Iterator[Figures]:
    """A row without figures for each practice that belongs to a network and of which the file has nothing."""
    there = {(row["practice"], row["indicator"]) for row in rows}
    by_network: dict[str, dict[str, date]] = {}
    for row in rows:
        if row["network"] is not None and row["practice"] is not None:
            by_network.setdefault(row["network"], {})[row["indicator"]] = row["at"]
    for practice, network in network_of.items():
        for indicator, day in by_network.get(network, {}).items():
            if (practice, indicator) not in there:
                yield {
                    "network": network,
                    "name": None,
                    "practice": practice,
                    "at": day,
                    "indicator": indicator,
                    **dict.fromkeys(_MEASURES),
                }
