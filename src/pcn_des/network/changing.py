"""A network with one practice more or less: the same records with a change of members on a day."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from pcn_des.arguments import a, a_choice, a_text
from pcn_des.brief import by_name
from pcn_des.dates import ONE_DAY, Period, as_day
from pcn_des.errors import MisuseError
from pcn_des.network.network import Network
from pcn_des.network.practices import LEFT, MERGED, Membership, Practice
from pcn_des.network.records import Records
from pcn_des.wording import in_words

JOINS: Final = "joins"
LEAVES: Final = "leaves"
MERGES: Final = "merges"
CHANGES: Final = (LEAVES, JOINS, MERGES)


def with_change(
    network: Network, practice: str | Practice, change: str, *, on: date, into: str | None = None
) -> Network:
    """The same network with a practice that leaves, joins or merges.

    What the records say of later days of the practice's membership gives way to the change: who joins is an associate
    member no longer, and did not end the day before.

    Args:
        network: as it is.
        practice: the code of a practice on record; one that joins may be a `Practice` with its lists.
        change: `leaves`, `joins` or `merges`.
        on: the first day on which it is so.
        into: of a merger, the code of the practice that has the patients from then on.

    Raises:
        MisuseError: no such change or practice, one that is no member (or is one already), or no list of practices.
    """
    as_day(on, "on")
    a_choice(change, CHANGES, "the change")
    if (change == MERGES) is not (into is not None):
        raise MisuseError("a practice merges into one: give `into` with 'merges', and only then")
    a((str, Practice), practice, "practice", "the code of a practice, or a Practice")
    if into is not None:
        a_text(into, "into")
    if network.practices is None:
        raise MisuseError(f"{network.code} has no list of practices; a change of members needs one")
    changed = _joined(network, practice, on) if change == JOINS else _ended(network, practice, on, into)
    others = [one for one in network.practices if one.code != changed.code]
    place = next((place for place, one in enumerate(network.practices) if one.code == changed.code), len(others))
    return network.evolve(practices=network.practices.holding([*others[:place], changed, *others[place:]]))


def _joined(network: Network, practice: str | Practice, on: date) -> Practice:
    known = practice if isinstance(practice, Practice) else _on_record(network, practice)
    if network.practice(known.code) is None and known.membership is None:  # new: it was no member before
        known = attrs.evolve(known, membership=Records((), complete=True))
    if any(spell.core and spell.covers(on) for spell in known.membership or ()):
        raise MisuseError(f"{known.code} is a Core Network Practice on {in_words(on)} already")
    before = known.membership if known.membership is not None else Records((), complete=False)
    kept = [_until_joining(spell, on) for spell in before if spell.since < on]
    return attrs.evolve(known, membership=before.holding([*kept, Membership(since=on)]))


def _until_joining(spell: Membership, on: date) -> Membership:
    """An earlier spell of who joins on a day: no associate from then on, and of no end that was the day before."""
    over = spell.until is None or spell.until >= on - ONE_DAY
    return Membership(since=spell.since, until=on - ONE_DAY, core=spell.core) if over else spell


def _ended(network: Network, practice: str | Practice, on: date, into: str | None) -> Practice:
    known = _on_record(network, practice if isinstance(practice, str) else practice.code)
    if on == date.min:
        raise MisuseError(f"{known.code} can't end on {in_words(on)}: there is no day before it")
    last_day = on - ONE_DAY
    spell = next((spell for spell in known.membership or () if spell.core and spell.covers(last_day)), None)
    if spell is None:
        raise MisuseError(f"{known.code} is no Core Network Practice on {in_words(last_day)}, so it can't end then")
    try:
        ended = attrs.evolve(
            spell, until=last_day, ended_by=MERGED if into else LEFT, into=into and into.strip().upper()
        )
    except ValueError as wrong:
        raise MisuseError(f"{known.code} can't merge: {wrong}") from None
    assert known.membership is not None  # the spell that ends is in it
    kept = [other for other in known.membership if not other.core or other.since < spell.since]
    return attrs.evolve(known, membership=_told_from(on, known.membership.holding([*kept, ended])))


def _told_from(day: date, membership: Records[Membership]) -> Records[Membership]:
    """The list, which tells of everything from a day on: whoever supposes an end says that nothing follows it."""
    if membership.complete:
        return membership
    kept = membership.complete_for
    reaches = kept is not None and kept.since <= day and (kept.until is None or kept.until >= day - ONE_DAY)
    return Records(membership, complete=Period(kept.since if kept and reaches else day))


def _on_record(network: Network, code: str) -> Practice:
    found = network.practice(code)
    if found is None:
        known = ", ".join(practice.code for practice in network.practices or ()) or "none"
        raise MisuseError(f"{by_name(code)} is no practice on record; there are: {known}")
    return found
