"""Reading and running case tables: what is wrong with a table is said with its place, what differs with both sides."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pcn_des.cli import main
from pcn_des.errors import FileFormatError, RecordError
from pcn_des.questions.cases import read_cases, run

RIGHT = """
[sets.payee]
payees = { complete = true, items = [{ name = "Mill Lane Surgery", since = 2023-04-01 }] }

[[cases]]
rule = "nominated_payee.named"
it = "A payee is named from 1 April"
with = ["payee"]
answers = { 2023-03-31 = "NOT MET", 2023-04-01 = { is = "MET", because = "since 1 April 2023" } }

[[cases]]
rules = ["enhanced_access.weekly_minutes", "enhanced_access.cancelled_time_made_up"]
it = "Enhanced access is owed from 1 October 2022"
answers = { 2022-09-30 = "NOT IN FORCE", 2022-10-01 = "UNKNOWN" }

[[cases]]
rule = "enhanced_access.weekly_minutes"
it = "3,070 minutes are too few for 51,230 adjusted patients"
given = { "population.adjusted" = 51230, "enhanced_access.weekly_minutes" = 3070 }
answers.2022-11-14 = { is = "NOT MET", observed = "3,070 minutes per week", because = "at least 3,073.8 required" }
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.toml"
    path.write_text(RIGHT, encoding="utf-8")
    return path


def test_a_case_with_several_rules_is_a_case_for_each(table: Path) -> None:
    assert [(case.rule, len(case.answers)) for case in read_cases(table)] == [
        ("nominated_payee.named", 2),
        ("enhanced_access.weekly_minutes", 2),
        ("enhanced_access.cancelled_time_made_up", 2),
        ("enhanced_access.weekly_minutes", 1),
    ]


def test_right_cases_differ_in_nothing(table: Path) -> None:
    assert [outcome.differences for case in read_cases(table) for outcome in run(case)] == [()] * 7


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (
            '2023-03-31 = "NOT MET"',
            '2023-03-31 = "MET"',
            "expected MET, got NOT MET (nobody is named on 31 March 2023)",
        ),
        ("since 1 April 2023", "since May", "the reason has no “since May”: Mill Lane Surgery, since 1 April 2023"),
        ('2022-09-30 = "NOT IN FORCE"', '2022-09-30 = "UNKNOWN"', "expected UNKNOWN, got NOT IN FORCE"),
        (
            "3,070 minutes per week",
            "3,071 minutes per week",
            "observed is 3,070 minutes per week, not 3,071 minutes per week",
        ),
    ],
)
def test_what_differs_is_said_with_both_sides(table: Path, old: str, new: str, difference: str) -> None:
    table.write_text(RIGHT.replace(old, new), encoding="utf-8")
    differing = [outcome.differences for case in read_cases(table) for outcome in run(case) if outcome.differences]
    assert (difference,) in differing


def test_every_wrong_case_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        """
        [[cases]]
        rule = "nominated_payee.nmaed"
        it = "a slip of the pen"
        answers = { 2023-04-01 = "MET" }

        [[cases]]
        rule = "nominated_payee.named"
        it = "no such answer"
        answers = { 2023-04-01 = "FINE" }

        [[cases]]
        rule = "nominated_payee.named"
        it = "no such set"
        with = ["payees"]
        answers = { 2023-04-01 = "MET" }

        [[cases]]
        rule = "nominated_payee.named"
        it = "records that are none"
        records.payees = [{ name = "", since = 2023-04-01 }]
        answers = { 2023-04-01 = "MET" }
        """,
        encoding="utf-8",
    )
    with pytest.raises(RecordError) as error:
        read_cases(path)
    assert [problem.split("): ")[0] for problem in error.value.problems] == [
        "case 1 (nominated_payee.nmaed: a slip of the pen",
        "case 2 (nominated_payee.named: no such answer",
        "case 3 (nominated_payee.named: no such set",
        "case 4 (nominated_payee.named: records that are none",
    ]
    assert "did you mean 'nominated_payee.named'" in error.value.problems[0]
    assert "it must be one of: MET, NOT MET" in error.value.problems[1]


@pytest.mark.parametrize(("text", "error"), [("a = [", FileFormatError), ("", RecordError), ("[case]", RecordError)])
def test_a_file_that_is_no_table(tmp_path: Path, text: str, error: type[Exception]) -> None:
    path = tmp_path / "none.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=r"none\.toml"):
        read_cases(path)


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"no \.toml file"):
        read_cases(tmp_path)


def test_the_command_line_counts_and_fails_where_one_differs(table: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--cases", str(table)])
    assert result.exit_code == 0
    assert result.output.endswith("4 cases, 7 answers: all as expected\n")
    table.write_text(RIGHT.replace('2022-10-01 = "UNKNOWN"', '2022-10-01 = "MET"'), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--cases", str(table)])
    assert result.exit_code == 1
    assert "1 October 2022: expected MET, got UNKNOWN" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_cases_stand_alone_on_the_command_line(table: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--cases", str(table), "--as-of", "2022-11-14"])
    assert result.exit_code == 2
    assert "--cases stands alone" in result.output
