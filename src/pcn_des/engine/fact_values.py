"""What a fact gives back: a value of its unit, or Unknown; anything else is said with the name of the fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.brief import briefly
from pcn_des.engine.registry import Fact
from pcn_des.engine.view import Observed
from pcn_des.errors import RuleDefinitionError
from pcn_des.values import NEVER, Range, Unknown
from pcn_des.watched_day import as_value

_OF_KIND: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "number": (
        lambda value: isinstance(value, int | Fraction | Range) and not isinstance(value, bool),
        "a whole number or a Fraction, or a Range",
    ),
    "date": (
        lambda value: value is NEVER or (isinstance(value, date) and not isinstance(value, datetime)),
        "a day, or NEVER",
    ),
    "yes/no": (lambda value: isinstance(value, bool), "True or False"),
    "text": (lambda value: isinstance(value, str), "a text"),
}
"""What a value of a kind of unit is; of other kinds no rule compares one."""


def as_observed(found: Any, fact: Fact) -> Observed:
    """What a fact was found to be; days that were reckoned from the day of the question are plain ones from here on.

    Raises:
        RuleDefinitionError: it is no value of the fact's unit.
    """
    observed = plain_observed(found)
    value, (fits, wanted) = observed.value, _OF_KIND.get(fact.unit.kind, (_anything, ""))
    if not (isinstance(value, Unknown) or fits(value)):
        raise RuleDefinitionError(
            f"the fact {fact.name} gives {briefly(value)}, and its unit is '{fact.unit}': give {wanted}, or "
            "Unknown.because(…) where the records do not say"
        )
    return observed


def plain_observed(found: Any) -> Observed:
    """What was found on a day, without the watch on that day."""
    if not isinstance(found, Observed):
        return Observed(as_value(found))
    value, since = as_value(found.value), as_value(found.since)
    same = value is found.value and since is found.since
    return found if same else attrs.evolve(found, value=value, since=since)


def _anything(_: Any) -> bool:
    return True
