"""A month of a post, cut wherever the contract, the records or an exception change; and what a claim reads at all."""

from __future__ import annotations

from typing import Any

import pytest

from pcn_des import Network, Records
from pcn_des.dates import month_of
from pcn_des.network import BaselineVacancy, Leave, Pay, Variation
from pcn_des.questions.claims.scheme import read_by_claims, shown_besides
from pcn_des.questions.claims.stretches import readings_of, stretches
from pcn_des.values import UNKNOWN
from support.staff import a_term, contract_of, day, post

TABLE = pytest.mark.parametrize


def cuts(month: str, network: Network | None = None, known_on: str | None = None, **fields: Any) -> list[str]:
    """The first days of the stretches, and the last day of the last."""
    known = None if known_on is None else day(known_on)
    found = stretches(post(**fields), month_of(day(month)), network, known)
    return [str(one.days.since) for one in found] + [str(found[-1].days.until)] if found else []


def network(**fields: Any) -> Network:
    return Network(code="U00001", name="Millbrook PCN", **fields)


PAY = [
    Pay(since=day("2024-04-01"), until=day("2024-10-15"), salary=30_000),
    Pay(since=day("2024-10-16"), salary=31_000),
]
LEAVE = [Leave(since=day("2024-10-10"), until=day("2024-10-20"), kind="sickness")]
GRANTED = Variation(
    kind="waiver", granted_by="the ICB", since=day("2024-10-05"), until=day("2024-10-30"), lifts=("network.list_size",)
)


@TABLE("role", ["clinical_pharmacist", "pharmacist", "Clinical pharmacist"])
def test_the_contract_changes_for_a_role_under_any_of_its_names(role: str) -> None:
    """The letter on early recruitment is of 17 February 2020."""
    assert cuts("2020-02", role=role, since="2019-07-01") == ["2020-02-01", "2020-02-17", "2020-02-29"]


def test_what_is_on_record_of_a_colleague_cuts_where_one_may_give_way() -> None:
    vacancy = BaselineVacancy(role="clinical_pharmacist", since=day("2024-04-01"))
    beside = network(posts=[post(), post(id="P2", leave=LEAVE)], baseline_vacancies=[vacancy])
    assert cuts("2024-10", beside) == ["2024-10-01", "2024-10-10", "2024-10-21", "2024-10-31"]
    assert cuts("2024-10", network(posts=[post(), post(id="P2", leave=LEAVE)])) == ["2024-10-01", "2024-10-31"]


@TABLE(
    ("fields", "expected"),
    [
        ({}, ["2024-10-01", "2024-10-31"]),
        ({"since": "2024-10-31"}, ["2024-10-31", "2024-10-31"]),
        ({"until": "2024-10-01"}, ["2024-10-01", "2024-10-01"]),
        ({"since": "2024-11-01"}, []),
        ({"until": "2024-09-30"}, []),
        ({"pay": PAY}, ["2024-10-01", "2024-10-16", "2024-10-31"]),
        ({"leave": LEAVE}, ["2024-10-01", "2024-10-10", "2024-10-21", "2024-10-31"]),
        ({"leave": LEAVE, "since": "2024-10-15"}, ["2024-10-15", "2024-10-21", "2024-10-31"]),
        ({"network": network()}, ["2024-10-01", "2024-10-31"]),
        ({"network": network(variations=[GRANTED])}, ["2024-10-01", "2024-10-05", "2024-10-31", "2024-10-31"]),
    ],
)
def test_a_month_is_cut_where_a_record_changes(fields: dict[str, Any], expected: list[str]) -> None:
    assert cuts("2024-10", **fields) == expected


@TABLE("role", ["clinical_pharmacist", "paramedic"])
def test_a_month_is_cut_where_the_contract_changes(role: str) -> None:
    """The letter of 17 February 2020 changed the terms of pharmacists and the scheme's own."""
    assert cuts("2020-02", role=role, since="2019-07-01") == ["2020-02-01", "2020-02-17", "2020-02-29"]
    assert cuts("2020-03", role=role, since="2019-07-01") == ["2020-03-01", "2020-03-31"]


@TABLE(
    ("known_on", "expected"),
    [
        (None, ["2021-07-01", "2021-07-15", "2021-07-31"]),
        ("2021-03-30", ["2021-07-01", "2021-07-31"]),  # before anybody had said how long it may stay vacant
    ],
)
def test_a_month_is_cut_where_a_vacancy_becomes_too_long(known_on: str | None, expected: list[str]) -> None:
    vacancy = BaselineVacancy(role="clinical_pharmacist", since=day("2021-04-15"))
    held = network(baseline_vacancies=Records([vacancy], complete=True))
    assert cuts("2021-07", held, known_on, since="2020-04-01") == expected


PART = "arrs.scheme.part_month"


@TABLE(
    ("terms", "readings"),
    [
        ([a_term(PART, "days of the month", "text")], ("days of the month",)),
        ([a_term(PART, "days of the year", "text")], ("days of the year",)),
        ([a_term(PART, UNKNOWN, "text")], ("days of the month", "days of the year")),
        ([], ("days of the month", "days of the year")),
    ],
)
def test_a_part_month_counts_in_one_way_where_the_contract_says_which(terms: list[Any], readings: Any) -> None:
    assert readings_of(contract_of("2024-10-01", *terms, without=[PART])) == readings


@TABLE(
    ("key", "read", "shown"),
    [
        ("arrs.scheme.part_month", True, False),
        ("arrs.scheme.training_time_first_contact_roles", True, False),
        ("arrs.scheme.excluded_costs", False, True),
        ("arrs.paramedic.part_month", False, False),
        ("part_month", False, False),
        ("arrs_sum.role_choice", False, True),
        ("arrs_sum.rate", False, False),
    ],
)
def test_what_a_claim_reads_of_the_scheme_and_what_is_shown_besides(key: str, read: bool, shown: bool) -> None:
    assert (read_by_claims(key), shown_besides(key)) == (read, shown)
