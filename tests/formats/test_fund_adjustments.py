"""Adjustments of the fund from CSV and TOML: what a network's own file says goes before what is said of all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import FileFormatError, MisuseError
from pcn_des.formats import fund_adjustments

TABLE = b"""network,kind,indicator,value
,list_size,,1.02
,prevalence,CVD-05,1.1
U00001,list_size,,1.05
U00001,personalised_care,CVD-05,14
"""
SAME = b"""
list_size = 1.02
prevalence = { CVD-05 = 1.1 }

[networks.U00001]
list_size = 1.05
personalised_care = { CVD-05 = 14 }
"""


@pytest.mark.parametrize(("raw", "name"), [(TABLE, "factors.csv"), (SAME, "factors.toml")])
def test_both_forms_say_the_same(raw: bytes, name: str) -> None:
    found = fund_adjustments.read(raw, name=name)
    assert (found.list_size("U00001"), found.list_size("U00002")) == (Decimal("1.05"), Decimal("1.02"))
    assert found.prevalences("U00001") == found.prevalences(None) == {"CVD-05": Decimal("1.1")}
    assert found.personalised_care("U00001") == {"CVD-05": 14}
    assert found.personalised_care("U00002") == {}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("U00001,prevalance,CVD-05,1.1", "it is no kind of adjustment; write one of: list_size, prevalence"),
        ("U1,list_size,,1.1", "it is not a PCN code"),
        (",list_size,CVD-05,1.1", "the adjustment list_size is of no single indicator"),
        (",prevalence,,1.1", "the adjustment prevalence is of an indicator; name it"),
        (",prevalence,CVD-05,0", "the factor prevalence is 0"),
        (",prevalence,CVD-05,high", "it is not a number"),
        (",list_size,,1.02\n,list_size,,1.03", "has list_size twice; keep one"),
    ],
)
def test_a_row_that_is_wrong_is_named(line: str, says: str) -> None:
    with pytest.raises(FileFormatError, match=says):
        fund_adjustments.read(f"network,kind,indicator,value\n,prevalence,CVD-06,1\n{line}\n".encode(), name="a.csv")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("list_size = true", "list_size is True; write a number"),
        ("prevalence = 1.1", "write it for each indicator"),
        ("list = 1", "there is no 'list'"),
        ("[networks.U1]\nlist_size = 1", r"\[networks.U1\]: it is not a PCN code"),
        ("networks = 1", "has a table for each network"),
        ("list_size", "is no TOML"),
    ],
)
def test_toml_that_is_wrong_is_refused_with_the_mend(text: str, says: str) -> None:
    with pytest.raises(FileFormatError, match=says):
        fund_adjustments.read(text.encode(), name="a.toml")


def rows(*networks: str) -> list[dict[str, object]]:
    return [{"network": one, "indicator": "CVD-05", "numerator": 820, "denominator": 1014} for one in networks]


def test_patients_are_taken_out_of_the_denominator_of_their_network() -> None:
    """820 of 1,014 - 14: 31.68 of 66 points."""
    told = fund_adjustments.read(TABLE, name="factors.csv")
    found = list(des.iif(fund_adjustments.with_personalised_care(rows("U00001", "U00002"), told), "2022/23"))
    assert str(found[0]["CVD-05"].points) == "31.68 points"
    assert str(found[1]["CVD-05"].points) == str(next(des.iif(rows("U00002"), "2022/23"))["CVD-05"].points)


def test_patients_of_what_the_rows_do_not_have_are_refused() -> None:
    told = fund_adjustments.read(b"kind,indicator,value\npersonalised_care,CVD-06,3\n", name="a.csv")
    with pytest.raises(MisuseError, match="has no figures of it"):
        fund_adjustments.with_personalised_care(rows("U00001"), told)
    with pytest.raises(MisuseError, match="of no network; name it"):
        fund_adjustments.with_personalised_care(rows("U00001", "U00002"), told)


def test_it_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "factors.toml").write_bytes(SAME)
    assert fund_adjustments.read(tmp_path / "factors.toml").list_size(None) == Decimal("1.02")


@given(
    factors=st.dictionaries(
        st.sampled_from(["CVD-05", "CVD-06", "PC-01"]), st.decimals("0.01", "9", places=3), min_size=1
    )
)
def test_what_is_written_is_what_is_read(factors: dict[str, Decimal]) -> None:
    lines = "".join(f"prevalence,{code},{factor}\n" for code, factor in factors.items())
    table = fund_adjustments.read(f"kind,indicator,value\n{lines}".encode(), name="a.csv")
    toml = "".join(f"{code} = {factor}\n" for code, factor in factors.items())
    assert (
        table.prevalences("U00001")
        == fund_adjustments.read(f"[prevalence]\n{toml}".encode(), name="a.toml").prevalences(None)
        == factors
    )
