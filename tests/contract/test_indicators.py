"""The indicators of a year or a day: which are paid and which only collected."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.contract.indicators import COLLECTED, PAID, PUT_OFF, SUSPENDED, indicators_of
from support.covered import ANY_DAY
from support.markup import Markup

YEARS = st.sampled_from([str(year) for year in years()])
COLLECTED_2025 = ["SMR-01A", "SMR-01B", "SMR-01C", "SMR-01D", "SMR-03", "HI-21"]


@pytest.mark.parametrize("year", ["2025/26", "2026/27"])
def test_two_are_paid_and_six_are_only_collected(year: str) -> None:
    found = indicators_of(year)
    assert {row.code for row in found.paid} == {"CAN-04", "HI-03"}
    assert [row.code for row in found.rows if row.payment == COLLECTED] == COLLECTED_2025
    assert found["hi-21"].title == "Count of people with autism"
    assert found["smr-03"].entry is None


def test_the_winter_of_2021_suspended_all_but_those_that_were_kept() -> None:
    found = indicators_of("2021/22")
    assert [row.code for row in found.paid] == ["VI-01", "VI-02", "VI-03", "ACC-01", "COV-01"]
    assert {row.payment for row in found.rows} == {PAID, SUSPENDED}
    before = indicators_of(on=date(2021, 12, 6))
    assert {row.payment for row in before.rows} == {PAID}
    assert (
        indicators_of("2021/22", known_on=date(2021, 12, 6)).paid
        == indicators_of("2021/22", known_on=date(2021, 12, 6)).rows
    )


def test_the_indicator_of_december_2021_has_its_code_and_points_from_its_day_on() -> None:
    """CQRS: "the tick-box indicator, which is allocated 220 points", "COV-01 (NCD009)"."""
    assert "COV-01" not in {row.code for row in indicators_of(on=date(2021, 12, 6)).rows}
    for day in (date(2021, 12, 7), date(2022, 3, 31)):
        found = indicators_of(on=day)["cov-01"].entry
        assert found is not None
        assert found.points == 220
    assert "COV-01" not in {row.code for row in indicators_of("2022/23").rows}


def test_a_tick_earns_all_of_its_points_and_none_without_it() -> None:
    earned = [des.iif({"COV-01": done}, "2021/22")["COV-01"].points for done in (True, False)]
    assert [str(points) for points in earned] == ["220 points", "0 points"]


def test_what_was_put_off_in_2022_says_so() -> None:
    found = indicators_of("2022/23")
    assert {row.code for row in found.rows if row.payment == PUT_OFF} == {"ACC-02", "ACC-08", "EHCH-06"}
    assert found["acc-05"].payment == "ended"
    assert found["ACC-02"].says is not None


def test_an_indicator_is_a_line_or_two() -> None:
    assert str(indicators_of("2025/26")["can-04"]).splitlines() == [
        "CAN-04: Patients with an urgent lower gastrointestinal referral that had a FIT",
        "        result in the 21 days before",
        "    paid; 22 points; 65 to 80%; confirmed, lower threshold and upper threshold",
        "    and points single-source",
    ]


def test_the_wrong_year_day_or_code_is_an_error_with_the_mend() -> None:
    with pytest.raises(des.MisuseError, match="name the contract year"):
        indicators_of()
    with pytest.raises(des.MisuseError, match="1 June 2024 is not in 2025/26"):
        indicators_of("2025/26", on=date(2024, 6, 1))
    with pytest.raises(des.UnknownNameError, match="There are: CAN-04, "):
        indicators_of("2025/26")["zebra"]
    with pytest.raises(des.OutsideDataError):
        indicators_of("2035/36")


def test_codes_in_small_letters_are_accepted() -> None:
    contract = des.terms(date(2025, 6, 1))
    assert contract.indicators["hi-03"] is contract.indicators["HI-03"]
    assert "hi-03" in contract.indicators
    assert "zz-99" not in contract.indicators
    with pytest.raises(des.UnknownNameError, match="indicator in force"):
        contract.indicators["zz-99"]


@given(YEARS, st.none() | ANY_DAY)
def test_the_list_of_a_year_has_all_that_its_days_have(year: str, known_on: date | None) -> None:
    found = indicators_of(year, known_on=known_on)
    contract = load_year(found.year)
    codes = {row.code for row in found.rows if row.entry is not None}
    for day in (contract.year.first_day, contract.year.last_day):
        if day >= date(2019, 7, 1):
            assert set(des.terms(day, known_on).indicators) <= codes
    assert len({row.code for row in found.rows}) == len(found.rows)
    for row in found.rows:
        published = row.entry.published if row.entry is not None else row.says.published  # type: ignore[union-attr]
        assert known_on is None or published is None or published <= known_on


@given(ANY_DAY, st.none() | ANY_DAY)
def test_the_list_of_a_day_has_every_code_and_title_in_eighty_columns(day: date, known_on: date | None) -> None:
    found = indicators_of(on=day, known_on=known_on)
    assert {row.code for row in found.rows if row.entry is not None} == set(des.terms(day, known_on).indicators)
    lines = str(found).splitlines()
    assert max(map(len, lines)) <= 80
    joined = " ".join(str(found).split())
    assert all(f"{row.code}: {row.title}" in joined for row in found.rows)
    Markup(found._repr_html_())
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()


class TestAsked:
    """What is asked for in a way that there is no answer to, word for word."""

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({}, "name the contract year, as in 2022/23, or a day"),
            ({"on": 3}, "on must be a datetime.date such as date(2022, 11, 1), not 3"),
            (
                {"year": "2022/23", "known_on": 3},
                "known_on must be a datetime.date such as date(2022, 11, 1), not 3",
            ),
        ],
    )
    def test_the_year_or_a_day_is_to_be_named(self, asked: dict[str, Any], said: str) -> None:
        with pytest.raises(des.PcnDesError) as caught:
            indicators_of(**asked)
        assert str(caught.value) == said

    @pytest.mark.parametrize(
        ("asked", "code", "said"),
        [
            ({"year": "2023/24"}, "xx", "There is no indicator in 2023/24 'xx'."),
            ({"year": "2023/24"}, 3, "There is no indicator in 2023/24 3: names are texts."),
            ({"on": date(2023, 5, 1)}, "xx", "There is no indicator in 2023/24 on 1 May 2023 'xx'."),
        ],
    )
    def test_a_code_that_is_not_there_is_told_with_the_year_or_the_day(
        self, asked: dict[str, Any], code: Any, said: str
    ) -> None:
        with pytest.raises(des.UnknownNameError) as caught:
            indicators_of(**asked)[code]
        assert str(caught.value) == f"{said} There are: ACC-08, CAN-02, HI-03, VI-02, VI-03."

    def test_they_keep_the_day_and_the_day_of_knowing(self) -> None:
        found = indicators_of(on=date(2023, 5, 1), known_on=date(2023, 4, 1))
        assert (found.on, found.known_on, found.unpublished, found.draft_of) == (
            date(2023, 5, 1),
            date(2023, 4, 1),
            "",
            "",
        )
        assert repr(found) == "<Indicators of 2023/24 on 1 May 2023: 5, 5 paid>"
        assert indicators_of("2023/24", known_on=date(2023, 3, 1)).unpublished == (
            "Little of 2023/24 had been published by 1 March 2023: the year's first document came out on 30 March 2023."
            " What was not known is not in this answer."
        )
        assert repr(indicators_of("2023/24")) == "<Indicators of 2023/24: 5, 5 paid>"
