"""The command about money: what a network is owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_year
from pcn_des.cli.output import (
    OUTPUT,
    Writing,
    check_chart,
    drawn,
    html_page,
    progress,
    say,
    say_json,
    show,
    write,
)
from pcn_des.cli.shared import PATH, PATIENTS, WHOLE, Refused, misuse, network_of, with_json, with_known_on
from pcn_des.draft_mark import draft_mark
from pcn_des.showing import TEXT
from pcn_des.showing import show as shown

PAYERS: Final = ("commissioner", "national_system")  # as in `questions.entitlements`, which takes long to load


@click.command(cls=Writing)
@click.argument("files", nargs=-1, type=PATH)
@click.option("--year", shell_complete=a_year, help="The contract year, as in 2022/23. Default: an example's own.")
@click.option("--all-years", is_flag=True, help="Every contract year of the data, beside each other.")
@click.option("--registered", type=WHOLE, help="Instead of a file: registered patients.")
@click.option("--adjusted", type=PATIENTS, help="Instead of a file: PCN Adjusted Population.")
@click.option("--weighted", type=PATIENTS, help="Instead of a file: contractor weighted population.")
@click.option("--beds", type=WHOLE, help="Instead of a file: relevant care home beds.")
@with_known_on
@click.option("--paid-by", type=click.Choice(PAYERS), help="As it was really paid, instead of as the contract sets it.")
@click.option("--practice", help="The code of a practice: only what is paid to it itself, by its own list.")
@click.option("--months", is_flag=True, help="Each month.")
@click.option("--explain", help="Write out one payment stream in full, by its key.")
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write each stream to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@click.option("--plot", type=OUTPUT, help="Also draw a chart of each stream to a .png, .svg or .pdf file.")
@with_json
def pay(
    files: tuple[Path, ...],
    year: str | None,
    all_years: bool,
    registered: int | None,
    adjusted: Decimal | None,
    weighted: Decimal | None,
    beds: int | None,
    known_on: date | None,
    paid_by: str | None,
    practice: str | None,
    months: bool,
    explain: str | None,
    csv_file: Path | None,
    html: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Work out what a network is owed in a contract year.

    With --all-years it is every year of the data, stream by stream; with several FILES one year of many networks.
    """
    given: dict[str, int | Decimal | None] = {
        "population.registered": registered,
        "population.adjusted": adjusted,
        "population.weighted": weighted,
        "care_homes.beds": beds,
    }
    facts = {name: value for name, value in given.items() if value is not None}
    several = all_years or len(files) > 1
    _check(facts, files, year, all_years=all_years, alone=bool(practice or months or explain))
    check_chart(plot)
    if plot and not several:
        raise click.UsageError("--plot goes with --all-years, or with several files")
    if explain is not None:
        _check_nothing_is_written({"--csv": csv_file, "--html": html})
        if months:
            raise click.UsageError("--explain has each month of the stream already: leave --months out")
    with misuse():
        if several:
            found = _statements(facts, files, year, all_years, known_on, paid_by)
            title = "Streams by year" if all_years else f"Streams of {year}"
            write(
                (csv_file, found.to_csv),
                (html, lambda: html_page(title, found)),
                (plot, lambda: drawn(found, plot)),
            )
            show(found, as_json)
            return
        network = None if facts else network_of(files[0] if files else None)
        wanted = year or (_year_of_example(network) if network else None)
        if wanted is None:
            raise click.UsageError("Name the contract year: --year 2022/23")
        statement = des.entitlements(network or facts, wanted, known_on, paid_by=paid_by, practice=practice)
        if explain is not None:
            if as_json:
                say_json({**statement[explain].to_dict(), **draft_mark(statement.draft_of)})
            else:
                say(statement.explain(explain))
            return
        one = des.Statements(by_name={wanted: statement})
        write((csv_file, one.to_csv), (html, lambda: html_page(statement.heading.name or wanted, statement)))
    show(statement, as_json, partial(shown, how=TEXT, months=months))


def _check(
    facts: dict[str, int | Decimal], files: tuple[Path, ...], year: str | None, *, all_years: bool, alone: bool
) -> None:
    """Refuse what does not go together.

    Raises:
        UsageError: that is so.
    """
    if facts and files:
        raise click.UsageError("Give a FILE or figures, not both")
    if all_years and year:
        raise click.UsageError("--all-years is every year: leave --year out")
    if len(files) > 1 and (all_years or year is None):
        raise click.UsageError("Of several networks, one year is shown: name it with --year 2022/23")
    if (all_years or len(files) > 1) and alone:
        raise click.UsageError("--practice, --months and --explain are of one network and one year")


def _check_nothing_is_written(outputs: Mapping[str, Path | None]) -> None:
    """Refuse files beside what is written out on the screen alone.

    Raises:
        UsageError: one was named.
    """
    named = " and ".join(option for option, path in outputs.items() if path is not None)
    if named:
        raise click.UsageError(f"--explain is of one stream, on the screen alone: leave {named} out, or --explain")


def _statements(
    facts: dict[str, int | Decimal],
    files: tuple[Path, ...],
    year: str | None,
    all_years: bool,
    known_on: date | None,
    paid_by: str | None,
) -> des.Statements:
    if all_years:
        network = facts or network_of(files[0] if files else None)
        return des.streams_by_year(network, known_on, paid_by=paid_by)
    from pcn_des.questions.many_statements import statements_of

    assert year is not None  # or it would have been refused
    return statements_of(_each_read(files), year, known_on, paid_by)


def _each_read(files: Sequence[Path]) -> Iterator[des.Network]:
    """The networks of several files; of those that can't be read each is told, at the end.

    Raises:
        Refused: there are some.
    """
    wrong: list[str] = []
    for file in progress(files, "Reading"):
        try:
            with misuse():
                network = network_of(file)
        except Refused as error:
            wrong.append(error.message)
            continue
        if not wrong:
            yield network
    if wrong:
        raise Refused("\n".join(wrong))


def _year_of_example(network: des.Network) -> str | None:
    from pcn_des.dates import ContractYear

    return str(ContractYear.of(network.example_as_of)) if network.example_as_of else None


COMMANDS: Final = (pay,)
