"""The days that an answer rests on come from the part that decides it, row by row, as they do for one network.

Whether a duty is late or not yet due shows which part's days were taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any, Final

import pytest

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.answers.status import WORST_FIRST  # noqa: E402  # needs NumPy
from pcn_des.contract.entries import Obligation  # noqa: E402
from pcn_des.dates import Deadline  # noqa: E402
from pcn_des.engine import tree  # noqa: E402
from pcn_des.engine.run import timed  # noqa: E402
from pcn_des.engine.verdicts import verdict_of  # noqa: E402
from pcn_des.values import NEVER, Unknown  # noqa: E402
from support.word_rows import FIRST, OneRow, run  # noqa: E402


def on(days: int) -> date:
    return FIRST + timedelta(days=days)


NOT_KNOWN: Final = Unknown(("a fact",))
WAYS: Final = list(product([on(1), on(4), NEVER, NOT_KNOWN], [on(2), on(5), NOT_KNOWN], [True, False, NOT_KNOWN]))
"""When the first of two was done, by when, and whether something else is so."""
ROWS: Final[list[dict[str, Any]]] = [
    {
        "as_of": on(3 + place % 4), "date.a": done, "date.b": due, "yes.a": so,
        "yes.b": (True, False, NOT_KNOWN)[place % 3],
        "number.a": Fraction(place % 5), "number.b": Fraction(3), "text.a": "GMS", "text.b": "PMS",
    }
    for place, (done, due, so) in enumerate(WAYS)
]  # fmt: skip
DAY_A, DAY_B = tree.FactRef("date.a"), tree.FactRef("date.b")
SO, OTHER = tree.FactRef("yes.a"), tree.FactRef("yes.b")
ENOUGH = tree.Compare("at_least", tree.FactRef("number.a"), tree.FactRef("number.b"))
NO_LIMIT = tree.Compare("at_most", tree.FactRef("number.a"), tree.TermRef("unlimited"))
IN_TIME = tree.Compare("at_most", DAY_A, DAY_B)
DATED: Final[Mapping[str, tree.Expr]] = {
    "done": tree.DoneBy(DAY_A, None),
    "done by a day": tree.DoneBy(DAY_A, DAY_B),
    "not known whether done": tree.DoneBy(tree.TermRef("gap"), DAY_B),
    "coming round": tree.ByToday(DAY_B),
}
BESIDE: Final[Mapping[str, tree.Expr]] = {
    "an answer": SO,
    "a comparison": ENOUGH,
    "a comparison with no limit": NO_LIMIT,
    "a comparison of days": IN_TIME,
    "a comparison beside an answer": tree.AllOf((OTHER, ENOUGH)),
    "an answer or a comparison": tree.AnyOf((OTHER, ENOUGH)),
    "done by another day": tree.DoneBy(DAY_A, tree.TermRef("day")),
    "a comparison where it applies": tree.AppliesWhen(OTHER, ENOUGH),
}
JOINING: Final[Mapping[str, Callable[[tree.Expr, tree.Expr], tree.Expr]]] = {
    "all of": lambda one, other: tree.AllOf((one, other)),
    "any of": lambda one, other: tree.AnyOf((other, one)),
    "applies when": lambda one, other: tree.AppliesWhen(other, one),
    "any of what applies": lambda one, other: tree.AnyOf((tree.AppliesWhen(SO, one), other)),
    "judge when all of": lambda one, other: tree.JudgeWhen(tree.AllOf((one, other)), SO, "whether it will do"),
    "judge when": lambda one, other: tree.JudgeWhen(one, other, "whether it will do"),
    "all of what is judged": lambda one, other: tree.AllOf((tree.JudgeWhen(one, other, "whether"), one)),
}
DUTIES: Final = list(product([None, Deadline.on(on(3)), Deadline.in_month("2022-11")], ["counts", "fails"]))


def duty(due: Deadline | None, late: Any) -> Obligation:
    return Obligation(
        key="area.duty", title="A duty", since=FIRST, until=FIRST, published=None, standing=None, owed_by="PCN",
        strength="must", due=due, late=late,
    )  # fmt: skip


@pytest.mark.parametrize("joining", JOINING)
@pytest.mark.parametrize("name", DATED)
def test_a_part_with_days_beside_another(name: str, joining: str) -> None:
    of_rows = run(ROWS)
    for beside in BESIDE.values():
        expression = JOINING[joining](DATED[name], beside)
        verdicts = [verdict_of(expression, OneRow(row)) for row in ROWS]
        rule: Any = SimpleNamespace(variants=[expression])
        for due, late in DUTIES:
            asked = duty(due, late)
            codes = np.broadcast_to(of_rows.answers(asked, rule, of_rows.as_of), len(ROWS))
            expected = [timed(asked, verdict, row["as_of"]).status for verdict, row in zip(verdicts, ROWS, strict=True)]
            assert [WORST_FIRST[code] for code in codes] == expected, f"{expression}, due {due}, late {late}"
