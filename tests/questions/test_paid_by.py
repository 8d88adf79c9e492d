"""Money as it was really paid: exact where the way is known, between two where it was one of them, else unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.statement import Line, StreamTotal
from pcn_des.contract.files import years
from pcn_des.units import Money

NOTHING: Final = Money(Decimal(0))
PATIENTS = st.integers(1, 150_000)
YEARS = st.sampled_from([str(year) for year in years()])
PAYERS = st.sampled_from([None, "commissioner", "national_system"])


def system(year: str, stream: str, **facts: Any) -> StreamTotal:
    given_facts = {f"population.{kind}": count for kind, count in facts.items()}
    return des.entitlements(given_facts, year, paid_by="national_system")[stream]


def test_before_the_system_paid_anybody_a_month_is_paid_by_hand_and_in_two_months_by_either() -> None:
    """2020/21, 46,982 patients: 0.722 / 12 is 0.0601667 by hand (2,826.75), 0.060 by the system (2,818.92)."""
    total = system("2020/21", "clinical_director", registered=46_982)
    assert [str(line.amount) for line in total.lines] == [*["£2,826.75"] * 5, "None", "None", *["£2,818.92"] * 5]
    assert {(str(line.at_least), str(line.at_most)) for line in total.lines[5:7]} == {("£2,818.92", "£2,826.75")}
    assert total.open_months == (date(2020, 9, 1), date(2020, 10, 1))
    # 5 x 2,826.75 + 7 x 2,818.92 = 33,866.19, and 7 x 2,826.75 + 5 x 2,818.92 = 33,881.85
    assert (str(total.at_least), str(total.at_most)) == ("£33,866.19", "£33,881.85")
    assert "Established: 10 of 12 months, not September 2020 to October 2020." in " ".join(str(total).split())


def test_how_pcse_online_rounds_is_not_known_and_what_is_known_of_the_year_is_its_lower_end() -> None:
    """2022/23, 0.736 a year: 0.061 x 65,700 = 4,007.70 to September, and 6 x 4,007.70 = 24,046.20."""
    total = system("2022/23", "clinical_director", registered=65_700)
    assert [str(line.amount) for line in total.lines] == [*["£4,007.70"] * 6, *["None"] * 6]
    assert {(line.at_least, line.at_most) for line in total.lines[6:]} == {(None, None)}
    assert (str(total.at_least), total.at_most) == ("£24,046.20", None)
    assert "how PCSE Online rounds was not found" in total.reason
    assert "Established: 6 of 12 months, not October 2022 to March 2023." in " ".join(str(total).split())


@pytest.mark.parametrize(
    "paid",
    [
        "£28,000.00",  # 0.70 x 40,000: a month's rate of two decimals
        "£28,080.00",  # 0.702 x 40,000: of three
        "£28,090.00",  # 8.427 / 12 x 40,000: by hand
        "£28,092.00",  # 0.7023 x 40,000: of four
    ],
)
def test_no_way_of_rounding_is_left_out_of_a_month_of_which_none_is_known(paid: str) -> None:
    """Enhanced access of 2025/26, 8.427 a year: a twelfth is 0.70225."""
    total = system("2025/26", "enhanced_access", adjusted=40_000)
    for line in total.lines:
        assert _contains(line, Money(Decimal(paid.removeprefix("£").replace(",", ""))))
    assert total.amount is None
    assert (total.at_least, total.at_most, len(total.open_months)) == (None, None, 12)
    assert total.open_months[0] == date(2025, 4, 1)
    assert total.reason == "not established: how the national system paid: how PCSE Online rounds was not found"


def test_where_both_ways_come_to_the_same_it_is_still_not_known_which_it_was() -> None:
    """Core funding of 2020/21: 0.125 a month by either; 5,250.00 x 12 = 63,000.00."""
    total = system("2020/21", "core_pcn_funding", registered=42_000)
    assert total.amount is None
    assert (str(total.at_least), str(total.at_most)) == ("£63,000.00", "£63,000.00")
    assert "£63,000.00 either way" in str(total)


STEPS = st.sampled_from([None, Fraction(1, 100), Fraction(1, 1000), Fraction(1, 10_000)])


@given(
    adjusted=PATIENTS,
    step=STEPS,
    year=st.sampled_from([("2023/24", "7.578"), ("2025/26", "8.427")]),
)
def test_the_ends_contain_every_way_of_rounding_where_none_is_known(
    adjusted: int, step: Fraction | None, year: tuple[str, str]
) -> None:
    """Enhanced access at its rate of the year."""
    month = Fraction(year[1]) / 12
    rate = month if step is None else (month / step + Fraction(1, 2)).__floor__() * step
    for line in system(year[0], "enhanced_access", adjusted=adjusted).lines:
        assert _contains(line, Money.to_the_penny(rate * adjusted))


def test_as_published_before_any_payment_of_the_system_was_seen_a_month_is_not_known() -> None:
    facts = {"population.registered": 42_000}
    total = des.entitlements(facts, "2019/20", date(2020, 1, 1), paid_by="national_system")["core_pcn_funding"]
    assert (total.amount, total.at_least, total.at_most) == (None, None, None)
    assert "which system paid this year was not seen" in total.reason


def test_a_year_of_which_nothing_is_exact_has_no_total_of_nothing() -> None:
    statement = des.entitlements({"population.registered": 42_000}, "2023/24", paid_by="national_system")
    text = str(statement)
    assert "£0.00" not in text
    assert "Total of what is established                                                none" in text
    assert (statement.bounded, statement.at_most) == ((), None)


@given(registered=PATIENTS, adjusted=PATIENTS, weighted=PATIENTS, beds=st.integers(0, 900), year=YEARS, payer=PAYERS)
def test_months_add_up_to_streams_and_streams_to_the_total(
    registered: int, adjusted: int, weighted: int, beds: int, year: str, payer: str | None
) -> None:
    facts = {
        "population.registered": registered,
        "population.adjusted": adjusted,
        "population.weighted": weighted,
        "care_homes.beds": beds,
    }
    statement = des.entitlements(facts, year, paid_by=payer)
    for total in statement.payments:
        if total.amount is not None:
            assert total.amount == _sum(line.amount for line in total.lines)
        elif payer is not None and total.lines:
            assert (total.at_least or NOTHING) == _sum(_low(line) for line in total.lines)
            tops = [line.at_most if line.amount is None else line.amount for line in total.lines]
            assert total.at_most == (None if None in tops else _sum(tops))
    assert statement.total == _sum(total.amount for total in statement.established)
    assert statement.total == _sum(statement.by_payee.values())
    assert statement.at_least == _sum(least for least, _ in statement.ends_by_payee.values())


MONTHS_OF_2020 = {"clinical_director": ("0.722", "0.060"), "extended_hours_access": ("1.45", "0.121")}
MONTHS_OF_2021 = {"clinical_director": ("0.736", "0.061"), "extended_hours_access": ("1.44", "0.120")}


@given(registered=PATIENTS, year=st.sampled_from([("2020/21", 5, 7), ("2021/22", 0, 0), ("2022/23", 0, 0)]))
def test_an_exact_month_is_by_hand_or_rounded_first_and_one_between_has_both_as_its_ends(
    registered: int, year: tuple[str, int, int]
) -> None:
    """By hand before the first of the two months, with the month's rate rounded from the second of them on."""
    name, by_hand_until, rounded_from = year
    of_year = MONTHS_OF_2020 if name == "2020/21" else MONTHS_OF_2021
    for stream, (yearly, monthly) in of_year.items():
        hand = Money.to_the_penny(Fraction(yearly) / 12 * registered)
        rounded = Money.to_the_penny(Fraction(monthly) * registered)
        for place, line in enumerate(system(name, stream, registered=registered).lines):
            if name == "2022/23" and place >= 6:
                assert (line.amount, line.at_least, line.at_most) == (None, None, None)
            elif place < by_hand_until:
                assert line.amount == hand
            elif place >= rounded_from:
                assert line.amount == rounded
            else:
                assert (line.amount, [line.at_least, line.at_most]) == (None, sorted((hand, rounded)))


