"""The claims of posts through a year, and what a start that is put off would leave unspent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs
from dateutil.relativedelta import relativedelta

from pcn_des.answers.amount import Amount
from pcn_des.answers.claim import Claim
from pcn_des.answers.workforce import LaterStart, PostYear, beyond
from pcn_des.contract.files import title_of
from pcn_des.contract.role_names import role_called
from pcn_des.dates import ONE_DAY, ContractYear, Period
from pcn_des.network import Network, Post, Records
from pcn_des.questions.claim import claim
from pcn_des.questions.claims.giving_way import GivingWay

LATER: Final = 2  # months by which a planned start is put off, to show what that leaves unspent


def years_of(
    network: Network, posts: Sequence[Post], months: Sequence[Period], known_on: date | None
) -> Iterator[PostYear]:
    """The year of each post that is held in some of the months: its claims."""
    for post in posts:
        claims = tuple(claim(post, month.since, network, known_on) for month in months if post.period.overlaps(month))
        if claims:
            role = role_called(post.role)
            yield PostYear(post=post.id, role=role, title=title_of("roles", role), claims=claims)


def later_starts(
    network: Network,
    posts: Sequence[PostYear],
    months: Sequence[Period],
    day: date,
    known_on: date | None,
    giving_way: GivingWay,
) -> Iterator[LaterStart]:
    """What a start some months later leaves unspent, for each post that has not begun on the day."""
    held = {post.id: post for post in network.posts or ()}
    for post in posts:
        planned = held[post.post]
        since = planned.since + relativedelta(months=LATER)
        if planned.since > day:
            moved = [] if planned.until is not None and planned.until < since else [attrs.evolve(planned, since=since)]
            after = [one for year in years_of(network, moved, months, known_on) for one in year.claims]
            left = beyond(post.claims, after)
            if post.role in giving_way.roles:
                put_off = moved or [attrs.evolve(planned, since=ContractYear.of(day).last_day + ONE_DAY, until=None)]
                of_role = [one for year in posts if year.role == post.role for one in year.claims]
                left = _left_to_vacancies(network, put_off[0], of_role, months, known_on, giving_way)
            yield LaterStart(post=post.post, since=planned.since, months=LATER, unspent=left)


def _left_to_vacancies(
    network: Network,
    put_off: Post,
    claims: Sequence[Claim],
    months: Sequence[Period],
    known_on: date | None,
    giving_way: GivingWay,
) -> Amount:
    """What a later start leaves unspent of a role of which one post gives way: meanwhile it is another one.

    The claims of the role, from the month on in which the post was to begin, are held against those of the later start.
    """
    planned = next(post for post in network.posts or () if post.id == put_off.id)
    from_then = [month for month in months if month.last >= planned.since]
    posts = [put_off if post is planned else post for post in network.posts or ()]
    later = network.evolve(posts=Records(posts))
    of_role = [post for post in posts if role_called(post.role) == role_called(put_off.role)]
    then = [one for year in years_of(later, of_role, from_then, known_on) for one in year.claims]
    now = [one for one in claims if one.month >= from_then[0].since]
    return giving_way.sum(now).less(GivingWay.of(later, then).sum(then))
