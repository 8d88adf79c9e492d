"""The command line: right at 80 columns and in a pipe, exit codes that scripts can rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pcn_des as des
from pcn_des.answers.status import Status

click_testing = pytest.importorskip("click.testing", reason="click is not installed: pip install 'pcn_des[cli]'")


@pytest.fixture
def run() -> Callable[..., tuple[int, str]]:
    from pcn_des.cli import main

    def invoke(*args: str) -> tuple[int, str]:
        result = click_testing.CliRunner().invoke(main, args)
        return result.exit_code, result.output

    return invoke


Run = Callable[..., tuple[int, str]]


def test_check_without_arguments_checks_the_bundled_network_and_shows_every_status(run: Run) -> None:
    code, output = run("check")
    assert code == 0
    assert output.startswith("Riverside PCN (U99901)")
    for status in Status:
        assert status.words in output
    assert max(len(line) for line in output.splitlines()) <= 80


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


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check", "nowhere.toml"), "nowhere.toml"),
        (("check", "--as-of", "14/11/2022"), "write it as 2022-11-14"),
        (("check", "--as-of", "2019-06-30"), "1 July 2019 to 31 March 2027"),
        (("check", "--pcn", "U00254"), "go with --epcn"),
        (("check", "--epcn", "x.xlsx"), "--pcn"),
        (("terms", "enhanced_access.minutes"), "Name the day"),
        (("terms", "enhanced_access.minutes_per_100", "--as-of", "2022-11-01"), "Did you mean"),
        (("terms", "--history"), "needs a KEY"),
        (("role", "paramedics", "--on", "2022-11-01"), "Did you mean 'paramedic'"),
        (("role", "paramedic"), "--on"),
        (("explain", "network.listsize"), "Did you mean 'network.list_size'"),
        (("nonsense",), "nonsense"),
    ],
)
def test_misuse_exits_with_2_and_says_the_mend(run: Run, args: tuple[str, ...], said: str) -> None:
    code, output = run(*args)
    assert code == 2
    assert said in output
    assert "Traceback" not in output


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


def test_explain_gives_the_working(run: Run) -> None:
    code, output = run("explain", "enhanced_access.weekly_minutes")
    assert code == 0
    assert "60 x 51,230" in output
    code, output = run("explain", "practices.contract_type", "--subject", "Y99901", "--json")
    assert json.loads(output)["subject"] == "Y99901"


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


def test_example_writes_a_file_that_can_be_checked_and_never_over_another(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    assert run("example", str(mine))[0] == 0
    assert des.read_network(mine) == des.example_network()
    code, output = run("example", str(mine))
    assert code == 2
    assert "is there already" in output


def test_a_real_network_from_public_files(run: Run, real_file: Callable[[str], Path]) -> None:
    """U00254 has 51,673 registered patients in the file (7,779 + 12,684 + 12,549 + 18,661)."""
    args = (
        "check", "--epcn", str(real_file("ePCN_2025-01-20.xlsx")), "--adjusted",
        str(real_file("pcn_adjusted_populations_2025-26.csv")), "--adjusted-year", "2025/26", "--pcn", "U00254",
        "--as-of", "2025-05-01",
    )  # fmt: skip
    code, output = run(*args, "--known-on", "2025-05-29")
    assert code == 0
    assert "51,673 registered patients; at least 30,000 required" in output
    assert "corrected later" not in output
    code, output = run(*args)
    assert code == 0
    assert "was corrected later, for use from 1 June 2025" in output
    assert "the earlier edition" in " ".join(output.split())
    assert "WHAT WOULD SETTLE MOST OF THE UNKNOWN" in output


def test_the_script_runs_as_a_module_in_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pcn_des.cli", "check"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith("Riverside PCN (U99901)")
    assert "\x1b[" not in done.stdout


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


def test_pay_works_from_a_network_or_from_figures(run: Run) -> None:
    code, output = run("pay", "--year", "2021/22", "--registered", "46982", "--months")
    assert code == 0
    assert "£70,473.00" in output
    assert "£67,654.08" in output
    assert "Apr 2021" in output
    assert max(map(len, output.splitlines())) <= 80
    assert json.loads(run("pay", "--json")[1])["streams"]["core_pcn_funding"]["amount"] == "75618.00"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("pay", "--registered", "42000"), "--year 2022/23"),
        (("pay", "x.toml", "--registered", "42000", "--year", "2021/22"), "not both"),
        (("pay", "--year", "2031/32"), "2019/20 to 2026/27"),
        (("pay", "--paid-by", "cheque"), "cheque"),
        (("timeline", "--since", "2022-05-01", "--until", "2022-04-01"), "before it starts"),
    ],
)
def test_misuse_of_timeline_and_pay(run: Run, args: tuple[str, ...], said: str) -> None:
    code, output = run(*args)
    assert code == 2
    assert said in output


def test_a_workbook_is_written_read_and_checked(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'pcn_des[excel]'")
    book, copy = tmp_path / "mine.xlsx", tmp_path / "mine.toml"
    assert run("workbook", "new", str(book), "--example")[0] == 0
    code, output = run("workbook", "read", str(book), "--to", str(copy))
    assert (code, output) == (0, "Riverside PCN (U99901): nothing to mend\n")
    assert des.read_network(copy) == des.example_network()
    assert run("check", str(book))[1] == run("check")[1]
    again = tmp_path / "again.xlsx"
    assert run("workbook", "write", str(copy), str(again))[0] == 0
    code, output = run("workbook", "new", str(book))
    assert code == 2
    assert "is there already" in output


def test_a_bad_cell_is_named_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'pcn_des[excel]'")
    book, copy = tmp_path / "mine.xlsx", tmp_path / "mine.toml"
    run("workbook", "new", str(book), "--example")
    filled = openpyxl.load_workbook(book)
    sheet = filled["Practices"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "APMS"]
    cell.value = "GMX"
    filled.save(book)
    code, output = run("workbook", "read", str(book), "--to", str(copy))
    assert code == 2
    assert f"Practices!{cell.coordinate}" in output
    assert "GMX" in output
    assert not copy.exists()


def test_schema_prints_json_schema(run: Run) -> None:
    assert json.loads(run("schema", "network")[1])["title"] == "Network"
    assert "properties" in json.loads(run("schema", "report")[1])


def test_changes_calendar_coverage_and_export(run: Run, tmp_path: Path) -> None:
    code, output = run("changes", "2022-09-30", "2022-10-01", "--html", str(tmp_path / "c.html"))
    assert code == 0
    assert "~ enhanced_access" in output
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
    assert run("export", str(tmp_path / "tables"))[0] == 0
    assert (tmp_path / "tables" / "contract.csv").exists()
    code, output = run("changes", "yesterday", "2022-10-01")
    assert code == 2
    assert "is not a day" in output


def test_role_gives_maximum_cap_and_conditions(run: Run) -> None:
    output = run("role", "paramedic", "--on", "2025-05-01", "--area", "outer_london")[1]
    assert "As first published: 72,327 GBP per WTE per year" in output
    assert "Health and Care Professions Council" in output
    assert (
        "Cap: 3 WTE per network"
        in run("role", "advanced_practitioner", "--on", "2023-05-01", "--registered", "99999")[1]
    )


@pytest.mark.parametrize(
    "args",
    [
        ("check", "--html"),
        ("timeline", "--html"),
        ("changes", "2022/23", "2023/24", "--html"),
        ("calendar", "2022/23", "--csv"),
        ("example",),
    ],
    ids=lambda args: args[0],
)
def test_a_folder_that_is_not_there_is_one_clear_error(run: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
    code, output = run(*args, str(tmp_path / "nowhere" / "file"))
    assert code == 2
    assert "nowhere/file: no such file or directory" in output.replace("\n", "")
