"""Commands that list what the contract has on a day: services, roles, indicators; and one role in full."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_role, a_year, an_indicator
from pcn_des.cli.output import in_json, say, show
from pcn_des.cli.shared import misuse, with_day, with_json, with_known_on
from pcn_des.cost_areas import AREAS, NATIONAL


@click.command()
@click.argument("role", shell_complete=a_role)
@with_day(required=True)
@click.option("--area", type=click.Choice(AREAS), default=NATIONAL, help="Maxima differ. Default: national.")
@click.option("--registered", type=int, help="Registered patients of the network, where a cap depends on them.")
@with_known_on
@with_json
def role(role: str, as_of: date, area: str, registered: int | None, known_on: date | None, as_json: bool) -> None:
    """Say whether a ROLE is reimbursable (ARRS) on a day, since when and on what terms."""
    with misuse():
        answer = des.reimbursable(role, as_of, area=area, registered=registered, known_on=known_on)
    show(answer, as_json)


@click.command()
@with_day(required=True)
@with_known_on
@with_json
def services(as_of: date, known_on: date | None, as_json: bool) -> None:
    """List the services of a day in any phase: delivery, preparation, planned, merged, withdrawn."""
    with misuse():
        found = des.terms(as_of, known_on).all_services
    show(found, as_json)


@click.command()
@with_day(required=True)
@with_known_on
@with_json
def roles(as_of: date, known_on: date | None, as_json: bool) -> None:
    """List the roles that are reimbursable (ARRS) on a day."""
    with misuse():
        found = des.terms(as_of, known_on).roles
    show(found, as_json)


@click.command()
@click.argument("year", required=False, shell_complete=a_year)
@click.argument("code", required=False, shell_complete=an_indicator)
@with_day("Only what is in force on this day.")
@with_known_on
@with_json
def iif(year: str | None, code: str | None, as_of: date | None, known_on: date | None, as_json: bool) -> None:
    """List the indicators of the Investment and Impact Fund of a contract YEAR, or of a day.

    Each has its points and thresholds, and whether it is paid or only collected. With CODE, such as HI-03, one of them
    is written out in full.
    """
    if year is None and as_of is None:
        raise click.UsageError("Name the contract year, as in 2022/23, or a day: --as-of 2022-11-14")
    from pcn_des.contract.indicators import indicators_of

    with misuse():
        found = indicators_of(year, on=as_of, known_on=known_on)
        if code is None:
            show(found, as_json)
            return
        row = found[code]
    say(in_json(row.to_dict()) if as_json else "\n".join(filter(None, (str(row), str(row.entry or "")))))


COMMANDS: Final = (services, role, roles, iif)
