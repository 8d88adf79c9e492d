"""The command line, `pcn-des`: the library's questions, asked from a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pcn_des._version import __version__
from pcn_des.errors import MissingExtraError, PcnDesError

try:
    import click
except ImportError as missing:  # a library installed without its command line still has the script
    _no_click = MissingExtraError("The command line", "click", "cli")
    print(_no_click, file=sys.stderr)
    raise SystemExit(2) from missing

from pcn_des.answers.report import Report
from pcn_des.contract.changes import compare
from pcn_des.contract.coverage import coverage, ways_of_checking
from pcn_des.contract.deadlines import deadlines
from pcn_des.contract.history import history
from pcn_des.contract.question import terms
from pcn_des.contract.roles import AREAS, reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.display.cases import cases_text
from pcn_des.display.contracts import changes_html, changes_text, coverage_text, rules_text
from pcn_des.display.html import page, report_page
from pcn_des.display.ledgers import ledger_html, ledger_text
from pcn_des.display.plain import role_dict, term_dict
from pcn_des.display.roles import role_text
from pcn_des.display.statements import statement_text
from pcn_des.display.terms import term_text, terms_text
from pcn_des.display.text import report_text
from pcn_des.display.timelines import timeline_html, timeline_text
from pcn_des.examples.bundled import example_network, example_text
from pcn_des.formats import schema as schemas
from pcn_des.formats import workbook as workbooks
from pcn_des.formats.case_tables import read_cases
from pcn_des.formats.export import write as write_tables
from pcn_des.formats.network_file.read import read_network
from pcn_des.formats.network_file.write import network_dict, write_network
from pcn_des.network import Network
from pcn_des.questions.access_ledger import access_ledger
from pcn_des.questions.assess import assess
from pcn_des.questions.cases import run
from pcn_des.questions.entitlements import PAYERS, entitlements
from pcn_des.questions.timeline import timeline


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2022-11-14", param, ctx)


DAY = _Day()


def _known_on(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--known-on", type=DAY, help="Only what had been published by this day. Default: all of it.")(
        command
    )


def _json(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Plain values for other programs.")(command)


@contextmanager
def _misuse() -> Iterator[None]:
    """Turn the package's errors into one clear message and exit code 2."""
    try:
        yield
    except PcnDesError as error:
        raise _Refused(str(error)) from None
    except OSError as error:
        raise _Refused(f"{error.filename}: {(error.strerror or str(error)).lower()}") from None


class _Refused(click.ClickException):
    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="pcn-des")
def main() -> None:
    """England's primary care network contract, for every day since 1 July 2019."""


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--epcn", type=click.Path(path_type=Path), help="An ODS ePCN file to take the network from.")
@click.option("--adjusted", type=click.Path(path_type=Path), help="A PCN adjusted population file.")
@click.option("--adjusted-year", help="The contract year of the adjusted population file, as in 2025/26.")
@click.option("--pcn", help="The ODS code of the network in the ePCN file, as in U00254.")
@click.option("--as-of", type=DAY, help="The day to check. Default: an example's own day.")
@_known_on
@click.option("--strict", is_flag=True, help="Exit with 1 where a must is not met.")
@click.option("--html", type=click.Path(path_type=Path), help="Also write the report to an HTML file.")
@click.option("--cases", type=click.Path(path_type=Path), help="Run the case tables of a file or folder, instead.")
@_json
def check(
    file: Path | None,
    epcn: Path | None,
    adjusted: Path | None,
    adjusted_year: str | None,
    pcn: str | None,
    as_of: date | None,
    known_on: date | None,
    strict: bool,
    html: Path | None,
    cases: Path | None,
    as_json: bool,
) -> None:
    """Check a network against the contract of a day.

    FILE is a network in TOML, JSON or an Excel workbook. Without a file, the bundled example is checked. With --epcn,
    the network is taken from public files; what they do not say is unknown. With --cases, what people wrote down as the
    right answers is compared with the answers of the rules; exit with 1 where one differs.
    """
    if cases is not None:
        if file or epcn or as_of or known_on or html:
            raise click.UsageError("--cases stands alone: each case has its own records and days")
        _check_cases(cases, as_json)
        return
    with _misuse():
        network = _network(file, epcn, adjusted, adjusted_year, pcn)
        day = as_of or network.example_as_of
        if day is None:
            raise click.UsageError("Name the day to check: --as-of 2022-11-14")
        report = assess(network, day, known_on)
        if html:
            html.write_text(report_page(report), encoding="utf-8")
    _show(report.to_dict() if as_json else report_text(report))
    if strict and report.not_met:
        sys.exit(1)


