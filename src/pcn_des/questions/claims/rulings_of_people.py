"""What stands in the way of a claim because of who holds the post: earlier work, certificates, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from dateutil.relativedelta import relativedelta

from pcn_des.answers.claim import NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.answers.notation import Sentence
from pcn_des.contract.entries import Term
from pcn_des.contract.files import title_of
from pcn_des.contract.role_terms import terms_of
from pcn_des.facts._posts import told_of_conditions
from pcn_des.facts.post import MET_BY_WHO_HOLDS_IT
from pcn_des.network import Post
from pcn_des.questions.claims.asked import ASSUMED, GP, OPEN, Asked, Ruling

_NURSES: Final = (
    "new_to_general_practice_nurse",
    "experienced_general_practice_nurse",
    "consultant_nurse_primary_care",
)
_DAYS_IN_FOUR_YEARS: Final = 1461
_NETWORK, _GENERAL_PRACTICE = "network", "general_practice"


def worked_here_before(asked: Asked) -> Iterator[Ruling]:
    """Some roles are not for who worked for the network or its practices shortly before they were recruited.

    A nurse who was recruited to a more senior role is excepted. Of general practitioners substantive work counts alone.
    """
    months, post = asked.of_role("months_since_network_employment"), asked.post
    if months is None or (asked.role in _NURSES and post.more_senior):
        return
    if post.previous is None:
        why = Sentence("the person did not work for the network or its practices in the {} before", (months.in_words,))
        yield Ruling(ASSUMED, why, (months,))
    elif post.previous == _NETWORK and not (asked.role == GP and post.previous_substantive is False):
        yield from _shortly_before(asked, months)


def _shortly_before(asked: Asked, months: Term) -> Iterator[Ruling]:
    post = asked.post
    if post.previous_until is None:
        why = Sentence("Until when the person worked for the network or a practice of it is not on record.")
        yield Ruling(OPEN, why, (months,))
    elif post.since > post.previous_until + relativedelta(months=int(months.value)):
        return
    elif asked.when_recruited("months_since_network_employment") is None:
        why = Sentence(
            "The person worked for the network or a practice of it in the {} before. That it bars a claim came after "
            "the recruitment; whether it is said of those who were there was not seen.",
            (months.in_words,),
        )
        yield Ruling(OPEN, why, (months,))
    elif asked.role == GP and post.previous_substantive is None:
        yield Ruling(OPEN, Sentence(_IF_SUBSTANTIVE), (months,))
    else:
        why = Sentence("The person worked for the network or a practice of it in the {} before.", (months.in_words,))
        yield Ruling(NOT_CLAIMABLE, why, (months,))


_IF_SUBSTANTIVE: Final = (
    "Whether the person's earlier work for the network or a practice of it was substantive, and not as a locum, is not "
    "on record."
)


def employed_substantively(asked: Asked) -> Iterator[Ruling]:
    """General practitioners: nobody who held a substantive post before, unless the commissioner agrees.

    The text is of recruitment: what was possible with agreement then may go on where a later text has no agreement.
    """
    claimable, post = asked.of_role("previously_substantive_claimable"), asked.post
    if claimable is None or claimable.value:
        return
    approval = asked.of_role("commissioner_approval")
    rests_on = tuple(term for term in (claimable, approval) if term is not None)
    if post.previous is None:
        why = Sentence("the person did not work substantively as a GP in general practice before")
        yield Ruling(ASSUMED, why, (claimable,))
    elif post.previous not in (_NETWORK, _GENERAL_PRACTICE) or post.previous_substantive is False:
        return
    elif post.previous == _NETWORK and post.previous_substantive is None and not (approval and post.agreed):
        yield Ruling(OPEN, Sentence(_IF_SUBSTANTIVE), rests_on)
    elif approval is None and (then := asked.when_recruited("commissioner_approval")) is not None:
        why = Sentence(
            "The person worked substantively as a GP in general practice before, and was recruited when that could be "
            "claimed with the commissioner's agreement; whether it goes on was not seen."
        )
        yield Ruling(OPEN, why, (*rests_on, then))
    else:
        kind = NOT_CLAIMABLE if approval is None else NEEDS_AGREEMENT
        yield Ruling(kind, Sentence("The person worked substantively as a GP in general practice before."), rests_on)


def regular_gp(asked: Asked) -> Iterator[Ruling]:
    """General practitioners: no locums."""
    temporary = asked.of_role("temporary_claimable")
    if asked.role != GP or (temporary is not None and temporary.value):
        return
    said = () if temporary is None else (temporary,)
    if asked.post.regular is None:
        yield Ruling(ASSUMED, Sentence("the person works a regular pattern, and is no locum"), said)
    elif not asked.post.regular and temporary is None:
        yield Ruling(OPEN, Sentence("Whether a locum may be claimed was not seen for this day."))
    elif not asked.post.regular:
        yield Ruling(NOT_CLAIMABLE, Sentence("The person works as a locum."), said)


def newly_qualified(asked: Asked) -> Iterator[Ruling]:
    """General practitioners: so many years from their certificate, by each reading of the day that counts."""
    limit, post = asked.of_role("eligibility_years_from_cct"), asked.post
    if asked.role != GP or limit is None:
        return
    years = int(limit.value)
    if post.certified is None and post.years_from_cct is None:
        why = Sentence("the person was recruited within {} of the certificate", (limit.in_words,))
        yield Ruling(ASSUMED, why, (limit,))
        return
    if post.certified is not None and post.certified > post.since:
        why = Sentence("The certificate, of {}, came after the recruitment, on {}.", (post.certified, post.since))
        yield Ruling(OPEN, why.then(" Check both days."), (limit,))
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


def conditions(asked: Asked) -> Iterator[Ruling]:
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
    asked_for = (terms[name] for name in MET_BY_WHO_HOLDS_IT if name in terms and name not in told)
    silent = tuple(term for term in asked_for if term.is_known)
    if silent:
        listed = "; ".join(f"{term.title.split(': ')[-1]}: {term.in_words}" for term in silent)
        yield Ruling(ASSUMED, Sentence(f"{title_of('roles', asked.role)}: the conditions are met ({listed})"), silent)
