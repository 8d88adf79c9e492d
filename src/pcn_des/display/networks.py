"""Networks, their lists of records, and what was read from files, as text at 80 columns, HTML and plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any, Final

import attrs

from pcn_des.display.fragments import fragment, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.display.problems import told_once
from pcn_des.network import Network, Practice, Records
from pcn_des.wording import in_words

MOST_LISTED: Final = 30  # records or problems that are listed; of more, only the number is said
_SILENT: Final = "not known"


def network_text(network: Network, width: int = WIDTH) -> str:
    """A network: who it is, its practices with their membership, and which lists are on record, complete or not."""
    lines = filled(_who(network), width)
    lines += [line for said in _opened(network) for line in filled(said, width)]
    for spell in network.commissioners or ():
        lines += filled(f"Commissioner: {spell.name}{_coded(spell.code)} {spell.period}", width)
    lines += filled(_example(network), width) if network.example_as_of else []
    lines += ["", f"PRACTICES: {_how_many(network.practices)}"]
    for practice in network.practices or ():
        lines += filled(_membership(practice), width, f"  {practice.code} ")
    known, silent = _lists(network)
    if known:
        lines += ["", "ON RECORD", *(f"  {name:<28} {said}" for name, said in known)]
    if silent:
        lines += ["", *filled(f"Nothing is known of {', '.join(silent)}.", width)]
    return "\n".join(lines)


def network_html(network: Network) -> str:
    """A network as an HTML fragment, as notebooks show it."""
    lines = [f"Commissioner: {spell.name}{_coded(spell.code)} {spell.period}" for spell in network.commissioners or ()]
    lines[:0] = _opened(network)
    lines += [_example(network)] if network.example_as_of else []
    known, silent = _lists(network)
    practices = [(practice.code, _membership(practice)) for practice in network.practices or ()]
    return fragment(
        _who(network),
        paragraphs([*lines, f"Practices: {_how_many(network.practices)}"]),
        table(("Code", "Practice and membership"), _escaped(practices)),
        table(("List", "On record"), _escaped(known)),
        f"<p class=rule>Nothing is known of {escape(', '.join(silent))}.</p>" if silent else "",
    )


def records_text(records: Records[Any], width: int = WIDTH) -> str:
    """A list of records: how many, whether it is complete, and what each says."""
    lines = [_how_many(records)]
    for record in records[:MOST_LISTED]:
        lines += filled(f"{type(record).__name__}: {_in_words(record)}", width, "  - ")
    return "\n".join([*lines, *_more(records)])


def records_html(records: Records[Any]) -> str:
    """A list of records as a table, as notebooks show it."""
    rows = [(type(record).__name__, _in_words(record)) for record in records[:MOST_LISTED]]
    more = "".join(f"<p>{line.strip()}</p>" for line in _more(records))
    return fragment(_how_many(records), table(("Record", "What it says"), _escaped(rows)), more)


def combined_text(combined: Any, width: int = WIDTH) -> str:
    """A network made of several files: what each file gave, what is contradicted, and every problem."""
    lines = filled(_who(combined.network), width)
    lines += filled(_made_of(combined), width)
    lines += _section("LEFT OUT, BECAUSE FILES CONTRADICT EACH OTHER", combined.contradictions, width)
    lines += _section("COMPARED WITH NOTHING", combined.not_compared, width)
    lines += _section("LIKELY MERGERS, for a person to say", combined.likely_mergers, width)
    lines += _section("PROBLEMS IN THE FILES", told_once(combined.problems), width, of=len(combined.problems))
    return "\n".join(lines)


def combined_html(combined: Any) -> str:
    """The same as an HTML fragment."""
    return fragment(
        _who(combined.network),
        paragraphs([_made_of(combined)]),
        _items("Left out, because files contradict each other", combined.contradictions),
        _items("Compared with nothing", combined.not_compared),
        _items("Likely mergers, for a person to say", combined.likely_mergers),
        _items("Problems in the files", told_once(combined.problems), of=len(combined.problems)),
    )


def combined_dict(combined: Any) -> dict[str, Any]:
    """The network, the file of each fact, and what is contradicted or wrong, as plain values."""
    return {
        "network": combined.network.to_dict(),
        "origins": dict(combined.origins),
        "contradictions": [attrs.asdict(contradiction) for contradiction in combined.contradictions],
        "not_compared": list(combined.not_compared),
        "likely_mergers": [str(one) for one in combined.likely_mergers],
        "problems": [attrs.asdict(problem) for problem in combined.problems],
    }


def reading_text(reading: Any, width: int = WIDTH) -> str:
    """A file that was read: how many rows can be used, and every problem."""
    lines = filled(f"{reading.file}: {_number(len(reading.rows), 'row')} can be used", width)
    lines += _section("PROBLEMS", told_once(reading.problems), width, of=len(reading.problems))
    return "\n".join([*lines, *_section("LEFT OUT, as no record", reading.left_out, width)])


def workbook_text(reading: Any, width: int = WIDTH) -> str:
    """A workbook that was read: whose it is, and every cell to mend."""
    whose = _who(reading.network) if reading.network else "no network could be made of it"
    lines = filled(f"{reading.file}: {whose}", width)
    return "\n".join([*lines, *_section("TO MEND", told_once(reading.problems), width, of=len(reading.problems))])


def _who(network: Network) -> str:
    return f"{network.name} ({network.code})"


def _coded(code: str | None) -> str:
    return f" ({code})" if code else ""


def _opened(network: Network) -> list[str]:
    days = {"Opened on": network.opened, "Closed on": network.closed, "Members and commissioner as of": network.edition}
    return [f"{said} {in_words(day)}" for said, day in days.items() if day is not None]


def _example(network: Network) -> str:
    return f"An example, best looked at on {in_words(network.example_as_of)}"


def _membership(practice: Practice) -> str:
    """A practice with its spells as a member."""
    spells = [f"{spell.period}{'' if spell.core else ' (not core)'}" for spell in practice.membership or ()]
    if practice.membership is None:
        spells = [f"membership {_SILENT}"]
    return f"{practice.name}: {'; '.join(spells) or 'never a member'}"


def _lists(network: Network) -> tuple[list[tuple[str, str]], list[str]]:
    """The lists of a network that are on record, each with how many records it has, and those that are not."""
    known, silent = [], []
    for field in attrs.fields(Network):
        value = getattr(network, field.name)
        name = field.name.replace("_", " ")
        if isinstance(value, Records):
            known.append((name[:1].upper() + name[1:], _how_many(value)))
        elif "Records" in str(field.type):
            silent.append(name)
    return known, silent


def _how_many(records: Records[Any] | None) -> str:
    if records is None:
        return _SILENT
    kept = records.complete_for
    if not records and records.complete:
        return "none"
    said = f"complete {kept}" if kept else "complete" if records.complete else "may have gaps"
    return f"{len(records):,}, {said}"


def _in_words(record: Any) -> str:
    """The fields of a record that say something; what a person is paid is not among them."""
    if not attrs.has(type(record)):
        return in_words(record)
    given = {field.name: getattr(record, field.name) for field in attrs.fields(type(record)) if field.repr}
    return "; ".join(
        f"{name.replace('_', ' ')} {_value(value)}"
        for name, value in given.items()
        if value is not None and value not in ("", (), {})
    )


def _value(value: Any) -> str:
    match value:
        case Records():
            return _how_many(value)
        case Mapping():
            return ", ".join(f"{name} {_value(one)}" for name, one in value.items())
        case tuple():
            return ", ".join(map(_value, value))
        case time():
            return f"{value:%H:%M}"
        case Decimal() if value.is_finite():
            return in_words(Fraction(value))
        case _:
            return in_words(value)


def _made_of(combined: Any) -> str:
    """How many facts are from each file."""
    counts = Counter(combined.origins.values())
    given = ", ".join(f"{_number(count, 'fact')} from {file}" for file, count in counts.items())
    return f"Made of several files: {given or 'none of them had a fact'}"


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _more(listed: Sequence[object]) -> list[str]:
    return [f"  and {len(listed) - MOST_LISTED:,} more"] if len(listed) > MOST_LISTED else []


def _section(title: str, items: Sequence[object], width: int, of: int | None = None) -> Iterator[str]:
    """A heading with how many there are (`of`, where items are told once), and the first of them."""
    if items:
        yield from ("", f"{title}: {of or len(items):,}")
        for item in items[:MOST_LISTED]:
            yield from filled(str(item), width, "  - ")
        yield from _more(items)


def _items(title: str, items: Sequence[object], of: int | None = None) -> str:
    listed = "".join(f"<li>{escape(str(item))}</li>" for item in items[:MOST_LISTED])
    listed += "".join(f"<li>{line.strip()}</li>" for line in _more(items))
    return f"<h3>{title}: {of or len(items):,}</h3><ul>{listed}</ul>" if items else ""


def _escaped(rows: Iterable[Iterable[str]]) -> Iterator[list[str]]:
    return ([escape(cell) for cell in row] for row in rows)
