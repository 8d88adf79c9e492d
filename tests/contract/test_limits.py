"""Numbers of which only limits are known: in words, in the files, in a hypothetical contract, and in the real data."""

from __future__ import annotations

import json
import pickle
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.terms import Terms
from support.lamps import COMMON, term, year_of

DAY = date(2030, 6, 1)


def limited(limits: str, unit: str = "GBP", more: str = "") -> str:
    return f'[[terms.lamps.x]]\ntitle = "The rate"\n{limits}\nunit = "{unit}"\n{COMMON}{more}\n'


@pytest.mark.parametrize(
    ("limits", "unit", "at_least", "at_most", "words"),
    [
        ("at_least = 26.631", "GBP", Decimal("26.631"), None, "at least £26.631"),
        ("at_most = 1200", "minutes", None, Decimal(1_200), "at most 1,200 minutes"),
        (
            "at_least = 12.25\nat_most = 12.35",
            "GBP per weighted patient per year",
            Decimal("12.25"),
            Decimal("12.35"),
            "between £12.25 and £12.35 per weighted patient per year",
        ),
        ("at_least = 0.6\nat_most = 0.7", "GBP per GBP", Decimal("0.6"), Decimal("0.7"), "between 60% and 70%"),
    ],
)
def test_a_half_known_number_is_said_with_its_limits(
    limits: str, unit: str, at_least: Decimal | None, at_most: Decimal | None, words: str
) -> None:
    found = Terms(year_of(limited(limits, unit)), DAY)["lamps.x"]
    assert (found.value, found.at_least, found.at_most) == (des.UNKNOWN, at_least, at_most)
    assert (found.is_known, found.is_bounded, found.in_words) == (False, True, words)
    assert repr(found) == f"<Term lamps.x: {words}, from 1 April 2030 to 31 March 2031>"


