"""Polars, written by hand: the limit of what these rules of this one year can take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from benchmarks.engines.asked import (
    JUDGEMENT,
    MET,
    MONTHS,
    NOT_APPLICABLE,
    NOT_MET,
    PAYMENTS,
    PLACES,
    RULES,
    SHORT,
    UNKNOWN,
    Figures,
    Table,
    holiday_in_week,
    tops,
)


def rules(table: Table) -> Callable[[], Any]:
    """The five rules."""
    figures = Figures.of_the_year()
    given = pl.DataFrame({"day": table["day"], **{short: table[name] for name, short in SHORT.items()}})
    holidays = [day for day in MONTHS if holiday_in_week(day)]

    def code(value: int) -> pl.Expr:
        return pl.lit(value, dtype=pl.UInt8)

    patients, minutes = pl.col("registered"), pl.col("minutes")
    owed = pl.col("adjusted") * figures.minutes  # in thousandths of a minute
    step = 1_000 * figures.step
    rounded = (2 * owed + step) // (2 * step) * step
    most, least = pl.max_horizontal(owed, rounded), pl.min_horizontal(owed, rounded)
    held = (minutes + pl.col("cancelled")) * 1_000
    expressions = [
        pl.when(patients.is_null())
        .then(code(UNKNOWN))
        .when(patients >= figures.least)
        .then(code(MET))
        .when(pl.col("approved").is_null())
        .then(code(UNKNOWN))
        .when(pl.col("approved"))
        .then(code(JUDGEMENT))
        .otherwise(code(NOT_MET))
        .alias(RULES[0]),
        pl.when(patients.is_null())
        .then(code(UNKNOWN))
        .when(patients <= figures.most)
        .then(code(MET))
        .otherwise(code(NOT_MET))
        .alias(RULES[1]),
        pl.when(minutes.is_null() | pl.col("adjusted").is_null())
        .then(code(UNKNOWN))
        .when(minutes * 1_000 >= most)
        .then(code(MET))
        .when((held >= least) | pl.col("day").is_in(holidays))
        .then(code(UNKNOWN))
        .otherwise(code(NOT_MET))
        .alias(RULES[2]),
        pl.when(pl.col("director").is_null())
        .then(code(UNKNOWN))
        .when(pl.col("director"))
        .then(code(MET))
        .when(pl.col("covered"))
        .then(code(JUDGEMENT))
        .otherwise(code(NOT_MET))
        .alias(RULES[3]),
        pl.when(~pl.col("changed"))
        .then(code(NOT_APPLICABLE))
        .when(pl.col("changed").is_null() | pl.col("updated").is_null())
        .then(code(UNKNOWN))
        .when(pl.col("updated"))
        .then(code(MET))
        .otherwise(code(JUDGEMENT))
        .alias(RULES[4]),
    ]
    return lambda: given.select(expressions)


def payments(table: Table) -> Callable[[], Any]:
    """The three streams."""
    given = pl.DataFrame({name: table[name] for name in dict.fromkeys(PAYMENTS.values())})
    return lambda: given.select(
        ((pl.col(PAYMENTS[stream]) * top * 100 * 2 + PLACES) // (2 * PLACES)).alias(stream)
        for stream, top in tops().items()
    )
