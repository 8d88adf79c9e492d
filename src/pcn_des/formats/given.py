"""What a reader is given, a path or the content itself, and how it is opened: regular files alone, within bounds.

One rule for all readers: a `str` or `os.PathLike` is the path of a file, `bytes` are what stands in one. `name` is how
messages call the content (a path has its own name), and where a format is told by its ending, its ending counts.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

import attrs

from pcn_des.arguments import a_text
from pcn_des.errors import FileFormatError, WrongTypeError

Source = str | os.PathLike[str] | bytes
"""The path of a file, or the bytes that stand in one."""

NO_NAME: Final = "the file"
# The largest file of one row a practice has 1.5 million bytes as CSV, 0.6 million as workbook (5.1 million unpacked)
# and 7,800 rows; those of one row an age band, measure or person have up to about 30 million bytes and 450,000 rows.
LARGEST_FILE: Final = 20_000_000  # bytes on disk


@attrs.frozen(repr=False)
class Content:
    """What stands in a file, and the name by which messages call it."""

    name: str
    raw: bytes

    @property
    def ending(self) -> str:
        """The ending of the name in small letters: `.csv`."""
        return Path(self.name).suffix.casefold()


def name_of(source: Source, name: str = "") -> str:
    """How messages call what is given.

    Raises:
        WrongTypeError: it is neither a path nor bytes.
    """
    a_text(name, "name")
    if isinstance(source, bytes):
        return name or NO_NAME
    if isinstance(source, str | os.PathLike):
        return name or Path(source).name or str(Path(source))  # of . and / the last part is nothing
    raise WrongTypeError(f"a file is given by its path or as bytes, not as {type(source).__name__}")


def content_of(source: Source, name: str = "", largest: int = LARGEST_FILE) -> Content:
    """What stands in a file, or the bytes themselves.

    Raises:
        FileFormatError: it is larger than `largest` bytes, or no regular file: a folder, a pipe, a device.
        FileNotFoundError: there is no such file.
        OSError: the system can't reach it: its path is too long, leads through a file, or may not be read.
        WrongTypeError: it is neither a path nor bytes.
    """
    named = name_of(source, name)
    raw = source if isinstance(source, bytes) else _read(Path(source), named, largest + 1)
    if len(raw) > largest:
        raise FileFormatError(f"{named} is larger than {largest:,} bytes; is it the right file?")
    return Content(named, raw)


def _read(path: Path, name: str, most: int) -> bytes:
    try:
        kind = path.stat().st_mode
    except ValueError:  # a path with a null character, or one that the system can't write
        raise FileFormatError(f"{str(path)!r} can't be the path of a file; correct it") from None
    if stat.S_ISDIR(kind):
        raise FileFormatError(f"{name} is a folder; name a file in it")
    if not stat.S_ISREG(kind):  # reading a pipe or device may never end
        raise FileFormatError(f"{name} is no regular file but a pipe or device; save what it gives, and read that file")
    with path.open("rb") as file:
        return file.read(most)
