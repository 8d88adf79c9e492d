"""Every row of a table is held to what its indicator can have, as a pair or a record is, and so are adjustments."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.formats import fund_adjustments
from pcn_des.network import IndicatorFigures
from pcn_des.values import Range
from support.small_network import complete, network, practice


def row(practice: Any = "A00001", code: str = "CVD-05", of: Any = "U00001", **told: Any) -> dict[str, Any]:
    return {"network": of, "practice": practice, "indicator": code, **told}


ABOVE = "the numerator is a part of it and can't be above it"
FINE = row("A00002", numerator=10, denominator=60)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            row(numerator=50, denominator=40),
            "CVD-05: the numerator is 50 and the denominator 40; the numerator is a part of it and can't be above it",
        ),
        (
            row(numerator=39, denominator=40, personalised_care_adjustments=2),
            "CVD-05: the numerator is 39 and the denominator 38, less 2 personalised care adjustments; the numerator "
            "is a part of it and can't be above it",
        ),
        (
            row(denominator=40, personalised_care_adjustments=41),
            "CVD-05 has 41 personalised care adjustments, more than the 40 of its denominator",
        ),
        (row(done=True), "CVD-05 is measured in percent; give its numerator and denominator, not done"),
        (
            row(code="ACC-05", numerator=1, denominator=2),
            "ACC-05 is done or not and has no numerator; say done=True or",
        ),
        (row(code="ACC-05", done="no"), "done is 'no' for ACC-05 of A00001; say True or False"),
        (row(code="ACC-05", done=0), "done is 0 for ACC-05 of A00001; say True or False"),
        (
            row(numerator=1, denominator=2, baseline_numerator=1, baseline_denominator=2),
            "CVD-05 is not measured against a baseline; leave it out",
        ),
        (row(numerator="many", denominator=2), "the numerator of CVD-05 of A00001 is 'many'; give a number"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_place_whatever_others_say(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(des.MisuseError) as caught:
        list(des.iif([FINE, wrong], "2022/23"))
    assert str(caught.value).startswith(f"row 2, A00001 of U00001: {says}")


def test_all_that_cannot_be_are_named_together_of_rows_and_of_records() -> None:
    pairs = {"A00001": (50, 40), "A00002": (10, 60), "A00003": (7, 6)}
    rows = [row(code, numerator=top, denominator=bottom) for code, (top, bottom) in pairs.items()]
    with pytest.raises(des.MisuseError) as caught:
        list(des.iif([*rows, {"indicator": "CVD-05"}, 5], "2022/23"))  # type: ignore[list-item]
    problems = [
        f"row 1, A00001 of U00001: CVD-05: the numerator is 50 and the denominator 40; {ABOVE}",
        f"row 3, A00003 of U00001: CVD-05: the numerator is 7 and the denominator 6; {ABOVE}",
        "row 4 has no 'network'; each row says of which network and indicator it is",
        "row 5 is 5; give a mapping of column to value",
    ]
    assert str(caught.value) == "; ".join(problems)
    records = [
        IndicatorFigures(indicator="CVD-05", practice=code, on=date(2023, 3, 31), numerator=top, denominator=bottom)
        for code, (top, bottom) in pairs.items()
    ]
    of = network(practices=complete(*map(practice, pairs))).evolve(indicator_figures=records)
    with pytest.raises(des.MisuseError) as caught:
        des.iif(of, "2022/23")
    where = "indicator_figures, row {}, CVD-05 of {} up to 31 March 2023: CVD-05: the numerator is {}; {}"
    problems = [
        where.format(1, "A00001", "50 and the denominator 40", ABOVE),
        where.format(3, "A00003", "7 and the denominator 6", ABOVE),
    ]
    assert str(caught.value) == "; ".join(problems)


FIGURES = st.none() | st.integers(0, 9)
WHOLES = st.fixed_dictionaries(
    {},
    optional={
        "numerator": FIGURES,
        "denominator": FIGURES,
        "personalised_care_adjustments": FIGURES,
        "done": st.none() | st.booleans(),
        "baseline_numerator": FIGURES,
        "baseline_denominator": FIGURES,
    },
)


@given(told=WHOLES, code=st.sampled_from(["CVD-05", "CVD-02", "ACC-05", "ACC-07", "EHCH-01"]))
def test_law_a_row_and_a_record_and_figures_given_are_refused_alike(told: dict[str, Any], code: str) -> None:
    def refused(ask: Any) -> str:
        try:
            ask()
        except des.MisuseError as error:
            return str(error).rpartition(": ")[2]
        return ""

    record = IndicatorFigures(indicator=code, practice="A00001", on=date(2023, 3, 31), **told)
    of = network(practices=complete(practice("A00001"))).evolve(indicator_figures=[record])
    before = tuple(told.get(name) for name in ("baseline_numerator", "baseline_denominator"))
    pair = {name: one for name, one in told.items() if not name.startswith("baseline")}
    ways = (
        lambda: list(des.iif([row(code=code, **told)], "2022/23")),
        lambda: des.iif(of, "2022/23"),
        lambda: des.iif({code: {**pair, "baseline": None if before == (None, None) else before}}, "2022/23"),
    )
    assert len({bool(refused(way)) for way in ways}) == 1


def test_yes_and_no_of_any_library_count_and_its_gaps_are_not_known() -> None:
    def points(done: Any) -> str:
        rows = [row(one, code="ACC-05", done=said) for one, said in (("A00001", done), ("A00002", True))]
        return str(next(des.iif(rows, "2022/23", known_on=date(2022, 9, 1)))["ACC-05"].points)

    assert [points(one) for one in (False, np.bool_(False), np.bool_(True))] == ["0 points", "0 points", "48 points"]
    assert {points(one) for one in (None, float("nan"), pd.NA)} == {"at most 48 points"}
    assert str(des.indicator_points("ACC-05", "2022/23", done=np.bool_(True)).by_performance) == "48 points"  # type: ignore[arg-type]


@pytest.mark.parametrize("gap", [None, "", float("nan"), pd.NA])
def test_a_row_of_no_network_is_refused(gap: Any) -> None:
    with pytest.raises(des.MisuseError, match=r"^row 1 has no 'network'; each row says"):
        list(des.iif([row(of=gap, numerator=1, denominator=2)], "2022/23"))


def test_an_empty_cell_of_a_table_is_not_known_and_no_name() -> None:
    nan = float("nan")
    rows = [row(nan, numerator=nan, denominator=40, name=nan, personalised_care_adjustments=nan)]
    (found,) = des.iif(rows, "2022/23")
    assert found.heading.name is None
    assert found["CVD-05"].missing[0] == "the numerator of CVD-05"


def test_of_a_numerator_that_is_not_known_nobody_is_counted_who_was_adjusted_out() -> None:
    """30 of 40, and at most 8 of the 12 of whom 4 were adjusted out: 38 of 48 at most, 30 of 48 at least."""
    rows = [
        row(numerator=30, denominator=40),
        row("A00002", denominator=12, personalised_care_adjustments=4),
    ]
    (found,) = des.iif(rows, "2022/23")
    number = found["CVD-05"].achievement
    assert number is not None
    assert isinstance(number.number, Range)
    assert (number.number.low, number.number.high) == (Fraction(3000, 48), Fraction(3800, 48))


def test_patients_adjusted_out_of_a_network_may_be_more_than_the_denominator_of_one_practice() -> None:
    """(8 + 820) of (10 + 1,004 - 14): 82.8 per cent."""
    rows = [row(numerator=8, denominator=10), row("A00002", numerator=820, denominator=1004)]
    told = fund_adjustments.read(b"kind,indicator,value\npersonalised_care,CVD-05,14\n", name="a.csv")
    (found,) = des.iif(fund_adjustments.with_personalised_care(rows, told, "2022/23"), "2022/23")
    number = found["CVD-05"].achievement
    assert number is not None
    assert number.at_least == number.at_most == Fraction("82.8")


@pytest.mark.parametrize(
    ("adjustments", "says"),
    [
        (
            {"list_size_adjustment": {"U00001": 1, "U01": 1, "U2": 1}},
            "list_size_adjustment has U01, U2, and the rows have no network U01, U2; of a table it is a mapping from "
            "the codes of networks: correct the code, or leave it out",
        ),
        (
            {"prevalence_adjustments": {"CVD-05": 1}},
            "prevalence_adjustments has CVD-05, and the rows have no network CVD-05; of a table it is a mapping from "
            "the codes of networks: correct the code, or leave it out",
        ),
    ],
)
def test_adjustments_of_no_network_of_the_rows_are_refused_by_name(adjustments: dict[str, Any], says: str) -> None:
    with pytest.raises(des.MisuseError) as caught:
        list(des.iif([FINE], "2022/23", **adjustments))
    assert str(caught.value) == says
