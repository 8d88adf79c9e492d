"""One Aligned Care Home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from pcn_des.dates import ONE_DAY
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network import CareHome, HomeRound
from pcn_des.network.records import Records, covering, first_day_known
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
    if home.clinical_lead.strip():
        return Observed(True, "somebody is named")
    aligned = covering(home.alignment, on.as_of)
    return Observed(False, "nobody is named", since=max((spell.since for spell in aligned), default=None))


@fact("date", takes=("days",), may_read=(FIRST_DAY,))
def round_due(on: View, days: Fraction) -> Observed:
    """The last day of the next home round, so many days after the one before, or after the first could be owed."""
    return _due(on, lambda begins: begins + timedelta(days=int(days)))


@fact("date", may_read=(FIRST_DAY,))
def round_due_by_week(on: View) -> Observed:
    """The last day of the next home round where each week has one: the Sunday of the week after that of the last."""
    return _due(on, lambda begins: begins + timedelta(days=2 * DAYS_OF_A_WEEK - 1 - begins.weekday()))


def _due(on: View, due_after: Callable[[date], date]) -> Observed:
    """The day by which a round is due; a day that has passed says nothing where rounds may be missing from the record.

    A log that is complete from a day on is silent about the days before it: the last round may have been on any of
    them, so that once the log begins, the next is due as it is after the day before the log, and no later.
    """
    home: CareHome = on.subject
    last = _last_round(on)
    begins = _counted_from(on, last)
    due = due_after(begins)
    said = f"last round on {in_words(last)}" if last else "no round yet"
    if home.rounds is None or (on.as_of > due and not home.rounds.tells_all_of(begins, on.as_of)):
        kept_from = _kept_from(on)
        if kept_from is not None and begins < kept_from and on.as_of > (due := due_after(kept_from - ONE_DAY)):
            return Observed(due, f"no round since {in_words(kept_from)}, when the log of rounds begins")
        since = f" since {in_words(last)}" if last else ""
        return Observed(Unknown.because(f"the home rounds of {home.name}{since}"))
    if on.as_of <= due and (last is None or last < begins) and first_day_known(home.alignment, on.as_of) == date.min:
        return Observed(Unknown.because(f"since when {home.name} has been aligned"))  # a round may be due already
    return Observed(due, said)


def _kept_from(on: View) -> date | None:
    """The first day of a log of rounds that is complete from then on, up to the day that is asked about."""
    rounds: Records[HomeRound] | None = on.subject.rounds
    kept = rounds.complete_for if rounds is not None else None
    return kept.since if kept is not None and on.as_of in kept else None


def _last_round(on: View) -> date | None:
    home: CareHome = on.subject
    return max((held.on for held in home.rounds or () if held.on <= on.as_of), default=None)


def _counted_from(on: View, last: date | None) -> date:
    """The last round; or, if later, the day on which the home was aligned, or rounds were first owed of any network."""
    home: CareHome = on.subject
    aligned = max(spell.since for spell in covering(home.alignment, on.as_of))
    first_day = on.term(FIRST_DAY)
    return max(day for day in (last, aligned, first_day) if isinstance(day, date))
