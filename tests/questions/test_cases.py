"""Running cases: what differs is said with both sides."""

from __future__ import annotations

import pickle
from pathlib import Path

import attrs
import click
import pytest
from click.testing import CliRunner

from pcn_des.cli import main
from pcn_des.cli.checking import check
from pcn_des.cli.shared import DAY
from pcn_des.formats.case_tables import read_cases
from pcn_des.questions.cases import run

RIGHT = """
[sets.payee]
payees = { complete = true, items = [{ name = "Mill Lane Surgery", since = 2023-04-01 }] }

[[cases]]
rule = "nominated_payee.named"
it = "A payee is named from 1 April"
with = ["payee"]
answers = { 2023-03-31 = "NOT MET", 2023-04-01 = { is = "MET", because = "since 1 April 2023" } }

[[cases]]
rules = ["enhanced_access.mode_mix", "enhanced_access.cancelled_time_made_up"]
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
        ("enhanced_access.mode_mix", 2),
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


def test_what_cant_be_asked_is_told_of_its_own_day_and_the_others_are_asked(table: Path) -> None:
    """A day outside the data, a fact that there is not, and an exception from a duty that there is not."""
    wrong = """
[[cases]]
rule = "nominated_payee.named"
it = "A day outside the data"
answers = { 2018-03-31 = "NOT MET", 9999-12-31 = "NOT IN FORCE", 2023-04-01 = "UNKNOWN" }

[[cases]]
rule = "nominated_payee.named"
it = "No such fact"
given = { "population.adjust" = 1 }
answers.2022-11-14 = "UNKNOWN"

[[cases]]
rule = "nominated_payee.named"
it = "No such duty"
records.variations = [{ kind = "waiver", granted_by = "ICB", since = 2022-04-01, lifts = ["nominated_payee.name"] }]
answers.2022-11-14 = "UNKNOWN"
"""
    table.write_text(RIGHT + wrong, encoding="utf-8")
    found = [outcome for case in read_cases(table) for outcome in run(case)]
    assert [outcome.as_expected for outcome in found] == [*[True] * 7, False, False, True, False, False]
    outside = found[7]
    assert (outside.answer, outside.got) == ("CAN'T BE ASKED", None)
    assert outside.refused.endswith("; 31 March 2018 is outside.")
    assert outside.differences == (f"expected NOT MET, and it can't be asked: {outside.refused}",)
    assert [outcome.refused.partition(".")[0] for outcome in found[10:]] == [
        "There is no fact 'population",
        "variations[1]",
    ]
    result = CliRunner().invoke(main, ["check", "--cases", str(table)])
    assert result.exit_code == 1
    assert result.output.endswith("7 cases, 12 answers: 4 not as expected\n")


def test_cases_and_outcomes_say_themselves(table: Path) -> None:
    first = read_cases(table)[0]
    assert str(first) == (
        "nominated_payee.named: A payee is named from 1 April\n  31 March 2023: NOT MET\n  1 April 2023: MET"
    )
    outcome = run(first)[0]
    assert str(outcome) == (
        "nominated_payee.named: A payee is named from 1 April, 31 March 2023: NOT MET\n    as expected"
    )
    wrong = attrs.evolve(outcome, differences=("expected NOT MET, got MET",))
    assert str(wrong).splitlines()[1:] == ["    expected NOT MET, got MET"]
    for thing in (first, outcome, outcome.expected):
        assert len(repr(thing)) < 200
        assert pickle.loads(pickle.dumps(thing)) == thing


def test_the_command_line_counts_and_fails_where_one_differs(table: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--cases", str(table)])
    assert result.exit_code == 0
    assert result.output.endswith("4 cases, 7 answers: all as expected\n")
    table.write_text(RIGHT.replace('2022-10-01 = "UNKNOWN"', '2022-10-01 = "MET"'), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--cases", str(table)])
    assert result.exit_code == 1
    assert "1 October 2022: expected MET, got UNKNOWN" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


@pytest.mark.parametrize("param", [one for one in check.params if one.name not in ("cases", "as_json")], ids=str)
def test_cases_stand_alone_on_the_command_line(table: Path, param: click.Parameter) -> None:
    option, value = max(param.opts, key=len), "2022-11-14" if param.type is DAY else "x"
    flag = isinstance(param, click.Option) and param.is_flag
    given = [value] if isinstance(param, click.Argument) else [option] if flag else [option, value]
    result = CliRunner().invoke(main, ["check", "--cases", str(table), *given])
    assert result.exit_code == 2
    named = "FILE" if isinstance(param, click.Argument) else option
    assert f"--cases stands alone, without {named}: each case has its own records" in " ".join(result.output.split())
