"""What follows from the silence of records: worked out once for all networks that are silent in the same fields."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any, Final, Generic, TypeVar

import attrs

from pcn_des.network import Network

Answer = TypeVar("Answer")
_NO_FIELDS: Final[frozenset[str]] = frozenset()
_FIELDS: Final = frozenset(field.name for field in attrs.fields(Network))


class ReadNetwork:
    """A network that notes which of its fields are read: what two networks say alike in all of them is said alike."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._read: set[str] = set()
        self._on_record = {name for name in _FIELDS if getattr(network, name) is not None}

    def __getattr__(self, name: str) -> Any:
        if name in _FIELDS:
            self._read.add(name)
            return getattr(self._network, name)
        shared = getattr(Network, name)
        return shared.fget(self) if isinstance(shared, property) and shared.fget is not None else partial(shared, self)


def fields_read(network: Any, ask: Callable[[], Answer]) -> tuple[Answer, frozenset[str]]:
    """An answer, and the fields that it read of a network that notes them; whoever notes around it has them, too."""
    if not isinstance(network, ReadNetwork):
        return ask(), _NO_FIELDS
    around, network._read = network._read, set()
    try:
        answer, fields = ask(), frozenset(network._read)
    finally:
        network._read |= around
    return answer, fields


def also_read(network: Any, fields: Iterable[str]) -> None:
    """Notes, where a network does, that an answer rests on fields which were read before."""
    if isinstance(network, ReadNetwork):
        network._read.update(fields)


def is_silent(network: ReadNetwork, fields: Iterable[str]) -> bool:
    """Whether a network has no record in any of these fields, and no terms or exceptions of its own either."""
    return network._on_record.isdisjoint(fields) and "variations" not in network._on_record


class OfSilence(Generic[Answer]):
    """Answers that rest on no record of a network, each kept for every other network that has none there either."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[frozenset[str], Answer]] = {}

    def of(self, question: Hashable, ask: Callable[[], Answer], network: ReadNetwork) -> Answer:
        """The answer to a question about a network, asked only where that of another network's silence is not its."""
        kept = self._kept.get(question)
        if kept is not None and is_silent(network, kept[0]):
            return kept[1]
        answer, fields = fields_read(network, ask)
        if is_silent(network, fields):
            self._kept[question] = fields, answer
        return answer
