"""A practice as a network of its own, with the practices whose patients it has by a merger, or may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import attrs

from pcn_des.dates import ONE_DAY
from pcn_des.network import Membership, Network, OtherMembership, Practice, Records
from pcn_des.network.narrowing import with_fewer
from pcn_des.network.practices import LEFT


def with_heritage(network: Network, practice: Practice) -> Network:
    """The network as if the practice were its only member, with those whose patients it has by a merger, or may have.

    None of the others is a member on any day: what they had before is theirs. Of one that ended, and of which nobody
    says how, a last day as a member is left, so that the doubt about its patients is not lost. What became of the
    practice itself is nothing that it is paid for.
    """
    assert network.practices is not None  # the practice is one of them
    own = attrs.evolve(practice, membership=_that_ended(practice.membership))
    others = (one for one in network.practices if one.code != practice.code)
    merged = _merged_into(network.practices, practice.code)
    heirs = [_as_of_others(one, network.code) for one in others if one.code in merged or _ended_anyhow(one)]
    return with_fewer(network, practices=network.practices.holding([own, *heirs]), populations=None)


def _that_ended(spells: Records[Membership] | None) -> Records[Membership] | None:
    """Spells of which it is known that nobody else in sight has the patients afterwards."""
    if spells is None:
        return None
    begin = {one.since for one in spells}
    return spells.holding(
        one if one.over is None or one.over in begin else attrs.evolve(one, ended_by=LEFT, into=None) for one in spells
    )


def _merged_into(practices: Iterable[Practice], code: str) -> set[str]:
    """The codes of the practices that merged into one, at once or through others."""
    found, further = set[str](), {code}
    while further:
        merged = {one.code for one in practices if any(spell.into in further for spell in one.spells)}
        further = merged - found - {code}
        found |= further
    return found


def _ended_anyhow(practice: Practice) -> bool:
    """Whether a spell of it as a member is over, and nobody says how."""
    return any(one.core and one.until is not None and one.ended_by is None for one in practice.membership or ())


def _as_of_others(practice: Practice, network: str) -> Practice:
    """A practice whose spells in the network are told as spells elsewhere, on whose days it is no member here."""
    here = [one for one in practice.membership or () if one.core]
    doubtful = [one for one in here if one.until is not None and one.ended_by is None]
    certain = [one for one in here if one not in doubtful]
    elsewhere = practice.other_networks if practice.other_networks is not None else Records[OtherMembership]()
    left = [*map(_no_member, certain), *chain.from_iterable(map(_in_doubt, doubtful))]
    return attrs.evolve(
        practice,
        membership=None if practice.membership is None else practice.membership.holding(left),
        other_networks=elsewhere.holding([*elsewhere, *(_as_elsewhere(one, network) for one in certain)]),
    )


def _as_elsewhere(spell: Membership, network: str) -> OtherMembership:
    of_the_end = {name: getattr(spell, name) for name in spell.of_the_end}
    return OtherMembership(pcn=network, since=spell.since, until=spell.until, **of_the_end)


def _no_member(spell: Membership) -> Membership:
    """The days of a spell as those of a practice that is at hand and no Core Network Practice."""
    return Membership(since=spell.since, until=spell.until, core=False)


def _in_doubt(spell: Membership) -> Iterator[Membership]:
    """A spell as a member on one day alone: the last that is no first of a month, which would be paid for."""
    assert spell.until is not None  # it is one that ended
    day = spell.until - ONE_DAY if spell.until.day == 1 and spell.until > spell.since else spell.until
    if spell.since < day:
        yield _no_member(attrs.evolve(spell, until=day - ONE_DAY))
    yield attrs.evolve(spell, since=day, until=day)
    if day < spell.until:
        yield _no_member(attrs.evolve(spell, since=spell.until))