def _check_cases(path: Path, as_json: bool) -> None:
    with _misuse():
        outcomes = [outcome for case in read_cases(path) for outcome in run(case)]
    _show([outcome.to_dict() for outcome in outcomes] if as_json else cases_text(outcomes))
    if not all(outcome.as_expected for outcome in outcomes):
        sys.exit(1)


def _network(
    file: Path | None, epcn: Path | None, adjusted: Path | None, adjusted_year: str | None, pcn: str | None
) -> Network:
    if epcn is not None:
        if file is not None or pcn is None:
            raise click.UsageError("--epcn goes with --pcn CODE, and without FILE")
        return _from_public_files(epcn, pcn, adjusted, adjusted_year)
    if adjusted or adjusted_year or pcn:
        raise click.UsageError("--adjusted, --adjusted-year and --pcn go with --epcn")
    if file is None:
        return example_network()
    return workbooks.network(file) if file.suffix == ".xlsx" else read_network(file)


def _from_public_files(epcn: Path, pcn: str, adjusted: Path | None, adjusted_year: str | None) -> Network:
    from pcn_des.formats import adjusted as adjusted_format
    from pcn_des.formats import epcn as epcn_format

    members = epcn_format.read(epcn)
    _report_problems(members.problems)
    network = epcn_format.networks(members, codes=[pcn])[pcn]
    if adjusted is None:
        return network
    if adjusted_year is None:
        raise click.UsageError("--adjusted goes with --adjusted-year 2025/26: the file does not say its year reliably")
    populations = adjusted_format.read(adjusted, adjusted_year)
    _report_problems(populations.problems)
    return adjusted_format.add_populations(network, populations)


def _report_problems(problems: tuple[Any, ...]) -> None:
    for problem in problems:
        click.echo(f"Warning: {problem}", err=True)


@main.command("explain")
@click.argument("rule")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--subject", help="One of several subjects, such as a practice code.")
@click.option("--as-of", type=DAY, help="The day to check. Default: an example's own day.")
@_known_on
@_json
def explain_command(
    rule: str, file: Path | None, subject: str | None, as_of: date | None, known_on: date | None, as_json: bool
) -> None:
    """Write one finding out in full, with its working and sources."""
    with _misuse():
        network = _network(file, None, None, None, None)
        day = as_of or network.example_as_of
        if day is None:
            raise click.UsageError("Name the day to check: --as-of 2022-11-14")
        report: Report = assess(network, day, known_on)
        finding = report[rule] if subject is None else report[rule, subject]
        _show(finding.to_dict() if as_json else report.explain(rule, subject))


