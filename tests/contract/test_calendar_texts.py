"""What a calendar says of itself, word for word: its first line, its notes, what was withdrawn, and what is a draft."""

from __future__ import annotations

import sys
from datetime import date

import attrs
import pytest

import pcn_des as des
from pcn_des.contract.calendar_day import CalendarDay
from pcn_des.contract.deadlines import Deadlines, calendar_of
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear, Deadline
from support.lamps import COMMON, DOCUMENTS, duty, year_of

LIT = duty("lamps.lit", 'judgement = "x"\ndue = 2030-08-31')
SWEPT = duty("lamps.swept", 'judgement = "x"\ndue = "2030-09"')
BRIGHT, CLEAN = duty("lamps.bright"), duty("lamps.clean")
COUNTED, OILED = (duty(f"lamps.{key}", 'evidence = "x"\nmonthly = true') for key in ("counted", "oiled"))
GONE = duty("lamps.gone", 'judgement = "x"\ndue = 2030-10-31\nuntil = 2030-06-30\nend_known = 2030-06-01')
TORN = """
[looked]
"*" = "the attic"

[missing]
"obligations.lamps.torn" = { note = "the page is torn", owed_by = "PCN" }
"windows.signing" = "it is torn off"
"key_dates.lamps.paid" = "no day is in it"
"""


@pytest.mark.parametrize(
    ("text", "known_on", "said"),
    [
        ("", None, ": No date. No duty has a day of its own."),
        (LIT, None, ": 1 date. 1 duty has a day of its own."),
        (LIT + SWEPT, None, ": 2 dates. 2 duties have a day of their own."),
        (
            BRIGHT + CLEAN + COUNTED,
            None,
            ": 12 dates. No duty has a day of its own; 2 are owed all the time, every week or once in the year; 1 "
            "recurs every month (12 of the dates).",
        ),
        (
            LIT + BRIGHT + COUNTED + OILED + TORN,
            None,
            ": 25 dates. 1 duty has a day of its own; 1 is owed all the time, every week or once in the year; 2 recur "
            "every month (24 of the dates). Of 1 more the wording was not found, nor a day.",
        ),
        (
            LIT + BRIGHT + TORN,
            date(2030, 3, 1),
            ", as published by 1 March 2030: 1 date. 1 duty has a day of its own; 1 is owed all the time, every week "
            "or once in the year. Of 1 more the wording was not found, nor a day.",
        ),
        (
            LIT + BRIGHT + TORN,
            date(2030, 2, 28),
            ", as published by 28 February 2030: No date. No duty has a day of its own.",
        ),
        # What is usual binds nobody; what was withdrawn had a day of its own, and is not owed all the time.
        (LIT + duty("lamps.usual", strength="information"), None, ": 1 date. 1 duty has a day of its own."),
        (LIT + GONE, None, ": 1 date. 1 duty has a day of its own."),
    ],
)
def test_the_first_line_counts_dates_and_duties(text: str, known_on: date | None, said: str) -> None:
    assert calendar_of(year_of(text), known_on).summary == f"Network Contract DES 2030/31{said}"


def test_the_notes_say_what_was_not_published_and_once_it_was_what_was_not_found() -> None:
    not_found = ("Not found: it is torn off (Signing).", "Not found: no day is in it (Lamps: paid).")
    assert calendar_of(year_of(LIT + TORN), date(2030, 3, 1)).notes == not_found
    assert calendar_of(year_of(LIT + TORN), date(2030, 2, 28)).notes == (
        "Little of 2030/31 had been published by 28 February 2030: the year's first document came out on 1 March 2030. "
        "What was not known is not in this answer.",
    )
    later = '[missing]\n"windows.signing@2030-09-26" = "whether the change opened one was not found"\n'
    assert [len(calendar_of(year_of(LIT + later), date(2030, 9, day)).notes) for day in (25, 26)] == [0, 1]


def test_a_day_of_knowing_that_is_none_is_named() -> None:
    with pytest.raises(TypeError) as caught:
        calendar_of(year_of(LIT), "2030-03-01")  # type: ignore[arg-type]
    assert str(caught.value).startswith("known_on must be a datetime.date")


def test_only_what_was_known_by_then_is_in_it() -> None:
    text = LIT + duty("lamps.hung", 'judgement = "x"\ndue = 2030-08-31\npublished = 2030-06-01')
    counted = {day: len(calendar_of(year_of(text), day)) for day in (date(2030, 5, 31), date(2030, 6, 1), None)}
    assert counted == {date(2030, 5, 31): 1, date(2030, 6, 1): 2, None: 2}
    assert len(des.deadlines("2024/25", date(2024, 3, 1))) == 0 < len(des.deadlines("2024/25"))


