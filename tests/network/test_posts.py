"""Posts, what they cost, what was claimed: what a record accepts and refuses, with its place and the sentence."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.network import (
    BaselineVacancy,
    ClaimRecord,
    ExtraHours,
    Invoice,
    Leave,
    Network,
    Pay,
    Post,
    PostCondition,
    Records,
    Remittance,
)
from pcn_des.network.posts import MOVED_FROM, PREVIOUS
from pcn_des.network.records import ContradictionError
from pcn_des.strategies import posts

DAY = date(2024, 10, 1)
MONTH = date(2024, 11, 1)
PAY = Pay(since=DAY, salary=Decimal("38411.00"))
INVOICE = Invoice(month=MONTH, amount=Decimal("3912.50"))


def post(**fields: Any) -> Post:
    return Post(**{"id": "p1", "role": "paramedic", "wte": Decimal("0.8"), "since": DAY, **fields})


REFUSED: list[tuple[str, Callable[[], Any], str]] = [
    ("less than no salary", lambda: Pay(since=DAY, salary=-1), "salary is -1; it can't be less than nothing"),
    ("less than no pension", lambda: Pay(since=DAY, salary=1, pension=-1), "pension is -1; it can't be less"),
    (
        "less than no national insurance",
        lambda: Pay(since=DAY, salary=1, national_insurance=-1),
        "national_insurance is -1; it can't be less than nothing",
    ),
    ("pay that ends before it starts", lambda: Pay(since=DAY, until=date(2024, 9, 30), salary=1), "before it starts"),
    (
        "the invoice of a day",
        lambda: Invoice(month=date(2024, 11, 2), amount=1),
        "month is 2024-11-02; a month is written as its first day, 2024-11-01",
    ),
    ("less than no invoice", lambda: Invoice(month=MONTH, amount=-1), "amount is -1; it can't be less than nothing"),
    (
        "another kind of leave",
        lambda: Leave(since=DAY, kind="holiday"),
        "kind is 'holiday'; it must be one of: sickness, parental, training, rotation",
    ),
    (
        "more than all of the pay",
        lambda: Leave(since=DAY, kind="sickness", pay_share="1.5"),
        "pay_share is 1.5; it is a part of one, such as 0.5",
    ),
    ("no extra hours", lambda: ExtraHours(month=MONTH, wte=0), "wte is 0; it must be more than nothing"),
    ("less than no cost", lambda: ExtraHours(month=MONTH, wte="0.1", cost=-1), "cost is -1; it can't be less"),
    ("a condition without a name", lambda: PostCondition(name=" ", met=True), "name is empty"),
    ("a claim for no post", lambda: ClaimRecord(post="", month=MONTH, amount=1), "post is empty"),
    ("a claim of a day", lambda: ClaimRecord(post="p1", month=date(2024, 11, 5), amount=1), "a month is written as"),
    ("less than no claim", lambda: ClaimRecord(post="p1", month=MONTH, amount=-1), "amount is -1; it can't be less"),
    (
        "a cost beyond reckoning",
        lambda: post(annual_cost="1e400"),
        "annual_cost is 1E+400, beyond what a record can hold; write a number such as 48532.00",
    ),
    ("a cost that is no number", lambda: post(annual_cost="NaN"), "annual_cost is NaN, which is no number; write one"),
    (
        "a payment beyond reckoning",
        lambda: ClaimRecord(post="p1", month=MONTH, amount=1, paid_amount="-1e31"),
        "paid_amount is -1E+31, beyond what a record can hold",
    ),
    ("a vacancy in no role", lambda: BaselineVacancy(role="", since=DAY), "role is empty"),
    ("another area", lambda: post(area="kent"), "area is 'kent'; it must be one of: national, outer_london, inner_"),
    ("another way of having them", lambda: post(engaged="lent"), "it must be one of: employed, subcontracted"),
    ("a share above one", lambda: post(network_share=2), "network_share is 2; it is a part of one, such as 0.5"),
    ("less than no fee", lambda: post(supplier_fee=-1), "supplier_fee is -1; it can't be less than nothing"),
    ("less than no years", lambda: post(years_from_cct=-1), "years_from_cct is -1; it can't be less than nothing"),
    (
        "a band that is none",
        lambda: post(band="banana"),
        "'banana' is not a band of Agenda for Change (1 to 7, 8a to 8d or 9)",
    ),
    ("band 8 without its letter", lambda: post(band="8"), "'8' is not a band of Agenda for Change (1 to 7,"),
    (
        "a band with a word before it",
        lambda: post(band="Band 7"),
        "'Band 7' is not a band of Agenda for Change (1 to 7,",
    ),
    ("work before of another kind", lambda: post(previous="abroad"), f"it must be one of: {', '.join(PREVIOUS)}"),
    ("from another scheme", lambda: post(moved_from="x"), f"it must be one of: {', '.join(MOVED_FROM)}"),
]


@pytest.mark.parametrize(("make", "sentence"), [pytest.param(make, text, id=name) for name, make, text in REFUSED])
def test_refused_with_a_sentence(make: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the sentence is looked at below, as plain text
        make()
    assert sentence in str(caught.value)


NUMBERS = [
    (record, field.name)
    for record in (ClaimRecord, ExtraHours, Invoice, Leave, Pay, Post, Remittance)
    for field in attrs.fields(record)
    if "Decimal" in str(field.type)
]


@given(st.sampled_from(NUMBERS), st.sampled_from(["-", ""]), st.integers(31, 2_000_000), st.booleans())
def test_no_number_of_a_record_is_beyond_reckoning(
    where: tuple[type[Any], str], sign: str, power: int, tiny: bool
) -> None:
    """Whichever the field: what can't be reckoned with is told by its name, before anything is reckoned."""
    record, name = where
    field = getattr(attrs.fields(record), name)
    value = Decimal(f"{sign}1e{-power if tiny else power}")
    with pytest.raises(
        ValueError, match=rf"^{name} is .*, beyond what a record can hold; write a number such as 48532.00$"
    ):
        field.validator(None, field, value)


