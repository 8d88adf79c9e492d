"""Reads a network from a file or a mapping: which format it is, and how its text becomes plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pcn_des.brief import by_name
from pcn_des.errors import FileFormatError
from pcn_des.formats.archive import is_archive
from pcn_des.formats.given import Content, Source, content_of, name_of
from pcn_des.formats.network_file.plain import network_of
from pcn_des.formats.plain_values import looks_like_json, plain_values
from pcn_des.network import Network

LARGEST_FILE: Final = 20_000_000  # bytes; a network with ten years of sessions has about two million
ENDINGS: Final = (".toml", ".json", ".xlsx")
_MARK: Final = b"\xef\xbb\xbf"
_BEGINNING: Final = 1000  # bytes, in which what they are is seen
_AN_ENDING: Final = re.compile(r"\.[a-z][a-z0-9]{1,4}")  # of a file; `v1.2`, which bytes may be called, has none


def read_network(source: Source | Mapping[str, Any], *, name: str = "") -> Network:
    """A network from a `.toml`, `.json` or `.xlsx` file, or from a mapping of the same shape as the first two.

    An `.xlsx` file is a workbook that `pcn_des.formats.workbook` wrote and people filled. `source` is a path, a
    mapping, or the bytes that stand in a file, which messages call by `name`; the kind of bytes is told by the ending
    of that name, or without one by what they begin with.

    Raises:
        RecordError: something in it is wrong; every problem is named with its place.
        FileFormatError: the file is of another kind, too large, or no regular file.
        FileNotFoundError: there is no such file.
        MissingExtraError: it is a workbook, and openpyxl is not installed.

    Examples:
        >>> network = read_network({"code": "U00001", "name": "Millbrook PCN", "payees": []})
        >>> network.name, network.payees, network.practices
        ('Millbrook PCN', <Records: 0, complete>, None)

        What is wrong is named with its place, all of it at once:

        >>> read_network({"code": "U1", "name": "Millbrook PCN", "payees": [{"name": "Mill Lane Surgery"}]})
        Traceback (most recent call last):
            ...
        pcn_des.errors.RecordError: The network can't be used, 2 problems:
          - code: 'U1' is not a PCN code (U and five digits, such as U00254)
          - payees[1].since: 'since' is missing
    """
    if isinstance(source, Mapping):
        return network_of(source, "The network")
    named = name_of(source, name)
    ending = Content(named, b"").ending
    if isinstance(source, bytes) and not _AN_ENDING.fullmatch(ending):
        return _of_bytes(source, named)
    if ending not in ENDINGS:
        given = named if isinstance(source, bytes) or name else f"'{by_name(str(source))}'"
        raise FileFormatError(f"{given} is neither .toml nor .json nor .xlsx; a network is read from one of these")
    return _of_content(content_of(source, named, LARGEST_FILE))


def read_network_text(text: str, name: str) -> Network:
    """A network from the text of a file whose name ends in `.toml` or `.json`. Raises as `read_network` does."""
    return network_of(plain_values(Content(name, text.encode("utf-8", "surrogatepass"))), name)


def _of_content(content: Content) -> Network:
    if content.ending == ".xlsx":
        return _of_workbook(content.raw, content.name)
    return network_of(plain_values(content), content.name)


def _of_bytes(raw: bytes, name: str) -> Network:
    """A network from bytes whose name doesn't tell what they are: a workbook, JSON or else TOML."""
    content = content_of(raw, name, LARGEST_FILE)
    if is_archive(content):
        return _of_workbook(raw, name)
    json = looks_like_json(raw[:_BEGINNING].removeprefix(_MARK).decode("utf-8", "replace"))
    values = plain_values(content, ending=".json" if json else ".toml")
    return network_of(values, name)


def _of_workbook(raw: bytes, name: str) -> Network:
    from pcn_des.formats import workbook  # many modules, which a text needs none of

    return workbook.network(raw, name=name)
