"""Files as people met them: first editions, spreadsheets, archives, title rows. What must come out of each."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import pcn_des as des
from pcn_des.errors import FileFormatError
from pcn_des.formats import adjusted, epcn, iif, list_sizes, ncd, payments, practice_map, workforce

Find = Callable[[str], Path]


def test_1_the_first_edition_of_epcn(report_file: Find) -> None:
    reading = epcn.read(report_file("epcn-first-edition.xlsx"))
    assert [
        (row.practice_code, row.pcn_code, row.start, row.pcn_name, row.same_commissioner) for row in reading.partners
    ] == [
        ("Y99911", "U99902", date(2019, 10, 1), "HARBOUR PCN", True),
        ("Y99912", "U99902", date(2019, 10, 1), "HARBOUR PCN", False),
        ("Y99913", "U99903", date(2019, 12, 1), "MOOR PCN", True),
    ]
    assert len(reading.pcns) == 2
    assert not reading.problems


def test_1_the_real_first_edition(real_file: Find) -> None:
    reading = epcn.read(real_file("ePCN_2019-12-04.xlsx"))
    assert Counter(pcn.opened for pcn in reading.pcns) == {date(2019, 10, 1): 1_248, date(2019, 12, 1): 2}
    assert Counter(row.start for row in reading.partners) == {date(2019, 10, 1): 6_751, date(2019, 12, 1): 6}
    assert not [pcn for pcn in reading.pcns if pcn.closed]
    assert not [row for row in reading.partners if row.end]
    assert sum(row.same_commissioner is False for row in reading.partners) == 30
    assert sum(len(members) == 1 for members in reading.spells.in_pcn.values()) == 34
    assert not reading.problems


def test_2_a_file_that_went_through_a_spreadsheet(report_file: Find) -> None:
    reading = practice_map.read(report_file("practice-map-short-year.csv"))
    assert [(row.at, row.practice_code, row.pcn_code) for row in reading.rows] == [
        (date(2020, 9, 1), "Y99911", "U99902"),
        (date(2020, 9, 1), "Y99912", "U99902"),
        (date(2020, 9, 1), "Y99914", None),
    ]
    assert not reading.problems


def test_2_the_real_map_that_a_spreadsheet_saved(real_file: Find) -> None:
    reading = practice_map.read(real_file("gp-reg-pat-prac-map_2020-09-01_resaved.csv"))
    assert (len(reading.rows), len(reading.of_pcn)) == (6_708, 1_251)
    assert sum(row.pcn_code is None for row in reading.rows) == 131
    assert not reading.problems


def test_3_persons_called_null_and_a_negative_time(report_file: Find) -> None:
    reading = workforce.read(report_file("workforce-null-and-negative.csv"))
    assert [row.person for row in reading.rows] == ["101", "102", "102", None, None, None]
    assert sum(row.fte for row in reading.rows) == Decimal("2.773333333")
    assert [str(problem) for problem in reading.problems] == [
        "workforce-null-and-negative.csv, row 5, FTE '-0.026666667': it is negative, and the file does not say why; "
        "the row is kept and counts in sums as it stands"
    ]


@pytest.mark.parametrize(
    ("name", "rows", "networks", "fte", "nobody", "persons"),
    [
        ("pcn_workforce_2020-03.csv", 534, 188, "343.886800001", 31, 498),
        ("pcn_workforce_2021-12_subset.csv", 68, 5, "47.196800000", 22, 46),
    ],
)
def test_3_the_real_census(
    name: str, rows: int, networks: int, fte: str, nobody: int, persons: int, real_file: Find
) -> None:
    reading = workforce.read(real_file(name))
    assert (len(reading.rows), len(reading.of_pcn)) == (rows, networks)
    assert sum(row.fte for row in reading.rows) == Decimal(fte)
    assert sum(row.person is None for row in reading.rows) == nobody
    assert len({row.person for row in reading.rows} - {None}) == persons


@pytest.mark.parametrize(
    ("pcn", "rows", "fte", "persons"), [("U55979", 15, "9.213333333", 6), ("U16196", 23, "14.530133332", 17)]
)
def test_3_a_network_of_the_real_census(pcn: str, rows: int, fte: str, persons: int, real_file: Find) -> None:
    own = workforce.read(real_file("pcn_workforce_2021-12_subset.csv")).of_pcn[pcn]
    assert len(own) == rows
    assert sum(row.fte for row in own) == Decimal(fte)
    assert len({row.person for row in own} - {None}) == persons


def test_4_archives_as_they_are_downloaded(report_file: Find) -> None:
    members = epcn.read(report_file("epcn.zip"))
    assert (len(members.pcns), len(members.partners), members.file) == (2, 3, "epcn.zip, ePCN.xlsx")
    rows = practice_map.read(report_file("practice-map.zip")).rows
    assert [row.at for row in rows] == [date(2020, 9, 1)] * 3


def test_4_archives_of_several_tables_or_none_are_named_with_what_is_in_them() -> None:
    for parts, message in (
        (
            ("a.csv", "b.csv", "read.pdf"),
            "l.zip is an archive with several tables in it: 'a.csv', 'b.csv', 'read.pdf'; unpack it and name the one "
            "to read",
        ),
        (("read.pdf",), "l.zip is an archive with no table (.csv or .xlsx) in it: 'read.pdf'; is it the right file?"),
    ):
        readers: list[Callable[..., Any]] = [practice_map.read, list_sizes.read, epcn.read, iif.read, payments.read]
        for read in (*readers, ncd.read, workforce.read):
            with pytest.raises(FileFormatError) as caught:
                read(_packed(dict.fromkeys(parts, b"x")), name="l.zip")
            assert str(caught.value) == message


def test_8_headings_below_a_title(report_file: Find) -> None:
    reading = adjusted.read(report_file("adjusted-title-row.csv"), "2026/27")
    assert [(row.row, row.registered, row.adjusted) for row in reading.rows] == [
        (4, 21_030, Decimal(20_544)),
        (5, 13_120, Decimal(13_407)),
    ]
    assert not reading.problems


def test_8_the_publishers_own_workbook(workbook: Callable[..., Path]) -> None:
    head = ["Practice Code", "Practice Name", "PCN Code", "PCN Name", "Raw list size", "Adjusted Population"]
    path = workbook(
        {
            "Notes": [["PCN adjusted populations 2026/27"], ["Published in March"]],
            "PCNs": [["PCN Code", "PCN Name", "Adjusted Population"], ["U99902", "HARBOUR PCN", 33951]],
            "Practices": [
                ["PCN adjusted populations 2026/27"],
                [],
                head,
                ["Y99911", "QUAY SURGERY", "U99902", "HARBOUR PCN", 21030, 20544.25],
                ["Y99912", "MOLE PRACTICE", "U99902", "HARBOUR PCN", 13120, 13407],
            ],
        },
        "adjusted.XLSX",
    )
    reading = adjusted.read(path, "2026/27")
    assert [(row.row, row.registered, row.adjusted) for row in reading.rows] == [
        (4, 21_030, Decimal("20544.25")),
        (5, 13_120, Decimal(13_407)),
    ]
    assert reading.file == "adjusted.XLSX, sheet Practices"
    assert adjusted.read(path.read_bytes(), "2026/27", name="adjusted.XLSX") == reading


def test_5_and_9_what_is_on_record_of_another_day(report_file: Find) -> None:
    merged = des.read_network(report_file("merger.toml"))
    assert des.assess(merged, date(2024, 9, 15))["network.list_size"].status is des.Status.MET
    assert des.assess(merged, date(2024, 11, 15))["network.list_size"].status is des.Status.UNKNOWN
    other = des.assess(des.read_network(report_file("population-of-another-day.toml")), date(2025, 5, 15))
    assert other["network.list_size"].status is des.Status.UNKNOWN
    assert other["network.list_size"].reason == (
        "needs the registered population of Quay Surgery (Y99911) at 1 January 2025; "
        "on record, and not counted: 31 December 2024 (34,500) and 1 April 2025 (34,588)"
    )


def test_a_file_that_says_nothing_of_the_network_is_named() -> None:
    base = des.Network(code="U99902", name="Harbour PCN", practices=[des.network.Practice(code="Y99911", name="Quay")])
    lists = (
        b"EXTRACT_DATE,TYPE,CODE,CCG_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n01JAN2022,GP,A00001,99Z,ALL,ALL,9812\n",
        b"EXTRACT_DATE,TYPE,CODE,CCG_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n01JAN2022,GP,Y99911,99Z,ALL,ALL,9812\n",
    )
    combined = des.network_from_files("U99902", base=base, list_sizes=lists)
    assert combined.not_compared == (
        "list sizes 1 says nothing of U99902 or its practices, so nothing was compared with it; is it the right file?",
    )
    assert "COMPARED WITH NOTHING: 1" in str(combined)
    assert combined.to_dict()["not_compared"] == list(combined.not_compared)
    assert combined.origins["practices[Y99911].populations registered 2022-01-01"] == "list sizes 2"


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return packed.getvalue()
