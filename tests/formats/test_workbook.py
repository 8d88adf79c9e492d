"""The network workbook: nothing is lost on the way through it, and every bad cell is named."""

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des import Network, Records
from pcn_des.dates import Period
from pcn_des.errors import FileFormatError, MissingExtraError, RecordError
from pcn_des.formats import workbook
from pcn_des.formats.lines import MOST_ROWS
from pcn_des.formats.workbook.choices import choice_rows
from pcn_des.formats.workbook.declaring import OF, WHAT
from pcn_des.formats.workbook.fields import Kind, fields_of
from pcn_des.formats.workbook.meanings import MEANINGS
from pcn_des.formats.workbook.places import INNER_LISTS, NETWORK_LISTS, columns_and_flags
from pcn_des.formats.workbook.sheets import CHOICES, COMPLETE_LISTS, HOW_TO_USE, SHEETS
from pcn_des.formats.workbook_file import LARGEST_UNPACKED
from pcn_des.network import (
    AccessSession,
    AccessWeek,
    Appointment,
    CancelledSession,
    CareHome,
    HomeRound,
    Membership,
    Population,
    Practice,
    Return,
    Variation,
)
from pcn_des.strategies import networks
from support.damage import damaged
from support.effort import examples, some_of
from support.narrowed import there

openpyxl = pytest.importorskip("openpyxl")

Cells = dict[str, dict[str, Any]]  # by sheet and place
FIRST = {sheet.title: sheet.heading_row + 1 for sheet in SHEETS}
NETWORK = Network(code="U00254", name="Riverside PCN")


@cache
def _written(network: Network) -> bytes:
    with TemporaryDirectory() as folder:
        workbook.write(network, Path(folder, "network.xlsx"))
        return Path(folder, "network.xlsx").read_bytes()


@pytest.fixture
def filled(tmp_path: Path) -> Callable[..., Path]:
    """Writes a network and changes cells of the workbook as a person would."""

    def write(cells: Cells, network: Network = NETWORK) -> Path:
        path = tmp_path / "network.xlsx"
        path.write_bytes(_written(network))
        book = openpyxl.load_workbook(path)
        for title, changed in cells.items():
            for place, value in changed.items():
                book[title][place] = value
        book.save(path)
        return path

    return write


def _through(network: Network, path: Path) -> Network:
    workbook.write(network, path, overwrite=True)
    return workbook.network(path)


# --- nothing is lost --------------------------------------------------------------------------------------------------


@settings(max_examples=examples(one_in=4))
@given(networks())
def test_every_network_comes_back(tmp_path_factory: pytest.TempPathFactory, network: Network) -> None:
    again = _through(network, tmp_path_factory.getbasetemp() / "network.xlsx")
    assert again == network
    assert _kinds_of_amended(again) == _kinds_of_amended(network)


def _kinds_of_amended(network: Network) -> list[dict[str, type]]:
    return [{key: type(value) for key, value in one.amends.items()} for one in network.variations or ()]


def test_the_bundled_network_comes_back(tmp_path: Path) -> None:
    assert _through(des.example_network(), tmp_path / "riverside.xlsx") == des.example_network()


def test_the_bundled_workbook_is_the_bundled_network(tmp_path: Path) -> None:
    """If not: workbook.write(example_network(), "src/pcn_des/examples/riverside.xlsx")."""
    workbook.write(des.example_network(), tmp_path / "riverside.xlsx")
    with as_file(files("pcn_des.examples").joinpath("riverside.xlsx")) as path:
        assert workbook.network(path) == des.example_network()
        assert path.stat().st_size < 300_000
        assert _texts(path) == _texts(tmp_path / "riverside.xlsx")


