"""What each kind of entry has in the files: its fields, those it can't do without, and what has to fit together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from pcn_des.contract import fields
from pcn_des.contract.blocks import BLOCK_KINDS, ENDS, UNLIMITED, ReadingBlock, is_number
from pcn_des.contract.entries import (
    EVERY,
    FUNCTIONS,
    KINDS_OF_KEY_DATE,
    KINDS_OF_STREAM,
    LATE,
    MERGED,
    OWED_BY,
    PAID,
    PHASES,
    STRENGTHS,
    Entry,
    Follows,
    Indicator,
    KeyDate,
    Obligation,
    Payment,
    Role,
    Service,
    Term,
    Window,
    Word,
)
from pcn_des.contract.fields import Place, Read
from pcn_des.contract.kinds import is_of, is_table
from pcn_des.contract.plausible import check_day, check_thresholds
from pcn_des.contract.sizes import unfit
from pcn_des.contract.tables import EITHER
from pcn_des.contract.vocabulary import choices, is_no_word_of
from pcn_des.dates import Deadline
from pcn_des.errors import did_you_mean
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
    "carried_from": fields.contract_year,
    "unconfirmed": fields.yes_no,
    "checked_by": fields.text,
    "next_review": fields.day,
    "end_known": fields.day,
    "end_note": fields.text,
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
    instead: Mapping[str, tuple[str, ...]] = {}  # fields that may stand in the place of one that is needed

    @property
    def allowed(self) -> Mapping[str, Read]:
        """Every field that an entry may have, with what reads it."""
        return {**COMMON, **self.own}

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that every entry has."""
        return (*REQUIRED, *self.needs)


def _check_term(at: Place, term: Term, raw: Mapping[str, Any]) -> None:
    """A value is of the kind that its unit says; limits are of a number, in order, and in the place of a value.

    What is not so needs nobody's agreement.
    """
    if term.with_agreement_of and raw.get("value") is False:
        raise at.wrong(
            f"it says no, and that it needs the agreement of {term.with_agreement_of}",
            "Leave out with_agreement_of, or write value = true",
        )
    if term.at_least is not None or term.at_most is not None:
        _check_limits(at, term, raw)
        _check_numbers(at, (term.at_least, term.at_most), term.unit)
        return
    _check_bands(at, raw["value"])
    if not term.by:
        check_value(at, raw["value"], term.unit, term.key)
    elif not is_table(Unit.parse(term.unit).kind, raw["value"]):
        raise at.wrong(f"{raw['value']!r} is not a table of values in '{term.unit}'", "Mend the value or the unit")
    else:
        _check_numbers(at, raw["value"], term.unit)


def check_value(at: Place, value: Any, unit: str, key: str) -> None:
    """A term's value, as it stands in the file, is of the kind that its unit says, or one of its own texts."""
    if value == UNLIMITED:
        return
    if not is_of(Unit.parse(unit).kind, value):
        raise at.wrong(f"{value!r} is not a value in '{unit}'", "Mend the value or the unit")
    _check_numbers(at, value, unit)
    if is_no_word_of(key, value):
        raise at.wrong(f"{value!r} is no value of {key}, which the calculation goes by", choices(key))


def _check_numbers(at: Place, value: Any, unit: str) -> None:
    """No number of a value is one that can't be."""
    if found := unfit(value, unit):
        raise at.wrong(f"it can't be {found.number}: {found.why}", found.mend)


def _check_limits(at: Place, term: Term, raw: Mapping[str, Any]) -> None:
    if "value" in raw:
        raise at.wrong("it has a value and limits of it", "Keep value, or at_least and at_most")
    if term.by or not Unit.parse(term.unit).is_number:
        raise at.wrong(
            f"it has limits and is {'a table' if term.by else f'in {term.unit!r}'}",
            "Only a number has at_least and at_most",
        )
    if term.at_least is not None and term.at_most is not None and term.at_least > term.at_most:
        raise at.wrong(
            f"it is at least {term.at_least} and at most {term.at_most}", "at_least is the smaller of the two"
        )


