"""Times pieces of work against one another: in turns, so that a machine that slows down does so for all of them."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, Final

import attrs

LIBRARIES: Final = ("pcn_des", "attrs", "cattrs", "python-dateutil", "numpy", "pyarrow", "polars", "narwhals")
PEERS: Final = ("openfisca-core", "zen-engine")
OWN_MEMORY: Final = Path("/proc/self/status")


@attrs.frozen
class Work:
    """A piece of work: its name, what does it, and how much it is of, where that makes sense of it.

    `seconds` does it once and says what it cost, where that is not this process's own CPU time. `fresh` makes what it
    is done with, anew for each run and before the clock starts: nothing is remembered from another run.
    """

    name: str
    do: Callable[..., object] | None = None
    of: int = 0
    unit: str = ""
    target: str = ""
    seconds: Callable[[], float] | None = None
    rounds: int = 0  # fewer than the others, for work that takes long
    fresh: Callable[[], object] | None = None


@attrs.frozen
class Timed:
    """What a piece of work took: the median of its runs, and how far they were apart (slowest over fastest)."""

    work: Work
    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """Seconds of CPU time."""
        return median(self.runs)

    @property
    def spread(self) -> float:
        """The slowest run over the fastest."""
        return max(self.runs) / min(self.runs)

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        many = self.work.of
        done = {"of": many, "per_second": round(many / self.median), "unit": self.work.unit} if many else {}
        return {
            "name": self.work.name,
            "median_seconds": round(self.median, 6),
            "spread": round(self.spread, 2),
            "runs": len(self.runs),
            "target": self.work.target,
            **done,
        }


def timed(works: Sequence[Work], rounds: int, say: Callable[[str], None] = lambda _: None) -> list[Timed]:
    """Every piece of work, one after another, so many times over; each was done once before any is timed."""
    for work in works:
        say(f"{work.name} …")
        _once(work)
    runs: dict[str, list[float]] = {work.name: [] for work in works}
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for work in works:
            if not work.rounds or number < work.rounds:
                runs[work.name].append(_once(work))
    return [Timed(work, tuple(runs[work.name])) for work in works]


def _once(work: Work) -> float:
    if work.seconds is not None:
        return work.seconds()
    assert work.do is not None  # a work has one of the two
    given = () if work.fresh is None else (work.fresh(),)
    begun = time.process_time()
    work.do(*given)
    return time.process_time() - begun


def in_new_process(code: str) -> float:
    """The CPU seconds of a new process that runs some code, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(code)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak_of_new_process(code: str) -> int:
    """The most memory, in bytes, that a new process held while it ran some code; 0 where the system does not tell.

    Linux tells it of the program alone; what `resource` tells begins with what the process that started it held.
    """
    if not OWN_MEMORY.is_file():
        return 0
    told = _run(f"{code}\nfor line in open('{OWN_MEMORY}'):\n    if line.startswith('VmHWM'): print(line.split()[1])")
    return int(told) * 1024


def _run(code: str) -> str:
    paths = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip().rpartition("\n")[2]


def machine() -> dict[str, Any]:
    """Where it was measured, and with which versions."""
    return {
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "system": f"{platform.system()} {platform.release().split('-')[0]}",
            "python": platform.python_version(),
        },
        "versions": {name: found for name in (*LIBRARIES, *PEERS) if (found := _version(name))},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _version(name: str) -> str:
    if name == "pcn_des":
        import pcn_des

        return pcn_des.__version__
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
