"""How many networks were paid to the penny by published files, and what such files could still settle.

python docs/making/payments.py FOLDER        counts the files in FOLDER again, and puts the counts beside this module

FOLDER has files named like nhs_payments_gp_2021-22….csv, one for a year, and may have a list of the networks of which
two streams agree, derived_2021-22….csv. The files are too large to be kept here; the counts are kept, and a test holds
them against the files where those are at hand.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path
from typing import Final

import pcn_des as des
from making.tables import markdown_table
from pcn_des.answers.published import GROUPS, PUBLISHED_CAUSES
from pcn_des.contract.files import load_year, years
from pcn_des.contract.year import YearContract
from pcn_des.csv_text import csv_text
from pcn_des.formats import payments
from pcn_des.questions.paying import RATE_STEP

COUNTS: Final = Path(__file__).with_name("published_payments.csv")
RECIPES: Final = Path(__file__).with_name("payment_recipes.toml")
HEADINGS: Final = ("year", "networks", "column", "streams", "cause", "number")
ALL: Final = "all"
AGREEING: Final = "two streams agree"
_NAME: Final = re.compile(r"nhs_?payments_?gp[_-](?:20)?(?P<first>\d\d)-(?P<last>\d\d)\D.*csv", re.IGNORECASE)
_FIGURE: Final = re.compile(r"\{(?P<of>month of |twelve months of |)(?P<key>[a-z_.]+)\}")
_MONTHS: Final = 12
Count = tuple[str, str, str, str, str, int]


def counts_of(folder: Path) -> list[Count]:
    """A count for each year, choice of networks, column and cause."""
    found: list[Count] = []
    for path in sorted(folder.glob("*.csv")):
        name = _NAME.fullmatch(path.name)
        if name is not None:
            year = f"20{name['first']}/{name['last']}"
            rows = payments.read_networks(path).rows
            for chosen, codes in _choices(folder, year):
                found += _counted(des.reconcile_published(rows, year, networks=codes), chosen)
    return found


def _choices(folder: Path, year: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    """All networks; and those of which two streams agree, where there is a list of them."""
    yield ALL, None
    for path in folder.glob(f"derived_{year.replace('/', '-')}*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            yield AGREEING, frozenset(row["PCN Code"] for row in csv.DictReader(file))


def _counted(found: des.PublishedYear, chosen: str) -> Iterator[Count]:
    for count in found.counts:
        for cause, number in count.by_cause.items():
            yield found.year, chosen, count.column, " ".join(count.streams), cause, number


def written() -> list[Count]:
    """The counts as they stand beside this module."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        return [
            (row["year"], row["networks"], row["column"], row["streams"], row["cause"], int(row["number"]))
            for row in csv.DictReader(file)
        ]


def groups_table() -> str:
    """For each year, choice of networks and column: how many networks are in each group."""
    numbers: dict[tuple[str, str, str, str], dict[str, int]] = {}
    for year, chosen, column, streams, cause, number in written():
        groups = numbers.setdefault((year, chosen, column, streams), dict.fromkeys(GROUPS, 0))
        groups[PUBLISHED_CAUSES[cause][0]] += number
    rows = [
        (year, _networks(chosen, sum(groups.values())), f"{column}<br>{_keys(streams)}", *_numbers(groups.values()))
        for (year, chosen, column, streams), groups in numbers.items()
    ]
    return markdown_table(("Year", "Networks", "Column and streams", *(group.capitalize() for group in GROUPS)), rows)


def causes_table() -> str:
    """For each year and column: how many of all networks fall under each cause that gives the penny, or under none."""
    rows = [
        (year, column, cause, f"{number:,}", PUBLISHED_CAUSES[cause][1])
        for year, chosen, column, _, cause, number in written()
        if chosen == ALL and PUBLISHED_CAUSES[cause][0] != GROUPS[-1]
    ]
    return markdown_table(("Year", "Column", "Cause", "Networks", "What it means"), rows)


def not_counted() -> str:
    """The years of which no file was at hand."""
    counted = {year for year, *_ in written()}
    others = [f"{year}" for year in years() if f"{year}" not in counted]
    return f"Not counted, as no file of the year was at hand: {', '.join(others)}."


def _networks(chosen: str, number: int) -> str:
    return f"{number:,}" if chosen == ALL else f"the {number:,} of which {chosen}"


def _keys(streams: str) -> str:
    return ", ".join(f"`{stream}`" for stream in streams.split())


def _numbers(numbers: Iterable[int]) -> Iterator[str]:
    return (f"{number:,}" for number in numbers)


def recipes() -> list[dict[str, str]]:
    """What published payments could still settle: key, year, file, column, division, and what stands in the way."""
    return [
        {part: _FIGURE.sub(partial(_figure, _contract_of(one["year"])), said) for part, said in one.items()}
        for one in tomllib.loads(RECIPES.read_text(encoding="utf-8"))["recipe"]
    ]


def _figure(contract: YearContract, match: re.Match[str]) -> str:
    """A figure of a year's contract, as a recipe names it.

    Raises:
        LookupError: it is not known in that year.
    """
    rate = _last(contract, match["key"])
    if not match["of"]:
        return f"{rate}"
    step = _last(contract, RATE_STEP)
    month = (rate / _MONTHS).quantize(step, ROUND_HALF_UP)
    return f"{month if match['of'].startswith('month') else month * _MONTHS}"


def _last(contract: YearContract, key: str) -> Decimal:
    known = [version.value for version in contract.terms.get(key, ()) if version.is_known]
    if not known:
        raise LookupError(f"{key} is not known in {contract.year}: mend {RECIPES.name}")
    return Decimal(known[-1])


def _contract_of(year: str) -> YearContract:
    return next(load_year(each) for each in years() if str(each) == year)


def is_open(recipe: dict[str, str]) -> bool:
    """Whether the contract data still miss what a recipe would settle, or have it on weak evidence alone."""
    contract = _contract_of(recipe["year"])
    key = recipe["key"]
    missing = {name.partition("@")[0].removeprefix("terms.") for keys in contract.missing.values() for name in keys}
    versions = contract.terms.get(key, ())
    weak = any(str(version.standing.value) != "confirmed" for version in versions if version.standing)
    return key in missing or weak or any(not version.is_known for version in versions)


def recipes_table() -> str:
    """The recipes as a table."""
    rows = [
        (f"`{one['key']}`<br>{one['year']}", one["file"], one["column"], one["division"], one["but"])
        for one in recipes()
    ]
    return markdown_table(("What is open", "Public files", "Column", "Division", "What to mind"), rows)


def main() -> None:
    """Count the files of a folder again."""
    found = counts_of(Path(sys.argv[1]))
    COUNTS.write_text(csv_text(HEADINGS, [tuple(map(str, row)) for row in found]), encoding="utf-8", newline="")
    print(f"{len(found)} counts in {COUNTS.name}")


if __name__ == "__main__":
    main()
