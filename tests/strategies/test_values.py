"""Days, facts, posts and codes to draw: each is what it says, and some of everything comes up."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from pcn_des import NEVER, UNKNOWN, Network, Records, assess, reimbursable, terms
from pcn_des.errors import MisuseError, OutsideDataError, UnknownNameError
from pcn_des.network import Payee
from pcn_des.strategies import contract_days, epoch_edges, facts, ods_codes, posts

DAY = date(2022, 11, 14)


def some(values: st.SearchStrategy[Any]) -> list[Any]:
    """Some values, the same ones in each run."""
    found = []

    @settings(max_examples=200, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(values)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


class TestDays:
    @given(contract_days())
    def test_the_contract_answers_for_every_one(self, day: date) -> None:
        assert date(2019, 7, 1) <= day <= date(2027, 3, 31)
        assert terms(day).as_of == day

    def test_they_reach_from_the_first_day_to_the_last(self) -> None:
        assert find(contract_days(), lambda day: True) == date(2019, 7, 1)
        assert find(contract_days(until=date(2019, 7, 1)), lambda day: True) == date(2019, 7, 1)
        assert find(contract_days(date(2027, 3, 31)), lambda day: True) == date(2027, 3, 31)

    def test_days_outside_the_data_or_the_wrong_way_round(self) -> None:
        with pytest.raises(OutsideDataError, match="30 June 2019 is outside"):
            contract_days(date(2019, 6, 30))
        with pytest.raises(OutsideDataError, match="1 April 2027 is outside"):
            contract_days(until=date(2027, 4, 1))
        with pytest.raises(MisuseError, match=r"until is 1 May 2020, before since on 2 May 2020"):
            contract_days(date(2020, 5, 2), date(2020, 5, 1))

    @pytest.mark.parametrize("day", [date(2022, 9, 30), date(2022, 10, 1), date(2022, 10, 2), date(2023, 3, 31)])
    def test_edges_have_the_day_on_which_enhanced_access_began_and_those_around_it(self, day: date) -> None:
        assert find(epoch_edges(), lambda found: found == day, settings=settings(max_examples=20_000)) == day

    def test_edges_shrink_to_the_first_day_of_a_year(self) -> None:
        assert find(epoch_edges(), lambda day: True) == date(2020, 3, 31)

    def test_edges_of_a_network_are_its_days_too(self) -> None:
        payee = Payee(name="Weirside Surgery", since=date(2021, 5, 12), until=date(2021, 8, 3))
        network = Network(code="U99901", name="Riverside PCN", payees=Records([payee]))
        for day in (date(2021, 5, 11), date(2021, 5, 12), date(2021, 5, 13), date(2021, 8, 3), date(2021, 8, 4)):
            assert find(epoch_edges(network), lambda found, day=day: found == day) == day  # type: ignore[misc]
        assert find(epoch_edges(network), lambda day: True) == date(2021, 5, 11)

    @given(st.sampled_from([date.min, date.max, date(2027, 3, 31)]), st.data())
    def test_records_at_the_ends_of_time_do_no_harm(self, since: date, data: st.DataObject) -> None:
        network = Network(code="U99901", name="x", payees=Records([Payee(name="x", since=since)]))
        assert date(2019, 7, 1) <= data.draw(epoch_edges(network)) <= date(2027, 3, 31)


class TestFacts:
    @settings(suppress_health_check=list(HealthCheck), max_examples=30)
    @given(contract_days(), st.data())
    def test_whatever_is_given_is_accepted(self, day: date, data: st.DataObject) -> None:
        given_directly = data.draw(facts(day) | facts())
        assert set(assess(given_directly, day)) == set(assess({}, day))

    def test_each_kind_of_value_comes_up(self) -> None:
        adjusted, paper = "population.adjusted", "evidence.enhanced_access.reminders"
        names = (adjusted, paper, "practice.contract_type", "nominated_payee.named")
        found = some(facts(DAY, names=names))
        assert {type(values.get(adjusted)) for values in found} >= {int, Decimal, Fraction, type(UNKNOWN), type(None)}
        assert {type(values.get(paper)) for values in found} == {date, type(NEVER), type(UNKNOWN), type(None)}
        assert all(values[paper] <= DAY for values in found if isinstance(values.get(paper), date))
        assert {values.get("nominated_payee.named") for values in found} == {True, False, UNKNOWN, None}
        assert {type(values.get("practice.contract_type")) for values in found} == {str, type(UNKNOWN), type(None)}

    def test_only_papers_of_the_day_are_among_them(self) -> None:
        with pytest.raises(UnknownNameError, match=r"There is no fact 'evidence.enhanced_access.reminders'"):
            facts(date(2020, 5, 1), names=("evidence.enhanced_access.reminders",))


class TestPosts:
    @settings(max_examples=40)
    @given(st.data())
    def test_a_post_lasts_on_the_day_and_its_role_is_reimbursable_from_its_start(self, data: st.DataObject) -> None:
        day = data.draw(contract_days())
        post = data.draw(posts(day))
        assert post.covers(day)
        assert reimbursable(post.role, day)
        assert reimbursable(post.role, post.since)

    def test_on_the_first_day_two_roles_are_reimbursable_and_not_before(self) -> None:
        found = some(posts(date(2019, 7, 1)))
        assert {post.role for post in found} == {"clinical_pharmacist", "social_prescribing_link_worker"}
        assert {post.since for post in found} == {date(2019, 7, 1)}

    def test_without_a_day_it_is_some_day_of_the_contract(self) -> None:
        assert len({post.role for post in some(posts())}) > 5


class TestCodes:
    @given(ods_codes(), ods_codes("pcn"))
    def test_codes_have_the_form_of_their_kind(self, practice: str, pcn: str) -> None:
        assert re.fullmatch(r"[A-Z]\d{5}", practice)
        assert re.fullmatch(r"U\d{5}", pcn)

    def test_another_kind(self) -> None:
        with pytest.raises(MisuseError, match="kind is 'icb'; it must be one of: practice, pcn"):
            ods_codes("icb")


def test_a_missing_library_is_named() -> None:
    hidden = "import sys; sys.modules['hypothesis'] = None; import pcn_des.strategies"
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False)
    assert "pcn_des.strategies needs hypothesis. Install it with: pip install 'pcn_des[strategies]'" in done.stderr
