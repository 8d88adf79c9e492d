"""Every entry of the contract reaches a person: a rule, a stream, a role, the calendar or an explanation reads it."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

import pcn_des as des
from pcn_des.contract import beside
from pcn_des.contract.beside import Aside, asides, terms_beside
from pcn_des.contract.files import load_year, years
from pcn_des.contract.role_terms import NOT_SHOWN
from pcn_des.dates import ContractYear
from pcn_des.questions.reach import EXPLAINED, WAITING

REACH = des.reach()
AREAS = ("national", "outer_london", "inner_london")


def test_nothing_is_read_by_nobody() -> None:
    assert REACH.unread == ()


def test_every_entry_and_every_gap_of_every_year_is_asked_about() -> None:
    for year in years():
        contract = load_year(year)
        asked = {(entry.section, entry.key) for entry in REACH.entries if entry.year == str(year)}
        for section, keys in contract.missing.items():
            assert {(section, key) for key in (*getattr(contract, section), *keys)} <= asked


def test_what_nothing_tells_of_is_read_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "asides", lambda: ())
    unread = {(entry.year, entry.key) for entry in des.reach().unread}
    assert ("2022/23", "nominated_payee.eligibility") in unread
    assert ("2022/23", "enhanced_access.minutes_per_1000") not in unread


@pytest.mark.parametrize("aside", asides(), ids=lambda aside: aside.keys[0])
def test_where_a_term_stands_is_said_once_and_of_terms_that_no_rule_reads(aside: Aside) -> None:
    assert [bool(said) for said in (aside.beside, aside.waits, aside.alone)].count(True) == 1
    aside_from_rules = (f"{EXPLAINED}: ", f"{WAITING}: {aside.waits}", f"on its own: {aside.alone}")
    told = {
        entry.key
        for entry in REACH.entries
        if entry.section == "terms" and entry.readers and entry.readers[0].startswith(aside_from_rules)
    }
    for key in aside.keys:
        assert any(one == key or (key.endswith(".*") and one.startswith(key[:-1])) for one in told), key


@pytest.mark.parametrize("year", years(), ids=str)
def test_the_explanation_of_a_duty_shows_the_terms_beside_it(year: ContractYear) -> None:
    day = max(year.first_day, date(2019, 7, 1))
    report, contract = des.assess({}, day), des.terms(day)
    shown = 0
    for duty in report:
        for term in terms_beside(duty, contract):
            assert term.key in contract
            assert f"key: {term.key}" in report.explain(duty)
            shown += 1
    assert shown > 10


def test_what_is_said_beside_a_duty_is_what_had_been_published() -> None:
    day = date(2025, 5, 1)
    later, before = (des.terms(day, known_on=known_on) for known_on in (None, date(2024, 12, 1)))
    duty = "participation.change_in_window"
    assert {term.key for term in terms_beside(duty, before)} <= {term.key for term in terms_beside(duty, later)}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("year", years(), ids=str)
def test_all_that_is_known_of_a_role_is_in_its_answer(year: ContractYear, area: str) -> None:
    day = year.last_day
    contract = des.terms(day)
    keys = list(contract)
    for role in contract.roles:
        answer = des.reimbursable(role, day, area=area)
        said = {
            term.key
            for term in (answer.maximum, answer.cap, answer.band, answer.funding_share, *answer.conditions)
            if term
        }
        for key in (key for key in keys if key.startswith(f"arrs.{role}.")):
            of_another_area = ".max_reimbursement." in key and key not in said
            assert key in said or of_another_area or key.split(".")[2] in NOT_SHOWN, key


@pytest.mark.parametrize("more", [0, 1, 2, 3])
def test_its_table_fits_80_columns_with_the_years_to_come(more: int) -> None:
    later = [
        attrs.evolve(entry, year=str(ContractYear(2030 + number)))
        for entry in REACH.entries
        for number in range(more)
        if entry.year == "2022/23"
    ]
    lines = str(attrs.evolve(REACH, entries=(*REACH.entries, *later))).splitlines()
    heads = next(line for line in lines if "19/20" in line)
    assert heads.split() == [year[2:] for year in dict.fromkeys(entry.year for entry in (*REACH.entries, *later))]
    assert max(map(len, lines)) <= 80
