"""The page for Monday: each part with a case by hand, and nothing on it that is not the network's to do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.contract.calendar_day import OF_THEIR_DAY
from pcn_des.errors import OutsideDataError, WrongTypeError
from pcn_des.network import ClaimRecord, Decision, Post, Records
from pcn_des.strategies import contract_days, networks
from support import worked_case
from support.effort import examples
from support.remittances import as_owed, millbrook, of_lists, otherwise, population
from support.small_network import complete

MONDAY = date(2024, 12, 2)
CODED = "care_homes.residents_coded"
CLAIM = "Staff costs of the month claimed through the national portal (ARRS), on a day of {} (PCN)"


def at_risk(page: des.Briefing) -> list[tuple[str, str]]:
    return [(str(risk.amount), risk.why) for risk in page.at_risk]


def paid_otherwise(changed: dict[tuple[str, str], str | None]) -> des.Network:
    network = millbrook()
    return network.evolve(remittances=otherwise(as_owed(network, "2024/25"), changed))


def decided(obligation: str, judged: str, on: date = date(2024, 11, 1)) -> Decision:
    return Decision(obligation=obligation, judged=judged, by="the commissioner", on=on)


def test_money_for_staff_that_is_unspent_not_claimed_or_claimed_too_much() -> None:
    """June's claim for PA was forgotten: 54,000 / 12; May's for LW1 had all of the fee: 3,250 for 3,200."""
    assert at_risk(des.briefing(worked_case.network(), MONDAY)) == [
        ("£737,086.42 to £737,353.84", "Additional Roles Reimbursement Sum: forecast to stay unspent at 31 March"),
        (
            "£30,025.62",
            "Additional Roles Reimbursement Sum, the claim of December 2024 for PH, FCP, LW1, LW2, CC, EN1, EN2, PT, "
            "PA may be refused: Who holds the post meets the conditions of its role is not shown to be done",
        ),
        ("£22,715.15", "Additional roles sum for general practitioners: forecast to stay unspent at 31 March"),
        (
            "£7,705.17",
            "Additional roles sum for general practitioners, the claim of December 2024 for GP may be refused: Who "
            "holds the post meets the conditions of its role is not shown to be done",
        ),
        ("£4,500.00", "not claimed for staff in months that are over: PA"),
        ("£50.00", "claimed for staff beyond what may be claimed: LW1"),
    ]


def three_nurses(claimed: int) -> des.Network:
    """Three enhanced practice nurses at £4,000 a month, of which one may be claimed, and the first so many are."""
    sizes = [population("weighted", 47_000), population("registered", 45_000)]
    posts = [
        {"id": f"E{place}", "role": "enhanced_practice_nurse", "wte": "1", "since": "2024-04-01", "annual_cost": 48_000}
        for place in range(3)
    ]
    claims = [
        {"post": f"E{place}", "month": f"2024-{month:02}-01", "amount": 4_000}
        for place in range(claimed)
        for month in range(4, 11)
    ]
    return of_lists(*sizes, posts=complete(*posts), claims=complete(*claims))


@pytest.mark.parametrize(
    ("claimed", "said"), [(1, []), (0, [("£28,000.00", "not claimed for staff in months that are over: E0, E1, E2")])]
)
def test_no_call_to_claim_is_for_staff_beyond_the_limit_of_their_role(
    claimed: int, said: list[tuple[str, str]]
) -> None:
    """Seven months are over: of no nurse that is claimed, one may be, 7 x 4,000."""
    found = at_risk(des.briefing(three_nurses(claimed), date(2024, 11, 4)))
    assert [one for one in found if one[1].startswith("not claimed")] == said


def test_what_was_claimed_since_is_not_on_it() -> None:
    network = worked_case.network()
    claim = ClaimRecord(post="PA", month=date(2024, 6, 1), amount=4_500, submitted=date(2024, 11, 29))
    whole = network.evolve(claims=des.Records([*(network.claims or ()), claim], complete=True))
    assert [why for _, why in at_risk(des.briefing(whole, MONDAY)) if why.startswith("not claimed")] == []


def test_a_stream_that_was_underpaid_in_months_that_are_over() -> None:
    """34,046.60 - 32,761.59 in April; December's 1,000 is of this month: not over yet."""
    network = paid_otherwise({
        ("enhanced_access", "2024-04"): "32761.59", ("enhanced_access", "2024-12"): "33046.61",
        ("capacity_and_access_support", "2024-05"): "14000.00",
    })  # fmt: skip
    page = des.briefing(network, MONDAY)
    assert [risk for risk in at_risk(page) if "paid" in risk[1]][-2:] == [
        ("£1,285.01", "Enhanced access payment: underpaid (rate known later)"),
        ("£133.74", "Capacity and access support payment: overpaid (not explained)"),
    ]
    assert {risk.do for risk in page.at_risk if "paid" in risk.why} == {"the reconciliation has what to write"}


