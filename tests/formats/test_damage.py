"""Every reader's own file, damaged in many ways: it is read or refused in words, soon, and nothing else happens.

In all 300 ways, 10,000 with HYPOTHESIS_PROFILE=ci, and as many as PCN_DES_DAMAGES says: 200,000 on request. The same
number does the same damage again.
"""

from __future__ import annotations

import io
import os
import random
import resource
import time
import zipfile
from collections.abc import Callable
from typing import Final

import pytest

from pcn_des.errors import PcnDesError
from support.readers import READERS, packed, whole

pytestmark = pytest.mark.thorough  # files are damaged in hundreds of ways


IN_ALL: Final = int(
    os.environ.get("PCN_DES_DAMAGES")
    or {"ci": 10_000, "deep": 200_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 300)
)
LONGEST: Final = 2  # seconds of this process for one file
LONGEST_MESSAGE: Final = 200_000  # characters; one of a network has a line for every cell to mend
MOST_GROWN: Final = 300  # megabytes that the process may grow by while a reader is asked
ZIPPED: Final = b"PK\x03\x04"
NASTY: Final = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'''", b'"""', b"\r", b"\n\n", b",,,,", b"[" * 300, b"{", b"}", b"]",
    b"=A1", b"9" * 50, b"9" * 5_000, b"-1", b"1e999", b"NaN", b"NULL", b"\xd9\xa1", b"\xe2\x80\xae", b"\x1b[2J",
    b"&amp;", b"&x;", b"<", b">", b"/>", b"<c>", b'r="A99999999"', b"0001-01-01", b"9999-12-31", b"2023-02-30",
    b"a.b.c", b"\\u0000", b"\\ud800",
)  # fmt: skip


def _shortened(raw: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(raw))
    del raw[start : start + chance.choice((1, 2, 10, 100, len(raw)))]


def _changed(raw: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 6)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)


def _letters_changed(raw: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 6)):
        raw[chance.randrange(len(raw))] = chance.randrange(32, 127)


def _put_in(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(raw) + 1)
    raw[at:at] = chance.choice(NASTY)


def _put_over(raw: bytearray, chance: random.Random) -> None:
    at, put = chance.randrange(len(raw) + 1), chance.choice(NASTY)
    raw[at : at + len(put)] = put


def _repeated(raw: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(raw))
    piece = raw[start : start + chance.choice((1, 10, 100, 1_000))]
    raw[start:start] = piece * chance.choice((1, 2, 30))


def _moved(raw: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(raw)), chance.choice((1, 10, 100))
    piece = raw[start : start + length]
    del raw[start : start + length]
    at = chance.randrange(len(raw) + 1)
    raw[at:at] = piece


WAYS: Final[tuple[Callable[[bytearray, random.Random], None], ...]] = (
    _shortened,
    _changed,
    _letters_changed,
    _put_in,
    _put_over,
    _repeated,
    _moved,
)


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The file damaged in one or two ways; of an archive often one part, which is then packed well again."""
    if raw.startswith(ZIPPED) and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(sorted(parts))
        if chance.random() < 0.05:
            del parts[name]
        elif chance.random() < 0.05:
            parts[name] = parts[chance.choice(sorted(parts))]
        else:
            parts[name] = damaged(parts[name], chance)
        return packed(parts)
    content = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2))):
        if content:
            chance.choice(WAYS)(content, chance)
    return bytes(content)


def _grown() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.mark.parametrize("kind", READERS)
def test_a_damaged_file_is_read_or_refused_in_words(kind: str) -> None:
    read, content = READERS[kind], whole(kind)
    read(content)
    before, slowest, largest, longest, refused = _grown(), (0.0, 0), (0, 0), (0, 0), 0
    ways = max(3, IN_ALL // len(READERS))
    for number in range(ways):
        raw = damaged(content, random.Random(f"{kind} {number}"))
        start = time.process_time()
        try:
            read(raw)
        except PcnDesError as error:
            refused, longest = refused + 1, max(longest, (len(str(error)), number))
        except Exception as error:
            raise AssertionError(f"{kind}, damage {number}: {type(error).__name__}: {error}") from error
        slowest = max(slowest, (time.process_time() - start, number))
        largest = max(largest, (len(raw), number))
    print(
        f"{kind}: {ways:,} damages, {refused:,} refused; slowest {slowest[0]:.2f} s (damage {slowest[1]}); "
        f"largest {largest[0]:,} bytes (damage {largest[1]}); the process grew by {_grown() - before} MB"
    )
    assert longest[0] < LONGEST_MESSAGE, f"{kind}, damage {longest[1]}: a message of {longest[0]:,} characters"
    assert slowest[0] < LONGEST, f"{kind}, damage {slowest[1]} took {slowest[0]:.1f} s"
    assert _grown() - before < MOST_GROWN


def test_there_is_a_file_for_every_reader() -> None:
    assert all(whole(kind) for kind in READERS)
