"""What a single record accepts and refuses, with the sentence that it refuses with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import RecordError, Records, read_network
from pcn_des.dates import Period
from pcn_des.formats.network_file.write import network_dict
from pcn_des.network import (
    AccessSession,
    AccessWeek,
    Admission,
    Appointment,
    CancelledSession,
    CareHome,
    Commissioner,
    HomeRound,
    MakeUp,
    Membership,
    Network,
    NetworkAgreement,
    NetworkArea,
    OtherMembership,
    Payee,
    Population,
    Practice,
    Return,
    Signature,
    Spell,
    Variation,
)
from pcn_des.network.records import covering

DAY = date(2022, 10, 1)
WEEKDAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def session(**fields: Any) -> AccessSession:
    record = {"service": "enhanced_access", "on": DAY, "start": time(18, 30), "end": time(20)}
    return AccessSession(**{**record, **fields})


REFUSED: list[tuple[str, Callable[[], Any], str]] = [
    ("a PCN code with a digit too few", lambda: Network(code="U0001", name="n"), "'U0001' is not a PCN code"),
    ("a PCN code in small letters", lambda: Network(code="u00001", name="n"), "'u00001' is not a PCN code"),
    ("a practice's code for a PCN", lambda: Network(code="A00001", name="n"), "'A00001' is not a PCN code"),
    ("a network without a name", lambda: Network(code="U00001", name=" "), "name is empty"),
    ("a practice code with a line end", lambda: Practice(code="A00001\n", name="n"), "is not a practice code"),
    ("a practice without a name", lambda: Practice(code="A00001", name=""), "name is empty"),
    (
        "another kind of contract",
        lambda: Practice(code="A00001", name="n", contract_type="gms"),
        "must be one of: GMS, PMS, APMS",
    ),
    ("a spell that ends before it starts", lambda: Spell(since=DAY, until=date(2022, 9, 30)), "before it starts on"),
    ("another network that is no network", lambda: OtherMembership(pcn="A00001", since=DAY), "is not a PCN code"),
    (
        "a kind of population there is not",
        lambda: Population(kind="raw", at=DAY, patients=1),
        "must be one of: registered, weighted, adjusted",
    ),
    ("less than no patients", lambda: Population(kind="adjusted", at=DAY, patients=-1), "can't be less than nothing"),
    ("an area without a description", lambda: NetworkArea(description="", since=DAY), "description is empty"),
    ("a signature of no practice", lambda: Signature(practice="00001", on=DAY), "is not a practice code"),
    ("a version without a name", lambda: NetworkAgreement(version="", since=DAY), "version is empty"),
    ("a return of no kind", lambda: Return(kind="", on=DAY), "kind is empty"),
    ("a return that ends before its day", lambda: Return(kind="k", on=DAY, until=date(2022, 9, 30)), "before its own"),
    ("a director without a name", lambda: Appointment(name="", since=DAY), "name is empty"),
    ("a director's practice", lambda: Appointment(name="Dr A", since=DAY, practice="x"), "is not a practice code"),
    ("no time at all", lambda: Appointment(name="Dr A", since=DAY, wte=0), "must be more than nothing"),
    ("a payee without a name", lambda: Payee(name="", since=DAY), "name is empty"),
    ("a commissioner without a name", lambda: Commissioner(name="", since=DAY), "name is empty"),
    ("a service there is not", lambda: session(service="out_of_hours"), "one of: extended_hours, enhanced_access"),
    ("a session without length", lambda: session(end=time(18, 30)), "not after its start at 18:30"),
    ("a session over midnight", lambda: session(start=time(23), end=time(1)), "it ends at 01:00, not after its start"),
    (
        "a week that starts on Tuesday",
        lambda: AccessWeek(service="enhanced_access", week_starting=date(2022, 11, 8), minutes=1),
        "a Tuesday; a week starts on its Monday",
    ),
    (
        "less than no minutes",
        lambda: AccessWeek(service="enhanced_access", week_starting=date(2022, 11, 7), minutes=-1),
        "minutes",
    ),
    ("no minutes made up", lambda: MakeUp(on=DAY, minutes=0), "must be more than nothing"),
    (
        "no minutes cancelled",
        lambda: CancelledSession(id="1", service="enhanced_access", on=DAY, minutes=0),
        "must be more than nothing",
    ),
    (
        "a cancelled session without a name",
        lambda: CancelledSession(id="", service="enhanced_access", on=DAY, minutes=1),
        "id is empty",
    ),
    ("an admission without an id", lambda: Admission(id=" ", on=DAY, kind="admission"), "id is empty"),
    (
        "a kind of admission there is not",
        lambda: Admission(id="S-1", on=DAY, kind="transfer"),
        "must be one of: admission, readmission",
    ),
    ("a home without a location", lambda: CareHome(location="", name="The Elms"), "location is empty"),
    (
        "a kind of exception there is not",
        lambda: Variation(kind="favour", granted_by="ICB", since=DAY),
        "waiver, agreement, approval, cap_waiver, local_variation",
    ),
    ("an exception by nobody", lambda: Variation(kind="waiver", granted_by="", since=DAY), "granted_by is empty"),
    (
        "a waiver that amends terms",
        lambda: Variation(kind="waiver", granted_by="ICB", since=DAY, amends={"a.b": 1}),
        "a waiver can't amend terms; only a local_variation does",
    ),
]


@pytest.mark.parametrize(("make", "sentence"), [pytest.param(make, text, id=name) for name, make, text in REFUSED])
def test_refused_with_a_sentence(make: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the sentence is looked at below, as plain text
        make()
    assert sentence in str(caught.value)


class TestAccepted:
    def test_patients_are_decimals(self) -> None:
        assert Population(kind="adjusted", at=DAY, patients="13296.42").patients == Decimal("13296.42")
        assert Population(kind="registered", at=DAY, patients=0).patients == 0

    def test_a_spell_of_one_day(self) -> None:
        assert Spell(since=DAY, until=DAY).covers(DAY)
        assert Return(kind="k", on=DAY, until=DAY).until == DAY

    def test_membership_is_core_unless_it_says_otherwise(self) -> None:
        assert Membership(since=DAY).core
        assert not Membership(since=DAY, core=False).core

    @pytest.mark.parametrize(
        ("start", "end", "minutes"),
        [(time(18, 30), time(20), 90), (time(9), time(17), 480), (time(0), time(23, 59), 1_439)],
    )
    def test_minutes_of_a_session(self, start: time, end: time, minutes: int) -> None:
        assert session(start=start, end=end).minutes == minutes

    def test_an_exception_in_words(self) -> None:
        bare = Variation(kind="cap_waiver", granted_by="NHS Millbrook ICB", since=DAY)
        assert bare.name == "cap waiver granted by NHS Millbrook ICB"
        written = Variation(kind="waiver", granted_by="the CCG", since=DAY, document="letter of 2 May 2022")
        assert written.name == "waiver granted by the CCG (letter of 2 May 2022)"

    def test_records_with_mappings_can_be_kept_in_sets(self) -> None:
        twice = {Return(kind="k", on=DAY, shows={"a.b": True}), Return(kind="k", on=DAY, shows={"a.b": True})}
        assert len(twice) == 1
        varied = Variation(kind="local_variation", granted_by="ICB", since=DAY, amends={"a.b": 1})
        assert varied in {varied}


class TestSpells:
    @pytest.mark.parametrize(
        ("day", "covered"),
        [
            (date(2022, 9, 30), False),
            (date(2022, 10, 1), True),
            (date(2023, 3, 31), True),
            (date(2023, 4, 1), False),
        ],
    )
    def test_both_ends_are_in_it(self, day: date, covered: bool) -> None:
        spell = Spell(since=date(2022, 10, 1), until=date(2023, 3, 31))
        assert spell.covers(day) is covered
        assert covering([spell], day) == ((spell,) if covered else ())

    def test_without_an_end_it_goes_on(self) -> None:
        assert Spell(since=DAY).covers(date(2099, 1, 1))

    def test_no_list_covers_nothing(self) -> None:
        assert covering(None, DAY) == ()

    @given(WEEKDAYS, WEEKDAYS, WEEKDAYS)
    def test_covers_what_lies_between_its_days(self, one: date, other: date, day: date) -> None:
        since, until = sorted([one, other])
        assert Spell(since=since, until=until).covers(day) is (since <= day <= until)


class TestRecords:
    def test_an_empty_list_is_complete(self) -> None:
        assert Records().complete
        assert Records([]).complete

    def test_a_list_with_something_in_it_is_not_unless_it_says_so(self) -> None:
        assert not Records(["a"]).complete
        assert Records(["a"], complete=True).complete
        assert not Records([], complete=False).complete

    def test_reads_like_a_list(self) -> None:
        held = Records("abc", complete=True)
        assert (len(held), held[0], list(held), "b" in held) == (3, "a", ["a", "b", "c"], True)

    def test_completeness_is_part_of_what_it_is(self) -> None:
        assert Records(["a"]) == Records(["a"])
        assert Records(["a"]) != Records(["a"], complete=True)
        assert Records(["a"]) != ["a"]
        assert len({Records(["a"]), Records(["a"]), Records(["a"], complete=True)}) == 2


@given(WEEKDAYS)
def test_a_week_starts_on_a_monday_and_on_no_other_day(day: date) -> None:
    if day.weekday() == 0:
        assert AccessWeek(service="extended_hours", week_starting=day, minutes=0).minutes == 0
    else:
        with pytest.raises(ValueError, match=f"{day:%A}; a week starts on its Monday"):
            AccessWeek(service="extended_hours", week_starting=day, minutes=0)


class TestCompleteForATime:
    """A log that was kept for a time tells all of those days, and nothing of others."""

    LOG = Records([HomeRound(on=date(2022, 4, 5))], complete=Period(date(2022, 4, 1), date(2023, 3, 31)))

    @pytest.mark.parametrize(
        ("since", "until", "told"),
        [
            (date(2022, 4, 1), date(2023, 3, 31), True),
            (date(2022, 3, 31), date(2022, 4, 30), False),
            (date(2023, 3, 1), date(2023, 4, 1), False),
        ],
    )
    def test_the_days_for_which_it_was_kept(self, since: date, until: date, told: bool) -> None:
        assert self.LOG.tells_all_of(since, until) is told

    def test_it_is_not_complete_for_all_time(self) -> None:
        assert self.LOG.complete is False
        assert Records(self.LOG, complete=True).tells_all_of(date.min, date.max)
        assert not Records(self.LOG).tells_all_of(date(2022, 4, 1), date(2022, 4, 1))

    def test_an_open_end_goes_on(self) -> None:
        log: Records[Any] = Records([], complete=Period(date(2022, 4, 1)))
        assert log.tells_all_of(date(2022, 4, 1), date.max)
        assert (log.complete, log.complete_for) == (False, Period(date(2022, 4, 1)))

    @pytest.mark.parametrize(
        "kept", [{"since": "2022-04-01", "until": "2023-03-31"}, {"since": "2022-04-01"}, True, False]
    )
    def test_it_is_written_and_read_again(self, kept: Any) -> None:
        plain = {"code": "U00001", "name": "Any PCN", "access_sessions": {"complete": kept, "items": []}}
        network = read_network(plain)
        assert read_network(network_dict(network)) == network
        assert network_dict(network)["access_sessions"] == ([] if kept is True else {"complete": kept, "items": []})

    @pytest.mark.parametrize(
        ("kept", "said"),
        [
            ({"since": "2022-04-01", "until": "2022-03-31"}, "before it starts"),
            ({"until": "2022-03-31"}, "neither true nor false"),
            ({"since": "April"}, "'April' is not a day"),
            ({"since": "2022-04-01", "to": "2023-03-31"}, "neither true nor false"),
        ],
    )
    def test_what_is_no_answer_is_refused(self, kept: Any, said: str) -> None:
        with pytest.raises(RecordError, match=said):
            read_network({"code": "U00001", "name": "Any PCN", "access_sessions": {"complete": kept, "items": []}})
