"""What every question about a network starts from: the rulebook, the source of its facts, and whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, Final

from pcn_des import __version__
from pcn_des import facts as _every_fact  # noqa: F401  # importing registers them
from pcn_des.answers.receipt import Heading, MadeWhenRead, Receipt
from pcn_des.arguments import a
from pcn_des.contract.files import every_key, span
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract
from pcn_des.dates import Period, last_whole_week
from pcn_des.engine.fact_sources import FactSource, GivenFacts, RecordedFacts
from pcn_des.engine.registry import FACTS, OBLIGATION_RULES, PAYMENT_RULES, SUBJECTS
from pcn_des.engine.rulebook import Rulebook
from pcn_des.facts.evidence import shown_on, wanted
from pcn_des.network import Network
from pcn_des.network.digest import digest_of, records_digest
from pcn_des.network.records import covering, unbroken
from pcn_des.rules import obligations as _every_rule  # noqa: F401
from pcn_des.rules import payments as _every_payment  # noqa: F401
from pcn_des.values import Range
from pcn_des.wording import in_words

_A_NETWORK: Final = "a Network (read_network reads one)"


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """Every fact and rule of the package."""
    return Rulebook(FACTS, OBLIGATION_RULES, PAYMENT_RULES, SUBJECTS)


def a_network(network: object) -> Network:
    """The network that is asked about.

    Raises:
        WrongTypeError: it is none.
    """
    return a(Network, network, "network", _A_NETWORK)


def fact_source(network: Network | Mapping[str, Any], day: date, known_on: date | None) -> FactSource:
    """Where the facts of a day come from: a network's records, or what the caller gives.

    Raises:
        UnknownNameError: a fact that does not exist.
        RecordError: a fact of the wrong kind.
        WrongTypeError: it is neither.
    """
    if isinstance(network, Network):
        return RecordedFacts(network, day, known_on, FACTS, SUBJECTS, shown_on)
    a((Mapping,), network, "network", f"{_A_NETWORK} or a mapping of facts")
    return GivenFacts.checked(network, day, FACTS, sorted(every_key("obligations")), wanted, tuple(SUBJECTS))


def digest_of_basis(network: Network | Mapping[str, Any], source: FactSource) -> MadeWhenRead:
    """The digest of what an answer is made from: everything on record, or the facts given, as they were understood."""
    if isinstance(network, Network):
        return MadeWhenRead(partial(records_digest, network))
    assert isinstance(source, GivenFacts)  # what a mapping is read as
    return MadeWhenRead(partial(_digest_of_facts, source))


def _digest_of_facts(source: GivenFacts) -> str:
    said: dict[str, Any] = _given(source.given)
    for kind, listed in source.listed.items():
        about = [{"id": one.id, "name": one.name, "facts": _given(one.record)} for one in listed.found]
        said[kind] = {"subjects": about, "missing": listed.missing}
    return digest_of(said)


def _given(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the digest has them: no two that can be told apart are the same."""
    return {name: _as_digested(value) for name, value in facts.items()}


def _as_digested(value: Any) -> Any:
    match value:
        case Fraction() | bool():
            return str(value)
        case Range():
            return {"low": str(value.low), "high": str(value.high), "needs": sorted(value.needs)}
        case str():
            return {"text": value}  # which may be "unknown"
        case _:
            return in_words(value)


def receipt_of(
    contract: YearContract,
    as_of: date,
    known_on: date | None,
    records: str | MadeWhenRead | None,
    amended: Iterable[str] = (),
) -> Receipt:
    """Under what an answer is made. `records` is the digest of what it is made from, `amended` the terms changed."""
    return Receipt(
        as_of=as_of,
        known_on=known_on,
        contract_year=str(contract.year),
        contract_digest=contract.digest,
        package_version=__version__,
        records_digest=records,
        amended=tuple(amended),
        draft=contract.draft,
    )


def heading_of(network: Network | Mapping[str, Any], day: date) -> Heading:
    """Whom a report is about on a day, as far as the records say."""
    if not isinstance(network, Network):
        return Heading()
    directors = covering(network.clinical_directors, day)
    commissioners = covering(network.commissioners, day)
    return Heading(
        code=network.code,
        name=network.name,
        commissioner=_as_known(network, commissioners[0].name, day) if commissioners else None,
        clinical_director=" and ".join(appointment.name for appointment in directors) or None,
    )


def _as_known(network: Network, name: str, day: date) -> str:
    """A name, with the day of the edition where that is older than the question."""
    return f"{name} (as of {in_words(network.edition)})" if network.edition and day > network.edition else name


def whom(network: Network | Mapping[str, Any], place: int) -> str:
    """Of whom of many something was asked, by name or, of a mapping of facts, by its place, counted from 0."""
    return f"{network.name} ({network.code})" if isinstance(network, Network) else f"number {place}, from 0"


def age_of(network: Network | Mapping[str, Any], day: date) -> tuple[str, ...]:
    """What a reader has to know of members that are those of an older day; nothing where they are not."""
    if not isinstance(network, Network) or network.edition is None or day <= network.edition:
        return ()
    old = "they are too old to tell who the members are" if network.too_old_on(day) else "later changes are not in them"
    return (f"Members and commissioner are those of {in_words(network.edition)}, asked for {in_words(day)}: {old}.",)


def notes_on(network: Network | Mapping[str, Any], day: date, since: date | None = None) -> tuple[str, ...]:
    """What to know of a network on a day: that it was none, how old its members are, who of them is in another too.

    `since` is the first of the days that are asked about, where there are more than one.
    """
    why = network.why_not_open(day) if isinstance(network, Network) else ""
    none = (f"It was no network on {in_words(day)}: {why}.",) if why else ()
    return (*age_of(network, day), *none, *shared_members(network, Period(since or day, day)))


def shared_members(network: Network | Mapping[str, Any], period: Period) -> Iterator[str]:
    """Who is on record as a Core Network Practice of this network and, on the same day, of another."""
    for practice in (network.practices or ()) if isinstance(network, Network) else ():
        core = [spell.period for spell in practice.membership or () if spell.core and spell.period.overlaps(period)]
        for elsewhere in unbroken(practice.other_networks):
            if elsewhere.period.overlaps(period) and any(elsewhere.period.overlaps(here) for here in core):
                yield (
                    f"{practice.name} ({practice.code}) is on record in {elsewhere.pcn} too, {elsewhere.period}: its "
                    "patients are counted whole here. Correct the spell of the network that it is not in."
                )


def terms_of_last_week(contract: Terms) -> Terms | None:
    """The contract on the day on which the last whole week ended: weekly duties are held to it.

    None where that day is before the data begin. A week in which something of the contract, the members or a local
    variation changed is held to what held when it ended.
    """
    ended = last_whole_week(contract.as_of).until
    assert ended is not None  # a week has a last day
    if ended not in span():
        return None
    return contract.on(ended)