def test_money_without_remittances_is_not_compared() -> None:
    assert at_risk(des.briefing(millbrook(), MONDAY)) == []


def test_the_premium_that_the_commissioner_may_withhold() -> None:
    """46 beds x 127.20 / 12, where it was judged that the residents are not coded."""
    coded = des.briefing(millbrook(decisions=[]).evolve(decisions=[decided(CODED, "not_met")]), MONDAY)
    assert at_risk(coded) == [
        (
            "£487.60",
            "Care home premium of December 2024 may be withheld: Residents coded as living in a care home falls short",
        )
    ]
    assert at_risk(des.briefing(millbrook().evolve(decisions=[decided(CODED, "met")]), MONDAY)) == []


def test_all_money_hangs_on_the_network_agreement() -> None:
    """Riverside's agreement lacks a signature; what is established of a month of its payments."""
    risks = at_risk(des.briefing(des.example_network(), date(2022, 11, 14)))
    ((amount, why),) = [risk for risk in risks if "withheld" in risk[1]]
    said = "Every payment of November 2022 may be withheld: Network Agreement signed by every practice falls short"
    assert why == said
    month = [line for line in des.entitlements(des.example_network(), "2022/23").lines if line.month.month == 11]
    known = [line.amount or line.at_least for line in month]
    assert amount == f"at least £{sum(money.pounds for money in known if money is not None):,.2f}"
    assert amount == "at least £52,006.23"


def test_the_largest_amount_comes_first_and_what_has_no_end_before_it() -> None:
    def most(page: des.Briefing) -> list[Any]:
        return [None if risk.amount.at_most is None else -risk.amount.at_most.pounds for risk in page.at_risk]

    network = worked_case.network()
    unknown = network.evolve(claims=None)
    for each in (network, unknown, des.example_network()):
        day = MONDAY if each is not des.example_network() else date(2022, 11, 14)
        ends = most(des.briefing(each, day))
        assert ends == sorted(ends, key=lambda end: (end is not None, end or 0))


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2024, 3, 30), False),  # 31 days before
        (date(2024, 3, 31), True),
        (date(2024, 4, 30), True),
        (date(2024, 5, 1), False),
    ],
)
def test_the_window_that_closes_on_30_april_is_due_within_thirty_days(day: date, there: bool) -> None:
    due = [(one.day, one.what, one.who) for one in des.briefing(millbrook(), day).due]
    window = "Yearly window to join or leave: join or leave the Network Contract DES"
    assert ((date(2024, 4, 30), window, "Core Network Practice") in due) is there


def test_what_is_due_of_the_example() -> None:
    """SC-05 came in on 9 November 2022: seven working days later is the 18th."""
    assert [(str(one.day), one.what) for one in des.briefing(des.example_network(), date(2022, 11, 14)).due] == [
        ("2022-11-18", "Needs assessed within seven working days of admission or readmission"),
        ("2022-11-18", "Personalised care and support plan within seven working days of admission or readmission"),
        ("2022-11-19", "Cancelled time made up"),
        ("None", "Staff costs of the month claimed through the national portal (ARRS), on a day of November 2022"),
    ]


def test_rates_maxima_and_streams_that_change_by_themselves_are_not_due() -> None:
    """On 1 April 2024 dozens of them change, and nobody has to do anything about it."""
    by_themselves = {one.what for one in des.deadlines("2024/25") if one.kind in OF_THEIR_DAY}
    assert len(by_themselves) > 20
    assert {one.what for one in des.briefing(millbrook(), date(2024, 3, 18)).due} & by_themselves == set()


def test_what_others_have_to_do_is_not_on_it() -> None:
    due = des.briefing(millbrook(), date(2024, 5, 20)).due
    assert not {one.who for one in due} & {"commissioner", "PCSE", "NHS England", ""}
    assert not any("approved" in one.what or "PCSE" in one.what for one in due)


def test_what_changed_in_the_week_before() -> None:
    """SC-05 was admitted on 9 November 2022."""
    page = des.briefing(des.example_network(), date(2022, 11, 14))
    assert page.since == date(2022, 11, 7)
    assert [(change.rule, change.subject) for change in page.new] == [
        ("care_homes.assessment_in_time", "1-9990000003, SC-05"),
        ("care_homes.care_plan_in_time", "1-9990000003, SC-05"),
    ]


def test_nothing_is_new_where_nothing_changed_or_the_week_before_is_outside_the_data() -> None:
    assert des.briefing(millbrook(), date(2024, 12, 2)).new == ()
    assert des.briefing(millbrook(), date(2019, 7, 1)).new == ()


