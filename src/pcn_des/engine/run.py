"""Runs the obligations of a day on one network and writes the findings, each with its trace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.status import Status
from pcn_des.contract.entries import COMMISSIONER, Obligation, Payment, key_in_words
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import Missing, YearContract
from pcn_des.dates import Period, first_day_outside, last_whole_week
from pcn_des.engine.binding import EVIDENCE, BoundRule, bind
from pcn_des.engine.evaluate import Verdict, before_due, verdict_of
from pcn_des.engine.fact_sources import FactSource
from pcn_des.engine.registry import Fact, Registry, Rule
from pcn_des.engine.trace import Trace
from pcn_des.engine.tree import AppliesWhen, DoneBy, Expr, FactRef
from pcn_des.engine.view import Subject
from pcn_des.errors import RuleDefinitionError, UnknownNameError
from pcn_des.network import Variation
from pcn_des.sources import Standing
from pcn_des.units import PURE, Quantity, Unit
from pcn_des.values import NEVER, LowerBound, Unknown, Value
from pcn_des.wording import in_words

MOST_NAMES: Final = 3  # subjects of a group that its reason names
_AMOUNTS: Final = (Unit.parse("GBP per year"), Unit.parse("GBP per payment period"))


@attrs.frozen
class Rulebook:
    """The facts and rules that a run may use. Bound rules are kept for the contract that they were bound to."""

    facts: Registry[Fact]
    rules: Registry[Rule]
    payments: Registry[Rule] = attrs.field(factory=lambda: Registry("payment rule"))
    _bound: dict[tuple[str, str, date, date | None], BoundRule] = attrs.field(factory=dict, init=False)

    def bound(self, obligation: Obligation, contract: YearContract) -> BoundRule:
        """The rule of an obligation, checked against the contract of its year.

        Raises:
            RuleDefinitionError: it reads a term that is not there whenever it is in force, or its units do not agree.
            UnknownNameError: there is no such rule.
        """
        key = (contract.digest, obligation.key, obligation.since, obligation.published)
        if key not in self._bound:
            self._bound[key] = bind(
                obligation.key,
                self._tree(obligation),
                self.facts,
                lambda term: term_unit(contract, term, obligation.period),
            )
        return self._bound[key]

    def bound_payment(self, payment: Payment, contract: YearContract) -> BoundRule:
        """The rule of a payment stream, checked against the contract of its year. Raises as `bound` does.

        Raises:
            RuleDefinitionError: the rule does not give pounds per year or per payment period, or has two readings.
        """
        key = (contract.digest, f"payments.{payment.key}", payment.since, payment.published)
        if key not in self._bound:
            rule = self.payments[payment.rule or payment.key]
            bound = bind(payment.key, rule.tree(), self.facts, lambda term: term_unit(contract, term, payment.period))
            if bound.unit not in (*_AMOUNTS, None) or len(bound.variants) > 1:
                raise RuleDefinitionError(f"rule {rule.name} gives '{bound.unit}'; a payment is GBP per year or period")
            self._bound[key] = bound
        return self._bound[key]

    def _tree(self, obligation: Obligation) -> Expr:
        tree: Expr
        if obligation.evidence:
            tree = DoneBy(FactRef(EVIDENCE + obligation.key), None)
        else:
            tree = self.rules[obligation.rule or obligation.key].tree()
        return AppliesWhen(FactRef(obligation.when), tree) if obligation.when else tree


def term_unit(contract: YearContract, key: str, period: Period) -> Unit | None:
    """The unit of a term that a rule reads during a period; None where the term is missing all through.

    Raises:
        UnknownNameError: the year has no such term.
        RuleDefinitionError: the term is not there on all days, or changes its unit.
    """
    versions = contract.terms.get(key, ())
    missing = contract.missing["terms"].get(key, ())
    if not versions and not missing:
        raise UnknownNameError("term", key, contract.terms)
    covered = [version.period for version in versions] + [Period(gap.since, gap.until) for gap in missing]
    hole = first_day_outside(covered, period)
    if hole is not None:
        raise RuleDefinitionError(
            f"the term {key} is not there on {in_words(hole)}, and the duty that reads it is in force {period}; "
            "give it a value or list it under missing"
        )
    if not versions:
        return None
    units = {version.unit for version in versions}
    if len(units) > 1:
        raise RuleDefinitionError(f"the term {key} changes its unit within the year: {', '.join(sorted(units))}")
    return Unit.parse(units.pop())


def findings(
    rulebook: Rulebook,
    terms: Terms,
    source: FactSource,
    variations: Sequence[Variation] = (),
    of_the_week: tuple[Terms, FactSource] | None = None,
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings on every obligation of the day that is not the commissioner's, and notes for the report.

    Weekly duties are held against `of_the_week`, the contract and the facts of the day on which the last whole week
    ended, where that was in the year before: a week is not judged by the figures of a year that it was not in.
    """
    notes: dict[str, None] = {}
    found = []
    in_that_week = of_the_week[0].obligations if of_the_week else {}
    for obligation in terms.obligations.values():
        if obligation.owed_by == COMMISSIONER:
            continue
        lifting = _lifting(obligation, variations, terms.as_of)
        run = _Run(rulebook, terms, source, obligation, lifting, notes, terms.as_of)
        if obligation.weekly and of_the_week and obligation.key in in_that_week:
            run = _Run(rulebook, *of_the_week, in_that_week[obligation.key], lifting, notes, terms.as_of)
        found.append(run.finding())
    for key, gap in terms.missing_obligations.items():
        if gap.owed_by != COMMISSIONER:
            found.append(_text_missing(key, gap))
    return tuple(found), tuple(notes)


