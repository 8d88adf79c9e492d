"""A payment stream that is not paid any more: on which day it ended, and where its money went."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.entries import Payment
from pcn_des.showing import Shown
from pcn_des.sources import Citation
from pcn_des.wording import in_words


@attrs.frozen(kw_only=True, repr=False)
class EndedStream(Shown):
    """A stream that an earlier contract year paid: `entry` as it was last, and `why` it is gone, as `citations` say."""

    entry: Payment
    why: str
    citations: tuple[Citation, ...]

    @property
    def stream(self) -> str:
        """The key of the stream."""
        return self.entry.key

    @property
    def title(self) -> str:
        """The stream's name."""
        return self.entry.title

    @property
    def payee(self) -> str:
        """To whom it was paid."""
        return self.entry.payee

    @property
    def on(self) -> date:
        """Its last day."""
        return self.entry.until

    @property
    def reason(self) -> str:
        """On which day it ended, and why."""
        return f"It ended on {in_words(self.on)}: {self.why}."

    def __repr__(self) -> str:
        return bracketed(f"EndedStream {self.stream}: ended on {in_words(self.on)}")
