"""The readers of NHS Payments to General Practice, and the sums of a PCN."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import payments

# Contains information from NHS England, licensed under the current version of the Open Government Licence.
START = "NHS England (Region) code,CCG Code,PCN Code,PCN Name,Practice Code,Contract Type,Dispensing Practice,"
PAID = ",PCN Participation,PCN Support,PCN Extended Hours Access\n"
OFFICIAL = START + "Average Number of Registered Patients,Average Number of Weighted Patients" + PAID
HEEC = START + (
    "Number of Registered Patients (Last Known Figure),Number of Weighted Patients (Last Known Figure)" + PAID
)
ROWS = (
    "Y56,72Q,U00254,BLACKHEATH AND CHARLTON PCN,G83001,PMS,No,12533.25,12479.59,22281.75,0,0\n"
    "Y56,72Q,U00254,BLACKHEATH AND CHARLTON PCN,G83021,PMS,No,17526,16821.43,27073.72,70473.00,-67654.08\n"
    "Y56,72Q,Unknown or no PCN,Unknown or no PCN,Y07020,Unknown,Unknown,414.75,,2516.6,0,0\n"
)


@pytest.mark.parametrize("headings", [OFFICIAL, HEEC])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_practice_file_under_both_headings(written: Callable[..., Path], headings: str, encoding: str) -> None:
    reading = payments.read(written(headings + ROWS, encoding=encoding))
    assert (reading.problems, reading.gaps) == ((), frozenset())
    assert reading.rows[1] == payments.PracticePayments(
        pcn_code="U00254",
        pcn_name="BLACKHEATH AND CHARLTON PCN",
        practice_code="G83021",
        practice_name=None,
        contract_type="PMS",
        opened=None,
        closed=None,
        registered=Decimal(17526),
        weighted=Decimal("16821.43"),
        payments={
            "PCN Participation": Decimal("27073.72"),
            "PCN Support": Decimal("70473.00"),
            "PCN Extended Hours Access": Decimal("-67654.08"),  # taken back
        },
        row=3,
    )
    assert (reading.rows[2].pcn_code, reading.rows[2].contract_type, reading.rows[2].weighted) == (None, None, None)


def test_more_columns_of_the_official_file(written: Callable[..., Path]) -> None:
    headings = OFFICIAL.replace("Contract Type", "Practice Name,Practice Open Date,Practice Close Date,Contract Type")
    rows = ROWS.replace("G83001,", "G83001,MANOR BROOK,01/04/1974,,").replace("G83021,", "G83021,X,,31/03/2022,")
    first, second = payments.read(written(headings + rows.rsplit("Y56", 1)[0])).rows
    assert (first.practice_name, first.opened, first.closed) == ("MANOR BROOK", date(1974, 4, 1), None)
    assert second.closed == date(2022, 3, 31)


def test_headings_are_known_whatever_their_capitals(written: Callable[..., Path]) -> None:
    reading = payments.read(written((OFFICIAL + ROWS).replace("PCN Support", "PCN SUPPORT")))
    assert reading.rows[0].payments.keys() == {"PCN Participation", "PCN Support", "PCN Extended Hours Access"}


def test_the_rows_of_a_pcn_are_summed(written: Callable[..., Path]) -> None:
    summed = payments.by_pcn(payments.read(written(HEEC + ROWS)))
    assert summed == {
        "U00254": payments.PcnPayments(
            pcn_code="U00254",
            pcn_name="BLACKHEATH AND CHARLTON PCN",
            registered=Decimal("30059.25"),
            weighted=Decimal("29301.02"),
            payments={
                "PCN Participation": Decimal("49355.47"),
                "PCN Support": Decimal("70473.00"),
                "PCN Extended Hours Access": Decimal("-67654.08"),
            },
            practices=("G83001", "G83021"),
        )
    }


def test_a_list_that_is_missing_leaves_no_sum(written: Callable[..., Path]) -> None:
    summed = payments.by_pcn(payments.read(written(HEEC + ROWS.replace("12533.25", ""))))["U00254"]
    assert (summed.registered, summed.weighted) == (None, Decimal("29301.02"))


@pytest.mark.parametrize(
    ("bad", "complete"),
    [
        ("Y56,72Q,U00254,BLACKHEATH,G83044,PMS,No,1,1,nothing,0,0\n", False),
        ("Y56,72Q,U0025,BLACKHEATH,G83044,PMS,No,1,1,0,0,0\n", False),  # may be any PCN
        ("Y56,72Q,U00254,BLACKHEATH\n", False),
        ("Y56,72Q,U00070,WEST MERTON,H85001,PMS,No,1,1,,0,0\n", True),
        ("Y56,72Q,Unknown or no PCN,,H85001,PMS,No,1,1,,0,0\n", True),
    ],
)
def test_a_row_that_cannot_be_used_leaves_the_sum_incomplete(
    written: Callable[..., Path], bad: str, complete: bool
) -> None:
    reading = payments.read(written(HEEC + ROWS + bad))
    assert (len(reading.rows), len(reading.problems)) == (3, 1)
    assert payments.by_pcn(reading)["U00254"].complete is complete


def test_a_practice_twice_is_used_once_or_not_at_all(written: Callable[..., Path]) -> None:
    first, second, _ = ROWS.splitlines(keepends=True)
    reading = payments.read(written(HEEC + first + first + second + second.replace("70473.00", "1")))
    assert [row.practice_code for row in reading.rows] == ["G83001"]
    assert [problem.mend for problem in reading.problems] == [
        "row 2 has this practice already, the rows agree and are used once; remove one of the two",
        "row 4 has this practice already, the rows differ and none is used; remove one of the two",
    ]
    assert payments.by_pcn(reading)["U00254"].complete is False


def test_amounts_are_pounds_or_problems(written: Callable[..., Path]) -> None:
    reading = payments.read(written(HEEC + ROWS.replace("70473.00", "*").replace("22281.75", '"-1,234.5"')))
    assert reading.rows[0].payments["PCN Participation"] == Decimal("-1234.5")
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 3, PCN Support '*': it is not an amount; write it as 7779, -7,779.25 or 0 for nothing"
    ]


def test_files_without_payments_to_pcns_are_refused(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match=r"a\.csv has no payments to PCNs; is it the right file, of 2019/20"):
        payments.read(written(OFFICIAL.replace(PAID, ",Global Sum\n")))
    with pytest.raises(FileFormatError, match="lacks the heading 'PCN Code'"):
        payments.read(written(OFFICIAL.replace("PCN Code", "Code")))


def test_the_pcn_file(written: Callable[..., Path]) -> None:
    headings = (
        "ICB Code,Sub ICB Code,PCN Code,PCN Name,Average Number of Registered Patients,"
        "Average Number of Weighted Patients,Core PCN Funding,Enhanced Access\n"
    )
    reading = payments.read_pcns(
        written(headings + "QKK,72Q,U00254,BLACKHEATH,48445.25,47256.86,70473,-1.5\nQKK,72Q,U,X,1,1,0,0\n")
    )
    assert reading.of_pcn["U00254"] == payments.PcnPayments(
        pcn_code="U00254",
        pcn_name="BLACKHEATH",
        registered=Decimal("48445.25"),
        weighted=Decimal("47256.86"),
        payments={"Core PCN Funding": Decimal(70473), "Enhanced Access": Decimal("-1.5")},
        row=2,
    )
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 3, PCN Code 'U': it is not a PCN code; write U and five digits, such as U00254"
    ]
    with pytest.raises(FileFormatError, match="has no payments to PCNs"):
        payments.read_pcns(written("PCN Code\n"))


# --- the real file ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def of_2021(real_file: Callable[[str], Path]) -> payments.PracticeReading:
    """The practice file of 2021/22."""
    return payments.read(real_file("nhs_payments_gp_2021-22_england_pcn_columns.csv"))


def test_the_real_file_of_2021_22(of_2021: payments.PracticeReading) -> None:
    assert (len(of_2021.rows), of_2021.problems) == (6758, ())
    assert sum(row.pcn_code is None for row in of_2021.rows) == 313
    assert len(payments.by_pcn(of_2021)) == 1250
    assert {heading: sum(row.payments[heading] for row in of_2021.rows) for heading in payments.STREAMS} == {
        "PCN Participation": Decimal("105381558.43"),
        "PCN Leadership": Decimal("73423017.62"),
        "PCN Support": Decimal("87619438.00"),
        "PCN Extended Hours Access": Decimal("66526144.36"),
        "PCN Workforce": Decimal("332144490.52"),
        "PCN Investment and impact Fund": Decimal("31304241.08"),
        "PCN Care Home Premium": Decimal("36491808.81"),
    }
    assert sum(amount < 0 for row in of_2021.rows for amount in row.payments.values()) == 26


def test_the_real_payments_of_blackheath_and_charlton(of_2021: payments.PracticeReading) -> None:
    paid = payments.by_pcn(of_2021)["U00254"]
    assert paid.complete
    assert paid.payments["PCN Support"] == Decimal("70473.00")
    assert paid.payments["PCN Extended Hours Access"] == Decimal("67654.08")
    assert paid.payments["PCN Leadership"] == Decimal("67969.80")
    assert paid.practices == ("G83001", "G83013", "G83021", "G83044")


def test_the_sums_are_those_derived_before(of_2021: payments.PracticeReading, real_file: Callable[[str], Path]) -> None:
    with real_file("derived_2021-22_pcns_where_two_streams_agree.csv").open(encoding="utf-8", newline="") as file:
        derived = list(csv.DictReader(file))
    assert len(derived) == 304
    summed = payments.by_pcn(of_2021)
    for row in derived:
        paid = summed[row["PCN Code"]]
        for heading in payments.STREAMS.keys() - {"PCN Participation"}:
            assert paid.payments[heading] == Decimal(row[heading])
        assert (paid.registered, paid.weighted, len(paid.practices)) == (
            Decimal(row["avg_registered_2021_22"]),
            Decimal(row["avg_weighted_2021_22"]),
            int(row["practices"]),
        )
