"""Commands that check a network: on a day, one duty in full, over time, week by week."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_rule, a_year
from pcn_des.cli.file_names import check_year, day_in
from pcn_des.cli.output import OUTPUT, Writing, check_chart, drawn, html_page, progress, say, say_json, show, write
from pcn_des.cli.shared import (
    CODE,
    DAY,
    PATH,
    check_alone,
    check_goes_with,
    day_to_check,
    misuse,
    needs_its_companion,
    network_of,
    with_day,
    with_json,
    with_known_on,
)
from pcn_des.display.problems import told_once
from pcn_des.draft_mark import draft_mark

REST: Final = "pcn-des check with --all (open judgements: --to-judge)"


@click.command(cls=Writing)
@click.argument("file", required=False, type=PATH)
@click.option("--epcn", type=PATH, help="An ODS ePCN file to take the network from.")
@click.option("--epcn-partners", type=PATH, help="The file of practices, where --epcn is the CSV file of networks.")
@click.option("--epcn-edition", type=DAY, help="The day of the ePCN file. Default: that in its name.")
@click.option("--adjusted", type=PATH, help="A PCN adjusted population file.")
@click.option(
    "--adjusted-year", shell_complete=a_year, help="The contract year of the adjusted population file, as in 2025/26."
)
@click.option("--pcn", type=CODE, help="The ODS code of the network in the ePCN file, as in U00254.")
@click.option("--practice", help="The code of a practice: only what it owes itself.")
@with_day("The day to check. Default: an example's own day.")
@with_known_on
@click.option("--strict", is_flag=True, help="Exit with 1 where a must is not met.")
@click.option("--all", "whole", is_flag=True, help="Every finding, with what is met, unknown or open to judgement.")
@click.option("--to-judge", is_flag=True, help="The checklist of what a person has to decide, to fill in and sign.")
@click.option("--html", type=OUTPUT, help="Also write the report to an HTML file.")
@click.option("--cases", type=PATH, help="Run the case tables of a file or folder, instead.")
@with_json
def check(
    file: Path | None,
    epcn: Path | None,
    epcn_partners: Path | None,
    epcn_edition: date | None,
    adjusted: Path | None,
    adjusted_year: str | None,
    pcn: str | None,
    practice: str | None,
    as_of: date | None,
    known_on: date | None,
    strict: bool,
    whole: bool,
    to_judge: bool,
    html: Path | None,
    cases: Path | None,
    as_json: bool,
) -> None:
    """Check a network against the contract of a day.

    FILE is a network in TOML, JSON or an Excel workbook. Without a file, the bundled example is checked. With --epcn,
    the network is taken from public files, which may be packed (.zip); what they do not say is unknown. What a manager
    acts on is shown, and what is left out is counted; --all shows it too. With --to-judge, each open judgement is shown
    with what is to be decided and on what. With --cases, what people wrote down as the right answers is compared with
    the answers of the rules; exit with 1 where one differs.
    """
    if cases is not None:
        check_alone("cases", "each case has its own records and days", "as_json")
        _check_cases(cases, as_json)
        return
    if whole and to_judge:
        raise click.UsageError("--all and --to-judge are two answers: ask for one of them")
    if adjusted is None:
        check_goes_with("--adjusted", "name the file that is of that year", "adjusted_year")
    with misuse():
        if epcn is not None:
            if file is not None or pcn is None:
                raise click.UsageError("--epcn goes with --pcn CODE, and without FILE")
            network = _from_public_files(epcn, epcn_partners, pcn, adjusted, adjusted_year, epcn_edition)
        elif epcn_partners or adjusted or adjusted_year or pcn or epcn_edition:
            raise click.UsageError(
                "--epcn-partners, --epcn-edition, --adjusted, --adjusted-year and --pcn go with --epcn"
            )
        else:
            network = network_of(file)
        report = des.assess(network, day_to_check(as_of, network), known_on, practice=practice)
        write((html, lambda: html_page(report.heading.name or "Network Contract DES", report)))
    if to_judge:
        _show_checklist(report, as_json)
    else:
        show(report, as_json, str if whole else lambda found: found.in_short(REST))
    if strict and report.not_met:
        sys.exit(1)


def _show_checklist(report: des.Report, as_json: bool) -> None:
    if as_json:
        say_json([finding.to_dict() for finding in report.to_judge])
    else:
        say(report.checklist())


def _check_cases(path: Path, as_json: bool) -> None:
    from pcn_des.display.cases import cases_text
    from pcn_des.formats.case_tables import read_cases
    from pcn_des.questions.cases import run

    with misuse():
        outcomes = [outcome for case in progress(read_cases(path), "Cases") for outcome in run(case)]
    if as_json:
        say_json([outcome.to_dict() for outcome in outcomes])
    else:
        say(cases_text(outcomes))
    if not all(outcome.as_expected for outcome in outcomes):
        sys.exit(1)


def _from_public_files(
    epcn: Path,
    partners: Path | None,
    pcn: str,
    adjusted: Path | None,
    adjusted_year: str | None,
    edition: date | None,
) -> des.Network:
    from pcn_des.formats import adjusted as adjusted_format
    from pcn_des.formats import epcn as epcn_format

    if partners is None and epcn.suffix.casefold() == ".csv":
        needs_its_companion(epcn)
    day = edition or day_in(epcn)
    if partners is None:
        members = epcn_format.read(epcn, edition=day)
    else:
        members = epcn_format.read_csv(epcn, partners, edition=day)
    _report_problems(members.problems)
    network = epcn_format.networks(members, codes=[pcn])[pcn]
    if adjusted is None:
        return network
    if adjusted_year is None:
        raise click.UsageError("--adjusted goes with --adjusted-year 2025/26: the file does not say its year reliably")
    check_year(adjusted, adjusted_year, "--adjusted-year")
    populations = adjusted_format.read(adjusted, adjusted_year)
    _report_problems(populations.problems)
    return adjusted_format.add_populations(network, populations)


def _report_problems(problems: tuple[Any, ...]) -> None:
    for problem in told_once(problems):
        say(f"Warning: {problem}", err=True)


@click.command()
@click.argument("rule", shell_complete=a_rule)
@click.argument("file", required=False, type=PATH)
@click.option("--subject", help="One of several subjects, such as a practice code.")
@with_day("The day to check. Default: an example's own day.")
@with_known_on
@with_json
def explain(
    rule: str, file: Path | None, subject: str | None, as_of: date | None, known_on: date | None, as_json: bool
) -> None:
    """Write one finding out in full, with its working and sources."""
    with misuse():
        network = network_of(file)
        report = des.assess(network, day_to_check(as_of, network), known_on)
        subject = _as_on_record(subject, report, rule)
        finding = report[rule] if subject is None else report[rule, subject]
        if as_json:
            say_json({**finding.to_dict(), **draft_mark(report.draft_of)})
        else:
            say(report.explain(rule, subject))


def _as_on_record(subject: str | None, report: des.Report, rule: str) -> str | None:
    """A subject, such as a practice's code, as the records write it, in capitals or small letters."""
    known = [part.subject for part in report[rule].parts if part.subject]
    if subject is None or subject in known:
        return subject
    return next((name for name in known if name.casefold() == subject.strip().casefold()), subject)


