"""What is signed, sent and granted: the Network Area, the Network Agreement, returns, and exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.arguments import with_plain_wholes
from pcn_des.brief import Brief, briefly
from pcn_des.errors import MisuseError
from pcn_des.frozen import frozen
from pcn_des.network.numbers import is_beyond_records
from pcn_des.network.records import Records, Spell, a_practice_code, as_records, not_blank, one_of, texts
from pcn_des.network.typed import typed
from pcn_des.written import ISO_DAY

DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+")
READS_OTHERWISE: Final = re.compile(f"{DECIMAL.pattern}|{ISO_DAY.pattern}")  # what JSON gives back as another kind
KINDS_OF_VARIATION: Final = ("waiver", "agreement", "approval", "cap_waiver", "local_variation")


def _is_too_large(value: object) -> bool:
    return isinstance(value, int | Decimal) and is_beyond_records(value)


def _amended(amends: Any) -> Any:
    """A converter: values by term, whole numbers of NumPy as those of Python."""
    return frozen(with_plain_wholes(amends))


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class NetworkArea(Spell):
    """The area that the network serves, and when the commissioner agreed it."""

    description: str = attrs.field(validator=not_blank)
    agreed_on: date | None = None
    map: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Signature(Brief):
    """A practice's signature under the Network Agreement."""

    practice: str = attrs.field(validator=a_practice_code)
    on: date


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class NetworkAgreement(Spell):
    """A version of the Network Agreement, from the day it takes effect, with its signatures."""

    version: str = attrs.field(validator=not_blank)
    signatures: Records[Signature] | None = attrs.field(default=None, converter=as_records)
    document: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Return(Brief):
    """The generic evidence record: something sent, signed or audited on a day.

    `kind` names the kind of evidence; `until` is the last day on which it counts (None: until another takes its place),
    though what was sent by a day, such as a plan, stays sent; `shows` says for single obligations whether the record
    shows them done, where that differs from a plain yes.
    """

    kind: str = attrs.field(validator=not_blank)
    on: date
    until: date | None = None
    document: str = ""
    shows: Mapping[str, bool] = attrs.field(factory=dict, converter=frozen)
    note: str = ""

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.on:
            raise MisuseError(f"it counts until {self.until}, before its own day {self.on}; correct one of the two")


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Variation(Spell):
    """An exception granted to the network: a dated waiver, agreement, approval, cap waiver or local variation.

    `lifts` are obligations that need not be met meanwhile, `subjects` the practices, homes, sessions, … that alone are
    excepted, by the ids that reports name them with (none: all); `amends` are terms with the value that replaces the
    national one.
    """

    kind: str = attrs.field(validator=one_of(*KINDS_OF_VARIATION))
    granted_by: str = attrs.field(validator=not_blank)
    lifts: tuple[str, ...] = attrs.field(default=(), converter=texts)
    subjects: tuple[str, ...] = attrs.field(default=(), converter=texts)
    amends: Mapping[str, Any] = attrs.field(factory=dict, converter=_amended)
    document: str = ""
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.amends and self.kind != "local_variation":
            raise MisuseError(f"a {self.kind} can't amend terms; only a local_variation does")
        for key, value in self.amends.items():
            single = isinstance(value, bool | int | Decimal | date | str) and not isinstance(value, datetime)
            if not single or (isinstance(value, Decimal) and not value.is_finite()) or _is_too_large(value):
                raise MisuseError(
                    f"{key} is amended to {briefly(value)}; it must be a number, a day, true or false, or a text"
                )
            if isinstance(value, str) and READS_OTHERWISE.fullmatch(value):
                raise MisuseError(f"{key} is amended to the text {briefly(value)}; write it as a number or a day")

    @property
    def name(self) -> str:
        """The variation in words: `waiver granted by NHS Riverside ICB (letter of 2 May 2022)`."""
        document = f" ({self.document})" if self.document else ""
        return f"{self.kind.replace('_', ' ')} granted by {self.granted_by}{document}"


def earliest_first(variations: Iterable[Variation]) -> list[Variation]:
    """Variations by their days, whatever the order in which they were written down."""
    return sorted(variations, key=lambda variation: (variation.since, variation.period.last, variation.name))
