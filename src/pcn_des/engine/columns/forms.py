"""Tells expressions of the same form: two of one form are worked out once."""

from __future__ import annotations

from typing import Any

from pcn_des.engine.tree import Expr


class Forms:
    """Numbers the forms of expressions; two expressions that say the same have the same number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._of: dict[int, tuple[Expr, int]] = {}  # with the expression, so that its identity stays its own

    def of(self, node: Expr) -> int:
        """The number of an expression's form."""
        seen = self._of.get(id(node))
        if seen is None:
            seen = self._of[id(node)] = (node, self._number(node))
        return seen[1]

    def _number(self, node: Expr) -> int:
        held = (getattr(node, name) for name in node.field_names())
        form = (type(node), *map(self._part, held))
        return self._numbers.setdefault(form, len(self._numbers))

    def _part(self, value: Any) -> Any:
        if isinstance(value, Expr):
            return self.of(value)
        return tuple(map(self._part, value)) if isinstance(value, tuple) else ("", value)