def _texts(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What stands on every sheet but Choices, which follows the contract data."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets if sheet.title != CHOICES}


def test_the_same_network_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        workbook.write(NETWORK, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_another_program_saved_again_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    workbook.write(des.example_network(), path)
    openpyxl.load_workbook(path).save(path)
    assert workbook.network(path) == des.example_network()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "records",
    [None, Records(), Records(complete=False), Records([Membership(since=date(2022, 4, 1))], complete=True)],
)
def test_unknown_empty_and_complete_lists_stay_apart(records: Any, tmp_path: Path) -> None:
    practices = Records([Practice(code="B83001", name="A", membership=records)], complete=False)
    network = attrs.evolve(NETWORK, practices=practices, access_weeks=records and Records(complete=records.complete))
    assert _through(network, tmp_path / "network.xlsx") == network


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("patients", "kind", "number_format"),
    [
        ("12884", int, "#,##0"),
        ("13296.42", float, "#,##0.00"),
        ("9.95", float, "#,##0.00"),
        ("0.30", float, "#,##0.00"),
        ("123456789012.345", float, "#,##0.000"),
        ("1234567890123.456", str, "@"),
        ("0.1234567890123456789", str, "@"),
        ("1E+14", int, "#,##0"),
    ],
)
def test_numbers_are_numbers_where_a_spreadsheet_keeps_them(
    patients: str, kind: type, number_format: str, tmp_path: Path
) -> None:
    population = Population(kind="adjusted", at=date(2022, 1, 1), patients=Decimal(patients))
    network = attrs.evolve(NETWORK, populations=Records([population]))
    assert _through(network, tmp_path / "network.xlsx") == network
    cell = openpyxl.load_workbook(tmp_path / "network.xlsx")["Populations"].cell(FIRST["Populations"], 4)
    assert (type(cell.value), cell.number_format) == (kind, number_format)


@pytest.mark.thorough
@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+44", "-1", "@SUM(A1)", "#N/A"])
def test_a_text_like_a_formula_is_a_text(text: str, tmp_path: Path) -> None:
    network = attrs.evolve(NETWORK, returns=Records([Return(kind="x", on=date(2022, 11, 1), document=text)]))
    assert _through(network, tmp_path / "network.xlsx") == network
    cell = openpyxl.load_workbook(tmp_path / "network.xlsx")["Documents and returns"].cell(4, 4)
    assert cell.data_type == "s"
    assert cell.quotePrefix is (text[0] in "=+-@")


@pytest.mark.thorough
@pytest.mark.parametrize("text", ["\tx", "\rx", "a\x1bb", "a\u202eb", "a\ud800b"])
def test_a_text_that_is_not_plain_is_neither_written_nor_read(text: str, filled: Any, tmp_path: Path) -> None:
    network = attrs.evolve(NETWORK, returns=Records([Return(kind="x", on=date(2022, 11, 1), document=text)]))
    with pytest.raises(RecordError, match=r"Documents and returns!D4: '.+' has .+; remove it"):
        workbook.write(network, tmp_path / "refused.xlsx")
    assert not (tmp_path / "refused.xlsx").exists()
    plain = attrs.evolve(NETWORK, returns=Records([Return(kind="x", on=date(2022, 11, 1), document="plain")]))
    stored = text.encode("unicode_escape").decode().replace("\\ud800", "_xD800_")
    stored = "_x001B_" if "\\x1b" in stored else "_xD800_" if "D800" in stored else text.replace("\r", "_x000D_")
    problems = workbook.read(filled({"Documents and returns": {"D4": stored}}, plain)).problems
    assert [problem.cell for problem in problems] == ["D4"]
    assert "remove it" in problems[0].mend


def test_a_text_that_no_cell_can_hold_is_refused_with_its_place(tmp_path: Path) -> None:
    returns = Records([Return(kind="x", on=date(2022, 11, 1), note="x" * 40_000)])
    with pytest.raises(RecordError) as caught:
        workbook.write(attrs.evolve(NETWORK, returns=returns), tmp_path / "network.xlsx")
    assert caught.value.problems == (
        "Documents and returns!F4: a cell can't hold a text of 40,000 characters, only 32,767; shorten it",
    )
    assert not (tmp_path / "network.xlsx").exists()


# --- as people fill it ------------------------------------------------------------------------------------------------


def test_an_empty_workbook_lacks_only_code_and_name(tmp_path: Path) -> None:
    workbook.write_empty(tmp_path / "new.xlsx")
    reading = workbook.read(tmp_path / "new.xlsx")
    assert reading.network is None
    assert [str(problem) for problem in reading.problems] == [
        "Profile!B2: it is empty; write the network's code, U and five digits, e.g. U00254",
        "Profile!B3: it is empty; write the network's name, e.g. Riverside PCN",
    ]


def test_an_empty_workbook_with_code_and_name_is_an_unknown_network(filled: Callable[..., Path]) -> None:
    assert workbook.network(filled({})) == NETWORK


