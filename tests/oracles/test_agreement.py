"""Whether the Network Agreement is signed, and when, of random networks, held against the records read by hand.

Every Core Network Practice of the day has to have signed the agreement in force. The day that counts is that of the
last of those who were Core Network Practices when it began, for who joined later signs later.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pcn_des import Network, Status, assess
from pcn_des.network import Membership, NetworkAgreement, Practice, Records, Signature
from support.by_hand import days_from, lasts, told
from support.random_records import FIRST, LAST, chance, comparisons, day_between, day_near, known, listed, seeds, spells

RULE = "network_agreement.signed"
DUE = date(2019, 6, 30)  # of 2019/20; the later years name no day


def drawn(random: Random, day: date) -> Network:
    """Half of them networks of which nearly everything is on record, and nearly everybody signed."""
    practices = []
    whole = chance(random, 0.5)
    for number in range(random.randint(0, 3)):
        members = [
            Membership(since=since, until=until, core=not chance(random, 0.15)) for since, until in spells(random, day)
        ]
        if chance(random, 0.6):
            members = [Membership(since=day_near(random, day, 400))]
        practices.append(
            Practice(
                code=f"A0000{number}",
                name=f"Practice {number}",
                membership=listed(random, members, day, whole=whole),
            )
        )
    signatures = drawn_signatures(random, practices, day, whole)
    agreements = []
    spell = [(day_before(random, day), None)] if whole and chance(random, 0.6) else spells(random, day)
    for number, (since, until) in enumerate(spell):
        if chance(random, 0.5):
            signatures = drawn_signatures(random, practices, day, whole)
        agreements.append(
            NetworkAgreement(
                version=f"{number if chance(random, 0.6) else 1}", since=since, until=until, signatures=signatures
            )
        )
    return Network(
        code="U00001",
        name="Millbrook PCN",
        practices=listed(random, practices, day, whole=whole),
        agreements=listed(random, agreements, day, whole=whole),
    )


def drawn_signatures(random: Random, practices: list[Practice], day: date, whole: bool) -> Records[Signature] | None:
    """Those of most practices, some twice, many close to the day."""
    signed = [
        Signature(practice=practice.code, on=day_near(random, day, 500) if not whole else day_before(random, day))
        for practice in practices
        for _ in range(random.choice((1, 2) if whole else (0, 1, 1, 1, 1, 2)))
    ]
    return listed(random, signed, day, kept=False, whole=whole)


def day_before(random: Random, day: date) -> date:
    return day_between(random, day - timedelta(days=800), day + timedelta(days=20))


def by_hand(network: Network, day: date) -> tuple[Status, date | None]:
    """The answer, and the day on which it was signed."""
    agreements = known(network.agreements)
    now = [one for one in agreements if lasts(one, day)]
    if not now:
        return (Status.NOT_MET if told(network.agreements, day) else Status.UNKNOWN), None
    (agreement,) = now
    if agreement.signatures is None or network.practices is None:
        return Status.UNKNOWN, None
    core = [practice for practice in network.practices if is_core(practice, day)]
    signed = {
        practice.code: sorted(one.on for one in agreement.signatures if one.practice == practice.code and one.on <= day)
        for practice in core
    }
    if agreement.signatures.complete and any(not days for days in signed.values()):
        return Status.NOT_MET, None
    sure = told(network.practices, day) and all(
        told(practice.membership, day) or any(lasts(spell, day) for spell in known(practice.membership))
        for practice in network.practices
    )
    if not core or not sure or any(not days for days in signed.values()):
        return Status.UNKNOWN, None
    start = began(agreement, agreements, core, day)
    founders = [practice for practice in core if is_core(practice, start)]
    return Status.MET, max(signed[practice.code][0] for practice in founders or core)


def is_core(practice: Practice, day: date) -> bool:
    return any(spell.core and lasts(spell, day) for spell in known(practice.membership))


def began(agreement: NetworkAgreement, agreements: list[NetworkAgreement], core: list[Practice], day: date) -> date:
    """The first of the days on end on which the agreement says the same and has a Core Network Practice of today.

    An agreement that begins before any of them was a member begins with the first that was one.
    """
    same = [one for one in agreements if (one.version, one.signatures) == (agreement.version, agreement.signatures)]
    first = day
    for earlier in reversed(list(days_from(min(one.since for one in same), day))):
        if not any(lasts(one, earlier) for one in same):
            break
        first = earlier
    joined: date = min(spell.since for practice in core for spell in known(practice.membership) if spell.core)
    return max(first, joined)


def test_agreement() -> None:
    wrong = []
    for number, random in enumerate(seeds(comparisons())):
        day = day_between(random, FIRST, LAST)
        network = drawn(random, day)
        finding, (status, signed) = assess(network, day)[RULE], by_hand(network, day)
        late = (signed - DUE).days if signed is not None and signed > DUE and day < date(2020, 4, 1) else None
        said = f"the last on {signed.day} {signed:%B %Y}" if signed is not None else ""
        if finding.status is not status or finding.late_by != late or said not in str(finding.facts[0].because):
            wrong.append((number, day, finding.status, finding.late_by, finding.facts[0].because, status, late, said))
    assert wrong == []
