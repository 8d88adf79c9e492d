"""The improvement payment from a network's own records, and what of it is on the page for Monday."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.network import PartDeclared, PartInPlace
from support.small_network import complete, network, practice

TELEPHONY, ONLINE, NAVIGATION = (
    "better_digital_telephony",
    "simpler_online_requests",
    "faster_care_navigation_assessment_and_response",
)
PARTS = (TELEPHONY, ONLINE, NAVIGATION)
MEMBERS = ("A00001", "A00002")
MONDAY = date(2025, 3, 10)


def place(part: str, code: str, there: bool, on: str = "2024-11-01") -> PartInPlace:
    return PartInPlace(part=part, practice=code, in_place=there, on=date.fromisoformat(on))


def everywhere(part: str) -> list[PartInPlace]:
    return [place(part, code, there=True) for code in MEMBERS]


def declared(part: str, on: str = "2024-12-02") -> PartDeclared:
    return PartDeclared(part=part, on=date.fromisoformat(on))


def recorded(*records: PartInPlace | PartDeclared) -> des.Network:
    """Two practices of 25,000 adjusted patients: a part is worth 0.464 x 50,000, £23,200."""
    lists = {"2024-01-01": 25_000}
    members = network(practices=complete(*(practice(code, adjusted=lists) for code in MEMBERS)))
    return members.evolve(
        improvement_in_place=[one for one in records if isinstance(one, PartInPlace)],
        improvement_declared=[one for one in records if isinstance(one, PartDeclared)],
    )


def payable(of: des.Network, as_of: date | None = None) -> list[str]:
    return [str(part.of) for part in des.improvement(of, "2024/25", as_of=as_of).parts]


@pytest.mark.parametrize("limit", ["as_of", "known_on"])
def test_records_of_after_the_day_are_not_known_on_it(limit: str) -> None:
    """In place on 1 November, declared on 2 December; another practice's "no" on 6 January."""
    of = recorded(*everywhere(TELEPHONY), declared(TELEPHONY), place(TELEPHONY, "A00002", there=False, on="2025-01-06"))

    def on(day: date) -> str:
        days: dict[str, date] = {limit: day}
        return str(des.improvement(of, "2024/25", **days).parts[0].of)  # type: ignore[arg-type]

    assert [on(date(2024, 12, day)) for day in (1, 2, 3)] == ["at most £23,200.00", "£23,200.00", "£23,200.00"]
    assert [on(date(2025, 1, day)) for day in (5, 6, 7)] == ["£23,200.00", "£0.00", "£0.00"]


def test_the_earlier_of_both_days_counts() -> None:
    of = recorded(*everywhere(TELEPHONY), declared(TELEPHONY))
    before, after = date(2024, 12, 1), date(2024, 12, 2)
    for as_of, known_on in ((before, after), (after, before)):
        found = des.improvement(of, "2024/25", as_of=as_of, known_on=known_on)
        assert str(found.parts[0].of) == "at most £23,200.00"


def test_what_is_left_out_is_of_that_day_too() -> None:
    of = recorded(place(TELEPHONY, "A00009", there=False))
    says = "On record of A00009, which is no Core Network Practice on"
    for day, there in ((date(2024, 10, 31), False), (date(2024, 11, 1), True), (date(2024, 11, 2), True)):
        assert (
            f"{says} {day.day} {day:%B %Y}: left out." in des.improvement(of, "2024/25", known_on=day).notes
        ) is there


def test_what_is_on_record_is_what_would_be_given() -> None:
    found = recorded(*everywhere(TELEPHONY), declared(TELEPHONY), place(ONLINE, "A00002", there=False))
    assert payable(found) == ["£23,200.00", "£0.00", "at most £23,200.00"]
    in_place = {TELEPHONY: dict.fromkeys(MEMBERS, True), ONLINE: {"A00002": False}}
    by_hand = des.improvement(found, "2024/25", in_place, declared={TELEPHONY: date(2024, 12, 2)})
    assert by_hand.parts == des.improvement(found, "2024/25").parts


