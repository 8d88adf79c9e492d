"""The Aligned Care Homes of a network, taken together."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.network import CareHome
from pcn_des.network.records import covering
from pcn_des.values import Unknown, at_least_known
from pcn_des.wording import in_words, whether_complete


@fact("beds")
def beds(on: View) -> Observed:
    """Relevant beds of the Aligned Care Homes in the month; a home's last count stands until there is another."""
    homes = on.network.care_homes
    if homes is None:
        return Observed(Unknown.because("the list of care homes, with their beds"))
    total, missing = 0, []
    for home in homes:
        if alignment_open(home, on.as_of):
            missing.append(f"whether {home.name} is aligned to the network")
        elif covering(home.alignment, on.as_of):
            counted = _beds_in(home, on.as_of)
            if counted is None:
                missing.append(f"the beds of {home.name}")
            total += counted or 0
    if not homes.tells_all_of(on.as_of, on.as_of):
        missing.append(whether_complete("care homes"))
    because = f"homes aligned on {in_words(on.day_said)}"
    if not missing:
        return Observed(Fraction(total), because)
    return Observed(at_least_known(Fraction(total), *missing) if total else Unknown.because(*missing), because)


def alignment_open(home: CareHome, day: date) -> bool:
    """Whether the records do not say if a home is aligned to the network on a day."""
    listed = home.alignment
    return listed is None or (not covering(listed, day) and not listed.tells_all_of(day, day))


def _beds_in(home: CareHome, month: date) -> int | None:
    known = [count for count in home.beds or () if count.month <= month]
    return max(known, key=lambda count: count.month).beds if known else None
