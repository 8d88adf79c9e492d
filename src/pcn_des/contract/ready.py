"""The contract data made ready as JSON, which a wheel has beside the TOML: used only where it was made from just that.

`python -m pcn_des.contract.make_ready FOLDER` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

DOCUMENTS: Final = "documents.json"
KEYS: Final = "keys.json"
YEAR: Final = "year.json"  # in the folder of its year


def fingerprint(files: Mapping[str, bytes]) -> str:
    """What tells files from any others: their names and every byte of them."""
    digest = sha256()
    for name in sorted(files):
        digest.update(f"{name} {len(files[name])}\n".encode() + files[name])
    return digest.hexdigest()


def written(content: Any, made_from: str) -> str:
    """A file of what was made ready, with the fingerprint of the files that it was made from."""
    return json.dumps({"made_from": made_from, "content": content}, ensure_ascii=False, separators=(",", ":"))


def made_ready(file: Any, made_from: Callable[[], str]) -> Any | None:
    """What a file has that was made ready; None where there is no such file, or it was made from other files."""
    if not file.is_file():
        return None
    said = json.loads(file.read_bytes())
    return said["content"] if said["made_from"] == made_from() else None
