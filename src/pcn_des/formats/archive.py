"""Zip archives, opened within bounds: what a download packs, and the parts of which a workbook is made."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from pcn_des.errors import FileFormatError
from pcn_des.formats.given import Content
from pcn_des.formats.lines import listed

MOST_PARTS: Final = 1_000
LARGEST_UNPACKED: Final = 60_000_000  # bytes of all parts of a workbook together
TABLES: Final = (".csv", ".xlsx")
WORKBOOK_PART: Final = "[Content_Types].xml"
_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY: Final = b"PK\x01\x02"  # one stands before each entry of the list of parts
_ENCRYPTED: Final = 0x1
_BIT: Final = 65_536  # bytes
# What zipfile raises over a list of parts that is damaged: names that aren't text, places before the start or beyond
# what can be counted, a version that there is not.
_DAMAGED_LIST: Final = (zipfile.BadZipFile, UnicodeDecodeError, ValueError, OverflowError, NotImplementedError)
# And over a part: its own head tells its name and place again, and what follows may be no packed bytes or too few.
_DAMAGED_PART: Final = (*_DAMAGED_LIST, zlib.error, EOFError)


class Archive:
    """A zip archive whose parts can be read; none unpacks to more than it states, nor all to more than `largest`.

    Raises:
        FileFormatError: it is damaged, or unpacks to too much.
    """

    def __init__(self, content: Content, largest: int = LARGEST_UNPACKED) -> None:
        self.name = content.name
        if content.raw.count(_ENTRY) > MOST_PARTS:  # before zipfile makes an object of each
            raise FileFormatError(f"{self.name} has more than {MOST_PARTS:,} parts; is it the right file?")
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(content.raw))
        except _DAMAGED_LIST as error:
            raise damaged(self.name, str(error)) from None
        if not all(part.filename for part in self._packed.infolist()):
            raise damaged(self.name, "a part has no name")
        unpacked = sum(part.file_size for part in self._packed.infolist())
        if unpacked > largest:
            raise FileFormatError(f"{self.name} unpacks to more than {largest:,} bytes; is it the right file?")
        self.parts = tuple(part.filename for part in self._packed.infolist() if not part.is_dir())

    def read(self, part: str) -> bytes:
        """What stands in a part. Raises as `bits` does."""
        return b"".join(self.bits(part))

    def bits(self, part: str) -> Iterator[bytes]:
        """What stands in a part, bit by bit.

        Raises:
            FileFormatError: it is damaged, protected by a password, or packed in an unusual way.
        """
        known = self._packed.getinfo(part)
        if known.flag_bits & _ENCRYPTED:
            raise FileFormatError(f"{self.name} is protected by a password; save it without one")
        if known.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileFormatError(f"{self.name} is packed in an unusual way; unpack it and pack it again as .zip")
        try:
            file = self._packed.open(known)
        except _DAMAGED_PART as error:
            raise damaged(self.name, str(error)) from None
        with file:
            while True:
                try:
                    bit = file.read(_BIT)
                except _DAMAGED_PART as error:
                    raise damaged(self.name, str(error)) from None
                if not bit:
                    return
                yield bit


def damaged(file: str, what: str) -> FileFormatError:
    """The error that says that a file is damaged, and how that shows."""
    shown = " ".join(what.split())[:200]
    return FileFormatError(f"{file} is damaged ({shown}); download it again or use another copy")


def is_archive(content: Content) -> bool:
    """Whether it is a zip archive, as downloads are and workbooks too."""
    return content.raw.startswith(_SIGNATURES)


def is_workbook(archive: Archive) -> bool:
    """Whether an archive is an Excel workbook."""
    return WORKBOOK_PART in archive.parts


def table_in(content: Content, largest: int = LARGEST_UNPACKED) -> Content:
    """The one CSV file or workbook in an archive; the content itself where it is no archive, or is a workbook.

    Raises:
        FileFormatError: the archive is damaged, has no table in it or several, or the table is too large.
    """
    if not is_archive(content):
        return content
    archive = Archive(content, max(LARGEST_UNPACKED, largest))
    if is_workbook(archive):
        return content
    tables = [part for part in archive.parts if _is_table(part)]
    if len(tables) != 1:
        what = "several tables" if tables else "no table (.csv or .xlsx)"
        mend = "unpack it and name the one to read" if tables else "is it the right file?"
        raise FileFormatError(f"{content.name} is an archive with {what} in it: {listed(archive.parts)}; {mend}")
    inner = Content(f"{content.name}, {PurePosixPath(tables[0]).name}", archive.read(tables[0]))
    if len(inner.raw) > largest:
        raise FileFormatError(f"{inner.name} is larger than {largest:,} bytes; is it the right file?")
    return inner


def _is_table(part: str) -> bool:
    path = PurePosixPath(part)
    hidden = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts  # left there by the system that packed it
    return path.suffix.casefold() in TABLES and not hidden
