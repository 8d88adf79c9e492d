"""Values that somebody puts in the place of what the contract says: a reading, a hypothesis, a local variation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from pcn_des.contract.entries import Term
from pcn_des.contract.vocabulary import choices, is_no_word_of
from pcn_des.errors import MisuseError
from pcn_des.units import Unit


def with_value(term: Term, value: Any, **marks: Any) -> Term:
    """A term of which the value is exact, with the marks that say why."""
    exact: dict[str, Any] = {"at_least": None, "at_most": None, "block": "", "superseded": None}
    return attrs.evolve(term, **{**exact, "value": value, **marks})


def supposed(term: Term, value: Any, **marks: Any) -> Term:
    """A term with a value that somebody gives, which needs nobody's agreement.

    Raises:
        MisuseError: a value of another kind than the term's unit, or none of its texts; a float; a number below nought.
    """
    return with_value(term, _fitting(term, value), with_agreement_of="", **marks)


def hypothetical(term: Term) -> dict[str, Any]:
    """The marks of a value that is put in the place of what a term says."""
    note = f"Hypothetical: the contract says {term.in_words}."
    return {"hypothetical": True, "standing": None, "sources": (), "note": note}


def _fitting(term: Term, value: Any) -> Any:
    kinds: dict[str, type | tuple[type, ...]] = {"date": date, "yes/no": bool, "text": str}
    if isinstance(value, float):
        raise MisuseError(f"{term.key} can't be the float {value!r}: write Decimal('{value}')")
    if term.is_known or term.is_bounded:
        wanted = kinds.get(Unit.parse(term.unit).kind, (int, Decimal, list, tuple, Mapping))
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise MisuseError(f"{term.key} is in '{term.unit}', which {value!r} is not")
    if is_no_word_of(term.key, value):
        raise MisuseError(f"{term.key} can't be {value!r}. {choices(term.key)}")
    if isinstance(value, int | Decimal) and value < 0:
        raise MisuseError(f"{term.key} can't be {value}: it can't be below nought")
    return value
