"""Plausible practices of a network on a day, with their contracts, memberships and patients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
from hypothesis import strategies as st

from pcn_des.contract.files import span
from pcn_des.dates import ONE_DAY, ContractYear
from pcn_des.network import Membership, NetworkArea, OtherMembership, Population, Practice, Records
from pcn_des.network.practices import CONTRACTS, ENDINGS, LEFT, MERGED
from pcn_des.strategies.contract_figures import days_to_leave, known_figure
from pcn_des.strategies.field_values import ods_codes
from pcn_des.strategies.plausible.populations import (
    USUAL_LEAST,
    USUAL_MOST,
    Sums,
    days_of_populations,
    own_populations,
    populations,
    populations_of_each,
    sums_of,
)
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.sentences import (
    CHANGED_IN_WINDOW,
    CONTRACT_TYPE,
    HAS_CORE,
    ONE_NETWORK,
    OPEN_ALL_WEEK,
)


@attrs.frozen
class PlausiblePractices:
    """The practices of a network, the codes of the Core Network Practices of the day, and their patients."""

    listed: Records[Practice] | None
    core: tuple[str, ...]
    sums: Sums
    own_populations: Records[Population] | None


def practices(plausible: PlausibleValues, areas: Sequence[NetworkArea], least_adjusted: Fraction) -> PlausiblePractices:
    """Practices, Core Network Practices for the most part, whose patients sum to what is required."""
    requirements = plausible.requirements
    count = plausible.draw(st.integers(1, 5))
    if requirements.holds(HAS_CORE) is False:
        count = 0
    codes = plausible.draw(st.lists(ods_codes(), unique=True, min_size=count + 3, max_size=count + 3))
    counted = populations_of_each(plausible, count, areas, least_adjusted)
    core = _core_practices(plausible, codes[:count], counted)
    sums = sums_of(counted)
    others = _other_practices(plausible, codes[count:])
    if requirements.holds(CHANGED_IN_WINDOW):
        leaver = _practice_that_left_in_a_window(plausible, codes[-1], areas, sums)
        others = [*others, leaver]
        if any(spell.covers(requirements.weekly.as_of) for spell in leaver.membership or ()):
            of_the_week = days_of_populations(requirements.weekly)
            both = sums_of([*counted, leaver.populations or ()])
            sums = {**sums, **{key: total for key, total in both.items() if key[1] in of_the_week}}
    whole = True if "practices" in requirements.known_lists else None
    return PlausiblePractices(
        listed=plausible.record_list("practices", [*core, *others], complete=whole),
        core=tuple(codes[:count]),
        own_populations=own_populations(plausible, counted, sums),
        sums=sums,
    )


def _core_practices(
    plausible: PlausibleValues, codes: Sequence[str], counted: Sequence[Sequence[Population]]
) -> list[Practice]:
    contracts = plausible.answer_of_each(CONTRACT_TYPE, len(codes))
    alone = plausible.answer_of_each(ONE_NETWORK, len(codes))
    open_all_week = plausible.answer_of_each(OPEN_ALL_WEEK, len(codes))
    return [
        Practice(
            code=code,
            name=plausible.organisation_name("Surgery"),
            contract_type=_contract_type(plausible, contracts[place]),
            membership=_membership(plausible),
            populations=_known_populations(plausible, counted[place]),
            other_networks=_other_networks(plausible, alone[place]),
            closes_half_day=None if open_all_week[place] is None else not open_all_week[place],
        )
        for place, code in enumerate(codes)
    ]


def _contract_type(plausible: PlausibleValues, eligible: bool | None) -> str | None:
    if eligible is None:
        return None
    known = known_figure(plausible.contract, "practices.contract_types")
    chosen = [kind for kind in CONTRACTS if (known is None or kind in known) is eligible]
    return plausible.draw(st.sampled_from(chosen)) if chosen else None


def _membership(plausible: PlausibleValues) -> Records[Membership]:
    """A spell that lasts, and sometimes an earlier one."""
    spell = Membership(**plausible.spell_that_lasts(_unchanged_since(plausible)))
    left_and_came_back = spell.since - 200 * ONE_DAY in span() and plausible.yes_or_no()
    earlier = Membership(
        since=spell.since - 200 * ONE_DAY, until=spell.since - 100 * ONE_DAY, core=plausible.yes_or_no()
    )
    spells = [earlier, spell] if left_and_came_back else [spell]
    return Records(spells, complete="practices" in plausible.requirements.known_lists or plausible.yes_or_no())


def _known_populations(plausible: PlausibleValues, found: Sequence[Population]) -> Records[Population] | None:
    known = "populations" in plausible.requirements.known_lists or plausible.yes_or_no()
    return Records(found, complete=plausible.yes_or_no()) if known else None


def _other_networks(plausible: PlausibleValues, alone: bool | None) -> Records[OtherMembership] | None:
    if alone is None:
        return None
    pcn = plausible.draw(ods_codes("pcn"))
    if not alone:
        now = [OtherMembership(pcn=pcn, **plausible.spell_that_lasts())]
        return Records(now, complete=plausible.yes_or_no())
    before = [OtherMembership(pcn=pcn, **plausible.spell_that_is_over())] if plausible.yes_or_no() else []
    return Records(before, complete=True)


def _other_practices(plausible: PlausibleValues, codes: Sequence[str]) -> list[Practice]:
    """A practice that left, and a member that is no Core Network Practice; or neither."""
    found = []
    if plausible.yes_or_no():
        how = plausible.draw(st.sampled_from([ending for ending in ENDINGS if ending != MERGED]))
        over = Membership(**plausible.spell_that_is_over(_unchanged_since(plausible)), ended_by=how)
        left = Records([over], complete=True)
        found.append(Practice(code=codes[0], name=plausible.organisation_name("Surgery"), membership=left))
    if plausible.yes_or_no():
        beside = Records([Membership(**plausible.spell_that_lasts(), core=False)], complete=True)
        found.append(Practice(code=codes[1], name=plausible.organisation_name("Hospital"), membership=beside))
    return found


def _practice_that_left_in_a_window(
    plausible: PlausibleValues, code: str, areas: Sequence[NetworkArea], sums: Sums
) -> Practice:
    """A Core Network Practice that left inside a window, with no more patients than the network may have had."""
    days = plausible.draw(st.sampled_from(days_to_leave(plausible.contract)))
    until = plausible.day_between(days.since, days.until or plausible.as_of) - ONE_DAY
    since = plausible.day_between(span().since, _unchanged_since(plausible))
    had = max((int(total) for (kind, _), total in sums.items() if kind == "registered"), default=0)
    _, most = plausible.requirements.patients_between(USUAL_LEAST, USUAL_MOST)
    heads = plausible.draw(st.integers(0, max(0, most - had)))
    return Practice(
        code=code,
        name=plausible.organisation_name("Surgery"),
        membership=Records([Membership(since=since, until=until, ended_by=LEFT)], complete=True),
        populations=Records(
            populations(plausible, areas, heads, heads, Decimal(heads)), complete=plausible.yes_or_no()
        ),
    )


def _unchanged_since(plausible: PlausibleValues) -> date:
    """The day from which on the members stay the same, unless they are required to change.

    On the first days of a contract year, the members of the last week are those whose patients count.
    """
    day = plausible.requirements.weekly.as_of
    if plausible.requirements.holds(CHANGED_IN_WINDOW):
        day = min(day, ContractYear.of(plausible.as_of).first_day - ONE_DAY)
    return day
