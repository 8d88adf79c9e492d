"""What a network counts towards incentives: figures of indicators, its adjustments, and parts that are in place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from attrs.validators import optional

from pcn_des.brief import Brief, briefly
from pcn_des.dates import ContractYear
from pcn_des.errors import MisuseError, OutsideDataError
from pcn_des.network.numbers import more_than_nothing, not_negative
from pcn_des.network.records import Clash, Records, a_practice_code, not_blank
from pcn_des.network.typed import typed
from pcn_des.wording import in_words


def a_contract_year(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: a contract year as it is written everywhere, so that it is found again."""
    try:
        written: str | None = str(ContractYear.parse(value))
    except OutsideDataError:
        written = None
    if written is None or written != value:
        raise MisuseError(
            f"{field.name} is {briefly(value)}, which is no contract year; write it as {written or '2022/23'}"
        )


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class IndicatorFigures(Brief):
    """What was counted for an indicator of the Investment and Impact Fund from April up to the day `on`.

    They are the network's, or those of one `practice` (its code). `denominator` is the one that counts, without the
    patients whom a personalised care adjustment takes out, unless `personalised_care_adjustments` says how many to take
    out. `done` is of an indicator that is done or not; the baseline of one that is measured against the year before.
    `document` is what shows the figures, such as a print of CQRS.
    """

    indicator: str = attrs.field(validator=not_blank)
    on: date
    practice: str | None = attrs.field(default=None, validator=optional(a_practice_code))
    numerator: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    denominator: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    personalised_care_adjustments: int | None = attrs.field(default=None, validator=optional(not_negative), repr=False)
    baseline_numerator: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    baseline_denominator: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    done: bool | None = None
    document: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class IndicatorAdjustment(Brief):
    """A factor of the network's for a contract year of the fund, as it was told: 1 changes nothing.

    With an `indicator` it is the prevalence adjustment of that one; without, the list size adjustment of all.
    """

    year: str = attrs.field(validator=a_contract_year)
    indicator: str = ""
    factor: Decimal = attrs.field(converter=Decimal, validator=more_than_nothing)
    document: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class PartInPlace(Brief):
    """Whether a part of the capacity and access improvement payment is in place in a practice, as found `on` a day.

    It is about the contract year of that day; a later finding takes the place of an earlier one.
    """

    part: str = attrs.field(validator=not_blank)
    practice: str = attrs.field(validator=a_practice_code)
    in_place: bool
    on: date
    document: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class PartDeclared(Brief):
    """The day on which the clinical director declared a part of the improvement payment, for that day's year."""

    part: str = attrs.field(validator=not_blank)
    on: date
    by: str = ""
    document: str = ""


def said_twice(network: Any) -> Iterator[Clash]:
    """Two records of one thing on one day."""
    yield from _twice(
        "indicator_figures",
        network.indicator_figures,
        lambda one: (one.indicator.strip().upper(), one.practice or "", one.on),
        lambda one: f"the figures of {one.indicator}{_of(one.practice)} up to {in_words(one.on)}",
    )
    yield from _twice(
        "indicator_adjustments",
        network.indicator_adjustments,
        lambda one: (one.year, one.indicator.strip().upper()),
        lambda one: (
            f"the {'prevalence' if one.indicator else 'list size'} adjustment of {one.year}{_of(one.indicator)}"
        ),
    )
    yield from _twice(
        "improvement_in_place",
        network.improvement_in_place,
        lambda one: (one.part, one.practice, one.on),
        lambda one: f"whether {one.part} is in place in {one.practice} on {in_words(one.on)}",
    )
    yield from _twice(
        "improvement_declared",
        network.improvement_declared,
        lambda one: (one.part, ContractYear.of(one.on)),
        lambda one: f"the declaration of {one.part} in {ContractYear.of(one.on)}",
    )


def _of(name: str | None) -> str:
    return f" of {name}" if name else ""


def _twice(name: str, records: Records[Any] | None, key_of: Any, in_full: Any) -> Iterator[Clash]:
    seen: set[Any] = set()
    for number, record in enumerate(records or ()):
        if key_of(record) in seen:
            yield Clash(f"{in_full(record)}: on record twice; keep one", (name, number))
        seen.add(key_of(record))
