"""Every row of a table is used, passed over by what can be understood of it, or told; a table without rows is none."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.errors import FileFormatError
from pcn_des.formats import adjusted, epcn, epcn_columns, epraccur, list_sizes, practice_map, remittances, workforce
from support.readers import NETWORKS, PARTNERS, READERS, TEXTS, whole

UNDER_HEADINGS: Final = (
    *("adjusted", "list sizes", "map", "payments", "payments by PCN", "workforce", "workforce by role", "IIF"),
    *("indicators", "indicators, raw", "measures", "fields", "remittances"),
)
BY_PLACE: Final = ("ePCN networks, CSV", "ePCN partners, CSV", "practices")
UNREADABLE: Final = ("=A1", "#N/A", "=VLOOKUP(A1;B:C;2)")


def _table(kind: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(whole(kind).decode())))


def _file(rows: list[list[str]]) -> bytes:
    into = io.StringIO(newline="")
    csv.writer(into).writerows(rows)
    return into.getvalue().encode()


def _headings_of(kind: str) -> int:
    """How many rows stand above the first that counts."""
    return 0 if kind in BY_PLACE else 2 if kind == "adjusted" else 1


@pytest.mark.parametrize("kind", UNDER_HEADINGS)
def test_headings_alone_are_refused(kind: str) -> None:
    with pytest.raises(FileFormatError, match=r"has no row that can be used"):
        READERS[kind](_file(_table(kind)[: _headings_of(kind)]))


def test_the_headings_of_both_files_of_networks_alone_are_refused() -> None:
    pcns = ",".join(_headings(epcn_columns.PCN_COLUMNS, epcn_columns.PCN_PLACES, epcn_columns.PCN_WIDTH)).encode()
    width = epcn_columns.PARTNER_WIDTH
    partners = ",".join(_headings(epcn_columns.PARTNER_COLUMNS, epcn_columns.PARTNER_PLACES, width)).encode()
    with pytest.raises(FileFormatError, match=r"epcn\.csv has no row that can be used"):
        epcn.read_csv(pcns, PARTNERS)
    with pytest.raises(FileFormatError, match=r"epcncorepartnerdetails\.csv has no row that can be used"):
        epcn.read_csv(NETWORKS, partners)
    assert len(epcn.read_csv(pcns + b"\n" + NETWORKS, partners + b"\n" + PARTNERS).rows) == 4


def _headings(columns: Mapping[str, Any], places: Mapping[str, int], width: int) -> list[str]:
    found = [f"Other {place}" for place in range(width)]
    for name, place in places.items():
        found[place] = columns[name].headings[-1]
    return found


def _told_and_used(kind: str, rows: list[list[str]]) -> tuple[list[int], Any]:
    """The rows that are told as wrong, and those that are used, also where none is and the file is refused."""
    try:
        reading = READERS[kind](_file(rows))
    except FileFormatError as error:
        return [int(number) for number in re.findall(r"the first problem: .*?row ([0-9]+)", str(error))], ()
    return [problem.row for problem in reading.problems if "is negative" not in problem.mend], reading.rows


@given(st.sampled_from((*UNDER_HEADINGS, *BY_PLACE)), st.sampled_from(UNREADABLE), st.data())
def test_a_cell_that_cannot_be_read_is_told_or_none_of_the_reader(kind: str, said: str, data: st.DataObject) -> None:
    rows = _table(kind)
    row = data.draw(st.integers(_headings_of(kind), len(rows) - 1))
    place = data.draw(st.integers(0, len(rows[row]) - 1))
    before = READERS[kind](_file(rows))
    rows[row][place] = said
    told, used = _told_and_used(kind, rows)
    assert row + 1 in told or (told, used) == ([], before.rows)


@pytest.mark.parametrize("read", [lambda raw: list_sizes.read(raw), epraccur.read])
def test_a_row_that_something_readable_passes_over_is_not_told(read: Callable[[bytes], Any]) -> None:
    kind, old, new = (
        ("practices", '"A","B"', '"C","=B1"')
        if read is epraccur.read
        else ("list sizes", "ALL,ALL,18812", "MALE,=A1,many")
    )
    text = TEXTS[kind]
    last = text.rstrip("\n").rindex("\n")
    reading = read((text[:last] + text[last:].replace(old, new)).encode())
    assert reading.problems == ()
    assert len(reading.rows) == text.rstrip("\n").count("\n") - (kind == "list sizes")


@pytest.mark.parametrize(
    ("column", "value", "mend"),
    [
        ("TYPE", "", "it is empty; write it"),
        ("TYPE", "3", "it is not what stands here; write GP, PCN, ICB or the like"),
        ("TYPE", "Practice", "it is not what stands here; write GP, PCN, ICB or the like"),
        ("SEX", "", "it is empty; write it"),
        ("SEX", "Persons", "it is not what stands here; write ALL, FEMALE or MALE"),
        ("AGE", "=A1", "formulas aren't calculated; put the value itself into the cell"),
        ("AGE", "any", "it is not what stands here; write ALL, or an age such as 0_4 or 95+"),
    ],
)
def test_what_says_no_kind_sex_or_age_is_told_with_its_place(column: str, value: str, mend: str) -> None:
    rows = _table("list sizes")
    rows[2][rows[0].index(column)] = value
    reading = list_sizes.read(_file(rows), name="a.csv")
    assert [row.code for row in reading.rows] == ["A81001"]
    assert [str(problem) for problem in reading.problems] == [f"a.csv, row 3, {column} {value!r}: {mend}"]


@pytest.mark.parametrize("shift", [-1, 1])
def test_practices_shifted_by_a_column_are_refused(shift: int) -> None:
    rows = [[*row[1:], ""] if shift < 0 else ["", *row[:-1]] for row in _table("practices")]
    with pytest.raises(FileFormatError, match="no row that can be used"):
        epraccur.read(_file(rows))


def test_headings_in_another_order_are_refused() -> None:
    headings = _headings(epcn_columns.PCN_COLUMNS, epcn_columns.PCN_PLACES, epcn_columns.PCN_WIDTH)
    headings[4], headings[5] = headings[5], headings[4]
    with pytest.raises(
        FileFormatError,
        match=r"epcn\.csv, row 1, has the heading 'Close Date' in column 5, which is 'Open Date' by its place; put",
    ):
        epcn.read_csv(_file([headings]) + NETWORKS, PARTNERS)


class TestDoubt:
    """Whatever rests on a row that can't be used is in doubt."""

    HEADINGS = "Practice Code,Practice Name,PCN Code,Raw list size,Adjusted Population\n"
    GOOD = "A00001,MILL,U00001,9000,9100.5\nA00002,QUAY,U00001,4000,4100\nA00003,MOLE,U00002,7000,7100\n"

    @pytest.mark.parametrize(
        ("row", "gaps", "left"),
        [
            ("A00004,FORD,U00001,many,1", {"U00001"}, ["U00002"]),
            ("a00004,FORD,U00002,10,1", {"U00002"}, ["U00001"]),
            ("A00004,FORD,U1,10,1", {None}, []),
            ("A00004,FORD", {None}, []),
            ("A00002,QUAY,U00001,4000,4101", {"U00001"}, ["U00002"]),
            ("A00001,MILL,U00002,9000,9100.5", {"U00001", "U00002"}, []),  # one practice in two networks
            ("A00001,MILL,U00001,9000,9100.5", set(), ["U00001", "U00002"]),  # the same twice is used once
        ],
    )
    def test_a_list_of_which_a_row_is_lost_is_none(
        self, row: str, gaps: frozenset[str | None], left: list[str]
    ) -> None:
        reading = adjusted.read(f"{self.HEADINGS}{self.GOOD}{row}\n".encode(), "2024/25")
        assert reading.gaps == gaps
        assert sorted(adjusted.lists_of_networks(reading)) == left

    def test_a_map_knows_of_which_networks_a_row_is_lost(self) -> None:
        assert practice_map.read(TEXTS["map"].encode()).gaps == frozenset()
        head, first, last = TEXTS["map"].rstrip().split("\r\n")
        for old, new, gap in (("01Jul2026", "soon", "U99902"), ("U9", "u9", None)):
            text = "\n".join((head, first.replace(old, new), last))
            assert practice_map.read(text.encode()).gaps == frozenset({gap})

    def test_time_in_a_role_is_counted_once_or_not_at_all(self) -> None:
        text = TEXTS["workforce by role"]
        row = text.splitlines()[1]
        once = workforce.read_by_role(f"{text}{row}\n".encode())
        assert {role: str(fte) for role, fte in (once.fte("U99902") or {}).items()} == {"Paramedic": "1.8"}
        assert (len(once.problems), once.gaps) == (1, frozenset())
        other = row.replace("Paramedic,1.8", "Paramedic,0.8")
        more = row.replace("Paramedics,Paramedic", "Pharmacists,Pharmacist")
        twice = workforce.read_by_role(f"{text}{other}\n{more}\n".encode())
        assert [found.detailed_role for found in twice.rows] == ["Pharmacist"]
        assert twice.gaps == {"U99902"}


