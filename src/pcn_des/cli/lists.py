"""Commands that list what the contract has on a day: services and roles; and one role in full."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_role
from pcn_des.cli.output import show
from pcn_des.cli.shared import WHOLE, misuse, with_day, with_json, with_known_on
from pcn_des.cost_areas import AREAS, NATIONAL


@click.command()
@click.argument("role", shell_complete=a_role)
@with_day(required=True)
@click.option("--area", type=click.Choice(AREAS), default=NATIONAL, help="Maxima differ. Default: national.")
@click.option("--registered", type=WHOLE, help="Registered patients of the network, where a cap depends on them.")
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


COMMANDS: Final = (services, role, roles)
