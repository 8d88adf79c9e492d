"""One practice of a network: the records that are its own, and what of a report and a statement is about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.notation import Sentence
from pcn_des.answers.receipt import Heading
from pcn_des.answers.report import Report
from pcn_des.answers.status import Status
from pcn_des.arguments import a_text
from pcn_des.brief import briefly
from pcn_des.contract.entries import Obligation
from pcn_des.contract.terms import Terms
from pcn_des.engine.trace import Trace
from pcn_des.errors import MisuseError
from pcn_des.facts._members import is_core_practice
from pcn_des.network import Network, Practice, Variation
from pcn_des.network.digest import records_digest
from pcn_des.network.practices import POPULATIONS
from pcn_des.questions.basis import a_network, fact_source, rulebook
from pcn_des.questions.practice_heritage import with_heritage
from pcn_des.wording import in_words

PRACTICE: Final = "Core Network Practice"
_OF_PRACTICES: Final = ("practice", "membership_change")
_SIGNED: Final = "network_agreement.signed"


def practice_of(network: object, code: str) -> tuple[Network, Practice]:
    """A network with the practice that has a code, which may be in small letters.

    Raises:
        MisuseError: it is not on record.
        WrongTypeError: facts were given instead of a network.
    """
    whole = a_network(network)
    found = whole.practice(a_text(code, "practice").strip().upper())
    if found is None:
        known = ", ".join(practice.code for practice in whole.practices or ()) or "none"
        raise MisuseError(f"{briefly(code)} is no practice on record; there are: {known}")
    return whole, found


def with_own_exceptions(network: Network, practice: Practice, duties: Mapping[str, Obligation]) -> Network:
    """The network with the exceptions for a practice as the practice itself has them.

    Some of what practices owe is asked of their network as a whole, where an exception for one of them lifts nothing.
    """
    if network.variations is None or all(practice.code not in one.subjects for one in network.variations):
        return network
    told = [said for one in network.variations for said in _as_its_own(one, practice, duties)]
    return network.evolve(variations=network.variations.holding(told))


def _as_its_own(variation: Variation, practice: Practice, duties: Mapping[str, Obligation]) -> Iterator[Variation]:
    asked = [duties[key] for key in variation.lifts if key in duties and practice.code in variation.subjects]
    keys = [duty.key for duty in asked if duty.owed_by == PRACTICE and duty.subject == "network"]
    rest = tuple(key for key in variation.lifts if key not in keys)
    if keys:
        yield attrs.evolve(variation, lifts=tuple(keys), subjects=())
    if rest or variation.amends or not keys:
        yield attrs.evolve(variation, lifts=rest)


def named(heading: Heading, practice: Practice) -> Heading:
    """Whom an answer is about: the practice, and its network."""
    return attrs.evolve(heading, practice=f"{practice.name} ({practice.code})")


def of_practice(whole: Report, own: Report, practice: Practice, network: Network) -> Report:
    """What of a report is about one practice: the duties that practices owe, its own part of each.

    `own` is the report on the practice alone, which has its own signature.
    """
    day = whole.receipt.as_of
    member = is_core_practice(network, day, practice.code)
    no_member = f"{practice.name} is no Core Network Practice on {in_words(day)}"
    findings = _findings(whole, own, practice)
    return attrs.evolve(
        whole,
        heading=named(whole.heading, practice),
        receipt=attrs.evolve(whole.receipt, practice=practice.code, records_digest=records_digest(network)),
        findings=tuple(findings if member is not False else (_none_applies(one, no_member) for one in findings)),
        notes=(*([f"{no_member}."] if member is False else []), *whole.notes),
    )


def _findings(whole: Report, own: Report, practice: Practice) -> Iterator[Finding]:
    for finding in whole.findings:
        if finding.owed_by != PRACTICE:
            continue
        if finding.entry.subject in _OF_PRACTICES and not finding.text_missing:
            yield from (part for part in finding.parts if _about(part, practice))
        else:
            yield own[_SIGNED] if finding.rule == _SIGNED else finding


def _none_applies(finding: Finding, why: str) -> Finding:
    """Who is no member owes nothing of what members owe, but for what follows from having joined or left."""
    if finding.entry.subject == "membership_change" or finding.text_missing:
        return finding
    return Finding(entry=finding.entry, status=Status.NOT_APPLICABLE, why=Sentence(why))


def _about(part: Finding, practice: Practice) -> bool:
    """Whether a part is about the practice: a change of members is named by its code and what it did."""
    return part.subject is not None and part.subject.split(" ")[0] == practice.code


def shares(network: Network, practice: Practice, contract: Terms) -> Iterator[str]:
    """The practice's part of each population of the network on a day, where both are exact."""
    for kind in POPULATIONS:
        mine, every = (_patients(one, kind, contract) for one in (with_heritage(network, practice), network))
        if isinstance(mine, Fraction) and isinstance(every, Fraction) and every:
            percent = Fraction(round(mine * 1000 / every), 10)
            yield f"Its part of the {kind} patients: {in_words(mine)} of {in_words(every)} ({in_words(percent)}%)"


def _patients(network: Network, kind: str, contract: Terms) -> object:
    source = fact_source(network, contract.as_of, contract.known_on)
    return Trace(contract, rulebook().facts, source).fact(f"population.{kind}", ())
