"""What was found, put so that it is written down only when somebody reads it: calculations and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import attrs

from pcn_des.values import Range
from pcn_des.wording import in_words

_LOOSE: Final = ("+", "-")
_BINDING: Final = ("x", "/", "thousands")


@attrs.frozen
class Step:
    """A step of a calculation, with the values (or the steps) that go into it: `60 x 51,230 / 1,000`.

    `how` is one of + - x /, or `thousands`, `to nearest`, `days after`.
    """

    how: str
    parts: tuple[Any, ...]

    def __str__(self) -> str:
        first, *rest = self.parts
        match self.how:
            case "thousands":
                return f"{self._left(first)} / 1,000"
            case "to nearest":
                return f"{in_words(first)}, to the nearest {in_words(rest[0])}"
            case "days after":
                return f"{in_words(first)} and {in_words(rest[0])} days"
            case _:
                return f"{self._left(first)} {self.how} {self._right(rest[0])}"

    def _left(self, part: Any) -> str:
        """The part before the sign, in brackets where it would be read otherwise, or lies between two ends."""
        apart = isinstance(part, Range) or (self.how in _BINDING and _how(part) in _LOOSE)
        return f"({in_words(part)})" if apart else in_words(part)

    def _right(self, part: Any) -> str:
        """The part behind the sign; what is taken away, or divided by, is one thing."""
        apart = (self.how == "-" and _how(part) in _LOOSE) or (self.how == "/" and _how(part) in _BINDING)
        return f"({in_words(part)})" if apart else self._left(part)


def _how(part: Any) -> str:
    return part.how if isinstance(part, Step) else ""


@attrs.frozen
class Sentence:
    """Words with a place, {}, for each thing that they are about; without any, the words as they are."""

    words: str
    about: tuple[Any, ...] = ()

    def __str__(self) -> str:
        return self.words.format(*map(in_words, self.about)) if self.about else self.words

    def __bool__(self) -> bool:
        return bool(self.words)

    def then(self, words: str, *about: Any) -> Sentence:
        """The same sentence with more words behind it."""
        return Sentence(f"{{}}{words}", (self, *about))


NOTHING: Final = Sentence("")


def needs(missing: tuple[str, ...]) -> Sentence:
    """What an answer needs that is not on record."""
    return Sentence(f"needs {'; '.join(missing)}")


def joined(sentences: Iterable[Sentence]) -> Sentence:
    """Several sentences as one; those without words are left out."""
    said = tuple(sentence for sentence in sentences if sentence)
    return said[0] if len(said) == 1 else Sentence("; ".join(["{}"] * len(said)), said)


def not_established(missing: tuple[str, ...]) -> Sentence:
    """What would establish an amount."""
    return Sentence(f"not established: {'; '.join(gap.rstrip('.') for gap in missing)}")
