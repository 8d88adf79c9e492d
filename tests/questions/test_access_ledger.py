"""The ledger of extended hours and enhanced access: weeks, what fell short, and how cancelled time was made up."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

import pcn_des as des
from pcn_des.answers.access_ledger import LedgerWeek
from pcn_des.answers.status import Status
from pcn_des.cli import main
from pcn_des.contract.files import years
from support.narrowed import there

FIRST, LAST = date(2022, 4, 1), date(2023, 3, 31)


@pytest.fixture(scope="module")
def year() -> des.AccessLedger:
    """The bundled network through 2022/23."""
    return des.access_ledger(des.example_network(), FIRST, LAST)


def week_of(ledger: des.AccessLedger, monday: date) -> LedgerWeek:
    return next(week for week in ledger.weeks if week.week.since == monday)


def small(*, membership: Any = ({"since": "2019-07-01"},), **records: Any) -> des.Network:
    """A network of 15,500 adjusted patients, who call for 930 minutes a week."""
    practice = {
        "code": "A00001",
        "name": "Mill Lane Surgery",
        "membership": membership if isinstance(membership, dict) else list(membership),
        "populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": 15_500}],
    }
    practices = {"complete": True, "items": [practice]}
    return des.read_network({"code": "U00001", "name": "Millbrook PCN", "practices": practices, **records})


def cancelled(on: str, minutes: int, made_up: Any = None, **more: Any) -> dict[str, Any]:
    session = {"id": on, "service": "enhanced_access", "on": on, "minutes": minutes, **more}
    return session if made_up is None else {**session, "made_up": made_up}


class TestWeeks:
    def test_whole_weeks_only_and_each_once(self, year: des.AccessLedger) -> None:
        """1 April 2022 is a Friday and 31 March 2023 a Friday: the first whole week begins on 4 April."""
        mondays = [week.week.since for week in year.weeks]
        assert (mondays[0], mondays[-1], len(mondays)) == (date(2022, 4, 4), date(2023, 3, 20), 51)

    def test_the_service_changes_on_1_october_2022(self, year: des.AccessLedger) -> None:
        """The week from 26 September ends in enhanced access, which is what is owed on the Monday after it."""
        assert week_of(year, date(2022, 9, 19)).service == "extended_hours"
        assert week_of(year, date(2022, 9, 26)).service == "enhanced_access"

    def test_no_week_ended_before_its_service_began(self) -> None:
        """Extended hours access began on Monday 1 July 2019, and the year of the data with it."""
        ledger = des.access_ledger(small(), date(2019, 6, 24), date(2019, 7, 14))
        assert [week.week.since for week in ledger.weeks] == [date(2019, 7, 1), date(2019, 7, 8)]
        with pytest.raises(des.MisuseError, match="no whole week, Monday to Sunday, of a service lies between"):
            des.access_ledger(small(), date(2019, 6, 24), date(2019, 7, 1))

    def test_a_first_day_outside_the_data_is_named_as_it_was_given(self) -> None:
        """The first week would be asked for on 14 January 2019, which nobody gave."""
        for since, says in ((date(2019, 1, 1), "1 January 2019"), (date(2031, 1, 1), "1 January 2031")):
            with pytest.raises(des.OutsideDataError, match=f"; {says} is outside"):
                des.access_ledger(small(), since, date(2031, 12, 31))

    def test_the_first_week_of_a_year_is_one(self) -> None:
        """The duty began in the year before: the week from 25 to 31 March 2024 is asked for on 1 April."""
        (week,) = des.access_ledger(small(), date(2024, 3, 25), date(2024, 3, 31)).weeks
        assert (week.service, week.week.since) == ("enhanced_access", date(2024, 3, 25))

    def test_the_week_of_2_may_was_short_by_what_the_bank_holiday_took(self, year: des.AccessLedger) -> None:
        """50,412 registered patients owe 1,512.36 minutes; 1,230 were offered, 300 cancelled on the bank holiday."""
        week = week_of(year, date(2022, 5, 2))
        assert (there(week.required).by_first_reading, there(week.offered).by_first_reading) == (
            Fraction("1512.36"),
            1230,
        )
        assert (week.short, week.cancelled, week.made_up, week.still_owed) == (Fraction("282.36"), 300, 0, 300)
        assert week.bank_holidays == (date(2022, 5, 2),)
        assert week.status is Status.UNKNOWN

    def test_the_make_up_is_seen_in_the_week_that_gave_it(self, year: des.AccessLedger) -> None:
        before, week = week_of(year, date(2022, 5, 9)), week_of(year, date(2022, 5, 16))
        assert (before.made_up, before.still_owed) == (0, 300)
        assert (week.made_up, week.still_owed, week.short) == (300, 0, 0)

    def test_the_weeks_that_fell_short(self, year: des.AccessLedger) -> None:
        assert [week.week.since for week in year.short] == [date(2022, 5, 2), date(2022, 12, 26)]

    def test_what_is_not_on_record_is_unknown_and_not_short(self) -> None:
        ledger = des.access_ledger(small(), date(2022, 11, 7), date(2022, 11, 13))
        (week,) = ledger.weeks
        assert (week.offered, week.short, week.status) == (None, None, Status.UNKNOWN)
        assert there(week.required).exact == 930
        assert (week.cancelled, week.made_up, week.still_owed) == (None, None, None)
        assert str(ledger).splitlines()[5].split() == ["07", "Nov", "2022", "930", "?", "?", "?", "?", "?", "UNKNOWN"]

    def test_an_incomplete_log_is_a_lower_bound_and_not_short(self) -> None:
        one = {"service": "enhanced_access", "on": "2022-11-07", "start": "18:30", "end": "20:00"}
        network = small(access_sessions={"complete": False, "items": [one]})
        (week,) = des.access_ledger(network, date(2022, 11, 7), date(2022, 11, 13)).weeks
        assert (there(week.offered).at_least, there(week.offered).at_most, week.short) == (90, None, None)

    @pytest.mark.parametrize(
        ("since", "second"),
        [
            pytest.param("2022-11-13", Status.NOT_APPLICABLE, id="from the last day of the week"),
            pytest.param("2022-11-14", Status.NOT_MET, id="from the Monday on which the week is judged"),
        ],
    )
    def test_an_approval_to_differ_is_seen_in_its_weeks(self, since: str, second: Status) -> None:
        rule = "enhanced_access.weekly_minutes"
        waiver = {"kind": "agreement", "granted_by": "ICB", "since": since, "lifts": [rule]}
        network = small(access_sessions={"complete": True, "items": []}, cancelled_sessions=[], variations=[waiver])
        found = des.access_ledger(network, date(2022, 10, 31), date(2022, 11, 13)).weeks
        assert [week.status for week in found] == [Status.NOT_MET, second]

    def test_a_gap_in_the_standard_hours_is_seen_though_the_minutes_are_enough(self) -> None:
        """Without the sessions of a Monday; of the week before, the service had the Saturday alone."""
        network = des.example_network()
        kept = [one for one in network.access_sessions or () if one.on != date(2022, 10, 3)]
        more = [attrs.evolve(one, staff=f"{one.staff} too") for one in kept if one.on == date(2022, 10, 4)]
        gap = network.evolve(access_sessions=des.Records([*kept, *more], complete=True))
        before, week, *_ = des.access_ledger(gap, date(2022, 9, 26), date(2022, 10, 9)).weeks
        assert [(one.status, there(one.coverage).status) for one in (before, week)] == [
            (Status.MET, Status.NOT_DUE),
            (Status.MET, Status.UNKNOWN),
        ]


class TestClosing:
    """A network without a session, in November 2022; its members end with it, or are on record for ever."""

    LOGS: Mapping[str, Any] = {"access_sessions": {"complete": True, "items": []}, "cancelled_sessions": []}

    def weeks(self, closed: str, *, members_end: bool = True) -> list[tuple[int, Status, Any]]:
        network = small(closed=closed, **self.LOGS)
        if members_end:
            membership = {"complete": True, "items": [{"since": "2019-07-01", "until": closed}]}
            network = small(closed=closed, **self.LOGS, membership=membership)
        ledger = des.access_ledger(network, date(2022, 10, 31), date(2022, 11, 20))
        assert [week.coverage and week.coverage.status for week in ledger.weeks] == [
            week.status for week in ledger.weeks
        ]
        return [
            (week.week.since.day, week.status, week.required and week.required.by_first_reading)
            for week in ledger.weeks
        ]

    @pytest.mark.parametrize("members_end", [True, False])
    def test_in_the_middle_of_a_week_what_was_owed_of_it_is_not_known(self, members_end: bool) -> None:
        """It closed on Wednesday 9 November: the week before was whole, that of the 14th is none of its weeks."""
        assert self.weeks("2022-11-09", members_end=members_end) == [
            (31, Status.NOT_MET, 930),
            (7, Status.UNKNOWN, 930),
            (14, Status.NOT_APPLICABLE, None),
        ]

    @pytest.mark.parametrize("members_end", [True, False])
    def test_the_week_that_ends_on_its_last_day_is_whole(self, members_end: bool) -> None:
        """It closed on Sunday 13 November: on the Monday no duty applies, and the week was owed all the same."""
        assert self.weeks("2022-11-13", members_end=members_end) == [
            (31, Status.NOT_MET, 930),
            (7, Status.NOT_MET, 930),
            (14, Status.NOT_APPLICABLE, None),
        ]

    def test_what_it_waits_for_is_said(self) -> None:
        week = week_of(
            des.access_ledger(small(closed="2022-11-09", **self.LOGS), date(2022, 11, 7), date(2022, 11, 20)),
            date(2022, 11, 7),
        )
        assert "a whole week before the network closed on 9 November 2022" in week.minutes.missing

    def test_the_last_week_of_a_year_is_held_to_the_year_that_it_was_in(self) -> None:
        """Sunday 31 March 2024 was the last day of the network and of the contract year."""
        network = small(closed="2024-03-31", **self.LOGS)
        (week,) = des.access_ledger(network, date(2024, 3, 25), date(2024, 3, 31)).weeks
        assert week.minutes.entry.until == date(2024, 3, 31)

    @pytest.mark.parametrize(
        ("closed", "status"),
        [
            pytest.param("2022-11-18", Status.NOT_APPLICABLE, id="the day before it was owed back"),
            pytest.param("2022-11-19", Status.NOT_MET, id="the day by which it was owed back"),
        ],
    )
    def test_what_would_be_owed_back_after_its_last_day_is_no_longer(self, closed: str, status: Status) -> None:
        """Cancelled on 5 November, owed back by the 19th, and never made up."""
        logs = {"cancelled_sessions": {"complete": True, "items": [cancelled("2022-11-05", 240, [])]}}
        ledger = des.access_ledger(small(closed=closed, **logs), date(2022, 10, 3), date(2022, 12, 4))
        assert [owed.status for owed in ledger.owed_back] == [status]
        assert ("no longer owed: the network had closed" in " ".join(str(ledger).split())) is (
            status is Status.NOT_APPLICABLE
        )


class TestEndOfExtendedHours:
    """Extended hours were asked for up to 30 September 2022: contract/years/2022-23/access.toml."""

    @pytest.mark.parametrize(
        ("on", "until", "made_up", "status"),
        [
            pytest.param("2022-09-16", "2022-10-02", [], Status.NOT_MET, id="owed back by its last day"),
            pytest.param("2022-09-17", "2022-09-30", [], Status.NOT_DUE, id="on its last day, owed back the day after"),
            pytest.param("2022-09-17", "2022-10-02", [], Status.NOT_APPLICABLE, id="which nothing asks for any more"),
            pytest.param("2022-09-26", "2022-12-04", [], Status.NOT_APPLICABLE, id="however long after"),
            pytest.param("2022-09-26", "2022-12-04", [("2022-10-05", 60)], Status.MET, id="made up all the same"),
        ],
    )
    def test_what_would_be_owed_back_after_it_is_no_longer(
        self, on: str, until: str, made_up: list[tuple[str, int]], status: Status
    ) -> None:
        """The duty is not in the report of 1 October either."""
        one = {"id": "x", "service": "extended_hours", "on": on, "minutes": 60}
        one["made_up"] = {"complete": True, "items": [{"on": day, "minutes": part} for day, part in made_up]}
        network = small(cancelled_sessions={"complete": True, "items": [one]})
        ledger = des.access_ledger(network, date(2022, 9, 5), date.fromisoformat(until))
        (owed,) = ledger.owed_back
        ended = date(2022, 9, 30) if status is Status.NOT_APPLICABLE else None
        assert (owed.status, owed.ended) == (status, ended)
        assert (owed in ledger.open) is (status in (Status.NOT_MET, Status.NOT_DUE))
        said = "the rest is no longer owed: no text of after 30 September 2022 asks for it."
        assert (said in " ".join(str(ledger).split())) is (ended is not None)


class TestOwedBack:
    def one(self, made_up: Any, until: date, **more: Any) -> Any:
        records = {"complete": True, "items": [cancelled("2022-11-05", 240, made_up, **more)]}
        (owed,) = des.access_ledger(small(cancelled_sessions=records), date(2022, 10, 3), until).owed_back
        return owed

    @pytest.mark.parametrize(
        ("until", "status", "left"),
        [
            (date(2022, 11, 15), Status.NOT_DUE, 240),
            (date(2022, 11, 19), Status.NOT_DUE, 150),  # the last day of the two weeks
            (date(2022, 11, 20), Status.NOT_MET, 150),
            (date(2022, 11, 21), Status.MET, 0),
        ],
    )
    def test_as_it_stood_on_the_last_day(self, until: date, status: Status, left: int) -> None:
        """Cancelled on 5 November, owed back by 19 November 2022; made up on the 16th and, two days late, the 21st."""
        parts = [{"on": "2022-11-16", "minutes": 90}, {"on": "2022-11-21", "minutes": 150}]
        owed = self.one({"complete": True, "items": parts}, until)
        assert (owed.due, owed.status, owed.left) == (date(2022, 11, 19), status, left)
        assert owed.late_by == (2 if status is Status.MET else None)

    def test_a_later_day_agreed_with_the_commissioner(self) -> None:
        owed = self.one([], date(2022, 12, 1), agreed_until="2022-12-31")
        assert (owed.due, owed.agreed, owed.status) == (date(2022, 12, 31), True, Status.NOT_DUE)

    def test_an_incomplete_record_of_the_make_up_is_unknown(self) -> None:
        partly = {"complete": False, "items": [{"on": "2022-11-16", "minutes": 90}]}
        owed = self.one(partly, date(2022, 12, 1))
        assert (owed.status, owed.left) == (Status.UNKNOWN, 150)

    def test_the_bundled_year(self, year: des.AccessLedger) -> None:
        told = [(owed.session.on.isoformat(), owed.status.value, owed.late_by) for owed in year.owed_back]
        assert told == [
            ("2022-05-02", "MET", 5),
            ("2022-09-19", "MET", None),
            ("2022-10-12", "MET", 2),
            ("2022-10-20", "MET", None),
            ("2022-11-05", "MET", None),
            ("2022-12-31", "MET", None),
            ("2023-03-08", "NOT_MET", None),
        ]
        assert [owed.session.on for owed in year.open] == [date(2023, 3, 8)]

    def test_the_ledger_and_the_duty_agree(self, year: des.AccessLedger) -> None:
        """What the report of the last day says of each session of enhanced access."""
        duty = des.assess(des.example_network(), LAST)["enhanced_access.cancelled_time_made_up"]
        answers = {part.subject: (part.status, part.late_by) for part in duty.parts}
        ledger = {
            owed.session.id: (owed.status, owed.late_by)
            for owed in year.owed_back
            if owed.session.service == "enhanced_access"
        }
        assert ledger == answers

    def test_what_was_still_owed_when_the_period_begins_is_there(self) -> None:
        records = {"complete": True, "items": [cancelled("2022-10-20", 90, [{"on": "2022-11-09", "minutes": 90}])]}
        network = small(cancelled_sessions=records)
        assert len(des.access_ledger(network, date(2022, 11, 7), date(2022, 11, 20)).owed_back) == 1
        assert len(des.access_ledger(network, date(2022, 11, 14), date(2022, 11, 20)).owed_back) == 0


class TestShown:
    def test_text_of_80_columns_with_each_week_and_each_session(self, year: des.AccessLedger) -> None:
        text = str(year)
        assert max(map(len, text.splitlines())) <= 80
        week = next(line.split() for line in text.splitlines() if line.startswith("02 May 2022*"))
        assert week == ["02", "May", "2022*", "1,512.36", "1,230", "282.36", "300", "300", "UNKNOWN"]
        assert "owed back by 16 May 2022" in text
        assert "300 on 21 May 2022; 5 days late." in " ".join(text.split())
        assert "90 minutes overdue" in " ".join(text.split())

    def test_html_is_escaped(self) -> None:
        records = {"complete": True, "items": [cancelled("2022-11-05", 240, [], reason="<b>snow</b>")]}
        ledger = des.access_ledger(small(cancelled_sessions=records), date(2022, 10, 31), date(2022, 11, 13))
        assert "&lt;b&gt;snow&lt;/b&gt;" in ledger._repr_html_()
        assert "<b>snow" not in ledger._repr_html_()

    def test_csv_has_a_row_for_each_week(self, year: des.AccessLedger) -> None:
        rows = list(csv.DictReader(year.to_csv().splitlines()))
        assert len(rows) == 51
        may = rows[4]
        assert (may["week_from"], may["required"], may["offered"], may["short"], may["answer"]) == (
            "2022-05-02",
            "1512.36",
            "1230",
            "282.36",
            "UNKNOWN",
        )

    def test_the_command_line(self, tmp_path: Path) -> None:
        page, table = tmp_path / "ledger.html", tmp_path / "ledger.csv"
        result = CliRunner().invoke(main, ["ledger", "--html", str(page), "--csv", str(table)])
        assert result.exit_code == 0
        assert "CANCELLED AND OWED BACK" in result.output
        assert "Still owed" not in page.read_text(encoding="utf-8")
        assert table.read_text(encoding="utf-8").startswith("week_from,week_to,service")
        plain = json.loads(CliRunner().invoke(main, ["ledger", "--json", "--until", "2022-05-31"]).output)
        assert [week["short"] for week in plain["weeks"] if week["short"] != "0"] == ["282.36"]


class TestRefused:
    def test_no_whole_week(self) -> None:
        with pytest.raises(des.MisuseError, match="no whole week"):
            des.access_ledger(small(), date(2022, 11, 8), date(2022, 11, 19))

    def test_days_outside_the_data(self) -> None:
        with pytest.raises(des.OutsideDataError):
            des.access_ledger(small(), date(2018, 1, 1), date(2018, 3, 31))
        with pytest.raises(des.OutsideDataError):
            des.access_ledger(small(), date(2027, 3, 1), date(years()[-1].last_day.year, 4, 30))

    def test_days_the_wrong_way_round(self) -> None:
        with pytest.raises(des.MisuseError, match="before it starts"):
            des.access_ledger(small(), date(2022, 11, 13), date(2022, 11, 7))
