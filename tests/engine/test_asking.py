"""Which contract, day and end of a number a duty is held against, and what is said of duties without text."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pcn_des import Status
from pcn_des.answers.finding import Finding
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.engine.rulebook import Rulebook
from pcn_des.engine.run import findings, none_apply
from pcn_des.engine.words import at_least, at_most, by_today, either, holds, is_not, judge_when
from pcn_des.network import Variation
from pcn_des.values import Range
from support.lamps import Charter, Lamps, duty, term, year_of

TUESDAY = date(2030, 4, 2)  # its last whole week ended on 31 March 2030, in the year before
SUNDAY = date(2030, 3, 31)


# --- weekly duties over the turn of the year ---


def weekly(limit: int, *keys: str, more: str = "") -> str:
    duties = "".join(duty(key, f"weekly = true\n{more}") for key in keys)
    return term("lamps.limit", str(limit), "homes") + term("lamps.window", "3", "days") + duties


def asked(
    then: str, now: str, variations: tuple[Variation, ...] = (), count: int = 15, **more: Any
) -> dict[str, Finding]:
    """On the Tuesday; of the week before, the same lamps were counted one fewer."""
    charter = (
        Charter(now)
        .fact("lamps.count", "homes")
        .fact("lamps.sweep_by", "date")
        .rule("lamps.enough", lambda f, t: at_least(f.lamps.count, t.lamps.limit))
        .rule("lamps.swept", lambda f, t: by_today(f.lamps.sweep_by))
    )
    day = {"lamps.sweep_by": SUNDAY}
    found, _ = findings(
        Rulebook(charter.facts, charter.rules),
        Terms(year_of(now), TUESDAY),
        Lamps({"lamps.count": Fraction(count), **day}),
        variations,
        (Terms(year_of(then, ContractYear(2029)), SUNDAY), Lamps({"lamps.count": Fraction(count - 1), **day})),
        **more,
    )
    return {one.rule: one for one in found}


def test_a_weekly_duty_is_held_against_the_contract_and_the_facts_of_the_week() -> None:
    found = asked(weekly(10, "lamps.enough"), weekly(20, "lamps.enough"))["lamps.enough"]
    assert (found.status, found.reason) == (Status.MET, "14 homes; at least 10 required")


def test_a_duty_that_is_not_weekly_is_held_against_that_of_the_day() -> None:
    daily = term("lamps.limit", "20", "homes") + duty("lamps.enough")
    found = asked(weekly(10, "lamps.enough"), daily)["lamps.enough"]
    assert (found.status, found.reason) == (Status.NOT_MET, "15 homes; at least 20 required")


def test_a_weekly_duty_that_is_new_is_held_against_the_contract_of_the_day() -> None:
    found = asked(weekly(10, "lamps.other"), weekly(20, "lamps.enough"))["lamps.enough"]
    assert (found.status, found.reason) == (Status.NOT_MET, "15 homes; at least 20 required")


def test_what_comes_round_is_asked_about_on_the_last_day_of_the_week() -> None:
    found = asked(weekly(10, "lamps.swept"), weekly(10, "lamps.swept"))["lamps.swept"]
    assert (found.status, found.reason) == (Status.MET, "next due by 31 March 2030")


def test_a_weekly_duty_is_due_by_the_day_of_the_question() -> None:
    text = weekly(10, "lamps.enough", more="due = 2030-03-31")
    found = asked(text, text.replace("2030-03-31", "2030-04-30"), count=5)["lamps.enough"]
    assert (found.status, found.reason) == (Status.NOT_MET, "4 homes; at least 10 required")


def waiver(since: date, until: date | None) -> Variation:
    return Variation(kind="waiver", granted_by="The mayor", since=since, until=until, lifts=("lamps.enough",))


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [
        (date(2030, 3, 31), date(2030, 3, 31), Status.NOT_APPLICABLE),
        (date(2030, 3, 20), date(2030, 3, 25), Status.NOT_APPLICABLE),
        (date(2030, 3, 20), date(2030, 3, 24), Status.MET),
        (date(2030, 4, 1), None, Status.MET),
    ],
)
def test_a_weekly_duty_is_lifted_by_an_exception_of_any_day_of_its_week(
    since: date, until: date | None, status: Status
) -> None:
    text = weekly(10, "lamps.enough")
    assert asked(text, text, (waiver(since, until),))["lamps.enough"].status is status


def test_who_shares_answers_is_told_which_duty_is_asked_about() -> None:
    told: list[str] = []

    def share(key: str, ask: Any) -> Any:
        told.append(key)
        return ask()

    text = weekly(10, "lamps.enough", "lamps.swept")
    assert list(asked(text, text, share=share)) == ["lamps.enough", "lamps.swept"] == told


# --- numbers of which only the ends are known ---


@pytest.mark.parametrize(
    ("word", "count", "status", "reason"),
    [
        (at_least, 6, Status.MET, "6 homes; at least 5 required"),
        (at_least, 2, Status.NOT_MET, "2 homes; at least 3 required"),
        (at_most, 2, Status.MET, "2 homes; at most 3 required"),
        (at_most, 6, Status.NOT_MET, "6 homes; at most 5 required"),
    ],
)
def test_a_number_is_set_against_the_end_of_what_is_required_that_decides(
    word: Any, count: int, status: Status, reason: str
) -> None:
    charter = (
        Charter(duty("lamps.enough"))
        .fact("lamps.count", "homes")
        .fact("lamps.asked", "homes")
        .rule("lamps.enough", lambda f, t: word(f.lamps.count, f.lamps.asked))
    )
    required = Range(Fraction(3), Fraction(5), ("a list",))
    found = charter.run(Lamps({"lamps.count": Fraction(count), "lamps.asked": required}))["lamps.enough"]
    assert (found.status, found.reason) == (status, reason)


def test_where_readings_differ_nothing_is_for_a_person_to_judge() -> None:
    """One reading leaves it to a person, the other does not: it is unknown, and no judgement settles it."""
    charter = (
        Charter(duty("lamps.lit"))
        .fact("lamps.on", "yes/no")
        .rule(
            "lamps.lit",
            lambda f, t: either(
                judge_when(is_not(f.lamps.on), holds(f.lamps.on), decides="whether it was day"), is_not(f.lamps.on)
            ),
        )
    )
    found = charter.run(Lamps({"lamps.on": False}))["lamps.lit"]
    assert (found.status, found.to_judge) == (Status.UNKNOWN, "")


# --- duties of which no text was found, and days without a network ---

GAP = '{ note = "The page is torn.", from = 2030-05-01, until = 2030-08-31 }'
PAID = '"obligations.lamps.paid" = { note = "not found", owed_by = "commissioner" }'
MISSING = f'[missing]\n"obligations.lamps.polished@2030-04-20" = {GAP}\n{PAID}\n'


def test_a_duty_without_a_text_has_the_days_of_its_gap() -> None:
    entry = Charter(MISSING).run(Lamps({}))["lamps.polished"].entry
    assert (entry.since, entry.until, entry.published) == (date(2030, 5, 1), date(2030, 8, 31), date(2030, 4, 20))


def test_where_there_is_no_network_no_duty_applies_whether_its_text_was_found_or_not() -> None:
    text = duty("lamps.lit", 'evidence = "log"')
    text += duty("lamps.oiled", 'evidence = "log"').replace('owed_by = "PCN"', 'owed_by = "commissioner"') + MISSING
    found = none_apply(Terms(year_of(text), date(2030, 6, 1)), "The network had not begun.")
    assert [(one.rule, one.status, one.reason, one.text_missing) for one in found] == [
        ("lamps.lit", Status.NOT_APPLICABLE, "The network had not begun.", False),
        ("lamps.polished", Status.NOT_APPLICABLE, "The network had not begun.", True),
    ]
