"""Writes a network as plain values, TOML or JSON, so that reading it again gives an equal one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from pcn_des.errors import FileFormatError
from pcn_des.network import Network, Records


def write_network(network: Network, path: str | Path) -> None:
    """Write a network to a `.toml` or `.json` file. Comments of a file that it was read from are not kept.

    Raises:
        FileFormatError: another kind of file.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "millbrook.toml")
        ...     write_network(Network(code="U00001", name="Millbrook PCN", payees=[]), path)
        ...     print(path.read_text(encoding="utf-8"))
        code = "U00001"
        name = "Millbrook PCN"
        payees = []
        <BLANKLINE>
    """
    path = Path(path)
    if path.suffix == ".toml":
        import tomli_w

        path.write_text(tomli_w.dumps(_plain(network, _as_it_is)), encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps(network_dict(network), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        raise FileFormatError(f"{path.name} is neither .toml nor .json; a network is written to one of these")


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
