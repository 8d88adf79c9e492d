"""Checks what was built: what is in the wheel and the sdist, what is not, and how large they are.

python .ci/built.py DIST    DIST holds one wheel and one sdist
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST = {"wheel": 2_500_000, "sdist": 5_000_000}  # bytes
MADE = ("documents.jsonl", "keys.jsonl")  # in contract/, and a year.jsonl in the folder of each year
SUFFIXES = (".py", ".pyi", ".toml", ".xlsx", "py.typed")  # of the package itself
IN_SDIST = (
    "hatch_build.py",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "CITATION.cff",
    "pyproject.toml",
    "mkdocs.yml",
)
NEVER = re.compile(r"(^|/)(__pycache__|\.hypothesis|\.venv|\.git|node_modules)/|^site/|\.pyc$")


def main(dist: Path) -> int:
    """0 if both are as they must be; otherwise 1, and what is wrong."""
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    source = {
        f"pcn_des/{path.relative_to(ROOT / 'src' / 'pcn_des').as_posix()}"
        for path in (ROOT / "src" / "pcn_des").rglob("*")
        if path.is_file() and path.name.endswith(SUFFIXES)
    }
    years = [path.name for path in (ROOT / "src" / "pcn_des" / "contract" / "years").iterdir() if path.is_dir()]
    made = {f"pcn_des/contract/{name}" for name in (*MADE, *(f"years/{year}/year.jsonl" for year in years))}
    wrong = [*_of_wheel(wheel, source | made), *_of_sdist(sdist, source)]
    for kind, path in (("wheel", wheel), ("sdist", sdist)):
        size = path.stat().st_size
        print(f"{path.name}: {size:,} bytes")
        if size > LARGEST[kind]:
            wrong.append(f"the {kind} has {size:,} bytes, more than {LARGEST[kind]:,}")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


def _of_wheel(wheel: Path, source: set[str]) -> list[str]:
    """The package whole, its licence, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        version = next(name for name in names if name.endswith(".dist-info/METADATA")).split("/")[0]
    about = {f"{version}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")}
    missing, more = (source | about) - names, names - (source | about)
    return [f"the wheel lacks {name}" for name in sorted(missing)] + [f"the wheel has {name}" for name in sorted(more)]


def _of_sdist(sdist: Path, source: set[str]) -> list[str]:
    """The package, its tests and documentation, and nothing that was made on the way."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {f"src/{name}" for name in source} | set(IN_SDIST) | {"tests/conftest.py", "docs/index.md"}
    missing = [f"the sdist lacks {name}" for name in sorted(needed - names)]
    return missing + [f"the sdist has {name}" for name in sorted(names) if NEVER.search(name)]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
