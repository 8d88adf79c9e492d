"""Months that make up for others: arrears that are paid once, what is not known, and money paid in advance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.amount import NOTHING, Amount
from pcn_des.answers.arrears import Arrears
from pcn_des.answers.reconciliation import ARREARS, IN_ADVANCE, OPEN, PAID_TWICE, UNEXPLAINED, ReconciledMonth
from pcn_des.contract.files import load_year
from pcn_des.dates import ContractYear
from pcn_des.questions.reconciling.made_up import with_arrears
from pcn_des.units import Money
from support.effort import examples
from support.remittances import as_owed, of_lists, paid, place, population, told
from support.small_network import complete
from support.staff import day

EA, CORE, SUPPORT = "enhanced_access", "core_pcn_funding", "capacity_and_access_support"
LISTS = (
    population("registered", 46_000, "2025-01-01"),
    population("adjusted", 46_000, "2025-01-01"),
    population("adjusted", 46_900, "2025-01-01", published="2025-05-30"),
)
CORRECTED = of_lists(*LISTS)
OPENED_IN_APRIL = of_lists(*LISTS, opened="2025-04-15")
IN_2019 = of_lists(population("registered", 50_000, "2019-01-01"))
SIZE = of_lists(population("adjusted", 51_230))


def test_arrears_that_are_not_known_to_the_penny_are_no_cause_of_any_sum() -> None:
    """8.427 x 46,900 / 12 = 32,935.525; the arrears of an April that began on the 15th are at most 33,567.55."""
    found = place(des.reconcile(OPENED_IN_APRIL, "2025/26", [paid(EA, "2025-10", "5000000")]), EA, "2025-10")
    assert (str(found.owed), found.cause, found.because) == ("£32,935.52 to £32,935.53", "not explained", "")
    assert "Please tell us whether £4,967,064.47 to £4,967,064.48 is to be taken back." in found.ask


def test_what_arrears_may_come_to_is_not_asked_back_once() -> None:
    listed = [paid(EA, month, "33935.52") for month in ("2025-10", "2025-11")]
    found = des.reconcile(OPENED_IN_APRIL, "2025/26", listed)
    first, again = (place(found, EA, month) for month in ("2025-10", "2025-11"))
    assert (first.cause, first.ask) == ("what is owed is not known exactly", "")
    assert first.because == (
        "as far as it is known, it pays for the corrected population of earlier months, £632.03 to £1,264.05"
    )
    assert again.cause == "not explained"
    assert "Please tell us whether £999.99 to £1,000.00 is to be taken back." in again.ask


def test_arrears_of_which_the_way_is_not_known_may_be_more_or_less() -> None:
    """A practice that may have merged loses 1,000 patients by the correction, the other wins 100.

    8.427 x 100 x 2 / 12 = 140.45 more, or 8.427 x 900 x 2 / 12 = 1,264.05 less; from June 30,100 to 39,100 patients.
    """
    gone = {"since": "2019-07-01", "until": "2025-03-31"}
    members = [
        practice("A00001", 30_000, 30_100, {"since": "2019-07-01"}),
        practice("A00002", 10_000, 9_000, gone),
    ]
    network = des.read_network({"code": "U00001", "name": "Millbrook PCN", "practices": complete(*members)})
    of_june = {
        amount: place(des.reconcile(network, "2025/26", [paid(EA, "2025-06", amount)]), EA, "2025-06")
        for amount in ("20900", "27600", "19000")
    }
    owed = "£21,137.72 to £27,457.99"
    for amount in ("20900", "27600"):
        assert (str(of_june[amount].owed), of_june[amount].cause, of_june[amount].ask) == (
            owed,
            "what is owed is not known exactly",
            "",
        )
    assert of_june["19000"].cause == "not explained"


def practice(code: str, before: int, corrected: int, spell: dict[str, str]) -> dict[str, object]:
    """A practice with both editions of its PCN Adjusted Population of 2025."""
    sizes = [
        population("registered", before, "2025-01-01"),
        population("adjusted", before, "2025-01-01"),
        population("adjusted", corrected, "2025-01-01", published="2025-05-30"),
    ]
    return {"code": code, "name": code, "other_networks": [], "membership": complete(spell), "populations": sizes}


def test_the_same_arrears_are_paid_once() -> None:
    """3.208 x 46,900 / 12 = 12,537.93, and 481.20 for April and May."""
    listed = [paid(SUPPORT, month, "13019.13") for month in ("2025-06", "2025-07", "2025-09")]
    found = des.reconcile(CORRECTED, "2025/26", listed)
    of = "the corrected population of earlier months, £481.20"
    assert [told(place(found, SUPPORT, month)) for month in ("2025-06", "2025-07", "2025-09")] == [
        ("arrears", of, "481.20"),
        ("paid twice", f"{of}, as with June 2025", "481.20"),
        ("paid twice", f"{of}, as with June 2025", "481.20"),
    ]
    assert [one.month for one in found.to_look_at] == [day("2025-07"), day("2025-09")]
    assert all("Please tell us whether £481.20 is to be taken back." in one.ask for one in found.to_look_at)


def test_a_year_paid_at_once() -> None:
    """1.50 x 50,000 / 12 = 6,250 a month: 68,750 of the 75,000 are for the others."""
    found = des.reconcile(IN_2019, "2019/20", des.Records([paid(CORE, "2019-07", "75000")], complete=True))
    assert told(place(found, CORE, "2019-07")) == (
        "paid in advance",
        "£68,750.00 for April 2019 to June 2019 and August 2019 to March 2020",
        "68750.00",
    )
    assert place(found, CORE, "2019-08").because == "as it looks, it was paid in advance with July 2019"
    assert CORE not in {one.stream for one in found.to_look_at}
    assert {one.ask for one in found.of(CORE)} == {""}
    assert str(found.by_cause()["paid in advance"]) == "68750.00"


def test_quarters_that_are_paid_in_advance() -> None:
    """34,046.60 a month, a penny more every third; what a quarter before had too much is not made up for."""
    listed = [paid(EA, month, "102139.81") for month in ("2024-04", "2024-07", "2024-10", "2025-01")]
    found = des.reconcile(SIZE, "2024/25", des.Records(listed, complete=True))
    assert {place(found, EA, f"{one.month:%Y-%m}").cause for one in listed} == {"paid in advance"}
    assert place(found, EA, "2024-10").makes_up_for == (day("2024-11"), day("2024-12"))
    assert EA not in {one.stream for one in found.to_look_at}


def test_of_a_list_that_may_have_gaps_a_month_is_paid_in_advance_only_where_the_list_goes_on() -> None:
    twice, later = paid(EA, "2024-04", "68093.20"), paid(EA, "2024-06", "34046.60")
    assert place(des.reconcile(SIZE, "2024/25", [twice]), EA, "2024-04").cause == "paid twice"
    year = des.reconcile(IN_2019, "2019/20", [paid(CORE, "2019-07", "75000")])
    assert place(year, CORE, "2019-07").cause == "not explained"
    found = des.reconcile(SIZE, "2024/25", [twice, later])
    assert [place(found, EA, month).cause for month in ("2024-04", "2024-05", "2024-06")] == [
        "paid in advance", "not paid", "agrees",
    ]  # fmt: skip


def test_what_is_a_pound_more_than_the_later_months_is_not_in_advance() -> None:
    found = des.reconcile(IN_2019, "2019/20", des.Records([paid(CORE, "2019-07", "75001")], complete=True))
    assert place(found, CORE, "2019-07").cause == "not explained"
    assert place(found, CORE, "2019-08").ask


@given(st.data())
@settings(max_examples=examples(one_in=10), deadline=None)
def test_law_one_payment_may_cover_any_run_of_a_year(data: st.DataObject) -> None:
    """Whichever month a run that was to be paid came in, all of it is settled; of what is over, it is told."""
    owed = [one for one in as_owed(SIZE, "2024/25") if one.stream == EA]
    first = data.draw(st.integers(0, 10))
    last = data.draw(st.integers(first + 1, 11))
    at = data.draw(st.integers(first, last))
    over = data.draw(st.sampled_from([Decimal(0), Decimal(1_000)]))
    total = sum((one.amount for one in owed[first : last + 1]), Decimal(0))
    others = [one for number, one in enumerate(owed) if not first <= number <= last]
    lump = paid(EA, f"{owed[at].month:%Y-%m}", total + over)
    found = des.reconcile(SIZE, "2024/25", des.Records([*others, lump], complete=True))
    to_settle = [one for one in found.to_look_at if one.stream == EA]
    assert (to_settle == []) == (over == 0)
    if not over:
        assert place(found, EA, f"{lump.month:%Y-%m}").cause == (ARREARS if at == last else IN_ADVANCE)


def month(number: int, owed: Amount, given_in_pence: int) -> ReconciledMonth:
    """A month of a stream that nothing explains by itself."""
    return ReconciledMonth(
        stream=EA,
        title="Enhanced access payment",
        month=date(2025, number, 1),
        owed=owed,
        paid=Money(Decimal(given_in_pence).scaleb(-2)),
        cause=UNEXPLAINED,
        ask="Please tell us.",
    )


def pence(number: int) -> Money:
    return Money(Decimal(number).scaleb(-2))


AMOUNTS = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)).map(
    lambda ends: Amount(pence(ends[0]), None if ends[1] is None else pence(ends[0] + ends[1]))
)


@given(st.lists(st.tuples(AMOUNTS, st.integers(0, 20)), min_size=1, max_size=6), AMOUNTS, st.booleans())
@settings(max_examples=examples(one_in=1), deadline=None)
def test_law_arrears_are_a_cause_once_and_only_to_the_penny(
    paid_of: list[tuple[Amount, int]], of: Amount, less: bool
) -> None:
    """Of amounts of which the ends are known, or some are not: nothing that is not known is equal to anything."""
    entry = load_year(ContractYear.parse("2025/26")).payments[EA][0]
    months = [month(number, *one) for number, one in enumerate(paid_of, 1)]
    found = with_arrears(months, [Arrears(entry=entry, months=(), of=of, less=less)])
    named = [one for one in found if one.cause == ARREARS and not one.makes_up_for]
    assert len(named) <= 1
    for one in named:
        assert of.exact is not None
        assert one.difference == (-of.exact.pounds if less else of.exact.pounds)
    for one in found:
        if one.cause in (ARREARS, IN_ADVANCE):
            assert one.difference is not None
        if one.cause == PAID_TWICE:
            assert named
        assert bool(one.ask) == (one.cause not in (ARREARS, IN_ADVANCE, *OPEN)) or one.month in {
            each for other in found for each in other.makes_up_for
        }
    assert with_arrears([month(1, NOTHING, 0)], [])[0].cause == UNEXPLAINED
