"""Claims and the staff baseline: only staff beyond it count, and a post of it that stays vacant takes one's place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from pcn_des.answers.claim import CLAIMABLE, NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.answers.notation import Sentence
from pcn_des.contract.role_names import role_called
from pcn_des.dates import Period
from pcn_des.facts._posts import moved_as_excepted
from pcn_des.network.records import covering
from pcn_des.questions.claims.asked import ASSUMED, OPEN, Asked, Ruling, kind_of
from pcn_des.questions.claims.roles_on_record import check_roles
from pcn_des.questions.claims.stretches import grace_over

OfItself = Callable[[Asked], tuple[Ruling, ...]]
"""Every ruling on a post but that of the vacancies, which goes by what the others say of all posts of the role."""
_SUREST_FIRST: Final = (CLAIMABLE, NEEDS_AGREEMENT, OPEN, NOT_CLAIMABLE)


def additional(asked: Asked) -> Iterator[Ruling]:
    """Only staff additional to the baseline count, but for those who moved from two older schemes in their roles."""
    only = asked.of_scheme("additional_staff_only")
    if only is None or not only.value:
        return
    baseline, exceptions = asked.of_scheme("baseline_date"), asked.of_scheme("baseline_exceptions")
    of_day = f" of {baseline.in_words}" if baseline is not None else ""
    moved = moved_as_excepted(asked.post)
    if not asked.post.additional and moved and exceptions is not None:
        yield Ruling(ASSUMED, Sentence("the person moved to the network's team in time"), (only, exceptions))
    elif asked.post.additional is None and not moved:
        yield Ruling(ASSUMED, Sentence(f"the post is additional to the baseline{of_day}"), (only,))
    elif asked.post.additional is False:
        yield Ruling(NOT_CLAIMABLE, Sentence(f"The post is one of the baseline{of_day}."), (only,))


def kept(asked: Asked, of_itself: OfItself) -> Iterator[Ruling]:
    """A post of the baseline that stays vacant too long takes the place of one that could be claimed without it."""
    grace, vacant = asked.of_scheme("baseline_vacancy_grace"), long_vacant(asked)
    if grace is None or not vacant:
        return
    standings = [_standing(one, of_itself) for one in _of_the_role(asked)]
    others = [standing for standing in standings if standing != NOT_CLAIMABLE]
    own = _SUREST_FIRST.index(_standing(asked, of_itself))
    as_sure = [standing for standing in others if _SUREST_FIRST.index(standing) <= own]
    if vacant >= len(others):
        why = Sentence("A baseline post of this role has been vacant for longer than {}.", (grace.in_words,))
        yield Ruling(NOT_CLAIMABLE, why, (grace,))
    elif vacant >= len(as_sure):
        why = Sentence(
            "Baseline posts of this role have been vacant for longer than {}: it counts only if another post, of which "
            "it is not certain that it may be claimed, is not claimed in its place.",
            (grace.in_words,),
        )
        yield Ruling(OPEN, why, (grace,))
    else:
        why = Sentence(
            "baseline posts of this role have been vacant for longer than {}: {} of the network's {} posts can't be "
            "claimed, and this is taken to be another one",
            (grace.in_words, vacant, len(others)),
        )
        yield Ruling(ASSUMED, why, (grace,))


def long_vacant(asked: Asked) -> int:
    """How many posts of the baseline, of the role, have been vacant for too long on the day."""
    grace = asked.of_scheme("baseline_vacancy_grace")
    open_posts = covering(asked.network.baseline_vacancies, asked.day) if asked.network is not None else ()
    if asked.network is None or grace is None or not open_posts:
        return 0
    check_roles(asked.network, Period(asked.day, asked.day))
    return sum(role_called(one.role) == asked.role and grace_over(one, grace) <= asked.day for one in open_posts)


def may_be_claimed(asked: Asked, of_itself: OfItself) -> bool:
    """Whether a post may be claimed on the day but for the vacancies, so that it may give way to one."""
    return _standing(asked, of_itself) != NOT_CLAIMABLE


def _of_the_role(asked: Asked) -> Iterator[Asked]:
    """The posts of the role that are held on the day, that of the question included."""
    for post in covering(asked.network.posts, asked.day) if asked.network is not None else ():
        if role_called(post.role) == asked.role:
            yield attrs.evolve(asked, post=post)


def _standing(asked: Asked, of_itself: OfItself) -> str:
    return kind_of(of_itself(asked), agreed=bool(asked.post.agreed))
