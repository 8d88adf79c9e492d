"""The same network as a payer may have seen it: before a correction, on other lists, with old beds or other members."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import attrs
from dateutil.relativedelta import relativedelta

from pcn_des.dates import ContractYear
from pcn_des.network import CareHome, Network, Population, Practice
from pcn_des.network.records import Records
from pcn_des.wording import in_words, month_in_words

OtherNetwork = tuple[str, Network]
"""What a payer may have gone by, in words, and the network as it was then seen."""


def before_corrections(network: Network, known_on: date | None = None) -> Iterator[OtherNetwork]:
    """The network with each population as in its first edition throughout, and as in the last that is known."""
    for says, which in (("the figures before they were corrected", min), ("the corrected figures", max)):

        def alike(listed: Sequence[Population], which: Callable[..., Population] = which) -> list[Population]:
            known = [one for one in listed if known_on is None or _edition(one) <= known_on]
            found = [(each, which(each, key=_edition).patients) for each in _same(known)]
            return [attrs.evolve(one, patients=patients) for each, patients in found for one in each]

        changed = _with_populations(network, alike)
        if _numbers(changed) != _numbers(network):
            yield says, changed


def _numbers(network: Network) -> list[object]:
    """The populations on record, in whatever order."""
    lists = [network.populations, *(practice.populations for practice in network.practices or ())]
    return [sorted((one.kind, one.at, _edition(one), one.patients) for one in listed or ()) for listed in lists]


def _same(listed: Sequence[Population]) -> list[list[Population]]:
    """The editions of each figure."""
    found: dict[tuple[str, date], list[Population]] = {}
    for one in listed:
        found.setdefault((one.kind, one.at), []).append(one)
    return list(found.values())


def _edition(one: Population) -> date:
    return one.published or date.min


def on_other_lists(network: Network, snapshot: date) -> Iterator[OtherNetwork]:
    """The network with the lists of each other day on record in the place of those of the snapshot."""
    lists = [network.populations, *(practice.populations for practice in network.practices or ())]
    days = sorted({one.at for listed in lists for one in listed or ()} - {snapshot})
    for day in days:

        def moved(listed: Sequence[Population], day: date = day) -> list[Population]:
            kinds = {one.kind for one in listed if one.at == day}
            kept = [one for one in listed if one.at != snapshot or one.kind not in kinds]
            there = [attrs.evolve(one, at=snapshot) for one in listed if one.at == day]
            return [*(one for one in kept if one.at != day), *there]

        yield f"the lists of {in_words(day)}", _with_populations(network, moved)


def _with_populations(network: Network, change: Callable[[Sequence[Population]], list[Population]]) -> Network:
    def changed(listed: Records[Population] | None) -> Records[Population] | None:
        return None if listed is None else listed.holding(change(listed))

    practices = network.practices
    if practices is not None:
        practices = practices.holding(attrs.evolve(one, populations=changed(one.populations)) for one in practices)
    return network.evolve(populations=changed(network.populations), practices=practices)


def with_old_beds(network: Network) -> Iterator[tuple[int, Network]]:
    """The network with the bed counts of so many months before in the place of each month's own.

    Before there was any, the first one holds.
    """
    if network.care_homes is None:
        return
    for months in range(1, 12):
        yield months, network.evolve(care_homes=network.care_homes.holding(_older(network.care_homes, months)))


def _older(homes: Records[CareHome], months: int) -> Iterator[CareHome]:
    for home in homes:
        if home.beds is None:
            yield home
        else:
            counts = sorted(home.beds, key=lambda one: one.month)
            moved = [attrs.evolve(one, month=one.month + relativedelta(months=months)) for one in counts]
            yield attrs.evolve(home, beds=home.beds.holding([*counts[:1], *moved]))


def with_other_members(network: Network, year: ContractYear) -> Iterator[OtherNetwork]:
    """The network as if one practice's joining or leaving near the year had not happened."""
    for practice in network.practices or ():
        for spell in practice.membership or ():
            if not spell.core:
                continue
            if spell.over is not None and year.first_day <= spell.over <= year.last_day:
                went = f"merged into {spell.into}" if spell.into else "left"
                kept = attrs.evolve(spell, until=None, ended_by=None, into=None, notified=None, agreed=None)
                says = f"{practice.name} still a member, though it {went} in {month_in_words(spell.over)}"
                yield says, _with_spell(network, practice, spell, kept)
                if spell.into is not None:
                    dropped = attrs.evolve(spell, ended_by="left", into=None)
                    yield (
                        f"{practice.name} gone, and its patients with it",
                        _with_spell(network, practice, spell, dropped),
                    )
            if year.first_day < spell.since <= year.last_day:
                says = f"{practice.name} not yet a member, though it joined in {month_in_words(spell.since)}"
                yield says, _with_spell(network, practice, spell, None)


def _with_spell(network: Network, practice: Practice, old: object, new: object | None) -> Network:
    assert network.practices is not None and practice.membership is not None  # the spell is from there
    spells = [new if one is old else one for one in practice.membership]
    changed = attrs.evolve(practice, membership=practice.membership.holding(one for one in spells if one is not None))
    return network.evolve(
        practices=network.practices.holding(changed if one is practice else one for one in network.practices)
    )
