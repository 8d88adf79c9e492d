"""Terms that no rule reads, and where a person meets them nevertheless: beside a duty, or with work that is to come."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from typing import Final

import attrs

from pcn_des.contract.entries import Term
from pcn_des.contract.fields import Read, text, texts
from pcn_des.contract.files import data_folder
from pcn_des.contract.records import read_records
from pcn_des.contract.terms import Terms
from pcn_des.frozen import frozen

_FIELDS: Final[Mapping[str, Read]] = {"keys": texts, "beside": texts, "waits": text, "alone": text}


@attrs.frozen(kw_only=True)
class Aside:
    """Where terms stand that no rule reads: with the work that they wait for, or alone and why, or beside a duty.

    Of several duties, that is the first that the day has.
    """

    keys: tuple[str, ...] = attrs.field(converter=frozen)
    beside: tuple[str, ...] = attrs.field(converter=frozen, default=())
    waits: str = ""
    alone: str = ""

    def holds(self, key: str) -> bool:
        """Whether a term is one of these: by its key, or by the first parts of it."""
        return any(_names(one, key) for one in self.keys)


def _names(one: str, key: str) -> bool:
    return key.startswith(one[:-1]) if one.endswith(".*") else key == one


@lru_cache(maxsize=1)
def asides() -> tuple[Aside, ...]:
    """Everything that the data say of terms that no rule reads."""
    content = data_folder().joinpath("beside.toml").read_bytes()
    found = read_records("beside.toml", content, _FIELDS, ("keys",), "[[terms]] of the file")
    return tuple(Aside(**entry) for _, entry in found)


def aside_of(key: str) -> Aside | None:
    """Where a term stands that no rule reads; what names it by its whole key goes first. None where nothing says it."""
    found = [aside for aside in asides() if aside.holds(key)]
    return next((aside for aside in found if key in aside.keys), found[0] if found else None)


def duty_beside(aside: Aside, duties: Container[str]) -> str | None:
    """The duty beside which terms stand, of those that there are; None where there is none."""
    return next((duty for duty in aside.beside if duty in duties), None)


def terms_beside(duty: str, contract: Terms) -> tuple[Term, ...]:
    """The terms of a day that stand beside a duty."""
    found: list[Term] = []
    duties = {*contract.obligations, *contract.missing_obligations}
    for aside in asides():
        if duty in aside.beside and duty_beside(aside, duties) == duty:
            found += [term for one in aside.keys for term in _terms(one, contract)]
    return tuple(found)


def _terms(one: str, contract: Terms) -> Iterator[Term]:
    for key in (key for key in contract if _names(one, key)) if one.endswith(".*") else (one,):
        term = contract.get(key)
        if term is not None:
            yield term
