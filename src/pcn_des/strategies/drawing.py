"""What the makers of plausible records share: invented names, spells around a day, and answers for each of several."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.files import span
from pcn_des.dates import ONE_DAY
from pcn_des.network import Records
from pcn_des.strategies.values import filled, up_to
from pcn_des.strategies.wishes import Wishes

PLACES: Final = ("Millbrook", "Weirside", "Harbour", "Northgate", "Old Mill", "St Anne's", "Castle Hill", "Fenwick")
PEOPLE: Final = ("Dr Asha Patel", "Dr Tom Reed", "Helen Marsh", "Sam O'Neill", "Zoë Brook", "Dr Li Wei")


@attrs.frozen
class Making:
    """A network in the making: what it is asked to be, and where its values are drawn from."""

    draw: st.DrawFn
    wishes: Wishes
    texts: st.SearchStrategy[str] | None = None

    @property
    def as_of(self) -> date:
        """The day that the records are plausible around."""
        return self.wishes.as_of

    def place(self, kind: str) -> str:
        """The name of an organisation."""
        if self.texts is not None:
            return self.draw(filled(self.texts))
        return f"{self.draw(st.sampled_from(PLACES))} {kind}"

    def person(self) -> str:
        """The name of somebody."""
        return self.word(*PEOPLE)

    def text(self, usual: str) -> str:
        """A text that may be empty."""
        return self.draw(self.texts if self.texts is not None else st.sampled_from(("", usual)))

    def word(self, *usual: str) -> str:
        """A text that is not empty."""
        return self.draw(filled(self.texts) if self.texts is not None else st.sampled_from(usual))

    def yes(self) -> bool:
        """Yes or no."""
        return self.draw(st.booleans())

    def past(self, back: int = 700) -> date:
        """A day up to the day itself."""
        return self.draw(up_to(self.as_of, back))

    def day_between(self, first: date, last: date) -> date:
        """A day from the first to the last, the last one soonest."""
        return self.draw(up_to(last, max(0, (last - first).days)))

    def since_the_start(self) -> date:
        """A day from the first that the contract data cover."""
        return self.day_between(span().since, self.as_of)

    def still_lasting(self, since_by: date | None = None) -> dict[str, Any]:
        """The days of a spell that lasts on the day, and began by that day or an earlier one."""
        ends = self.draw(st.none() | st.integers(0, 700))
        since = self.day_between(span().since, since_by or self.as_of)
        return {"since": since, "until": None if ends is None else self.as_of + timedelta(days=ends)}

    def over_already(self, before: date | None = None) -> dict[str, Any]:
        """The days of a spell that has ended before the day, or before an earlier one."""
        until = self.draw(up_to(before or self.as_of, 300)) - ONE_DAY
        return {"since": self.draw(up_to(until)), "until": until}

    def known(self, name: str, items: Any, *, complete: bool | None = None) -> Records[Any] | None:
        """A list of the network: complete where it has to be, else complete, with gaps, or unknown where it may be."""
        if name in self.wishes.needed:
            return Records(items, complete=self.yes() if complete is None else complete)
        state = self.draw(st.sampled_from(("unknown", "with gaps", "complete")))
        return None if state == "unknown" else Records(items, complete=state == "complete")

    def each(self, sentence: str, count: int) -> list[bool | None]:
        """An answer for each of several, so that the sentence holds or fails as settled; None is unknown."""
        holds = self.wishes.holds(sentence)
        if holds:
            return [True] * count
        drawn = [self.draw(st.sampled_from((None, True, False))) for _ in range(count)]
        if holds is False:
            drawn[self.draw(st.integers(0, count - 1))] = False
        return drawn

    def settled_or_any(self, sentence: str) -> bool:
        """Whether a sentence holds: as settled, or drawn."""
        holds = self.wishes.holds(sentence)
        return self.yes() if holds is None else holds


def shares(making: Making, total: int, count: int) -> list[int]:
    """A number cut into so many parts."""
    weights = [making.draw(st.integers(1, 9)) for _ in range(count)]
    parts = [total * weight // sum(weights) for weight in weights]
    parts[-1] += total - sum(parts)
    return parts
