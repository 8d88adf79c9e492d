"""The command about all networks at once: one table of many public files, and a page for a commissioner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

import pcn_des as des
from pcn_des.cli.file_names import check_year, day_in, year_in
from pcn_des.cli.output import OUTPUT, Writing, check_chart, drawn, html_page, show, tell, write
from pcn_des.cli.shared import CODE, DAY, LAST_MONTH, PATH, misuse, needs_its_companion, with_json
from pcn_des.dates import ContractYear
from pcn_des.wording import count_of

Several = tuple[Path, ...]


@click.command(cls=Writing)
@click.option("--epcn", type=PATH, multiple=True, help="An edition of ePCN, with its day in its name. Repeatable.")
@click.option(
    "--epcn-partners", "partners", type=PATH, multiple=True, help="The practices of each --epcn that is a CSV file."
)
@click.option("--epcn-edition", "editions", type=DAY, multiple=True, help="The day of each --epcn, in their order.")
@click.option("--map", "maps", type=PATH, multiple=True, help="A map of practices, of one day. Repeatable.")
@click.option(
    "--adjusted", type=PATH, multiple=True, help="Adjusted populations, with their year in the name. Repeatable."
)
@click.option("--adjusted-year", "adjusted_years", multiple=True, help="The year of each --adjusted, in their order.")
@click.option(
    "--adjusted-published",
    "adjusted_days",
    type=DAY,
    multiple=True,
    help="The day each --adjusted came out, if corrected.",
)
@click.option("--list-sizes", "lists", type=PATH, multiple=True, help="Patients registered at practices. Repeatable.")
@click.option("--payments", type=PATH, multiple=True, help="NHS Payments, with their year in the name. Repeatable.")
@click.option("--payments-year", "payments_years", multiple=True, help="The year of each --payments, in their order.")
@click.option(
    "--commissioner", type=CODE, default="", help="Only its networks: a sub-location, CCG or board (with --map)."
)
@click.option(
    "--until",
    type=LAST_MONTH,
    help="The last month, as in 2024-11. Default: the last of which a file tells the members.",
)
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write a row for each network and month.")
@click.option("--owed", "owed_file", type=OUTPUT, help="Also write a CSV row for each network, year and stream.")
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@click.option("--plot", type=OUTPUT, help="Also draw the months, to a .png, .svg or .pdf file.")
@with_json
def national(
    epcn: Several,
    partners: Several,
    editions: tuple[date, ...],
    maps: Several,
    adjusted: Several,
    adjusted_years: tuple[str, ...],
    adjusted_days: tuple[date, ...],
    lists: Several,
    payments: Several,
    payments_years: tuple[str, ...],
    commissioner: str,
    until: date | None,
    csv_file: Path | None,
    owed_file: Path | None,
    html: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Put all networks and months into one table, as far as public files reach."""
    check_chart(plot)
    with misuse():
        from pcn_des.formats import adjusted as adjusted_format
        from pcn_des.formats import list_sizes, practice_map

        of_editions = _beside(epcn, editions, "--epcn-edition", day_in)
        of_adjusted = _of_years(adjusted, adjusted_years, "--adjusted-year")
        of_days = _beside(adjusted, adjusted_days, "--adjusted-published", lambda file: None)
        of_payments = _of_years(payments, payments_years, "--payments-year")
        found = des.national(
            epcn=[*_told(_editions(of_editions, partners))],
            practice_maps=[*_told(map(practice_map.read, maps))],
            adjusted=[
                *_told(
                    adjusted_format.read(file, _needed(year, file, "--adjusted-year"), published=day)
                    for (file, year), (_, day) in zip(of_adjusted, of_days, strict=True)
                )
            ],
            list_sizes=[*_told(map(list_sizes.read, lists))],
            payments=dict(_paid(of_payments)),
            commissioner=commissioner,
            until=until,
        )
        write(
            (csv_file, found.to_csv),
            (owed_file, lambda: found.to_csv("years")),
            (html, lambda: html_page(found.commissioner or "Primary care networks", found)),
            (plot, lambda: drawn(found, plot)),
        )
    show(found, as_json)


def _editions(of_editions: Iterator[tuple[Path, date | None]], partners: Several) -> Iterator[Any]:
    """The editions of ePCN: workbooks, and pairs of CSV files, of which the second were named in their order."""
    from pcn_des.formats import epcn

    others = iter(partners)
    for file, day in of_editions:
        if file.suffix.casefold() != ".csv":
            yield epcn.read(file, edition=day)
            continue
        companion = next(others, None)
        if companion is None:
            needs_its_companion(file)
        yield epcn.read_csv(file, companion, edition=day)
    if next(others, None) is not None:
        raise click.UsageError("--epcn-partners goes with an --epcn that is a CSV file")


def _beside(
    files: Several, said: Sequence[Any], option: str, in_name: Callable[[Path], Any]
) -> Iterator[tuple[Path, Any]]:
    """Each file with what was said of it, in their order, or else with what its name says."""
    if said and len(said) != len(files):
        raise click.UsageError(f"{option}: {len(said)} for {count_of(len(files), 'file')}; give one for each, or none")
    yield from zip(files, said or map(in_name, files), strict=True)


def _of_years(files: Several, said: Sequence[str], option: str) -> Iterator[tuple[Path, str | None]]:
    """Each file with its contract year, which its name does not contradict."""
    for file, year in _beside(files, said, option, year_in):
        check_year(file, year, option)
        yield file, year


def _needed(year: str | None, file: Path, option: str) -> str:
    if year is None:
        raise click.UsageError(f"The name of {file.name} has no contract year, as in 2025-26; name it with {option}")
    return year


def _one_a_year(files: Iterator[tuple[Path, str | None]]) -> dict[str, Path]:
    """The files of payments by their contract year, of which each has one."""
    found: dict[str, Path] = {}
    for file, said in files:
        year = str(ContractYear.parse(_needed(said, file, "--payments-year")))
        if year in found:
            raise click.UsageError(
                f"{found[year].name} and {file.name} are both payments of {year}; give one of them,"
                " or name the year of each with --payments-year"
            )
        found[year] = file
    return found


def _paid(files: Iterator[tuple[Path, str | None]]) -> Iterator[tuple[str, Any]]:
    """The payments by their contract year."""
    from pcn_des.formats import payments

    for year, file in _one_a_year(files).items():
        reading = payments.read_networks(file)
        tell(reading)
        yield year, reading


def _told(readings: Iterator[Any] | Any) -> Iterator[Any]:
    """The readings; of rows that could not be read every problem is told."""
    for reading in readings:
        tell(reading)
        yield reading


COMMANDS: Final = (national,)
