"""What is wrong with a text that is no TOML: a day that there is not, or a time without seconds, with its line."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from typing import Final

_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_LIKE_A_DAY: Final = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T ]\d{1,2}:\d{1,2}(?::\d{1,2})?)?"
)
_LIKE_A_TIME: Final = re.compile(r"[=\[,]\s*((\d{1,2}):(\d{2})(?::(\d{2}))?)(?![\d:])")


def fault(text: str, error: tomllib.TOMLDecodeError) -> str:
    """What is said of a text that can't be read: where the fault lies in a day, which one; else what Python says.

    Examples:
        >>> try:
        ...     tomllib.loads("since = 2022-02-30")
        ... except tomllib.TOMLDecodeError as error:
        ...     print(fault("since = 2022-02-30", error))
        line 1: 2022-02-30 is no day that there is; write a day as 2022-10-01
        >>> try:
        ...     tomllib.loads("start = 18:30")
        ... except tomllib.TOMLDecodeError as error:
        ...     print(fault("start = 18:30", error))
        line 1: 18:30 is no time in TOML; write it as 18:30:00
    """
    place = _PLACE.search(str(error))
    if place is None:  # at the end of the text
        return str(error)
    line, column = int(place[1]), int(place[2]) - 1
    said = text.replace("\r\n", "\n").split("\n")[line - 1]
    for found in _LIKE_A_DAY.finditer(said):
        if found.start() <= column <= found.end() and not _is_day(found[0]):
            return f"line {line}: {found[0]} is no day that there is; write a day as 2022-10-01"
    for found in _LIKE_A_TIME.finditer(said):
        if found.start(1) <= column <= found.end() and not _is_time(found[1]):
            return f"line {line}: {found[1]} is no time in TOML; {_as_time(*found.groups()[1:])}"
    return str(error)


def _as_time(hour: str, minute: str, second: str | None) -> str:
    """The mend of a time, with its seconds where it is one that a clock shows."""
    whole = f"{int(hour):02}:{minute}:{second or '00'}"
    return f"write it as {whole}" if _is_time(whole) else "write a time as 18:30:00"


def _is_time(said: str) -> bool:
    try:
        time.fromisoformat(said)
    except ValueError:
        return False
    return len(said) == len("18:30:00")


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said[:10])
    except ValueError:
        return False
    return True
