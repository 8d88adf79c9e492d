"""The reader of the Investment and Impact Fund's annual file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import iif
from pcn_des.formats.cells import SUPPRESSED

HEADINGS = "ORGANISATION_TYPE,ORGANISATION_CODE,ORGANISATION_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"


def test_figures_of_pcns_and_practices(written: Callable[..., Path]) -> None:
    reading = iif.read(
        written(
            HEADINGS
            + "PCN,U00070,WEST MERTON PCN,NCD2324,31/03/2024,NCDMI210,ACC-10 denominator,32148\n"
            + "GP practice,Y07275,BROUGHTON HOUSE,NCD2324,31/03/2024,NCD026,ACC-08 Numerator,145.5\n"
            + "GP practice,Y07275,BROUGHTON HOUSE,NCD2324,31/03/2024,NCD026,ACC-08 Denominator,*\n"
            + "GP practice,Y07275,BROUGHTON HOUSE,NCD2324,31/03/2024,NCD026,Something else,1\n"
        )
    )
    assert reading.problems == ()
    assert reading.rows[0] == iif.IifRow(
        kind="PCN",
        code="U00070",
        name="WEST MERTON PCN",
        service="NCD2324",
        at=date(2024, 3, 31),
        code_of_measure="NCDMI210",
        measure="ACC-10 denominator",
        value=Decimal(32148),
        row=2,
    )
    assert [row.indicator for row in reading.rows] == ["ACC-10", "ACC-08", "ACC-08", None]
    assert reading.of_code["Y07275"]["ACC-08 Numerator"] == Decimal("145.5")
    assert reading.of_code["Y07275"]["ACC-08 Denominator"] is SUPPRESSED


def test_every_bad_row_is_reported(written: Callable[..., Path]) -> None:
    reading = iif.read(
        written(
            HEADINGS
            + "ICB,QKK,SEL,NCD2324,31/03/2024,NCD026,ACC-08 Numerator,1\n"
            + "PCN,Y07275,BROUGHTON,NCD2324,31/03/2024,NCD026,ACC-08 Numerator,1\n"
            + "PCN,U00070,MERTON,NCD2324,31/03/2024,NCD026,ACC-08 Numerator,1\n"
            + "PCN,U00070,MERTON,NCD2324,31/03/2024,NCD026,ACC-08 Numerator,1\n"
        )
    )
    assert [row.row for row in reading.rows] == [4]
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 2, ORGANISATION_TYPE 'ICB': it must be 'GP practice' or 'PCN'",
        "a.csv, row 3, ORGANISATION_CODE 'Y07275': it is not a PCN code; write U and five digits, such as U00254",
        "a.csv, row 5, MEASURE 'ACC-08 Numerator': "
        "row 4 has this figure already, the values agree and are used once; remove one of the two",
    ]


def test_another_file_is_refused(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match="lacks the heading 'ORGANISATION_TYPE'"):
        iif.read(written("PRACTICE_CODE,VALUE\n"))


def test_the_real_file_of_2023_24(real_file: Callable[[str], Path]) -> None:
    reading = iif.read(real_file("iif_indicators_2023-24.csv"))
    assert (len(reading.rows), reading.problems) == (26_520, ())
    assert sum(code.startswith("U") for code in reading.of_code) == 1273
    assert {row.indicator for row in reading.rows} == {"ACC-08", "ACC-10", "ACC-10b", "EHCH-04"}
    given: dict[str, list[Any]] = {
        part: [figures.get(f"ACC-08 {part}", 0) for figures in reading.of_code.values()]
        for part in ("Numerator", "Denominator")
    }
    assert (sum(given["Numerator"]), sum(given["Denominator"])) == (188_034_307, 216_102_375)
    assert reading.of_code["U00070"]["ACC-10 denominator"] == 32_148
