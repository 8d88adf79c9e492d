"""Reads a network from a file or a mapping: which format it is, and how its text becomes plain values."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pcn_des.errors import FileFormatError
from pcn_des.formats import workbook
from pcn_des.formats.network_file.plain import network_of
from pcn_des.network import Network

LARGEST_FILE: Final = 20_000_000  # bytes; a network with ten years of sessions has about two million


def read_network(source: str | Path | Mapping[str, Any]) -> Network:
    """A network from a `.toml`, `.json` or `.xlsx` file, or from a mapping of the same shape as the first two.

    An `.xlsx` file is a workbook that `pcn_des.formats.workbook` wrote and people filled.

    Raises:
        RecordError: something in it is wrong; every problem is named with its place.
        FileFormatError: the file is of another kind, or too large.
        FileNotFoundError: there is no such file.

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
    path = Path(source)
    if path.suffix == ".xlsx":
        return workbook.network(path)
    return network_of(_parsed(path), path.name)


def read_network_text(text: str, name: str) -> Network:
    """A network from the text of a file whose name ends in `.toml` or `.json`. Raises as `read_network` does."""
    return network_of(_plain_values(text, name), name)


def _parsed(path: Path) -> Mapping[str, Any]:
    if path.suffix not in (".toml", ".json"):
        raise FileFormatError(f"{path.name} is neither .toml nor .json nor .xlsx; a network is read from one of these")
    if path.stat().st_size > LARGEST_FILE:
        raise FileFormatError(f"{path.name} is larger than {LARGEST_FILE:,} bytes; is it a network file?")
    try:
        return _plain_values(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise FileFormatError(f"{path.name} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8") from None


def _plain_values(text: str, name: str) -> Mapping[str, Any]:
    try:
        if name.endswith(".toml"):
            return tomllib.loads(text, parse_float=Decimal)
        parsed = json.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise FileFormatError(f"{name} can't be read: {error}") from None
    if not isinstance(parsed, dict):
        raise FileFormatError(f"{name} must hold one network, {{…}}, not a {type(parsed).__name__}")
    return parsed
