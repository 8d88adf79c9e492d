"""From points to pounds: the value of a point, the two adjustments, and which of them an answer still needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.answers.notation import Sentence, Step
from pcn_des.answers.points import PointsStep
from pcn_des.contract.entries import Entry, Indicator, Term
from pcn_des.contract.terms import Terms
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.questions.fund import scheme
from pcn_des.sources import Standing
from pcn_des.units import Money
from pcn_des.values import Range, range_of
from pcn_des.wording import in_words

LIST_SIZE: Final = "list_size_adjustment"
PREVALENCE: Final = "prevalence_adjustment"
_ONE: Final = Fraction(1)
_NOTHING: Final = Fraction(0)


@attrs.frozen(kw_only=True)
class Worth:
    """What a point of an indicator is worth to a network: its parts, and the entries that they rest on."""

    point_value: Number
    list_size: Number
    prevalence: Number
    rests_on: tuple[Entry, ...]

    @property
    def of_a_point(self) -> Number:
        """What a point is worth, as far as it is known."""
        return ranges.times(ranges.times(self.point_value, self.list_size), self.prevalence)

    def step(self, points: Number, entry: Indicator) -> PointsStep:
        """The step from points to pounds."""
        parts = (points, self.point_value, self.list_size, self.prevalence)
        pounds = ranges.times(points, self.of_a_point)
        if points == 0:
            worked = Sentence("no points: {}", (str(Money.to_the_penny(_NOTHING)),))
        elif all(isinstance(part, Fraction) for part in parts):
            product: Any = points
            for part in parts[1:]:
                product = Step("x", (product, part))
            assert isinstance(pounds, Fraction)  # all its parts are
            worked = Sentence("{} = {}", (product, str(Money.to_the_penny(pounds))))
        else:
            said = ("list size adjustment", self.list_size), ("prevalence adjustment", self.prevalence)
            worked = Sentence(
                "{} points x {} x {} x {}",
                (points, _said("value of a point", self.point_value), *(_said(name, each) for name, each in said)),
            )
        own = entry.standings.get("prevalence_adjusted") if entry.prevalence_adjusted is not None else None
        return PointsStep(
            what="payment",
            worked=worked,
            rests_on=self.rests_on,
            standing=Standing.weakest([own, *(one.standing for one in self.rests_on)]),
        )


def _said(name: str, number: Number) -> str:
    """A part of the product: its number, or its name and what is known of it."""
    if isinstance(number, Fraction):
        return in_words(number)
    known = f" ({in_words(number)})" if isinstance(number, Range) and number.high is not None else ""
    return f"{name}{known}"


def worth(
    contract: Terms, entry: Indicator, list_size: Fraction | Range | None, prevalence: Fraction | Range | None
) -> Worth:
    """What a point of an indicator is worth, with what is missing of it."""
    value = contract[scheme.POINT_VALUE]
    rests_on = [value, *_known(contract, scheme.PAYMENT_FORMULA, scheme.LIST_SIZE)]
    if entry.prevalence_adjusted is not False:
        rests_on += _known(contract, scheme.PREVALENCE)
        rests_on += _known(contract, scheme.PREVALENCE_SCOPE) if entry.prevalence_adjusted else []
    return Worth(
        point_value=Fraction(value.value) if value.is_known else _open(f"the value of a point: {value.note}"),
        list_size=list_size if list_size is not None else _open(LIST_SIZE),
        prevalence=_prevalence(entry, prevalence),
        rests_on=tuple(rests_on),
    )


def _prevalence(entry: Indicator, given: Fraction | Range | None) -> Number:
    if entry.prevalence_adjusted is False:
        return _ONE
    return given if given is not None else _open(f"{PREVALENCE} of {entry.key}")


def why_needed(contract: Terms, name: str) -> Iterator[str]:
    """Why an adjustment has to be given: what is not known of how it is worked out."""
    gap: Term | None = contract.get(scheme.LIST_SIZE_FORMULA if name == LIST_SIZE else scheme.PREVALENCES)
    if gap is not None and gap.note and not gap.is_known:
        yield f"{name} has to be given: {gap.note}."


def unsure(codes: Iterable[str]) -> str:
    """What is to be said of indicators of which it was not found whether they are prevalence adjusted."""
    named = ", ".join(codes)
    return f"Not found: whether there is a prevalence adjustment for {named}; a {PREVALENCE} of 1 changes nothing."


def _known(contract: Terms, *keys: str) -> list[Term]:
    return [term for key in keys if (term := contract.get(key)) is not None and term.is_known]


def _open(need: str) -> Number:
    return range_of(_NOTHING, None, (need,))
