"""The readers of PCN Workforce, and which of its roles are plainly reimbursable ones."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import practice_map, workforce, workforce_roles

# Contains information from NHS England, licensed under the current version of the Open Government Licence.
HEADINGS = (
    "Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,SUB_ICB_NAME,ICB_CODE,ICB_NAME,"
    "COMM_REGION_CODE,COMM_REGION_NAME,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER\n"
)
PCN = 'U65207,PHOENIX (BNSSG) PCN,15C,"NHS Bristol – 15C",QUY,"NHS Bristol, North Somerset ICB",Y58,South West,'
DPC = "Other Direct Patient Care staff,"
ROWS = (
    f"NWRS Staff,2026,6,{PCN}{DPC}Paramedics,Paramedic,0.533333333,1\n"
    f"NWRS Staff,2026,6,{PCN}{DPC}Paramedics,Paramedic,1,2\n"
    f"NWRS contracted services,2026,6,{PCN}{DPC}Pharmacists,Pharmacist,0.5,\n"
    f"NWRS Staff,2026,6,{PCN}{DPC}Other Direct Patient Care,Other,0.2,2\n"
)
BY_ROLE = "PCN_CODE,ICB_CODE,COMM_REGION_CODE,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,Data_source,FTE,RECORDS\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_a_census_is_read_in_each_encoding(written: Callable[..., Path], encoding: str) -> None:
    reading = workforce.read(written(HEADINGS + ROWS.replace("PHOENIX (", "PHOENIX – ("), encoding=encoding))
    assert reading.problems == ()
    assert reading.rows[0] == workforce.WorkforceRow(
        source="NWRS Staff",
        year=2026,
        month=6,
        pcn_code="U65207",
        pcn_name="PHOENIX – (BNSSG) PCN",
        sub_icb_code="15C",
        icb_code="QUY",
        staff_group="Other Direct Patient Care staff",
        staff_role="Paramedics",
        detailed_role="Paramedic",
        fte=Decimal("0.533333333"),
        person="1",
        row=2,
    )


def test_contracted_services_have_time_but_no_person(written: Callable[..., Path]) -> None:
    row = workforce.read(written(HEADINGS + ROWS)).rows[2]
    assert (row.source, row.person, row.fte) == (workforce.CONTRACTED, None, Decimal("0.5"))


def test_the_time_of_a_pcn_by_role(written: Callable[..., Path]) -> None:
    reading = workforce.read(written(HEADINGS + ROWS))
    assert reading.fte("U65207") == {
        "Paramedic": Decimal("1.533333333"),
        "Pharmacist": Decimal("0.5"),
        "Other": Decimal("0.2"),
    }
    assert reading.fte_by_role_key("U65207") == {
        "paramedic": Decimal("1.533333333"),
        "clinical_pharmacist": Decimal("0.5"),
    }


def test_a_pcn_without_a_return_is_unknown_and_not_zero(written: Callable[..., Path]) -> None:
    reading = workforce.read(written(HEADINGS + ROWS))
    assert reading.fte("U00254") is None
    assert reading.fte_by_role_key("U00254") is None


def test_every_bad_row_is_reported_with_the_gap_that_it_leaves(written: Callable[..., Path]) -> None:
    bad = (
        f"NWRS Staff,2026,13,{PCN}{DPC}Paramedics,Paramedic,1,3\n"
        f"NWRS Staff,2026,6,{PCN.replace('U65207', 'U6')}{DPC}Paramedics,Paramedic,x,4\n"
    )
    reading = workforce.read(written(HEADINGS + ROWS + bad))
    assert len(reading.rows) == 4
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 6, CENSUS_MONTH '13': it is not a month; write 1 to 12",
        "a.csv, row 7, PCN_CODE 'U6': it is not a PCN code; write U and five digits, such as U00254",
        "a.csv, row 7, FTE 'x': it is not a number; write it as 7779, 7,779 or 7779.25",
    ]
    assert reading.gaps == {"U65207", None}


@pytest.mark.parametrize("year", ["0", "26", "1999", "2100", "9999", "20266"])
def test_a_year_of_no_calendar_is_a_problem_of_its_row(year: str, written: Callable[..., Path]) -> None:
    bad = f"NWRS Staff,{year},12,{PCN}{DPC}Paramedics,Paramedic,1,3\n"
    reading = workforce.read(written(HEADINGS + ROWS + bad))
    assert len(reading.rows) == 4
    assert [str(problem) for problem in reading.problems] == [
        f"a.csv, row 6, CENSUS_YEAR '{year}': it is not a year; write it as 2026"
    ]


def test_the_file_by_role(written: Callable[..., Path]) -> None:
    reading = workforce.read_by_role(
        written(BY_ROLE + f"U65207,QUY,Y58,{DPC}Paramedics,Paramedic,NWRS Staff,1.533333,2\n")
    )
    assert reading.problems == ()
    assert [(row.pcn_code, row.role, row.fte, row.records) for row in reading.rows] == [
        ("U65207", "paramedic", Decimal("1.533333"), 2)
    ]


def test_another_file_is_refused(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match="lacks the heading 'CENSUS_YEAR'"):
        workforce.read(written(BY_ROLE))
    with pytest.raises(FileFormatError, match="lacks the heading 'RECORDS'"):
        workforce.read_by_role(written(HEADINGS))


# --- roles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Care Coordinator", "care_coordinator"),
        ("care  coordinator", "care_coordinator"),
        ("Advanced Podiatrist Practitioner", "advanced_practitioner"),
        ("Therapist- Other (Mental Health Practitioner - Adult)", "mental_health_practitioner_adult"),
        ("Advanced Nurse Practitioner", None),
        ("Salaried By PCN", None),
        ("Social Prescribing Link Worker (Mental Health Practitioner - Adult)", None),
        ("Other", None),
    ],
)
def test_only_plain_names_are_roles(name: str, key: str | None) -> None:
    assert workforce_roles.role_key(name) == key


def test_the_roles_are_those_of_the_contract() -> None:
    text = files("pcn_des.contract").joinpath("years/2026-27/roles.toml").read_text(encoding="utf-8")
    known = tomllib.loads(text)["roles"].keys()
    assert len(known) == 26
    assert known - workforce_roles.role_names().keys() == {
        "consultant_nurse_primary_care",
        "experienced_general_practice_nurse",
        "general_practitioner",
        "new_to_general_practice_nurse",
        "other_direct_patient_care",
    }
    assert workforce_roles.role_names().keys() <= known


def test_the_names_are_those_of_the_census(real_file: Callable[[str], Path]) -> None:
    with real_file("pcn_workforce_2026-06_role_vocabulary.csv").open(encoding="utf-8", newline="") as file:
        groups = defaultdict(set)
        for row in csv.DictReader(file):
            groups[row["DETAILED_STAFF_ROLE"]].add(row["STAFF_GROUP"])
    names = [name for found in workforce_roles.role_names().values() for name in found]
    assert (len(groups), len(names), len(set(names))) == (76, 35, 35)
    assert all(len(groups[name]) == 1 for name in names)  # none is ambiguous, as 'Other' is


# --- the real files ---------------------------------------------------------------------------------------------------


def test_the_real_census_by_role(real_file: Callable[[str], Path]) -> None:
    reading = workforce.read_by_role(real_file("pcn_workforce_2026-06_england_by_pcn_role.csv"))
    assert (len(reading.rows), reading.problems, len(reading.of_pcn)) == (15_576, (), 1271)
    assert sum(row.fte for row in reading.rows) == Decimal("31253.328699")
    assert sum(row.records for row in reading.rows) == 39_940
    networks = practice_map.read(real_file("gp-reg-pat-prac-map_2026-07-01.csv")).of_pcn.keys()
    assert len(networks - reading.of_pcn.keys()) == 27
    assert reading.of_pcn.keys() <= networks


def test_the_real_rows_add_up_to_the_real_sums(real_file: Callable[[str], Path]) -> None:
    rows = workforce.read(real_file("pcn_workforce_2026-06_subset.csv"))
    sums = workforce.read_by_role(real_file("pcn_workforce_2026-06_england_by_pcn_role.csv"))
    assert (len(rows.rows), rows.problems, len(rows.of_pcn)) == (2396, (), 71)
    assert sum(row.person is None for row in rows.rows) == 378
    assert {row.source for row in rows.rows if row.person is None} == {workforce.CONTRACTED}
    for pcn in rows.of_pcn:
        ours, theirs = rows.fte(pcn), sums.fte(pcn)
        assert ours is not None
        assert theirs is not None
        assert ours.keys() == theirs.keys()
        assert all(abs(ours[role] - theirs[role]) < Decimal("0.00001") for role in ours)
