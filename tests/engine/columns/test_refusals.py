"""What columns can not work out they refuse, and name: nothing is guessed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.engine import tree  # noqa: E402  # needs NumPy
from pcn_des.errors import RuleDefinitionError  # noqa: E402
from pcn_des.frozen import frozen  # noqa: E402
from support import word_rows  # noqa: E402
from support.word_rows import FIRST, run  # noqa: E402

ROW: dict[str, Any] = {
    "as_of": FIRST, "number.a": Fraction(3), "number.b": Fraction(4), "date.a": FIRST, "date.b": date(2022, 11, 9),
    "yes.a": True, "yes.b": False, "text.a": "GMS", "text.b": "PMS",
}  # fmt: skip
ROWS = [ROW, {**ROW, "yes.a": False}]
A, DAY, DAY_B, YES = (tree.FactRef(name) for name in ("number.a", "date.a", "date.b", "yes.a"))
TEXT, TEXT_B = tree.FactRef("text.a"), tree.FactRef("text.b")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (
            tree.DaysAfter(DAY, tree.TermRef("between")),
            "f.date.a and t.between days has a number of days that is not exact",
        ),
        (
            tree.Where(YES, DAY, DAY_B),
            "Where(f.yes.a, f.date.a, f.date.b) chooses between Days; columns choose between numbers",
        ),
        (
            tree.Where(YES, DAY, A),
            "Where(f.yes.a, f.date.a, f.number.a) chooses between Days; columns choose between numbers",
        ),
        (
            tree.Where(YES, A, DAY),
            "Where(f.yes.a, f.number.a, f.date.a) chooses between Numbers; columns choose between numbers",
        ),
        (tree.Lookup(tree.TermRef("by_text"), (A, A)), "a table by names is looked up by a text"),
        (
            tree.Lookup(tree.TermRef("of_words"), (TEXT,)),
            "a table that columns look up has 'much'; it must have numbers",
        ),
    ],
)
def test_what_has_no_value_in_columns(expression: tree.Expr, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(word_rows.TERMS, "of_words", frozen({"GMS": "much", "PMS": 1}))
    with pytest.raises(RuleDefinitionError) as caught:
        run(ROWS).value(expression)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (tree.Number(Fraction(3)), "3 is not something that can be met"),
        (tree.Same(TEXT, TEXT_B), "columns can't tell whether a Texts and a Texts are one"),
        (tree.Same(A, DAY), "columns can't tell whether a Numbers and a Days are one"),
        (
            tree.Among(A, tree.TermRef("list")),
            "Among(f.number.a, t.list) looks for what is no text; columns find texts among others",
        ),
    ],
)
def test_what_can_not_be_met_in_columns(expression: tree.Expr, said: str) -> None:
    with pytest.raises(RuleDefinitionError) as caught:
        run(ROWS).verdict(expression)
    assert str(caught.value) == said
