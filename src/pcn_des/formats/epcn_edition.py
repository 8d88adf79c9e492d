"""The day of which an edition of ePCN is, named by whoever reads it: whether the days in the file refute it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from pcn_des.dates import as_day
from pcn_des.formats.epcn_columns import PARTNER_COLUMNS, PCN_COLUMNS
from pcn_des.formats.reading import Problem
from pcn_des.wording import in_words

if TYPE_CHECKING:
    from pcn_des.formats.epcn import EpcnReading

# Changes are entered some weeks before they happen: the edition of 27 April 2022 has an end of 29 June.
ENTERED_BEFORE: Final = timedelta(days=92)


def of_edition(reading: EpcnReading, edition: date) -> EpcnReading:
    """The same reading, of an edition that somebody names, with a problem where the file shows that it is of no such.

    Raises:
        WrongTypeError: `edition` is not a `datetime.date`.
    """
    as_day(edition, "edition")
    before = () if reading.edition is None else _refuting(reading, reading.edition)
    others = tuple(problem for problem in reading.problems if problem not in before)
    return attrs.evolve(reading, edition=edition, problems=(*_refuting(reading, edition), *others))


def _refuting(reading: EpcnReading, edition: date) -> tuple[Problem, ...]:
    """What is wrong where a file has a day that is much later than its edition: the latest such day."""
    if edition >= date.max - ENTERED_BEFORE:
        return ()
    found = [one for one in _days(reading) if one[0] > edition + ENTERED_BEFORE]
    if not found:
        return ()
    day, row, column = max(found, key=lambda one: one[0])
    mend = (
        f"the file was to be the edition of {in_words(edition)}, when a change of {in_words(day)} was not known yet; "
        "name the day of this file as its edition, or choose the file of that day (the row is kept)"
    )
    return (Problem(file=reading.file, row=row, column=column, value=day.isoformat(), mend=mend),)


def _days(reading: EpcnReading) -> Iterator[tuple[date, int, str]]:
    """Every day in the file, with its row and the heading of its column."""
    for pcn in reading.pcns:
        yield pcn.opened, pcn.row, PCN_COLUMNS["opened"].headings[0]
        if pcn.closed is not None:
            yield pcn.closed, pcn.row, PCN_COLUMNS["closed"].headings[0]
    for spell in reading.partners:
        yield spell.start, spell.row, PARTNER_COLUMNS["start"].headings[0]
        if spell.end is not None:
            yield spell.end, spell.row, PARTNER_COLUMNS["end"].headings[0]
