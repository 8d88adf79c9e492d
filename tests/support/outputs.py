"""Every command that writes files, found in the command line itself, with a way to call it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import click
from attrs import frozen

from pcn_des.cli import main
from pcn_des.cli.output import Output, Writing
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear

# What a command needs besides its output; {in} is a network file that is read.
CALLS: Final[Mapping[str, str]] = {
    "check": "check {in} --as-of 2022-11-14",
    "timeline": "timeline {in} --since 2022-11-01 --until 2022-11-07",
    "ledger": "ledger {in} --since 2022-11-01 --until 2022-11-14",
    "what-if": "what-if {in} --practice Y99905 --leaves --on 2022-11-01",
    "workforce": "workforce {in} --year 2024/25",
    "reconcile": "reconcile {in} --year 2022/23",
    "pay": "pay {in} --all-years",
    "national": "national --map {practices}",
    "briefing": "briefing {in} --as-of 2022-11-14",
    "improvement": "improvement {in} --year 2024/25",
    "upgrade": "upgrade {in}",
    "changes": "changes 2022/23 2023/24",
    "calendar": "calendar 2022/23",
    "iif": "iif 2025/26 --extract {extract} --practices {map} --network U99902",
    "workbook new": "workbook new",
    "workbook read": "workbook read {book}",
    "workbook write": "workbook write {in}",
    "export": "export",
    "example": "example",
    "new-year": f"new-year {ContractYear(years()[-1].starts_in + 1)}",
}
SUFFIXES: Final = {
    "plot": ".svg",
    "html": ".html",
    "csv_file": ".csv",
    "owed_file": ".csv",
    "ical": ".ics",
    "into": ".toml",
    "folder": "",
}
OF_ARGUMENTS: Final = {
    "workbook new": ".xlsx",
    "workbook write": ".xlsx",
    "upgrade": ".toml",
    "example": ".toml",
    "export": "",
}


@frozen
class Writer:
    """A command and one of its outputs."""

    command: str
    option: str
    suffix: str
    is_folder: bool

    def __str__(self) -> str:
        return f"{self.command} {self.option}".strip()

    def call(self, output: str, **inputs: str) -> list[str]:
        """The words of the command line."""
        words = [inputs.get(word.strip("{}"), word) if "{" in word else word for word in CALLS[self.command].split()]
        return [*words, *([self.option] if self.option else []), output]


def commands(group: click.Group = main, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that can be called, by its name."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name}{word} ")
        else:
            yield f"{name}{word}", command


def writers() -> Iterator[Writer]:
    """Every output of every command. A new one has to be put into the tables above."""
    for name, command in commands():
        for param in command.params:
            if isinstance(param.type, Output):
                assert isinstance(command, Writing), f"{name} writes, so it must be a `Writing` command"
                argument = isinstance(param, click.Argument)
                suffix = OF_ARGUMENTS[name] if argument else SUFFIXES[param.name or ""]
                yield Writer(name, "" if argument else param.opts[0], suffix, param.type.folder)
