"""What was found, put so that it is written down only when somebody reads it: calculations and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import attrs

from pcn_des.wording import in_words


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
                return f"{self._inside(first)} / 1,000"
            case "to nearest":
                return f"{in_words(first)}, to the nearest {in_words(rest[0])}"
            case "days after":
                return f"{in_words(first)} and {in_words(rest[0])} days"
            case _:
                return f"{self._inside(first)} {self.how} {self._inside(rest[0])}"

    def _inside(self, part: Any) -> str:
        """A part in brackets, where it would be read otherwise without them."""
        weak = isinstance(part, Step) and part.how in ("+", "-")
        return f"({in_words(part)})" if weak and self.how in ("x", "/", "thousands") else in_words(part)


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
