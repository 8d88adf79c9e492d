"""Facts and rules are registered under the module and the name of their function, with what it says of itself."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

import pcn_des as des
from pcn_des.engine.registry import Fact, Registry, Rule, fact, obligation, payment
from pcn_des.engine.words import at_least
from pcn_des.units import Unit


def function(module: str, name: str, doc: str | None) -> Callable[..., Any]:
    def written(*given: Any) -> str:
        return f"{name} of {given}"

    written.__module__, written.__name__, written.__doc__ = module, name, doc
    return written


LIT = function("charter.rules.lamps", "lit", "The lamps are lit.\n\nEach evening.")


def test_a_fact_is_kept_with_all_that_is_said_of_it() -> None:
    facts: Registry[Fact] = Registry("fact")
    register = fact(
        "homes", takes=("days", "GBP"), reads=("lamps.limit",), may_read=("lamps.step",), absent=False, calendar=True,
        given_by="lamps.count", into=facts,
    )  # fmt: skip
    assert register(LIT) is LIT
    assert dict(facts) == {
        "lamps.lit": Fact(
            name="lamps.lit",
            title="The lamps are lit.",
            unit=Unit.parse("homes"),
            read=LIT,
            takes=(Unit.parse("days"), Unit.parse("GBP")),
            reads=("lamps.limit",),
            may_read=("lamps.step",),
            absent=False,
            calendar=True,
            given_by="lamps.count",
        )
    }


def test_the_rule_of_a_duty_is_named_by_its_module_too() -> None:
    rules: Registry[Rule] = Registry("rule")
    assert obligation(LIT, into=rules) is LIT
    assert dict(rules) == {"lamps.lit": Rule("lamps.lit", "The lamps are lit.", LIT)}


def test_the_rule_of_a_payment_is_named_by_itself() -> None:
    rules: Registry[Rule] = Registry("payment rule")
    assert payment(LIT, into=rules) is LIT
    assert dict(rules) == {"lit": Rule("lit", "The lamps are lit.", LIT)}


@pytest.mark.parametrize("register", [obligation, payment, fact("homes")])
def test_what_says_nothing_of_itself_is_refused(register: Any) -> None:
    with pytest.raises(des.RuleDefinitionError) as caught:
        register(function("lamps", "lit", None))
    assert str(caught.value) == "lamps.lit needs a docstring: its first line is what people read"


def test_a_name_stands_for_one_thing() -> None:
    rules: Registry[Rule] = Registry("rule")
    obligation(LIT, into=rules)
    with pytest.raises(des.RuleDefinitionError) as caught:
        obligation(function("harbour.lamps", "lit", "They are lit."), into=rules)
    said = "there are two definitions of the rule 'lamps.lit', in charter.rules.lamps and in harbour.lamps"
    assert str(caught.value) == said
    assert rules["lamps.lit"].write is LIT
    facts: Registry[int] = Registry("fact")
    facts.add("lamps.lit", 1)
    with pytest.raises(des.RuleDefinitionError) as caught:
        facts.add("lamps.lit", 2)
    assert str(caught.value) == "there are two definitions of the fact 'lamps.lit'"


@pytest.mark.parametrize("register", [obligation, payment, lambda function, into: fact("homes", into=into)(function)])
def test_a_function_that_its_module_defines_anew_replaces_its_former_self(register: Any) -> None:
    """As when a cell of a notebook is run again, or a module is loaded again."""
    into: Registry[Any] = Registry("thing")
    again = function("charter.rules.lamps", "lit", "The lamps are lit, all of them.")
    register(LIT, into=into)
    assert into.replaced == 0
    register(again, into=into)
    (found,) = into.values()
    assert (found.title, into.replaced) == ("The lamps are lit, all of them.", 1)
    assert again in (getattr(found, "write", None), getattr(found, "read", None))


def test_a_name_that_is_not_there_offers_the_nearest() -> None:
    rules: Registry[Rule] = Registry("rule")
    obligation(LIT, into=rules)
    with pytest.raises(des.UnknownNameError) as caught:
        rules["lamps.lid"]
    assert str(caught.value) == "There is no rule 'lamps.lid'. Did you mean 'lamps.lit'?"


def test_a_rule_is_called_on_all_facts_and_all_terms() -> None:
    rule = Rule("lamps.lit", "Lit.", lambda f, t: at_least(f.lamps.count, t.lamps.limit))
    assert str(rule.tree()) == "Compare(f.lamps.count, t.lamps.limit)"


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda f, t: 3, "rule lamps.lit returns 3; it must return an expression of words"),
        (lambda f, t: SimpleNamespace(), "rule lamps.lit returns namespace(); it must return an expression of words"),
        (
            lambda f, t: f.lamps.count + 0.5,
            "rule lamps.lit: 0.5 can't stand in a rule: figures and dates of the contract are terms (t.area.name), "
            "records are facts (f.area.name), and only whole numbers may be written out",
        ),
    ],
)
def test_a_rule_that_is_no_expression_is_refused(write: Any, said: str) -> None:
    with pytest.raises(des.RuleDefinitionError) as caught:
        Rule("lamps.lit", "Lit.", write).tree()
    assert str(caught.value) == said
