"""What stands in the way of a claim on a day, what it takes to be so, and who has to agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from pcn_des.answers.claim import NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.answers.notation import Sentence
from pcn_des.contract.entries import Term
from pcn_des.contract.role_terms import announced_for
from pcn_des.contract.roles import reimbursable
from pcn_des.network.records import covering
from pcn_des.questions.claims.asked import ASSUMED, OPEN, Asked, Ruling
from pcn_des.questions.claims.baseline import additional, kept
from pcn_des.questions.claims.cover import may_be_away, stands_in
from pcn_des.questions.claims.rulings_of_people import (
    conditions,
    employed_substantively,
    newly_qualified,
    regular_gp,
    worked_here_before,
)
from pcn_des.questions.claims.scheme import TRAINING_TIME
from pcn_des.wording import beginning

_AGREED_ONE_BY_ONE: Final = "other_direct_patient_care"
_OWN_TRAINING_TIME: Final = "training_time_to_nurse"


def rulings(asked: Asked) -> tuple[Ruling, ...]:
    """Everything that stands in the way of a claim for a post on a day, or that it takes to be so."""
    return (*of_itself(asked), *kept(asked, of_itself))


def of_itself(asked: Asked) -> tuple[Ruling, ...]:
    """The same without the vacancies of the baseline, which fall on one post of several."""
    return tuple(found for rule in _RULES for found in rule(asked))


def _of_an_open_network(asked: Asked) -> Iterator[Ruling]:
    """Nothing may be claimed for days on which the network is none."""
    why = asked.network.why_not_open(asked.day) if asked.network is not None else ""
    if why:
        yield Ruling(NOT_CLAIMABLE, Sentence("{}.", (beginning(why),)))


def _in_the_scheme(asked: Asked) -> Iterator[Ruling]:
    """The role is reimbursable on the day, or a letter or the commissioner opens it."""
    if asked.role in asked.contract.roles:
        return
    answer = reimbursable(asked.role, asked.day, known_on=asked.contract.known_on)
    opened = [term for term in announced_for(asked.role, asked.contract) if asked.post.since >= term.since]
    other = asked.of_scheme("commissioner_may_approve_other_roles")
    if opened:
        why = Sentence("{} It could be hired early, from money that would else stay unspent.", (answer.reason,))
        yield Ruling(NEEDS_AGREEMENT, why, tuple(opened))
    elif other is not None:
        yield Ruling(NEEDS_AGREEMENT, Sentence("{} The commissioner may approve it.", (answer.reason,)), (other,))
    else:
        kind = OPEN if asked.contract.unpublished else NOT_CLAIMABLE
        known = [entry for entry in asked.contract.contract.roles.get(asked.role, ()) if entry.since > asked.day]
        yield Ruling(kind, Sentence(answer.reason), tuple(known[:1]))


def _leave(asked: Asked) -> Iterator[Ruling]:
    """Who is on leave stays claimable; cover is not; training by its own terms; what a rotation does was not seen."""
    if stands_in(asked.post, asked.network, asked.day):
        cover = asked.of_scheme("leave_cover_claimable")
        if cover is None:
            yield Ruling(OPEN, Sentence("Whether cover for leave may be claimed was not seen for this day."))
        elif not cover.value and may_be_away(asked.post, asked.network, asked.day):
            why = Sentence("It covers the leave of {}, who stays claimable.", (asked.post.covers_leave_of,))
            yield Ruling(NOT_CLAIMABLE, why, (cover,))
        elif not cover.value:
            why = Sentence("It covers the leave of {}, of which none is on record then.", (asked.post.covers_leave_of,))
            yield Ruling(OPEN, why, (cover,))
    for leave in covering(asked.post.leave, asked.day):
        in_training = leave.kind == "training"
        said = _training_time(asked) if in_training else _time_away(asked, leave.kind)
        if not said or not said[0].value:
            away = "in training" if in_training else "away"  # why else somebody is away is theirs
            why = Sentence(f"Whether days {away} stay claimable was not seen for this role and day.")
            yield Ruling(OPEN, why)
        elif in_training:
            yield Ruling(ASSUMED, Sentence(f"the training is what is reimbursed: {said[0].title}"), said)


def _training_time(asked: Asked) -> tuple[Term, ...]:
    """The term that says whether the role's time in training is reimbursed: its own, or the scheme's and its roles."""
    own = asked.of_role(_OWN_TRAINING_TIME)
    if own is not None:
        return (own,)
    for roles, reimbursed in TRAINING_TIME.items():
        listed, term = asked.of_scheme(roles), asked.of_scheme(reimbursed)
        if listed is not None and term is not None and asked.role in listed.value:
            return term, listed
    return ()


def _time_away(asked: Asked, kind: str) -> tuple[Term, ...]:
    """The term that says whether days of another kind of leave stay claimable; nothing where no text was seen."""
    term = asked.of_role("rotation") if kind == "rotation" else asked.of_scheme("leave_claimable")
    return () if term is None else (term,)


def _agreed_one_by_one(asked: Asked) -> Iterator[Ruling]:
    """Other direct patient care: every claim with the agreement of the commissioner."""
    approval = asked.of_role("commissioner_approval")
    if asked.role == _AGREED_ONE_BY_ONE and approval is not None:
        yield Ruling(NEEDS_AGREEMENT, Sentence("Claimed is {}.", (approval.in_words,)), (approval,))


def _extra_hours(asked: Asked) -> Iterator[Ruling]:
    """Extra hours count at plain time rates."""
    month = asked.day.replace(day=1)
    term: Any = asked.of_scheme("extra_hours_claimable")
    for extra in asked.post.extra_hours or ():
        if extra.month == month and term is not None and extra.plain_time is None:
            yield Ruling(ASSUMED, Sentence("the extra hours were paid at plain time rates"), (term,))


_RULES: Final[tuple[Callable[[Asked], Iterator[Ruling]], ...]] = (
    _of_an_open_network,
    _in_the_scheme,
    additional,
    _leave,
    worked_here_before,
    newly_qualified,
    regular_gp,
    employed_substantively,
    _agreed_one_by_one,
    conditions,
    _extra_hours,
)
