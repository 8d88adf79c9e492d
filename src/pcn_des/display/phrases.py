"""What is said of a finding in a few words: why, how late, by when, which of its parts to look at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.units import Quantity
from pcn_des.wording import count_of, in_words

if TYPE_CHECKING:
    from pcn_des.answers.finding import Finding
    from pcn_des.answers.receipt import Heading, Receipt

MOST_NEEDS: Final = 3
MOST_PARTS: Final = 5


def why(finding: Finding) -> str:
    """The reason of a finding; of an unknown one, the first things that it needs, and of a group whose those are."""
    if finding.status is not Status.UNKNOWN or not finding.missing:
        return finding.reason
    more = len(finding.missing) - MOST_NEEDS
    needs = f"needs {'; '.join(finding.missing[:MOST_NEEDS])}" + (f"; and {more} more" if more > 0 else "")
    of_parts = len(finding.parts) > 1 and any(part.status is Status.UNKNOWN for part in finding.parts)
    return f"{finding.reason}; {needs}" if of_parts else needs


def parts_to_see(finding: Finding) -> tuple[tuple[Finding, ...], int]:
    """The parts of a group that its reason does not explain, the worst first, and how many more of them there are.

    They have the answer of the group, or are to be judged beside worse ones; what a part of an unknown group needs
    stands in the group's reason already. Of a group that is met they are those that were late.
    """
    if len(finding.parts) == 1 and finding.parts[0].status is finding.status:
        return (), 0
    if finding.status is Status.MET:
        found = [part for part in finding.parts if part.late_by]
    else:
        answers = (finding.status, Status.JUDGEMENT)
        found = [part for part in finding.parts if part.status in answers and not part.missing]
    found.sort(key=lambda part: WORST_FIRST.index(part.status))
    return tuple(found[:MOST_PARTS]), len(found[MOST_PARTS:])


def late_words(finding: Finding) -> str:
    """How late a finding is, or how many of its parts are late, in brackets; nothing where none is."""
    late = [part for part in finding.parts if part.late_by] if finding.status is Status.MET else []
    if finding.late_by:
        return f" (late by {count_of(finding.late_by, 'day')})"
    return f" ({len(late)} of {len(finding.parts)} late)" if late else ""


def follows_in_words(finding: Finding) -> str:
    """What follows if it is not done, since when it falls short, and the consequence in the words of a source."""
    follows = finding.follows.words if finding.follows else ""
    since = f"short since {in_words(finding.short_since)}" if finding.short_since else ""
    said = ", ".join(filter(None, (follows, since)))
    return f"{said}. {finding.consequence}" if said and finding.consequence else said or finding.consequence


def to_decide(finding: Finding) -> str:
    """What a person has to decide: of a duty altogether, or of the case that a rule leaves to one."""
    said = finding.reason if not finding.to_judge else f"{finding.to_judge[:1].upper()}{finding.to_judge[1:]}"
    case = f" {finding.subject_name or 'On record'}: {finding.reason}." if finding.to_judge else ""
    return f"{said.strip().rstrip('.')}.{case}"


def part_in_words(part: Finding) -> str:
    """The answer about one subject: `Heronsmead: NOT MET, nobody is named`."""
    settled = f"; {part.settled.name}" if part.settled else ""
    return f"{part.subject_name}: {part.status.words}{late_words(part)}, {part.reason}{settled}"


def due_in_words(finding: Finding, as_of: date) -> str:
    """By when a duty is due, and in how many days: `by 19 November 2022, in 5 days: Cancelled time made up`."""
    assert finding.due is not None  # chosen because it has one
    days = (finding.due.last - as_of).days
    left = "today" if days == 0 else f"in {count_of(days, 'day')}"
    subject = f", {finding.subject_name}" if finding.subject_name else ""
    said = f"by {finding.due}, {left}" if finding.due.day else f"on {finding.due}, {left} at the latest"
    return f"{said}: {finding.title}{subject}"


def required_text(finding: Finding) -> str:
    """What is required, with its working where there is one: `3,073.8 minutes per week = 60 x 51,230 / 1,000`."""
    required = compared(finding.required)
    return f"{required} = {finding.working}" if finding.working else required


def compared(value: Quantity | date | str | None) -> str:
    """What was observed or required, in words; nothing where there is none."""
    return "" if value is None else in_words(value)


def named(finding: Finding) -> str:
    """The obligation and, where it is about one of several, the subject: `practices.contract_type, Y99901`."""
    return f"{finding.rule}, {finding.subject}" if finding.subject else finding.rule


def network_named(heading: Heading) -> str:
    """The network with its code, and the practice of it where the answer is about one."""
    network = f"{heading.name} ({heading.code})" if heading.name else "A network, from the facts given"
    return f"{heading.practice}, of {network}" if heading.practice else network


def receipt_text(receipt: Receipt) -> str:
    """Under what an answer was made, in one line."""
    known = f"as published by {in_words(receipt.known_on)}" if receipt.known_on else "all publications"
    return (
        f"pcn_des {receipt.package_version}; as of {receipt.as_of.isoformat()}; {known}; "
        f"contract data {receipt.contract_year} {receipt.contract_digest}"
    )
