"""The command line, run in this process."""

from __future__ import annotations

from collections.abc import Callable

Run = Callable[..., tuple[int, str]]


def run(*args: str) -> tuple[int, str]:
    """The exit code of a command and everything that it printed, errors too."""
    from click.testing import CliRunner

    from pcn_des.cli import main

    result = CliRunner().invoke(main, args)
    return result.exit_code, result.output
