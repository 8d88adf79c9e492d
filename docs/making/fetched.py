"""What the browser pages run on, fetched once: Pyodide from npm and the wheels of the packages, by pinned digests.

Both are kept in a cache folder of the user's, so that a second build needs no network.

python docs/making/fetched.py    fetches them now; 1, and why, where that can't be done
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

BROWSER: Final = Path(__file__).resolve().parents[1] / "browser"
CACHE: Final = "PCN_DES_DOCS_CACHE"
PYODIDE_FILES: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
_NODE_NEEDS: Final = ("package.json",)  # by it node knows that these are modules
_SECONDS: Final = 60


class NotHadError(Exception):
    """Something that the pages run on can't be had, or is not what was pinned."""


def cache_folder() -> Path:
    """Where what was fetched is kept: a folder that an environment variable names, or that of the user's caches."""
    named = os.environ.get(CACHE)
    return Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pcn_des-docs"


def pyodide() -> Path:
    """The folder of Pyodide's files, fetched if it is not there yet.

    Raises:
        NotHadError: it can't be fetched, or is not what was pinned.
    """
    pinned = tomllib.loads((BROWSER / "pins.toml").read_text(encoding="utf-8"))["pyodide"]
    with _kept(f"pyodide-{pinned['version']}-{_short(pinned['integrity'])}") as (folder, new):
        if new:
            archive = new / "archive.tgz"
            archive.write_bytes(_downloaded(pinned["archive"], pinned["integrity"]))
            with tarfile.open(archive) as packed:
                for name in (*PYODIDE_FILES, *_NODE_NEEDS):
                    content = packed.extractfile(f"package/{name}")
                    assert content is not None  # the digest says which archive it is
                    (new / name).write_bytes(content.read())
            archive.unlink()
    return folder


def wheels() -> list[Path]:
    """The wheels of the packages that pcn_des needs there, fetched with pip if they are not there yet.

    Raises:
        NotHadError: they can't be fetched, or are not what was pinned.
    """
    listed = BROWSER / "wheels.txt"
    with _kept(f"wheels-{_short(listed.read_text(encoding='utf-8'))}") as (folder, new):
        if new:
            asked = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet", "--dest", str(new))
            command = [sys.executable, "-m", "pip", "download", *asked, "--requirement", str(listed)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                said = [line for line in done.stderr.splitlines() if line.strip() and "WARNING" not in line]
                raise NotHadError(f"pip could not fetch {listed.name}: {' '.join(said[-3:])}")
    return sorted(folder.glob("*.whl"))


@contextmanager
def _kept(name: str) -> Iterator[tuple[Path, Path | None]]:
    """A folder of the cache, and where it is not there a new one to fill, which takes its place if that went well."""
    folder = cache_folder() / name
    if folder.is_dir():
        yield folder, None
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{name}."))
    try:
        yield folder, new
        if not folder.is_dir():  # another build may have been quicker
            new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _downloaded(address: str, integrity: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            content: bytes = answer.read()
    except OSError as error:
        raise NotHadError(f"{address} could not be fetched: {error}") from None
    kind, _, expected = integrity.partition("-")
    found = base64.b64encode(hashlib.new(kind, content).digest()).decode()
    if found != expected:
        raise NotHadError(f"{address} is not what was pinned: its {kind} is {found}, and should be {expected}")
    return content


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    try:
        pyodide()
        wheels()
    except NotHadError as error:
        sys.exit(str(error))
