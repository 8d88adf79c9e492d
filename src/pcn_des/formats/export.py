"""The whole contract as flat tables, for people who do not use Python: one row for each version of each entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from pcn_des._version import __version__
from pcn_des.brief import briefly
from pcn_des.contract.entries import Entry, Obligation, Term
from pcn_des.contract.files import load_year, title_of, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.year import YearContract
from pcn_des.csv_text import csv_text
from pcn_des.dates import Period
from pcn_des.display.plain_contract import plain
from pcn_des.errors import MisuseError
from pcn_des.formats.workforce_roles import role_names
from pcn_des.writing import check_targets, write_files

COLUMNS: Final = (
    "contract_year",
    "section",
    "key",
    "title",
    "value",
    "at_least",
    "at_most",
    "unit",
    "with_agreement_of",
    "from",
    "until",
    "published",
    "end_known",
    "superseded_on",
    "standing",
    "carried_from",
    "clause",
    "note",
    "looked_in",
    "sources",
)
READING_COLUMNS: Final = (
    "contract_year",
    "block",
    "kind",
    "says",
    "key",
    "value",
    "unit",
    "from",
    "until",
    "published",
    "standing",
    "note",
    "sources",
)
DESCRIPTOR: Final = "datapackage.json"
_DESCRIPTION: Final = (
    "Rows of one key overlap: of the rows of a key that cover a day, the one published last answers; one with the "
    "standing `missing` says that nothing was found for its days, and a `missing` row without `published` answers only "
    "where no other row covers the day. What was known on an earlier day is told by the rows published by then; before "
    "its `end_known` a row went on to the last day of its contract year."
)
_OF_COLUMN: Final = {
    "from": "The first day that the row covers.",
    "until": "The last day that the row covers. A row published later may answer for a part of its days, or all.",
    "published": "The day on which the row became known.",
    "end_known": "The day on which its early end became known, where that was later than the row itself.",
    "superseded_on": "The day on which what replaces it, on some of its days, was published; empty where nothing does.",
    "standing": "How well it is established; `missing`: looked for, or known to be there, and not found.",
}
ROLE_COLUMNS: Final = ("role", "title", "contract_year", "from", "until", "standing", "workforce_names", "sources")


def contract_rows() -> Iterator[dict[str, str | None]]:
    """A row for each version of each entry of every year, and for each key that is missing."""
    for year in years():
        contract = load_year(year)
        for section in SECTIONS:
            for key, versions in getattr(contract, section).items():
                told = _told_of(contract, section, key)
                for version in versions:
                    replaced = superseded_on(version.period, version.published, told)
                    yield _row(contract, section, version, replaced)
        yield from _missing_rows(contract)


def reading_rows() -> Iterator[dict[str, str | None]]:
    """A row for each term of each reading of the blocks of half-known terms: what it would be by that reading."""
    for year in years():
        for versions in load_year(year).readings.values():
            for block in versions:
                for reading in block.readings:
                    for term in block.terms:
                        yield {
                            "contract_year": str(year),
                            "block": block.key,
                            "kind": block.kind,
                            "says": reading.says,
                            "key": term.key,
                            "value": _text(reading.values[term.key]),
                            "unit": term.unit,
                            "from": block.since.isoformat(),
                            "until": block.until.isoformat(),
                            "published": block.published.isoformat() if block.published else None,
                            "standing": block.standing.value if block.standing else None,
                            "note": block.note or None,
                            "sources": _urls(block),
                        }


def role_rows() -> Iterator[dict[str, str | None]]:
    """A row for each role and year of the ARRS, with the names that the national workforce data give it."""
    names = role_names()
    for year in years():
        for key, versions in load_year(year).roles.items():
            for version in versions:
                yield {
                    "role": key,
                    "title": version.title,
                    "contract_year": str(year),
                    "from": version.since.isoformat(),
                    "until": version.until.isoformat(),
                    "standing": version.standing.value if version.standing else None,
                    "workforce_names": "; ".join(names.get(key, ())),
                    "sources": _urls(version),
                }


def write(folder: str | Path, form: str = "csv", *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write the tables `contract`, `arrs_roles` and `readings` to a folder, as a Frictionless data package.

    `form` is `csv` or `json`. All the files are written, or none; `overwrite` replaces those that are there already.

    Raises:
        MisuseError: another form.
        WritingError: a file is there already and `overwrite` was not asked for, or the folder can't be written to.
    """
    if form not in ("csv", "json"):
        raise MisuseError(f"the form is {briefly(form)}; it must be csv or json")
    into = Path(folder)
    paths = [into / name for name in (*(f"{name}.{form}" for name in _TABLES), DESCRIPTOR)]
    check_targets(paths, overwrite=overwrite, make_folder=True)  # before the work
    texts = [_table(form, columns, rows()) for columns, rows in _TABLES.values()]
    texts.append(_json(_descriptor(form, {name: columns for name, (columns, _) in _TABLES.items()})))
    return write_files(dict(zip(paths, texts, strict=True)), overwrite=overwrite, make_folder=True)


