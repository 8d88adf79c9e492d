"""What came of case tables, as text: of all of them, and of one day of a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.wording import count_of, in_words

if TYPE_CHECKING:
    from pcn_des.questions.cases import Outcome


def cases_text(outcomes: Sequence[Outcome], width: int = WIDTH) -> str:
    """A line for each file, then every answer that is not as expected, then how many there were."""
    lines = []
    for file, group in groupby(outcomes, key=lambda outcome: outcome.case.file):
        listed = list(group)
        wrong = [outcome for outcome in listed if not outcome.as_expected]
        said = f"{len(wrong)} of {len(listed)} answers not as expected" if wrong else count_of(len(listed), "answer")
        lines.append(f"{file:<40} {_count(listed)}, {said}")
    wrong = [outcome for outcome in outcomes if not outcome.as_expected]
    if wrong:
        lines += ["", "NOT AS EXPECTED"]
    for name, group in groupby(wrong, key=lambda outcome: outcome.case.name):
        lines += filled(name, width, "  - ")
        for outcome in group:
            said = f"{in_words(outcome.expected.day)}: {'; '.join(outcome.differences)}"
            lines += filled(said, width, "      ")
    verdict = f"{len(wrong)} not as expected" if wrong else "all as expected"
    return "\n".join([*lines, "", f"{_count(outcomes)}, {count_of(len(outcomes), 'answer')}: {verdict}"])


def outcome_text(outcome: Outcome, width: int = WIDTH) -> str:
    """One day of a case, with what is not as expected."""
    case, day = outcome.case, in_words(outcome.expected.day)
    lines = filled(f"{case.name}, {day}: {outcome.answer}", width)
    told = outcome.differences or ("as expected",)
    return "\n".join([*lines, *(line for said in told for line in filled(said, width, "    "))])


def _count(outcomes: Iterable[Outcome]) -> str:
    count = len({id(outcome.case) for outcome in outcomes})
    return count_of(count, "case")
