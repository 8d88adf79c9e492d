"""Whatever stands below the headings of a CSV file is read or reported, never an error."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.errors import FileFormatError, WrongTypeError
from pcn_des.formats import epraccur, iif, list_sizes, ncd, payments, practice_map, workforce
from pcn_des.formats.reading import Reading

HEADINGS: dict[Callable[[Path], Reading[Any]], str] = {
    iif.read: "ORGANISATION_TYPE,ORGANISATION_CODE,ORGANISATION_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE",
    list_sizes.read: "EXTRACT_DATE,TYPE,CODE,SEX,AGE,NUMBER_OF_PATIENTS",
    ncd.read: "PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE",
    ncd.read_fields: "SERVICE_YEAR,IND_CODE,FIELD_NAME,SHORT_NAME",
    payments.read: "PCN Code,Practice Code,Average Number of Registered Patients,"
    "Average Number of Weighted Patients,PCN Support",
    practice_map.read: "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME",
    workforce.read_by_role: "PCN_CODE,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,RECORDS",
}
CELLS = st.sampled_from(
    [
        "U00254",
        "G83001",
        "GP",
        "PCN",
        "ALL",
        "01Jul2026",
        "31/02/2026",
        "*",
        "-1",
        "12.5",
        "7,779",
        "=A1",
        "72Q",
        "U",
        "",
    ]
) | st.text(max_size=8)


@pytest.mark.parametrize("read", HEADINGS, ids=lambda read: f"{read.__module__}.{read.__name__}")
@given(rows=st.lists(st.lists(CELLS, max_size=11).map(",".join), max_size=6).map("\n".join))
def test_any_text_is_read_or_reported(
    read: Callable[[Path], Reading[Any]], rows: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(f"{HEADINGS[read]}\n{rows}\n".encode())
    with suppress(FileFormatError):  # and nothing else
        reading = read(path)
        assert all(problem.row > 1 and problem.file == "any.csv" and problem.mend for problem in reading.problems)
        assert all(row.row > 1 for row in reading.rows)


@given(st.lists(st.lists(CELLS, max_size=28).map(",".join), max_size=6).map("\n".join))
def test_any_text_without_headings_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(rows.encode())
    with suppress(FileFormatError):
        assert isinstance(epraccur.read(path), epraccur.EpraccurReading)


@pytest.mark.parametrize("read", HEADINGS, ids=lambda read: f"{read.__module__}.{read.__name__}")
@pytest.mark.parametrize(
    "source", [None, True, 1, 1.5, [], {}, object(), bytearray(b"x")], ids=lambda given: type(given).__name__
)
def test_what_is_neither_path_nor_bytes_is_refused(read: Callable[[Any], Reading[Any]], source: object) -> None:
    with pytest.raises(WrongTypeError, match="a file is given by its path or as bytes, not as"):
        read(source)
