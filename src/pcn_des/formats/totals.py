"""Tells the label of a row of totals from the name of a payment that only has such a word in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pcn_des.wording import MONTHS

_TOTAL: Final = frozenset({"total", "totals", "subtotal", "subtotals", "sum", "sums"})
_SUM: Final = frozenset({"sum", "sums"})
_BEFORE_IT: Final = frozenset({"grand", "sub", "overall", "running"})
_OF_WHAT: Final = frozenset(
    {"for", "of", "in", "to", "the", "all", "payment", "payments", "paid", "received", "amount", "amounts", "gbp"}
)
_OF_WHEN: Final = frozenset(
    {"date", "ytd", "year", "years", "yearly", "annual", "month", "months", "monthly", "quarter", "quarterly", "period"}
)
_MONTHS: Final = tuple(name.casefold() for name in MONTHS)
_NUMBER: Final = re.compile(r"q[1-4]|[0-9]{1,2}|[0-9]{4}")
_WORD: Final = re.compile(r"[^\W_]+")
_STREAM_FIRST: Final = re.compile(r"(?P<stream>.+?)[\s:–-]+(?:sub-?|grand )?totals?:?", re.IGNORECASE)
_STREAM_LAST: Final = re.compile(
    r"(?:sub-?|grand )?(?:totals?|sums?)(?: (?:for|of))?[\s:–-]+(?P<stream>.+)", re.IGNORECASE
)


def is_label_of_totals(cell: str) -> bool:
    """Whether a cell says total, or begins with sum, and nothing besides but of what time.

    Examples:
        >>> [is_label_of_totals(cell) for cell in ("Grand total", "Total for April", "IIF lump sum", "Total triage")]
        [True, True, False, False]
    """
    words = _WORD.findall(cell.casefold())
    if not _TOTAL.intersection(words) or _SUM.intersection(words[1:]):
        return False
    return all(word in _TOTAL or word in _BEFORE_IT or _says_what_is_added(word) for word in words)


def is_label_of_totals_of(cell: str, is_stream: Callable[[str], bool]) -> bool:
    """Whether a cell says that it is the total, or the sum, of a payment stream by its name."""
    found = (pattern.fullmatch(cell) for pattern in (_STREAM_FIRST, _STREAM_LAST))
    return any(match is not None and is_stream(match["stream"]) for match in found)


def _says_what_is_added(word: str) -> bool:
    is_month = len(word) > 2 and any(month.startswith(word) for month in _MONTHS)
    return word in _OF_WHAT or word in _OF_WHEN or is_month or _NUMBER.fullmatch(word) is not None
