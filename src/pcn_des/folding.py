"""How names are compared, however somebody writes them: their blanks, their capitals, what stands between letters."""

from __future__ import annotations


def folded(text: object) -> str:
    """A title, a heading or a name with single blanks and without capitals.

    Examples:
        >>> folded(" Core  PCN funding")
        'core pcn funding'
    """
    return " ".join(str(text).split()).casefold()


def bare(name: str) -> str:
    """A name without capitals and what stands between its letters and digits.

    Examples:
        >>> bare("CVD-05") == bare("cvd05")
        True
    """
    return "".join(filter(str.isalnum, name.casefold()))
