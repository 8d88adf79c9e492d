"""What money that changed hands is held to: whole pence, for nobody pays, claims or invoices a part of one."""

from __future__ import annotations

from typing import Any

import attrs

from pcn_des.brief import LONGEST_PART, cut
from pcn_des.errors import MisuseError
from pcn_des.network.numbers import not_negative, reckonable
from pcn_des.units import PART_OF_A_PENNY, of_whole_pence


def in_pence(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: pounds and whole pence, of whatever sign."""
    reckonable(_, field, value)
    if not of_whole_pence(value):
        raise MisuseError(f"{field.name} is {cut(str(value), LONGEST_PART)}, which {PART_OF_A_PENNY}")


def in_pence_from_nothing(_: Any, field: attrs.Attribute[Any], value: Any) -> None:
    """A validator: pounds and whole pence, zero or more."""
    not_negative(_, field, value)
    in_pence(_, field, value)
