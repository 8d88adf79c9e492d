"""Whether the days of a column are written day first, or may be American ones, whose month stands first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pcn_des.dates import MONTHS_IN_A_YEAR

_IN_NUMBERS: Final = re.compile(r"(?P<first>[0-9]{2})/(?P<second>[0-9]{2})/[0-9]{4}")


def may_be_of_two(cell: str) -> bool:
    """Whether a day may be of two months, one by each order.

    Examples:
        >>> [may_be_of_two(cell) for cell in ("04/01/2022", "28/04/2022", "05/05/2022", "2022-04-01")]
        [True, False, False, False]
    """
    first, second = _numbers(cell)
    return first != second and 1 <= first <= MONTHS_IN_A_YEAR and 1 <= second <= MONTHS_IN_A_YEAR


def days_may_be_months(cells: Iterable[str]) -> bool:
    """Whether the days of a column of months that may be of two are in doubt.

    They are not where a day above 12 stands first in some cell, and in none stands second; nor where each is the first
    of a month: months in American order are those of one January.

    Examples:
        >>> days_may_be_months(["01/04/2022", "01/05/2022"]), days_may_be_months(["04/01/2022", "05/01/2022"])
        (False, True)
        >>> days_may_be_months(["05/04/2022", "28/05/2022"])
        False
    """
    found = [(cell, *_numbers(cell)) for cell in cells]
    in_doubt = [first for cell, first, _ in found if may_be_of_two(cell)]
    day_first = any(first > MONTHS_IN_A_YEAR for _, first, _ in found)
    month_first = any(second > MONTHS_IN_A_YEAR for *_, second in found)
    return month_first or (not day_first and any(first != 1 for first in in_doubt))


def _numbers(cell: str) -> tuple[int, int]:
    """The two numbers before the year; nothing of a day that is written otherwise."""
    match = _IN_NUMBERS.fullmatch(cell)
    return (int(match["first"]), int(match["second"])) if match else (0, 0)
