"""Runs the obligations of a day on one network; each finding keeps what its facts and terms said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from typing import Any, Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.notation import Sentence, needs
from pcn_des.answers.status import Status
from pcn_des.contract.entries import COMMISSIONER, Obligation, key_in_words
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import Missing
from pcn_des.dates import Deadline, last_whole_week
from pcn_des.engine.binding import BoundRule
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.lifting import NOBODY, exceptions_of, for_all, lifted_by, lifting
from pcn_des.engine.ranges import highest, lowest
from pcn_des.engine.readings import agreed
from pcn_des.engine.rulebook import Rulebook
from pcn_des.engine.trace import Trace
from pcn_des.engine.verdicts import Verdict, before_due, verdict_of
from pcn_des.engine.view import Subject
from pcn_des.network import Variation
from pcn_des.units import PURE, Quantity, Unit
from pcn_des.values import NEVER, Range, Unknown, Value
from pcn_des.wording import in_words

MOST_NAMES: Final = 3  # subjects of a group that its reason names
_NO_EXCEPTION: Final = "none on record"
_ASKED: Final = {"must": "required", "should": "recommended", "may": "recommended", "information": "usual"}

Answered = tuple[Finding, Mapping[str, None]]
"""A finding, and notes for the report."""

Share = Callable[[str, Callable[[], Answered]], Answered]
"""Answers about the duty of a key, by asking or otherwise."""


def anew(_: str, ask: Callable[[], Answered]) -> Answered:
    """Answers about a duty by asking."""
    return ask()


@attrs.frozen
class Asking:
    """The duties of a day asked of one network: its contract, its facts, its exceptions.

    Weekly duties are held against `of_the_week`, the contract and the facts of the day on which the last whole week
    ended: a week is not judged by the figures of days that it did not see.
    `day` is the day of the question, where somebody watches what is read of it; `share` asks about a duty, or gives
    what another network's silence had for an answer; `notes` are for the report.
    """

    rulebook: Rulebook
    terms: Terms
    source: FactSource
    variations: Sequence[Variation] = ()
    of_the_week: tuple[Terms, FactSource] | None = None
    day: date = attrs.field(default=attrs.Factory(lambda asking: asking.terms.as_of, takes_self=True))
    share: Share = anew
    notes: dict[str, None] = attrs.field(factory=dict, init=False)

    @cached_property
    def exceptions(self) -> Sequence[Variation]:
        """The exceptions granted to the network, those that say the same as one."""
        return exceptions_of(self.variations)

    @property
    def duties(self) -> Iterator[Obligation]:
        """The obligations of the day that are not the commissioner's."""
        return (duty for duty in self.terms.obligations.values() if duty.owed_by != COMMISSIONER)

    def finding(self, duty: Obligation) -> Finding:
        """The answer for an obligation of the day."""
        found, notes = self.share(duty.key, partial(self._asked, duty))
        self.notes.update(notes)
        return found

    def _asked(self, duty: Obligation) -> Answered:
        notes: dict[str, None] = {}
        return self._run(duty, notes).finding(), notes

    def _run(self, duty: Obligation, notes: dict[str, None]) -> _Run:
        found = lifting(duty, self.exceptions, self.day)
        if duty.weekly and self.of_the_week:
            terms, source = self.of_the_week
            if duty.key in terms.obligations:
                last_whole_week(self.day)  # whoever watches the day learns that the answer is of that week
                then = terms.obligations[duty.key]
                return _Run(self.rulebook, terms, source, then, found, notes, self.day, terms.as_of)
        return _Run(self.rulebook, self.terms, self.source, duty, found, notes, self.day)

    def without_text(self) -> tuple[Finding, ...]:
        """The duties whose text was not found."""
        return _without_text(self.terms)


