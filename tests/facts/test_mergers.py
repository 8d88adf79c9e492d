"""What a merger carries to the successor, and what a practice leaves open that is merely gone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.values import Range
from support.observing import observe

SNAPSHOT = {"population.snapshot_date": date(2023, 1, 1)}
MOLE, QUAY, NEW = "A00001", "A00002", "A00003"


def practice(code: str, patients: int | None, *spells: dict[str, Any], **more: Any) -> dict[str, Any]:
    figure = {"at": "2023-01-01", "patients": patients}
    kinds = () if patients is None else ("registered", "weighted", "adjusted")
    return {
        "code": code,
        "name": f"Practice {code}",
        "contract_type": "GMS",
        "membership": {"complete": True, "items": list(spells or ({"since": "2019-07-01"},))},
        "other_networks": [],
        "populations": [{"kind": kind, **figure} for kind in kinds],
        **more,
    }


def until(last_day: str, **ending: Any) -> dict[str, Any]:
    return {"since": "2019-07-01", "until": last_day, **ending}


def merged(last_day: str, into: str) -> dict[str, Any]:
    return until(last_day, ended_by="merged", into=into)


def registered(*practices: dict[str, Any], day: str = "2023-11-15", complete: bool = True) -> Any:
    listed = {"complete": complete, "items": list(practices)}
    return observe("population.registered", day, terms=SNAPSHOT, practices=listed)


class TestSum:
    @pytest.mark.parametrize("day", ["2023-09-30", "2023-10-01", "2023-11-15"])
    def test_a_merger_after_the_snapshot_changes_nothing(self, day: str) -> None:
        found = registered(practice(MOLE, 18_000, merged("2023-09-30", QUAY)), practice(QUAY, 14_000), day=day)
        assert found.value == 32_000

    def test_the_reason_names_the_list_that_is_carried(self) -> None:
        found = registered(practice(MOLE, 18_000, merged("2023-09-30", QUAY)), practice(QUAY, 14_000))
        assert found.because == (
            "sum over 1 Core Network Practice at 1 January 2023, with the list of Practice A00001, merged since"
        )

    @pytest.mark.parametrize(
        ("last_day", "patients"),
        [("2022-12-30", 14_000), ("2022-12-31", 14_000), ("2023-01-01", 32_000)],
    )
    def test_on_the_snapshot_day_the_list_is_that_of_who_has_the_patients(self, last_day: str, patients: int) -> None:
        found = registered(practice(MOLE, 18_000, merged(last_day, QUAY)), practice(QUAY, 14_000))
        assert found.value == patients

    def test_two_practices_that_become_a_third_count_once_each(self) -> None:
        joined = {"since": "2023-10-01"}
        found = registered(
            practice(MOLE, 18_000, merged("2023-09-30", NEW)),
            practice(QUAY, 14_000, merged("2023-09-30", NEW)),
            practice(NEW, None, joined),
        )
        assert found.value == 32_000

    def test_a_new_practice_whose_founders_lack_a_list_is_a_gap(self) -> None:
        found = registered(
            practice(MOLE, 18_000, merged("2023-09-30", NEW)),
            practice(QUAY, None, merged("2023-09-30", NEW)),
            practice(NEW, None, {"since": "2023-10-01"}),
        )
        assert found.value == Range(
            Fraction(18_000), None, ("the registered population of Practice A00002 (A00002) at 1 January 2023",)
        )

    @pytest.mark.parametrize("ending", ["left", "dispersed", "closed"])
    def test_whoever_ended_otherwise_counts_nothing(self, ending: str) -> None:
        found = registered(practice(MOLE, 18_000, until("2023-09-30", ended_by=ending)), practice(QUAY, 14_000))
        assert found.value == 14_000

    def test_merely_gone_it_may_have_merged(self) -> None:
        found = registered(practice(MOLE, 18_000, until("2023-09-30")), practice(QUAY, 14_000))
        assert (found.value.low, found.value.high) == (14_000, 32_000)
        assert found.value.needs == (
            "whether Practice A00001 (A00001), a member until 30 September 2023, merged into another practice "
            "(ended_by)",
        )

    @pytest.mark.parametrize(
        ("kept_since", "high"), [("2022-12-31", 14_000), ("2023-01-01", 14_000), ("2023-01-02", 32_000)]
    )
    def test_a_membership_list_that_was_not_kept_since_the_snapshot_hides_a_merger(
        self, kept_since: str, high: int
    ) -> None:
        """Whether it was a member since the snapshot is told only by a list of those days."""
        mole = practice(MOLE, 18_000)
        mole["membership"] = {"complete": {"since": kept_since}, "items": []}
        value = registered(mole, practice(QUAY, 14_000)).value
        low, top = (value.low, value.high) if isinstance(value, Range) else (value, value)
        assert (low, top) == (14_000, high)
        if isinstance(value, Range):
            assert value.needs == ("every membership of Practice A00001 (A00001) since 1 January 2023",)

    def test_gone_to_another_network_it_counts_nothing(self) -> None:
        there = [{"pcn": "U00002", "since": "2023-10-01"}]
        found = registered(practice(MOLE, 18_000, until("2023-09-30"), other_networks=there), practice(QUAY, 14_000))
        assert found.value == 14_000

    def test_merged_into_a_practice_of_another_network_it_counts_nothing(self) -> None:
        found = registered(practice(MOLE, 18_000, merged("2023-09-30", "B00001")), practice(QUAY, 14_000))
        assert found.value == 14_000

    def test_merged_into_a_practice_that_is_not_on_record_it_is_open_where_the_list_has_gaps(self) -> None:
        found = registered(
            practice(MOLE, 18_000, merged("2023-09-30", "B00001")), practice(QUAY, 14_000), complete=False
        )
        assert found.value.low == 14_000
        wanted = "whether B00001, into which Practice A00001 (A00001) merged, is a Core Network Practice"
        assert found.value.needs == ("whether the list of practices is complete", wanted)

    def test_a_practice_of_another_network_that_merged_into_a_member_is_carried(self) -> None:
        """Its patients of the snapshot day came with it, though it never was a member here."""
        there = {"complete": True, "items": [{"pcn": "U00002", **merged("2023-09-30", QUAY)}]}
        mole = {**practice(MOLE, 18_000), "membership": [], "other_networks": there}
        assert registered(mole, practice(QUAY, 14_000)).value == 32_000
        assert registered(mole, practice(QUAY, 14_000), day="2023-09-30").value == 14_000


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[dict[str, Any]], int]:
    """Practices each of which may merge into a later one, or else leave; and the patients of those that are there yet.

    Patients go where their practice went: a list counts while whoever has it is a member.
    """
    lists = draw(st.lists(st.integers(0, 20_000), min_size=1, max_size=6))
    codes = [f"A0000{place}" for place in range(len(lists))]
    days = [f"2023-{month:02}-28" for month in range(4, 10)]
    practices, there = [], [True] * len(lists)
    for place in reversed(range(len(lists))):
        fate = draw(st.sampled_from(["stays", "left", "closed", *(["merged"] if place + 1 < len(lists) else [])]))
        if fate == "merged":
            heir = draw(st.integers(place + 1, len(lists) - 1))
            there[place] = there[heir]
            spell = merged(days[place], codes[heir])
        else:
            there[place] = fate == "stays"
            spell = {"since": "2019-07-01"} if fate == "stays" else until("2023-10-31", ended_by=fate)
        practices.append(practice(codes[place], lists[place], spell))
    return practices, sum(patients for patients, counts in zip(lists, there, strict=True) if counts)


@given(chains())
def test_patients_go_where_their_practice_went(drawn: tuple[list[dict[str, Any]], int]) -> None:
    practices, patients = drawn
    assert registered(*practices).value == patients


@given(chains(), st.data())
def test_not_knowing_how_a_spell_ended_only_widens(
    drawn: tuple[list[dict[str, Any]], int], data: st.DataObject
) -> None:
    practices, patients = drawn
    for one in practices:
        (spell,) = one["membership"]["items"]
        if "ended_by" in spell and data.draw(st.booleans()):
            one["membership"]["items"] = [{"since": spell["since"], "until": spell["until"]}]
    value = registered(*practices).value
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    assert (low is None or low <= patients) and (high is None or patients <= high)


def millbrook(**ending: Any) -> des.Network:
    """Two practices: 18,000 registered (18,200 adjusted, 18,300 weighted) and 14,000 of each."""
    kinds = {"registered": 18_000, "adjusted": 18_200, "weighted": 18_300}
    mole = practice(MOLE, None, {"since": "2019-07-01", **ending})
    mole["populations"] = [{"kind": kind, "at": "2023-01-01", "patients": count} for kind, count in kinds.items()]
    listed = {"complete": True, "items": [mole, practice(QUAY, 14_000)]}
    return des.read_network({"code": "U00001", "name": "Millbrook PCN", "practices": listed})


class TestMoney:
    """Worked by hand: 32,000 x 1.50, 0.729 and 0.68 x 32,200, 7.578 x 32,200, 1.761 x 32,300, 2.765 x 32,200."""

    def test_with_the_event_the_year_is_as_without_it(self) -> None:
        for network in (millbrook(), millbrook(until="2023-09-30", ended_by="merged", into=QUAY)):
            statement = des.entitlements(network, "2023/24")
            assert statement.at_least == statement.at_most == des.Money(Decimal("483277.70"))

    def test_merely_gone_the_year_is_a_range(self) -> None:
        statement = des.entitlements(millbrook(until="2023-09-30"), "2023/24")
        assert statement.at_least == des.Money(Decimal("346757.85"))
        assert statement.at_most == des.Money(Decimal("483277.70"))
        assert "All of these together between £346,757.85 and £483,277.70" in " ".join(str(statement).split())

    def test_left_it_is_the_least(self) -> None:
        statement = des.entitlements(millbrook(until="2023-09-30", ended_by="left"), "2023/24")
        assert statement.at_least == statement.at_most == des.Money(Decimal("346757.85"))

    def test_the_size_is_met_with_the_event_and_unknown_without(self) -> None:
        size = "network.list_size"
        with_event = millbrook(until="2023-09-30", ended_by="merged", into=QUAY)
        assert des.assess(with_event, date(2023, 11, 15))[size].status is des.Status.MET
        found = des.assess(millbrook(until="2023-09-30"), date(2023, 11, 15))[size]
        assert found.status is des.Status.UNKNOWN
        assert any("Practice A00001" in gap for gap in found.missing)


class TestPeople:
    def signed(self, *signatures: str, **more: Any) -> Any:
        agreement = {
            "version": "2023/24",
            "since": "2023-04-01",
            "signatures": {"complete": True, "items": [{"practice": code, "on": "2023-04-03"} for code in signatures]},
        }
        practices = [
            practice(MOLE, 1, merged("2023-09-30", NEW)),
            practice(QUAY, 1, merged("2023-09-30", NEW)),
            practice(NEW, None, {"since": "2023-10-01"}),
        ]
        listed = {"complete": True, "items": practices}
        return observe("network_agreement.signed_by_all_on", "2023-11-15", practices=listed, agreements=[agreement])

    def test_a_practice_founded_by_a_merger_has_the_signatures_of_its_founders(self) -> None:
        assert self.signed(MOLE, QUAY).value == date(2023, 4, 3)

    def test_one_of_them_is_not_enough(self) -> None:
        assert self.signed(MOLE).value is des.NEVER

    def test_the_directors_practice_is_its_successor(self) -> None:
        director = {"name": "Dr A", "since": "2022-04-01", "practice": MOLE, "clinician": True}
        network = millbrook(until="2023-09-30", ended_by="merged", into=QUAY)
        listed = des.read_network(
            {"code": "U00001", "name": "Millbrook PCN", "clinical_directors": [director]}
        ).clinical_directors
        report = des.assess(network.evolve(clinical_directors=listed), date(2023, 11, 15))
        (fact,) = (
            fact
            for finding in report.findings
            for part in finding.parts
            for fact in part.facts
            if fact.name == "director.works_in_core_practice"
        )
        assert (fact.value, fact.because) == (True, "works at A00002, which A00001 has merged into")


class TestChanges:
    def changes(self, *practices: dict[str, Any]) -> list[str]:
        network = des.read_network(
            {"code": "U00001", "name": "M", "practices": {"complete": True, "items": list(practices)}}
        )
        finding = des.assess(network, date(2023, 11, 15))["participation.change_in_window"]
        return [part.subject or "" for part in finding.parts]

    def test_a_practice_that_merged_did_not_leave(self) -> None:
        assert self.changes(practice(MOLE, 1, merged("2023-09-30", QUAY)), practice(QUAY, 1)) == []

    def test_and_one_that_others_founded_did_not_join(self) -> None:
        founders = practice(MOLE, 1, merged("2023-09-30", NEW)), practice(QUAY, 1, merged("2023-09-30", NEW))
        assert self.changes(*founders, practice(NEW, None, {"since": "2023-10-01"})) == []

    def test_one_that_left_did(self) -> None:
        left = practice(MOLE, 1, until("2023-09-30", ended_by="left", notified="2023-04-20", agreed="2023-05-02"))
        network = des.read_network(
            {"code": "U00001", "name": "M", "practices": {"complete": True, "items": [left, practice(QUAY, 1)]}}
        )
        (part,) = des.assess(network, date(2023, 11, 15))["participation.change_in_window"].parts
        assert part.subject == "A00001 left 2023-10-01"
        assert "notified on 20 April 2023, agreed by the commissioner on 2 May 2023" in part.facts[0].because


class TestOpenAndClosed:
    NETWORK = des.Network(code="U00001", name="Millbrook PCN", opened=date(2020, 4, 1), closed=date(2022, 9, 30))

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            (date(2020, 3, 31), "the network opened on 1 April 2020"),
            (date(2020, 4, 1), ""),
            (date(2022, 9, 30), ""),
            (date(2022, 10, 1), "the network closed on 30 September 2022"),
        ],
    )
    def test_outside_its_days_it_is_no_network(self, day: date, why: str) -> None:
        report = des.assess(self.NETWORK, day)
        none_applies = {finding.status for finding in report.findings} == {des.Status.NOT_APPLICABLE}
        assert none_applies is bool(why)
        assert any(note.endswith(f": {why}.") for note in report.notes) is bool(why)

    @pytest.mark.parametrize(("opened", "months"), [(None, 12), ("2019-07-01", 12), ("2019-08-01", 8)])
    def test_open_when_the_contract_began_it_has_the_money_from_april(self, opened: str | None, months: int) -> None:
        """Core PCN funding of 2019/20 goes back to 1 April 2019; 40,000 patients at £1.50 are £60,000.00."""
        lists = [{"kind": "registered", "at": "2019-01-01", "patients": 40_000}]
        day = {"opened": opened} if opened else {}
        network = des.read_network({"code": "U00001", "name": "M", "populations": lists, **day})
        core = des.entitlements(network, "2019/20")["core_pcn_funding"]
        assert len(core.lines) == months
        assert core.amount == des.Money(Decimal(5_000 * months))

    @pytest.mark.parametrize(
        ("days", "month", "why"),
        [
            (
                {"opened": "2022-06-02"},
                "2022-06",
                "how much of June 2022 counts, for the network opened on 2 June 2022",
            ),
            (
                {"closed": "2022-06-29"},
                "2022-06",
                "how much of June 2022 counts, for the network closed on 29 June 2022",
            ),
            (
                {"opened": "2019-07-02"},
                "2019-07",
                "how much of July 2019 counts, for the network opened on 2 July 2019",
            ),
        ],
    )
    def test_of_a_month_in_which_it_opened_or_closed_in_the_middle_any_part_may_count(
        self, days: dict[str, str], month: str, why: str
    ) -> None:
        """40,000 x 1.50 / 12 = 5,000, and a penny of the year's rounding."""
        lists = [{"kind": "registered", "at": f"{year}-01-01", "patients": 40_000} for year in (2019, 2022)]
        network = des.read_network({"code": "U00001", "name": "M", "populations": lists, **days})
        year = "2019/20" if month < "2020" else "2022/23"
        lines = {f"{line.month:%Y-%m}": line for line in des.entitlements(network, year)["core_pcn_funding"].lines}
        part = lines[month]
        assert (part.amount, part.at_least, str(part.at_most), part.missing) == (None, None, "£5,000.01", (why,))
        assert len(lines) == {"2022-06-02": 10, "2022-06-29": 3, "2019-07-02": 9}[next(iter(days.values()))]

    def test_nothing_is_owed_outside(self) -> None:
        lists = [{"kind": "registered", "at": "2022-01-01", "patients": 40_000}]
        network = des.read_network({"code": "U00001", "name": "M", "closed": "2022-09-30", "populations": lists})
        core = des.entitlements(network, "2022/23")["core_pcn_funding"]
        assert [line.month for line in core.lines] == [date(2022, month, 1) for month in range(4, 10)]
        assert core.amount == des.Money(Decimal("30000.00"))  # 40,000 x 1.50 / 12 x 6
        statement = des.entitlements(network, "2023/24")
        assert len(statement) == 0
        assert statement.notes == (
            "Nothing is owed for April 2023 to March 2024: the network closed on 30 September 2022.",
        )


