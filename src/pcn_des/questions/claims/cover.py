"""Who stands in for somebody on leave: on those days they fill one post of a role together, not two."""

from __future__ import annotations

from datetime import date

from pcn_des.network import Network, Post
from pcn_des.network.records import covering
from pcn_des.questions.claims.stretches import post_of


def stands_in(post: Post, network: Network | None, day: date) -> bool:
    """Whether a post is cover on a day, unless it is known that nobody is away then."""
    return bool(post.covers_leave_of) and may_be_away(post, network, day) is not False


def may_be_away(post: Post, network: Network | None, day: date) -> bool | None:
    """Whether the person that a post covers is on leave; None where the records leave that open.

    A post that covers somebody's leave says that there is some: without a list of leave, that is what is known.
    """
    covered = post_of(network, post.covers_leave_of or "")
    if covered is None:
        return True
    if not covered.covers(day):
        return False
    if covered.leave is None or covering(covered.leave, day):
        return True
    return False if covered.leave.tells_all_of(day, day) else None
