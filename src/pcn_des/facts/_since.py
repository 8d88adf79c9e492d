"""Since when something has been so, by the days on which the records say something else; and what was due before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import span
from pcn_des.contract.question import terms
from pcn_des.dates import Deadline
from pcn_des.engine.view import View
from pcn_des.values import Unknown
from pcn_des.watched_day import plain_day
from pcn_des.wording import in_words


def so_since(edges: Iterable[date], day: date, is_so: Callable[[date], bool]) -> date | None:
    """Since when something has been so that is so on a day; None where nothing changed up to it.

    `edges` are the days on which it may be otherwise than on the day before. What was so before all of them is said to
    be so since the first.
    """
    since = None
    for edge in sorted({edge for edge in edges if edge <= day}, reverse=True):
        if not is_so(edge):
            break
        since = edge
    return since


def due_before_it_opened(on: View, due: Deadline | None, what: str) -> Unknown | None:
    """What nobody can tell of something that was due before there was a network; None where it was due later.

    No source says by when a network that is formed within the year owes what others owed by then.
    """
    opened = on.network.opened
    if due is None or opened is None or due.last >= opened:
        return None
    return Unknown.because(f"by when a network that opened on {in_words(plain_day(opened))} owes {what}")


def duty_on(day: date, key: str, known_on: date | None) -> Obligation | None:
    """A duty as it stood on another day; None where it was not in force, or the data do not have the day."""
    if day not in span():
        return None
    duties = terms(day, known_on).obligations
    if key not in duties:  # `get` would look for the nearest name
        return None
    return duties[key]
