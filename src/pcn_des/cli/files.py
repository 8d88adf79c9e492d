"""Commands that write and read files: the workbook, the schemas, the contract as tables, the example."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import attrs
import click

import pcn_des as des
from pcn_des.cli.output import OUTPUT, OUTPUT_FOLDER, Writing, forced, say, say_json, write
from pcn_des.cli.shared import DAY, PATH, Refused, misuse, network_of, with_json
from pcn_des.display.problems import told_once
from pcn_des.wording import count_of


@click.group()
def workbook() -> None:
    """Keep the records of a network in Excel."""


@workbook.command("new", cls=Writing)
@click.argument("file", type=OUTPUT)
@click.option("--example", is_flag=True, help="Filled with the bundled example, instead of empty.")
def workbook_new(file: Path, example: bool) -> None:
    """Write an empty, explained workbook to FILE.xlsx."""
    from pcn_des.formats import workbook as workbooks

    with misuse():
        if example:
            workbooks.write(des.example_network(), file, overwrite=forced())
        else:
            workbooks.write_empty(file, overwrite=forced())
    say(f"Wrote {file}. Fill it in, then check it with: pcn-des check {file} --as-of DAY")


@workbook.command("read", cls=Writing)
@click.argument("file", type=PATH)
@click.option("--to", "into", type=OUTPUT, help="Also write the network to a .toml or .json file.")
@with_json
def workbook_read(file: Path, into: Path | None, as_json: bool) -> None:
    """Read FILE.xlsx, naming what is wrong by sheet and cell.

    What is wrong in many cells of a column is told once, with the first of them; --json names each.
    """
    from pcn_des.formats import workbook as workbooks
    from pcn_des.formats.network_file.write import network_dict

    with misuse():
        reading = workbooks.read(file)
        if reading.problems and as_json:
            say_json({"problems": [attrs.asdict(problem) for problem in reading.problems]})
        for problem in () if as_json else told_once(reading.problems):
            say(problem, err=True)
        if reading.problems or reading.network is None:
            raise Refused(f"{file.name}: {count_of(len(reading.problems), 'cell')} to mend; nothing was written")
        if into:
            des.write_network(reading.network, into, overwrite=forced())
    if as_json:
        say_json(network_dict(reading.network))
    else:
        say(f"{reading.network.name} ({reading.network.code}): nothing to mend")


@workbook.command("write", cls=Writing)
@click.argument("network_file", type=PATH)
@click.argument("file", type=OUTPUT)
@click.option("--to-judge", type=DAY, help="With the checklist of a day: a row for each judgement that is open on it.")
def workbook_write(network_file: Path, file: Path, to_judge: date | None) -> None:
    """Write the network of NETWORK_FILE (TOML or JSON) to the workbook FILE.xlsx."""
    from pcn_des.formats import workbook as workbooks

    with misuse():
        network = network_of(network_file)
        checklist = des.assess(network, to_judge) if to_judge else None
        workbooks.write(network, file, overwrite=forced(), to_judge=checklist)
    say(f"Wrote {file}")


@click.command(cls=Writing)
@click.argument("file", type=PATH)
@click.argument("into", type=OUTPUT)
def upgrade(file: Path, into: Path) -> None:
    """Write FILE, a network of any format, to INTO in the newest one. Comments are not kept."""
    from pcn_des.formats import workbook as workbooks

    with misuse():
        if into.suffix.casefold() not in (".toml", ".json", ".xlsx"):
            raise Refused(f"{into} ends neither in .toml nor .json nor .xlsx; name the file so")
        network = des.read_network(file)
        if into.suffix.casefold() == ".xlsx":
            workbooks.write(network, into, overwrite=forced())
        else:
            des.write_network(network, into, overwrite=forced())
    say(f"Wrote {into}")


@click.command()
@click.argument("what", type=click.Choice(("network", "report")))
def schema(what: str) -> None:
    """Print the JSON Schema of the network file or of the report."""
    from pcn_des.formats.schema import network_schema, report_schema

    say_json(network_schema() if what == "network" else report_schema())


@click.command(cls=Writing)
@click.argument("folder", type=OUTPUT_FOLDER)
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", help="Default: csv.")
def export(folder: Path, form: str) -> None:
    """Write the whole contract as flat tables to FOLDER, with a data package descriptor."""
    from pcn_des.formats.export import write as write_tables

    with misuse():
        for path in write_tables(folder, form, overwrite=forced()):
            say(f"Wrote {path}")


@click.command(cls=Writing)
@click.argument("file", required=False, type=OUTPUT)
def example(file: Path | None) -> None:
    """Write the bundled example network to FILE (or the screen), to start your own from."""
    from pcn_des.examples.bundled import example_text

    if file is None:
        say(example_text(), end="")
        return
    if file.suffix not in ("", ".toml"):
        raise Refused(f"{file} does not end in .toml, which the example is; name the file so")
    with misuse():
        write((file, example_text))
    say(f"Wrote {file}. Check it with: pcn-des check {file} --as-of 2022-11-14")


COMMANDS: Final = (upgrade, workbook, schema, export, example)
