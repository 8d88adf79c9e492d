"""Every field of every record takes what it declares and nothing else, and says so where the record is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import attrs
import numpy as np
import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des import network as records_of
from pcn_des.dates import Period
from pcn_des.errors import MisuseError
from pcn_des.network import (
    AccessSession,
    AccessWeek,
    BaselineVacancy,
    Decision,
    PartDeclared,
    PartInPlace,
    Partner,
    Pay,
    Payee,
    Population,
    Records,
    Remittance,
    Spell,
    Variation,
)
from pcn_des.strategies import networks
from support import worked_case
from support.effort import examples
from support.remittances import millbrook

DAY = date(2022, 11, 14)
CLASSES = [kind for name in records_of.__all__ if attrs.has(kind := getattr(records_of, name))]
VALUES: list[Any] = [
    *(None, True, 1, 1.5, Decimal(1), "x", b"x", DAY, datetime(2022, 11, 14), time(9), object(), Period(DAY)),
    *([], ["x"], [1], ("x",), {"x"}, {}, {"x": True}, {"x": object()}, {1: True}, Records(["x"]), Records([])),
]
TAKEN: Mapping[Any, Callable[[Any], bool]] = {
    str: lambda value: type(value) is str,
    date: lambda value: type(value) is date,
    time: lambda value: type(value) is time,
    bool: lambda value: type(value) is bool,
    int: lambda value: type(value) is int,
    Decimal: lambda value: type(value) in (int, Decimal),
    tuple[str, ...]: lambda value: type(value) in (list, tuple, set, Records) and set(map(type, value)) <= {str},
    Mapping[str, bool]: lambda value: value in ({}, {"x": True}) and type(value) is dict,
    Mapping[str, Any]: lambda value: type(value) is dict and set(map(type, value)) <= {str},
}
"""What a field of each type takes among the values above."""


def inside(thing: Any) -> list[Any]:
    """A record, and every record in it."""
    lists = [part for field in attrs.fields(type(thing)) if isinstance(part := getattr(thing, field.name), Records)]
    return [thing, *(found for listed in lists for record in listed for found in inside(record))]


def takes(hint: Any, value: Any) -> bool:
    kinds = get_args(hint) if type(None) in get_args(hint) else (hint,)
    if value is None:
        return type(None) in kinds
    (kind,) = (kind for kind in kinds if kind is not type(None))
    empty_list = type(value) in (list, tuple, set, Records) and len(value) == 0
    return TAKEN[kind](value) if kind in TAKEN else empty_list


def fields(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}


RECORDS: dict[Any, Any] = {
    type(record): record
    for known in (
        *(des.example_network(), worked_case.network(), millbrook()),
        *(Spell(since=DAY), BaselineVacancy(since=DAY, role="paramedic"), Pay(since=DAY, salary=40_000)),
        Decision(obligation="a.b", judged="met", by="Dr Asha Menon", on=DAY),
        PartInPlace(part="a", practice="A00001", in_place=True, on=DAY),
        PartDeclared(part="a", on=DAY),
        Partner(name="Millbrook Community Trust", kind="community", since=DAY),
        Remittance(stream="core_pcn_funding", month=date(2022, 11, 1), amount=1),
    )
    for record in inside(known)
}


def test_there_is_a_record_of_every_class() -> None:
    assert set(CLASSES) == set(RECORDS)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_value_of_another_type_is_refused_by_class_and_field(kind: Any) -> None:
    whole = fields(RECORDS[kind])
    for name, hint in get_type_hints(kind).items():
        if name not in whole:
            continue
        for value in VALUES:
            if takes(hint, value):
                with suppress(des.PcnDesError):  # of its type, and no such value, or one that contradicts another
                    kind(**{**whole, name: value})
                continue
            with pytest.raises(des.PcnDesError, match=rf"^{kind.__name__}\.{name} is .*; it must be ") as found:
                kind(**{**whole, name: value})
            assert isinstance(found.value, des.WrongTypeError | des.MisuseError)
            assert len(str(found.value)) < 250


@settings(max_examples=examples(one_in=3))
@given(network=networks())
def test_valid_records_are_taken_and_kept_as_they_are(network: des.Network) -> None:
    for record in inside(network):
        assert type(record)(**fields(record)) == record


@pytest.mark.parametrize("listed", [tuple, set, iter, Records, lambda found: (one for one in found)])
def test_records_may_be_listed_in_anything(listed: Callable[[Any], Any]) -> None:
    payees = [Payee(name="Mill Lane Surgery", since=DAY)]
    network = des.Network(code="U00001", name="Millbrook PCN", payees=listed(payees))
    assert network.payees == Records(payees)
    des.assess(network, DAY)


@pytest.mark.parametrize("value", ["2", " 2 ", 2, np.int64(2), Decimal(2)])
def test_a_number_is_kept_exactly(value: Any) -> None:
    kept = Population(kind="registered", at=DAY, patients=value).patients
    assert (type(kept), kept) == (Decimal, Decimal(2))


def test_a_whole_number_of_numpy_becomes_one_of_python() -> None:
    minutes = AccessWeek(service="enhanced_access", week_starting=DAY, minutes=np.int64(60)).minutes  # type: ignore[arg-type]
    assert (type(minutes), minutes) == (int, 60)


def test_a_moment_is_told_how_to_be_its_day_and_a_time_to_have_no_zone() -> None:
    with pytest.raises(des.WrongTypeError, match=r"^Payee\.since is .*; its \.date\(\) is the day$"):
        Payee(name="Mill Lane Surgery", since=datetime(2022, 11, 14, tzinfo=UTC))
    with pytest.raises(des.MisuseError, match=r"^AccessSession\.end is .*without a time zone"):
        AccessSession(service="enhanced_access", on=DAY, start=time(18), end=time(19, tzinfo=UTC))


def test_one_text_is_no_list_of_texts() -> None:
    with pytest.raises(des.WrongTypeError, match=r"^Variation\.lifts is 'a\.b'; it must be a list of texts$"):
        Variation(kind="waiver", granted_by="ICB", since=DAY, lifts="a.b")


@pytest.mark.parametrize("complete", ["yes", 1, 0, 1.5, DAY, datetime(2022, 11, 14), [], object()])
def test_a_list_is_complete_or_not_or_for_some_days(complete: Any) -> None:
    with pytest.raises(des.WrongTypeError, match=r"^complete is .*; it must be True, False, or a Period of days$"):
        Records([], complete=complete)


def test_the_days_for_which_a_list_is_complete_are_days() -> None:
    with pytest.raises(des.WrongTypeError, match=r"must be a datetime\.date"):
        Records([], complete=Period("2022-04-01"))  # type: ignore[arg-type]


@pytest.mark.parametrize("items", [None, True, 1, object()])
def test_what_gives_no_records_is_refused(items: Any) -> None:
    with pytest.raises(des.WrongTypeError, match="give a list of them"):
        Records(items)


def _number_fields() -> Iterator[tuple[str, attrs.Attribute[Any]]]:
    """Every field of a record that holds a number, by its class and name."""
    for record in CLASSES:
        for field in attrs.fields(record):
            hint = get_type_hints(record)[field.name]
            if {hint, *get_args(hint)} & {int, Decimal}:
                yield f"{record.__name__}.{field.name}", field


NUMBER_FIELDS = dict(_number_fields())


def test_the_number_fields_are_found() -> None:
    assert len(NUMBER_FIELDS) == 27
    assert {"AccessWeek.minutes", "CancelledSession.minutes", "MakeUp.minutes", "BedCount.beds"} <= set(NUMBER_FIELDS)


@pytest.mark.parametrize("name", NUMBER_FIELDS)
@pytest.mark.parametrize("number", [10**15, -(10**15), 10**5000], ids=["10^15", "-10^15", "10^5000"])
def test_no_number_of_a_record_is_10_to_the_15th_or_more(name: str, number: int) -> None:
    field: Any = NUMBER_FIELDS[name]
    with pytest.raises(MisuseError, match=f"^{field.name} is "):
        field.validator(None, field, field.converter(number))
