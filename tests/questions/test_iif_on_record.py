"""Indicators from a network's own records: the latest figures by a day, its adjustments, and the page for Monday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.briefing import worth_of_each
from pcn_des.errors import MisuseError
from pcn_des.network import IndicatorAdjustment, IndicatorFigures
from support.small_network import complete, network, practice

DAY = date(2022, 11, 14)
MEMBERS = ("A00001", "A00002")


def figures(code: str, on: str = "2022-10-31", **told: Any) -> IndicatorFigures:
    return IndicatorFigures(indicator=code, on=date.fromisoformat(on), **told)


def counted(*listed: IndicatorFigures, **factors: str) -> des.Network:
    """A network of two practices with these figures; factors by indicator, `list_size` for all of them."""
    members = network(practices=complete(practice("A00001"), practice("A00002")))
    adjustments = [
        IndicatorAdjustment(year="2022/23", indicator="" if of == "list_size" else of.replace("_", "-"), factor=factor)
        for of, factor in factors.items()
    ]
    return members.evolve(indicator_figures=list(listed), indicator_adjustments=adjustments)


def test_points_and_pounds_of_the_figures_on_record() -> None:
    """66 x (82 - 70) / (95 - 70) = 31.68 points, at £200, a list of 1.05 and a prevalence of 1.1: £7,318.08."""
    found = des.iif(
        counted(figures("cvd-05", numerator=820, denominator=1000), list_size="1.05", CVD_05="1.1"), "2022/23"
    )
    assert str(found["CVD-05"].points) == "31.68 points"
    assert str(found["CVD-05"].payment) == "£7,318.08"


def test_the_latest_figures_by_the_day_count() -> None:
    both = counted(
        figures("CVD-05", "2023-03-31", numerator=900, denominator=1000),
        figures("CVD-05", numerator=820, denominator=1000),
    )
    for day, points in ((DAY, "31.68 points"), (date(2023, 3, 31), "52.8 points"), (date(2022, 10, 30), None)):
        found = des.iif(both, "2022/23", as_of=day)["CVD-05"]
        assert (str(found.points) if found.points.value is not None else None) == points
    assert str(des.iif(both, "2022/23", known_on=DAY)["CVD-05"].points) == "31.68 points"
    assert all(row.points.value in (None, 71) for row in des.iif(both, "2023/24"))


def test_practices_are_added_up_and_a_member_without_figures_leaves_it_open() -> None:
    both = [figures("CVD-05", practice=code, numerator=410, denominator=500) for code in ("A00001", "A00002")]
    assert str(des.iif(counted(*both), "2022/23")["CVD-05"].points) == "31.68 points"
    one = des.iif(counted(both[0]), "2022/23")["CVD-05"]
    assert one.points.value is None
    assert "the numerator of CVD-05 of A00002" in one.missing
    gaps = counted(*both)
    gaps = gaps.evolve(practices=des.Records(gaps.practices or (), complete=False))
    assert des.iif(gaps, "2022/23")["CVD-05"].points.value is None


def test_the_networks_own_figures_go_before_a_practices_that_are_not_later() -> None:
    own = figures("CVD-05", numerator=820, denominator=1000)
    listed = [own, figures("CVD-05", "2022-09-30", practice="A00001", numerator=1, denominator=2)]
    assert str(des.iif(counted(*listed), "2022/23")["CVD-05"].points) == "31.68 points"


def pair(on: str = "2022-10-31", **of_one: Any) -> list[IndicatorFigures]:
    """Both members at 410 of 500: 31.68 points together."""
    return [figures("CVD-05", on, practice=code, numerator=410, denominator=500, **of_one) for code in MEMBERS]


def test_figures_of_a_practice_that_is_no_member_are_left_out_and_named() -> None:
    stranger = figures("CVD-05", practice="A00077", numerator=0, denominator=9000)
    found = des.iif(counted(*pair(), stranger), "2022/23")
    assert str(found["CVD-05"].points) == "31.68 points"
    assert "On record of A00077, which is no Core Network Practice on 31 October 2022: left out." in found.notes


def test_a_stranger_may_be_a_member_where_the_list_of_practices_has_gaps() -> None:
    stranger = figures("CVD-05", practice="A00077", numerator=0, denominator=9000)
    gaps = counted(*pair(), stranger)
    found = des.iif(gaps.evolve(practices=des.Records(gaps.practices or (), complete=False)), "2022/23")
    assert found["CVD-05"].points.value is None
    assert (
        "On record of A00077, of which it is not known whether it is a Core Network Practice on 31 October 2022: left "
        "out." in found.notes
    )


def test_a_practice_counts_on_the_days_on_which_it_is_a_member() -> None:
    """A00002 leaves on 1 January: its figures are among those of October, and not among those of March."""
    listed = [*pair(), figures("CVD-05", "2023-03-31", practice="A00001", numerator=450, denominator=500)]
    listed.append(figures("CVD-05", "2023-03-31", practice="A00002", numerator=0, denominator=9000))
    smaller = counted(*listed).with_change("A00002", "leaves", on=date(2023, 1, 1))
    assert str(des.iif(smaller, "2022/23", as_of=DAY)["CVD-05"].points) == "31.68 points"
    at_the_end = des.iif(smaller, "2022/23")
    assert str(at_the_end["CVD-05"].points) == "52.8 points"
    assert "On record of A00002, which is no Core Network Practice on 31 March 2023: left out." in at_the_end.notes


def test_figures_of_different_days_are_never_added_up_and_the_row_says_so() -> None:
    april, march = pair("2022-04-30")[0], pair("2023-03-31")[1]
    found = des.iif(counted(april, march), "2022/23")["CVD-05"]
    assert found.points.value is None
    assert "the numerator of CVD-05 of A00001" in found.missing
    assert "Counted up to 31 March 2023. Of another day, and not counted in: A00001 up to 30 April 2022." in found.notes


@pytest.mark.parametrize("own", [True, False])
def test_the_latest_day_counts_on_which_the_figures_are_whole(own: bool) -> None:
    """Figures of one practice a month later take nothing away from what was known of all."""
    whole = [figures("CVD-05", numerator=820, denominator=1000)] if own else pair()
    later = figures("CVD-05", "2022-11-30", practice="A00001", numerator=1, denominator=500)
    found = des.iif(counted(*whole, later), "2022/23")["CVD-05"]
    assert str(found.points) == "31.68 points"
    assert (
        "Counted up to 31 October 2022. Of another day, and not counted in: A00001 up to 30 November 2022."
        in found.notes
    )
    both = figures("CVD-05", "2022-11-30", practice="A00002", numerator=899, denominator=500 + 500)
    assert str(des.iif(counted(*whole, later, both), "2022/23")["CVD-05"].points) == "0 points"  # 900 of 1,500


def test_half_a_figure_takes_nothing_away_from_a_whole_one() -> None:
    half = figures("CVD-05", "2022-11-30", denominator=1000)
    found = des.iif(counted(figures("CVD-05", numerator=820, denominator=1000), half), "2022/23")["CVD-05"]
    assert str(found.points) == "31.68 points"
    assert (
        "Counted up to 31 October 2022. Of another day, and not counted in: the network up to 30 November 2022."
        in found.notes
    )


def test_what_is_done_by_one_practice_is_not_done_by_all() -> None:
    def points(**done: bool) -> str:
        listed = [figures("ACC-05", practice=code, done=said) for code, said in done.items()]
        return str(des.iif(counted(*listed), "2022/23")["ACC-05"].points)

    assert points(A00001=True, A00002=True) == str(des.indicator_points("ACC-05", "2022/23", done=True).points)
    assert points(A00001=True) == str(des.indicator_points("ACC-05", "2022/23").points)
    assert points(A00001=False) == "0 points"


@given(
    days=st.lists(
        st.tuples(
            st.sampled_from([None, "A00001", "A00002", "A00077"]),
            st.sampled_from(["2022-04-30", "2022-10-31", "2022-11-30", "2023-03-31"]),
            st.integers(0, 500),
        ),
        unique_by=lambda one: one[:2],
        max_size=8,
    ),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_the_records_changes_nothing(days: list[tuple[str | None, str, int]], order: Any) -> None:
    listed = [figures("CVD-05", on, practice=of, numerator=top, denominator=500) for of, on, top in days]
    mixed = list(listed)
    order.shuffle(mixed)
    one, other = (des.iif(counted(*each), "2022/23")["CVD-05"] for each in (listed, mixed))
    assert one.points == other.points
    own = [(on, top) for of, on, top in days if of is None]
    both = [(on, top) for of, on, top in days if of == "A00001" and (MEMBERS[1], on) in {each[:2] for each in days}]
    whole = max((on for on, _ in (*own, *both)), default=None)
    assert (one.points.value is not None) >= (whole is not None)
    if whole is not None:
        tops = [top for of, on, top in days if on == whole and of is None]
        tops = tops or [top for of, on, top in days if on == whole and of in MEMBERS]
        expected = des.indicator_points("CVD-05", "2022/23", numerator=sum(tops), denominator=500 * len(tops))
        assert one.points == expected.points


@given(
    told=st.lists(
        st.tuples(
            st.sampled_from([None, "A00001", "A00002", "A00077"]),
            st.sampled_from(["CVD-05", "NCD104", "CVD-99"]),
            st.dates(date(2022, 4, 1), date(2023, 3, 31)),
            st.integers(0, 500),
        ),
        unique_by=lambda one: one[:3],
        max_size=5,
    ),
    day=st.dates(date(2022, 4, 1), date(2023, 3, 31)),
)
def test_figures_of_after_a_day_change_nothing_on_it(told: list[tuple[str | None, str, date, int]], day: date) -> None:
    listed = [figures(code, str(on), practice=of, numerator=top, denominator=500) for of, code, on, top in told]
    whole, by_then = counted(*listed), counted(*(one for one in listed if one.on <= day))
    one, other = (des.iif(of, "2022/23", as_of=day) for of in (whole, by_then))
    assert (list(one), one.notes, one.points, one.amount) == (list(other), other.notes, other.points, other.amount)


def test_the_page_has_no_fund_before_anything_was_counted() -> None:
    of = counted(figures("CVD-05", numerator=820, denominator=1000))
    assert des.briefing(of, DAY).incentives is not None
    assert des.briefing(of, DAY, date(2022, 10, 30)).incentives is None
    assert des.briefing(of, date(2022, 10, 30)).incentives is None


def test_what_is_not_of_the_year_is_named_and_left_out() -> None:
    found = des.iif(counted(figures("CVD-99", numerator=1, denominator=2), CVD_98="1.1"), "2022/23")
    assert "On record, not of the fund in this year, and left out: CVD-99, CVD-98." in found.notes


def test_an_adjustment_that_is_given_goes_before_the_one_on_record() -> None:
    of = counted(figures("CVD-05", numerator=820, denominator=1000), list_size="1.05", CVD_05="1.1")
    found = des.iif(of, "2022/23", list_size_adjustment=1, prevalence_adjustments={"CVD-05": 1})
    assert str(found["CVD-05"].payment) == "£6,336.00"


def test_figures_and_adjustments_on_record_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="the figures of cvd-05 up to 31 October 2022: on record twice"):
        counted(figures("CVD-05"), figures("cvd-05"))
    with pytest.raises(ValueError, match="the list size adjustment of 2022/23: on record twice"):
        counted().evolve(indicator_adjustments=[IndicatorAdjustment(year="2022/23", factor=each) for each in "12"])


@pytest.mark.parametrize("practice_code", [None, "A00001"])
@pytest.mark.parametrize("turn", [1, -1])
def test_one_indicator_under_two_codes_on_one_day_is_refused_in_any_order(turn: int, practice_code: str | None) -> None:
    both = [figures(code, practice=practice_code, numerator=820, denominator=1000) for code in ("CVD-05", "NCD103")]
    of = " of A00001" if practice_code else ""
    says = (
        f"^indicator_figures: the figures{of} up to 31 October 2022: CVD-05 is on record twice, as CVD-05 and as "
        "NCD103; keep one$"
    )
    with pytest.raises(MisuseError, match=says):
        des.iif(counted(*both[::turn]), "2022/23")
    later = figures("NCD103", "2023-03-31", practice=practice_code, numerator=900, denominator=1000)
    assert des.iif(counted(both[0], later), "2022/23", as_of=DAY) == des.iif(counted(both[0]), "2022/23", as_of=DAY)


@pytest.mark.parametrize("codes", [("CVD_05", "NCD103"), ("NCD103", "CVD_05")])
def test_one_prevalence_under_two_codes_is_refused_in_any_order(codes: tuple[str, str]) -> None:
    says = "^indicator_adjustments: the prevalence adjustment of 2022/23: CVD-05 is on record twice, as CVD-05"
    with pytest.raises(MisuseError, match=says):
        des.iif(counted(**{codes[0]: "1.1", codes[1]: "1.2"}), "2022/23")


def test_one_indicator_that_is_given_under_two_codes_is_refused() -> None:
    says = "^CVD-05 and NCD103 are one indicator, CVD-05; give one of them$"
    with pytest.raises(MisuseError, match=says):
        des.iif({"CVD-05": (1, 2), "NCD103": (1, 2)}, "2022/23")
    with pytest.raises(MisuseError, match=says):
        des.iif({}, "2022/23", prevalence_adjustments={"CVD-05": 1, "NCD103": 2})


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            figures("CVD-05", numerator=200, denominator=100, document="CQRS, 7 November 2022"),
            r"^indicator_figures, row 2, CVD-05 up to 31 October 2022 \(CQRS, 7 November 2022\): CVD-05: the numerator "
            "is 200 and the denominator 100; the numerator is a part of it and can't be above it$",
        ),
        (
            figures("NCD103", practice="A00001", numerator=200, denominator=100),  # with A00002 it is 200 of 1,100
            "^indicator_figures, row 2, NCD103 of A00001 up to 31 October 2022: CVD-05: the numerator is 200",
        ),
        (figures("CVD-05", done=True), "row 2, CVD-05 up to 31 October 2022: CVD-05 is measured in percent; give its"),
        (figures("ACC-05", numerator=1), "row 2, ACC-05 up to 31 October 2022: ACC-05 is done or not"),
        (
            figures("CVD-05", numerator=1, denominator=2, personalised_care_adjustments=3),
            "row 2, CVD-05 up to 31 October 2022: CVD-05 has 3 personalised care adjustments, more than the 2",
        ),
        (
            figures("CVD-05", numerator=1, denominator=2, baseline_numerator=1, baseline_denominator=2),
            "row 2, CVD-05 up to 31 October 2022: CVD-05 is not measured against a baseline; leave it out",
        ),
    ],
)
def test_figures_that_cannot_be_are_named_with_their_record(wrong: IndicatorFigures, says: str) -> None:
    other = figures("CVD-05" if wrong.practice else "CVD-06", practice="A00002", numerator=0, denominator=1000)
    with pytest.raises(MisuseError, match=says):
        des.iif(counted(other, wrong), "2022/23")
    with pytest.raises(MisuseError, match=says):
        des.briefing(counted(other, wrong), DAY)


def test_a_later_record_takes_the_place_of_one_that_cannot_be() -> None:
    wrong = figures("CVD-05", "2022-09-30", numerator=200, denominator=100)
    found = des.iif(counted(wrong, figures("CVD-05", numerator=820, denominator=1000)), "2022/23")
    assert str(found["CVD-05"].points) == "31.68 points"


def test_a_rate_may_be_above_one() -> None:
    of = figures("ACC-07", numerator=200, denominator=100)
    assert des.iif(counted(of), "2022/23")["ACC-07"].points.value is not None


def test_an_adjustment_that_cannot_be_is_named_with_its_record() -> None:
    says = "^indicator_adjustments, row 2: ACC-05 has no prevalence adjustment; leave it out$"
    with pytest.raises(MisuseError, match=says):
        des.iif(counted(list_size="1.05", ACC_05="1.1"), "2022/23")


class TestPage:
    """The page for Monday."""

    def reached(self, *listed: IndicatorFigures, **factors: str) -> list[str]:
        page = des.briefing(counted(*listed, **factors), DAY)
        return [one.code for one in page.within_reach]

    def test_it_has_the_standing_and_what_can_be_reached(self) -> None:
        text = " ".join(str(des.briefing(des.example_network(), DAY)).split())
        assert "133.4102 to 989 points, at least £22,904.24; 7 of 32 indicators counted on record" in text
        assert "CVD-05, Anticoagulation in atrial fibrillation" in text
        assert "3 more to the next whole point: 0.766 points, £180.20 (£60.07 each)" in text

    def test_without_figures_of_the_year_nothing_stands_on_it(self) -> None:
        page = des.briefing(counted(figures("CVD-05", "2022-03-31", numerator=1, denominator=2)), DAY)
        assert page.incentives is None
        assert "INVESTMENT" not in str(page)

    def test_nothing_is_listed_that_nobody_can_act_on(self) -> None:
        """CVD-05 is at its upper threshold, ACC-08 was put off, ACC-05 ended, CVD-03 has no thresholds."""
        listed = [
            figures("CVD-05", numerator=960, denominator=1000),
            figures("ACC-08", numerator=860, denominator=1000),
            figures("ACC-05", done=False),
            figures("CVD-03", numerator=860, denominator=1000),
            figures("CVD-06", numerator=300, denominator=1000),
        ]
        assert self.reached(*listed) == ["CVD-06"]

    def test_what_brings_most_for_each_one_more_is_first(self) -> None:
        """66 points / 25% of 1,000 and of 100, at two prevalences."""
        few, many = (
            figures(code, numerator=of * 3 // 4, denominator=of) for code, of in (("CVD-05", 100), ("RESP-01", 1000))
        )
        assert self.reached(many, few, list_size="1", CVD_05="1", RESP_01="1") == ["CVD-05", "RESP-01"]
        assert self.reached(many, few, list_size="1", CVD_05="0.01", RESP_01="9") == ["RESP-01", "CVD-05"]
        assert self.reached(many, few) == ["CVD-05", "RESP-01"]  # by points, where no pounds are known

    @given(
        tops=st.dictionaries(
            st.sampled_from(["CVD-05", "CVD-06", "RESP-01", "RESP-02", "PC-01"]), st.integers(0, 1000), min_size=1
        )
    )
    def test_each_gain_brings_what_the_figures_with_it_bring(self, tops: dict[str, int]) -> None:
        factors = {"list_size": "1.05", **{code.replace("-", "_"): "1.1" for code in tops}}
        page = des.briefing(counted(*_all(tops), **factors), DAY)
        ranks = [worth_of_each(one.best) for one in page.within_reach]
        assert ranks == sorted(ranks, reverse=True)
        before = des.iif(counted(*_all(tops), **factors), "2022/23")
        for one in page.within_reach:
            for gain in one.gains:
                more = {**tops, one.code: tops[one.code] + (-gain.count if gain.fewer else gain.count)}
                after = des.iif(counted(*_all(more), **factors), "2022/23")[one.code]
                now = before[one.code]
                assert _exact(after.points) - _exact(now.points) == gain.points
                pounds = [each.pounds for each in (after.payment, now.payment, gain.worth.exact) if each is not None]
                apart = pounds[0] - pounds[1] - pounds[2]  # each is rounded on its own
                assert abs(apart) <= Decimal("0.02")


def _exact(points: des.Quantity) -> Fraction:
    assert isinstance(points.number, Fraction)
    return points.number


def _all(tops: dict[str, int]) -> Iterable[IndicatorFigures]:
    return [figures(code, numerator=top, denominator=1000) for code, top in tops.items()]
