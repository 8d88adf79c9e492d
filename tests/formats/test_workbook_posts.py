"""Posts, their pay and their claims in the workbook: every bad row is named, and older workbooks go on being read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des import Network, Records
from pcn_des.dates import Period
from pcn_des.formats import workbook
from pcn_des.formats.workbook.places import columns_and_flags
from pcn_des.formats.workbook.sheets import CHOICES, COMPLETE_LISTS, SHEETS
from pcn_des.network import (
    BaselineVacancy,
    ClaimRecord,
    Decision,
    ExtraHours,
    Invoice,
    Leave,
    Pay,
    Post,
    PostCondition,
    Practice,
)
from pcn_des.network.digest import records_digest
from support.effort import some_of
from support.narrowed import there

openpyxl = pytest.importorskip("openpyxl")

Cells = dict[str, dict[str, Any]]  # by sheet and place
NEXT = date(2025, 4, 1)
DAY, MONTH = date(2024, 10, 1), date(2024, 11, 1)
OLD = Path(__file__).parent / "written_before_claims.xlsx"  # by the release before posts had pay
ADDED = [sheet.title for sheet in SHEETS if sheet.newer == "claims"]
POSTS = next(sheet for sheet in SHEETS if sheet.title == "Posts")
ADDED_COLUMNS = [column.heading for column in columns_and_flags(POSTS) if column.newer]
NETWORK = Network(
    code="U00254",
    name="Millbrook PCN",
    posts=Records(
        [
            Post(id="p1", role="paramedic", wte=Decimal("0.8"), since=DAY),
            Post(id="p2", role="paramedic", wte=Decimal(1), since=DAY),
        ],
        complete=True,
    ),
)


def _changed(path: Path, cells: Cells) -> Path:
    book = openpyxl.load_workbook(path)
    for title, changed in cells.items():
        for place, value in changed.items():
            book[title][place] = value
    book.save(path)
    return path


@pytest.fixture
def filled(tmp_path: Path) -> Callable[..., Path]:
    """Writes a network and changes cells of the workbook as a person would."""

    def write(cells: Cells, network: Network = NETWORK) -> Path:
        workbook.write(network, tmp_path / "network.xlsx", overwrite=True)
        return _changed(tmp_path / "network.xlsx", cells)

    return write


def place_of(heading: str) -> str:
    """The letter of a column on the sheet Posts."""
    headings = [column.heading for column in columns_and_flags(POSTS)]
    return str(openpyxl.utils.get_column_letter(1 + headings.index(heading)))


SHARE = place_of("Network's share")


def test_what_the_payroll_and_people_write_is_understood(filled: Callable[..., Path]) -> None:
    cells: Cells = {
        "Posts": {
            f"{place_of('Area')}4": "inner_london",
            f"{place_of('Band')}4": 7,
            f"{place_of('Pay complete?')}4": "yes",
            f"{place_of('Leave complete?')}4": "from 2024-10-01",
            f"{place_of('Worked before')}5": "none",
            f"{place_of('Covers leave of')}5": "p1",
        },
        "Post pay": {
            "A4": "p1", "B4": "2024-10-01", "C4": date(2025, 3, 31), "D4": "£38,411.00", "E4": 4044.25, "F4": "5,500",
            "A5": "p1", "B5": date(2025, 4, 1), "D5": 39_000,
        },
        "Post leave": {"A4": "p1", "B4": date(2025, 1, 6), "C4": date(2025, 2, 2), "D4": "sickness", "E4": 0.5},
        "Post invoices": {"A4": "p2", "B4": MONTH, "C4": 3912.5, "D4": "invoice 1207"},
        "Extra hours": {"A4": "p2", "B4": MONTH, "C4": 0.1, "D4": 412, "E4": "yes"},
        "Post conditions": {"A4": "p2", "B4": "registration_body", "C4": "no"},
        "Claims": {"A4": "p1", "B4": MONTH, "C4": 4044.33, "D4": date(2024, 12, 8), "G4": date(2025, 1, 6), "H4": 4000},
        "Baseline vacancies": {"A4": "paramedic", "B4": DAY, "D4": "B83001"},
        COMPLETE_LISTS: {"B14": "yes", "B15": "2024-04-01 to 2025-03-31"},
    }  # fmt: skip
    pay = [
        Pay(since=DAY, until=date(2025, 3, 31), salary="38411", national_insurance="4044.25", pension=5500),
        Pay(since=date(2025, 4, 1), salary=39000),
    ]
    away = Leave(since=date(2025, 1, 6), until=date(2025, 2, 2), kind="sickness", pay_share="0.5")
    first, second = there(NETWORK.posts)
    expected = [
        attrs.evolve(
            first, area="inner_london", band="7", pay=Records(pay, complete=True),
            leave=Records([away], complete=Period(DAY)),
        ),
        attrs.evolve(
            second, previous="none", covers_leave_of="p1",
            invoices=[Invoice(month=MONTH, amount="3912.5", document="invoice 1207")],
            extra_hours=[ExtraHours(month=MONTH, wte="0.1", cost=412, plain_time=True)],
            conditions=[PostCondition(name="registration_body", met=False)],
        ),
    ]  # fmt: skip
    claim = ClaimRecord(
        post="p1", month=MONTH, amount="4044.33", submitted=date(2024, 12, 8), paid=date(2025, 1, 6), paid_amount=4000
    )
    assert workbook.network(filled(cells)) == NETWORK.evolve(
        posts=Records(expected, complete=True),
        claims=Records([claim], complete=True),
        baseline_vacancies=Records(
            [BaselineVacancy(role="paramedic", since=DAY, practice="B83001")],
            complete=Period(date(2024, 4, 1), date(2025, 3, 31)),
        ),
    )


@pytest.mark.thorough  # a workbook takes a second
@some_of(
    ("cells", "problem"),
    [
        (
            {"Posts": {f"{place_of('Area')}4": "London"}},
            f"Posts!{place_of('Area')}4: 'London' is not one of: national, outer_london, inner_london; choose one of "
            "them",
        ),
        (
            {"Posts": {f"{SHARE}4": 50}},
            f"Posts!{SHARE}4: '50': network_share is 50; it is a part of one, such as 0.5",
        ),
        (
            {"Posts": {f"{place_of('Certified')}4": DAY, f"{place_of('Years from CCT')}4": 1}},
            f"Posts!{place_of('Certified')}4: '{DAY}': certified and years_from_cct tell the same; keep the day of the "
            "certificate",
        ),
        (
            {"Posts": {f"{place_of('Pay complete?')}4": "mostly"}},
            f"Posts!{place_of('Pay complete?')}4: 'mostly' is neither yes nor no; write one of them, or leave it empty",
        ),
        (
            {"Posts": {"H4": 48532}, "Post pay": {"A4": "p1", "B4": DAY, "D4": 38411}},
            "Posts!4:4: what it costs is told by annual_cost and by pay; keep one of them",
        ),
        (
            {"Post pay": {"A4": "p3", "B4": DAY, "D4": 38411}},
            "Post pay!A4: 'p3' is not on the sheet Posts; add it there",
        ),
        ({"Post pay": {"A4": "p1", "B4": DAY}}, "Post pay!D4: it is empty; write it (in pounds, for the hours that "
        "they work, e.g. 38,411.00)"),
        (
            {"Post pay": {"A4": "p1", "B4": DAY, "D4": "confidential"}},
            "Post pay!D4: 'confidential' is not a number; write it as 7779, 7,779 or 7779.25",
        ),
        (
            {"Post pay": {"A4": "p1", "B4": DAY, "D4": "=1+1"}},
            "Post pay!D4: '=1+1' is a formula or an error, and formulas aren't calculated; put the value itself into "
            "the cell",
        ),
        (
            {"Post pay": {"A4": "p1", "B4": NEXT, "D4": 2, "A5": "p1", "B5": DAY, "C5": NEXT, "D5": 1}},
            "Post pay!4:4: two spells of its pay overlap on 2025-04-01; end the first one before",
        ),
        (
            {"Post invoices": {"A4": "p1", "B4": "05/11/2024", "C4": 1}},
            "Post invoices!B4: '05/11/2024' is no month; write it as 2024-04, Apr-24 or April 2024",
        ),
        (
            {"Post invoices": {"A4": "p1", "B4": 45600, "C4": 1}},
            "Post invoices!B4: '45600' is no month; write it as 2024-04, Apr-24 or April 2024",
        ),
        (
            {"Post invoices": {"A4": "p1", "B4": MONTH, "C4": 1, "A5": "p2", "B5": MONTH, "C5": 1, "A6": "p1",
             "B6": MONTH, "C6": 1}},
            "Post invoices!6:6: invoices of November 2024 is on record twice; write their sum once",
        ),
        (
            {"Post leave": {"A4": "p1", "B4": DAY, "D4": "influenza"}},
            "Post leave!D4: 'influenza' is not one of: sickness, parental, training, rotation; choose one of them",
        ),
        (
            {"Post leave": {"A4": "p1", "B4": DAY, "C4": date(2024, 9, 1), "D4": "training"}},
            "Post leave!4:4: it ends on 2024-09-01, before it starts on 2024-10-01; swap or correct the two days",
        ),
        (
            {"Post leave": {"A4": "p1", "B4": DAY, "D4": "training", "E4": 50}},
            "Post leave!E4: '50': pay_share is 50; it is a part of one, such as 0.5",
        ),
        (
            {"Extra hours": {"A4": "p1", "B4": MONTH, "C4": 0}},
            "Extra hours!C4: '0': wte is 0; it must be more than nothing",
        ),
        (
            {"Extra hours": {"A4": "p1", "B4": MONTH, "C4": 0.1, "E4": "half"}},
            "Extra hours!E4: 'half' is neither yes nor no; write one of them, or leave it empty",
        ),
        (
            {"Post conditions": {"A4": "p1", "B4": "training"}},
            "Post conditions!C4: it is empty; write it (yes or no)",
        ),
        (
            {"Claims": {"A4": "p1", "B4": MONTH}},
            "Claims!C4: it is empty; write it (that was claimed, in pounds, e.g. 4,044.33)",
        ),
        (
            {"Claims": {"A4": "p3", "B4": MONTH, "C4": 1}},
            "Claims!4:4: a claim is for the post p3, which is not on record; correct it, or add the post",
        ),
        (
            {"Posts": {f"{place_of('Covers leave of')}5": "p2"}},
            "Posts!5:5: the post p2 covers the leave of p2, which is no other post on record; correct "
            "it, or add the post",
        ),
        (
            {"Baseline vacancies": {"B4": DAY}},
            "Baseline vacancies!A4: it is empty; write it (as the scheme names it; see the sheet Choices)",
        ),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(cells: Cells, problem: str, filled: Callable[..., Path]) -> None:
    reading = workbook.read(filled(cells))
    assert [str(one) for one in reading.problems] == [problem]


def test_a_post_that_contradicts_itself_is_left_out_and_the_others_keep_their_rows(
    filled: Callable[..., Path],
) -> None:
    cells: Cells = {
        "Posts": {"H4": 1, f"{place_of('Covers leave of')}5": "x"},
        "Post pay": {"A4": "p1", "B4": DAY, "D4": 1},
    }
    assert [str(one) for one in workbook.read(filled(cells)).problems] == [
        "Posts!4:4: what it costs is told by annual_cost and by pay; keep one of them",
        "Posts!5:5: the post p2 covers the leave of x, which is no other post on record; correct it, or add the post",
    ]
    del cells["Posts"][f"{place_of('Covers leave of')}5"]
    left = workbook.read(filled(cells)).network
    assert left == NETWORK.evolve(posts=Records(there(NETWORK.posts)[1:], complete=False))


def test_a_workbook_from_before_claims_lacks_nothing() -> None:
    posts = [
        Post(
            id="paramedic 1", role="paramedic", wte=Decimal("0.8"), since=date(2022, 7, 1), person="N1",
            employer="Weirside Surgery", annual_cost=Decimal("38825.60"),
        ),
        Post(
            id="link worker", role="social_prescribing_link_worker", wte=Decimal(1), since=date(2020, 4, 1),
            until=date(2022, 9, 30),
        ),
    ]  # fmt: skip
    read = workbook.network(OLD)
    assert read == Network(
        code="U00254",
        name="Millbrook PCN",
        posts=Records(posts, complete=True),
        practices=Records([Practice(code="A00001", name="Mill Lane")]),
    )
    assert records_digest(read) == "8325b410ddd31b30"  # as it was then
    titles = openpyxl.load_workbook(OLD).sheetnames
    assert not {*ADDED} & {*titles}
    assert len(ADDED) == 7


def test_columns_of_their_own_that_people_added_to_an_older_one_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(OLD.read_bytes())
    path = _changed(tmp_path / "old.xlsx", {"Posts": {"I3": "Area", "I4": "the north", "J3": "Band", "J4": 7}})
    assert workbook.network(path) == workbook.network(OLD)


def test_one_from_before_a_later_column_lacks_nothing(tmp_path: Path) -> None:
    """Whether earlier work was substantive came after the other columns of posts."""
    post = Post(id="p1", role="paramedic", wte=Decimal("0.8"), since=DAY, previous="none", more_senior=True)
    network = NETWORK.evolve(posts=Records([post], complete=True))
    workbook.write(network, tmp_path / "old.xlsx")
    book = openpyxl.load_workbook(tmp_path / "old.xlsx")
    headings = [cell.value for cell in book["Posts"][3]]
    book["Posts"].delete_cols(headings.index("Was substantive") + 1)
    book.save(tmp_path / "old.xlsx")
    assert workbook.network(tmp_path / "old.xlsx") == network


def test_a_newer_one_that_lost_a_sheet_or_a_heading_is_told(tmp_path: Path) -> None:
    paid = attrs.evolve(there(NETWORK.posts)[0], pay=Records([Pay(since=DAY, salary=1)], complete=True))
    network = NETWORK.evolve(posts=Records([paid], complete=True), claims=Records())
    workbook.write(network, tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    del book["Post pay"]
    book.save(tmp_path / "lost.xlsx")
    reading = workbook.read(tmp_path / "lost.xlsx")
    assert [str(one) for one in reading.problems] == [
        "Post pay: there is no such sheet; take it from an empty workbook"
    ]
    assert there(there(reading.network).posts)[0].pay is None  # complete or not: what stood on the sheet is unknown
    renamed = {"Posts": {f"{place_of('Area')}3": "Region", f"{place_of('Band')}3": None}}
    reading = workbook.read(_changed(tmp_path / "new.xlsx", renamed))
    assert [str(one) for one in reading.problems] == [
        "Posts: it lacks the heading Area and Band; take the headings from an empty workbook"
    ]


def test_a_list_of_an_older_workbook_is_not_complete_where_its_sheet_is_missing(tmp_path: Path) -> None:
    decided = Decision(obligation="network.area_makes_sense", judged="met", by="the board", on=DAY)
    workbook.write(NETWORK.evolve(decisions=Records([decided], complete=True)), tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    del book["Decisions"]
    book.save(tmp_path / "new.xlsx")
    assert workbook.network(tmp_path / "new.xlsx") == NETWORK


def test_the_usual_columns_come_first_and_the_new_sheets_follow_the_posts(tmp_path: Path) -> None:
    workbook.write_empty(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert [cell.value for cell in book["Posts"][3]][:9] == [
        *("Post", "Role", "WTE", "From", "Until", "Person", "Employer", "Cost a year", "Area")
    ]
    at = book.sheetnames.index("Posts")
    assert book.sheetnames[at + 1 : at + 8] == ADDED
    assert [cell.value for cell in book["Post pay"][3]] == [
        *("Post", "From", "Until", "Salary a year", "Employer's NI a year", "Employer's pension a year")
    ]
    assert "payroll" in str(book["Post pay"]["A1"].value)
    listed = [row[0].value for row in book[COMPLETE_LISTS].iter_rows(min_row=4)]
    assert listed[listed.index("Posts") + 1 :][:2] == ["Claims", "Baseline vacancies"]


def test_the_drop_downs_offer_what_the_records_take(tmp_path: Path) -> None:
    workbook.write_empty(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    rules = {
        (sheet.title, str(rule.sqref).split(":")[0]): rule
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
    }
    assert rules["Post pay", "A4"].formula1 == "'Posts'!$A$4:$A$503"

    def offered(sheet: str, place: str) -> list[Any]:
        return [cell.value for (cell,) in book[CHOICES][rules[sheet, place].formula1.split("!")[1]]]

    assert offered("Post leave", "D4") == ["sickness", "parental", "training", "rotation"]
    assert offered("Posts", f"{place_of('Area')}4") == ["national", "outer_london", "inner_london"]
    assert "registration_body" in offered("Post conditions", "B4")
    assert "paramedic" in offered("Baseline vacancies", "A4")
    part = rules["Post leave", "E4"]
    assert (part.operator, part.formula1, part.formula2) == ("between", "0", "1")
    assert part.error == "Write a number from 0 to 1, such as 0.5."


def test_the_rows_of_every_list_come_back(tmp_path: Path) -> None:
    """Of lists that are complete, have gaps, were kept for a time, or are empty."""
    for kept in (True, False, Period(DAY), Period(DAY, date(2025, 3, 31))):
        held = attrs.evolve(
            there(NETWORK.posts)[0],
            pay=Records([Pay(since=DAY, salary="0.01")], complete=kept),
            invoices=Records(complete=kept),
            leave=Records([Leave(since=DAY, kind="parental", pay_share="0.9")], complete=kept),
            extra_hours=Records(complete=kept),
            conditions=Records([PostCondition(name="my own", met=True, document="=1+1")], complete=kept),
        )
        network = NETWORK.evolve(posts=Records([held], complete=kept), claims=Records(complete=kept))
        workbook.write(network, tmp_path / "kept.xlsx", overwrite=True)
        assert des.read_network(tmp_path / "kept.xlsx") == network
