"""How records answer each rule: one small recipe for each, which says what makes it met and what makes it not met."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from pcn_des.contract.entries import Obligation
from pcn_des.dates import last_whole_week
from pcn_des.facts.care_home import DAYS_OF_A_WEEK
from pcn_des.facts.evidence import SHOWN_BY_AREAS
from pcn_des.network.practices import CONTRACTS
from pcn_des.questions.basis import fact_source
from pcn_des.strategies import wishes as w
from pcn_des.strategies.members import days_to_leave
from pcn_des.strategies.wishes import Recipe, UnreachableError, Wishes, check_due
from pcn_des.wording import in_words

RECIPES: Final[dict[str, Recipe]] = {}
ACCESS: Final = ("access_sessions", "access_weeks", "practices", "populations")
SETTLED_WHEN: Final = "membership_change.left"  # the only changes that the recipe for them makes


def recipe(*rules: str) -> Callable[[Recipe], Recipe]:
    """Register a function as the recipe of these rules, by the names under which they are registered."""

    def register(function: Recipe) -> Recipe:
        RECIPES.update(dict.fromkeys(rules, function))
        return function

    return register


def wish_for(wishes: Wishes, obligation: Obligation, met: bool) -> None:
    """Write down what the records must say for an obligation to be met, or not.

    Raises:
        UnreachableError: no records give that answer on the day.
        MisuseError: it contradicts what was wished for before.
    """
    if obligation.weekly:  # held against the year in which the last whole week ended
        obligation = wishes.weekly.obligations.get(obligation.key, obligation)
    if obligation.owed_by == "commissioner":
        raise UnreachableError("the commissioner owes it, and records of a network don't answer for the commissioner")
    if obligation.judgement:
        raise UnreachableError("a person has to judge it")
    if obligation.when and obligation.when != SETTLED_WHEN:
        raise UnreachableError(f"it is owed only where {obligation.when} holds, which no recipe settles")
    if not met:
        check_due(obligation.due, wishes.as_of)
    if obligation.evidence:
        _paper(wishes, obligation, met)
        return
    name = obligation.rule or obligation.key
    if name not in RECIPES:
        raise UnreachableError(f"the rule {name} has no recipe; write one in pcn_des/strategies/recipes.py")
    RECIPES[name](wishes, met)


def _paper(wishes: Wishes, obligation: Obligation, met: bool) -> None:
    """A record of the kind that the entry names shows it done, or none does and nothing is missing."""
    assert obligation.evidence is not None
    if obligation.subject != "network":
        raise UnreachableError(f"it is about each {obligation.subject}, and the recipe for papers makes none")
    wishes.show(obligation.evidence, obligation, met)
    if obligation.evidence in SHOWN_BY_AREAS:
        wishes.need("areas")


def _for_a_person(met: bool, what: str) -> None:
    if not met:
        raise UnreachableError(f"a person has to judge {what}")


# --- the network and those who stand for it ---------------------------------------------------------------------------


@recipe("network.core_practices")
def _core_practices(wishes: Wishes, met: bool) -> None:
    wishes.settle(w.HAS_CORE, met, "practices")
    if not met:
        wishes.at_most(w.REGISTERED, Fraction(0))


@recipe("network.list_size")
def _list_size(wishes: Wishes, met: bool) -> None:
    minimum = wishes.figure("network.minimum_population")
    wishes.need("practices", "populations")
    if met:
        wishes.at_least(w.REGISTERED, minimum)
    else:
        wishes.at_most(w.REGISTERED, minimum - 1)
        wishes.settle(w.HAD_MINIMUM, False)  # otherwise a person judges


@recipe("network.list_size_ceiling")
def _list_size_ceiling(wishes: Wishes, met: bool) -> None:
    maximum = wishes.figure("network.usual_maximum_population")
    wishes.need("practices", "populations")
    if not isinstance(maximum, Fraction):
        if not met:
            raise UnreachableError("there is no limit on that day")
    elif met:
        wishes.at_most(w.REGISTERED, maximum)
    else:
        wishes.at_least(w.REGISTERED, maximum + 1)


@recipe("clinical_director.in_post")
def _in_post(wishes: Wishes, met: bool) -> None:
    wishes.settle(w.IN_POST, met, "clinical_directors", "clinical_director_vacancies")


@recipe("clinical_director.eligible")
def _eligible(wishes: Wishes, met: bool) -> None:
    _in_post(wishes, True)  # while the post is vacant there is nobody to ask about
    if met:
        wishes.settle(w.HAS_CORE, True)
    wishes.settle(w.ELIGIBLE, met, "practices")


@recipe("nominated_payee.named")
def _named(wishes: Wishes, met: bool) -> None:
    wishes.settle(w.PAYEE, met, "payees")


@recipe("nominated_payee.eligible")
def _payee_eligible(wishes: Wishes, met: bool) -> None:
    _for_a_person(met, "whether a payee that is no Core Network Practice is a provider of the network")
    _named(wishes, True)
    wishes.settle(w.HAS_CORE, True)
    wishes.settle(w.PAYEE_IS_MEMBER, True, "practices")


@recipe("network_agreement.signed")
def _signed(wishes: Wishes, met: bool) -> None:
    if met:
        wishes.settle(w.HAS_CORE, True)
    wishes.settle(w.SIGNED, met, "agreements", "practices")


@recipe("network_agreement.updated_after_change")
def _updated(wishes: Wishes, met: bool) -> None:
    _for_a_person(met, "whether an update that has not come is still in time")
    wishes.settle(w.UPDATED, True, "practices", "clinical_directors", "payees", "areas", "returns")


@recipe("participation.change_in_window")
def _change_in_window(wishes: Wishes, met: bool) -> None:
    _for_a_person(met, "a change outside the windows")
    if not days_to_leave(wishes.terms):
        raise UnreachableError("no window in which a practice could have left by then is established")
    wishes.settle(w.CHANGED_IN_WINDOW, True, "practices")


# --- practices --------------------------------------------------------------------------------------------------------


@recipe("practices.contract_type")
def _contract_type(wishes: Wishes, met: bool) -> None:
    eligible = wishes.figure("practices.contract_types")
    if not met and set(CONTRACTS) <= set(eligible):
        raise UnreachableError(
            f"every contract that a practice can have on record ({', '.join(CONTRACTS)}) is eligible"
        )
    _each_practice(wishes, w.CONTRACT_TYPE, met)


@recipe("practices.one_network")
def _one_network(wishes: Wishes, met: bool) -> None:
    _each_practice(wishes, w.ONE_NETWORK, met)


@recipe("extended_hours.practice_half_day_closure")
def _half_day_closure(wishes: Wishes, met: bool) -> None:
    _each_practice(wishes, w.OPEN_ALL_WEEK, met)


def _each_practice(wishes: Wishes, sentence: str, met: bool) -> None:
    wishes.settle(w.HAS_CORE, True)
    wishes.settle(sentence, met, "practices")


# --- appointments outside core hours ----------------------------------------------------------------------------------


@recipe("extended_hours.weekly_minutes", "extended_hours.weekly_minutes_unsettled")
def _extended_hours_minutes(wishes: Wishes, met: bool) -> None:
    for key in ("minutes_per_1000", "rounding_minutes", "list_date", "core_hours", "session_min_minutes"):
        wishes.figure_of_week(f"extended_hours.{key}")
    _minutes(wishes, met)


@recipe("enhanced_access.weekly_minutes")
def _enhanced_access_minutes(wishes: Wishes, met: bool) -> None:
    for key in ("minutes_per_1000", "rounding_minutes", "network_standard_hours", "outside_hours_min_minutes"):
        wishes.figure_of_week(f"enhanced_access.{key}")
    if not met:
        _no_bank_holiday(wishes)
    _minutes(wishes, met)


@recipe("enhanced_access.full_standard_hours_covered")
def _standard_hours(wishes: Wishes, met: bool) -> None:
    if not met:
        _enhanced_access_minutes(wishes, False)  # by the second reading, enough minutes are enough
    wishes.figure_of_week("enhanced_access.network_standard_hours")
    wishes.settle(w.HOURS_COVERED, met, *ACCESS)


def _minutes(wishes: Wishes, met: bool) -> None:
    if not met:
        wishes.settle(w.HAS_CORE, True)  # a network without patients owes nothing
    wishes.settle(w.ENOUGH_MINUTES, met, *ACCESS)


def _no_bank_holiday(wishes: Wishes) -> None:
    """Whether a week with a bank holiday owes as many minutes was not found."""
    fact = "enhanced_access.bank_holiday_in_week"
    source = fact_source({}, wishes.as_of, None)
    holiday = source.observe(fact, (), None, lambda key: term.value if (term := wishes.weekly.get(key)) else None)
    weeks = wishes.weekly.get("enhanced_access.bank_holiday_weeks")
    if holiday.value is True and not (weeks is not None and weeks.value is False):
        week = in_words(last_whole_week(wishes.as_of).since)
        raise UnreachableError(f"the week of {week} has a {holiday.because}, and what is owed then was not found")


@recipe("extended_hours.cancelled_time_made_up")
def _extended_hours_made_up(wishes: Wishes, met: bool) -> None:
    _made_up(wishes, met, "extended_hours")


@recipe("enhanced_access.cancelled_time_made_up")
def _enhanced_access_made_up(wishes: Wishes, met: bool) -> None:
    _made_up(wishes, met, "enhanced_access")


def _made_up(wishes: Wishes, met: bool, service: str) -> None:
    wishes.figure(f"{service}.make_up_window_days")
    wishes.settle(w.MADE_UP, met, "cancelled_sessions")


# --- care homes -------------------------------------------------------------------------------------------------------


@recipe("care_homes.clinical_lead")
def _clinical_lead(wishes: Wishes, met: bool) -> None:
    wishes.settle(w.HOME_LEAD, met, "care_homes")


@recipe("care_homes.weekly_home_round")
def _weekly_home_round(wishes: Wishes, met: bool) -> None:
    between = int(wishes.figure("care_homes.days_between_rounds"))
    first_day = wishes.terms.get("care_homes.home_rounds_first_day")
    if not met and first_day is not None and (wishes.as_of - first_day.value).days <= max(between, 2 * DAYS_OF_A_WEEK):
        raise UnreachableError("no round is overdue so soon after the day from which they are owed")
    wishes.settle(w.HOME_ROUNDS, met, "care_homes")


@recipe("care_homes.assessment_in_time")
def _assessed(wishes: Wishes, met: bool) -> None:
    _for_a_person(met, "whether an assessment that is late, or has not come, had a good reason")
    wishes.figure("care_homes.assessment_working_days")
    wishes.settle(w.ASSESSED, True, "care_homes")


@recipe("care_homes.care_plan_in_time")
def _planned(wishes: Wishes, met: bool) -> None:
    _for_a_person(met, "whether a care plan that is late, or has not come, has a good reason")
    wishes.figure("care_homes.care_plan_working_days")
    wishes.settle(w.PLANNED, True, "care_homes")
