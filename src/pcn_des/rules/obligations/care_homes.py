"""Enhanced health in care homes, home by home and admission by admission."""

from __future__ import annotations

from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import by_today, done_by, either, holds, is_not, judge_when, obligation


@obligation
def weekly_home_round(f: FactRef, t: TermRef) -> Expr:
    """The next home round is not overdue: some days after the last; by another reading, in the week after its week."""
    home = f.care_home
    return either(by_today(home.round_due(t.care_homes.days_between_rounds)), by_today(home.round_due_by_week))


@obligation
def clinical_lead(f: FactRef, t: TermRef) -> Expr:
    """A clinical lead is named for the home."""
    return holds(f.care_home.has_clinical_lead)


@obligation
def assessment_in_time(f: FactRef, t: TermRef) -> Expr:
    """Needs are assessed within some working days of an admission; later, or not at all, only for a good reason."""
    admission = f.admission
    return judge_when(
        is_not(admission.assessment_delay_explained),
        done_by(admission.assessed_on, admission.due_by(t.care_homes.assessment_working_days)),
        decides="whether an assessment that came later than the days allowed, or has not come, had a good reason; "
        "it may draw on earlier assessments",
    )


@obligation
def care_plan_in_time(f: FactRef, t: TermRef) -> Expr:
    """A care plan is made within some working days of an admission; later, or not at all, only for a good reason."""
    admission = f.admission
    return judge_when(
        is_not(admission.plan_delay_explained),
        done_by(admission.planned_on, admission.due_by(t.care_homes.care_plan_working_days)),
        decides="whether a plan that came later than the days allowed, or has not come, has a good reason",
    )
