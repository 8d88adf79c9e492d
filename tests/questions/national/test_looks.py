"""What needs a look at a network: what its row and its payments show, the most pressing first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.national import NOT_COVERED, NOT_OPEN, OPEN, Look, NetworkMonth, NetworkYear, Size
from pcn_des.questions.national.looks import looks_at

JUNE = date(2022, 6, 1)
ROW = NetworkMonth(network="U00001", month=JUNE, state=OPEN, practices=3)


def sized(exact: int | None, at_least: int | None, without: int = 0, practices: int = 3) -> NetworkMonth:
    """The network in June 2022, of this size."""
    known = [None if number is None else Decimal(number) for number in (exact, at_least)]
    return attrs.evolve(ROW, registered=Size(exact=known[0], at_least=known[1], without=without), practices=practices)


def paid(year: str, columns: Mapping[str, str]) -> NetworkYear:
    """What a file says of the network in a year, on a list of 10,000; without columns there is no file."""
    payments = {heading: Decimal(amount) for heading, amount in columns.items()}
    row = SimpleNamespace(pcn_code="U00001", pcn_name=None, payments=payments)
    lists = {"U00001": {"population.registered": 10_000}}
    published = des.reconcile_published([row], year, lists).payments if columns else None
    return NetworkYear(network="U00001", year=year, owed={}, unknown=(), published=published)


def told(looks: Sequence[Look]) -> dict[str, str]:
    return {look.kind: look.says for look in looks}


ORDINARY = sized(40_000, 40_000)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (ORDINARY, {}),
        (sized(30_000, 30_000), {}),
        (sized(29_999, 29_999), {"below the minimum": "29,999 registered patients, below 30,000"}),
        (sized(50_000, 50_000), {}),
        (sized(50_001, 50_001), {"above the usual maximum": "50,001 registered patients, above the usual 50,000"}),
        (sized(None, 20_000, without=2), {"list not known": "no list of 2 members; at least 20,000 patients"}),
        (
            sized(None, 51_000),
            {
                "list not known": "its list is not known; at least 51,000 patients",
                "above the usual maximum": "51,000 registered patients, above the usual 50,000",
            },
        ),
        (sized(40_000, 40_000, practices=1), {"one practice": "a single practice is the network"}),
        (sized(None, None, practices=0), {"no practice": "no practice on 1 June 2022, and it is open"}),
        (
            attrs.evolve(ROW, state=NOT_COVERED, practices=None),
            {"not covered": "no file tells who its members are on 1 June 2022"},
        ),
        (attrs.evolve(ROW, state=NOT_OPEN, practices=None), {}),
    ],
)
def test_what_a_row_shows(now: NetworkMonth, expected: dict[str, str]) -> None:
    assert told(looks_at(now, [], [], [])) == expected


def test_who_came_and_went() -> None:
    april = attrs.evolve(
        ORDINARY,
        month=date(2022, 4, 1),
        compared_with=date(2022, 3, 1),
        joined=("A00003",),
        left=("A00001", "A00002"),
    )
    assert told(looks_at(ORDINARY, [april, ORDINARY], [], ["A00002"])) == {
        "may have merged": "A00002 left, and went to no other network",
        "members changed": "between 1 March 2022 and 1 April 2022: A00003 joined; A00001, A00002 left",
    }


HOURS = "PCN Extended Hours Access"


def test_the_latest_year_that_is_published_is_shown() -> None:
    """1.44 for each of 10,000 patients."""
    earlier, latest = paid("2020/21", {HOURS: "1.00"}), paid("2021/22", {HOURS: "14400.01"})
    assert told(looks_at(ORDINARY, [], [earlier, latest, paid("2022/23", {})], [])) == {
        "paid otherwise": "2021/22, PCN Extended Hours Access: £14,400.01 paid, £14,400.00 owed, not explained"
    }
    assert told(looks_at(ORDINARY, [], [paid("2021/22", {HOURS: "14400.00"})], [])) == {}
    assert told(looks_at(ORDINARY, [], [paid("2021/22", {HOURS: "7200.00"})], [])) == {
        "difference explained": "2021/22, PCN Extended Hours Access: £7,200.00 paid, £14,400.00 owed, part of the year"
    }
    assert told(looks_at(ORDINARY, [], [paid("2021/22", {HOURS: "0", "PCN Support": "0"})], [])) == {
        "nothing published": "2021/22: the file of payments has nothing of it"
    }


def test_it_is_said_that_a_list_was_read_off_another_payment() -> None:
    """The hours tell 10,001 patients, and no list was given: what it is held against is the list of no file."""
    payments = {HOURS: Decimal("14401.44"), "PCN Leadership": Decimal("7320.72")}  # 12 of 610.06
    row = SimpleNamespace(pcn_code="U00001", pcn_name=None, payments=payments)
    published = des.reconcile_published([row], "2021/22").payments
    assert {one.column: one.read_off for one in published} == {"PCN Leadership": HOURS, HOURS: "PCN Leadership"}
    of_year = NetworkYear(network="U00001", year="2021/22", owed={}, unknown=(), published=published)
    assert told(looks_at(ORDINARY, [], [of_year], [])) == {
        "difference explained": "2021/22, PCN Leadership: £7,320.72 paid, £7,360.74 owed on the list read off "
        "PCN Extended Hours Access, rounding of the paying system"
    }
    on_a_list = des.reconcile_published([row], "2021/22", {"U00001": {"population.registered": 10_001}}).payments
    assert {(one.list_from, one.read_off) for one in on_a_list} == {("given", "")}


PATIENTS = st.none() | st.integers(0, 100_000)


@given(
    size=PATIENTS,
    least=PATIENTS,
    practices=st.integers(0, 9),
    state=st.sampled_from([OPEN, NOT_OPEN, NOT_COVERED]),
    lost=st.lists(st.sampled_from(["A00001", "A00002"]), unique=True),
)
def test_the_most_pressing_comes_first_and_what_is_not_known_is_not_below_a_limit(
    size: int | None, least: int | None, practices: int, state: str, lost: Sequence[str]
) -> None:
    now = attrs.evolve(sized(size, least, practices=practices), state=state)
    looks = looks_at(now, [], [paid("2021/22", {HOURS: "1.00"})], lost)
    weights = [look.weight for look in looks]
    assert weights == sorted(weights, reverse=True)
    kinds = {look.kind for look in looks}
    if "below the minimum" in kinds:
        assert size is not None
        assert size < 30_000
    if state != OPEN:
        assert not kinds & {"below the minimum", "above the usual maximum", "list not known", "no practice"}


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (20_000, 29_999, {"below the minimum": "at most 29,999 registered patients, below 30,000"}),
        (20_000, 30_000, {}),
        (50_001, 60_000, {"above the usual maximum": "50,001 registered patients, above the usual 50,000"}),
    ],
)
def test_a_size_between_two_ends_is_told_where_both_say_so(least: int, most: int, expected: dict[str, str]) -> None:
    now = attrs.evolve(ROW, registered=Size(at_least=Decimal(least), at_most=Decimal(most)))
    assert told(looks_at(now, (), (), ())) == expected


def test_practices_in_another_network_are_told_together() -> None:
    both = attrs.evolve(ORDINARY, elsewhere={"A00001": ("U00002",), "A00002": ("U00002",)})
    before = attrs.evolve(both, month=date(2022, 5, 1))
    assert told(looks_at(both, (before, both), (), ())) == {
        "in two networks": "A00001, A00002 are on record in U00002 too, on the first day of May 2022 to June 2022; "
        "sizes and money of then are bounds"
    }


def test_a_list_about_which_files_disagree_is_not_said_to_be_missing() -> None:
    said = "A00001 (46,982 in a.csv, 46,983 in b.csv)"
    now = sized(None, 20_000, without=2)
    assert told(looks_at(now, (), (), (), [said])) == {
        "list not known": f"no list of 1 member; files disagree about {said}; at least 20,000 patients"
    }
