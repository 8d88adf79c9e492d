"""The year before on the page for Monday: what can still be claimed, declared or settled does not end on 31 March."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.network import IndicatorFigures, PartDeclared, PartInPlace, Remittance, Return
from pcn_des.questions.briefing import _of_year
from pcn_des.questions.year_on_a_day import open_years
from pcn_des.strategies import contract_days, networks
from support.effort import examples
from support.remittances import as_owed, millbrook, of_lists, otherwise, population
from support.small_network import complete, network, practice

UNSPENT = "Additional Roles Reimbursement Sum: forecast to stay unspent at 31 March"
OVER = "not claimed for staff in months that are over: E0"
TELEPHONY = "better_digital_telephony"


def risks(of: des.Network, day: date, known_on: date | None = None) -> list[tuple[str, str, str]]:
    return [(str(risk.amount), risk.why, risk.do) for risk in des.briefing(of, day, known_on).at_risk]


def one_nurse() -> des.Network:
    """A nurse of £4,000 a month until 31 March 2025, who was claimed for each month but the last."""
    sizes = [population("weighted", 47_000), population("registered", 45_000)]
    post = {
        "id": "E0", "role": "enhanced_practice_nurse", "wte": "1", "since": "2024-04-01", "until": "2025-03-31",
        "annual_cost": 48_000,
    }  # fmt: skip
    months = [f"2024-{month:02}-01" for month in range(4, 13)] + ["2025-01-01", "2025-02-01"]
    claims = [{"post": "E0", "month": month, "amount": 4_000} for month in months]
    return of_lists(*sizes, posts=complete(post), claims=complete(*claims))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 3, 30), []),  # March is not over
        (
            date(2025, 3, 31),
            [("not claimed for staff in months that are over: E0", "claim it, while that is accepted")],
        ),
        *(
            (
                day,
                [
                    (
                        "not claimed for staff in 2024/25: E0",
                        "claim it, while that is accepted: the last day for it was not found",
                    )
                ],
            )
            for day in (date(2025, 4, 1), date(2025, 6, 30), date(2025, 9, 30))
        ),
        (date(2025, 10, 1), []),
    ],
)
def test_march_is_still_to_claim_after_it(day: date, said: list[tuple[str, str]]) -> None:
    found = [one for one in risks(one_nurse(), day) if "not claimed" in one[1]]
    assert found == [("£4,000.00", *one) for one in said]


def test_what_was_paid_short_in_march_is_told_when_march_is_over() -> None:
    """£34,046.60 was owed of enhanced access."""
    of = millbrook()
    of = of.evolve(remittances=otherwise(as_owed(of, "2024/25"), {("enhanced_access", "2025-03"): "33046.60"}))
    short = ("£1,000.00", "Enhanced access payment of 2024/25: underpaid (not explained)")
    assert short not in [one[:2] for one in risks(of, date(2025, 3, 31))]
    for day in (date(2025, 4, 7), date(2025, 9, 30)):
        assert [one[:2] for one in risks(of, day)].count(short) == 1
    assert short not in [one[:2] for one in risks(of, date(2025, 10, 1))]


def improving(*declared: str) -> des.Network:
    """Two practices of 25,000: a part is worth £23,200; one says no on 6 January."""
    lists = {"2024-01-01": 25_000}
    members = network(practices=complete(*(practice(code, adjusted=lists) for code in ("A00001", "A00002"))))
    no = PartInPlace(part=TELEPHONY, practice="A00002", in_place=False, on=date(2025, 1, 6))
    return members.evolve(
        improvement_in_place=[no],
        improvement_declared=[PartDeclared(part=part, on=date(2024, 12, 2)) for part in declared],
    )


def test_a_declared_part_may_be_taken_back_after_the_year_and_no_other_can_be_declared() -> None:
    of = improving(TELEPHONY)
    assert [one for one in risks(of, date(2025, 4, 7)) if "improvement" in one[1]] == [
        (
            "£23,200.00",
            "improvement payment of 2024/25, Better digital telephony: declared, and not in place in A00002: it may be "
            "taken back",
            "settle that with the commissioner",
        )
    ]
    assert len([one for one in risks(of, date(2025, 3, 31)) if "improvement" in one[1]]) == 3
    assert [one for one in risks(improving(), date(2025, 4, 7)) if "improvement" in one[1]] == []


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2023, 3, 31), ("2022/23", None)),
        (date(2023, 4, 1), (None, "2022/23")),
        (date(2023, 9, 30), (None, "2022/23")),  # by when the achievement is paid was not found
        (date(2023, 10, 1), (None, None)),
    ],
)
def test_where_the_fund_ended_stays_on_the_page(day: date, years: tuple[str | None, str | None]) -> None:
    page = des.briefing(des.example_network(), day)
    found = (page.incentives, page.incentives_before)
    assert tuple(None if one is None else one.year for one in found) == years
    assert ("INVESTMENT AND IMPACT FUND of 2022/23, as last counted" in str(page)) is (years[1] is not None)
    assert page.within_reach == () or years[0] is not None
    plain = page.to_dict()["incentives_before"]
    assert (plain and plain["year"]) == years[1]


@pytest.mark.parametrize(("day", "there"), [(date(2026, 8, 31), True), (date(2026, 9, 1), False)])
def test_the_fund_is_there_to_the_day_by_which_it_has_to_be_paid(day: date, there: bool) -> None:
    figures = IndicatorFigures(indicator="CAN-04", on=date(2026, 3, 31), numerator=74, denominator=100)
    of = of_lists(population("adjusted", 50_000, "2025-01-01")).evolve(indicator_figures=[figures])
    assert (des.briefing(of, day).incentives_before is not None) is there


def test_what_the_year_before_asks_for_in_the_summer_is_due() -> None:
    said = "Investment and Impact Fund: achievement reviewed and declared in CQRS, for the payment of 20 July"
    due = [(one.day, one.what) for one in des.briefing(millbrook(), date(2026, 6, 15)).due]
    assert due.count((date(2026, 7, 3), said)) == 1


@given(networks(), contract_days())
@settings(max_examples=examples(one_in=50), deadline=None)
def test_a_line_of_a_year_that_is_over_names_it_and_no_line_is_there_twice(of: des.Network, day: date) -> None:
    try:
        years = list(open_years(of, day, None))
        page = des.briefing(of, day)
    except des.PcnDesError:  # a local variation on a day without any, or of no term
        return
    for year in years:
        lines = [risk.why for risk in _of_year(of, year, there=True)]
        assert year.is_over is (year is not years[0])
        assert all((str(year.year) in why) or not year.is_over for why in lines)
    whys = [risk.why for risk in page.at_risk]
    assert len(set(whys)) == len(whys)


@given(networks())
@settings(max_examples=examples(one_in=50), deadline=None)
def test_a_year_that_is_over_is_as_it_ended(of: des.Network) -> None:
    """However long after; only the day from which it is looked at is another."""
    last = date(2025, 3, 31)
    try:
        ended = des.workforce(of, "2024/25", last)
    except des.PcnDesError:  # roles that there are not
        return
    for day in (last + timedelta(days=1), last + timedelta(days=6), date(2031, 5, 1)):
        after = des.workforce(of, "2024/25", day)
        assert after.receipt.as_of == day
        pots = tuple(attrs.evolve(pot, as_of=last) for pot in after.pots)
        assert attrs.evolve(after, receipt=ended.receipt, pots=pots, later=ended.later) == ended


def test_a_planned_post_that_never_came_within_the_year_is_no_later_start() -> None:
    assert des.workforce(one_nurse(), "2024/25", date(2025, 4, 7)).later == ()


def no_staff(**posts: object) -> des.Network:
    return of_lists(population("weighted", 47_000), population("registered", 45_000), **posts)


@pytest.mark.parametrize(
    ("posts", "said"),
    [
        (
            {"posts": complete()},
            [
                ("£1,076,018.00", UNSPENT, "see what could still be hired"),
                (
                    "£61,241.00",
                    "Additional roles sum for general practitioners: forecast to stay unspent at 31 March",
                    "see what could still be hired",
                ),
            ],
        ),
        ({"posts": {"complete": False, "items": []}}, []),  # there may be staff that is not on record
        ({}, []),
    ],
)
def test_all_of_the_sums_is_at_risk_where_it_is_known_that_nobody_is_employed(
    posts: dict[str, object], said: list[tuple[str, str, str]]
) -> None:
    assert risks(no_staff(**posts), date(2024, 12, 2)) == said


@pytest.mark.parametrize(("day", "told"), [(date(2025, 3, 30), True), (date(2025, 3, 31), False)])
def test_nobody_can_be_hired_on_the_last_day(day: date, told: bool) -> None:
    assert (
        ("£1,076,018.00", UNSPENT, "see what could still be hired") in risks(no_staff(posts=complete()), day)
    ) is told


def test_of_a_sum_that_is_not_known_nothing_is_said_to_be_forecast_without_staff() -> None:
    said = "Additional Roles Reimbursement Sum: the sum is not known, nor how much of it is left without any staff"
    assert said in [one[1] for one in risks(of_lists(posts=complete()), date(2024, 12, 2))]


def test_what_is_misspelt_on_record_is_on_the_page() -> None:
    """Each as `check`, `improvement`, `iif` and `reconcile` say it."""
    day = date(2025, 3, 10)
    of = improving("better_digital_telefony")
    post = {
        "id": "P1", "role": "clinical_pharmacist", "wte": "1", "since": "2024-04-01",
        "conditions": [{"name": "registraton_body", "met": False}],
    }  # fmt: skip
    paid = Remittance(stream="enhanced_acess", month=date(2025, 1, 1), amount=Decimal(5))
    figures = IndicatorFigures(indicator="CAN-99", on=date(2025, 2, 28), numerator=74, denominator=100)
    of = of.evolve(
        returns=[Return(kind="data_sharing_agrement", on=date(2024, 5, 1))],
        posts=of_lists(posts=[post]).posts,
        remittances=des.Records([paid]),
        indicator_figures=[figures],
    )
    page = des.briefing(of, day)
    told = "\n".join(page.of_records)
    for said in (
        "'data_sharing_agrement', which no duty asks for; is 'data_sharing_agreement' meant?",
        "'registraton_body' on record, which is no condition of its role",
        "On record, and no part of the payment of 2024/25: better_digital_telefony",
        "On record, not of the fund in this year, and left out: CAN-99",
        "'enhanced_acess' is no stream of the contract; did you mean enhanced_access?",
    ):
        assert said in told
    assert len(page.of_records) == len(set(page.of_records)) == 5
    assert set(des.assess(of, day).notes) <= set(page.of_records)
    assert page.to_dict()["of_records"] == list(page.of_records)
    text = str(page)
    assert "ON RECORD, and counts for nothing or for something else\n" in text
    assert "data_sharing_agrement" in text
    assert "data_sharing_agrement" in page._repr_html_()
    assert max(map(len, text.splitlines())) <= 80
    assert des.briefing(des.example_network(), date(2022, 11, 14)).of_records == ()
