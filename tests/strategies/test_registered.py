"""Hypothesis learns of the strategies whichever is imported first, and importing one costs nothing of the other."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough  # each starts Python anew


ROOT = Path(__file__).parents[2]
GROUP = "hypothesis"
DRAWN = """
from hypothesis import Phase, given, settings, strategies as st
kinds = set()

@settings(max_examples=3, database=None, deadline=None, phases=[Phase.generate])
@given(st.from_type(Network), st.from_type(Post))
def drawn(network, post):
    assert post.wte <= 1  # not what attrs alone says
    kinds.update({type(network), type(post)})

drawn()
assert kinds == {Network, Post}
"""


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment in which the package is installed with the entry points that pyproject.toml gives it."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    info = tmp_path / "pcn_des_as_declared-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pcn_des_as_declared\nVersion: 1.0\n")
    lines = [f"[{GROUP}]", *(f"{name} = {target}" for name, target in declared[GROUP].items())]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    path = os.pathsep.join([str(tmp_path), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path}


def run(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "imports",
    [
        "import hypothesis, pcn_des; from pcn_des.network import Network, Post",
        "import pcn_des; from pcn_des.network import Network, Post; import hypothesis",
        "import hypothesis, pcn_des; Network = pcn_des.Network; from pcn_des.network import Post",
        "import pcn_des; from pcn_des.strategies import networks; from pcn_des.network import Network, Post",
    ],
)
def test_both_orders_of_importing_work(imports: str, installed: dict[str, str]) -> None:
    run(imports + DRAWN, installed)


def test_importing_hypothesis_loads_next_to_nothing_of_the_package(installed: dict[str, str]) -> None:
    code = "import hypothesis, sys; print(*sorted(name for name in sys.modules if not name.startswith('hypothesis')))"
    with_us = set(run(code, installed).split())
    without = set(run(code, installed | {"HYPOTHESIS_NO_PLUGINS": "1"}).split())
    others = {entry.module.split(".")[0] for entry in entry_points(group=GROUP)} - {"pcn_des"}
    ours = {name for name in with_us - without if name.split(".")[0] not in others}
    assert {"pcn_des", "pcn_des._hypothesis"} <= ours
    assert {name for name in ours if name.split(".")[0] in ("pcn_des", "attr", "attrs", "cattrs", "dateutil")} == {
        "pcn_des",
        "pcn_des._hypothesis",
    }


@pytest.mark.parametrize("code", ["import pcn_des; pcn_des.terms; pcn_des.assess", "import pcn_des.network"])
def test_importing_the_package_does_not_load_hypothesis(code: str, installed: dict[str, str]) -> None:
    run(f"{code}; import sys; assert 'hypothesis' not in sys.modules", installed)


def test_records_imported_while_hypothesis_is_half_imported_are_registered_at_its_end(
    installed: dict[str, str],
) -> None:
    """Here something that Hypothesis itself imports is replaced by one that imports the records."""
    code = """
import sys, importlib.abc
class Early(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "hypothesis.core":
            sys.meta_path.remove(self)
            import pcn_des.network
            seen.append("hypothesis" in sys.modules)
seen = []
sys.meta_path.insert(0, Early())
import hypothesis
assert seen == [True]
import pcn_des; from pcn_des.network import Network, Post
"""
    run(code + DRAWN, installed)
