"""Duties and terms that somebody adds to the contract for his own questions: what is asked beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import attrs

from pcn_des.contract.entries import OWED_BY, STRENGTHS, Entry, Obligation, Term
from pcn_des.contract.files import evidence_kinds
from pcn_des.contract.year import YearContract
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.units import Unit


def with_own(contract: YearContract, entries: Iterable[Obligation | Term]) -> YearContract:
    """A year's contract with duties and terms added, each for the days of it that lie in the year.

    Raises:
        MisuseError: a key that the contract has already, or an entry that does not say what it must.
        UnknownNameError: a kind of evidence that there is not.
    """
    own = (*contract.own, *entries)
    _check(contract, own)
    first, last = contract.year.first_day, contract.year.last_day
    added: dict[type, dict[str, tuple[Entry, ...]]] = {Obligation: {}, Term: {}}
    for entry in own:
        if entry.since <= last and entry.until >= first:
            days = {"since": max(entry.since, first), "until": min(entry.until, last)}
            published = entry.published or contract.published
            added[type(entry)][entry.key] = (attrs.evolve(entry, published=published, **days),)
    said = "".join(repr(attrs.astuple(entry, recurse=False)) for entry in own)
    base = contract.digest.partition("+")[0]
    return attrs.evolve(
        contract,
        obligations={**contract.obligations, **added[Obligation]},
        terms={**contract.terms, **added[Term]},
        own=own,
        digest=f"{base}+{sha256(said.encode()).hexdigest()[:8]}",
    )


def _check(contract: YearContract, own: Iterable[Entry]) -> None:
    before = {entry.key for entry in contract.own}
    taken = {
        key
        for section in ("obligations", "terms")
        for key in (*getattr(contract, section), *contract.missing[section])
        if key not in before
    }
    for entry in own:
        for wrong in _wrong(entry, taken):
            raise MisuseError(f"{entry.key!r} can't be added to the contract: {wrong}")
        if isinstance(entry, Obligation) and entry.evidence and entry.evidence not in evidence_kinds():
            raise UnknownNameError(f"kind of evidence, asked for by {entry.key},", entry.evidence, evidence_kinds())
        taken.add(entry.key)


def _wrong(entry: Entry, taken: set[str]) -> Iterator[str]:
    area, _, what = entry.key.partition(".")
    if type(entry) not in (Obligation, Term):
        yield f"it is a {type(entry).__name__}; add an Obligation or a Term"
    if not (area.isidentifier() and what.isidentifier()):
        yield "its key is <area>.<what>, such as our_icb.phone_lines"
    if entry.key in taken:
        yield "there is one of that key already; choose another area, such as our_icb"
    if entry.until < entry.since:
        yield f"it ends on {entry.until}, before it begins on {entry.since}"
    if isinstance(entry, Term):
        yield from _no_unit(entry.unit)
    if isinstance(entry, Obligation):
        if entry.owed_by not in OWED_BY:
            yield f"owed_by is {entry.owed_by!r}; it must be one of: {', '.join(OWED_BY)}"
        if entry.strength not in STRENGTHS:
            yield f"strength is {entry.strength!r}; it must be one of: {', '.join(STRENGTHS)}"
        if sum(way is not None for way in (entry.rule, entry.evidence, entry.judgement)) > 1:
            yield "it is checked in more than one way; keep one of rule, evidence and judgement"


def _no_unit(unit: str) -> Iterator[str]:
    try:
        Unit.parse(unit)
    except ValueError as wrong:
        yield str(wrong)
