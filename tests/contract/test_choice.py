"""Which entries are chosen, by area, section and words; and what is counted of those: coverage, ways of checking."""

from __future__ import annotations

from typing import Any

import pytest

import pcn_des as des
from pcn_des.contract.areas import Choice
from pcn_des.contract.coverage import Checking, Coverage, coverage, standings, ways_of_checking
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from support.lamps import YEAR, duty, term, year_of

NEXT = ContractYear(2031)


class TestChoice:
    def test_names_are_taken_however_they_are_written(self) -> None:
        found = Choice("Enhanced Access", "Obligations", "  Home \n Round")
        assert (found.area, found.section, found.search) == ("enhanced_access", "obligations", "home round")
        nothing = Choice(None, None, None)
        assert (nothing.area, nothing.section, nothing.search, nothing.is_all) == (None, None, "", True)

    @pytest.mark.parametrize("name", ["area", "section", "search"])
    def test_what_is_no_text_is_named(self, name: str) -> None:
        with pytest.raises(des.PcnDesError) as caught:
            Choice(**{name: 3})  # type: ignore[arg-type]
        assert str(caught.value) == f"{name} is 3; give a text"

    def test_an_area_or_section_that_there_is_not_is_named_with_those_that_there_are(self) -> None:
        with pytest.raises(des.UnknownNameError, match=r"^There is no area 'lamps'\. ") as caught:
            Choice(area="Lamps")
        with pytest.raises(des.UnknownNameError) as caught:
            Choice(section="Lamps")
        assert str(caught.value) == (
            "There is no section 'lamps'. There are: indicators, obligations, payments, roles, services, terms, "
            "windows."
        )

    @pytest.mark.parametrize(
        ("chosen", "said"),
        [
            ({}, ""),
            ({"area": "enhanced_access"}, "entries of Enhanced access"),
            ({"search": "oil"}, 'entries with "oil"'),
            ({"section": "terms"}, "terms"),
            (
                {"area": "enhanced_access", "section": "terms", "search": "oil"},
                'terms of Enhanced access with "oil"',
            ),
        ],
    )
    def test_what_was_chosen_is_said_in_words(self, chosen: dict[str, str], said: str) -> None:
        assert Choice(**chosen).in_words == said

    @pytest.mark.parametrize(
        ("chosen", "taken"),
        [
            ({}, True),
            ({"area": "enhanced_access"}, True),
            ({"area": "care_homes"}, False),
            ({"section": "terms"}, True),
            ({"section": "obligations"}, False),
            ({"search": "OIL  of"}, True),
            ({"search": "access.rate"}, True),
            ({"search": "wax"}, False),
            ({"area": "enhanced_access", "search": "wax"}, False),
            ({"area": "care_homes", "search": "oil"}, False),
        ],
    )
    def test_an_entry_is_taken_that_has_all_that_was_asked(self, chosen: dict[str, str], taken: bool) -> None:
        assert Choice(**chosen).takes("terms", "enhanced_access.rate", ("Rate", "the oil\nof lamps")) is taken

    def test_entries_whose_key_has_no_area_are_of_their_section(self) -> None:
        assert Choice(area="roles").takes("roles", "lamplighter", ())
        assert not Choice(area="roles").takes("windows", "roles", ())


CARE, SPLIT = "care_homes", "enhanced_access"
TEXT = (
    term(f"{CARE}.oil", "3", "homes")
    + term(f"{SPLIT}.oil", "2", "homes").replace("value = 2", "at_least = 1\nat_most = 2")
    + duty(f"{CARE}.lit", 'evidence = "enhanced_access_plan"')
    + duty(f"{SPLIT}.swept", 'judgement = "is it swept with wax?"')
    + duty(f"{CARE}.paid").replace('owed_by = "PCN"', 'owed_by = "commissioner"')
    + '[looked]\n"*" = "the attic"\n'
    + f'[missing]\n"{CARE}.wick" = "torn, as wax is on it"\n'
    + f'"obligations.{CARE}.hung" = {{ note = "the page has wax on it", owed_by = "PCN" }}\n'
)


