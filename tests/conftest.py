"""What every test may use: Hypothesis profiles and the real public files, where they are at hand."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("deep", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SHARED_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_file() -> Callable[[str], Path]:
    """The path of a real public file; the test is skipped where it isn't there."""

    def find(name: str) -> Path:
        path = SHARED_DATA / name
        if not path.exists():
            reason = f"../shared/data is not here: {path} is missing, so {name} can't be read"
            print(reason)
            pytest.skip(reason)
        return path

    return find
