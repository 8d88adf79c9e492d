"""How days, numbers and other values are said to people: one verb, `in_words`, whatever the machine's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from pcn_des.values import NEVER, Range, Unknown, decimal_of

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FOUR_DECIMALS: Final = Decimal("0.0001")


def in_words(value: Any, sign: str = "") -> str:
    """A value as a person writes it: 3,073.8 for a number, 1 November 2022 for a day, yes or no, unknown.

    Endless decimals are cut to four. Numbers, and the ends of a range, have the `sign` before them: £3,073.8.
    """
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return f"{value.day} {month_in_words(value)}"
        case Fraction():
            return _number_in_words(value, sign)
        case int():
            return _number_in_words(Fraction(value), sign)
        case Unknown():
            return "unknown"
        case Range():
            return _range_in_words(value, sign)
        case _ if value is NEVER:
            return "never"
        case _:
            return str(value)


def count_of(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 practice`, `2 practices`, `1,204 entries`; `many` is needed where no -s makes it.

    Examples:
        >>> count_of(1, "duty", "duties"), count_of(1204, "practice")
        ('1 duty', '1,204 practices')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def ends_in_words(number: Any) -> str:
    """A number as far as it is known, with its lower end also where that is nothing, as of points that are earned.

    Examples:
        >>> ends_in_words(Range(Fraction(0), Fraction(12), ())), in_words(Range(Fraction(0), Fraction(12), ()))
        ('0 to 12', 'at most 12')
    """
    if isinstance(number, Range) and number.high is not None and not number.readings:
        return f"{in_words(number.low or 0)} to {in_words(number.high)}"
    return in_words(number)


def whether_complete(what: str) -> str:
    """What an answer needs that rests on a list which may leave something out.

    Examples:
        >>> whether_complete("practices")
        'whether the list of practices is complete'
    """
    return f"whether the list of {what} is complete"


def beginning(name: str) -> str:
    """A name where a sentence begins: words get a capital letter, an id stays as it is.

    Examples:
        >>> beginning("the post"), beginning("p1")
        ('The post', 'p1')
    """
    return f"T{name[1:]}" if name.startswith("the ") else name


def month_in_words(day: date) -> str:
    """The month of a day: November 2022."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def months_in_words(months: Iterable[date]) -> str:
    """Months, each named by a day in it, those one after another as a span.

    Examples:
        >>> months_in_words([date(2022, 4, 1), date(2022, 5, 1), date(2022, 7, 1)])
        'April 2022 to May 2022, July 2022'
    """
    spans: list[list[date]] = []
    for month in sorted(months):
        before = spans[-1][-1] if spans else None
        if before and (month.year - before.year) * 12 + month.month - before.month == 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(" to ".join(dict.fromkeys(map(month_in_words, (span[0], span[-1])))) for span in spans)


def weekday_in_words(day: date) -> str:
    """The day of the week: Monday."""
    return WEEKDAYS[day.weekday()]


def short_month(day: date) -> str:
    """The month of a day for a narrow column: Nov 2022."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def short_day(day: date) -> str:
    """A day for a narrow column: 01 Nov 2022."""
    return f"{day.day:02d} {short_month(day)}"


def decimal_shown(number: Fraction) -> Decimal:
    """A number as it is shown: exact where its decimals end, and otherwise to four of them."""
    decimal = decimal_of(number)
    if number.denominator > 1 and Fraction(decimal) != number:
        return decimal_of(number, _FOUR_DECIMALS)
    return decimal


def _number_in_words(number: Fraction, sign: str) -> str:
    decimal = decimal_shown(number)
    text = f"{'-' if decimal < 0 else ''}{sign}{decimal.copy_abs():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _range_in_words(number: Range, sign: str) -> str:
    """What is known of a number; a bound of nothing says nothing."""
    if number.readings:
        return " or ".join(in_words(reading, sign) for reading in number.readings)
    if number.high is None:
        return f"at least {in_words(number.low, sign)}"
    if not number.low:
        return f"at most {in_words(number.high, sign)}"
    return f"{in_words(number.low, sign)} to {in_words(number.high, sign)}"
