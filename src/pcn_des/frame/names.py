"""The names of columns: facts as the library has them, or without dots; everything else is a label that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

import attrs

from pcn_des.arguments import names
from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import every_key, load_year, years
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.columns.spans import NETWORK, duties_of_any_day
from pcn_des.engine.fact_sources import COMPLETE
from pcn_des.engine.registry import FACTS
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.questions.basis import rulebook
from pcn_des.units import DATE, YES_NO, Unit

DOT, NO_DOT = ".", "__"
AT_LEAST: Final = ".at_least"
AT_MOST: Final = ".at_most"


@attrs.frozen
class FactColumn:
    """A column of a fact, or of an end of what it lies between: the name it has in the table, and the fact's own."""

    written: str
    fact: str
    end: str = ""


def written(name: str, *, dots: bool) -> str:
    """A name as an answer has it."""
    return name if dots else name.replace(DOT, NO_DOT)


def fact_columns(given: Sequence[str], subject: str = NETWORK) -> tuple[FactColumn, ...]:
    """The columns among these that are facts, or say whether a list of subjects is complete; the others are labels.

    Raises:
        UnknownNameError: a name with a dot, or two underscores, that is no fact; a list of no kind of subject.
        MisuseError: a fact of another kind of subject, or two columns of one name.
    """
    found: dict[str, FactColumn] = {}
    for name in given:
        plain = name.replace(NO_DOT, DOT)
        if DOT not in plain:
            continue
        column = _fact_column(name, plain)
        _check_subject(column.fact, name, subject)
        if plain in found:
            raise MisuseError(f"the columns {found[plain].written} and {name} are both the fact {plain}; leave one out")
        found[plain] = column
    return tuple(found.values())


def unit_of_fact(name: str) -> Unit:
    """In what a fact is given, or whether a list is complete."""
    if name.startswith(COMPLETE):
        return YES_NO
    return DATE if name.startswith(EVIDENCE) else FACTS[name].unit


def accepted(subject: str = NETWORK) -> Mapping[str, str]:
    """Every fact that a table of networks, or of a kind of subject, may have as a column, with what it is given in.

    Bounds and evidence are apart.

    Raises:
        UnknownNameError: no kind of subject.
    """
    if subject not in (NETWORK, *subject_kinds()):
        raise UnknownNameError("kind of subject", subject, (NETWORK, *subject_kinds()))
    return {name: str(fact.unit) for name, fact in FACTS.items() if kind_of_fact(name) == subject}


def _fact_column(name: str, plain: str) -> FactColumn:
    if plain.startswith(COMPLETE):
        kind = plain.removeprefix(COMPLETE)
        if kind not in subject_kinds():
            hint = f"The table has a column {name}, which says whether a list of subjects is complete."
            raise UnknownNameError("kind of subject", kind, subject_kinds(), hint=hint)
        return FactColumn(name, plain)
    for end in (AT_LEAST, AT_MOST):
        fact = plain.removesuffix(end)
        if fact != plain and fact in FACTS and FACTS[fact].unit.is_number:
            return FactColumn(name, fact, end)
    if plain not in _known():
        hint = f"The table has a column {name}: give labels names without a dot."
        raise UnknownNameError("fact", plain, _known(), hint=hint)
    return FactColumn(name, plain)


@cache
def _known() -> frozenset[str]:
    """Every fact, and the evidence of every duty."""
    return frozenset([*FACTS, *(EVIDENCE + key for key in every_key("obligations"))])


def _check_subject(fact: str, name: str, subject: str) -> None:
    if fact.startswith(COMPLETE) and subject != NETWORK:
        raise MisuseError(f"the column {name} says of a network whether its list is complete; give it in its table")
    kind = kind_of_fact(fact)
    if kind == subject:
        return
    if subject == NETWORK:
        raise MisuseError(
            f"the column {name} is a fact about each {kind.replace('_', ' ')}, of which a network has several; give it "
            f"in a table of its own, subjects={{'{kind}': …}}"
        )
    raise MisuseError(
        f"the column {name} is a fact about each {kind.replace('_', ' ')}, not about each {subject.replace('_', ' ')}"
    )


def kind_of_fact(fact: str) -> str:
    """What a fact is about: the network, or a kind of its subjects."""
    if fact.startswith(EVIDENCE):
        kinds = duties_of_any_day().get(fact.removeprefix(EVIDENCE), (NETWORK,))
        return kinds[0]
    return _subject_of().get(fact, NETWORK)


def facts_about(kind: str) -> tuple[str, ...]:
    """The facts about each subject of a kind."""
    return tuple(fact for fact, about in _subject_of().items() if about == kind)


@cache
def _subject_of() -> Mapping[str, str]:
    """The facts that are about a subject of the network, with its kind: all that duties about it alone read."""
    read: dict[str, set[str]] = {}
    for duty, fact in _read_by_duties():
        read.setdefault(fact, set()).add(duty.subject)
    return {fact: kinds.pop() for fact, kinds in read.items() if NETWORK not in kinds and len(kinds) == 1}


@cache
def facts_of_weeks() -> frozenset[str]:
    """The facts about the network that weekly duties read, and nothing else does."""
    others = {fact for duty, fact in _read_by_duties() if not duty.weekly}
    return frozenset(weekly_duties_that_read().keys() - others - set(facts_of_payments()) - _subject_of().keys())


@cache
def weekly_duties_that_read() -> Mapping[str, frozenset[str]]:
    """The weekly duties of any year that read a fact, by fact."""
    found: dict[str, set[str]] = {}
    for duty, fact in _read_by_duties():
        if duty.weekly:
            found.setdefault(fact, set()).add(duty.key)
    return {fact: frozenset(keys) for fact, keys in found.items()}


@cache
def weekly_duties_begin() -> frozenset[date]:
    """The days on which a version of a weekly duty begins, up to whose first Monday no week is held against it."""
    return frozenset(duty.since for duty, _ in _read_by_duties() if duty.weekly)


def _read_by_duties() -> Iterator[tuple[Obligation, str]]:
    """Each duty of any year that a rule answers, with each fact that it reads."""
    for year in years():
        contract = load_year(year)
        for versions in contract.obligations.values():
            for duty in versions:
                if not duty.judgement and duty.key in duties_of_any_day():
                    yield from ((duty, fact) for fact in rulebook().bound(duty, contract).facts)


@cache
def facts_of_payments() -> tuple[str, ...]:
    """The facts that payment streams are worked out from."""
    read: dict[str, None] = {}
    for year in years():
        contract = load_year(year)
        for versions in contract.payments.values():
            for entry in versions:
                if (entry.rule or entry.key) in rulebook().payments:
                    read.update(dict.fromkeys(rulebook().bound_payment(entry, contract).facts))
    return tuple(read)


def subject_kinds() -> tuple[str, ...]:
    """The kinds of subject that duties are about, besides the network."""
    kinds = (kind for found in duties_of_any_day().values() for kind in found if kind != NETWORK)
    return tuple(dict.fromkeys(kinds))


def rules_asked(rules: Iterable[str] | None) -> tuple[str, ...]:
    """The duties asked for, each once; every duty of any year where none is named.

    Raises:
        UnknownNameError: a name that is no duty.
        MisuseError: one text in the place of several, or something that is no text.
    """
    every = duties_of_any_day()
    if rules is None:
        return tuple(every)
    asked = tuple(dict.fromkeys(name.replace(NO_DOT, DOT) for name in names(rules, "rules")))
    for name in asked:
        if name not in every:
            raise UnknownNameError("duty", name, every)
    return asked
