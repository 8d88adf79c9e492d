"""The package as a whole: public names, cheap imports, friendly errors for missing extras, rules in words only."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pcn_des as des

PUBLIC: list[str] = vars(des)["__all__"]  # the stub has the names alone
SOURCE = Path(des.__file__).parent


def test_every_public_name_loads_and_is_listed() -> None:
    for name in PUBLIC:
        assert getattr(des, name) is not None
    assert set(PUBLIC) <= set(dir(des))
    name = "nonsense"
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(des, name)


def _seconds(code: str) -> float:
    """Of the processor, which other tests may keep busy meanwhile."""
    timed = f"import time; begun = time.process_time(); {code}; print(time.process_time() - begun)"
    runs = [
        float(subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout)
        for _ in range(7)
    ]
    return min(runs)


def test_importing_costs_at_most_half_more_than_its_foundations() -> None:
    foundations = _seconds("import attrs, dateutil.relativedelta, decimal")
    assert _seconds("import pcn_des; pcn_des.terms") <= 1.5 * foundations


@pytest.mark.parametrize("library", ["click", "openpyxl", "narwhals", "polars", "holidays", "hypothesis"])
def test_importing_the_package_loads_no_library_that_only_some_need(library: str) -> None:
    code = f"import pcn_des, sys; pcn_des.terms; pcn_des.assess; assert '{library}' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_question_needs_no_library_of_holidays() -> None:
    ask = "n = d.example_network(); d.assess(n, n.example_as_of)"
    code = f"import pcn_des as d, sys; {ask}; assert 'holidays' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("library", "code", "extra"),
    [
        ("click", "import pcn_des.cli", "cli"),
        ("openpyxl", "from pcn_des.formats import epcn; epcn.read('x.xlsx')", "excel"),
        (
            "narwhals",
            "import pcn_des as d; n = d.example_network(); d.assess(n, n.example_as_of).to_frame()",
            "frame",
        ),
    ],
)
def test_a_missing_extra_is_named(library: str, code: str, extra: str, tmp_path: Path) -> None:
    hidden = f"import sys; sys.modules['{library}'] = None; {code}"
    (tmp_path / "x.xlsx").write_bytes(b"PK")
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode != 0
    assert f"pip install 'pcn_des[{extra}]'" in done.stderr


# --- rules are words ---

RULES = sorted((SOURCE / "rules").rglob("*.py"))
REFUSED = {
    ast.If: "if",
    ast.IfExp: "… if … else …",
    ast.BoolOp: "and, or",
    ast.For: "for",
    ast.While: "while",
    ast.ListComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.Compare: "a comparison",
    ast.Try: "try",
    ast.Lambda: "lambda",
}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rules_hold_no_logic_of_pythons_own_and_no_date_or_figure_of_the_contract(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if type(node) in REFUSED:
            pytest.fail(f"{path.name}:{node.lineno} uses {REFUSED[type(node)]}; use a word")  # type: ignore[attr-defined]
        assert not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)), f"{path.name} uses not; use is_not"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, int | float), f"{path.name}:{node.lineno} holds the figure {node.value}"


@pytest.mark.parametrize("folder", ["rules", "facts", "engine", "contract", "strategies"])
def test_python_holds_no_contract_year_and_never_asks_for_today(folder: str) -> None:
    for path in sorted((SOURCE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("date", "ContractYear")
            ):
                assert not any(isinstance(arg, ast.Constant) for arg in node.args[:1]), f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("today", "now", "utcnow"), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("path", [*RULES, *sorted((SOURCE / "facts").rglob("*.py"))], ids=lambda path: path.stem)
def test_no_day_of_a_question_is_combined_with_a_time(path: Path) -> None:
    """It would be read past the watch that notes until when an answer stays (watched_day.py): times alone are."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "combine":
            assert ast.unparse(node.args[0]) == "date.min", f"{path.name}:{node.lineno}"


def test_no_public_name_is_also_a_module() -> None:
    """Importing a module puts it over a function of the same name."""
    modules = {path.stem for path in SOURCE.iterdir()}
    assert modules & set(PUBLIC) == set()
