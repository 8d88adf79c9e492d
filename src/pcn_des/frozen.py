"""A mapping that nobody can change, and things frozen all the way down."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Kept = TypeVar("Kept")


class FrozenMap(Mapping[Key, Kept], Generic[Key, Kept]):
    """A read-only copy of a mapping, in its order. It compares as any mapping does, hashes, and pickles."""

    __slots__ = ("_kept",)
    _kept: dict[Key, Kept]

    def __init__(self, kept: Mapping[Key, Kept] | None = None) -> None:
        object.__setattr__(self, "_kept", dict(kept or {}))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a FrozenMap can't be changed; make a new one instead of setting {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a FrozenMap can't be changed; make a new one instead of deleting {name}")

    def __getitem__(self, key: Key) -> Kept:
        return self._kept[key]

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[Key]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def items(self) -> ItemsView[Key, Kept]:
        """The keys with what is kept under them."""
        return self._kept.items()

    def values(self) -> ValuesView[Kept]:
        """What is kept."""
        return self._kept.values()

    def __hash__(self) -> int:
        return hash(frozenset(self._kept.items()))

    def __reduce__(self) -> tuple[type[FrozenMap[Key, Kept]], tuple[dict[Key, Kept]]]:
        return FrozenMap, (self._kept,)

    def __repr__(self) -> str:
        return f"FrozenMap({self._kept!r})"


class MadeOnUse(FrozenMap[Key, Kept]):
    """A `FrozenMap` of which each value is made from what is said of it when it is first asked for, and then kept.

    What is made is as frozen as its maker makes it.
    """

    __slots__ = ("_make", "_said")
    _said: Mapping[Key, Any]
    _make: Callable[[Any], Kept]

    def __init__(self, said: Mapping[Key, Any], make: Callable[[Any], Kept]) -> None:
        super().__init__()
        object.__setattr__(self, "_said", said)
        object.__setattr__(self, "_make", make)

    def __getitem__(self, key: Key) -> Kept:
        if key not in self._kept:
            return self._kept.setdefault(key, self._make(self._said[key]))  # of two threads, both get the first's
        return self._kept[key]

    def __contains__(self, key: object) -> bool:
        return key in self._said

    def __iter__(self) -> Iterator[Key]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    items = Mapping.items  # which ask for each value
    values = Mapping.values

    def __hash__(self) -> int:
        return hash(FrozenMap(self))

    def __reduce__(self) -> tuple[type[FrozenMap[Key, Kept]], tuple[dict[Key, Kept]]]:
        return FrozenMap, (dict(self),)

    def __repr__(self) -> str:
        return repr(FrozenMap(self))


def frozen(value: Any) -> Any:
    """Plain values that nobody can change: lists become tuples and mappings `FrozenMap`s, all the way down."""
    if isinstance(value, MadeOnUse):
        return value
    if isinstance(value, Mapping):
        return FrozenMap({key: frozen(part) for key, part in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(part) for part in value)
    return value
