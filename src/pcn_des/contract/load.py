"""Reads the contract data, one contract year at a time, and refuses a wrong entry with its place and the mend."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final, TypeVar

import attrs

from pcn_des.contract.entries import (
    Entry,
    EvidenceKind,
    Indicator,
    Obligation,
    Payment,
    Role,
    Service,
    Term,
    Window,
    Word,
)
from pcn_des.dates import ONE_DAY, ContractYear, Deadline, Period
from pcn_des.errors import ContractDataError, OutsideDataError, nearest
from pcn_des.sources import Citation, Document, Standing
from pcn_des.units import Unit
from pcn_des.values import UNKNOWN
from pcn_des.wording import in_words

Kind = TypeVar("Kind", bound=Entry)
Versions = Mapping[str, tuple[Kind, ...]]
Files = Mapping[str, bytes]

COMMISSIONER: Final = "commissioner"
OWED_BY: Final = (
    "PCN",
    "Core Network Practice",
    "Clinical Director",
    "Nominated Payee",
    "PCN and commissioner",
    COMMISSIONER,
)
STRENGTHS: Final = ("must", "should", "may")
PAID: Final = ("monthly", "quarterly", "once", "on claim", "on declaration", "on achievement")
FUNCTIONS: Final = ("linear", "single_threshold", "binary", "other")
PHASES: Final = ("planned", "preparation", "delivery", "withdrawn")


@attrs.frozen
class Missing:
    """A note that something was not found; `since_published` is the publication that superseded an earlier figure.

    `owed_by` says of an obligation who owes it, where that is known.
    """

    note: str
    since_published: date | None
    since: date
    until: date
    owed_by: str = ""


@attrs.frozen
class YearContract:
    """Everything that the data hold for one contract year: all versions of every entry, and what is missing."""

    year: ContractYear
    published: date
    digest: str
    terms: Versions[Term]
    services: Versions[Service]
    roles: Versions[Role]
    obligations: Versions[Obligation]
    payments: Versions[Payment]
    indicators: Versions[Indicator]
    windows: Versions[Window]
    glossary: Versions[Word]
    removed: Mapping[str, Mapping[str, str]]  # by section, then key: why last year's entry is gone
    missing: Mapping[str, Mapping[str, tuple[Missing, ...]]]  # by section, then key

    def missing_note(self, section: str, key: str, day: date, *, after: date | None, known_on: date) -> Missing | None:
        """What is said to be missing of a key on a day, for whoever knows of publications up to `known_on`.

        `after` is the publication of the version that answers otherwise; None where no version does.
        """
        for gap in self.missing[section].get(key, ()):
            if not gap.since <= day <= gap.until:
                continue
            if gap.since_published is None:
                if after is None:
                    return gap
            elif gap.since_published <= known_on and (after is None or after < gap.since_published):
                return gap
        return None


def in_force(versions: Iterable[Kind], day: date, known_on: date) -> Kind | None:
    """The version that answers for a day: of those in force and published by `known_on`, the one published last."""
    answers = [
        version
        for version in versions
        if version.since <= day <= version.until and version.published is not None and version.published <= known_on
    ]
    return max(answers, key=_when_published, default=None)


def _when_published(entry: Entry) -> date:
    assert entry.published is not None  # every entry read from a file has one
    return entry.published


# --- finding the files ------------------------------------------------------------------------------------------------


def _data_folder() -> Any:
    from importlib.resources import files  # a lookup pays for it, an import does not

    return files("pcn_des.contract")


@lru_cache(maxsize=1)
def years() -> tuple[ContractYear, ...]:
    """The contract years that have a folder, in order."""
    folders = [entry.name for entry in _data_folder().joinpath("years").iterdir() if entry.name[:2] == "20"]
    return tuple(ContractYear.parse(name) for name in sorted(folders))


@lru_cache(maxsize=1)
def span() -> Period:
    """The days that the data cover."""
    first = years()[0]
    about = _data_folder().joinpath("years", first.folder, "year.toml").read_bytes()
    return Period(_parse("year.toml", about).get("answers_from", first.first_day), years()[-1].last_day)


@cache
def load_year(year: ContractYear) -> YearContract:
    """The contract of one year, read on first use.

    Raises:
        OutsideDataError: there is no folder for the year.
        ContractDataError: an entry is wrong.
    """
    if year not in years():
        raise OutsideDataError(f"The contract data cover {years()[0]} to {years()[-1]}; there is nothing for {year}.")
    folder = _data_folder().joinpath("years", year.folder)
    found = {
        f"{year.folder}/{entry.name}": entry.read_bytes() for entry in folder.iterdir() if entry.name[-5:] == ".toml"
    }
    return read_year(year, found, documents(), _documents_in_words())


@lru_cache(maxsize=1)
def documents() -> Mapping[str, Document]:
    """Every document that the contract data cite, by key."""
    return read_documents("documents.toml", _data_folder().joinpath("documents.toml").read_bytes())


@lru_cache(maxsize=1)
def _documents_in_words() -> str:
    """The register as it goes into the digest of every year."""
    return repr(sorted(documents().items()))


@lru_cache(maxsize=1)
def evidence_kinds() -> Mapping[str, EvidenceKind]:
    """The kinds of record that show a duty done, by key."""
    table = _parse("evidence.toml", _data_folder().joinpath("evidence.toml").read_bytes())
    return {key: EvidenceKind(key, **entry) for key, entry in table.items()}


def year_of(day: date) -> YearContract:
    """The contract of the year that a day lies in.

    Raises:
        OutsideDataError: the day is not covered; the message names the covered span.
    """
    covered = span()
    if day not in covered:
        raise OutsideDataError(f"The contract data cover the days {covered}; {in_words(day)} is outside.")
    return load_year(ContractYear.of(day))


# --- reading a year ---------------------------------------------------------------------------------------------------


def read_documents(file: str, content: bytes) -> dict[str, Document]:
    """A register of documents from the bytes of its file."""
    register = {}
    for key, fields in _parse(file, content).items():
        try:
            register[key] = Document(key=key, **fields)
        except (TypeError, ValueError) as error:
            raise ContractDataError(
                file,
                key,
                str(error.args[0]),  # a validator adds all that it knows
                "A document has title, publisher, url, kind (primary or secondary), "
                "and perhaps published, group and reference",
            ) from None
    return register


def read_year(
    year: ContractYear, found: Files, register: Mapping[str, Document], register_in_words: str | None = None
) -> YearContract:
    """A contract year from the bytes of its files; the register in words, if it is at hand, saves writing it again.

    Raises:
        ContractDataError: an entry is wrong; the message says where, what, and what would be right.
    """
    from hashlib import sha256

    about_file = f"{year.folder}/year.toml"
    if about_file not in found:
        raise ContractDataError(about_file, "year.toml", "the file is missing", "Every year's folder has one")
    about = _parse(about_file, found[about_file])
    if about.get("contract_year") != str(year):
        raise ContractDataError(
            about_file, "contract_year", f"it says {about.get('contract_year')!r}", f"This folder is {str(year)!r}"
        )
    if not isinstance(about.get("published"), date):
        raise ContractDataError(
            about_file, "published", "the day of the year's first document is not given", "Write published = 2022-03-31"
        )

    sections: dict[str, dict[str, tuple[Any, ...]]] = {name: {} for name in _SECTIONS}
    missing: dict[str, dict[str, list[Missing]]] = {name: {} for name in _SECTIONS}
    removed: dict[str, dict[str, str]] = {name: {} for name in _SECTIONS}
    digest = sha256((register_in_words or repr(sorted(register.items()))).encode())
    for file in sorted(found):
        digest.update(file.encode() + found[file])
        if file == about_file:
            continue
        for name, table in _parse(file, found[file]).items():
            if name == "missing":
                _read_missing(file, year, table, missing)
            elif name == "removed":
                _read_removed(file, table, removed)
            elif name in _SECTIONS:
                reader = _Reader(file, year, about["published"], register, name)
                for key, versions in reader.read(table):
                    if key in sections[name]:
                        raise ContractDataError(
                            file, key, "another file has it too", "Keep an entry's versions together"
                        )
                    sections[name][key] = versions
            else:
                raise ContractDataError(
                    file,
                    name,
                    "there is no such kind of entry",
                    f"The kinds are {', '.join([*_SECTIONS, 'missing', 'removed'])}",
                )
    return YearContract(
        year=year,
        published=about["published"],
        digest=digest.hexdigest()[:16],
        missing={name: {key: tuple(gaps) for key, gaps in keys.items()} for name, keys in missing.items()},
        removed=removed,
        **sections,
    )


def _parse(file: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContractDataError(file, "the file", f"it is not TOML: {error}", "Mend the line that is named") from None


def _read_missing(
    file: str, year: ContractYear, table: Mapping[str, Any], into: dict[str, dict[str, list[Missing]]]
) -> None:
    for name, said in table.items():
        about = {"note": said} if isinstance(said, str) else said
        if (
            not isinstance(about, dict)
            or not isinstance(about.get("note"), str)
            or set(about) - {"note", "from", "until", "owed_by"}
            or about.get("owed_by", OWED_BY[0]) not in OWED_BY
        ):
            raise ContractDataError(
                file,
                f"missing.{name}",
                "it is not a note",
                'Say in words what was not found, or { note = "…", until = …, owed_by = "…" }; '
                f"an obligation is owed by one of {', '.join(OWED_BY)}",
            )
        key, _, day = name.partition("@")
        section, rest = _section_of(key)
        try:
            superseded = date.fromisoformat(day) if day else None
        except ValueError:
            raise ContractDataError(
                file, f"missing.{name}", f"'{day}' is not a day", "After @ comes the publication: key@2024-09-26"
            ) from None
        into[section].setdefault(rest, []).append(
            Missing(
                note=about["note"],
                since_published=superseded,
                since=about.get("from", year.first_day),
                until=about.get("until", year.last_day),
                owed_by=about.get("owed_by", ""),
            )
        )


def _read_removed(file: str, table: Mapping[str, Any], into: dict[str, dict[str, str]]) -> None:
    for name, why in table.items():
        if not isinstance(why, str):
            raise ContractDataError(file, f"removed.{name}", "it is not a text", "Say in words why it is gone")
        section, key = _section_of(name)
        into[section][key] = why


def _section_of(key: str) -> tuple[str, str]:
    """`obligations.network.list_size` is an obligation; a key without such a prefix is a term."""
    section, dot, rest = key.partition(".")
    return (section, rest) if dot and section in _SECTIONS else ("terms", key)


# --- reading entries --------------------------------------------------------------------------------------------------

_Read = Callable[["_Reader", str, Any], Any]


@attrs.frozen
class _Section:
    make: Callable[..., Entry]
    fields: Mapping[str, _Read]
    required: tuple[str, ...]
    allowed: Mapping[str, _Read] = attrs.field(init=False)

    @allowed.default
    def _with_the_common_fields(self) -> Mapping[str, _Read]:
        return {**_COMMON, **self.fields}


@attrs.frozen
class _Reader:
    """Reads the entries of one section of one file."""

    file: str
    year: ContractYear
    year_published: date
    documents: Mapping[str, Document]
    section: str

    def read(self, table: object) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        for key, raw_versions in self._flat("", table):
            versions = tuple(self._entry(key, raw) for raw in raw_versions)
            self._check_tiling(key, versions)
            yield key, versions

    def _flat(self, prefix: str, table: object) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        if not isinstance(table, dict):
            raise self._wrong(prefix or self.section, "it is not an entry", "Write entries as [[section.area.name]]")
        for name, below in table.items():
            key = f"{prefix}.{name}" if prefix else name
            if isinstance(below, list) and all(isinstance(version, dict) for version in below):
                yield key, below
            else:
                yield from self._flat(key, below)

    def _entry(self, key: str, raw: Mapping[str, Any]) -> Entry:
        kind = _SECTIONS[self.section]
        allowed = kind.allowed
        for name in raw:
            if name not in allowed:
                near = nearest(name, allowed)
                raise self._wrong(
                    key,
                    f"there is no field '{name}'",
                    f"Did you mean '{near[0]}'?" if near else f"The fields are {', '.join(sorted(allowed))}",
                )
        for name in (*_REQUIRED, *kind.required):
            if name not in raw:
                raise self._wrong(key, f"'{name}' is missing", f"Every entry of {self.section} has one")
        fields = {_NAMES.get(name, name): allowed[name](self, key, value) for name, value in raw.items()}
        fields.setdefault("since", self.year.first_day)
        fields.setdefault("until", self.year.last_day)
        self._check_period(key, fields)
        entry = kind.make(key=key, **fields)
        _CHECKS.get(self.section, _no_check)(self, entry)
        return entry

    def _check_period(self, key: str, fields: dict[str, Any]) -> None:
        since, until = fields["since"], fields["until"]
        if not self.year.first_day <= since <= until <= self.year.last_day:
            raise self._wrong(
                key,
                f"its period {since} to {until} does not lie inside {self.year}",
                "from and until are inclusive days of the contract year, from first",
            )
        if "published" not in fields:
            if since != self.year.first_day:
                raise self._wrong(
                    key,
                    f"it starts on {since} and does not say when it was published",
                    "Only a version that starts on the first day of the year may leave out published",
                )
            fields["published"] = self.year_published

    def _check_tiling(self, key: str, versions: tuple[Entry, ...]) -> None:
        if len(versions) == 1:
            return
        for place, one in enumerate(versions):
            for other in versions[place + 1 :]:
                if one.published == other.published and one.period.overlaps(other.period):
                    raise self._wrong(
                        key, f"two versions published {one.published} cover the same days", "Give each its own days"
                    )
        for published in sorted({_when_published(version) for version in versions}):
            hole = first_hole(version.period for version in versions if _when_published(version) <= published)
            if hole:
                raise self._wrong(
                    key,
                    f"as published by {published}, no version covers {hole}",
                    "Versions of a key leave no hole between the first and the last day they cover",
                )

    def _wrong(self, key: str, wrong: str, mend: str) -> ContractDataError:
        where = key if key.startswith(self.section) else f"{self.section}.{key}"
        return ContractDataError(self.file, where, wrong, mend)


def first_hole(periods: Iterable[Period]) -> date | None:
    """The first day between the earliest and the latest that no (closed) period covers."""
    ordered = sorted(periods, key=lambda period: period.since)
    covered_to = ordered[0].until
    for period in ordered[1:]:
        assert covered_to is not None and period.until is not None  # entries are closed
        if period.since > covered_to + ONE_DAY:
            return covered_to + ONE_DAY
        covered_to = max(covered_to, period.until)
    return None


def first_day_outside(covered: Iterable[Period], period: Period) -> date | None:
    """The first day of a (closed) period that no other covers."""
    assert period.until is not None  # entries are closed
    day = period.since
    for other in sorted(covered, key=lambda one: one.since):
        if other.since > day:
            break
        if other.until is not None and other.until >= day:
            day = other.until + ONE_DAY
    return day if day <= period.until else None


def _no_check(reader: _Reader, entry: Any) -> None:
    """Nothing more to check."""


def _text(reader: _Reader, key: str, value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise reader._wrong(key, f"{value!r} is not a text", "Write it in quotes")


def _day(reader: _Reader, key: str, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise reader._wrong(key, f"{value!r} is not a day", "Write a day without quotes: 2022-10-01")


def _yes_no(reader: _Reader, key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise reader._wrong(key, f"{value!r} is not true or false", "Write true or false without quotes")


def _one_of(*choices: str) -> _Read:
    def read(reader: _Reader, key: str, value: Any) -> str:
        if value in choices:
            return str(value)
        raise reader._wrong(key, f"{value!r} is none of the choices", f"Choose one of: {', '.join(choices)}")

    return read


_one_of_the_standings: Final = _one_of(*(standing.value for standing in Standing))


def _standing(reader: _Reader, key: str, value: Any) -> Standing:
    return Standing(_one_of_the_standings(reader, key, value))


def _citations(reader: _Reader, key: str, value: Any) -> tuple[Citation, ...]:
    mend = 'sources is a list of { document = "slug", words = "the few words that carry the figure" }'
    if not isinstance(value, list) or not value:
        raise reader._wrong(key, "it cites nothing", mend)
    citations = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"document", "words"}:
            raise reader._wrong(key, f"{item!r} is not a citation", mend)
        document = reader.documents.get(item["document"])
        if document is None:
            near = nearest(str(item["document"]), reader.documents)
            raise reader._wrong(
                key,
                f"there is no document '{item['document']}' in documents.toml",
                f"Did you mean '{near[0]}'?" if near else "Register the document first",
            )
        citations.append(Citation(document, _text(reader, key, item["words"])))
    return tuple(citations)


def _unit(reader: _Reader, key: str, value: Any) -> str:
    unit = _text(reader, key, value)
    try:
        Unit.parse(unit)
    except ValueError as error:
        raise reader._wrong(key, str(error), "See 'Units' in the format of the contract data") from None
    return unit


def _due(reader: _Reader, key: str, value: Any) -> Deadline:
    if isinstance(value, str):
        try:
            return Deadline.in_month(value)
        except ValueError:
            raise reader._wrong(
                key, f"{value!r} is not a month", 'Write a month as "2022-08", a day as 2022-08-31'
            ) from None
    return Deadline.on(_day(reader, key, value))


def _names(reader: _Reader, key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise reader._wrong(key, f"{value!r} is not a list of names", 'Write by = ["role", "list_size"]')


def _number(reader: _Reader, key: str, value: Any) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise reader._wrong(key, f"{value!r} is not a number", "Write it without quotes")


def _texts(reader: _Reader, key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise reader._wrong(key, f"{value!r} is not a list of texts", 'Write ["…", "…"]')


def _standings(reader: _Reader, key: str, value: Any) -> dict[str, Standing]:
    if isinstance(value, dict):
        return {field: _standing(reader, key, standing) for field, standing in value.items()}
    raise reader._wrong(key, f"{value!r} does not grade fields", 'Write standings = { points = "single-source" }')


def _anything(reader: _Reader, key: str, value: Any) -> Any:
    if isinstance(value, Decimal) and not value.is_finite():
        raise reader._wrong(key, f"the value {value} is not a number", 'Where there is no limit, write "unlimited"')
    return value


def _check_term(reader: _Reader, term: Term) -> None:
    fits: dict[str, type | tuple[type, ...]] = {
        "date": date,
        "yes/no": bool,
        "text": str,
        "list": list,
        "table": (dict, list),
        "clock times": list,
    }
    unit = Unit.parse(term.unit)
    if term.by or term.value == "unlimited":
        return
    expected = fits.get(unit.kind, (int, Decimal))
    if not isinstance(term.value, expected) or (unit.is_number and isinstance(term.value, bool)):
        raise reader._wrong(term.key, f"{term.value!r} is not a value in '{term.unit}'", "Mend the value or the unit")


def _check_obligation(reader: _Reader, obligation: Obligation) -> None:
    ways = [way for way in (obligation.rule, obligation.evidence, obligation.judgement) if way is not None]
    if len(ways) > 1:
        raise reader._wrong(
            obligation.key, "it is checked in more than one way", "Keep one of rule, evidence and judgement"
        )
    if obligation.monthly and (obligation.evidence is None or obligation.yearly or obligation.due is not None):
        raise reader._wrong(
            obligation.key,
            "it is monthly and not only checked by monthly evidence",
            "Give it evidence, and neither yearly nor due",
        )
    if obligation.weekly and (obligation.evidence or obligation.judgement or obligation.subject != "network"):
        raise reader._wrong(
            obligation.key,
            "it is weekly and not checked by a rule on the network",
            "Give it a rule, or leave weekly out",
        )


_NAMES: Final = {"from": "since"}
_REQUIRED: Final = ("title", "standing", "sources")
_COMMON: Final[Mapping[str, _Read]] = {
    "title": _text,
    "from": _day,
    "until": _day,
    "published": _day,
    "clause": _text,
    "standing": _standing,
    "sources": _citations,
    "note": _text,
}
_SECTIONS: Final[Mapping[str, _Section]] = {
    "terms": _Section(Term, {"value": _anything, "unit": _unit, "by": _names}, ("value", "unit")),
    "services": _Section(Service, {"phase": _one_of(*PHASES)}, ("phase",)),
    "roles": _Section(Role, {}, ()),
    "obligations": _Section(
        Obligation,
        {
            "owed_by": _one_of(*OWED_BY),
            "strength": _one_of(*STRENGTHS),
            "subject": _text,
            "rule": _text,
            "evidence": _text,
            "judgement": _text,
            "due": _due,
            "late": _one_of("counts", "fails"),
            "when": _text,
            "waivable_by": _text,
            "yearly": _yes_no,
            "monthly": _yes_no,
            "weekly": _yes_no,
            "consequence": _text,
        },
        ("owed_by", "strength"),
    ),
    "payments": _Section(
        Payment, {"payee": _text, "paid": _one_of(*PAID), "rule": _text, "condition": _text}, ("payee", "paid")
    ),
    "indicators": _Section(
        Indicator,
        {
            "area": _text,
            "numerator": _text,
            "denominator": _text,
            "exclusions": _texts,
            "unit": _text,
            "better": _one_of("higher", "lower"),
            "function": _one_of(*FUNCTIONS),
            "lower": _number,
            "upper": _number,
            "points": _number,
            "measured": _text,
            "prevalence_adjusted": _yes_no,
            "not_found": _texts,
            "standings": _standings,
        },
        ("area", "numerator"),
    ),
    "windows": _Section(
        Window, {"who": _text, "what": _text, "opens": _due, "closes": _due, "effect": _text}, ("who", "what")
    ),
    "glossary": _Section(Word, {"meaning": _text}, ("meaning",)),
}
SECTIONS: Final = tuple(_SECTIONS)
_CHECKS: Final[Mapping[str, Callable[[_Reader, Any], None]]] = {"terms": _check_term, "obligations": _check_obligation}


def unknown_term(key: str, day: Period, note: str) -> Term:
    """The term that stands for a value which is not established."""
    assert day.until is not None
    return Term(
        key=key,
        title=key,
        since=day.since,
        until=day.until,
        published=None,
        standing=None,
        note=note,
        value=UNKNOWN,
        unit="text",
    )
