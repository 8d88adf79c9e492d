"""The contract data that come with the package: its years, documents and kinds of evidence, read on first use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pcn_des.contract.carried import check_cited_anew
from pcn_des.contract.entries import EvidenceKind, key_in_words
from pcn_des.contract.read import parse, read_documents, read_year, register_in_words
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear, Period
from pcn_des.errors import OutsideDataError
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
    about = data_folder().joinpath("years", first.folder, "year.toml").read_bytes()
    return Period(parse("year.toml", about).get("answers_from", first.first_day), years()[-1].last_day)


@cache
def load_year(year: ContractYear) -> YearContract:
    """The contract of one year, read on first use.

    Raises:
        OutsideDataError: there is no folder for the year.
        ContractDataError: an entry is wrong.
    """
    if year not in years():
        raise OutsideDataError(f"The contract data cover {years()[0]} to {years()[-1]}; there is nothing for {year}.")
    found = files_of(year)
    contract = read_year(year, found, documents(), _documents_in_words())
    before = ContractYear(year.starts_in - 1)
    if contract.draft and before in years():
        check_cited_anew(contract, load_year(before), found)
    return contract


def draft_year() -> str:
    """The contract year of the data that is a draft; empty where none is. Only the last can be one."""
    return load_year(years()[-1]).draft_of


def files_of(year: ContractYear) -> dict[str, bytes]:
    """The files of a year that has a folder, by their path below the folder of all years."""
    folder = data_folder().joinpath("years", year.folder)
    return {
        f"{year.folder}/{entry.name}": entry.read_bytes() for entry in folder.iterdir() if entry.name[-5:] == ".toml"
    }


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
    contracts = sorted(map(load_year, years()), key=lambda contract: (not contract.draft, contract.year))
    titles = [entry.title for contract in contracts for entry in getattr(contract, section).get(key, ())]
    return titles[-1] if titles else key_in_words(key)


def every_key(section: str) -> set[str]:
    """Every key that some year uses or misses in a section such as `terms`."""
    keys: set[str] = set()
    for year in years():
        contract = load_year(year)
        keys |= set(getattr(contract, section)) | set(contract.missing[section])
    return keys


@lru_cache(maxsize=1)
def documents() -> Mapping[str, Document]:
    """Every document that the contract data cite, by key."""
    return FrozenMap(read_documents("documents.toml", data_folder().joinpath("documents.toml").read_bytes()))


@lru_cache(maxsize=1)
def _documents_in_words() -> str:
    """The register as it goes into the digest of every year."""
    return register_in_words(documents())


@lru_cache(maxsize=1)
def area_titles() -> Mapping[str, str]:
    """The areas of the contract, each with its title as people say it."""
    return FrozenMap(parse("areas.toml", data_folder().joinpath("areas.toml").read_bytes()))


@lru_cache(maxsize=1)
def evidence_kinds() -> Mapping[str, EvidenceKind]:
    """The kinds of record that show a duty done, by key."""
    table = parse("evidence.toml", data_folder().joinpath("evidence.toml").read_bytes())
    return FrozenMap({key: EvidenceKind(key, **entry) for key, entry in table.items()})


def year_of(day: date) -> YearContract:
    """The contract of the year that a day lies in.

    Raises:
        OutsideDataError: the day is not covered; the message names the covered span.
    """
    covered = span()
    if day not in covered:
        raise OutsideDataError(f"The contract data cover the days {covered}; {in_words(day)} is outside.")
    return load_year(ContractYear.of(day))
