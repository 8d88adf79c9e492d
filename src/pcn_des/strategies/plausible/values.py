"""The values that plausible records are made of: invented names, days and spells around a day, and answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from pcn_des.contract.files import span
from pcn_des.contract.terms import Terms
from pcn_des.dates import ONE_DAY
from pcn_des.network import Records
from pcn_des.strategies.field_values import PEOPLE, PLACES, days_up_to, not_blank
from pcn_des.strategies.requirements import Requirements


@attrs.frozen
class PlausibleValues:
    """Draws values that are plausible around the day of the requirements.

    `texts` are the texts in them, instead of invented names.
    """

    draw: st.DrawFn
    requirements: Requirements
    texts: st.SearchStrategy[str] | None = None

    @property
    def as_of(self) -> date:
        """The day."""
        return self.requirements.as_of

    @property
    def contract(self) -> Terms:
        """The contract on the day."""
        return self.requirements.contract

    def yes_or_no(self) -> bool:
        """Either."""
        return self.draw(st.booleans())

    def organisation_name(self, kind: str) -> str:
        """Such as Millbrook Surgery, for the kind `Surgery`."""
        if self.texts is not None:
            return self.draw(not_blank(self.texts))
        return f"{self.draw(st.sampled_from(PLACES))} {kind}"

    def person_name(self) -> str:
        """Such as Helen Marsh."""
        return self.text(*PEOPLE)

    def text(self, *usual: str) -> str:
        """A text that is not blank."""
        return self.draw(not_blank(self.texts) if self.texts is not None else st.sampled_from(usual))

    def text_or_blank(self, usual: str) -> str:
        """A text that may be blank."""
        return self.draw(self.texts if self.texts is not None else st.sampled_from(("", usual)))

    def past_day(self, back: int = 700) -> date:
        """The day itself, or one up to so many days before it."""
        return self.draw(days_up_to(self.as_of, back))

    def day_between(self, first: date, last: date) -> date:
        """A day from the first to the last, the last one soonest."""
        return self.draw(days_up_to(last, max(0, (last - first).days)))

    def day_since_the_start(self) -> date:
        """A day from the first that the contract data cover up to the day itself."""
        return self.day_between(span().since, self.as_of)

    def spell_that_lasts(self, since_by: date | None = None) -> dict[str, Any]:
        """`since` and `until` of a spell that lasts on the day, and began by that day or an earlier one."""
        ends = self.draw(st.none() | st.integers(0, 700))
        since = self.day_between(span().since, since_by or self.as_of)
        return {"since": since, "until": None if ends is None else self.as_of + timedelta(days=ends)}

    def spell_that_is_over(self, before: date | None = None) -> dict[str, Any]:
        """`since` and `until` of a spell that has ended before the day, or before an earlier one."""
        until = self.draw(days_up_to(before or self.as_of, 300)) - ONE_DAY
        return {"since": self.draw(days_up_to(until)), "until": until}

    def record_list(self, name: str, records: Any, *, complete: bool | None = None) -> Records[Any] | None:
        """A list of the network with these records: complete, with gaps, or unknown.

        It is complete, or has gaps, as `complete` says where the list is required, and it is never unknown there.
        """
        if name in self.requirements.known_lists:
            return Records(records, complete=self.yes_or_no() if complete is None else complete)
        state = self.draw(st.sampled_from(("unknown", "with gaps", "complete")))
        return None if state == "unknown" else Records(records, complete=state == "complete")

    def answer(self, sentence: str) -> bool:
        """Whether a sentence holds: as required, or either."""
        holds = self.requirements.holds(sentence)
        return self.yes_or_no() if holds is None else holds

    def answer_of_each(self, sentence: str, count: int) -> list[bool | None]:
        """For each of several, whether it does what the sentence says of all: as required of them; None is unknown."""
        holds = self.requirements.holds(sentence)
        if holds:
            return [True] * count
        answers = [self.draw(st.sampled_from((None, True, False))) for _ in range(count)]
        if holds is False:
            answers[self.draw(st.integers(0, count - 1))] = False
        return answers

    def shares(self, total: int, count: int) -> list[int]:
        """A number cut into so many parts."""
        weights = [self.draw(st.integers(1, 9)) for _ in range(count)]
        parts = [total * weight // sum(weights) for weight in weights]
        return [*parts[:-1], total - sum(parts[:-1])]
