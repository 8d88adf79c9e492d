"""What two statements say differently, stream by stream."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs

from pcn_des.brief import bracketed
from pcn_des.showing import Shown
from pcn_des.units import Money

if TYPE_CHECKING:
    from pcn_des.answers.statement import StreamTotal


@attrs.frozen(kw_only=True, repr=False)
class StreamDifference(Shown):
    """A stream whose year differs; None where a statement does not have it."""

    stream: str
    title: str
    before: StreamTotal | None
    after: StreamTotal | None

    @property
    def change(self) -> Money | None:
        """By how much the year differs, below nought where it is less; None where one of the two is not exact."""
        before, after = (None if total is None else total.amount for total in (self.before, self.after))
        return None if before is None or after is None else after - before

    def __repr__(self) -> str:
        return bracketed(f"StreamDifference {self.stream}: {self.change if self.change is not None else 'not exact'}")


def stream_differences(
    before: Mapping[str, StreamTotal], after: Mapping[str, StreamTotal]
) -> tuple[StreamDifference, ...]:
    """The streams whose amount or bounds are not the same."""
    found = []
    for stream in dict.fromkeys([*before, *after]):
        one, other = before.get(stream), after.get(stream)
        if one is None or other is None or _ends(one) != _ends(other):
            title = (one or other or before[stream]).title
            found.append(StreamDifference(stream=stream, title=title, before=one, after=other))
    return tuple(found)


def undecided(
    before: Mapping[str, StreamTotal], after: Mapping[str, StreamTotal], months: Collection[date]
) -> tuple[StreamDifference, ...]:
    """The streams of which both say the same, and neither an exact amount: whether the year differs is not known.

    `months` are those that can differ, each by its first day: what is not exact in others is the same in both.
    """
    return tuple(
        StreamDifference(stream=stream, title=one.title, before=one, after=after[stream])
        for stream, one in before.items()
        if stream in after
        and one.amount is None
        and _ends(one) == _ends(after[stream])
        and any(_is_open(total, month) for total in (one, after[stream]) for month in months)
    )


def _is_open(total: StreamTotal, month: date) -> bool:
    """Whether a stream is not established in a month, by its first day; one that is not worked out is in any."""
    return month in (total.open_months if total.lines else total.entry.period)


def _ends(total: StreamTotal) -> tuple[Money | None, Money | None, Money | None]:
    return total.amount, total.at_least, total.at_most
