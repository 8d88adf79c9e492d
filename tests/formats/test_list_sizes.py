"""The reader of registered patients: both files, both kinds of dates, and the populations of a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError
from pcn_des.formats import list_sizes
from pcn_des.network import Membership, Network, Population, Practice, Records

# Contains information from NHS England, licensed under the current version of the Open Government Licence.
HEADINGS = (
    "PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,"
    "NUMBER_OF_PATIENTS\n"
)
ALL = HEADINGS + (
    "GP_PRAC_PAT_LIST,2026-01-01,GP,16C,E38000247,A81001,TS18 1HU,ALL,ALL,3749\n"
    "GP_PRAC_PAT_LIST,2026-01-01,GP,A3A8R,E38000255,Y08371,RM13 8QZ,ALL,ALL,4277\n"
)
BY_AGE = (
    "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS\n"
    "GP_PRAC_PAT_LIST,01APR2026,Comm Region,Y63,E40000012,,ALL,ALL,9000000\n"
    "GP_PRAC_PAT_LIST,01APR2026,SUB_ICB_LOCATION_CODE,16C,E38000247,,ALL,ALL,700000\n"
    "GP_PRAC_PAT_LIST,01APR2026,PCN,U89141,,,ALL,ALL,50000\n"
    "GP_PRAC_PAT_LIST,01APR2026,PCN,U89141,,,ALL,0_4,2000\n"
    "GP_PRAC_PAT_LIST,01APR2026,PCN,U,,,ALL,ALL,400\n"
    "GP_PRAC_PAT_LIST,01APR2026,GP,A81001,,TS18 1HU,ALL,ALL,3743\n"
    "GP_PRAC_PAT_LIST,01APR2026,GP,A81001,,TS18 1HU,MALE,ALL,1800\n"
    "GP_PRAC_PAT_LIST,01APR2026,GP,A81001,,TS18 1HU,ALL,95+,12\n"
)
OF_2022 = (
    "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "GP_PRAC_PAT_LIST,01JAN2022,GP,00L,E38000130,A84006,NE1 1AA,ALL,ALL,11000\n"
)


def test_the_file_of_all_patients(written: Callable[..., Path]) -> None:
    reading = list_sizes.read(written(ALL))
    assert (reading.file, reading.problems) == ("a.csv", ())
    assert reading.rows == (
        list_sizes.ListSizeRow(
            kind="GP", code="A81001", commissioner_code="16C", at=date(2026, 1, 1), patients=3749, row=2
        ),
        list_sizes.ListSizeRow(
            kind="GP", code="Y08371", commissioner_code="A3A8R", at=date(2026, 1, 1), patients=4277, row=3
        ),
    )


def test_the_file_by_age_gives_totals_of_practices_and_pcns_only(written: Callable[..., Path]) -> None:
    reading = list_sizes.read(written(BY_AGE))
    assert reading.problems == ()
    assert [(row.kind, row.code, row.at, row.patients) for row in reading.rows] == [
        ("PCN", "U89141", date(2026, 4, 1), 50000),
        ("GP", "A81001", date(2026, 4, 1), 3743),
    ]
    assert {row.commissioner_code for row in reading.rows} == {None}


def test_an_edition_before_july_2022(written: Callable[..., Path]) -> None:
    (row,) = list_sizes.read(written(OF_2022)).rows
    assert (row.commissioner_code, row.at, row.patients) == ("00L", date(2022, 1, 1), 11000)


def test_every_bad_row_is_reported_and_the_good_ones_are_kept(written: Callable[..., Path]) -> None:
    reading = list_sizes.read(
        written(
            ALL
            + "GP_PRAC_PAT_LIST,2026-01-32,GP,16C,E38000247,A81002,TS18 2AW,ALL,ALL,many\n"
            + "GP_PRAC_PAT_LIST,2026-01-01,GP,16C,E38000247,A8100,TS18 2AW,ALL,ALL,5\n"
            + "GP_PRAC_PAT_LIST,2026-01-01,GP,16,E38000247,A81004\n"
        )
    )
    assert [row.code for row in reading.rows] == ["A81001", "Y08371"]
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 4, EXTRACT_DATE '2026-01-32': it is not a day; write it as 2026-07-01, 01/07/2026 or 01Jul2026",
        "a.csv, row 4, NUMBER_OF_PATIENTS 'many': it is not a whole number; write it as 7779 or 7,779",
        "a.csv, row 5, CODE 'A8100': it is not a practice code; write a letter and five digits, such as B83001",
        "a.csv, row 6: it has 6 cells where 10 were expected; complete it",
    ]


def test_a_practice_twice_is_used_once_or_not_at_all(written: Callable[..., Path]) -> None:
    again = "GP_PRAC_PAT_LIST,2026-01-01,GP,16C,E38000247,A81001,TS18 1HU,ALL,ALL,3749\n"
    other = "GP_PRAC_PAT_LIST,2026-01-01,GP,A3A8R,E38000255,Y08371,RM13 8QZ,ALL,ALL,4278\n"
    reading = list_sizes.read(written(ALL + again + other))
    assert [row.code for row in reading.rows] == ["A81001"]
    assert [str(problem) for problem in reading.problems] == [
        "a.csv, row 4, CODE 'A81001': "
        "row 2 has this list already, the numbers agree and are used once; remove one of the two",
        "a.csv, row 5, CODE 'Y08371': "
        "row 3 has this list already, the numbers differ and none is used; remove one of the two",
    ]


def test_another_day_of_a_practice_is_no_repetition(written: Callable[..., Path]) -> None:
    later = "GP_PRAC_PAT_LIST,2026-02-01,GP,16C,E38000247,A81001,TS18 1HU,ALL,ALL,3750\n"
    reading = list_sizes.read(written(ALL + later))
    assert [(row.at.month, row.patients) for row in reading.of_code["A81001"]] == [(1, 3749), (2, 3750)]


def test_a_file_of_one_sex_is_refused(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match=r"a\.csv has no row that can be used\. .*SEX ALL and AGE ALL are"):
        list_sizes.read(written(BY_AGE.replace(",ALL,", ",FEMALE,")))


def test_another_file_is_refused(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match="lacks the heading 'EXTRACT_DATE'; and 'TYPE' or 'ORG_TYPE'"):
        list_sizes.read(written("Practice Code,Practice Name\n"))
    with pytest.raises(FileFormatError, match="is empty"):
        list_sizes.read(written(""))


# --- populations ------------------------------------------------------------------------------------------------------


def network(*codes: str, populations: Records[Population] | None = None) -> Network:
    membership = Records([Membership(since=date(2019, 10, 1))])
    practices = [Practice(code=code, name=f"{code} SURGERY", membership=membership) for code in codes]
    return Network(code="U89141", name="STOCKTON", practices=Records(practices, complete=True), populations=populations)


def test_registered_populations_are_added_at_the_extract_day(written: Callable[..., Path]) -> None:
    reading = list_sizes.read(written(ALL))
    after = list_sizes.add_registered(network("A81001", "A81002"), reading)
    assert after.practices is not None
    assert after.practices.complete
    first, second = after.practices
    assert first.populations == Records(
        [Population(kind="registered", at=date(2026, 1, 1), patients=Decimal(3749), source="a.csv")], complete=False
    )
    assert second.populations is None
    assert after.populations is None
    assert list_sizes.add_registered(after, reading) == after


def test_the_own_row_of_a_pcn_is_the_networks_own_figure(written: Callable[..., Path]) -> None:
    reading = list_sizes.read(written(BY_AGE))
    published = date(2026, 4, 16)
    after = list_sizes.add_registered(network(), reading, published=published, source="April 2026")
    own = Population(
        kind="registered", at=date(2026, 4, 1), patients=Decimal(50000), published=published, source="April 2026"
    )
    assert after.populations == Records([own], complete=False)
    without_practices = Network(code="U89141", name="STOCKTON")
    assert list_sizes.add_registered(without_practices, reading).practices is None


def test_the_day_of_publication_must_be_a_day(written: Callable[..., Path]) -> None:
    with pytest.raises(TypeError, match="published must be a"):
        list_sizes.add_registered(network(), list_sizes.read(written(ALL)), published="2026")  # type: ignore[arg-type]


# --- the real file ----------------------------------------------------------------------------------------------------


def test_the_real_file_of_january_2026(real_file: Callable[[str], Path]) -> None:
    reading = list_sizes.read(real_file("gp-reg-pat-prac-all_2026-01-01.csv"))
    assert (len(reading.rows), reading.problems) == (6171, ())
    assert sum(row.patients for row in reading.rows) == 63_894_110
    assert {row.at for row in reading.rows} == {date(2026, 1, 1)}
    assert {len(row.commissioner_code or "") for row in reading.rows} == {3, 5}
    assert [row.patients for row in reading.of_code["A81001"]] == [3749]


@pytest.mark.parametrize("file", [ALL, BY_AGE])
@pytest.mark.parametrize("written_as", [str.lower, str.title, str.upper])
def test_rows_count_whatever_the_capitals_of_their_kind_sex_and_age(
    file: str, written_as: Callable[[str], str]
) -> None:
    """A row that is passed over is not told, so that one of which only the capitals are others would be lost."""
    otherwise = re.sub(r"(?<=,)(GP|PCN|ALL)(?=,)", lambda found: written_as(found[0]), file)
    assert list_sizes.read(otherwise.encode()) == list_sizes.read(file.encode())
