"""The public surface: every name of `pcn_des`, what a function takes and what an object offers.

python tests/support/surfacing.py        writes tests/surface.txt again; read what it changes before you keep it
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import attrs

import pcn_des as des

FILE = Path(__file__).parents[1] / "surface.txt"


def surface() -> str:
    """The surface, a line for each name."""
    return "\n".join(_line(name, getattr(des, name)) for name in dir(des)) + "\n"


def _line(name: str, thing: object) -> str:
    if inspect.isfunction(thing):
        named = (str(parameter).partition(":")[0].partition("=")[0] for parameter in _parameters(thing))
        return f"{name}({', '.join(part.strip() for part in named)})"
    if inspect.isclass(thing):
        return f"{name}: {', '.join(sorted(set(_offered(thing)))) or 'nothing more'}"
    return name


def _parameters(function: object) -> Iterator[str]:
    """The parameters of a function, with a star before those that have to be named."""
    only_named = False
    for parameter in inspect.signature(function).parameters.values():  # type: ignore[arg-type]  # it is one
        if parameter.kind is parameter.KEYWORD_ONLY and not only_named:
            only_named = True
            yield "*"
        yield parameter.name + ("?" if parameter.default is not parameter.empty else "")


def _offered(kind: type) -> Iterator[str]:
    """What its objects offer, as far as this package says so."""
    if attrs.has(kind):
        yield from (field.name for field in attrs.fields(kind) if not field.name.startswith("_"))
    if issubclass(kind, Enum):
        yield from kind.__members__
    for base in kind.__mro__:
        if base.__module__.startswith("pcn_des"):
            yield from (name for name in vars(base) if not name.startswith("_"))


if __name__ == "__main__":
    FILE.write_text(surface(), encoding="utf-8")
