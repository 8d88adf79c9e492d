"""What a network is asked to be on a day, written down before anything is drawn: contradictions show at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import attrs

from pcn_des.contract.entries import Obligation
from pcn_des.contract.terms import Terms
from pcn_des.dates import Deadline
from pcn_des.engine.trace import exact_term
from pcn_des.errors import MisuseError, PcnDesError
from pcn_des.questions.basis import terms_of_last_week
from pcn_des.wording import in_words

# What can be settled: sentences, because an error says them.
IN_POST: Final = "somebody is clinical director"
ELIGIBLE: Final = "every clinical director is a clinician of a Core Network Practice"
PAYEE: Final = "a Nominated Payee is named"
PAYEE_IS_MEMBER: Final = "the Nominated Payee is a Core Network Practice"
HAS_CORE: Final = "some practice is a Core Network Practice"
CHANGED_IN_WINDOW: Final = "a practice left in a window of the year, and no other change was outside one"
SIGNED: Final = "every Core Network Practice signed the Network Agreement"
CONTRACT_TYPE: Final = "every practice holds an eligible contract"
ONE_NETWORK: Final = "no practice is in another network"
OPEN_ALL_WEEK: Final = "no practice closes for half a day each week"
ENOUGH_MINUTES: Final = "the minutes of the week are enough"
HOURS_COVERED: Final = "sessions leave no gap in the hours of the week"
MADE_UP: Final = "cancelled sessions are made up in time"
HOME_LEAD: Final = "every care home has a clinical lead"
HOME_ROUNDS: Final = "no home round is overdue"
ASSESSED: Final = "whoever was admitted to a care home was assessed in time"
PLANNED: Final = "whoever was admitted to a care home has a care plan in time"
UPDATED: Final = "something that the Network Agreement names changed, and it was brought up to date since"
HAD_MINIMUM: Final = "the network had the minimum size when it was approved"

# What can be bounded.
REGISTERED: Final = "registered patients"


class UnreachableError(PcnDesError):
    """An answer that no records give on the day; the message says why."""


@attrs.define
class Wishes:
    """What records have to say on a day. Each wish remembers on behalf of which answer it was made.

    `settled` are sentences that are true or false; `least` and `most` bound a number of patients; `papers` say for each
    kind of evidence which obligations it shows done or not; `needed` are the lists of a network that must be known;
    `asked` are the obligations that have a wish; `weekly` is the contract that weekly duties are held against.
    """

    terms: Terms
    weekly: Terms = attrs.field(
        default=attrs.Factory(lambda self: terms_of_last_week(self.terms) or self.terms, takes_self=True)
    )
    settled: dict[str, tuple[bool, str]] = attrs.field(factory=dict)
    least: dict[str, tuple[int, str]] = attrs.field(factory=dict)
    most: dict[str, tuple[int, str]] = attrs.field(factory=dict)
    papers: dict[str, dict[Obligation, bool]] = attrs.field(factory=dict)
    needed: set[str] = attrs.field(factory=set)
    asked: set[str] = attrs.field(factory=set)
    asker: str = ""

    @property
    def as_of(self) -> date:
        """The day."""
        return self.terms.as_of

    def ask(self, key: str, met: bool) -> None:
        """What is wished for from now on is on behalf of this obligation, to be met or not."""
        self.asked.add(key)
        self.asker = f"{'meets' if met else 'breaks'} {key}"

    def figure(self, key: str) -> Any:
        """The value of a term on the day, as rules calculate with it.

        Raises:
            UnreachableError: the contract data do not have it.
        """
        return self._figure(self.terms, key)

    def figure_of_week(self, key: str) -> Any:
        """The same under the contract that weekly duties are held against.

        Raises:
            UnreachableError: the contract data do not have it.
        """
        return self._figure(self.weekly, key)

    def _figure(self, terms: Terms, key: str) -> Any:
        term = terms.get(key)
        if term is None or not term.is_known:
            raise UnreachableError(f"the contract's {key} is not established on that day")
        return exact_term(term)

    def need(self, *lists: str) -> None:
        """These lists of the network must be known."""
        self.needed.update(lists)

    def settle(self, sentence: str, holds: bool, *lists: str) -> None:
        """The sentence holds, or does not; these lists show it.

        Raises:
            MisuseError: another wish needs the opposite.
        """
        held, asker = self.settled.setdefault(sentence, (holds, self.asker))
        if held is not holds:
            raise self._contradiction(asker, f"whether {sentence}")
        self.need(*lists)

    def holds(self, sentence: str) -> bool | None:
        """What has been settled about a sentence; None where nothing was."""
        return self.settled[sentence][0] if sentence in self.settled else None

    def at_least(self, what: str, figure: Fraction) -> None:
        """A number of patients reaches a figure."""
        low = max(self.least.get(what, (0, "")), (ceil(figure), self.asker))
        self.least[what] = low
        self._check(what)

    def at_most(self, what: str, figure: Fraction) -> None:
        """A number of patients does not exceed a figure."""
        found = (floor(figure), self.asker)
        self.most[what] = min(self.most.get(what, found), found)
        self._check(what)

    def between(self, what: str, least: int, most: int) -> tuple[int, int]:
        """The bounds of a number of patients: those wished for, and these where nothing is; wider where need be."""
        low = self.least[what][0] if what in self.least else least
        high = self.most[what][0] if what in self.most else most
        if low > high:  # only one of the two was wished for
            return (low, 2 * low) if what in self.least else (0, high)
        return low, high

    def show(self, kind: str, obligation: Obligation, done: bool) -> None:
        """The papers of a kind show an obligation done, or not done."""
        self.papers.setdefault(kind, {})[obligation] = done
        self.need("returns")

    def _check(self, what: str) -> None:
        if what in self.least and what in self.most and self.least[what][0] > self.most[what][0]:
            other = self.least[what][1] if self.most[what][1] == self.asker else self.most[what][1]
            raise self._contradiction(other, f"how many {what} there are")

    def _contradiction(self, other: str, about: str) -> MisuseError:
        day = in_words(self.as_of)
        return MisuseError(
            f"On {day} no network {other} and {self.asker}: the two do not agree on {about}. Ask for one of them."
        )


Recipe = Callable[[Wishes, bool], None]
"""Writes down what records must say for an obligation to be met (True) or not met (False)."""


def check_due(due: Deadline | None, as_of: date) -> None:
    """Nothing falls short before its day.

    Raises:
        UnreachableError: the day has not passed.
    """
    if due is not None and as_of <= due.last:
        raise UnreachableError(f"it is due by {due}")
