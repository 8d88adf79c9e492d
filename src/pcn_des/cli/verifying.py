"""The command that makes a saved report again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

import pcn_des as des
from pcn_des.cli.output import show
from pcn_des.cli.shared import PATH, misuse, with_json


@click.command()
@click.argument("report", type=PATH)
@click.argument("file", required=False, type=PATH)
@with_json
def verify(report: Path, file: Path | None, as_json: bool) -> None:
    """Make a saved report again and say what differs, and why.

    REPORT is what "check --json" wrote, FILE the network that was checked; a report on the bundled example needs none.
    Exit with 1 where the report is not the same, or can't be made again.
    """
    from pcn_des.formats.saved_report import read_report

    with misuse():
        if file is not None:
            found = des.verify(report, des.read_network(file))
        else:
            example = des.example_network()
            is_example = read_report(report).heading.code == example.code
            found = des.verify(report, example if is_example else None)
    show(found, as_json)
    if not found.same:
        sys.exit(1)


COMMANDS: Final = (verify,)
