"""Binds a rule to the contract of a year: every key exists, units agree, and two readings are laid side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, singledispatch

import attrs

from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.tree import (
    AllOf,
    Among,
    AnyOf,
    AppliesWhen,
    Arithmetic,
    ByToday,
    Compare,
    Condition,
    DaysAfter,
    DoneBy,
    Either,
    Expr,
    FactRef,
    Holds,
    IsNot,
    JudgeWhen,
    Lookup,
    Number,
    Same,
    TermRef,
    Thousands,
    ToNearest,
    Where,
)
from pcn_des.errors import RuleDefinitionError, UnknownNameError
from pcn_des.units import DATE, PURE, YES_NO, Unit
from pcn_des.wording import count_of

TermUnit = Callable[[str], Unit | None]
"""The unit of a term; None where its value is missing all year, which fits anything. Raises for an unknown key."""

EVIDENCE = "evidence."
"""Facts whose name starts so are the day on which a record shows an obligation done."""


@attrs.frozen
class BoundRule:
    """A rule ready to run: one tree for each combination of readings, the first readings first."""

    name: str
    variants: tuple[Expr, ...]
    facts: tuple[str, ...]
    terms: tuple[str, ...]
    unit: Unit | None
    _units: _Units = attrs.field(repr=False)

    @cached_property
    def leaves(self) -> tuple[TermRef | FactRef, ...]:
        """The terms and facts of its first tree, as they stand there."""
        return tuple(node for node in self.variants[0].walk() if isinstance(node, TermRef | FactRef))

    def unit_of(self, part: Expr) -> Unit | None:
        """The unit of a part of the rule."""
        return unit_of(part, self._units)


def bind(name: str, tree: Expr, facts: Registry[Fact], term_unit: TermUnit) -> BoundRule:
    """Check a rule's tree against the facts and terms there are.

    Raises:
        RuleDefinitionError: a key that does not exist, or units that do not agree; the message names both.
    """
    units = _Units(facts, term_unit)
    used = tuple(dict.fromkeys(node.name_ for node in tree.walk() if isinstance(node, FactRef)))
    written = [node.key_ for node in tree.walk() if isinstance(node, TermRef)]
    try:
        unit = unit_of(tree, units)
        looked_up = [key for fact in used if fact in facts for key in facts[fact].reads]
        for key in looked_up:
            term_unit(key)
    except (RuleDefinitionError, UnknownNameError) as error:
        raise RuleDefinitionError(f"rule {name}: {error}") from None
    return BoundRule(
        name=name,
        variants=tuple(readings(tree, lambda node: not _is_number(node, units))),
        facts=used,
        terms=tuple(dict.fromkeys([*written, *looked_up])),
        unit=unit,
        units=units,
    )


def readings(tree: Expr, spread: Callable[[Either], bool] = lambda either: True) -> Iterator[Expr]:
    """The tree for each combination of its readings, without each `either` that is to be spread.

    The same `either` is read the same everywhere.
    """
    open_choice = next((node for node in tree.walk() if isinstance(node, Either) and spread(node)), None)
    if open_choice is None:
        yield tree
        return
    for chosen in (open_choice.first, open_choice.second):
        yield from readings(_replaced(tree, open_choice, chosen), spread)


def _is_number(node: Either, units: _Units) -> bool:
    """Whether two readings are of a number, which then lies between them."""
    unit = unit_of(node, units)
    return not isinstance(node.first, Condition) if unit is None else unit.is_number


def _replaced(tree: Expr, old: Expr, new: Expr) -> Expr:
    if tree is old:
        return new
    if not any(node is old for node in tree.walk()):
        return tree
    changes: dict[str, object] = {}
    for name in tree.field_names():
        value = getattr(tree, name)
        if isinstance(value, tuple):
            changes[name] = tuple(_replaced(part, old, new) for part in value)
        elif isinstance(value, Expr):
            changes[name] = _replaced(value, old, new)
    return attrs.evolve(tree, **changes)  # type: ignore[misc]  # every node is an attrs class


@attrs.frozen
class _Units:
    facts: Registry[Fact]
    term_unit: TermUnit


@singledispatch
def unit_of(node: Expr, units: _Units) -> Unit | None:
    """The unit of an expression; None where a missing term makes it fit anything."""
    raise RuleDefinitionError(f"{type(node).__name__} has no unit")


@unit_of.register
def _unit_of_number(node: Number, units: _Units) -> Unit | None:
    return PURE


@unit_of.register
def _unit_of_fact(node: FactRef, units: _Units) -> Unit | None:
    if node.name_.startswith(EVIDENCE):
        return DATE
    fact = units.facts[node.name_]
    if len(node.args_) > len(fact.takes):
        raise RuleDefinitionError(
            f"{node} is given {count_of(len(node.args_), 'argument')}; it takes {len(fact.takes)}"
        )
    for arg, wanted in zip(node.args_, fact.takes, strict=False):
        _must_be(arg, wanted, units, f"as an argument of the fact {fact.name}")
    return fact.unit


@unit_of.register
def _unit_of_term(node: TermRef, units: _Units) -> Unit | None:
    return units.term_unit(node.key_)


@unit_of.register
def _unit_of_arithmetic(node: Arithmetic, units: _Units) -> Unit | None:
    left, right = unit_of(node.left, units), unit_of(node.right, units)
    if left is None or right is None:
        return None
    for side, unit in ((node.left, left), (node.right, right)):
        if not unit.is_number:
            raise RuleDefinitionError(f"{side} is a {unit}; only numbers can be calculated with")
    if node.sign in "+-":
        if left != right:
            raise RuleDefinitionError(f"{node} puts together {_named_unit(left)} and {_named_unit(right)}")
        return left
    product = left.times(right, power=1 if node.sign == "x" else -1)
    _refuse_mixed_patients(node, left, right, product)
    return product


def _refuse_mixed_patients(node: Arithmetic, left: Unit, right: Unit, product: Unit) -> None:
    above = [name for name, power in product.powers if power > 0 and name.endswith("patient")]
    below = [name for name, power in product.powers if power < 0 and name.endswith("patient")]
    if above and below:
        hint = (
            " Use thousands(…) with a rate per 1,000."
            if any(name.startswith("1,000 ") != other.startswith("1,000 ") for name in above for other in below)
            else ""
        )
        raise RuleDefinitionError(
            f"{node} mixes populations: '{_named_unit(left)}' and '{_named_unit(right)}' do not go together.{hint}"
        )


@unit_of.register
def _unit_of_thousands(node: Thousands, units: _Units) -> Unit | None:
    unit = unit_of(node.of, units)
    if unit is None:
        return None
    thousand = unit.in_thousands()
    if thousand is None:
        raise RuleDefinitionError(f"thousands(…) counts patients, and {node.of} is in '{_named_unit(unit)}'")
    return thousand


@unit_of.register
def _unit_of_to_nearest(node: ToNearest, units: _Units) -> Unit | None:
    return _same_units(node.of, node.step, units, "to_nearest")


@unit_of.register
def _unit_of_days_after(node: DaysAfter, units: _Units) -> Unit | None:
    _must_be(node.day, DATE, units, "in days_after")
    _must_be(node.days, Unit.parse("days"), units, "in days_after")
    return DATE


@unit_of.register
def _unit_of_lookup(node: Lookup, units: _Units) -> Unit | None:
    return unit_of(node.table, units)


@unit_of.register
def _unit_of_where(node: Where, units: _Units) -> Unit | None:
    _must_be(node.condition, YES_NO, units, "as the condition of where")
    return _same_units(node.then, node.otherwise, units, "where")


@unit_of.register
def _unit_of_either(node: Either, units: _Units) -> Unit | None:
    return _same_units(node.first, node.second, units, "either")


@unit_of.register
def _unit_of_comparison(node: Compare, units: _Units) -> Unit | None:
    _same_units(node.observed, node.required, units, node.kind)
    return YES_NO


@unit_of.register
def _unit_of_same(node: Same, units: _Units) -> Unit | None:
    _same_units(node.left, node.right, units, "same")
    return YES_NO


@unit_of.register
def _unit_of_among(node: Among, units: _Units) -> Unit | None:
    _must_be(node.choices, Unit.parse("list"), units, "as the choices of among")
    unit_of(node.value, units)
    return YES_NO


@unit_of.register
def _unit_of_holds(node: Holds, units: _Units) -> Unit | None:
    return _must_be(node.fact, YES_NO, units, "in holds")


@unit_of.register
def _unit_of_is_not(node: IsNot, units: _Units) -> Unit | None:
    return _must_be(node.condition, YES_NO, units, "in is_not")


@unit_of.register
def _unit_of_done_by(node: DoneBy, units: _Units) -> Unit | None:
    _must_be(node.done, DATE, units, "in done_by")
    if node.due is not None:
        _must_be(node.due, DATE, units, "in done_by")
    return YES_NO


@unit_of.register
def _unit_of_by_today(node: ByToday, units: _Units) -> Unit | None:
    _must_be(node.due, DATE, units, "in by_today")
    return YES_NO


@unit_of.register
def _unit_of_all_of(node: AllOf, units: _Units) -> Unit | None:
    return _every_part(node.parts, units, "all_of")


@unit_of.register
def _unit_of_any_of(node: AnyOf, units: _Units) -> Unit | None:
    return _every_part(node.parts, units, "any_of")


@unit_of.register
def _unit_of_applies_when(node: AppliesWhen, units: _Units) -> Unit | None:
    _must_be(node.condition, YES_NO, units, "as the condition of applies_when")
    return _must_be(node.then, YES_NO, units, "in applies_when")


@unit_of.register
def _unit_of_judge_when(node: JudgeWhen, units: _Units) -> Unit | None:
    _must_be(node.condition, YES_NO, units, "as the condition of judge_when")
    return _must_be(node.then, YES_NO, units, "in judge_when")


def _every_part(parts: tuple[Expr, ...], units: _Units, word: str) -> Unit:
    for part in parts:
        _must_be(part, YES_NO, units, f"in {word}")
    return YES_NO


def _must_be(node: Expr, wanted: Unit, units: _Units, where: str) -> Unit:
    unit = unit_of(node, units)
    if unit is not None and unit != wanted:
        raise RuleDefinitionError(
            f"{node} is in '{_named_unit(unit)}' {where}, where '{_named_unit(wanted)}' is wanted"
        )
    return wanted


def _same_units(one: Expr, other: Expr, units: _Units, word: str) -> Unit | None:
    first, second = unit_of(one, units), unit_of(other, units)
    if first is None or second is None:
        return first or second
    if first != second:
        raise RuleDefinitionError(
            f"{word} sets {one} in '{_named_unit(first)}' against {other} in '{_named_unit(second)}'"
        )
    return first


def _named_unit(unit: Unit) -> str:
    return str(unit) or "a plain number"
