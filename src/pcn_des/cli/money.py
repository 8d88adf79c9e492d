"""The command about money: what a network is owed."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_year
from pcn_des.cli.output import in_json, say, show
from pcn_des.cli.shared import PATH, misuse, network_of, with_json, with_known_on
from pcn_des.showing import TEXT
from pcn_des.showing import show as shown

PAYERS: Final = ("commissioner", "national_system")  # as in `questions.entitlements`, which takes long to load


@click.command()
@click.argument("file", required=False, type=PATH)
@click.option("--year", shell_complete=a_year, help="The contract year, as in 2022/23. Default: an example's own.")
@click.option("--registered", type=int, help="Instead of a file: registered patients.")
@click.option("--adjusted", type=int, help="Instead of a file: PCN Adjusted Population.")
@click.option("--weighted", type=int, help="Instead of a file: contractor weighted population.")
@click.option("--beds", type=int, help="Instead of a file: relevant care home beds.")
@with_known_on
@click.option("--paid-by", type=click.Choice(PAYERS), help="As it was really paid, instead of as the contract sets it.")
@click.option("--practice", help="The code of a practice: only what is paid to it itself, by its own list.")
@click.option("--months", is_flag=True, help="Each month.")
@click.option("--explain", help="Write out one payment stream in full, by its key.")
@with_json
def pay(
    file: Path | None,
    year: str | None,
    registered: int | None,
    adjusted: int | None,
    weighted: int | None,
    beds: int | None,
    known_on: date | None,
    paid_by: str | None,
    practice: str | None,
    months: bool,
    explain: str | None,
    as_json: bool,
) -> None:
    """Work out what a network is owed in a contract year."""
    given = {
        "population.registered": registered,
        "population.adjusted": adjusted,
        "population.weighted": weighted,
        "care_homes.beds": beds,
    }
    facts = {name: value for name, value in given.items() if value is not None}
    if facts and file:
        raise click.UsageError("Give a FILE or figures, not both")
    with misuse():
        network = None if facts else network_of(file)
        wanted = year or (_year_of_example(network) if network else None)
        if wanted is None:
            raise click.UsageError("Name the contract year: --year 2022/23")
        statement = des.entitlements(network or facts, wanted, known_on, paid_by=paid_by, practice=practice)
        if explain is not None:
            say(in_json(statement[explain].to_dict()) if as_json else statement.explain(explain))
            return
    show(statement, as_json, partial(shown, how=TEXT, months=months))


def _year_of_example(network: des.Network) -> str | None:
    from pcn_des.dates import ContractYear

    return str(ContractYear.of(network.example_as_of)) if network.example_as_of else None


COMMANDS: Final = (pay,)
