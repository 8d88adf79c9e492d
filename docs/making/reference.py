"""What the reference shows of the package itself: public names, classes with their fields, commands, facts."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import attrs

import pcn_des
from making.tables import markdown_table

CLASSES: Final = re.compile(r"<!-- class(?P<all>es)?: (?P<target>pcn_des[\w.]*)(?: (?P<level>\d))? -->")
DIRECTIVE: Final = re.compile(r"^::: (pcn_des[\w.]*)$", re.MULTILINE)
PAGES: Final = Path(__file__).parents[1] / "reference"


def facts_table() -> str:
    """The facts that a rule may read of a network."""
    from pcn_des.engine.registry import FACTS, SUBJECTS
    from pcn_des.questions import basis  # importing it registers the facts

    assert basis
    rows = [
        (f"`{fact.name}`", fact.title, str(fact.unit))
        for fact in FACTS.values()
        if fact.name.partition(".")[0] not in SUBJECTS and fact.name.partition(".")[0] != "director"
    ]
    return markdown_table(("Fact", "What it is", "Unit"), rows)


def lists_table() -> str:
    """The lists of a network, what one entry of each is, and its fields: required ones in bold."""
    from pcn_des.network import Network

    types = get_type_hints(Network)
    rows = []
    for field in attrs.fields(Network):
        record = _record_of(types[field.name])
        if record is not None:
            rows.append((f"`{field.name}`", _first_sentence(record), _fields(record)))
    return markdown_table(("List", "One entry", "Its fields, required ones in bold"), rows)


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


def command_help() -> str:
    """The help of every command."""
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


def names_table() -> str:
    """The public names and where each is defined."""
    rows = [
        (f"[`{name}`][{home}.{name}]", f"`{home}`")
        for name, home in sorted(pcn_des._HOMES.items(), key=lambda item: item[0].casefold())
    ]
    return markdown_table(("Name", "Where it is defined"), rows)


def other_names() -> str:
    """The public names that no page of the reference shows yet."""
    return _not_shown({name: _defining_module(home, name) for name, home in pcn_des._HOMES.items()}, 2)


def other_records() -> str:
    """The records of a network that no page of the reference shows yet."""
    import pcn_des.network

    found = {name: _defining_module("pcn_des.network", name) for name in pcn_des.network.__all__}
    listed = _not_shown(found, 3)
    return f"## Other records\n\n{listed}" if listed else ""


def _not_shown(homes: dict[str, str], level: int) -> str:
    shown = set()
    for page in PAGES.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        shown |= {*DIRECTIVE.findall(text), *(match["target"] for match in CLASSES.finditer(text))}
    others = [f"{module}.{name}" for name, module in homes.items() if not {module, f"{module}.{name}"} & shown]
    return "\n\n".join(_shown(target, level) for target in others)


def _defining_module(home: str, name: str) -> str:
    return str(getattr(getattr(import_module(home), name), "__module__", home))


def classes(target: str, all_of_them: str | None, level: int) -> str:
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
            markdown_table(("Field", "Type", "Default"), rows),
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
