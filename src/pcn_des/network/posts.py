"""Posts under the Additional Roles Reimbursement Scheme: who holds them, what they cost, what was claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, Final

import attrs
from attrs.validators import optional

from pcn_des.brief import Brief
from pcn_des.cost_areas import AREAS, NATIONAL
from pcn_des.network.numbers import more_than_nothing, not_negative, part_of_one
from pcn_des.network.pence import in_pence, in_pence_from_nothing
from pcn_des.network.records import (
    ADDED_LATER,
    Clash,
    ContradictionError,
    Records,
    Spell,
    as_records,
    code,
    first_of_month,
    not_blank,
    one_of,
)
from pcn_des.network.typed import typed
from pcn_des.wording import month_in_words

ENGAGED: Final = ("employed", "subcontracted")
PREVIOUS: Final = ("none", "network", "general_practice", "other")
MOVED_FROM: Final = ("clinical_pharmacists_in_general_practice", "medicines_optimisation_in_care_homes")
BANDS: Final = ("1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9")  # of Agenda for Change: no plain 8
KINDS_OF_LEAVE: Final = ("sickness", "parental", "training", "rotation")
BAND_FORM: Final = f"(?:{'|'.join(BANDS)})"
_is_band: Final = code(BAND_FORM, "a band of Agenda for Change (1 to 7, 8a to 8d or 9)")


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Pay(Spell):
    """What the person in a post is paid from a day on, in pounds a year, for the hours that they work.

    Without a last day it goes on until the next pay on record begins.

    The employer's `national_insurance` and `pension` are known where given; 0 counts as given.
    """

    salary: Decimal = attrs.field(converter=Decimal, validator=not_negative, repr=False)
    national_insurance: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    pension: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Invoice(Brief):
    """What a supplier charges for a post in a month (its first day), in pounds, where no salary is known."""

    month: date = attrs.field(validator=first_of_month)
    amount: Decimal = attrs.field(converter=Decimal, validator=in_pence_from_nothing, repr=False)
    document: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Leave(Spell):
    """Days on which the person is away from the post, and the part of their pay that goes on meanwhile."""

    kind: str = attrs.field(validator=one_of(*KINDS_OF_LEAVE), repr=False)
    pay_share: Decimal = attrs.field(default=Decimal(1), converter=Decimal, validator=part_of_one, repr=False)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class ExtraHours(Brief):
    """Hours beyond the post's own in a month (its first day): whole-time equivalent, and what they cost in pounds.

    `plain_time` says whether they were paid at plain time rates; None does not say.
    """

    month: date = attrs.field(validator=first_of_month)
    wte: Decimal = attrs.field(converter=Decimal, validator=more_than_nothing)
    cost: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    plain_time: bool | None = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class PostCondition(Brief):
    """Whether a condition of a role is met by who holds a post: a registration, training, supervision.

    `name` is the last part of the key of its term, such as `registration_body`. `document` is the paper that shows it.
    """

    name: str = attrs.field(validator=not_blank)
    met: bool
    document: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Post(Spell):
    """A spell of one person in a shared post. Who works in two roles holds two posts.

    `role` is a key such as `paramedic`; `wte` the whole-time equivalent. What it costs is `annual_cost`, in pounds a
    year, with on-costs, or `pay` by days, or `invoices` by month; it is one person's pay, so it is left out of repr and
    reports. `supplier_fee` is a supplier's overhead, in pounds a year, beyond that. Each is of this post
    as it is held, not of a whole-time equivalent: a half post at 48,000 a whole-time equivalent costs 24,000.

    `area` is where the maximum of inner or outer London applies. `band` is the Agenda for Change band agreed (`1` to
    `7`, `8a` to `8d`, `9`), where a role has several. `first` says of a mental health practitioner whether it is the
    network's first. `network_share` is the part of the post that this network has and pays, where others share it.

    Of the person: `certified` is the day of a general practitioner's certificate of completion of training (CCT), or
    `years_from_cct` the years since then when recruited; `regular` whether a GP works a regular pattern, and is no
    locum; `previous` where they worked before (`none`, for the `network` or a practice of it, substantively in
    `general_practice` elsewhere, `other`) until `previous_until`; `previous_substantive` whether that was in a
    substantive post, and not as a locum; `more_senior` whether a nurse was recruited to a specialist or more senior
    role than before.

    Of the post: `additional` is whether it is additional to the staff of the baseline, `moved_from` the older scheme
    that the person came from; `covers_leave_of` the id of the post in whose place this one stands during leave;
    `agreed` the document by which the commissioner agreed to what needs its agreement.

    Raises:
        ContradictionError: more than one whole-time equivalent (WTE); costs told in two ways; invoices or extra hours
            of a month told twice; spells of pay or of leave that overlap.
        MisuseError: a number is less than nothing or beyond what a record can hold, or a value is none of its
            choices.
    """

    alike_are_several: ClassVar[bool] = True

    id: str = attrs.field(validator=not_blank)
    role: str = attrs.field(validator=not_blank)
    wte: Decimal = attrs.field(converter=Decimal, validator=more_than_nothing)
    person: str = ""
    employer: str = ""
    annual_cost: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    area: str = attrs.field(default=NATIONAL, validator=one_of(*AREAS), metadata=ADDED_LATER)
    band: str | None = attrs.field(default=None, validator=optional(_is_band))
    first: bool | None = None
    network_share: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(part_of_one)
    )
    engaged: str | None = attrs.field(default=None, validator=optional(one_of(*ENGAGED)))
    supplier_fee: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    pay: Records[Pay] | None = attrs.field(default=None, converter=as_records, repr=False)
    invoices: Records[Invoice] | None = attrs.field(default=None, converter=as_records, repr=False)
    leave: Records[Leave] | None = attrs.field(default=None, converter=as_records, repr=False)
    extra_hours: Records[ExtraHours] | None = attrs.field(default=None, converter=as_records, repr=False)
    conditions: Records[PostCondition] | None = attrs.field(default=None, converter=as_records)
    certified: date | None = attrs.field(default=None, repr=False)
    years_from_cct: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(not_negative), repr=False
    )
    regular: bool | None = None
    previous: str | None = attrs.field(default=None, validator=optional(one_of(*PREVIOUS)), repr=False)
    previous_until: date | None = attrs.field(default=None, repr=False)
    previous_substantive: bool | None = attrs.field(default=None, repr=False)
    more_senior: bool | None = attrs.field(default=None, repr=False)
    additional: bool | None = None
    moved_from: str | None = attrs.field(default=None, validator=optional(one_of(*MOVED_FROM)), repr=False)
    covers_leave_of: str = attrs.field(default="", metadata=ADDED_LATER)
    agreed: str = attrs.field(default="", metadata=ADDED_LATER)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        found = tuple(_contradictions(self))
        if found:
            raise ContradictionError(found)


def _contradictions(post: Post) -> Iterator[Clash]:
    """What can't be true of a post, each with its place in it."""
    if post.wte > 1:
        yield Clash(f"wte is {post.wte}; one person is at most 1 whole-time equivalent: split the post", ("wte",))
    told = [name for name in ("annual_cost", "pay", "invoices") if _tells(getattr(post, name))]
    if len(told) > 1:
        yield Clash(f"what it costs is told by {' and by '.join(told)}; keep one of them")
    if post.certified is not None and post.years_from_cct is not None:
        yield Clash("certified and years_from_cct tell the same; keep the day of the certificate", ("certified",))
    yield from _one_a_month("invoices", post.invoices or ())
    yield from _one_a_month("extra_hours", post.extra_hours or ())
    yield from _one_a_day("pay", post.pay or ())
    yield from _one_a_day("leave", post.leave or ())


