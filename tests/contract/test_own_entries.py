"""Duties that somebody adds to the contract: beside it, on their own days, and never in the place of one of its own."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.dates import Deadline
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


def figure(**fields: Any) -> des.Term:
    """A figure of an ICB's own."""
    own: dict[str, Any] = {
        "key": "our_icb.least_practices",
        "title": "Practices, at least",
        "since": date(2021, 7, 1),
        "until": date(2023, 6, 30),
        "published": None,
        "standing": None,
        "value": 3,
        "unit": "practices",
    }
    return des.Term(**{**own, **fields})


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
    with pytest.raises(des.UnknownNameError, match=r"^There is no kind of evidence '.*our_icb\.plan asks for it\.$"):
        des.terms(DAY).with_own(duty(judgement=None, evidence="estates_plan"))
    report = des.assess({}, DAY, under=des.terms(DAY).with_own(own))
    assert report["our_icb.plan"].missing == ("the register of interests",)


def test_a_rule_that_is_not_registered_is_said() -> None:
    with pytest.raises(
        des.UnknownNameError, match=r"There is no obligation rule 'our_icb\.plan'.*evidence=.*judgement="
    ):
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
    contract = des.terms(DAY).with_own(figure())
    assert contract["our_icb.least_practices"].value == 3
    assert "our_icb.least_practices" not in des.terms(DAY)
    assert "our_icb.least_practices" not in contract.on(date(2024, 4, 1))
    with pytest.raises(des.PcnDesError, match="praktices"):
        des.terms(DAY).with_own(figure(unit="praktices"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {"due": date(2022, 12, 1)},
            "due is datetime.date(2022, 12, 1); give a deadline, such as pcn_des.dates.Deadline.on(date(2022, 7, 31)), "
            "or None",
        ),
        ({"late": "fail"}, "late is 'fail'; it must be one of: counts, fails"),
        ({"standing": "confirmed"}, "standing is 'confirmed'; give a Standing, such as Standing.CONFIRMED, or None"),
        ({"since": "2021-07-01"}, "since is '2021-07-01'; give a day, such as date(2022, 10, 1)"),
        (
            {"since": datetime(2021, 7, 1)},
            "since is datetime.datetime(2021, 7, 1, 0, 0); give a day, such as date(2022, 10, 1)",
        ),
        ({"until": None}, "until is None; give a day, such as date(2022, 10, 1)"),
        ({"published": "2021"}, "published is '2021'; give a day, such as date(2022, 10, 1), or None"),
        ({"title": 5}, "title is 5; give a text"),
        ({"title": " "}, "title is ' '; give a text with something in it"),
        ({"judgement": ""}, "judgement is ''; give a text with something in it, or None"),
        ({"sources": ("a letter",)}, "sources is ('a letter',); give a tuple of citations"),
        ({"yearly": "no"}, "yearly is 'no'; give True or False"),
        ({"subject": None}, "subject is None; give a text"),
        ({"when": 3}, "when is 3; give a text, or None"),
        (
            {"monthly": True},
            "it is monthly and not only checked by monthly evidence; give it evidence, and neither yearly nor due",
        ),
        (
            {"due": Deadline.on(date(2021, 3, 31))},
            "it is due on 31 March 2021, before its contract year begins; mend the day",
        ),
    ],
)
def test_a_field_that_holds_something_else_is_refused(fields: dict[str, Any], says: str) -> None:
    """With its name, its value and what to give: it would not be heard of again, or much later."""
    contract = des.terms(DAY)
    with pytest.raises(des.MisuseError) as caught:
        contract.with_own(duty(key="our_icb.visit"), duty(**fields))
    assert str(caught.value) == f"'our_icb.plan' can't be added to the contract: {says}"
    assert contract == des.terms(DAY)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"value": "three"}, "'three' is not a value in 'practices'; mend the value or the unit"),
        ({"value": Decimal("NaN")}, "Decimal('NaN') is not a value in 'practices'; mend the value or the unit"),
        ({"value": None}, "None is not a value in 'practices'; mend the value or the unit"),
        ({"value": 3.5}, "3.5 is not a value in 'practices'; mend the value or the unit"),
        ({"value": True}, "True is not a value in 'practices'; mend the value or the unit"),
        ({"value": 3, "unit": "yes/no"}, "3 is not a value in 'yes/no'; mend the value or the unit"),
        ({"value": "2022-10-01", "unit": "date"}, "'2022-10-01' is not a value in 'date'; mend the value or the unit"),
        ({"unit": 5}, "unit is 5; give a text"),
        ({"at_least": "two"}, "at_least is 'two'; give a number, such as Decimal('1.5'), or None"),
        ({"at_least": 2}, "it has a value and limits of it; keep value, or at_least and at_most"),
        (
            {"value": des.UNKNOWN, "at_least": 5, "at_most": 2},
            "it is at least 5 and at most 2; at_least is the smaller of the two",
        ),
        ({"by": "list_size"}, "by is 'list_size'; give a tuple of texts"),
        (
            {"by": ("list_size",), "value": [{"below": 5, "value": 1}, {"below": 3, "value": 2}]},
            "its bands are below 5, 3, in this order; write each edge once, the lowest first, and the band without one "
            "last",
        ),
        ({"block": "uplift"}, "block is 'uplift', and only the contract has blocks of readings; leave block out"),
    ],
)
def test_a_term_whose_value_is_none_of_its_unit_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(des.MisuseError) as caught:
        des.terms(DAY).with_own(figure(**fields))
    assert str(caught.value) == f"'our_icb.least_practices' can't be added to the contract: {says}"


