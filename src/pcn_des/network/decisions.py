"""What people decided: a judgement that no record can settle, taken by somebody on a day, until it lapses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.dates import ContractYear, Period
from pcn_des.errors import MisuseError
from pcn_des.network.records import Clash, not_blank, one_of
from pcn_des.network.typed import typed
from pcn_des.wording import in_words

MET: Final = "met"
NOT_MET: Final = "not_met"
JUDGED: Final = (MET, NOT_MET)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Decision(Brief):
    """What a person judged of a duty that is for a person to judge: met or not, by whom, on which day.

    `subject` is the practice, home, admission, … that it is about, by the id that reports name it with, where the duty
    has several. It lapses after `until`; without it, at the end of the contract year in which it was taken. It lapses
    too when the text of the duty changes.
    """

    obligation: str = attrs.field(validator=not_blank)
    subject: str = ""
    judged: str = attrs.field(validator=one_of(*JUDGED))
    by: str = attrs.field(validator=not_blank)
    on: date
    until: date | None = None
    document: str = ""

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.on:
            raise MisuseError(f"it lapses on {self.until}, before its own day {self.on}; correct one of the two")

    @property
    def period(self) -> Period:
        """The days for which it holds, as long as the text of the duty stays the same."""
        if self.until is not None:
            return Period(self.on, self.until)
        year = ContractYear.of(self.on)
        return Period(self.on, year.last_day if year.starts_in < date.max.year else date.max)

    @property
    def is_met(self) -> bool:
        """Whether the duty was judged met."""
        return self.judged == MET

    @property
    def name(self) -> str:
        """The decision in words: `judged met by Dr Asha Menon on 3 May 2022 (minute 7), until 31 March 2023`."""
        document = f" ({self.document})" if self.document else ""
        judged = self.judged.replace("_", " ")
        return f"judged {judged} by {self.by} on {in_words(self.on)}{document}, until {in_words(self.period.until)}"


def judged_both_ways(decisions: Iterable[Decision]) -> Iterator[Clash]:
    """Decisions about one duty and subject that hold on the same day and say different things."""
    by_subject: dict[tuple[str, str], list[tuple[int, Decision]]] = {}
    for number, decision in enumerate(decisions):
        by_subject.setdefault((decision.obligation, decision.subject), []).append((number, decision))
    for (duty, subject), taken in by_subject.items():
        for (_, one), (number, other) in combinations(taken, 2):
            if one.judged != other.judged and one.period.overlaps(other.period):
                about = f"{duty}, {subject}," if subject else duty
                yield Clash(
                    f"{about} is judged both met and not met from {max(one.on, other.on)}; let the first decision end "
                    "on the day before, or correct one of the two",
                    ("decisions", number),
                )


def latest_first(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions by the day on which they were taken, whatever the order in which they were written down."""
    return sorted(decisions, key=lambda one: (one.on, one.period.last, one.by, one.document), reverse=True)
