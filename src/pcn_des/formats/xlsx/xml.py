"""Goes through the XML of one part of a workbook, within bounds, telling each element as it starts and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Final, Protocol
from xml.parsers.expat import ExpatError, ParserCreate

from pcn_des.errors import FileFormatError

MOST_ELEMENTS: Final = 2_000_000  # in all the parts of a workbook that are read
DEEPEST: Final = 40
_LONGEST_TEXT: Final = 200_000  # characters; a cell has at most 32,767, and each may be written as _xHHHH_
_BIT: Final = 65_536  # bytes


class Listener(Protocol):
    """What is told of the elements of a part, without the namespaces of their names."""

    def start(self, name: str, said: Mapping[str, str]) -> None:
        """An element starts, with its attributes."""

    def end(self, name: str, text: str) -> None:
        """It ends, and this text stood in it since the last element started."""


class Budget:
    """How many elements may still be read in a workbook: sheets can name the same large part again and again."""

    def __init__(self, left: int = MOST_ELEMENTS) -> None:
        self.left = left


def gone_through(part: IO[bytes], listener: Listener, budget: Budget, file: str) -> Iterator[None]:
    """Reads a part bit by bit, and stops after each: what the listener has found so far can be used.

    Raises:
        FileFormatError: it is no XML, or has too many elements, too deep ones, or declares entities.
    """
    parser = ParserCreate("utf-8", " ")
    parser.buffer_text = True
    texts: list[str] = []
    length = depth = 0

    def start(name: str, said: dict[str, str]) -> None:
        nonlocal depth, length
        depth += 1
        budget.left -= 1
        if budget.left < 0:
            raise FileFormatError(f"{file} has more than {MOST_ELEMENTS:,} elements; is it the right file?")
        if depth > DEEPEST:
            raise _damaged(file, "its elements lie too deep in each other")
        texts.clear()
        length = 0
        if said:
            said = {key.rpartition(" ")[2]: value for key, value in said.items()}
        listener.start(name.rpartition(" ")[2], said)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(name.rpartition(" ")[2], "".join(texts))
        texts.clear()

    def text(found: str) -> None:
        nonlocal length
        length += len(found)
        if length > _LONGEST_TEXT:
            raise _damaged(file, "a text in it is longer than a cell can hold")
        texts.append(found)

    def declared(*_: object) -> None:
        raise _damaged(file, "it declares entities, which no workbook does")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = declared
    try:
        while bit := part.read(_BIT):
            parser.Parse(bit, False)
            yield
        parser.Parse(b"", True)
        yield
    except ExpatError as error:
        raise _damaged(file, str(error)) from None


def _damaged(file: str, what: str) -> FileFormatError:
    return FileFormatError(f"{file} is damaged ({what}); download it again or use another copy")
