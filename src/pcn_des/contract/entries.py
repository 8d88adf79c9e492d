"""The kinds of entry that the contract data hold. Each is one version, in force for a period, with its sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.value_words import value_in_words
from pcn_des.dates import ContractYear, Deadline, Period
from pcn_des.frozen import FrozenMap, frozen
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.units import SHARE, behind, sign_of
from pcn_des.values import UNKNOWN
from pcn_des.wording import in_words

COMMISSIONER: Final = "commissioner"
NOMINATED_PAYEE: Final = "Nominated Payee"  # whom a network's money is paid to
OWED_BY: Final = (
    "PCN",
    "Core Network Practice",
    "Clinical Director",
    NOMINATED_PAYEE,
    "PCN and commissioner",
    COMMISSIONER,
)
INFORMATION: Final = "information"  # what is usual and binds nobody
STRENGTHS: Final = ("must", "should", "may", INFORMATION)
LATE: Final = ("counts", "fails")
PAID: Final = ("monthly", "quarterly", "once", "on claim", "on declaration", "on achievement")
PAYMENT: Final = "payment"
CEILING: Final = "ceiling"  # the most that can be claimed, declared or achieved, and in itself paid to nobody
KINDS_OF_STREAM: Final = (PAYMENT, CEILING)
BINARY: Final = "binary"
FUNCTIONS: Final = ("linear", "single_threshold", BINARY, "other")
PER_CENT: Final = "percent"
MERGED: Final = "merged"  # of a service that goes on as part of another
PHASES: Final = ("planned", "preparation", "delivery", MERGED, "withdrawn")
KINDS_OF_KEY_DATE: Final = ("claim", "declaration", "approval", "payment", "step")
EVERY: Final = ("month",)
_ABBREVIATIONS: Final = re.compile(r"\b(arrs|cct|cqrs|cvd|cyp|des|gp|gpad|gpes|iif|nwrs|ods|pcn|pcse|vat|wte)\b")


class Follows(StrEnum):
    """What follows where a duty is not met, the gravest first. The commissioner decides whether it does."""

    NO_PAYMENT = "no_payment"
    WITHHELD = "withheld"
    BREACH = "breach"
    ADVICE = "advice"

    @property
    def words(self) -> str:
        """What follows, as people say it."""
        return _FOLLOWS_IN_WORDS[self]


_FOLLOWS_IN_WORDS: Final = {
    Follows.NO_PAYMENT: "no payment",
    Follows.WITHHELD: "payment may be withheld",
    Follows.BREACH: "breach of the contract",
    Follows.ADVICE: "advice",
}
_OF_STRENGTH: Final = {"must": Follows.BREACH, "should": Follows.ADVICE, "may": Follows.ADVICE}


@attrs.frozen(kw_only=True, repr=False)
class Entry(Shown):
    """What every entry has.

    `since` and `until` are the first and last day in force of this version inside its contract year; `published` is the
    day it became known; `standing` is how well it is established for this year. `carried_from` is the contract year
    that it was carried from, where that is said; `unconfirmed` that nobody has looked at it for this year yet, which is
    so in a draft alone. `checked_by` is who, besides its author, has read it against its sources; `next_review` is when
    somebody should look again: it is likely to change.
    `end_known` is the day on which an end before the year's last day became known; None where `published` told it too.
    `end_note` is what `note` says of that end. `own` says that whoever asked has added it: it is not of the contract.
    """

    key: str
    title: str
    since: date
    until: date
    published: date | None
    standing: Standing | None
    clause: str | None = None
    sources: tuple[Citation, ...] = ()
    note: str = ""
    carried_from: str = ""
    unconfirmed: bool = False
    checked_by: str = ""
    next_review: date | None = None
    end_known: date | None = None
    end_note: str = ""
    own: bool = attrs.field(default=False, eq=False)  # a mark of the package, and no part of what it says

    @property
    def standing_in_words(self) -> str:
        """Its standing, with the year that it was carried from where that is said; empty where it has none."""
        if self.standing is None:
            return ""
        return f"{self.standing.value} from {self.carried_from}" if self.carried_from else self.standing.value

    @property
    def draft_of(self) -> str:
        """The contract year of which it is an unconfirmed entry; empty where it is none."""
        return str(ContractYear.of(self.since)) if self.unconfirmed else ""

    @property
    def period(self) -> Period:
        """The days on which this version is in force."""
        return Period(self.since, self.until)

    @property
    def gist(self) -> str:
        """What it says, in a line."""
        return self.title

    def __repr__(self) -> str:
        return bracketed(f"{type(self).__name__} {self.key}: {self.gist}, {self.period}")


@attrs.frozen(kw_only=True, repr=False)
class Term(Entry):
    """A value of the contract. `value` is `UNKNOWN` where it was not found; the note then says what is missing.

    A number is an `int` or a `Decimal` in `unit`; a list is a tuple, and a table a read-only mapping with the names of
    its keys in `by`. `varied` says that the value is a network's own local variation, `hypothetical` that somebody
    asked 'what if'.

    Of a number that is half known, `value` is `UNKNOWN` and `at_least`, `at_most` or both say between which limits it
    lies, themselves included; None where a side is open, and on both sides of an exact value. `block` names the block
    of readings that the term is part of, where its value hangs together with others; it is empty elsewhere.

    `with_agreement_of` names whose agreement the value needs, as in "the commissioner", and is empty where it holds of
    itself.

    Where the value in force is not established and an earlier edition of the contract year had one, `superseded` is
    that edition: it was replaced, is shown beside the term and enters no calculation.

    A term of which the data have no entry is no less unknown: its `unit` is empty, and `since` and `until` are the days
    for which it is said not to have been found, or the one day that was asked about. `looked` says where was looked.
    `told_by` is the draft of a contract year that says when it will be in force, or was; empty where none does.
    """

    value: Any = attrs.field(converter=frozen, default=UNKNOWN)
    unit: str
    by: tuple[str, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    block: str = ""
    with_agreement_of: str = ""
    looked: str = ""
    told_by: str = ""
    varied: bool = False
    hypothetical: bool = False
    superseded: Term | None = attrs.field(default=None, eq=False)  # what stands beside a version is no part of it

    @property
    def draft_of(self) -> str:
        """The contract year of which it is an unconfirmed entry, or the draft that tells of it; empty where none is."""
        return self.told_by or super().draft_of

    @property
    def gist(self) -> str:
        return self.in_words

    @property
    def is_entered(self) -> bool:
        """Whether the data have an entry of it at all: without one it has neither days in force nor a unit."""
        return bool(self.unit)

    @property
    def is_known(self) -> bool:
        """Whether the value is established."""
        return self.value is not UNKNOWN

    @property
    def is_bounded(self) -> bool:
        """Whether the value is not established, and limits of it are."""
        return not self.is_known and (self.at_least is not None or self.at_most is not None)

    @property
    def in_words(self) -> str:
        """The value as a person says it, with its unit where it is a number, and whose agreement it needs.

        Of a half-known number, its limits.
        """
        agreed = f", with the agreement of {self.with_agreement_of}" if self.with_agreement_of else ""
        return self._value_in_words + agreed

    @property
    def _value_in_words(self) -> str:
        if self.is_bounded:
            return self._limits_in_words()
        if not self.is_known:
            return "unknown"
        if isinstance(self.value, int | Decimal) and not isinstance(self.value, bool):
            return self._amount(self.value)
        return value_in_words(self.value, self.unit)

    def _limits_in_words(self) -> str:
        if self.at_least is None:
            assert self.at_most is not None  # asked of a bounded term
            return f"at most {self._amount(self.at_most)}"
        if self.at_most is None:
            return f"at least {self._amount(self.at_least)}"
        low = self._amount(self.at_least).removesuffix(behind(self.unit, self.at_least))
        return f"between {low} and {self._amount(self.at_most)}"

    def _amount(self, number: int | Decimal) -> str:
        if self.unit == SHARE:
            return f"{in_words(Fraction(number) * 100)}%"
        return f"{sign_of(self.unit)}{number:,}{behind(self.unit, number)}"


@attrs.frozen(kw_only=True, repr=False)
class Service(Entry):
    """A service that networks provide. Only the phase `delivery` is in force.

    One that was `merged` goes on as part of another, whose key `into` is; its duties go on there, as far as is known.
    """

    phase: str
    into: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Role(Entry):
    """A staff role that is reimbursable under the Additional Roles Reimbursement Scheme (ARRS)."""


@attrs.frozen(kw_only=True, repr=False)
class Obligation(Entry):
    """Something that the contract obliges somebody to do, checked by a rule, by evidence or by a person.

    `follows` is what follows where it is not met: as a source says, and otherwise by its strength (a breach of a must,
    advice of the others); None of what is no duty. `consequence` says it in words, where a source does.
    """

    owed_by: str
    strength: str
    subject: str = "network"
    rule: str | None = None
    evidence: str | None = None
    judgement: str | None = None
    due: Deadline | None = None
    due_in: str | None = None  # the term that has the day by which evidence is due, where `due` can't say it
    late: str = LATE[0]
    when: str | None = None
    waivable_by: str = "commissioner"
    yearly: bool = False
    monthly: bool = False
    weekly: bool = False  # of the last whole week, held against the contract of the day on which that ended
    consequence: str = ""
    follows: Follows | None = attrs.field(
        default=attrs.Factory(lambda duty: _OF_STRENGTH.get(duty.strength), takes_self=True),
        converter=attrs.converters.optional(Follows),
    )


@attrs.frozen(kw_only=True, repr=False)
class Payment(Entry):
    """A payment stream: to whom, how it is paid, and which rule works out the year's entitlement.

    `kind` is `payment`, or `ceiling` where the rule gives only the most that can be claimed or earned in the year.
    """

    payee: str
    paid: str
    kind: str = PAYMENT
    rule: str | None = None
    condition: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Indicator(Entry):
    """An indicator of the Investment and Impact Fund. What was not found is None and named in `not_found`.

    `standings` grades single fields where they are established less well (or better) than the definition.
    """

    area: str
    numerator: str
    denominator: str = ""
    exclusions: tuple[str, ...] = ()
    unit: str = PER_CENT
    better: str | None = None
    function: str | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    points: Decimal | None = None
    measured: str = ""
    prevalence_adjusted: bool | None = None
    not_found: tuple[str, ...] = ()
    standings: Mapping[str, Standing] = attrs.field(factory=FrozenMap, converter=frozen)


@attrs.frozen(kw_only=True, repr=False)
class Window(Entry):
    """A window in which somebody may act: sign up, join, leave, claim. None where the day is not established."""

    who: str
    what: str
    opens: Deadline | None = None
    closes: Deadline | None = None
    effect: str = ""


@attrs.frozen(kw_only=True, repr=False)
class KeyDate(Entry):
    """A day on which somebody claims, declares, approves or pays. It is in the calendar, and not checked as a duty.

    Its day is `on`, or the value of the dated term that `term` names; or it comes `every` month, on some day of it.
    """

    who: str
    kind: str
    on: Deadline | None = None
    term: str = ""
    every: str = ""
    effect: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Word(Entry):
    """A word of the field, explained."""

    meaning: str


@attrs.frozen
class EvidenceKind:
    """A kind of record that shows a duty done: its name, what it is, and where it usually lives.

    One that `observes` says how things went up to its day, as a check or a count does: of a duty that began later it
    shows nothing, where a plan or an agreement may well be older than the duty. One that `stands` is of something in
    place, such as an agreement: it shows a duty done as long as it counts, where what was sent by a day stays sent.
    """

    key: str
    title: str
    what: str
    where: str
    observes: bool = False
    stands: bool = False


def key_in_words(key: str) -> str:
    """`cvd.lipids_and_statins`, for want of a title: CVD: lipids and statins."""
    said = words_of(key)
    return said[:1].upper() + said[1:]


def words_of(key: str) -> str:
    """A key, or a part of one, within a sentence: `ods_notice_day` is ODS notice day."""
    return _ABBREVIATIONS.sub(lambda found: found[0].upper(), key.replace(".", ": ").replace("_", " "))
