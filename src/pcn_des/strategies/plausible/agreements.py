"""Plausible Network Agreements of a network on a day, and the Network Area."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from hypothesis import strategies as st

from pcn_des.contract.files import span
from pcn_des.dates import ONE_DAY, ContractYear
from pcn_des.facts.evidence import SHOWN_BY_AREAS
from pcn_des.network import NetworkAgreement, NetworkArea, Records, Signature
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.sentences import APPROVED, SIGNED, UPDATED


def agreements(plausible: PlausibleValues, core: tuple[str, ...]) -> Records[NetworkAgreement] | None:
    """The Network Agreement signed by all, by some, or none in force."""
    spell = plausible.spell_that_lasts()
    signed = plausible.answer(SIGNED)
    if not signed and (plausible.yes_or_no() or not core):  # without practices, nobody is there who did not sign
        over = NetworkAgreement(version="an earlier one", **plausible.spell_that_is_over())
        return plausible.record_list("agreements", [over] if plausible.yes_or_no() else [], complete=True)
    who: Sequence[str] = core
    if not signed:
        who = plausible.draw(st.lists(st.sampled_from(core), unique=True, max_size=len(core) - 1))
    first_day = spell["since"] - 60 * ONE_DAY
    signatures = [Signature(practice=code, on=plausible.day_between(first_day, plausible.as_of)) for code in who]
    settled = plausible.requirements.holds(SIGNED) is not None
    kept = Records(signatures, complete=True if settled else plausible.yes_or_no())
    agreement = NetworkAgreement(version=plausible.text("1", "2"), signatures=kept, **spell)
    return plausible.record_list("agreements", [agreement])


def areas(plausible: PlausibleValues) -> list[NetworkArea]:
    """The Network Area, agreed and with a map as far as the papers that are required allow it."""
    agreed, mapped = (not _required_undone(plausible, kind) and plausible.yes_or_no() for kind in SHOWN_BY_AREAS)
    agreed = agreed and plausible.requirements.holds(APPROVED) is not False
    spell = plausible.spell_that_lasts()
    area = NetworkArea(
        description=plausible.organisation_name("and around"),
        agreed_on=plausible.day_since_the_start() if agreed else None,
        map="Schedule 1" if mapped else "",
        **spell,
    )
    if plausible.requirements.holds(UPDATED):
        return _area_that_changed(plausible, area)
    return [area] if plausible.yes_or_no() or agreed or mapped else []


def _area_that_changed(plausible: PlausibleValues, area: NetworkArea) -> list[NetworkArea]:
    """The area as it changed within the contract year, and as it was before."""
    earliest = max(ContractYear.of(plausible.as_of).first_day, span().since + ONE_DAY)
    day = plausible.day_between(earliest, plausible.as_of)
    before = NetworkArea(
        description=f"{area.description}, without the station",
        since=plausible.day_between(span().since, day - ONE_DAY),
        until=day - ONE_DAY,
    )
    return [before, attrs.evolve(area, since=day)]


def area_list(plausible: PlausibleValues, found: Sequence[NetworkArea]) -> Records[NetworkArea] | None:
    """The list of these areas; complete where it has to show that nothing was agreed."""
    undone = any(_required_undone(plausible, kind) for kind in SHOWN_BY_AREAS)
    never_approved = plausible.requirements.holds(APPROVED) is False
    whole = undone or never_approved or plausible.requirements.holds(UPDATED)
    return plausible.record_list("areas", found, complete=True if whole else None)


def _required_undone(plausible: PlausibleValues, kind: str) -> bool:
    """Whether something that areas can show done, as papers of a kind do, is required not to be."""
    return False in plausible.requirements.papers.get(kind, {}).values()
