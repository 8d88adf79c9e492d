"""One row of a table, asked as one network is: the scalar answer with its whole trace."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import attrs
import numpy as np

from pcn_des.answers.finding import Finding
from pcn_des.answers.notation import Sentence
from pcn_des.answers.report import Report
from pcn_des.arguments import as_whole
from pcn_des.brief import briefly
from pcn_des.contract.files import span
from pcn_des.engine.columns.given import day_of, value_at
from pcn_des.engine.fact_sources import COMPLETE
from pcn_des.engine.lifting import NOBODY, lifted
from pcn_des.errors import MisuseError
from pcn_des.frame.intake import Intake, Subjects, check_days, take_in, take_subjects
from pcn_des.frame.lifted import LIFTED, lifted_at
from pcn_des.questions.assess import assess


def explain_row(
    table: Any, row: int, as_of: str, known_on: date | None, *, subjects: Mapping[str, Any] | None, network: str | None
) -> Report:
    """See `pcn_des.frame.explain`."""
    intake = take_in(table, check_days(as_of), span(), network=network)
    place = _place(row, len(intake.table))
    facts = facts_in(intake, place, take_subjects(subjects, intake, as_of, network))
    report = assess(facts, day_of(int(intake.table.days[place])), known_on)
    named = lifted_at(intake.lifted, place)
    return attrs.evolve(report, findings=tuple(_without_lifted(one, named) for one in report.findings))


def _without_lifted(finding: Finding, named: Collection[str]) -> Finding:
    """The answer about a duty, which does not apply where the table says that it is lifted, and somebody may do so."""
    if finding.rule not in named or finding.text_missing or finding.entry.waivable_by == NOBODY:
        return finding
    answer = lifted(finding, f"the column {LIFTED}", Sentence("lifted, as the column {} says", (LIFTED,)))
    return attrs.evolve(answer, parts=tuple(lifted(part, answer.exception, answer.why) for part in finding.parts))


def _place(row: object, rows: int) -> int:
    """The place of a row.

    Raises:
        MisuseError: there is no such row.
    """
    place = as_whole(row)
    if place is None or not 0 <= place < rows:
        raise MisuseError(f"there is no row {briefly(row)}: the table has {rows:,}, counted from 0")
    return place


def facts_in(intake: Intake, row: int, beside: Mapping[str, Subjects]) -> dict[str, Any]:
    """The facts of a row, as `assess` takes them."""
    facts: dict[str, Any] = {name: value_at(column, row) for name, column in intake.table.columns.items()}
    for kind, subjects in beside.items():
        own = np.flatnonzero(subjects.of == row).tolist()
        facts[kind] = [
            {"id": str(place), **{name: value_at(subjects.facts.columns[name], place) for name in subjects.own}}
            for place in own
        ]
        facts[COMPLETE + kind] = bool(subjects.complete[row])
    return facts
