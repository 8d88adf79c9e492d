"""MkDocs hooks: tables and pages that are made from the package itself at build time, so that they can't drift.

A page asks for a table with a comment such as `<!-- generated: evidence -->`. For a class of records with a table of
its fields it has `<!-- class: pcn_des.answers.finding.Finding -->`, or `<!-- classes: pcn_des.network.people -->` for
those of a module, with a 3 behind the name for headings of the third level. `<!-- source: pcn_des.dates.month_of -->`
quotes the source of a function. The pages of the contract years, and those of what is missing and of the cases, are
made as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

import attrs
from making.browser import CannotBuildError, browser_files
from making.cases import cases_page
from making.maxima import maxima_page
from making.quotes import quoted
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

import pcn_des
from pcn_des.answers.status import Status
from pcn_des.contract.areas import area_title
from pcn_des.contract.coverage import coverage, standings
from pcn_des.contract.entries import Indicator, Obligation, Term
from pcn_des.contract.files import evidence_kinds, load_year, years
from pcn_des.contract.saying import phase_in_words
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from pcn_des.display.draft import draft_in_words
from pcn_des.sources import Standing
from pcn_des.wording import in_words

MARKER = re.compile(r"<!-- generated: ([a-z-]+) -->")
CLASSES = re.compile(r"<!-- class(?P<all>es)?: (?P<target>pcn_des[\w.]*)(?: (?P<level>\d))? -->")
SOURCE = re.compile(r"<!-- source: (pcn_des[\w.]*) -->")
DIRECTIVE = re.compile(r"^::: (pcn_des[\w.]*)$", re.MULTILINE)


# --- what MkDocs calls ------------------------------------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add a page for each contract year to the navigation."""
    section = next(entry["The contract"] for entry in config.nav or [] if "The contract" in entry)
    section[1:1] = [{str(year): _path_of(year)} for year in reversed(years())]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made as a whole."""
    for year in years():
        files.append(File.generated(config, _path_of(year), content=_year_page(load_year(year))))
    files.append(File.generated(config, "contract/missing.md", content=_missing_page()))
    files.append(File.generated(config, "contract/cases.md", content=cases_page()))
    files.append(File.generated(config, "contract/maxima.md", content=maxima_page()))
    try:
        for path, content in browser_files():
            files.append(File.generated(config, path, content=content))
    except CannotBuildError as error:
        raise PluginError(str(error)) from None
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the tables in the place of their markers."""
    markdown = SOURCE.sub(lambda match: quoted(match[1]), markdown)
    markdown = CLASSES.sub(lambda match: _classes(match["target"], match["all"], int(match["level"] or 2)), markdown)
    return MARKER.sub(lambda match: _TABLES[match[1]](), markdown)


# --- pages ------------------------------------------------------------------------------------------------------------


def _path_of(year: ContractYear) -> str:
    return f"contract/{year.folder}.md"


def _year_page(contract: YearContract) -> str:
    year = contract.year
    return "\n\n".join(
        [
            f"# {year}",
            *([f"**{draft_in_words(contract.draft_of)}**"] if contract.draft else []),
            f"The contract of {year} as the package has it, {in_words(year.first_day)} to {in_words(year.last_day)}. "
            f"Its first document came out by {in_words(contract.published)}. This page is made from the contract data. "
            "An entry that changed within the year has a line for each version; a period is given where it is not the "
            "whole year. What *standing* means is in [What an answer means](../explanation/answers.md#standing); what "
            "is known to be part of the contract but could not be established is in [What is missing](missing.md).",
            "## Services",
            _services(contract),
            "## Obligations",
            "A *rule* compares what is on record with terms of the contract; *a record* shows the duty done; "
            "*a person* has to judge. Duties of the commissioner are listed, but never checked against a network.",
            *_obligations(contract),
            "## Payments",
            _payments(contract),
            "## Reimbursable roles",
            _roles(contract),
            *_optional("Indicators of the Investment and Impact Fund", _indicators(contract)),
            *_optional("Windows", _windows(contract)),
            "## Terms",
            "Every cited value, with its key for `terms`. Sources and notes: `pcn-des terms KEY --as-of DAY`.",
            _terms(contract),
            *_optional("In last year's contract and not in this one", _removed(contract)),
        ]
    )


def _optional(heading: str, table: str) -> list[str]:
    return [f"## {heading}", table] if table else []


