"""Plausible posts, claims, vacancies of the baseline, partners and remittances of a network on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    required = [plausible.requirements.holds(sentence) for sentence in (CONDITIONS_MET, ADDITIONAL)]
    at_least = 0 if required == [None, None] else 1
    drawn = plausible.draw(st.lists(reimbursable_posts.posts(plausible.as_of), min_size=at_least, max_size=3))
    found = [attrs.evolve(post, id=f"P{place}") for place, post in enumerate(drawn, 1)]
    if len(found) > 1 and plausible.yes_or_no():
        found[-1] = attrs.evolve(found[-1], covers_leave_of=found[0].id)
    met, additional = required
    if met is not None:
        found = _of_whom_one_may_not(plausible, found, met, _as_to_conditions)
    if additional is not None:
        found = _of_whom_one_may_not(plausible, found, additional, _as_to_the_baseline)
    return plausible.record_list("posts", found, complete=True in required or None)


def _of_whom_one_may_not(
    plausible: PlausibleValues,
    posts: Sequence[Post],
    all_do: bool,
    made: Callable[[PlausibleValues, Post, bool], Post],
) -> list[Post]:
    """The posts, made so that each does what is asked; or one of them does not, and the others stay as they are."""
    if all_do:
        return [made(plausible, post, True) for post in posts]
    one = plausible.draw(st.integers(0, len(posts) - 1))
    return [made(plausible, post, False) if place == one else post for place, post in enumerate(posts)]


def _as_to_conditions(plausible: PlausibleValues, post: Post, met: bool) -> Post:
    """The post with every condition of its role met; or with one that is not, beside what was on record."""
    names = [
        term.key.rpartition(".")[2] for term in reimbursable(post.role, plausible.as_of).conditions
    ]
    if met:
        told = [PostCondition(name=name, met=True, document="register") for name in names or ["references"]]
        return attrs.evolve(post, conditions=Records(told, complete=True))
    unmet = plausible.draw(st.sampled_from(names))
    others = [one for one in post.conditions or () if one.name != unmet]
    return attrs.evolve(post, conditions=[*others, PostCondition(name=unmet, met=False)])


def _as_to_the_baseline(plausible: PlausibleValues, post: Post, additional: bool) -> Post:
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
