"""Commands about the contract itself: what it says, which roles it pays for, what changes and what comes when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_key, a_role, a_year
from pcn_des.cli.output import OUTPUT, Writing, html_page, in_json, say, show, write
from pcn_des.cli.shared import DAY, misuse, with_json, with_known_on

AREAS: Final = ("national", "outer_london", "inner_london")  # as in `contract.roles`, which takes a while to load


@click.command()
@click.argument("key", required=False, shell_complete=a_key)
@click.option("--as-of", type=DAY, required=False, help="The day that the question is about.")
@with_known_on
@click.option("--history", "all_versions", is_flag=True, help="Every version of KEY through the years.")
@with_json
def terms(key: str | None, as_of: date | None, known_on: date | None, all_versions: bool, as_json: bool) -> None:
    """Say what the contract says on a day: one KEY, or everything whose key starts so."""
    with misuse():
        if all_versions:
            if key is None:
                raise click.UsageError("--history needs a KEY")
            say(_versions(key, known_on, as_json))
            return
        if as_of is None:
            raise click.UsageError("Name the day: --as-of 2022-11-14")
        say(_terms(des.terms(as_of, known_on), key, as_json))


def _versions(key: str, known_on: date | None, as_json: bool) -> str:
    from pcn_des.display.plain_contract import term_dict
    from pcn_des.display.terms import term_text

    versions = des.history(key, known_on)
    return in_json([term_dict(term) for term in versions]) if as_json else "\n\n".join(map(term_text, versions))


def _terms(contract: des.Terms, key: str | None, as_json: bool) -> str:
    from pcn_des.display.draft import begun, draft_mark
    from pcn_des.display.plain_contract import term_dict
    from pcn_des.display.terms import term_text, terms_text
    from pcn_des.showing import TEXT

    chosen = _chosen(contract, key)
    if as_json:
        return in_json({term: {**term_dict(contract[term]), **draft_mark(contract)} for term in chosen})
    text = term_text(contract[chosen[0]]) if chosen == [key] else terms_text(contract, chosen)
    return begun(text, contract.draft_of, TEXT)


def _chosen(contract: des.Terms, key: str | None) -> list[str]:
    if key is None:
        return list(contract)
    below = [term for term in contract if term.startswith(f"{key}.")]
    return below or [contract[key].key]


@click.command()
@click.argument("role", shell_complete=a_role)
@click.option("--on", "on", type=DAY, required=True, help="The day that the question is about.")
@click.option("--area", type=click.Choice(AREAS), default="national", help="Maxima differ. Default: national.")
@click.option("--registered", type=int, help="Registered patients of the network, where a cap depends on them.")
@with_known_on
@with_json
def role(role: str, on: date, area: str, registered: int | None, known_on: date | None, as_json: bool) -> None:
    """Say whether a ROLE is reimbursable (ARRS) on a day, since when and on what terms."""
    with misuse():
        answer = des.reimbursable(role, on, area=area, registered=registered, known_on=known_on)
    show(answer, as_json)


@click.command()
@click.option("--on", "on", type=DAY, required=True, help="The day that the question is about.")
@with_known_on
@with_json
def services(on: date, known_on: date | None, as_json: bool) -> None:
    """List the services of a day in any phase: in delivery, in preparation, planned, withdrawn."""
    with misuse():
        found = des.terms(on, known_on).all_services
    show(found, as_json)


@click.command()
@click.option("--on", "on", type=DAY, required=True, help="The day that the question is about.")
@with_known_on
@with_json
def roles(on: date, known_on: date | None, as_json: bool) -> None:
    """List the roles that are reimbursable (ARRS) on a day."""
    with misuse():
        found = des.terms(on, known_on).roles
    show(found, as_json)


@click.command(cls=Writing)
@click.argument("before", shell_complete=a_year)
@click.argument("after", shell_complete=a_year)
@with_known_on
@click.option("--html", type=OUTPUT, help="Also write the changes to an HTML file.")
@click.option("--changelog", is_flag=True, help="As an entry of a changelog, in Markdown.")
@with_json
def changes(before: str, after: str, known_on: date | None, html: Path | None, changelog: bool, as_json: bool) -> None:
    """Show what differs in the contract between BEFORE and AFTER: days, or contract years as in 2023/24."""
    from pcn_des.contract.drafting.changelog import changelog as in_markdown

    with misuse():
        found = des.compare(_day_or_year(before), _day_or_year(after), known_on)
        write((html, lambda: html_page("Changes of the Network Contract DES", found)))
    show(found, as_json, in_markdown if changelog else str)


def _day_or_year(text: str) -> date | str:
    return text if "/" in text else DAY.convert(text, None, None)


@click.command(cls=Writing)
@click.argument("year", shell_complete=a_year)
@with_known_on
@click.option("--csv", "csv_file", type=OUTPUT, help="Write CSV for spreadsheets and Planner.")
@click.option("--ical", type=OUTPUT, help="Write an iCalendar file.")
@with_json
def calendar(year: str, known_on: date | None, csv_file: Path | None, ical: Path | None, as_json: bool) -> None:
    """List the dated duties, windows and snapshots of a contract YEAR."""
    with misuse():
        found = des.deadlines(year, known_on)
        write((ical, found.to_ical), (csv_file, found.to_csv))
    show(found, as_json)


@click.command()
@click.option("--rules", is_flag=True, help="How each obligation is checked, instead.")
@with_json
def coverage(rules: bool, as_json: bool) -> None:
    """Show how much of the contract the data hold, by area, year and standing."""
    if not rules:
        show(des.coverage(), as_json)
        return
    from pcn_des.contract.coverage import ways_of_checking
    from pcn_des.display.contracts import rules_text

    show(ways_of_checking(), as_json, rules_text)


COMMANDS: Final = (terms, services, role, roles, changes, calendar, coverage)