_TABLES: Final[Mapping[str, tuple[tuple[str, ...], Callable[[], Iterator[dict[str, str | None]]]]]] = {
    "contract": (COLUMNS, contract_rows),
    "arrs_roles": (ROLE_COLUMNS, role_rows),
    "readings": (READING_COLUMNS, reading_rows),
}


def _table(form: str, columns: tuple[str, ...], rows: Iterator[dict[str, str | None]]) -> str:
    if form == "json":
        return _json(list(rows))
    return csv_text(columns, ([row[column] or "" for column in columns] for row in rows))


def superseded_on(days: Period, published: date | None, told: Iterable[tuple[Period, date | None]]) -> date | None:
    """The day on which what replaces a row on some of its days was published; None where nothing has.

    `told` are the days and the publication of every row of its key in its contract year. A row without a publication
    answers only where no other does.

    Examples:
        >>> whole, half = (Period(date(2024, 4, 1), date(2025, until, 31)) for until in (3, 1))
        >>> superseded_on(whole, date(2024, 3, 28), [(whole, date(2024, 3, 28)), (half, date(2024, 9, 26))])
        datetime.date(2024, 9, 26)
    """
    known = published or date.min
    later = (other for period, other in told if other is not None and other > known and period.overlaps(days))
    return min(later, default=None)


def _told_of(contract: YearContract, section: str, key: str) -> list[tuple[Period, date | None]]:
    """The days and the publication of every row of a key in a contract year."""
    versions = getattr(contract, section).get(key, ())
    gaps = contract.missing[section].get(key, ())
    return [
        *((version.period, version.published) for version in versions),
        *((Period(gap.since, gap.until), gap.since_published) for gap in gaps),
    ]


def _row(contract: YearContract, section: str, entry: Entry, replaced: date | None) -> dict[str, str | None]:
    return {
        "contract_year": str(contract.year),
        "section": section,
        "key": entry.key,
        "title": entry.title,
        "value": _value(entry),
        "at_least": _limit(entry, "at_least"),
        "at_most": _limit(entry, "at_most"),
        "unit": entry.unit if isinstance(entry, Term) else None,
        "with_agreement_of": (entry.with_agreement_of or None) if isinstance(entry, Term) else None,
        "from": entry.since.isoformat(),
        "until": entry.until.isoformat(),
        "published": _day(entry.published),
        "end_known": _day(entry.end_known),
        "superseded_on": _day(replaced),
        "standing": entry.standing.value if entry.standing else None,
        "carried_from": entry.carried_from or None,
        "clause": entry.clause,
        "note": entry.note or None,
        "looked_in": None,
        "sources": _urls(entry),
    }


def _missing_rows(contract: YearContract) -> Iterator[dict[str, str | None]]:
    units = _units()
    for section, keys in contract.missing.items():
        for key, gaps in keys.items():
            told = _told_of(contract, section, key)
            for gap in gaps:
                yield {
                    **dict.fromkeys(COLUMNS),
                    "contract_year": str(contract.year),
                    "section": section,
                    "key": key,
                    "title": title_of(section, key),
                    "unit": units.get(key),
                    "from": gap.since.isoformat(),
                    "until": gap.until.isoformat(),
                    "published": _day(gap.since_published),
                    "superseded_on": _day(superseded_on(Period(gap.since, gap.until), gap.since_published, told)),
                    "standing": "missing",
                    "note": gap.note,
                    "looked_in": gap.looked or None,
                }


def _units() -> dict[str, str]:
    """The unit of each term that has the same in all its versions."""
    found: dict[str, set[str]] = {}
    for year in years():
        for key, versions in load_year(year).terms.items():
            found.setdefault(key, set()).update(version.unit for version in versions)
    return {key: unit for key, (unit, *others) in found.items() if not others}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _value(entry: Entry) -> str | None:
    """The value of a term; of an obligation who owes it, how strongly and how it is checked."""
    if isinstance(entry, Term):
        return _text(entry.value) if entry.is_known else None
    if isinstance(entry, Obligation):
        checked = entry.evidence or entry.judgement or f"rule {entry.rule or entry.key}"
        return f"{entry.owed_by}; {entry.strength}; {checked}"
    return None


def _text(value: Any) -> str:
    shown = plain(value)
    return shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False)


def _limit(entry: Entry, side: str) -> str | None:
    """A limit of a half-known term: what it is at least, or at most."""
    number = getattr(entry, side) if isinstance(entry, Term) else None
    return None if number is None else str(number)


def _urls(entry: Entry) -> str:
    return " ".join(dict.fromkeys(citation.document.url for citation in entry.sources))


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _descriptor(form: str, tables: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    dates = ("from", "until", "published", "end_known", "superseded_on")
    return {
        "name": "network-contract-des",
        "title": "The Network Contract DES as dated, cited data",
        "description": _DESCRIPTION,
        "version": __version__,
        "licenses": [{"name": "MIT"}],
        "resources": [
            {
                "name": name,
                "path": f"{name}.{form}",
                "format": form,
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {
                            "name": column,
                            "type": "date" if column in dates else "string",
                            **({"description": _OF_COLUMN[column]} if column in _OF_COLUMN else {}),
                        }
                        for column in columns
                    ],
                    "missingValues": [""],
                },
            }
            for name, columns in tables.items()
        ],
    }
