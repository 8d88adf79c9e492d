"""Adjustments of the fund from CSV and TOML: what a network's own file says goes before what is said of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

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


def taken_out(
    figures: Iterable[Mapping[str, Any]], told: fund_adjustments.FundAdjustments
) -> tuple[Mapping[str, Any], ...]:
    return fund_adjustments.with_personalised_care(figures, told, "2022/23")


def rows(*networks: str) -> list[dict[str, object]]:
    return [{"network": one, "indicator": "CVD-05", "numerator": 820, "denominator": 1014} for one in networks]


def test_patients_are_taken_out_of_the_denominator_of_their_network() -> None:
    """820 of 1,014 - 14: 31.68 of 66 points."""
    told = fund_adjustments.read(TABLE, name="factors.csv")
    found = list(des.iif(taken_out(rows("U00001", "U00002"), told), "2022/23"))
    assert str(found[0]["CVD-05"].points) == "31.68 points"
    assert str(found[1]["CVD-05"].points) == str(next(des.iif(rows("U00002"), "2022/23"))["CVD-05"].points)


def test_patients_of_what_the_rows_do_not_have_are_refused() -> None:
    told = fund_adjustments.read(b"kind,indicator,value\npersonalised_care,CVD-06,3\n", name="a.csv")
    with pytest.raises(
        MisuseError, match=r"^a\.csv has personalised_care of CVD-06 of U00001, and the extract has no figu"
    ):
        taken_out(rows("U00001"), told)
    with pytest.raises(
        MisuseError, match=r"^a\.csv has personalised_care of CVD-06 of no network; name it, for there are"
    ):
        taken_out(rows("U00001", "U00002"), told)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("U00001,prevalence,CVD-05,1.1", "a.csv has prevalence of CVD-05 of U00001 twice; keep one"),
        (",prevalence, cvd-05 ,1.1", "a.csv has prevalence of CVD-05 twice; keep one"),
        ("U00001,list_size,,1.1", "a.csv has list_size of U00001 twice; keep one"),
    ],
)
def test_what_is_there_twice_is_named_in_full(line: str, says: str) -> None:
    with pytest.raises(FileFormatError, match=f"^{says}$"):
        fund_adjustments.read(f"network,kind,indicator,value\n{line}\n{line}\n".encode(), name="a.csv")


@pytest.mark.parametrize("kind", fund_adjustments.KINDS)
def test_a_network_that_the_figures_do_not_have_is_named(kind: str) -> None:
    indicator = "" if kind == "list_size" else "CVD-05"
    told = fund_adjustments.read(f"network,kind,indicator,value\nU00010,{kind},{indicator},9\n".encode(), name="a.csv")
    says = "^a.csv has adjustments of U00010, and there are no figures of U00010 in the extract; correct the code, or"
    with pytest.raises(MisuseError, match=says):
        taken_out(rows("U00001"), told)
    assert taken_out(rows("U00001"), told.of_networks(["U00001"])) == tuple(rows("U00001"))


@pytest.mark.parametrize("code", ["CVD-05", "cvd-05", "NCD103", " ncd103 "])
def test_an_indicator_has_the_code_of_the_fund_or_of_the_publisher(code: str) -> None:
    """NCD103 is CVD-05 in 2022/23: 820 of 1,014 - 14."""
    lines = f"personalised_care,{code},14\nprevalence,{code},1.1\n"
    told = fund_adjustments.read(f"kind,indicator,value\n{lines}".encode(), name="a.csv").of_year("2022/23")
    assert told.prevalences("U00001") == {"CVD-05": Decimal("1.1")}
    for figures in (rows("U00001"), [{**row, "indicator": "NCD103"} for row in rows("U00001")]):
        (found,) = des.iif(taken_out(figures, told), "2022/23")
        assert str(found["CVD-05"].points) == "31.68 points"


@pytest.mark.parametrize("kind", ["prevalence", "personalised_care"])
def test_one_indicator_under_two_codes_is_refused(kind: str) -> None:
    table = f"kind,indicator,value\n{kind},CVD-05,3\n{kind},NCD103,4\n".encode()
    with pytest.raises(
        MisuseError, match=f"^a.csv: CVD-05 and NCD103 are one indicator, CVD-05; keep {kind} of one of"
    ):
        fund_adjustments.read(table, name="a.csv").of_year("2022/23")


def test_a_networks_own_goes_before_that_of_all_under_whatever_code() -> None:
    table = b"network,kind,indicator,value\nU00001,prevalence,NCD103,1.2\n,prevalence,CVD-05,1.1\n"
    told = fund_adjustments.read(table, name="a.csv").of_year("2022/23")
    assert told.prevalences("U00001") == {"CVD-05": Decimal("1.2")}
    assert told.prevalences("U00002") == {"CVD-05": Decimal("1.1")}


@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(["", "U00001", "U00002", "U00010"]),
            st.sampled_from(["CVD-05", "NCD103", "CVD-06"]),
            st.integers(1, 50),
        ),
        min_size=1,
        max_size=6,
    ),
    there=st.lists(st.sampled_from(["U00001", "U00002"]), unique=True, min_size=1),
)
def test_no_patients_are_passed_over(said: list[tuple[str, str, int]], there: list[str]) -> None:
    """Each number that is said of patients is taken out somewhere, gives way to the network's own, or is refused."""
    lines = "".join(f"{network},personalised_care,{code},{count}\n" for network, code, count in said)
    table = f"network,kind,indicator,value\n{lines}".encode()
    networks = [network for network, _, _ in said]
    is_refused = (
        not {*networks} <= {"", *there}
        or any(code == "CVD-06" for _, code, _ in said)  # of which there are no figures
        or len({*networks}) < len(networks)  # CVD-05 is NCD103
        or ("" in networks and len(there) > 1)
    )
    if is_refused:
        with pytest.raises((FileFormatError, MisuseError), match=r"^a\.csv"):
            taken_out(rows(*there), fund_adjustments.read(table, name="a.csv"))
        return
    counts = {network: count for network, _, count in said}
    found = taken_out(rows(*there), fund_adjustments.read(table, name="a.csv"))
    assert [row.get("personalised_care_adjustments_of_network") for row in found] == [
        counts.get(network, counts.get("")) for network in there
    ]


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
