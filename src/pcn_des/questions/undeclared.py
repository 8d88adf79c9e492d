"""Parts of the improvement payment that can still be declared in a year: what blocks each, and by when it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcn_des.answers.briefing import AtRisk, DueSoon
from pcn_des.answers.improvement import Improvement, ImprovementPart
from pcn_des.contract.files import load_year
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.network import Network
from pcn_des.questions.improvement import PART_MONEY, improvement
from pcn_des.questions.improvement_on_record import tells_of
from pcn_des.wording import in_words

_WHO = "PCN"


def undeclared(network: Network, day: date, known_on: date | None) -> Improvement | None:
    """The improvement payment of a day's year by the records of that day.

    None where nothing of it is on record by then, where it has no parts to declare, or where its last day is over.
    """
    year = ContractYear.of(day)
    shares = Terms(load_year(year), year.last_day, known_on).get(PART_MONEY)
    if shares is None or not shares.is_known or not tells_of(network, year, min(day, known_on or day)):
        return None
    found = improvement(network, str(year), as_of=day, known_on=known_on)
    return None if found.declare_by is not None and found.declare_by < day else found


def at_risk(found: Improvement) -> Iterator[AtRisk]:
    """What each part is worth that is not declared, or that a practice blocks; and what is not known of it."""
    by = f" by {in_words(found.declare_by)}" if found.declare_by else ""
    for part in found.parts:
        name = _title(part)
        if part.declared is not None and not part.blocked_by:
            continue
        if part.declared is not None:
            why = f"declared, and not in place in {', '.join(part.blocked_by)}: it may be taken back"
            do = "have it in place there"
        elif part.blocked_by:
            why, do = f"not in place in {', '.join(part.blocked_by)}", f"have it in place there, and declare it{by}"
        elif part.unknown:
            why, do = f"not known whether it is in place in {', '.join(part.unknown)}", f"find out, and declare it{by}"
        else:
            why, do = "in place in every practice on record, and no declaration on record", f"declare it{by}"
        why = "; ".join(said for said in (why, part.why_not_exact) if said)
        yield AtRisk(amount=part.worth, why=f"improvement payment, {name}: {why}", do=do)


def due(found: Improvement, day: date, last: date) -> Iterator[DueSoon]:
    """The declarations that are due within the time ahead."""
    if found.declare_by is None or not day <= found.declare_by <= last:
        return
    for part in _open(found):
        blocked = f"; not in place in {', '.join(part.blocked_by)}" if part.blocked_by else ""
        what = f"{_title(part)} declared, of the capacity and access improvement payment{blocked}"
        yield DueSoon(day=found.declare_by, what=what, who=_WHO)


def _open(found: Improvement) -> Iterator[ImprovementPart]:
    return (part for part in found.parts if part.declared is None)


def _title(part: ImprovementPart) -> str:
    return part.part.replace("_", " ").capitalize()
