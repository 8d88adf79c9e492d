"""The benchmarks run, and what they compare agrees. Run on request: `pytest -m benchmark`; figures come from run.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark


def test_the_engines_agree_on_every_answer() -> None:
    from benchmarks.works import payment_works, rule_works

    for found in (rule_works(1_200), payment_works(1_200)):
        assert [work.name.partition(": ")[2] for work in found][:2] == [
            found[0].name.partition(": ")[2],
            "polars by hand",
        ]
        assert all(work.of for work in found)


def test_the_command_measures_everything_and_writes_figures(tmp_path: Path) -> None:
    from benchmarks.run import main

    assert main(["--quick", "--rounds", "1", "--json", str(tmp_path / "figures.json")]) == 0
    found = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert found["machine"]["python"]
    assert all(one["median_seconds"] > 0 for one in found["works"])
    assert found["five_rules"][0]["ratio"] == 1
