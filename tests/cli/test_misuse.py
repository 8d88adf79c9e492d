"""Misuse is one clear message and exit code 2; the script runs in a pipe, and its help comes at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import pcn_des as des
from pcn_des.cli import main
from pcn_des.contract.files import years
from support.command_line import Run
from support.own_data import own_data
from support.remittances import millbrook

LAST = years()[-1]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check", "nowhere.toml"), "nowhere.toml"),
        (("check", "--as-of", "14/11/2022"), "write it as 2022-11-14"),
        (("check", "--as-of", "2019-06-30"), f"1 July 2019 to 31 March {LAST.last_day.year}"),
        (("check", "--pcn", "U00254"), "go with --epcn"),
        (("check", "--epcn", "x.xlsx"), "--pcn"),
        (("terms", "enhanced_access.minutes"), "Name the day"),
        (("terms", "enhanced_access.minutes_per_100", "--as-of", "2022-11-01"), "Did you mean"),
        (("terms", "--history"), "needs a KEY"),
        (("role", "paramedics", "--on", "2022-11-01"), "Did you mean 'paramedic'"),
        (("role", "paramedic"), "--as-of"),
        (("explain", "network.listsize"), "Did you mean 'network.list_size'"),
        (("nonsense",), "nonsense"),
    ],
)
def test_misuse_exits_with_2_and_says_the_mend(run: Run, args: tuple[str, ...], said: str) -> None:
    code, output = run(*args)
    assert code == 2
    assert said in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("pay", "--registered", "42000"), "--year 2022/23"),
        (("pay", "x.toml", "--registered", "42000", "--year", "2021/22"), "not both"),
        (("pay", "--year", "2031/32"), f"2019/20 to {LAST}"),
        (("pay", "--paid-by", "cheque"), "cheque"),
        (("timeline", "--since", "2022-05-01", "--until", "2022-04-01"), "before it starts"),
    ],
)
def test_misuse_of_timeline_and_pay(run: Run, args: tuple[str, ...], said: str) -> None:
    code, output = run(*args)
    assert code == 2
    assert said in output


@pytest.mark.parametrize(
    "args",
    [
        ("check", "--html"),
        ("timeline", "--since", "2022-11-14", "--until", "2022-11-14", "--html"),
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


@pytest.mark.parametrize("module", ["pcn_des", "pcn_des.cli"])
def test_the_script_runs_as_a_module_in_a_pipe(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "check"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith("Riverside PCN (U99901)")
    assert "\x1b[" not in done.stdout


@pytest.mark.parametrize("module", ["pcn_des.contract", "pcn_des.engine", "pcn_des.questions", "pcn_des.formats"])
def test_help_loads_nothing_that_answers(module: str) -> None:
    code = f"import sys, pcn_des.cli; assert not [name for name in sys.modules if name.startswith('{module}')]"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_practice_can_not_merge_into_one_that_merged_into_it(run: Run, tmp_path: Path) -> None:
    """Weir Surgery, A00003, merged into A00001: what names `into` is no option of the command."""
    des.write_network(millbrook(), tmp_path / "plain.toml")
    words = ("--practice", "a00001", "--merges-into", "A00003", "--on", "2024-12-01")
    code, output = run("what-if", str(tmp_path / "plain.toml"), *words)
    assert code == 2
    said = " ".join(output.split())
    assert "--merges-into A00003, which merged into A00001 on record: A00001 can't merge into itself; name the" in said


CHARTER = (*("--publisher", "L", "--title", "C", "--address"), "https://example.org/2", "--kind", "primary")


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (("new-year", "2027/28"), "--into"),
        (("document", "add", "charter-9", *CHARTER), "--register"),
    ],
)
def test_an_installed_package_is_not_written_into(
    args: tuple[str, ...], option: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever did it would have the draft in every later answer, and lose it with the next installation."""
    package = tmp_path / "site-packages" / "pcn_des"
    monkeypatch.setattr("pcn_des.__file__", str(package / "__init__.py"))
    with own_data(package) as data:
        before = sorted(data.rglob("*"))
        code, said = run(*args)
        assert sorted(data.rglob("*")) == before
    assert code == 2
    assert "is part of an installed package" in said
    assert f"name another place with {option}" in said


