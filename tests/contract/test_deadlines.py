"""The calendar of a contract year: what is in it, in which order, and how it is taken elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import pcn_des as des
from pcn_des.contract.calendar_day import CalendarDay
from pcn_des.contract.dated import dated_days
from pcn_des.contract.deadlines import Deadlines, _ordered, assembled
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear, Deadline
from support.days import days_of
from support.lamps import COMMON, duty, term, year_of

WINDOW = '[[windows.signing]]\ntitle = "Signing"\nwho = "anyone"\nwhat = "sign"\neffect = "bound"\n' + COMMON


def calendar(text: str, known_by: date = date.max) -> tuple[CalendarDay, ...]:
    return _ordered(dated_days(year_of(text), known_by)[0])


def said(text: str, known_by: date = date.max) -> list[tuple[Any, ...]]:
    return [(day.day, day.who, day.what, day.kind, day.consequence) for day in calendar(text, known_by)]


class TestWhatIsInIt:
    def test_a_dated_duty_with_who_owes_it_and_what_follows(self) -> None:
        text = duty("lamps.lit", 'judgement = "x"\ndue = 2030-08-31\nconsequence = "darkness"') + duty("lamps.swept")
        assert said(text) == [(date(2030, 8, 31), "PCN", "lamps.lit", "duty", "darkness")]
        (day,) = calendar(text)
        assert (day.key, day.standing) == ("lamps.lit", des.Standing.CONFIRMED)
        assert [citation.document.key for citation in day.citations] == ["charter"]

    def test_a_window_that_opens_and_closes(self) -> None:
        assert said(WINDOW + "opens = 2030-05-01\ncloses = 2030-05-31\n") == [
            (date(2030, 5, 1), "anyone", "Signing: sign", "window opens", "bound"),
            (date(2030, 5, 31), "anyone", "Signing: sign", "window closes", "bound"),
        ]
        assert [day[3] for day in said(WINDOW + "opens = 2030-05-01\n")] == ["window opens"]
        assert [day[3] for day in said(WINDOW + "closes = 2030-05-31\n")] == ["window closes"]

    def test_snapshots_of_any_day_and_other_days_of_the_year(self) -> None:
        text = term("lamps.snapshot_date", "2030-01-01", "date") + term("cvd.first_day", "2030-10-01", "date")
        text += term("lamps.founded", "2019-07-01", "date") + term("lamps.count", "3", "homes")
        assert said(text) == [
            (date(2030, 1, 1), "", "Lamps: lamps.snapshot_date", "snapshot", ""),
            (date(2030, 10, 1), "", "CVD: cvd.first_day", "date", ""),
        ]

    def test_only_a_month_has_no_day(self) -> None:
        (day,) = calendar(duty("lamps.lit", 'judgement = "x"\ndue = "2030-08"'))
        assert (day.day, day.when) == (None, Deadline.in_month("2030-08"))

    @pytest.mark.parametrize(
        ("until", "known_by", "there"),
        [
            pytest.param("2030-08-30", date.max, False, id="ended the day before"),
            pytest.param("2030-08-31", date.max, True, id="ended on the day"),
            pytest.param("2030-06-30", date(2030, 6, 30), True, id="known before it ended"),
            pytest.param("2030-06-30", date(2030, 7, 1), False, id="known after it ended"),
        ],
    )
    def test_a_duty_that_ended_before_its_day_is_withdrawn(self, until: str, known_by: date, there: bool) -> None:
        text = duty("lamps.lit", f'judgement = "x"\ndue = 2030-08-31\nuntil = {until}')
        assert bool(calendar(text, known_by)) is there

    def test_a_duty_may_be_due_after_the_year(self) -> None:
        assert len(calendar(duty("lamps.lit", 'judgement = "x"\ndue = 2031-05-31'))) == 1

    def test_a_day_that_moved_is_there_as_it_was_known(self) -> None:
        text = duty("lamps.lit", 'judgement = "x"\ndue = 2030-08-31')
        text += duty("lamps.lit", 'judgement = "x"\ndue = 2030-09-30\npublished = 2030-06-01')
        assert [day[0] for day in said(text)] == [date(2030, 9, 30)]
        assert [day[0] for day in said(text, date(2030, 5, 31))] == [date(2030, 8, 31)]
        assert said(text, date(2030, 2, 28)) == []

    def test_a_version_of_the_year_s_first_or_last_days_counts(self) -> None:
        text = term("lamps.a", "2030-04-10", "date", "until = 2030-05-31")
        text += term("lamps.a", "2030-12-10", "date", "from = 2030-06-01\npublished = 2030-03-01")
        assert [day[0] for day in said(text)] == [date(2030, 4, 10), date(2030, 12, 10)]


def test_by_last_day_then_kind_then_what() -> None:
    def day(on: Deadline, kind: str, what: str) -> CalendarDay:
        return CalendarDay(when=on, who="", what=what, kind=kind)

    month, last = Deadline.in_month("2030-08"), Deadline.on(date(2030, 8, 31))
    days = [
        day(month, "snapshot", "a"),
        day(last, "duty", "c"),
        day(last, "duty", "b"),
        day(Deadline.on(date(2030, 8, 30)), "x", "z"),
    ]
    assert [(one.kind, one.what) for one in _ordered(days)] == [
        ("x", "z"),
        ("duty", "b"),
        ("duty", "c"),
        ("snapshot", "a"),
    ]


CALENDAR = Deadlines(
    "2030/31",
    (
        *calendar(
            duty("lamps.lit", 'judgement = "x"\ndue = 2030-08-31\nconsequence = "darkness"')
            + duty("lamps.swept", 'judgement = "x"\ndue = "2030-09"').replace("charter", "almanac")
        ),
        CalendarDay.local(date(2030, 10, 1), "Plan", who="the manager", consequence="a letter"),
        CalendarDay.local(date(2030, 10, 1), "Plan"),
    ),
)


class TestTakenElsewhere:
    def test_is_a_sequence(self) -> None:
        assert (len(CALENDAR), CALENDAR[0].key, repr(CALENDAR)) == (4, "lamps.lit", "<Deadlines of 2030/31: 4>")

    def test_deadlines_of_ones_own_take_their_place(self) -> None:
        own = CalendarDay.local(date(2030, 9, 1), "Ours")
        assert [day.what for day in CALENDAR.with_local([own])] == ["lamps.lit", "Ours", "lamps.swept", "Plan", "Plan"]
        assert (own.kind, own.who, own.key, own.standing, own.consequence) == ("local", "", "", None, "")
        with pytest.raises(TypeError, match=r"^day must be a datetime\.date"):
            CalendarDay.local("2030-09-01", "Ours")  # type: ignore[arg-type]

    def test_as_plain_values(self) -> None:
        found = CALENDAR.to_dict()
        first, second, third, _ = found["days"]
        assert (found["contract_year"], found["summary"]) == (CALENDAR.contract_year, CALENDAR.summary)
        assert (found["withdrawn"], found["notes"]) == ([], list(CALENDAR.notes))
        assert first == {
            "day": "2030-08-31",
            "month": "2030-08",
            "who": "PCN",
            "what": "lamps.lit",
            "kind": "duty",
            "key": "lamps.lit",
            "consequence": "darkness",
            "contract_year": "2030/31",
            "every": None,
            "moved_from": None,
            "moved_on": None,
            "withdrawn": False,
            "withdrawn_on": None,
            "standing": "confirmed",
            "sources": ["https://example.org/charter"],
        }
        assert (second["day"], second["month"]) == (None, "2030-09")
        assert (third["standing"], third["sources"], third["who"]) == (None, [], "the manager")

    def test_as_csv(self) -> None:
        assert CALENDAR.to_csv().splitlines() == [
            "Task Name,Due Date,Bucket,Assigned To,Notes",
            'lamps.lit,2030-08-31,duty,PCN,"darkness Standing: confirmed. The lamplighters, The lamp charter, '
            '1 March 2030"',
            'lamps.swept,2030-09-30,duty,PCN,"Only the month is established: September 2030. Not done, it is a '
            'breach of the contract. Standing: confirmed. A printer, Almanac"',
            "Plan,2030-10-01,local,the manager,a letter",
            "Plan,2030-10-01,local,,",
        ]

    def test_as_icalendar(self) -> None:
        text = CALENDAR.to_ical().decode().replace("\r\n ", "").split("\r\n")
        for line in (
            "PRODID:-//pcn_des//Network Contract DES//EN",
            "VERSION:2.0",
            "SUMMARY:lamps.lit (PCN)",
            "DTSTART;VALUE=DATE:20300831",
            "DTEND;VALUE=DATE:20300901",
            "DTSTAMP:20300101T000000Z",
            "UID:2030-31-duty-lamps-lit@pcn_des",
            "TRANSP:TRANSPARENT",
            "DTSTART;VALUE=DATE:20300901",
            "DTEND;VALUE=DATE:20301001",
            "SUMMARY:Plan (the manager)",
            "SUMMARY:Plan",
            "DESCRIPTION:a letter",
            "UID:2030-31-local-2030-10-01-plan@pcn_des",
            "UID:2030-31-local-2030-10-01-plan-2@pcn_des",
        ):
            assert line in text


def test_what_the_calendar_does_not_have_is_in_its_notes() -> None:
    found = des.deadlines("2022/23", date(2022, 3, 30))
    assert found.contract_year == "2022/23"
    assert [note[:55] for note in found.notes] == ["Little of 2022/23 had been published by 30 March 2022: "]
    later = des.deadlines("2022/23", date(2022, 3, 31)).notes
    assert all(note.startswith("Not found: ") and note.endswith(").") for note in later)
    assert des.deadlines("2022/23").notes == later
    with pytest.raises(TypeError, match=r"^known_on must be a datetime\.date"):
        des.deadlines("2022/23", "2022-03-30")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("year", "announced", "change"),
    [
        ("2021/22", date(2021, 8, 23), "the change of October 2021"),
        ("2024/25", date(2024, 9, 26), "the change of October 2024"),
        ("2025/26", date(2025, 7, 1), "the changes of July 2025"),
    ],
)
def test_a_change_within_the_year_is_named_once_it_is_known(year: str, announced: date, change: str) -> None:
    before, then = (des.deadlines(year, day).notes for day in (announced - timedelta(days=1), announced))
    assert [any(change in note for note in notes) for notes in (before, then)] == [False, True]


class TestOtherYears:
    @pytest.mark.parametrize("year", ["2025/26", "2026/27"])
    def test_the_last_day_for_a_payment_of_the_year_before_is_in_both(self, year: str) -> None:
        (day,) = days_of(year, "iif.payment.deadline")
        assert (day.day, day.contract_year, day.who) == (date(2026, 8, 31), "2025/26", "commissioner")
        assert day.title == "Investment and Impact Fund: last day for the achievement payment (for 2025/26)"
        assert days_of("2024/25", "iif.payment.deadline") == []

    def test_an_event_has_one_name_in_both(self) -> None:
        names = [des.deadlines(year).to_ical().decode() for year in ("2025/26", "2026/27")]
        assert all("UID:2025-26-payment-iif-payment-deadline@pcn_des" in text for text in names)

    @pytest.mark.parametrize("year", [str(year) for year in years()])
    def test_every_event_has_a_name_of_its_own_without_a_number(self, year: str) -> None:
        names = list(des.deadlines(year)._names())
        assert len(set(names)) == len(names)
        assert not [name for name in names if name.endswith("-2@pcn_des")]

    def test_a_duty_that_the_later_year_repeats_is_there_once(self) -> None:
        (own,) = days_of("2022/23", "personalised_care.digital_care_plans")
        (repeated,) = days_of("2023/24", "personalised_care.digital_care_plans")
        assert (own.day, own.contract_year) == (date(2024, 3, 31), "2022/23")
        assert (repeated.day, repeated.contract_year) == (date(2024, 3, 31), "2023/24")

    def test_a_duty_that_the_later_year_took_out_is_withdrawn(self) -> None:
        text = duty("lamps.lit", 'judgement = "x"\ndue = 2031-05-31')
        gone = year_of('[removed]\n"obligations.lamps.lit" = "nobody lights them"\n', ContractYear(2031))
        for one, other in ((year_of(text), gone), (gone, year_of(text))):
            assert assembled(one, [other], date(2031, 2, 28))[1] == []
            days, withdrawn = assembled(one, [other], date(2031, 3, 1))
            assert (days, [day.withdrawn_on for day in withdrawn]) == ([], [date(2031, 3, 1)])


class TestItsFirstLine:
    def test_a_year_without_a_dated_duty_says_so_and_why(self) -> None:
        found = des.deadlines("2025/26")
        assert found.summary == (
            f"Network Contract DES 2025/26: {len(found)} dates. No duty has a day of its own; 67 are owed all the "
            "time, every week or once in the year; 3 recur every month (36 of the dates). Of 33 more the wording was "
            "not found, nor a day."
        )
        assert not [day for day in found if day.kind == "duty" and not day.every]
        text = found.to_ical().decode().replace("\r\n ", "").replace("\\", "")
        assert "X-WR-CALNAME:Network Contract DES 2025/26\r\n" in text
        assert f"X-WR-CALDESC:{found.summary}\r\n" in text

    def test_a_year_with_some_counts_them(self) -> None:
        assert des.deadlines("2023/24").summary.partition(". ")[2].startswith("2 duties have a day of their own; ")

    def test_it_says_by_when_that_was_published(self) -> None:
        said = des.deadlines("2023/24", date(2023, 4, 26)).summary
        assert said.startswith("Network Contract DES 2023/24, as published by 26 April 2023: ")

    def test_what_was_withdrawn_is_told_in_the_calendar_file_too(self) -> None:
        text = des.deadlines("2022/23").to_ical().decode().replace("\r\n ", "")
        assert "Withdrawn: All clinical staff trained in shared decisions (PCN)" in text
