"""The order of a report, defined once: which block a finding stands in, and what comes first in a block."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from pcn_des.answers.finding import Finding
from pcn_des.answers.status import Status
from pcn_des.contract.entries import Follows
from pcn_des.dates import ContractYear


class Block(StrEnum):
    """The blocks of a report, in their order. Each finding stands in one."""

    NOT_MET = "not_met"
    ADVISORY = "advisory"
    PAST = "past"
    UNKNOWN = "unknown"
    TO_JUDGE = "to_judge"
    SETTLED = "settled"
    NOT_DUE = "not_due"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    INFORMATION = "information"
    TEXT_NOT_FOUND = "text_not_found"

    @property
    def heading(self) -> str:
        """What stands above the block."""
        return _HEADINGS[self]

    @property
    def answer(self) -> str:
        """The answer of what stands in it, as it is counted: NOT MET, TO JUDGE."""
        return self.value.replace("_", " ").upper()

    @property
    def is_short(self) -> bool:
        """Whether what stands in it falls short."""
        return self in SHORT


SHORT: Final = (Block.NOT_MET, Block.ADVISORY, Block.PAST)
_GRAVEST_FIRST: Final = tuple(Follows)
_OF_STATUS: Final = {
    Status.UNKNOWN: Block.UNKNOWN,
    Status.JUDGEMENT: Block.TO_JUDGE,
    Status.NOT_DUE: Block.NOT_DUE,
    Status.MET: Block.MET,
    Status.NOT_APPLICABLE: Block.NOT_APPLICABLE,
}
_HEADINGS: Final = {
    Block.NOT_MET: "NOT MET",
    Block.ADVISORY: "NOT MET, advisory (not a must)",
    Block.PAST: "NOT MET, past and closed: of a contract year that is over",
    Block.UNKNOWN: "UNKNOWN: the records do not say",
    Block.TO_JUDGE: "FOR A PERSON TO JUDGE",
    Block.SETTLED: "JUDGED by a person, until the decision lapses",
    Block.NOT_DUE: "NOT DUE yet",
    Block.MET: "MET",
    Block.NOT_APPLICABLE: "NOT APPLICABLE",
    Block.INFORMATION: "FOR INFORMATION: what is usual and no duty",
    Block.TEXT_NOT_FOUND: "TEXT NOT FOUND: said to be duties; their wording is not in the data",
}


def in_blocks(findings: Iterable[Finding], as_of: date) -> tuple[tuple[Block, tuple[Finding, ...]], ...]:
    """The findings of a day by the block that they stand in, blocks and findings in the order of a report.

    Shortfalls stand by what follows, the gravest first, and then by how long they have lasted; those of which it is not
    known since when stand last. Everything else keeps its order. A block without findings is left out.
    """
    found: dict[Block, list[Finding]] = {block: [] for block in Block}
    for finding in findings:
        found[block_of(finding, as_of)].append(finding)
    for block in SHORT:
        found[block].sort(key=_gravity)
    return tuple((block, tuple(held)) for block, held in found.items() if held)


def block_of(finding: Finding, as_of: date) -> Block:
    """Where a finding stands in the report of a day."""
    if finding.text_missing:
        return Block.TEXT_NOT_FOUND
    if finding.is_information:
        return Block.INFORMATION
    if is_past(finding, as_of):
        return Block.PAST
    if finding.is_short:
        return Block.ADVISORY if finding.follows is Follows.ADVICE else Block.NOT_MET
    return Block.SETTLED if finding.settled else _OF_STATUS[finding.status]


def is_past(finding: Finding, as_of: date) -> bool:
    """Whether a shortfall is past and closed: of something that happened once, due in a contract year that is over.

    Of a duty with several subjects, each subject that falls short has to be so.
    """
    short = [part for part in finding.parts if part.is_short]
    if finding.parts:
        return bool(short) and all(is_past(part, as_of) for part in short)
    if finding.status is not Status.NOT_MET or finding.happened is None:
        return False
    due = finding.happened if finding.due is None else finding.due.last
    return due < ContractYear.of(as_of).first_day


def _gravity(finding: Finding) -> tuple[int, date]:
    follows = len(_GRAVEST_FIRST) if finding.follows is None else _GRAVEST_FIRST.index(finding.follows)
    return follows, finding.short_since or date.max
