"""After any failure the old bytes are there, and nothing else."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des import writing
from pcn_des.errors import PlainTextError, WritingError
from pcn_des.formats import export, workbook

NAMES = ("a.txt", "b.txt", "c.txt")
CALLS = ("open", "fsync", "replace", "link", "rename", "fdopen")
contents = st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=200) | st.text(max_size=50), min_size=1)


def in_folder(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def raw(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


@contextmanager
def failing(call: str, number: int, error: BaseException) -> Iterator[None]:
    """Let one of the calls to the machine fail, the first being 0."""
    real: Callable[..., Any] = getattr(os, call)
    count = iter(range(1_000_000))

    def fail(*args: Any, **choices: Any) -> Any:
        if next(count) == number:
            raise error
        return real(*args, **choices)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, fail)
        yield


@given(old=contents, new=contents)
def test_what_is_written_is_there_whole(old: Mapping[str, str | bytes], new: Mapping[str, str | bytes]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        writing.write_files({folder / file: content for file, content in old.items()})
        writing.write_files({folder / file: content for file, content in new.items()}, overwrite=True)
        assert in_folder(folder) == {file: raw(content) for file, content in {**old, **new}.items()}


@given(
    old=contents,
    new=contents,
    call=st.sampled_from(CALLS),
    number=st.integers(0, 4),
    error=st.sampled_from(
        [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EIO, "x"), KeyboardInterrupt()]
    ),
)
def test_after_a_failure_every_file_is_the_old_or_the_new_and_none_is_left_over(
    old: Mapping[str, str | bytes], new: Mapping[str, str | bytes], call: str, number: int, error: BaseException
) -> None:
    """Where the machine fails between two moves of files that replace others, the error says which are replaced."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        writing.write_files({folder / file: content for file, content in old.items()})
        failed = ""
        with failing(call, number, error):
            try:
                writing.write_files({folder / file: content for file, content in new.items()}, overwrite=True)
            except (WritingError, KeyboardInterrupt) as found:
                failed = str(found) or "interrupted"
        after = in_folder(folder)
        if not failed:
            assert after == {file: raw(content) for file, content in {**old, **new}.items()}
        elif "Written before it" not in failed and failed != "interrupted":
            assert after == {file: raw(content) for file, content in old.items()}
        assert after.keys() >= old.keys()
        for file, content in after.items():
            assert content in [raw(some[file]) for some in (old, new) if file in some]


@given(new=contents, call=st.sampled_from(CALLS), number=st.integers(0, 4))
def test_new_files_are_written_all_or_none(new: Mapping[str, str | bytes], call: str, number: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "new", "tables")
        with failing(call, number, OSError(errno.EIO, "Input/output error")):
            try:
                writing.write_files({folder / file: content for file, content in new.items()}, make_folder=True)
            except WritingError:
                assert list(Path(name).iterdir()) == []
            else:
                assert in_folder(folder) == {file: raw(content) for file, content in new.items()}


def test_half_a_character_is_one_clear_error_and_nothing_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    des.write_network(des.Network(code="U00001", name="Good"), file)
    before = file.read_bytes()
    with pytest.raises(PlainTextError, match=r"name: 'bad \\ud800' has half a character \(\\ud800\); remove it"):
        des.write_network(des.Network(code="U00001", name="bad \ud800"), file, overwrite=True)
    with pytest.raises(PlainTextError, match="half a character"):
        writing.write_file(file, "bad \ud800", overwrite=True)
    assert in_folder(tmp_path) == {"a.toml": before}


def test_a_file_that_is_there_is_replaced_only_where_that_was_asked_for(tmp_path: Path) -> None:
    network = des.Network(code="U00001", name="Good")
    writers: dict[str, Callable[..., object]] = {
        "a.toml": lambda path, **choices: des.write_network(network, path, **choices),
        "a.json": lambda path, **choices: des.write_network(network, path, **choices),
        "a.xlsx": lambda path, **choices: workbook.write(network, path, **choices),
        "b.xlsx": lambda path, **choices: workbook.write_empty(path, **choices),
    }
    for name, write in writers.items():
        (tmp_path / name).write_bytes(b"mine")
        with pytest.raises(WritingError, match="is there already"):
            write(tmp_path / name)
        assert (tmp_path / name).read_bytes() == b"mine"
        write(tmp_path / name, overwrite=True)
        assert (tmp_path / name).read_bytes() != b"mine"
    (tmp_path / "arrs_roles.csv").write_bytes(b"mine")
    with pytest.raises(WritingError, match=r"arrs_roles\.csv is there already"):
        export.write(tmp_path)
    assert not (tmp_path / "contract.csv").exists()


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_is_no_regular_file_is_refused(tmp_path: Path, overwrite: bool) -> None:
    target = tmp_path / "target.txt"
    target.write_text("mine")
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    for path, said in (
        (tmp_path / "link", "symbolic link"),
        (tmp_path / "dangling", "symbolic link"),
        (tmp_path / "pipe", "a device or a pipe"),
        (Path("/dev/null"), "a device or a pipe"),
        (tmp_path, "is a folder"),
        (target / "below", "not a directory"),
        (tmp_path / ("x" * 300), "file name too long; choose a shorter name"),
        (tmp_path / "a\0b", "is no name of a file"),
        (tmp_path / "nowhere" / "a", "no such file or directory; make the folder first"),
    ):
        with pytest.raises(WritingError, match=said):
            writing.write_file(path, "new", overwrite=overwrite)
    assert target.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_an_input_is_never_written_over_by_any_of_its_names(tmp_path: Path) -> None:
    read = tmp_path / "in.toml"
    read.write_text("mine")
    (tmp_path / "other.toml").hardlink_to(read)
    for path in (read, tmp_path / "other.toml", tmp_path / ".." / tmp_path.name / "in.toml"):
        with pytest.raises(WritingError, match="what is read"):
            writing.write_file(path, "new", overwrite=True, inputs=[read])
    with pytest.raises(WritingError, match="written twice"):
        writing.check_targets([tmp_path / "a", tmp_path / "." / "a"])
    assert read.read_text() == "mine"


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    file.chmod(0o640)
    writing.write_file(file, "new", overwrite=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    writing.write_file(tmp_path / "b.txt", "new")
    assert stat.S_IMODE((tmp_path / "b.txt").stat().st_mode) == 0o666 & ~_umask()


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_what_came_in_the_meantime_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    real = os.fsync

    def meanwhile(handle: int) -> None:
        file.write_text("another's")
        real(handle)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(WritingError):
        writing.write_file(file, "mine")
    assert in_folder(tmp_path) == {"a.txt": b"another's"}


def test_a_folder_without_hard_links_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    writing.write_file(tmp_path / "a.txt", "mine")
    assert in_folder(tmp_path) == {"a.txt": b"mine"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_of_the_machine_leaves_the_old_file() -> None:
    """In a process of its own: 10 kB is the most that it may write into a file."""
    code = (
        "import resource, sys; from pathlib import Path; from pcn_des import writing\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "try: writing.write_file(Path(sys.argv[1]), 'x' * 50_000, overwrite=True)\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.txt")
        file.write_text("old")
        done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("WritingError")
        assert "file too large; write elsewhere. Nothing was changed" in done.stdout
        assert in_folder(Path(folder)) == {"a.txt": b"old"}
