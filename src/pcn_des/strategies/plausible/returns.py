"""Plausible papers that a network sent or keeps, which show duties done or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import evidence_kinds
from pcn_des.dates import ONE_DAY, ContractYear, month_of
from pcn_des.facts.evidence import AREA_AGREED, first_counting, months_over
from pcn_des.facts.network import SIZE
from pcn_des.facts.network_agreement import UPDATE
from pcn_des.network import Records, Return
from pcn_des.strategies.field_values import days_up_to
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.sentences import APPROVED, UPDATED

LONG_AGO: Final = 700  # days

Answers = Mapping[Obligation, bool]
"""The duties that a paper has to show done, or not done."""


def returns(plausible: PlausibleValues, changed_on: date | None) -> Records[Return] | None:
    """A record for each paper that is required, with what it shows; and others that are not.

    One of them says that the Network Agreement was brought up to date since the last change, if anything changed.
    """
    papers = plausible.requirements.papers
    refused = plausible.requirements.holds(APPROVED) is False
    found, complete = [], refused
    for kind, answers in papers.items():
        monthly = next((obligation for obligation in answers if obligation.monthly), None)
        may_be_absent = True not in answers.values() and plausible.yes_or_no()
        if may_be_absent and (monthly is None or months_over(monthly, plausible.as_of)):
            complete = True  # there is no such paper, and the list says so
            found += _outdated(plausible, kind, answers)
        elif monthly is not None:
            found += _each_month(plausible, kind, answers, monthly)
        else:
            found.append(_one(plausible, kind, answers))
            if refused and kind == AREA_AGREED:  # the area, but not the size
                found[-1] = attrs.evolve(found[-1], shows={**found[-1].shows, SIZE: False})
    if plausible.requirements.holds(UPDATED):
        shows = {obligation.key: done for obligation, done in papers.get(UPDATE, {}).items()}
        on = plausible.day_between(changed_on or plausible.as_of, plausible.as_of)
        found.append(Return(kind=UPDATE, on=on, shows=shows))
    others = sorted(set(evidence_kinds()) - set(papers) - ({AREA_AGREED} if refused else set()))
    for kind in plausible.draw(st.lists(st.sampled_from(others), unique=True, max_size=4)):
        until, on = _open_or_for_long(plausible), plausible.past_day()
        document = plausible.text_or_blank("paper of the board")
        found.append(Return(kind=kind, on=on, until=until, document=document))
    return plausible.record_list("returns", found, complete=True if complete else None)


def _one(plausible: PlausibleValues, kind: str, answers: Answers) -> Return:
    """A paper early enough for what it shows done."""
    first = plausible.as_of - LONG_AGO * ONE_DAY
    last = plausible.as_of
    for obligation, done in answers.items():
        if obligation.yearly:
            first = max(first, first_counting(obligation, plausible.as_of, known_on=None))
        if done and obligation.late == "fails" and obligation.due is not None:
            last = min(last, obligation.due.last)
    until = _open_or_for_long(plausible)
    return Return(
        kind=kind,
        on=plausible.day_between(min(first, last), last),
        until=until,
        document=plausible.text_or_blank("as sent"),
        shows={obligation.key: done for obligation, done in answers.items() if not done or plausible.yes_or_no()},
        note=plausible.text_or_blank("checked"),
    )


def _open_or_for_long(plausible: PlausibleValues) -> date | None:
    """The last day of a paper that goes on."""
    return plausible.draw(st.none() | st.just(plausible.as_of + LONG_AGO * ONE_DAY))


def _outdated(plausible: PlausibleValues, kind: str, answers: Answers) -> list[Return]:
    """A paper of an earlier year that showed yearly duties undone, or none: one that showed them done would excuse."""
    if not all(obligation.yearly for obligation in answers) or plausible.yes_or_no():
        return []
    on = plausible.draw(days_up_to(ContractYear.of(plausible.as_of).first_day - ONE_DAY, LONG_AGO))
    return [Return(kind=kind, on=on, shows={obligation.key: False for obligation in answers})]


def _each_month(plausible: PlausibleValues, kind: str, answers: Answers, monthly: Obligation) -> list[Return]:
    """A paper for each month that is over, or for the one that runs; what is broken is not shown by some of them."""
    months = months_over(monthly, plausible.as_of) or [month_of(plausible.as_of)]
    if False not in answers.values() and plausible.yes_or_no():
        document = plausible.text_or_blank("one for all months")
        return [Return(kind=kind, on=months[0].since, until=plausible.as_of, document=document)]
    undone = plausible.draw(st.sets(st.integers(0, len(months) - 1), min_size=1))
    return [
        Return(
            kind=kind,
            on=plausible.day_between(month.since, min(month.until or plausible.as_of, plausible.as_of)),
            document=plausible.text_or_blank("as sent"),
            shows={obligation.key: done or place not in undone for obligation, done in answers.items()},
        )
        for place, month in enumerate(months)
    ]
