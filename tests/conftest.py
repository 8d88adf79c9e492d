"""What every test may use: Hypothesis profiles and the real public files, where they are at hand.

`HYPOTHESIS_PROFILE` names the profile: quick unless told, ci (the thorough one, of `.ci/run`) or deep. The examples of
ci are the same each time, so that a change lands for what it is; those of the others are new in every run.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

AT_EASE: Final[dict[str, Any]] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}  # on any machine
settings.register_profile("quick", max_examples=10, **AT_EASE)
settings.register_profile("ci", max_examples=20, derandomize=True, **AT_EASE)
settings.register_profile("deep", max_examples=5_000, **AT_EASE)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
settings.load_profile(PROFILE)

collect_ignore = ["consumer"]  # a project of its own, which .ci/run tests against the wheel
SHARED_REPORTS = Path(__file__).resolve().parents[1].parent / "shared" / "reports"
SHARED_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many processes `pytest -n auto` starts: pytest-xdist may count one core where there are two.

    Each begins by collecting every test, so beyond four they cost more than they save where cores are only lent.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, max(2, cores))


def _leaves_out(config: pytest.Config) -> bool:
    """Whether the thorough tests are left out: in the quick profile, where nobody names tests or a mark."""
    words = [word for word in config.invocation_params.args if not word.startswith("-")]
    named = any(Path(word.split("::")[0]).exists() for word in words)
    return PROFILE == "quick" and not named and not config.option.keyword and "thorough" not in config.option.markexpr


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the thorough tests where the whole suite runs in the quick profile."""
    if _leaves_out(config):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out, and how to run it."""
    if _leaves_out(config):
        terminalreporter.write_line(
            "Left out: tests marked thorough (a file of them says why), which take as long again as the others. "
            "HYPOTHESIS_PROFILE=ci pytest runs them too, as .ci/run does; so does naming them."
        )


@pytest.fixture(scope="session")
def real_file() -> Callable[[str], Path]:
    """The path of a real public file; the test is skipped where it isn't there."""
    return partial(_found, SHARED_DATA)


@pytest.fixture(scope="session")
def report_file() -> Callable[[str], Path]:
    """The path of a small file that people reported; the test is skipped where it isn't there."""
    return partial(_found, SHARED_REPORTS)


def _found(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.exists():
        reason = f"../shared/{folder.name} is not here: {path} is missing, so {name} can't be read"
        print(reason)
        pytest.skip(reason)
    return path
