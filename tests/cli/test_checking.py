"""Commands that check a network: right at 80 columns, exit codes that scripts can rely on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pcn_des.answers.status import Status
from support.command_line import Run


def test_check_without_arguments_checks_the_bundled_network_and_shows_every_status(run: Run) -> None:
    code, output = run("check")
    assert code == 0
    assert output.startswith("Riverside PCN (U99901)")
    for status in Status:
        assert status.words in output
    assert max(len(line) for line in output.splitlines()) <= 80


def test_check_tells_on_a_page_what_a_manager_acts_on_and_with_all_the_rest(run: Run) -> None:
    code, short = run("check")
    assert code == 0
    assert len(short.splitlines()) <= 60
    said = " ".join(short.split())
    assert "follows: no payment, short since 1 April 2022. The network is not established and is not paid." in said
    assert "Left out: 25 UNKNOWN, 40 TO JUDGE, 1 NOT DUE, 26 MET, 3 NOT APPLICABLE" in said
    assert "shown by: pcn-des check with --all (open judgements: --to-judge)" in said
    code, whole = run("check", "--all")
    assert code == 0
    assert "  - Weekly minutes of enhanced access" in whole
    assert "Left out" not in whole


def test_a_lost_session_of_last_year_stands_below_the_unsigned_agreement(run: Run) -> None:
    output = run("check", "--as-of", "2023-05-10")[1]
    unsigned, past, lost = (
        output.index(said)
        for said in ("Network Agreement signed by every practice", "NOT MET, past and closed", "Cancelled time made up")
    )
    assert unsigned < past < lost


def test_the_checklist_has_what_is_to_be_decided_on_what_and_blanks(run: Run) -> None:
    code, output = run("check", "--to-judge")
    assert code == 0
    lines = output.splitlines()
    assert lines[:2] == ["Riverside PCN (U99901): to judge on 14 November 2022", "42 open, 0 decided"]
    assert max(map(len, lines)) <= 80
    assert sum(line.strip().startswith("judged (met, not_met): ___") for line in lines) == 42
    said = " ".join(output.split())
    assert "To decide: Whether the area makes sense to the member practices" in said
    assert "Heronsmead, HM-12: assessed on 28 October 2022; no reason for the delay is on record." in said
    assert len(json.loads(run("check", "--to-judge", "--json")[1])) == 42


def test_what_was_decided_is_off_the_checklist(run: Run, tmp_path: Path) -> None:
    decided = tmp_path / "decided.toml"
    decided.write_text(
        'code = "U99903"\nname = "Quiet PCN"\n[[decisions]]\nobligation = "network.area_makes_sense"\njudged = "met"\n'
        'by = "the board"\non = 2022-05-03\ndocument = "minute 7"\n'
    )
    output = run("check", str(decided), "--as-of", "2022-11-14", "--to-judge")[1]
    assert "1 decided" in output
    assert "judged met by the board on 3 May 2022 (minute 7), until 31 March 2023" in " ".join(output.split())
    decided.write_text(decided.read_text().replace("area_makes_sense", "area_make_sense"))
    code, output = run("check", str(decided), "--as-of", "2022-11-14")
    assert code == 2
    assert "Did you mean 'network.area_makes_sense'" in output


def test_strict_exits_with_1_where_a_must_is_not_met(run: Run, tmp_path: Path) -> None:
    assert run("check", "--strict")[0] == 1
    quiet = tmp_path / "quiet.toml"
    quiet.write_text('code = "U99903"\nname = "Quiet PCN"\n')
    assert run("check", str(quiet), "--as-of", "2022-11-14", "--strict")[0] == 0


def test_json_is_the_report_as_plain_values(run: Run) -> None:
    code, output = run("check", "--json")
    assert code == 0
    assert json.loads(output)["heading"]["code"] == "U99901"


def test_html_is_written_beside_the_text(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("check", "--html", str(page))[0] == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_without_its_own_day_wants_one(run: Run, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.toml"
    quiet.write_text('code = "U99903"\nname = "Quiet PCN"\n')
    code, output = run("check", str(quiet))
    assert code == 2
    assert "--as-of 2022-11-14" in output


def test_every_problem_of_a_network_file_is_named(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('code = "U99903"\nname = "Wrong PCN"\npayees = [{ since = 2020-13-01 }]\n')
    code, output = run("check", str(wrong), "--as-of", "2022-11-14")
    assert code == 2
    assert "wrong.toml" in output


def test_a_real_network_from_public_files(run: Run, real_file: Callable[[str], Path]) -> None:
    """U00254 has 51,673 registered patients in the file (7,779 + 12,684 + 12,549 + 18,661)."""
    args = (
        "check", "--epcn", str(real_file("ePCN_2025-01-20.xlsx")), "--adjusted",
        str(real_file("pcn_adjusted_populations_2025-26.csv")), "--adjusted-year", "2025/26", "--pcn", "U00254",
        "--as-of", "2025-05-01",
    )  # fmt: skip
    code, output = run(*args, "--known-on", "2025-05-29", "--all")
    assert code == 0
    assert "51,673 registered patients; at least 30,000 required" in output
    assert "corrected later" not in output
    code, output = run(*args)
    assert code == 0
    assert "was corrected later, for use from 1 June 2025" in output
    assert "the earlier edition" in " ".join(output.split())
    assert "WHAT WOULD SETTLE MOST OF THE UNKNOWN" in output


def test_explain_gives_the_working(run: Run) -> None:
    code, output = run("explain", "enhanced_access.weekly_minutes")
    assert code == 0
    assert "60 x 51,230" in output
    code, output = run("explain", "practices.contract_type", "--subject", "Y99901", "--json")
    assert json.loads(output)["subject"] == "Y99901"


def test_timeline_shows_the_year_of_the_bundled_network(run: Run, tmp_path: Path) -> None:
    page, chart = tmp_path / "t.html", tmp_path / "t.svg"
    code, output = run("timeline", "--html", str(page), "--plot", str(chart))
    assert code == 0
    assert "1 April 2022 to 31 March 2023" in output
    assert max(map(len, output.splitlines())) <= 80
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert chart.stat().st_size > 1_000
    duties = json.loads(run("timeline", "--since", "2022-09-29", "--until", "2022-10-02", "--json")[1])["duties"]
    minutes = {duty["rule"]: duty["spells"] for duty in duties if duty["rule"].endswith("weekly_minutes")}
    assert [spell["until"] for spell in minutes["extended_hours.weekly_minutes"]] == ["2022-09-30"]
    assert minutes["enhanced_access.weekly_minutes"][0]["since"] == "2022-10-01"


def test_the_day_of_an_edition_is_that_in_the_name_of_its_file_unless_it_is_named(run: Run, tmp_path: Path) -> None:
    told = {}
    for name in ("epcn.csv", "ePCN_2022-11-01.csv"):
        networks, partners = tmp_path / name, tmp_path / "partners.csv"
        networks.write_text("U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001,,Quay,,,,,AB1 2CD\n")
        partners.write_text("Y99911,QUAY SURGERY,99Z,NHS HARBOUR,U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001,,TRUE\n")
        _, told[name] = run(
            "check",
            "--epcn",
            str(networks),
            "--epcn-partners",
            str(partners),
            "--pcn",
            "U99902",
            "--as-of",
            "2022-11-14",
        )
    assert "Members and commissioner are those of 1 November 2022" in " ".join(told["ePCN_2022-11-01.csv"].split())
    assert "1 November 2022" not in told["epcn.csv"]


def test_a_network_from_the_two_csv_files_of_epcn(run: Run, tmp_path: Path) -> None:
    networks, partners = tmp_path / "epcn.csv", tmp_path / "partners.csv"
    networks.write_text("U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001,,Quay,,,,,AB1 2CD\n")
    partners.write_text("Y99911,QUAY SURGERY,99Z,NHS HARBOUR,U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001,,TRUE\n")
    args = ("check", "--epcn", str(networks), "--pcn", "u99902", "--as-of", "2022-11-14")
    code, output = run(*args, "--epcn-partners", str(partners))
    assert code == 0
    assert "HARBOUR PCN (U99902)" in output
    code, output = run(*args)
    assert code == 2
    assert (
        "epcn.csv has the networks alone: name its companion, --epcn-partners epcncorepartnerdetails.csv"
        in " ".join(output.split())
    )
    code, output = run("check", "--epcn-partners", str(partners))
    assert code == 2
    assert "go with --epcn" in output
