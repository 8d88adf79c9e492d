"""How much a costly test tries: a part of the examples or of the cases in the quick profile (tests/conftest.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

LEAST = 2
"""The first example is the simplest that there is; the second is the first that is drawn."""


def examples(*, one_in: int) -> int:
    """One in so many of the profile's examples, at least two: the thorough profile tries more of these, too."""
    return max(LEAST, round(settings().max_examples / one_in))


def some_of(names: str | tuple[str, ...], cases: Iterable[Any]) -> pytest.MarkDecorator:
    """As `pytest.mark.parametrize`, for cases that are alike and costly: the quick run tries every third of them."""
    marked = [
        pytest.param(*((case,) if isinstance(names, str) else case), marks=pytest.mark.thorough if place % 3 else ())
        for place, case in enumerate(cases)
    ]
    return pytest.mark.parametrize(names, marked)