def findings(
    rulebook: Rulebook,
    terms: Terms,
    source: FactSource,
    variations: Sequence[Variation] = (),
    of_the_week: tuple[Terms, FactSource] | None = None,
    share: Share = anew,
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings on every obligation of the day that is not the commissioner's, and notes for the report."""
    asking = Asking(rulebook, terms, source, variations, of_the_week, share=share)
    found = (*map(asking.finding, asking.duties), *asking.without_text())
    return found, tuple(asking.notes)


def none_apply(terms: Terms, why: str) -> tuple[Finding, ...]:
    """The findings of a day on which there is no network: no obligation applies, and why."""
    duties = (duty for duty in terms.obligations.values() if duty.owed_by != COMMISSIONER)
    said = Sentence(why)
    found = [Finding(entry=duty, status=Status.NOT_APPLICABLE, why=said) for duty in duties]
    found += [attrs.evolve(one, status=Status.NOT_APPLICABLE, why=said) for one in _without_text(terms)]
    return tuple(found)


@lru_cache(maxsize=512)  # the same for every network
def _without_text(terms: Terms) -> tuple[Finding, ...]:
    gaps = terms.missing_obligations.items()
    return tuple(_text_missing(key, gap) for key, gap in gaps if gap.owed_by != COMMISSIONER)


def _text_missing(key: str, gap: Missing) -> Finding:
    duty = Obligation(
        key=key,
        title=key_in_words(key),
        since=gap.since,
        until=gap.until,
        published=gap.since_published,
        standing=None,
        owed_by=gap.owed_by,
        strength="",
    )
    return Finding(entry=duty, status=Status.UNKNOWN, why=Sentence(gap.note), text_missing=True)


@attrs.frozen
class _Run:
    """One obligation on one network."""

    rulebook: Rulebook
    terms: Terms
    source: FactSource
    obligation: Obligation
    lifting: tuple[Variation, ...]  # exceptions
    notes: dict[str, None]
    asked: date  # the day of the question; the terms of a weekly duty are of an earlier one
    as_of: date = attrs.field(default=attrs.Factory(lambda run: run.asked, takes_self=True))  # that of the terms

    def finding(self) -> Finding:
        """The answer. A duty that an exception lifts does not apply; the answer it would have had stays visible."""
        finding = self._without_exception()
        if not self.lifting:
            return finding
        of_all = for_all(self.lifting)
        if of_all is None:
            return finding
        if self.obligation.waivable_by == NOBODY:
            return attrs.evolve(
                finding, exception=f"not lifted by the {of_all.name}: the contract lets nobody waive it"
            )
        return attrs.evolve(lifted_by(finding, of_all), parts=tuple(lifted_by(part, of_all) for part in finding.parts))

    def _excepted(self, part: Finding) -> Finding:
        """The answer about one subject, which an exception may be for alone."""
        if not self.lifting:
            return part
        own = next((one for one in self.lifting if part.subject in one.subjects), None)
        return part if own is None or self.obligation.waivable_by == NOBODY else lifted_by(part, own)

    def _without_exception(self) -> Finding:
        if self.obligation.judgement:
            return self._plain(Status.JUDGEMENT, Sentence(self.obligation.judgement))
        rule = self.rulebook.bound(self.obligation, self.terms.contract)
        if self.obligation.subject == "network":
            return self._about(rule, None)
        trace = self._trace(None)
        area = self.obligation.key.split(".")[0]
        subjects = self.source.subjects(self.obligation.subject, area, trace.term)
        if not subjects.found and subjects.missing:
            return self._plain(Status.UNKNOWN, needs(subjects.missing), missing=subjects.missing)
        if not subjects.found:
            kind = self.obligation.subject.replace("_", " ")
            why = Sentence(f"there is no {kind} on record that it asks about")
            return self._plain(Status.NOT_APPLICABLE, why)
        parts = [self._excepted(self._about(rule, subject)) for subject in subjects.found]
        return self._group(parts, subjects.missing)

    def _trace(self, subject: Subject | None) -> Trace:
        return Trace(
            self.terms, self.rulebook.facts, self.source, subject=subject, obligation=self.obligation, as_of=self.as_of
        )

    def _about(self, rule: BoundRule, subject: Subject | None) -> Finding:
        trace = self._trace(subject)
        verdicts = [timed(self.obligation, verdict_of(variant, trace), self.asked) for variant in rule.variants]
        self.notes.update(trace.notes)
        verdict = asked_by_week(self.obligation, agreed(verdicts), self.asked)
        unit = rule.unit_of(verdict.unit_of) if verdict.unit_of is not None else None
        observed, required = _shown(verdict.observed, unit), _shown(verdict.required, unit)
        due, *others = dict.fromkeys(self._of_its_life(found.due) for found in (verdict, *verdicts))
        return Finding(
            entry=self.obligation,
            status=verdict.status,
            why=_why(verdict, observed, required, self.obligation.strength),
            subject=subject.id if subject else None,
            subject_name=subject.name if subject else "",
            observed=observed,
            required=required,
            worked=verdict.worked,
            worked_otherwise=verdict.worked_otherwise,
            due=due,
            other_dues=tuple(other for other in others if other is not None),
            done=verdict.done,
            missing=verdict.missing if verdict.status is Status.UNKNOWN else (),
            facts=tuple(trace.facts.values()),
            terms=tuple(trace.terms.values()),
            to_judge=verdict.to_judge if verdict.status is Status.JUDGEMENT else "",
            exception=_NO_EXCEPTION if verdict.status is Status.NOT_MET and subject is None else "",
            happened=subject.happened if subject else None,
        )

    def _of_its_life(self, due: Deadline | None) -> Deadline | None:
        """A deadline, if there was a network by then: nothing is late by one from before it opened."""
        opened = self.source.opened
        return None if due is None or (opened is not None and due.last < opened) else due

    def _group(self, parts: list[Finding], missing: tuple[str, ...]) -> Finding:
        statuses = [part.status for part in parts]
        status = Status.worst([*statuses, *([Status.UNKNOWN] if missing else [])])
        worst = [part for part in parts if part.status is status]
        gaps = dict.fromkeys([*(gap for part in parts for gap in part.missing), *missing])
        return Finding(
            entry=self.obligation,
            status=status,
            why=self._of_group(parts, worst) if worst else needs(missing),
            due=self._of_its_life(self.obligation.due),
            missing=tuple(gaps) if status is Status.UNKNOWN else (),
            to_judge=next((part.to_judge for part in parts if part.to_judge), ""),
            exception=_NO_EXCEPTION if status is Status.NOT_MET else "",
            parts=tuple(parts),
        )

    def _of_group(self, parts: list[Finding], worst: list[Finding]) -> Sentence:
        """How many of the subjects have the answer, and which: `1 of 3 cancelled sessions: 5 November 2022`."""
        if len(parts) == 1:
            return Sentence("{}: {}", (parts[0].subject_name, parts[0].why))
        kinds = f"{self.obligation.subject.replace('_', ' ')}s"
        if len(worst) == len(parts):
            return Sentence(f"all {len(parts)} {kinds}")
        names = [part.subject_name for part in worst[:MOST_NAMES]] + ["…"] * (len(worst) > MOST_NAMES)
        between = "; " if any("," in name for name in names) else ", "
        return Sentence(f"{len(worst)} of {len(parts)} {kinds}: {between.join(names)}")

    def _plain(self, status: Status, why: Sentence, *, missing: tuple[str, ...] = ()) -> Finding:
        """An answer that rests on no figure."""
        return Finding(
            entry=self.obligation, status=status, why=why, due=self._of_its_life(self.obligation.due), missing=missing
        )


def timed(duty: Obligation, verdict: Verdict, asked: date) -> Verdict:
    """The verdict on a day with the duty's own deadline: not due before it, late after it."""
    if duty.due is not None and duty.due != verdict.due:
        verdict = attrs.evolve(verdict, due=duty.due)
    late = verdict.done is not None and verdict.due is not None and verdict.done > verdict.due.last
    if late and verdict.status is Status.MET and duty.late == "fails":
        verdict = attrs.evolve(verdict, status=Status.NOT_MET, why=verdict.why.then(", which is too late"))
    return before_due(verdict, asked)


def asked_by_week(duty: Obligation, verdict: Verdict, asked: date) -> Verdict:
    """The verdict on a duty; a weekly one asks nothing of the week before it began, until one of its own is over."""
    first_week = duty.weekly and duty.due is not None and asked <= duty.due.first
    if not first_week or verdict.status is Status.MET:
        return verdict
    why = Sentence("there was no whole week since it began on {}; due by {}", (duty.since, duty.due))
    return attrs.evolve(verdict, status=Status.NOT_DUE, why=why, missing=(), observed=None)


def _why(verdict: Verdict, observed: Any, required: Any, strength: str) -> Sentence:
    """Why, with units where a number was compared with a number: by the end of what is required that decided."""
    if verdict.missing:
        return needs(verdict.missing)
    if not isinstance(observed, Quantity) or not isinstance(required, Quantity) or verdict.status is Status.UNKNOWN:
        return verdict.why
    most = (verdict.bar == "at least") is (verdict.status is Status.MET)
    decided = highest(required.number) if most else lowest(required.number)
    asked = _ASKED[strength]
    said = Sentence("{}; {} {} {}", (observed, verdict.bar, decided, asked))
    return said if verdict.status is Status.MET or not verdict.because else said.then(" ({})", verdict.because)


def _shown(value: Value | None, unit: Unit | None) -> Quantity | date | str | None:
    match value:
        case None | Unknown():
            return None
        case Fraction() | Range():
            return Quantity(value, unit or PURE)
        case date():
            return value
        case _:
            return in_words(value) if value is NEVER or isinstance(value, bool) else str(value)