@main.command("timeline")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--since", type=DAY, help="The first day. Default: the first of an example's contract year.")
@click.option("--until", type=DAY, help="The last day. Default: the last of the contract year of --since.")
@_known_on
@click.option("--html", type=click.Path(path_type=Path), help="Also write the timeline to an HTML file.")
@click.option("--plot", type=click.Path(path_type=Path), help="Also draw a chart to a .png, .svg or .pdf file.")
@_json
def timeline_command(
    file: Path | None,
    since: date | None,
    until: date | None,
    known_on: date | None,
    html: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Show over time since when each duty is met, falls short or is open."""
    with _misuse():
        network = _network(file, None, None, None, None)
        first = _first_day(network, since)
        found = timeline(network, first, until or ContractYear.of(first).last_day, known_on)
        if plot:
            found.plot().savefig(plot)
        if html:
            html.write_text(page(found.heading.name or "", timeline_html(found)), encoding="utf-8")
    _show(found.to_dict() if as_json else timeline_text(found))


def _first_day(network: Network, since: date | None) -> date:
    if since is not None:
        return since
    if network.example_as_of is None:
        raise click.UsageError("Name the first day: --since 2022-04-01")
    return ContractYear.of(network.example_as_of).first_day


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--since", type=DAY, help="The first day. Default: the first of an example's contract year.")
@click.option("--until", type=DAY, help="The last day. Default: the last of the contract year of --since.")
@_known_on
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Also write the weeks to a CSV file.")
@click.option("--html", type=click.Path(path_type=Path), help="Also write the ledger to an HTML file.")
@_json
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
    with _misuse():
        network = _network(file, None, None, None, None)
        first = _first_day(network, since)
        found = access_ledger(network, first, until or ContractYear.of(first).last_day, known_on)
        if csv_file:
            csv_file.write_text(found.to_csv(), encoding="utf-8", newline="")
        if html:
            html.write_text(page(found.heading.name or "", ledger_html(found)), encoding="utf-8")
    _show(found.to_dict() if as_json else ledger_text(found))


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--year", help="The contract year, as in 2022/23. Default: an example's own.")
@click.option("--registered", type=int, help="Instead of a file: registered patients.")
@click.option("--adjusted", type=int, help="Instead of a file: PCN Adjusted Population.")
@click.option("--weighted", type=int, help="Instead of a file: contractor weighted population.")
@click.option("--beds", type=int, help="Instead of a file: relevant care home beds.")
@_known_on
@click.option("--paid-by", type=click.Choice(PAYERS), help="As it was really paid, instead of as the contract sets it.")
@click.option("--months", is_flag=True, help="Each month.")
@_json
def pay(
    file: Path | None,
    year: str | None,
    registered: int | None,
    adjusted: int | None,
    weighted: int | None,
    beds: int | None,
    known_on: date | None,
    paid_by: str | None,
    months: bool,
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
    with _misuse():
        network = None if facts else _network(file, None, None, None, None)
        example_day = network.example_as_of if network else None
        wanted = year or (str(ContractYear.of(example_day)) if example_day else None)
        if wanted is None:
            raise click.UsageError("Name the contract year: --year 2022/23")
        statement = entitlements(network or facts, wanted, known_on, paid_by=paid_by)
    _show(statement.to_dict() if as_json else statement_text(statement, months=months))


@main.command("terms")
@click.argument("key", required=False)
@click.option("--as-of", type=DAY, required=False, help="The day that the question is about.")
@_known_on
@click.option("--history", "all_versions", is_flag=True, help="Every version of KEY through the years.")
@_json
def terms_command(
    key: str | None, as_of: date | None, known_on: date | None, all_versions: bool, as_json: bool
) -> None:
    """Say what the contract says on a day: one KEY, or everything whose key starts so."""
    with _misuse():
        if all_versions:
            if key is None:
                raise click.UsageError("--history needs a KEY")
            versions = history(key)
            _show([term_dict(term) for term in versions] if as_json else "\n\n".join(map(term_text, versions)))
            return
        if as_of is None:
            raise click.UsageError("Name the day: --as-of 2022-11-14")
        contract = terms(as_of, known_on)
        chosen = _chosen(contract, key)
        if as_json:
            _show({term: term_dict(contract[term]) for term in chosen})
        elif chosen == [key]:
            _show(term_text(contract[chosen[0]]))
        else:
            _show(terms_text(contract, chosen))


def _chosen(contract: Terms, key: str | None) -> list[str]:
    if key is None:
        return list(contract)
    below = [term for term in contract if term.startswith(f"{key}.")]
    return below or [contract[key].key]


@main.group()
def workbook() -> None:
    """Keep the records of a network in Excel."""


@workbook.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="Filled with the bundled example, instead of empty.")
def workbook_new(file: Path, example: bool) -> None:
    """Write an empty, explained workbook to FILE.xlsx."""
    _refuse_to_overwrite(file)
    with _misuse():
        if example:
            workbooks.write(example_network(), file)
        else:
            workbooks.write_empty(file)
    click.echo(f"Wrote {file}. Fill it in, then check it with: pcn-des check {file} --as-of DAY")


@workbook.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "into", type=click.Path(path_type=Path), help="Also write the network to a .toml or .json file.")
@_json
def workbook_read(file: Path, into: Path | None, as_json: bool) -> None:
    """Read FILE.xlsx, naming every cell that is wrong by sheet and cell."""
    with _misuse():
        reading = workbooks.read(file)
        for problem in reading.problems:
            click.echo(str(problem), err=True)
        if reading.problems or reading.network is None:
            raise _Refused(f"{file.name}: {len(reading.problems)} cells to mend; nothing was written")
        if into:
            write_network(reading.network, into)
    if as_json:
        _show(network_dict(reading.network))
    else:
        _show(f"{reading.network.name} ({reading.network.code}): nothing to mend")


@workbook.command("write")
@click.argument("network_file", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
def workbook_write(network_file: Path, file: Path) -> None:
    """Write the network of NETWORK_FILE (TOML or JSON) to the workbook FILE.xlsx."""
    _refuse_to_overwrite(file)
    with _misuse():
        workbooks.write(read_network(network_file), file)
    click.echo(f"Wrote {file}")


@main.command()
@click.argument("what", type=click.Choice(("network", "report")))
def schema(what: str) -> None:
    """Print the JSON Schema of the network file or of the report."""
    _show(schemas.network_schema() if what == "network" else schemas.report_schema())


@main.command()
@click.argument("role")
@click.option("--on", "on", type=DAY, required=True, help="The day that the question is about.")
@click.option("--area", type=click.Choice(AREAS), default="national", help="Maxima differ. Default: national.")
@click.option("--registered", type=int, help="Registered patients of the network, where a cap depends on them.")
@_known_on
@_json
def role(role: str, on: date, area: str, registered: int | None, known_on: date | None, as_json: bool) -> None:
    """Say whether a ROLE is reimbursable (ARRS) on a day, since when and on what terms."""
    with _misuse():
        answer = reimbursable(role, on, area=area, registered=registered, known_on=known_on)
    _show(role_dict(answer) if as_json else role_text(answer))


@main.command()
@click.argument("before")
@click.argument("after")
@_known_on
@click.option("--html", type=click.Path(path_type=Path), help="Also write the changes to an HTML file.")
@_json
def changes(before: str, after: str, known_on: date | None, html: Path | None, as_json: bool) -> None:
    """Show what differs in the contract between BEFORE and AFTER: days, or contract years as in 2023/24."""
    with _misuse():
        found = compare(_day_or_year(before), _day_or_year(after), known_on)
        if html:
            html.write_text(page("Changes of the Network Contract DES", changes_html(found)), encoding="utf-8")
    _show(found.to_dict() if as_json else changes_text(found))


def _day_or_year(text: str) -> date | str:
    return text if "/" in text else DAY.convert(text, None, None)


@main.command()
@click.argument("year")
@_known_on
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write CSV for spreadsheets and Planner.")
@click.option("--ical", type=click.Path(path_type=Path), help="Write an iCalendar file.")
@_json
def calendar(year: str, known_on: date | None, csv_file: Path | None, ical: Path | None, as_json: bool) -> None:
    """List the dated duties, windows and snapshots of a contract YEAR."""
    with _misuse():
        found = deadlines(year, known_on)
        if ical:
            ical.write_bytes(found.to_ical())
        if csv_file:
            csv_file.write_text(found.to_csv(), encoding="utf-8", newline="")
    _show(found.to_dict() if as_json else str(found))


@main.command("coverage")
@click.option("--rules", is_flag=True, help="How each obligation is checked, instead.")
@_json
def coverage_command(rules: bool, as_json: bool) -> None:
    """Show how much of the contract the data hold, by area, year and standing."""
    if rules:
        checking = ways_of_checking()
        _show(checking.to_dict() if as_json else rules_text(checking))
    else:
        found = coverage()
        _show(found.to_dict() if as_json else coverage_text(found))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", help="Default: csv.")
def export(folder: Path, form: str) -> None:
    """Write the whole contract as flat tables to FOLDER, with a data package descriptor."""
    with _misuse():
        for path in write_tables(folder, form):
            click.echo(f"Wrote {path}")


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def example(file: Path | None) -> None:
    """Write the bundled example network to FILE (or the screen), to start your own from."""
    if file is None:
        click.echo(example_text(), nl=False)
        return
    _refuse_to_overwrite(file)
    with _misuse():
        file.write_text(example_text(), encoding="utf-8")
    click.echo(f"Wrote {file}. Check it with: pcn-des check {file} --as-of 2022-11-14")


def _refuse_to_overwrite(file: Path) -> None:
    if file.exists():
        raise _Refused(f"{file} is there already; name a file that is not")


def _show(what: Any) -> None:
    click.echo(what if isinstance(what, str) else json.dumps(what, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
