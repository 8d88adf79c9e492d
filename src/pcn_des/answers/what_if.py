"""What a change of members would change: duties answered otherwise, and what the network would be owed."""

from __future__ import annotations

import attrs

from pcn_des.answers.difference import Difference
from pcn_des.answers.report import Report
from pcn_des.answers.statement import Statement
from pcn_des.answers.stream_difference import StreamDifference
from pcn_des.brief import bracketed
from pcn_des.showing import Shown
from pcn_des.wording import count_of


@attrs.frozen(kw_only=True, repr=False)
class WhatIf(Shown):
    """A network as it is, and with the change that `says` names: two reports of one day, two statements of one year.

    `may_differ` are the payment streams of which neither statement has an exact amount, in a month that the change
    reaches, so that they may differ or not.
    """

    says: str
    before: Report
    after: Report
    owed_before: Statement
    owed_after: Statement
    may_differ: tuple[StreamDifference, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.after.draft_of

    @property
    def duties(self) -> tuple[Difference, ...]:
        """The duties that would be answered otherwise."""
        return self.before.diff(self.after)

    @property
    def streams(self) -> tuple[StreamDifference, ...]:
        """The payment streams that would come to something else."""
        return self.owed_before.diff(self.owed_after)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of the two reports and the two statements, each once."""
        answers = (self.before, self.after, self.owed_before, self.owed_after)
        return tuple(dict.fromkeys(note for answer in answers for note in answer.notes))

    def __repr__(self) -> str:
        counted = f"{count_of(len(self.duties), 'answer')} and {count_of(len(self.streams), 'stream')} differ"
        return bracketed(f"WhatIf {self.says}: {counted}")
