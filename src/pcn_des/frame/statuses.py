"""Asks a table what `assess` is asked of one network: a status a row, by duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from pcn_des.brief import briefly
from pcn_des.contract.files import span
from pcn_des.dates import as_day_or_none
from pcn_des.engine.columns.assess import Found, statuses, waivable, worked_out
from pcn_des.engine.columns.codes import NOT_APPLICABLE, NOT_IN_FORCE, UNKNOWN
from pcn_des.engine.columns.spans import Basis, duties_of_any_day
from pcn_des.engine.fact_sources import GivenFacts
from pcn_des.errors import MisuseError
from pcn_des.frame.intake import Subjects, check_days, take_in, take_subjects
from pcn_des.frame.names import rules_asked, written
from pcn_des.frame.outcome import Names, Statuses
from pcn_des.questions.basis import fact_source, rulebook, terms_of_last_week

WIDE: Final = "wide"
LONG: Final = "long"
RULE, STATUS = "rule", "status"


def assess_table(
    table: Any,
    as_of: str,
    known_on: date | None,
    rules: Iterable[str] | None,
    *,
    subjects: Mapping[str, Any] | None,
    network: str | None,
    shape: str,
    dots: bool,
) -> Any:
    """See `pcn_des.frame.assess`."""
    if shape not in (WIDE, LONG):
        raise MisuseError(f"shape is {briefly(shape)}; it must be one of: {WIDE}, {LONG}")
    known_by = as_day_or_none(known_on, "known_on")
    asked = rules_asked(rules)
    answered = [written(key, dots=dots) for key in asked] if shape == WIDE else [RULE, STATUS]
    intake = take_in(table, check_days(as_of), span(), network=network, answered=answered)
    beside = take_subjects(subjects, intake, as_of, network)
    basis = basis_of(known_by)
    found = statuses(basis, intake.table, asked, known_by)
    for kind, of_kind in beside.items():
        duties = [key for key in asked if kind in duties_of_any_day()[key]]
        about = worked_out(basis, intake.table, duties, known_by, kind)
        _of_groups(found, statuses(basis, of_kind.facts, duties, known_by, kind), about, of_kind)
    lifted = [key for key in asked if key in intake.lifted]
    for key, rows in waivable(basis, intake.table, lifted, known_by).items() if lifted else ():
        found[key][rows & intake.lifted[key]] = NOT_APPLICABLE
    if shape == LONG:
        return _long(intake.kind, intake.labels, found, dots=dots)
    outcomes = {written(key, dots=dots): Statuses(answers) for key, answers in found.items()}
    return intake.kind.answer(intake.labels, outcomes, None)


def basis_of(known_on: date | None) -> Basis:
    """What the answers of tables start from: the package's rules and facts, as known by a day."""
    nothing = fact_source({}, span().since, known_on)
    assert isinstance(nothing, GivenFacts)  # what a mapping is read as
    return Basis(rulebook(), lambda day: attrs.evolve(nothing, as_of=day), terms_of_last_week)


def _of_groups(found: Found, parts: Found, about: Mapping[str, NDArray[np.bool_]], subjects: Subjects) -> None:
    """Put the worst answer about the subjects of each network in the place of the unknown that stood there.

    `about` are the rows on which a duty is about these subjects; on others its answer stays what it is.
    """
    order = np.argsort(subjects.of, kind="stable")
    rows, begin = np.unique(subjects.of[order], return_index=True)
    for key, answers in parts.items():
        group = np.where(subjects.complete, np.uint8(NOT_APPLICABLE), np.uint8(UNKNOWN))
        if len(rows):
            group[rows] = np.minimum(group[rows], np.minimum.reduceat(answers[order], begin))
        found[key][about[key]] = group[about[key]]


def _long(kind: Any, labels: tuple[str, ...], found: Found, *, dots: bool) -> Any:
    """A row for each duty that is in force on the day of a row."""
    answers = np.stack(list(found.values()), axis=1) if found else np.zeros((0, 0), dtype=np.uint8)
    rows: NDArray[np.intp]
    rows, duties = np.nonzero(answers != NOT_IN_FORCE)
    words = tuple(written(key, dots=dots) for key in found)
    outcomes = {RULE: Names(duties.astype(np.int32), words), STATUS: Statuses(answers[rows, duties])}
    return kind.answer(labels, outcomes, rows)
