"""Duties that an exception on record lifts: by which, on which days, and the answer about one that is lifted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.notation import Sentence
from pcn_des.answers.status import Status
from pcn_des.contract.entries import COMMISSIONER, Obligation
from pcn_des.dates import Period, last_whole_week
from pcn_des.network import Variation
from pcn_des.network.agreement import earliest_first
from pcn_des.network.records import unbroken

NOBODY: Final = "nobody"  # may waive a duty, where the contract says so


def exceptions_of(variations: Iterable[Variation] | None) -> Sequence[Variation]:
    """The exceptions granted to a network, those that say the same as one."""
    return earliest_first(unbroken(variations))


def lifting(duty: Obligation, exceptions: Sequence[Variation], day: date) -> tuple[Variation, ...]:
    """The exceptions that lift a duty on a day; a weekly duty, on any day of the week that it is about."""
    if not exceptions:
        return ()
    asked_about = last_whole_week(day) if duty.weekly else Period(day, day)
    return tuple(one for one in exceptions if duty.key in one.lifts and one.period.overlaps(asked_about))


def for_all(found: Iterable[Variation]) -> Variation | None:
    """The first of the exceptions that is for the whole network, not for some of its practices or homes alone."""
    return next((one for one in found if not one.subjects), None)


def lifted_for_all(duties: Iterable[Obligation], exceptions: Sequence[Variation], day: date) -> list[str]:
    """The keys of the duties, but for those of the commissioner, that are lifted for the whole network on a day."""
    owed = (duty for duty in duties if duty.owed_by != COMMISSIONER)
    return [duty.key for duty in owed if for_all(lifting(duty, exceptions, day))]


def lifted_by(finding: Finding, one: Variation) -> Finding:
    """The answer about a duty that an exception lifts."""
    days = Sentence("{} until {}", (one.since, one.until)) if one.until else one.since
    return lifted(finding, one.name, Sentence("lifted from {} by the {}", (days, one.name)))


def lifted(finding: Finding, exception: str, why: Sentence) -> Finding:
    """The answer about a duty that is lifted: it does not apply, and what it would have been stays visible."""
    return attrs.evolve(
        finding,
        status=Status.NOT_APPLICABLE,
        without_exception=finding.status,
        exception=exception,
        to_judge="",
        why=why,
    )
