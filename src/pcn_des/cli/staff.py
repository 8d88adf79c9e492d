"""Commands about staff: what may be claimed for a post in a month, and a year of claims against the sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_role, a_year
from pcn_des.cli.output import OUTPUT, Writing, check_chart, drawn, html_page, say, say_json, show, write
from pcn_des.cli.shared import (
    AMOUNT,
    DAY,
    MONTH,
    PATH,
    check_goes_with,
    misuse,
    network_of,
    with_day,
    with_json,
    with_known_on,
)
from pcn_des.cost_areas import AREAS, NATIONAL
from pcn_des.showing import FULL, TEXT
from pcn_des.showing import show as shown

_OF_A_ROLE: Final = ("wte", "since", "until", "cost", "area", "band")  # what is said of a post without a file


@click.command()
@click.argument("file", required=False, type=PATH)
@click.option("--post", help="The id of a post in FILE.")
@click.option("--month", type=MONTH, required=True, help="The month, as in 2024-11.")
@click.option("--role", shell_complete=a_role, help="Instead of a file: the role of the post.")
@click.option("--wte", type=AMOUNT, default="1", help="Instead of a file: whole-time equivalent. Default: 1.")
@click.option("--since", type=DAY, help="Instead of a file: first day of the post. Default: that of the month.")
@click.option("--until", type=DAY, help="Instead of a file: last day of the post.")
@click.option(
    "--cost",
    type=AMOUNT,
    help="Instead of a file: pounds a year, with on-costs, of this post as it is held, not of a whole-time equivalent.",
)
@click.option(
    "--area", type=click.Choice(AREAS), default=NATIONAL, help="Instead of a file: maxima differ. Default: national."
)
@click.option("--band", help="Instead of a file: the band agreed, where a role has several.")
@with_known_on
@with_json
def claim(
    file: Path | None,
    post: str | None,
    month: date,
    role: str | None,
    wte: Decimal,
    since: date | None,
    until: date | None,
    cost: Decimal | None,
    area: str,
    band: str | None,
    known_on: date | None,
    as_json: bool,
) -> None:
    """Work out what may be claimed for a post in a month (ARRS)."""
    if (role is None) is (file is None and post is None):
        raise click.UsageError("Give a FILE with --post, or --role with --wte, --since, --cost")
    if role is None:
        check_goes_with("--role", "a post of a file is as its record says", *_OF_A_ROLE)
    with misuse():
        if role is None:
            if post is None:
                raise click.UsageError("Name the post: --post and its id in FILE")
            found = des.claim(post, month, network_of(file), known_on)
        else:
            given = _post(role, wte=wte, since=since or month, until=until, annual_cost=cost, area=area, band=band)
            found = des.claim(given, month, known_on=known_on)
    show(found, as_json)


def _post(role: str, **fields: Any) -> Any:
    from pcn_des.network import Post

    try:
        return Post(id="the post", role=role, **fields)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


@click.command(cls=Writing)
@click.argument("file", required=False, type=PATH)
@click.option("--year", shell_complete=a_year, help="The contract year, as in 2024/25. Default: an example's own.")
@with_day("The day from which it is looked at. Default: the year's last day.")
@with_known_on
@click.option("--known-then", type=DAY, help="Compare with what was known on this day.")
@click.option("--without", multiple=True, help="What if this post (its id) were not there. May be repeated.")
@click.option("--hire", shell_complete=a_role, help="How much of this role could still be hired with what is left.")
@click.option("--hire-from", type=MONTH, help="From which month, as in 2024-12. Default: the one after --as-of.")
@click.option("--full", is_flag=True, help="Also what the contract says of the scheme besides.")
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write each claim to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@click.option("--plot", type=OUTPUT, help="Also draw a chart to a .png, .svg or .pdf file.")
@with_json
def workforce(
    file: Path | None,
    year: str | None,
    as_of: date | None,
    known_on: date | None,
    known_then: date | None,
    without: tuple[str, ...],
    hire: str | None,
    hire_from: date | None,
    full: bool,
    csv_file: Path | None,
    html: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Hold a year's claims for staff against the network's sums (ARRS)."""
    check_chart(plot)
    if hire is None:
        check_goes_with("--hire", "name the role that could be hired", "hire_from")
    with misuse():
        network = network_of(file)
        day = as_of or (network.example_as_of if year is None else None)
        wanted = year or _year_of(day)
        for post in without:
            network = network.without_post(post)
        found = des.workforce(network, wanted, day, known_on, known_then=known_then)
        room = _room(network, found, hire, hire_from, known_on) if hire else None
        write(
            (plot, lambda: drawn(found, plot)),
            (csv_file, found.to_csv),
            (html, lambda: html_page(found.heading.name or "", found)),
        )
    if as_json:
        say_json(found.to_dict() | ({"could_hire": room.to_dict()} if room else {}))
    else:
        say("\n\n".join([shown(found, FULL if full else TEXT), *([str(room)] if room else [])]))


def _room(
    network: des.Network, found: des.Workforce, role: str, since: date | None, known_on: date | None
) -> des.CouldHire:
    """What could still be hired of a role with what the forecast leaves of the sum that it counts against."""
    from dateutil.relativedelta import relativedelta

    from pcn_des.contract.role_names import role_called
    from pcn_des.dates import ContractYear, following_month
    from pcn_des.wording import in_words, month_in_words

    key = role_called(role)
    first = since or found.receipt.as_of.replace(day=1) + relativedelta(months=1)
    year = ContractYear.parse(found.receipt.contract_year)
    if first not in year.period:
        raise click.UsageError(
            f"What is left of {year} can't be used from {month_in_words(first)}; name a month of it: --hire-from, "
            f"or an earlier --as-of"
        )
    if following_month(first) <= found.receipt.as_of:
        raise click.UsageError(
            f"{month_in_words(first)} is over on {in_words(found.receipt.as_of)}; name a month "
            f"from --hire-from {found.receipt.as_of:%Y-%m} on, or an earlier --as-of"
        )
    pots = {pot.stream: pot for pot in found.pots}
    own = "arrs_gp_sum" if key == "general_practitioner" and "arrs_gp_sum" in pots else "arrs_sum"
    if own not in pots:
        raise click.UsageError(f"There is no sum for this role in {found.receipt.contract_year}")
    return des.could_hire(key, first, left=pots[own].unspent, known_on=known_on, network=network)


def _year_of(day: date | None) -> str:
    from pcn_des.dates import ContractYear

    if day is None:
        raise click.UsageError("Name the contract year: --year 2024/25")
    return str(ContractYear.of(day))


COMMANDS: Final = (claim, workforce)
