"""Makes the copy of the project that mutmut works in: decorators are moved out of its way.

mutmut leaves decorated functions out, and nearly every fact, rule and evaluator has a decorator. In the copy,

    @fact("beds")                       def beds(on): ...
    def beds(on): ...          becomes
                                        beds = fact("beds")(beds)

which means the same, and which mutmut changes like any other function. A function called `_` gets a name of its own.

    python tests/mutation/prepare.py ../mutation
"""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

import libcst as cst
from libcst import matchers as m

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "tests", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "mkdocs.yml", "LICENSE")
LEFT_TO_MUTMUT = m.Name("staticmethod") | m.Name("classmethod")


class DecoratorsMoved(cst.CSTTransformer):
    """Turns decorators of functions into assignments after them."""

    def __init__(self) -> None:
        self.count = 0

    def leave_FunctionDef(  # noqa: N802  # the name that libcst calls
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel[cst.BaseStatement]:
        """The function, then `name = decorator(name)` from the innermost decorator outwards."""
        decorators = [each.decorator for each in updated_node.decorators]
        if not decorators or (len(decorators) == 1 and m.matches(decorators[0], LEFT_TO_MUTMUT)):
            return updated_node
        self.count += 1
        name = updated_node.name
        if name.value == "_":  # a case of a single-dispatch function, decorated with its `register`
            general = cst.ensure_type(cst.ensure_type(decorators[0], cst.Attribute).value, cst.Name)
            name = cst.Name(f"{general.value}_case_{self.count}")
        plain = updated_node.with_changes(decorators=(), name=name)
        wrapped = [
            cst.SimpleStatementLine([cst.Assign([cst.AssignTarget(name)], cst.Call(decorator, [cst.Arg(name)]))])
            for decorator in reversed(decorators)
        ]
        return cst.FlattenSentinel([plain, *wrapped])


def prepare(copy: Path) -> None:
    """Copy the project, and move the decorators of the modules that are to be mutated."""
    copy.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        there = copy / name
        if (ROOT / name).is_dir():
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(ROOT / name, there, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, there)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    moved = 0
    for path in sorted(
        {path for pattern in settings["only_mutate"] for path in copy.glob(pattern.replace("*", "**/*"))}
    ):
        if path.suffix == ".py":
            mover = DecoratorsMoved()
            path.write_text(cst.parse_module(path.read_text("utf-8")).visit(mover).code, "utf-8")
            moved += mover.count
    print(f"{copy}: the decorators of {moved} functions moved")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/mutation/prepare.py FOLDER")
    prepare(Path(sys.argv[1]).resolve())
