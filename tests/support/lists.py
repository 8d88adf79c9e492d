"""The lists of every record of a network: where each is, and the network with another list in its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from pcn_des.network import Network, Records

Path = tuple[str | int, ...]
"""Such as `("practices", 0, "populations")`."""


def lists_of(record: Any, path: Path = ()) -> Iterator[tuple[Path, Records[Any]]]:
    """Each list on record in a record, with where it is."""
    for field in attrs.fields(type(record)):
        held = getattr(record, field.name)
        if isinstance(held, Records):
            yield (*path, field.name), held
            for place, item in enumerate(held):
                yield from lists_of(item, (*path, field.name, place))


def with_list(network: Network, path: Path, records: Records[Any] | None) -> Network:
    """The network with another list there, or none."""
    changed: Network = _changed(network, path, records)
    return changed


def _changed(record: Any, path: Path, records: Records[Any] | None) -> Any:
    name, *rest = path
    if not rest:
        return attrs.evolve(record, **{str(name): records})
    held = getattr(record, str(name))
    items = list(held)
    place = int(rest[0])
    items[place] = _changed(items[place], tuple(rest[1:]), records)
    return attrs.evolve(record, **{str(name): held.holding(items)})
