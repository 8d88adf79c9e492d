"""What somebody knows of an indicator: numbers that are kept exactly, and what is not known stays so."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.arguments import MOST_DIGITS, a_yes_or_no, finite
from pcn_des.brief import briefly, by_name
from pcn_des.engine.ranges import Number
from pcn_des.errors import MisuseError, UnknownNameError, WrongTypeError
from pcn_des.values import EXACTLY, Range, Unknown, range_of
from pcn_des.wording import in_words
from pcn_des.written import ungrouped

Figure = int | Decimal | Fraction | str | None
"""A number that somebody gives: nothing below 0, no float; None where it is not known."""

Adjustment = Figure | tuple[Figure, Figure]
"""A factor above 0, or the two ends that it lies between."""

FIGURES: Final = ("numerator", "denominator")
BASELINE: Final = ("baseline_numerator", "baseline_denominator")
_NAMES: Final = (
    *FIGURES,
    "done",
    "baseline",
    "personalised_care_adjustments",
    "prevalence_adjustment",
)


@attrs.frozen(kw_only=True)
class Given:
    """What is known of an indicator; a figure that nobody gave is unknown, with what would settle it.

    `adjusted` are the patients of the denominator who leave it by a personalised care adjustment; None where none was
    said. `prevalence` is None where it was not given.
    """

    numerator: Number
    denominator: Number
    done: bool | None = None
    baseline: tuple[Number, Number] | None = None
    adjusted: Fraction | None = None
    prevalence: Fraction | Range | None = None
    has_figures: bool = False

    @classmethod
    def of(
        cls,
        code: str,
        *,
        numerator: Any = None,
        denominator: Any = None,
        done: Any = None,
        baseline: Any = None,
        personalised_care_adjustments: Any = None,
        prevalence_adjustment: Any = None,
    ) -> Given:
        """The figures of an indicator as somebody writes them.

        Raises:
            MisuseError: what is no number, is below 0, or is no pair of them.
        """
        return cls(
            numerator=figure(numerator, f"numerator of {code}"),
            denominator=figure(denominator, f"denominator of {code}"),
            done=_done(done, code),
            baseline=None if baseline is None else _pair(baseline, code),
            adjusted=_adjusted(personalised_care_adjustments, code),
            prevalence=adjustment(prevalence_adjustment, "prevalence_adjustment"),
            has_figures=numerator is not None or denominator is not None,
        )


def _done(value: Any, code: str) -> bool | None:
    try:
        return a_yes_or_no(value, "done")
    except WrongTypeError:
        raise MisuseError(f"done is {briefly(value)} for {code}; say True or False") from None


def given_of(code: str, said: Any) -> Given:
    """The figures of an indicator: a pair of numerator and denominator, done or not, or a mapping that names them.

    Raises:
        MisuseError: it is none of these.
        UnknownNameError: the mapping has a name that there is not.
    """
    if type(said) is bool:
        return Given.of(code, done=said)
    if isinstance(said, Mapping):
        for name in said:
            if name not in _NAMES:
                raise UnknownNameError(f"figure of {code}", name, _NAMES)
        return Given.of(code, **said)
    if isinstance(said, tuple | list) and len(said) == 2:
        return Given.of(code, numerator=said[0], denominator=said[1])
    raise MisuseError(
        f"{code} is {briefly(said)}; give its numerator and denominator, as in (74, 100), True or False for one that "
        "is done or not, or a mapping that names its figures"
    )


def figure(value: Any, what: str) -> Number:
    """A figure as it is known: exact, between ends, or unknown.

    Raises:
        MisuseError: it is no number, or below 0.
    """
    if isinstance(value, Range | Unknown):
        return value
    return Unknown.because(f"the {what}") if value is None else exact(value, what)


def exact(value: Any, what: str) -> Fraction:
    """A number, exactly.

    Raises:
        MisuseError: it is no number, a float, or below 0.
    """
    if isinstance(value, float):
        plain = float(value)  # of NumPy, too, whose repr no Decimal can read
        raise MisuseError(f"the {what} is the float {plain!r}; write Decimal('{plain!r}')")
    found = value if isinstance(value, Fraction) else finite(_read(value))
    number = None if found is None else Fraction(found)
    if number is None or abs(number) >= 10 ** (MOST_DIGITS + 1):
        raise MisuseError(f"the {what} is {briefly(value)}; give a number, such as 74")
    if number < 0:
        raise MisuseError(f"the {what} is {in_words(number)}; it can't be below 0")
    return number


def _read(value: Any) -> Any:
    """A text as the number that is written in it, if one is; anything else as it is."""
    try:
        return Decimal(ungrouped(value), EXACTLY) if isinstance(value, str) else value
    except InvalidOperation:
        return value


def adjustment(value: Any, name: str) -> Fraction | Range | None:
    """A factor of the network's, or the ends that it lies between; None where it is not given.

    Raises:
        MisuseError: it is no number above 0, or the ends are the wrong way round.
    """
    if value is None:
        return None
    ends = value if isinstance(value, tuple) and len(value) == 2 else (value, value)
    low, high = (None if end is None else _factor(end, name) for end in ends)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        raise MisuseError(f"{name} lies between {in_words(low)} and {in_words(high)}; give the lower end first")
    found = range_of(Fraction(0) if low is None else low, high, (f"the exact {name}",))
    assert not isinstance(found, Unknown)  # its lower end is known
    return found


def _factor(value: Any, name: str) -> Fraction:
    number = exact(value, name)
    if number == 0:
        raise MisuseError(f"the {name} is 0; a factor is above 0, and 1 changes nothing")
    return number


def _pair(value: Any, code: str) -> tuple[Number, Number]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise MisuseError(
            f"the baseline of {code} is {briefly(value)}; give its numerator and denominator, as in (74, 100)"
        )
    return figure(value[0], f"numerator of the baseline of {code}"), figure(
        value[1], f"denominator of the baseline of {code}"
    )


def _adjusted(value: Any, code: str) -> Fraction | None:
    """The patients with a personalised care adjustment: a number, or a mapping from each reason to a number."""
    if value is None:
        return None
    counts = value if isinstance(value, Mapping) else {"": value}
    what = f"number of personalised care adjustments of {code}"
    exactly = (exact(count, f"{what} ({by_name(why)})" if why else what) for why, count in counts.items())
    return sum(exactly, Fraction(0))