def test_what_cites_nothing_is_not_established() -> None:
    for entry in (duty(standing=des.Standing.CONFIRMED), figure(standing=des.Standing.CONFIRMED)):
        with pytest.raises(des.MisuseError) as caught:
            des.terms(DAY).with_own(entry)
        assert str(caught.value) == (
            f"'{entry.key}' can't be added to the contract: its standing is confirmed, and it cites nothing; cite "
            "documents, or give standing=None"
        )


def test_a_duty_that_was_added_says_so_however_well_it_is_established() -> None:
    cited = des.terms(DAY)["enhanced_access.network_standard_hours"].sources
    own = duty(standing=des.Standing.SINGLE_SOURCE, sources=cited)
    report = des.assess(des.example_network(), DAY, under=des.terms(DAY).with_own(own))
    assert str(report["our_icb.plan"]).endswith("[our_icb.plan; single-source, not of the contract]")
    others = [finding for finding in report.findings if finding.rule != own.key and not finding.text_missing]
    assert not any("not of the contract" in str(finding) for finding in others)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (-1, "it can't be -1: it can't be below nought; write it without a minus, or mend the unit"),
        (Decimal("1E+15"), "it can't be 1E+15: it has to be below 10^15; mend the value or the unit"),
    ],
)
def test_a_number_that_nothing_is_reckoned_with_is_refused(value: Any, says: str) -> None:
    for fields in ({"value": value}, {"value": des.UNKNOWN, "at_least": value}):
        with pytest.raises(des.MisuseError) as caught:
            des.terms(DAY).with_own(figure(**fields))
        assert str(caught.value) == f"'our_icb.least_practices' can't be added to the contract: {says}"


def test_a_value_of_ones_own_may_be_half_known_a_table_or_not_known() -> None:
    bands = [{"below": 50_000, "value": 3}, {"value": 6}]
    for fields in (
        {"value": des.UNKNOWN, "at_least": 2},
        {"by": ("list_size",), "value": bands},
        {"value": des.UNKNOWN},
    ):
        own = figure(**fields)
        assert des.terms(DAY).with_own(own)[own.key] == attrs.evolve(
            own, since=date(2022, 4, 1), until=date(2023, 3, 31), published=des.terms(DAY).contract.published
        )


@pytest.mark.parametrize("given", [5, None, "our_icb.plan", [duty()]])
def test_what_is_no_entry_is_refused(given: Any) -> None:
    with pytest.raises(des.MisuseError) as caught:
        des.terms(DAY).with_own(given)
    assert str(caught.value).endswith(
        "can't be added to the contract: it is no entry; add an Obligation or a Term, several one after another: "
        "with_own(first, second)"
    )


@pytest.mark.parametrize("given", [None, 5, "enhanced_access.minutes_per_1000", [("enhanced_access.rate", 1)]])
def test_a_hypothesis_is_a_mapping(given: Any) -> None:
    with pytest.raises(des.WrongTypeError) as caught:
        des.terms(DAY).amend(given)
    assert str(caught.value).startswith("changes is ")
    assert str(caught.value).endswith(
        "; give a mapping of keys to values, such as {'enhanced_access.minutes_per_1000': 45}"
    )


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
