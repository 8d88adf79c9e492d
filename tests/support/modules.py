"""Every module of the package, for tests that hold of all that it defines."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import pcn_des


def modules() -> Iterator[ModuleType]:
    """Each module, imported; the one that runs the command line when it is imported is left out."""
    yield pcn_des
    for found in walk_packages(pcn_des.__path__, "pcn_des."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def classes_of(base: type) -> Iterator[type]:
    """Each class that the package defines under `base`, the public ones and the others."""
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__:
                yield value
