"""Facts that callers give directly, and what is refused."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pcn_des import NEVER, UNKNOWN, RecordError, Status, UnknownNameError, assess
from pcn_des.engine.fact_sources import GivenFacts
from pcn_des.engine.registry import FACTS
from pcn_des.engine.view import Observed, Subjects
from pcn_des.values import Unknown
from support.narrowed import quantity
from support.observing import no_term

DAY = date(2022, 11, 14)
RULE = "enhanced_access.weekly_minutes"


@pytest.mark.parametrize("patients", [51_230, Decimal(51_230), Decimal("51230.0"), Fraction(51_230)])
def test_whole_numbers_decimals_and_fractions(patients: Any) -> None:
    found = assess({"population.adjusted": patients}, DAY)[RULE]
    assert quantity(found.required).by_first_reading == Fraction("3073.8")


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        pytest.param({"population.adjusted": 51230.0}, "float", id="a float"),
        pytest.param({"population.adjusted": "51230"}, "must be a number of adjusted patients", id="a text"),
        pytest.param({"population.adjusted": True}, "must be a number of adjusted patients", id="a yes"),
        pytest.param({"population.adjusted": None}, "must be a number of adjusted patients", id="nothing"),
        pytest.param({"nominated_payee.named": 1}, "must be a yes/no", id="a number for a yes or no"),
        pytest.param({"network_agreement.signed_by_all_on": "2019-06-30"}, "must be a date", id="a text for a day"),
    ],
)
def test_values_of_the_wrong_kind_are_refused(facts: dict[str, Any], wrong: str) -> None:
    with pytest.raises(RecordError, match=wrong):
        assess(facts, DAY)


def test_a_moment_is_not_a_day() -> None:
    """Days are plain: `as_of` refuses a moment too (dates.as_day)."""
    with pytest.raises(RecordError, match="must be a date"):
        assess({"network_agreement.signed_by_all_on": datetime(2019, 6, 30, 12)}, DAY)


def test_every_wrong_value_is_named() -> None:
    with pytest.raises(RecordError) as caught:
        assess({"population.adjusted": 1.5, "population.registered": "x", "nominated_payee.named": True}, DAY)
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0].startswith("population.adjusted is the float 1.5")
    assert caught.value.problems[1].startswith("population.registered is 'x'")


@pytest.mark.parametrize("negative", [-1, Decimal("-0.5")])
def test_less_than_nothing_is_refused(negative: Any) -> None:
    """Records refuse negative patients and minutes (network/practices.py); so must facts that are given."""
    with pytest.raises(RecordError):
        assess({"population.adjusted": negative}, DAY)


def test_nothing_and_a_part_are_numbers() -> None:
    facts = {"population.adjusted": 0, "enhanced_access.weekly_minutes": Decimal("0.5")}
    used = {fact.name: fact.in_words for fact in assess(facts, DAY)[RULE].facts}
    assert (used["population.adjusted"], used["enhanced_access.weekly_minutes"]) == ("0", "0.5")


def test_a_name_that_is_no_fact_offers_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"Did you mean 'population\.adjusted'") as caught:
        assess({"population.ajusted": 1}, DAY)
    assert isinstance(caught.value, LookupError)


def test_given_as_unknown_is_unknown() -> None:
    facts = {"population.adjusted": 51_230, "enhanced_access.weekly_minutes": UNKNOWN}
    assert assess(facts, DAY)[RULE].status is Status.UNKNOWN


def test_the_finding_says_what_was_given() -> None:
    facts = {"population.adjusted": 51_230, "enhanced_access.weekly_minutes": 3_080}
    used = {fact.name: (fact.in_words, fact.because) for fact in assess(facts, DAY)[RULE].facts}
    assert used == {
        "population.adjusted": ("51,230", "as given"),
        "enhanced_access.weekly_minutes": ("3,080", "as given"),
        "enhanced_access.cancelled_minutes": ("0", "nothing given"),
        "enhanced_access.bank_holiday_in_week": ("no", "no bank holiday in the week from 7 November 2022"),
    }


@pytest.mark.parametrize("as_of", ["2022-11-14", datetime(2022, 11, 14, 9), None])
def test_the_day_must_be_a_plain_day(as_of: Any) -> None:
    with pytest.raises(TypeError, match=r"datetime\.date"):
        assess({}, as_of)


def test_the_refusal_names_the_fact_the_value_and_the_mend() -> None:
    with pytest.raises(RecordError) as caught:
        assess({"population.adjusted": 1.5, "network_agreement.signed_by_all_on": "soon"}, DAY)
    assert caught.value.what == "The facts given"
    assert caught.value.problems == (
        "population.adjusted is the float 1.5; write Decimal('1.5')",
        "network_agreement.signed_by_all_on is 'soon'; it must be a date",
    )
    with pytest.raises(RecordError, match="is 'x'; it must be a number of registered patients, nothing or more"):
        assess({"population.registered": "x"}, DAY)


@pytest.mark.parametrize("value", [1.5, np.float64(3), float("nan"), float("inf")])
def test_the_mend_of_a_float_is_a_number_that_can_be_given(value: float) -> None:
    with pytest.raises(RecordError) as caught:
        assess({"population.adjusted": value}, DAY)
    (said,) = caught.value.problems
    mend = re.search(r"write Decimal\('(.*)'\)$", said)
    if isfinite(value):
        assert mend is not None, said
        assess({"population.adjusted": Decimal(mend[1])}, DAY)
    else:
        assert mend is None
        assert said.endswith("which is no number; leave it out")


class TestObserving:
    """What a rule is told of a fact, one by one."""

    def told(self, name: str, **given: Any) -> Any:
        facts = {key.replace("__", "."): each for key, each in given.items()}
        source = GivenFacts.checked(
            facts, DAY, FACTS, ["lamps.plan"], lambda obligation: f"a record of {obligation.key}"
        )
        return source.observe(name, (), None, no_term)

    def evidence(self, **given: Any) -> Any:
        facts = {f"evidence.{key.replace('__', '.')}": each for key, each in given.items()}
        source = GivenFacts.checked(
            facts, DAY, FACTS, ["lamps.plan"], lambda obligation: f"a record of {obligation.key}"
        )
        return source.evidence(SimpleNamespace(key="lamps.plan"), None, no_term)

    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            ("population.registered", "registered patients of the Core Network Practices, at the snapshot"),
            ("population.adjusted", "PCN Adjusted Population at the snapshot"),
            ("network.practices", "Core Network Practices"),
            ("nominated_payee.named", "whether a Nominated Payee is named"),
        ],
    )
    def test_what_is_not_given_is_unknown_and_named_within_a_sentence(self, name: str, wanted: str) -> None:
        (gap,) = self.told(name).value.missing
        assert gap.startswith(wanted)
        assert not gap.endswith(".")

    def test_what_is_given_as_unknown_says_so(self) -> None:
        found = self.told("population.adjusted", population__adjusted=UNKNOWN)
        assert found == Observed(Unknown.because("it was given as unknown"), "as given")

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("practice.contract_type", "GMS"),
            ("nominated_payee.named", False),
            ("network_agreement.signed_by_all_on", date(2019, 6, 30)),
            ("network_agreement.signed_by_all_on", NEVER),
        ],
    )
    def test_each_kind_of_value(self, name: str, value: Any) -> None:
        assert self.told(name, **{name.replace(".", "__"): value}) == Observed(value, "as given")

    @pytest.mark.parametrize("value", ["", "  ", "\t\n"])
    def test_an_empty_text_is_no_value(self, value: str) -> None:
        with pytest.raises(RecordError, match=r"practice\.contract_type is the empty text .*; leave it out, or"):
            self.told("practice.contract_type", practice__contract_type=value)

    def test_never_is_no_answer_to_yes_or_no(self) -> None:
        with pytest.raises(RecordError, match="it must be a yes/no"):
            self.told("nominated_payee.named", nominated_payee__named=NEVER)

    def test_a_fact_that_nothing_on_record_answers(self) -> None:
        assert self.told("enhanced_access.cancelled_minutes") == Observed(Fraction(0), "nothing given")

    def test_a_fact_of_the_calendar_needs_nothing(self) -> None:
        found = self.told("enhanced_access.bank_holiday_in_week")
        assert found == Observed(False, "no bank holiday in the week from 7 November 2022")

    def test_evidence_up_to_the_day(self) -> None:
        assert self.evidence(lamps__plan=DAY).value == DAY
        assert self.evidence(lamps__plan=NEVER).value is NEVER
        unknown = Observed(Unknown.because("a record of lamps.plan"))
        assert self.evidence() == unknown == self.evidence(lamps__plan=DAY + timedelta(days=1))

    def test_evidence_of_a_duty_that_there_is_not_is_refused(self) -> None:
        with pytest.raises(UnknownNameError) as caught:
            self.evidence(lamps__plans=DAY)
        assert str(caught.value) == "There is no fact 'evidence.lamps.plans'. Did you mean 'evidence.lamps.plan'?"

    def test_subjects_are_not_given(self) -> None:
        source = GivenFacts.checked({}, DAY, FACTS, [], str)
        assert source.subjects("care_home", "care_homes", no_term) == Subjects((), ("the records of each care home",))


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity")])
def test_a_number_that_is_not_finite_is_refused(number: Decimal) -> None:
    with pytest.raises(RecordError, match="must be a number"):
        assess({"population.adjusted": number}, DAY)


@pytest.mark.parametrize("listed", ["abc", {"id": "h1"}, 5, None, UNKNOWN])
def test_subjects_are_a_list(listed: Any) -> None:
    with pytest.raises(RecordError, match=r"care_home is .*; it must be a list with the facts about each care home"):
        assess({"care_home": listed}, DAY)


def test_each_subject_has_an_id_of_its_own() -> None:
    """By which its finding is found; one that is not given is the place in the list."""
    homes = [{"id": "h1"}, {"id": 2}, {"id": "h1"}, {"id": "2"}, {"id": "h3"}]
    with pytest.raises(RecordError) as caught:
        assess({"care_home": homes}, DAY)
    assert caught.value.problems == ("care_home has the id h1, 2 more than once; each care home has one of its own",)
    assert len(assess({"care_home": [{}, {"id": "h1"}, {}]}, DAY)["care_homes.clinical_lead"].parts) == 3


@pytest.mark.parametrize("facts", [{5: 1}, {"care_home": [{5: 1}]}, {None: 1}])
def test_facts_are_named_by_texts(facts: dict[Any, Any]) -> None:
    with pytest.raises(RecordError, match=r"(5|None) names no fact; names are texts"):
        assess(facts, DAY)
