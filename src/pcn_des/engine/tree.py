"""The expression tree that a rule leaves behind when it is called on symbols."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NoReturn, TypeVar, dataclass_transform

import attrs

from pcn_des.errors import RuleDefinitionError

Node = TypeVar("Node")


def _refuse(python: str, word: str) -> Any:
    def refused(self: Expr, *_: object) -> NoReturn:
        raise RuleDefinitionError(
            f"'{python}' can't be used on {self} in a rule: a rule is called once, on symbols, not on one network's "
            f"figures. Use {word} from pcn_des.engine.words instead."
        )

    return refused


class Expr:
    """Anything that a rule can calculate with. Arithmetic builds a tree; Python's own logic is refused."""

    __slots__ = ()

    def __add__(self, other: object) -> Arithmetic:
        return Arithmetic("+", self, as_expr(other))

    def __radd__(self, other: object) -> Arithmetic:
        return Arithmetic("+", as_expr(other), self)

    def __sub__(self, other: object) -> Arithmetic:
        return Arithmetic("-", self, as_expr(other))

    def __rsub__(self, other: object) -> Arithmetic:
        return Arithmetic("-", as_expr(other), self)

    def __mul__(self, other: object) -> Arithmetic:
        return Arithmetic("x", self, as_expr(other))

    def __rmul__(self, other: object) -> Arithmetic:
        return Arithmetic("x", as_expr(other), self)

    def __truediv__(self, other: object) -> Arithmetic:
        return Arithmetic("/", self, as_expr(other))

    def __rtruediv__(self, other: object) -> Arithmetic:
        return Arithmetic("/", as_expr(other), self)

    __bool__ = _refuse("if, and, or, not", "where(…), applies_when(…), all_of(…), any_of(…) or is_not(…)")
    __eq__ = _refuse("==", "same(…)")
    __ne__ = _refuse("!=", "is_not(same(…))")
    __lt__ = _refuse("<", "is_not(at_least(…))")
    __le__ = _refuse("<=", "at_most(…)")
    __gt__ = _refuse(">", "is_not(at_most(…))")
    __ge__ = _refuse(">=", "at_least(…)")
    __contains__ = _refuse("in", "any_of(same(…), …)")
    __iter__ = _refuse("for", "a fact: loops over records live in facts/")
    __len__ = _refuse("len", "a fact that counts")
    __int__ = _refuse("int", "to_nearest(…)")
    __float__ = _refuse("float", "the symbol itself: numbers in rules are exact")
    __round__ = _refuse("round", "to_nearest(…)")
    __hash__ = object.__hash__

    @property
    def children(self) -> tuple[Expr, ...]:
        """The expressions that this one is built from."""
        found: list[Expr] = []
        for name in self.field_names():
            value = getattr(self, name)
            found.extend(part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Expr))
        return tuple(found)

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The names of what an expression of this kind holds."""
        return tuple(field.name for field in attrs.fields(cls))  # type: ignore[arg-type]  # every kind is an attrs class

    def walk(self) -> Iterator[Expr]:
        """The expression itself and every one below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass_transform(frozen_default=True, eq_default=False)
def _node(cls: type[Node]) -> type[Node]:
    return attrs.frozen(eq=False, repr=False, str=False, slots=False)(cls)


class _Shown(Expr):
    def __str__(self) -> str:
        from pcn_des.engine.notation import shape

        return shape(self)

    __repr__ = __str__


@_node
class Number(_Shown):
    """A plain number in a rule, exact."""

    value_: Fraction


@_node
class FactRef(_Shown):
    """A fact, `f.population.registered`, perhaps with terms as arguments."""

    name_: str
    args_: tuple[Expr, ...] = ()

    def __getattr__(self, part: str) -> FactRef:
        return FactRef(_longer(self.name_, part))

    def __call__(self, *args: object) -> FactRef:
        return FactRef(self.name_, tuple(as_expr(arg) for arg in args))


@_node
class TermRef(_Shown):
    """A term of the contract, `t.enhanced_access.minutes_per_1000`."""

    key_: str

    def __getattr__(self, part: str) -> TermRef:
        return TermRef(_longer(self.key_, part))


def _longer(prefix: str, part: str) -> str:
    if part.startswith("_"):
        raise AttributeError(part)
    return f"{prefix}.{part}" if prefix else part


@_node
class Arithmetic(_Shown):
    """`+`, `-`, `x` or `/`."""

    sign: str
    left: Expr
    right: Expr


@_node
class Thousands(_Shown):
    """A count of patients in thousands."""

    of: Expr


@_node
class ToNearest(_Shown):
    """A number rounded to the nearest multiple of a step, a half up."""

    of: Expr
    step: Expr


@_node
class DaysAfter(_Shown):
    """The day so many days after a day."""

    day: Expr
    days: Expr


@_node
class Lookup(_Shown):
    """The value that a table term has for some keys."""

    table: Expr
    by: tuple[Expr, ...]


@_node
class Where(_Shown):
    """One of two expressions, by a condition."""

    condition: Expr
    then: Expr
    otherwise: Expr


@_node
class Either(_Shown):
    """Two readings of a text whose meaning is not established."""

    first: Expr
    second: Expr


@_node
class Compare(_Shown):
    """`at_least` or `at_most`: what is observed against what is required."""

    kind: str
    observed: Expr
    required: Expr


@_node
class Same(_Shown):
    """Whether two values are the same."""

    left: Expr
    right: Expr


@_node
class Among(_Shown):
    """Whether a value is one of a list."""

    value: Expr
    choices: Expr


@_node
class Holds(_Shown):
    """Whether a yes/no fact is yes."""

    fact: Expr


@_node
class IsNot(_Shown):
    """The opposite of a condition."""

    condition: Expr


@_node
class DoneBy(_Shown):
    """Whether something was done, and in time where there is a day for it."""

    done: Expr
    due: Expr | None


@_node
class ByToday(_Shown):
    """Whether a day that comes round again has not passed."""

    due: Expr


@_node
class AllOf(_Shown):
    """Every part."""

    parts: tuple[Expr, ...]


@_node
class AnyOf(_Shown):
    """At least one part."""

    parts: tuple[Expr, ...]


@_node
class AppliesWhen(_Shown):
    """A verdict that only counts while a condition holds."""

    condition: Expr
    then: Expr


@_node
class JudgeWhen(_Shown):
    """A shortfall, or something done late, that a person has to judge while a condition holds."""

    condition: Expr
    then: Expr
    decides: str


def as_expr(value: object) -> Expr:
    """A symbol as it is, a whole number or fraction as a number.

    Raises:
        RuleDefinitionError: a float, a text, or anything else.
    """
    if isinstance(value, Expr):
        return value
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Number(Fraction(value))
    raise RuleDefinitionError(
        f"{value!r} can't stand in a rule: figures and dates of the contract are terms (t.area.name), "
        "records are facts (f.area.name), and only whole numbers may be written out"
    )
