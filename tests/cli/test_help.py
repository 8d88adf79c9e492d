"""The help of every command is there, and the same where Python runs with -OO and drops docstrings."""

from __future__ import annotations

import subprocess
import sys

import pytest


def _help(options: list[str], command: list[str]) -> str:
    asked = [sys.executable, *options, "-m", "pcn_des", *command, "--help"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("command", [[], ["check"], ["terms"], ["workbook"], ["workbook", "new"]], ids=" ".join)
def test_help_is_the_same_without_docstrings(command: list[str]) -> None:
    shown = _help([], command)
    assert shown == _help(["-OO"], command)
    assert "\n\n  " in shown  # a sentence stands between the usage and the options
