"""What is asked of a day's contract by a name that is not there, or is no name: the whole message."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.contract.in_force import InForce
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import unknown_term
from pcn_des.dates import Period
from pcn_des.frozen import FrozenMap
from support.lamps import COMMON, YEAR, duty, term, year_of

DAY = date(2024, 5, 1)
CONTRACT = des.terms(DAY)


def refused(asked: Any, key: object) -> str:
    with pytest.raises(des.UnknownNameError) as caught:
        asked[key]
    return str(caught.value)


def test_a_term_that_no_year_has_is_unknown() -> None:
    assert refused(CONTRACT, "enhanced_access.minutes_per_1001") == (
        "There is no term 'enhanced_access.minutes_per_1001'. Did you mean 'enhanced_access.minutes_per_1000', "
        "'enhanced_access.rounding_minutes' or 'extended_hours.minutes_per_1000'?"
    )
    said = refused(CONTRACT, 3)
    assert said.startswith("There is no term 3: names are texts. There are ")
    assert said.endswith(", from 'arrs.advanced_practitioner.band' to 'variation.notice_days'.")


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("services", "service"),
        ("all_services", "service"),
        ("roles", "role"),
        ("obligations", "obligation"),
        ("payments", "payment stream"),
        ("indicators", "indicator"),
        ("windows", "window"),
    ],
)
def test_a_name_that_is_no_text_is_refused_with_those_that_there_are(kind: str, called: str) -> None:
    said = refused(getattr(CONTRACT, kind), 3)
    assert said.startswith(f"There is no {called} in force named 3: names are texts. There are")


def test_the_nearest_of_a_kind_are_offered() -> None:
    assert refused(CONTRACT.windows, "sign up") == (
        "There is no window in force named 'sign up'. Did you mean 'sign_up'?"
    )
    assert refused(CONTRACT.all_services, "enhanced") == (
        "There is no service in force named 'enhanced'. Did you mean 'enhanced_access'?"
    )
    assert refused(CONTRACT.roles, "plumber").startswith("There is no role in force named 'plumber'. ")


def test_only_roles_and_indicators_have_other_names() -> None:
    assert CONTRACT.indicators[" hi-03 "] is CONTRACT.indicators["HI-03"]
    assert "hi-03" in CONTRACT.indicators
    assert "Care Co-ordinator" in CONTRACT.roles
    assert "Enhanced access" not in CONTRACT.services
    assert 3 not in CONTRACT.roles
    assert 3 not in CONTRACT.windows
    obligations = Terms(year_of(duty("lamps.lit")), date(2030, 6, 1)).obligations
    assert "lamps.lit" in obligations
    assert "LAMPS.LIT" not in obligations


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((), "<0 lamp:>"),
        (("a", "b"), "<2 lamp: a, b>"),
        (("a" * 70, "b" * 68), f"<2 lamp: {'a' * 70}, {'b' * 68}>"),  # 140 letters
        (("a" * 70, "b" * 69), f"<2 lamp: {'a' * 70} and 1 more>"),
        (("a" * 70, "b" * 69, "c"), f"<3 lamp: {'a' * 70} and 2 more>"),
    ],
)
def test_as_many_keys_are_shown_as_fit(keys: tuple[str, ...], said: str) -> None:
    terms = Terms(year_of(""), date(2030, 6, 1))
    entries: Any = FrozenMap(dict.fromkeys(keys))
    found = InForce("lamp", "lamps", terms, entries)
    assert repr(found) == said


def test_a_year_says_how_much_it_has() -> None:
    assert repr(year_of(term("lamps.a", "1", "minutes"))) == "<YearContract of 2030/31: 1 term, 0 obligations>"
    several = term("lamps.a", "1", "minutes") + term("lamps.b", "1", "minutes") + duty("lamps.c")
    assert repr(year_of(several)) == "<YearContract of 2030/31: 2 terms, 1 obligation>"


def test_a_value_that_is_not_established_says_where_it_was_looked_for() -> None:
    found = unknown_term("lamps.a", "Oil", Period(YEAR.first_day, YEAR.last_day), "it is torn", "the attic")
    assert (found.looked, found.note, found.unit, found.since, found.until) == (
        "the attic",
        "it is torn",
        "",
        date(2030, 4, 1),
        date(2031, 3, 31),
    )
    assert (found.value, found.published, found.standing, found.is_known) == (des.UNKNOWN, None, None, False)


class TestPublished:
    """Whether anything of a term is known by then."""

    TEXT = term("lamps.oil", "1", "minutes", "published = 2030-06-01") + (
        '[looked]\n"*" = "the attic"\n[missing]\n"lamps.wick" = "it is torn"\n'
    )

    @pytest.mark.parametrize(
        ("known_on", "oil", "wick"),
        [
            (None, True, True),
            (date(2030, 6, 1), True, True),
            (date(2030, 5, 31), False, True),
            (date(2030, 3, 1), False, True),
            (date(2030, 2, 28), False, False),
        ],
    )
    def test_what_is_missing_is_known_with_the_years_first_document(
        self, known_on: date | None, oil: bool, wick: bool
    ) -> None:
        found = Terms(year_of(self.TEXT), date(2030, 7, 1), known_on)
        assert (found.is_published("lamps.oil"), found.is_published("lamps.wick")) == (oil, wick)
        with pytest.raises(des.UnknownNameError, match=r"^There is no term 'lamps\.nothing'"):
            found.is_published("lamps.nothing")

    def test_a_figure_that_is_supposed_counts_whenever_it_was_published(self) -> None:
        early = Terms(year_of(self.TEXT), date(2030, 7, 1), date(2030, 5, 31))
        assert early.amend({"lamps.oil": 2}).is_published("lamps.oil")


class TestKept:
    """What a contract is asked under stays with it through whatever is made of it."""

    TEXT = term("lamps.oil", "1", "minutes")
    KNOWN = date(2030, 5, 31)

    def test_the_day_of_knowing_and_the_hypothesis(self) -> None:
        first = Terms(year_of(self.TEXT), date(2030, 7, 1), self.KNOWN)
        amended = first.amend({"lamps.oil": 2})
        own = des.Term(
            key="our.oil",
            title="Our oil",
            since=YEAR.first_day,
            until=YEAR.last_day,
            published=None,
            standing=None,
            value=3,
            unit="minutes",
        )
        beside = amended.with_own(own)
        assert (amended.known_on, beside.known_on) == (self.KNOWN, self.KNOWN)
        assert (amended["lamps.oil"].value, beside["lamps.oil"].value, beside["our.oil"].value) == (2, 2, 3)
        taken = attrs.evolve(beside, taken={"split": "all is oil"})
        assert taken.with_own(attrs.evolve(own, key="our.gas")).taken == {"split": "all is oil"}

    def test_a_day_of_another_year_is_asked_as_it_was_known(self) -> None:
        known = des.terms(DAY, date(2024, 4, 30))
        assert (known.on(date(2023, 5, 1)).known_on, known.on(date(2023, 5, 1)).as_of) == (
            date(2024, 4, 30),
            date(2023, 5, 1),
        )


class TestListing:
    @pytest.mark.parametrize(
        ("chosen", "keys"),
        [
            ({}, ["lamps.a", "lamps.ab.c", "rooms.a"]),
            ({"search": "rooms"}, ["rooms.a"]),
            ({"search": "gas"}, []),
            ({"below": "lamps"}, ["lamps.a", "lamps.ab.c"]),
            ({"below": "lamps.ab"}, ["lamps.ab.c"]),
            ({"section": "obligations"}, ["lamps.lit", "rooms.swept"]),
            ({"section": "obligations", "search": "swept"}, ["rooms.swept"]),
            ({"section": "obligations", "below": "lamps"}, ["lamps.lit"]),
            ({"area": "enhanced_access"}, []),
        ],
    )
    def test_what_is_asked_for_is_listed(self, chosen: dict[str, str], keys: list[str]) -> None:
        text = "".join(term(key, "1", "minutes") for key in ("lamps.a", "lamps.ab.c", "rooms.a"))
        text += duty("lamps.lit") + duty("rooms.swept")
        assert list(Terms(year_of(text), date(2030, 6, 1)).listing(**chosen).entries) == keys


def test_a_window_that_is_not_there_is_asked_for_as_one() -> None:
    text = '[[windows.signing]]\ntitle = "Signing"\nwho = "anyone"\nwhat = "sign"\n' + COMMON
    windows = Terms(year_of(text), date(2030, 6, 1)).windows
    assert (windows.kind, windows.section, list(windows)) == ("window", "windows", ["signing"])
