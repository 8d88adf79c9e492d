"""What records have to show: contradictions show at once, and drawing changes nothing of what it was given."""

from __future__ import annotations

import copy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import Status, terms
from pcn_des.errors import MisuseError, PcnDesError
from pcn_des.strategies import contract_days, reachable
from pcn_des.strategies.plausible.networks import plausible_networks
from pcn_des.strategies.requirements import Requirements, UnreachableError
from pcn_des.strategies.what_can_be_asked_for import requirements_of
from support.effort import examples

DAY = date(2022, 11, 14)


def required() -> Requirements:
    return Requirements(terms(DAY))


def test_without_bounds_the_patients_are_as_usual() -> None:
    assert required().patients_between(5_000, 100_000) == (5_000, 100_000)


def test_the_strictest_bound_counts() -> None:
    requirements = required()
    for figure in (30_000, 29_999):
        requirements.at_least_patients(Fraction(figure))
    for figure in (50_000, 50_001):
        requirements.at_most_patients(Fraction(figure))
    assert requirements.patients_between(5_000, 100_000) == (30_000, 50_000)


def test_parts_of_a_patient_are_rounded_to_what_holds_the_bound() -> None:
    requirements = required()
    requirements.at_least_patients(Fraction(59_999, 2))
    requirements.at_most_patients(Fraction(60_003, 2))
    assert requirements.patients_between(5_000, 100_000) == (30_000, 30_001)


def test_a_single_bound_beyond_the_usual_widens_it() -> None:
    many, few = required(), required()
    many.at_least_patients(Fraction(200_000))
    few.at_most_patients(Fraction(0))
    assert many.patients_between(5_000, 100_000) == (200_000, 400_000)
    assert few.patients_between(5_000, 100_000) == (0, 0)


def test_bounds_that_cross_name_both_answers() -> None:
    requirements = required()
    requirements.on_behalf_of("network.list_size", True)
    requirements.at_least_patients(Fraction(30_000))
    requirements.on_behalf_of("network.core_practices", False)
    with pytest.raises(MisuseError, match=r"no network meets network.list_size and breaks network.core_practices"):
        requirements.at_most_patients(Fraction(0))


def test_a_sentence_that_is_to_hold_and_to_fail_names_both_answers() -> None:
    requirements = required()
    requirements.on_behalf_of("nominated_payee.named", True)
    requirements.settle("a Nominated Payee is named", True, "payees")
    assert requirements.holds("a Nominated Payee is named") is True
    assert requirements.holds("somebody is clinical director") is None
    assert requirements.known_lists == {"payees"}
    requirements.on_behalf_of("nominated_payee.eligible", False)
    with pytest.raises(
        MisuseError, match=r"meets nominated_payee.named and breaks nominated_payee.eligible: the two do"
    ):
        requirements.settle("a Nominated Payee is named", False)


def test_a_figure_that_is_not_established_is_out_of_reach() -> None:
    with pytest.raises(UnreachableError, match=r"the contract's no\.such_term is not established on that day"):
        required().figure("no.such_term")
    assert issubclass(UnreachableError, PcnDesError)


def contents(requirements: Requirements) -> dict[str, Any]:
    """Everything that can be written down, copied; the contracts are read-only."""
    names = [name for name in requirements.__slots__ if name not in ("contract", "weekly", "__weakref__")]
    return {name: copy.copy(getattr(requirements, name)) for name in names} | {
        "papers": {kind: dict(answers) for kind, answers in requirements.papers.items()}
    }


@settings(max_examples=examples(one_in=2), suppress_health_check=list(HealthCheck))
@given(day=contract_days(), data=st.data())
def test_drawing_changes_nothing_of_what_is_required(day: date, data: st.DataObject) -> None:
    met = [key for key, outcomes in reachable(day).items() if Status.MET in outcomes]
    meets = data.draw(st.lists(st.sampled_from(met), unique=True, max_size=5))
    asked = list(meets)
    requirements = requirements_of(terms(day), meets, [])
    before = contents(requirements)
    data.draw(plausible_networks(requirements, None))
    assert contents(requirements) == before
    assert before["duties"] == set(asked)
    assert meets == asked