def _text_missing(key: str, gap: Missing) -> Finding:
    return Finding(
        rule=key,
        title=key_in_words(key),
        owed_by=gap.owed_by,
        strength="",
        status=Status.UNKNOWN,
        reason=gap.note,
        text_missing=True,
    )


def _lifting(obligation: Obligation, variations: Sequence[Variation], day: date) -> tuple[Variation, ...]:
    """The exceptions that lift a duty on a day, or in the week that a weekly duty is about."""
    week = last_whole_week(day)
    return tuple(
        variation
        for variation in variations
        if obligation.key in variation.lifts
        and (variation.covers(day) or (obligation.weekly and variation.period.overlaps(week)))
    )


def _lifted(finding: Finding, lifting: Variation) -> Finding:
    until = f" until {in_words(lifting.until)}" if lifting.until else ""
    return attrs.evolve(
        finding,
        status=Status.NOT_APPLICABLE,
        without_exception=finding.status,
        exception=lifting.name,
        to_judge="",
        reason=f"lifted from {in_words(lifting.since)}{until} by the {lifting.name}",
    )


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

    def finding(self) -> Finding:
        """The answer. A duty that an exception lifts does not apply; the answer it would have had stays visible."""
        finding = self._without_exception()
        of_all = next((lifting for lifting in self.lifting if not lifting.subjects), None)
        if of_all is None:
            return attrs.evolve(finding, exception="none on record") if finding.status is Status.NOT_MET else finding
        if self.obligation.waivable_by == "nobody":
            return attrs.evolve(
                finding, exception=f"not lifted by the {of_all.name}: the contract lets nobody waive it"
            )
        return attrs.evolve(_lifted(finding, of_all), parts=tuple(_lifted(part, of_all) for part in finding.parts))

    def _excepted(self, part: Finding) -> Finding:
        """The answer about one subject, which an exception may be for alone."""
        lifting = next((one for one in self.lifting if part.subject in one.subjects), None)
        return part if lifting is None or self.obligation.waivable_by == "nobody" else _lifted(part, lifting)

    def _without_exception(self) -> Finding:
        if self.obligation.judgement:
            return self._blank(Status.JUDGEMENT, self.obligation.judgement)
        bound = self.rulebook.bound(self.obligation, self.terms.contract)
        if self.obligation.subject == "network":
            return self._about(bound, None)
        trace = self._trace(None)
        area = self.obligation.key.split(".")[0]
        subjects = self.source.subjects(self.obligation.subject, area, trace.term)
        if not subjects.found and subjects.missing:
            return self._blank(Status.UNKNOWN, f"needs {'; '.join(subjects.missing)}", missing=subjects.missing)
        if not subjects.found:
            kind = self.obligation.subject.replace("_", " ")
            return self._blank(Status.NOT_APPLICABLE, f"there is no {kind} on record that it asks about")
        parts = [self._excepted(self._about(bound, subject)) for subject in subjects.found]
        return self._group(parts, subjects.missing)

    def _trace(self, subject: Subject | None) -> Trace:
        return Trace(self.terms, self.rulebook.facts, self.source, subject=subject, obligation=self.obligation)

    def _about(self, bound: BoundRule, subject: Subject | None) -> Finding:
        trace = self._trace(subject)
        verdicts = [self._timed(verdict_of(variant, trace)) for variant in bound.variants]
        self.notes.update(trace.notes)
        verdict = _combined(verdicts)
        unit = bound.unit_of(verdict.unit_of) if verdict.unit_of is not None else None
        observed = _shown(verdict.observed, unit, [other.observed for other in verdicts[1:]])
        required = _shown(verdict.required, unit, [other.required for other in verdicts[1:]])
        late_by = (verdict.done - verdict.due.last).days if verdict.done and verdict.due else 0
        standings = [use.standing for use in trace.terms.values() if use.standing]
        return attrs.evolve(
            self._blank(verdict.status, _reason(verdict, observed, required, self.obligation.strength)),
            subject=subject.id if subject else None,
            subject_name=subject.name if subject else "",
            observed=observed,
            required=required,
            working=verdict.working,
            due=verdict.due,
            other_dues=tuple(dict.fromkeys(found.due for found in verdicts if found.due and found.due != verdict.due)),
            done=verdict.done,
            late_by=late_by if late_by > 0 else None,
            missing=verdict.missing if verdict.status is Status.UNKNOWN else (),
            standing=Standing.weakest([*standings, *([self.obligation.standing] if self.obligation.standing else [])]),
            facts=tuple(trace.facts.values()),
            terms=tuple(trace.terms.values()),
            to_judge=verdict.to_judge if verdict.status is Status.JUDGEMENT else "",
            hypothetical=any(use.hypothetical for use in trace.terms.values()),
        )

    def _timed(self, verdict: Verdict) -> Verdict:
        """The verdict with the entry's own deadline: not due before it, late after it."""
        if self.obligation.due is not None:
            verdict = attrs.evolve(verdict, due=self.obligation.due)
        late = verdict.done is not None and verdict.due is not None and verdict.done > verdict.due.last
        if late and verdict.status is Status.MET and self.obligation.late == "fails":
            verdict = attrs.evolve(verdict, status=Status.NOT_MET, reason=f"{verdict.reason}, which is too late")
        return before_due(verdict, self.asked)

    def _group(self, parts: list[Finding], missing: tuple[str, ...]) -> Finding:
        statuses = [part.status for part in parts]
        status = Status.worst([*statuses, *([Status.UNKNOWN] if missing else [])])
        worst = [part for part in parts if part.status is status]
        gaps = dict.fromkeys([*(gap for part in parts for gap in part.missing), *missing])
        reason = self._of_group(parts, worst) if worst else f"needs {'; '.join(missing)}"
        return attrs.evolve(
            self._blank(status, reason),
            missing=tuple(gaps) if status is Status.UNKNOWN else (),
            standing=Standing.weakest([part.standing for part in parts if part.standing]),
            to_judge=next((part.to_judge for part in parts if part.to_judge), ""),
            hypothetical=any(part.hypothetical for part in parts),
            parts=tuple(parts),
        )

    def _of_group(self, parts: list[Finding], worst: list[Finding]) -> str:
        """How many of the subjects have the answer, and which: `1 of 3 cancelled sessions: 5 November 2022`."""
        if len(parts) == 1:
            return f"{parts[0].subject_name}: {parts[0].reason}"
        kinds = f"{self.obligation.subject.replace('_', ' ')}s"
        if len(worst) == len(parts):
            return f"all {len(parts)} {kinds}"
        names = [part.subject_name for part in worst[:MOST_NAMES]] + ["…"] * (len(worst) > MOST_NAMES)
        between = "; " if any("," in name for name in names) else ", "
        return f"{len(worst)} of {len(parts)} {kinds}: {between.join(names)}"

    def _blank(self, status: Status, reason: str, *, missing: tuple[str, ...] = ()) -> Finding:
        obligation = self.obligation
        return Finding(
            rule=obligation.key,
            title=obligation.title,
            owed_by=obligation.owed_by,
            strength=obligation.strength,
            status=status,
            reason=reason,
            missing=missing,
            due=obligation.due,
            clause=obligation.clause,
            since=obligation.since,
            standing=obligation.standing,
            note=obligation.note,
            consequence=obligation.consequence,
            citations=obligation.sources,
        )


