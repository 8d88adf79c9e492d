"""A year of the fund: every paid indicator, figures of a network or of a table, totals, and what is said besides."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.questions.fund.scheme import read_by_points
from pcn_des.showing import FULL, show

ROWS = [
    {"network": "U00001", "practice": "A00001", "indicator": "CAN-04", "numerator": 30, "denominator": 40},
    {"network": "U00002", "practice": "A00003", "indicator": "CAN04", "numerator": 8, "denominator": 10},
    {"network": "U00001", "practice": "A00002", "indicator": "CAN-04", "numerator": 44, "denominator": 60},
    {"network": "U00002", "practice": "A00003", "indicator": "SMR01A", "numerator": 1, "denominator": 3},
]


def test_every_paid_indicator_stays_in_the_list() -> None:
    found = des.iif({"CAN-04": (74, 100)}, "2025/26")
    assert [(row.code, str(row.points)) for row in found] == [("HI-03", "at most 36 points"), ("CAN-04", "13.2 points")]
    assert len(found) == 2
    assert found["can-04"].points.exact == Fraction("13.2")
    assert (found.points.at_least, found.points.at_most) == (Fraction("13.2"), Fraction("49.2"))
    assert (found.payment, found.at_most) == (None, None)
    with pytest.raises(des.UnknownNameError, match="Did you mean 'CAN-04'"):
        found["CAN-05"]


@pytest.mark.parametrize("year", years(), ids=str)
def test_the_list_is_what_the_year_pays(year: object) -> None:
    from pcn_des.contract.indicators import indicators_of

    found, listed = des.iif({}, str(year)), indicators_of(str(year))
    paid = {row.code for row in listed.paid} - ({"CAN-02"} if str(year) == "2024/25" else set())
    assert {row.code for row in found} == paid
    assert {row.code for row in found.not_paid} == {row.code for row in listed.rows if row.entry} - paid
    assert dict(found.not_found) == dict(listed.missing)


@pytest.mark.parametrize("year", years(), ids=str)
def test_each_term_of_the_fund_is_read_or_shown(year: object) -> None:
    contract = load_year(next(one for one in years() if one == year))
    keys = {key for key in (*contract.terms, *contract.missing["terms"]) if key.startswith("iif.")}
    found = des.iif({}, str(year))
    shown = {term.key for term in found.besides}
    assert {key for key in keys if not read_by_points(key)} == shown
    text = " ".join(show(found, FULL).split())
    assert all(" ".join(term.title.split()) in text for term in found.besides)


def test_a_total_is_exact_where_everything_is() -> None:
    found = des.iif(
        {"CAN-04": (74, 100), "HI-03": (150, 150)},
        "2025/26",
        list_size_adjustment=1,
        prevalence_adjustments={"CAN-04": 1, "HI-03": "0.5"},
    )
    assert found.points.exact == Fraction("49.2")
    assert str(found.payment) == "£6,177.60"  # 13.2 x 198 + 36 x 198 x 0.5


def test_a_total_is_no_more_than_the_points_of_the_year() -> None:
    found = des.iif({}, "2023/24")
    assert (found.points.at_least, found.points.at_most) == (71, 262)
    first = des.iif({"HI-01": (80, 100)}, "2020/21")  # two of the six were not found
    assert (first.points.at_least, first.points.at_most) == (47, 194)
    assert first.payment is None
    assert first.at_most is None


def test_each_indicator_may_name_its_figures() -> None:
    said = {
        "CVD-02": {"numerator": 1480, "denominator": 10_000, "baseline": (1420, 10_000)},
        "EHCH-02": {"numerator": 50, "denominator": 110, "personalised_care_adjustments": 10},
    }
    found = des.iif(said, "2022/23")
    assert str(found["CVD-02"].achievement) == "0.6"
    assert str(found["EHCH-02"].achievement) == "50"
    done = des.iif({"ACC-01": True}, "2021/22")
    assert str(done["ACC-01"].by_performance) == "at most 47 points"  # its points were not found


@pytest.mark.parametrize(
    ("figures", "error", "said"),
    [
        ({"CAN-04": 3}, des.MisuseError, "give its numerator and denominator"),
        ({"CAN-04": (3, 2)}, des.MisuseError, "can't be above it"),
        ({"CAN-04": {"nominator": 3}}, des.UnknownNameError, "Did you mean 'denominator'|'numerator'"),
        ({"CAN-05": (1, 2)}, des.UnknownNameError, "Did you mean 'CAN-04'"),
        ("CAN-04", des.MisuseError, "is no figures"),
        (3, des.MisuseError, "is no figures"),
    ],
)
def test_figures_that_cannot_be_are_refused(figures: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        des.iif(figures, "2025/26")  # type: ignore[call-overload]


@pytest.mark.parametrize("row", [{"indicator": "CAN-04"}, {"network": "U00001"}, "U00001"])
def test_a_row_says_of_which_network_and_indicator_it_is(row: object) -> None:
    with pytest.raises(des.MisuseError, match="row 1"):
        list(des.iif([row], "2025/26"))  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ROWS[0], ROWS[0]], "U00001: CAN-04 has two rows of A00001"),
        ([{**ROWS[0], "practice": None}] * 2, "U00001: CAN-04 has two rows of the network"),
        ([ROWS[0], {**ROWS[2], "practice": None}], "rows of practices and one of the network itself"),
        ([{**ROWS[0], "numerator": 41}], "U00001: CAN-04: the numerator is 41 and the denominator 40"),
        ([{**ROWS[0], "numerator": 3.5}], r"U00001: the numerator of CAN-04 of A00001 is the float 3.5"),
    ],
)
def test_nothing_is_counted_twice_and_a_mistake_names_its_network(rows: list[dict[str, object]], said: str) -> None:
    with pytest.raises(des.MisuseError, match=said):
        list(des.iif(rows, "2025/26"))


def test_what_is_done_or_not_is_done_by_all_practices() -> None:
    rows = [{"network": "U00001", "practice": f"A0000{n}", "indicator": "ACC-05", "done": n != 2} for n in (1, 2)]
    answers = [next(des.iif(those, "2022/23", known_on=date(2022, 9, 1))) for those in (rows, rows[:1])]
    assert [found["ACC-05"].points.exact for found in answers] == [0, 48]


def test_practices_are_added_up_to_their_network() -> None:
    one, two = des.iif(ROWS, "2025/26")
    assert [found.heading.code for found in (one, two)] == ["U00001", "U00002"]
    assert one["CAN-04"].points.exact == Fraction("13.2")
    assert two["CAN-04"].points.exact == 22
    assert "Not of the fund in this year, and left out: SMR01A." in two.notes


def test_adjustments_of_a_table_are_by_network() -> None:
    one, two = des.iif(
        ROWS,
        "2025/26",
        list_size_adjustment={"U00001": 1},
        prevalence_adjustments={"U00001": {"CAN-04": 1}, "U00002": {"CAN-04": 1}},
    )
    assert str(one["CAN-04"].payment) == "£2,613.60"
    assert two["CAN-04"].missing == ("list_size_adjustment",)
    with pytest.raises(des.MisuseError, match="give its factor alone"):
        des.iif({}, "2025/26", list_size_adjustment={"U00001": 1})


def test_a_figure_that_is_kept_back_lies_between_two_ends() -> None:
    kept = [*ROWS[:1], {**ROWS[2], "numerator": None}]
    (found,) = des.iif(kept, "2025/26")
    number = found["CAN-04"].achievement
    assert number is not None
    assert (number.at_least, number.at_most) == (30, 90)  # 30 of 100, to 30 and all 60 of 100
    assert found["CAN-04"].missing[0] == "the numerator of CAN-04 of A00002"


def test_what_is_not_paid_says_what_became_of_its_money() -> None:
    found = des.iif({}, "2021/22")
    assert {row.payment_kind for row in found.not_paid} == {"suspended"}
    assert "iif.support_payment.national" in [term.key for term in found.instead]
    before = des.iif({}, "2021/22", known_on=date(2021, 12, 6))
    assert before.not_paid == ()
    replaced = des.iif({}, "2024/25")
    assert [(row.code, row.payment_kind) for row in replaced.not_paid] == [("CAN-02", "replaced")]


def test_the_fewest_to_the_next_point_come_first() -> None:
    figures = {"RESP-02": (200, 1000), "RESP-01": (7200, 10_000), "CAN-01": (500, 1000)}
    found = des.iif(figures, "2022/23")
    assert [row.code for row in found.cheapest] == ["RESP-02", "CAN-01", "RESP-01"]
    assert [row.next_point.count for row in found.cheapest if row.next_point] == [5, 10, 23]


def test_a_network_has_no_figures_of_its_own() -> None:
    network = des.example_network()
    found = des.iif(network, "2025/26")
    assert found.heading.code == network.code
    assert found.points.at_most == 58


def test_a_year_without_a_fund_says_so() -> None:
    found = des.iif({}, "2019/20")
    assert (len(found), found.points.exact) == (0, 0)
    assert "No indicator of this year is known to be paid." in str(found)


@given(st.integers(1, 300), st.data())
def test_csv_has_plain_numbers_and_cuts_endless_decimals_to_four(denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(0, denominator))
    found = des.iif({"CAN-04": (numerator, denominator)}, "2025/26", list_size_adjustment=1)
    row = next(row for row in csv.DictReader(found.to_csv().splitlines()) if row["indicator"] == "CAN-04")
    plain = re.compile(r"-?[0-9]+(\.[0-9]+)?|")
    of_numbers = ("achievement", "points", "pounds", "maximum", "to_", "next", "upper_threshold")
    assert all(plain.fullmatch(cell) for column, cell in row.items() if column.startswith(of_numbers))
    shown, exact = Fraction(row["achievement_at_least"]), Fraction(100 * numerator, denominator)
    assert row["achievement_at_least"] == row["achievement_at_most"]
    assert shown == exact or (shown == Fraction(round(exact * 10_000), 10_000) and (shown * 10_000).denominator == 1)


def test_text_csv_and_plain_values_agree() -> None:
    found = des.iif(
        {"CAN-04": (74, 100)}, "2025/26", list_size_adjustment=1, prevalence_adjustments={"CAN-04": 1, "HI-03": 1}
    )
    rows = list(csv.DictReader(found.to_csv().splitlines()))
    assert [(row["indicator"], row["points_at_most"], row["pounds_at_most"]) for row in rows] == [
        ("HI-03", "36", "7128.00"),
        ("CAN-04", "13.2", "2613.60"),
    ]
    plain = json.loads(json.dumps(found.to_dict()))
    assert [row["indicator"] for row in plain["indicators"]] == ["HI-03", "CAN-04"]
    assert plain["payment"] == {"amount": None, "at_least": "2613.60", "at_most": "9741.60"}
    lines = str(found).splitlines()
    assert "Together: 13.2 to 49.2 points; £2,613.60 to £9,741.60" in lines
    assert "    74%; thresholds 65 to 80%; 13.2 of 22 points; £2,613.60; carried" in lines
    assert max(map(len, lines)) <= 80