@given(registered=PATIENTS, adjusted=PATIENTS, weighted=PATIENTS, year=YEARS)
def test_the_ends_contain_what_is_paid_by_hand(registered: int, adjusted: int, weighted: int, year: str) -> None:
    facts = {"population.registered": registered, "population.adjusted": adjusted, "population.weighted": weighted}
    hand = des.entitlements(facts, year, paid_by="commissioner")
    for stream, total in des.entitlements(facts, year, paid_by="national_system").streams.items():
        for paid, by_hand in zip(total.lines, hand[stream].lines, strict=True):
            if paid.amount is None and by_hand.amount is not None:
                assert _contains(paid, by_hand.amount)


PIECES = st.sets(st.sampled_from(range(13)), max_size=13)
KINDS = ("registered", "adjusted", "weighted")


def _record(sizes: list[int], beds: int, without: set[int]) -> des.Network:
    """A network of three practices and a home; a piece that is left out makes its list one that may have gaps."""
    practices = []
    for place, size in enumerate(sizes):
        if place in without:
            continue
        populations = [
            {"kind": kind, "at": "2021-01-01", "patients": size + number}
            for number, kind in enumerate(KINDS)
            if 3 + place * 3 + number not in without
        ]
        membership = {"complete": True, "items": [{"since": "2019-07-01"}]}
        practices.append(
            {
                "code": f"A9990{place}",
                "name": f"Surgery {place}",
                "membership": membership,
                "populations": {"complete": len(populations) == len(KINDS), "items": populations},
            }
        )
    counts = [
        {"month": f"{2021 + month // 13}-{(month - 1) % 12 + 1:02}-01", "beds": beds}
        for month in range(4, 16)
        if month - 4 not in without
    ]
    home = {
        "location": "1-9990000001",
        "name": "Heron House",
        "alignment": {"complete": True, "items": [{"since": "2020-10-01"}]},
        "beds": {"complete": len(counts) == 12, "items": counts},
    }
    homes = [] if 12 in without else [home]
    return des.read_network(
        {
            "code": "U99905",
            "name": "Paid PCN",
            "practices": {"complete": len(practices) == len(sizes), "items": practices},
            "care_homes": {"complete": bool(homes), "items": homes},
        }
    )


