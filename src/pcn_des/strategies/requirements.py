"""What the records of a network have to show on a day, written down before anything is drawn; draws nothing.

Recipes write, the strategies of plausible records read. What contradicts an earlier requirement shows at once.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import attrs

from pcn_des.contract.entries import Obligation
from pcn_des.contract.terms import Terms
from pcn_des.errors import MisuseError, PcnDesError
from pcn_des.questions.basis import terms_of_last_week
from pcn_des.strategies.contract_figures import known_figure
from pcn_des.wording import in_words

Bound = tuple[int, str]
"""A number of patients, and on behalf of which answer it is a bound."""


class UnreachableError(PcnDesError):
    """An answer that no records give on the day; the message says why."""


@attrs.define
class Requirements:
    """What records have to show under the contract of a day. Each remembers on behalf of which answer it was made.

    `weekly` is the contract that weekly duties are held against. `duties` are the keys of the obligations that require
    something, and `known_lists` the lists of the network that must not be unknown. `papers` say for each kind of
    evidence which obligations it shows done or not.
    """

    contract: Terms
    weekly: Terms = attrs.field(init=False)
    duties: set[str] = attrs.field(factory=set, init=False)
    known_lists: set[str] = attrs.field(factory=set, init=False)
    papers: dict[str, dict[Obligation, bool]] = attrs.field(factory=dict, init=False)
    _sentences: dict[str, tuple[bool, str]] = attrs.field(factory=dict, init=False)
    _least_patients: Bound | None = attrs.field(default=None, init=False)
    _most_patients: Bound | None = attrs.field(default=None, init=False)
    _answer: str = attrs.field(default="", init=False)

    @weekly.default
    def _contract_of_last_week(self) -> Terms:
        return terms_of_last_week(self.contract) or self.contract

    @property
    def as_of(self) -> date:
        """The day."""
        return self.contract.as_of

    def on_behalf_of(self, key: str, met: bool) -> None:
        """What is required from now on is so that this obligation is met, or not met."""
        self.duties.add(key)
        self._answer = f"{'meets' if met else 'breaks'} {key}"

    def figure(self, key: str) -> Any:
        """The value of a term on the day, as rules calculate with it.

        Raises:
            UnreachableError: the contract data do not have it.
        """
        return _established(self.contract, key)

    def figure_of_week(self, key: str) -> Any:
        """The same under the contract that weekly duties are held against.

        Raises:
            UnreachableError: the contract data do not have it.
        """
        return _established(self.weekly, key)

    def know(self, *lists: str) -> None:
        """These lists of the network must be known."""
        self.known_lists.update(lists)

    def settle(self, sentence: str, holds: bool, *lists: str) -> None:
        """The sentence holds, or does not; these lists show it.

        Raises:
            MisuseError: another answer needs the opposite.
        """
        held, answer = self._sentences.setdefault(sentence, (holds, self._answer))
        if held is not holds:
            raise self._contradiction(answer, f"whether {sentence}")
        self.know(*lists)

    def holds(self, sentence: str) -> bool | None:
        """What has been settled about a sentence; None where nothing was."""
        return self._sentences[sentence][0] if sentence in self._sentences else None

    def at_least_patients(self, figure: Fraction) -> None:
        """The registered patients reach a figure.

        Raises:
            MisuseError: another answer needs fewer.
        """
        bound = (ceil(figure), self._answer)
        self._least_patients = max(self._least_patients or bound, bound)
        self._check_patients()

    def at_most_patients(self, figure: Fraction) -> None:
        """The registered patients do not exceed a figure.

        Raises:
            MisuseError: another answer needs more.
        """
        bound = (floor(figure), self._answer)
        self._most_patients = min(self._most_patients or bound, bound)
        self._check_patients()

    def patients_between(self, usual_least: int, usual_most: int) -> tuple[int, int]:
        """The least and the most registered patients: as required, else these, and wider where only one is required."""
        least = self._least_patients[0] if self._least_patients else usual_least
        most = self._most_patients[0] if self._most_patients else usual_most
        if least <= most:
            return least, most
        return (least, 2 * least) if self._least_patients else (0, most)

    def show(self, kind: str, obligation: Obligation, done: bool) -> None:
        """The papers of a kind show an obligation done, or not done."""
        self.papers.setdefault(kind, {})[obligation] = done
        self.know("returns")

    def _check_patients(self) -> None:
        least, most = self._least_patients, self._most_patients
        if least and most and least[0] > most[0]:
            other = least[1] if most[1] == self._answer else most[1]
            raise self._contradiction(other, "how many registered patients there are")

    def _contradiction(self, other: str, about: str) -> MisuseError:
        day = in_words(self.as_of)
        return MisuseError(
            f"On {day} no network {other} and {self._answer}: the two do not agree on {about}. Ask for one of them."
        )


def _established(contract: Terms, key: str) -> Any:
    figure = known_figure(contract, key)
    if figure is None:
        raise UnreachableError(f"the contract's {key} is not established on that day")
    return figure
