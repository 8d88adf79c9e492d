"""This package, on a table and on one network after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

import pcn_des as des
from benchmarks.engines.asked import PAYMENTS, RULES, SHORT, YEAR, Table


def rules(table: Table) -> Callable[[], Any]:
    """These five of its rules, on the table."""
    from pcn_des import frame

    given = pl.DataFrame(dict(table))
    return lambda: frame.assess(given, rules=RULES).select(RULES)


def row_by_row(table: Table) -> Callable[[], Any]:
    """One network after another, with the full receipt: every duty of the day, not only the five."""
    rows = [
        (day, {name: table[name][place] for name in SHORT if table[name][place] is not None})
        for place, day in enumerate(table["day"])
    ]
    return lambda: [des.assess(given, day) for day, given in rows]


def payments(table: Table) -> Callable[[], Any]:
    """Every payment stream of the year, with the ends that what is half known lies between."""
    from pcn_des import frame

    given = pl.DataFrame({name: table[name] for name in ("code", *dict.fromkeys(PAYMENTS.values()))})
    return lambda: frame.entitlements(given, YEAR)
