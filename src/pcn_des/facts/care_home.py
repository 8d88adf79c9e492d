"""One Aligned Care Home."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network import CareHome
from pcn_des.network.records import covering, first_day_known
from pcn_des.values import Unknown
from pcn_des.wording import in_words

DAYS_OF_A_WEEK = 7
FIRST_DAY = "care_homes.home_rounds_first_day"


@fact("yes/no")
def has_clinical_lead(on: View) -> Observed:
    """Whether a clinical lead is named for the home."""
    home: CareHome = on.subject
    if home.clinical_lead is None:
        return Observed(Unknown.because(f"the clinical lead of {home.name}"))
    named = bool(home.clinical_lead.strip())
    return Observed(named, "somebody is named" if named else "nobody is named")


@fact("date", takes=("days",), may_read=(FIRST_DAY,))
def round_due(on: View, days: Fraction) -> Observed:
    """The last day of the next home round, so many days after the one before, or after the first could be owed."""
    last = _last_round(on)
    begins = _counted_from(on, last)
    return _due(on, begins, begins + timedelta(days=int(days)), last)


@fact("date", may_read=(FIRST_DAY,))
def round_due_by_week(on: View) -> Observed:
    """The last day of the next home round where each week has one: the Sunday of the week after that of the last."""
    last = _last_round(on)
    begins = _counted_from(on, last)
    sunday = begins + timedelta(days=DAYS_OF_A_WEEK - 1 - begins.weekday())
    return _due(on, begins, sunday + timedelta(days=DAYS_OF_A_WEEK), last)


def _due(on: View, begins: date, due: date, last: date | None) -> Observed:
    """A day that has passed says nothing where rounds may be missing from the record."""
    home: CareHome = on.subject
    if home.rounds is None or (on.as_of > due and not home.rounds.tells_all_of(begins, on.as_of)):
        since = f" since {in_words(last)}" if last else ""
        return Observed(Unknown.because(f"the home rounds of {home.name}{since}"))
    if on.as_of <= due and (last is None or last < begins) and first_day_known(home.alignment, on.as_of) == date.min:
        return Observed(Unknown.because(f"since when {home.name} has been aligned"))  # a round may be due already
    return Observed(due, f"last round on {in_words(last)}" if last else "no round yet")


def _last_round(on: View) -> date | None:
    home: CareHome = on.subject
    return max((held.on for held in home.rounds or () if held.on <= on.as_of), default=None)


def _counted_from(on: View, last: date | None) -> date:
    """The last round; or, if later, the day on which the home was aligned, or rounds were first owed of any network."""
    home: CareHome = on.subject
    aligned = max(spell.since for spell in covering(home.alignment, on.as_of))
    first_day = on.term(FIRST_DAY)
    return max(day for day in (last, aligned, first_day) if isinstance(day, date))
