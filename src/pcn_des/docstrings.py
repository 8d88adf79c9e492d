"""What functions and classes say of themselves, also where Python runs with -OO and has dropped it."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from textwrap import dedent
from typing import Any


def docstring(of: Callable[..., Any]) -> str | None:
    """The docstring of a function or class, its indentation taken away; None where it has none.

    Under -OO it is read from the source; where there is none either, it is the name in words.
    """
    if of.__doc__ or sys.flags.optimize < 2:
        return inspect.cleandoc(of.__doc__) if of.__doc__ else None
    try:
        definition = ast.parse(dedent(inspect.getsource(of))).body[0]
    except (OSError, SyntaxError):
        return f"{of.__name__.replace('_', ' ').strip().capitalize()}."
    assert isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)  # the source of either
    return ast.get_docstring(definition)