def found(**fields: Any) -> list[tuple[str, Any]]:
    """What is wrong in a post, with its place in it."""
    with pytest.raises(ContradictionError) as caught:
        post(**fields)
    return [(one.says, one.place) for one in caught.value.found]


def test_more_than_one_person_is_no_post() -> None:
    says = "wte is 1.2; one person is at most 1 whole-time equivalent: split the post"
    assert found(wte=Decimal("1.2")) == [(says, ("wte",))]


@pytest.mark.parametrize(
    ("told", "by"),
    [
        ({"annual_cost": 1, "pay": [PAY]}, "annual_cost and by pay"),
        ({"annual_cost": 1, "invoices": [INVOICE]}, "annual_cost and by invoices"),
        ({"pay": [PAY], "invoices": [INVOICE]}, "pay and by invoices"),
        ({"annual_cost": 0, "pay": [PAY], "invoices": [INVOICE]}, "annual_cost and by pay and by invoices"),
    ],
)
def test_a_cost_is_told_in_one_way(told: dict[str, Any], by: str) -> None:
    assert found(**told) == [(f"what it costs is told by {by}; keep one of them", ())]


def test_an_empty_list_tells_no_cost() -> None:
    """Whoever says of a sheet that it has nothing of a post has not told what the post costs."""
    nothing: Records[Any] = Records()
    assert post(annual_cost=1, pay=nothing, invoices=Records(complete=False)).annual_cost == 1
    assert post(pay=[PAY], invoices=nothing).pay == Records([PAY])


def test_a_certificate_is_told_in_one_way() -> None:
    says = "certified and years_from_cct tell the same; keep the day of the certificate"
    assert found(certified=DAY, years_from_cct=1) == [(says, ("certified",))]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("name", "spell"),
    [
        ("pay", attrs.evolve(PAY, until=date(2024, 12, 31))),
        ("leave", Leave(since=DAY, kind="sickness", until=date(2024, 12, 31))),
    ],
)
def test_spells_of_pay_or_leave_that_overlap(name: str, spell: Any, order: tuple[int, int]) -> None:
    later = attrs.evolve(spell, since=date(2024, 12, 31), until=None)
    spells = [(spell, later)[place] for place in order]
    says = f"two spells of its {name} overlap on 2024-12-31; end the first one before"
    assert found(**{name: spells}) == [(says, (name, order.index(1)))]
    apart = attrs.evolve(spell, until=date(2024, 12, 30))
    assert len(getattr(post(**{name: [later, apart]}), name)) == 2


