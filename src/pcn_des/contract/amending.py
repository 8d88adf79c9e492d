"""Values that somebody puts in the place of what the contract says: a reading, a hypothesis, a local variation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from pcn_des.arguments import with_plain_wholes
from pcn_des.brief import briefly
from pcn_des.contract.blocks import UNLIMITED
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.kinds import is_bands, is_of
from pcn_des.contract.sizes import unfit
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
    return with_value(term, with_plain_wholes(_fitting(term, value)), with_agreement_of="", **marks)


def hypothetical(term: Term) -> dict[str, Any]:
    """The marks of a value that is put in the place of what a term says."""
    note = f"Hypothetical: the contract says {term.in_words}."
    return {"hypothetical": True, "standing": None, "sources": (), "note": note}


def _fitting(term: Term, value: Any) -> Any:
    """The value, where the term can have it.

    A term that is not established has the unit, and the shape, that it had last in any year.
    """
    if isinstance(value, float):
        raise MisuseError(f"{term.key} can't be the float {briefly(value)}: write Decimal('{value}')")
    like = term if term.is_known or term.is_bounded else _last_known(term.key)
    if like is not None:
        unit = Unit.parse(like.unit)
        if not _is_like(value, like.value, unit):
            raise MisuseError(
                f"{term.key} is in '{like.unit}', which {briefly(value)} is not{_shape_of(like.value, unit)}"
            )
        _check_size(term.key, with_plain_wholes(value), like.unit)
    if is_no_word_of(term.key, value):
        raise MisuseError(f"{term.key} can't be {briefly(value)}. {choices(term.key)}")
    return value


def _last_known(key: str) -> Term | None:
    """The last version of a term that has a value, in any year."""
    versions = (version for year in reversed(years()) for version in reversed(load_year(year).terms.get(key, ())))
    return next((version for version in versions if version.is_known), None)


def _is_like(value: Any, own: Any, unit: Unit) -> bool:
    """Whether a value is one of a unit, or is put together as a term's own value is: by names, or by bands."""
    if is_of(unit.kind, value) or (own == UNLIMITED and value == UNLIMITED):
        return True
    if isinstance(own, Mapping):
        named = isinstance(value, Mapping) and value.keys() >= own.keys()
        return named and all(_is_like(part, own.get(name, value), unit) for name, part in value.items())
    return isinstance(own, tuple) and unit.is_number and is_bands(unit.kind, value)


def _shape_of(own: Any, unit: Unit) -> str:
    """What a value that is put together would have to be."""
    if isinstance(own, Mapping):
        return f", nor has it one for each of: {', '.join(own)}"
    return ", nor is it bands, [{'below': …, 'value': …}, {'value': …}]" if is_bands(unit.kind, own) else ""


def _check_size(key: str, value: Any, unit: str) -> None:
    """Stop at a number that can't be: below nought, beyond what is reckoned with, a span that no contract has."""
    if found := unfit(value, unit):
        raise MisuseError(f"{key} can't be {found.number}: {found.why}")
