"""Writes a network as plain values, TOML or JSON, so that reading it again gives an equal one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from pcn_des.arguments import a
from pcn_des.brief import by_name
from pcn_des.errors import FileFormatError, PlainTextError
from pcn_des.formats.network_file.plain import FORMAT, FORMAT_KEY
from pcn_des.network import Network, Records
from pcn_des.network.records import has_lines
from pcn_des.plain_text import plain_texts
from pcn_des.writing import write_file


def write_network(network: Network, path: str | Path, *, overwrite: bool = False) -> None:
    """Write a network to a `.toml` or `.json` file. Comments of a file that it was read from are not kept.

    The file is written whole or not at all, and says its `format`. `overwrite` replaces one that is there already.

    Raises:
        FileFormatError: another kind of file.
        PlainTextError: a text that could not be read again, such as one with a control character.
        WritingError: the file is there already and `overwrite` was not asked for, or it can't be written.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "millbrook.toml")
        ...     write_network(Network(code="U00001", name="Millbrook PCN", payees=[]), path)
        ...     print(path.read_text(encoding="utf-8"))
        format = 3
        code = "U00001"
        name = "Millbrook PCN"
        payees = []
        <BLANKLINE>
    """
    a(Network, network, "network", "a Network")
    path = Path(a((str, PathLike), path, "path", "the path of the file to write"))
    if path.suffix not in (".toml", ".json"):
        raise FileFormatError(f"{by_name(path.name)} is neither .toml nor .json; a network is written to one of these")
    for place, wrong in _not_plain("", network):
        raise PlainTextError(f"{path.name} can't be written. {place}: {wrong}")
    if path.suffix == ".toml":
        import tomli_w

        text = tomli_w.dumps({FORMAT_KEY: FORMAT, **_plain(network, _as_it_is)})
    else:
        text = json.dumps({FORMAT_KEY: FORMAT, **network_dict(network)}, indent=2, ensure_ascii=False) + "\n"
    write_file(path, text, overwrite=overwrite)


def _not_plain(place: str, record: Any) -> Iterator[tuple[str, PlainTextError]]:
    """The texts of a record and of those in it that could not be read again, each with its place."""
    for field in attrs.fields(type(record)):
        value, named = getattr(record, field.name), f"{place}{field.name}"
        if isinstance(value, Records):
            for number, item in enumerate(value, 1):
                yield from _not_plain(f"{named}[{number}].", item)
            continue
        try:
            plain_texts(value, lines=has_lines(field))
        except PlainTextError as wrong:
            yield named, wrong


def network_dict(network: Network) -> dict[str, Any]:
    """A network as plain values, ready for JSON: days as ISO texts, decimals as texts. What is unknown is left out."""
    plain: dict[str, Any] = _plain(network, _as_json)
    return plain


def records_list(records: Records[Any]) -> Any:
    """A list of records as plain values: a list, with whether it is complete where the list alone does not say it."""
    return _plain(records, _as_json)


def _plain(value: Any, leaf: Callable[[Any], Any]) -> Any:
    if attrs.has(type(value)):
        named = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
        return {name: _plain(part, leaf) for name, part in named.items() if part is not None}
    if isinstance(value, Records):
        items = [_plain(item, leaf) for item in value]
        if value.complete_for is not None:
            return {"complete": _plain(value.complete_for, leaf), "items": items}
        return items if value.complete is (not items) else {"complete": value.complete, "items": items}
    if isinstance(value, Mapping):
        return {name: _plain(_with_a_point(part), leaf) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part, leaf) for part in value]
    return leaf(value)


def _with_a_point(value: Any) -> Any:
    """A decimal that JSON's text can't be taken for anything else."""
    if not isinstance(value, Decimal):
        return value
    plain = Decimal(f"{value:f}")
    return plain if plain.as_tuple().exponent != 0 else Decimal(f"{plain:f}.0")


def _as_it_is(value: Any) -> Any:
    return value


def _as_json(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