def test_pay_without_a_last_day_goes_on_until_the_next_begins() -> None:
    """A payroll tells when a salary began, and not when it ends."""
    later = attrs.evolve(PAY, since=date(2025, 4, 1))
    assert post(pay=[later, PAY]).pay == Records([later, PAY])
    says = f"two spells of its pay overlap on {PAY.since}; end the first one before"
    assert found(pay=[PAY, PAY]) == [(says, ("pay", 1))]


@pytest.mark.parametrize(
    ("name", "record"), [("invoices", INVOICE), ("extra_hours", ExtraHours(month=MONTH, wte=Decimal("0.1")))]
)
def test_a_month_that_is_on_record_twice(name: str, record: Any) -> None:
    other = attrs.evolve(record, month=date(2024, 12, 1))
    says = f"{name} of November 2024 is on record twice; write their sum once"
    assert found(**{name: [record, other, record]}) == [(says, (name, 2))]
    assert len(getattr(post(**{name: [record, other]}), name)) == 2


def test_everything_that_is_wrong_is_named_and_survives_a_process_of_its_own() -> None:
    with pytest.raises(ContradictionError) as caught:
        post(wte=2, annual_cost=1, invoices=[INVOICE, INVOICE], pay=[PAY, PAY])
    assert [one.place for one in caught.value.found] == [("wte",), (), ("invoices", 1), ("pay", 1)]
    assert pickle.loads(pickle.dumps(caught.value)).found == caught.value.found


class TestOnePostAndAnother:
    """Cover and claims name posts on record."""

    def found(self, **records: Any) -> list[tuple[str, Any]]:
        with pytest.raises(ContradictionError) as caught:
            Network(code="U00001", name="n", **records)
        return [(one.says, one.place) for one in caught.value.found]

    @pytest.mark.parametrize(
        ("covers", "mend"),
        [
            ("paramedic 3", "did you mean 'paramedic 1'?"),
            ("x", "correct it, or add the post"),
            ("paramedic 2", "did you mean 'paramedic 1'?"),
        ],
    )
    def test_cover_for_no_other_post(self, covers: str, mend: str) -> None:
        pair = [post(id="paramedic 1"), post(id="paramedic 2", covers_leave_of=covers)]
        says = f"the post paramedic 2 covers the leave of {covers}, which is no other post on record; {mend}"
        assert self.found(posts=pair) == [(says, ("posts", 1))]

    def test_a_claim_for_no_post(self) -> None:
        claim = ClaimRecord(post="paramedic 2", month=MONTH, amount=1)
        says = "a claim is for the post paramedic 2, which is not on record; did you mean 'paramedic 1'?"
        every = Records([post(id="paramedic 1")], complete=True)
        assert self.found(posts=every, claims=[claim]) == [(says, ("claims", 0))]
        for some in (None, Records([post(id="paramedic 1")], complete=False)):
            assert Network(code="U00001", name="n", posts=some, claims=[claim]).claims


@given(posts(date(2025, 11, 3)), st.data())
def test_what_is_plausible_tells_its_cost_in_one_way_and_can_be_told_in_another(one: Post, data: st.DataObject) -> None:
    told = [name for name in ("annual_cost", "pay", "invoices") if getattr(one, name) not in (None, Records())]
    assert len(told) <= 1
    other = data.draw(st.sampled_from(("annual_cost", "pay", "invoices")))
    cost: dict[str, Any] = {"annual_cost": None, "pay": None, "invoices": None}
    cost[other] = {"annual_cost": 1, "pay": [PAY], "invoices": [INVOICE]}[other]
    assert getattr(attrs.evolve(one, **cost), other) is not None
