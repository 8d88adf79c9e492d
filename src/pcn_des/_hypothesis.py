"""Tells Hypothesis how to draw the records of this package, once both are imported; loads neither."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def register() -> None:
    """Register strategies for `Network` and `Post`, if Hypothesis and the records are both imported.

    Hypothesis calls it at the end of its own import (the entry point `hypothesis`), and so does `pcn_des.network`:
    whichever comes second finds the other. What is only half imported has not got these names yet, and calls it later.
    """
    tell = getattr(sys.modules.get("hypothesis.strategies"), "register_type_strategy", None)
    records = sys.modules.get("pcn_des.network")
    if tell is None or records is None or not hasattr(records, "Post"):
        return
    tell(records.Network, lambda _: _strategies().networks())
    tell(records.Post, lambda _: _strategies().posts())


def _strategies() -> Any:
    return import_module("pcn_des.strategies")
