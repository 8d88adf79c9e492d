"""Importing the strategies: what they need, and in which order they import each other."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pcn_des.strategies

ROOM = Path(pcn_des.strategies.__file__).parent
ROW = re.compile(r"^    (\w+) {3,}\S", re.MULTILINE)


def test_a_missing_library_is_named() -> None:
    hidden = "import sys; sys.modules['hypothesis'] = None; import pcn_des.strategies"
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False)
    assert "pcn_des.strategies needs hypothesis. Install it with: pip install 'pcn_des[strategies]'" in done.stderr


def table_of(room: Path) -> list[str]:
    """The modules in the table of a package's docstring, in its order."""
    return ROW.findall(ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or "")


def modules_of(room: Path) -> set[str]:
    """The modules and packages in a folder."""
    return {path.stem for path in room.glob("*.py")} - {"__init__"} | {path.parent.name for path in room.glob("*/*.py")}


def imported(path: Path, package: str) -> set[str]:
    """The modules of a package that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        if node.module == package:
            found |= {alias.name for alias in node.names}
        elif node.module.startswith(f"{package}."):
            found.add(node.module.removeprefix(f"{package}.").partition(".")[0])
    return found


@pytest.mark.parametrize("folder", ["", "plausible", "recipes"])
def test_imports_run_upwards_in_the_table_of_the_package(folder: str) -> None:
    """Modules that are not in the table come after it."""
    room, package = ROOM / folder, ".".join(["pcn_des.strategies", *filter(None, [folder])])
    table = table_of(room)
    assert len(table) > 1
    for place, name in enumerate([*table, *sorted(modules_of(room) - set(table))]):
        files = [room / f"{name}.py"] if (room / f"{name}.py").exists() else sorted((room / name).glob("*.py"))
        assert files, f"{name} is in the table of {package} and not in its folder"
        for path in files:
            assert imported(path, package) - {name} <= set(table[:place]), path


@pytest.mark.parametrize("room", [ROOM, ROOM / "plausible"], ids=lambda room: room.name)
def test_the_table_of_the_package_names_every_module(room: Path) -> None:
    assert sorted(table_of(room)) == sorted(modules_of(room))
