"""The command line, `pcn-des`: the library's questions, asked from a terminal.

What a command needs besides click is loaded when it runs, by way of `pcn_des` itself: help comes at once.
"""

from __future__ import annotations

import sys

from pcn_des._version import __version__
from pcn_des.docstrings import docstring
from pcn_des.errors import MissingExtraError

try:
    import click
except ImportError as missing:  # a library installed without its command line still has the script
    _no_click = MissingExtraError("The command line", "click", "cli")
    print(_no_click, file=sys.stderr)
    raise SystemExit(2) from missing

from pcn_des.cli import (
    checking,
    completion,
    contract,
    desk,
    files,
    incentives,
    lists,
    money,
    national,
    staff,
    verifying,
    what_if,
    years,
)
from pcn_des.cli.ending import CommandLine


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="pcn-des")
def main() -> None:
    """England's primary care network contract, for every day since 1 July 2019."""


for _command in (
    *checking.COMMANDS,
    *verifying.COMMANDS,
    *money.COMMANDS,
    *staff.COMMANDS,
    *desk.COMMANDS,
    *national.COMMANDS,
    *what_if.COMMANDS,
    *contract.COMMANDS,
    *lists.COMMANDS,
    *incentives.COMMANDS,
    *files.COMMANDS,
    *years.COMMANDS,
    *completion.COMMANDS,
):
    main.add_command(_command)


def _keep_help(command: click.Command) -> None:
    """Give a command, and those below it, the help that `python -OO` has dropped with the docstrings."""
    if command.callback is not None:
        command.help = docstring(command.callback)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _keep_help(below)


if sys.flags.optimize > 1:
    _keep_help(main)
