"""What changed between two days, as an entry of a changelog in Markdown."""

from __future__ import annotations

import pcn_des as des
from pcn_des.contract.differing import is_there
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
    assert "-> £8.903 per adjusted patient per year [single-source] ([" in line


def test_two_days_that_do_not_differ() -> None:
    assert changelog(des.compare("2022/23", "2022/23")).endswith("Nothing differs.")


def line(text: str, key: str) -> str:
    (found,) = (line for line in text.splitlines() if f"(`{key}`)" in line)
    return found


def test_a_duty_that_came_is_told_with_the_day_on_which_it_is_due() -> None:
    text = changelog(des.compare("2021/22", "2022/23"))
    assert "(`enhanced_access.plan_submitted`): PCN, must, due 31 July 2022 [" in line(
        text, "enhanced_access.plan_submitted"
    )


def test_what_is_not_there_any_more_never_reads_as_though_it_held() -> None:
    """Of what is gone or was not found the changelog says what was, that it was, and what became of it."""
    for before, after in (
        ("2021/22", "2022/23"),
        ("2022/23", "2023/24"),
        ("2024/25", "2025/26"),
        ("2025/26", "2026/27"),
    ):
        changes = des.compare(before, after)
        text = changelog(changes)
        lost = [change for change in changes.not_found if change.after is None or not is_there(change.after)]
        for change in (*changes.removed, *lost):
            became = " ".join(change.became.split())
            was = f"was {' '.join(change.was.split())}" if change.was else ""
            said = "; ".join(filter(None, (was, became)))
            known = [row for row in text.splitlines() if f"(`{change.key}`){f': {said}' if said else ''}" in row]
            assert known, change.key
            standing = change.entry.standing
            assert not any(f"[{standing.value}" in row for row in known if standing)


def test_what_was_found_for_the_later_day_alone_is_told_with_its_standing() -> None:
    found = line(changelog(des.compare("2023/24", "2024/25")), "arrs.band_5.max_reimbursement.outer_london")
    assert ": was not found: the maximum of this band was not" in found
    assert "; £48,991 per WTE per year [" in found
    assert found.endswith("))")


def test_what_is_gone_cites_what_says_so() -> None:
    text = changelog(des.compare("2025/26", "2026/27"))
    found = line(text, "capacity_and_access_support")
    assert found.startswith("  - Capacity and access support payment (`capacity_and_access_support`): was to the ")
    assert "/publications/gp-contract-202627-what-you-need-know), [" in found
    assert "/pulse-pcn/consultant-nurses-added-to-arrs-in-new-network-contract), [" in found
    assert found.endswith(", [Enhanced Primary Care](https://enhancedprimarycare.co.uk/?p=2532))")