class TestDaysOfMonths:
    """A day that may be of two months is no month, unless the others of the file tell which way they are written."""

    @pytest.mark.parametrize(
        ("cells", "months"),
        [
            (["04/01/2022", "05/01/2022"], ["its day may be the month; write the month as 2022-04"] * 2),
            (["01/04/2022", "01/05/2022"], ["2022-04-01", "2022-05-01"]),
            (["05/04/2022", "28/05/2022"], ["2022-04-01", "2022-05-01"]),
            (["05/05/2022", "2022-06"], ["2022-05-01", "2022-06-01"]),
            (["01/04/2022", "05/04/2022"], ["its day may be the month; write the month as 2022-04"] * 2),
        ],
    )
    def test_the_months_of_a_file(self, cells: list[str], months: list[str]) -> None:
        text = "month,stream,amount\n2022-07,enhanced_access,1\n" + "".join(f"{cell},IIF,1\n" for cell in cells)
        reading = remittances.read(text.encode(), name="paid.csv")
        read = [row.month.isoformat() for row in reading.rows[1:]]
        assert read + [problem.mend for problem in reading.problems] == months

    @given(st.lists(st.integers(1, 12), min_size=2, max_size=12, unique=True), st.integers(1, 28))
    def test_months_in_american_order_are_never_those_of_another_month(self, months: list[int], day: int) -> None:
        text = "month,stream,amount\n2022-07,enhanced_access,1\n" + "".join(
            f"{month:02}/{day:02}/2022,IIF,1\n" for month in months
        )
        reading = remittances.read(text.encode(), name="paid.csv")
        assert {row.month.month for row in reading.rows[1:]} <= {day} & {*months}
