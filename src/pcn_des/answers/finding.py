"""The answer for one duty: what was found, from which its sentences are written when somebody reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from pcn_des.answers.notation import NOTHING, Sentence
from pcn_des.answers.status import Status
from pcn_des.brief import bracketed
from pcn_des.contract.entries import INFORMATION, Follows, Obligation, Term
from pcn_des.dates import ONE_DAY, Deadline
from pcn_des.network.decisions import Decision
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.units import Quantity
from pcn_des.values import NEVER, Value
from pcn_des.wording import in_words


@attrs.frozen
class FactUse:
    """A fact as a finding saw it: its value, and what a reader should know beside it.

    `given` are the terms that the fact was asked with, such as the days of a window; `since` is the first day on which
    it was so, where the records say it.
    """

    fact: str
    title: str
    value: Value
    because: str = ""
    given: tuple[Any, ...] = ()
    since: date | None = None

    @property
    def name(self) -> str:
        """The name of the fact, with the days and numbers that it was asked with."""
        return f"{self.fact}({', '.join(map(_short, self.given))})" if self.given else self.fact

    @property
    def in_words(self) -> str:
        """The value as a person says it."""
        return in_words(self.value)


def _short(given: Any) -> str:
    return "…" if isinstance(given, tuple) else in_words(given)


def _holds(value: Value) -> bool:
    """Whether a fact says that something is so, or was done."""
    return value is not False and value is not NEVER


@attrs.frozen(kw_only=True, repr=False)
class Finding(Shown):
    """The answer for one obligation and one subject: a receipt with everything that it rests on.

    `entry` is the duty as the contract has it; `why` says what decided. `observed` and `required` are a `Quantity`, a
    `date` or a text, and `worked` is how the contract comes to what is required (`worked_otherwise` by another reading
    of the text). `other_dues` are the due days by other readings of the text. `missing` says what would settle an
    UNKNOWN; `to_judge` what a person has to decide where a rule leaves it to one (of a duty that is for a person
    altogether, `reason` says it). `without_exception` is the answer that a lifted duty would have had. With
    `text_missing`, the contract has this duty and its text was not found. `happened` is the day of a subject that
    happened once, such as a cancelled session. `settled` is how a person decided a JUDGEMENT, which stays one; of
    several subjects, where all that are to be judged are decided.
    """

    entry: Obligation
    status: Status
    why: Sentence
    subject: str | None = None
    subject_name: str = ""
    observed: Quantity | date | str | None = None
    required: Quantity | date | str | None = None
    worked: Any = None
    worked_otherwise: Sentence = NOTHING
    due: Deadline | None = None
    other_dues: tuple[Deadline, ...] = ()
    done: date | None = None
    missing: tuple[str, ...] = ()
    to_judge: str = ""
    exception: str = ""
    without_exception: Status | None = None
    facts: tuple[FactUse, ...] = ()
    terms: tuple[Term, ...] = ()
    text_missing: bool = False
    happened: date | None = None
    settled: Decision | None = None
    parts: tuple[Finding, ...] = ()

    @property
    def rule(self) -> str:
        """The id of the obligation: `enhanced_access.weekly_minutes`."""
        return self.entry.key

    @property
    def title(self) -> str:
        """What has to be done, in a few words."""
        return self.entry.title

    @property
    def owed_by(self) -> str:
        """Who owes it."""
        return self.entry.owed_by

    @property
    def strength(self) -> str:
        """`must`, `should` or `may`; `information` is no duty; empty where the text was not found."""
        return self.entry.strength

    @property
    def clause(self) -> str | None:
        """The clause of the contract, where it is known."""
        return self.entry.clause

    @property
    def since(self) -> date | None:
        """The first day of the duty in this contract year; None where its text was not found."""
        return None if self.text_missing else self.entry.since

    @property
    def note(self) -> str:
        """What a reader has to know of the duty."""
        return self.entry.note

    @property
    def consequence(self) -> str:
        """What follows if it is not done, where the contract says so."""
        return self.entry.consequence

    @property
    def follows(self) -> Follows | None:
        """What follows if it is not done: as a source says, and otherwise by its strength; None of what is no duty."""
        return self.entry.follows

    @property
    def short_since(self) -> date | None:
        """Since when it falls short, of several subjects the first; None where it does not, or it is not known.

        It is the day after its deadline by every reading, the day from which the records show the shortfall, or that of
        the decision; never one from before the network opened.
        """
        if self.parts:
            return min((part.short_since for part in self.parts if part.short_since), default=None)
        if self.settled is not None and not self.settled.is_met:
            return self.settled.on
        if self.status is not Status.NOT_MET:
            return None
        since = min((fact.since for fact in self.facts if fact.since and not _holds(fact.value)), default=None)
        due = max((one for one in (self.due, *self.other_dues) if one is not None), default=None)  # by every reading
        if due is None or due.last == date.max or self.entry.weekly:  # a weekly duty is due again each week
            return since
        overdue = due.last + ONE_DAY
        return max(overdue, since) if since else overdue

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the duty stands."""
        return self.entry.sources

    @property
    def reason(self) -> str:
        """Why it has this answer, in a sentence."""
        return str(self.why)

    @property
    def working(self) -> str:
        """How the contract comes to what is required: `60 x 51,230 / 1,000`."""
        return "" if self.worked is None else in_words(self.worked)

    @property
    def working_otherwise(self) -> str:
        """What is required by another reading of the text: `3,075 = 60 x 51,230 / 1,000, to the nearest 15`."""
        return str(self.worked_otherwise)

    @property
    def late_by(self) -> int | None:
        """By how many days it was done late; None where it was not."""
        if self.done is None or self.due is None or self.done <= self.due.last:
            return None
        return (self.done - self.due.last).days

    @property
    def standing(self) -> Standing | None:
        """The weakest standing among the duty and the terms that it read; of a group, among its parts."""
        if self.parts:
            return Standing.weakest(part.standing for part in self.parts)
        read = (term.standing for term in self.terms)
        return Standing.weakest((*read, self.entry.standing))

    @property
    def hypothetical(self) -> bool:
        """Whether it rests on a term that was changed to ask 'what if'."""
        return any(term.hypothetical for term in self.terms) or any(part.hypothetical for part in self.parts)

    @property
    def judged_not_met(self) -> bool:
        """Whether a person judged it not met; of several subjects, any of them."""
        decided = self.settled is not None and not self.settled.is_met
        return decided or any(part.judged_not_met for part in self.parts)

    @property
    def is_short(self) -> bool:
        """Whether records show it not met, or a person judged so."""
        return self.status is Status.NOT_MET or self.judged_not_met

    @property
    def is_shortfall(self) -> bool:
        """Whether a must is not met, by the records or as a person judged."""
        return self.is_short and self.strength == "must"

    @property
    def is_information(self) -> bool:
        """Whether it is told for information: what the contract calls usual, which nobody owes."""
        return self.strength == INFORMATION

    @property
    def wants(self) -> tuple[str, ...]:
        """The records that would settle what is unknown in it: the whole, or some of its parts beside worse ones."""
        if self.missing or self.text_missing:
            return self.missing
        silent = (part for part in self.parts if part.status is Status.UNKNOWN)
        return tuple(dict.fromkeys(record for part in silent for record in part.missing))

    def __repr__(self) -> str:
        about = f", {self.subject}" if self.subject else ""
        return bracketed(f"Finding {self.rule}{about}: {self.status.words}")
