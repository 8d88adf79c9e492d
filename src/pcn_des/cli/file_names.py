"""What the names of public files say of them: the day of an edition, the contract year of a list."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import click

_DAY: Final = re.compile(r"(20\d\d)-([01]\d)-([0-3]\d)")
_YEAR: Final = re.compile(r"(?<!\d)(?:20|(?<!\d\d-))(\d\d)[-_](?:20)?(\d\d)(?!\d)")


def day_in(file: Path) -> date | None:
    """The day in the name of a file: ePCN_2025-01-20.xlsx."""
    match = _DAY.search(file.name)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def year_in(file: Path) -> str | None:
    """The contract year in the name of a file, such as nhspaymentsgp-22-23-pcn-csv.csv or populations_2025-26.csv.

    A day in the name, such as 2022-11-12, is not taken for one.
    """
    pairs = _YEAR.findall(_DAY.sub("", file.name))
    return next((f"20{first}/{last}" for first, last in pairs if (int(first) + 1) % 100 == int(last)), None)


def check_year(file: Path, year: str | None, option: str) -> None:
    """Refuse a year that an option gives a file, where the file's name says another.

    Raises:
        UsageError: that is so.
    """
    named = year_in(file)
    if named and year is not None and year.strip().replace("-", "/") != named:
        raise click.UsageError(
            f"{option} says {year}, and the name of {file.name} {named}: give the year that the file is of, or "
            "give the file another name"
        )
