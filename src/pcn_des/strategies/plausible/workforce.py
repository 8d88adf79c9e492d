"""Plausible posts, partners and remittances of a network on a day."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

from pcn_des.network import Partner, Post, Records, Remittance
from pcn_des.network.partners import PARTNERS
from pcn_des.strategies import reimbursable_posts
from pcn_des.strategies.plausible.values import PlausibleValues


def posts(plausible: PlausibleValues) -> Records[Post] | None:
    """Posts whose roles are reimbursable, each with a name of its own."""
    found = plausible.draw(st.lists(reimbursable_posts.posts(plausible.as_of), max_size=3))
    return plausible.record_list("posts", [attrs.evolve(post, id=f"P{place}") for place, post in enumerate(found, 1)])


def partners(plausible: PlausibleValues) -> Records[Partner] | None:
    """A partner, or none."""
    return plausible.record_list("partners", [_partner(plausible)] if plausible.yes_or_no() else [])


def _partner(plausible: PlausibleValues) -> Partner:
    kind = plausible.draw(st.sampled_from(PARTNERS))
    return Partner(name=plausible.organisation_name("Trust"), kind=kind, **plausible.spell_that_lasts())


def remittances(plausible: PlausibleValues) -> Records[Remittance] | None:
    """A payment of the last year, or none."""
    return plausible.record_list("remittances", [_remittance(plausible)] if plausible.yes_or_no() else [])


def _remittance(plausible: PlausibleValues) -> Remittance:
    stream = plausible.draw(st.sampled_from(sorted(plausible.contract.payments)))
    amount = plausible.draw(st.decimals(-1_000, 100_000, places=2))
    month = plausible.past_day(365).replace(day=1)
    return Remittance(stream=stream, month=month, amount=amount, paid_on=month if plausible.yes_or_no() else None)
