"""From the text of a TOML or JSON file to plain values, within bounds, and what no plain values may hold."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pcn_des import written
from pcn_des.brief import as_python_writes, by_name
from pcn_des.errors import FileFormatError, nearest
from pcn_des.formats.given import Content
from pcn_des.toml_faults import fault
from pcn_des.values import EXACTLY

DEEPEST: Final = 20  # lists and tables inside each other; a network file has six
DEEPEST_READ: Final = 100  # the same, before a text is read: a reader needs room on the stack for each
MOST_DIGITS: Final = 40  # of a number
LONGEST_NAME: Final = 60  # characters of a name that a message repeats
LONGEST_VALUE: Final = 120  # characters of a value that a message repeats
MOST_PARTS: Final = 60  # parts of a list or table that are written out, or named, and not only counted
_BYTE_ORDER_MARK: Final = "\ufeff"
_OTHER: Final = "by its name it is {0}, and what stands in it looks like {1}; give it a name that ends in {2}"
# Strings and comments of TOML, each to its end, or to that of the line or text where it isn't closed.
_STRINGS: Final = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
# The time that a key takes grows with the square of its dots.
_LONG_KEY: Final = re.compile(
    r'(?<![A-Za-z0-9_"-])(?:[A-Za-z0-9_-]++|")(?:[ \t]*+\.[ \t]*+(?:[A-Za-z0-9_-]++|"))'
    f"{{{DEEPEST}}}"
)


_NO_BRACKETS: Final = re.compile(r"[^\[\]{}]++")
_LIKE_JSON: Final = re.compile(r"\s*+(?:\{|\[\s*+\{)")
_LIKE_TOML: Final = re.compile(r"\s*+(?:#|\[\[?[\w.-]+\]|[\w.\"-]+[ \t]*+=)")


class _TwiceNamed(dict[str, Any]):
    """An object of JSON in which some keys stand twice."""

    twice: tuple[str, ...] = ()


def looks_like_json(text: str) -> bool:
    """Whether a text begins as an object of JSON does, or a list of them: no TOML begins so."""
    return _LIKE_JSON.match(text) is not None


def plain_values(content: Content, holds: str = "network", *, ending: str = "") -> Mapping[str, Any]:
    """The values of a TOML file (its name ends in `.toml`) or else of a JSON file; numbers with a point are exact.

    `holds` is what it should describe, in a word; `ending` is what counts where the name tells nothing.

    Raises:
        FileFormatError: it is no UTF-8 text, not what its name says, or has a key or number beyond all bounds.
    """
    name = content.name
    try:
        text = content.raw.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise FileFormatError(f"{name} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8") from None
    toml = (ending or content.ending) == ".toml"
    if toml:
        _refuse_long_keys(text, name)
    _refuse_deep_nests(text, name)
    try:
        if toml:
            return tomllib.loads(text, parse_float=_exactly)
        parsed = json.loads(text, parse_float=_exactly, parse_int=_whole, object_pairs_hook=_object)
    except tomllib.TOMLDecodeError as error:
        said = _OTHER.format("TOML", "JSON", ".json") if looks_like_json(text) else fault(text, error)
        raise FileFormatError(f"{name} can't be read: {said}") from None
    except json.JSONDecodeError as error:
        said = _OTHER.format("JSON", "TOML", ".toml") if _LIKE_TOML.match(text) else str(error)
        raise FileFormatError(f"{name} can't be read: {said}") from None
    except RecursionError:  # whoever asks is deep in a program of their own
        raise FileFormatError(f"{name} can't be read: its lists and tables lie too deep in each other") from None
    except ValueError:
        # Of `_exactly` or `_whole`; or of Python, whose whole numbers, which tomllib makes, have a bound of their own.
        raise FileFormatError(f"{name} can't be read: a number in it has more than {MOST_DIGITS} digits") from None
    if not isinstance(parsed, dict):
        raise FileFormatError(f"{name} must hold one {holds}, {{…}}, not {_kind(parsed)}")
    return parsed


def _kind(parsed: object) -> str:
    """What JSON holds at its top, where it is no object."""
    named = {type(None): "null", list: "a list", str: "a text", bool: "true or false"}
    return named.get(type(parsed), "a number")


def unfit(values: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """What no record can hold, with its place: keys that are no texts or stand twice, too large numbers, deep nests."""
    waiting: list[tuple[str, Any, int]] = [("", values, 0)]
    while waiting:
        place, value, depth = waiting.pop()
        if depth > DEEPEST:
            yield place, f"it lies more than {DEEPEST} lists and tables deep; is it a network file?"
        elif isinstance(value, Mapping):
            for key in getattr(value, "twice", ()):
                yield _inside(place, key), "it stands there twice; remove one of the two"
            for key in value:
                if not isinstance(key, str):
                    yield place, f"{shown(key)} is no name of a field; names are texts"
            named = [(_inside(place, key), part) for key, part in value.items() if isinstance(key, str)]
            waiting += [(inner, part, depth + 1) for inner, part in reversed(named)]
        elif isinstance(value, list | tuple):
            waiting += [(f"{place}[{n}]", part, depth + 1) for n, part in reversed(list(enumerate(value, 1)))]
        elif isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
            yield place, f"a number of more than {MOST_DIGITS} digits is not one that a record can hold"


def a_day(raw: Any) -> date:
    """A day, as TOML has it or as a text.

    Raises:
        ValueError: it is none.
    """
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return written.day(raw)
    except (TypeError, ValueError):
        raise ValueError(f"{shown(raw)} is not a day; {written.DAY_FORM}") from None


def shown(value: object) -> str:
    """A value as a message repeats it, not longer than a line: as a file has it, and not as Python writes it."""
    return _cut(_as_written(value), LONGEST_VALUE)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _as_written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case int() if abs(value) >= 10**MOST_DIGITS:
            return "a number of very many digits"  # Python refuses to write those with thousands
        case Decimal():
            return str(value)
        case date() | time():
            return value.isoformat()
        case list() | tuple() if len(value) > MOST_PARTS:
            return f"a list of {len(value):,}"
        case Mapping() if len(value) > MOST_PARTS:
            return f"a table of {len(value):,}"
        case list() | tuple():
            return f"[{', '.join(map(_as_written, value))}]"
        case Mapping():
            named = (f"{by_name(name)} = {_as_written(part)}" for name, part in value.items())
            return f"{{ {', '.join(named)} }}" if value else "{}"
        case _:
            return as_python_writes(value)


def _inside(place: str, key: str) -> str:
    name = _cut(key, LONGEST_NAME)
    return f"{place}.{name}" if place else name


def _refuse_long_keys(text: str, name: str) -> None:
    if text.count(".") < DEEPEST:
        return
    bare = _STRINGS.sub(lambda found: '"' if found[0][0] in "\"'" else "", text)
    if _LONG_KEY.search(bare):
        raise FileFormatError(f"{name} can't be read: a key in it has more than {DEEPEST} dots; is it a network file?")


def _refuse_deep_nests(text: str, name: str) -> None:
    """Refuse what a reader would end on, or where its stack is small take the whole program with it."""
    if text.count("[") + text.count("{") <= DEEPEST_READ:
        return
    depth = 0
    for bracket in _NO_BRACKETS.sub("", _STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST_READ:
            raise FileFormatError(f"{name} can't be read: its lists and tables lie too deep in each other")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    times = Counter(key for key, _ in pairs)
    marked = _TwiceNamed(found)
    marked.twice = tuple(key for key in found if times[key] > 1)[:MOST_PARTS]
    return marked


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(text[:MOST_DIGITS])
    return int(text)


def _exactly(text: str) -> Decimal:
    if len(text) > 2 * MOST_DIGITS:
        raise ValueError(text[:MOST_DIGITS])
    try:
        return Decimal(text, EXACTLY)
    except InvalidOperation:  # its exponent is beyond what a decimal can have
        raise ValueError(text) from None


_FIELDS_ARE: Final = "; the fields are "


def no_such_field(name: str, known: Sequence[str]) -> str:
    """What to say of a field that there is not: the one that was meant, or else all that there are."""
    offer = offered(name, known) or f"{_FIELDS_ARE}{', '.join(known)}"
    return f"there is no field '{_cut(name, LONGEST_NAME)}'{offer}"


def each_list_once(problems: Iterable[str]) -> Iterator[str]:
    """Problems as they are told, where a list of the fields stands only at the first field that needs it."""
    told: set[str] = set()
    for problem in problems:
        before, _, fields = problem.partition(_FIELDS_ARE)
        yield before if fields in told else problem
        told |= {fields} - {""}


def offered(name: str, known: Iterable[str]) -> str:
    """The known name that was most likely meant, as a question after a comma; nothing where none is like it."""
    near = nearest(name[:LONGEST_NAME], known)
    return f", did you mean '{near[0]}'?" if near else ""
