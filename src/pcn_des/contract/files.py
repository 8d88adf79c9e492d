"""The contract data that come with the package: its years, documents and kinds of evidence, read on first use.

They are read from TOML, or from the JSON that a wheel has beside it where that was made from the same files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pcn_des.contract.as_json import documents_from_json, year_from_json
from pcn_des.contract.entries import EvidenceKind, key_in_words
from pcn_des.contract.parsing import parse
from pcn_des.contract.ready import DOCUMENTS, KEYS, YEAR, fingerprint, made_ready
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear, Period
from pcn_des.errors import ContractDataError, OutsideDataError
from pcn_des.frozen import FrozenMap
from pcn_des.sources import Document
from pcn_des.wording import in_words


def data_folder() -> Any:
    """The folder of the data, in the package."""
    from importlib.resources import files  # a lookup pays for it, an import does not

    return files("pcn_des.contract")


@lru_cache(maxsize=1)
def years() -> tuple[ContractYear, ...]:
    """The contract years that have a folder, in order."""
    folders = [entry.name for entry in data_folder().joinpath("years").iterdir() if entry.name[:2] == "20"]
    return tuple(ContractYear.parse(name) for name in sorted(folders))


@lru_cache(maxsize=1)
def span() -> Period:
    """The days that the data cover."""
    first = years()[0]
    return Period(_about(first).get("answers_from", first.first_day), years()[-1].last_day)


def _about(year: ContractYear) -> Mapping[str, Any]:
    """What the file of a year that tells of the year itself says."""
    return parse("year.toml", data_folder().joinpath("years", year.folder, "year.toml").read_bytes())


@cache
def load_year(year: ContractYear) -> YearContract:
    """The contract of one year, read on first use.

    Raises:
        OutsideDataError: there is no folder for the year.
        ContractDataError: an entry is wrong.
    """
    if year not in years():
        raise OutsideDataError(f"The contract data cover {years()[0]} to {years()[-1]}; there is nothing for {year}.")
    ready = made_ready(data_folder().joinpath("years", year.folder, YEAR), lambda: fingerprint_of_year(year))
    return _checked(year) if ready is None else year_from_json(ready, documents())


def _checked(year: ContractYear) -> YearContract:
    """The contract of a year from its TOML, every entry checked."""
    from pcn_des.contract.carried import (  # what is made ready was checked when it was made
        check_carried_from,
        check_cited_anew,
    )
    from pcn_des.contract.read import read_year

    found = files_of(year)
    contract = read_year(year, found, documents(), _documents_in_words(), evidence_kinds(), area_titles())
    check_carried_from(contract, [other for other in years() if other != year], found)
    before = ContractYear(year.starts_in - 1)
    if year != years()[0] and "answers_from" in _about(year):
        file, line = place_of(year, "answers_from")
        wrong = f"questions are answered from a day of {years()[0]}, the first of the years, and from all days after it"
        raise ContractDataError(file, "answers_from", wrong, "Leave answers_from out", line)
    if contract.draft and before in years():
        check_cited_anew(contract, load_year(before), found)
    return contract


@lru_cache(maxsize=1)
def draft_year() -> str:
    """The contract year of the data that is a draft; empty where none is. Only the last can be one."""
    return str(years()[-1]) if _about(years()[-1]).get("draft", False) else ""


def files_of(year: ContractYear) -> dict[str, bytes]:
    """The files of a year that has a folder, by their path below the folder of all years."""
    folder = data_folder().joinpath("years", year.folder)
    return {
        f"{year.folder}/{entry.name}": entry.read_bytes() for entry in folder.iterdir() if entry.name[-5:] == ".toml"
    }


def place_of(year: ContractYear, key: str, version: int = 0, field: str = "") -> tuple[str, int | None]:
    """The file and the line where a version of an entry of a year stands, or a field of it."""
    from pcn_des.contract.lines import place_in  # only an error needs it

    return place_in(files_of(year), key, version, field)


def folder_of(year: ContractYear) -> Path:
    """Where the folder of a year is or belongs."""
    return Path(str(data_folder().joinpath("years", year.folder)))


def documents_file() -> Path:
    """Where the register of documents is."""
    return Path(str(data_folder().joinpath("documents.toml")))


@cache
def title_of(section: str, key: str) -> str:
    """The title that a key of a section such as `terms` last had in some year; the key in words where it never had.

    That of a draft counts only where no other year had one.
    """
    ready = _ready_titles()
    if ready is not None:
        return next(reversed(json.loads(ready[section].get(key, "[]"))), key_in_words(key))
    for year in sorted(years(), key=lambda year: (str(year) != draft_year(), year), reverse=True):
        versions = getattr(load_year(year), section).get(key)
        if versions:
            return str(versions[-1].title)
    return key_in_words(key)


def every_key(section: str) -> set[str]:
    """Every key that some year uses or misses in a section such as `terms`."""
    return set(every_title(section))


@cache
def every_title(section: str) -> Mapping[str, tuple[str, ...]]:
    """Every key that some year uses or misses in a section such as `terms`, with each title that it has had.

    The last is the one that it last had; that of a draft is the first.
    """
    ready = _ready_titles()
    if ready is not None:
        return FrozenMap({key: tuple(json.loads(titles)) for key, titles in ready[section].items()})
    contracts = [load_year(year) for year in years()]
    used = [key for contract in contracts for key in getattr(contract, section)]
    missed = [key for contract in contracts for key in contract.missing[section]]
    found: dict[str, dict[str, None]] = {key: {} for key in (*used, *missed)}
    for contract in sorted(contracts, key=lambda contract: not contract.draft):
        for key, versions in getattr(contract, section).items():
            for version in versions:
                found[key].pop(version.title, None)
                found[key][version.title] = None
    return FrozenMap({key: tuple(titles) for key, titles in found.items()})


@lru_cache(maxsize=1)
def _ready_titles() -> Mapping[str, Mapping[str, str]] | None:
    """What `every_title` gives, by section and as JSON, where it was made ready; None where it was not."""
    return made_ready(data_folder().joinpath(KEYS), fingerprint_of_all)


@lru_cache(maxsize=1)
def documents() -> Mapping[str, Document]:
    """Every document that the contract data cite, by key."""
    ready = made_ready(data_folder().joinpath(DOCUMENTS), fingerprint_of_documents)
    if ready is not None:
        return documents_from_json(ready["documents"])
    from pcn_des.contract.read import read_documents

    return FrozenMap(read_documents("documents.toml", _documents_toml()))


@lru_cache(maxsize=1)
def fingerprint_of_documents() -> str:
    """What tells the register of documents from any other."""
    return fingerprint({"documents.toml": _documents_toml()})


def _documents_toml() -> bytes:
    content: bytes = data_folder().joinpath("documents.toml").read_bytes()
    return content


def fingerprint_of_year(year: ContractYear) -> str:
    """What tells the files of a year, with the register that they cite from, from any others."""
    return fingerprint({**files_of(year), "documents": fingerprint_of_documents().encode()})


def fingerprint_of_all() -> str:
    """What tells the contract data from any others."""
    return fingerprint({year.folder: fingerprint_of_year(year).encode() for year in years()})


@lru_cache(maxsize=1)
def _documents_in_words() -> str:
    """The register as it goes into the digest of every year."""
    from pcn_des.contract.read import register_in_words

    return register_in_words(documents())


@lru_cache(maxsize=1)
def area_titles() -> Mapping[str, str]:
    """The areas of the contract, each with its title as people say it."""
    from pcn_des.contract.records import read_texts

    return FrozenMap(read_texts("areas.toml", data_folder().joinpath("areas.toml").read_bytes()))


@lru_cache(maxsize=1)
def evidence_kinds() -> Mapping[str, EvidenceKind]:
    """The kinds of record that show a duty done, by key."""
    from pcn_des.contract import fields  # what is made ready needs no reader of fields
    from pcn_des.contract.records import read_records

    content = data_folder().joinpath("evidence.toml").read_bytes()
    texts, flags = ("title", "what", "where"), ("observes", "stands")
    allowed = {**dict.fromkeys(texts, fields.text), **dict.fromkeys(flags, fields.yes_no)}
    found = read_records("evidence.toml", content, allowed, texts, "kind of evidence")
    return FrozenMap({key: EvidenceKind(key, **entry) for key, entry in found})


def year_of(day: date) -> YearContract:
    """The contract of the year that a day lies in.

    Raises:
        OutsideDataError: the day is not covered; the message names the covered span.
    """
    covered = span()
    if day not in covered:
        raise OutsideDataError(f"The contract data cover the days {covered}; {in_words(day)} is outside.")
    return load_year(ContractYear.of(day))