def test_the_three_papers_that_would_settle_most() -> None:
    page = des.briefing(millbrook(), MONDAY)
    assert page.papers == tuple(des.assess(millbrook(), MONDAY).records_wanted()[:3])
    assert [(paper, len(rules)) for paper, rules in page.papers] == [
        ("an appointment book audit in 2024/25", 7),
        ("a data sharing agreement", 2),
        ("counts of enhanced access activity in 2024/25", 2),
    ]


def test_what_was_decided_is_not_to_be_decided_again() -> None:
    area = "network.area_makes_sense"
    day, network = date(2022, 11, 14), des.example_network()
    before = des.briefing(network, day)
    after = des.briefing(network.evolve(decisions=[decided(area, "met", date(2022, 5, 3))]), day)
    assert [finding.rule for finding in before.decide if finding not in after.decide] == [area]
    assert len(before.decide) == len(after.decide) + 1


def test_the_sums_for_staff() -> None:
    page = des.briefing(worked_case.network(), MONDAY)
    assert [(pot.stream, str(pot.used), str(pot.forecast), str(pot.unspent)) for pot in page.pots] == [
        (
            "arrs_sum", "£216,304.22 to £216,343.60", "£338,664.16 to £338,931.58", "£737,086.42 to £737,353.84",
        ),
        ("arrs_gp_sum", "£7,705.17", "£38,525.85", "£22,715.15"),
    ]  # fmt: skip


def test_as_published_by_a_day() -> None:
    """On 25 September 2024 the rate had not been raised: April as owed by then."""
    network = paid_otherwise({("enhanced_access", f"2024-{month:02}"): "32761.59" for month in range(4, 9)})
    page = des.briefing(network, date(2024, 9, 23), date(2024, 9, 25))
    assert page.receipt.known_on == date(2024, 9, 25)
    assert not any(why.startswith("Enhanced access payment: ") for _, why in at_risk(page))
    later = at_risk(des.briefing(network, date(2024, 9, 23)))
    assert ("£6,425.07", "Enhanced access payment: underpaid (rate known later)") in later


@given(networks(), contract_days())
@settings(max_examples=examples(one_in=50), deadline=None)
def test_laws_of_any_page(network: des.Network, day: date) -> None:
    try:
        page = des.briefing(network, day)
    except des.PcnDesError:  # a local variation on a day without any, or of no term
        return
    assert not {one.who for one in page.due} & {"commissioner", "PCSE", ""}
    assert all(one.day is None or 0 <= (one.day - day).days <= 30 for one in page.due)
    assert len(page.papers) <= 3
    assert all(finding.settled is None for finding in page.decide)
    assert all(not risk.amount.is_nothing for risk in page.at_risk)
    assert str(page)


def test_misuse() -> None:
    with pytest.raises(WrongTypeError, match=r"^network is \{\}; give a Network"):
        des.briefing({}, MONDAY)  # type: ignore[arg-type]
    with pytest.raises(OutsideDataError):
        des.briefing(millbrook(), date(2018, 1, 1))


def test_a_breach_on_which_no_payment_hangs_is_on_the_page() -> None:
    """No clinical director since 6 February 2023; what hangs on the Network Agreement is money at risk."""
    page = des.briefing(des.example_network(), date(2023, 2, 15))
    assert [finding.rule for finding in page.falls_short] == ["clinical_director.in_post"]
    assert "  - Clinical director in post: vacant since 6 February 2023\n" in str(page)
    assert "vacant since 6 February 2023" in page._repr_html_()
    plain = page.to_dict()["falls_short"]
    assert [one["rule"] for one in plain] == ["clinical_director.in_post"]


@given(networks(), contract_days())
@settings(max_examples=examples(one_in=50), deadline=None)
def test_every_shortfall_is_on_the_page_or_named_by_money_at_risk(network: des.Network, day: date) -> None:
    # These may be of duties, and of roles, that there are not, which the page refuses.
    alone = network.evolve(variations=None, decisions=None, posts=None, baseline_vacancies=None)
    short = {finding.rule for finding in des.assess(alone, day).not_met}
    page = des.briefing(alone, day)
    told = {finding.rule for finding in page.falls_short}
    assert told <= short
    assert short - told <= {rule for risk in page.at_risk for rule in risk.rules}


def test_nothing_is_at_risk_where_nothing_is_paid() -> None:
    """Paramedics were not reimbursed in 2019/20: what is said of the post's baseline costs nobody anything."""
    post = Post(id="PM1", role="paramedic", wte=1, since=date(2019, 7, 1), annual_cost=30000)
    network = des.Network(code="U00001", name="Millbrook PCN", posts=Records([post], complete=True))
    assert not any("claim of" in why for _, why in at_risk(des.briefing(network, date(2019, 7, 15))))
    assert ("at most £2,500.00", True) in [
        (amount, "claim of May 2021 for PM1" in why) for amount, why in at_risk(des.briefing(network, date(2021, 5, 3)))
    ]
