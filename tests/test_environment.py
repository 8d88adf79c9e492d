"""Nothing around the package changes an answer: Python's options, the machine's language, the caller's decimals."""

from __future__ import annotations

import ast
import locale
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Rounded,
    Subnormal,
    localcontext,
)
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.values import decimal_of
from pcn_des.wording import in_words
from support import asking

pytestmark = pytest.mark.thorough  # each starts Python anew


SOURCE = Path(des.__file__).parent
GERMAN = "de_DE.UTF-8"
SPEAK_GERMAN = f"""
import locale, time
locale.setlocale(locale.LC_ALL, {GERMAN!r})
assert time.strftime("%B", (2022, 12, 1, 0, 0, 0, 0, 1, 0)) == "Dezember"
"""


@attrs.frozen
class Environment:
    """How Python is started, and what a caller does before it asks."""

    options: tuple[str, ...] = ()
    variables: dict[str, str] = attrs.field(factory=dict)
    before: str = ""

    def answers(self) -> bytes:
        """What a new Python prints in this environment."""
        code = f"{self.before}\nimport runpy\nrunpy.run_path({asking.__file__!r}, run_name='__main__')"
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **self.variables}
        done = subprocess.run(
            [sys.executable, *self.options, "-c", code], capture_output=True, env=variables, check=False
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout


SET = "import decimal; context = decimal.getcontext(); "
PLAIN = Environment(variables={"PYTHONHASHSEED": "0"})
ENVIRONMENTS = {
    "no docstrings, on an old terminal": Environment(
        options=("-OO",),
        variables={"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ),
    "few digits, cut off": Environment(
        variables={"PYTHONHASHSEED": "random", "TZ": "Pacific/Kiritimati"},
        before=f"{SET}context.prec = 7; context.rounding = decimal.ROUND_DOWN",
    ),
    "traps": Environment(
        variables={"TZ": "America/Los_Angeles"},
        before=f"{SET}context.prec = 2\n"
        "for signal in (decimal.Inexact, decimal.Rounded, decimal.FloatOperation, decimal.Subnormal):\n"
        "    context.traps[signal] = True",
    ),
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The answers of the plain run and of the others, asked side by side; in German only where there is a way."""
    asked = {"plain": PLAIN, **ENVIRONMENTS}
    german = _german(tmp_path_factory.mktemp("locales"))
    if german is not None:
        asked[GERMAN] = Environment(variables=german, before=SPEAK_GERMAN)
    with ThreadPoolExecutor(os.cpu_count()) as at_once:
        return dict(zip(asked, at_once.map(Environment.answers, asked.values()), strict=True))


def test_the_questions_have_answers(answers: dict[str, bytes]) -> None:
    told = answers["plain"].decode()
    assert len(told) > 1_000_000
    assert not re.search(r"^(Error:|Usage:|Traceback)", told, re.MULTILINE)
    assert told.count("\n$ pcn-des ") == len(asking.COMMANDS)


@pytest.mark.parametrize("name", [*ENVIRONMENTS, GERMAN])
def test_the_answers_are_the_same(name: str, answers: dict[str, bytes]) -> None:
    if name not in answers:
        reason = f"the locale {GERMAN} is not here and localedef can't make it"
        print(reason)
        pytest.skip(reason)
    _same(answers[name], answers["plain"])


def _german(folder: Path) -> dict[str, str] | None:
    """What has to be set so that Python finds the locale; None where there is no way."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, GERMAN)
    except locale.Error:
        if not shutil.which("localedef"):
            return None
        made = subprocess.run(
            ["localedef", "-i", "de_DE", "-f", "UTF-8", str(folder / GERMAN)], capture_output=True, check=False
        )
        return {"LOCPATH": str(folder)} if made.returncode == 0 else None
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return {}


def _same(found: bytes, plain: bytes) -> None:
    """A comparison that shows the first line that differs, instead of a million characters."""
    lines = zip(found.decode().splitlines(), plain.decode().splitlines(), strict=False)
    assert next((pair for pair in lines if pair[0] != pair[1]), None) is None
    assert len(found) == len(plain)


# Words that the C library takes from the machine's language.
SPOKEN = re.compile(r"%[-^_#0]*[aAbBcpxXhr+]")


def _formats(tree: ast.AST) -> Iterator[ast.Constant]:
    """The constants of format specifications, and of calls of strftime and strptime."""
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            parts = [node.format_spec]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            parts = list(node.args) if called in ("strftime", "strptime", "format") else []
        for part in parts:
            yield from (inner for inner in ast.walk(part) if isinstance(inner, ast.Constant))


def test_no_format_speaks_the_machines_language() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{constant.lineno} has {constant.value}; use pcn_des.wording"
        for path in sorted(SOURCE.rglob("*.py"))
        for constant in _formats(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(constant.value, str) and SPOKEN.search(constant.value)
    ]
    assert found == []


@pytest.mark.parametrize("code", ["f'{day:%A}'", "f'{day:{width}%-B}'", "day.strftime('%d %b')", "format(day, '%p')"])
def test_such_a_format_would_be_found(code: str) -> None:
    assert any(SPOKEN.search(str(constant.value)) for constant in _formats(ast.parse(code)))


def _imported(tree: ast.AST) -> Iterator[str]:
    """The modules that are imported, each by its first name."""
    for node in ast.walk(tree):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        yield from (name.partition(".")[0] for name in names)


def test_no_name_of_a_month_is_taken_from_the_machines_language() -> None:
    """The names in Python's calendar are those of the language that was set; ours are in `pcn_des.wording`."""
    found = [
        f"{path.relative_to(SOURCE)} imports {name}; use pcn_des.wording"
        for path in sorted(SOURCE.rglob("*.py"))
        for name in _imported(ast.parse(path.read_text(encoding="utf-8")))
        if name in ("calendar", "locale")
    ]
    assert found == []


roundings = st.sampled_from(
    [ROUND_05UP, ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, ROUND_UP]
)
traps = st.sets(st.sampled_from([Inexact, Rounded, FloatOperation, Subnormal, InvalidOperation]))
contexts = st.builds(Context, prec=st.integers(1, 40), rounding=roundings, traps=traps.map(list))
amounts = st.fractions(Fraction(-(10**9)), Fraction(10**9), max_denominator=10**6)


@given(contexts, amounts, amounts)
def test_numbers_and_money_are_the_same_in_every_decimal_context(
    context: Context, first: Fraction, second: Fraction
) -> None:
    def told() -> tuple[object, ...]:
        one, other = des.Money.to_the_penny(first), des.Money.to_the_penny(second)
        numbers = (decimal_of(first), decimal_of(second, Decimal("0.001")), sum([one, other]), one - other, one)
        return tuple(map(str, numbers)), in_words(first), in_words(second), one < other

    plain = told()
    with localcontext(context):
        assert told() == plain


@pytest.mark.parametrize(
    ("share", "words"),
    [(Decimal("0.706"), "70.6%"), (Decimal(1), "100%"), (1, "100%"), (Decimal("0.1438123"), "14.38123%")],
)
def test_a_share_is_said_exactly(share: Decimal | int, words: str) -> None:
    key = "arrs.scheme.funding_share"
    with localcontext(Context(prec=1, traps=[Inexact, Rounded, FloatOperation])):
        assert des.terms(asking.DAY).amend({key: share})[key].in_words == words
