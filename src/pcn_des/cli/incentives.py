"""The command about the Investment and Impact Fund: its indicators, and the points and pounds of a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

import pcn_des as des
from pcn_des.cli.completion import a_year, an_indicator
from pcn_des.cli.output import OUTPUT, Writing, html_page, say, say_json, show, tell, write
from pcn_des.cli.shared import AMOUNT, CODE, PATH, misuse, network_of, with_day, with_json, with_known_on
from pcn_des.showing import FULL, TEXT
from pcn_des.showing import show as shown

_LIKE_A_CODE: Final = re.compile("[A-Za-z]{2,6}-?[0-9]{1,3}[A-Za-z]?")


@click.command(cls=Writing)
@click.argument("year", required=False, shell_complete=a_year)
@click.argument("code", metavar="[CODE|FILE]", required=False, shell_complete=an_indicator)
@click.option("--indicator", shell_complete=an_indicator, help="The same as CODE.")
@click.option("--numerator", type=AMOUNT, help="Of the indicator: how many are counted.")
@click.option("--denominator", type=AMOUNT, help="Of the indicator: among how many.")
@click.option("--done/--not-done", default=None, help="Of an indicator that is done or not.")
@click.option("--baseline", type=AMOUNT, nargs=2, help="Numerator and denominator of the year before.")
@click.option(
    "--personalised-care-adjustments",
    type=AMOUNT,
    help="Patients whom an adjustment takes out of the denominator.",
)
@click.option("--list-size-adjustment", type=AMOUNT, help="The network's factor, such as 1.04.")
@click.option("--prevalence-adjustment", type=AMOUNT, help="The network's factor for the indicator.")
@click.option("--extract", type=PATH, help="A Network Contract DES extract, or the annual file of the fund.")
@click.option("--adjustments", type=PATH, help="List size, prevalence, patients taken out, as CSV or TOML.")
@click.option("--practices", type=PATH, help="gp-reg-pat-prac-map.csv, where the extract has no networks.")
@click.option("--network", type=CODE, help="Only this network of the extract, as in U00254.")
@with_day("Only what is in force on this day.")
@with_known_on
@click.option("--full", is_flag=True, help="Each step, and what the text says of the fund besides.")
@click.option("--csv", "csv_file", type=OUTPUT, help="Also write the indicators of the network to a CSV file.")
@click.option("--html", type=OUTPUT, help="Also write it to an HTML file.")
@with_json
def iif(
    year: str | None,
    code: str | None,
    indicator: str | None,
    as_of: date | None,
    known_on: date | None,
    extract: Path | None,
    adjustments: Path | None,
    practices: Path | None,
    network: str | None,
    full: bool,
    csv_file: Path | None,
    html: Path | None,
    as_json: bool,
    **figures: Any,
) -> None:
    """List the indicators of the Investment and Impact Fund of a contract YEAR, or of a day.

    Each has its points and thresholds, and whether it is paid or only collected. With CODE, such as HI-03, one of them
    is written out in full; with --numerator and --denominator, too, its points are worked out and what they are worth.
    With FILE, a network's TOML, JSON or workbook, those of each indicator by the figures that it has on record, or of
    the one that --indicator names. With --extract, those of each indicator of a network, or of each network of the
    file; then --list-size-adjustment and --prevalence-adjustment are for all indicators, and --adjustments FILE has
    those of each.
    """
    file = Path(code) if code and _is_a_file(code) else None
    code = None if file else code
    if code and indicator and code.strip().upper() != indicator.strip().upper():
        raise click.UsageError(f"CODE is {code} and --indicator {indicator}: name one of them")
    _check_year_is_first(year)
    one = code or indicator
    given = {name: value for name, value in figures.items() if value is not None}
    if extract is None and (network or practices or adjustments or (csv_file and file is None)):
        raise click.UsageError("--network, --practices, --adjustments and --csv go with --extract FILE")
    if file is not None and year is not None:
        if extract is not None:
            raise click.UsageError(f"{file} has a network's own figures, and --extract others: name one of them")
        _of_network(file, year, one, as_of, known_on, given, full, csv_file, html, as_json)
        return
    if (given or extract) and year is None:
        raise click.UsageError("Name the contract year, as in 2022/23")
    if (given or extract) and as_of is not None:
        raise click.UsageError("Points are those of a whole year: leave --as-of out")
    if extract is not None and year is not None:
        _of_extract(extract, year, one, network, practices, adjustments, known_on, given, full, csv_file, html, as_json)
    elif given and year is not None:
        _of_figures(year, one, given, known_on, full, html, as_json)
    else:
        if html is not None or full:
            raise click.UsageError(
                "--full and --html go with figures: FILE, --numerator and --denominator, or --extract FILE"
            )
        _indicators(year, one, as_of, known_on, as_json)


def _check_year_is_first(year: str | None) -> None:
    """Refuse the code of an indicator, or a file, in the place of the year.

    Raises:
        UsageError: it stands there.
    """
    if year is not None and Path(year).suffix:
        raise click.UsageError(f"'{year}' is a file, and the contract year stands first: iif 2022/23 {year}")
    if year is not None and _LIKE_A_CODE.fullmatch(year.strip()):
        raise click.UsageError(
            f"'{year}' is not a contract year, which stands first: iif 2022/23 {year.strip().upper()}"
        )


def _is_a_file(text: str) -> bool:
    """Whether a text is the name of a file, and no code of an indicator."""
    path = Path(text)
    return not _LIKE_A_CODE.fullmatch(text.strip()) and (path.suffix != "" or len(path.parts) > 1 or path.is_file())


def _of_network(
    file: Path,
    year: str,
    code: str | None,
    as_of: date | None,
    known_on: date | None,
    given: Mapping[str, Any],
    full: bool,
    csv_file: Path | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """The points of a network by the figures that its file has on record, or those of one indicator."""
    _check_of_all(given, f"with one indicator, without {file}")
    with misuse():
        found = des.iif(
            network_of(file),
            year,
            list_size_adjustment=given.get("list_size_adjustment"),
            prevalence_adjustments=_for_all(year, given.get("prevalence_adjustment"), known_on),
            as_of=as_of,
            known_on=known_on,
        )
        told = found if code is None else found[code]
        write((csv_file, found.to_csv), (html, lambda: html_page(found.heading.name or "", found)))
    show(told, as_json, partial(_text, full=full))


def _check_of_all(given: Mapping[str, Any], goes: str) -> None:
    """Refuse figures of one indicator where those of all are on record.

    Raises:
        UsageError: there are some.
    """
    extra = given.keys() - {"list_size_adjustment", "prevalence_adjustment"}
    if extra:
        raise click.UsageError(f"--{min(extra).replace('_', '-')} goes {goes}")


def _for_all(year: str, factor: Any, known_on: date | None) -> dict[str, Any]:
    """A prevalence adjustment for each indicator that is paid and may have one; none where none is given."""
    from pcn_des.contract.indicators import indicators_of

    paid = {row.code: row.entry for row in indicators_of(year, known_on=known_on).rows if row.entry is not None}
    return {code: factor for code, entry in paid.items() if factor and entry.prevalence_adjusted is not False}


def _indicators(year: str | None, code: str | None, as_of: date | None, known_on: date | None, as_json: bool) -> None:
    """The indicators of a year or a day, or one of them in full."""
    if year is None and as_of is None:
        raise click.UsageError("Name the contract year, as in 2022/23, or a day: --as-of 2022-11-14")
    from pcn_des.contract.indicators import indicators_of

    with misuse():
        found = indicators_of(year, on=as_of, known_on=known_on)
        if code is None:
            show(found, as_json)
            return
        row = found[code]
    if as_json:
        say_json(row.to_dict())
    else:
        say("\n".join(filter(None, (str(row), str(row.entry or "")))))


def _of_figures(
    year: str,
    code: str | None,
    given: Mapping[str, Any],
    known_on: date | None,
    full: bool,
    html: Path | None,
    as_json: bool,
) -> None:
    """The points of one indicator by its figures."""
    if code is None:
        raise click.UsageError("Name the indicator: CODE, as in CAN-04")
    with misuse():
        found = des.indicator_points(code, year, known_on=known_on, **given)
        write((html, lambda: html_page(f"{found.code}, {found.year}", found)))
    show(found, as_json, partial(_text, full=full))


def _of_extract(
    extract: Path,
    year: str,
    code: str | None,
    network: str | None,
    practices: Path | None,
    adjustments: Path | None,
    known_on: date | None,
    given: Mapping[str, Any],
    full: bool,
    csv_file: Path | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """The points of a network of an extract, or of each network of it."""
    _check_of_all(given, "with one indicator, without --extract")
    if network is None and (csv_file or html):
        raise click.UsageError("--csv and --html are of one network: name it with --network CODE")
    with misuse():
        answers = list(_years(extract, year, network, practices, adjustments, known_on, given))
        if network is not None and not answers:
            raise click.UsageError(f"{extract.name} has no figures of {network} in {year}")
        told = [(answer, answer if code is None else answer[code]) for answer in answers]
        first = answers[0] if answers else None
        if first is not None:
            write((csv_file, first.to_csv), (html, lambda: html_page(first.heading.code or "", first)))
    if as_json:
        plain = [{"network": answer.heading.code, **one.to_dict()} for answer, one in told]
        say_json(plain[0] if network is not None else plain)
    else:
        say("\n\n".join(_named(answer, one, full) for answer, one in told))


def _named(answer: des.IifYear, one: des.IifYear | des.IndicatorPoints, full: bool) -> str:
    """An answer about a network of an extract; one about an indicator alone, under the name of the network."""
    if one is answer:
        return _text(one, full)
    return f"{answer.heading.name or ''} ({answer.heading.code})\n".lstrip() + _text(one, full)


def _text(found: des.IifYear | des.IndicatorPoints, full: bool) -> str:
    return str(shown(found, FULL if full else TEXT))


def _years(
    extract: Path,
    year: str,
    network: str | None,
    practices: Path | None,
    adjustments: Path | None,
    known_on: date | None,
    given: Mapping[str, Any],
) -> Iterable[des.IifYear]:
    """The year of each network of an extract; the options are for all, what a file says goes before them."""
    from pcn_des.formats import fund_adjustments, practice_map
    from pcn_des.formats.indicator_figures import read_either

    members = None if practices is None else practice_map.read(practices)
    figures = read_either(extract)
    tell(figures, members)
    everywhere = des.indicator_figures(figures, year, practices=members, known_on=known_on)
    rows: Iterable[Mapping[str, Any]] = [row for row in everywhere if network in (None, row["network"])]
    here = list(dict.fromkeys(row["network"] for row in rows))
    told = fund_adjustments.FundAdjustments(file="", rows=())
    if adjustments is not None and here:
        read = fund_adjustments.read(adjustments)
        fund_adjustments.check_networks(read, {row["network"] for row in everywhere})
        told = read.of_networks(here).of_year(year, known_on=known_on)
        rows = fund_adjustments.with_personalised_care(rows, told, year, known_on=known_on)
    of_all, of_each = given.get("list_size_adjustment"), _for_all(year, given.get("prevalence_adjustment"), known_on)
    return des.iif(
        rows,
        year,
        list_size_adjustment={code: told.list_size(code) or of_all for code in here},
        prevalence_adjustments={code: {**of_each, **told.prevalences(code)} for code in here},
        known_on=known_on,
    )


COMMANDS: Final = (iif,)
