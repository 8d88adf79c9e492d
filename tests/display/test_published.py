"""Published payments as people read them: the counts, the causes, and what is not explained."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from types import SimpleNamespace

import pcn_des as des

PAID = {
    "PCN Support": ("70473.00", "55942.56", "1.00"),
    "PCN Extended Hours Access": ("67654.08", "53704.80", "0"),
    "PCN Biscuits": ("1", "1", "1"),
}
ROWS = [
    SimpleNamespace(
        pcn_code=f"U0000{place}",
        pcn_name=f"<b>Network {place}</b>",
        payments={column: Decimal(amounts[place]) for column, amounts in PAID.items()},
    )
    for place in range(3)
]
FOUND = des.reconcile_published(ROWS, "2021/22")


def test_the_text_counts_each_column_and_tells_a_few_networks_in_full() -> None:
    text = str(FOUND)
    assert max(map(len, text.splitlines())) <= 80
    assert "PCN Support                       1         1        0             0          1\n" in text
    assert "PCN Extended Hours Access         2         0        0             0          1\n" in text
    assert "  - PCN Support: £55,942.56 paid, £55,942.50 owed on 37,295 registered patients\n" in text
    assert "COLUMNS THAT HOLD NO STREAM OF THE YEAR\n  - PCN Biscuits\n" in text


def test_of_many_networks_only_the_counts_are_told() -> None:
    many = [SimpleNamespace(pcn_code=f"U1000{place}", pcn_name=None, payments=ROWS[0].payments) for place in range(6)]
    text = str(des.reconcile_published(many, "2021/22"))
    assert "6 networks\n" in text
    assert "U10000" not in text


def test_the_html_lists_what_is_not_explained_and_is_escaped() -> None:
    wrong = SimpleNamespace(pcn_code="U00009", pcn_name="<b>", payments={"PCN Extended Hours Access": Decimal("1.01")})
    html = des.reconcile_published([*ROWS, wrong], "2021/22")._repr_html_()
    assert "<h3>Not explained</h3>" in html
    assert "&lt;b&gt; (U00009)" in html
    assert "<b>" not in html


def test_the_csv_has_a_row_for_each_network_and_column() -> None:
    rows = list(csv.DictReader(io.StringIO(FOUND.to_csv())))
    assert len(rows) == 6
    assert rows[2] == {
        "network": "U00001",
        "name": "<b>Network 1</b>",
        "column": "PCN Support",
        "streams": "core_pcn_funding",
        "paid": "55942.56",
        "owed_at_least": "55942.50",
        "owed_at_most": "55942.50",
        "difference": "0.06",
        "group": "explained",
        "cause": "rounding of the paying system",
        "because": "each month rounded to the penny, as commissioners pay by hand",
        "patients": "population.registered=37295",
        "list_from": "PCN Extended Hours Access",
    }


def test_the_plain_values_count_and_name() -> None:
    plain = FOUND.to_dict()
    assert plain["counts"][0] == {
        "column": "PCN Support",
        "streams": ["core_pcn_funding", "pcn_support"],
        "networks": 3,
        "to_the_penny": 1,
        "explained": 1,
        "own_list_only": 0,
        "not_explained": 0,
        "not_tested": 1,
        "by_cause": {"agrees": 1, "rounding of the paying system": 1, "no list known": 1},
    }
    assert plain["unknown_columns"] == ["PCN Biscuits"]
    assert len(plain["payments"]) == 6


def test_one_payment_tells_what_its_cause_means() -> None:
    assert str(FOUND.of("U00000")[0]) == (
        "<b>Network 0</b> (U00000), PCN Support: £70,473.00 paid, £70,473.00 owed on\n"
        "46,982 registered patients (PCN Extended Hours Access): agrees\n"
        "to the penny: what was paid is what the contract's rate comes to for the year"
    )
