"""The Network Contract DES, England's primary care network contract, for every day since 1 July 2019.

The public names are those of the stub `__init__.pyi`, and each is loaded on first use, so that `import pcn_des` costs
next to nothing.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any


def _homes() -> dict[str, str]:
    """The public names, each with the module that it lives in, as the stub says."""
    stub = __loader__.get_data(f"{__path__[0]}/__init__.pyi").decode("utf-8")
    return {
        name: module
        for module, names in re.findall(r"^from (\S+) import (\([^)]*\)|.+)$", stub, re.MULTILINE)
        for name in re.findall(r"(\w+) as \1\b", names)
    }


_HOMES = _homes()
__all__ = sorted(_HOMES)  # the stub has them for tools that read source


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'pcn_des' has no attribute '{name}'")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
