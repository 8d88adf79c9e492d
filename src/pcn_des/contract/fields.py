"""How one field of an entry is read, and what is said when it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.contract.blocks import BlockReading
from pcn_des.contract.entries import EvidenceKind
from pcn_des.contract.lines import line_of
from pcn_des.contract.problems import Problems
from pcn_des.dates import ContractYear, Deadline
from pcn_des.errors import ContractDataError, PcnDesError, did_you_mean, nearest
from pcn_des.frozen import FrozenMap
from pcn_des.sources import Citation, Document, Standing
from pcn_des.units import Unit


@attrs.frozen
class Place:
    """Where in the files an entry stands, and the documents that it may cite.

    `version` counts the entry's versions in the file from nought, and `field` is the one that is read, if it is one.
    `content` is the text of the file: errors find their line in it. `evidence` are the kinds of evidence that there are
    to ask for, by key, and `areas` the areas that keys may begin with; None: any.
    """

    file: str
    section: str
    key: str
    documents: Mapping[str, Document]
    content: str = ""
    version: int = 0
    field: str = ""
    evidence: Mapping[str, EvidenceKind] | None = None
    areas: Collection[str] | None = None

    def wrong(self, wrong: str, mend: str) -> ContractDataError:
        """The error that names this place."""
        where = self.key if self.key.startswith(self.section) else f"{self.section}.{self.key}"
        line = line_of(self.content, where, self.version, self.field)
        return ContractDataError(self.file, where, wrong, mend, line)


Read = Callable[[Place, Any], Any]


def read_fields(
    at: Place,
    raw: Mapping[str, Any],
    allowed: Mapping[str, Read],
    required: Iterable[str],
    whose: str,
    instead: Mapping[str, tuple[str, ...]] = FrozenMap(),
) -> dict[str, Any]:
    """The fields of an entry, each read as it is to be; every one that is wrong is told.

    `whose` says what has the required fields, and `instead` which others may stand in the place of one.

    Raises:
        ContractDataError: fields that there are not, or that are missing or wrong.
    """
    problems = Problems()
    for name in raw:
        if name not in allowed:
            problems.add(attrs.evolve(at, field=name).wrong(*no_field(name, allowed)))
    for name in required:
        others = instead.get(name, ())
        if name not in raw and not any(other in raw for other in others):
            said = f", or {' or '.join(others)}" if others else ""
            problems.add(at.wrong(f"'{name}' is missing", f"Every {whose} has one{said}"))
    found: dict[str, Any] = {}
    for name, value in raw.items():
        if name in allowed:
            with problems:
                found[name] = allowed[name](attrs.evolve(at, field=name), value)
    problems.stop()
    return found


def no_field(name: str, allowed: Collection[str]) -> tuple[str, str]:
    """What is wrong with a field that there is not, and the mend."""
    mend = did_you_mean(name, allowed, f"The fields are {', '.join(sorted(allowed))}")
    return f"there is no field '{name}'", mend


def text(at: Place, value: Any) -> str:
    """A text with something in it."""
    if isinstance(value, str) and value.strip():
        return value
    raise at.wrong(f"{value!r} is not a text", "Write it in quotes")


def day(at: Place, value: Any) -> date:
    """A day, without a time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise at.wrong(f"{value!r} is not a day", "Write a day without quotes: 2022-10-01")


def yes_no(at: Place, value: Any) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    raise at.wrong(f"{value!r} is not true or false", "Write true or false without quotes")


def one_of(*choices: str) -> Read:
    """A reader of a text that has to be one of the choices."""

    def read(at: Place, value: Any) -> str:
        if value in choices:
            return str(value)
        raise at.wrong(f"{value!r} is none of the choices", f"Choose one of: {', '.join(choices)}")

    return read


_one_of_the_standings: Final = one_of(*(standing.value for standing in Standing))


def standing(at: Place, value: Any) -> Standing:
    """How well an entry is established."""
    return Standing(_one_of_the_standings(at, value))


def contract_year(at: Place, value: Any) -> str:
    """A contract year, as in 2022/23."""
    try:
        return str(ContractYear.parse(text(at, value)))
    except PcnDesError:
        raise at.wrong(f"{value!r} is not a contract year", 'Write it in quotes: "2026/27"') from None