def test_what_people_write_is_understood(filled: Callable[..., Path]) -> None:
    path = filled(
        {
            "Practices": {"A4": " B83001 ", "B4": "Weirside Surgery", "D4": False, "E4": "Yes", "G4": "n"},
            "Memberships": {"A4": "B83001", "D4": datetime(2019, 7, 1)},
            "Populations": {
                "A4": "B83001",
                "B4": "registered",
                "C4": "2022-01-01",
                "D4": "13,214",
                "B6": "adjusted ",
                "C6": date(2022, 1, 1),
                "D6": 51230.42,
                "F6": 2022,
            },
            "Access sessions": {
                "A4": "enhanced_access",
                "B4": date(2022, 11, 1),
                "C4": time(18, 30),
                "D4": "20:00",
                "A5": "enhanced_access",
                "B5": date(2022, 11, 1),
                "C5": "9:00",
                "D5": timedelta(hours=20),
                "G5": "TRUE",
            },
            "Documents and returns": {
                "A4": "appointment_book_audit",
                "B4": date(2022, 10, 7),
                "E4": "enhanced_access.reminders = no ; enhanced_access.online = Yes\n",
            },
            "Exceptions": {
                "A4": "local_variation",
                "B4": "ICB",
                "C4": date(2026, 5, 1),
                "E4": "enhanced_access.reminders;enhanced_access.online",
                "F4": 'a.rate = 2.50; a.count = 3; a.day = 2026-06-01; a.on = yes; a.text = "x; = y"',
            },
            COMPLETE_LISTS: {"B7": "yes", "B8": "NO", "B13": "yes"},
        }
    )
    practice = Practice(
        code="B83001",
        name="Weirside Surgery",
        closes_half_day=False,
        membership=Records([Membership(since=date(2019, 7, 1))], complete=True),
        populations=Records([Population(kind="registered", at=date(2022, 1, 1), patients=Decimal(13214))]),
    )
    adjusted = Population(kind="adjusted", at=date(2022, 1, 1), patients=Decimal("51230.42"), source="2022")
    day: dict[str, Any] = {"service": "enhanced_access", "on": date(2022, 11, 1), "end": time(20)}
    shows = {"enhanced_access.reminders": False, "enhanced_access.online": True}
    amends = {"a.rate": Decimal("2.50"), "a.count": 3, "a.day": date(2026, 6, 1), "a.on": True, "a.text": "x; = y"}
    assert workbook.network(path) == Network(
        code="U00254",
        name="Riverside PCN",
        practices=Records([practice], complete=True),
        populations=Records([adjusted]),
        posts=Records(),
        access_sessions=Records(
            [
                AccessSession(start=time(18, 30), **day),
                AccessSession(start=time(9), agreed_outside_hours=True, **day),
            ]
        ),
        returns=Records([Return(kind="appointment_book_audit", on=date(2022, 10, 7), shows=shows)]),
        variations=Records(
            [
                Variation(
                    kind="local_variation",
                    granted_by="ICB",
                    since=date(2026, 5, 1),
                    lifts=("enhanced_access.reminders", "enhanced_access.online"),
                    amends=amends,
                )
            ]
        ),
    )


