"""What if: other records, another contract, another day, and what differs then."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des
from pcn_des.errors import WrongTypeError

DAY = date(2022, 11, 14)


def test_a_network_with_other_records_is_checked_like_a_new_one() -> None:
    network = des.example_network()
    without = network.evolve(payees=des.Records([]))
    assert network.payees
    assert without.payees == des.Records([])
    with pytest.raises(ValueError, match="'U99' is not a PCN code"):
        network.evolve(code="U99")
    with pytest.raises(TypeError, match="payee"):
        network.evolve(payee=None)


def test_two_reports_differ_by_duty_with_the_reasons_of_both() -> None:
    network = des.example_network()
    before, after = (des.assess(found, DAY) for found in (network, network.evolve(payees=des.Records([]))))
    (difference,) = before.diff(after)
    assert str(difference).splitlines() == [
        "Nominated payee named",
        "[nominated_payee.named]",
        "    MET (Weirside Surgery, since 1 July 2019)",
        " -> NOT MET (nobody is named on 14 November 2022)",
    ]
    assert before.diff(before) == ()


def test_another_day_shows_what_came_into_force_and_what_ended() -> None:
    network = des.example_network()
    before, after = (des.assess(network, day) for day in (date(2022, 9, 30), date(2022, 10, 1)))
    differences = {difference.rule: difference for difference in before.diff(after) if difference.subject is None}
    assert differences["extended_hours.weekly_minutes"].after is None
    assert differences["enhanced_access.weekly_minutes"].before is None


def test_another_contract_shows_what_it_would_change() -> None:
    network = des.example_network()
    more = des.terms(DAY).amend({"enhanced_access.minutes_per_1000": 65})
    differences = des.assess(network, DAY).diff(des.assess(network, DAY, under=more))
    assert [difference.rule for difference in differences] == ["enhanced_access.weekly_minutes"]
    assert "NOT MET" in str(differences[0])


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(WrongTypeError, match=r"^network is 'U00254'; give a Network"):
        des.assess("U00254", date(2022, 11, 14))  # type: ignore[arg-type]


def test_never_may_be_given_for_a_day() -> None:
    """The enhanced access plan was due on 31 July 2022."""
    facts = {"evidence.enhanced_access.plan_submitted": des.NEVER}
    assert des.assess(facts, date(2022, 7, 31))["enhanced_access.plan_submitted"].status is des.Status.NOT_DUE
    assert des.assess(facts, date(2022, 8, 1))["enhanced_access.plan_submitted"].status is des.Status.NOT_MET


def test_a_plain_list_becomes_records_that_are_silent_about_what_they_omit() -> None:
    network = des.example_network()
    changed = network.evolve(payees=list(network.payees or ()))
    assert changed.payees is not None
    assert (changed.payees.complete, len(changed.payees)) == (False, 1)
    assert network.evolve(payees=des.Records()).payees == des.Records(complete=True)
    assert network.evolve(payees=[]).payees == des.Records(complete=False)


def test_a_difference_says_how_late_and_what_else_falls_short() -> None:
    network = des.example_network()
    day = date(2022, 11, 14)
    longer = des.terms(day).amend({"enhanced_access.make_up_window_days": 20})
    differences = des.assess(network, day).diff(des.assess(network, day, under=longer))
    assert [difference.rule for difference in differences] == ["enhanced_access.cancelled_time_made_up"] * 3
    assert [line for difference in differences for line in str(difference).splitlines()] == [
        "Cancelled time made up",
        "[enhanced_access.cancelled_time_made_up, 2022-10-12-second-clinician]",
        "    MET (all 90 minutes made up by 28 October 2022, 2 days late)",
        " -> MET (all 90 minutes made up by 28 October 2022)",
        "    due: 26 October 2022 -> 1 November 2022",
        "Cancelled time made up",
        "[enhanced_access.cancelled_time_made_up, 2022-10-20-second-clinician]",
        "    MET (all 90 minutes made up by 25 October 2022)",
        "    due: 3 November 2022 -> 9 November 2022",
        "Cancelled time made up",
        "[enhanced_access.cancelled_time_made_up, 2022-11-05-saturday-afternoon]",
        "    NOT DUE (240 of 240 minutes cancelled on 5 November 2022 not made up; due by",
        "    19 November 2022)",
        " -> NOT DUE (240 of 240 minutes cancelled on 5 November 2022 not made up; due by",
        "    25 November 2022)",
    ]


def test_a_change_of_members_is_of_a_network_alone() -> None:
    with pytest.raises(WrongTypeError, match=r"^network is .*; give a Network \(read_network reads one\)"):
        des.what_if({"population.registered": 42_000}, "Y99905", "leaves", on=DAY)  # type: ignore[arg-type]
