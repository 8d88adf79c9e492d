"""The expression tree that a rule leaves behind when it is called on symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NoReturn, TypeVar, dataclass_transform

import attrs

from pcn_des.answers.notation import Step
from pcn_des.errors import RuleDefinitionError
from pcn_des.wording import in_words

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

    def noted(self, figure: Callable[[Expr], Any]) -> Any:
        """The calculation without its symbols: each of them as what `figure` has for it."""
        return figure(self)

    @property
    def symbol(self) -> str:
        """The expression as one symbol: `f.population.adjusted`, or the word with what it is given."""
        return f"{type(self).__name__}({', '.join(map(str, self.children))})"

    def __str__(self) -> str:
        return str(self.noted(lambda part: part.symbol))

    __repr__ = __str__


@dataclass_transform(frozen_default=True, eq_default=False)
def _node(cls: type[Node]) -> type[Node]:
    return attrs.frozen(eq=False, repr=False, str=False, slots=False)(cls)


class Condition(Expr):
    """What holds or not."""

    __slots__ = ()


@_node
class Number(Expr):
    """A plain number in a rule, exact."""

    value_: Fraction

    @property
    def symbol(self) -> str:
        return in_words(self.value_)


@_node
class FactRef(Expr):
    """A fact, `f.population.registered`, perhaps with terms as arguments."""

    name_: str
    args_: tuple[Expr, ...] = ()

    @property
    def symbol(self) -> str:
        return f"f.{self.name_}" + (f"({', '.join(map(str, self.args_))})" if self.args_ else "")

    def __getattr__(self, part: str) -> FactRef:
        return FactRef(_longer(self.name_, part))

    def __call__(self, *args: object) -> FactRef:
        return FactRef(self.name_, tuple(as_expr(arg) for arg in args))


@_node
class TermRef(Expr):
    """A term of the contract, `t.enhanced_access.minutes_per_1000`."""

    key_: str

    @property
    def symbol(self) -> str:
        return f"t.{self.key_}"

    def __getattr__(self, part: str) -> TermRef:
        return TermRef(_longer(self.key_, part))


def _longer(prefix: str, part: str) -> str:
    if part.startswith("_"):
        raise AttributeError(part)
    return f"{prefix}.{part}" if prefix else part


@_node
class Arithmetic(Expr):
    """`+`, `-`, `x` or `/`."""

    sign: str
    left: Expr
    right: Expr

    def noted(self, figure: Callable[[Expr], Any]) -> Any:
        return Step(self.sign, (self.left.noted(figure), self.right.noted(figure)))


@_node
class Thousands(Expr):
    """A count of patients in thousands."""

    of: Expr

    def noted(self, figure: Callable[[Expr], Any]) -> Any:
        return Step("thousands", (self.of.noted(figure),))


@_node
class ToNearest(Expr):
    """A number rounded to the nearest multiple of a step, a half up."""

    of: Expr
    step: Expr

    def noted(self, figure: Callable[[Expr], Any]) -> Any:
        return Step("to nearest", (self.of.noted(figure), self.step.noted(figure)))


@_node
class DaysAfter(Expr):
    """The day so many days after a day."""

    day: Expr
    days: Expr

    def noted(self, figure: Callable[[Expr], Any]) -> Any:
        return Step("days after", (self.day.noted(figure), self.days.noted(figure)))


@_node
class Lookup(Expr):
    """The value that a table term has for some keys."""

    table: Expr
    by: tuple[Expr, ...]


@_node
class Where(Expr):
    """One of two expressions, by a condition."""

    condition: Expr
    then: Expr
    otherwise: Expr


@_node
class Either(Expr):
    """Two readings of a text whose meaning is not established."""

    first: Expr
    second: Expr


@_node
class Compare(Condition):
    """`at_least` or `at_most`: what is observed against what is required."""

    kind: str
    observed: Expr
    required: Expr


@_node
class Same(Condition):
    """Whether two values are the same."""

    left: Expr
    right: Expr


@_node
class Among(Condition):
    """Whether a value is one of a list."""

    value: Expr
    choices: Expr


@_node
class Holds(Condition):
    """Whether a yes/no fact is yes."""

    fact: Expr


@_node
class IsNot(Condition):
    """The opposite of a condition."""

    condition: Expr


@_node
class DoneBy(Condition):
    """Whether something was done, and in time where there is a day for it."""

    done: Expr
    due: Expr | None


@_node
class ByToday(Condition):
    """Whether a day that comes round again has not passed."""

    due: Expr


@_node
class AllOf(Condition):
    """Every part."""

    parts: tuple[Expr, ...]


@_node
class AnyOf(Condition):
    """At least one part."""

    parts: tuple[Expr, ...]


@_node
class AppliesWhen(Condition):
    """A verdict that only counts while a condition holds."""

    condition: Expr
    then: Expr


@_node
class JudgeWhen(Condition):
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