def _tells(cost: Decimal | Records[Any] | None) -> bool:
    """Whether a cost is told; a list in which nothing stands tells none."""
    return len(cost) > 0 if isinstance(cost, Records) else cost is not None


def _one_a_month(name: str, records: Iterable[Invoice | ExtraHours]) -> Iterator[Clash]:
    seen: set[date] = set()
    for number, record in enumerate(records):
        if record.month in seen:
            says = f"{name} of {month_in_words(record.month)} is on record twice; write their sum once"
            yield Clash(says, (name, number))
        seen.add(record.month)


def _one_a_day(name: str, spells: Iterable[Spell]) -> Iterator[Clash]:
    ordered = sorted(enumerate(spells), key=lambda numbered: numbered[1].since)
    for (_, first), (number, second) in pairwise(ordered):
        if first.since < second.since and first.until is None and name == "pay":
            continue  # a payroll tells no last day: pay goes on until the next begins
        if first.period.overlaps(second.period):
            says = f"two spells of its {name} overlap on {second.since}; end the first one before"
            yield Clash(says, (name, number))


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class ClaimRecord(Brief):
    """What was claimed for a post and a month (its first day), in pounds, and what became of it, each with its day."""

    post: str = attrs.field(validator=not_blank)
    month: date = attrs.field(validator=first_of_month)
    amount: Decimal = attrs.field(converter=Decimal, validator=in_pence_from_nothing, repr=False)
    submitted: date | None = None
    queried: date | None = None
    approved: date | None = None
    paid: date | None = None
    paid_amount: Decimal | None = attrs.field(
        default=None, converter=attrs.converters.optional(Decimal), validator=optional(in_pence), repr=False
    )
    document: str = ""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class BaselineVacancy(Spell):
    """Days on which a post of the staff baseline, of a practice of the network, was vacant: `since` it fell vacant."""

    alike_are_several: ClassVar[bool] = True

    role: str = attrs.field(validator=not_blank)
    practice: str = ""
