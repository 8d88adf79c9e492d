"""All networks in one table: an edition is valid to its day, and what no file tells is unknown, never nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.national import NOT_COVERED, NOT_OPEN, OPEN, NetworkMonth, Size
from pcn_des.dates import ContractYear
from pcn_des.formats import adjusted, epcn, list_sizes, payments, practice_map
from support.effort import examples
from support.national_files import edition, lists, partner, pcn, populations

OLD = edition(date(2021, 6, 15), pcn("U00001"), pcn("U00002"), partner("A00001", "U00001"), partner("A00002", "U00002"))
NEW = edition(
    date(2023, 5, 20),
    pcn("U00001", commissioner="98Y"),
    pcn("U00002", closed=date(2022, 3, 31)),
    partner("A00001", "U00001"),
    partner("A00002", "U00002", end=date(2022, 3, 31)),
    partner("A00002", "U00001", start=date(2022, 4, 1)),
)


def month(found: des.National, network: str, day: date) -> NetworkMonth:
    (row,) = [row for row in found.of(network) if row.month == day]
    return row


def test_each_edition_is_valid_to_its_day() -> None:
    found = des.national(epcn=[NEW, OLD])
    rows = {row.month: row for row in found.of("U00001")}
    assert rows[date(2021, 6, 1)].holds_to == date(2021, 6, 15)
    assert (rows[date(2021, 7, 1)].holds_to, rows[date(2021, 7, 1)].commissioner) == (date(2023, 5, 20), "98Y")
    assert rows[date(2021, 6, 1)].commissioner == "99Z"
    assert max(rows) == date(2023, 5, 1)


def test_what_no_file_reaches_is_unknown_and_not_nothing() -> None:
    found = des.national(epcn=[OLD], until=date(2021, 8, 1))
    rows = {row.month: row for row in found.of("U00001")}
    for day in (date(2019, 7, 1), date(2019, 9, 1), date(2021, 7, 1), date(2021, 8, 1)):
        assert (rows[day].state, rows[day].practices, rows[day].holds_to) == (NOT_COVERED, None, None)
        assert rows[day].registered.exact is None
    counts = {count.month: count for count in found.counts}
    assert counts[date(2021, 8, 1)].networks is None
    assert counts[date(2021, 6, 1)].networks == 2
    assert counts[date(2021, 6, 1)].registered.at_least is None
    assert found.notes[0] == "Who the members were before 1 October 2019 no edition of ePCN tells."


def test_who_joined_and_left_since_the_last_month_that_is_told() -> None:
    found = des.national(epcn=[OLD, NEW])
    rows = {row.month: row for row in found.of("U00001")}
    assert (rows[date(2022, 4, 1)].joined, rows[date(2022, 4, 1)].compared_with) == (("A00002",), date(2022, 3, 1))
    gone = {row.month: row for row in found.of("U00002")}
    assert (gone[date(2022, 4, 1)].state, gone[date(2022, 4, 1)].left) == (NOT_OPEN, ("A00002",))
    assert [page.network for page in found.pages] == ["U00001"]


def test_a_map_tells_of_its_own_day_alone() -> None:
    text = (
        "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,"
        "SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME\n"
        "01JUL2023,A00001,MILL,AB1 2CD,U00001,MILL PCN,98Y,NHS Y,QYY,Y\n"
    )
    found = des.national(epcn=[OLD], practice_maps=[practice_map.read(text.encode(), name="map.csv")])
    rows = {row.month: row for row in found.of("U00001")}
    assert (rows[date(2023, 7, 1)].state, rows[date(2023, 7, 1)].file) == (OPEN, "map.csv")
    assert rows[date(2023, 6, 1)].state == NOT_COVERED
    assert month(found, "U00002", date(2023, 7, 1)).state == NOT_COVERED
    assert rows[date(2023, 7, 1)].compared_with == date(2021, 6, 1)
    of_board = des.national(epcn=[OLD], practice_maps=[practice_map.read(text.encode())], commissioner="qyy")
    assert [page.network for page in of_board.pages] == ["U00001"]
    assert of_board.commissioner == "Y (QYY)"


def test_lists_count_on_the_snapshot_day_alone() -> None:
    sizes = [lists("2021-01-01", A00001=10_000, A00002=20_000), lists("2021-04-01", A00001=11_000)]
    found = des.national(epcn=[OLD, NEW], list_sizes=sizes)
    rows = {row.month: row for row in found.of("U00001")}
    assert rows[date(2021, 4, 1)].registered.exact == 10_000
    assert rows[date(2021, 3, 1)].registered.exact is None
    assert rows[date(2022, 4, 1)].registered.exact is None
    (count,) = [count for count in found.counts if count.month == date(2021, 4, 1)]
    assert (count.registered.exact, count.cover) == (Decimal(30_000), Fraction(1))


def test_a_missing_list_leaves_the_least_and_the_cover_below_all() -> None:
    found = des.national(epcn=[OLD], list_sizes=[lists("2021-01-01", A00001=10_000, A00009=10_000)])
    rows = {row.month: row for row in found.of("U00002")}
    assert rows[date(2021, 5, 1)].registered.without == 1
    assert rows[date(2021, 5, 1)].registered.exact is None
    (count,) = [count for count in found.counts if count.month == date(2021, 5, 1)]
    assert (count.registered, count.cover) == (Size(at_least=Decimal(10_000), without=1), Fraction(1, 2))


def test_two_files_that_differ_tell_nothing_and_are_named() -> None:
    one = attrs.evolve(lists("2021-01-01", A00001=10_000, A00002=20_000), file="a.csv")
    other = attrs.evolve(lists("2021-01-01", A00001=10_001, A00002=20_000), file="b.csv")
    found = des.national(epcn=[OLD], list_sizes=[one, other])
    assert month(found, "U00001", date(2021, 5, 1)).registered.exact is None
    assert month(found, "U00002", date(2021, 5, 1)).registered.exact == 20_000
    said = "A00001 (10,000 in a.csv, 10,001 in b.csv)"
    assert f"Files disagree about the lists of 2021/22 of 1 practice, and no figure of these is used: {said}." in [
        *found.notes
    ]
    (page,) = [page for page in found.pages if page.network == "U00001"]
    assert [look.says for look in page.looks if look.kind == "list not known"] == [f"files disagree about {said}"]


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("a.csv", "a.csv")])
def test_lists_that_differ_are_not_said_to_be_missing(names: tuple[str, str]) -> None:
    """Of two files that were given as bytes, the names are the same."""
    sizes = [attrs.evolve(lists("2021-01-01", A00001=10_000 + place), file=name) for place, name in enumerate(names)]
    notes = des.national(epcn=[OLD], list_sizes=sizes).notes
    assert not [note for note in notes if note.startswith("No list") and "2021/22" in note]
    assert [note for note in notes if f"A00001 (10,000 in {names[0]}, 10,001 in {names[1]})" in note]


def test_adjusted_populations_that_differ_are_named() -> None:
    now = edition(date(2025, 3, 1), pcn("U00001"), partner("A00001", "U00001"))
    both = [populations("2024/25", A00001=(42_000, figure)) for figure in ("41000", "41000.5")]
    found = des.national(epcn=[now], adjusted=both)
    assert month(found, "U00001", date(2024, 5, 1)).registered.exact == 42_000
    assert (
        "Files disagree about the adjusted populations of 2024/25 of 1 practice, and no figure of these is used: "
        "A00001 (41,000 in adjusted.csv, 41,000.5 in adjusted.csv)." in found.notes
    )


def test_what_was_owed_follows_the_members() -> None:
    moved = edition(
        date(2022, 6, 1),
        pcn("U00001"),
        pcn("U00002"),
        partner("A00001", "U00001"),
        partner("A00002", "U00002", end=date(2021, 9, 30)),
        partner("A00002", "U00001", start=date(2021, 10, 1)),
        partner("A00003", "U00002"),
    )
    found = des.national(epcn=[moved], list_sizes=[lists("2021-01-01", A00001=10_000, A00002=20_000, A00003=6_000)])
    sizes = {
        (network, day.month): month(found, network, day).registered.exact
        for network in ("U00001", "U00002")
        for day in (date(2021, 9, 1), date(2021, 10, 1), date(2021, 11, 1))
    }
    assert sizes == {
        ("U00001", 9): 10_000,
        ("U00001", 10): 30_000,
        ("U00001", 11): 30_000,
        ("U00002", 9): 26_000,
        ("U00002", 10): 6_000,
        ("U00002", 11): 6_000,
    }
    of_2021 = {one.network: one for one in found.years if one.year == "2021/22"}
    # 1.50 a patient for core funding and 1.44 for extended hours access, half the year on each list
    owed = {
        network: (str(one.owed["core_pcn_funding"].exact), str(one.owed["extended_hours_access"].exact))
        for network, one in of_2021.items()
    }
    assert owed == {"U00001": ("£30,000.00", "£28,800.00"), "U00002": ("£24,000.00", "£23,040.00")}
    assert "network_participation" in of_2021["U00001"].unknown
    assert str(found.owed("2021/22")["core_pcn_funding"].exact) == "£54,000.00"


def test_a_year_that_is_covered_in_part_is_the_least_of_it() -> None:
    found = des.national(epcn=[OLD], list_sizes=[lists("2021-01-01", A00001=10_000, A00002=20_000)])
    (year,) = [one for one in found.years if (one.network, one.year) == ("U00001", "2021/22")]
    assert str(year.owed["core_pcn_funding"]) == "at least £3,750.00"  # April to June
    assert str(found.owed("2021/22")["core_pcn_funding"]) == "at least £11,250.00"
    assert year.covered == 3
    row = "U00001,U00001 PCN,2021/22,owed,core_pcn_funding,3750.00,,,3 of 12 months are covered by a file,3,"
    assert row in found.to_csv("years").splitlines()


def test_each_amount_without_an_end_above_says_why_in_csv() -> None:
    """Also where every month is told: a member went nowhere, or has no list."""
    went = partner("A00002", "U00001", end=date(2021, 9, 30))
    merged = edition(date(2022, 6, 1), pcn("U00001"), partner("A00001", "U00001"), went)
    for sizes in ({"A00001": 10_000, "A00002": 20_000}, {"A00001": 10_000}):
        found = des.national(epcn=[merged], list_sizes=[lists("2021-01-01", **sizes)])
        rows = [*csv.DictReader(found.to_csv("years").splitlines())]
        assert {one.covered for one in found.years if one.year == "2021/22"} == {12}
        assert all(bool(row["cause"]) is not bool(row["at_most"]) for row in rows if row["what"] == "owed")
        assert any(row["cause"].startswith("whose patients count") for row in rows)


def test_a_member_of_the_snapshot_day_that_went_nowhere_leaves_the_least() -> None:
    merged = edition(
        date(2022, 6, 1),
        pcn("U00001"),
        partner("A00001", "U00001"),
        partner("A00002", "U00001", end=date(2021, 9, 30)),
    )
    found = des.national(epcn=[merged], list_sizes=[lists("2021-01-01", A00001=10_000, A00002=20_000)])
    (year,) = [one for one in found.years if one.year == "2021/22"]
    # six months on 30,000, and six on 10,000 and what of the others stayed
    assert str(year.owed["core_pcn_funding"]) == "at least £30,000.00"


def test_the_size_is_a_range_where_a_member_of_the_snapshot_day_went_nowhere() -> None:
    """Its patients may have stayed, as `assess` says of the same files: nobody is said to be below the minimum."""
    merged = edition(
        date(2022, 6, 1),
        pcn("U00001"),
        partner("A00001", "U00001"),
        partner("A00002", "U00001", end=date(2022, 4, 30)),
    )
    found = des.national(epcn=[merged], list_sizes=[lists("2022-01-01", A00001=21_759, A00002=8_513)])
    (page,) = found.pages
    size = page.now.registered
    assert (size.exact, size.at_least, size.at_most) == (None, Decimal(21_759), Decimal(30_272))
    assert [look.kind for look in page.looks] == ["may have merged", "members changed", "one practice"]
    april = found.of("U00001")[-3]
    assert (april.month, april.registered.exact) == (date(2022, 4, 1), Decimal(30_272))


def test_a_rate_that_is_known_by_readings_alone_gives_two_ends() -> None:
    now = edition(date(2025, 6, 1), pcn("U00001"), partner("A00001", "U00001"))
    found = des.national(epcn=[now], adjusted=[populations("2024/25", A00001=(42_000, "41000"))])
    (year,) = [one for one in found.years if one.year == "2024/25"]
    statement = des.entitlements({"population.registered": 42_000, "population.adjusted": 41_000}, "2024/25")
    core, owed = statement["core_pcn_funding"], year.owed["core_pcn_funding"]
    assert (owed.at_least, owed.at_most) == (core.at_least, core.at_most)
    assert owed.exact is None


def test_what_was_paid_stands_beside_with_its_cause() -> None:
    text = (
        "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,Average Number of Weighted Patients,"
        "PCN Support,PCN Extended Hours Access\n"
        "U00001,MILL PCN,A00001,10000,10000,15000.00,14400.01\n"
    )
    whole = edition(date(2022, 6, 1), *NEW.rows)
    found = des.national(
        epcn=[whole],
        list_sizes=[lists("2021-01-01", A00001=10_000, A00002=20_000)],
        payments={"2021/22": payments.read_networks(text.encode())},
    )
    (year,) = [one for one in found.years if (one.network, one.year) == ("U00001", "2021/22")]
    assert [(one.column, one.cause) for one in year.published or ()] == [
        ("PCN Support", "agrees"),
        ("PCN Extended Hours Access", "not explained"),
    ]
    (page,) = found.pages
    assert "paid otherwise" in [look.kind for look in page.looks]
    (other,) = [one for one in found.years if (one.network, one.year) == ("U00002", "2021/22")]
    assert (other.published, other.paid) == (None, None)


def test_where_the_list_of_a_payment_is_from_stands_in_the_csv() -> None:
    text = (
        "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,Average Number of Weighted Patients,"
        "PCN Support,PCN Extended Hours Access\nU00001,MILL PCN,A00001,10000,10000,15000.00,14400.00\n"
    )
    read = {"2021/22": payments.read_networks(text.encode())}

    def from_the_csv(*sizes: list_sizes.ListSizeReading) -> list[tuple[str, str]]:
        found = des.national(epcn=[edition(date(2022, 6, 1), *NEW.rows)], list_sizes=sizes, payments=read)
        rows = csv.DictReader(found.to_csv("years").splitlines())
        return [(row["cause"], row["list_from"]) for row in rows if row["what"] == "paid"]

    assert from_the_csv(lists("2021-01-01", A00001=10_000)) == [("agrees", "given"), ("agrees", "given")]
    assert from_the_csv() == [("agrees", "PCN Extended Hours Access"), ("agrees", "PCN Support")]


def test_what_needs_a_look_comes_first() -> None:
    rows = (pcn("U00003"), pcn("U00004"), partner("A00003", "U00003"))
    found = des.national(
        epcn=[edition(date(2022, 6, 1), *NEW.rows, *rows)],
        list_sizes=[lists("2022-01-01", A00001=30_000, A00002=30_000, A00003=29_999)],
    )
    told = {page.network: [look.kind for look in page.looks] for page in found.pages}
    assert told == {
        "U00004": ["no practice"],
        "U00003": ["below the minimum", "one practice"],
        "U00001": ["members changed", "above the usual maximum"],
    }
    assert list(told) == ["U00004", "U00003", "U00001"]


def test_networks_by_commissioner() -> None:
    rows = (pcn("U00005", commissioner="97X"), partner("A00005", "U00005"))
    found = des.national(
        epcn=[edition(date(2022, 6, 1), *NEW.rows, *rows)],
        list_sizes=[lists("2022-01-01", A00001=30_000, A00005=40_000)],
    )
    told = [(one.code, one.networks, one.practices, one.registered, one.unsized) for one in found.by_commissioner]
    assert told == [("97X", 1, 1, Decimal(40_000), 0), ("98Y", 1, 2, Decimal(30_000), 1)]
    assert found.by_commissioner[0].name == "NHS DOWNS"


def test_the_rows_as_csv_have_every_month_and_stream() -> None:
    found = des.national(epcn=[OLD], list_sizes=[lists("2021-01-01", A00001=10_000)])
    head, *rows = found.to_csv().splitlines()
    assert head.startswith("network,name,month,state,file,holds_to,commissioner,practices,joined,left,compared_with,")
    assert len(rows) == len(found.months)
    assert "U00001,U00001 PCN,2019-07-01,not covered,,,,,,,,,,,,,,," in rows
    assert (
        "U00001,U00001 PCN,2021-06-01,open,ePCN_2021-06-15.xlsx,2021-06-15,99Z,1,,,2021-05-01,10000,10000,,,0,10000,,"
        in rows
    )
    _, *owed = found.to_csv("years").splitlines()
    assert "U00001,U00001 PCN,2021/22,owed,core_pcn_funding,3750.00,,,3 of 12 months are covered by a file,3," in owed
    beds = "it needs beds of care homes, which none of these files has; 3 of 12 months are covered by a file"
    assert f"U00001,U00001 PCN,2021/22,owed,care_home_premium,,,,{beds},3," in [line.replace('"', "") for line in owed]


def test_every_row_has_the_name_of_its_network_though_it_has_closed() -> None:
    found = des.national(epcn=[OLD, NEW], payments={"2021/22": paid_file("paid.csv")})
    assert found.network_names == {"U00001": "U00001 PCN", "U00002": "U00002 PCN"}
    for what in ("months", "years"):
        rows = [*csv.DictReader(found.to_csv(what).splitlines())]
        assert {(row["network"], row["name"]) for row in rows} == {*found.network_names.items()}
    assert [*des.national(epcn=[OLD, NEW], commissioner="99Z").network_names] == ["U00002"]


def test_misuse_is_told() -> None:
    with pytest.raises(des.MisuseError, match="no file tells who the members of networks are"):
        des.national()
    with pytest.raises(des.MisuseError, match="is before the contract began, 1 July 2019"):
        des.national(epcn=[OLD], until=date(2018, 1, 1))
    with pytest.raises(des.UnknownNameError, match="no commissioner of a network '97X'"):
        des.national(epcn=[OLD], commissioner="97X")


@settings(max_examples=examples(one_in=2))
@given(st.sampled_from(["98Y", "99Z", "98y"]), st.dates(date(2019, 7, 1), date(2023, 5, 31)))
def test_a_commissioner_that_a_file_names_is_never_unknown(code: str, until: date) -> None:
    """98Y takes over one network of 99Z, and the other closes: each is of the commissioner that it had last."""
    has_one = {"98Y": (date(2021, 7, 1), date.max), "99Z": (date(2019, 10, 1), date.max)}
    first, last = has_one[code.upper()]
    if not first <= until <= last:
        mend = f"cover of Jul 2019 to {until:%b %Y}; name another month, or give the files of these"
        says = f"({code.upper()}) has no network in the last month that the files {mend}"
        with pytest.raises(des.MisuseError, match=re.escape(says)):
            des.national(epcn=[OLD, NEW], commissioner=code, until=until)
    else:
        found = des.national(epcn=[OLD, NEW], commissioner=code, until=until)
        assert found.commissioner.endswith(f"({code.upper()})")


def paid_file(name: str) -> payments.PcnReading:
    text = (
        "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,Average Number of Weighted Patients,"
        "PCN Support\nU00001,MILL PCN,A00001,10000,10000,15000.00\n"
    )
    return payments.read_networks(text.encode(), name=name)


@pytest.mark.parametrize("written", ["2021/22", "2021-22"])
def test_payments_count_however_their_year_is_written(written: str) -> None:
    found = des.national(epcn=[NEW], payments={written: paid_file("paid.csv")})
    (year,) = [one for one in found.years if (one.network, one.year) == ("U00001", "2021/22")]
    assert year.paid == {"PCN Support": des.Money(Decimal("15000.00"))}


def test_of_two_files_that_tell_the_same_none_is_lost_in_silence() -> None:
    both = {"2021/22": paid_file("a.csv"), "2021-22": paid_file("b.csv")}
    with pytest.raises(des.MisuseError, match=r"^a.csv and b.csv are both payments of 2021/22; give one of them$"):
        des.national(epcn=[NEW], payments=both)
    with pytest.raises(des.OutsideDataError, match="'2021' is not a contract year"):
        des.national(epcn=[NEW], payments={"2021": paid_file("a.csv")})


PATIENTS = st.integers(1, 90_000)


@settings(max_examples=examples(one_in=2))
@given(st.lists(PATIENTS, min_size=1, max_size=4), PATIENTS, st.sampled_from(["2021/22", "2023/24", "2025/26"]))
def test_the_sum_over_networks_is_the_whole(sizes: Sequence[int], more: int, year: str) -> None:
    first = ContractYear.parse(year).starts_in
    codes = [f"A0000{place}" for place in range(len(sizes))]
    rows = [row for place, code in enumerate(codes) for row in (pcn(f"U0000{place}"), partner(code, f"U0000{place}"))]
    everybody = dict(zip(codes, sizes, strict=True)) | {"A00009": more}
    found = des.national(
        epcn=[edition(date(first + 1, 4, 1), *rows)], list_sizes=[lists(f"{first}-01-01", **everybody)]
    )
    (count,) = [count for count in found.counts if count.month == date(first, 4, 1)]
    assert count.registered.exact == sum(sizes)
    assert count.cover == Fraction(sum(sizes), sum(sizes) + more)
    for stream, amount in found.owed(year).items():
        each = [one.owed[stream] for one in found.years if one.year == year and stream in one.owed]
        if len(each) == len(sizes):
            assert amount.at_least.pounds == sum(one.at_least.pounds for one in each)


@settings(max_examples=examples(one_in=2))
@given(PATIENTS, PATIENTS, PATIENTS, st.integers(0, 12))
def test_money_follows_a_practice_that_moves(first: int, moves: int, other: int, months: int) -> None:
    """A practice is in U00002 for some months of 2021/22, and then in U00001; core funding is 1.50 a patient."""
    since = date(2021 + (months + 3) // 12, (months + 3) % 12 + 1, 1)
    moved = edition(
        date(2022, 6, 1),
        pcn("U00001"),
        pcn("U00002"),
        partner("A00001", "U00001"),
        partner("A00002", "U00002", end=since - timedelta(days=1)),
        partner("A00002", "U00001", start=since),
        partner("A00003", "U00002"),
    )
    sizes = lists("2021-01-01", A00001=first, A00002=moves, A00003=other)
    found = des.national(epcn=[moved], list_sizes=[sizes])
    core = {one.network: one.owed["core_pcn_funding"].exact for one in found.years if one.year == "2021/22"}
    in_the_second = Fraction(moves * months, 12)
    assert core == {
        "U00001": des.Money.to_the_penny(Fraction(3, 2) * (first + moves - in_the_second)),
        "U00002": des.Money.to_the_penny(Fraction(3, 2) * (other + in_the_second)),
    }


@pytest.mark.thorough  # all of England
def test_the_real_files(real_file: Callable[[str], Path]) -> None:
    """The edition of January 2025 with the lists of 2024/25."""
    pytest.importorskip("openpyxl", reason="ePCN is a workbook")
    found = des.national(
        epcn=[epcn.read(real_file("ePCN_2025-01-20.xlsx"), edition=date(2025, 1, 20))],
        practice_maps=[practice_map.read(real_file("gp-reg-pat-prac-map_2026-07-01.csv"))],
        adjusted=[adjusted.read(real_file("pcn_adjusted_populations_2024-25.csv"), "2024/25")],
        list_sizes=[list_sizes.read(real_file("gp-reg-pat-prac-all_2026-01-01.csv"))],
    )
    counts = {count.month: count for count in found.counts}
    assert (counts[date(2025, 1, 1)].networks, counts[date(2025, 1, 1)].practices) == (1285, 6224)
    assert counts[date(2026, 7, 1)].networks == 1298
    assert counts[date(2025, 7, 1)].networks is None
    in_april = counts[date(2024, 4, 1)].registered
    assert (in_april.exact, in_april.at_least, in_april.at_most) == (None, Decimal(62_798_114), None)
    of_january = [row for row in found.months if row.month == date(2025, 1, 1)]
    assert {row.network for row in of_january if row.practices == 0} == {"U13557", "U62999"}
    gone = {page.network for page in found.pages if page.looks and page.looks[0].kind == "last told of earlier"}
    assert len(gone) == 12
    assert gone >= {"U13557", "U62999"}
    share = counts[date(2026, 7, 1)].cover
    assert share is not None
    assert Fraction(99, 100) < share < 1