def test_columns_and_sheets_may_move_and_be_added(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    workbook.write(des.example_network(), path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("My notes", 0)["A1"] = "=1+1"
    book.move_sheet("Practices", 5)
    book["Signatures"].insert_rows(5, 2)
    book["Access sessions"].insert_cols(1)
    book["Access sessions"]["A3"] = "My column"
    book.save(path)
    assert workbook.network(path) == des.example_network()


# --- bad cells --------------------------------------------------------------------------------------------------------

HOME = {"Care homes": {"A4": "1-999", "B4": "Heronsmead"}}
PRACTICE = {"Practices": {"A4": "B83001", "B4": "Weirside Surgery"}}


@some_of(
    ("cells", "problem"),
    [
        (
            {"Profile": {"B2": "R1A"}},
            "Profile!B2: 'R1A' is not a PCN code (U and five digits, such as U00254); correct it",
        ),
        ({"Profile": {"B4": "soon"}}, "Profile!B4: 'soon' is not a day; write it as 2022-10-01"),
        (
            {"Profile": {"A10": "owner", "B10": "A"}},
            "Profile!A10: 'owner' must be one of: commissioner, Nominated Payee, Network Area",
        ),
        (
            {"Profile": {"A10": "commissioner", "B10": "A", "E10": "map", "F10": date(2022, 7, 1)}},
            "Profile!E10: 'map': a row of the list Commissioners has nothing here; empty this cell",
        ),
        (
            {"Practices": {"A4": "B83001", "B4": "A", "C4": "GMX"}},
            "Practices!C4: 'GMX' is not one of: GMS, PMS, APMS; choose one of them",
        ),
        (
            {"Practices": {"A4": "b83001", "B4": "A"}},
            "Practices!A4: 'b83001' is not a practice code (a letter and five digits, such as B83001); write it as "
            "B83001",
        ),
        ({"Practices": {"A4": "B83001"}}, "Practices!B4: it is empty; write it (e.g. Weirside Surgery)"),
        (
            {"Practices": {"A4": "B83001", "B4": "A", "A5": "B83001", "B5": "B"}},
            "Practices!A5: 'B83001' stands in row 4 already; remove one of the two, or give it another name",
        ),
        (
            {"Practices": {"A4": "B83001", "B4": "A", "E4": "perhaps"}},
            "Practices!E4: 'perhaps' is neither yes nor no; write one of them, or leave it empty",
        ),
        (
            {"Practices": {"A4": "B83001", "B4": '="A"&"B"'}},
            """Practices!B4: '="A"&"B"' is a formula or an error, and formulas aren't calculated; put the value """
            "itself into the cell",
        ),
        (
            {"Practices": {"A4": "B83001", "B4": "#REF!"}},
            "Practices!B4: '#REF!' is a formula or an error, and formulas aren't calculated; put the value "
            "itself into the cell",
        ),
        (
            {**PRACTICE, "Memberships": {"A4": "B83002", "D4": date(2022, 7, 1)}},
            "Memberships!A4: 'B83002' is not on the sheet Practices; did you mean B83001? Otherwise add it there",
        ),
        (
            {**PRACTICE, "Memberships": {"A4": "B83001", "D4": date(2022, 7, 1), "E4": date(2022, 6, 30)}},
            "Memberships!4:4: it ends on 2022-06-30, before it starts on 2022-07-01; swap or correct the two days",
        ),
        (
            {**PRACTICE, "Memberships": {"A4": "B83001", "B4": "U00255", "C4": "no", "D4": date(2022, 7, 1)}},
            "Memberships!C4: 'no': a row of the list Other networks has nothing here; empty this cell",
        ),
        (
            {"Memberships": {"D4": date(2022, 7, 1)}},
            "Memberships!A4: it is empty; write it (code of a practice on the sheet Practices, e.g. B83001)",
        ),
        (
            {"Populations": {"B4": "registered", "C4": date(2022, 1, 1), "D4": "12 884"}},
            "Populations!D4: '12 884' is not a number; write it as 7779, 7,779 or 7779.25",
        ),
        (
            {"Populations": {"B4": "registered", "C4": date(2022, 1, 1), "D4": -5}},
            "Populations!D4: '-5': patients is -5; it can't be less than nothing",
        ),
        (
            {"Populations": {"B4": "registered", "C4": datetime(2022, 1, 1, 12), "D4": 5}},
            "Populations!C4: '2022-01-01 12:00:00' is not a day; write it as 2022-10-01",
        ),
        (
            {"Populations": {"B4": "registered", "C4": 44562, "D4": 5}},
            "Populations!C4: '44562' is not a day; write it as 2022-10-01",
        ),
        (
            {"Agreements": {"A4": date(2022, 4, 1), "B4": date(2022, 4, 1)}},
            "Agreements!A4: '2022-04-01' was made a date; format the cell as Text and write it again",
        ),
        (
            {"Posts": {"A4": "p1", "B4": "paramedic", "C4": 2, "D4": date(2022, 7, 1)}},
            "Posts!C4: '2': wte is 2; one person is at most 1 whole-time equivalent: split the post",
        ),
        (
            {"Access weeks": {"A4": "enhanced_access", "B4": date(2022, 11, 8), "C4": 60}},
            "Access weeks!B4: '2022-11-08': week_starting is 2022-11-08, a Tuesday; a week starts on its Monday",
        ),
        (
            {"Access weeks": {"A4": "enhanced_access", "B4": date(2022, 11, 7), "C4": 6.5}},
            "Access weeks!C4: '6.5' is not a whole number; write it as 7779 or 7,779",
        ),
        (
            {"Access sessions": {"A4": "enhanced_access", "B4": date(2022, 11, 7), "C4": "25:00", "D4": "23:00"}},
            "Access sessions!C4: '25:00' is not a time of day; write it as 18:30",
        ),
        (
            {"Access sessions": {"A4": "enhanced_access", "B4": date(2022, 11, 7), "C4": "18:30+01:00", "D4": "20:00"}},
            "Access sessions!C4: '18:30+01:00' is not a time of day; write it as 18:30",
        ),
        (
            {**HOME, "Home rounds": {"A4": "1-998", "B4": date(2022, 11, 7)}},
            "Home rounds!A4: '1-998' is not on the sheet Care homes; did you mean 1-999? Otherwise add it there",
        ),
        (
            {**HOME, "Home admissions": {"A4": "1-999", "B4": "S-1", "C4": date(2022, 11, 7), "D4": "transfer"}},
            "Home admissions!D4: 'transfer' is not one of: admission, readmission; choose one of them",
        ),
        (
            {"Documents and returns": {"A4": "x", "B4": date(2022, 11, 7), "E4": "reminders"}},
            "Documents and returns!E4: 'reminders': 'reminders' has no value; write it as name = value, several with ; "
            "between them",
        ),
        (
            {"Documents and returns": {"A4": "x", "B4": date(2022, 11, 7), "E4": "a = no; a = yes"}},
            "Documents and returns!E4: 'a = no; a = yes': 'a' stands there twice; keep one",
        ),
        (
            {"Documents and returns": {"A4": "x", "B4": date(2022, 11, 7), "E4": '"a = no'}},
            """Documents and returns!E4: '"a = no': a quotation mark (") is not closed; close or remove it""",
        ),
        (
            {"Exceptions": {"A4": "local_variation", "B4": "ICB", "C4": date(2026, 5, 1), "F4": "a = [1]"}},
            "Exceptions!F4: 'a = [1]': '[1]' is not a value; write a number, a day, yes or no, or a text in quotation "
            "marks",
        ),
        (
            {"Complete lists": {"A4": "Doctors"}},
            "Complete lists!A4: 'Doctors' is no list of a network; take the names from an empty workbook",
        ),
        (
            {"Complete lists": {"A5": "Commissioners"}},
            "Complete lists!A5: 'Commissioners' stands there twice; remove one of the rows",
        ),
        (
            {"Complete lists": {"B4": "some"}},
            "Complete lists!B4: 'some' is neither yes nor no; write one of them, or leave it empty",
        ),
        (
            {"Practices": {"A3": "ODS"}},
            "Practices: it lacks the heading Code; take the headings from an empty workbook",
        ),
        ({"Profile": {"A2": "ODS"}}, "Profile: the line Code is missing; take it from an empty workbook"),
    ],
)
def test_a_bad_cell_is_named(cells: Cells, problem: str, filled: Callable[..., Path]) -> None:
    reading = workbook.read(filled(cells))
    assert [str(one) for one in reading.problems] == [problem]
    with pytest.raises(RecordError) as caught:
        reading.without_problems()
    assert caught.value.problems == (problem,)


def test_every_bad_cell_is_named_in_the_order_of_the_sheets(filled: Callable[..., Path]) -> None:
    cells = {
        "Remittances": {"A4": "x", "B4": "now", "C4": "much"},
        "Practices": {"A4": "x", "B5": "y"},
        "Profile": {"B3": None},
    }
    reading = workbook.read(filled(cells))
    assert [f"{one.sheet}!{one.cell}" for one in reading.problems] == [
        *("Profile!B3", "Practices!A4", "Practices!B4", "Practices!A5", "Remittances!B4", "Remittances!C4"),
    ]
    assert reading.network is None
    assert reading.problems[1] == workbook.CellProblem(
        file="network.xlsx",
        sheet="Practices",
        cell="A4",
        value="x",
        mend="it is not a practice code (a letter and five digits, such as B83001); correct it",
    )


def test_a_long_value_is_shown_in_part(filled: Callable[..., Path]) -> None:
    (problem,) = workbook.read(filled({"Profile": {"B2": "U" * 500}})).problems
    assert len(str(problem)) < 160


def test_a_list_with_a_row_that_was_left_out_is_not_complete(filled: Callable[..., Path]) -> None:
    home = CareHome(
        location="1-999",
        name="Heronsmead",
        rounds=Records([HomeRound(on=date(2022, 11, 1)), HomeRound(on=date(2022, 11, 8))], complete=True),
        beds=Records(),
    )
    network = attrs.evolve(NETWORK, care_homes=Records([home], complete=True), posts=Records())
    path = filled({"Home rounds": {"B5": "the 8th"}, "Posts": {"A4": "p1"}}, network)
    read = workbook.read(path).network
    assert read == attrs.evolve(
        network,
        care_homes=Records([attrs.evolve(home, rounds=Records(there(home.rounds)[:1], complete=False))], complete=True),
        posts=None,
    )


def test_a_row_that_may_belong_to_any_list_makes_none_of_them_complete(filled: Callable[..., Path]) -> None:
    rounds = Records([HomeRound(on=date(2022, 11, 1))], complete=True)
    home = CareHome(location="1-999", name="Heronsmead", rounds=rounds)
    network = attrs.evolve(NETWORK, care_homes=Records([home], complete=True))
    for place in ("1-888", None):
        reading = workbook.read(filled({"Home rounds": {"A5": place, "B5": date(2022, 11, 8)}}, network))
        assert len(reading.problems) == 1
        assert reading.network is not None
        assert not reading.network.care_homes[0].rounds.complete  # type: ignore[index]


def test_rows_of_a_record_that_was_left_out_are_no_problem_of_their_own(filled: Callable[..., Path]) -> None:
    cells = {
        "Practices": {"A4": "B83001", "B4": "A", "C4": "GMX"},
        "Memberships": {"A4": "B83001", "D4": date(2022, 7, 1)},
    }
    reading = workbook.read(filled(cells))
    assert [one.cell for one in reading.problems] == ["C4"]
    assert reading.network == attrs.evolve(NETWORK, practices=None)


def test_an_answer_that_is_none_leaves_the_row(filled: Callable[..., Path]) -> None:
    reading = workbook.read(filled({"Practices": {"A4": "B83001", "B4": "A", "E4": "perhaps"}}))
    assert reading.network == attrs.evolve(NETWORK, practices=Records([Practice(code="B83001", name="A")]))


def test_records_that_contradict_each_other_are_no_network(filled: Callable[..., Path]) -> None:
    held = Appointment(name="Dr A", since=date(2022, 1, 1))
    week = AccessWeek(service="enhanced_access", week_starting=date(2022, 11, 7), minutes=60)
    network = attrs.evolve(NETWORK, clinical_directors=Records([held]), access_weeks=Records([week]))
    cells = {
        "People": {"A5": "vacancy", "H5": date(2022, 7, 1)},
        "Access weeks": {"A5": "enhanced_access", "B5": date(2022, 11, 7), "C5": 90},
    }
    reading = workbook.read(filled(cells, network))
    assert reading.network is None
    assert [str(one) for one in reading.problems] == [
        "People!5:5: the post of clinical director is both vacant and held by Dr A from 2022-07-01; correct one of the "
        "two",
        "Access weeks!5:5: the sum of a week enhanced_access 2022-11-07 is on record twice; keep one",
    ]


def test_what_cannot_be_true_is_named_with_its_row_also_inside_a_record(filled: Callable[..., Path]) -> None:
    lost = CancelledSession(id="4 Oct", service="enhanced_access", on=date(2022, 10, 4), minutes=90, made_up=Records())
    counted = Population(kind="registered", at=date(2022, 1, 1), patients=Decimal(9000))
    practices = [
        Practice(code="B83001", name="A"),
        Practice(code="B83002", name="B", populations=Records([counted])),
    ]
    network = attrs.evolve(NETWORK, practices=Records(practices), cancelled_sessions=Records([lost]))
    cells = {
        "Make-ups": {"A4": "4 Oct", "B4": date(2022, 10, 3), "C4": 90},
        "Populations": {"A5": "B83002", "B5": "registered", "C5": date(2022, 1, 1), "D5": 9100},
        "Exceptions": {"A4": "waiver", "B4": "ICB", "C4": date(2022, 7, 1), "I4": "B83003"},
    }
    reading = workbook.read(filled(cells, network))
    assert reading.network is None
    assert [str(one) for one in reading.problems] == [
        "Populations!5:5: the registered population of B83002 at 1 January 2022 is on record as 9,000 and as 9,100; "
        "keep one, or give the later edition its own day of publication",
        "Make-ups!4:4: the session 4 Oct, cancelled on 4 October 2022, can't have been made up before, on "
        "3 October 2022; correct one of the two days",
        "Exceptions!4:4: the waiver granted by ICB is only for 'B83003', but no practice, care home, admission, "
        "cancelled session, clinical director or post of this name is on record; did you mean 'B83002'? Otherwise "
        "leave it out",
    ]


def test_a_missing_sheet_is_named_and_its_lists_are_unknown(tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    workbook.write(attrs.evolve(NETWORK, posts=Records(), access_weeks=Records()), path)
    book = openpyxl.load_workbook(path)
    del book["Posts"]
    del book[COMPLETE_LISTS]
    book.save(path)
    reading = workbook.read(path)
    assert [str(one) for one in reading.problems] == [
        "Posts: there is no such sheet; take it from an empty workbook",
        "Complete lists: there is no such sheet; take it from an empty workbook",
    ]
    assert reading.network == NETWORK


def test_a_workbook_from_before_decisions_lacks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    workbook.write(NETWORK, path)
    book = openpyxl.load_workbook(path)
    del book["Decisions"]
    book.save(path)
    assert workbook.network(path) == NETWORK


def test_the_checklist_is_filled_in_once_and_what_is_left_empty_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "checklist.xlsx"
    network, day = des.example_network(), date(2022, 11, 14)
    report = des.assess(network, day)
    workbook.write(network, path, to_judge=report)
    assert workbook.network(path) == network
    book = openpyxl.load_workbook(path)
    sheet = book["Decisions"]
    rows = {(row[0].value, row[1].value): row for row in sheet.iter_rows(min_row=4)}
    assert len(rows) == len(report.to_judge) == 42
    row = rows["network.area_makes_sense", None]
    assert row[2].value.startswith("Whether the area makes sense to the member practices")
    for cell, value in zip(row[3:8], ("not_met", "the board", date(2022, 11, 15), None, "minute 7"), strict=True):
        cell.value = value
    half = next(row for (rule, _), row in rows.items() if rule == "enhanced_access.plan_content")
    half[4].value = "the board"
    book.save(path)
    problem, *_ = workbook.read(path).problems
    assert str(problem).startswith(f"Decisions!D{half[0].row}: it is empty")
    half[4].value = None
    book.save(path)
    filled_in = workbook.network(path)
    assert [one.name for one in filled_in.decisions or ()] == [
        "judged not met by the board on 15 November 2022 (minute 7), until 31 March 2023"
    ]
    after = des.assess(filled_in, date(2022, 11, 15))
    assert "network.area_makes_sense" in [finding.rule for finding in after.not_met]
    assert len(after.to_judge) == 41


# --- the declaration and the looks ------------------------------------------------------------------------------------


def test_every_field_of_every_record_has_exactly_one_column() -> None:
    lists = (*NETWORK_LISTS, *INNER_LISTS)
    assert {listed.name for listed in NETWORK_LISTS} | {column.fields[0] for column in SHEETS[0].form} == {
        field.name for field in attrs.fields(Network)
    }
    for sheet in SHEETS:
        for listed in sheet.lists:
            wanted = sorted(name for name, field in fields_of(listed.record).items() if field.kind is not Kind.LIST)
            found = [sheet.field(column, listed) for column in sheet.columns if {OF, WHAT}.isdisjoint(column.fields)]
            assert sorted(field.name for field in found if field is not None) == wanted
            inner = {name for name, field in fields_of(listed.record).items() if field.kind is Kind.LIST}
            assert {one.name for one in lists if one.owner is listed.record} == inner


def test_every_choice_is_explained() -> None:
    assert all(choice in MEANINGS for listed in choice_rows() if isinstance(listed, tuple) for choice in listed)


def test_the_sheets_stand_in_order_and_look_the_same(tmp_path: Path) -> None:
    workbook.write_empty(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert book.sheetnames == [HOW_TO_USE, *(sheet.title for sheet in SHEETS), COMPLETE_LISTS, CHOICES]
    for declared in SHEETS:
        sheet = book[declared.title]
        assert sheet.freeze_panes == f"A{declared.heading_row + 1}"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${declared.heading_row}:${declared.heading_row}"
        for place, column in enumerate(columns_and_flags(declared), start=1):
            assert sheet.cell(declared.heading_row, place).value == column.heading
            assert column.help in sheet.cell(declared.heading_row - 1, place).value
        assert sheet.max_row == declared.heading_row  # the examples are in the help, not in the data


def test_the_drop_downs_offer_what_the_records_take(tmp_path: Path) -> None:
    workbook.write_empty(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    offered = {
        (sheet.title, str(rule.sqref).split(":")[0]): (rule.formula1, rule.errorStyle)
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert offered["Practices", "D4"] == ('"yes,no"', "stop")
    assert offered["Memberships", "A4"] == ("'Practices'!$A$4:$A$503", "warning")
    contract, style = offered["Practices", "C4"]
    assert style == "stop"
    assert [cell.value for (cell,) in book[CHOICES][contract.split("!")[1]]] == ["GMS", "PMS", "APMS"]
    evidence, style = offered["Documents and returns", "A4"]
    assert style == "warning"
    assert "enhanced_access_plan" in [cell.value for (cell,) in book[CHOICES][evidence.split("!")[1]]]


# --- hostile and damaged files ----------------------------------------------------------------------------------------


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(FileFormatError, match=r"other\.xlsx has none of the sheets of a network workbook"):
        workbook.read(tmp_path / "other.xlsx")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(FileFormatError, match=r"old\.xls is no Excel workbook"):
        workbook.read(tmp_path / "old.xls")
    with pytest.raises(FileFormatError, match=r"new\.ods does not end in \.xlsx"):
        workbook.write_empty(tmp_path / "new.ods")
    with pytest.raises(FileNotFoundError):
        workbook.read(tmp_path / "none.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (LARGEST_UNPACKED + 1))
    with pytest.raises(FileFormatError, match=r"bomb\.xlsx unpacks to more than 60,000,000 bytes"):
        workbook.read(path)


def test_a_row_far_down_is_too_many_rows(filled: Callable[..., Path]) -> None:
    path = filled({"Posts": {f"A{MOST_ROWS + 1}": "x"}})
    with pytest.raises(FileFormatError, match="sheet Posts has more than 100,000 rows"):
        workbook.read(path)


def test_without_openpyxl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for attempt in (lambda: workbook.write_empty(tmp_path / "a.xlsx"), lambda: workbook.read(tmp_path / "a.xlsx")):
        with pytest.raises(MissingExtraError, match=r"a workbook needs openpyxl\. .*pcn_des\[excel\]"):
            attempt()


@some_of("seed", range(30))
def test_a_damaged_workbook_is_read_or_refused_in_words(seed: int, tmp_path: Path) -> None:
    week = AccessWeek(service="enhanced_access", week_starting=date(2022, 11, 7), minutes=60)
    whole = _written(attrs.evolve(NETWORK, access_weeks=Records([week])))
    (tmp_path / "damaged.xlsx").write_bytes(damaged(whole, random.Random(seed), 12))
    with suppress(FileFormatError):  # and nothing else
        workbook.read(tmp_path / "damaged.xlsx")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (Period(date(2022, 4, 1), date(2023, 3, 31)), "2022-04-01 to 2023-03-31"),
        (Period(date(2022, 4, 1)), "from 2022-04-01"),
        (True, "yes"),
        (False, "no"),
    ],
)
def test_a_log_that_was_kept_for_a_time_says_so_in_its_cell(tmp_path: Path, kept: Any, said: str) -> None:
    sessions = there(des.example_network().access_sessions)[:3]
    home = there(des.example_network().care_homes)[0]
    home = attrs.evolve(home, rounds=des.Records(home.rounds, complete=kept))
    network = des.example_network().evolve(
        access_sessions=des.Records(sessions, complete=kept), care_homes=des.Records([home], complete=True)
    )
    assert _through(network, tmp_path / "kept.xlsx") == network
    sheet = openpyxl.load_workbook(tmp_path / "kept.xlsx")["Complete lists"]
    assert {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}["Access sessions"] == said


@pytest.mark.thorough
@pytest.mark.parametrize("written", ["2022-13-01 to 2023-03-31", "2023-03-31 to 2022-04-01", "2022", "from April"])
def test_days_that_are_none_are_named_with_their_cell(tmp_path: Path, written: str) -> None:
    workbook.write_empty(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    book["Complete lists"]["B4"] = written
    book.save(tmp_path / "new.xlsx")
    problems = [problem for problem in workbook.read(tmp_path / "new.xlsx").problems if problem.cell == "B4"]
    assert [problem.value for problem in problems] == [written]
