"""Commands that write and read files: the workbook, the schemas, the contract as tables, the example."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.shared import PATH, Refused, in_json, misuse, refuse_to_overwrite, with_json


@click.group()
def workbook() -> None:
    """Keep the records of a network in Excel."""


@workbook.command("new")
@click.argument("file", type=PATH)
@click.option("--example", is_flag=True, help="Filled with the bundled example, instead of empty.")
def workbook_new(file: Path, example: bool) -> None:
    """Write an empty, explained workbook to FILE.xlsx."""
    from pcn_des.formats import workbook as workbooks

    refuse_to_overwrite(file)
    with misuse():
        if example:
            workbooks.write(des.example_network(), file)
        else:
            workbooks.write_empty(file)
    click.echo(f"Wrote {file}. Fill it in, then check it with: pcn-des check {file} --as-of DAY")


@workbook.command("read")
@click.argument("file", type=PATH)
@click.option("--to", "into", type=PATH, help="Also write the network to a .toml or .json file.")
@with_json
def workbook_read(file: Path, into: Path | None, as_json: bool) -> None:
    """Read FILE.xlsx, naming every cell that is wrong by sheet and cell."""
    from pcn_des.formats import workbook as workbooks
    from pcn_des.formats.network_file.write import network_dict

    with misuse():
        reading = workbooks.read(file)
        for problem in reading.problems:
            click.echo(str(problem), err=True)
        if reading.problems or reading.network is None:
            raise Refused(f"{file.name}: {len(reading.problems)} cells to mend; nothing was written")
        if into:
            des.write_network(reading.network, into)
    if as_json:
        click.echo(in_json(network_dict(reading.network)))
    else:
        click.echo(f"{reading.network.name} ({reading.network.code}): nothing to mend")


@workbook.command("write")
@click.argument("network_file", type=PATH)
@click.argument("file", type=PATH)
def workbook_write(network_file: Path, file: Path) -> None:
    """Write the network of NETWORK_FILE (TOML or JSON) to the workbook FILE.xlsx."""
    from pcn_des.formats import workbook as workbooks

    refuse_to_overwrite(file)
    with misuse():
        workbooks.write(des.read_network(network_file), file)
    click.echo(f"Wrote {file}")


@click.command()
@click.argument("what", type=click.Choice(("network", "report")))
def schema(what: str) -> None:
    """Print the JSON Schema of the network file or of the report."""
    from pcn_des.formats.schema import network_schema, report_schema

    click.echo(in_json(network_schema() if what == "network" else report_schema()))


@click.command()
@click.argument("folder", type=PATH)
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", help="Default: csv.")
def export(folder: Path, form: str) -> None:
    """Write the whole contract as flat tables to FOLDER, with a data package descriptor."""
    from pcn_des.formats.export import write

    with misuse():
        for path in write(folder, form):
            click.echo(f"Wrote {path}")


@click.command()
@click.argument("file", required=False, type=PATH)
def example(file: Path | None) -> None:
    """Write the bundled example network to FILE (or the screen), to start your own from."""
    from pcn_des.examples.bundled import example_text

    if file is None:
        click.echo(example_text(), nl=False)
        return
    refuse_to_overwrite(file)
    with misuse():
        file.write_text(example_text(), encoding="utf-8")
    click.echo(f"Wrote {file}. Check it with: pcn-des check {file} --as-of 2022-11-14")


COMMANDS: Final = (workbook, schema, export, example)
