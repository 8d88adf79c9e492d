"""On which line of a file an entry or one of its fields stands: the TOML reader of Python does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_HEADER: Final = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?")
_FIELD: Final = re.compile(r"""^\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")


def line_of(content: str, key: str, version: int = 0, field: str = "") -> int | None:
    """The line, from one, of a key such as `terms.network.list_size` or `missing.network.list_size`; None of none.

    Of an entry it is the header of that version (counted from nought), or the line of a field below it; of a key in a
    plain table such as `[missing]`, the line that gives it its value; of a whole section, the header of its first.
    """
    table, found, seen = "", None, -1
    for number, line in enumerate(content.splitlines(), 1):
        if header := _HEADER.match(line):
            if found is not None and not _plain(header[1]).startswith(f"{key}."):
                return found
            table = _plain(header[1])
            if table == key:
                seen += 1
            if found is None and (seen == version if table == key else table.startswith(f"{key}.") and seen < 0):
                found = number
        elif named := _FIELD.match(line):
            name = _plain(named[1])
            if found is not None and field and table == key and name == field:
                return number
            if found is None and f"{table}.{name}".lstrip(".") == key:
                return number
    return found


def place_in(files: Mapping[str, bytes], key: str, version: int = 0, field: str = "") -> tuple[str, int | None]:
    """The file and the line of a version of an entry, or of a field of it; what follows from another stands in none."""
    for file, content in files.items():
        line = line_of(content.decode(), key, version, field)
        if line is not None:
            return file, line
    return next(iter(files)), None


def _plain(key: str) -> str:
    """A key without its quotation marks."""
    return re.sub(r"""["'\s]""", "", key)