def test_the_latest_finding_by_the_day_counts() -> None:
    found = recorded(place(ONLINE, "A00001", there=False, on="2024-06-01"), *everywhere(ONLINE), declared(ONLINE))
    assert payable(found)[1] == "£23,200.00"
    assert payable(found, as_of=date(2024, 10, 31))[1] == "£0.00"
    assert payable(found, as_of=date(2024, 11, 30))[1] == "at most £23,200.00"


def test_silence_is_never_a_no_and_other_years_say_nothing() -> None:
    assert payable(recorded()) == ["at most £23,200.00"] * 3
    assert payable(recorded(place(ONLINE, "A00001", there=False, on="2024-03-31"))) == ["at most £23,200.00"] * 3


def test_what_is_no_part_and_no_member_is_left_out_and_said() -> None:
    notes = des.improvement(recorded(place("telephony", "A00001", there=True)), "2024/25").notes
    assert any(note.startswith("On record, and no part of the payment of 2024/25: telephony") for note in notes)
    notes = des.improvement(recorded(place(ONLINE, "A00009", there=False)), "2024/25").notes
    assert any(note.startswith("On record of A00009, which is no Core Network Practice") for note in notes)


def test_two_findings_of_a_day_are_refused() -> None:
    with pytest.raises(ValueError, match="on record twice; keep one"):
        recorded(place(ONLINE, "A00001", there=True), place(ONLINE, "A00001", there=False))


def test_as_csv_a_row_for_each_part_and_practice() -> None:
    text = des.improvement(recorded(place(ONLINE, "A00002", there=False), declared(TELEPHONY)), "2024/25").to_csv()
    rows = list(csv.DictReader(StringIO(text)))
    assert len(rows) == 6
    assert [row["in_place"] for row in rows if row["part"] == ONLINE] == ["", "no"]
    assert {row["payable_at_most"] for row in rows if row["part"] == ONLINE} == {"0.00"}
    assert {row["declared"] for row in rows if row["part"] == TELEPHONY} == {"2024-12-02"}


class TestPage:
    """The page for Monday."""

    def risks(self, *records: PartInPlace | PartDeclared, day: date = MONDAY) -> dict[str, str]:
        page = des.briefing(recorded(*records), day)
        return {risk.why: f"{risk.amount}; {risk.do}" for risk in page.at_risk if "improvement" in risk.why}

    def due(self, *records: PartInPlace | PartDeclared, day: date = MONDAY) -> list[str]:
        return [one.what for one in des.briefing(recorded(*records), day).due if "improvement payment" in one.what]

    def test_a_no_that_blocks_a_part_is_named(self) -> None:
        found = self.risks(place(ONLINE, "A00002", there=False), *everywhere(TELEPHONY), declared(TELEPHONY))
        assert found == {
            "improvement payment, Simpler online requests: not in place in A00002": "£23,200.00; have it in place "
            "there, and declare it by 31 March 2025",
            "improvement payment, Faster care navigation assessment and response: not known whether it is in place in "
            "A00001, A00002": "£23,200.00; find out, and declare it by 31 March 2025",
        }

    def test_a_part_in_place_everywhere_is_to_be_declared(self) -> None:
        ready = "improvement payment, Simpler online requests: in place in every practice on record, and no declaration"
        assert any(why.startswith(ready) for why in self.risks(*everywhere(ONLINE)))

    def test_what_is_missing_to_know_the_worth_is_named(self) -> None:
        of = recorded(place(ONLINE, "A00002", there=False))
        bare = [attrs.evolve(one, populations=None) for one in of.practices or ()]
        page = des.briefing(of.evolve(practices=des.Records(bare, complete=True)), MONDAY)
        assert (
            "improvement payment, Simpler online requests: not in place in A00002; what it is worth is not known; "
            "missing are 2 facts, the first: the adjusted population of Practice A00001 (A00001) at 1 January 2024"
        ) in [risk.why for risk in page.at_risk]

    def test_what_was_declared_and_is_blocked_may_be_taken_back(self) -> None:
        found = self.risks(place(ONLINE, "A00002", there=False), declared(ONLINE))
        assert (
            "improvement payment, Simpler online requests: declared, and not in place in A00002: it may be taken back"
            in found
        )

    def test_each_part_that_is_not_declared_is_due(self) -> None:
        told = self.due(*everywhere(TELEPHONY), declared(TELEPHONY), place(ONLINE, "A00002", there=False))
        assert told == [
            "Faster care navigation assessment and response declared, of the capacity and access improvement payment",
            "Simpler online requests declared, of the capacity and access improvement payment; not in place in A00002",
        ]
        assert self.due(*map(declared, PARTS)) == []

    def test_without_records_the_calendar_says_it_and_no_money_is_told(self) -> None:
        assert self.due() == [
            "Parts of the capacity and access improvement payment that are met declared to the commissioner"
        ]
        assert self.risks() == {}

    def test_before_the_time_ahead_and_in_years_without_parts_nothing_is_due(self) -> None:
        assert self.due(*everywhere(ONLINE), day=date(2024, 12, 2)) == []
        assert self.risks(place(ONLINE, "A00002", there=False, on="2022-11-01"), day=date(2022, 11, 14)) == {}

    @pytest.mark.parametrize(("day", "known_on"), [(date(2025, 3, 4), None), (MONDAY, date(2025, 3, 4))])
    def test_a_record_of_after_what_is_known_is_as_none(self, day: date, known_on: date | None) -> None:
        nothing = des.briefing(recorded(), day, known_on)
        for late in (place(ONLINE, "A00002", there=False, on="2025-03-05"), declared(TELEPHONY, "2025-03-05")):
            page = des.briefing(recorded(late), day, known_on)
            assert (page.at_risk, page.due) == (nothing.at_risk, nothing.due)


