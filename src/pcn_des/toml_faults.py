"""What is wrong with a text that is no TOML: a day that there is not is named, with its line."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Final

_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_LIKE_A_DAY: Final = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T ]\d{1,2}:\d{1,2}(?::\d{1,2})?)?"
)


def fault(text: str, error: tomllib.TOMLDecodeError) -> str:
    """What is said of a text that can't be read: where the fault lies in a day, which one; else what Python says.

    Examples:
        >>> try:
        ...     tomllib.loads("since = 2022-02-30")
        ... except tomllib.TOMLDecodeError as error:
        ...     print(fault("since = 2022-02-30", error))
        line 1: 2022-02-30 is no day that there is; write a day as 2022-10-01
    """
    place = _PLACE.search(str(error))
    if place is None:  # at the end of the text
        return str(error)
    line, column = int(place[1]), int(place[2]) - 1
    said = text.replace("\r\n", "\n").split("\n")[line - 1]
    for found in _LIKE_A_DAY.finditer(said):
        if found.start() <= column <= found.end() and not _is_day(found[0]):
            return f"line {line}: {found[0]} is no day that there is; write a day as 2022-10-01"
    return str(error)


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said[:10])
    except ValueError:
        return False
    return True