@click.command(cls=Writing)
@click.argument("file", required=False, type=PATH)
@click.option("--since", type=DAY, help="The first day. Default: the first of an example's contract year.")
@click.option("--until", type=DAY, help="The last day. Default: the last of the contract year of --since.")
@with_known_on
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write each spell to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write the timeline to an HTML file.")
@click.option("--plot", type=OUTPUT, help="Also draw a chart to a .png, .svg or .pdf file.")
@with_json
def timeline(
    file: Path | None,
    since: date | None,
    until: date | None,
    known_on: date | None,
    csv_file: Path | None,
    html: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Show over time since when each duty is met, falls short or is open."""
    check_chart(plot)
    with misuse():
        network = network_of(file)
        found = des.timeline(network, *_period(network, since, until), known_on)
        write(
            (plot, lambda: drawn(found, plot)),
            (csv_file, found.to_csv),
            (html, lambda: html_page(found.heading.name or "", found)),
        )
    show(found, as_json)


@click.command(cls=Writing)
@click.argument("file", required=False, type=PATH)
@click.option("--since", type=DAY, help="The first day. Default: the first of an example's contract year.")
@click.option("--until", type=DAY, help="The last day. Default: the last of the contract year of --since.")
@with_known_on
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write the weeks to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write the ledger to an HTML file.")
@with_json
def ledger(
    file: Path | None,
    since: date | None,
    until: date | None,
    known_on: date | None,
    csv_file: Path | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """Show extended hours and enhanced access week by week, with how cancelled time was made up."""
    with misuse():
        network = network_of(file)
        found = des.access_ledger(network, *_period(network, since, until), known_on)
        write((csv_file, found.to_csv), (html, lambda: html_page(found.heading.name or "", found)))
    show(found, as_json)


def _period(network: des.Network, since: date | None, until: date | None) -> tuple[date, date]:
    """The days that were named; by default an example's contract year, or that of the first day."""
    from pcn_des.dates import ContractYear

    if since is None:
        if network.example_as_of is None:
            raise click.UsageError("Name the first day: --since 2022-04-01")
        since = ContractYear.of(network.example_as_of).first_day
    return since, until or ContractYear.of(since).last_day


COMMANDS: Final = (check, explain, timeline, ledger)