@pytest.mark.parametrize(
    ("spells", "says"),
    [
        ([until("2023-09-30", ended_by="merged")], "write both ended_by = merged and into"),
        ([until("2023-09-30", into=QUAY)], "write both ended_by = merged and into"),
        ([{"since": "2019-07-01", "ended_by": "left"}], "has no last day; write `until`"),
        ([merged("2023-09-30", MOLE)], "A00001 merged into itself, and so into itself; correct `into`"),
        (
            [until("2023-09-30", ended_by="left"), {"since": "2023-10-01"}],
            "ended on 30 September 2023 (left), and goes on",
        ),
    ],
)
def test_what_can_t_be_is_refused(spells: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(des.RecordError) as caught:
        des.read_network({"code": "U00001", "name": "M", "practices": [practice(MOLE, 1, *spells)]})
    assert says in str(caught.value)


def test_a_circle_of_mergers_is_refused_once() -> None:
    circle = [practice(MOLE, 1, merged("2023-09-30", QUAY)), practice(QUAY, 1, merged("2023-09-30", MOLE))]
    with pytest.raises(des.RecordError) as caught:
        des.read_network({"code": "U00001", "name": "M", "practices": circle})
    assert str(caught.value).count("and so into itself") == 1


def test_a_network_does_not_close_before_it_opens() -> None:
    with pytest.raises(ValueError, match="closed on 31 March 2020, before it opened on 1 April 2020"):
        des.Network(code="U00001", name="M", opened=date(2020, 4, 1), closed=date(2020, 3, 31))
