"""The lists about staff of a network, with any valid records: posts, what was claimed for them, baseline vacancies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.role_terms import names_of_conditions
from pcn_des.cost_areas import AREAS
from pcn_des.network import (
    BaselineVacancy,
    ClaimRecord,
    ExtraHours,
    Invoice,
    Leave,
    Pay,
    Post,
    PostCondition,
    Records,
)
from pcn_des.network.posts import BANDS, ENGAGED, KINDS_OF_LEAVE, MOVED_FROM, PREVIOUS
from pcn_des.strategies.any_records import RecordLists, Texts, lasting, one_after_another
from pcn_des.strategies.field_values import (
    any_days,
    decimals,
    first_days_of_months,
    none_or,
    not_blank,
    pounds,
    record_lists,
    record_lists_of,
)

_ROLES: Final = ("paramedic", "care_coordinator", "mental_health_practitioner_adult", "general_practitioner")


@st.composite
def posts(draw: st.DrawFn, texts: Texts) -> Records[Any] | None:
    """Posts in roles that there are and in others; one may cover the leave of another."""
    listed: Records[Any] | None = draw(
        record_lists_of(st.lists(_posts(texts), unique_by=lambda one: one.id, max_size=3))
    )
    if listed is None or len(listed) < 2:
        return listed
    first, *others = listed
    covers = draw(st.sampled_from(["", *(other.id for other in others)]))
    return listed.holding([attrs.evolve(first, covers_leave_of=covers), *others])


def claims(texts: Texts, posts: Iterable[Post] | None = None) -> RecordLists:
    """Claims for posts on record, or for any post where not all of them are."""
    names = [post.id for post in posts or ()]
    if not names and isinstance(posts, Records) and posts.complete:
        return record_lists_of(st.just([]))
    known = st.sampled_from(names) if names else not_blank(texts)
    every = isinstance(posts, Records) and posts.complete
    claim = st.builds(
        ClaimRecord,
        post=known if every else known | not_blank(texts),
        month=first_days_of_months(),
        amount=pounds(),
        submitted=none_or(any_days()),
        queried=none_or(any_days()),
        approved=none_or(any_days()),
        paid=none_or(any_days()),
        paid_amount=none_or(pounds(-1_000_000)),
        document=texts,
    )
    return record_lists(claim)


def baseline_vacancies(texts: Texts) -> RecordLists:
    """Vacancies of the staff baseline, in roles that there are and in others."""
    return record_lists(lasting(BaselineVacancy, role=_roles(texts), practice=texts))


def _roles(texts: Texts) -> st.SearchStrategy[str]:
    return st.sampled_from(_ROLES) | not_blank(texts)


def _posts(texts: Texts) -> st.SearchStrategy[Post]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "id": not_blank(texts),
        "role": _roles(texts),
        "wte": decimals("0.001", "1"),
        "person": texts,
        "employer": texts,
        **_agreed(texts),
        **_lists(texts),
        **_about_the_person(),
    }
    together = st.tuples(_cost(texts), _certificate()).map(lambda parts: {**parts[0], **parts[1]})
    return st.builds(lambda post, told: attrs.evolve(post, **told), lasting(Post, **fields), together)


def _agreed(texts: Texts) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "area": st.sampled_from(AREAS),
        "band": none_or(st.sampled_from(BANDS)),
        "first": none_or(st.booleans()),
        "network_share": none_or(decimals("0", "1")),
        "engaged": none_or(st.sampled_from(ENGAGED)),
        "supplier_fee": none_or(decimals()),
        "additional": none_or(st.booleans()),
        "agreed": texts,
    }


def _about_the_person() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "regular": none_or(st.booleans()),
        "previous": none_or(st.sampled_from(PREVIOUS)),
        "previous_until": none_or(any_days()),
        "previous_substantive": none_or(st.booleans()),
        "more_senior": none_or(st.booleans()),
        "moved_from": none_or(st.sampled_from(MOVED_FROM)),
    }


def _lists(texts: Texts) -> dict[str, st.SearchStrategy[Any]]:
    leave = one_after_another(Leave, kind=st.sampled_from(KINDS_OF_LEAVE), pay_share=decimals("0", "1"))
    hours = st.builds(
        ExtraHours,
        month=first_days_of_months(),
        wte=decimals("0.001", "1"),
        cost=none_or(decimals()),
        plain_time=none_or(st.booleans()),
    )
    condition = st.builds(
        PostCondition,
        name=st.sampled_from(sorted(names_of_conditions())) | not_blank(texts),
        met=st.booleans(),
        document=texts,
    )
    return {
        "leave": record_lists_of(leave),
        "extra_hours": record_lists_of(_once_a_month(hours)),
        "conditions": record_lists(condition),
    }


def _cost(texts: Texts) -> st.SearchStrategy[dict[str, Any]]:
    """What a post costs, told in one way or not at all; a list with nothing in it may stand beside another way."""
    pay = one_after_another(Pay, salary=decimals(), national_insurance=none_or(decimals()), pension=none_or(decimals()))
    invoice = st.builds(Invoice, month=first_days_of_months(), amount=pounds(), document=texts)
    empty = record_lists_of(st.just([]))
    return st.one_of(
        st.fixed_dictionaries({"annual_cost": none_or(decimals()), "pay": empty, "invoices": empty}),
        st.fixed_dictionaries({"pay": record_lists_of(pay), "invoices": empty}),
        st.fixed_dictionaries({"pay": empty, "invoices": record_lists_of(_once_a_month(invoice))}),
    )


def _certificate() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries({"certified": none_or(any_days())}),
        st.fixed_dictionaries({"years_from_cct": decimals("0", "60")}),
    )


def _once_a_month(records: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(records, unique_by=lambda one: one.month, max_size=3)
