"""Every command that writes, whatever it writes: never over another file, never over what it reads, never half."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import click
import pytest

import pcn_des as des
from pcn_des.formats import workbook
from support.command_line import Run
from support.outputs import CALLS, Writer, commands, writers
from support.readers import TEXTS

WRITERS = list(writers())
EACH = pytest.mark.parametrize("writer", WRITERS, ids=str)
FIRST_OF_A_KIND = {writer.suffix: writer for writer in reversed(WRITERS)}
EACH_IN_ITS_TIME = pytest.mark.parametrize(  # in processes of their own: the quick run has one of each kind of file
    "writer",
    [
        pytest.param(writer, marks=() if writer in FIRST_OF_A_KIND.values() else pytest.mark.thorough, id=str(writer))
        for writer in WRITERS
    ],
)
SOURCE = Path(__file__).parents[2] / "src" / "pcn_des"
TINY = 100_000  # bytes of a file system
SLOW_DISK = (
    "import os, sys, time; real = os.fsync\n"
    "def slow(handle): print('writing', file=sys.stderr, flush=True); time.sleep(30)\n"
    "os.fsync = slow; from pcn_des.cli import main; main(sys.argv[1:])\n"
)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("inputs")
    des.write_network(des.example_network().evolve(remittances=[]), folder / "in.toml")
    workbook.write(des.example_network(), folder / "in.xlsx")
    extract = folder / "ncd.csv"
    lines = (f"Y99911,QUAY SURGERY,NCD2526,31/03/2026,CAN04,{said}\n" for said in ("Numerator,74", "Denominator,100"))
    extract.write_text(f"PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n{''.join(lines)}")
    (folder / "map.csv").write_text(TEXTS["map"])
    of_fund = {"extract": str(extract), "map": str(folder / "map.csv"), "practices": str(folder / "map.csv")}
    return {"in": str(folder / "in.toml"), "book": str(folder / "in.xlsx"), **of_fund}


def in_folder(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def target(writer: Writer, folder: Path) -> tuple[Path, Path]:
    """What to name to the command, and a file that it writes."""
    named = folder / f"out{writer.suffix}"
    in_it = {"export": "readings.csv", "new-year": "payments.toml"}  # not year.toml: it says what is a draft
    return named, named / in_it[writer.command] if writer.is_folder else named


def old_file(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"old")


def test_every_command_that_writes_is_known() -> None:
    assert {writer.command for writer in WRITERS} == set(CALLS)
    assert len(WRITERS) == 35


def test_every_parameter_that_names_a_path_is_said_to_be_read_or_written() -> None:
    """A path that is written and not declared so would be found here by its help."""
    for name, command in commands():
        for param in command.params:
            if isinstance(param, click.Option) and isinstance(param.type, click.Path):
                says = re.match(r"(Also )?(write|draw)", (param.help or ""), re.IGNORECASE)
                assert bool(says) is (type(param.type).__name__ == "Output"), f"{name} --{param.name}"


def test_a_chart_is_drawn_by_the_same_option_everywhere_and_the_reference_names_the_commands() -> None:
    drawing = {f"{writer.command} {writer.option}" for writer in WRITERS if writer.suffix == ".svg"}
    assert drawing == {"timeline --plot", "workforce --plot", "pay --plot", "national --plot"}
    reference = SOURCE.parents[1] / "docs" / "reference" / "command-line.md"
    if not reference.exists():
        pytest.skip("the repository alone has it")
    assert set(re.findall(r"`([a-z ]+ --plot)`", reference.read_text("utf-8"))) == drawing


FLAGS = [
    pytest.param(writer, param.opts[0], marks=pytest.mark.thorough, id=f"{writer} {param.opts[0]}")
    for writer in WRITERS
    for param in dict(commands())[writer.command].params
    if isinstance(param, click.Option) and param.is_flag and param.name != "force"
]


@pytest.mark.parametrize(("writer", "flag"), FLAGS)
def test_with_any_flag_a_file_is_written_or_the_command_refused(
    writer: Writer, flag: str, run: Run, inputs: dict[str, str], tmp_path: Path
) -> None:
    named, file = target(writer, tmp_path)
    code, _ = run(*writer.call(str(named), **inputs), flag)
    assert file.exists() is (code != 2)


@pytest.mark.parametrize("output", ["--csv", "--html", "--plot"])
@pytest.mark.parametrize(
    "also",
    ["", "--explain core_pcn_funding", "--months", "--practice Y99901", "--paid-by commissioner", "--json"],
)
def test_a_file_of_a_year_of_payments_is_written_or_refused_by_name(
    also: str, output: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / f"out{'.svg' if output == '--plot' else output.replace('--', '.')}"
    code, said = run("pay", *also.split(), output, str(file))
    assert file.exists() is (code == 0)
    assert code == 0 or output in said
    assert (code == 2) is (output == "--plot" or "--explain" in also)


def test_nothing_else_of_the_package_writes_files() -> None:
    writes = re.compile(
        r"\.write_(text|bytes)\(|open\([^)]*[\"'][wax]b?[\"']|\.savefig\((?!chart)|os\.replace|\.mkdir\("
    )
    shown_in_examples = re.compile(r"^\s*(>>>|\.\.\.)")
    for module in SOURCE.rglob("*.py"):
        if module.name != "writing.py" or module.parent != SOURCE:
            lines = [line for line in module.read_text("utf-8").splitlines() if not shown_in_examples.match(line)]
            assert not [line for line in lines if writes.search(line)], module


@pytest.mark.thorough  # each output of each command is written
@EACH
def test_a_file_is_replaced_with_force_alone(writer: Writer, run: Run, inputs: dict[str, str], tmp_path: Path) -> None:
    named, file = target(writer, tmp_path)
    old_file(file)
    call = writer.call(str(named), **inputs)
    code, output = run(*call)
    assert (code, file.read_bytes()) == (2, b"old")
    assert f"{file} is there already; name a file that is not, or say --force" in output.replace("\n", "")
    code, output = run(*call, "--force")
    assert code == 0, output
    assert file.read_bytes() != b"old"
    assert not [name for name in in_folder(tmp_path) if ".pcn_des-" in name]


@EACH
def test_what_is_no_regular_file_is_refused_even_with_force(
    writer: Writer, run: Run, inputs: dict[str, str], tmp_path: Path
) -> None:
    named, file = target(writer, tmp_path)
    file.parent.mkdir(exist_ok=True)
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    makes: tuple[Callable[[], None], ...] = (partial(file.symlink_to, other), partial(os.mkfifo, file), file.mkdir)
    for make in makes:
        make()
        code, output = run(*writer.call(str(named), **inputs), "--force")
        assert code == 2
        assert re.search("symbolic link|device or a pipe|is a folder", output)
        assert other.read_bytes() == b"mine"
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()


@EACH
def test_a_dash_is_no_file(
    writer: Writer, run: Run, inputs: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run(*writer.call("-", **inputs))
    assert code == 2
    assert "'-' names no file" in output
    assert not in_folder(tmp_path)


@pytest.mark.parametrize("writer", [each for each in WRITERS if "{" in CALLS[each.command]], ids=str)
def test_what_is_read_is_never_written_over(writer: Writer, run: Run, inputs: dict[str, str], tmp_path: Path) -> None:
    read = tmp_path / Path(inputs["book" if "{book}" in CALLS[writer.command] else "in"]).name
    read.write_bytes(Path(inputs["book" if "{book}" in CALLS[writer.command] else "in"]).read_bytes())
    link = tmp_path / f"link{writer.suffix}"
    link.hardlink_to(read)
    before = in_folder(tmp_path)
    mine = {**inputs, "in": str(read), "book": str(read), "extract": str(read), "practices": str(read)}
    code, output = run(*writer.call(str(link), **mine), "--force")
    assert code == 2
    assert "is what is read, and would be lost" in output.replace("\n", " ")
    assert in_folder(tmp_path) == before


def test_two_outputs_are_never_one_file_and_are_written_both_or_none(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "a.csv")
    code, output = run("calendar", "2022/23", "--csv", file, "--ical", file, "--force")
    assert code == 2
    assert "written twice" in output.replace("\n", " ")
    (tmp_path / "c.ics").write_bytes(b"old")
    assert run("calendar", "2022/23", "--csv", file, "--ical", str(tmp_path / "c.ics"))[0] == 2
    assert in_folder(tmp_path) == {"c.ics": b"old"}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A real file system of 100 kB, where the machine lets us make one."""
    folder = tmp_path_factory.mktemp("tiny")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={TINY}", "tmpfs", str(folder)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("a file system can't be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@EACH_IN_ITS_TIME
