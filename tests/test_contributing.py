"""What CONTRIBUTING.md, the templates, the tasks and the hooks name is there, and the checks are those of `.ci/run`."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

import pcn_des as des
from support.outputs import commands

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
TEMPLATES = sorted((ROOT / ".github").rglob("*.md"))
if not (ROOT / ".ci").exists():
    pytest.skip("the repository alone has them", allow_module_level=True)


def _code(path: Path) -> str:
    """What stands between single marks, or in a block."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"```\w*\n(.+?)```|`([^`]+)`", text, re.DOTALL)
    return " \n".join(" ".join((block or words).split()) for block, words in found)


def test_it_is_two_screens() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 90
    assert max(map(len, lines)) <= 140


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)", PAGE.read_text(encoding="utf-8")))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_path_in_a_command_is_there() -> None:
    named = re.findall(r"(?:tests|docs|src)/[\w/.-]+", _code(PAGE))
    assert named
    for path in named:
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("path", [PAGE, *TEMPLATES], ids=lambda path: path.name)
def test_every_command_that_is_named_is_one(path: Path) -> None:
    known = {name.split()[0] for name, _ in commands()}
    tasks = set(re.findall(r"^(\w+)(?: \*ARGS)?:$", (ROOT / "justfile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"pcn-des ([a-z][\w-]*)", _code(path))) <= known
    assert set(re.findall(r"\bjust (\w+)", _code(path))) <= tasks


def test_the_value_that_is_looked_up_first_is_there_and_in_a_file() -> None:
    (key, day), *_ = re.findall(r"pcn-des terms ([\w.]+) --as-of ([\d-]+)", _code(PAGE))
    assert des.terms(date.fromisoformat(day))[key].is_known
    (folder,) = re.findall(r"grep -rn '[^']+' (\S+/)", _code(PAGE))
    assert f"grep -rn 'terms.{key}\\]' {folder}" in _code(PAGE)
    assert any(f"[[terms.{key}]]" in path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.toml"))


def test_tasks_and_hooks_check_what_ci_checks() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace('"$bin/', "").replace('"', "")
    tasks = (ROOT / "justfile").read_text(encoding="utf-8")
    hooks = re.findall(r"entry: ([^,}\n]+)", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    for check in ("ruff check .", "ruff format --check .", "mypy", "lint-imports", "deptry src"):
        assert re.search(rf"^{re.escape(check)}$", ci, re.MULTILINE), check
        assert f"\n    {check}\n" in tasks
        assert check in [hook.strip() for hook in hooks]
    for hook in hooks:
        for word in shlex.split(hook):
            assert "/" not in word or (ROOT / word).exists(), word
