"""A row with two faults shows both, whichever reader reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pcn_des.formats import adjusted, epcn, iif, list_sizes, ncd, payments, practice_map, workforce
from pcn_des.formats.reading import Reading
from support.readers import NETWORKS, TEXTS, whole

Read = Callable[[bytes], Reading[object]]


@pytest.mark.parametrize(
    ("read", "text", "good", "bad", "columns"),
    [
        (practice_map.read, TEXTS["map"], "01Jul2026,Y99911", "soon,Y9991", ["EXTRACT_DATE", "PRACTICE_CODE"]),
        (list_sizes.read, TEXTS["list sizes"], "A81001,TS18 1HU,ALL,ALL,3743", "A8,TS18 1HU,ALL,ALL,many",
         ["NUMBER_OF_PATIENTS", "CODE"]),
        (iif.read, TEXTS["IIF"], "PCN,U99902,HARBOUR PCN,NCD2324,31/03/2024", "PCN,U9,HARBOUR PCN,NCD2324,soon",
         ["ACH_DATE", "ORGANISATION_CODE"]),
        (iif.read, TEXTS["IIF"], "U99902", "U9", ["ORGANISATION_CODE"]),
        (ncd.read, TEXTS["indicators"], "Numerator,14", "Numerator,many", ["VALUE"]),
        (payments.read, TEXTS["payments"], "01/04/1974,21030.25", "soon,many",
         ["Practice Open Date", "Average Number of Registered Patients"]),
        (workforce.read, TEXTS["workforce"], "2026,6,U99902,HARBOUR PCN,99Z,QZZ,DPC,Paramedics,Paramedic,0.8",
         "2026,13,U9,HARBOUR PCN,99Z,QZZ,DPC,Paramedics,Paramedic,much", ["PCN_CODE", "FTE", "CENSUS_MONTH"]),
        (lambda raw: adjusted.read(raw, "2025/26"), whole("adjusted").decode(), "U99902,21030", "U9,many",
         ["PCN Code", "Raw list size"]),
        (lambda raw: epcn.read_csv(raw, b"Y99911,Q,,,U99903,,,,20191001,,TRUE"), NETWORKS.decode(),
         "U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001", "U9,HARBOUR PCN,99Z,NHS HARBOUR,soon",
         ["PCN Code", "Open Date"]),
    ],
)  # fmt: skip
def test_a_row_with_two_faults_shows_both(read: Read, text: str, good: str, bad: str, columns: list[str]) -> None:
    assert good in text
    body, _, last = text.rstrip("\n").rpartition("\n")
    extra = next(line for line in text.splitlines() if good in line)
    reading = read(f"{body}\n{last}\n{extra.replace(good, bad, 1)}\n".encode())
    row = max(problem.row for problem in reading.problems)
    assert [problem.column for problem in reading.problems if problem.row == row] == columns
