"""Whatever had been published by a day, every question that takes `known_on` has an answer, or says why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.contract.indicators import indicators_of
from pcn_des.contract.sections import SECTIONS
from pcn_des.dates import ContractYear
from pcn_des.network import Post
from pcn_des.strategies import contract_days
from support.effort import examples

NETWORK: Final = des.example_network()
Question = Callable[[date, str, date], Any]


def _ledger(day: date, year: str, known_on: date) -> Any:
    first, last = ContractYear.parse(year).first_day, ContractYear.parse(year).last_day
    return des.access_ledger(NETWORK, max(first, date(2019, 7, 1)), min(last, first.replace(month=9)), known_on)


QUESTIONS: Final[Mapping[str, Question]] = {
    "assess": lambda day, year, known_on: des.assess(NETWORK, day, known_on),
    "access_ledger": _ledger,
    "briefing": lambda day, year, known_on: des.briefing(NETWORK, day, known_on),
    "claim": lambda day, year, known_on: des.claim(_post(day), day.replace(day=1), NETWORK, known_on),
    "could_hire": lambda day, year, known_on: des.could_hire(
        "pharmacy_technician", day, left=des.Money(Decimal(40_000)), known_on=known_on
    ),
    "deadlines": lambda day, year, known_on: des.deadlines(year, known_on),
    "entitlements": lambda day, year, known_on: des.entitlements(NETWORK, year, known_on),
    "iif": lambda day, year, known_on: des.iif(NETWORK, year, known_on=known_on),
    "improvement": lambda day, year, known_on: des.improvement(NETWORK, year, known_on=known_on),
    "indicators": lambda day, year, known_on: indicators_of(year, known_on=known_on),
    "reimbursable": lambda day, year, known_on: des.reimbursable("GP", day, known_on=known_on),
    "reconcile": lambda day, year, known_on: des.reconcile(NETWORK, year, known_on=known_on),
    "terms": lambda day, year, known_on: des.terms(day, known_on),
    "timeline": lambda day, year, known_on: des.timeline(NETWORK, day, day, known_on),
    "streams_by_year": lambda day, year, known_on: des.streams_by_year(NETWORK, known_on),
    "what_if": lambda day, year, known_on: des.what_if(NETWORK, "Y99905", "leaves", on=day, known_on=known_on),
    "workforce": lambda day, year, known_on: des.workforce(NETWORK, year, known_on=known_on),
}


def _post(day: date) -> Post:
    return Post(id="P1", role="clinical_pharmacist", since=day, wte=1, annual_cost=40_000, additional=True)


@pytest.mark.parametrize("question", sorted(QUESTIONS))
@settings(max_examples=examples(one_in=8))
@given(day=contract_days(), known_on=st.dates(date(2018, 12, 1), years()[-1].last_day))
def test_every_question_has_an_answer_or_says_why_not(question: str, day: date, known_on: date) -> None:
    ask = partial(QUESTIONS[question], day, str(ContractYear.of(day)), known_on)
    with suppress(des.PcnDesError):
        assert str(ask())


def test_before_a_year_was_published_its_patients_are_not_known() -> None:
    known_on = date(2022, 3, 1)  # the letter on enhanced access came that day, the contract of the year on 31 March
    assert des.workforce(NETWORK, "2022/23", known_on=known_on).limits == ()
    assert des.briefing(NETWORK, date(2022, 11, 14), known_on).heading.code == NETWORK.code


def test_before_a_service_was_published_its_weeks_are_none() -> None:
    with pytest.raises(des.MisuseError, match=r"lies between .* as published by 2021-01-01; widen the period"):
        des.access_ledger(NETWORK, date(2022, 10, 1), date(2022, 11, 14), date(2021, 1, 1))
    from_letter = des.access_ledger(NETWORK, date(2022, 10, 1), date(2022, 11, 14), date(2022, 10, 1))
    assert len(from_letter.weeks) == 6


@given(contract_days(), st.integers(1, 3_000))
@settings(max_examples=examples(one_in=3), deadline=None)
def test_before_a_year_s_first_document_nothing_of_it_was_looked_for_in_vain(day: date, earlier: int) -> None:
    contract = load_year(ContractYear.of(day))
    known_on = contract.published - timedelta(days=earlier)
    terms = des.terms(day, known_on)
    assert {section: dict(terms.not_found(section)) for section in SECTIONS} == {section: {} for section in SECTIONS}
    assert not any(finding.text_missing for finding in des.assess(NETWORK, day, known_on).findings)
    assert not any(note.startswith("Not found") for note in des.deadlines(str(contract.year), known_on).notes)
