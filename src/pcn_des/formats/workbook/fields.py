"""What the record classes say of their fields (kinds, choices, patterns, bounds), for the workbook and the schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from inspect import getclosurevars
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs

from pcn_des.network import Records, access, incentives, numbers, pence, records
from pcn_des.network.typed import without_none


class Kind(Enum):
    """The kinds of value that a record's field can have; `LIST` is a list of other records."""

    TEXT = "text"
    DAY = "day"
    TIME = "time"
    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    NAMES = "names"
    YES_NO_BY_NAME = "yes or no for each name"
    VALUE_BY_NAME = "a value for each name"
    LIST = "list"


_KINDS: Final[Mapping[Any, Kind]] = {
    str: Kind.TEXT,
    date: Kind.DAY,
    time: Kind.TIME,
    Decimal: Kind.NUMBER,
    int: Kind.WHOLE,
    bool: Kind.YES_NO,
    tuple[str, ...]: Kind.NAMES,
    Mapping[str, bool]: Kind.YES_NO_BY_NAME,
    Mapping[str, Any]: Kind.VALUE_BY_NAME,
}


@attrs.frozen(kw_only=True)
class Limits:
    """What a field's validator asks for. `pattern` is a regular expression for the whole text, `form` its words.

    A number is at least `least`, or more than it where `beyond` is true, and at most `most`; one `in_pence` is money
    without a part of a penny, and a day may be `a_month`, as its first. `words` is what only words can say.
    """

    choices: tuple[str, ...] = ()
    pattern: str = ""
    form: str = ""
    not_blank: bool = False
    least: int | None = None
    beyond: bool = False
    most: int | None = None
    in_pence: bool = False
    a_month: bool = False
    words: str = ""


@attrs.frozen(kw_only=True)
class Field:
    """A field of a record class.

    `optional` says that it may be None, `needed` that it has no default. `item` is the record class of a list.
    """

    name: str
    kind: Kind
    optional: bool
    needed: bool
    limits: Limits
    item: type[attrs.AttrsInstance] | None
    attribute: attrs.Attribute[Any]

    @property
    def free_text(self) -> bool:
        """Whether it holds any text, which is kept to the letter."""
        return self.kind is Kind.TEXT and not self.limits.choices and not self.limits.pattern

    def check(self, value: Any) -> None:
        """Does what the class does with the value of this one field.

        Raises:
            ValueError: the validator of the field refuses it.
        """
        if self.attribute.validator is not None and value is not None:
            self.attribute.validator(None, self.attribute, value)


@cache
def fields_of(record: type[attrs.AttrsInstance]) -> Mapping[str, Field]:
    """The fields of a record class by name, in the order of the class.

    Raises:
        TypeError: a field has a type or a validator that is not understood here yet.
    """
    hints = get_type_hints(record)
    return {attribute.name: _field(attribute, hints[attribute.name]) for attribute in attrs.fields(record)}


def _field(attribute: attrs.Attribute[Any], hint: Any) -> Field:
    kind, optional = without_none(hint)
    is_list = get_origin(kind) is Records
    if not is_list and kind not in _KINDS:
        raise TypeError(f"{attribute.name} is of the type {kind}, which neither the workbook nor the schema knows")
    return Field(
        name=attribute.name,
        kind=Kind.LIST if is_list else _KINDS[kind],
        optional=optional,
        needed=attribute.default is attrs.NOTHING,
        limits=_limits(attribute.validator, attribute.name),
        item=get_args(kind)[0] if is_list else None,
        attribute=attribute,
    )


_BY_FUNCTION: Final[Mapping[Any, Limits]] = {
    None: Limits(),
    records.not_blank: Limits(not_blank=True),
    numbers.reckonable: Limits(),
    numbers.not_negative: Limits(least=0),
    pence.in_pence: Limits(in_pence=True),
    pence.in_pence_from_nothing: Limits(least=0, in_pence=True),
    numbers.more_than_nothing: Limits(least=0, beyond=True),
    numbers.part_of_one: Limits(least=0, most=1),
    records.first_of_month: Limits(words="the first day of a month", a_month=True),
    access._monday: Limits(words="a Monday"),
    incentives.a_contract_year: Limits(pattern="20[0-9]{2}/[0-9]{2}", form="a contract year (such as 2022/23)"),
}
_OPTIONAL: Final[Any] = type(attrs.validators.optional(records.not_blank))


def _limits(validator: Any, name: str) -> Limits:
    if isinstance(validator, _OPTIONAL):
        return _limits(validator.validator, name)
    if validator in _BY_FUNCTION:
        return _BY_FUNCTION[validator]
    match getclosurevars(validator).nonlocals:
        case {"choices": choices}:
            return Limits(choices=choices)
        case {"compiled": re.Pattern(pattern=pattern), "what": form}:
            return Limits(pattern=pattern, form=form)
    raise TypeError(f"the validator of {name} is one that neither the workbook nor the schema knows")