def withdrawn(when: Deadline, on: date | None) -> CalendarDay:
    return CalendarDay(when=when, who="PCN", what="Lamps hung", kind="duty", withdrawn=True, withdrawn_on=on)


@pytest.mark.parametrize(
    ("when", "announced", "said"),
    [
        (Deadline.on(date(2030, 10, 31)), date(2030, 6, 1), "on 31 October 2030; announced on 1 June 2030."),
        (Deadline.on(date(2030, 10, 31)), None, "on 31 October 2030."),
        (Deadline.in_month("2030-10"), date(2030, 6, 1), "in October 2030; announced on 1 June 2030."),
        (Deadline.in_month("2030-10"), None, "in October 2030."),
    ],
)
def test_what_was_withdrawn_is_told_with_its_day_and_when_that_was_known(
    when: Deadline, announced: date | None, said: str
) -> None:
    found = Deadlines("2030/31", (), withdrawn=(withdrawn(when, announced),))
    assert found.said_of_withdrawn == (f"Withdrawn: Lamps hung (PCN), which was due {said}",)


def unfolded(found: Deadlines) -> list[str]:
    return found.to_ical().decode().replace("\r\n ", "").replace("\\", "").split("\r\n")


def test_a_calendar_file_describes_itself_with_its_first_line_and_what_was_withdrawn() -> None:
    assert (
        "X-WR-CALDESC:Network Contract DES 2030/31: 1 date. 1 duty has a day of its own. Withdrawn: lamps.gone (PCN), "
        "which was due on 31 October 2030; announced on 1 June 2030."
    ) in unfolded(calendar_of(year_of(LIT + GONE)))
    assert "X-WR-CALDESC:Withdrawn: Lamps hung (PCN), which was due in October 2030." in unfolded(
        Deadlines("2030/31", (), withdrawn=(withdrawn(Deadline.in_month("2030-10"), None),))
    )


