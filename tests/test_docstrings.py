"""The examples in docstrings run and print what they show, and every public function has one.

An example may use `des`, `date`, `Decimal` and the names of its own module without importing them, and writes files in
a folder of its own.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, DocTest, DocTestFinder, DocTestRunner
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import pcn_des as des

GIVEN = {"des": des, "date": date, "Decimal": Decimal}
ROOMS = ("pcn_des.formats", "pcn_des.network", "pcn_des.strategies")


def _public() -> Iterator[tuple[str, object]]:
    """The public names of the package and of its public rooms, each thing once."""
    seen: set[int] = set()
    for module in (des, *_rooms()):
        names = getattr(module, "__all__", None) or [name for name in vars(module) if name[0] != "_"]
        for name in names:
            value = getattr(module, name)
            home = getattr(value, "__module__", None) or ""
            if callable(value) and home.startswith("pcn_des") and id(value) not in seen:
                seen.add(id(value))
                yield f"{home}.{name}", value


def _rooms() -> Iterator[ModuleType]:
    for name in ROOMS:
        room = import_module(name)
        yield room
        for found in pkgutil.walk_packages(room.__path__, f"{name}."):
            if not any(part.startswith("_") for part in found.name.split(".")):
                yield import_module(found.name)


def _examples() -> Iterator[DocTest]:
    finder = DocTestFinder(exclude_empty=True)
    for name, value in _public():
        own = vars(import_module(name.rpartition(".")[0]))
        for found in finder.find(value, name, module=False, globs={**own, **GIVEN}):
            if found.examples:
                yield found


EXAMPLES = sorted(_examples(), key=lambda found: found.name)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_prints_what_it_shows(example: DocTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[str] = []
    runner = DocTestRunner(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)
    failed = runner.run(example, out=told.append, clear_globs=False).failed
    assert failed == 0, "".join(told)


def test_every_public_function_has_an_example() -> None:
    things = {name: getattr(des, name) for name in vars(des)["__all__"]}
    functions = {name for name, thing in things.items() if callable(thing) and not isinstance(thing, type)}
    shown = {example.name for example in EXAMPLES}
    assert {name for name in functions if f"{things[name].__module__}.{name}" not in shown} == set()
