"""From the text of a cell to a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.formats import cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        ("  Practice\r\nParent \n CCG Code ", "Practice Parent CCG Code"),
        (True, "TRUE"),
        (False, "FALSE"),
        (20191001, "20191001"),
        (20191001.0, "20191001"),
        (1.5, "1.5"),
        (date(2019, 10, 1), "20191001"),
        (datetime(2019, 10, 1), "20191001"),
    ],
)
def test_the_text_of_a_cell(cell: object, text: str) -> None:
    assert cells.cell_text(cell) == text


@pytest.mark.parametrize("cell", ["=A1", " =1+1", "#N/A", "#REF!", object()])
def test_formulas_and_excel_errors_are_refused(cell: object) -> None:
    with pytest.raises(ValueError, match="formulas aren't calculated"):
        cells.cell_text(cell)


@pytest.mark.parametrize(
    ("parse", "wrong"),
    [
        (cells.text, ""),
        (cells.practice_code, "b83001"),
        (cells.practice_code, "B8300١"),  # an Arabic digit
        (cells.pcn_code, "U0025"),
        (cells.pcn_code, "B83001"),
        (cells.day, ""),
        (cells.day, "2019-10-01"),
        (cells.day, "20230231"),
        (cells.day, "00000101"),
        (cells.whole, "-1"),
        (cells.whole, "7,79"),
        (cells.whole, "7779.0"),
        (cells.whole, "9" * 5000),
        (cells.decimal, "1e9"),
        (cells.decimal, "NaN"),
        (cells.decimal, "*"),
        (cells.yes_no, "maybe"),
        (cells.any_day, "2026-02-31"),
        (cells.any_day, "31/02/2026"),
        (cells.any_day, "07/13/2026"),
        (cells.any_day, "1/7/2026"),
        (cells.any_day, "01Jux2026"),
        (cells.any_day, "2026"),
        (cells.commissioner_code, "72"),
        (cells.commissioner_code, "72Q1"),
        (cells.commissioner_code, "72q"),
        (cells.money, ""),
        (cells.money, "*"),
        (cells.money, "(12.50)"),
        (cells.money, "1e9"),
        (cells.count, "**"),
        (cells.count, "1.5"),
        (cells.figure, "UNALLOCATED"),
    ],
)
def test_what_is_no_value_is_refused(parse: Callable[[str], object], wrong: str) -> None:
    with pytest.raises(ValueError, match="write"):
        parse(wrong)


@pytest.mark.parametrize(
    ("word", "value"), [("TRUE", True), ("true", True), ("Yes", True), ("1", True), ("FALSE", False), ("N", False)]
)
def test_yes_and_no(word: str, value: bool) -> None:
    assert cells.yes_no(word) is value


@pytest.mark.parametrize("written", ["20260701", "2026-07-01", "01/07/2026", "01Jul2026", "01JUL2026"])
def test_a_day_in_each_way_that_files_write_it(written: str) -> None:
    assert cells.any_day(written) == date(2026, 7, 1)


@pytest.mark.parametrize("code", ["72Q", "QKK", "W2U3Z", "T6Y0W"])
def test_codes_of_commissioners_have_three_or_five_characters(code: str) -> None:
    assert cells.commissioner_code(code) == code


@pytest.mark.parametrize(
    ("cell", "amount"), [("0", "0"), ("-12.5", "-12.5"), ("1,234.56", "1234.56"), ("-£1,234", "-1234")]
)
def test_amounts_keep_their_sign_and_pence(cell: str, amount: str) -> None:
    assert cells.money(cell) == Decimal(amount)


def test_a_suppressed_figure_is_no_number_and_not_nothing() -> None:
    assert cells.count("*") is cells.figure("*") is cells.SUPPRESSED
    assert (cells.count("1,234"), cells.figure("12.5")) == (1234, Decimal("12.5"))
    with pytest.raises(TypeError, match="SUPPRESSED is neither true nor false"):
        bool(cells.SUPPRESSED)


def test_a_reader_may_have_other_words_for_nothing() -> None:
    in_no_pcn = cells.or_none(cells.pcn_code, {"u"})
    assert (in_no_pcn("U"), in_no_pcn("U00254")) == (None, "U00254")
    with pytest.raises(ValueError, match="not a PCN code"):
        in_no_pcn("")


@pytest.mark.parametrize("nothing", ["", "no_data", "N/A", "n/a"])
def test_nothing_given_is_none(nothing: str) -> None:
    assert cells.or_none(cells.whole)(nothing) is None


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_whole_number_is_read_with_and_without_separators(number: int) -> None:
    assert cells.whole(str(number)) == cells.whole(f"{number:,}") == number


@given(st.decimals(min_value=0, max_value=999_999_999, places=4))
def test_a_decimal_number_is_kept_exactly(number: Decimal) -> None:
    assert cells.decimal(f"{number:,f}") == number


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert cells.day(f"{day.year:04d}{day:%m%d}") == day
