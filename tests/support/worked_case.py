"""A network of 47,000 weighted and 45,000 registered patients with twelve posts through 2024/25, and its claims."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from pcn_des import Network, Records
from pcn_des.network import (
    ClaimRecord,
    ExtraHours,
    Invoice,
    Leave,
    Membership,
    Population,
    Post,
    Practice,
)

YEAR_BEGINS: Final = date(2024, 4, 1)
MONTHS: Final = (*(date(2024, month, 1) for month in range(4, 13)), *(date(2025, month, 1) for month in (1, 2, 3)))

# What was claimed for each post from April to November 2024, by hand: 0 is a month without a claim on record.
CLAIMED: Final = {
    "PH": ("4156.00", "4156.00", "4156.00", "4156.00", "4156.00", "4156.00", "4389.20", "4389.20"),
    "FCP": ("3000.00",) * 8,
    "LW1": ("3200.00", "3250.00", *("3200.00",) * 6),  # May: all of the fee, 50 too much
    "LW2": (*("3000.00",) * 3, *("1500.00",) * 5),
    "CC": (*("2700.00",) * 7, "3300.00"),
    "EN1": ("4900.00",) * 8,
    "EN2": ("0", "0", *("2250.00",) * 6),
    "PT": (*("0",) * 6, "2053.40", "3536.42"),
    "PA": ("4500.00", "4500.00", "0", *("4500.00",) * 5),  # June: forgotten
    "GP": (*("0",) * 7, "7705.17"),
}


def network() -> Network:
    """The network of the worked case."""
    counted = date(2024, 1, 1)
    lists = [
        Population(kind=kind, at=counted, patients=heads)
        for kind, heads in (("registered", 45_000), ("weighted", 47_000))
    ]
    practice = Practice(
        code="A00001",
        name="Millbrook Practice",
        membership=Records([Membership(since=date(2019, 7, 1))], complete=True),
        populations=Records(lists),
    )
    return Network(
        code="U00001",
        name="Millbrook PCN",
        practices=Records([practice], complete=True),
        posts=Records(posts(), complete=True),
        claims=Records(claims(), complete=True),
        baseline_vacancies=Records([], complete=True),
    )


def posts() -> list[Post]:
    """The twelve posts; costs are a year's."""
    invoices = [Invoice(month=month, amount=5_000) for month in MONTHS]
    away = Leave(since=date(2024, 7, 1), until=date(2024, 12, 31), kind="parental", pay_share=Decimal("0.5"))
    extra = ExtraHours(month=date(2024, 11, 1), wte=Decimal("0.2"), cost=600, plain_time=True)
    return [
        Post(id="PH", role="clinical_pharmacist", wte=Decimal("0.8"), since=YEAR_BEGINS, additional=True,
             engaged="subcontracted", invoices=Records(invoices, complete=True)),
        Post(id="FCP", role="first_contact_physiotherapist", wte=1, since=YEAR_BEGINS, additional=True,
             annual_cost=60_000, network_share=Decimal("0.6")),
        Post(id="LW1", role="social_prescribing_link_worker", wte=1, since=YEAR_BEGINS, additional=True,
             engaged="subcontracted", annual_cost=36_000, supplier_fee=3_000),
        Post(id="LW2", role="social_prescribing_link_worker", wte=1, since=YEAR_BEGINS, additional=True,
             annual_cost=36_000, leave=Records([away], complete=True)),
        Post(id="LW3", role="social_prescribing_link_worker", wte=1, since=away.since, until=away.until,
             additional=True, annual_cost=36_000, covers_leave_of="LW2"),
        Post(id="CC", role="care_coordinator", wte=1, since=YEAR_BEGINS, additional=True,
             annual_cost=32_400, extra_hours=Records([extra], complete=True)),
        Post(id="EN1", role="enhanced_practice_nurse", wte=1, since=YEAR_BEGINS, additional=True, annual_cost=58_800),
        Post(id="EN2", role="enhanced_practice_nurse", wte=Decimal("0.5"), since=date(2024, 6, 1), additional=True,
             annual_cost=27_000),
        Post(id="PT", role="pharmacy_technician", wte=1, since=date(2024, 10, 14), additional=True,
             annual_cost=44_400),
        Post(id="PA", role="physician_associate", wte=1, since=YEAR_BEGINS, until=date(2025, 1, 17), additional=True,
             annual_cost=54_000),
        Post(id="GP", role="general_practitioner", wte=1, since=date(2024, 11, 1), additional=True,
             annual_cost=120_000, certified=date(2023, 8, 2), regular=True, previous="none"),
        Post(id="PM", role="paramedic", wte=1, since=date(2025, 2, 3), additional=True, annual_cost=57_600),
    ]  # fmt: skip


def claims() -> list[ClaimRecord]:
    """What was claimed, each month at the beginning of the next."""
    return [
        ClaimRecord(post=post, month=month, amount=Decimal(amount), submitted=after.replace(day=5))
        for post, amounts in CLAIMED.items()
        for (month, after), amount in zip(pairwise(MONTHS), amounts, strict=False)
        if amount != "0"
    ]
