"""The reader of ePCN: both editions, the headerless CSV files, every kind of bad row, and the networks made of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.dates import Period
from pcn_des.errors import FileFormatError, UnknownNameError
from pcn_des.formats import epcn
from pcn_des.formats.reading import Reading
from pcn_des.network import Commissioner, Membership, Network, OtherMembership, Practice, Records

OF_ITS_DAYS = Period(date(2019, 10, 1))  # of the days before, the file knows nothing
# Contains information from NHS England, licensed under the current version of the Open Government Licence.
HEADINGS_2022 = [
    "PCN Code",
    "PCN Name",
    "Current Clinical \nCommissioning \nGroup Code",
    "Clinical\nCommissioning\nGroup Name",
    "Open Date",
    "Close Date",
    *(f"Address Line {line}" for line in range(1, 6)),
    "Postcode",
]
PARTNER_HEADINGS_2022 = [
    "Partner\r\nOrganisation\r\nCode",
    "Partner\nName",
    "Practice\nParent\nCCG Code",
    "Practice\nParent\nCCG Name",
    "PCN Code",
    "PCN Name",
    "PCN Parent\nCCG Code",
    "PCN Parent\nCCG Name",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
    "Practice CCG and PCN\nCCG Match ",
]
HEADINGS = [
    *("PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Sub ICB Location", "Open Date", "Close Date"),
    *(f"Address Line {line}" for line in range(1, 6)),
    "Postcode",
]
PARTNER_HEADINGS = [
    "Partner\nOrganisation\nCode",
    "Partner\nName",
    "Practice\nParent\nSub ICB Loc Code",
    "Practice\nParent\nSub ICB Loc Name",
    "PCN Code",
    "PCN Name",
    "PCN Parent\nSub ICB Loc Code",
    "PCN Parent\nSub ICB Loc Name",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
    "Practice Sub ICB Loc and PCN Sub ICB Loc Match ",
]


def pcn(code: object = "U00254", opened: object = "20191001", closed: object = "", **other: object) -> list[object]:
    name, commissioner = other.get("name", f"{code} PCN"), other.get("commissioner", "NHS SOUTH EAST LONDON ICB - 72Q")
    return [code, name, "72Q", commissioner, opened, closed, "1 HIGH STREET", "", "", "LONDON", "", "SE3 0PB"]


def partner(
    practice: object = "G83001",
    pcn_code: object = "U00254",
    start: object = "20191001",
    end: object = None,
    same: object = True,
) -> list[object]:
    return [practice, f"{practice} SURGERY", "72Q", "SEL", pcn_code, f"{pcn_code} PCN", "72Q", "SEL", start, end, same]


Make = Callable[[Sequence[Sequence[object]], Sequence[Sequence[object]]], epcn.EpcnReading]


@pytest.fixture
def make(workbook: Callable[..., Path]) -> Make:
    """Reads an ePCN.xlsx made of rows of PCNs and of partners."""

    def made(pcns: Sequence[Sequence[object]], partners: Sequence[Sequence[object]]) -> epcn.EpcnReading:
        sheets = {epcn.PCN_SHEET: [HEADINGS, *pcns], epcn.PARTNER_SHEET: [PARTNER_HEADINGS, *partners]}
        return epcn.read(workbook(sheets))

    return made


def said(reading: Reading[object]) -> list[str]:
    return [str(problem) for problem in reading.problems]


def practices_of(network: Network) -> list[Practice]:
    return list(network.practices or ())


# --- the two editions -------------------------------------------------------------------------------------------------


def test_an_edition_of_the_ccg_years(workbook: Callable[..., Path]) -> None:
    first = ["U16464", "BARNSLEY PCN", "02P", "NHS BARNSLEY CCG", "20191001", ""]
    address = ["OAKS PARK PRIMARY CARE CENTRE", "THORNTON ROAD", "", "BARNSLEY", "", "S70 3NE"]
    spell = ["C85628", "CAXTON HOUSE SURGERY", "02P", "NHS BARNSLEY CCG", "U16464", "BARNSLEY PCN", "02P"]
    reading = epcn.read(
        workbook(
            {
                "PCNDetails": [HEADINGS_2022, [*first, *address]],
                "PCN Core Partner Details": [
                    PARTNER_HEADINGS_2022,
                    [*spell, "NHS BARNSLEY CCG", "20191001", "20200831", True],
                ],
            }
        )
    )
    assert reading.pcns == (
        epcn.PcnRow(
            code="U16464",
            name="BARNSLEY PCN",
            commissioner_code="02P",
            commissioner_name="NHS BARNSLEY CCG",
            opened=date(2019, 10, 1),
            closed=None,
            postcode="S70 3NE",
            row=2,
        ),
    )
    assert reading.partners == (
        epcn.PartnerRow(
            practice_code="C85628",
            practice_name="CAXTON HOUSE SURGERY",
            practice_commissioner_code="02P",
            practice_commissioner_name="NHS BARNSLEY CCG",
            pcn_code="U16464",
            pcn_name="BARNSLEY PCN",
            start=date(2019, 10, 1),
            end=date(2020, 8, 31),
            same_commissioner=True,
            row=2,
        ),
    )
    assert (reading.file, reading.problems, reading.rows) == ("ePCN.xlsx", (), (*reading.pcns, *reading.partners))


def test_an_edition_of_the_sub_icb_years(make: Make) -> None:
    reading = make([pcn()], [partner(same="FALSE")])
    assert reading.problems == ()
    assert reading.pcns[0].commissioner_code == "72Q"
    assert reading.partners[0].same_commissioner is False


def test_columns_may_stand_in_another_order(workbook: Callable[..., Path]) -> None:
    sheets = {
        epcn.PCN_SHEET: [HEADINGS[::-1], pcn()[::-1]],
        epcn.PARTNER_SHEET: [["note", *PARTNER_HEADINGS], ["x", *partner()]],
    }
    reading = epcn.read(workbook(sheets))
    assert (reading.pcns[0].code, reading.pcns[0].postcode) == ("U00254", "SE3 0PB")
    assert reading.partners[0].practice_code == "G83001"


@pytest.mark.parametrize("start", ["20191001", 20191001, 20191001.0, date(2019, 10, 1), datetime(2019, 10, 1)])
def test_days_survive_a_spreadsheet_that_was_saved_again(make: Make, start: object) -> None:
    reading = make([pcn(opened=start)], [partner(start=start)])
    assert (reading.problems, reading.pcns[0].opened) == ((), date(2019, 10, 1))
    assert reading.partners[0].start == date(2019, 10, 1)


def test_blank_rows_are_passed_over_and_counted(make: Make) -> None:
    reading = make([[""] * 12, pcn()], [[None], [None], partner()])
    assert (reading.pcns[0].row, reading.partners[0].row, reading.problems) == (3, 4, ())


def test_empty_cells_are_unknown(make: Make) -> None:
    row = pcn(commissioner="")
    row[2], row[11] = None, "  "
    reading = make([row], [partner(same=None)])
    assert (reading.pcns[0].commissioner_code, reading.pcns[0].commissioner_name, reading.pcns[0].postcode) == (
        None,
        None,
        None,
    )
    assert (reading.partners[0].same_commissioner, reading.problems) == (None, ())
    assert epcn.networks(reading)["U00254"].commissioners is None


# --- bad rows ---------------------------------------------------------------------------------------------------------


def test_every_bad_cell_is_reported_and_the_good_rows_are_kept(make: Make) -> None:
    reading = make(
        [pcn("U0025"), pcn("U00001", opened="2019"), pcn("U00002", closed="20190930"), pcn("U00003", name=""), pcn()],
        [
            partner("83001"),
            partner(start=""),
            partner("G83002", end="31.03.2021", same="maybe"),
            partner("G83003", end="20190101"),
            partner("G83004", start="=A1"),
            partner("G83013"),
        ],
    )
    assert [row.code for row in reading.pcns] == ["U00254"]
    assert [row.practice_code for row in reading.partners] == ["G83013"]
    day = "it is not a day; write it as YYYYMMDD, such as 20191001"
    details, partners = "ePCN.xlsx, sheet PCNDetails", "ePCN.xlsx, sheet PCN Core Partner Details"
    assert said(reading) == [
        f"{details}, row 2, PCN Code 'U0025': it is not a PCN code; write U and five digits, such as U00254",
        f"{details}, row 3, Open Date '2019': {day}",
        f"{details}, row 4, Close Date '20190930': "
        "it closes on 2019-09-30, before it opens on 2019-10-01; correct one of the two",
        f"{details}, row 5, PCN Name '': it is empty; write it",
        f"{partners}, row 2, Partner Organisation Code '83001': "
        "it is not a practice code; write a letter and five digits, such as B83001",
        f"{partners}, row 3, Practice to PCN Relationship Start Date '': {day}",
        f"{partners}, row 4, Practice to PCN Relationship End Date '31.03.2021': {day}",
        f"{partners}, row 4, Practice Sub ICB Loc and PCN Sub ICB Loc Match 'maybe': "
        "it is neither true nor false; write TRUE or FALSE",
        f"{partners}, row 5, Practice to PCN Relationship End Date '20190101': "
        "it ends on 2019-01-01, before it starts on 2019-10-01; correct one of the two",
        f"{partners}, row 6, Practice to PCN Relationship Start Date '=A1': "
        "formulas aren't calculated; put the value itself into the cell",
    ]


def test_a_pcn_that_stands_there_twice_is_used_once_where_the_rows_agree(make: Make) -> None:
    reading = make([pcn(), pcn()], [partner()])
    assert [row.row for row in reading.pcns] == [2]
    assert said(reading) == [
        "ePCN.xlsx, sheet PCNDetails, row 3, PCN Code 'U00254': "
        "row 2 has this PCN already, the rows agree and are used once; remove one of the two"
    ]


@pytest.mark.parametrize("other", [pcn(name="SECOND"), pcn(closed="20210331"), pcn(opened="20200401")])
def test_a_pcn_that_stands_there_twice_and_differs_is_not_used(make: Make, other: list[object]) -> None:
    reading = make([pcn(), other, pcn("U00001")], [partner()])
    assert [row.code for row in reading.pcns] == ["U00001"]
    assert reading.gaps == {"U00254"}
    assert said(reading) == [
        "ePCN.xlsx, sheet PCNDetails, row 3, PCN Code 'U00254': "
        "row 2 has this PCN already, the rows differ and none is used; remove one of the two"
    ]


def test_a_partner_of_no_pcn_is_reported_and_kept(make: Make) -> None:
    reading = make([pcn()], [partner(pcn_code="U99999", end="20200331"), partner(start="20200401")])
    assert said(reading) == [
        "ePCN.xlsx, sheet PCN Core Partner Details, row 2, PCN Code 'U99999': "
        "there is no such PCN in the list of PCNs; add it there or correct the code (the row is kept)"
    ]
    (practice,) = practices_of(epcn.networks(reading)["U00254"])
    assert practice.other_networks == Records(
        [OtherMembership(pcn="U99999", since=date(2019, 10, 1), until=date(2020, 3, 31))], complete=OF_ITS_DAYS
    )


def test_overlapping_spells_are_reported_and_taken_as_one(make: Make) -> None:
    reading = make(
        [pcn()],
        [
            partner(start="20230101"),
            partner(start="20191001", end="20211231"),
            partner(start="20200601", end="20201231"),
            partner(start="20211231", end="20220630"),
        ],
    )
    place = "ePCN.xlsx, sheet PCN Core Partner Details"
    assert said(reading) == [
        f"{place}, row 4: this spell of G83001 in U00254 overlaps that of row 3; they are taken as one",
        f"{place}, row 5: this spell of G83001 in U00254 overlaps that of row 3; they are taken as one",
    ]
    (practice,) = practices_of(epcn.networks(reading)["U00254"])
    assert practice.membership == Records(
        [Membership(since=date(2019, 10, 1), until=date(2022, 6, 30)), Membership(since=date(2023, 1, 1))],
        complete=OF_ITS_DAYS,
    )


# --- files that aren't ePCN -------------------------------------------------------------------------------------------


def test_another_workbook_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match=r"ePCN\.xlsx has no sheet 'PCNDetails'; its sheets are 'Sheet1'"):
        epcn.read(workbook({"Sheet1": [["a"]]}))


def test_other_headings_are_refused(workbook: Callable[..., Path]) -> None:
    sheets = {epcn.PCN_SHEET: [["PCN Code", "Name"]], epcn.PARTNER_SHEET: [PARTNER_HEADINGS]}
    with pytest.raises(
        FileFormatError,
        match=r"sheet PCNDetails lacks the heading 'PCN Name'; and 'Current Sub ICB Loc Code' or .*"
        r"Its headings are: 'PCN Code', 'Name'",
    ):
        epcn.read(workbook(sheets))


def test_a_csv_file_is_sent_to_the_other_function(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"epcn\.csv is a CSV file; read it .* epcn\.read_csv"):
        epcn.read(tmp_path / "epcn.csv")


# --- CSV files --------------------------------------------------------------------------------------------------------


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_headerless_csv_files(tmp_path: Path) -> None:
    reading = epcn.read_csv(
        write_csv(tmp_path / "epcn.csv", [pcn(), pcn("U00001", closed="20200331")]),
        write_csv(tmp_path / "epcncorepartnerdetails.csv", [partner(), partner("G83013", same="FALSE")]),
    )
    assert (reading.file, reading.problems) == ("epcn.csv and epcncorepartnerdetails.csv", ())
    assert [(row.code, row.closed, row.postcode, row.row) for row in reading.pcns] == [
        ("U00254", None, "SE3 0PB", 1),
        ("U00001", date(2020, 3, 31), "SE3 0PB", 2),
    ]
    assert [(row.practice_code, row.end, row.same_commissioner, row.row) for row in reading.partners] == [
        ("G83001", None, True, 1),
        ("G83013", None, False, 2),
    ]


def test_csv_files_with_headings(tmp_path: Path) -> None:
    reading = epcn.read_csv(
        write_csv(tmp_path / "epcn.csv", [HEADINGS, pcn()]),
        write_csv(tmp_path / "epcncorepartnerdetails.csv", [PARTNER_HEADINGS, partner()]),
    )
    assert (len(reading.pcns), len(reading.partners), reading.problems) == (1, 1, ())


def test_csv_files_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    pcns = write_csv(tmp_path / "epcn.csv", [pcn()])
    partners = write_csv(tmp_path / "epcncorepartnerdetails.csv", [partner()])
    with pytest.raises(
        FileFormatError,
        match=r"epcncorepartnerdetails\.csv has no row that can be used.*has 11 cells where 12 were expected.*"
        r"epcn\.csv has 12 columns, epcncorepartnerdetails\.csv 11: is it the right file",
    ):
        epcn.read_csv(partners, pcns)


def test_a_broken_csv_row_is_reported_and_leaves_the_lists_incomplete(tmp_path: Path) -> None:
    reading = epcn.read_csv(
        write_csv(tmp_path / "epcn.csv", [pcn()]),
        write_csv(tmp_path / "partners.csv", [partner("G83013")[:-1], partner()]),
    )
    assert said(reading) == ["partners.csv, row 1: it has 10 cells where 11 were expected; complete it"]
    network = epcn.networks(reading)["U00254"]
    assert network.practices is not None
    assert not network.practices.tells_all_of(date(2020, 1, 1), date(2020, 1, 1))


# --- networks ---------------------------------------------------------------------------------------------------------


def test_a_practice_that_left_rejoined_and_moved(make: Make) -> None:
    reading = make(
        [pcn(), pcn("U00001", opened="20200401")],
        [
            partner(start="20220101", end="20240331"),
            partner(start="20191001", end="20200331"),
            partner(pcn_code="U00001", start="20200401", end="20211231"),
            partner(pcn_code="U00001", start="20240401"),
        ],
    )
    assert reading.problems == ()
    (practice,) = practices_of(epcn.networks(reading)["U00254"])
    assert practice.membership == Records(
        [
            Membership(since=date(2019, 10, 1), until=date(2020, 3, 31)),
            Membership(since=date(2022, 1, 1), until=date(2024, 3, 31)),
        ],
        complete=OF_ITS_DAYS,
    )
    assert practice.other_networks == Records(
        [
            OtherMembership(pcn="U00001", since=date(2020, 4, 1), until=date(2021, 12, 31)),
            OtherMembership(pcn="U00001", since=date(2024, 4, 1)),
        ],
        complete=OF_ITS_DAYS,
    )


def test_what_the_file_does_not_say_stays_unknown(make: Make) -> None:
    network = epcn.networks(make([pcn(name="BLACKHEATH")], [partner()]))["U00254"]
    assert (network.name, network.populations, network.payees, network.clinical_directors) == (
        "BLACKHEATH",
        None,
        None,
        None,
    )
    assert network.commissioners == Records(
        [Commissioner(name="NHS SOUTH EAST LONDON ICB - 72Q", code="72Q", since=date(2019, 10, 1))], complete=False
    )
    (practice,) = practices_of(network)
    assert (practice.contract_type, practice.populations) == (None, None)


def test_a_pcn_without_practices_has_a_complete_list_of_none(make: Make) -> None:
    network = epcn.networks(make([pcn(), pcn("U00001")], [partner(pcn_code="U00001")]))["U00254"]
    assert network.practices == Records([], complete=OF_ITS_DAYS)


def test_closed_pcns_are_kept_and_told_apart_by_the_day(make: Make) -> None:
    reading = make([pcn(), pcn("U00001", closed="20200331"), pcn("U00002", opened="20220501")], [partner()])
    assert set(epcn.networks(reading)) == {"U00254", "U00001", "U00002"}
    opened = {code: network.opened for code, network in epcn.networks(reading).items()}
    assert opened == {"U00254": None, "U00001": None, "U00002": date(2022, 5, 1)}  # the register's first day is none
    assert epcn.networks(reading)["U00001"].closed == date(2020, 3, 31)
    on_last_day, after = reading.open_on(date(2020, 3, 31)), reading.open_on(date(2022, 5, 1))
    assert [row.code for row in on_last_day] == ["U00254", "U00001"]
    assert [row.code for row in after] == ["U00254", "U00002"]
    commissioners = epcn.networks(reading)["U00001"].commissioners
    assert commissioners is not None
    assert commissioners[0].until == date(2020, 3, 31)


def test_only_the_named_networks(make: Make) -> None:
    reading = make([pcn(), pcn("U00001"), pcn("U00002")], [partner()])
    assert list(epcn.networks(reading, codes=["U00002", "U00254"])) == ["U00002", "U00254"]
    with pytest.raises(UnknownNameError, match=r"There is no PCN 'U00255'\. Did you mean 'U00254'.*ePCN\.xlsx"):
        epcn.networks(reading, codes=["U00255"])


def test_a_row_that_cannot_be_used_leaves_incomplete_only_what_it_may_belong_to(make: Make) -> None:
    reading = make(
        [pcn(), pcn("U00001")],
        [
            partner("G83001"),
            partner("G83013"),
            partner("G83001", "U00001", start="bad"),
            partner("G83044", "U00001"),
        ],
    )
    assert reading.unused == (epcn.UnusedPartner(practice_code="G83001", pcn_code="U00001", row=4),)
    here, there = (epcn.networks(reading)[code].practices for code in ("U00254", "U00001"))
    assert here is not None
    assert there is not None
    assert (here.complete_for, there.complete_for) == (OF_ITS_DAYS, None)
    known = {
        practice.code: (
            practice.membership is not None and practice.membership.complete_for == OF_ITS_DAYS,
            practice.other_networks is not None and practice.other_networks.complete_for == OF_ITS_DAYS,
        )
        for practice in (*here, *there)
    }
    assert known == {"G83001": (True, False), "G83013": (True, True), "G83044": (True, True)}


def test_a_row_without_readable_codes_may_belong_anywhere(make: Make) -> None:
    reading = make([pcn()], [partner(), partner("?", "?")])
    practices = epcn.networks(reading)["U00254"].practices
    assert practices is not None
    assert not practices.tells_all_of(date(2020, 1, 1), date(2020, 1, 1))
    assert not practices[0].membership.tells_all_of(date(2020, 1, 1), date(2020, 1, 1))
    assert not practices[0].other_networks.tells_all_of(date(2020, 1, 1), date(2020, 1, 1))


DAYS = st.integers(0, 40).map(lambda days: date(2020, 1, 1) + timedelta(days=days))
SPELLS = st.lists(st.tuples(DAYS, st.none() | st.integers(0, 20)), max_size=6)


@given(SPELLS, SPELLS)
def test_memberships_cover_the_days_of_the_rows_and_no_others(
    here: list[tuple[date, int | None]], there: list[tuple[date, int | None]]
) -> None:
    rows = [
        epcn.PartnerRow(
            practice_code="G83001",
            practice_name="SURGERY",
            practice_commissioner_code=None,
            practice_commissioner_name=None,
            pcn_code=code,
            pcn_name=None,
            start=start,
            end=None if length is None else start + timedelta(days=length),
            same_commissioner=None,
            row=2,
        )
        for code, spells in (("U00254", here), ("U00001", there))
        for start, length in spells
    ]
    details = epcn.PcnRow(
        code="U00254",
        name="PCN",
        commissioner_code=None,
        commissioner_name=None,
        opened=date(2019, 10, 1),
        closed=None,
        postcode=None,
        row=2,
    )
    # The network refuses overlapping spells, so making one at all is half of the law.
    network = epcn.networks(epcn.EpcnReading(file="f", rows=(details, *rows)))["U00254"]
    for day in (date(2019, 12, 31) + timedelta(days=days) for days in range(70)):
        member = any(row.pcn_code == "U00254" and day in row.period for row in rows)
        assert bool(network.core_practices(day)) is member
        for practice in network.practices or ():
            elsewhere = any(row.pcn_code == "U00001" and day in row.period for row in rows)
            assert any(spell.covers(day) for spell in practice.other_networks or ()) is elsewhere


CELL = st.sampled_from(["", "U00254", "G83001", "20191001", "20200230", "TRUE", "x", '"', "a\nb", "\ufeff", "é"])


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=8)
ROWS = st.lists(st.lists(CELL | TEXT, min_size=9, max_size=13), min_size=1, max_size=6)


@given(pcns=ROWS, partners=ROWS)
def test_any_csv_files_with_a_good_row_are_read(
    pcns: list[list[str]], partners: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    # No bare carriage returns, NUL bytes or lone surrogates: those make another file of it, or none.
    first = write_csv(folder / "any.csv", [pcn(), *pcns])
    second = write_csv(folder / "any-partners.csv", [partner(), *partners])
    reading = epcn.read_csv(first, second)
    assert "U00254" in epcn.networks(reading)
    used = {row.row for row in reading.partners}
    said_of = {problem.row for problem in reading.problems if problem.file == "any-partners.csv"}
    filled = {row for row, cells in enumerate(partners, start=2) if any(cell.strip() for cell in cells)}
    assert filled | {1} == used | said_of


# --- the real files ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def in_2025(real_file: Callable[[str], Path]) -> epcn.EpcnReading:
    """The edition of January 2025."""
    pytest.importorskip("openpyxl")
    return epcn.read(real_file("ePCN_2025-01-20.xlsx"))


@pytest.fixture(scope="module")
def in_2022(real_file: Callable[[str], Path]) -> epcn.EpcnReading:
    """The edition of April 2022."""
    pytest.importorskip("openpyxl")
    return epcn.read(real_file("ePCN_2022-04-27.xlsx"))


def test_the_real_editions_have_no_bad_row(in_2022: epcn.EpcnReading, in_2025: epcn.EpcnReading) -> None:
    assert (len(in_2022.pcns), len(in_2022.partners), in_2022.problems) == (1318, 7359, ())
    assert (len(in_2025.pcns), len(in_2025.partners), in_2025.problems) == (1366, 7705, ())


def test_open_pcns(in_2022: epcn.EpcnReading, in_2025: epcn.EpcnReading) -> None:
    assert len(in_2025.open_on(date(2025, 1, 20))) == 1285
    assert len(in_2022.open_on(date(2022, 4, 27))) == 1259  # and one more opens on 1 May
    assert len(in_2022.open_on(date(2022, 5, 1))) == 1260


def test_practices_of_the_open_pcns(in_2025: epcn.EpcnReading) -> None:
    day = date(2025, 1, 20)
    networks = epcn.networks(in_2025, codes=[row.code for row in in_2025.open_on(day)])
    members = {code: [practice.code for practice in network.core_practices(day)] for code, network in networks.items()}
    assert sorted(code for code, practices in members.items() if not practices) == ["U13557", "U62999"]
    assert sum(len(practices) == 1 for practices in members.values()) == 70
    everyone = [practice for practices in members.values() for practice in practices]
    assert len(everyone) == len(set(everyone)) == 6224
    assert members["U00254"] == ["G83001", "G83013", "G83021", "G83044"]


def test_cross_boundary_rows(in_2025: epcn.EpcnReading) -> None:
    cross = [row for row in in_2025.partners if row.same_commissioner is False]
    assert len(cross) == 136
    assert len([row for row in cross if row.end is None]) == 16


def test_a_few_practices_leave_one_pcn_after_they_join_the_next(in_2025: epcn.EpcnReading) -> None:
    # Ends are last days: 816 moves start on the day after. These eleven share one or two days, as the file has them.
    shared = set()
    for network in epcn.networks(in_2025).values():
        for practice in network.practices or ():
            for spell in practice.membership or ():
                for other in practice.other_networks or ():
                    if spell.period.overlaps(other.period):
                        shared.add(practice.code)
    assert len(shared) == 11
    assert "F82001" in shared


def test_every_network_of_both_editions_can_be_made(in_2022: epcn.EpcnReading, in_2025: epcn.EpcnReading) -> None:
    for reading in (in_2022, in_2025):
        networks = epcn.networks(reading)
        assert len(networks) == len(reading.pcns)
        spells = sum(
            len(practice.membership or ()) for network in networks.values() for practice in practices_of(network)
        )
        assert spells == len(reading.partners)


def test_the_same_rows_as_headerless_csv_files(in_2025: epcn.EpcnReading, tmp_path: Path) -> None:
    def text(day: date | None) -> str:
        return f"{day:%Y%m%d}" if day else ""

    address = [""] * 5
    pcns = [
        [
            *(row.code, row.name, row.commissioner_code, row.commissioner_name),
            *(text(row.opened), text(row.closed), *address, row.postcode),
        ]
        for row in in_2025.pcns
    ]
    partners = [
        [
            *(row.practice_code, row.practice_name, row.practice_commissioner_code, row.practice_commissioner_name),
            *(row.pcn_code, row.pcn_name, "", "", text(row.start), text(row.end), str(row.same_commissioner).upper()),
        ]
        for row in in_2025.partners
    ]
    again = epcn.read_csv(write_csv(tmp_path / "a.csv", pcns), write_csv(tmp_path / "b.csv", partners))
    assert again.problems == ()
    assert epcn.networks(again) == epcn.networks(in_2025)


def test_of_days_before_the_first_the_file_has_no_list_of_members(make: Make) -> None:
    """The register began on 1 October 2019; who was a member in the contract's first quarter it does not say."""
    network = epcn.networks(make([pcn()], [partner("G83001")]))["U00254"]
    before, first = (
        des.assess(network, day)["network.core_practices"] for day in (date(2019, 9, 30), date(2019, 10, 1))
    )
    assert (before.status, first.status) == (des.Status.UNKNOWN, des.Status.MET)
