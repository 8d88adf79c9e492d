"""The command about changes of members: what a practice that leaves, joins or merges would change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import click

import pcn_des as des
from pcn_des.cli.output import OUTPUT, Writing, html_page, show, write
from pcn_des.cli.shared import DAY, PATH, PATIENTS, WHOLE, misuse, network_of, with_json, with_known_on

if TYPE_CHECKING:
    from pcn_des.network import Practice


@click.command("what-if", cls=Writing)
@click.argument("file", required=False, type=PATH)
@click.option("--practice", required=True, help="The code of the practice, such as Y99905.")
@click.option("--leaves", is_flag=True, help="It leaves the network.")
@click.option("--joins", is_flag=True, help="It joins the network.")
@click.option("--merges-into", "into", help="It merges into the practice with this code.")
@click.option("--on", required=True, type=DAY, help="The first day on which it is so.")
@click.option("--as-of", type=DAY, help="The day of the reports. Default: that of --on.")
@click.option("--registered", type=WHOLE, help="Of a practice that joins: registered patients at the year's snapshot.")
@click.option("--adjusted", type=PATIENTS, help="Of a practice that joins: its PCN Adjusted Population.")
@click.option("--weighted", type=PATIENTS, help="Of a practice that joins: its contractor weighted population.")
@with_known_on
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@with_json
def what_if(
    file: Path | None,
    practice: str,
    leaves: bool,
    joins: bool,
    into: str | None,
    on: date,
    as_of: date | None,
    registered: int | None,
    adjusted: Decimal | None,
    weighted: Decimal | None,
    known_on: date | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """Show what a practice that leaves, joins or merges changes in duties and in pounds."""
    said = {"leaves": leaves, "joins": joins, "merges": into is not None}
    told = [change for change, is_said in said.items() if is_said]
    if not told:
        raise click.UsageError("Say what it does: --leaves, --joins or --merges-into CODE")
    if len(told) > 1:
        named = " and ".join("--merges-into" if change == "merges" else f"--{change}" for change in told)
        raise click.UsageError(f"{named} are said; say one of them")
    change = told[0]
    lists: dict[str, int | Decimal | None] = {"registered": registered, "adjusted": adjusted, "weighted": weighted}
    if change != "joins" and any(count is not None for count in lists.values()):
        raise click.UsageError("Patients are given of a practice that joins: --joins --registered 9812")
    with misuse():
        network = network_of(file)
        if into is not None:
            _check_goes_elsewhere(network, practice.strip().upper(), into.strip().upper())
        who = _joiner(network, practice, lists, as_of or on) if change == "joins" else practice
        found = des.what_if(network, who, change, on=on, into=into, as_of=as_of, known_on=known_on)
        write((html, lambda: html_page(f"What if {found.says}", found)))
    show(found, as_json)


def _check_goes_elsewhere(network: des.Network, practice: str, into: str) -> None:
    """Refuse a practice that would merge into itself, at once or by way of those that merged into it on record.

    Raises:
        UsageError: that is so.
    """
    at, passed = into, [into]
    while at != practice:
        on_record = network.practice(at)
        then = next((spell.into for spell in on_record.spells if spell.into), None) if on_record else None
        if then is None or then in passed:
            return
        at = then
        passed.append(at)
    by_way_of = "".join(f", which merged into {one} on record" for one in passed[1:])
    mend = f"{practice} can't merge into itself; name the practice that takes its patients"
    raise click.UsageError(f"--merges-into {into}{by_way_of}: {mend}")


def _joiner(network: des.Network, code: str, lists: dict[str, int | Decimal | None], day: date) -> str | Practice:
    """The practice that joins: as it is on record, with the lists that are given at the snapshot of the year."""
    from pcn_des.network import Population, Practice

    counts = {kind: count for kind, count in lists.items() if count is not None}
    code = code.strip().upper()
    if not counts:
        return code
    at = des.terms(day)["population.snapshot_date"].value
    given = [Population(kind=kind, at=at, patients=Decimal(count)) for kind, count in counts.items()]
    known = network.practice(code) or Practice(code=code, name=code)
    others = [one for one in known.populations or () if (one.kind, one.at) not in {(new.kind, new.at) for new in given}]
    return attrs.evolve(known, populations=[*others, *given])


COMMANDS: Final = (what_if,)
