"""One practice of a network: the records that are its own, and what of a report and a statement is about it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.receipt import Heading
from pcn_des.answers.report import Report
from pcn_des.arguments import a_text
from pcn_des.brief import briefly
from pcn_des.contract.terms import Terms
from pcn_des.engine.trace import Trace
from pcn_des.errors import MisuseError
from pcn_des.network import Network, Practice
from pcn_des.network.narrowing import with_fewer
from pcn_des.network.practices import POPULATIONS
from pcn_des.questions.basis import fact_source, rulebook
from pcn_des.questions.practice_heritage import with_heritage
from pcn_des.wording import in_words

PRACTICE: Final = "Core Network Practice"
_OF_PRACTICES: Final = ("practice", "membership_change")
_SIGNED: Final = "network_agreement.signed"


def practice_of(network: object, code: str) -> tuple[Network, Practice]:
    """A network with the practice that has a code, which may be in small letters.

    Raises:
        MisuseError: facts were given instead of a network, or it is not on record.
    """
    if not isinstance(network, Network):
        raise MisuseError("a practice is one of a Network; read_network reads one")
    found = network.practice(a_text(code, "practice").strip().upper())
    if found is None:
        known = ", ".join(practice.code for practice in network.practices or ()) or "none"
        raise MisuseError(f"{briefly(code)} is no practice on record; there are: {known}")
    return network, found


def alone(network: Network, practice: Practice) -> Network:
    """The network as if the practice were its only member; the network's own figures are of others too."""
    assert network.practices is not None  # the practice is one of them
    return with_fewer(network, practices=network.practices.holding([practice]), populations=None)


def named(heading: Heading, practice: Practice) -> Heading:
    """Whom an answer is about: the practice, and its network."""
    return attrs.evolve(heading, practice=f"{practice.name} ({practice.code})")


def of_practice(whole: Report, own: Report, practice: Practice, network: Network) -> Report:
    """What of a report is about one practice: the duties that practices owe, its own part of each.

    `own` is the report on the practice alone, which has its own signature.
    """
    day = whole.receipt.as_of
    member = practice in network.core_practices(day)
    said = () if member else (f"{practice.name} is no Core Network Practice on {in_words(day)}.",)
    return attrs.evolve(
        whole,
        heading=named(whole.heading, practice),
        receipt=attrs.evolve(whole.receipt, practice=practice.code),
        findings=tuple(_findings(whole, own, practice)),
        notes=(*said, *whole.notes),
    )


def _findings(whole: Report, own: Report, practice: Practice) -> Iterator[Finding]:
    for finding in whole.findings:
        if finding.owed_by != PRACTICE:
            continue
        if finding.entry.subject in _OF_PRACTICES and not finding.text_missing:
            yield from (part for part in finding.parts if _about(part, practice))
        else:
            yield own[_SIGNED] if finding.rule == _SIGNED else finding


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
