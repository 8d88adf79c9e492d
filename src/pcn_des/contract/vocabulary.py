"""The terms whose value is one of a few texts: questions go by them, so that no other may stand there."""

from __future__ import annotations

from typing import Any, Final

NATIONAL_SYSTEM_PAID: Final = "payments.national_system_paid"
NONE_SEEN: Final = "none of those seen"
SOME_SEEN: Final = "some of those seen"
NOT_EVERY_ONE: Final = "many but not every one"
ANY_PAYEE: Final = "networks with any payee"

PART_MONTH: Final = "arrs.scheme.part_month"
BY_MONTH: Final = "days of the month"
BY_YEAR: Final = "days of the year"

TEXTS: Final = {
    NATIONAL_SYSTEM_PAID: (NONE_SEEN, SOME_SEEN, NOT_EVERY_ONE, ANY_PAYEE),
    PART_MONTH: (BY_MONTH, BY_YEAR),
}


def is_no_word_of(key: str, value: Any) -> bool:
    """Whether a term has its own few texts, and the value is none of them."""
    return key in TEXTS and value not in TEXTS[key]


def choices(key: str) -> str:
    """The texts of a term, for the mend of an error."""
    return f"Choose one of: {', '.join(TEXTS[key])}"
