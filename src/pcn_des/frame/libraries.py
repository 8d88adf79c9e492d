"""The libraries that tables are read and made with, which only the extra `frame` installs."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from pcn_des.arguments import a_choice
from pcn_des.errors import MissingExtraError

BACKENDS: Final = ("polars", "pandas", "pyarrow")


def needs(feature: str, *libraries: str) -> None:
    """Stop where a library that a feature needs is not installed.

    Raises:
        MissingExtraError: one is not.
    """
    try:
        for library in libraries:
            import_module(library)
    except ImportError:
        raise MissingExtraError(feature, " and ".join(dict.fromkeys(libraries)), "frame") from None


def check_backend(backend: str) -> None:
    """Stop where tables are not made with a library of this name.

    Raises:
        MisuseError: they are not.
    """
    a_choice(backend, BACKENDS, "backend")


def in_pandas(table: Any) -> Any:
    """An Arrow table as pandas has it, with the types of Arrow: NumPy has no whole number that is missing."""
    import pandas

    return table.to_pandas(types_mapper=pandas.ArrowDtype)
