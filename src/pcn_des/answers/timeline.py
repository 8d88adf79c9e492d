"""A network over time, as it comes back: for each duty the spells in which its answer stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.status import Status
from pcn_des.brief import bracketed
from pcn_des.dates import as_day
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.frozen import frozen
from pcn_des.showing import CSV, FRAME, PLOT, Shown, show
from pcn_des.wording import count_of, in_words


@attrs.frozen(repr=False)
class AnswerSpell(Shown):
    """Days, both inclusive, on which a duty has the same answer. `finding` is that of the first day."""

    since: date
    until: date
    finding: Finding

    @property
    def status(self) -> Status:
        """The answer."""
        return self.finding.status

    def __repr__(self) -> str:
        return bracketed(f"AnswerSpell {self.finding.rule}, {self.since} to {self.until}: {self.status.words}")


@attrs.frozen(repr=False)
class Timeline(Shown, Mapping[Any, tuple[AnswerSpell, ...]]):
    """The spells of every duty: `timeline["network.list_size"]`, or `timeline[rule, subject]` for one subject.

    Where a duty has no spell, it is not in force. `asked` are the days on which the network was evaluated;
    `notes` say what to know of the records as they are on the last day.
    """

    heading: Heading
    receipt: Receipt
    since: date
    until: date
    spells: Mapping[tuple[str, str | None], tuple[AnswerSpell, ...]] = attrs.field(converter=frozen)
    asked: tuple[date, ...]
    notes: tuple[str, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __getitem__(self, key: str | tuple[str, str]) -> tuple[AnswerSpell, ...]:
        wanted = key if isinstance(key, tuple) else (key, None)
        are_names = all(isinstance(part, str | None) for part in wanted)
        if not are_names or wanted not in self.spells:
            known = [rule if subject is None else f"{rule}, {subject}" for rule, subject in self.spells]
            asked = ", ".join(filter(None, wanted)) if are_names else ""
            raise UnknownNameError("spell of", asked or key, known)
        return self.spells[wanted]

    def __iter__(self) -> Iterator[str]:
        return (rule for rule, subject in self.spells if subject is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def on(self, rule: str, day: date, subject: str | None = None) -> AnswerSpell | None:
        """The spell of a duty that a day lies in; None where the duty is not in force.

        Raises:
            UnknownNameError: no such duty or subject.
            WrongTypeError: `day` is no `datetime.date`.
            MisuseError: the timeline does not have the day.
        """
        if not self.since <= as_day(day, "day") <= self.until:
            raise MisuseError(
                f"the timeline goes from {in_words(self.since)} to {in_words(self.until)}, and {in_words(day)} is not "
                "in it; ask pcn_des.timeline for those days"
            )
        spells = self[rule] if subject is None else self[rule, subject]
        return next((spell for spell in spells if spell.since <= day <= spell.until), None)

    def to_frame(self, backend: str = "polars") -> Any:
        """The spells as a table, a row for each of each duty and of each subject; the duty as a whole has no subject.

        Args:
            backend: `polars`, `pandas` or `pyarrow`.

        Raises:
            MissingExtraError: narwhals or the backend is not installed.
            MisuseError: a backend that is none of these.
        """
        return show(self, FRAME, backend)

    def to_csv(self) -> str:
        """The same as CSV for spreadsheets."""
        return str(show(self, CSV))

    def plot(self) -> Any:
        """The timeline as a matplotlib figure, a row for each duty that is not met or open throughout.

        Raises:
            MissingExtraError: matplotlib is not installed.
        """
        return show(self, PLOT)

    def __repr__(self) -> str:
        return bracketed(
            f"Timeline of {self.heading.name}, {self.since} to {self.until}: {count_of(len(self), 'duty', 'duties')}"
        )