def _services(contract: YearContract) -> str:
    rows = [
        (
            _titled(entry.title, entry.key),
            phase_in_words(entry),
            _days(entry, versions, contract),
            _standing(entry.standing),
        )
        for versions in contract.services.values()
        for entry in versions
    ]
    return _table(("Service", "Phase", "When", "Standing"), rows) or "None in the data."


def _obligations(contract: YearContract) -> list[str]:
    areas: dict[str, list[tuple[Obligation, Sequence[Obligation]]]] = {}
    for key, versions in contract.obligations.items():
        areas.setdefault(key.partition(".")[0], []).extend((entry, versions) for entry in versions)
    parts = []
    for area, entries in areas.items():
        rows = [
            (
                _titled(entry.title, entry.key),
                entry.owed_by,
                entry.strength,
                _checked_by(entry),
                str(entry.due or ""),
                _days(entry, versions, contract),
                _standing(entry.standing),
            )
            for entry, versions in entries
        ]
        parts += [
            f"### {area_title(area)}",
            _table(("Duty", "Owed by", "Strength", "Checked by", "Due", "When", "Standing"), rows),
        ]
    return parts


def _checked_by(entry: Obligation) -> str:
    if entry.judgement:
        return "a person"
    if entry.evidence:
        return f"a record: {evidence_kinds()[entry.evidence].title}"
    return "a rule"


def _roles(contract: YearContract) -> str:
    rows = [
        (_titled(entry.title, entry.key), _days(entry, versions, contract), _standing(entry.standing))
        for versions in contract.roles.values()
        for entry in versions
    ]
    return _table(("Role", "When", "Standing"), rows) or "None in the data."


def _payments(contract: YearContract) -> str:
    rows = [
        (
            _titled(entry.title, entry.key),
            entry.payee,
            entry.paid,
            entry.condition,
            _days(entry, versions, contract),
            _standing(entry.standing),
        )
        for versions in contract.payments.values()
        for entry in versions
    ]
    return _table(("Stream", "To", "Paid", "If", "When", "Standing"), rows) or "None in the data."


def _indicators(contract: YearContract) -> str:
    rows = [
        (
            _titled(entry.title, entry.key),
            entry.area,
            _threshold(entry),
            _number(entry.points),
            _days(entry, versions, contract),
            _standing(entry.standing),
        )
        for versions in contract.indicators.values()
        for entry in versions
    ]
    return _table(("Indicator", "Area", "Thresholds", "Points", "When", "Standing"), rows)


def _threshold(entry: Indicator) -> str:
    known = [_number(value) for value in (entry.lower, entry.upper) if value is not None]
    return f"{' to '.join(known)} {entry.unit}" if known else ""


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _windows(contract: YearContract) -> str:
    rows = [
        (
            _titled(entry.title, entry.key),
            entry.who,
            entry.what,
            str(entry.opens or ""),
            str(entry.closes or ""),
            _standing(entry.standing),
        )
        for versions in contract.windows.values()
        for entry in versions
    ]
    return _table(("Window", "Who", "To do what", "Opens", "Closes", "Standing"), rows)


def _removed(contract: YearContract) -> str:
    rows = [
        (f"`{key}`", section, note)
        for section, notes in contract.removed.items()
        for key, note in sorted(notes.items())
    ]
    return _table(("Key", "Kind", "Why"), rows)


def _terms(contract: YearContract) -> str:
    rows = [
        (_titled(term.title, term.key), _value(term), _days(term, versions, contract), _standing(term.standing))
        for versions in contract.terms.values()
        for term in versions
    ]
    return _table(("Term", "Value", "When", "Standing"), rows)


def _value(term: Term) -> str:
    if not isinstance(term.value, Mapping):
        return term.in_words
    by = f" by {' and '.join(_words(name).lower() for name in term.by)}" if term.by else ""
    return f"a table{by}"


def _missing_page() -> str:
    sections = ("services", "obligations", "roles", "terms", "payments", "indicators", "windows", "glossary")
    parts = [
        "# What is missing",
        "What is known, or believed, to be part of the contract but could not be established: looked for, and not "
        "found. A question about a value here gets `UNKNOWN` with the note; a duty here is listed in a report under "
        "*TEXT NOT FOUND*. If you hold a document that settles one of them, see "
        "[The format of the contract data](../extend/contract-data.md). This page is made from the contract data.",
    ]
    for section in sections:
        notes: dict[tuple[str, str, str], list[str]] = {}
        for year in years():
            for key, gaps in load_year(year).missing[section].items():
                for gap in gaps:
                    after = f" (from the publication of {in_words(gap.since_published)})" if gap.since_published else ""
                    notes.setdefault((key, gap.note, gap.looked), []).append(f"{year}{after}")
        if notes:
            rows = [
                (f"`{key}`", note, looked, ", ".join(dict.fromkeys(where)))
                for (key, note, looked), where in sorted(notes.items(), key=lambda item: item[0])
            ]
            parts += [f"## {_words(section)}", _table(("Key", "What was not found", "Where was looked", "Years"), rows)]
    return "\n\n".join(parts)