def test_a_calendar_file_of_one_day_line_by_line() -> None:
    """In any order: which property comes first is for the library that writes them."""
    assert sorted(unfolded(calendar_of(year_of(LIT)))) == sorted(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//pcn_des//Network Contract DES//EN",
            "X-WR-CALNAME:Network Contract DES 2030/31",
            "X-WR-CALDESC:Network Contract DES 2030/31: 1 date. 1 duty has a day of its own.",
            "BEGIN:VEVENT",
            "SUMMARY:lamps.lit (PCN)",
            "DTSTART;VALUE=DATE:20300831",
            "DTEND;VALUE=DATE:20300901",
            "DTSTAMP:20300101T000000Z",
            "UID:2030-31-duty-lamps-lit@pcn_des",
            "DESCRIPTION:Not done, it is a breach of the contract. Standing: confirmed. The lamplighters, The lamp "
            "charter, 1 March 2030",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def test_a_day_that_moved_says_so_in_its_notes() -> None:
    moved = duty("lamps.lit", 'judgement = "x"\ndue = 2030-09-30\npublished = 2030-06-01')
    (_, row) = calendar_of(year_of(LIT + moved)).to_csv().splitlines()
    assert row == (
        'lamps.lit,2030-09-30,duty,PCN,"Moved from 31 August 2030 on 1 June 2030. Not done, it is a breach of the '
        'contract. Standing: confirmed. The lamplighters, The lamp charter, 1 March 2030"'
    )


def test_a_calendar_file_needs_a_library_and_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(des.MissingExtraError) as caught:
        calendar_of(year_of(LIT)).to_ical()
    assert str(caught.value) == "A calendar file needs icalendar. Install it with: pip install 'pcn_des[calendar]'"
    assert caught.value.extra == "calendar"


NEXT, THIRD = ContractYear(2031), ContractYear(2032)
LATE = duty("lamps.lit", 'judgement = "x"\ndue = 2031-05-31')
PAID = '[[payments.oil]]\ntitle = "Oil money"\npayee = "keeper"\npaid = "once"\n' + COMMON
NO_LAMPS = '[removed]\n"obligations.lamps.lit" = "nobody lights them"\n'


def draft_of(text: str, year: ContractYear) -> YearContract:
    about = f'contract_year = "{year}"\ndraft = true\n'.encode()
    files = {f"{year.folder}/year.toml": about, f"{year.folder}/lamps.toml": text.encode()}
    return read_year(year, files, read_documents("documents.toml", DOCUMENTS))


def among(monkeypatch: pytest.MonkeyPatch, *contracts: YearContract) -> None:
    """The calendar is asked where these are all the years that there are."""
    there = {one.year: one for one in contracts}
    for module in ("deadlines", "beginnings"):
        monkeypatch.setattr(f"pcn_des.contract.{module}.years", lambda: tuple(there))
        monkeypatch.setattr(f"pcn_des.contract.{module}.load_year", there.__getitem__)


class TestBesideADraft:
    def test_a_calendar_that_the_draft_of_a_later_year_changes_is_of_that_draft(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        year = year_of(LATE)
        among(monkeypatch, year, draft_of(NO_LAMPS, NEXT))
        found = calendar_of(year)
        assert (found.contract_year, found.draft_of, len(found)) == ("2030/31", "2031/32", 0)
        assert [day.withdrawn for day in found.withdrawn] == [True]
        assert found.said_of_withdrawn == (
            "Withdrawn: lamps.lit (for 2030/31) (PCN), which was due on 31 May 2031; announced on 1 April 2031.",
        )
        assert found.to_dict()["draft"] is True
        # The draft is known from the first day of its year on.
        assert calendar_of(year, date(2031, 4, 1)).draft_of == "2031/32"
        before = calendar_of(year, date(2031, 3, 31))
        assert (before.draft_of, len(before), before.withdrawn) == ("", 1, ())

    def test_a_calendar_that_no_draft_changes_is_of_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for contracts in (
            (year_of(LIT), draft_of(NO_LAMPS, NEXT)),
            (year_of(LATE + PAID), year_of(PAID, NEXT), draft_of("", THIRD)),
            (year_of(LATE + PAID), year_of("", NEXT), draft_of(NO_LAMPS, THIRD)),
            (year_of(LATE + PAID), year_of(NO_LAMPS, NEXT)),
        ):
            among(monkeypatch, *contracts)
            found = calendar_of(contracts[0])
            assert (found.draft_of, "draft" in found.to_dict()) == ("", False)

    def test_what_ends_only_for_the_draft_is_said_as_a_draft(self, monkeypatch: pytest.MonkeyPatch) -> None:
        year = year_of(PAID)
        among(monkeypatch, year, draft_of('[removed]\n"payments.oil" = "the money ran out"\n', NEXT))
        found = calendar_of(year)
        assert [(day.day, day.kind, day.consequence) for day in found] == [
            (date(2030, 4, 1), "starts", ""),
            (date(2031, 3, 31), "ends", "The money ran out."),
        ]
        assert found.draft_of == "2031/32"
        notes = [line for line in unfolded(found) if line.startswith("DESCRIPTION:")]
        assert notes == [
            "DESCRIPTION:DRAFT of 2031/32. Standing: confirmed. The lamplighters, The lamp charter, 1 March 2030",
            "DESCRIPTION:DRAFT of 2031/32. The money ran out. Standing: confirmed. The lamplighters, The lamp charter, "
            "1 March 2030",
        ]

    def test_of_several_later_years_the_last_is_the_draft(self, monkeypatch: pytest.MonkeyPatch) -> None:
        year = year_of(duty("lamps.lit", 'judgement = "x"\ndue = 2032-05-31') + PAID)
        among(monkeypatch, year, year_of("", NEXT), draft_of(NO_LAMPS, THIRD))
        found = calendar_of(year)
        assert [(day.kind, day.day) for day in found] == [
            ("starts", date(2030, 4, 1)),
            ("ends", date(2031, 3, 31)),
        ]
        assert (found.draft_of, [day.withdrawn_on for day in found.withdrawn]) == ("2032/33", [date(2032, 4, 1)])

    def test_the_calendar_of_the_draft_itself_is_of_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        draft = draft_of("", NEXT)
        among(monkeypatch, year_of(LATE), draft)
        found = calendar_of(draft)
        assert (found.contract_year, found.draft_of, [day.title for day in found]) == (
            "2031/32",
            "2031/32",
            ["lamps.lit (for 2030/31)"],
        )


def test_of_a_thing_that_two_earlier_years_have_there_is_the_later_years(monkeypatch: pytest.MonkeyPatch) -> None:
    text = duty("lamps.lit", 'judgement = "x"\ndue = 2032-05-31')
    third = year_of("", THIRD)
    among(monkeypatch, year_of(text), year_of(text, NEXT), third)
    assert [day.contract_year for day in calendar_of(third)] == ["2031/32"]


def test_what_a_year_took_out_of_its_own_is_not_told_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    year, after = year_of(GONE), year_of("", NEXT)
    among(monkeypatch, year, after)
    assert [day.key for day in calendar_of(year).withdrawn] == ["lamps.gone"]
    assert calendar_of(after).withdrawn == ()


def test_days_are_counted_each_with_a_name() -> None:
    """A calendar to which the same day is added twice has two events, with two names."""
    found = calendar_of(year_of(LIT))
    twice = attrs.evolve(found, days=found.days * 2)
    assert [line for line in unfolded(twice) if line.startswith("UID:")] == [
        "UID:2030-31-duty-lamps-lit@pcn_des",
        "UID:2030-31-duty-lamps-lit-2@pcn_des",
    ]
