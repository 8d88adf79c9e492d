"""Parts of the improvement payment of a year that are open: what blocks each, and by when it is to be declared."""

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


def on_record(network: Network, year: ContractYear, day: date, known_on: date | None) -> Improvement | None:
    """The improvement payment of a year by the records of a day.

    None where nothing of it is on record by then, or where it has no parts to declare.
    """
    shares = Terms(load_year(year), year.last_day, known_on).get(PART_MONEY)
    if shares is None or not shares.is_known or not tells_of(network, year, min(day, known_on or day)):
        return None
    return improvement(network, str(year), as_of=day, known_on=known_on)


def at_risk(found: Improvement, day: date) -> Iterator[AtRisk]:
    """What each part is worth that is not declared, or that a practice blocks; and what is not known of it.

    A part that can't be declared any more is lost, and at risk no longer; one that was declared may be taken back also
    after the year.
    """
    year = ContractYear.parse(found.receipt.contract_year)
    is_over = day > year.last_day
    by = f" by {in_words(found.declare_by)}" if found.declare_by else ""
    for part in found.parts:
        if part.declared is not None and not part.blocked_by:
            continue
        if part.declared is None and found.declare_by is not None and found.declare_by < day:
            continue
        if part.declared is not None:
            why = f"declared, and not in place in {', '.join(part.blocked_by)}: it may be taken back"
            do = "settle that with the commissioner" if is_over else "have it in place there"
        elif part.blocked_by:
            why, do = f"not in place in {', '.join(part.blocked_by)}", f"have it in place there, and declare it{by}"
        elif part.unknown:
            why, do = f"not known whether it is in place in {', '.join(part.unknown)}", f"find out, and declare it{by}"
        else:
            why, do = "in place in every practice on record, and no declaration on record", f"declare it{by}"
        why = "; ".join(said for said in (why, part.why_not_exact) if said)
        of = f" of {year}" if is_over else ""
        if is_over and part.declared is None:
            do = f"{do}, while that is accepted: the last day for it was not found"
        yield AtRisk(amount=part.worth, why=f"improvement payment{of}, {_title(part)}: {why}", do=do)


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
