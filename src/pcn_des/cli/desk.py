"""Commands for a manager's desk: what was paid against what was owed, the page for Monday, the improvement payment."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_year
from pcn_des.cli.file_names import check_year
from pcn_des.cli.output import OUTPUT, Writing, html_page, say, show, tell, write
from pcn_des.cli.shared import (
    CODE,
    PATH,
    Refused,
    check_alone,
    day_to_check,
    misuse,
    network_of,
    with_day,
    with_json,
    with_known_on,
)
from pcn_des.wording import count_of


@click.command(cls=Writing)
@click.argument("file", required=False, type=PATH)
@click.option("--year", shell_complete=a_year, required=True, help="The contract year, as in 2024/25.")
@click.option("--paid", type=PATH, help="What was paid, as CSV or a sheet. Default: the remittances in FILE.")
@click.option("--map", "mapping", type=PATH, help="Your headings and names of streams, in a small TOML file.")
@click.option(
    "--complete", is_flag=True, help="The list of what was paid has no gaps: a month that is not in it was not paid."
)
@click.option("--published", type=PATH, help="Instead of FILE: NHS Payments to General Practice, for all networks.")
@click.option("--adjusted", type=PATH, help="With --published: the year's lists, as published by practice.")
@click.option("--network", "codes", type=CODE, multiple=True, help="With --published: only this network. Repeatable.")
@with_known_on
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write each month, or network, to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@with_json
def reconcile(
    file: Path | None,
    year: str,
    paid: Path | None,
    mapping: Path | None,
    complete: bool,
    published: Path | None,
    adjusted: Path | None,
    codes: tuple[str, ...],
    known_on: date | None,
    csv_file: Path | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """Hold what was owed in a contract year against what was paid."""
    if mapping is not None and paid is None:
        raise click.UsageError("--map says how to read the file of --paid; name that file too")
    if published is not None:
        beside = "year", "adjusted", "codes", "known_on", "csv_file", "html", "force", "as_json"
        check_alone("published", "it is about all networks of a published file", *beside)
        for of_a_year in filter(None, (published, adjusted)):
            check_year(of_a_year, year, "--year")
        of_all = _published(published, year, adjusted, codes, known_on)
        with misuse():
            write((csv_file, of_all.to_csv), (html, lambda: html_page(f"Published payments {year}", of_all)))
        show(of_all, as_json)
        return
    if adjusted is not None or codes:
        raise click.UsageError("--adjusted and --network go with --published")
    if file is None:
        raise click.UsageError("Missing argument 'FILE' (or --published, for a published file of all networks)")
    with misuse():
        network = network_of(file)
        found = des.reconcile(network, year, _remittances(network, paid, mapping, complete=complete), known_on)
        write((csv_file, found.to_csv), (html, lambda: html_page(found.heading.name or "", found)))
    show(found, as_json)


def _published(
    published: Path, year: str, adjusted: Path | None, codes: tuple[str, ...], known_on: date | None
) -> des.PublishedYear:
    """What all networks of a published file were paid; rows that can't be read are told, their networks not tested."""
    from pcn_des.formats import adjusted as adjusted_file
    from pcn_des.formats import payments

    with misuse():
        reading = payments.read_networks(published)
        populations = None if adjusted is None else adjusted_file.read(adjusted, year)
        tell(reading, populations)
        lists = None if populations is None else adjusted_file.lists_of_networks(populations)
        return des.reconcile_published(reading.rows, year, lists, known_on, networks=codes or None)


def _remittances(
    network: des.Network, paid: Path | None, mapping: Path | None, *, complete: bool
) -> des.Records | None:  # type: ignore[type-arg]  # of whatever is paid
    """What was paid, from the file that was named or from the network's records; rows that can't be read end it."""
    if paid is None:
        listed = network.remittances
        if complete and listed is None:
            raise click.UsageError("--complete is of what was paid, and FILE has none on record: name it with --paid")
        return None if listed is None else des.Records(listed, complete=complete or listed.complete)
    from pcn_des.formats import remittances

    reading = remittances.read(paid, mapping)
    for left_out in reading.left_out:
        say(str(left_out), err=True)
    if reading.problems:
        tell(reading)
        wrong = count_of(len(reading.problems), "row")
        raise Refused(f"{wrong} of {paid} can't be read; mend them, nothing was compared")
    return des.Records(reading.rows, complete=complete)


@click.command(cls=Writing)
@click.argument("file", required=False, type=PATH)
@with_day("The day of the page. Default: an example's own.")
@with_known_on
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@with_json
def briefing(file: Path | None, as_of: date | None, known_on: date | None, html: Path | None, as_json: bool) -> None:
    """Show on one page what to act on: money at risk, what is due, what is new, what to decide."""
    with misuse():
        network = network_of(file)
        found = des.briefing(network, day_to_check(as_of, network), known_on)
        write((html, lambda: html_page(found.heading.name or "", found)))
    show(found, as_json)


@click.command(cls=Writing)
@click.argument("file", required=False, type=PATH)
@click.option("--year", shell_complete=a_year, required=True, help="The contract year, as in 2024/25.")
@with_day("Only what is on record by this day. Default: the whole year.")
@with_known_on
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write the grid to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@with_json
def improvement(
    file: Path | None,
    year: str,
    as_of: date | None,
    known_on: date | None,
    csv_file: Path | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """Show what is payable of a year's capacity and access improvement payment.

    FILE has on record in which practice each part is in place, and which parts were declared.
    """
    with misuse():
        found = des.improvement(network_of(file), year, as_of=as_of, known_on=known_on)
        write((csv_file, found.to_csv), (html, lambda: html_page(found.heading.name or "", found)))
    show(found, as_json)


COMMANDS: Final = (reconcile, briefing, improvement)