# --- tables in pages --------------------------------------------------------------------------------------------------


def _years_table() -> str:
    rows = []
    for year in years():
        contract = load_year(year)
        delivered = [
            versions[-1].title
            for versions in contract.services.values()
            if any(entry.phase == "delivery" for entry in versions)
        ]
        rows.append((f"[{year}]({year.folder}.md)", str(len(contract.obligations)), "; ".join(delivered)))
    return _table(("Contract year", "Obligations", "Services delivered"), rows)


def _evidence_table() -> str:
    rows = [(f"`{kind.key}`", kind.what, kind.where) for kind in evidence_kinds().values()]
    return _table(("`kind`", "What it is", "Where it usually lives"), rows)


def _statuses_table() -> str:
    return _table(("Answer", "Meaning"), [(f"**{status.words}**", status.meaning) for status in Status])


def _standings_table() -> str:
    return _table(("Standing", "Meaning"), [(f"`{standing.value}`", standing.meaning) for standing in Standing])


def _facts_table() -> str:
    from pcn_des.engine.registry import FACTS, SUBJECTS
    from pcn_des.questions import basis  # importing it registers the facts

    assert basis
    rows = [
        (f"`{fact.name}`", fact.title, str(fact.unit))
        for fact in FACTS.values()
        if fact.name.partition(".")[0] not in SUBJECTS and fact.name.partition(".")[0] != "director"
    ]
    return _table(("Fact", "What it is", "Unit"), rows)


def _coverage_table() -> str:
    """How many entries of all areas have each standing, and how many are missing, in each year."""
    found = coverage()
    rows = []
    for year in found.years:
        cells = [cell for (_, of), cell in found.cells.items() if of == year]
        rows.append((year, *(str(sum(cell.get(name, 0) for cell in cells)) for name in standings())))
    return _table(("Contract year", *standings()), rows)


def _lists_table() -> str:
    """The lists of a network, what one entry of each is, and its fields: required ones in bold."""
    from pcn_des.network import Network

    types = get_type_hints(Network)
    rows = []
    for field in attrs.fields(Network):
        record = _record_of(types[field.name])
        if record is not None:
            rows.append((f"`{field.name}`", _first_sentence(record), _fields(record)))
    return _table(("List", "One entry", "Its fields, required ones in bold"), rows)


def _fields(record: type) -> str:
    types = get_type_hints(record)
    ordered = sorted(attrs.fields(record), key=lambda field: field.default is not attrs.NOTHING)
    shown = []
    for field in ordered:
        inner = _record_of(types[field.name])
        name = f"**`{field.name}`**" if field.default is attrs.NOTHING else f"`{field.name}`"
        shown.append(f"{name} [{_fields(inner)}]" if inner else name)
    return ", ".join(shown)


def _record_of(kind: Any) -> type | None:
    """The type of one entry, where a field is a list of records."""
    from pcn_des.network.records import Records

    for part in (kind, *get_args(kind)):
        if getattr(part, "__origin__", None) is Records:
            return get_args(part)[0]
    return None


def _first_sentence(record: type) -> str:
    return re.split(r"(?<=\.)\s", " ".join(str(record.__doc__).split()), maxsplit=1)[0]


def _command_help() -> str:
    import click

    from pcn_des.cli import main

    parts = []

    def describe(name: str, command: click.Command) -> None:
        context = click.Context(command, info_name=f"pcn-des {name}", max_content_width=80)
        parts.append(f"## pcn-des {name}\n\n```text\n{command.get_help(context)}\n```")
        for below, inner in getattr(command, "commands", {}).items():
            describe(f"{name} {below}", inner)

    for name, command in main.commands.items():
        describe(name, command)
    return "\n\n".join(parts)


def _names_table() -> str:
    rows = [
        (f"[`{name}`][{home}.{name}]", f"`{home}`")
        for name, home in sorted(pcn_des._HOMES.items(), key=lambda item: item[0].casefold())
    ]
    return _table(("Name", "Where it is defined"), rows)


