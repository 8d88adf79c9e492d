"""What reads each entry of the contract: the answers in which it reaches a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from pcn_des.contract.areas import Choice, area_of
from pcn_des.contract.beside import aside_of, duty_beside
from pcn_des.contract.deadlines import calendar_of
from pcn_des.contract.entries import COMMISSIONER
from pcn_des.contract.files import draft_year, load_year, title_of, years
from pcn_des.contract.maxima import FOLLOWS_BAND, LONDON_WEIGHTING
from pcn_des.contract.question import ALLOWED
from pcn_des.contract.role_terms import CONDITION, NOT_SHOWN, is_condition
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.stream_terms import explains
from pcn_des.contract.vocabulary import NATIONAL_SYSTEM_PAID
from pcn_des.contract.year import YearContract
from pcn_des.draft_mark import draft_mark
from pcn_des.engine.binding import BoundRule
from pcn_des.engine.registry import FACTS, PAYMENT_RULES
from pcn_des.frozen import frozen
from pcn_des.questions.basis import rulebook
from pcn_des.questions.claims.scheme import read_by_claims, shown_besides
from pcn_des.questions.fund import scheme as fund
from pcn_des.questions.paying import RATE_STEP
from pcn_des.showing import Shown
from pcn_des.wording import count_of

FINDING, STREAM, ROLE, INDICATOR, CALENDAR = "finding", "payment stream", "role", "indicator", "calendar"
EXPLAINED, SERVICE, WINDOW, WORD = "explanation of a duty", "service", "window", "word of the field"
WAITING, ALONE, CLAIM, POINTS = "waits", "on its own", "claim for staff", "points of the fund"
_OF_SECTION: Final = {
    "services": SERVICE,
    "roles": ROLE,
    "obligations": FINDING,
    "payments": STREAM,
    "indicators": INDICATOR,
    "windows": WINDOW,
    "key_dates": CALENDAR,
    "glossary": WORD,
}
_READ_AROUND_RULES: Final = {
    ALLOWED: f"{FINDING}: variations of the network's own",
    RATE_STEP: f"{STREAM}: as the national system pays",
    NATIONAL_SYSTEM_PAID: f"{STREAM}: as the national system pays",
    FOLLOWS_BAND: f"{ROLE}: maxima that follow from a band's",
    LONDON_WEIGHTING: f"{ROLE}: maxima in London",
}
_SCHEME_OF_ROLES: Final = "arrs.scheme.funding_share"  # of a role that has no share of its own


@attrs.frozen(order=True)
class EntryReached:
    """An entry of a year, by section and key, and what reads it: the kind of answer, and which."""

    year: str
    section: str
    key: str
    readers: tuple[str, ...]

    @property
    def area(self) -> str:
        """The area of the contract that it belongs to."""
        return area_of(self.section, self.key)


@attrs.frozen(repr=False)
class Reach(Shown):
    """For each entry of each contract year, and each that was not found, what reads it.

    `choice` says of which entries, where it is not of all.
    """

    entries: tuple[EntryReached, ...] = attrs.field(converter=frozen)
    choice: Choice = attrs.field(factory=Choice)

    @property
    def draft_of(self) -> str:
        """The draft of a contract year that is among its years; empty where none is."""
        return drafted if (drafted := draft_year()) in {entry.year for entry in self.entries} else ""

    def __repr__(self) -> str:
        return f"<Reach: {count_of(len(self.entries), 'entry', 'entries')}, {len(self.unread)} of them unread>"

    @property
    def unread(self) -> tuple[EntryReached, ...]:
        """The entries that nothing reads."""
        return tuple(entry for entry in self.entries if not entry.readers)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many entries each kind of answer reads, by kind and year; an entry that several read counts in each."""
        found: dict[str, dict[str, int]] = {}
        for entry in self.entries:
            for kind in dict.fromkeys(reader.split(":")[0] for reader in entry.readers):
                by_year = found.setdefault(kind, {})
                by_year[entry.year] = by_year.get(entry.year, 0) + 1
        return found

    def to_dict(self) -> list[dict[str, Any]]:
        """Each entry with what reads it, as plain values; `draft` is true of one that a draft has."""
        drafted = draft_year()
        return [
            attrs.asdict(entry) | {"readers": list(entry.readers)} | draft_mark(entry.year == drafted)
            for entry in self.entries
        ]


def reach(*, area: str | None = None, section: str | None = None, search: str | None = None) -> Reach:
    """What reads each entry of the contract, and each that was looked for and not found.

    Args:
        area: only an area, the first part of keys.
        section: only one kind of entry, such as `terms`.
        search: only entries that have these words in their key or title.

    Raises:
        UnknownNameError: an area or section that there is not.

    A term is read by rules, by streams, by the answer about a role, by the calendar, or it stands beside a duty, waits
    for work that is to come, or stands alone with the reason why nothing follows from it.

    Examples:
        >>> from pcn_des.questions.reach import reach
        >>> reach().unread
        ()
    """
    choice = Choice(area, section, search)
    found = (entry for year in years() for entry in _of_year(load_year(year)))
    wanted = found if choice.is_all else (entry for entry in found if _takes(choice, entry))
    return Reach(tuple(wanted), choice)


def unread_in(contract: YearContract) -> tuple[EntryReached, ...]:
    """The entries of a contract year that nothing reads, such as those that a duty read which the year has no more."""
    return tuple(entry for entry in _of_year(contract) if not entry.readers)


