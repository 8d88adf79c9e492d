"""What stands in the way of a claim on a day, what it takes to be so, and who has to agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs
from dateutil.relativedelta import relativedelta

from pcn_des.answers.claim import NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.answers.notation import Sentence
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import title_of
from pcn_des.contract.role_names import role_called
from pcn_des.contract.role_terms import announced_for, terms_of
from pcn_des.contract.roles import reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from pcn_des.facts._posts import told_of_conditions
from pcn_des.network import Network, Post
from pcn_des.network.records import covering
from pcn_des.questions.claims.cover import may_be_away, stands_in
from pcn_des.questions.claims.roles_on_record import check_roles
from pcn_des.questions.claims.scheme import TRAINING_TIME
from pcn_des.questions.claims.stretches import grace_over
from pcn_des.wording import beginning

OPEN: Final = "open"
ASSUMED: Final = "assumed"
_GP: Final = "general_practitioner"
_AGREED_ONE_BY_ONE: Final = "other_direct_patient_care"
_OWN_TRAINING_TIME: Final = "training_time_to_nurse"
_MET_BY_WHO_HOLDS_IT: Final = ("registration_body", "qualification", "training", "supervision")
_DAYS_IN_FOUR_YEARS: Final = 1461


@attrs.frozen
class Ruling:
    """What one rule of the scheme says of a post on a day, and the entries of the contract that it rests on.

    `kind` is `not_claimable`, `needs_agreement`, `open` where the text or the records leave it open, or `assumed` where
    the records say nothing and the claim takes it to be so.
    """

    kind: str
    why: Sentence
    rests_on: tuple[Entry, ...] = ()


@attrs.frozen(eq=False)
class Asked:
    """A post in a role on a day: what every rule is asked about."""

    post: Post
    role: str
    day: date
    contract: Terms
    network: Network | None

    def says(self, key: str) -> Term | None:
        """The term of the day, where it is known."""
        term: Term | None = self.contract.get(key)
        return term if term is not None and term.is_known else None

    def of_role(self, name: str) -> Term | None:
        """A term of the role on the day, where it is known."""
        return self.says(f"arrs.{self.role}.{name}")

    def of_scheme(self, name: str) -> Term | None:
        """A term of the scheme on the day, where it is known."""
        return self.says(f"arrs.scheme.{name}")


def rulings(asked: Asked) -> tuple[Ruling, ...]:
    """Everything that stands in the way of a claim for a post on a day, or that it takes to be so."""
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


def _additional(asked: Asked) -> Iterator[Ruling]:
    """Only staff additional to the baseline count, but for those who moved from two older schemes."""
    only = asked.of_scheme("additional_staff_only")
    if only is None or not only.value:
        return
    baseline, moved = asked.of_scheme("baseline_date"), asked.of_scheme("baseline_exceptions")
    of_day = f" of {baseline.in_words}" if baseline is not None else ""
    if asked.post.additional is None and not asked.post.moved_from:
        yield Ruling(ASSUMED, Sentence(f"the post is additional to the baseline{of_day}"), (only,))
    elif not asked.post.additional and asked.post.moved_from and moved is not None:
        yield Ruling(ASSUMED, Sentence("the person moved to the network's team in time"), (only, moved))
    elif asked.post.additional is False:
        yield Ruling(NOT_CLAIMABLE, Sentence(f"The post is one of the baseline{of_day}."), (only,))


def _baseline_kept(asked: Asked) -> Iterator[Ruling]:
    """A post of the baseline that stays vacant too long takes the place of one that is claimed."""
    grace = asked.of_scheme("baseline_vacancy_grace")
    if asked.network is None or grace is None:
        return
    open_posts = covering(asked.network.baseline_vacancies, asked.day)
    if not open_posts:
        return
    check_roles(asked.network, Period(asked.day, asked.day))
    vacant = [one for one in open_posts if role_called(one.role) == asked.role and grace_over(one, grace) <= asked.day]
    if not vacant:
        return
    held = [one for one in covering(asked.network.posts, asked.day) if role_called(one.role) == asked.role]
    if len(vacant) >= len(held):
        why = Sentence("A baseline post of this role has been vacant for longer than {}.", (grace.in_words,))
        yield Ruling(NOT_CLAIMABLE, why, (grace,))
    else:
        why = Sentence(
            "baseline posts of this role have been vacant for longer than {}: {} of the network's {} posts can't be "
            "claimed, and this is taken to be another one",
            (grace.in_words, len(vacant), len(held)),
        )
        yield Ruling(ASSUMED, why, (grace,))


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


def _worked_here_before(asked: Asked) -> Iterator[Ruling]:
    """Some roles are not for who worked for the network or its practices shortly before."""
    months = asked.of_role("months_since_network_employment")
    post = asked.post
    if months is None or post.more_senior:
        return
    if post.previous is None:
        why = Sentence("the person did not work for the network or its practices in the {} before", (months.in_words,))
        yield Ruling(ASSUMED, why, (months,))
    elif post.previous == "network":
        if post.previous_until is None:
            why = Sentence("Until when the person worked for the network or a practice of it is not on record.")
            yield Ruling(OPEN, why, (months,))
        elif post.since <= post.previous_until + relativedelta(months=int(months.value)):
            why = Sentence(
                "The person worked for the network or a practice of it in the {} before.", (months.in_words,)
            )
            yield Ruling(NOT_CLAIMABLE, why, (months,))


def _newly_qualified(asked: Asked) -> Iterator[Ruling]:
    """General practitioners: so many years from their certificate, by each reading of the day that counts."""
    limit = asked.of_role("eligibility_years_from_cct")
    if asked.role != _GP or limit is None:
        return
    years = int(limit.value)
    post = asked.post
    if post.certified is None and post.years_from_cct is None:
        yield Ruling(
            ASSUMED, Sentence("the person was recruited within {} of the certificate", (limit.in_words,)), (limit,)
        )
        return
    second = asked.of_role("eligibility_measured_on_second_reading")
    measured = [post.since] if second is None else [post.since, second.value]
    within = {_within(post, day, years) for day in measured}
    rests_on = tuple(term for term in (limit, second) if term is not None)
    if within == {False}:
        why = Sentence("The person was recruited more than {} after the certificate.", (limit.in_words,))
        yield Ruling(NOT_CLAIMABLE, why, rests_on)
    elif len(within) > 1:
        why = Sentence(
            "Within {} of the certificate by one reading of the text and not by the other: measured on the day of "
            "recruitment, {}, or on {}.",
            (limit.in_words, *measured),
        )
        yield Ruling(OPEN, why, rests_on)


def _within(post: Post, day: date, years: int) -> bool:
    """Whether a day is no later than so many years after the certificate."""
    if post.certified is not None:
        return day <= post.certified + relativedelta(years=years)
    moved = Fraction((day - post.since).days * 4, _DAYS_IN_FOUR_YEARS)
    return Fraction(Decimal(post.years_from_cct or 0)) + moved <= years


def _regular_gp(asked: Asked) -> Iterator[Ruling]:
    """General practitioners: no locums, and nobody who held a substantive post, unless the commissioner agrees."""
    temporary = asked.of_role("temporary_claimable")
    if asked.role == _GP and (temporary is None or not temporary.value):
        said = () if temporary is None else (temporary,)
        if asked.post.regular is None:
            yield Ruling(ASSUMED, Sentence("the person works a regular pattern, and is no locum"), said)
        elif not asked.post.regular and temporary is None:
            yield Ruling(OPEN, Sentence("Whether a locum may be claimed was not seen for this day."))
        elif not asked.post.regular:
            yield Ruling(NOT_CLAIMABLE, Sentence("The person works as a locum."), said)
    substantive = asked.of_role("previously_substantive_claimable")
    if substantive is None or substantive.value:
        return
    approval = asked.of_role("commissioner_approval")
    if asked.post.previous is None:
        why = Sentence("the person did not work substantively as a GP in general practice before")
        yield Ruling(ASSUMED, why, (substantive,))
    elif asked.post.previous in ("network", "general_practice"):
        kind = NOT_CLAIMABLE if approval is None else NEEDS_AGREEMENT
        rests_on = tuple(term for term in (substantive, approval) if term is not None)
        yield Ruling(kind, Sentence("The person worked substantively as a GP in general practice before."), rests_on)


def _agreed_one_by_one(asked: Asked) -> Iterator[Ruling]:
    """Other direct patient care: every claim with the agreement of the commissioner."""
    approval = asked.of_role("commissioner_approval")
    if asked.role == _AGREED_ONE_BY_ONE and approval is not None:
        yield Ruling(NEEDS_AGREEMENT, Sentence("Claimed is {}.", (approval.in_words,)), (approval,))


def _conditions(asked: Asked) -> Iterator[Ruling]:
    """The conditions of the role: not met where the record says so, taken to be met where it says nothing."""
    if asked.role not in asked.contract.roles:
        return
    terms = {
        term.key.split(".")[2]: term for term in terms_of(asked.role, asked.contract, "national", None)["conditions"]
    }
    told = told_of_conditions(asked.post)
    for name, said in told.items():
        if name not in terms:
            why = Sentence(f"'{name}' is no condition of this role on this day; what is on record of it is not read")
            yield Ruling(ASSUMED, why)
        elif len(said) > 1:
            why = Sentence("A condition, on record as met and as not met, is met: {}.", (terms[name].title,))
            yield Ruling(ASSUMED, why, (terms[name],))
        elif said == {False}:
            why = Sentence("A condition is on record as not met: {}: {}.", (terms[name].title, terms[name].in_words))
            yield Ruling(NOT_CLAIMABLE, why, (terms[name],))
    asked_for = (terms[name] for name in _MET_BY_WHO_HOLDS_IT if name in terms and name not in told)
    silent = tuple(term for term in asked_for if term.is_known)
    if silent:
        listed = "; ".join(f"{term.title.split(': ')[-1]}: {term.in_words}" for term in silent)
        yield Ruling(ASSUMED, Sentence(f"{title_of('roles', asked.role)}: the conditions are met ({listed})"), silent)


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
    _additional,
    _baseline_kept,
    _leave,
    _worked_here_before,
    _newly_qualified,
    _regular_gp,
    _agreed_one_by_one,
    _conditions,
    _extra_hours,
)
