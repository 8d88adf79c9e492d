"""Exceptions: dated waivers, agreements and local variations on the network."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import pytest

from pcn_des import Finding, Status, assess, terms
from support.narrowed import quantity
from support.small_network import Record, complete, finding, network, practice, report, session, waiver, week_of

MINUTES, NAMED = "enhanced_access.weekly_minutes", "nominated_payee.named"


@pytest.mark.parametrize(
    ("day", "status", "without"),
    [
        pytest.param("2022-10-31", Status.NOT_MET, None, id="the day before"),
        pytest.param("2022-11-01", Status.NOT_APPLICABLE, Status.NOT_MET, id="the first day"),
        pytest.param("2022-11-30", Status.NOT_APPLICABLE, Status.NOT_MET, id="the last day"),
        pytest.param("2022-12-01", Status.NOT_MET, None, id="the day after"),
    ],
)
def test_a_waiver_counts_from_its_first_to_its_last_day(day: str, status: Status, without: Status | None) -> None:
    found = finding(NAMED, day, payees=[], variations=[waiver(NAMED, since="2022-11-01", until="2022-11-30")])
    assert (found.status, found.without_exception) == (status, without)


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [
        pytest.param("2023-11-05", "2023-11-05", Status.NOT_MET, id="the Sunday before the week"),
        pytest.param("2023-11-06", "2023-11-06", Status.NOT_APPLICABLE, id="its Monday alone"),
        pytest.param("2023-11-12", "2023-11-12", Status.NOT_APPLICABLE, id="its Sunday alone"),
        pytest.param("2023-11-12", None, Status.NOT_APPLICABLE, id="from its Sunday on"),
        pytest.param("2023-11-13", None, Status.NOT_MET, id="from the Monday of the question"),
    ],
)
def test_a_waiver_on_any_day_of_the_week_lifts_a_weekly_duty(since: str, until: str | None, status: Status) -> None:
    """Asked on Monday 13 November 2023: the week is that of 6 to 12 November."""
    held = complete(practice(adjusted={"2023-01-01": 10_000}))
    lifted = waiver(MINUTES, since=since, until=until)
    offered: Record = {"access_sessions": complete(), "cancelled_sessions": complete()}
    found = finding(MINUTES, "2023-11-13", practices=held, variations=[lifted], **offered)
    assert found.status is status


def test_of_two_exceptions_the_earlier_is_named_whatever_their_order() -> None:
    names = {"A": "2022-11-01", "B": "2022-11-01", "C": "2022-10-01"}
    listed = [waiver(NAMED, since=since, granted_by=name) for name, since in names.items()]
    for order in (listed, listed[::-1]):
        assert finding(NAMED, "2022-11-14", payees=[], variations=order).exception == "waiver granted by C"
    for order in (listed[:2], listed[1::-1]):
        assert finding(NAMED, "2022-11-14", payees=[], variations=order).exception == "waiver granted by A"


def test_the_reason_says_by_whom_and_how_long() -> None:
    lifted = waiver(NAMED, since="2022-11-01", until="2022-11-30", document="e-mail of 28 October 2022")
    found = finding(NAMED, "2022-11-14", payees=[], variations=[lifted])
    assert found.reason == (
        "lifted from 1 November 2022 until 30 November 2022 by the waiver granted by NHS Millbrook ICB "
        "(e-mail of 28 October 2022)"
    )


@pytest.mark.parametrize(
    ("payees", "without"),
    [
        pytest.param([], Status.NOT_MET, id="not met"),
        pytest.param([{"name": "Millbrook Surgery", "since": "2019-07-01"}], Status.MET, id="met"),
        pytest.param(None, Status.UNKNOWN, id="unknown"),
    ],
)
def test_the_answer_that_it_would_have_had_stays_visible(payees: Any, without: Status) -> None:
    records = {} if payees is None else {"payees": payees}
    found = finding(NAMED, "2022-11-14", variations=[waiver(NAMED, since="2022-11-01")], **records)
    assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, without)


def test_a_waiver_lifts_only_what_it_names() -> None:
    found = report("2022-11-14", payees=[], clinical_directors=[], variations=[waiver(NAMED, since="2022-11-01")])
    assert found[NAMED].status is Status.NOT_APPLICABLE
    assert found["clinical_director.in_post"].status is Status.NOT_MET
    assert NAMED not in [finding.rule for finding in found.not_met]


def test_no_variations_on_record_means_none() -> None:
    """DESIGN 4: 'No variations on record means none'."""
    assert finding(NAMED, "2022-11-14", payees=[]).status is Status.NOT_MET
    assert finding(NAMED, "2022-11-14", payees=[], variations=[]).status is Status.NOT_MET


class TestLocalVariation:
    """From 1 May 2026 a commissioner may replace terms for a named network (facts/README 12)."""

    VARIED: ClassVar[Record] = {
        "kind": "local_variation",
        "granted_by": "NHS Millbrook ICB",
        "since": "2026-05-01",
        "until": "2026-09-30",
        "amends": {"enhanced_access.minutes_per_1000": 45},
    }
    MEMBERS = complete(practice(adjusted={"2026-01-01": 20_000}))

    @pytest.mark.parametrize(
        ("day", "required"),
        [
            pytest.param("2026-05-03", 1_200, id="of the last week before it"),
            pytest.param("2026-05-04", 900, id="of the week that ended on Sunday 3 May"),
            pytest.param("2026-10-04", 900, id="of the week that ended on Sunday 27 September"),
            pytest.param("2026-10-05", 1_200, id="of the week in which it ended"),
        ],
    )
    def test_other_minutes_for_this_network_while_it_lasts(self, day: str, required: int) -> None:
        """60 x 20 = 1,200 nationally; 45 x 20 = 900 by the variation."""
        found = finding(MINUTES, day, practices=self.MEMBERS, variations=[self.VARIED])
        assert quantity(found.required).value == required

    def test_the_term_says_that_it_is_varied(self) -> None:
        one = network(variations=[self.VARIED])
        term = terms(date(2026, 5, 1), network=one)["enhanced_access.minutes_per_1000"]
        assert (term.value, term.varied, term.hypothetical) == (45, True, False)
        assert term.note == "replaced by the local variation granted by NHS Millbrook ICB"
        assert not terms(date(2026, 5, 1))["enhanced_access.minutes_per_1000"].varied


class TestHypothetical:
    def test_findings_under_an_amended_contract_are_marked(self) -> None:
        day = date(2022, 11, 14)
        one = network(
            practices=complete(practice(adjusted={"2022-01-01": 20_000})),
            access_weeks=[week_of("2022-11-07", 900)],
            cancelled_sessions=[],
        )
        plain = assess(one, day)[MINUTES]
        assumed = assess(one, day, under=terms(day).amend({"enhanced_access.minutes_per_1000": Decimal(45)}))[MINUTES]
        assert (plain.status, quantity(plain.required).value, plain.hypothetical) == (Status.NOT_MET, 1_200, False)
        assert (assumed.status, quantity(assumed.required).value, assumed.hypothetical) == (Status.MET, 900, True)

    def test_terms_of_another_day_are_refused(self) -> None:
        with pytest.raises(ValueError, match="ask for the same as_of and known_on"):
            assess(network(), date(2022, 11, 14), under=terms(date(2022, 11, 15)))
        with pytest.raises(ValueError, match="ask for the same as_of and known_on"):
            assess(network(), date(2022, 11, 14), under=terms(date(2022, 11, 14), date(2022, 11, 14)))


def test_one_session_agreed_outside_the_hours_is_no_exception_for_the_rest() -> None:
    """Time outside the standard hours counts where the commissioner agreed to it, session by session."""
    sessions = complete(
        session("2022-11-13", "10:00", "11:00", agreed_outside_hours=True), session("2022-11-13", "10:00", "11:00")
    )
    found = finding(MINUTES, "2022-11-14", access_sessions=sessions, cancelled_sessions=complete())
    assert quantity(found.observed).value == 60


class TestForOneSubject:
    """An agreement about one home, session or practice leaves the others as they are."""

    def homes(self, *overdue: str) -> Record:
        def home(name: str) -> Record:
            held = "2022-10-05" if name in overdue else "2022-11-10"
            log = {"complete": True, "items": [{"on": held}]}
            return {"location": name, "name": name, "alignment": [{"since": "2020-10-01"}], "rounds": log}

        return {"complete": True, "items": [home(f"Home {place}") for place in range(1, 5)]}

    def found(self, *overdue: str, subjects: list[str]) -> Finding:
        rule = "care_homes.weekly_home_round"
        agreed = waiver(rule, since="2022-11-01", kind="agreement", subjects=subjects)
        return finding(rule, "2022-11-14", care_homes=self.homes(*overdue), variations=[agreed])

    def test_only_that_one_is_lifted(self) -> None:
        found = self.found("Home 2", "Home 3", subjects=["Home 2"])
        assert (found.status, found.reason) == (Status.NOT_MET, "1 of 4 care homes: Home 3")
        lifted = next(part for part in found.parts if part.subject == "Home 2")
        assert (lifted.status, lifted.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_where_it_was_the_only_one_the_duty_is_met(self) -> None:
        assert self.found("Home 2", subjects=["Home 2"]).status is Status.MET

    def test_without_subjects_all_are_lifted(self) -> None:
        found = self.found("Home 2", subjects=[])
        assert {part.status for part in found.parts} == {Status.NOT_APPLICABLE}