def _reason(verdict: Verdict, observed: Any, required: Any, strength: str) -> str:
    """Why, with units where a number was compared with a number."""
    if verdict.missing:
        return f"needs {'; '.join(verdict.missing)}"
    if not isinstance(observed, Quantity) or not isinstance(required, Quantity) or verdict.status is Status.UNKNOWN:
        return verdict.reason
    asked = "required" if strength == "must" else "recommended"
    said = f"{observed}; {verdict.bar} {in_words(required.exact)} {asked}"
    return said if verdict.status is Status.MET or not verdict.because else f"{said} ({verdict.because})"


def _combined(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict where all readings agree; otherwise UNKNOWN, saying what each reading gives."""
    first = verdicts[0]
    gaps = tuple(dict.fromkeys(gap for verdict in verdicts for gap in verdict.missing))
    if len({verdict.status for verdict in verdicts}) == 1:
        return attrs.evolve(first, missing=gaps)
    if gaps:
        return attrs.evolve(first, status=Status.UNKNOWN, reason="not known", missing=gaps)
    answers = _by_reading(verdicts)
    return attrs.evolve(
        first, status=Status.UNKNOWN, reason=f"two readings of the text differ: {', '.join(answers)}", missing=()
    )


def _by_reading(verdicts: Sequence[Verdict]) -> list[str]:
    """What each reading gives, by as little as tells the answers apart: what is required, else what was observed."""
    compared = [verdict for verdict in verdicts if verdict.required is not None]
    sides = [(_said(verdict.required), _said(verdict.observed)) for verdict in compared]
    statuses = [verdict.status.words for verdict in compared]
    for labels in (
        [required for required, _ in sides],
        [observed for _, observed in sides],
        [f"{observed} of {required}" for required, observed in sides],
    ):
        answers = dict(zip(labels, statuses, strict=True))
        if all(answers[label] == status for label, status in zip(labels, statuses, strict=True)):
            break
    others = dict.fromkeys(verdict.reason for verdict in verdicts if verdict.required is None)
    return [*others, *(f"{label} gives {status}" for label, status in answers.items())]


def _said(value: Value | None) -> str:
    return "" if value is None else in_words(value)


def _shown(value: Value | None, unit: Unit | None, others: Sequence[Value | None] = ()) -> Quantity | date | str | None:
    match value:
        case Fraction():
            different = dict.fromkeys(other for other in others if isinstance(other, Fraction) and other != value)
            return Quantity(value, unit or PURE, tuple(different))
        case LowerBound(low=low):
            return Quantity(low, unit or PURE, is_lower_bound=True)
        case date():
            return value
        case None | Unknown():
            return None
        case _:
            return in_words(value) if value is NEVER or isinstance(value, bool) else str(value)
