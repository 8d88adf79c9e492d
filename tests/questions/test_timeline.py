"""A timeline is the same as asking every single day, at a fraction of the questions."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.status import Status
from pcn_des.errors import WrongTypeError
from pcn_des.strategies import contract_days, networks
from support.effort import examples

FIRST, LAST = date(2022, 9, 1), date(2022, 11, 30)
DAY = st.dates(date(2022, 8, 15), LAST)
WEEKS = 45  # days: some weeks, over the end of a month
MAYBE_DAY = st.one_of(st.none(), DAY)


def spells(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """One record with a beginning and perhaps an end."""
    return st.tuples(DAY, MAYBE_DAY, st.fixed_dictionaries(fields)).map(
        lambda drawn: {
            **drawn[2],
            "since": drawn[0],
            **({"until": max(drawn[0], drawn[1])} if drawn[1] is not None else {}),
        }
    )


def listed(items: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.none(),
        st.tuples(st.lists(items, max_size=most), st.booleans()).map(
            lambda drawn: {"items": drawn[0], "complete": drawn[1]}
        ),
    )


RETURNS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["appointment_book_audit", "enhanced_access_plan", "network_agreement_update"]),
        "on": DAY,
        "shows": st.dictionaries(st.just("enhanced_access.reminders"), st.booleans()),
    }
)
SESSIONS = st.tuples(DAY, st.integers(18, 19), st.sampled_from(["extended_hours", "enhanced_access"])).map(
    lambda drawn: {"on": drawn[0], "start": f"{drawn[1]}:30:00", "end": f"{drawn[1] + 1}:30:00", "service": drawn[2]}
)


def cancelled_on(day: date) -> st.SearchStrategy[dict[str, Any]]:
    """A session that was cancelled on a day, made up since."""
    since = st.dates(day, LAST)
    made_up = listed(st.fixed_dictionaries({"on": since, "minutes": st.just(60)}), 2)
    return st.tuples(made_up, MAYBE_DAY).map(
        lambda drawn: {
            "id": "c1",
            "service": "enhanced_access",
            "on": day,
            "minutes": 60,
            **({"made_up": drawn[0]} if drawn[0] is not None else {}),
            **({"agreed_until": drawn[1]} if drawn[1] is not None else {}),
        }
    )


CANCELLED = DAY.flatmap(cancelled_on)
PRACTICE = spells().map(
    lambda membership: {
        "code": "A99901",
        "name": "One",
        "contract_type": "GMS",
        "membership": {"complete": True, "items": [membership]},
        "populations": [
            {"kind": "registered", "at": "2022-01-01", "patients": 31_000},
            {"kind": "adjusted", "at": "2022-01-01", "patients": 1_000},
        ],
    }
)
ADMISSION = st.fixed_dictionaries(
    {
        "id": st.just("S-1"),
        "on": DAY,
        "kind": st.just("readmission"),
        "assessed_on": st.none() | DAY,
        "planned_on": st.none() | DAY,
        "delay_reason": st.sampled_from(["", "in hospital"]),
    }
)
HOME = st.tuples(
    spells(),
    listed(st.fixed_dictionaries({"on": DAY}), 4),
    st.sampled_from([None, "", "Dr A"]),
    listed(ADMISSION, 1),
).map(
    lambda drawn: {
        "location": "1-1",
        "name": "The Elms",
        "alignment": {"complete": True, "items": [drawn[0]]},
        **({"rounds": drawn[1]} if drawn[1] is not None else {}),
        **({"clinical_lead": drawn[2]} if drawn[2] is not None else {}),
        **({"admissions": drawn[3]} if drawn[3] is not None else {}),
    }
)
WAIVER = spells(kind=st.just("waiver"), granted_by=st.just("An ICB"), lifts=st.just(["enhanced_access.weekly_minutes"]))
NETWORKS = st.fixed_dictionaries(
    {
        "returns": listed(RETURNS, 4),
        "access_sessions": listed(SESSIONS, 6),
        "cancelled_sessions": listed(CANCELLED, 1),
        "practices": listed(PRACTICE, 1),
        "variations": listed(WAIVER, 2),
        "clinical_directors": listed(spells(name=st.just("Dr A"), clinician=st.booleans()), 1),
        "care_homes": listed(HOME, 1),
        "payees": listed(spells(name=st.just("One")), 1),
    }
).map(
    lambda fields: des.read_network(
        {"code": "U99904", "name": "Any PCN", **{name: value for name, value in fields.items() if value is not None}}
    )
)


def answers(finding: des.Finding) -> tuple[object, ...]:
    late = {part.subject: part.late_by for part in finding.parts if part.late_by and finding.status is Status.MET}
    return finding.status, finding.late_by, late, finding.without_exception


def test_a_day_that_the_timeline_does_not_have_is_refused() -> None:
    """Outside its days a duty that is in force would be told not to be."""
    timeline = des.timeline(des.example_network(), date(2022, 4, 1), date(2022, 4, 30))
    assert all(timeline.on("network.list_size", day) for day in (date(2022, 4, 1), date(2022, 4, 30)))
    for day, said in ((date(2022, 3, 31), "31 March 2022"), (date(2022, 5, 1), "1 May 2022")):
        with pytest.raises(
            des.MisuseError, match=f"the timeline goes from 1 April 2022 to 30 April 2022, and {said} is not in it; ask"
        ):
            timeline.on("network.list_size", day)
    for wrong in ("2022-04-01", datetime(2022, 4, 1, 12)):
        with pytest.raises(des.WrongTypeError, match=r"day must be a datetime\.date"):
            timeline.on("network.list_size", wrong)  # type: ignore[arg-type]


@settings(max_examples=examples(one_in=4))
@given(network=NETWORKS)
def test_a_timeline_equals_asking_every_single_day(network: des.Network) -> None:
    timeline = des.timeline(network, FIRST, LAST)
    day = FIRST
    while day <= LAST:
        report = des.assess(network, day)
        assert {rule for rule in timeline if timeline.on(rule, day)} == set(report)
        for rule, finding in report.items():
            spell = timeline.on(rule, day)
            assert spell is not None
            assert answers(spell.finding) == answers(finding), f"{rule} on {day}"
            for part in finding.parts:
                of_part = timeline.on(rule, day, part.subject)
                assert of_part is not None
                assert answers(of_part.finding) == answers(part), f"{rule}, {part.subject} on {day}"
        day += timedelta(days=1)


@settings(max_examples=examples(one_in=4))
@given(data=st.data(), since=contract_days(until=date(2026, 12, 31)))
def test_so_does_that_of_any_plausible_network(data: st.DataObject, since: date) -> None:
    network = data.draw(networks(since + timedelta(days=data.draw(st.integers(0, WEEKS)))))
    timeline = des.timeline(network, since, since + timedelta(days=WEEKS))
    for day in (since + timedelta(days=days) for days in range(WEEKS + 1)):
        report = des.assess(network, day)
        said: dict[tuple[str, str | None], object] = {(rule, None): answers(one) for rule, one in report.items()}
        said |= {(part.rule, part.subject): answers(part) for one in report.findings for part in one.parts}
        spells = {key: timeline.on(*key[:1], day, *key[1:]) for key in timeline.spells}
        assert {key: answers(spell.finding) for key, spell in spells.items() if spell} == said, day


@pytest.fixture(scope="module")
def year() -> des.Timeline:
    return des.timeline(des.example_network(), date(2022, 4, 1), date(2023, 3, 31))


def test_spells_tile_the_days_on_which_a_duty_is_in_force(year: des.Timeline) -> None:
    for spells in year.values():
        for one, following in itertools.pairwise(spells):
            assert one.until < following.since
            touching = one.until + timedelta(days=1) == following.since
            assert not touching or answers(one.finding) != answers(following.finding)
    whole = year["network.list_size"]
    assert [(spell.since, spell.until) for spell in whole] == [(date(2022, 4, 1), date(2023, 3, 31))]


def test_extended_hours_end_where_enhanced_access_begins(year: des.Timeline) -> None:
    assert year["extended_hours.weekly_minutes"][-1].until == date(2022, 9, 30)
    assert year["enhanced_access.weekly_minutes"][0].since == date(2022, 10, 1)


def test_the_bundled_year_has_the_shortfalls_that_its_records_tell_of(year: des.Timeline) -> None:
    """The bank holiday week of 2 May 2022, and the week of Christmas, counted from the Monday after each.

    The evenings of 2 May were cancelled and made up later, five days late: the week is short only by one reading.
    Whether a bank holiday week owes fewer minutes of enhanced access was not found: the other is unknown too.
    """

    def spells(rule: str, status: Status) -> list[tuple[date, date]]:
        return [(spell.since, spell.until) for spell in year[rule] if spell.status is status]

    assert spells("extended_hours.weekly_minutes", Status.NOT_MET) == []
    assert spells("extended_hours.weekly_minutes", Status.UNKNOWN) == [(date(2022, 5, 9), date(2022, 5, 15))]
    assert spells("extended_hours.cancelled_time_made_up", Status.NOT_MET) == [(date(2022, 5, 17), date(2022, 5, 20))]
    assert spells("enhanced_access.weekly_minutes", Status.NOT_MET) == []
    assert spells("enhanced_access.weekly_minutes", Status.UNKNOWN) == [(date(2023, 1, 2), date(2023, 1, 8))]


def test_a_computed_deadline_is_an_edge_though_no_record_has_its_day(year: des.Timeline) -> None:
    """The session of 5 November 2022 is owed back until 19 November."""
    parts = [key for key in year.spells if key[0] == "enhanced_access.cancelled_time_made_up" and key[1]]
    assert len(parts) > 1
    assert date(2022, 11, 20) in year.asked or date(2022, 11, 19) in year.asked


def test_a_second_session_that_was_late_begins_another_spell() -> None:
    """Of 1 and 2 June 2023: made up on 20 June, 5 days late; and, excepted meanwhile, on 1 July, 15 days late."""

    def made_up(on: str) -> dict[str, object]:
        return {"complete": True, "items": [{"on": on, "minutes": 60}]}

    late = ("2023-06-01", "2023-06-20"), ("2023-06-02", "2023-07-01")
    rule = "enhanced_access.cancelled_time_made_up"
    sessions = [
        {"id": on, "service": "enhanced_access", "on": on, "minutes": 60, "made_up": made_up(back)} for on, back in late
    ]
    waiver = {"kind": "waiver", "granted_by": "ICB", "since": "2023-06-02", "lifts": [rule], "subjects": ["2023-06-02"]}
    lists = {"cancelled_sessions": {"complete": True, "items": sessions}, "variations": [waiver]}
    network = des.read_network({"code": "U99904", "name": "Any PCN", **lists})
    spells = des.timeline(network, date(2023, 6, 20), date(2023, 7, 31))[rule]
    assert [
        (spell.since, spell.status, [part.late_by for part in spell.finding.parts if part.late_by]) for spell in spells
    ] == [(date(2023, 6, 20), Status.MET, [5]), (date(2023, 7, 1), Status.MET, [5, 15])]


def test_far_fewer_days_are_asked_than_there_are(year: des.Timeline) -> None:
    assert len(year.asked) < 300


def test_what_it_shows_fits_80_columns_and_says_every_shortfall(year: des.Timeline) -> None:
    text = str(year)
    assert max(map(len, text.splitlines())) <= 80
    assert "01 Apr 2022 to 31 Mar 2023  network_agreement.signed" in text
    assert "NOT MET" in year._repr_html_()
    assert year.to_dict()["since"] == "2022-04-01"


def test_what_is_no_duty_is_below_the_chart_in_words(year: des.Timeline) -> None:
    chart, told = str(year).split("FOR INFORMATION\n")
    assert "Network not above" not in chart
    assert "list_size_ceiling" not in chart
    assert told.startswith("  01 Apr 2022 to 31 Mar 2023  network.list_size_ceiling: 50,412 registered\n")
    bars, below = year._repr_html_().split("<p>For information, what is usual and no duty:</p>")
    assert "Network not above" not in bars
    assert "01 Apr 2022 to 31 Mar 2023  network.list_size_ceiling: 50,412 registered patients" in below
    assert year["network.list_size_ceiling"][0].status is Status.NOT_MET


def test_a_title_that_is_too_long_for_its_row_is_cut_between_words_with_a_mark(year: des.Timeline) -> None:
    rows = str(year).split("\n\n")[1].splitlines()
    assert any(row.startswith("Enhanced access plan agreed with the …  ") for row in rows)
    assert any(row.startswith("Network Agreement signed by every practice ") for row in rows)
    assert not [row for row in rows if row[42:43].strip()]


def test_a_chart_has_a_row_for_each_duty_shown(year: des.Timeline) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'pcn_des[plot]'")
    labels = [label.get_text() for label in year.plot().axes[0].get_yticklabels()]
    assert "Weekly minutes of enhanced access" in labels
    assert "Network not above the usual size" not in labels


def test_an_unknown_duty_and_days_the_wrong_way_round_are_refused(year: des.Timeline) -> None:
    with pytest.raises(des.UnknownNameError, match=r"Did you mean 'network\.list_size'"):
        year["network.listsize"]
    with pytest.raises(ValueError, match="before it starts"):
        des.timeline(des.example_network(), date(2022, 5, 1), date(2022, 4, 1))


def test_the_receipt_is_of_the_last_day() -> None:
    year = des.timeline(des.example_network(), date(2022, 11, 1), date(2022, 11, 30))
    assert year.receipt.as_of == date(2022, 11, 30)
    assert "Left out:" in year._repr_html_()


def test_a_month_is_asked_about_from_the_day_after_it() -> None:
    returns = {"complete": True, "items": [{"kind": "workforce_return", "on": date(2021, 7, 20)}]}
    network = des.read_network({"code": "U99904", "name": "Any PCN", "returns": returns})
    found = des.timeline(network, date(2021, 7, 1), date(2021, 9, 30))["data.workforce_return"]
    assert [(spell.since, spell.until, spell.finding.status) for spell in found] == [
        (date(2021, 7, 1), date(2021, 7, 19), Status.UNKNOWN),
        (date(2021, 7, 20), date(2021, 8, 31), Status.MET),
        (date(2021, 9, 1), date(2021, 9, 30), Status.NOT_MET),
    ]


def test_the_last_month_of_a_year_is_asked_about_in_the_first_of_the_next() -> None:
    items = [
        {"kind": "workforce_return", "on": date(2022, 4, 1), "until": date(2023, 2, 28)},
        {"kind": "workforce_return", "on": date(2023, 4, 3)},
    ]
    returns = {"complete": True, "items": items}
    network = des.read_network({"code": "U99904", "name": "Any PCN", "returns": returns})
    found = des.timeline(network, date(2023, 3, 1), date(2023, 6, 30))["data.workforce_return"]
    assert [(spell.since, spell.until, spell.finding.status) for spell in found] == [
        (date(2023, 3, 1), date(2023, 3, 31), Status.MET),
        (date(2023, 4, 1), date(2023, 4, 30), Status.NOT_MET),
        (date(2023, 5, 1), date(2023, 5, 31), Status.MET),
        (date(2023, 6, 1), date(2023, 6, 30), Status.NOT_MET),
    ]


def test_a_spell_that_ends_on_the_last_day_of_the_calendar_goes_on() -> None:
    payee = {"name": "Weirside Surgery", "since": date(2022, 9, 5), "until": date.max}
    network = des.read_network({"code": "U99901", "name": "Riverside PCN", "payees": [payee]})
    spells = des.timeline(network, FIRST, LAST)["nominated_payee.named"]
    assert [(spell.since, spell.until, spell.status) for spell in spells] == [
        (FIRST, date(2022, 9, 4), Status.UNKNOWN),
        (date(2022, 9, 5), LAST, Status.MET),
    ]


def test_a_timeline_is_of_a_network_alone() -> None:
    with pytest.raises(WrongTypeError, match=r"^network is .*; give a Network \(read_network reads one\)$"):
        des.timeline({"population.registered": 42_000}, date(2022, 4, 1), date(2022, 5, 1))  # type: ignore[arg-type]
