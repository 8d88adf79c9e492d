"""The reader of the map of practices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import practice_map

# Contains information from NHS England, licensed under the current version of the Open Government Licence.
HEADINGS = (
    "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ONS_ICB_CODE,ICB_CODE,ICB_NAME,"
    "ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME,SUPPLIER_NAME\r\n"
)
STOCKTON = (
    "GP_PRAC_PAT_LIST,01Jul2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,E38000247,16C,"
    "NHS North East and North Cumbria ICB - 16C,E54000050,QHM,NHS North East and North Cumbria Integrated Care Board,"
    "E40000012,Y63,North East and Yorkshire,TPP\r\n"
)
BEDFORD = (
    "GP_PRAC_PAT_LIST,01Jul2026,E81615,ASHBURNHAM ROAD SURGERY,MK40 1DY,U,Unallocated,E38000249,M1J4Y,"
    '"NHS Central East ICB, M1J4Y",E54000066,T6Y0W,NHS Central East ICB,E40000007,Y61,East of England,EMIS\r\n'
)


def test_a_map_of_2026(written: Callable[..., Path]) -> None:
    reading = practice_map.read(written(HEADINGS + STOCKTON + BEDFORD))
    assert reading.problems == ()
    assert reading.rows == (
        practice_map.MapRow(
            at=date(2026, 7, 1),
            practice_code="A81001",
            practice_name="THE DENSHAM SURGERY",
            postcode="TS18 1HU",
            pcn_code="U89141",
            pcn_name="STOCKTON PCN",
            sub_icb_code="16C",
            sub_icb_name="NHS North East and North Cumbria ICB - 16C",
            icb_code="QHM",
            icb_name="NHS North East and North Cumbria Integrated Care Board",
            supplier="TPP",
            row=2,
        ),
        practice_map.MapRow(
            at=date(2026, 7, 1),
            practice_code="E81615",
            practice_name="ASHBURNHAM ROAD SURGERY",
            postcode="MK40 1DY",
            pcn_code=None,
            pcn_name=None,
            sub_icb_code="M1J4Y",
            sub_icb_name="NHS Central East ICB, M1J4Y",
            icb_code="T6Y0W",
            icb_name="NHS Central East ICB",
            supplier="EMIS",
            row=3,
        ),
    )
    assert {code: len(rows) for code, rows in reading.of_pcn.items()} == {"U89141": 1}
    assert reading.of_practice["E81615"].pcn_code is None


def test_a_map_of_the_ccg_years_has_other_headings_and_no_supplier(written: Callable[..., Path]) -> None:
    reading = practice_map.read(
        written(
            "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,CCG_CODE,CCG_NAME,"
            "STP_CODE,STP_NAME\n"
            "01APR2021,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS TEES VALLEY CCG,"
            "QHM,CUMBRIA AND NORTH EAST\n"
        )
    )
    (row,) = reading.rows
    assert (row.at, row.sub_icb_code, row.icb_code, row.supplier) == (date(2021, 4, 1), "16C", "QHM", None)


def test_every_bad_row_is_reported(written: Callable[..., Path]) -> None:
    bad = STOCKTON.replace("01Jul2026", "01Jux2026").replace("U89141", "X89141").replace("16C,", "16,")
    reading = practice_map.read(written(HEADINGS + bad + BEDFORD))
    assert [row.practice_code for row in reading.rows] == ["E81615"]
    assert [(problem.row, problem.column, problem.value) for problem in reading.problems] == [
        (2, "EXTRACT_DATE", "01Jux2026"),
        (2, "PCN_CODE", "X89141"),
        (2, "SUB_ICB_LOCATION_CODE", "16"),
    ]


def test_a_practice_twice_is_used_once_or_not_at_all(written: Callable[..., Path]) -> None:
    reading = practice_map.read(
        written(HEADINGS + STOCKTON + STOCKTON + BEDFORD + BEDFORD.replace("U,Unallocated", "U74819,CARITAS"))
    )
    assert [row.practice_code for row in reading.rows] == ["A81001"]
    assert [problem.mend for problem in reading.problems] == [
        "row 2 has this practice already, the rows agree and are used once; remove one of the two",
        "row 4 has this practice already, the rows differ and none is used; remove one of the two",
    ]


def test_another_file_is_refused(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match=r"lacks the heading .*'SUB_ICB_LOCATION_CODE' or 'CCG_CODE'"):
        practice_map.read(written("PUBLICATION,EXTRACT_DATE\n"))


def test_the_real_map_of_july_2026(real_file: Callable[[str], Path]) -> None:
    reading = practice_map.read(real_file("gp-reg-pat-prac-map_2026-07-01.csv"))
    assert (len(reading.rows), reading.problems, len(reading.of_pcn)) == (6139, (), 1298)
    assert sum(row.pcn_code is None for row in reading.rows) == 52
    assert {len(row.sub_icb_code) for row in reading.rows} == {len(row.icb_code) for row in reading.rows} == {3, 5}
    assert (len({row.sub_icb_code for row in reading.rows}), len({row.icb_code for row in reading.rows})) == (106, 36)
    # codes, never names: two PCNs share one
    codes = defaultdict(set)
    for row in reading.rows:
        codes[row.pcn_name].add(row.pcn_code)
    assert {name: found for name, found in codes.items() if len(found) > 1} == {"GRAND UNION PCN": {"U09187", "U41025"}}
    # and eleven reach over two or three sub-ICB locations
    assert sum(len({row.sub_icb_code for row in rows}) > 1 for rows in reading.of_pcn.values()) == 11


@pytest.mark.parametrize("other", ["01Aug2026", "02Jul2026", "01Jul2025"])
@pytest.mark.parametrize("place", [0, 1, 5])
def test_a_map_of_several_days_is_refused_with_its_rows(other: str, place: int) -> None:
    """Every row would be taken to be of the first one's day."""
    rows = [STOCKTON.replace("A81001", f"A8100{number}") for number in range(6)]
    rows[place] = rows[place].replace("01Jul2026", other)
    with pytest.raises(FileFormatError) as refused:
        practice_map.read((HEADINGS + "".join(rows)).encode(), name="map.csv")
    day = {"01Aug2026": "1 August 2026", "02Jul2026": "2 July 2026", "01Jul2025": "1 July 2025"}[other]
    assert str(refused.value).startswith("map.csv has an EXTRACT_DATE of several days: 1 July 2026 in 5 rows (")
    assert f"; {day} in 1 row ({place + 2}). A map is of one day" in str(refused.value)


def test_of_many_days_the_first_are_told_and_the_others_counted() -> None:
    rows = [STOCKTON.replace("A81001", f"A8100{day}").replace("01Jul", f"0{day}Jul") for day in range(1, 6)]
    with pytest.raises(FileFormatError, match=r"3 July 2026 in 1 row \(4\); and 2 days more\. A map is of one day"):
        practice_map.read((HEADINGS + "".join(rows)).encode())
