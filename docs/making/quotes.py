"""The source of a function, quoted in a page as it is on the day of the build."""

from __future__ import annotations

import inspect
from importlib import import_module

from mkdocs.exceptions import PluginError


def quoted(name: str) -> str:
    """The source of a function or class as a block of code.

    Raises:
        PluginError: there is nothing of that name; the build fails.
    """
    module, _, thing = name.rpartition(".")
    try:
        source = inspect.getsource(getattr(import_module(module), thing))
    except (ImportError, AttributeError, TypeError) as error:
        raise PluginError(f"a page quotes the source of {name}, and there is none: {error}") from None
    return f"```py\n{source.rstrip()}\n```"
