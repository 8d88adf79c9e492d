"""Dated entries as calendar days: what was moved, what was withdrawn, and what comes every month."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des
from pcn_des.contract.dated import dated_days
from pcn_des.dates import Deadline
from support.days import days_of
from support.lamps import duty, year_of


class TestMovedAndWithdrawn:
    @pytest.mark.parametrize(
        ("key", "year", "before", "after", "was", "now", "moved"),
        [
            (
                "capacity_and_access.plan_submitted",
                *("2023/24", date(2023, 4, 26), date(2023, 4, 27), date(2023, 5, 12), date(2023, 6, 30)),
                "moved from 12 May 2023 on 27 April 2023",
            ),
            (
                "personalised_care.digital_care_plans",
                *("2022/23", date(2022, 2, 28), date(2022, 3, 1), date(2023, 3, 31), date(2024, 3, 31)),
                "moved from 31 March 2023 on 1 March 2022",
            ),
        ],
    )
    def test_the_earlier_day_is_there_as_it_was_known(
        self, key: str, year: str, before: date, after: date, was: date, now: date, moved: str
    ) -> None:
        (known,) = days_of(year, key, before)
        assert (known.day, known.moved_from, known.moved) == (was, None, "")
        (later,) = days_of(year, key, after)
        assert (later.day, later.moved_from, later.moved) == (now, Deadline.on(was), moved)
        assert moved in " ".join(str(later).split())
        assert later.to_dict()["moved_from"] == was.isoformat()

    def test_a_withdrawal_has_the_day_of_its_announcement(self) -> None:
        training = "personalised_care.shared_decision_training"
        known = date(2022, 9, 25)
        assert [day.day for day in days_of("2022/23", training, known)] == [date(2022, 9, 30)]
        assert des.deadlines("2022/23", known).withdrawn == ()
        calendar = des.deadlines("2022/23", date(2022, 9, 26))
        assert [(day.key, day.when.plain, day.withdrawn_on) for day in calendar.withdrawn] == [
            (training, "2022-09-30", date(2022, 9, 26)),
            ("anticipatory_care.plan_agreed", "2022-12", date(2022, 9, 26)),
            ("iif.access_plan", "2023-03-31", date(2022, 9, 26)),
        ]
        plain = calendar.to_dict()
        assert [(day["withdrawn"], day["withdrawn_on"]) for day in plain["withdrawn"]] == [(True, "2022-09-26")] * 3
        assert {(day["withdrawn"], day["withdrawn_on"]) for day in plain["days"]} == {(False, None)}
        said = " ".join(str(calendar).split())
        assert (
            "Withdrawn: All clinical staff trained in shared decisions (PCN), which was due on 30 September 2022; "
            "announced on 26 September 2022."
        ) in said

    def test_where_nothing_is_said_of_the_announcement_there_is_none(self) -> None:
        text = duty("lamps.lit", 'judgement = "x"\ndue = 2030-08-31\nuntil = 2030-06-30')
        (day,) = dated_days(year_of(text), date.max)[1]
        assert (day.withdrawn, day.withdrawn_on) == (True, None)

    def test_an_edition_without_a_day_withdraws_it(self) -> None:
        text = duty("lamps.lit", 'judgement = "x"\ndue = 2030-08-31')
        text += duty("lamps.lit", 'judgement = "x"\npublished = 2030-05-05')
        (day,) = dated_days(year_of(text), date.max)[1]
        assert (day.when.day, day.withdrawn_on) == (date(2030, 8, 31), date(2030, 5, 5))

    def test_a_duty_that_ends_and_begins_again_with_another_day_is_moved(self) -> None:
        ended = "until = 2030-06-30\nend_known = 2030-06-15"
        text = duty("lamps.lit", f'judgement = "x"\ndue = 2030-08-31\n{ended}')
        text += duty("lamps.lit", 'judgement = "x"\ndue = 2030-12-31\nfrom = 2030-07-01\npublished = 2030-06-15')
        days, withdrawn = dated_days(year_of(text), date.max)
        assert withdrawn == []
        assert [(day.when.day, day.moved_from) for day in days] == [
            (date(2030, 12, 31), Deadline.on(date(2030, 8, 31)))
        ]


class TestWhatRecurs:
    @pytest.mark.parametrize(
        ("year", "key", "who", "kind", "months"),
        [
            ("2025/26", "arrs.monthly_claim", "PCN", "claim", ("2025-04", "2026-03", 12)),
            ("2025/26", "data.workforce_return", "PCN", "duty", ("2025-04", "2026-03", 12)),
            ("2025/26", "data.care_home_beds", "commissioner", "duty", ("2025-04", "2026-03", 12)),
            ("2022/23", "data.care_home_beds", "commissioner", "duty", ("2022-11", "2023-03", 5)),
            ("2022/23", "payments.monthly", "PCSE", "payment", ("2022-10", "2023-03", 6)),
        ],
    )
    def test_each_month_is_a_deadline_of_its_own(
        self, year: str, key: str, who: str, kind: str, months: tuple[str, str, int]
    ) -> None:
        days = days_of(year, key)
        assert {(day.who, day.kind, day.every, day.day) for day in days} == {(who, kind, "month", None)}
        assert (days[0].when.plain, days[-1].when.plain, len({day.when for day in days})) == months

    def test_the_days_for_the_achievement_of_2025_26(self) -> None:
        found = [
            (day.day, day.kind, day.who)
            for day in des.deadlines("2026/27")
            if day.contract_year == "2025/26" and day.kind != "snapshot"
        ]
        assert found == [
            (date(2026, 7, 3), "approval", "commissioner"),
            (date(2026, 7, 3), "declaration", "PCN"),
            (date(2026, 7, 20), "payment", "PCSE"),
            (date(2026, 8, 5), "approval", "commissioner"),
            (date(2026, 8, 20), "payment", "PCSE"),
            (date(2026, 8, 31), "payment", "commissioner"),
        ]

    def test_and_of_2023_24(self) -> None:
        found = [(day.day, day.kind) for day in des.deadlines("2024/25") if day.contract_year == "2023/24"]
        assert found == [
            (date(2024, 6, 5), "approval"),
            (date(2024, 6, 20), "payment"),
            (date(2024, 7, 4), "approval"),
            (date(2024, 7, 19), "payment"),
            (date(2024, 8, 5), "approval"),
            (date(2024, 8, 20), "payment"),
        ]

    def test_its_event_is_on_the_last_day_of_the_month_and_has_a_name_of_its_own(self) -> None:
        text = des.deadlines("2025/26").to_ical().decode().replace("\r\n ", "")
        event = text.partition("UID:2025-26-claim-arrs-monthly_claim-2025-11@pcn_des")[0].rpartition("BEGIN:VEVENT")[2]
        assert "DTSTART;VALUE=DATE:20251130" in event
        assert "DTEND;VALUE=DATE:20251201" in event