def needed_by(contract: YearContract, key: str) -> tuple[str, ...]:
    """The duties and payment streams of a year whose rules read a term.

    That a term was not found such a rule bears, and gives what is then known; that the year has none it does not.
    """
    return tuple(dict.fromkeys(reader for reader, rule in _bound_rules(contract) if key in rule.terms))


def _takes(choice: Choice, entry: EntryReached) -> bool:
    return choice.takes(entry.section, entry.key, (title_of(entry.section, entry.key),))


def _of_year(contract: YearContract) -> Iterator[EntryReached]:
    year = str(contract.year)
    read = _readers_of_terms(contract)
    for section in SECTIONS:
        if section == "readings":
            continue  # its terms are entries of their own
        for key in dict.fromkeys([*getattr(contract, section), *contract.missing[section]]):
            readers = read.get(key, ()) if section == "terms" else _of_section(section, key, contract)
            yield EntryReached(year, section, key, tuple(readers) or _aside(section, key, contract))


def _of_section(section: str, key: str, contract: YearContract) -> tuple[str, ...]:
    versions = contract.obligations.get(key, ()) if section == "obligations" else ()
    owed = [version.owed_by for version in versions] or [gap.owed_by for gap in contract.missing[section].get(key, ())]
    if section == "obligations" and set(owed) == {COMMISSIONER}:
        return (f"{EXPLAINED}: {key}",)
    return (f"{_OF_SECTION[section]}: {key}",)


def _aside(section: str, key: str, contract: YearContract) -> tuple[str, ...]:
    """Where a term stands that no rule reads; beside a duty only if the year has that duty."""
    found = aside_of(key) if section == "terms" else None
    if found is None:
        return ()
    if found.beside:
        duty = duty_beside(found, {*contract.obligations, *contract.missing["obligations"]})
        return (f"{EXPLAINED}: {duty}",) if duty else ()
    return (f"{WAITING}: {found.waits}",) if found.waits else (f"{ALONE}: {found.alone}",)


def _readers_of_terms(contract: YearContract) -> dict[str, tuple[str, ...]]:
    """The readers of the terms of a year, by key."""
    found: dict[str, dict[str, None]] = {}
    for key, reader in _reading(contract):
        found.setdefault(key, {})[reader] = None
    return {key: tuple(readers) for key, readers in found.items()}


def _reading(contract: YearContract) -> Iterator[tuple[str, str]]:
    """Pairs of a term and something that reads it."""
    for reader, rule in _bound_rules(contract):
        yield from _of_rule(rule, reader, contract)
    for day in calendar_of(contract):
        yield day.key, f"{CALENDAR}: {day.what}"
    for key in (*contract.terms, *contract.missing["terms"]):
        besides = _of_role(key, contract) or _of_explanation(key, contract) or _of_claims_and_points(key)
        if besides is not None:
            yield key, besides
    yield _SCHEME_OF_ROLES, f"{ROLE}: those without a share of their own"
    yield from _READ_AROUND_RULES.items()


def _of_role(key: str, contract: YearContract) -> str | None:
    """The answer about a role that shows a term, or those about the roles of a band."""
    scheme, of, *what = key.split(".")
    if scheme != "arrs":
        return None
    if of in contract.roles and what[0] not in NOT_SHOWN:
        return f"{ROLE}: {of}"
    return f"{ROLE}: those of {of.replace('_', ' ')}" if of.startswith("band_") else None


def _of_explanation(key: str, contract: YearContract) -> str | None:
    """The explanation of a stream that shows a term which does not stand aside."""
    stream = explains(key, contract.payments) if aside_of(key) is None else None
    return None if stream is None else f"{STREAM}: explanation of {stream}"


def _of_claims_and_points(key: str) -> str | None:
    if read_by_claims(key):
        return f"{CLAIM}: for a post in a month"
    if shown_besides(key):
        return f"{CLAIM}: what the scheme says besides, with a year of claims"
    if fund.read_by_points(key):
        return f"{POINTS}: of an indicator, and what they are worth"
    return f"{POINTS}: what the text says besides, with a year of the fund" if fund.shown_besides(key) else None


def _bound_rules(contract: YearContract) -> Iterator[tuple[str, BoundRule]]:
    """The rule of each duty and stream that has one, with what it gives: a finding or a stream, and which."""
    for duty in _versions(contract.obligations.values()):
        if not duty.judgement and duty.owed_by != COMMISSIONER:
            yield f"{FINDING}: {duty.key}", rulebook().bound(duty, contract)
    for stream in _versions(contract.payments.values()):
        if (stream.rule or stream.key) in PAYMENT_RULES:
            yield f"{STREAM}: {stream.key}", rulebook().bound_payment(stream, contract)


def _versions(entries: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    return (version for versions in entries for version in versions)


def _of_rule(rule: BoundRule, reader: str, contract: YearContract) -> Iterator[tuple[str, str]]:
    """The terms that a rule names, and those that its facts look up."""
    for key in rule.terms:
        yield key, reader
    for name in rule.facts:
        if name in FACTS:
            for key in (*FACTS[name].reads, *FACTS[name].may_read):
                yield from ((found, reader) for found in (_conditions(contract) if key == CONDITION else (key,)))


def _conditions(contract: YearContract) -> Iterator[str]:
    """The conditions of the roles of a year, known or not."""
    return (key for key in (*contract.terms, *contract.missing["terms"]) if is_condition(key, contract.roles))
