"""A year's payments are held against lists that are those of all its months, and against no others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from pcn_des.answers.national import OPEN, NetworkMonth, Size
from pcn_des.dates import ContractYear
from pcn_des.questions.national.paid import payments_of, steady_lists
from pcn_des.questions.stream_months import months_of
from support.effort import examples

IN_2021 = ContractYear(2021)


def month(day: date, registered: int | None, adjusted: int | None = None, network: str = "U00001") -> NetworkMonth:
    sizes = [Size(exact=None if number is None else Decimal(number)) for number in (registered, adjusted)]
    return NetworkMonth(network=network, month=day, state=OPEN, practices=1, registered=sizes[0], adjusted=sizes[1])


def months(registered: Sequence[int | None], adjusted: Sequence[int | None] = (None,) * 12) -> list[NetworkMonth]:
    days = months_of(IN_2021)
    return [month(day, size, other) for day, size, other in zip(days, registered, adjusted, strict=True)]


def paid(network: str, **columns: str) -> SimpleNamespace:
    amounts = {f"PCN {name}": Decimal(amount) for name, amount in columns.items()}
    return SimpleNamespace(pcn_code=network, pcn_name=None, payments=amounts)


SIZES = st.none() | st.integers(10_000, 10_002)


@settings(max_examples=examples(one_in=2))
@given(
    st.lists(SIZES, min_size=12, max_size=12) | SIZES.map(lambda size: [size] * 12),
    st.lists(SIZES, min_size=12, max_size=12) | SIZES.map(lambda size: [size] * 12),
    st.integers(0, 12),
)
def test_a_list_is_steady_if_it_is_known_and_the_same_in_all_twelve_months(
    registered: Sequence[int | None], adjusted: Sequence[int | None], told: int
) -> None:
    each = {"population.registered": registered, "population.adjusted": adjusted}
    expected = {
        name: sizes[0] for name, sizes in each.items() if told == 12 and sizes[0] is not None and len({*sizes}) == 1
    }
    rows = months(registered, adjusted)[:told]
    others = [month(date(2021, 3, 1), 1, 1), month(date(2022, 4, 1), 2, 2)]  # of other years
    assert steady_lists([*others, *rows], IN_2021) == expected


def test_a_list_of_the_whole_year_tells_what_was_owed() -> None:
    found = payments_of([paid("U00001", Support="15000.00")], "2021/22", {"U00001": months([10_000] * 12)})
    (one,) = found["U00001"]
    assert (one.cause, one.list_from, one.patients) == ("agrees", "given", {"population.registered": 10_000})


def test_a_list_that_changed_within_the_year_is_not_held_against_it() -> None:
    """12,500 is what the year comes to, and no list of it."""
    changed = months([10_000] * 6 + [15_000] * 6)
    ((one,),) = payments_of([paid("U00001", Support="18750.00")], "2021/22", {"U00001": changed}).values()
    assert one.list_from != "given"


def test_a_network_without_months_is_left_out() -> None:
    rows = [paid("U00001", Support="15000.00"), paid("U00002", Support="15000.00")]
    assert payments_of(rows, "2021/22", {"U00002": months([10_000] * 12)}).keys() == {"U00002"}
    assert payments_of(rows, "2021/22", {}) == {}
    assert payments_of([], "2021/22", {"U00001": []}) == {}