def _check_bands(at: Place, value: Any) -> None:
    """Bands stand in the order of their edges; an edge that was not seen is one of a band that has an edge."""
    if isinstance(value, list | tuple):
        _check_order(at, value)
        for item in value:
            _check_bands(at, item)
    elif isinstance(value, Mapping):
        if "edge" in value and (value["edge"] != EITHER or "below" not in value):
            raise at.wrong(
                f"{value!r} is not a band whose edge was not seen",
                'Write { below = 100000, value = 3, edge = "either" }',
            )
        for part in value.values():
            _check_bands(at, part)


def _check_order(at: Place, bands: Sequence[Any]) -> None:
    """Bands are read in order, and the first that fits counts: one that stands after a wider would never be read."""
    edges = [band.get("below") for band in bands if isinstance(band, Mapping) and "value" in band]
    numbers = [edge for edge in edges if edge is not None and is_number(edge)]
    if None in edges[:-1] or sorted(set(numbers)) != numbers:
        said = ", ".join("no edge" if edge is None else str(edge) for edge in edges)
        raise at.wrong(
            f"its bands are below {said}, in this order",
            "Write each edge once, the lowest first, and the band without one last",
        )


def _check_block(at: Place, block: ReadingBlock, raw: Mapping[str, Any]) -> None:
    """Readings differ in their words, give every term a value, and are numbers where the truth lies between them."""
    if len({reading.says for reading in block.readings}) < len(block.readings):
        raise at.wrong("two of its readings say the same", "Say of each reading what it supposes")
    for key in dict.fromkeys(key for reading in block.readings for key in reading.values):
        for reading in block.readings:
            if key not in reading.values:
                raise at.wrong(
                    f"the reading {reading.says!r} gives {key} no value", "Every reading gives every term of the block"
                )
            if block.kind == ENDS and not is_number(reading.values[key]):
                raise at.wrong(
                    f"nothing lies between {reading.values[key]!r} and another value of {key}",
                    'Only numbers are ends; write kind = "cases"',
                )


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
    if obligation.due_in and (obligation.evidence is None or obligation.monthly or obligation.due is not None):
        raise at.wrong(
            "due_in names the term of its day, and it has none by evidence, or another",
            "Give it evidence, and neither monthly nor due",
        )
    if obligation.weekly and (obligation.evidence or obligation.judgement or obligation.subject != "network"):
        raise at.wrong(
            "it is weekly and not checked by a rule on the network",
            "Give it a rule, or leave weekly out",
        )
    if obligation.follows in (Follows.NO_PAYMENT, Follows.WITHHELD) and not obligation.consequence:
        raise at.wrong(
            f"it says that {obligation.follows.words} follows, and not in which words",
            "Write the consequence as a source has it, and cite the source",
        )


def _check_service(at: Place, service: Service, raw: Mapping[str, Any]) -> None:
    """A service that was merged says into which other, and no other service does."""
    if service.phase == MERGED and not service.into:
        raise at.wrong("it is merged and does not say into what", 'Write into = "core_functions", the key of the other')
    if service.into and service.phase != MERGED:
        raise at.wrong(f"it has 'into' and is {service.phase}", 'Only a service with phase = "merged" has it')


def _check_window(at: Place, window: Window, raw: Mapping[str, Any]) -> None:
    """It opens before it closes."""
    if window.opens is not None and window.closes is not None and window.closes.last < window.opens.first:
        raise at.wrong(f"it opens on {window.opens}, after it closes on {window.closes}", "Mend one of the two days")


def _check_indicator(at: Place, indicator: Indicator, raw: Mapping[str, Any]) -> None:
    """Points are not below nothing, a percentage is one, and of two ends of a line the upper is the better."""
    if indicator.points is not None and indicator.points < 0:
        raise at.wrong(f"it has {indicator.points} points", "Points are 0 or more")
    check_thresholds(at, indicator)
    lower, upper = indicator.lower, indicator.upper
    if indicator.function != "linear" or lower is None or upper is None:
        return
    if (indicator.better == "higher" and lower > upper) or (indicator.better == "lower" and lower < upper):
        raise at.wrong(
            f"lower is {lower} and upper is {upper}, where {indicator.better} is better",
            "Upper is the threshold from which every point is earned: exchange them, or mend 'better'",
        )


