"""Posts under the Additional Roles Reimbursement Scheme whose roles are reimbursable on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from pcn_des.contract.question import terms
from pcn_des.contract.roles import Reimbursable, reimbursable
from pcn_des.cost_areas import AREAS
from pcn_des.dates import as_day
from pcn_des.network import ExtraHours, Invoice, Leave, Pay, Post, PostCondition, Records
from pcn_des.network.posts import ENGAGED, KINDS_OF_LEAVE, MOVED_FROM, PREVIOUS
from pcn_des.strategies.days_to_ask_about import contract_days
from pcn_des.strategies.field_values import PEOPLE, PLACES, days_up_to

GENERAL_PRACTITIONER: Final = "general_practitioner"
_BANDS: Final = re.compile(r"[0-9][a-d]?")  # in what the contract says, such as "5, 6, 7 or 8a"
_MOST_MONTHS: Final = 3  # of invoices

Told = dict[str, Any]


def posts(as_of: date | None = None) -> st.SearchStrategy[Post]:
    """Posts that last on a day and whose role is reimbursable on it; without a day, on some day of the contract.

    On 1 July 2019 it is a clinical pharmacist or a social prescribing link worker, since that day. A post begins no
    earlier than the spell in which its role is reimbursable. Its cost, where it is told, is an annual cost, pay from
    the first day on, or invoices of the last months up to the day; it may be above the maximum.

    Raises:
        OutsideDataError: the day is outside the data.
    """
    if as_of is None:
        return contract_days().flatmap(posts)
    day = as_day(as_of, "as_of")
    return posts_in(sorted(terms(day).roles), day)


def posts_in(roles: Sequence[str], day: date) -> st.SearchStrategy[Post]:
    """Posts that last on a day, in one of these roles, which are reimbursable on it."""
    return st.sampled_from(roles).flatmap(lambda role: _posts_of(role, day))


@st.composite
def _posts_of(draw: st.DrawFn, role: str, day: date) -> Post:
    found = reimbursable(role, day)
    since = draw(days_up_to(day, (day - (found.since or day)).days))
    return Post(
        id=f"P{draw(st.integers(1, 999)):03d}",
        role=role,
        wte=draw(st.decimals("0.01", "1", places=2)),
        since=since,
        until=draw(st.none() | st.integers(0, 700).map(lambda on: day + timedelta(days=on))),
        person=draw(st.just("") | st.sampled_from(PEOPLE)),
        employer=draw(st.just("") | st.sampled_from(PLACES)),
        leave=draw(st.none() | _leave(since, day)),
        extra_hours=draw(st.none() | _extra_hours(day)),
        **draw(_costs(since, day)),
        **draw(_on_what_terms(found)),
        **draw(_who(role, since)),
    )


def _pounds(most: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, most, places=2)


def _costs(since: date, day: date) -> st.SearchStrategy[Told]:
    return st.one_of(
        st.just({}),
        _pounds(150_000).map(lambda cost: {"annual_cost": cost}),
        _pay(since, day).map(lambda spells: {"pay": Records(spells, complete=True)}),
        _invoices(since, day).map(lambda found: {"invoices": Records(found, complete=False)}),
    )


@st.composite
def _pay(draw: st.DrawFn, since: date, day: date) -> list[Pay]:
    """Pay from the first day on; it may have risen since."""
    rises = sorted(draw(st.sets(days_up_to(day, max(0, (day - since).days - 1)), max_size=1)) - {since})
    edges = [since, *rises]
    ends = [*(rise - timedelta(days=1) for rise in rises), None]
    return [
        Pay(
            since=first,
            until=last,
            salary=draw(_pounds(110_000)),
            national_insurance=draw(st.none() | _pounds(15_000)),
            pension=draw(st.none() | _pounds(25_000)),
        )
        for first, last in zip(edges, ends, strict=True)
    ]


@st.composite
def _invoices(draw: st.DrawFn, since: date, day: date) -> list[Invoice]:
    months = sorted({max(since, day - timedelta(days=31 * back)).replace(day=1) for back in range(_MOST_MONTHS)})
    return [Invoice(month=month, amount=draw(_pounds(12_000)), document=f"invoice {month:%Y-%m}") for month in months]


@st.composite
def _leave(draw: st.DrawFn, since: date, day: date) -> Records[Leave]:
    """A spell of leave, over or not."""
    first = draw(days_up_to(day, (day - since).days))
    last = draw(st.none() | st.integers(0, 200).map(lambda on: first + timedelta(days=on)))
    share = draw(st.sampled_from(("1", "0.5", "0")))
    kind = draw(st.sampled_from(KINDS_OF_LEAVE))
    return Records([Leave(since=first, until=last, kind=kind, pay_share=Decimal(share))], complete=draw(st.booleans()))


@st.composite
def _extra_hours(draw: st.DrawFn, day: date) -> Records[ExtraHours]:
    """Extra hours of the month of the day."""
    hours = ExtraHours(
        month=day.replace(day=1),
        wte=draw(st.decimals("0.01", "0.3", places=2)),
        cost=draw(st.none() | _pounds(2_000)),
        plain_time=draw(st.none() | st.booleans()),
    )
    return Records([hours], complete=draw(st.booleans()))


@st.composite
def _on_what_terms(draw: st.DrawFn, found: Reimbursable) -> Told:
    """How the network has the person, and what was agreed."""
    engaged = draw(st.none() | st.sampled_from(ENGAGED))
    supplied = engaged == "subcontracted"
    said = str(found.band.value) if found.band is not None and found.band.is_known else ""
    bands = _BANDS.findall(said)
    names = sorted({term.key.rpartition(".")[2] for term in found.conditions})
    met = draw(st.none() | st.dictionaries(st.sampled_from(names), st.booleans())) if names else None
    return {
        "area": draw(st.sampled_from(AREAS)),
        "band": draw(st.none() | st.sampled_from(bands)) if bands else None,
        "first": draw(st.none() | st.booleans()) if found.role.startswith("mental_health") else None,
        "network_share": draw(st.none() | st.sampled_from((Decimal("0.5"), Decimal(1)))),
        "engaged": engaged,
        "supplier_fee": draw(st.none() | _pounds(6_000)) if supplied else None,
        "additional": draw(st.none() | st.booleans()),
        "agreed": draw(st.sampled_from(("", "letter of the commissioner"))),
        "conditions": None if met is None else [PostCondition(name=name, met=answer) for name, answer in met.items()],
    }


@st.composite
def _who(draw: st.DrawFn, role: str, since: date) -> Told:
    """What the person did before; of a general practitioner also the certificate, in one of two ways."""
    previous = draw(st.none() | st.sampled_from(PREVIOUS))
    told: Told = {
        "previous": previous,
        "previous_until": draw(st.none() | days_up_to(since, 900)) if previous not in (None, "none") else None,
        "previous_substantive": draw(st.none() | st.booleans()) if previous not in (None, "none") else None,
        "more_senior": draw(st.none() | st.booleans()),
        "moved_from": draw(st.none() | st.sampled_from(MOVED_FROM)) if role == "clinical_pharmacist" else None,
    }
    if role != GENERAL_PRACTITIONER:
        return told
    told["regular"] = draw(st.none() | st.booleans())
    if draw(st.booleans()):
        return {**told, "certified": draw(st.none() | days_up_to(since, 2_000))}
    return {**told, "years_from_cct": draw(st.decimals(0, 30, places=1))}
