"""The days on which an answer can change."""

from __future__ import annotations

from datetime import date

import pytest

from pcn_des import read_network
from pcn_des.contract.year import YearContract
from pcn_des.dates import Deadline, Period
from pcn_des.engine.epochs import after, contract_edges, duty_edges, network_edges
from support.lamps import duty, term, year_of

JUNE = Period(date(2030, 6, 1), date(2030, 6, 30))
EMPTY = year_of("")


def days(contract: YearContract) -> set[int]:
    """The days of the month, without its first, on which an entry changes."""
    return {day.day for day in contract_edges(contract) if day in JUNE} - {1}


def test_the_first_day_of_a_contract_year() -> None:
    assert set(contract_edges(EMPTY)) == set(duty_edges([EMPTY])) == {date(2030, 4, 1)}


def test_duties_begin_and_end_found_or_not() -> None:
    found = year_of(duty("a.b", "from = 2030-06-05\nuntil = 2030-06-20\npublished = 2030-03-01"))
    assert set(duty_edges([found])) == {date(2030, 4, 1), date(2030, 6, 5), date(2030, 6, 21)}
    missing = year_of('[missing]\n"obligations.a.b" = { note = "x", from = 2030-06-05, until = 2030-06-20 }\n')
    assert set(duty_edges([missing])) == {date(2030, 4, 1), date(2030, 6, 5), date(2030, 6, 21)}


def test_a_network_opens_closes_and_has_exceptions_and_decisions_for_a_time() -> None:
    network = read_network(
        {
            "code": "U00001",
            "name": "Lamps",
            "opened": "2029-07-01",
            "closed": "2031-03-31",
            "variations": [
                {
                    "since": "2030-06-05",
                    "until": "2030-06-20",
                    "kind": "waiver",
                    "granted_by": "An ICB",
                    "lifts": ["network.list_size"],
                }
            ],
            "decisions": [{"obligation": "network.list_size", "judged": "met", "by": "Dr A", "on": "2030-06-12"}],
        }
    )
    assert sorted(network_edges(network)) == [
        date(2029, 7, 1),
        date(2030, 6, 5),
        date(2030, 6, 12),
        date(2030, 6, 21),
        date(2031, 3, 31),
        date(2031, 4, 1),
        date(2031, 4, 1),
    ]
    assert not set(network_edges(read_network({"code": "U00001", "name": "Lamps"})))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (term("a.b", "1", "minutes", "from = 2030-06-05\nuntil = 2030-06-20\npublished = 2030-03-01"), {5, 21}),
        (duty("a.b", "from = 2030-06-05\nuntil = 2030-06-20\npublished = 2030-03-01"), {5, 21}),
        (duty("a.b", "due = 2030-06-12"), {13}),
        (duty("a.b", 'due = "2030-06"'), {2}),
        (duty("a.b", 'due = "2030-05"'), set()),
        (term("a.day", "2030-06-12", "date"), {12, 13}),
        ('[missing]\n"a.b" = { note = "x", from = 2030-06-05, until = 2030-06-20 }\n', {5, 21}),
    ],
)
def test_where_an_entry_or_a_deadline_begins_or_ends(text: str, found: set[int]) -> None:
    assert days(year_of(text)) == found


def test_the_days_after_a_deadline() -> None:
    assert after(Deadline.on(date(2030, 6, 12))) == (date(2030, 6, 13), date(2030, 6, 13))
    assert after(Deadline.in_month("2030-06")) == (date(2030, 6, 2), date(2030, 7, 1))
