"""Nobody who is given a piece of the contract can change it: not its values, nor its tables, nor what is missing."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.contract.entries import Entry, Indicator, Term
from pcn_des.contract.files import documents, evidence_kinds, load_year, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.terms import Terms
from support.lamps import term, year_of

DAY = date(2022, 11, 14)
CHANGES: dict[str, Callable[[Any], Any]] = {
    "append": lambda value: value.append(1),
    "extend": lambda value: value.extend([1]),
    "insert": lambda value: value.insert(0, 1),
    "remove": lambda value: value.remove(next(iter(value))),
    "reverse": lambda value: value.reverse(),
    "sort": lambda value: value.sort(),
    "clear": lambda value: value.clear(),
    "pop": lambda value: value.pop(),
    "popitem": lambda value: value.popitem(),
    "update": lambda value: value.update({"x": 1}),
    "setdefault": lambda value: value.setdefault("x", 1),
    "set an item": lambda value: value.__setitem__(next(iter(value), "x"), 1),
    "delete an item": lambda value: value.__delitem__(next(iter(value), "x")),
    "add in place": lambda value: value.__iadd__([1]),
    "join in place": lambda value: value.__ior__({"x": 1}),
    "set an attribute": lambda value: setattr(value, "x", 1),
    "set what is kept": lambda value: setattr(value, "_kept", {}),
}


def holders(value: Any) -> Iterator[Any]:
    """The lists and tables in a value, from the outermost in."""
    if isinstance(value, Mapping | tuple | list):
        yield value
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from holders(part)


def refuses_every_change(value: Any) -> None:
    before = repr(value)
    for holder in holders(value):
        for change in CHANGES.values():
            with pytest.raises((AttributeError, TypeError)):
                change(holder)
    assert repr(value) == before


def entries() -> Iterator[Entry]:
    for year in years():
        for section in SECTIONS:
            for versions in getattr(load_year(year), section).values():
                yield from versions


def test_no_value_of_any_term_of_any_year_can_be_changed() -> None:
    tables = {id(entry.value): entry.value for entry in entries() if isinstance(entry, Term)}
    assert sum(isinstance(value, Mapping | tuple) for value in tables.values()) > 100
    for value in tables.values():
        refuses_every_change(value)


def test_no_field_of_any_entry_can_be_set_or_holds_something_that_can_be_changed() -> None:
    for entry in entries():
        for field in attrs.fields(type(entry)):
            value = getattr(entry, field.name)
            assert not isinstance(value, list | dict | set), f"{entry.key}: {field.name}"
            with pytest.raises(AttributeError):
                setattr(entry, field.name, value)


def test_the_grades_of_an_indicator_cannot_be_changed() -> None:
    graded = [entry for entry in entries() if isinstance(entry, Indicator) and entry.standings]
    assert graded
    for entry in graded:
        refuses_every_change(entry.standings)


@pytest.mark.parametrize("year", years(), ids=str)
def test_the_tables_of_a_year_cannot_be_changed(year: Any) -> None:
    contract = load_year(year)
    for field in (*SECTIONS, "removed", "missing"):
        held = getattr(contract, field)
        for table in (held, *held.values()):
            for name in ("clear", "update", "set an item", "delete an item", "pop", "set what is kept"):
                with pytest.raises((AttributeError, TypeError)):
                    CHANGES[name](table)
        with pytest.raises(AttributeError):
            setattr(contract, field, {})


def test_the_registers_cannot_be_changed() -> None:
    for register in (documents(), evidence_kinds()):
        for change in CHANGES.values():
            with pytest.raises((AttributeError, TypeError)):
                change(register)
        with pytest.raises(AttributeError):
            next(iter(register.values())).title = "another"  # type: ignore[attr-defined]


def test_an_answer_does_not_change_with_what_a_caller_tries() -> None:
    network = des.example_network()
    before = des.assess(network, DAY)["enhanced_access.weekly_minutes"]
    hours = des.terms(DAY)["enhanced_access.network_standard_hours"].value
    with pytest.raises(AttributeError):
        hours.clear()
    with pytest.raises(TypeError):
        hours[0]["days"] = "sun"
    assert des.assess(network, DAY)["enhanced_access.weekly_minutes"] == before


def test_the_contract_of_a_day_cannot_be_set_to_another() -> None:
    terms = des.terms(DAY)
    for name in ("as_of", "known_on", "contract"):
        with pytest.raises(AttributeError):
            setattr(terms, name, None)
    for change in CHANGES.values():
        with pytest.raises((AttributeError, TypeError)):
            change(terms.services)


def test_what_is_supposed_is_taken_as_it_is_and_not_changed_afterwards() -> None:
    text = term("lamps.kinds", '["oil"]', "list") + term("lamps.price", "{ oil = 1 }", "table", 'by = ["kind"]')
    kinds, price = ["gas", "oil"], {"gas": {"small": Decimal(2), "large": [3, 4]}}
    terms = Terms(year_of(text), date(2030, 6, 1)).amend({"lamps.kinds": kinds, "lamps.price": price})
    kinds.append("wax")
    price["gas"]["large"] = []
    assert terms["lamps.kinds"].value == ("gas", "oil")
    assert terms["lamps.price"].value == {"gas": {"small": 2, "large": (3, 4)}}
    assert terms["lamps.price"].in_words == "gas (small: 2; large: 3; 4)"
    refuses_every_change(terms["lamps.price"].value)


def test_what_is_frozen_may_be_supposed_again() -> None:
    terms = des.terms(DAY)
    hours = terms["enhanced_access.network_standard_hours"]
    assert terms.amend({hours.key: hours.value})[hours.key].value == hours.value


@pytest.mark.parametrize("again", [copy.deepcopy, copy.copy, lambda thing: pickle.loads(pickle.dumps(thing))])
def test_copies_are_equal_and_as_frozen(again: Callable[[Any], Any]) -> None:
    hours = des.terms(DAY)["enhanced_access.network_standard_hours"]
    other = again(hours)
    assert (other, hash(other), other.value) == (hours, hash(hours), hours.value)
    refuses_every_change(other.value)
