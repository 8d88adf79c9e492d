"""Every word of the rules on columns: random expressions give on every row what they give one network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.answers.status import WORST_FIRST  # noqa: E402  # needs NumPy
from pcn_des.contract.entries import Obligation  # noqa: E402
from pcn_des.dates import Deadline  # noqa: E402
from pcn_des.engine import tree  # noqa: E402
from pcn_des.engine.columns.forms import Forms  # noqa: E402
from pcn_des.engine.columns.given import NEVER as NEVER_NUMBER  # noqa: E402
from pcn_des.engine.columns.given import number_of  # noqa: E402
from pcn_des.engine.readings import agreed  # noqa: E402
from pcn_des.engine.run import timed  # noqa: E402
from pcn_des.engine.verdicts import verdict_of  # noqa: E402
from pcn_des.errors import RuleDefinitionError  # noqa: E402
from pcn_des.values import NEVER, Unknown, range_of  # noqa: E402
from support.word_rows import DATES, FIRST, NUMBERS, TEXTS, YES_NO, OneRow, run  # noqa: E402

exact = st.integers(0, 24).map(lambda halves: Fraction(halves, 2))
number = st.one_of(
    exact,
    exact,
    st.tuples(exact, exact).map(lambda ends: range_of(min(ends), max(ends), ("a fact",))),
    exact.map(lambda low: range_of(low, None, ("a fact",))),
    st.just(Unknown(("a fact",))),
)
day = st.one_of(
    st.integers(-3, 9).map(lambda shift: FIRST + timedelta(days=shift)), st.just(NEVER), st.just(Unknown(("a day",)))
)
answer = st.one_of(st.booleans(), st.just(Unknown(("an answer",))))
text = st.one_of(st.sampled_from(["GMS", "PMS", "APMS"]), st.just(Unknown(("a text",))))
row = st.fixed_dictionaries(
    {
        "as_of": st.integers(0, 6).map(lambda shift: FIRST + timedelta(days=shift)),
        **dict.fromkeys(NUMBERS, number),
        **dict.fromkeys(DATES, day),
        **dict.fromkeys(YES_NO, answer),
        **dict.fromkeys(TEXTS, text),
    }
)


def facts(names: Sequence[str]) -> st.SearchStrategy[tree.Expr]:
    return st.sampled_from([tree.FactRef(name) for name in names])


def terms(*keys: str) -> st.SearchStrategy[tree.Expr]:
    return st.sampled_from([tree.TermRef(key) for key in keys])


some_number = st.one_of(facts(NUMBERS), terms("number", "between", "at_least", "gap", "nothing"))
some_day = st.one_of(facts(DATES), terms("day", "gap"), st.builds(tree.DaysAfter, facts(DATES), terms("number", "gap")))
looked_up = st.one_of(
    st.builds(tree.Lookup, terms("bands", "holed", "gap"), st.tuples(facts(NUMBERS))),
    st.builds(tree.Lookup, terms("by_text"), st.tuples(facts(TEXTS), facts(NUMBERS))),
)


def arithmetic(inner: st.SearchStrategy[tree.Expr]) -> st.SearchStrategy[tree.Expr]:
    return st.one_of(
        st.builds(tree.Arithmetic, st.sampled_from("+-x"), inner, inner),
        st.builds(tree.Arithmetic, st.just("/"), inner, terms("number")),
        st.builds(tree.Thousands, inner),
        st.builds(tree.ToNearest, inner, terms("number", "between", "gap")),
        st.builds(tree.Either, inner, inner),
        st.builds(tree.Where, conditions_of_numbers, inner, inner),
    )


conditions_of_numbers = st.one_of(
    st.builds(tree.Compare, st.sampled_from(["at_least", "at_most"]), some_number, some_number),
    facts(YES_NO),
    terms("yes", "no", "gap"),
)
numbers = st.recursive(st.one_of(some_number, looked_up), arithmetic, max_leaves=5)
simple = st.one_of(
    conditions_of_numbers,
    st.builds(tree.Compare, st.sampled_from(["at_least", "at_most"]), numbers, numbers),
    st.builds(tree.Compare, st.just("at_most"), some_number, terms("unlimited")),
    st.builds(tree.Same, numbers, numbers),
    st.builds(tree.Same, facts(YES_NO), facts(YES_NO)),
    st.builds(tree.Among, facts(TEXTS), terms("list", "gap")),
    st.builds(tree.Holds, facts(YES_NO)),
    st.builds(tree.DoneBy, facts(DATES), st.one_of(st.none(), some_day)),
    st.builds(tree.ByToday, some_day),
)


def joined(inner: st.SearchStrategy[tree.Expr]) -> st.SearchStrategy[tree.Expr]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(tree.AllOf, several),
        st.builds(tree.AnyOf, several),
        st.builds(tree.IsNot, inner),
        st.builds(tree.AppliesWhen, inner, inner),
        st.builds(tree.JudgeWhen, inner, inner, st.just("whether it will do")),
    )


verdicts = st.recursive(simple, joined, max_leaves=6)


def answered(ask: Any, *of: Any) -> Any:
    """An answer, where no day that has to be one is NEVER: columns look at each part, a single row only at some."""
    try:
        return ask(*of)
    except RuleDefinitionError as error:
        if "is NEVER" not in str(error):
            raise
        reject()


@given(st.integers(-2, 3), st.integers(0, 6))
def test_a_day_after_the_last_of_the_calendar_is_refused(before_the_last: int, halves: int) -> None:
    """And what never happens has no day after it; nor is one that is not known looked at."""
    last = date.max - timedelta(days=3)
    days = [last - timedelta(days=before_the_last), NEVER, Unknown(("a day",))]
    after = tree.DaysAfter(tree.FactRef("date.a"), tree.Number(Fraction(halves, 2)))
    asked = run([{"as_of": FIRST, **dict.fromkeys(NUMBERS, Fraction(1)), **_others(), "date.a": day} for day in days])
    if halves // 2 > 3 + before_the_last:
        with pytest.raises(OverflowError, match=r"^come to days after the year 9999$"):
            asked.value(after)
        return
    found = asked.value(after)
    assert found.on[0] == number_of(last - timedelta(days=before_the_last) + timedelta(days=halves // 2))
    assert found.on[1] == NEVER_NUMBER
    assert found.known.tolist() == [True, True, False]


def test_a_day_that_comes_round_can_not_be_never() -> None:
    rows = run([{"as_of": FIRST, **dict.fromkeys(NUMBERS, Fraction(1))} | _others()])
    with pytest.raises(RuleDefinitionError, match="has to be a day"):
        rows.verdict(tree.ByToday(tree.FactRef("date.a")))


@given(verdicts, st.lists(row, min_size=1, max_size=12))
def test_every_word(expression: tree.Expr, rows: list[dict[str, Any]]) -> None:
    expected = [answered(verdict_of, expression, OneRow(one)) for one in rows]
    found = answered(run(rows).verdict, expression)
    codes = np.broadcast_to(found.codes, len(rows))
    for place, wanted in enumerate(expected):
        assert WORST_FIRST[codes[place]] is wanted.status, (str(expression), rows[place])


@given(
    st.lists(verdicts, min_size=1, max_size=3),
    st.sampled_from([None, Deadline.on(date(2022, 11, 3)), Deadline.in_month("2022-11")]),
    st.sampled_from(["counts", "fails"]),
    st.lists(row, min_size=1, max_size=8),
)
def test_every_duty(variants: list[tree.Expr], due: Deadline | None, late: str, rows: list[dict[str, Any]]) -> None:
    """The readings of a duty laid side by side, each with the duty's own deadline."""
    duty = Obligation(
        key="area.duty",
        title="A duty",
        since=FIRST,
        until=FIRST,
        published=None,
        standing=None,
        owed_by="PCN",
        strength="must",
        due=due,
        late=late,
    )
    rule: Any = SimpleNamespace(variants=variants)
    expected = []
    for one in rows:
        asked_on = one["as_of"]
        found = [answered(verdict_of, variant, OneRow(one)) for variant in variants]
        expected.append(agreed([timed(duty, verdict, asked_on) for verdict in found]).status)
    of_rows = run(rows)
    codes = np.broadcast_to(answered(of_rows.answers, duty, rule, of_rows.as_of), len(rows))
    assert [WORST_FIRST[code] for code in codes] == expected


def test_expressions_of_one_form_are_worked_out_once() -> None:
    forms = Forms()
    one, other = (tree.Thousands(tree.FactRef("number.a")) for _ in range(2))
    assert forms.of(one) == forms.of(other)
    assert forms.of(one) != forms.of(tree.Thousands(tree.FactRef("number.b")))
    assert forms.of(tree.AllOf((one, other))) != forms.of(tree.AnyOf((one, other)))
    rows = run([{"as_of": FIRST, **dict.fromkeys(NUMBERS, Fraction(1))} | _others()])
    assert rows.value(one) is rows.value(other)


def _others() -> dict[str, Any]:
    return {**dict.fromkeys(DATES, NEVER), **dict.fromkeys(YES_NO, True), **dict.fromkeys(TEXTS, "GMS")}
