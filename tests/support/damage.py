"""A workbook with a few of its bytes changed, for readers that must not be surprised by one."""

from __future__ import annotations

import io
import random
import zipfile


def damaged(packed: bytes, chance: random.Random, most: int) -> bytes:
    """The workbook with one part changed in fewer than `most` places and perhaps cut short."""
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        contents = {name: bytearray(parts.read(name)) for name in parts.namelist()}
    part = contents[chance.choice(sorted(contents))]
    for _ in range(chance.randrange(1, most)):
        part[chance.randrange(len(part))] = chance.randrange(32, 127)
    if chance.random() < 0.3:
        del part[chance.randrange(len(part)) :]
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as parts:
        for name, content in contents.items():
            parts.writestr(name, bytes(content))
    return again.getvalue()
