"""The command line, run in this process."""

from __future__ import annotations

import re
from collections.abc import Callable

Run = Callable[..., tuple[int, str]]


def run(*args: str) -> tuple[int, str]:
    """The exit code of a command and everything that it printed, then its errors, each on a line of its own."""
    from click.testing import CliRunner

    from pcn_des.cli import main

    result = CliRunner().invoke(main, args)
    return result.exit_code, result.stdout + unwrapped(result.stderr)


def unwrapped(errors: str) -> str:
    """What a command said on the error output, without the breaks that keep its lines narrow."""
    lines: list[str] = []
    for line in errors.split("\n"):
        below = lines[-1].startswith("  - ") if lines else False
        goes_on = re.match(r" {4}\S", line) if below else re.match(r" {2}(?!- )\S", line)
        lines[-1:] = [f"{lines[-1]} {line.strip()}"] if goes_on and lines else [*lines[-1:], line]
    return "\n".join(lines)
