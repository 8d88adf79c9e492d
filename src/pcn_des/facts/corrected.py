"""Which edition of the published PCN Adjusted Populations payments use on a day, where it was corrected in the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import attrs

CORRECTED_ON: Final = "population.adjusted_corrected_on"
CORRECTED_FROM: Final = "population.adjusted_corrected_from"


@attrs.frozen
class Correction:
    """A correction of the published figures: the day of publication, and the day from which payments use it."""

    on: date
    since: date

    def is_of(self, published: date | None) -> bool:
        """Whether an edition is the corrected one, by the day on which it came out; one without a day is not."""
        return published is not None and published >= self.on


def correction_by(term: Callable[[str], object]) -> Correction | None:
    """The correction that a year's contract knows of, by what its terms say; None where there was none."""
    published, since = term(CORRECTED_ON), term(CORRECTED_FROM)
    if isinstance(published, date) and isinstance(since, date):
        return Correction(published, since)
    return None
