"""A contract year, and the register of documents, as JSON and back: the same entries, already checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.contract.blocks import BlockReading, ReadingBlock
from pcn_des.contract.entries import Entry, Indicator, KeyDate, Obligation, Payment, Role, Service, Term, Window, Word
from pcn_des.contract.year import Missing, YearContract
from pcn_des.dates import ContractYear, Deadline
from pcn_des.frozen import FrozenMap, MadeOnUse
from pcn_des.sources import Citation, Document, Standing

_MAKE: Final[Mapping[str, type[Entry]]] = {
    "terms": Term,
    "services": Service,
    "roles": Role,
    "obligations": Obligation,
    "payments": Payment,
    "indicators": Indicator,
    "windows": Window,
    "key_dates": KeyDate,
    "glossary": Word,
}
_MISSING: Final = "missing "  # and the section of the keys that miss something


def year_as_json(contract: YearContract) -> dict[str, dict[str, Any]]:
    """A contract year as sections of entries, each a plain value; what is as it is by default is left out of one."""
    about = {
        "year": contract.year.folder,
        "published": contract.published.isoformat(),
        "digest": contract.digest,
        "draft": contract.draft,
        "removed": {section: dict(keys) for section, keys in contract.removed.items()},
        "removed_sources": {
            section: {key: _written_citations(cited) for key, cited in keys.items()}
            for section, keys in contract.removed_sources.items()
        },
    }
    return {
        "about": about,
        "readings": _section(contract.readings),
        **{section: _section(getattr(contract, section)) for section in _MAKE},
        **{_MISSING + section: _section(keys) for section, keys in contract.missing.items()},
    }


def year_from_json(said: Mapping[str, Mapping[str, str]], documents: Mapping[str, Document]) -> YearContract:
    """The contract year that `year_as_json` wrote, each entry a text; it is made when it is first asked for."""
    reader = _Reader(documents)
    about = {name: json.loads(text) for name, text in said["about"].items()}
    return YearContract(
        year=ContractYear.parse(about["year"]),
        published=date.fromisoformat(about["published"]),
        digest=about["digest"],
        draft=about["draft"],
        removed=about["removed"],
        removed_sources={
            section: {key: reader.citations(cited) for key, cited in keys.items()}
            for section, keys in about["removed_sources"].items()
        },
        missing={
            section.removeprefix(_MISSING): reader.section(Missing, keys)
            for section, keys in said.items()
            if section.startswith(_MISSING)
        },
        readings=reader.section(ReadingBlock, said["readings"]),
        **{section: reader.section(make, said[section]) for section, make in _MAKE.items()},
    )


def documents_as_json(register: Mapping[str, Document]) -> dict[str, dict[str, Any]]:
    """A register of documents as plain values."""
    return {key: _fields(document) for key, document in register.items()}


def documents_from_json(said: Mapping[str, str]) -> Mapping[str, Document]:
    """The register that `documents_as_json` wrote, each document a text; it is made when it is first cited."""
    reader = _Reader(FrozenMap())
    return MadeOnUse(said, lambda text: Document(**reader.fields(json.loads(text))))


def _section(versions: Mapping[str, Iterable[Any]]) -> dict[str, Any]:
    return {key: [_fields(version) for version in found] for key, found in versions.items()}


def _fields(thing: Any) -> dict[str, Any]:
    """The fields of a record that are not as they are by default, each as a plain value."""
    kept = {}
    for field in attrs.fields(type(thing)):
        value = getattr(thing, field.name)
        if value != field.default or type(value) is not type(field.default):
            kept[field.name] = _WRITTEN[field.name](value) if field.name in _WRITTEN and value is not None else value
    return kept


def _written_citations(cited: Iterable[Citation]) -> list[list[str]]:
    return [[citation.document.key, citation.words] for citation in cited]


def _written_readings(readings: Iterable[BlockReading]) -> list[list[Any]]:
    return [[reading.says, _written_value(reading.values)] for reading in readings]


def _written_value(value: Any) -> Any:
    """A value of whatever kind; what JSON has not is named by its kind."""
    match value:
        case date():
            return {"$day": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
        case Decimal():
            return {"$number": str(value)}
        case tuple():
            return [_written_value(part) for part in value]
        case Mapping():
            return {key: _written_value(part) for key, part in value.items()}
        case _:
            return value


_KINDS: Final[Mapping[str, Callable[[str], Any]]] = {
    "$day": date.fromisoformat,
    "$time": time.fromisoformat,
    "$number": Decimal,
}


def _read_value(said: Any) -> Any:
    if isinstance(said, dict):
        for kind, read in _KINDS.items():
            if kind in said:
                return read(said[kind])
        return {key: _read_value(part) for key, part in said.items()}
    return tuple(_read_value(part) for part in said) if isinstance(said, list) else said


def _read_deadline(said: str) -> Deadline:
    return Deadline.in_month(said) if len(said) == len("2022-08") else Deadline.on(date.fromisoformat(said))


_DAY: Final = (date.isoformat, date.fromisoformat)
_DEADLINE: Final = (lambda deadline: deadline.plain, _read_deadline)
_NUMBER: Final = (str, Decimal)
_TEXTS: Final = (list, tuple)
_FORMS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = {
    "since": _DAY,
    "until": _DAY,
    "published": _DAY,
    "since_published": _DAY,
    "next_review": _DAY,
    "end_known": _DAY,
    "due": _DEADLINE,
    "opens": _DEADLINE,
    "closes": _DEADLINE,
    "on": _DEADLINE,
    "at_least": _NUMBER,
    "at_most": _NUMBER,
    "lower": _NUMBER,
    "upper": _NUMBER,
    "points": _NUMBER,
    "by": _TEXTS,
    "exclusions": _TEXTS,
    "not_found": _TEXTS,
    "standing": (str, Standing),
    "standings": (dict, lambda said: {field: Standing(grade) for field, grade in said.items()}),
    "value": (_written_value, _read_value),
}
"""How the fields are written and read that JSON has no form for; every other field is a text, yes or no, or a count."""

_WRITTEN: Final[Mapping[str, Callable[[Any], Any]]] = {
    **{name: write for name, (write, _) in _FORMS.items()},
    "sources": _written_citations,
    "readings": _written_readings,
    "terms": lambda terms: [_fields(term) for term in terms],
}


class _Reader:
    """Reads records that cite documents of a register."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._read: Mapping[str, Callable[[Any], Any]] = {
            **{name: read for name, (_, read) in _FORMS.items()},
            "sources": self.citations,
            "readings": lambda said: tuple(BlockReading(says, _read_value(values)) for says, values in said),
            "terms": lambda said: self.entries(Term, said),
        }

    def section(self, make: Callable[..., Any], said: Mapping[str, str]) -> Mapping[str, tuple[Any, ...]]:
        return MadeOnUse(said, lambda text: self.entries(make, json.loads(text)))

    def entries(self, make: Callable[..., Any], said: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
        return tuple(make(**self.fields(version)) for version in said)

    def fields(self, said: Mapping[str, Any]) -> dict[str, Any]:
        read = self._read
        return {
            name: read[name](value) if name in read and value is not None else value for name, value in said.items()
        }

    def citations(self, said: Iterable[tuple[str, str]]) -> tuple[Citation, ...]:
        return tuple(Citation(self._documents[document], words) for document, words in said)
