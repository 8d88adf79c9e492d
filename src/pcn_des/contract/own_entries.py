"""Duties and terms that somebody adds to the contract for his own questions: what is asked beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import attrs

from pcn_des.arguments import with_plain_wholes
from pcn_des.brief import briefly
from pcn_des.contract.entries import Entry, Obligation, Term
from pcn_des.contract.files import evidence_kinds
from pcn_des.contract.year import YearContract
from pcn_des.errors import ContractDataError, MisuseError, UnknownNameError
from pcn_des.units import Unit


def with_own(contract: YearContract, entries: Iterable[Obligation | Term]) -> YearContract:
    """A year's contract with duties and terms added, each for the days of it that lie in the year.

    Raises:
        MisuseError: a key that the contract has already, or an entry that does not say what it must.
        UnknownNameError: a kind of evidence that there is not.
    """
    own = (*contract.own, *entries)
    _check(contract, own)
    own = tuple(map(_in_python, own))
    first, last = contract.year.first_day, contract.year.last_day
    added: dict[type, dict[str, tuple[Entry, ...]]] = {Obligation: {}, Term: {}}
    for entry in own:
        if entry.since <= last and entry.until >= first:
            days = {"since": max(entry.since, first), "until": min(entry.until, last)}
            published = entry.published or contract.published
            added[type(entry)][entry.key] = (attrs.evolve(entry, published=published, own=True, **days),)
    said = "".join(repr(attrs.astuple(entry, recurse=False, filter=_is_said)) for entry in own)
    base = contract.digest.partition("+")[0]
    return attrs.evolve(
        contract,
        obligations={**contract.obligations, **added[Obligation]},
        terms={**contract.terms, **added[Term]},
        own=own,
        digest=f"{base}+{sha256(said.encode()).hexdigest()[:8]}",
    )


def _in_python(entry: Entry) -> Entry:
    """An entry whose value has no whole numbers of NumPy."""
    return attrs.evolve(entry, value=with_plain_wholes(entry.value)) if isinstance(entry, Term) else entry


def _is_said(field: attrs.Attribute[object], _: object) -> bool:
    """Whether a field is what somebody says in an entry of their own, and no mark of the package."""
    return field.name != "own"


def _check(contract: YearContract, own: Iterable[Entry]) -> None:
    before = {entry.key for entry in contract.own}
    taken = {
        key
        for section in ("obligations", "terms")
        for key in (*getattr(contract, section), *contract.missing[section])
        if key not in before
    }
    for entry in own:
        if not isinstance(entry, Entry):
            raise MisuseError(
                f"{briefly(entry)} can't be added to the contract: it is no entry; "
                "add an Obligation or a Term, several one after another: with_own(first, second)"
            )
        for wrong in _wrong(entry, taken):
            raise MisuseError(f"{briefly(entry.key)} can't be added to the contract: {wrong}")
        if isinstance(entry, Obligation) and entry.evidence and entry.evidence not in evidence_kinds():
            raise UnknownNameError(
                "kind of evidence", entry.evidence, evidence_kinds(), hint=f"{entry.key} asks for it."
            )
        taken.add(entry.key)


def _wrong(entry: Entry, taken: set[str]) -> Iterator[str]:
    """What is wrong with an entry, the first thing first: what follows supposes that nothing before it was."""
    from pcn_des.contract.own_fields import wrong_fields  # only who adds entries needs it

    if type(entry) not in (Obligation, Term):
        yield f"it is a {type(entry).__name__}; add an Obligation or a Term"
    yield from wrong_fields(entry)
    area, _, what = entry.key.partition(".")
    if not (area.isidentifier() and what.isidentifier()):
        yield "its key is <area>.<what>, such as our_icb.phone_lines"
    if entry.key in taken:
        yield "there is one of that key already; choose another area, such as our_icb"
    if entry.standing is not None and not entry.sources:
        yield f"its standing is {entry.standing}, and it cites nothing; cite documents, or give standing=None"
    if entry.until < entry.since:
        yield f"it ends on {entry.until}, before it begins on {entry.since}"
    if isinstance(entry, Term):
        yield from _no_unit(entry.unit)
        if entry.block:
            yield f"block is {briefly(entry.block)}, and only the contract has blocks of readings; leave block out"
    yield from _not_as_in_a_file(entry)


def _no_unit(unit: str) -> Iterator[str]:
    try:
        Unit.parse(unit)
    except ValueError as wrong:
        yield str(wrong)


def _not_as_in_a_file(entry: Entry) -> Iterator[str]:
    """What would be refused of the same entry in a file of the contract data: fields that do not fit together."""
    from pcn_des.contract.fields import Place
    from pcn_des.contract.plausible import check_entry
    from pcn_des.contract.sections import KINDS

    section, raw = "obligations", dict[str, object]()
    if isinstance(entry, Term):
        section, raw = "terms", {"value": entry.value} if entry.is_known else {}
        if not entry.is_known and not entry.is_bounded:
            return  # a file has such a term under `missing`
    at = Place("", section, entry.key, {})
    try:
        KINDS[section].check(at, entry, raw)
        check_entry(at, entry)
    except ContractDataError as error:
        yield f"{error.wrong}; {error.mend[:1].lower()}{error.mend[1:]}"