def _check_key_date(at: Place, entry: KeyDate, raw: Mapping[str, Any]) -> None:
    """It has its day in one way."""
    if sum(name in raw for name in ("on", "term", "every")) != 1:
        raise at.wrong("its day is not given in one way", "Give it one of on, term and every")


def check_key_date(at: Place, entry: KeyDate, terms: Mapping[str, tuple[Term, ...]]) -> None:
    """The term that has its day is one of the year's, and a day, which belongs to the year.

    Raises:
        ContractDataError: it is not.
    """
    if not entry.term:
        return
    mend = "term names a term of the year whose unit is date"
    if entry.term not in terms:
        raise at.wrong(f"there is no term '{entry.term}'", did_you_mean(entry.term, terms, mend))
    for term in terms[entry.term]:
        if not isinstance(term.value, date):
            raise at.wrong(f"the term '{entry.term}' is no day", mend)
        check_day(at, entry, Deadline.on(term.value), f"the term '{entry.term}' is")


def _block(**given: Any) -> ReadingBlock:
    """A block without its terms, which are known when the whole year has been read."""
    return ReadingBlock(**{name: value for name, value in given.items() if name != "terms"})


KINDS: Final[Mapping[str, Section]] = {
    "terms": Section(
        Term,
        {
            "value": fields.anything,
            "at_least": fields.limit,
            "at_most": fields.limit,
            "unit": fields.unit,
            "by": fields.names,
            "with_agreement_of": fields.text,
        },
        ("value", "unit"),
        _check_term,
        {"value": ("at_least", "at_most")},
    ),
    "services": Section(Service, {"phase": fields.one_of(*PHASES), "into": fields.text}, ("phase",), _check_service),
    "roles": Section(Role, {}, ()),
    "obligations": Section(
        Obligation,
        {
            "owed_by": fields.one_of(*OWED_BY),
            "strength": fields.one_of(*STRENGTHS),
            "subject": fields.text,
            "rule": fields.text,
            "evidence": fields.evidence,
            "judgement": fields.text,
            "due": fields.due,
            "due_in": fields.text,
            "late": fields.one_of(*LATE),
            "when": fields.text,
            "waivable_by": fields.text,
            "yearly": fields.yes_no,
            "monthly": fields.yes_no,
            "weekly": fields.yes_no,
            "consequence": fields.text,
            "follows": fields.one_of(*Follows),
        },
        ("owed_by", "strength"),
        _check_obligation,
    ),
    "payments": Section(
        Payment,
        {
            "payee": fields.text,
            "paid": fields.one_of(*PAID),
            "kind": fields.one_of(*KINDS_OF_STREAM),
            "rule": fields.text,
            "condition": fields.text,
        },
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
        _check_indicator,
    ),
    "windows": Section(
        Window,
        {"who": fields.text, "what": fields.text, "opens": fields.due, "closes": fields.due, "effect": fields.text},
        ("who", "what"),
        _check_window,
    ),
    "key_dates": Section(
        KeyDate,
        {
            "who": fields.text,
            "kind": fields.one_of(*KINDS_OF_KEY_DATE),
            "on": fields.due,
            "term": fields.text,
            "every": fields.one_of(*EVERY),
            "effect": fields.text,
        },
        ("who", "kind"),
        _check_key_date,
    ),
    "glossary": Section(Word, {"meaning": fields.text}, ("meaning",)),
}
SECTIONS: Final = tuple(KINDS)
BLOCKS: Final = Section(
    _block,
    {"kind": fields.one_of(*BLOCK_KINDS), "readings": fields.readings, "terms": fields.described},
    ("kind", "readings"),
    _check_block,
)