@pytest.fixture
def lamps(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lamp contract and a bare year after it are all that there is."""
    there: dict[ContractYear, YearContract] = {YEAR: year_of(TEXT), NEXT: year_of(duty(f"{CARE}.lit"), NEXT)}
    monkeypatch.setattr("pcn_des.contract.coverage.years", lambda: tuple(there))
    monkeypatch.setattr("pcn_des.contract.coverage.load_year", there.__getitem__)


@pytest.mark.usefixtures("lamps")
class TestCoverage:
    @pytest.mark.parametrize(
        ("chosen", "cells"),
        [
            (
                {},
                {
                    CARE: {"2030/31": {"confirmed": 3, "missing": 2}, "2031/32": {"confirmed": 1}},
                    SPLIT: {"2030/31": {"bounded": 1, "confirmed": 1}},
                },
            ),
            ({"area": SPLIT}, {SPLIT: {"2030/31": {"bounded": 1, "confirmed": 1}}}),
            (
                {"section": "terms"},
                {CARE: {"2030/31": {"confirmed": 1, "missing": 1}}, SPLIT: {"2030/31": {"bounded": 1}}},
            ),
            (
                {"search": "wax"},
                {CARE: {"2030/31": {"missing": 2}}, SPLIT: {"2030/31": {"confirmed": 1}}},
            ),
            ({"search": "care_homes.wick"}, {CARE: {"2030/31": {"missing": 1}}}),
            ({"search": "homes: wick"}, {CARE: {"2030/31": {"missing": 1}}}),
            ({"area": CARE, "search": "wick"}, {CARE: {"2030/31": {"missing": 1}}}),
        ],
    )
    def test_it_counts_what_is_chosen_by_area_year_and_standing(
        self, chosen: dict[str, str], cells: dict[str, Any]
    ) -> None:
        found = coverage(**chosen)
        plain = found.to_dict()
        assert ({area: plain[area] for area in found.areas}, found.choice) == (cells, Choice(**chosen))
        assert set(plain) - set(cells) == {"entries", "all_areas"}
        assert found.years == ("2030/31", "2031/32")

    def test_its_plain_values_have_every_count_of_its_table(self) -> None:
        found = coverage()
        none = dict.fromkeys(standings(), 0)
        assert found.to_dict()["entries"] == {CARE: {"2030/31": 3, "2031/32": 1}, SPLIT: {"2030/31": 2}}
        assert found.to_dict()["all_areas"] == {
            "2030/31": {**none, "confirmed": 4, "bounded": 1, "missing": 2},
            "2031/32": {**none, "confirmed": 1},
            "all_years": found.totals,
        }
        assert not {"entries", "all_areas"} & set(found.areas)

    def test_its_totals_are_of_every_area_and_year(self) -> None:
        assert coverage().totals == {
            "confirmed": 5,
            "single-source": 0,
            "conflicting": 0,
            "inferred": 0,
            "carried": 0,
            "bounded": 1,
            "missing": 2,
        }

    def test_each_duty_is_checked_in_one_way_and_the_commissioners_own_are_apart(self) -> None:
        found = ways_of_checking()
        assert found.to_dict() == {
            "duties": {
                f"{CARE}.lit": {"2030/31": "evidence", "2031/32": "rule"},
                f"{SPLIT}.swept": {"2030/31": "judgement"},
            },
            "commissioners": {f"{CARE}.paid": {"2030/31": "rule"}},
            "wording_not_found": {"2030/31": 1, "2031/32": 0},
        }

    @pytest.mark.parametrize(
        ("chosen", "duties", "unworded"),
        [
            ({"area": CARE}, [f"{CARE}.lit"], 1),
            ({"area": SPLIT}, [f"{SPLIT}.swept"], 0),
            ({"search": "wax"}, [f"{SPLIT}.swept"], 1),
            ({"search": "care_homes.hung"}, [], 1),
            ({"search": "homes: hung"}, [], 1),
            ({"search": "care_homes.lit"}, [f"{CARE}.lit"], 0),
            ({"search": "nothing of the kind"}, [], 0),
        ],
    )
    def test_only_what_is_chosen_is_told_of(self, chosen: dict[str, str], duties: list[str], unworded: int) -> None:
        found = ways_of_checking(**chosen)
        assert (list(found.duties), found.wording_not_found["2030/31"]) == (duties, unworded)


def test_they_show_how_much_they_count() -> None:
    assert repr(Coverage(("2030/31",), {("a", "2030/31"): {"confirmed": 1}})) == "<Coverage: 1 area in 1 contract year>"
    two = {("a", "2030/31"): {"confirmed": 1}, ("b", "2031/32"): {"confirmed": 1}}
    assert repr(Coverage(("2030/31", "2031/32"), two)) == "<Coverage: 2 areas in 2 contract years>"
    assert repr(Checking(("2030/31",), {"a.b": {}}, {}, {})) == "<Checking: 1 duty in 1 contract year>"
    many = Checking(("2030/31", "2031/32"), {"a.b": {}, "a.c": {}}, {}, {})
    assert repr(many) == "<Checking: 2 duties in 2 contract years>"


@pytest.mark.parametrize(("drafted", "said"), [("", ""), ("2031/32", "2031/32"), ("2032/33", "")])
def test_they_say_which_of_their_years_is_a_draft(monkeypatch: pytest.MonkeyPatch, drafted: str, said: str) -> None:
    monkeypatch.setattr("pcn_des.contract.coverage.draft_year", lambda: drafted)
    years = ("2030/31", "2031/32")
    assert Coverage(years, {}).draft_of == said
    assert Checking(years, {}, {}, {}).draft_of == said
