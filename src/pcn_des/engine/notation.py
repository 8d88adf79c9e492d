"""Writes an expression down: as the rule says it, or with the figures of one network, as a person would."""

from __future__ import annotations

from collections.abc import Callable

from pcn_des.engine.tree import (
    Arithmetic,
    DaysAfter,
    Expr,
    FactRef,
    Lookup,
    Number,
    TermRef,
    Thousands,
    ToNearest,
    Where,
)
from pcn_des.values import Value
from pcn_des.wording import in_words


def shape(node: Expr) -> str:
    """The expression as the rule says it: `t.enhanced_access.minutes_per_1000 x thousands(f.population.adjusted)`."""
    return _written(node, _symbol)


def working(node: Expr, value: Callable[[Expr], Value]) -> str:
    """The expression with figures: `60 x 51,230 / 1,000`."""

    def figure(leaf: Expr) -> str:
        return in_words(value(leaf)) if isinstance(leaf, FactRef | TermRef | Lookup | Where) else _symbol(leaf)

    return _written(node, figure)


def _symbol(node: Expr) -> str:
    match node:
        case Number(value_=number):
            return in_words(number)
        case FactRef(name_=name, args_=args):
            return f"f.{name}" + (f"({', '.join(map(shape, args))})" if args else "")
        case TermRef(key_=key):
            return f"t.{key}"
        case _:
            return f"{type(node).__name__}({', '.join(map(shape, node.children))})"


def _written(node: Expr, leaf: Callable[[Expr], str]) -> str:
    match node:
        case Arithmetic(sign=sign, left=left, right=right):
            return f"{_inside(left, node, leaf)} {sign} {_inside(right, node, leaf)}"
        case Thousands(of=of):
            return f"{_inside(of, node, leaf)} / 1,000"
        case ToNearest(of=of, step=step):
            return f"{_written(of, leaf)}, to the nearest {_written(step, leaf)}"
        case DaysAfter(day=day, days=days):
            return f"{_written(day, leaf)} and {_written(days, leaf)} days"
        case _:
            return leaf(node)


def _inside(node: Expr, outer: Expr, leaf: Callable[[Expr], str]) -> str:
    text = _written(node, leaf)
    weak = isinstance(node, Arithmetic) and node.sign in "+-"
    binds = isinstance(outer, Thousands) or (isinstance(outer, Arithmetic) and outer.sign in "x/")
    return f"({text})" if weak and binds else text
