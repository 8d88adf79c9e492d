"""Draws some values of a strategy, for tests about what comes up."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Drawn = TypeVar("Drawn")


def some(values: st.SearchStrategy[Drawn], count: int = 200) -> list[Drawn]:
    """Some values, the same ones in each run."""
    found: list[Drawn] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(values)
    def collect(value: Drawn) -> None:
        found.append(value)

    collect()
    return found