def test_a_full_disk_leaves_the_old_file_and_no_rubbish(
    writer: Writer, run: Run, inputs: dict[str, str], tiny: Path
) -> None:
    named, file = target(writer, tiny)
    old_file(file)
    filling = tiny / "filling"
    with filling.open("wb", buffering=0) as full, suppress(OSError):
        while True:
            full.write(b"x" * 4096)
    try:
        code, output = run(*writer.call(str(named), **inputs), "--force")
        assert code == 2
        assert "no space left on device; make room, or write elsewhere. Nothing was changed" in output.replace("\n", "")
        assert "Errno" not in output
        assert {name for name in in_folder(tiny) if name != "filling"} == {str(file.relative_to(tiny))}
        assert file.read_bytes() == b"old"
    finally:
        filling.unlink()
        file.unlink()


@pytest.mark.thorough  # a process for each output
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
@EACH_IN_ITS_TIME
def test_a_killed_writer_leaves_the_old_file_and_no_rubbish(
    writer: Writer, inputs: dict[str, str], tmp_path: Path
) -> None:
    named, file = target(writer, tmp_path)
    old_file(file)
    call = [sys.executable, "-c", SLOW_DISK, *writer.call(str(named), **inputs), "--force"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "writing\n"
        time.sleep(0.05)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 143
        assert "Traceback" not in running.stderr.read()
    assert in_folder(tmp_path) == {str(file.relative_to(tmp_path)): b"old"}
