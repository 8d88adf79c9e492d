"""A file of contract data cut into its entries and what stands between them, as text, so that comments are kept.

A library that edits TOML was tried first: it takes the comment above the next entry for a part of the entry before, and
drops it together with that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any, Final

import attrs

_HEADER: Final = re.compile(r"^(\[\[?)([^\[\]]+)\]\]?\s*(#.*)?$")
_PLAIN_TABLES: Final = ("looked", "missing", "removed")  # in the order in which they stand


@attrs.frozen
class Piece:
    """A part of a file: an entry with its section, key and fields, a plain table such as `[missing]`, or a gap.

    A gap is empty lines and comments, or fields above the first table: it has no section.
    """

    text: str
    section: str = ""
    key: str = ""
    raw: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def is_entry(self) -> bool:
        """Whether it is a version of an entry."""
        return bool(self.key)

    @property
    def name(self) -> str:
        """The section and the key."""
        return f"{self.section}.{self.key}"


def pieces_of(text: str) -> list[Piece]:
    """A file in its pieces, which joined are the file again."""
    chunks: list[list[str]] = [[]]
    owner = ""
    for line in text.splitlines(keepends=True):
        header = _HEADER.match(line.rstrip("\n"))
        if header and not (owner and header[2].strip().startswith(f"{owner}.")):
            chunks.append([])
            owner = header[2].strip()
        chunks[-1].append(line)
    found = []
    for chunk in chunks:
        end = len(chunk)
        while end and _is_gap(chunk[end - 1]):
            end -= 1
        found += [_piece("".join(chunk[:end]))] if end else []
        found += [Piece("".join(chunk[end:]))] if chunk[end:] else []
    return found


def joined(pieces: Iterable[Piece]) -> str:
    """The file of some pieces."""
    return "".join(piece.text for piece in pieces)


def tidied(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces of which some came or went, with one empty line, and no more, where several met; none at the end."""
    found: list[Piece] = []
    for piece in pieces:
        if found and not piece.section and not found[-1].section:
            lines = (found[-1].text + piece.text).splitlines(keepends=True)
            found[-1] = Piece(
                "".join(line for before, line in pairwise(["", *lines]) if line.strip() or before.strip() or not before)
            )
        else:
            found.append(piece)
    while found and not found[-1].text.strip():
        found.pop()
    if found and not found[-1].section:  # comments, after the last entry went
        found[-1] = attrs.evolve(found[-1], text=found[-1].text.rstrip("\n") + "\n")
    if found and not found[0].text.strip():
        found.pop(0)
    return found


def _is_gap(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _piece(text: str) -> Piece:
    header = _HEADER.match(text.splitlines()[0])
    if header is None:
        return Piece(text)
    table: Any = tomllib.loads(text, parse_float=Decimal)
    section = ""
    path: list[str] = []
    depth = len(_path(header[2]))
    for _ in range(depth):
        (name,) = table
        table = table[name]
        section, path = (name, path) if not section else (section, [*path, name])
    raw = table[0] if isinstance(table, list) else table
    return Piece(text, section, ".".join(path), raw)


def _path(header: str) -> list[str]:
    """The parts of the key of a header."""
    return re.findall(r"""\"[^\"]*\"|'[^']*'|[^.\s]+""", header)


@attrs.frozen
class Field:
    """A field of an entry or a line of a plain table, as text: its name and everything up to the next one."""

    name: str
    text: str


def fields_of(text: str) -> tuple[str, list[Field], str]:
    """The header of a piece with its line, the fields below it, and the tables that follow them."""
    lines = text.splitlines(keepends=True)
    found: list[Field] = []
    at = 1
    while at < len(lines) and not _HEADER.match(lines[at].rstrip("\n")):
        end = at + 1
        while (parsed := _parsed("".join(lines[at:end]))) is None:
            end += 1
        if parsed:
            found.append(Field(_name(parsed), "".join(lines[at:end])))
        elif found:  # a comment or an empty line stays with what is above
            found[-1] = Field(found[-1].name, found[-1].text + lines[at])
        at = end
    return lines[0], found, "".join(lines[at:])


def _parsed(text: str) -> dict[str, Any] | None:
    """The fields of a text; None where it is not a whole one yet."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _name(parsed: Mapping[str, Any]) -> str:
    """The name of the one field there is, dotted where it is."""
    (name,) = parsed
    return str(name)


def with_fields(piece: Piece, changes: Mapping[str, str | None]) -> Piece:
    """An entry with other fields: each name with its value as TOML, or None where the field goes.

    A field that is there keeps its place. A new one comes before the sources, or else last.
    """
    header, found, below = fields_of(piece.text)
    texts: dict[str, str] = {field.name: field.text for field in found}
    order = [field.name for field in found]
    for name, value in changes.items():
        if value is None:
            texts.pop(name, None)
            if below and name in piece.raw:
                below = _without_table(below, f"{piece.name}.{name}")
            continue
        if name not in texts:
            order.insert(order.index("sources") if "sources" in order else len(order), name)
        texts[name] = f"{name} = {value}\n"
    text = header + "".join(texts[name] for name in order if name in texts) + below
    return _piece(text)


def _without_table(below: str, name: str) -> str:
    """Tables below an entry without one of them."""
    found = [piece for piece in pieces_of(below) if piece.name != name]
    return joined(found)


def as_toml(value: Any) -> str:
    """A value as TOML, on one line."""
    import tomli_w

    return tomli_w.dumps({"x": value}, multiline_strings=False).partition(" = ")[2].rstrip("\n")


def alike(one: str, other: str) -> int:
    """How many letters two keys have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def is_plain_table(piece: Piece) -> bool:
    """Whether a piece is `[looked]`, `[missing]` or `[removed]`."""
    return piece.section in _PLAIN_TABLES and not piece.key


def in_table(pieces: list[Piece], table: str, lines: Mapping[str, str], without: Iterable[str] = ()) -> list[Piece]:
    """A file with more lines in a plain table, each key with its value as TOML, and without others.

    A table that is not there is put at the end; `[looked]` comes before `[missing]`, and that before `[removed]`.
    """
    gone = {*without, *lines}
    for place, piece in enumerate(pieces):
        if is_plain_table(piece) and piece.section == table:
            header, found, _ = fields_of(piece.text)
            kept = "".join(field.text for field in found if field.name not in gone)
            text = header + kept + _lines(lines)
            return [*pieces[:place], Piece(text, table, "", _piece(text).raw), *pieces[place + 1 :]]
    if not lines:
        return pieces
    new = [Piece("\n"), Piece(f"[{table}]\n{_lines(lines)}", table)]
    if not pieces:
        return new[1:]
    later = _PLAIN_TABLES[_PLAIN_TABLES.index(table) + 1 :]
    ends = (place for place, piece in enumerate(pieces) if is_plain_table(piece) and piece.section in later)
    place = next(ends, len(pieces))
    new = [new[1], new[0]] if place < len(pieces) else new
    return [*pieces[:place], *new, *pieces[place:]]


def _lines(lines: Mapping[str, str]) -> str:
    return "".join(f"{as_toml(name)} = {value}\n" for name, value in lines.items())
