"""The points of one indicator: each kind of measure, both thresholds, bounds, adjustments, what is not paid."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.contract.spells import spells
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.engine import ranges
from pcn_des.questions.fund.measures import MEASURES, is_share
from pcn_des.questions.fund.reckoning import Fund
from pcn_des.showing import FULL, show
from pcn_des.values import Range
from support.effort import examples

BEFORE_THE_CREDIT = date(2024, 6, 6)

# ACC-08 of 2023/24, the practices of each network on 31 March 2024 together: NHS England's annual file of the fund,
# members by ePCN of 20 January 2025. Points by 85% and 90%, of 71, worked out by hand.
TEN_NETWORKS = (
    ("U09529", 62198, 97377, "0"),  # 63.87%
    ("U60524", 70115, 82529, "0"),  # 84.958%
    ("U10730", 134849, 158690, "0"),  # 84.976%
    ("U42276", 108245, 127294, "0.5031"),  # 85.035%
    ("U69695", 135776, 159566, "1.2895"),  # 85.091%
    ("U44695", 115759, 131838, "39.8164"),  # 87.804%
    ("U33065", 312588, 347484, "70.3968"),  # 89.958%
    ("U77416", 168390, 187133, "70.7746"),  # 89.984%
    ("U86948", 103127, 114577, "71"),  # 90.007%
    ("U08561", 115049, 115779, "71"),  # 99.369%
)


@pytest.mark.parametrize(("network", "numerator", "denominator", "points"), TEN_NETWORKS)
def test_acc_08_of_ten_networks(network: str, numerator: int, denominator: int, points: str) -> None:
    found = des.indicator_points(
        "ACC-08", "2023/24", numerator=numerator, denominator=denominator, known_on=BEFORE_THE_CREDIT
    )
    assert found.points.value is not None
    assert found.points.value.quantize(Decimal("0.0001")) == Decimal(points), network
    credited = des.indicator_points("ACC-08", "2023/24", numerator=numerator, denominator=denominator)
    assert credited.points.exact == 71
    assert credited.by_performance == found.points


def test_exactly_at_a_threshold() -> None:
    at = {n: _points("CAN-04", "2025/26", n, 100) for n in (65, 66, 79, 80, 81)}
    assert at == {65: 0, 66: Fraction(22, 15), 79: 22 - Fraction(22, 15), 80: 22, 81: 22}


def _points(code: str, year: str, numerator: int, denominator: int) -> Fraction | None:
    return des.indicator_points(code, year, numerator=numerator, denominator=denominator).points.exact


def test_can_04_at_74_per_cent_and_what_one_more_patient_is_worth() -> None:
    found = des.indicator_points(
        "can-04", "2025/26", numerator=74, denominator=100, list_size_adjustment="1.1", prevalence_adjustment="0.95"
    )
    assert found.achievement is not None
    assert (found.achievement.exact, found.points.exact, found.maximum.exact) == (74, Fraction("13.2"), 22)
    assert found.payment == des.Money(Decimal("2731.21"))  # 13.2 x 198 x 1.1 x 0.95 = 2,731.212
    assert found.one_more is not None
    assert found.one_more.points == Fraction(22, 15)
    assert found.one_more.worth.exact == des.Money(Decimal("303.47"))  # 22 / 15 x 198 x 1.1 x 0.95 = 303.468
    assert found.upper_threshold is not None
    assert (found.upper_threshold.count, found.upper_threshold.points) == (6, Fraction("8.8"))
    assert found.working.splitlines() == [
        "achievement: 100 x 74 / 100 = 74%",
        "points: 22 x (74 - 65) / (80 - 65) = 13.2 points",
        "payment: 13.2 x 198 x 1.1 x 0.95 = £2,731.21",
    ]
    assert [entry.key for entry in found.steps[2].rests_on] == [
        "iif.point_value",
        "iif.achievement_payment.formula",
        "iif.list_size_adjustment.exists",
        "iif.prevalence_adjustment.formula",
        "iif.prevalence_adjustment.scope",
    ]
    assert found.standing is des.Standing.CARRIED


@pytest.mark.parametrize("year", ["2023/24", "2024/25", "2025/26"])
def test_hi_03_without_thresholds_lies_between_0_and_36(year: str) -> None:
    found = des.indicator_points("HI-03", year, numerator=90, denominator=150)
    assert (found.points.at_least, found.points.at_most) == (0, 36)
    assert found.points.exact is None
    assert found.next_point is None
    assert str(found.no_gain) == "its figures, thresholds and points are not all known exactly"
    assert found.missing[:2] == ("the lower threshold of HI-03", "the upper threshold of HI-03")


def test_thresholds_that_were_not_found_lie_within_the_scale() -> None:
    """Nobody in the numerator earns nothing, everybody earns all, wherever the thresholds are."""
    assert _points("HI-03", "2025/26", 0, 150) == 0
    assert _points("HI-03", "2025/26", 150, 150) == 36
    one = des.indicator_points("CAN-02", "2023/24", numerator=65, denominator=100)
    assert one.points.exact == 0  # at the lower threshold, which is known
    two = des.indicator_points("CAN-02", "2023/24", numerator=74, denominator=100)
    assert two.points.number.low == Fraction(22 * 9, 35)  # type: ignore[union-attr]  # if the upper one is 100%
    assert two.points.at_most == 22


@pytest.mark.parametrize(
    ("given", "needs"),
    [
        ({}, ("list_size_adjustment", "prevalence_adjustment of CAN-04")),
        ({"list_size_adjustment": 1}, ("prevalence_adjustment of CAN-04",)),
        ({"prevalence_adjustment": 1}, ("list_size_adjustment",)),
    ],
)
def test_no_pounds_without_both_adjustments(given: dict[str, int], needs: tuple[str, ...]) -> None:
    found = des.indicator_points("CAN-04", "2025/26", numerator=74, denominator=100, **given)  # type: ignore[arg-type]
    assert (found.payment, found.at_least.pounds, found.at_most) == (None, 0, None)
    assert found.missing == needs
    assert found.reason == f"needs {'; '.join(needs)}"


def test_adjustments_between_two_ends_give_pounds_between_two_ends() -> None:
    found = des.indicator_points(
        "CAN-04", "2025/26", numerator=74, denominator=100, list_size_adjustment=("1", "1.1"), prevalence_adjustment=1
    )
    assert found.payment is None
    assert (str(found.at_least), str(found.at_most)) == ("£2,613.60", "£2,874.96")


def test_no_points_are_no_pounds_whatever_the_adjustments() -> None:
    assert str(des.indicator_points("CAN-04", "2025/26", numerator=60, denominator=100).payment) == "£0.00"


def test_pounds_are_rounded_once_half_a_penny_up() -> None:
    found = des.indicator_points(
        "CAN-04", "2025/26", numerator=80, denominator=100, list_size_adjustment="1.0001250", prevalence_adjustment=1
    )
    assert str(found.payment) == "£4,356.54"  # 4,356.5445
    half = des.indicator_points(
        "CAN-04",
        "2025/26",
        numerator=80,
        denominator=100,
        list_size_adjustment=Fraction(4356545, 4356000),
        prevalence_adjustment=1,
    )
    assert str(half.payment) == "£4,356.55"  # 4,356.545


def test_where_lower_is_better_the_line_runs_the_other_way() -> None:
    at = {n: _points("RESP-02", "2022/23", n, 100) for n in (26, 25, 20, 15, 14)}
    assert at == {26: 0, 25: 0, 20: 11, 15: 22, 14: 22}
    found = des.indicator_points("RESP-02", "2022/23", numerator=20, denominator=100)
    assert found.next_point is not None
    assert found.upper_threshold is not None
    assert (found.next_point.fewer, found.next_point.count) == (True, 1)
    assert found.upper_threshold.in_words == "5 fewer"


def test_one_threshold_earns_all_or_nothing() -> None:
    assert _points("ACC-09", "2022/23", 1699, 50_000) == 0
    assert _points("ACC-09", "2022/23", 1700, 50_000) == 27  # 0.034
    found = des.indicator_points("ACC-09", "2022/23", numerator=1690, denominator=50_000)
    assert found.next_point is not None
    assert (found.next_point.count, found.next_point.points) == (10, 27)


def test_a_rate_is_linear_in_its_own_unit() -> None:
    assert _points("ACC-07", "2022/23", 128, 1000) == 22  # halfway from 0.066 to 0.19
    found = des.indicator_points("ACC-07", "2022/23", numerator=1280, denominator=10_000)
    assert found.upper_threshold is not None
    assert found.upper_threshold.count == 620


def test_a_rate_for_a_week_of_the_second_half_year() -> None:
    """5 a week for 1,000 patients, over the 26 weeks from 1 October 2021; known before the suspension."""
    then = date(2021, 11, 1)
    for numerator, points in ((6499, 0), (6500, 27)):
        found = des.indicator_points("ACC-02", "2021/22", numerator=numerator, denominator=50_000, known_on=then)
        assert found.points.exact == points


def test_growth_in_percentage_points_is_held_against_the_baseline() -> None:
    found = des.indicator_points(
        "CVD-02", "2022/23", numerator=1480, denominator=10_000, baseline=(1420, 10_000), known_on=date(2022, 9, 1)
    )
    assert found.achievement is not None
    assert found.achievement.exact == Fraction("0.6")
    assert found.points.exact == 0  # at the lower threshold of April
    later = des.indicator_points("CVD-02", "2022/23", numerator=1480, denominator=10_000, baseline=(1420, 10_000))
    assert later.points.exact is None  # its points were not found
    assert later.points.at_least == 0
    assert des.indicator_points("CVD-02", "2022/23", numerator=1480, denominator=10_000).missing[0] == (
        "the baseline of CVD-02: its figures of the year before"
    )


def test_where_the_better_of_two_may_count_it_is_at_least_the_reduction() -> None:
    found = des.indicator_points("AC-02", "2022/23", numerator=740, denominator=100_000, baseline=(800, 100_000))
    assert (found.points.at_least, found.points.at_most) == (Decimal("66.6"), 111)
    full = des.indicator_points("AC-02", "2022/23", numerator=700, denominator=100_000, baseline=(800, 100_000))
    assert full.points.exact == 111


@pytest.mark.parametrize(
    ("admissions", "before", "least", "most"),
    [
        (950, 1000, "55.5", "55.5"),  # 0.0095 by the rate: 27.75, which is less than by the reduction
        (900, 920, "22.2", "55.5"),  # 0.0002 fewer; 0.009 by the rate is half of the way from 0.01 to 0.008
        (1000, 1000, "0", "0"),  # no reduction, and at the lower threshold of the rate
        (820, 800, "0", "99.9"),  # more than before; 0.0082
        (900, None, "0", "111"),  # the year before is not given, and that the better counts was not seen
    ],
)
def test_the_rate_itself_earns_by_its_own_two_thresholds(
    admissions: int, before: int | None, least: str, most: str
) -> None:
    baseline = None if before is None else (before, 100_000)
    found = des.indicator_points("AC-02", "2022/23", numerator=admissions, denominator=100_000, baseline=baseline)
    assert (found.points.at_least, found.points.at_most) == (Decimal(least), Decimal(most))
    assert "thresholds 0.01 to 0.008" in found.working
    (second,) = (step for step in found.steps if step.what == "second scale")
    assert [term.key for term in second.rests_on[1:]] == ["iif.second_lower_threshold", "iif.second_upper_threshold"]


def test_a_mean_without_thresholds_is_shown_and_earns_between_two_ends() -> None:
    found = des.indicator_points("EHCH-04", "2022/23", numerator=5200, denominator=100)
    assert found.achievement is not None
    assert found.achievement.exact == 52
    assert found.points.at_least == 0


def test_what_is_done_or_not() -> None:
    known_on = date(2022, 9, 1)  # before ACC-05 was retired
    done, not_done, unsaid = (
        des.indicator_points("ACC-05", "2022/23", done=done, known_on=known_on) for done in (True, False, None)
    )
    assert (done.points.exact, not_done.points.exact, unsaid.points.at_most) == (48, 0, 48)
    assert done.missing == ("list_size_adjustment",)  # it has no prevalence adjustment
    paid = des.indicator_points("ACC-05", "2022/23", done=True, list_size_adjustment=1, known_on=known_on)
    assert str(paid.payment) == "£9,600.00"


@pytest.mark.parametrize(
    ("code", "year", "kind"),
    [
        ("HI-02", "2021/22", "suspended"),
        ("ACC-08", "2022/23", "put off"),
        ("ACC-02", "2022/23", "put off"),
        ("CAN-02", "2024/25", "replaced"),
    ],
)
def test_what_is_not_paid_on_performance_earns_nothing_and_says_by_what(code: str, year: str, kind: str) -> None:
    found = des.indicator_points(code, year, numerator=100, denominator=100)
    assert (found.payment_kind, found.points.exact, str(found.payment)) == (kind, 0, "£0.00")
    assert found.says is not None
    assert found.says in found.steps[2].rests_on
    assert found.reason == f"{kind}: it earns nothing"


def test_what_was_known_before_is_what_was_known_before() -> None:
    before = des.indicator_points("HI-02", "2021/22", numerator=88, denominator=100, known_on=date(2021, 12, 6))
    assert (before.payment_kind, before.points.exact) == ("paid", Fraction(45, 2))
    april = des.indicator_points("PC-01", "2022/23", numerator=12, denominator=1000, known_on=date(2022, 9, 1))
    october = des.indicator_points("PC-01", "2022/23", numerator=12, denominator=1000)
    assert (april.points.exact, october.points.exact) == (0, 20)  # 1.2%: from 1.2 to 1.6%, then from 0.8 to 1.2%


def test_nothing_is_told_of_what_was_announced_after_the_day_of_what_is_known() -> None:
    """On 7 June 2024 every network was credited with the points of 2023/24."""
    says = "Announced in June 2024, after the year: appointment data had been processed wrongly for some systems."
    for known_on, told in ((date(2024, 6, 6), False), (date(2024, 6, 7), True), (None, True)):
        found = des.indicator_points("ACC-08", "2023/24", numerator=0, denominator=100, known_on=known_on)
        assert any(note.startswith(says) for note in found.notes) is told
        assert any("credited" in note for note in found.notes) is told
        assert found.points.exact == (71 if told else 0)
    other = des.indicator_points("VI-02", "2023/24", numerator=0, denominator=100)
    assert not any("credited" in note for note in other.notes)


def test_a_personalised_care_adjustment_takes_patients_out_of_the_denominator() -> None:
    found = des.indicator_points(
        "CAN-04",
        "2025/26",
        numerator=74,
        denominator=110,
        personalised_care_adjustments={"test not indicated": 6, "chose not to have the test": 4},
    )
    assert found.points.exact == Fraction("13.2")
    assert found.steps[0].working == "100 x 74 / (110 - 10) = 74%"
    assert "iif.personalised_care_adjustment.rule" in [entry.key for entry in found.steps[0].rests_on]
    with pytest.raises(des.MisuseError, match="less 40 personalised care adjustments"):
        des.indicator_points("CAN-04", "2025/26", numerator=74, denominator=110, personalised_care_adjustments=40)


def test_a_denominator_of_nobody_is_unknown_with_the_reason() -> None:
    found = des.indicator_points("CAN-04", "2025/26", numerator=0, denominator=0)
    assert found.achievement is None
    assert (found.points.at_least, found.points.at_most) == (0, 22)
    assert found.missing[0] == "a denominator of CAN-04 above 0: of nobody, nothing can be measured"


@pytest.mark.parametrize(
    ("code", "year", "given", "said"),
    [
        ("CAN-04", "2025/26", {"numerator": 101, "denominator": 100}, "numerator is 101 and the denominator 100"),
        ("CAN-04", "2025/26", {"numerator": -1, "denominator": 100}, "can't be below 0"),
        ("CAN-04", "2025/26", {"numerator": 74.0, "denominator": 100}, r"write Decimal\('74.0'\)"),
        ("CAN-04", "2025/26", {"numerator": "many", "denominator": 100}, "'many'; give a number"),
        ("CAN-04", "2025/26", {"numerator": "1e999999999", "denominator": 100}, "give a number"),
        ("CAN-04", "2025/26", {"numerator": "NaN", "denominator": 100}, "give a number"),
        ("CAN-04", "2025/26", {"numerator": True, "denominator": 100}, "give a number"),
        ("CAN-04", "2025/26", {"done": True}, "give its numerator and denominator, not done"),
        ("CAN-04", "2025/26", {"baseline": (1, 2)}, "not measured against a baseline"),
        ("CAN-04", "2025/26", {"list_size_adjustment": 0}, "a factor is above 0"),
        ("CAN-04", "2025/26", {"list_size_adjustment": (2, 1)}, "the lower end first"),
        ("CVD-02", "2022/23", {"baseline": 3}, "give its numerator and denominator"),
        ("ACC-05", "2022/23", {"numerator": 1}, "say done=True or done=False"),
        ("ACC-05", "2022/23", {"done": 1}, "say True or False"),
        ("ACC-05", "2022/23", {"prevalence_adjustment": 2}, "has no prevalence adjustment"),
        ("HI-02", "2022/23", {"personalised_care_adjustments": 3}, "has no personalised care adjustment"),
        ("HI-01", "2020/21", {"personalised_care_adjustments": 3}, "in 2020/21 was not found"),
        ("CAN-04", "2025/26", {"denominator": 3, "personalised_care_adjustments": 4}, "more than the 3"),
    ],
)
def test_figures_that_cannot_be_are_refused(code: str, year: str, given: dict[str, object], said: str) -> None:
    with pytest.raises(des.MisuseError, match=said):
        des.indicator_points(code, year, **given)  # type: ignore[arg-type]


def test_more_residents_than_beds_are_no_mistake() -> None:
    found = des.indicator_points("EHCH-01", "2022/23", numerator=110, denominator=100)
    assert found.achievement is not None
    assert found.achievement.exact == 110


def test_an_indicator_that_the_year_does_not_have_is_named_with_the_nearest() -> None:
    with pytest.raises(des.UnknownNameError, match="Did you mean 'CAN-04'"):
        des.indicator_points("CAN-03", "2025/26")
    with pytest.raises(des.UnknownNameError, match="its code, thresholds and points were not found"):
        des.indicator_points("MS-02", "2020/21")
    with pytest.raises(des.OutsideDataError):
        des.indicator_points("CAN-04", "2018/19")


def test_points_that_were_not_found_are_at_most_what_the_others_leave_of_the_total() -> None:
    found = des.indicator_points("VI-02", "2023/24", numerator=100, denominator=100)
    assert (found.points.at_least, found.points.at_most) == (0, 133)  # 262 less 71, 36 and 22


def test_a_register_is_a_part_of_the_list() -> None:
    """CVD-02 of 2022/23: the hypertension register, of all registered patients, against the year before."""
    says = "CVD-02: the numerator is 101 and the denominator 100; the numerator is a part of it and can't be above it"
    for figures in ({"numerator": 101, "baseline": (9, 100)}, {"numerator": 9, "baseline": (101, 100)}):
        with pytest.raises(des.MisuseError, match=says):
            des.indicator_points("CVD-02", "2022/23", denominator=100, **figures)  # type: ignore[arg-type]
    found = des.indicator_points("CVD-02", "2022/23", denominator=100, baseline=(14, 100)).achievement
    assert found is not None
    assert (found.at_least, found.at_most) == (-14, 86)  # from nobody on it to everybody


def test_every_indicator_of_the_data_is_measured_in_a_unit_that_can_be_worked_out() -> None:
    versions = [entry for year in years() for each in load_year(year).indicators.values() for entry in each]
    assert {entry.unit for entry in versions} == set(MEASURES)
    assert {entry.function for entry in versions} == {"linear", "single_threshold", "binary", "other", None}
    no_share = {entry.key for entry in versions if entry.unit == "percent" and not is_share(entry)}
    assert no_share == {"EHCH-01"}  # residents against beds


def test_the_steps_and_the_gains_are_plain_values() -> None:
    found = des.indicator_points(
        "CAN-04", "2025/26", numerator=74, denominator=100, list_size_adjustment=1, prevalence_adjustment=1
    )
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["points"] == {"number": "13.2", "at_least": "13.2", "at_most": "13.2"}
    assert plain["payment"]["amount"] == "2613.60"
    assert plain["one_more"]["worth"]["amount"] == "290.40"
    assert plain["steps"][1]["terms"] == ["CAN-04", "iif.achievement_points.rule"]


def test_it_is_found_by_the_code_of_a_publication_too() -> None:
    assert des.indicator_points("NCD026", "2023/24").code == "ACC-08"
    assert des.indicator_points("CAN04", "2025/26").code == "CAN-04"


def test_in_full_each_step_has_its_entries_and_their_sources() -> None:
    found = des.indicator_points("CAN-04", "2025/26", numerator=74, denominator=100)
    lines = show(found, FULL).splitlines()
    steps = lines[lines.index("EACH STEP, AND WHAT IT RESTS ON") :]
    text = " ".join(" ".join(steps).split())
    assert "iif.point_value: Value of a point [single-source]" in text
    assert "“IIF_POINT_VALUE: 198”" in text
    assert "iif.achievement_points.rule" in text
    assert all(len(line) <= 80 or max(map(len, line.split())) > 40 for line in lines)  # but for addresses


def test_points_that_were_not_found_are_at_most_what_the_others_leave_of_any_total() -> None:
    """225 points of the first six indicators of 2021/22, 142 + 36 of which are known: 47 for PC-01 and ACC-01.

    Of those that began in October the 666 leave 416; after the suspension no total was found.
    """
    done = des.indicator_points("ACC-01", "2021/22", done=True, list_size_adjustment=1)
    assert (str(done.points), done.payment, str(done.amount)) == ("at most 47 points", None, "at most £9,400.00")
    assert [str(step.worked) for step in done.steps if step.what == "points"] == [
        "0 to 47 points; needs the points of ACC-01"
    ]
    referred = des.indicator_points("PC-01", "2021/22", numerator=900, denominator=50_000)
    assert str(referred.by_performance) == "at most 47 points"
    began_in_october = des.indicator_points("RESP-01", "2021/22", numerator=50, denominator=100)
    assert str(began_in_october.by_performance) == "at most 416 points"


@given(st.sampled_from([str(year) for year in years()]), st.none() | st.dates(date(2019, 4, 1), date(2026, 12, 31)))
@settings(max_examples=examples(one_in=10), deadline=None)
def test_law_the_most_of_an_indicator_never_goes_beyond_a_total_of_its_days(year: str, known_on: date | None) -> None:
    contract_year = ContractYear.parse(year)
    fund = Fund.of(Terms(load_year(contract_year), contract_year.last_day, known_on))
    totals = [
        spell.term.value
        for spell in spells(load_year(contract_year), "iif.points_total", known_on or date.max)
        if spell.term.is_known
    ]
    for row in fund.rows:
        assert row.entry is not None
        points = fund.most(row.entry)
        assert isinstance(points, Fraction | Range)
        most = ranges.highest(points)
        assert most is None or not totals or most <= max(totals)
