"""Money that was paid, claimed or invoiced is of whole pence in every form; what a spreadsheet's sums miss is none."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.errors import RecordError
from pcn_des.formats import cells, remittances
from pcn_des.formats.network_file.read import read_network_text
from pcn_des.formats.workbook.cell import Cell
from pcn_des.formats.workbook.fields import fields_of
from pcn_des.formats.workbook.understanding import understood
from pcn_des.network import ClaimRecord, Invoice, Remittance

APRIL = date(2024, 4, 1)
PART = "has a part of a penny; write whole pence, such as 48532.00"
MONEY: tuple[tuple[Any, str, dict[str, Any]], ...] = (
    (Remittance, "amount", {"stream": "enhanced_access", "month": APRIL}),
    (Invoice, "amount", {"month": APRIL}),
    (ClaimRecord, "amount", {"post": "p1", "month": APRIL}),
    (ClaimRecord, "paid_amount", {"post": "p1", "month": APRIL, "amount": 1}),
)
BY_FIELD = pytest.mark.parametrize(("record", "field", "others"), MONEY)
some_pence = st.integers(0, 10**9)


@BY_FIELD
@given(pence=some_pence, part=st.integers(1, 9))
def test_a_record_holds_whole_pence_alone(
    record: Any, field: str, others: dict[str, Any], pence: int, part: int
) -> None:
    whole = Decimal(pence).scaleb(-2)
    assert getattr(record(**{**others, field: whole}), field) == whole
    with pytest.raises(ValueError, match=PART):
        record(**{**others, field: whole + Decimal(part).scaleb(-3)})


@BY_FIELD
@given(pence=some_pence, missed=st.integers(-99, 99))
def test_what_the_sums_of_a_spreadsheet_miss_is_no_part_of_a_penny(
    record: Any, field: str, others: dict[str, Any], pence: int, missed: int
) -> None:
    noisy = float(Decimal(pence).scaleb(-2) + Decimal(missed).scaleb(-8))
    found = understood(fields_of(record)[field], Cell(value=noisy if missed >= 0 or pence else 0.0))
    assert found == Decimal(pence).scaleb(-2)


@given(some_pence, st.integers(-99, 99))
def test_nor_is_it_in_a_table_of_remittances(pence: int, missed: int) -> None:
    cell = cells.cell_text(float(Decimal(pence).scaleb(-2) + Decimal(missed).scaleb(-8)))
    assert remittances.amount(cell) == Decimal(pence).scaleb(-2)


def of_csv(amount: str) -> str:
    text = f"month,stream,amount\n2024-05,enhanced_access,1\n2024-04,enhanced_access,{amount}\n"
    (problem,) = remittances.read(text.encode(), name="paid.csv").problems
    return str(problem)


def of_sheet(amount: str) -> str:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'pcn_des[excel]'")
    book, stored = openpyxl.Workbook(), io.BytesIO()
    for row in (("month", "stream", "amount"), ("2024-05", "enhanced_access", 1)):
        book.active.append(row)
    book.active.append(("2024-04", "enhanced_access", float(amount)))
    book.save(stored)
    (problem,) = remittances.read(stored.getvalue(), name="paid.xlsx").problems
    return str(problem)


def of_network(name: str) -> Callable[[str], str]:
    def read(amount: str) -> str:
        if name.endswith(".toml"):
            paid = f'[[remittances]]\nstream = "enhanced_access"\nmonth = 2024-04-01\namount = {amount}\n'
            text = f'code = "U00254"\nname = "A"\n{paid}'
        else:
            listed = [{"stream": "enhanced_access", "month": "2024-04-01", "amount": amount}]
            text = json.dumps({"code": "U00254", "name": "A", "remittances": listed})
        with pytest.raises(RecordError) as caught:
            read_network_text(text, name)
        (problem,) = caught.value.problems
        return problem

    return read


@pytest.mark.parametrize(
    ("read", "place"),
    [
        (of_csv, "paid.csv, row 3, amount '34046.605': it"),
        (of_sheet, "row 3, amount '34046.605': it"),
        (of_network("n.toml"), "remittances[1].amount: amount is 34046.605, which"),
        (of_network("n.json"), "remittances[1].amount: amount is 34046.605, which"),
    ],
)
def test_a_real_part_of_a_penny_is_refused_in_every_form_with_its_place(read: Callable[[str], str], place: str) -> None:
    assert f"{place} {PART}" in read("34046.605")


def test_a_part_of_a_penny_of_many_digits_is_told_as_one() -> None:
    assert PART in of_sheet("34046.6049999")


def test_published_payments_keep_their_parts_of_a_penny() -> None:
    assert (cells.money("1,234.5678"), cells.money("34046.60000000001")) == (Decimal("1234.5678"), Decimal("34046.6"))
    with pytest.raises(ValueError, match="not an amount"):
        cells.money("1.00001")
