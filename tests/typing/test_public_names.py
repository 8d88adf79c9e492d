"""The public names have the types that their users rely on."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import pcn_des as des

USED = Path(__file__).with_name("public_names.py")


def test_every_public_name_is_used() -> None:
    used = {
        node.attr
        for node in ast.walk(ast.parse(USED.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "des"
    }
    assert used == set(vars(des)["__all__"])


@pytest.mark.thorough
@pytest.mark.skipif(not find_spec("mypy"), reason="mypy is not installed")
def test_their_types_hold_for_a_strict_reader(tmp_path: Path) -> None:
    home = Path(des.__file__).parents[1]
    found_there = {} if home.name == "site-packages" else {"MYPYPATH": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", str(USED)],
        capture_output=True,
        text=True,
        env={**os.environ, **found_there},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
