"""The contract data made ready as JSON, which a wheel has beside the TOML: used only where it was made from just that.

`python -m pcn_des.contract.make_ready FOLDER` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

DOCUMENTS: Final = "documents.jsonl"
KEYS: Final = "keys.jsonl"
YEAR: Final = "year.jsonl"  # in the folder of its year


def fingerprint(files: Mapping[str, bytes]) -> str:
    """What tells files from any others: their names and every byte of them."""
    digest = sha256()
    for name in sorted(files):
        digest.update(f"{name} {len(files[name])}\n".encode() + files[name])
    return digest.hexdigest()


def written(sections: Mapping[str, Mapping[str, Any]], made_from: str) -> str:
    """A file of what was made ready, with the fingerprint of the files that it was made from.

    Each entry is a line of its own, which is read when it is asked for; the first line says which they are, in order.
    """
    first = {"made_from": made_from, "sections": {name: list(entries) for name, entries in sections.items()}}
    entries = (entry for section in sections.values() for entry in section.values())
    return "\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in (first, *entries))


def made_ready(file: Any, made_from: Callable[[], str]) -> Mapping[str, Mapping[str, str]] | None:
    """What a file has that was made ready, each entry as the text of its line.

    None where there is no such file, or it was made from other files.
    """
    if not file.is_file():
        return None
    first, *lines = file.read_bytes().decode().split("\n")
    said = json.loads(first)
    if said["made_from"] != made_from():
        return None
    entries = iter(lines)
    return {name: dict(zip(keys, entries, strict=False)) for name, keys in said["sections"].items()}
