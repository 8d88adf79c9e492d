"""How many examples a costly property tries: a part of what the Hypothesis profile asks for (tests/conftest.py)."""

from __future__ import annotations

from hypothesis import settings

LEAST = 2
"""The first example is the simplest that there is; the second is the first that is drawn."""


def examples(*, one_in: int) -> int:
    """One in so many of the profile's examples, at least two: the thorough profile tries more of these, too."""
    return max(LEAST, round(settings().max_examples / one_in))
