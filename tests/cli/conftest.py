"""What the tests of the command line share."""

from __future__ import annotations

import pytest

from support import command_line


@pytest.fixture
def run() -> command_line.Run:
    """Runs a command: its exit code and what it printed."""
    pytest.importorskip("click", reason="click is not installed: pip install 'pcn_des[cli]'")
    return command_line.run
