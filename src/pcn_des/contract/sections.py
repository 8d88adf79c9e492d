"""What each kind of entry has in the files: its fields, those it can't do without, and what has to fit together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.contract import fields
from pcn_des.contract.entries import (
    FUNCTIONS,
    OWED_BY,
    PAID,
    PHASES,
    STRENGTHS,
    Entry,
    Indicator,
    Obligation,
    Payment,
    Role,
    Service,
    Term,
    Window,
    Word,
)
from pcn_des.contract.fields import Place, Read
from pcn_des.units import Unit

REQUIRED: Final = ("title", "standing", "sources")
COMMON: Final[Mapping[str, Read]] = {
    "title": fields.text,
    "from": fields.day,
    "until": fields.day,
    "published": fields.day,
    "clause": fields.text,
    "standing": fields.standing,
    "sources": fields.citations,
    "note": fields.text,
}


def _no_check(at: Place, entry: Any, raw: Mapping[str, Any]) -> None:
    """Nothing more to check."""


@attrs.frozen
class Section:
    """A kind of entry: what makes it, its own fields and those of them that it needs, and what checks the whole."""

    make: Callable[..., Entry]
    own: Mapping[str, Read]
    needs: tuple[str, ...]
    check: Callable[[Place, Any, Mapping[str, Any]], None] = _no_check

    @property
    def allowed(self) -> Mapping[str, Read]:
        """Every field that an entry may have, with what reads it."""
        return {**COMMON, **self.own}

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that every entry has."""
        return (*REQUIRED, *self.needs)


def _check_term(at: Place, term: Term, raw: Mapping[str, Any]) -> None:
    """A value is of the kind that its unit says."""
    fits: dict[str, type | tuple[type, ...]] = {
        "date": date,
        "yes/no": bool,
        "text": str,
        "list": list,
        "table": (dict, list),
        "clock times": list,
    }
    unit, value = Unit.parse(term.unit), raw["value"]  # the value as it stands in the file
    if term.by or value == "unlimited":
        return
    expected = fits.get(unit.kind, (int, Decimal))
    if not isinstance(value, expected) or (unit.is_number and isinstance(value, bool)):
        raise at.wrong(f"{value!r} is not a value in '{term.unit}'", "Mend the value or the unit")


def _check_obligation(at: Place, obligation: Obligation, raw: Mapping[str, Any]) -> None:
    """A duty is checked in one way, and in one that fits when it is due."""
    ways = [way for way in (obligation.rule, obligation.evidence, obligation.judgement) if way is not None]
    if len(ways) > 1:
        raise at.wrong("it is checked in more than one way", "Keep one of rule, evidence and judgement")
    if obligation.monthly and (obligation.evidence is None or obligation.yearly or obligation.due is not None):
        raise at.wrong(
            "it is monthly and not only checked by monthly evidence",
            "Give it evidence, and neither yearly nor due",
        )
    if obligation.weekly and (obligation.evidence or obligation.judgement or obligation.subject != "network"):
        raise at.wrong(
            "it is weekly and not checked by a rule on the network",
            "Give it a rule, or leave weekly out",
        )


KINDS: Final[Mapping[str, Section]] = {
    "terms": Section(
        Term, {"value": fields.anything, "unit": fields.unit, "by": fields.names}, ("value", "unit"), _check_term
    ),
    "services": Section(Service, {"phase": fields.one_of(*PHASES)}, ("phase",)),
    "roles": Section(Role, {}, ()),
    "obligations": Section(
        Obligation,
        {
            "owed_by": fields.one_of(*OWED_BY),
            "strength": fields.one_of(*STRENGTHS),
            "subject": fields.text,
            "rule": fields.text,
            "evidence": fields.text,
            "judgement": fields.text,
            "due": fields.due,
            "late": fields.one_of("counts", "fails"),
            "when": fields.text,
            "waivable_by": fields.text,
            "yearly": fields.yes_no,
            "monthly": fields.yes_no,
            "weekly": fields.yes_no,
            "consequence": fields.text,
        },
        ("owed_by", "strength"),
        _check_obligation,
    ),
    "payments": Section(
        Payment,
        {"payee": fields.text, "paid": fields.one_of(*PAID), "rule": fields.text, "condition": fields.text},
        ("payee", "paid"),
    ),
    "indicators": Section(
        Indicator,
        {
            "area": fields.text,
            "numerator": fields.text,
            "denominator": fields.text,
            "exclusions": fields.texts,
            "unit": fields.text,
            "better": fields.one_of("higher", "lower"),
            "function": fields.one_of(*FUNCTIONS),
            "lower": fields.number,
            "upper": fields.number,
            "points": fields.number,
            "measured": fields.text,
            "prevalence_adjusted": fields.yes_no,
            "not_found": fields.texts,
            "standings": fields.standings,
        },
        ("area", "numerator"),
    ),
    "windows": Section(
        Window,
        {"who": fields.text, "what": fields.text, "opens": fields.due, "closes": fields.due, "effect": fields.text},
        ("who", "what"),
    ),
    "glossary": Section(Word, {"meaning": fields.text}, ("meaning",)),
}
SECTIONS: Final = tuple(KINDS)
