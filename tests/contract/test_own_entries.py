"""Duties that somebody adds to the contract: beside it, on their own days, and never in the place of one of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.strategies import contract_days
from support.effort import examples

DAY = date(2022, 11, 14)


def duty(**fields: Any) -> des.Obligation:
    """A duty of an ICB's own."""
    own: dict[str, Any] = {
        "key": "our_icb.plan",
        "title": "A plan for estates",
        "since": date(2021, 7, 1),
        "until": date(2023, 6, 30),
        "published": None,
        "standing": None,
        "owed_by": "PCN",
        "strength": "must",
        "judgement": "whether the plan fits",
    }
    return des.Obligation(**{**own, **fields})


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2021, 6, 30), False),
        (date(2021, 7, 1), True),
        (date(2022, 3, 31), True),
        (date(2022, 4, 1), True),
        (date(2023, 6, 30), True),
        (date(2023, 7, 1), False),
        (date(2025, 7, 1), False),
    ],
)
def test_a_duty_is_there_on_its_days_through_the_years(day: date, there: bool) -> None:
    contract = des.terms(day).with_own(duty())
    assert ("our_icb.plan" in contract.obligations) is there
    assert ("our_icb.plan" in des.assess({}, day, under=contract)) is there


@settings(max_examples=examples(one_in=3))
@given(contract_days())
def test_nothing_else_changes(day: date) -> None:
    plain, own = des.terms(day), des.terms(day).with_own(duty())
    assert {key: entry for key, entry in own.obligations.items() if key != "our_icb.plan"} == dict(plain.obligations)
    assert (dict(own), list(own.services)) == (dict(plain), list(plain.services))
    assert "our_icb.plan" not in plain.obligations


def test_the_receipt_says_that_it_is_another_contract() -> None:
    contract = des.terms(DAY).with_own(duty())
    report = des.assess({}, DAY, under=contract)
    plain = des.assess({}, DAY).receipt.contract_digest
    assert report.receipt.contract_digest.startswith(f"{plain}+")
    assert report.receipt.amended == ("our_icb.plan",)
    assert report.notes[0] == (
        "Beside the contract: our_icb.plan (A plan for estates) is a duty that whoever asked has added."
    )
    assert str(report["our_icb.plan"]).endswith("[our_icb.plan; not of the contract]")
    another = des.terms(DAY).with_own(duty(title="Another plan"))
    assert another != contract
    assert another.contract.digest != contract.contract.digest


def test_added_one_by_one_or_together_it_is_the_same_contract() -> None:
    one, two = duty(), duty(key="our_icb.visit")
    assert des.terms(DAY).with_own(one).with_own(two) == des.terms(DAY).with_own(one, two)
    assert des.terms(DAY).with_own(one) != des.terms(DAY)


def test_it_goes_along_to_another_day_and_under_a_hypothesis() -> None:
    amended = des.terms(DAY).with_own(duty()).amend({"enhanced_access.minutes_per_1000": 45})
    assert "our_icb.plan" in amended.obligations
    assert "our_icb.plan" in amended.on(date(2023, 4, 1)).obligations


def test_a_record_shows_it_done_where_it_asks_for_one() -> None:
    own = duty(judgement=None, evidence="register_of_interests")
    with pytest.raises(des.UnknownNameError, match=r"no kind of evidence, asked for by our_icb\.plan"):
        des.terms(DAY).with_own(duty(judgement=None, evidence="estates_plan"))
    report = des.assess({}, DAY, under=des.terms(DAY).with_own(own))
    assert report["our_icb.plan"].missing == ("the register of interests",)


def test_a_rule_that_is_not_registered_is_said() -> None:
    with pytest.raises(des.UnknownNameError, match=r"There is no obligation rule 'our_icb\.plan'"):
        des.assess({}, DAY, under=des.terms(DAY).with_own(duty(judgement=None)))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"key": "plan"}, "its key is <area>.<what>"),
        ({"key": "our icb.plan"}, "its key is <area>.<what>"),
        ({"key": "network.list_size"}, "there is one of that key already"),
        ({"owed_by": "ICB"}, "owed_by is 'ICB'; it must be one of: PCN"),
        ({"strength": "shall"}, "strength is 'shall'; it must be one of: must"),
        ({"until": date(2021, 6, 30)}, "it ends on 2021-06-30, before it begins on 2021-07-01"),
        ({"rule": "network.list_size"}, "in more than one way"),
    ],
)
def test_a_duty_that_does_not_say_what_it_must_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(des.MisuseError, match=says):
        des.terms(DAY).with_own(duty(**fields))


def test_a_term_of_ones_own_is_a_term() -> None:
    figure = des.Term(
        key="our_icb.least_practices",
        title="Practices, at least",
        since=date(2021, 7, 1),
        until=date(2023, 6, 30),
        published=None,
        standing=None,
        value=3,
        unit="practices",
    )
    contract = des.terms(DAY).with_own(figure)
    assert contract["our_icb.least_practices"].value == 3
    assert "our_icb.least_practices" not in des.terms(DAY)
    assert "our_icb.least_practices" not in contract.on(date(2024, 4, 1))
    with pytest.raises(des.PcnDesError, match="praktices"):
        des.terms(DAY).with_own(attrs.evolve(figure, unit="praktices"))


def test_other_entries_are_refused() -> None:
    with pytest.raises(des.MisuseError, match="it is a Service; add an Obligation or a Term"):
        des.terms(DAY).with_own(next(iter(des.terms(DAY).services.values())))  # type: ignore[arg-type]


def test_the_same_key_twice_is_refused() -> None:
    with pytest.raises(des.MisuseError, match="there is one of that key already"):
        des.terms(DAY).with_own(duty(), duty())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {"key": "plan"},
            "'plan' can't be added to the contract: its key is <area>.<what>, such as our_icb.phone_lines",
        ),
        (
            {"key": "our_icb.plan.part"},
            "'our_icb.plan.part' can't be added to the contract: its key is <area>.<what>, such as our_icb.phone_lines",
        ),
        (
            {"key": "network.list_size"},
            "'network.list_size' can't be added to the contract: there is one of that key already; choose another "
            "area, such as our_icb",
        ),
        (
            {"owed_by": "ICB"},
            "'our_icb.plan' can't be added to the contract: owed_by is 'ICB'; it must be one of: PCN, Core Network "
            "Practice, Clinical Director, Nominated Payee, PCN and commissioner, commissioner",
        ),
        (
            {"rule": "network.list_size"},
            "'our_icb.plan' can't be added to the contract: it is checked in more than one way; keep one of rule, "
            "evidence and judgement",
        ),
    ],
)
def test_why_a_duty_is_refused_is_said_in_whole(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(des.MisuseError) as caught:
        des.terms(DAY).with_own(duty(**fields))
    assert str(caught.value) == says


def test_a_duty_of_one_day_is_there_on_the_first_or_the_last_day_of_a_year() -> None:
    first, last = date(2022, 4, 1), date(2023, 3, 31)
    for day, there in ((first, True), (last, True), (date(2022, 3, 31), False), (date(2023, 4, 1), False)):
        contract = des.terms(DAY).with_own(duty(since=day, until=day))
        assert ("our_icb.plan" in contract.contract.obligations) is there
