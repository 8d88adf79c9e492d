"""Where was looked for what was not found: the longest beginning of a key says it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.carried import is_left
from pcn_des.contract.looked import where_looked
from pcn_des.contract.terms import Terms
from pcn_des.formats.export import contract_rows
from support.lamps import year_of

DAY = date(2030, 6, 1)
TORN = '[missing]\n"lamps.wick.length" = "torn"\n"lamps.oil@2030-05-01" = "burnt"\n"rooms.size" = "wet"\n'


def looked(table: str) -> dict[str, str]:
    contract = year_of(f"[looked]\n{table}\n{TORN}")
    return {key: gap.looked for key, gaps in contract.missing["terms"].items() for gap in gaps}


def test_the_longest_beginning_counts() -> None:
    assert looked('"*" = "the attic"\nlamps = "the cellar"\n"lamps.*.length" = "the shed"') == {
        "lamps.wick.length": "the shed",
        "lamps.oil": "the cellar",
        "rooms.size": "the attic",
    }


def test_a_key_that_no_beginning_fits_says_nothing() -> None:
    assert looked('rooms = "the attic"') == {"lamps.wick.length": "", "lamps.oil": "", "rooms.size": "the attic"}


def test_a_term_that_was_not_found_says_where_was_looked() -> None:
    term = Terms(year_of(f'[looked]\nlamps = "the cellar"\n{TORN}'), DAY)["lamps.wick.length"]
    assert (term.note, term.looked, term.to_dict()["looked"]) == ("torn", "the cellar", "the cellar")
    assert "Looked in:   the cellar" in str(term)
    assert "the cellar" in term._repr_html_()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("lamps = 3", "looked: 3 is not a text. Write it in quotes"),
        (
            'cats = "the attic"',
            "looked: nothing that is missing begins with 'cats'. Leave it out, or write the beginning of a key",
        ),
        (
            '"lamps.wic" = "the attic"',
            "looked: nothing that is missing begins with 'lamps.wic'. Leave it out, or write the beginning of a key",
        ),
    ],
)
def test_wrong_beginnings_are_refused(table: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        looked(table)
    assert str(caught.value) == f"2030-31/lamps.toml, line {caught.value.line}: {said}"


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(des.ContractDataError, match="looked: it is not a table"):
        year_of('looked = "the attic"')


@given(st.lists(st.sampled_from(["a", "b", "*"]), min_size=1, max_size=3), st.lists(st.sampled_from("ab"), min_size=1))
def test_a_beginning_fits_what_begins_with_it(beginning: list[str], key: list[str]) -> None:
    fits = len(key) >= len(beginning) and all(want in ("*", part) for want, part in zip(beginning, key, strict=False))
    assert bool(where_looked({".".join(beginning): "there"}, ".".join(key))) is fits


def test_the_export_says_where_was_looked() -> None:
    rows = [row for row in contract_rows() if row["standing"] == "missing"]
    assert rows
    assert all(row["looked_in"] or is_left(str(row["note"])) for row in rows)
    assert {row["looked_in"] for row in contract_rows() if row["standing"] != "missing"} == {None}
