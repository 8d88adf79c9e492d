"""What starts, ends or changes in a contract year, and why something ends."""

from __future__ import annotations

from datetime import date

import pcn_des as des
from support.days import days_of


class TestStartsAndEnds:
    def test_services(self) -> None:
        found = [(day.day, day.what) for day in des.deadlines("2020/21") if day.what.startswith("Service: ")]
        assert found == [
            (date(2020, 4, 1), "Service: Social prescribing"),
            (date(2020, 7, 31), "Service: Enhanced health in care homes, preparation"),
            (date(2020, 10, 1), "Service: Enhanced health in care homes"),
            (date(2020, 10, 1), "Service: Structured medication reviews and medicines optimisation"),
            (date(2020, 10, 1), "Service: Supporting early cancer diagnosis"),
        ]
        ends = [(day.day, day.kind, day.key) for day in des.deadlines("2022/23") if day.kind == "ends"]
        assert (date(2022, 9, 30), "ends", "extended_hours") in ends

    def test_what_ends_with_the_year_ends_on_its_last_day_and_says_why(self) -> None:
        (end,) = [day for day in days_of("2025/26", "capacity_and_access_support") if day.kind == "ends"]
        assert end.day == date(2026, 3, 31)
        assert end.consequence.startswith(
            "The £292m of the two capacity and access payments, of which it was £204m in 2025/26, went to the "
            "practice-level GP reimbursement scheme"
        )

    def test_no_end_is_said_of_the_last_year_nor_of_one_whose_next_is_not_published(self) -> None:
        for year, known_on in (("2026/27", None), ("2025/26", date(2026, 3, 25))):
            assert [day for day in des.deadlines(year, known_on) if day.kind == "ends"] == []
        assert [day.day for day in des.deadlines("2025/26", date(2026, 3, 26)) if day.kind == "ends"] == [
            date(2026, 3, 31),
            date(2026, 3, 31),
        ]

    def test_roles(self) -> None:
        found = [day.what for day in des.deadlines("2022/23") if day.kind == "starts" and day.what.startswith("Role")]
        assert found == [
            "Role: Digital and transformation lead, claimed under the ARRS",
            "Role: General practice assistant, claimed under the ARRS",
        ]

    def test_rates(self) -> None:
        found = {year: days_of(year, "enhanced_access.rate") for year in ("2022/23", "2023/24", "2024/25", "2026/27")}
        assert {year: [(day.day, day.what) for day in days] for year, days in found.items()} == {
            "2022/23": [
                (date(2022, 10, 1), "Enhanced access payment: £3.764 per adjusted patient per payment period")
            ],
            "2023/24": [
                (
                    date(2023, 4, 1),
                    "Enhanced access payment: £7.578 per adjusted patient per year (before: £3.764 per adjusted "
                    "patient per payment period)",
                )
            ],
            "2024/25": [
                (date(2024, 4, 1), "Enhanced access payment: £7.975 per adjusted patient per year (before: £7.578)")
            ],
            "2026/27": [
                (date(2026, 4, 1), "Enhanced access payment: £8.903 per adjusted patient per year (before: £8.427)")
            ],
        }
        (known,) = days_of("2024/25", "enhanced_access.rate", date(2024, 9, 25))
        assert known.what == "Enhanced access payment: £7.674 per adjusted patient per year (before: £7.578)"

    def test_maxima_of_roles(self) -> None:
        (first, second) = days_of("2023/24", "arrs.apprentice_physician_associate.max_reimbursement")
        assert (first.day, first.what) == (
            date(2023, 4, 1),
            "Apprentice physician associate: at most £38,187 per WTE per year",
        )
        assert (second.day, second.what) == (
            date(2023, 7, 1),
            "Apprentice physician associate: at most £40,159 per WTE per year (before: £38,187)",
        )
        (same,) = days_of("2019/20", "arrs.clinical_pharmacist.max_reimbursement")
        assert same.what == "Clinical pharmacist: at most £37,810 per WTE per year, London too"
