"""What a network was paid, from its own statements: any headings, every spelling of a month, every bad row named."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.errors import FileFormatError
from pcn_des.formats import remittances
from pcn_des.formats.reading import Reading
from pcn_des.formats.remittances import Mapped
from pcn_des.network import Remittance

TABLE = pytest.mark.parametrize
APRIL = date(2024, 4, 1)
PLAIN = "month,stream,amount\n"
OWN = 'Payment month,Description,Amount (GBP),Paid to,Date paid\nApr-24,PCN  EA,"£34,046.60",Mill Surgery,20/04/2024\n'
MAP = """\
[columns]
month = "Payment month"
stream = "Description"
amount = "Amount (GBP)"
payee = "Paid to"
paid_on = "Date paid"

[streams]
"PCN  EA" = "enhanced_access"
"""


def one(row: str) -> Remittance:
    (found,) = remittances.read((PLAIN + row).encode(), name="paid.csv").rows
    return found


def problem(row: str) -> str:
    reading = remittances.read(f"{PLAIN}2024-04,enhanced_access,1\n{row}\n".encode(), name="paid.csv")
    assert len(reading.rows) == 1
    (found,) = reading.problems
    return str(found)


def test_headings_and_names_of_streams_are_those_of_the_contract_unless_they_are_mapped() -> None:
    assert one("2024-04,enhanced_access,34046.60") == Remittance(
        stream="enhanced_access", month=APRIL, amount=Decimal("34046.60"), document="row 2"
    )
    assert one("2024-04,Enhanced Access PAYMENT,1").stream == "enhanced_access"
    assert one("2024-04,Sundries,1").stream == "Sundries"  # reconciling tells of it, with its sum


def test_own_headings_are_mapped_in_a_small_file(written: Callable[..., Path]) -> None:
    mapping = written(MAP, "map.toml")
    for given_as in (mapping, str(mapping), remittances.read_mapping(mapping)):
        reading = remittances.read(written(OWN, "paid.csv"), given_as)
        assert reading.problems == ()
        assert reading.rows == (
            Remittance(
                stream="enhanced_access",
                month=APRIL,
                amount=Decimal("34046.60"),
                paid_on=date(2024, 4, 20),
                payee="Mill Surgery",
                document="row 2",
            ),
        )


def test_a_document_is_kept() -> None:
    found = remittances.read(b"month,stream,amount,document\n2024-04,enhanced_access,1,R-17\n", name="p.csv")
    assert found.rows[0].document == "R-17"


def test_what_stands_above_the_headings_and_case_and_blanks_in_them_make_no_difference() -> None:
    text = "Statement of payments,,\n,,\nMONTH,Stream , amount\n2024-04,enhanced_access,1\n"
    assert len(remittances.read(text.encode(), name="p.csv").rows) == 1


def test_a_workbook_with_days_and_numbers(workbook: Callable[..., Path]) -> None:
    """Excel turns Apr-24 into a day and amounts into numbers; the sheet is the one that has the headings."""
    rows = [
        ("Month", "Stream", "Amount"),
        (datetime(2024, 4, 1), "Enhanced access payment", 34046.6),
        ("May 2024", "enhanced_access", 34046),
        (date(2024, 6, 20), "enhanced_access", "-£1.00"),
    ]
    found = remittances.read(workbook({"About": [("Payments",)], "Paid": rows}, name="paid.xlsx"))
    assert [(row.month, row.amount) for row in found.rows] == [
        (APRIL, Decimal("34046.6")), (date(2024, 5, 1), Decimal(34046)), (date(2024, 6, 1), Decimal("-1.00")),
    ]  # fmt: skip
    assert {row.stream for row in found.rows} == {"enhanced_access"}
    assert found.problems == ()


def test_a_workbook_with_own_headings_and_a_bad_cell(
    workbook: Callable[..., Path], written: Callable[..., Path]
) -> None:
    rows = [
        ("Payment month", "Description", "Amount (GBP)", "Paid to", "Date paid"),
        ("2024-04", "PCN EA", 1, "Mill", ""),
        ("2024-05", "PCN EA", "=1+1", "Mill", ""),
    ]
    found = remittances.read(workbook({"Paid": rows}, name="paid.xlsx"), written(MAP, "map.toml"))
    assert [row.stream for row in found.rows] == ["enhanced_access"]
    (wrong,) = found.problems
    assert str(wrong).startswith("paid.xlsx, sheet Paid, row 3, Amount (GBP) ")
    assert "formulas aren't calculated" in str(wrong)


@TABLE(
    "cell",
    [
        "2024-04", "2024/04", "2024-4", "04/2024", "4/2024", "04-2024", "Apr-24", "apr 24", "APR24", "Apr'24",
        "Apr-2024", "April 2024", "april-24", "APRIL 2024", "2024-04-30", "01/04/2024", "20240401", "30Apr2024",
    ],
)  # fmt: skip
def test_april_2024_in_every_spelling(cell: str) -> None:
    assert remittances.month(cell) == APRIL


@TABLE(
    "cell",
    [
        "", "April", "2024", "24-04", "13/2024", "2024-13", "2024-00", "0000-04", "Aprilis 2024", "Avril 24",
        "Junk 2024", "Mayor 24", "31/04/2024", "2024/25", "M01", "Ap-24", "٢٠٢٤-٠٤",
    ],
)  # fmt: skip
def test_what_is_no_month(cell: str) -> None:
    with pytest.raises(ValueError, match="it is no month; write it as 2024-04, Apr-24 or April 2024"):
        remittances.month(cell)


@given(st.dates(date(2019, 7, 1), date(2031, 3, 31)), st.integers(3, 9), st.sampled_from(["", " ", "-", "/"]))
def test_a_month_reads_back_however_it_was_written(day: date, letters: int, between: str) -> None:
    name = calendar.month_name[day.month][:letters]
    written = (
        f"{day:%Y-%m}",
        f"{day:%m/%Y}",
        f"{name}{between}{day:%y}",
        f"{name}{between}{day:%Y}",
        f"{day:%d/%m/%Y}",
    )
    assert {remittances.month(each) for each in written} == {day.replace(day=1)}


@TABLE(
    ("cell", "expected"),
    [
        ("1285.01", "1285.01"), ('"£1,285.01"', "1285.01"), ("-1285.01", "-1285.01"), ('"-£1,285.01"', "-1285.01"),
        ('"(1,285.01)"', "-1285.01"), ("(£5)", "-5"), ("0", "0"),
    ],
)  # fmt: skip
def test_amounts_as_accounts_write_them(cell: str, expected: str) -> None:
    assert one(f"2024-04,enhanced_access,{cell}").amount == Decimal(expected)


@TABLE(
    ("row", "says"),
    [
        ("soon,enhanced_access,1", "paid.csv, row 3, month 'soon': it is no month; write it as 2024-04, Apr-24"),
        (",enhanced_access,1", "paid.csv, row 3, month '': it is no month"),
        ("2024-05,,1", "paid.csv, row 3, stream '': it is empty; write it"),
        ("2024-05,enhanced_access,much", "paid.csv, row 3, amount 'much': it is not an amount; write it as 7779"),
        ("2024-05,enhanced_access,", "paid.csv, row 3, amount '': it is not an amount"),
        ("2024-05,enhanced_access,((1))", "paid.csv, row 3, amount '((1))': it is not an amount"),
        ("2024-05,enhanced_access", "paid.csv, row 3"),
        ("2024-05,enhanced_access,1,2", "paid.csv, row 3"),
    ],
)
def test_a_bad_row_is_named_with_its_place(row: str, says: str) -> None:
    assert problem(row).startswith(says)


def test_every_bad_row_is_named_at_once() -> None:
    rows = "2024-04,enhanced_access,1\nsoon,,much\n2024-05,enhanced_access,2\ncarried forward,,3\n"
    found = remittances.read((PLAIN + rows).encode(), name="paid.csv")
    assert [row.amount for row in found.rows] == [1, 2]
    assert [(each.row, each.column) for each in found.problems] == [
        (3, "month"), (3, "stream"), (3, "amount"), (5, "month"), (5, "stream"),
    ]  # fmt: skip


@TABLE(
    ("text", "says"),
    [
        ("", "paid.csv is empty"),
        ("month,amount\n2024-04,1\n", "paid.csv lacks the heading 'stream'. Its headings are: 'month', 'amount'."),
        (f"{PLAIN}soon,enhanced_access,1\n", "it is no month"),
    ],
)
def test_a_file_that_is_none(text: str, says: str) -> None:
    with pytest.raises(FileFormatError, match=re.escape(says)):
        remittances.read(text.encode(), name="paid.csv")


def test_a_mapped_heading_has_to_be_there(written: Callable[..., Path]) -> None:
    lacks = OWN.replace(",Date paid", ",Paid on")
    with pytest.raises(FileFormatError, match=r"paid\.csv lacks the heading 'Date paid'"):
        remittances.read(written(lacks, "paid.csv"), written(MAP, "map.toml"))


@TABLE(
    ("text", "says"),
    [
        ("[columns]\nmoth = 'Month'\n", "map.toml maps 'moth'; the columns are: month, stream, amount, payee, "),
        ("[streams]\nEA = 'enhanced_acess'\n", "map.toml maps 'EA' to 'enhanced_acess', which is no stream; "
                                               "did you mean 'enhanced_access'?"),
        ("[streams]\nEA = 'zzzz'\n", "map.toml maps 'EA' to 'zzzz', which is no stream; the streams are: "),
        ("[column]\nmonth = 'Month'\n", "map.toml has a part [column]; it may have [columns] and [streams]"),
        ("columns = 'Month'\n", 'map.toml: [columns] is a table of texts, such as month = "Payment month"'),
        ("[columns]\nmonth = 3\n", 'map.toml: [columns] is a table of texts, such as month = "Payment month"'),
        ("[columns\n", "map.toml is no TOML: "),
    ],
)  # fmt: skip
def test_a_wrong_map(written: Callable[..., Path], text: str, says: str) -> None:
    with pytest.raises(FileFormatError) as raised:
        remittances.read_mapping(written(text, "map.toml"))
    assert str(raised.value).startswith(says)


def test_a_map_that_is_no_text(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match=r"map\.toml is no TOML"):
        remittances.read_mapping(written("[columns]\nmonth = 'é'\n", "map.toml", encoding="latin-1"))


def test_an_empty_map_changes_nothing(written: Callable[..., Path]) -> None:
    assert remittances.read_mapping(written("", "map.toml")) == Mapped()
    with pytest.raises(FileNotFoundError):
        remittances.read_mapping("nowhere.toml")


class TestTotals:
    """A row of totals in an accounts' file is left out and told; a row that is neither is wrong."""

    def reading(self, *rows: str) -> Reading[Remittance]:
        return remittances.read(
            "\n".join(["month,stream,amount", "2024-04,arrs_sum,1", *rows]).encode(), name="paid.csv"
        )

    @TABLE(
        "row",
        [
            "Total,,34047.60",
            ",Total,34047.60",
            "2024-04,Total for April,1",
            "Sum,enhanced_access,1",
            ",Grand total,1",
            ",Subtotal,1",
            ",Sub-total:,1",
            "2024-04,Total Q1 2024/25,1",
            "Year to date total,arrs_sum,1",
            ",Enhanced access payment total,1",
            ",Total for enhanced_access,1",
        ],
    )
    def test_it_is_left_out_with_a_notice(self, row: str) -> None:
        found = self.reading(row)
        assert (len(found.rows), found.problems) == (1, ())
        (told,) = found.left_out
        assert (told.row, told.mend) == (3, "it is a row of totals, and left out: the months are what is compared")
        assert "LEFT OUT, as no record" in str(found)

    @TABLE(
        "row",
        [
            "2024-04,Additional Roles Reimbursement Sum,1",
            "2024-04,arrs_gp_sum,1",
            "2024-04,Summer scheme,1",
            "2024-04,IIF lump sum,1",
            "2024-04,Lump sum,1",
            "2024-04,Total triage support,1",
            "2024-04,Sum for total triage,1",
            "2024-04,Payment in one sum,1",
            "2024-04,Enhanced access payment total,1",  # it has a month: it may be what was paid
            "2024-04,Totally new,1",
        ],
    )
    def test_a_stream_whose_name_has_the_word_is_none(self, row: str) -> None:
        found = self.reading(row)
        assert (len(found.rows), found.left_out) == (2, ())

    def test_a_row_that_is_neither_is_named_with_its_place(self) -> None:
        found = self.reading("carried forward,,1")
        assert [(one.row, one.column) for one in found.problems if one.column == "month"] == [(3, "month")]

    def test_the_notice_has_the_heading_and_mapped_streams_stay(self) -> None:
        own = OWN + 'Total,PCN  EA,"£34,046.60",,\n' + 'Apr-24,Sum of core,"£1.00",,\n'
        mapped = Mapped(columns=remittances.Mapped().columns, streams={"Sum of core": "core_pcn_funding"})
        plain = own.replace("Payment month", "month").replace("Description", "stream").replace("Amount (GBP)", "amount")
        found = remittances.read(plain.encode(), mapped, name="paid.csv")
        assert [one.column for one in found.left_out] == ["month"]
        assert [one.stream for one in found.rows][1:] == ["core_pcn_funding"]

    @TABLE("cell", ["#N/A", "#REF!", " =A1"])
    def test_a_cell_that_is_no_value_is_a_problem_of_its_row(self, cell: str) -> None:
        found = self.reading(f"{cell},Total,1", f"2024-04,{cell},1")
        assert [(one.row, one.column) for one in (*found.left_out, *found.problems)] == [(3, "stream"), (4, "stream")]

    @given(
        words=st.lists(st.sampled_from(["Total", "grand", "sum", "Subtotal", "for", "April", "2024/25", "payments"])),
        name=st.sampled_from(["lump", "triage", "IIF", "locum", "winter", "IT", "A99901"]),
        place=st.integers(0, 8),
    )
    def test_a_name_of_a_payment_with_such_words_around_it_stays(self, words: list[str], name: str, place: int) -> None:
        printed = " ".join([*words[:place], name, *words[place:]])
        found = self.reading(f"2024-04,{printed},1")
        assert ([one.stream for one in found.rows], found.left_out) == (["arrs_sum", printed], ())

    @given(
        rows=st.lists(
            st.tuples(
                st.sampled_from(["2024-04", "Total", "", "soon", "Lump sum", "April total"]),
                st.sampled_from(["arrs_sum", "Total", "", "IIF lump sum", "Total enhanced access payment", "Sum"]),
                st.sampled_from(["1", "(2.50)", "much", ""]),
            ).filter(any)
        )
    )
    def test_every_row_is_read_told_as_wrong_or_told_as_left_out(self, rows: list[tuple[str, str, str]]) -> None:
        found = self.reading(*(",".join(row) for row in rows))
        read = {int((one.document or "").removeprefix("row ")) for one in found.rows}
        wrong = {one.row for one in found.problems}
        left_out = {one.row for one in found.left_out}
        assert len(read) + len(wrong) + len(left_out) == len(rows) + 1
        assert read | wrong | left_out == set(range(2, len(rows) + 3))
        assert not {2 + place for place, (month, *_) in enumerate(rows, 1) if month in ("soon", "Lump sum")} & read
