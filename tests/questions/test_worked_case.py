"""Twelve posts through 2024/25, each pound worked by hand: see the comments of the table.

The sum is 47,000 weighted patients x £22.894 = £1,076,018.00; that for general practitioners 47,000 x £1.303 =
£61,241.00. Maxima a year, until September and from October: clinical pharmacist and first contact physiotherapist
62,340 and 65,838; link worker and pharmacy technician 40,159 and 42,437; general practitioner 92,462 from October.
Care coordinator 33,396, enhanced practice nurse, physician associate and paramedic 60,401 were raised in October too,
by what was not found: all of them cost less than the earlier figure, so that it does not matter.

Where two amounts stand, the first is by the days of the month, the second by the days of the year.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

import pcn_des as des
from pcn_des.answers.workforce import PostYear, Pot
from support.worked_case import network

DAY: Final = date(2024, 11, 30)
NOTEBOOK: Final = Path(__file__).resolve().parents[2] / "docs" / "notebooks" / "workforce_2024_25.ipynb"

# What may be claimed from April to March.
BY_MONTH: Final[dict[str, list[str]]] = {
    # An agency invoices 5,000 a month for 0.8 WTE: 62,340 / 12 x 0.8 = 4,156.00; 65,838 / 12 x 0.8 = 4,389.20
    "PH": ["4156.00"] * 6 + ["4389.20"] * 6,
    # Shared: 60% of 60,000 / 12 = 3,000, below 60% of 62,340 / 12 = 3,117
    "FCP": ["3000.00"] * 12,
    # Pay 36,000 / 12 = 3,000 and of the fee, 250 a month, 2,400 / 12 = 200; below 40,159 / 12 = 3,346.58
    "LW1": ["3200.00"] * 12,
    # On leave at half pay from July to December
    "LW2": ["3000.00"] * 3 + ["1500.00"] * 6 + ["3000.00"] * 3,
    # Who covers that leave is not claimable
    "LW3": ["0.00"] * 6,
    # 32,400 / 12 = 2,700; in November 600 of extra hours besides: 3,300, below 33,396 / 12 x 1.2 = 3,339.60
    "CC": ["2700.00"] * 7 + ["3300.00"] + ["2700.00"] * 4,
    # 58,800 / 12 = 4,900, below 60,401 / 12 = 5,033.42
    "EN1": ["4900.00"] * 12,
    # From June: 27,000 / 12 = 2,250, below 5,033.42 / 2
    "EN2": ["2250.00"] * 10,
    # From 14 October: 44,400 / 12 = 3,700, above 42,437 / 12 = 3,536.42. October has 18 of 31 days:
    # 3,536.4167 x 18 / 31 = 2,053.40, or 42,437 x 18 / 365 = 2,092.78
    "PT": ["2053.40 2092.78"] + ["3536.42"] * 5,
    # Until 17 January: 54,000 / 12 = 4,500. January has 17 of 31 days: 2,467.74, or 54,000 x 17 / 365 = 2,515.07
    "PA": ["4500.00"] * 9 + ["2467.74 2515.07"],
    # From November: 120,000 / 12 = 10,000, above 92,462 / 12 = 7,705.17
    "GP": ["7705.17"] * 5,
    # From 3 February: 57,600 / 12 = 4,800. February has 26 of 28 days: 4,457.14, or 57,600 x 26 / 365 = 4,103.01
    "PM": ["4457.14 4103.01", "4800.00"],
}

# What may be claimed in the year, and what the network bears itself.
OF_THE_YEAR: Final[dict[str, tuple[str, str]]] = {
    "PH": ("£51,271.20", "£8,728.80"),  # 6 x 4,156.00 + 6 x 4,389.20, of 60,000
    "FCP": ("£36,000.00", "£0.00"),
    "LW1": ("£38,400.00", "£600.00"),  # 12 x 3,200, of 36,000 + 3,000
    "LW2": ("£27,000.00", "£0.00"),  # 6 x 3,000 + 6 x 1,500
    "LW3": ("£0.00", "£18,000.00"),  # 6 x 3,000
    "CC": ("£33,000.00", "£0.00"),  # 32,400 + 600
    "EN1": ("£58,800.00", "£0.00"),
    "EN2": ("£22,500.00", "£0.00"),  # 10 x 2,250
    "PT": ("£19,735.50 to £19,774.88", "£912.89 to £914.71"),  # 5 x 3,536.42 = 17,682.10, and October
    "PA": ("£42,967.74 to £43,015.07", "£0.00"),  # 9 x 4,500 = 40,500, and January
    "GP": ("£38,525.85", "£11,474.15"),  # 5 x 7,705.17, of 50,000
    "PM": ("£8,903.01 to £9,257.14", "£0.00"),  # 4,800, and February
}


@pytest.fixture(scope="module")
def found() -> des.Workforce:
    return des.workforce(network(), "2024/25", DAY)


def pot(found: des.Workforce, key: str) -> Pot:
    one = found[key]
    assert isinstance(one, Pot)
    return one


@pytest.mark.parametrize("post", BY_MONTH)
def test_each_month_of_each_post(found: des.Workforce, post: str) -> None:
    one = found[post]
    assert isinstance(one, PostYear)
    said = [" ".join(str(reading.claimable.exact.pounds) for reading in claim.by_reading if reading.claimable.exact)
            for claim in one.claims]  # fmt: skip
    assert said == BY_MONTH[post]


@pytest.mark.parametrize("post", OF_THE_YEAR)
def test_the_year_of_each_post(found: des.Workforce, post: str) -> None:
    one = found[post]
    assert isinstance(one, PostYear)
    assert (str(one.claimable), str(one.not_claimable)) == OF_THE_YEAR[post]
    assert one.needs_agreement.is_nothing


def test_the_sum_and_what_goes_against_it(found: des.Workforce) -> None:
    """By the days of the month, and by those of the year:

    used, April to November: PH 33,714.40, FCP 24,000, LW1 25,600, LW2 16,500, CC 22,200, EN1 39,200, EN2 13,500,
    PA 36,000 = 210,714.40, and PT 2,053.40 or 2,092.78, and 3,536.42: 216,304.22 or 216,343.60.

    committed, the posts that are held: PH 51,271.20, FCP 36,000, LW1 38,400, LW2 27,000, CC 33,000, EN1 58,800,
    EN2 22,500 = 266,971.20, and PT 19,735.50 or 19,774.88, and PA 42,967.74 or 43,015.07: 329,674.44 or 329,761.15.

    forecast, with PM 9,257.14 or 8,903.01: 338,931.58 or 338,664.16. The readings go with each other: what makes
    October and January more makes February less.
    """
    one = pot(found, "arrs_sum")
    assert str(one.sum) == "£1,076,018.00"
    assert str(one.used) == "£216,304.22 to £216,343.60"
    assert str(one.committed) == "£329,674.44 to £329,761.15"
    assert str(one.forecast) == "£338,664.16 to £338,931.58"
    assert str(one.unspent) == "£737,086.42 to £737,353.84"  # 1,076,018 less the forecast
    assert str(one.uncommitted) == "£746,256.85 to £746,343.56"
    assert one.over.is_nothing
    assert one.needs_agreement.is_nothing


def test_the_general_practitioner_counts_against_the_sum_of_its_own(found: des.Workforce) -> None:
    one = pot(found, "arrs_gp_sum")
    assert str(one.sum) == "£61,241.00"
    assert str(one.used) == "£7,705.17"  # November
    assert (str(one.committed), str(one.forecast)) == ("£38,525.85", "£38,525.85")
    assert str(one.unspent) == "£22,715.15"
    assert [(month.month.month, str(month.held), str(month.claimed)) for month in one.by_month] == [
        (11, "£7,705.17", "£7,705.17"),
        *((month, "£7,705.17", "None") for month in (12, 1, 2, 3)),
    ]


def test_each_month_of_the_sum(found: des.Workforce) -> None:
    """April: 4,156 + 3,000 + 3,200 + 3,000 + 2,700 + 4,900 + 4,500 = 25,456; June with EN2 27,706; and so on."""
    months = [(str(month.held), str(month.planned), str(month.claimed)) for month in pot(found, "arrs_sum").by_month]
    assert months == [
        ("£25,456.00", "£0.00", "£25,456.00"),
        ("£25,456.00", "£0.00", "£25,506.00"),  # 50 too much
        ("£27,706.00", "£0.00", "£23,206.00"),  # 4,500 not claimed
        ("£26,206.00", "£0.00", "£26,206.00"),  # LW2 at half pay
        ("£26,206.00", "£0.00", "£26,206.00"),
        ("£26,206.00", "£0.00", "£26,206.00"),
        ("£28,492.60 to £28,531.98", "£0.00", "£28,492.60"),  # + 233.20 of PH, 2,053.40 or 2,092.78 of PT
        ("£30,575.62", "£0.00", "£30,575.62"),  # + 600 of CC, 3,536.42 of PT
        ("£29,975.62", "£0.00", "None"),
        ("£29,443.36 to £29,490.69", "£0.00", "None"),  # + 1,500 of LW2, 17 days of PA
        ("£26,975.62", "£4,103.01 to £4,457.14", "None"),
        ("£26,975.62", "£4,800.00", "None"),
    ]


def test_what_was_claimed_and_what_was_not(found: des.Workforce) -> None:
    assert [(one.post, one.month, one.says, str(one.recorded), str(one.claimable)) for one in found.checks] == [
        ("LW1", date(2024, 5, 1), "claimed too much", "£3,250.00", "£3,200.00"),
        ("PA", date(2024, 6, 1), "not claimed", "None", "£4,500.00"),
    ]


def test_a_second_nurse_is_one_person_beyond_the_limit_of_one(found: des.Workforce) -> None:
    """The sources count nurses; either may be the one too many: 10 x 2,250 or 10 x 4,900."""
    nurses = [(one.month.month, str(one.held), str(one.over)) for one in found.limits if "nurse" in one.role]
    assert nurses == [
        *((month, "1", "0") for month in (4, 5)),
        *((month, "2", "1") for month in (6, 7, 8, 9, 10, 11, 12, 1, 2, 3)),
    ]
    for role in ("enhanced_practice_nurse", "Enhanced practice nurse"):
        for day in (date(2024, 12, 1), date(2024, 12, 31)):
            assert found.held_of(role, day) == Decimal(2)
    assert found.held_of("paramedic", date(2024, 12, 1)) == Decimal(0)
    with pytest.raises(des.UnknownNameError, match="Did you mean 'enhanced_practice_nurse'"):
        found.held_of("enhanced_practice_nurs", date(2024, 12, 1))
    with pytest.raises(des.MisuseError, match=r"^month is 2025-04-01; it must be a day of 2024/25, 2024"):
        found.held_of("paramedic", date(2025, 4, 1))
    with pytest.raises(des.PcnDesError, match=r"^month must be a datetime"):
        found.held_of("paramedic", "2024-12")  # type: ignore[arg-type]
    assert str(pot(found, "arrs_sum").beyond_limits) == "£22,500.00 to £49,000.00"
    assert {one.role for one in found.over_limit} == {"enhanced_practice_nurse", "general_practitioner"}


def test_a_start_two_months_later_is_next_year_and_leaves_all_of_it(found: des.Workforce) -> None:
    assert [(one.post, one.months, str(one.unspent)) for one in found.later] == [("PM", 2, "£8,903.01 to £9,257.14")]


def test_under_the_figures_before_the_uplift_was_known(found: des.Workforce) -> None:
    """PH: 4,389.20 - 4,156.00 = 233.20. PT: 3,536.42 - 3,346.58 = 189.84 (40,159 / 12); of October by the month
    1,943.18, so 110.22 more, by the year 1,980.44, so 112.34 more. Of the GP the maximum was not known at all.
    """
    assert found.backdated == ()  # every claim on record was submitted when the figures were known
    then = des.workforce(network(), "2024/25", DAY, known_then=date(2024, 9, 25)).backdated
    assert [(one.month.month, str(one.then), str(one.now), str(one.more)) for one in then if one.post == "PH"] == [
        (month, "£4,156.00", "£4,389.20", "£233.20") for month in (10, 11, 12, 1, 2, 3)
    ]
    assert [(one.month.month, str(one.more)) for one in then if one.post == "PT"] == [
        (10, "£110.22 to £112.34"),
        *((month, "£189.84") for month in (11, 12, 1, 2, 3)),
    ]
    assert {one.post for one in then} == {"PH", "PT", "GP"}


def test_without_a_post_its_money_stays_unspent() -> None:
    """266,971.20 - 51,271.20 of PH: the rest is 278,403.24 committed by the month, 278,489.95 by the year."""
    less = des.workforce(network().without_post("PH"), "2024/25", DAY)
    assert str(pot(less, "arrs_sum").committed) == "£278,403.24 to £278,489.95"
    assert {check.post for check in less.checks} == {"LW1", "PA"}


def test_what_could_be_hired_with_what_is_left(found: des.Workforce) -> None:
    """A pharmacist from January: 3 x 5,486.50 = 16,459.50 a WTE: 737,086.42 / 16,459.50 = 44.78, 737,353.84: 44.79."""
    left = pot(found, "arrs_sum").unspent
    room = des.could_hire("clinical_pharmacist", date(2025, 1, 1), left=left)
    assert (room.wte, room.at_least, room.at_most) == (None, Decimal("44.78"), Decimal("44.79"))
    nurses = des.could_hire(
        "enhanced_practice_nurse", date(2025, 1, 1), left=left, registered=45_000, held=Decimal("1.5")
    )
    assert nurses.wte == 0  # the limit of one is used


def test_the_notebook_is_about_the_same_network() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    made: dict[str, Any] = {}
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "network" not in made:
            exec(compile(source, NOTEBOOK.name, "exec"), made)
    assert made["network"] == network()
