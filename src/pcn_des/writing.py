"""The one way in which this package writes files: all of it or nothing, and never over what it should not."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import attrs

from pcn_des.errors import PlainTextError, WritingError
from pcn_des.escaping import spelt

Content = str | bytes

_MENDS: Final[Mapping[int, str]] = {
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "a part of the path is no folder",
    errno.ENOSPC: "make room, or write elsewhere",
    errno.EDQUOT: "make room, or write elsewhere",
    errno.EFBIG: "write elsewhere",
    errno.EACCES: "write to a folder of your own",
    errno.EPERM: "write to a folder of your own",
    errno.EROFS: "write to a folder of your own",
    errno.ENAMETOOLONG: "choose a shorter name",
}
_NO_LINKS: Final = {  # what file systems say that have no hard links
    *(errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOSYS),
    *(errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV),
}


def write_files(
    contents: Mapping[Path, Content], *, overwrite: bool = False, inputs: Iterable[Path] = (), make_folder: bool = False
) -> tuple[Path, ...]:
    """Write files, all of them whole, or none: what was there is there still after any failure.

    Texts are encoded first, as UTF-8. Then every file is written beside its target, under another name, and only when
    all are on the disk do they take the places of their targets. `make_folder` makes a folder that is not there.

    Raises:
        PlainTextError: a text with half a character in it, which no file can hold.
        WritingError: a file must not be written (see `check_targets`), or can't be.
    """
    encoded = {path: _encoded(path, content) for path, content in contents.items()}
    check_targets(encoded, overwrite=overwrite, inputs=inputs, make_folder=make_folder)
    made: list[Path] = []
    staged: list[_Staged] = []
    try:
        for path, content in encoded.items():
            with _told_of(path):
                if make_folder:
                    _make_folder(path.parent, made)
                staged.append(_Staged.beside(path))
                staged[-1].fill(content)
        _put_in_place(staged, overwrite=overwrite)
    except BaseException:
        for one in staged:
            one.remove()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    return tuple(encoded)


def write_file(path: Path, content: Content, *, overwrite: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Write one file as `write_files` writes several.

    Raises:
        PlainTextError: a text with half a character in it, which no file can hold.
        WritingError: the file must not be written, or can't be.
    """
    write_files({path: content}, overwrite=overwrite, inputs=inputs)


def check_targets(
    paths: Iterable[Path], *, overwrite: bool = False, inputs: Iterable[Path] = (), make_folder: bool = False
) -> None:
    """Refuse to write to what must not be written to, before any work is done for it.

    Raises:
        WritingError: a path is one of the `inputs`, is named twice, is there already and `overwrite` was not asked for,
            or is a symbolic link, a folder, a device or a pipe; or its folder is not there.
    """
    read = list(inputs)
    seen: list[Path] = []
    for path in paths:
        with _told_of(path):
            _check(path, overwrite, read, seen, make_folder)
        seen.append(path)


def _check(path: Path, overwrite: bool, inputs: Iterable[Path], seen: Iterable[Path], make_folder: bool) -> None:
    if any(_same(path, other) for other in seen):
        raise WritingError(f"{path} is to be written twice; name another file for one of the two")
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        if not make_folder:
            path.absolute().parent.stat()  # says that there is none
        return
    if stat.S_ISLNK(kind):
        raise WritingError(f"{path} is a symbolic link, which is not written to; name the file itself")
    if stat.S_ISDIR(kind):
        raise WritingError(f"{path} is a folder; name a file")
    if not stat.S_ISREG(kind):
        raise WritingError(f"{path} is a device or a pipe and no file; name a file")
    if any(_same(path, other) for other in inputs):
        raise WritingError(f"{path} is what is read, and would be lost; name another file to write")
    if not overwrite:
        raise WritingError(
            f"{path} is there already; name a file that is not, or say --force (overwrite=True) to replace it"
        )
    if not os.access(path, os.W_OK):
        raise WritingError(f"{path} is protected against writing; name another file")


def _same(path: Path, other: Path) -> bool:
    with suppress(OSError):
        return path.samefile(other)
    return path.absolute() == other.absolute()


def _encoded(path: Path, content: Content) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return content.encode("utf-8")
    except UnicodeEncodeError as error:
        half = spelt(content[error.start])
        raise PlainTextError(
            f"{path}: the text has half a character ({half}); remove it. Nothing was changed"
        ) from None


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Say in the package's words what the machine says of a file."""
    try:
        yield
    except WritingError:
        raise
    except ValueError:  # a name with a zero in it
        raise WritingError(f"'{path}' is no name of a file; name another") from None
    except OSError as error:
        said = (error.strerror or "it can't be written").lower()
        mend = _MENDS.get(error.errno or 0, "name another file")
        raise WritingError(f"{path}: {said}; {mend}. Nothing was changed") from None


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; `made` has what had to be made, the outer ones first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


@attrs.define
class _Staged:
    """A file that waits beside its target; `remove` takes it away again."""

    target: Path
    waiting: Path
    mode: int
    placed: bool = False

    @classmethod
    def beside(cls, target: Path) -> _Staged:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666
        return cls(target, target.with_name(f".pcn_des-{secrets.token_hex(8)}.tmp"), mode)

    def fill(self, content: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self.waiting, flags, self.mode), "wb") as file:
            if self.target.exists():
                with suppress(OSError):
                    self.waiting.chmod(self.mode)  # as the file had that it replaces, whatever the umask
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def put_in_place(self, *, overwrite: bool) -> None:
        if overwrite:
            self.waiting.replace(self.target)
            return
        try:
            self.target.hardlink_to(self.waiting)  # unlike a move, this never replaces what came in the meantime
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self.waiting.rename(self.target)
        self.placed = True

    def remove(self) -> None:
        """Take away what was written, unless it has replaced another file."""
        for path in (self.waiting, self.target) if self.placed else (self.waiting,):
            with suppress(OSError):
                path.unlink()


def _put_in_place(staged: Iterable[_Staged], *, overwrite: bool) -> None:
    done: list[str] = []
    for one in staged:
        new = not one.target.exists()
        try:
            with _told_of(one.target):
                one.put_in_place(overwrite=overwrite)
        except WritingError as error:
            if not overwrite or not done:
                raise
            written = str(error).removesuffix("Nothing was changed")
            raise WritingError(f"{written}Written before it: {', '.join(done)}") from None
        one.placed = one.placed or new
        done.append(str(one.target))
    for one in staged:
        with suppress(OSError):
            one.waiting.unlink()
    for folder in {one.target.parent for one in staged}:
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """Let the machine put the names on the disk too, where it can be asked to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
