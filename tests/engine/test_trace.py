"""What a rule is given of its facts and terms, and what is noted of each: once, with all that a reader should know."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from pcn_des.answers.finding import FactUse
from pcn_des.contract.terms import Terms
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.trace import Trace
from pcn_des.engine.view import Observed, Subject
from pcn_des.units import Unit
from pcn_des.values import Range, Unknown
from pcn_des.watched_day import Watch, WatchedDay
from support.lamps import COMMON, term, year_of

DAY = date(2030, 6, 15)
HALL = Subject("hall", "The hall", "its record")
DUTY: Any = SimpleNamespace(key="lamps.plan")


@attrs.define
class Told:
    """A source that says what it was asked."""

    asked: list[Any] = attrs.field(factory=list)

    def observe(self, name: str, args: Any, subject: Any, term: Any) -> Observed:
        self.asked.append((name, tuple(args), subject))
        return Observed(Fraction(3), "as counted", "Counted by hand.", date(2030, 5, 1))

    def evidence(self, obligation: Any, subject: Any, term: Any) -> Observed:
        return Observed(DAY, f"{obligation.key} of {subject.name} by {term('lamps.limit')}")


def facts() -> Registry[Fact]:
    made: Registry[Fact] = Registry("fact")
    made.add("lamps.count", Fact("lamps.count", "Lamps.", Unit.parse("homes"), lambda on: None))
    made.add("lamps.lit", Fact("lamps.lit", "Lit.", Unit.parse("homes"), lambda on: None, given_by="lamps.count"))
    return made


def trace(text: str = "", source: Any = None, **more: Any) -> Trace:
    told: Any = source or Told()
    return Trace(Terms(year_of(text), DAY), facts(), told, subject=HALL, obligation=DUTY, **more)


def test_a_fact_is_noted_with_all_that_its_source_says() -> None:
    on = trace()
    assert on.fact("lamps.count", [Fraction(2)]) == 3
    assert list(on.facts.values()) == [
        FactUse("lamps.count", "Lamps", Fraction(3), "as counted", (Fraction(2),), date(2030, 5, 1))
    ]
    assert on.notes == {"Counted by hand.": None}


def test_a_fact_is_noted_as_that_by_which_people_know_it() -> None:
    on = trace()
    on.fact("lamps.lit", [])
    assert [(use.fact, use.title) for use in on.facts.values()] == [("lamps.count", "Lamps")]


def test_a_fact_is_asked_about_its_subject_and_once() -> None:
    told = Told()
    on = trace(source=told)
    assert on.because("lamps.count", []) == "as counted"
    assert on.facts == {}  # what it rests on may be asked of what is not used
    for _ in range(2):
        on.fact("lamps.count", [])
    assert told.asked == [("lamps.count", (), HALL)]


def test_evidence_is_of_the_duty_about_its_subject_by_the_terms() -> None:
    on = trace(term("lamps.limit", "4", "homes"))
    assert on.fact("evidence.lamps.plan", []) == DAY
    assert list(on.facts.values()) == [
        FactUse("evidence.lamps.plan", "Shown by a record", DAY, "lamps.plan of The hall by 4")
    ]
    assert list(on.terms) == ["lamps.limit"]


def test_a_term_that_is_half_known_lies_between_its_ends_for_want_of_its_own_text() -> None:
    half = (
        f'[[terms.lamps.new_rate]]\ntitle = "Rate"\nat_least = 2\nunit = "homes"\nnote = "The page is torn."\n{COMMON}'
    )
    on = trace(half)
    assert on.term("lamps.new_rate") == Range(Fraction(2), None, ("the contract's lamps new rate: The page is torn.",))
    assert on.term("lamps.old_rate") is None


@pytest.mark.parametrize(
    ("note", "gap"), [('note = "The split was not found."\n', "The split was not found."), ("", "The split")]
)
def test_terms_of_one_block_are_half_known_for_want_of_one_thing(note: str, gap: str) -> None:
    text = term("lamps.oil", "2", "homes") + term("lamps.gas", "1", "homes")
    text += f'[[readings.split]]\ntitle = "The split"\nkind = "ends"\npublished = 2030-03-02\n{note}{COMMON}'
    for says, oil, gas in (("all is oil", 4, 1), ("all is gas", 2, 3)):
        text += (
            f'[[readings.split.readings]]\nsays = "{says}"\nvalues = {{ "lamps.oil" = {oil}, "lamps.gas" = {gas} }}\n'
        )
    on = trace(text)
    assert on.term("lamps.oil") == Range(Fraction(2), Fraction(4), (gap,))
    assert on.term("lamps.gas") == Range(Fraction(1), Fraction(3), (gap,))


def test_what_is_known_of_a_term_may_be_changed_before_it_is_used() -> None:
    on = trace(term("lamps.limit", "4", "homes"), value=lambda entry, said: (entry.key, said))
    assert on.term("lamps.limit") == ("lamps.limit", 4)


def test_the_day_is_that_of_the_contract_unless_another_is_given() -> None:
    assert trace().as_of == DAY
    assert trace(as_of=date(2030, 6, 16)).as_of == date(2030, 6, 16)


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("lamps.limit", date(2030, 9, 1)),
        ("lamps.other", date(2031, 4, 1)),
        ("lamps.none", date(2031, 4, 1)),
    ],
)
def test_a_term_that_is_read_tells_a_watched_day_when_it_may_be_another(key: str, changes: date) -> None:
    text = term("lamps.limit", "4", "homes", "until = 2030-08-31")
    text += term("lamps.limit", "5", "homes", "from = 2030-09-01\npublished = 2030-03-01") + term(
        "lamps.other", "1", "homes"
    )
    watch = Watch(DAY)
    on = trace(text, as_of=WatchedDay.of(DAY, watch))
    on.term(key)
    assert watch.changes == changes


def test_what_is_unknown_of_a_fact_is_noted_too() -> None:
    class Silent(Told):
        def observe(self, name: str, args: Any, subject: Any, term: Any) -> Observed:
            return Observed(Unknown(("a list",)))

    on = trace(source=Silent())
    assert on.fact("lamps.count", []) == Unknown(("a list",))
    assert list(on.facts.values()) == [FactUse("lamps.count", "Lamps", Unknown(("a list",)))]
    assert on.notes == {}
