"""What `national` is given: whatever gives readings one after another, and a clear refusal of everything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.formats import payments
from support.effort import examples
from support.national_files import edition, lists, map_of, partner, pcn, populations

MILL = edition(date(2026, 3, 31), pcn("U00001"), partner("A00001", "U00001"), partner("A00002", "U00001"))
GIVEN: dict[str, Any] = {
    "epcn": [MILL, edition(date(2022, 3, 31), *MILL.rows)],
    "practice_maps": [map_of("01JUN2026", ("A00001", "U00001", "99Z", "QZZ"))],
    "adjusted": [populations(year, A00001=(42_000, "40000")) for year in ("2023/24", "2024/25")],
    "list_sizes": [lists("2021-01-01", A00001=40_000, A00002=9_000), lists("2022-01-01", A00001=41_000, A00002=9_100)],
}


@pytest.mark.parametrize("once", [iter, tuple, lambda given: (one for one in given)])
@pytest.mark.parametrize("argument", GIVEN)
def test_an_iterator_gives_the_same_as_a_list(argument: str, once: Callable[[Iterable[Any]], Any]) -> None:
    """Each argument is gone through for every year and again for the files, and an iterator can be only once."""
    found = des.national(**{**GIVEN, argument: once(GIVEN[argument])})
    assert found == des.national(**GIVEN)
    assert len(found.files) == 7
    assert str(found.owed("2021/22")["core_pcn_funding"]) == "£73,500.00"  # 1.50 x 49,000


@pytest.mark.parametrize("argument", GIVEN)
def test_one_reading_in_the_place_of_several_is_refused(argument: str) -> None:
    with pytest.raises(des.MisuseError, match=rf"^{argument} is .*; give a list of readings of .*read\("):
        des.national(**{**GIVEN, argument: GIVEN[argument][0]})


@pytest.mark.parametrize("argument", GIVEN)
def test_a_path_in_the_place_of_a_reading_is_refused(argument: str) -> None:
    with pytest.raises(des.MisuseError, match=rf"^{argument} has 'x\.xlsx'; give readings of .*read\("):
        des.national(**{**GIVEN, argument: ["x.xlsx"]})


@pytest.mark.parametrize("argument", GIVEN)
def test_a_reading_of_another_kind_is_refused(argument: str) -> None:
    other = GIVEN["epcn" if argument != "epcn" else "list_sizes"]
    with pytest.raises(des.MisuseError, match=rf"^{argument} has \w+Reading\("):
        des.national(**{**GIVEN, argument: other})


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["pay.csv"], r"^payments is \['pay\.csv'\]; give a mapping from the contract year"),
        ({"2021/22": "pay.csv"}, r"^payments of 2021/22 is 'pay\.csv'; give a mapping from the contract year"),
    ],
)
def test_payments_are_readings_by_their_year(wrong: Any, told: str) -> None:
    with pytest.raises(des.MisuseError, match=told):
        des.national(epcn=[MILL], payments=wrong)


HEAD = (
    "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,Average Number of Weighted Patients,"
    "PCN Support,PCN Extended Hours Access\n"
)


def paid_to(**pounds: str) -> payments.PcnReading:
    """A file of payments: of each network what is in its two columns."""
    rows = (f"{code},{code} PCN,A0000{place},1,1,{two}\n" for place, (code, two) in enumerate(pounds.items()))
    return payments.read_networks((HEAD + "".join(rows)).encode(), name="pay.csv")


def left_out(found: des.National) -> list[str]:
    return [note for note in found.notes if note.startswith("pay.csv")]


TWO = edition(
    date(2022, 3, 31),
    *(pcn("U00001"), pcn("U00002", commissioner="88Y"), partner("A00001", "U00001"), partner("A00002", "U00002")),
)


def test_payments_to_a_network_that_no_file_has_are_said_to_be_left_out() -> None:
    read = paid_to(U00001="100.00,20.00", U00008="4000,5.50", U00009="-1000.00,0.25")
    assert left_out(des.national(epcn=[TWO], payments={"2021/22": read})) == [
        "pay.csv: payments of 2021/22 to 2 networks that no file of members has (U00008, U00009) are left out, "
        "£3,005.75 in 2 rows."
    ]
    many = paid_to(**{f"U0001{place}": "1.00,0.00" for place in range(8)})
    (note,) = left_out(des.national(epcn=[TWO], payments={"2021/22": many}))
    assert "8 networks that no file of members has (U00010, U00011, U00012, U00013, U00014, U00015 and 2 more)" in note


def test_payments_of_a_year_that_the_table_does_not_reach_are_said_to_be_left_out() -> None:
    read = paid_to(U00001="100.00,20.00", U00002="4000,5.50", U00009="7.00,0.00")
    assert left_out(des.national(epcn=[TWO], payments={"2024/25": read})) == [
        "pay.csv: payments of 2024/25 to 1 network that no file of members has (U00009) are left out, £7.00 in 1 row.",
        "pay.csv: payments of 2024/25 to the other 2 networks are left out, for the table has no month of that year, "
        "£4,125.50 in 2 rows.",
    ]


def test_payments_to_networks_of_another_commissioner_are_not_missed() -> None:
    read = paid_to(U00001="100.00,20.00", U00002="4000,5.50")
    assert left_out(des.national(epcn=[TWO], payments={"2021/22": read}, commissioner="99Z")) == []
    (note,) = left_out(des.national(epcn=[TWO], payments={"2024/25": read}, commissioner="99Z"))
    assert note.endswith("£120.00 in 1 row.")


def test_payments_to_practices_in_no_network_are_said_to_be_left_out() -> None:
    """The publisher names them so; rows without money leave nothing out."""
    nowhere = (f"Unknown or no PCN,,A0000{place},1,1,{pounds},0.00\n" for place, pounds in ((2, "12.50"), (3, "0.00")))
    text = f"{HEAD}U00001,ONE PCN,A00001,1,1,100.00,20.00\n{''.join(nowhere)}"
    read = payments.read_networks(text.encode(), name="pay.csv")
    assert [row.practice_code for row in read.without] == ["A00002", "A00003"]
    assert left_out(des.national(epcn=[TWO], payments={"2021/22": read})) == [
        "pay.csv: payments of 2021/22 to practices in no network are left out, £12.50 in 1 row."
    ]


PENCE = st.integers(-1_000_000, 1_000_000).map(lambda pence: Decimal(pence) / 100)


@settings(max_examples=examples(one_in=2))
@given(
    st.dictionaries(st.sampled_from(["U00001", "U00002", "U00008", "U00009", "Unknown or no PCN"]), PENCE, min_size=1)
)
def test_every_pound_of_a_file_is_shown_or_said_to_be_left_out(amounts: dict[str, Decimal]) -> None:
    for year in ("2021/22", "2024/25"):
        read = paid_to(**{code: f"{pounds},0.00" for code, pounds in amounts.items()})
        found = des.national(epcn=[TWO], payments={year: read})
        shown = sum(money.pounds for one in found.years for money in (one.paid or {}).values())
        said = re.findall(r"(-?)£([\d,.]+) in", " ".join(left_out(found)))
        assert shown + sum(Decimal(sign + pounds.replace(",", "")) for sign, pounds in said) == sum(amounts.values())
