"""The whole contract as flat tables, for people who do not use Python: one row for each version of each entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pcn_des._version import __version__
from pcn_des.contract.entries import Entry, Obligation, Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.year import YearContract
from pcn_des.csv_text import csv_text
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
ROLE_COLUMNS: Final = ("role", "title", "contract_year", "from", "until", "standing", "workforce_names", "sources")


def contract_rows() -> Iterator[dict[str, str | None]]:
    """A row for each version of each entry of every year, and for each key that is missing."""
    for year in years():
        contract = load_year(year)
        for section in SECTIONS:
            for versions in getattr(contract, section).values():
                for version in versions:
                    yield _row(contract, section, version)
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
        raise MisuseError(f"the form is {form!r}; it must be csv or json")
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


def _row(contract: YearContract, section: str, entry: Entry) -> dict[str, str | None]:
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
        "published": entry.published.isoformat() if entry.published else None,
        "end_known": entry.end_known.isoformat() if entry.end_known else None,
        "standing": entry.standing.value if entry.standing else None,
        "carried_from": entry.carried_from or None,
        "clause": entry.clause,
        "note": entry.note or None,
        "looked_in": None,
        "sources": _urls(entry),
    }


def _missing_rows(contract: YearContract) -> Iterator[dict[str, str | None]]:
    for section, keys in contract.missing.items():
        for key, gaps in keys.items():
            for gap in gaps:
                yield {
                    **dict.fromkeys(COLUMNS),
                    "contract_year": str(contract.year),
                    "section": section,
                    "key": key,
                    "from": gap.since.isoformat(),
                    "until": gap.until.isoformat(),
                    "published": gap.since_published.isoformat() if gap.since_published else None,
                    "standing": "missing",
                    "note": gap.note,
                    "looked_in": gap.looked or None,
                }


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
    dates = ("from", "until", "published")
    return {
        "name": "network-contract-des",
        "title": "The Network Contract DES as dated, cited data",
        "version": __version__,
        "licenses": [{"name": "MIT"}],
        "resources": [
            {
                "name": name,
                "path": f"{name}.{form}",
                "format": form,
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": column, "type": "date" if column in dates else "string"} for column in columns],
                    "missingValues": [""],
                },
            }
            for name, columns in tables.items()
        ],
    }