def test_an_exact_or_an_unknown_number_has_no_limits() -> None:
    terms = Terms(year_of(term("lamps.x", "7", "GBP") + '[missing]\n"lamps.y" = "torn"\n'), DAY)
    for key in terms:
        assert (terms[key].at_least, terms[key].at_most, terms[key].is_bounded) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (limited("value = 3\nat_least = 2"), "it has a value and limits of it. Keep value, or at_least and at_most"),
        (limited("at_least = 3\nat_most = 2"), "it is at least 3 and at most 2. at_least is the smaller of the two"),
        (limited("at_least = 3", "text"), "it has limits and is in 'text'. Only a number has at_least and at_most"),
        (
            limited("at_least = 3", "WTE", 'by = ["list_size"]'),
            "it has limits and is a table. Only a number has at_least and at_most",
        ),
        (limited('at_least = "3"'), "'3' is not a number. Write it without quotes"),
        (limited("at_most = true"), "True is not a number. Write it without quotes"),
        (
            limited("at_most = inf"),
            'the value Infinity is not a number. Where there is no limit, write "unlimited"',
        ),
        (
            term("lamps.x", '[{ below = 3, value = 1, edge = "upper" }, { value = 2 }]', "WTE", 'by = ["size"]'),
            "{'below': 3, 'value': 1, 'edge': 'upper'} is not a band whose edge was not seen. "
            'Write { below = 100000, value = 3, edge = "either" }',
        ),
        (
            term("lamps.x", '{ keeper = [{ value = 2, edge = "either" }] }', "WTE", 'by = ["role", "size"]'),
            "{'value': 2, 'edge': 'either'} is not a band whose edge was not seen. "
            'Write { below = 100000, value = 3, edge = "either" }',
        ),
    ],
)
def test_wrong_limits_are_refused_with_their_place_and_the_mend(text: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(text)
    first = caught.value.problems[0]
    assert str(first) == f"2030-31/lamps.toml, line {first.line}: terms.lamps.x: {said}"
    assert first.line is not None


NUMBERS = st.decimals(0, 1_000, places=3)


@given(low=NUMBERS, high=NUMBERS)
def test_limits_are_read_in_order_and_only_so(low: Decimal, high: Decimal) -> None:
    text = limited(f"at_least = {low}\nat_most = {high}")
    if low > high:
        with pytest.raises(des.ContractDataError, match="at_least is the smaller"):
            year_of(text)
    else:
        found = Terms(year_of(text), DAY)["lamps.x"]
        assert (found.at_least, found.at_most) == (low, high)


def test_a_supposed_value_clears_the_limits() -> None:
    terms = Terms(year_of(limited("at_least = 2\nat_most = 3")), DAY)
    other = terms.amend({"lamps.x": Decimal("2.5")})["lamps.x"]
    assert (other.value, other.at_least, other.at_most, other.is_bounded) == (Decimal("2.5"), None, None, False)
    assert other.note == "Hypothetical: the contract says between £2 and £3."
    for wrong in ("two", True):
        with pytest.raises(des.MisuseError, match=r"lamps\.x is in 'GBP', which"):
            terms.amend({"lamps.x": wrong})


def test_limits_are_shown_and_travel() -> None:
    found = Terms(year_of(limited("at_least = 2.50")), DAY)["lamps.x"]
    plain = found.to_dict()
    assert (plain["value"], plain["at_least"], plain["at_most"]) == (None, "2.50", None)
    assert json.loads(json.dumps(plain)) == plain
    assert pickle.loads(pickle.dumps(found)) == found
    assert "Value:       UNKNOWN, at least £2.50" in str(found)
    assert "UNKNOWN, at least £2.50" in found._repr_html_()
    terms = Terms(year_of(limited("at_least = 2.50")), DAY)
    assert str(terms).splitlines()[1:] == [
        "1 term: 1 bounded.",
        "",
        "LAMPS",
        "The rate",
        "    at least £2.50",
        "    1 April 2030 to 31 March 2031; confirmed; The lamplighters",
        "    key: lamps.x",
    ]
    assert "<td>at least £2.50</td>" in terms._repr_html_()


def test_the_day_on_which_limits_take_the_place_of_a_value() -> None:
    text = term("lamps.x", "7", "GBP") + limited("at_least = 7", more="published = 2030-09-26")
    before, after = (Terms(year_of(text), DAY, day)["lamps.x"] for day in (date(2030, 9, 25), date(2030, 9, 26)))
    assert (before.in_words, after.in_words) == ("£7", "at least £7")


# --- the contract's own ---

SUM = "arrs_sum.rate"


def test_the_sum_of_2025_26_is_at_least_what_was_first_published() -> None:
    """26.631 from March 2025; the raised maxima of 1 August 2025 raised it, to a figure that was not found."""
    day = date(2025, 5, 1)
    first, last = des.terms(day, date(2025, 7, 31))[SUM], des.terms(day, date(2025, 8, 1))[SUM]
    assert (first.value, first.at_least) == (Decimal("26.631"), None)
    assert (last.value, last.at_least, last.at_most) == (des.UNKNOWN, Decimal("26.631"), None)
    assert last.in_words == "at least £26.631 per weighted patient per year"
    assert des.terms(day)[SUM] == last
    assert (last.standing, last.since, last.until) == (
        des.Standing.SINGLE_SOURCE,
        date(2025, 4, 1),
        date(2026, 3, 31),
    )


def test_the_sum_of_2021_22_is_what_the_press_rounded() -> None:
    found = des.terms(date(2021, 4, 1))[SUM]
    assert (found.at_least, found.at_most, found.standing) == (
        Decimal("12.25"),
        Decimal("12.35"),
        des.Standing.SINGLE_SOURCE,
    )
    assert [des.terms(day)[SUM].value for day in (date(2021, 3, 31), date(2022, 4, 1))] == [
        Decimal("7.131"),
        Decimal("16.696"),
    ]


def test_the_clinical_directors_supplement_of_april_to_june_2021_has_limits() -> None:
    key = "clinical_director_supplement.rate"
    first, last, after = (des.terms(day)[key] for day in (date(2021, 4, 1), date(2021, 6, 30), date(2021, 7, 1)))
    assert first == last
    assert (first.at_least, first.at_most, first.standing) == (
        Decimal("0.534"),
        Decimal("0.58"),
        des.Standing.CONFLICTING,
    )
    assert des.terms(date(2021, 3, 31))[key].value == Decimal("0.542")
    assert (after.is_known, after.is_bounded) == (False, False)
    assert after.note.startswith("one commentator says that the support went on from July to September 2021")


def test_a_comparison_says_what_became_half_known() -> None:
    changes = {change.key: change for change in des.compare("2020/21", "2021/22").changes}
    assert (changes[SUM].kind, changes[SUM].what) == (
        "changed",
        "£7.131 per weighted patient per year -> between £12.25 and £12.35 per weighted patient per year",
    )
    back = {change.key: change for change in des.compare("2021/22", "2022/23").changes}
    assert back[SUM].kind == "changed"


def test_history_has_the_half_known_versions_in_their_place() -> None:
    found = [
        (term.published, term.in_words.partition(" per ")[0]) for term in des.history(SUM) if term.since.year == 2025
    ]
    assert found == [(date(2025, 3, 27), "£26.631"), (date(2025, 8, 1), "at least £26.631")]
