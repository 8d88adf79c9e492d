"""The help of every command is there, and the same where Python runs with -OO and drops docstrings."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from pcn_des.cli import main


def _help(options: list[str], command: list[str]) -> str:
    asked = [sys.executable, *options, "-m", "pcn_des", *command, "--help"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


@pytest.mark.thorough
@pytest.mark.parametrize("command", [[], ["check"], ["terms"], ["workbook"], ["workbook", "new"]], ids=" ".join)
def test_help_is_the_same_without_docstrings(command: list[str]) -> None:
    shown = _help([], command)
    assert shown == _help(["-OO"], command)
    assert "\n\n  " in shown  # a sentence stands between the usage and the options


def test_the_day_of_a_question_is_asked_for_by_one_option_in_every_command() -> None:
    """What-if asks for two days, the first day of a change and that of the reports, and each has a name of its own."""
    asked = {
        name: {word for param in command.params for word in param.opts if word in ("--as-of", "--on")}
        for name in main.list_commands(click.Context(main))
        if (command := main.get_command(click.Context(main), name)) is not None
    }
    assert asked.pop("what-if") == {"--as-of", "--on"}
    assert {name for name, words in asked.items() if words} >= {"check", "explain", "terms", "role", "roles", "iif"}
    assert {name: words for name, words in asked.items() if len(words) == 1} == {}


@pytest.mark.parametrize("word", ["--as-of", "--on"])
def test_either_name_of_the_day_is_understood(word: str) -> None:
    for command in (["services"], ["role", "paramedic"], ["terms"], ["iif"], ["check"]):
        result = CliRunner().invoke(main, [*command, word, "2022-11-14"])
        assert result.exit_code in (0, 1), result.output
        assert "14 November 2022" in result.output