def citations(at: Place, value: Any) -> tuple[Citation, ...]:
    """At least one citation, each of a registered document."""
    mend = 'sources is a list of { document = "slug", words = "the few words that carry the figure" }'
    if not isinstance(value, list) or not value:
        raise at.wrong("it cites nothing", mend)
    found = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"document", "words"}:
            raise at.wrong(f"{item!r} is not a citation", mend)
        document = at.documents.get(item["document"])
        if document is None:
            raise at.wrong(
                f"there is no document '{item['document']}' in documents.toml",
                did_you_mean(str(item["document"]), at.documents, "Register the document first"),
            )
        found.append(Citation(document, text(at, item["words"])))
    return tuple(found)


def unit(at: Place, value: Any) -> str:
    """The name of a unit that there is."""
    name = text(at, value)
    try:
        Unit.parse(name)
    except ValueError as error:
        raise at.wrong(str(error), "See 'Units' in the format of the contract data") from None
    return name


def due(at: Place, value: Any) -> Deadline:
    """A day, or a month where no day is established."""
    if isinstance(value, str):
        try:
            return Deadline.in_month(value)
        except ValueError:
            raise at.wrong(f"{value!r} is not a month", 'Write a month as "2022-08", a day as 2022-08-31') from None
    return Deadline.on(day(at, value))


def evidence(at: Place, value: Any) -> str:
    """The key of a kind of evidence that there is."""
    key = text(at, value)
    if at.evidence is not None and key not in at.evidence:
        near = nearest(key, at.evidence)
        mend = (
            f"Did you mean {' or '.join(map(repr, near))}?" if near else "evidence.toml lists the kinds: add it there"
        )
        raise at.wrong(f"there is no kind of evidence '{key}'", mend)
    return key


def names(at: Place, value: Any) -> tuple[str, ...]:
    """The names of the keys of a table."""
    if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise at.wrong(f"{value!r} is not a list of names", 'Write by = ["role", "list_size"]')


def number(at: Place, value: Any) -> Decimal:
    """A number; never a float, for none is read from the files."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise at.wrong(f"{value!r} is not a number", "Write it without quotes")


def texts(at: Place, value: Any) -> tuple[str, ...]:
    """A list of texts, perhaps an empty one."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise at.wrong(f"{value!r} is not a list of texts", 'Write ["…", "…"]')


def standings(at: Place, value: Any) -> dict[str, Standing]:
    """How well single fields are established."""
    if isinstance(value, dict):
        return {field: standing(at, grade) for field, grade in value.items()}
    raise at.wrong(f"{value!r} does not grade fields", 'Write standings = { points = "single-source" }')


def anything(at: Place, value: Any) -> Any:
    """Any value but a number that is none: what it has to be, its unit says."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise at.wrong(f"the value {value} is not a number", 'Where there is no limit, write "unlimited"')
    return value


def limit(at: Place, value: Any) -> Decimal:
    """A number that bounds another."""
    return number(at, anything(at, value))


def readings(at: Place, value: Any) -> tuple[BlockReading, ...]:
    """At least two readings of the same terms, each with words of its own."""
    mend = 'Write [[readings.NAME.readings]] with says = "…" and values = { "area.name" = …, … }, at least two of them'
    if not isinstance(value, list) or len(value) < 2:
        raise at.wrong("it has not two readings", mend)
    found = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"says", "values"}:
            raise at.wrong(f"{item!r} is not a reading", mend)
        values = item["values"]
        if not isinstance(values, dict) or not values:
            raise at.wrong(f"the reading {item['says']!r} gives no term a value", mend)
        found.append(BlockReading(text(at, item["says"]), {key: anything(at, part) for key, part in values.items()}))
    return tuple(found)


def described(at: Place, value: Any) -> dict[str, dict[str, str]]:
    """The title and the unit of terms, by key."""
    if not isinstance(value, dict) or any(
        not isinstance(about, dict) or set(about) != {"title", "unit"} for about in value.values()
    ):
        mend = 'Write terms = { "area.name" = { title = "…", unit = "…" } }'
        raise at.wrong(f"{value!r} does not describe terms", mend)
    return {key: {"title": text(at, about["title"]), "unit": unit(at, about["unit"])} for key, about in value.items()}