@given(
    sizes=st.lists(st.integers(1, 40_000), min_size=3, max_size=3),
    beds=st.integers(0, 300),
    without=PIECES,
    payer=PAYERS,
)
def test_the_ends_of_a_record_with_gaps_contain_the_statement_of_the_whole_one(
    sizes: list[int], beds: int, without: set[int], payer: str | None
) -> None:
    whole = des.entitlements(_record(sizes, beds, set()), "2021/22", paid_by=payer)
    left = des.entitlements(_record(sizes, beds, without), "2021/22", paid_by=payer)
    for stream, total in whole.streams.items():
        if total.amount is not None:
            assert _contains(left[stream], total.amount), stream
            for known, line in zip(left[stream].lines, total.lines, strict=True):
                assert line.amount is not None
                assert _contains(known, line.amount), (stream, line)
    assert left.at_least <= whole.at_least


def _low(line: Line) -> Money | None:
    return line.at_least if line.amount is None else line.amount


def _contains(known: Line | StreamTotal, amount: Money) -> bool:
    if known.amount is not None:
        return known.amount == amount
    return (known.at_least is None or known.at_least <= amount) and (known.at_most is None or amount <= known.at_most)


def _sum(amounts: Any) -> Money:
    return sum((amount for amount in amounts if amount is not None), NOTHING)


@pytest.mark.parametrize("payer", [None, "commissioner", "national_system"])
def test_a_month_of_which_nothing_is_known_leaves_the_others_as_the_lower_end(payer: str | None) -> None:
    """The corrected population of June 2025 is not on record: April and May are, at 8.427 / 12 x 40,000."""
    practice = {
        "code": "A99901",
        "name": "Mill Lane",
        "membership": {"complete": True, "items": [{"since": "2019-07-01"}]},
        "populations": [{"kind": "adjusted", "at": "2025-01-01", "patients": 40_000, "published": "2025-03-27"}],
    }
    network = des.read_network(
        {"code": "U99905", "name": "Paid PCN", "practices": {"complete": True, "items": [practice]}}
    )
    total = des.entitlements(network, "2025/26", paid_by=payer)["enhanced_access"]
    # how PCSE Online rounds is not known, and so of no month what it paid
    assert str(total.at_least) == ("None" if payer == "national_system" else "£56,180.00")
    assert total.at_most is None


def test_an_answer_says_of_which_networks_it_holds() -> None:
    """24 of 60 networks of 2021/22 sit on 0.061 a month; 28 in South West London were paid 0.736 a year by hand."""
    notes = des.entitlements({"population.registered": 55_334}, "2021/22", paid_by="national_system").notes
    assert any(note.startswith("The national system did not pay every network") for note in notes)
    notes = des.entitlements({"population.registered": 55_334}, "2020/21", paid_by="national_system").notes
    said = "Until August 2020 the months are taken to be paid by hand, as those of every network were whose payments"
    assert [note for note in notes if note.startswith("Until")] == [f"{said} could be told apart."]
