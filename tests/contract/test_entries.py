"""Values and keys of the contract in words."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from pcn_des import UNKNOWN, Standing
from pcn_des.contract.entries import Term, key_in_words
from pcn_des.dates import Period


def one(value: Any, unit: str = "text") -> Term:
    return Term(
        key="lamps.x",
        title="x",
        since=date(2030, 4, 1),
        until=date(2031, 3, 31),
        published=date(2030, 3, 1),
        standing=Standing.CONFIRMED,
        value=value,
        unit=unit,
    )


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (UNKNOWN, "minutes", "unknown"),
        (1_200, "minutes", "1,200 minutes"),
        (Decimal("7.674"), "GBP per patient", "£7.674 per patient"),
        (Decimal("0.7"), "GBP per GBP", "70%"),
        (Decimal("0.125"), "GBP per GBP", "12.5%"),
        ({"first": Decimal("0.5"), "further": 1}, "GBP per GBP", "first: 50%; further: 100%"),
        ({"first": {"4": 18075, "8a": 36667}}, "GBP per lamp", "first (4: £18,075; 8a: £36,667)"),
        ({"red_lamps": Decimal("0.464"), "NC-01": 1}, "GBP per lamp", "red lamps: £0.464; NC-01: £1"),
        (("red_lamp", "a lamp"), "list", "red lamp; a lamp"),
        (1, "GBP per GBP", "100%"),
        (True, "yes/no", "yes"),
        (False, "yes/no", "no"),
        (date(2022, 10, 1), "date", "1 October 2022"),
        (time(18, 30), "clock times", "18:30"),
        (["GMS", "PMS"], "list", "GMS; PMS"),
        (
            [
                {"days": "mon-fri", "start": time(18, 30), "end": time(20)},
                {"days": "sat", "start": time(9), "end": time(17)},
            ],
            "clock times",
            "mon-fri 18:30 to 20:00; sat 09:00 to 17:00",
        ),
        ([{"below": 100_000, "value": 3}, {"value": 6}], "table", "3 below 100,000; 6 otherwise"),
        ([{"below": 100_000, "value": 1}], "table", "1 below 100,000; not established from 100,000"),
        (
            [{"below": 9, "value": 1}, {"below": 20, "value": 2}],
            "GBP",
            "£1 below 9; £2 below 20; not established from 20",
        ),
        (
            [{"below": 9, "value": 1, "edge": "either"}],
            "GBP",
            "£1 below 9 (exactly 9 not settled); not established from 9",
        ),
        (
            {"a": [{"below": 9, "value": 1}], "b": [{"value": 2}]},
            "GBP",
            "a: £1 below 9; not established from 9; b: £2 otherwise",
        ),
        ({"keeper": True, "sweeper": date(2022, 10, 1)}, "table", "keeper: yes; sweeper: 1 October 2022"),
        ("unlimited", "WTE", "unlimited"),
    ],
)
def test_a_value_as_a_person_says_it(value: Any, unit: str, words: str) -> None:
    assert one(value, unit).in_words == words


def test_a_value_is_known_unless_it_was_not_found() -> None:
    assert one(0).is_known
    assert not one(UNKNOWN).is_known
    assert one(0).period == Period(date(2030, 4, 1), date(2031, 3, 31))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("cvd.lipids_and_statins", "CVD: lipids and statins"),
        ("arrs.cap", "ARRS: cap"),
        ("iif_total", "IIF total"),
        ("network.area_agreed", "Network: area agreed"),
        ("lamps", "Lamps"),
        ("lamps.cvd_x", "Lamps: CVD x"),
    ],
)
def test_a_key_as_a_person_says_it(key: str, words: str) -> None:
    assert key_in_words(key) == words


def test_the_weakest_standing_is_of_those_that_are_said() -> None:
    assert Standing.weakest([None, Standing.CONFIRMED, Standing.CONFLICTING, Standing.CARRIED]) is Standing.CONFLICTING
    assert Standing.weakest([None, Standing.CONFIRMED]) is Standing.CONFIRMED
    assert Standing.weakest([None]) is Standing.weakest([]) is None