def _other_names() -> str:
    """The public names that no page of the reference shows yet."""
    return _not_shown({name: _defining_module(home, name) for name, home in pcn_des._HOMES.items()}, 2)


def _other_records() -> str:
    """The records of a network that no page of the reference shows yet."""
    import pcn_des.network

    found = {name: _defining_module("pcn_des.network", name) for name in pcn_des.network.__all__}
    listed = _not_shown(found, 3)
    return f"## Other records\n\n{listed}" if listed else ""


def _not_shown(homes: dict[str, str], level: int) -> str:
    shown = set()
    for page in (Path(__file__).parent / "reference").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        shown |= {*DIRECTIVE.findall(text), *(match["target"] for match in CLASSES.finditer(text))}
    others = [f"{module}.{name}" for name, module in homes.items() if not {module, f"{module}.{name}"} & shown]
    return "\n\n".join(_shown(target, level) for target in others)


def _defining_module(home: str, name: str) -> str:
    return str(getattr(getattr(import_module(home), name), "__module__", home))


def _classes(target: str, all_of_them: str | None, level: int) -> str:
    """A class, or all those of a module, each with a table of its fields."""
    if not all_of_them:
        return _shown(target, level)
    found = [
        f"{target}.{name}"
        for name, value in vars(import_module(target)).items()
        if isinstance(value, type) and value.__module__ == target and attrs.has(value) and name[0] != "_"
    ]
    return "\n\n".join(_shown(name, level) for name in found)


def _shown(target: str, level: int) -> str:
    """What a docstring says; of a class of records also its fields, as a table, and then what it can do."""
    module, _, name = target.rpartition(".")
    shown = getattr(import_module(module), name)
    if not (isinstance(shown, type) and attrs.has(shown)):
        return f"::: {target}\n    options:\n      heading_level: {level}"
    rows = [
        (f"`{field.name}`", f"`{' or '.join(str(field.type).split(' | '))}`", _default(field.default))
        for field in attrs.fields(shown)
        if field.init
    ]
    able = [
        name
        for name, value in vars(shown).items()
        if name[0] != "_" and (callable(value) or isinstance(value, property | classmethod | staticmethod))
    ]
    return "\n\n".join(
        [
            f"::: {target}\n    options:\n      heading_level: {level}\n      members: false",
            _table(("Field", "Type", "Default"), rows),
            *(f"::: {target}.{name}\n    options:\n      heading_level: {level + 1}" for name in able),
        ]
    )


def _default(default: Any) -> str:
    if default is attrs.NOTHING:
        return "required"
    if getattr(default, "takes_self", False):
        return "by the other fields"
    made = getattr(default, "factory", None)
    return f"`{made() if made else default!r}`"


_TABLES: dict[str, Callable[[], str]] = {
    "years": _years_table,
    "evidence": _evidence_table,
    "statuses": _statuses_table,
    "standings": _standings_table,
    "coverage": _coverage_table,
    "facts": _facts_table,
    "lists": _lists_table,
    "command-help": _command_help,
    "names": _names_table,
    "other-names": _other_names,
    "other-records": _other_records,
}


# --- words ------------------------------------------------------------------------------------------------------------


def _titled(title: str, key: str) -> str:
    return f"{title}<br>`{key}`"


def _words(key: str) -> str:
    text = key.replace("_", " ")
    return text.upper() if text in ("arrs", "cvd", "iif") else text[:1].upper() + text[1:]


def _standing(standing: Standing | None) -> str:
    return standing.value if standing else ""


def _days(entry: Any, versions: Sequence[Any], contract: YearContract) -> str:
    """When a version is in force, where that is not the whole year; and since when it is known, where that matters."""
    since, until = entry.since, entry.until
    first, last = contract.year.first_day, contract.year.last_day
    parts = []
    if since > first:
        parts.append(f"from {in_words(since)}")
    if until < last:
        parts.append(f"until {in_words(until)}")
    overlaps = any(other is not entry and other.period.overlaps(entry.period) for other in versions)
    if entry.published and (overlaps or entry.published > contract.published):
        parts.append(f"published by {in_words(entry.published)}")
    return ", ".join(parts)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; columns that are empty throughout are left out; no rows, no table."""
    listed = [[_cell(cell) for cell in row] for row in rows]
    named = list(headings)
    kept = [place for place in range(len(named)) if any(row[place] for row in listed)]
    if not kept:
        return ""
    lines = [[named[place] for place in kept], ["---"] * len(kept), *([row[place] for place in kept] for row in listed)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<http", "&lt;http")
