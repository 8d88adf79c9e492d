"""The reader of the Network Contract DES extract in its three forms, and of its dictionaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import ncd
from pcn_des.formats.cells import SUPPRESSED

HEADINGS = "PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
OLDER = (
    "QUALITY_SERVICE,PRACTICE_CODE,PRACTICE_NAME,PCN_ODS_CODE,PCN_NAME,ONS_SUB_ICB_LOC_CODE,SUB_ICB_LOC_CODE,"
    "SUB_ICB_LOC_NAME,ONS_ICB_CODE,ICB_CODE,ICB_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME,ACH_DATE,"
    "IND_CODE,MEASURE,VALUE\n"
)
RAW = (
    "QUALITY_SERVICE,NAME,ORG_CODE,ACH_DATE,IND_CODE,FIELD_NAME,VALUE,DEFAULT_VALUES_USED,SUBMIT_USER_ID,SUBMIT_DATE,"
    "SUBMIT_TIME,LAST_SUBMISSION\n"
)
FIELDS = "SERVICE_YEAR,IND_CODE,FIELD_NAME,SHORT_NAME\n2025-26,HI21,Number of patients with autism.,MI Count\n"


def test_the_published_form(written: Callable[..., Path]) -> None:
    reading = ncd.read(written(HEADINGS + "A81001,THE DENSHAM SURGERY,NCD2526,30/09/2025,SMR01A,Numerator,14\n"))
    assert (reading.raw, reading.problems) == (False, ())
    assert reading.rows == (
        ncd.NcdRow(
            practice_code="A81001",
            practice_name="THE DENSHAM SURGERY",
            service="NCD2526",
            at=date(2025, 9, 30),
            indicator="SMR01A",
            measure="Numerator",
            value=14,
            row=2,
        ),
    )


def test_a_suppressed_value_stays_suppressed(written: Callable[..., Path]) -> None:
    (row,) = ncd.read(written(HEADINGS + "A81001,UNALLOCATED,NCD2526,30/09/2025,SMR01A,PALCARDAT2,*\n")).rows
    assert row.value is SUPPRESSED
    assert row.practice_name is None
    assert repr(row.value) == "SUPPRESSED"
    with pytest.raises(TypeError, match="SUPPRESSED is neither true nor false"):
        bool(row.value)
    with pytest.raises(TypeError):
        sum([row.value])  # type: ignore[list-item]


def test_the_older_form_has_pcn_and_icb_and_gaps(written: Callable[..., Path]) -> None:
    end = "30/09/2022,NCD001,Denominator,7\n"
    reading = ncd.read(
        written(
            OLDER
            + f"NCD2223,A81001,DENSHAM,U89141,STOCKTON PCN,E38000247,16C,NENC,E54000050,QHM,NENC ICB,E4,Y63,NEY,{end}"
            + f"NCD2223,A81002,QUEENS,U,Unallocated,UNALLOCATED,UNALLOCATED,UNALLOCATED,,UNALLOCATED,,,,,{end}"
        )
    )
    assert reading.problems == ()
    assert [(row.pcn_code, row.pcn_name, row.sub_icb_code, row.icb_code, row.value) for row in reading.rows] == [
        ("U89141", "STOCKTON PCN", "16C", "QHM", 7),
        (None, None, None, None, 7),
    ]


def test_the_raw_form_and_its_short_names(written: Callable[..., Path]) -> None:
    line = "NCD2526,Network Contract DES,A81001,20250930,{},{},{},None,cro,05/10/2025,19:36:07,{}\n"
    reading = ncd.read(
        written(
            RAW
            + line.format("HI21", "Number of patients  with autism.", 10, "Y")
            + line.format("HI21", "Number of patients with autism.", 9, "N")
            + line.format("HI99", "FIELD", 3, "Y")
        )
    )
    assert (reading.raw, reading.problems) == (True, ())
    assert [(row.row, row.at, row.value) for row in reading.rows] == [
        (2, date(2025, 9, 30), 10),
        (4, date(2025, 9, 30), 3),
    ]
    named = ncd.with_short_names(reading, ncd.read_fields(written(FIELDS, "fields.csv")))
    assert [row.measure for row in named.rows] == ["MI Count", "FIELD"]
    assert [str(problem) for problem in named.problems] == [
        "a.csv, row 4, FIELD_NAME 'FIELD': fields.csv has no such field of HI99; "
        "use the mapping of the extract's own year (kept)"
    ]


def test_every_bad_row_is_reported(written: Callable[..., Path]) -> None:
    reading = ncd.read(
        written(
            HEADINGS
            + "A81001,DENSHAM,NCD2526,31/09/2025,SMR01A,Numerator,**\n"
            + "A81002,QUEENS,NCD2526,30/09/2025,SMR01A,Numerator,1\n"
            + "A81002,QUEENS,NCD2526,30/09/2025,SMR01A,Numerator,*\n"
            + "A81004,ACKLAM,NCD2526,30/09/2025,SMR01A,Numerator,\n"
        )
    )
    assert reading.rows == ()
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 2, ACH_DATE '31/09/2025': it is not a day; write it as 2026-07-01, 01/07/2026 or 01Jul2026",
        "a.csv, row 2, VALUE '**': it is not a whole number; write it as 7779 or 7,779",
        "a.csv, row 4, IND_CODE 'SMR01A': "
        "row 3 has this figure already, the values differ and none is used; remove one of the two",
        "a.csv, row 5, VALUE '': it is not a whole number; write it as 7779 or 7,779",
    ]


def test_another_file_is_refused(written: Callable[..., Path]) -> None:
    for read in (ncd.read, ncd.read_measures, ncd.read_fields):
        with pytest.raises(FileFormatError, match="lacks the heading"):
            read(written("Practice Code,Practice Name\n"))


# --- the real files (Crown Copyright, NHSDigital/ncdes, MIT) ----------------------------------------------------------


def test_the_real_synthetic_extract_with_its_names(real_file: Callable[[str], Path]) -> None:
    reading = ncd.read(real_file("ncdes_synthetic_data.csv"))
    assert (reading.raw, len(reading.rows), reading.problems) == (True, 15, ())
    assert {code: len(rows) for code, rows in reading.of_practice.items()} == {"A81001": 5, "A81002": 7, "A81004": 3}
    named = ncd.with_short_names(reading, ncd.read_fields(real_file("NCD_CQRS_Metadata_Mapping.csv")))
    assert named.problems == ()
    assert [(row.indicator, row.measure, row.value) for row in named.of_practice["A81001"]] == [
        ("CAN04", "FAECIMMDEC", 14),
        ("HI21", "MI Count", 10107),
        ("SMR01A", "NOMEDERR1", 3409),
        ("SMR01C", "STRMEDRVDC", 6022),
        ("SMR01C", "Denominator", 18833),
    ]


def test_the_real_dictionaries_agree(real_file: Callable[[str], Path]) -> None:
    measures = ncd.read_measures(real_file("NCD_metadata.csv"))
    fields = ncd.read_fields(real_file("NCD_CQRS_Metadata_Mapping.csv"))
    assert (len(measures.rows), measures.problems) == (38, ())
    assert (len(fields.rows), fields.problems) == (38, ())
    assert Counter(measure.kind for measure in measures.rows) == {
        "PCA": 15,
        "Numerator": 7,
        "Denominator": 7,
        "Exclusion": 8,
        "Single Count": 1,
    }
    named = {(measure.indicator, measure.short_name or measure.measure) for measure in measures.rows}
    assert named == {(field.indicator, field.short_name) for field in fields.rows}
    assert {measure.year for measure in measures.rows} == {field.year for field in fields.rows} == {"2025-26"}
