"""Commands about the contract itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pcn_des.contract.areas import CHOSEN_FROM
from support.command_line import Run


def test_terms_shows_one_key_a_group_or_its_history(run: Run) -> None:
    code, output = run("terms", "enhanced_access.minutes_per_1000", "--as-of", "2022-11-01")
    assert code == 0
    assert "60 minutes per 1,000 adjusted patients per week" in output
    assert "Sources:" in output
    code, output = run("terms", "enhanced_access", "--as-of", "2022-11-01", "--json")
    assert json.loads(output)["enhanced_access.minutes_per_1000"]["value"] == "60"
    code, output = run("terms", "extended_hours.minutes_per_1000", "--history")
    assert output.count("30 minutes per 1,000 registered patients per week") == 4


def test_role_answers_as_to_a_colleague(run: Run) -> None:
    code, output = run("role", "paramedic", "--on", "2020-05-01")
    assert code == 0
    assert output.startswith("No. Paramedic is not reimbursable on 1 May 2020: it becomes so on 1 April 2021.")
    assert json.loads(run("role", "paramedic", "--on", "2021-04-01", "--json")[1])["reimbursable"] is True


def test_role_gives_maximum_cap_and_conditions(run: Run) -> None:
    output = run("role", "paramedic", "--on", "2025-05-01", "--area", "outer_london")[1]
    assert "As first published: £72,327 per WTE per year" in output
    assert "Health and Care Professions Council" in output
    assert (
        "Cap: 3 WTE per network"
        in run("role", "advanced_practitioner", "--on", "2023-05-01", "--registered", "99999")[1]
    )


def test_changes_calendar_and_coverage(run: Run, tmp_path: Path) -> None:
    code, output = run("changes", "2022-09-30", "2022-10-01", "--html", str(tmp_path / "c.html"))
    assert code == 0
    assert "~ Enhanced access [confirmed]\n    key: enhanced_access\n    was: in preparation\n" in output
    assert run("changes", "2023/24", "2024/25", "--json")[0] == 0
    code, output = run("calendar", "2022/23", "--csv", str(tmp_path / "c.csv"), "--ical", str(tmp_path / "c.ics"))
    assert code == 0
    assert "31 Jul 2022  duty          Enhanced access plan sent to the commissioner (PCN)" in output
    assert (tmp_path / "c.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "enhanced_access" in run("coverage")[1]
    assert "network.list_size" in run("coverage", "--rules")[1]
    rules = json.loads(run("coverage", "--rules", "--json")[1])
    assert rules["duties"]["network.list_size"]["2022/23"] == "rule"
    assert rules["commissioners"]["network.all_patients_covered"]["2022/23"] == "judgement"
    code, output = run("changes", "yesterday", "2022-10-01")
    assert code == 2
    assert "is not a day" in output


def test_the_shell_completes_names_of_every_kind() -> None:
    pytest.importorskip("click", reason="click is not installed: pip install 'pcn_des[cli]'")
    import click

    from pcn_des.cli import completion, main

    def completed(what: completion.Completing, typed: str) -> list[str]:
        return what(click.Context(main), click.Argument(["x"]), typed)

    assert completed(completion.a_role, "gp") == ["GP", "GPA"]
    assert "care_coordinator" in completed(completion.a_role, "care")
    assert completed(completion.an_indicator, "can-0") == ["CAN-01", "CAN-02", "CAN-04"]
    assert completed(completion.an_area, "care") == ["care_home_premium", "care_homes"]
    assert completed(completion.a_section, "") == sorted(CHOSEN_FROM)
    assert "network.all_patients_covered" in completed(completion.a_key, "network.all")
    assert completed(completion.a_year, "2026") == ["2026/27"]
    assert not any(" " in name for name in completed(completion.a_role, ""))
