"""Writes the stated minimum versions of pyproject.toml as constraints for pip: `attrs==23.2` for `attrs>=23.2`.

python .ci/minimums.py > minimums.txt; pip install -c minimums.txt '.[cli]'
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

STATED = re.compile(r"(?P<name>[\w.-]+)(?:\[[^\]]*\])?>=(?P<least>[\w.]+)")


def main() -> None:
    """Print a constraint for each requirement that states a minimum; what the package itself needs has to state one."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in (
        *project["dependencies"],
        *(line for lines in project["optional-dependencies"].values() for line in lines),
    ):
        stated = STATED.fullmatch(line)
        if stated:
            print(f"{stated['name']}=={stated['least']}")
        elif line in project["dependencies"]:
            raise SystemExit(f"'{line}' in pyproject.toml states no minimum: write it as name>=1.2")


if __name__ == "__main__":
    main()
