"""The improvement payment: what counts as an answer, who can declare, what never was declared, and the receipt."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.improvement import ImprovementPart
from pcn_des.dates import Period
from pcn_des.network import PartDeclared
from support.small_network import complete, network, practice

TELEPHONY = "better_digital_telephony"
MEMBERS = ("A00001", "A00002")
EVERYWHERE = {TELEPHONY: dict.fromkeys(MEMBERS, True)}
DECLARED = {TELEPHONY: date(2024, 12, 1)}
AFTERWARDS = date(2025, 4, 1)


def members(patients: str = "25000", **about: Any) -> des.Network:
    """Two practices; by default a part is worth 0.464 x 50,000, £23,200."""
    lists = {"2024-01-01": patients}
    return network(practices=complete(*(practice(code, adjusted=lists) for code in MEMBERS)), **about)


def answered(there: Any, **asked: Any) -> ImprovementPart:
    """What is payable where one practice has it in place, and of the other this is said."""
    in_place = {TELEPHONY: {"A00001": True, "A00002": there}}
    return des.improvement(members(), "2024/25", in_place, **{"declared": DECLARED, **asked}).parts[0]


@pytest.mark.parametrize("no", [False, np.bool_(False)])
def test_a_no_of_any_library_blocks_it(no: Any) -> None:
    assert str(answered(no).of) == "£0.00"
    assert list(answered(no).in_place.values()) == [True, False]
    assert str(answered(np.bool_(True)).of) == "£23,200.00"
    assert list(answered(np.bool_(True)).in_place.values()) == [True, True]


@pytest.mark.parametrize("gap", [None, des.UNKNOWN, float("nan"), np.float32("nan"), Decimal("nan"), pd.NA, pd.NaT])
def test_an_empty_cell_of_any_library_is_not_known(gap: Any) -> None:
    part = answered(gap)
    assert (str(part.of), part.unknown) == ("at most £23,200.00", ("A00002",))
    assert "A00002 ?" in str(part)


@pytest.mark.parametrize("neither", [0, 1, "no", "yes", "", [], 2.5, Decimal(0), b"no"])
def test_what_is_neither_yes_nor_no_is_refused_by_name(neither: Any) -> None:
    says = f"in_place of {TELEPHONY} in A00002 is .*; it must be True, False, or None where it is not known"
    with pytest.raises(des.WrongTypeError, match=says):
        answered(neither)


@given(
    there=st.one_of(
        st.none() | st.booleans() | st.text(max_size=3) | st.integers() | st.floats() | st.decimals(),
        st.sampled_from([np.bool_(False), np.bool_(True), pd.NA, pd.NaT, des.UNKNOWN]),
    )
)
def test_law_only_a_yes_pays_and_every_answer_can_be_shown(there: Any) -> None:
    try:
        part = answered(there)
    except des.WrongTypeError:
        return
    assert part.in_place["A00002"] in (True, False, None)
    assert (part.of.exact == part.worth.exact) is (part.in_place["A00002"] is True)
    assert str(part)


@given(closed=st.dates(date(2024, 4, 1), date(2025, 3, 30)), after=st.integers(min_value=-30, max_value=30))
def test_law_a_network_that_has_closed_declares_nothing(closed: date, after: int) -> None:
    day = min(max(closed + timedelta(after), date(2024, 4, 1)), date(2025, 3, 30))
    part = des.improvement(members(closed=closed), "2024/25", EVERYWHERE, declared={TELEPHONY: day}).parts[0]
    assert part.of == part.worth if day <= closed else str(part.of) == "£0.00"


def test_a_declaration_of_a_network_that_had_closed_says_so() -> None:
    of = members(closed="2024-09-30")
    part = des.improvement(of, "2024/25", EVERYWHERE, declared=DECLARED).parts[0]
    assert (str(part.of), part.reason) == (
        "£0.00",
        "declared on 1 December 2024, when it was no network: the network closed on 30 September 2024",
    )
    part = des.improvement(of, "2024/25", EVERYWHERE, declared={TELEPHONY: date(2024, 6, 1)}).parts[0]
    assert (str(part.of), part.reason) == (
        "£11,600.00",
        "in place in every practice, declared on 1 June 2024: paid for the months of the year in which it was a "
        "network",
    )


def test_a_declaration_of_before_the_network_opened_leaves_it_open() -> None:
    of = members(opened="2024-10-01")
    part = des.improvement(of, "2024/25", EVERYWHERE, declared={TELEPHONY: date(2024, 6, 1)}).parts[0]
    assert str(part.of) == "at most £11,600.00"
    assert part.reason == (
        "declared on 1 June 2024, when it was no network yet: the network opened on 1 October 2024; whether that "
        "counts is not known"
    )


def test_what_is_not_declared_once_its_last_day_is_over_is_nothing() -> None:
    """What is left out of `declared` is not declared."""
    for day, of in ((date(2025, 3, 31), "at most £23,200.00"), (AFTERWARDS, "£0.00")):
        found = des.improvement(members(), "2024/25", EVERYWHERE, declared={}, as_of=day)
        assert {str(part.of) for part in found.parts} == {of}
    assert found.parts[0].reason == "not declared by 31 March 2025"
    assert str(found.amount) == "£0.00"
    silent = des.improvement(members(), "2024/25", declared={}, as_of=AFTERWARDS)
    assert str(silent.amount) == "£0.00"
    early = des.improvement(members(), "2024/25", declared={}, as_of=AFTERWARDS, known_on=date(2025, 3, 31))
    assert {str(part.of) for part in early.parts} == {"at most £23,200.00"}


def test_a_closed_network_never_declares_what_it_had_not() -> None:
    of = members(closed="2024-09-30")
    asked = [des.improvement(of, "2024/25", declared={}, as_of=date(2024, *day)).parts[0] for day in ((9, 30), (10, 1))]
    assert [str(part.of) for part in asked] == ["at most £11,600.00", "£0.00"]
    assert asked[1].reason == "not declared by 30 September 2024, on which the network closed"


@pytest.mark.parametrize(
    ("declared", "payable"),
    [
        (des.Records(), "£0.00"),
        (des.Records([], complete=True), "£0.00"),
        (des.Records([], complete=Period(date(2024, 4, 1), date(2025, 3, 31))), "£0.00"),
        (des.Records([], complete=Period(date(2024, 4, 1), date(2025, 3, 30))), "at most £23,200.00"),
        (des.Records([], complete=False), "at most £23,200.00"),
        (None, "at most £23,200.00"),
        (des.Records([PartDeclared(part=TELEPHONY, on=date(2025, 4, 2))], complete=False), "at most £23,200.00"),
    ],
)
def test_of_records_only_a_complete_list_says_that_nothing_was_declared(declared: Any, payable: str) -> None:
    of = members().evolve(improvement_declared=declared)
    assert str(des.improvement(of, "2024/25", EVERYWHERE, as_of=AFTERWARDS).parts[0].of) == payable


def test_the_receipt_has_the_day_asked_about_and_what_was_given() -> None:
    of = members().evolve(improvement_declared=[PartDeclared(part=TELEPHONY, on=date(2024, 12, 1))])
    before, after = des.improvement(of, "2024/25", as_of=date(2024, 11, 1)), des.improvement(of, "2024/25")
    assert (before.receipt.as_of, after.receipt.as_of) == (date(2024, 11, 1), date(2025, 3, 31))
    assert before.receipt.contract_year == after.receipt.contract_year == "2024/25"
    receipts = [
        after.receipt,
        des.improvement(of, "2024/25", EVERYWHERE).receipt,
        des.improvement(of, "2024/25", declared={}).receipt,
        des.improvement(of, "2024/25", EVERYWHERE, declared={}).receipt,
    ]
    assert len({one.records_digest for one in receipts}) == 4


@given(patients=st.decimals(min_value=5_000, max_value=60_000, places=2), year=st.sampled_from(["2024/25", "2025/26"]))
def test_law_the_parts_together_are_the_whole_to_the_penny(patients: Decimal, year: str) -> None:
    of = network(
        practices=complete(practice("A00001", adjusted={"2024-01-01": str(patients), "2025-01-01": str(patients)}))
    )
    whole = des.entitlements(of, year)["capacity_and_access_improvement"]
    worths = [part.worth for part in des.improvement(of, year).parts]
    least = whole.amount or whole.at_least
    assert least is not None
    assert sum((Fraction(one.at_least.pounds) for one in worths), Fraction(0)) == Fraction(least.pounds)
    if whole.amount is not None:
        assert all(one.exact is not None for one in worths)
