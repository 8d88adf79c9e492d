"""Which version of a term answers for which days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import every_key, years
from pcn_des.contract.history import _editions
from support.covered import LAST_DAY
from support.lamps import term, year_of

KEYS = sorted(every_key("terms"))
ANY_KNOWN_ON = st.dates(date(2019, 1, 1), LAST_DAY)
ONE_DAY = timedelta(days=1)


def test_a_version_ends_where_a_later_one_begins() -> None:
    key = "arrs.band_5.max_reimbursement.national"
    first, second = [term for term in des.history(key) if "2023-04-01" <= term.since.isoformat() < "2024-04-01"]
    assert (first.in_words, first.until) == ("£38,187 per WTE per year", date(2023, 6, 30))
    assert (second.in_words, second.since) == ("£40,159 per WTE per year", date(2023, 7, 1))
    assert des.terms(date(2023, 5, 1))[key].until == date(2023, 6, 30)
    assert des.terms(date(2023, 5, 1), known_on=date(2023, 5, 1))[key].until == date(2024, 3, 31)


def test_a_version_ends_where_a_value_begins_that_was_not_found() -> None:
    key = "arrs.band_4.max_reimbursement.national"
    assert des.terms(date(2024, 5, 1))[key].until == date(2024, 9, 30)
    assert des.terms(date(2024, 5, 1), known_on=date(2024, 5, 1))[key].until == date(2025, 3, 31)


def test_of_two_editions_of_the_same_days_the_later_is_known_in_the_end() -> None:
    key = "enhanced_access.rate"
    both = [term.in_words.split()[0] for term in des.history(key) if term.since == date(2024, 4, 1)]
    assert both == ["£7.674", "£7.975"]
    for known_on, rates in ((date(2024, 6, 1), ["£7.674"]), (date(2026, 6, 1), ["£7.975"])):
        known = [term for term in des.history(key, known_on) if term.since == date(2024, 4, 1)]
        assert [term.in_words.split()[0] for term in known] == rates


def test_no_version_goes_on_after_a_later_one_has_begun() -> None:
    for key in KEYS:
        for first, second in combinations(des.history(key), 2):
            if first.since < second.since <= first.until:
                assert first.published, key
                assert second.published, key
                assert second.published < first.published, key


@given(st.sampled_from(KEYS), ANY_KNOWN_ON)
def test_what_was_known_tiles_the_days_and_is_what_the_contract_of_each_day_says(key: str, known_on: date) -> None:
    versions = des.history(key, known_on)
    for before, after in pairwise(versions):
        assert before.until < after.since
    for version in versions:
        assert version.since <= version.until
        for day in (version.since, version.until):
            if day >= date(2019, 7, 1):
                assert des.terms(day, known_on)[key] == version
    said = {day for version in versions for day in (version.since - ONE_DAY, version.until + ONE_DAY)}
    for day in said:
        if date(2019, 7, 1) <= day <= years()[-1].last_day and not any(day in version.period for version in versions):
            assert not des.terms(day, known_on)[key].is_entered


def test_a_day_of_knowing_that_is_none_is_named() -> None:
    with pytest.raises(des.PcnDesError) as caught:
        des.history("enhanced_access.rate", 3)  # type: ignore[arg-type]
    assert str(caught.value) == "known_on must be a datetime.date such as date(2022, 11, 1), not 3"


class TestOfTheLamps:
    """The editions of a term: value or note, its days, and where it was looked for."""

    GAP = '[looked]\n"*" = "the attic"\n[missing]\n"lamps.oil" = { note = "torn", from = 2030-06-01 }\n'

    def editions(self, text: str) -> list[tuple[Any, ...]]:
        return [
            (one.value, one.since, one.until, one.note, one.looked, one.title)
            for one in _editions(year_of(text), "lamps.oil")
        ]

    def test_a_value_that_was_not_found_says_where_it_was_looked_for(self) -> None:
        text = term("lamps.oil", "1", "minutes", "until = 2030-05-31\n") + self.GAP
        assert self.editions(text) == [
            (1, date(2030, 4, 1), date(2030, 5, 31), "", "", "lamps.oil"),
            (des.UNKNOWN, date(2030, 6, 1), date(2031, 3, 31), "torn", "the attic", "Lamps: oil"),
        ]

    def test_a_version_ends_where_one_begins_that_was_published_with_it_or_later(self) -> None:
        first = term("lamps.oil", "1", "minutes")
        second = term("lamps.oil", "2", "minutes", "from = 2030-06-01\npublished = 2030-05-01\n")
        third = term("lamps.oil", "3", "minutes", "from = 2030-08-01\npublished = 2030-04-15\n")
        assert [one[:3] for one in self.editions(first + second + third)] == [
            (1, date(2030, 4, 1), date(2030, 5, 31)),
            (2, date(2030, 6, 1), date(2031, 3, 31)),
            (3, date(2030, 8, 1), date(2031, 3, 31)),
        ]


def test_a_figure_that_was_superseded_by_an_unknown_one_has_the_day_of_that_publication() -> None:
    """The £183m of March 2024 rose with the uplift of 26 September 2024, and the new total was not found."""
    editions = [
        (one.published, one.is_known)
        for one in des.history("core_pcn_funding.national_total")
        if one.since == date(2024, 4, 1)
    ]
    assert editions == [(date(2024, 3, 28), True), (date(2024, 9, 26), False)]
