"""A network can't be changed after it was checked: frozen all the way down, it pickles, copies, hashes and compares."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from copy import copy, deepcopy
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcn_des import Network, Records, example_network, read_network
from pcn_des.dates import Period
from pcn_des.errors import WrongTypeError
from pcn_des.formats.network_file.write import network_dict
from pcn_des.frozen import FrozenMap, MadeOnUse
from pcn_des.network import MakeUp, Payee, Return, Variation
from pcn_des.strategies import networks
from support.effort import examples


def inside(thing: Any) -> Iterator[Any]:
    """The thing, and every record, list and mapping in it."""
    yield thing
    if attrs.has(type(thing)):
        parts: list[Any] = [getattr(thing, field.name) for field in attrs.fields(type(thing))]
    elif isinstance(thing, Mapping):
        parts = list(thing.values())
    elif isinstance(thing, Records | tuple):
        parts = list(thing)
    else:
        return
    for part in parts:
        yield from inside(part)


@pytest.mark.thorough
@given(network=networks())
def test_a_network_pickles_copies_hashes_and_compares(network: Network) -> None:
    for again in (pickle.loads(pickle.dumps(network)), deepcopy(network), copy(network), network.evolve()):
        assert again == network
        assert hash(again) == hash(network)
        assert network_dict(again) == network_dict(network)


@settings(max_examples=examples(one_in=4))
@given(network=networks())
def test_nothing_inside_can_be_changed(network: Network) -> None:
    before = network_dict(network)
    for thing in inside(network):
        assert not isinstance(thing, list | set | dict | bytearray)
        if attrs.has(type(thing)):
            for field in attrs.fields(type(thing)):
                with pytest.raises(AttributeError):
                    setattr(thing, field.name, None)
                with pytest.raises(AttributeError):
                    delattr(thing, field.name)
        if isinstance(thing, Records | FrozenMap):
            for name in type(thing).__slots__:
                with pytest.raises(AttributeError):
                    setattr(thing, name, ())
                with pytest.raises(AttributeError):
                    delattr(thing, name)
            with pytest.raises(TypeError):
                thing[0] = None  # type: ignore[index]
            with pytest.raises(TypeError):
                del thing[0]  # type: ignore[union-attr]
    assert network_dict(network) == before


def test_what_it_was_made_of_can_change_and_it_stays_as_it_was() -> None:
    amends: dict[str, Any] = {"enhanced_access.minutes_per_1000": 55}
    shows = {"enhanced_access.reminders": False}
    lifts = ["network.list_size"]
    payees = [Payee(name="Mill Lane Surgery", since=date(2023, 4, 1))]
    network = Network(
        code="U00001",
        name="Millbrook PCN",
        payees=payees,
        returns=[Return(kind="plan", on=date(2023, 4, 1), shows=shows)],
        variations=[
            Variation(kind="local_variation", granted_by="ICB", since=date(2026, 5, 1), amends=amends, lifts=lifts)
        ],
    )
    before = network_dict(network)
    amends["enhanced_access.minutes_per_1000"] = 0
    amends["enhanced_access.rate"] = object()
    shows.clear()
    lifts.append("nominated_payee.named")
    payees.append(payees[0])
    assert network_dict(network) == before
    assert network == read_network(before)


def test_a_plain_list_of_records_may_have_gaps_unless_it_is_empty() -> None:
    payees = [Payee(name="Mill Lane Surgery", since=date(2023, 4, 1))]
    network = Network(code="U00001", name="Millbrook PCN", payees=payees, returns=())
    assert network.payees == Records(payees, complete=False)
    assert network.returns == Records(complete=True)
    assert network.evolve(care_homes=[]).care_homes == Records(complete=True)


def test_an_empty_list_in_place_of_one_with_gaps_keeps_them() -> None:
    """Records picked from a list that may have gaps, of which none is left, are no "there is nothing"."""
    payees = [Payee(name="Mill Lane Surgery", since=date(2023, 4, 1))]
    period = Period(date(2023, 4, 1), date(2024, 3, 31))
    for complete in (False, True, period):
        network = Network(code="U00001", name="Millbrook PCN", payees=Records(payees, complete=complete))
        empty: list[Any] = [[], (), iter(())]
        for none in empty:
            assert network.evolve(payees=none).payees == Records(complete=complete)
        assert network.evolve(payees=Records()).payees == Records(complete=True)
        assert network.evolve(payees=None).payees is None


def test_a_field_that_a_network_has_not_is_told_with_a_near_one() -> None:
    network = Network(code="U00001", name="Millbrook PCN")
    with pytest.raises(WrongTypeError, match=r"^a network has no 'practises'\. Did you mean 'practices'\?$"):
        network.evolve(practises=[])
    with pytest.raises(WrongTypeError, match=r"^a network has no 'zzz'\. It has: code, name, opened, "):
        network.evolve(zzz=[])


def test_mappings_in_records_compare_as_any_mapping_does() -> None:
    shown = Return(kind="plan", on=date(2023, 4, 1), shows={"a.b": True})
    assert shown.shows == {"a.b": True}
    assert shown == Return(kind="plan", on=date(2023, 4, 1), shows=FrozenMap({"a.b": True}))
    waived = [
        Variation(kind="local_variation", granted_by="ICB", since=date(2026, 5, 1), amends={"a.b": value})
        for value in (1, 2, 2)
    ]
    assert len(set(waived)) == 2


def test_lists_of_records_are_not_changed_by_name() -> None:
    made_up = Records([MakeUp(on=date(2023, 1, 3), minutes=30)])
    with pytest.raises(AttributeError, match="can't be changed; make a new one"):
        made_up._items = ()
    with pytest.raises(AttributeError, match="can't be changed; make a new one"):
        del made_up._items
    assert len(made_up) == 1


def test_the_example_keeps_its_hash_through_a_pickle() -> None:
    assert hash(pickle.loads(pickle.dumps(example_network()))) == hash(example_network())


@given(st.dictionaries(st.text(), st.integers()), st.lists(st.text()))
def test_what_is_made_on_use_is_made_once_and_is_the_same_mapping(said: dict[str, int], asked: list[str]) -> None:
    made: list[int] = []

    def make(number: int) -> tuple[int, ...]:
        made.append(number)
        return (number,)

    later = MadeOnUse(said, make)
    assert (list(later), len(later), made) == (list(said), len(said), [])
    for key in (*asked, *asked):
        assert (key in later) == (key in said)
        assert later.get(key) == ((said[key],) if key in said else None)
    assert sorted(made) == sorted(said[key] for key in {*asked} & {*said})
    whole = FrozenMap({key: (number,) for key, number in said.items()})
    assert (later, hash(later), repr(later), list(later.items())) == (whole, hash(whole), repr(whole), [*whole.items()])
    assert type(pickle.loads(pickle.dumps(later))) is FrozenMap
    assert pickle.loads(pickle.dumps(later)) == deepcopy(later) == whole
    assert sorted(made) == sorted(said.values())
    with pytest.raises(AttributeError, match="can't be changed"):
        later._said = {}


def test_a_mapping_has_its_keys_and_values_in_order_and_what_is_made_on_use_makes_them() -> None:
    made: list[str] = []

    def make(said: str) -> str:
        made.append(said)
        return said.upper()

    kept: list[FrozenMap[str, str]] = [FrozenMap({"b": "X", "a": "Y"}), MadeOnUse({"b": "x", "a": "y"}, make)]
    for mapping in kept:
        assert "b" in mapping
        assert "c" not in mapping
        assert made == []  # whether it is there does not make it
        assert list(mapping.items()) == [("b", "X"), ("a", "Y")]
        assert list(mapping.values()) == ["X", "Y"]
    assert made == ["x", "y"]