class TestEverythingWrongIsTold:
    """Whoever mends a file wants to know of all that is wrong, and not of the first."""

    def test_in_each_file_of_cases(self, run: Run, tmp_path: Path) -> None:
        for name, duty in (("a", "nominated_payee.namd"), ("b", "nominated_payee.nmed")):
            case = f'[[cases]]\nrule = "{duty}"\nit = "x"\nanswers.2023-04-01 = "MET"\n'
            (tmp_path / f"{name}.toml").write_text(case)
        (tmp_path / "c.toml").write_text("[[cases")
        code, out = run("check", "--cases", str(tmp_path))
        assert code == 2
        for said in (
            "3 problems",
            "a.toml: case 1",
            "'nominated_payee.namd'",
            "b.toml: case 1",
            "c.toml can't be read",
        ):
            assert said in out

    def test_in_each_file_of_networks(self, run: Run, tmp_path: Path) -> None:
        files = []
        for name in ("a", "b"):
            files.append(str(tmp_path / f"{name}.toml"))
            (tmp_path / f"{name}.toml").write_text('code = "U1"\nname = "x"\n')
        code, out = run("pay", *files, str(tmp_path / "none.toml"), "--year", "2022/23")
        assert code == 2
        assert out.count("'U1' is not a PCN code") == 2
        assert "none.toml: no such file or directory" in out

    def test_in_each_row_of_adjustments(self, run: Run, tmp_path: Path) -> None:
        extract, adjustments = tmp_path / "n.csv", tmp_path / "a.csv"
        begin = "A00001,MILL,U00001,MILLBROOK PCN,NCD2526,31/03/2026,CAN04"
        extract.write_text(
            "PRACTICE_CODE,PRACTICE_NAME,PCN_ODS_CODE,PCN_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
            f"{begin},Numerator,80\n{begin},Denominator,100\n"
        )
        adjustments.write_text("network,kind,indicator,value\nU1,list_size,,1\n,size,,1\n,list_size,,much\n")
        code, out = run("iif", "2025/26", "--extract", str(extract), "--adjustments", str(adjustments))
        assert code == 2
        for row in ("row 2, network 'U1'", "row 3, kind 'size'", "row 4, value 'much'"):
            assert row in out

    def test_in_each_row_of_national_files(self, run: Run, tmp_path: Path) -> None:
        lists, payments = tmp_path / "lists.csv", tmp_path / "payments_2021-22.csv"
        lists.write_text(
            "EXTRACT_DATE,TYPE,CODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
            "01JAN2022,GP,A00001,ALL,ALL,900\n01JAN2022,GP,A00002,ALL,ALL,many\n01JAN2022,GP,A3,ALL,ALL,9\n"
        )
        payments.write_text(
            "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,"
            "Average Number of Weighted Patients,PCN Support\nU00001,M,A00001,1,1,1\nU00001,M,A00002,1,1,much\n"
        )
        _, out = run("national", "--list-sizes", str(lists), "--payments", str(payments))
        for row in ("lists.csv, row 3, NUMBER_OF_PATIENTS", "lists.csv, row 4, CODE 'A3'", "2021-22.csv, row 3, PCN"):
            assert row in out


def test_no_line_of_an_error_is_wider_than_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong: a value, an option, a file with problems, many problems; a program has whole lines."""
    cases = tmp_path / "a.toml"
    cases.write_text("".join(f'[[cases]]\nrule = "nominated_payee.{n}"\nit = "x"\n' for n in ("a", "named")))
    commands = (
        ("check", "--as-of", "14/11/2022"),
        ("check", "--cases", str(tmp_path)),
        ("explain", "extended_hours.weekly_minutes"),
        ("pay", "--explain", "enhanced_access", "--csv", "a.csv", "--html", "b.html"),
        ("national", "--map", "map.csv", "--adjusted", "adjusted.csv"),
        ("role", "nurse", "--on", "2024-11-01"),
    )
    for command in commands:
        whole = CliRunner().invoke(main, command).stderr
        with monkeypatch.context() as on_a_screen:
            on_a_screen.setattr("pcn_des.cli.output._errors_on_a_screen", lambda: True)
            errors = CliRunner().invoke(main, command).stderr
        assert [line for line in errors.splitlines() if len(line) > 80 and str(tmp_path) not in line] == [], command
        assert whole
        assert whole.split() == errors.split(), command
