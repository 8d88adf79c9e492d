"""What changed between two days, as an entry of a changelog in Markdown."""

from __future__ import annotations

import pcn_des as des
from pcn_des.contract.drafting.changelog import changelog


def test_a_year_that_merged_services() -> None:
    changes = des.compare("2022/23", "2023/24")
    text = changelog(changes)
    lines = text.splitlines()
    assert lines[0] == "## The contract from 31 March 2023 to 31 March 2024"
    assert [line for line in lines if line.startswith("### ")] == [
        f"### {kind.capitalize()}"
        for kind in ("added", "changed", "removed", "not found")
        if any(change.kind == kind for change in changes.changes)
    ]
    entries = [line for line in lines if line.startswith("  - ")]
    assert len(entries) == len(changes.changes)
    for change in changes.changes:
        assert sum(f"(`{change.key}`)" in line for line in entries) >= 1
    assert not text.endswith("\n")


def test_a_rate_that_rose_is_told_with_its_standing_and_its_source() -> None:
    (line,) = (
        line for line in changelog(des.compare("2025/26", "2026/27")).splitlines() if "(`enhanced_access.rate`)" in line
    )
    assert line.startswith("  - Yearly rate (`enhanced_access.rate`): ")
    assert "-> 8.903 GBP per adjusted patient per year [single-source] ([" in line


def test_two_days_that_do_not_differ() -> None:
    assert changelog(des.compare("2022/23", "2022/23")).endswith("Nothing differs.")
