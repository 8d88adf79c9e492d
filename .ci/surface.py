"""Compares the public surface with that of the last tag, as `griffe check` does: what would break whoever uses it.

Exits with 1 where something broke and the version is of the same series as the tag: before 1.0 the minor number says
that something may break, from 1.0 on the major one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import griffe

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """0 if nothing broke, it may, or there is nothing to compare with."""
    tags = subprocess.run(
        ["git", "-C", ROOT, "describe", "--tags", "--abbrev=0", "--match", "v*"], capture_output=True, text=True
    )
    if tags.returncode:
        print("Not compared: there is no tag such as v0.1.0 yet (or no git repository) to compare with.")
        return 0
    tag = tags.stdout.strip()
    before = griffe.load_git("pcn_des", ref=tag, repo=ROOT, search_paths=["src"])
    after = griffe.load("pcn_des", search_paths=[ROOT / "src"])
    broken = [
        breakage.explain(griffe.ExplanationStyle.ONE_LINE) for breakage in griffe.find_breaking_changes(before, after)
    ]
    print(*broken, f"{len(broken)} breaking changes since {tag}", sep="\n")
    about = (ROOT / "src" / "pcn_des" / "_version.py").read_text(encoding="utf-8")
    version = about.split('"')[-2]
    return 1 if broken and _series(version) == _series(tag.removeprefix("v")) else 0


def _series(version: str) -> tuple[str, ...]:
    major, minor, *_ = version.split(".")
    return (major, minor) if major == "0" else (major,)


if __name__ == "__main__":
    sys.exit(main())
