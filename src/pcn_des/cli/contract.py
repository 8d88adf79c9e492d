"""Commands about the contract itself: what it says on a day, what changes, what comes when, and how much is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_key, a_section, a_year, an_area
from pcn_des.cli.output import OUTPUT, Writing, html_page, say, say_json, show, write
from pcn_des.cli.shared import DAY, check_alone, misuse, with_day, with_json, with_known_on

_LIKE_A_YEAR: Final = re.compile("[0-9]{4}[/-][0-9]{2}")


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose among entries, by area, section and word."""
    for option in (
        click.option("--search", default="", help="Only what has these words in its key, title or what it says."),
        click.option("--section", shell_complete=a_section, help="One kind: terms, obligations, services, payments, …"),
        click.option("--area", shell_complete=an_area, help="Only an area, the first part of keys."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("key", required=False, shell_complete=a_key)
@with_day()
@with_known_on
@choosing
@click.option("--all", "whole", is_flag=True, help="All terms one by one, where nothing else is named.")
@click.option("--history", "all_versions", is_flag=True, help="Every version of KEY through the years.")
@with_json
def terms(
    key: str | None,
    as_of: date | None,
    known_on: date | None,
    area: str | None,
    section: str | None,
    search: str,
    whole: bool,
    all_versions: bool,
    as_json: bool,
) -> None:
    """Say what the contract says on a day.

    KEY is a term, an obligation or another entry, or the beginning of keys: all of those. With --area, --section or
    --search, the entries that fit are listed: terms, if no --section is named. With nothing named there is a summary by
    area.
    """
    if all_versions:
        check_alone("all_versions", "it is all that was ever said of KEY", "key", "known_on", "as_json")
    if whole and (key or area or section or search):
        raise click.UsageError("--all is of all terms, where nothing else is named: leave it out, or what you named")
    with misuse():
        if all_versions:
            if key is None:
                raise click.UsageError("--history needs a KEY")
            _show_versions(key, known_on, as_json)
            return
        if as_of is None:
            raise click.UsageError("Name the day: --as-of 2022-11-14")
        contract = des.terms(as_of, known_on)
        if key is not None:
            _show_named(contract, key, {"area": area, "section": section, "search": search}, as_json)
        elif area or section or search or whole or as_json:
            show(contract.listing(section or "terms", area=area, search=search), as_json)
        else:
            show(contract.overview, as_json)


def _show_versions(key: str, known_on: date | None, as_json: bool) -> None:
    """Every version of an entry, those of a draft marked."""
    from pcn_des.contract.files import draft_year
    from pcn_des.dates import ContractYear
    from pcn_des.display.draft import begun
    from pcn_des.display.plain_contract import term_dict
    from pcn_des.display.terms import term_text
    from pcn_des.draft_mark import draft_mark
    from pcn_des.showing import TEXT

    versions = des.history(key, known_on)
    drafted = draft_year()
    of_draft = [str(ContractYear.of(term.since)) == drafted for term in versions]
    if as_json:
        say_json([{**term_dict(term), **draft_mark(one)} for term, one in zip(versions, of_draft, strict=True)])
    else:
        say(begun("\n\n".join(map(term_text, versions)), drafted if any(of_draft) else "", TEXT))


def _show_named(contract: des.Terms, key: str, choice: dict[str, Any], as_json: bool) -> None:
    """The one entry of a key, of whatever kind, or the list of those whose keys begin so."""
    from pcn_des.contract.areas import Choice
    from pcn_des.contract.listing import Listing, named
    from pcn_des.display.draft import begun
    from pcn_des.showing import TEXT

    def in_words(found: Listing) -> str:
        only = found.only
        if only is None:
            return str(found)
        return begun(str(only), "" if only.draft_of else found.draft_of, TEXT)

    show(named(contract, key, Choice(**choice)), as_json, in_words)


@click.command(cls=Writing)
@click.argument("before", shell_complete=a_year)
@click.argument("after", shell_complete=a_year)
@with_known_on
@choosing
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write each change to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write the changes to an HTML file.")
@click.option("--changelog", is_flag=True, help="As an entry of a changelog, in Markdown.")
@with_json
def changes(
    before: str,
    after: str,
    known_on: date | None,
    area: str | None,
    section: str | None,
    search: str,
    csv_file: Path | None,
    html: Path | None,
    changelog: bool,
    as_json: bool,
) -> None:
    """Show what differs in the contract between BEFORE and AFTER: days, or contract years as in 2023/24."""
    from pcn_des.contract.drafting.changelog import changelog as in_markdown

    if changelog and as_json:
        raise click.UsageError("--changelog and --json are two forms: ask for one of them")
    with misuse():
        found = des.compare(
            _day_or_year(before), _day_or_year(after), known_on, area=area, section=section, search=search
        )
        write((csv_file, found.to_csv), (html, lambda: html_page("Changes of the Network Contract DES", found)))
    show(found, as_json, in_markdown if changelog else str)


def _day_or_year(text: str) -> date | str:
    return text if _LIKE_A_YEAR.fullmatch(text) else DAY.convert(text, None, None)


@click.command(cls=Writing)
@click.argument("year", shell_complete=a_year)
@with_known_on
@click.option("--csv", "csv_file", type=OUTPUT, help="Write CSV for spreadsheets and Planner.")
@click.option("--ical", type=OUTPUT, help="Write an iCalendar file.")
@with_json
def calendar(year: str, known_on: date | None, csv_file: Path | None, ical: Path | None, as_json: bool) -> None:
    """List the duties, claims, windows, starts, ends and rates of a contract YEAR by month."""
    with misuse():
        found = des.deadlines(year, known_on)
        write((ical, found.to_ical), (csv_file, found.to_csv))
    show(found, as_json)


@click.command()
@click.option("--rules", is_flag=True, help="How each obligation is checked, instead.")
@click.option("--reach", is_flag=True, help="What reads each entry, instead: in which answers it is met.")
@choosing
@with_json
def coverage(rules: bool, reach: bool, area: str | None, section: str | None, search: str, as_json: bool) -> None:
    """Show how much of the contract the data hold, by area, year and standing."""
    if rules and reach:
        raise click.UsageError("--rules and --reach are two answers: ask for one of them")
    with misuse():
        if reach:
            show(des.reach(area=area, section=section, search=search), as_json)
        elif rules:
            if section not in (None, "obligations"):
                raise click.UsageError("--rules is about obligations alone: leave --section out")
            from pcn_des.contract.coverage import ways_of_checking

            show(ways_of_checking(area=area, search=search), as_json)
        else:
            show(des.coverage(area=area, section=section, search=search), as_json)


COMMANDS: Final = (terms, changes, calendar, coverage)