_DAYS = st.dates(date(2024, 4, 1), date(2025, 3, 31))


@given(
    findings=st.lists(
        st.tuples(st.sampled_from(PARTS), st.sampled_from((*MEMBERS, "A00009")), st.booleans(), _DAYS),
        unique_by=lambda one: (one[0], one[1], one[3]),
        max_size=6,
    ),
    told=st.dictionaries(st.sampled_from((*PARTS, "telephony")), _DAYS),
    day=_DAYS,
    limit=st.sampled_from(["as_of", "known_on"]),
)
def test_records_of_after_a_day_change_nothing_on_it(
    findings: list[tuple[str, str, bool, date]], told: dict[str, date], day: date, limit: str
) -> None:
    records: list[PartInPlace | PartDeclared] = [
        *(place(part, code, there=there, on=str(on)) for part, code, there, on in findings),
        *(declared(part, str(on)) for part, on in told.items()),
    ]
    whole, by_then = recorded(*records), recorded(*(one for one in records if one.on <= day))
    days: dict[str, date] = {limit: day}
    one, other = (des.improvement(of, "2024/25", **days) for of in (whole, by_then))  # type: ignore[arg-type]
    assert one.parts == other.parts
    assert one.notes == other.notes


@given(
    answers=st.dictionaries(st.tuples(st.sampled_from(PARTS), st.sampled_from(MEMBERS)), st.booleans()),
    told=st.sets(st.sampled_from(PARTS)),
)
def test_what_is_payable_of_fewer_records_contains_what_all_of_them_give(
    answers: dict[tuple[str, str], bool], told: set[str]
) -> None:
    whole = recorded(*(place(part, code, there=there) for (part, code), there in answers.items()), *map(declared, told))
    less = recorded(*list(whole.improvement_in_place or ())[1:], *map(declared, told))
    for part, fewer in zip(
        des.improvement(whole, "2024/25").parts, des.improvement(less, "2024/25").parts, strict=True
    ):
        assert fewer.of.at_least <= part.of.at_least or fewer.of.exact == part.of.exact
        assert part.of.at_most is not None
        assert fewer.of.at_most is not None
        assert part.of.at_most <= fewer.of.at_most
    ceilings = [des.entitlements(one, "2024/25")["capacity_and_access_improvement"].amount for one in (whole, less)]
    assert ceilings[0] == ceilings[1]
