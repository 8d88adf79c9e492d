"""A payment written out in full: why this rate, with its history, on which population, and what else is said of it."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des

FACTS = {"population.registered": 45_000, "population.adjusted": 46_000, "population.weighted": 47_000}


def test_it_has_the_history_of_its_rate_its_population_and_what_else_is_said() -> None:
    said = " ".join(des.entitlements(FACTS, "2024/25").explain("enhanced_access").split())
    assert "(7.975 x 46,000) / 12" in said
    assert "from 1 April 2024, published 28 March 2024: £7.674 per adjusted patient per year" in said
    assert "from 1 April 2024, published 26 September 2024, clause Table 1: £7.975 per adjusted patient" in said
    assert "it is paid on - 46,000 adjusted patients" in said
    assert "How long before a payment the commissioner's changes have to be in: 8 working days" in said


def test_it_tells_no_rate_that_was_not_known_yet() -> None:
    known = des.entitlements(FACTS, "2024/25", date(2024, 5, 1))
    assert "7.975" not in known.explain("enhanced_access")


@pytest.mark.parametrize("year", ["2019/20", "2022/23", "2024/25", "2026/27"])
def test_each_stream_fits_a_terminal(year: str) -> None:
    statement = des.entitlements(FACTS, year)
    for stream in statement.streams:
        text = statement.explain(stream)
        assert text.startswith(statement[stream].title[:40])
        assert all(len(line) <= 80 or "http" in line for line in text.splitlines())


def test_a_stream_that_the_year_does_not_pay_is_named_with_the_nearest() -> None:
    with pytest.raises(des.UnknownNameError, match="enhanced_access"):
        des.entitlements(FACTS, "2024/25").explain("enhanced_acces")
