"""What became of practices that are members no more: whose patients a successor has, and of which it is not known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from pcn_des.facts._members import Members
from pcn_des.network import Network, Practice
from pcn_des.network.practices import MemberSpell
from pcn_des.network.records import tells_all_of
from pcn_des.wording import in_words


@attrs.frozen
class Gone:
    """Practices that ended, or may have, between two days, and are no Core Network Practices on the later one.

    Of the `carried` ones a Core Network Practice has the patients, by a merger between the two days. Of the `doubtful`
    ones it may have them: the records say that the practice ended and not how, or into whom but not where that one is;
    or they were not kept between the two days. `unlisted` is whether there may be others, of a time for which the
    list of practices was not kept. `needs` says what would tell, of each.
    """

    carried: tuple[Practice, ...] = ()
    doubtful: tuple[Practice, ...] = ()
    unlisted: bool = False
    needs: tuple[str, ...] = ()


def gone_between(network: Network, members: Members, since: date, until: date) -> Gone:
    """What became, between two days, of the practices that are no members on the later one.

    Who was over by the earlier day is not among them: the patients are on the list of whoever has them since. Nor is a
    practice that is one again: its patients are its own.
    """
    carried, doubtful, needs = [], [], []
    for practice in network.practices or ():
        if practice.code in members.codes:
            continue
        ended = _last(practice, until)
        if ended is not None and ended.over is not None and ended.over > since:
            wanted = _in_doubt(network, members, practice, ended, until)
            heir = None if _goes_on(practice, until) else successor(network, members, practice.code, until)
            if wanted is None and heir is not None:
                carried.append(practice)
        else:
            wanted = _untold(practice, since, until)
        if wanted is not None:
            doubtful.append(practice)
            needs.append(wanted)
    unlisted = _may_lack_some(network, since, until)
    if unlisted:
        needs.append(f"every practice that was a member since {in_words(since)}")
    return Gone(tuple(carried), tuple(doubtful), unlisted, tuple(needs))


def successor(network: Network, members: Members, code: str, until: date) -> Practice | None:
    """The Core Network Practice that a practice has become by a day, through one merger or several; None for none."""
    for _ in network.practices or ():  # no chain is longer, and none is a circle
        found = next((practice for practice in members.practices if practice.code == code), None)
        if found is not None:
            return found
        ended = _last(network.practice(code), until)
        if ended is None or ended.into is None:
            return None
        code = ended.into
    return None


def founders_of(network: Network, practice: Practice) -> tuple[Practice, ...]:
    """The practices by whose merger a practice came to be: those that merged into it on its first day."""
    first_day = min((spell.since for spell in practice.spells), default=None)
    return tuple(
        other
        for other in network.practices or ()
        if any(spell.into == practice.code and spell.over == first_day for spell in other.spells)
    )


def founded_by_merger(network: Network, practice: Practice, since: date) -> bool:
    """Whether a practice came to be after a day, by others that merged into it: it had no list of its own before."""
    return all(spell.since > since for spell in practice.spells) and bool(founders_of(network, practice))


def _untold(practice: Practice, since: date, until: date) -> str | None:
    """What would tell whether it was a member between two days, of which its list of memberships was not kept."""
    if tells_all_of(practice.membership, since, until) or _goes_on(practice, until):
        return None
    return f"every membership of {practice.name} ({practice.code}) since {in_words(since)}"


def _may_lack_some(network: Network, since: date, until: date) -> bool:
    """Whether the list of practices, which has all members of the later day, was not kept since the earlier one."""
    practices = network.practices
    return practices is not None and practices.tells_all_of(until, until) and not practices.tells_all_of(since, until)


def _goes_on(practice: Practice, until: date) -> bool:
    """Whether it is on record on a day, as whatever member of this network or of another."""
    return any(spell.covers(until) for spell in (*(practice.membership or ()), *(practice.other_networks or ())))


def _in_doubt(network: Network, members: Members, practice: Practice, ended: MemberSpell, until: date) -> str | None:
    """What would tell whether a member has the practice's patients; None where the records do."""
    if ended.ended_by is None:
        if _goes_on(practice, until) or ended not in (practice.membership or ()):
            return None
        was = f"{practice.name} ({practice.code}), a member until {in_words(ended.until)}"
        return f"whether {was}, merged into another practice (ended_by)"
    if ended.into is None:
        return None
    heir = network.practice(ended.into)
    unlisted = heir is None and not (network.practices is not None and network.practices.tells_all_of(until, until))
    if unlisted or heir in members.doubtful:
        return f"whether {ended.into}, into which {practice.name} ({practice.code}) merged, is a Core Network Practice"
    further = _last(heir, until) if heir is not None and heir not in members.practices else None
    return _in_doubt(network, members, heir, further, until) if heir is not None and further is not None else None


def _last(practice: Practice | None, until: date) -> MemberSpell | None:
    """The spell of a practice that was the last to be over by a day; None where there is none."""
    spells: Iterable[MemberSpell] = practice.spells if practice is not None else ()
    over = [spell for spell in spells if spell.over is not None and spell.over <= until]
    return max(over, key=lambda spell: spell.over or date.min, default=None)
