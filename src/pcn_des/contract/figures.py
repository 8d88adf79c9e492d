"""Whether the words of a citation carry the figure of a term: the numbers of both, compared."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pcn_des.contract.entries import Entry, Term
from pcn_des.sources import Standing
from pcn_des.values import EXACTLY

_NUMBER: Final = re.compile(r"\d[\d,]*\.?\d*")
_SCALES: Final = (Decimal(1), Decimal("0.01"), Decimal(1_000_000), Decimal(1_000_000_000))


def figures_in(words: str) -> set[Decimal]:
    """Every number that a text gives in figures, also read as pence or percent, millions and thousand millions."""
    plain = {Decimal(number.replace(",", "").rstrip(".")) for number in _NUMBER.findall(words)}
    return {EXACTLY.multiply(number, scale) for number in plain for scale in _SCALES}


def numbers_of(term: Term) -> set[Decimal]:
    """What a term says in numbers: its value, or the limits of a half-known one."""
    said = (term.value, term.at_least, term.at_most)
    return {Decimal(number) for number in said if isinstance(number, int | Decimal) and not isinstance(number, bool)}


def not_in_its_words(entry: Entry) -> tuple[Decimal, ...]:
    """The numbers of an entry that its citations, which give others in figures, do not give; mostly there are none.

    Words without a figure are not held against it, nor are those of what is inferred, which reproduces payments.
    """
    if not isinstance(entry, Term) or entry.standing is Standing.INFERRED:
        return ()
    said = {figure for citation in entry.sources for figure in figures_in(citation.words)}
    return tuple(sorted(numbers_of(entry) - said)) if said else ()
