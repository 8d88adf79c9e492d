"""Plausible posts, claims, vacancies of the baseline, partners and remittances of a network on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from pcn_des.contract.roles import reimbursable
from pcn_des.network import BaselineVacancy, ClaimRecord, Partner, Post, PostCondition, Records, Remittance
from pcn_des.network.partners import PARTNERS
from pcn_des.strategies import reimbursable_posts
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.sentences import ADDITIONAL, CONDITIONS_MET


def posts(plausible: PlausibleValues) -> Records[Post] | None:
    """Posts whose roles are reimbursable, each with a name of its own; one may cover the leave of another."""
    met, additional = (plausible.requirements.holds(sentence) for sentence in (CONDITIONS_MET, ADDITIONAL))
    asked = met is not None or additional is not None
    found = plausible.draw(st.lists(_posts(plausible, met), min_size=1 if asked else 0, max_size=3))
    if met is False:
        found[-1] = plausible.draw(_unmet(plausible))
    if additional is not None:
        found = [_as_to_the_baseline(post, True) if additional else post for post in found]
        found[0] = _as_to_the_baseline(found[0], additional)
    found = [attrs.evolve(post, id=f"P{place}") for place, post in enumerate(found, 1)]
    if len(found) > 1 and plausible.yes_or_no():
        found[-1] = attrs.evolve(found[-1], covers_leave_of=found[0].id)
    return plausible.record_list("posts", found, complete=True if met or additional else None)


def _posts(plausible: PlausibleValues, met: bool | None) -> st.SearchStrategy[Post]:
    """Posts of any role; where it is required, with every condition of the role on record as met."""
    drawn = reimbursable_posts.posts(plausible.as_of)
    return drawn.map(lambda post: _meeting(plausible, post)) if met else drawn


def _meeting(plausible: PlausibleValues, post: Post) -> Post:
    names = _conditions_of(plausible, post.role) or ("references",)  # of a role of which the contract asks nothing
    met = [PostCondition(name=name, met=True, document="certificate") for name in names]
    return attrs.evolve(post, conditions=Records(met, complete=True))


@st.composite
def _unmet(draw: st.DrawFn, plausible: PlausibleValues) -> Post:
    """A post of which a condition of its role is on record as not met."""
    roles = [role for role in sorted(plausible.contract.roles) if _conditions_of(plausible, role)]
    post = draw(reimbursable_posts.posts_in(roles, plausible.as_of))
    unmet = draw(st.sampled_from(_conditions_of(plausible, post.role)))
    others = [one for one in post.conditions or () if one.name != unmet]
    return attrs.evolve(post, conditions=[*others, PostCondition(name=unmet, met=False)])


def _conditions_of(plausible: PlausibleValues, role: str) -> tuple[str, ...]:
    """The names of the conditions that the contract has of a role on the day."""
    return tuple(term.key.rpartition(".")[2] for term in reimbursable(role, plausible.as_of).conditions)


def _as_to_the_baseline(post: Post, additional: bool) -> Post:
    return attrs.evolve(post, additional=additional, moved_from=post.moved_from if additional else None)


def claims(plausible: PlausibleValues, posts: Sequence[Post] | None) -> Records[ClaimRecord] | None:
    """A claim of a month for each of some posts, or none."""
    return plausible.record_list("claims", [_claim(plausible, post) for post in posts or () if plausible.yes_or_no()])


def _claim(plausible: PlausibleValues, post: Post) -> ClaimRecord:
    """A claim of which nothing more may be on record than its amount, or how far it came."""
    month = max(post.since, plausible.past_day(200)).replace(day=1)
    submitted = month + timedelta(days=plausible.draw(st.integers(31, 60)))
    approved = submitted + timedelta(days=plausible.draw(st.integers(1, 40)))
    amount: Decimal = plausible.draw(st.decimals(0, 9_000, places=2))
    came = plausible.draw(st.integers(0, 3))
    return ClaimRecord(
        post=post.id,
        month=month,
        amount=amount,
        submitted=submitted if came > 0 else None,
        queried=submitted if came > 0 and plausible.yes_or_no() else None,
        approved=approved if came > 1 else None,
        paid=approved if came > 2 else None,
        paid_amount=amount if came > 2 else None,
    )


def baseline_vacancies(plausible: PlausibleValues) -> Records[BaselineVacancy] | None:
    """A vacancy of the staff baseline, or none."""
    return plausible.record_list("baseline_vacancies", [_vacancy(plausible)] if plausible.yes_or_no() else [])


def _vacancy(plausible: PlausibleValues) -> BaselineVacancy:
    role = plausible.draw(st.sampled_from(sorted(plausible.contract.roles)))
    return BaselineVacancy(role=role, **plausible.spell_that_lasts())


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
