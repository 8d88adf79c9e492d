"""The public surface is a closed list: nothing comes into it or leaves it but on purpose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pcn_des as des
from support import surfacing

ROOT = Path(__file__).resolve().parents[1]


def test_the_public_surface_is_the_one_that_is_written_down() -> None:
    """A new name is added with: python tests/support/surfacing.py. One that goes breaks what somebody wrote."""
    written = surfacing.FILE.read_text(encoding="utf-8").splitlines()
    found = surfacing.surface().splitlines()
    assert {"gone": sorted(set(written) - set(found)), "new": sorted(set(found) - set(written))} == {
        "gone": [],
        "new": [],
    }
    assert found == written


@pytest.mark.parametrize(("name", "pattern"), [("CITATION.cff", r"^version: (\S+)$")])
def test_the_version_is_the_same_wherever_it_has_to_stand_again(name: str, pattern: str) -> None:
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"{name} is part of the repository alone")
    found = re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found == [des.__version__]
