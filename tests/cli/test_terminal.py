"""What reaches a terminal is harmless, whatever names, files and arguments hold; and every end is a quiet one."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pcn_des.examples.bundled import example_text
from support.command_line import Run

EVIL = "Elm\x1b]0;owned\x07\x9b2J\u202e\u2066\x7f\r"
STEERING = "\x1b\x07\x9b\u202e\u2066\x7f\r\ud800\udcff"
COMMAND = [sys.executable, "-m", "pcn_des"]
BAD_RECORDS = '{"code": %s, "name": %s, "payees": [{"name": %s, %s: 1}]}'


def harmless(output: str) -> bool:
    return not any(one in output for one in STEERING)


@pytest.mark.parametrize(
    "args",
    [
        (EVIL,),
        (f"--{EVIL}",),
        ("check", EVIL),
        ("check", f"{EVIL}.toml", "--as-of", "2022-11-14"),
        ("check", "--as-of", EVIL),
        ("check", "--html", f"nowhere/{EVIL}"),
        ("explain", EVIL),
        ("explain", "practices.contract_type", "--subject", EVIL),
        ("terms", EVIL, "--as-of", "2022-11-14"),
        ("role", EVIL, "--on", "2022-11-14"),
        ("role", "paramedic", "--on", "2022-11-14", "--area", EVIL),
        ("changes", EVIL, "2022/23"),
        ("calendar", EVIL),
        ("pay", "--year", EVIL),
        ("timeline", "--plot", EVIL),
        ("workbook", "new", EVIL),
        ("workbook", "read", EVIL),
        ("schema", EVIL),
        ("completion", EVIL),
        ("example", f"nowhere/{EVIL}"),
        ("check", "a\udcff.toml", "--as-of", "2022-11-14"),
    ],
    ids=ascii,
)
def test_no_argument_steers_the_terminal(run: Run, args: tuple[str, ...]) -> None:
    code, output = run(*args)
    assert code == 2
    assert harmless(output)
    assert "Traceback" not in output


def test_no_record_steers_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(BAD_RECORDS % ((json.dumps(EVIL),) * 4))
    code, output = run("check", str(file), "--as-of", "2022-11-14")
    assert code == 2
    assert harmless(output)
    for place in ("code: ", "name: ", "payees[1].name: ", "payees[1]: there is no field 'Elm\\x1b"):
        assert place in output


def test_a_file_may_have_any_name(run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"{EVIL.replace('/', '')}.toml"
    assert run("example", str(file))[0] == 0
    assert harmless(run("example", str(file), "--force")[1])
    assert run("check", str(file))[0] == 0


def test_a_closed_pipe_ends_quietly() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*COMMAND, "example"], stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_below_the_answer_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COMMAND, "check"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "Error: The answer can't be written: no space left on device; write it elsewhere\n"


@pytest.mark.parametrize("args", ["check --json", "check", "--help", "nonsense", "pay --csv new.csv"])
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
def test_a_closed_output_is_one_sentence_before_any_work(tmp_path: Path, args: str, closed: str) -> None:
    call = ["sh", "-c", f'"$0" -m pcn_des {args} {closed}', sys.executable]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)
    said = "Error: The answer can't be written: the standard output is closed; write it elsewhere\n"
    assert (done.returncode, done.stderr) == (2, said if closed == ">&-" else "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("args", "code"), [("check", 0), ("nonsense", 2), ("pay a.toml b.toml --year 2022/23", 2)])
def test_a_closed_error_output_is_no_fault(tmp_path: Path, args: str, code: int) -> None:
    call = ["sh", "-c", f'"$0" -m pcn_des {args} 2>&-', sys.executable]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, bool(done.stdout)) == (code, code == 0)


def test_an_output_without_pound_signs_has_them_spelt_out() -> None:
    poor = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "pay"], capture_output=True, text=True, check=False, env=poor)
    assert (done.returncode, done.stderr) == (0, "")
    assert "GBP 75,618.00" in done.stdout
    assert "\\x" not in done.stdout


@pytest.mark.thorough  # a process of several seconds for each
@pytest.mark.parametrize("encoding", ["ascii", "cp1250", "cp1252", "utf-8"])
def test_json_is_json_whatever_the_output_s_encoding(encoding: str, tmp_path: Path) -> None:
    text = example_text().replace('name = "Riverside PCN"', 'name = "Riverside \N{HERB} PCN"', 1)
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    call = [*COMMAND, "pay", "n.toml", "--year", "2022/23", "--json"]
    poor = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(call, capture_output=True, check=False, env=poor, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    said = json.loads(done.stdout.decode(encoding))
    assert said["heading"]["name"] == "Riverside \N{HERB} PCN"


@pytest.mark.thorough  # processes that work for long
def test_long_work_shows_how_far_it_has_come_on_a_terminal_alone(tmp_path: Path) -> None:
    case = '[[cases]]\nsource = "nobody"\nit = "x"\nrule = "network.list_size"\nanswers.2022-11-14 = "UNKNOWN"\n'
    (tmp_path / "a.toml").write_text(case)
    call = [*COMMAND, "check", "--cases", str(tmp_path)]
    assert subprocess.run(call, capture_output=True, text=True, check=True).stderr == ""
    screen, terminal = pty.openpty()
    subprocess.run(call, stdout=subprocess.DEVNULL, stderr=terminal, check=True)
    os.close(terminal)
    assert b"Cases" in os.read(screen, 10_000)
    os.close(screen)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("pcn-des che", "check"),
        ("pcn-des terms enhanced_access.minutes_per", "enhanced_access.minutes_per_1000"),
        ("pcn-des role paramed", "paramedic"),
        ("pcn-des explain network.list", "network.list_size"),
        ("pcn-des calendar 2022", "2022/23"),
        ("pcn-des pay --year 2019", "2019/20"),
    ],
)
def test_a_shell_completes(run: Run, words: str, offered: str) -> None:
    asked = {"_PCN_DES_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    code = "from pcn_des.cli import main; main(prog_name='pcn-des')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **asked}
    )
    assert f"plain,{offered}" in done.stdout.splitlines()


def test_the_choices_that_click_lists_are_set_in_and_their_tabs_not_spelt_out(run: Run) -> None:
    code, output = run("schema")
    assert code == 2
    assert output.endswith("Missing argument '{network|report}'. Choose from:\n    network,\n    report\n")
