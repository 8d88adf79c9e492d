"""What may be claimed for a post in a month: cost and maximum, part months, shares, what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import pcn_des as des
from pcn_des.dates import Period
from pcn_des.network import ExtraHours, Invoice, Leave, Pay, Post
from pcn_des.network.posts import BANDS
from pcn_des.questions.band_of_post import notes_on_band
from support.staff import claimed, day, post, pounds

TABLE = pytest.mark.parametrize
NOTHING = "£0.00"
NINE_MONTHS = [*(f"2019-{month:02}" for month in range(7, 13)), "2020-01", "2020-02", "2020-03"]


def year_of(months: list[str], **fields: Any) -> str:
    return str(sum((claimed(month, **fields).at_least for month in months[1:]), claimed(months[0], **fields).at_least))


def test_2019_20_is_at_most_53942_pounds_for_a_pharmacist_and_a_link_worker() -> None:
    """37,810 / 12 = 3,150.83 and 34,113 / 12 = 2,842.75; nine of each are 28,357.47 + 25,584.75 = 53,942.22."""
    dear: dict[str, Any] = {"since": "2019-07-01", "annual_cost": 90_000}
    assert year_of(NINE_MONTHS, role="clinical_pharmacist", **dear) == "£28,357.47"
    assert year_of(NINE_MONTHS, role="social_prescribing_link_worker", **dear) == "£25,584.75"


def test_a_nursing_associate_is_claimable_up_to_29135_pounds_a_year() -> None:
    """29,135 / 12 = 2,427.9166…"""
    one = claimed("2020-10", role="nursing_associate", since="2020-09-14", annual_cost=90_000)
    assert (str(one.maximum), str(one.claimable)) == ("£2,427.92", "£2,427.92")
    assert one.lines[0].working == "maximum: 29,135 / 12 x 1"


def test_a_pharmacist_of_08_wte_from_11_november_2024() -> None:
    """65,838 / 12 x 0.8 = 4,389.20; of November 20 of 30 days, 2,926.13, or 20 x 12 / 365 of a month, 2,886.05."""
    about: dict[str, Any] = {"wte": "0.8", "since": "2024-11-11", "annual_cost": 70_000}
    assert str(claimed("2024-12", **about).claimable) == "£4,389.20"
    part = claimed("2024-11", **about)
    assert part.claimable is None
    assert [(reading.says, str(reading.claimable)) for reading in part.by_reading] == [
        ("a part month counts by the days of the month", "£2,926.13"),
        ("a part month counts by the days of the year", "£2,886.05"),
    ]
    assert part.lines[0].working == "maximum: 65,838 / 12 x 0.8 x 20 / 30 days"
    assert part.days == Period(day("2024-11-11"), day("2024-11-30"))
    assert part.pot == "arrs_sum"


def test_a_care_coordinator_in_outer_london_as_first_published_and_since() -> None:
    """42,038 / 12 = 3,503.1666…, to the penny a month; the maxima raised in August 2025 were not found."""
    about: dict[str, Any] = {
        "role": "care_coordinator", "area": "outer_london", "since": "2025-04-01", "annual_cost": 70_000,
    }  # fmt: skip
    assert str(claimed("2025-04", known_on="2025-07-31", **about).claimable) == "£3,503.17"
    now = claimed("2025-04", known_on="2025-08-01", **about)
    assert (str(now.at_least), str(now.at_most)) == ("£3,503.17", "£5,833.33")
    assert now.missing == (
        "Care coordinator: maximum reimbursement, outer London (raised on 1 August 2025 with effect from 1 April 2025; "
        "the final figure was not found)",
    )


@TABLE(
    ("month", "known_on", "expected"),
    [
        ("2024-09", None, ("£5,195.00", NOTHING, "£2,305.00")),  # 62,340 / 12, of 7,500
        ("2024-10", None, ("£5,486.50", NOTHING, "£2,013.50")),  # 65,838 / 12
        ("2024-11", None, ("£5,486.50", NOTHING, "£2,013.50")),
        ("2024-10", "2024-09-25", ("£5,195.00", NOTHING, "£2,305.00")),
        ("2024-10", "2024-09-26", ("£5,486.50", NOTHING, "£2,013.50")),
        ("2024-10", "2024-09-27", ("£5,486.50", NOTHING, "£2,013.50")),
        ("2025-03", None, ("£5,486.50", NOTHING, "£2,013.50")),
        ("2025-04", "2025-07-31", ("£5,581.00", NOTHING, "£1,919.00")),  # 66,972 / 12
        ("2025-04", "2025-08-01", ("£5,581.00 to £7,500.00", NOTHING, "at most £1,919.00")),
        ("2025-04", None, ("£5,581.00 to £7,500.00", NOTHING, "at most £1,919.00")),
        ("2026-04", None, ("£5,977.08", NOTHING, "£1,522.92")),  # 71,725 / 12
    ],
)
def test_the_maximum_is_that_of_the_day_as_far_as_it_was_known(
    month: str, known_on: str | None, expected: tuple[str, str, str]
) -> None:
    assert pounds(claimed(month, annual_cost=90_000, known_on=known_on)) == expected


def test_where_a_raised_maximum_was_not_found_it_is_at_least_the_earlier_one() -> None:
    """60,401 / 12 = 5,033.42; the post costs 66,000 / 12 = 5,500."""
    nurse = claimed("2024-10", role="enhanced_practice_nurse", annual_cost=66_000)
    assert pounds(nurse) == ("£5,033.42 to £5,500.00", NOTHING, "at most £466.58")
    assert str(nurse.maximum) == "at least £5,033.42"
    assert pounds(claimed("2024-09", role="enhanced_practice_nurse", annual_cost=66_000))[0] == "£5,033.42"
    assert claimed("2024-10", role="enhanced_practice_nurse", annual_cost=60_000).missing == ()  # it costs less


@TABLE(
    ("fields", "expected"),
    [
        ({"area": "national"}, "£5,033.42"),  # 60,401 / 12
        ({"area": "inner_london"}, "£5,860.83"),  # 70,330 / 12
    ],
)
def test_the_maximum_is_that_of_the_area(fields: dict[str, Any], expected: str) -> None:
    one = claimed("2024-05", role="enhanced_practice_nurse", annual_cost=90_000, **fields)
    assert str(one.claimable) == expected


@TABLE(
    ("band", "expected"),
    [
        ("7", ("£5,000.00", NOTHING, NOTHING)),
        ("5", ("£3,612.67", NOTHING, "£1,387.33")),  # 43,352 / 12
        (None, ("£3,012.50 to £5,000.00", NOTHING, "at most £1,987.50")),  # from 36,150 / 12
        ("9", ("at most £5,000.00", NOTHING, "at most £5,000.00")),
    ],
)
def test_the_maximum_is_that_of_the_band(band: str | None, expected: tuple[str, str, str]) -> None:
    one = claimed(
        "2025-05", role="mental_health_practitioner_adult", since="2025-04-01", first=False, band=band,
        annual_cost=60_000, known_on="2025-05-01",
    )  # fmt: skip
    assert pounds(one) == expected


@TABLE(
    ("role", "month", "band", "named"),
    [
        ("clinical_pharmacist", "2024-12", "6", "7-8a"),
        ("clinical_pharmacist", "2024-12", "8b", "7-8a"),
        ("clinical_pharmacist", "2024-12", "7", None),
        ("clinical_pharmacist", "2024-12", "8a", None),
        ("clinical_pharmacist", "2024-12", None, None),
        ("social_prescribing_link_worker", "2024-12", "6", "up to 5"),
        ("social_prescribing_link_worker", "2024-12", "3", None),
        ("general_practitioner", "2024-12", "7", None),  # not on Agenda for Change: no band is named
    ],
)
def test_a_band_that_the_contract_does_not_name_for_the_role_is_noted(
    role: str, month: str, band: str | None, named: str | None
) -> None:
    """It changes nothing of the sums."""
    about: dict[str, Any] = {"role": role, "since": "2024-11-01", "annual_cost": 30_000}
    found, without = claimed(month, band=band, **about), claimed(month, **about)
    said = () if named is None else (f"{found.post} is of band {band}; for this role the contract names: {named}.",)
    assert tuple(note.removesuffix(" Check the band.") for note in found.notes) == said
    assert found.to_dict()["notes"] == list(found.notes)
    assert ("Note: " in str(found), "class=note>" in found._repr_html_()) == (named is not None, named is not None)
    assert pounds(found) == pounds(without)


@TABLE(
    ("first", "expected"),
    [
        (True, ("£2,500.00", NOTHING, "£2,500.00")),
        (False, ("£5,000.00", NOTHING, NOTHING)),
        (None, ("£2,500.00 to £5,000.00", NOTHING, "at most £2,500.00")),
    ],
)
def test_half_of_the_first_mental_health_practitioner_is_the_networks(
    first: bool | None, expected: tuple[str, str, str]
) -> None:
    one = claimed("2024-05", role="mental_health_practitioner_adult", first=first, band="7", annual_cost=60_000)
    assert pounds(one) == expected


def test_70_percent_of_a_pharmacist_in_2019_20() -> None:
    """48,000 / 12 = 4,000, of which 2,800; 60,000 / 12 = 5,000, of which 3,500, above the maximum of 3,150.83."""
    cheap = claimed("2019-07", since="2019-07-01", annual_cost=48_000)
    assert pounds(cheap) == ("£2,800.00", NOTHING, "£1,200.00")
    assert cheap.lines[0].reason.startswith("Reimbursed is 70% of what the post costs, £4,000.00")
    assert pounds(claimed("2019-07", since="2019-07-01", annual_cost=60_000)) == ("£3,150.83", NOTHING, "£1,849.17")


@TABLE(
    ("month", "since", "fields", "expected"),
    [
        # 30,000 / 12 = 2,500 of pay, 3,000 / 12 = 250 of fee; of the fee 2,400 / 12 = 200 from November 2019
        ("2019-10", "2019-07-01", {"annual_cost": 30_000, "supplier_fee": 3_000}, ("£2,500.00", NOTHING, "£250.00")),
        ("2019-11", "2019-07-01", {"annual_cost": 30_000, "supplier_fee": 3_000}, ("£2,700.00", NOTHING, "£50.00")),
        ("2024-05", "2024-04-01", {"annual_cost": 30_000, "supplier_fee": 1_200}, ("£2,600.00", NOTHING, NOTHING)),
        # for half a WTE 1,200 / 12 = 100 of 2,000 / 12 = 166.67
        ("2024-05", "2024-04-01", {"annual_cost": 18_000, "supplier_fee": 2_000, "wte": "0.5"},
         ("£1,600.00", NOTHING, "£66.67")),
        # inside the maximum, not on top: 40,159 / 12 = 3,346.58
        ("2024-05", "2024-04-01", {"annual_cost": 39_600, "supplier_fee": 2_400}, ("£3,346.58", NOTHING, "£153.42")),
    ],
)  # fmt: skip
def test_the_suppliers_fee_of_a_link_worker(
    month: str, since: str, fields: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert pounds(claimed(month, role="social_prescribing_link_worker", since=since, **fields)) == expected


def test_the_suppliers_fee_of_another_role_is_not_reimbursed() -> None:
    assert pounds(claimed("2024-05", supplier_fee=2_400)) == ("£3,000.00", NOTHING, "£200.00")


def test_pay_that_changes_within_a_month_counts_by_its_days() -> None:
    """36,000 / 12 x 15 / 31 + 37,100 / 12 x 16 / 31 = 1,451.61 + 1,595.70"""
    before = Pay(
        since=day("2024-04-01"), until=day("2024-10-15"), salary=30_000, national_insurance=3_000, pension=3_000
    )
    after = Pay(since=day("2024-10-16"), salary=31_000, national_insurance=3_100, pension=3_000)
    assert pounds(claimed("2024-10", pay=[before, after])) == ("£3,047.31", NOTHING, NOTHING)


def test_on_costs_that_are_not_on_record_leave_a_range() -> None:
    one = claimed("2024-10", pay=[Pay(since=day("2024-04-01"), salary=30_000)])
    assert pounds(one) == ("£2,500.00 to £5,486.50", NOTHING, "unknown")
    assert one.missing == ("the employer's national insurance of P1", "the employer's pension of P1")


def test_an_unknown_cost_is_claimable_up_to_the_maximum() -> None:
    one = claimed("2024-10", annual_cost=None)
    assert pounds(one) == ("at most £5,486.50", NOTHING, "unknown")
    assert one.missing == ("what P1 costs",)


@TABLE(
    ("month", "complete", "expected"),
    [
        ("2024-10", False, ("£5,486.50", NOTHING, "£513.50")),
        ("2024-11", False, ("at most £5,486.50", NOTHING, "unknown")),
        ("2024-11", True, (NOTHING, NOTHING, NOTHING)),
    ],
)
def test_a_suppliers_invoice_is_the_cost_of_its_month(
    month: str, complete: bool, expected: tuple[str, str, str]
) -> None:
    invoices = des.Records([Invoice(month=day("2024-10"), amount=6_000)], complete=complete)
    one = claimed(month, invoices=invoices)
    assert pounds(one) == expected
    assert one.assumes[-1] == (
        "what the supplier charges is pay and the employer's national insurance and pension, and nothing else"
    )
    assert one.papers is not None
    assert one.papers.key == "arrs.scheme.records_kept_of_subcontract"


def test_a_pooled_post_is_the_networks_by_its_share() -> None:
    """65,838 / 12 x 0.6 = 3,291.90, of 80,000 / 12 x 0.6 = 4,000"""
    one = claimed("2024-10", network_share="0.6", annual_cost=80_000)
    assert pounds(one) == ("£3,291.90", NOTHING, "£708.10")
    assert one.lines[0].working == "maximum: 65,838 / 12 x 1 x 0.6"


def test_extra_hours_raise_cost_and_maximum() -> None:
    """Pay 5,400 and extra 700 are 6,100; the maximum is 65,838 / 12 x 1.1 = 6,035.15."""
    extra = ExtraHours(month=day("2024-10"), wte="0.1", cost=700, plain_time=True)
    one = claimed("2024-10", annual_cost=64_800, extra_hours=[extra])
    assert pounds(one) == ("£6,035.15", NOTHING, "£64.85")
    assert one.lines[0].working == "maximum: 65,838 / 12 x 1 + 65,838 / 12 x 0.1"
    assert pounds(claimed("2024-11", annual_cost=64_800, extra_hours=[extra]))[0] == "£5,400.00"


def test_who_is_paid_less_during_leave_costs_less() -> None:
    """3,000 x 15 / 31 + 3,000 x 0.5 x 16 / 31 = 1,451.61 + 774.19"""
    leave = [Leave(since=day("2024-10-16"), kind="parental", pay_share="0.5")]
    assert pounds(claimed("2024-10", leave=leave)) == ("£2,225.81", NOTHING, NOTHING)


@TABLE(
    ("month", "since", "until", "expected"),
    [
        # 62,340 / 12 = 5,195: 19 / 29 of it, and 19 x 12 / 366 of it in a leap year
        ("2024-02", "2024-02-11", None, "£3,236.23 to £3,403.62"),
        ("2024-02", "2024-02-01", "2024-02-29", "£5,195.00"),
        ("2024-02", "2024-02-01", "2024-02-28", "£4,769.18 to £5,015.86"),  # 28 x 12 / 366 and 28 / 29
        # 65,838 / 12 = 5,486.50: 17 / 31, and 65,838 x 17 / 365
        ("2025-01", "2024-04-01", "2025-01-17", "£3,008.73 to £3,066.43"),
        ("2024-10", "2024-04-01", "2024-09-30", NOTHING),
        ("2024-03", "2024-04-01", None, NOTHING),
    ],
)
def test_a_part_month_counts_by_either_reading(month: str, since: str, until: str | None, expected: str) -> None:
    assert pounds(claimed(month, since=since, until=until, annual_cost=90_000))[0] == expected


def test_a_month_in_which_it_is_not_held_says_so() -> None:
    one = claimed("2024-03")
    assert (one.days, one.reason) == (None, "P1 is not held in March 2024.")
    assert one.cost.is_nothing


@TABLE(("month", "pot"), [("2024-10", "arrs_gp_sum"), ("2025-04", "arrs_sum"), ("2026-04", "arrs_sum")])
def test_a_gp_counts_against_a_sum_of_its_own_in_2024_25(month: str, pot: str) -> None:
    one = claimed(month, role="GP", since=f"{month}-01", annual_cost=180_000)
    assert (one.role, one.pot) == ("general_practitioner", pot)


@TABLE(
    ("month", "expected"),
    [("2024-09", NOTHING), ("2024-10", "£7,705.17"), ("2026-04", "£12,741.67")],  # 92,462 / 12 and 152,900 / 12
)
def test_the_maximum_of_a_gp(month: str, expected: str) -> None:
    assert pounds(claimed(month, role="GP", since="2024-09-01", annual_cost=180_000))[0] == expected


def test_a_claim_tells_what_it_rests_on() -> None:
    one = claimed("2024-10")
    assert one.lines[0].clause == "section 10, Table 2"
    assert one.standing == des.Standing.CARRIED
    assert "PCC, 2023/24 Network Contract DES and associated guidance" in {
        citation.document.name for citation in one.citations
    }
    assert one.papers is not None
    assert one.papers.value[0] == "signed and dated contract of employment"
    assert one.draft_of == ""


def test_a_post_may_be_named_by_its_id() -> None:
    network = des.Network(code="U00001", name="Millbrook PCN", posts=[post()])
    assert des.claim("P1", date(2024, 10, 31), network) == des.claim(post(), date(2024, 10, 1), network)


def test_what_is_asked_wrongly_is_refused() -> None:
    network = des.Network(code="U00001", name="Millbrook PCN", posts=[post()])
    with pytest.raises(des.MisuseError, match="give the Post itself, or the network"):
        des.claim("P1", date(2024, 10, 1))
    with pytest.raises(des.UnknownNameError, match="P1"):
        des.claim("P2", date(2024, 10, 1), network)
    with pytest.raises(des.UnknownNameError, match="paramedic"):
        des.claim(Post(id="P1", role="paramedics", wte=1, since=date(2024, 4, 1)), date(2024, 10, 1))
    with pytest.raises(des.OutsideDataError):
        des.claim(post(), date(2019, 6, 30))
    with pytest.raises(TypeError, match="month must be a"):
        des.claim(post(), "2024-10-01")  # type: ignore[arg-type]


def test_a_claim_is_one_line_in_a_repr_without_the_pay() -> None:
    assert repr(claimed("2024-10")) == "<Claim P1, October 2024: £3,000.00 claimable>"
    assert repr(claimed("2024-10").lines[0]) == "<ClaimLine claimable: £3,000.00>"


@TABLE(
    ("named", "fitting"),
    [("5-7", "5 6 7"), ("7-8a", "7 8a"), ("up to 3", "1 2 3"), ("4, 6 or 8b", "4 6 8b"), ("as agreed", None)],
)
def test_the_bands_that_a_text_names(named: str, fitting: str | None) -> None:
    """A span has those between its ends; where no band is named, none is noted."""
    contract = des.terms(date(2024, 12, 1)).amend({"arrs.paramedic.band": named})
    silent = [band for band in BANDS if not notes_on_band(post(band=band), "paramedic", contract)]
    assert silent == (list(BANDS) if fitting is None else fitting.split())


@pytest.mark.parametrize("month", [date.min, date(2019, 6, 30), date(9999, 12, 31), date.max])
def test_a_month_outside_the_data_is_refused_as_such(month: date) -> None:
    post = Post(id="P1", role="paramedic", wte=1, since=date(2022, 11, 1), annual_cost=50_000)
    with pytest.raises(des.OutsideDataError, match="is outside"):
        des.claim(post, month)
