"""The facts there are, and the units that rules rely on."""

from __future__ import annotations

import pytest

from pcn_des import UnknownNameError
from pcn_des.engine.registry import FACTS, SUBJECTS

UNITS = {
    "population.registered": "registered patients",
    "population.weighted": "weighted patients",
    "population.adjusted": "adjusted patients",
    "network.practices": "practices",
    "network.approved": "yes/no",
    "network_agreement.signed_by_all_on": "date",
    "clinical_director.in_post": "yes/no",
    "clinical_director.covered": "yes/no",
    "director.employed_by_network": "yes/no",
    "director.is_clinician": "yes/no",
    "director.works_in_core_practice": "yes/no",
    "nominated_payee.named": "yes/no",
    "practice.contract_type": "text",
    "practice.in_another_network": "yes/no",
    "practice.closes_half_day": "yes/no",
    "extended_hours.weekly_minutes": "minutes per week",
    "enhanced_access.weekly_minutes": "minutes per week",
    "enhanced_access.standard_hours_covered": "yes/no",
    "enhanced_access.bank_holiday_in_week": "yes/no",
    "cancelled_session.made_up_on": "date",
    "cancelled_session.make_up_by": "date",
    "admission.assessed_on": "date",
    "admission.planned_on": "date",
    "admission.due_by": "date",
    "admission.assessment_delay_explained": "yes/no",
    "admission.plan_delay_explained": "yes/no",
    "post.additional": "yes/no",
    "post.meets_conditions": "yes/no",
    "post.reimbursable": "yes/no",
}


@pytest.mark.parametrize(("name", "unit"), UNITS.items())
def test_each_fact_has_its_unit(name: str, unit: str) -> None:
    """DESIGN 5 fixes the keys that callers give directly; the three populations never mix."""
    assert str(FACTS[name].unit) == unit


def test_only_what_would_excuse_means_nothing_where_nothing_is_on_record() -> None:
    """DESIGN 4: a fact that is not known is unknown; the exceptions are said where the facts are defined.

    They are for figures given directly: on record, no list of cancelled sessions is unknown.
    """
    assert {name: fact.absent for name, fact in FACTS.items() if fact.absent is not None} == {
        "enhanced_access.cancelled_minutes": 0,
        "extended_hours.cancelled_minutes": 0,
        "clinical_director.covered": False,
        "director.employed_by_network": False,
    }


def test_each_fact_says_in_a_sentence_what_it_is() -> None:
    for fact in FACTS.values():
        assert fact.title.endswith(".")


def test_an_unknown_fact_offers_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"population\.adjusted"):
        FACTS["population.ajusted"]


def test_the_kinds_of_subject() -> None:
    assert set(SUBJECTS) >= {"practice", "clinical_director", "cancelled_session", "care_home", "admission", "post"}
