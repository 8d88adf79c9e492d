"""The reader of the active practices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import epraccur


def line(
    code: str = "G83001", closed: str = "", status: str = "A", setting: str = "4", opened: str = "19740401"
) -> str:
    cells = [code, "MANOR BROOK PMS", "Y56", "QKK", "117 BROOK LANE", "", "", "LONDON", "", "SE3 0EN", opened, closed]
    cells += [status, "B", "72Q", "20200401", "", "020 88569720", "", "", "", "0", "", "72Q", "", setting, ""]
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def test_an_active_practice(written: Callable[..., Path]) -> None:
    reading = epraccur.read(written(line()))
    assert reading.problems == ()
    assert reading.rows == (
        epraccur.ActivePractice(
            code="G83001",
            name="MANOR BROOK PMS",
            region_code="Y56",
            icb_code="QKK",
            sub_icb_code="72Q",
            joined=date(2020, 4, 1),
            postcode="SE3 0EN",
            opened=date(1974, 4, 1),
            row=1,
        ),
    )
    assert reading.of_code["G83001"].row == 1


def test_the_words_of_2025(written: Callable[..., Path]) -> None:
    assert len(epraccur.read(written(line(status="ACTIVE", setting="RO76"))).rows) == 1


def test_others_are_passed_over(written: Callable[..., Path]) -> None:
    reading = epraccur.read(
        written(
            line()
            + line("G83002", closed="20200331")
            + line("G83003", status="C")
            + line("G83004", status="INACTIVE", setting="RO76")
            + line("ABC123456", setting="9")
        )
    )
    assert ([row.code for row in reading.rows], reading.problems) == (["G83001"], ())


def test_a_row_of_headings_is_passed_over(written: Callable[..., Path]) -> None:
    headings = [f"C{place}" for place in range(27)]
    for name, place in epraccur.PLACES.items():
        headings[place] = epraccur.COLUMNS[name].headings[0]
    assert [row.row for row in epraccur.read(written(",".join(headings) + "\n" + line())).rows] == [2]


def test_every_bad_row_is_reported(written: Callable[..., Path]) -> None:
    reading = epraccur.read(written(line() + line("G8300", opened="1974") + "G83003,A\n"))
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 2, Organisation Code 'G8300': "
        "it is not a practice code; write a letter and five digits, such as B83001",
        "a.csv, row 2, Open Date '1974': it is not a day; write it as YYYYMMDD, such as 20191001",
        "a.csv, row 3: it has 2 cells where 27 were expected; complete it",
    ]


def test_another_file_is_refused(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match=r"no row that can be used; .*epraccur\.csv has 27 columns: is it the"):
        epraccur.read(written("U00254,BLACKHEATH\nU00070,MERTON\n"))


def test_the_real_subset_of_january_2023(real_file: Callable[[str], Path]) -> None:
    reading = epraccur.read(real_file("epraccur_2023-01_subset.csv"))
    assert (len(reading.rows), reading.problems) == (315, ())
    assert {row.icb_code for row in reading.rows} == {"QKK", "QUY", "QT6", "QJK"}
