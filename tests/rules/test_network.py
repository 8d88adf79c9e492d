"""The size of a network: the minimum that is tested at approval, and the usual maximum.

Figures: 30,000 and 50,000 registered patients (contract/years/*/network.toml; NHS England's PCN FAQ of May 2019:
"minimum population of 30,000 people", "PCNs will not tend to exceed 50,000 people"; 2019/20 clause 3.2).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pcn_des import OutsideDataError, Standing, Status, assess
from pcn_des.contract.files import years
from support.narrowed import quantity
from support.small_network import complete, finding, given, incomplete, network, practice, report, waiver

SIZE, CEILING = "network.list_size", "network.list_size_ceiling"
AREA = {"description": "The town of Millbrook", "since": "2021-03-19", "agreed_on": "2021-03-19"}


def one_practice(patients: int, at: str = "2022-01-01", **records: Any) -> dict[str, Any]:
    return {"practices": complete(practice(registered={at: patients})), **records}


class TestMinimum:
    @pytest.mark.parametrize(
        ("patients", "status"),
        [
            pytest.param(29_999, Status.NOT_MET, id="one patient short"),
            pytest.param(30_000, Status.MET, id="exactly 30,000"),
            pytest.param(30_001, Status.MET, id="one above"),
        ],
    )
    def test_thirty_thousand_registered_patients(self, patients: int, status: Status) -> None:
        found = finding(SIZE, "2022-11-14", **one_practice(patients, areas=[], returns=[]))
        assert found.status is status
        assert (quantity(found.observed).value, str(quantity(found.observed).unit)) == (
            Decimal(patients),
            "registered patients",
        )
        assert (quantity(found.required).value, str(quantity(found.required).unit)) == (
            Decimal(30_000),
            "registered patients",
        )
        assert found.is_shortfall is (status is Status.NOT_MET)

    @pytest.mark.parametrize(
        "records",
        [
            pytest.param({}, id="nothing"),
            pytest.param({"areas": []}, id="no area, nothing of papers"),
            pytest.param({"returns": []}, id="no paper, nothing of areas"),
        ],
    )
    def test_short_and_nothing_said_of_an_approval_is_unknown(self, records: dict[str, Any]) -> None:
        """No approval on record is no refusal: it stands in letters, which no public file has."""
        found = finding(SIZE, "2022-11-14", **one_practice(29_999, **records))
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the commissioner's approval (areas, returns), or the day of opening (opened)",)

    def test_before_it_opened_it_is_no_network(self) -> None:
        found = finding(SIZE, "2022-11-14", **one_practice(29_999, opened="2022-11-15"))
        assert (found.status, found.reason) == (Status.NOT_APPLICABLE, "the network opened on 15 November 2022")

    def test_short_and_refused_is_a_shortfall(self) -> None:
        refusal = {"kind": "network_area_agreement", "on": "2022-05-02", "shows": {SIZE: False}}
        found = finding(SIZE, "2022-11-14", **one_practice(29_999, returns=[refusal], areas=[AREA]))
        assert found.status is Status.NOT_MET
        assert "refused by the commissioner on 2 May 2022" in found.reason

    def test_short_and_open_on_record_is_for_a_person_to_judge(self) -> None:
        """NHS England's FAQ of May 2019: a network below the minimum opens where the commissioner approved it."""
        found = finding(SIZE, "2022-11-14", **one_practice(29_999, opened="2019-10-01"))
        assert found.status is Status.JUDGEMENT
        assert "open since 1 October 2019" in found.reason
        assert not found.is_shortfall

    def test_approved_at_size_and_fallen_below_since_is_for_a_person_to_judge(self) -> None:
        """Entry's note: 'drifting below later is for a person to judge'."""
        members = complete(practice(registered={"2021-01-01": 30_000, "2022-01-01": 29_999}))
        found = finding(SIZE, "2022-11-14", practices=members, areas=[AREA])
        assert found.status is Status.JUDGEMENT
        assert "approved on 19 March 2021 with 30,000 registered patients" in found.reason
        assert not found.is_shortfall

    def test_the_practices_lists_go_before_an_older_figure_of_the_network(self) -> None:
        """A figure of 2019 says nothing of a network whose practices had 30,000 when it was approved in 2021."""
        own = [{"kind": "registered", "at": "2019-01-01", "patients": 28_000}]
        members = complete(practice(registered={"2021-01-01": 30_000, "2022-01-01": 29_999}))
        found = finding(SIZE, "2022-11-14", practices=members, populations=own, areas=[AREA])
        assert found.status is Status.JUDGEMENT

    def test_the_finding_says_what_is_to_be_judged(self) -> None:
        """words.judge_when: 'a person decides; `decides` says what'."""
        members = complete(practice(registered={"2021-01-01": 30_000, "2022-01-01": 29_999}))
        found = finding(SIZE, "2022-11-14", practices=members, areas=[AREA])
        assert found.to_judge == "whether the network, which the commissioner approved, may be below the minimum"

    def test_approved_below_size_is_for_a_person_to_judge_too(self) -> None:
        """mondaq-regulations-2020-10: it 'might be approved with a minimum population of less than 30,000 people'."""
        members = complete(practice(registered={"2021-01-01": 29_999, "2022-01-01": 29_998}))
        found = finding(SIZE, "2022-11-14", practices=members, areas=[AREA])
        assert found.status is Status.JUDGEMENT
        assert "approved on 19 March 2021 with 29,999 registered patients" in found.reason

    def test_the_last_approval_is_told_not_an_earlier_one(self) -> None:
        """A change of members is approved again: it is then that the floor is tested (facts/README)."""
        lists = {"2020-01-01": 30_500, "2021-01-01": 29_000, "2022-01-01": 28_000}
        first = {**AREA, "since": "2020-05-01", "until": "2021-03-18", "agreed_on": "2020-05-01"}
        members = complete(practice(registered=lists))
        assert finding(SIZE, "2021-03-18", practices=members, areas=[first]).status is Status.MET
        assert finding(SIZE, "2022-11-14", practices=members, areas=[first]).status is Status.JUDGEMENT
        reason = finding(SIZE, "2022-11-14", practices=members, areas=[first, AREA]).reason
        assert "approved on 19 March 2021 with 29,000 registered patients" in reason

    def test_an_approval_after_the_day_says_nothing_yet(self) -> None:
        members = complete(practice(registered={"2021-01-01": 30_000, "2022-01-01": 29_999}))
        later = {**AREA, "since": "2022-11-15", "agreed_on": "2022-11-15"}
        assert finding(SIZE, "2022-11-14", practices=members, areas=[later]).status is Status.UNKNOWN

    def test_a_network_of_2019_was_approved_before_its_practices_became_members(self) -> None:
        """Networks registered by 15 May 2019, were approved by 31 May, and began on 1 July 2019 (nhse-pcn-faq-2019-05:
        'approving the registration requirements by no later than Friday 31 May 2019'): the practices whose membership
        starts on 1 July are those that were approved.
        """
        members = complete(practice(registered={"2019-01-01": 31_000, "2022-01-01": 29_000}, since="2019-07-01"))
        area = {"description": "Millbrook", "since": "2019-07-01", "agreed_on": "2019-05-28"}
        found = finding(SIZE, "2022-11-14", practices=members, areas=[area])
        assert found.status is Status.JUDGEMENT
        assert "approved on 28 May 2019 with 31,000 registered patients" in found.reason

    def test_the_networks_own_figures_serve_for_the_day_of_approval_too(self) -> None:
        """Network.populations: 'the network's own figures, where the practices' are not known'."""
        own = [
            {"kind": "registered", "at": "2021-01-01", "patients": 31_000},
            {"kind": "registered", "at": "2022-01-01", "patients": 29_000},
        ]
        found = finding(SIZE, "2022-11-14", populations=own, areas=[AREA])
        assert found.status is Status.JUDGEMENT
        assert "approved on 19 March 2021 with 31,000 registered patients" in found.reason

    def test_without_lists_of_the_day_of_approval_a_person_judges_too(self) -> None:
        found = finding(SIZE, "2022-11-14", **one_practice(29_999, areas=[AREA]))
        assert found.status is Status.JUDGEMENT
        assert "approved on 19 March 2021" in found.reason

    def test_large_enough_today_needs_no_approval_on_record(self) -> None:
        assert finding(SIZE, "2022-11-14", **one_practice(30_000)).status is Status.MET

    def test_a_waiver_lifts_it_and_the_answer_without_it_stays_visible(self) -> None:
        """contract data: commissioners may 'waive' the 30,000 minimum population requirement."""
        excepted = [waiver(SIZE, since="2022-05-02", until="2022-11-14", document="letter of 2 May 2022")]
        records = one_practice(29_999, areas=[], returns=[], variations=excepted)
        found = finding(SIZE, "2022-11-14", **records)
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)
        assert found.exception == "waiver granted by NHS Millbrook ICB (letter of 2 May 2022)"
        assert not found.is_shortfall
        for outside in ("2022-05-01", "2022-11-15"):
            plain = finding(SIZE, outside, **records)
            assert (plain.status, plain.without_exception) == (Status.NOT_MET, None)

    def test_not_due_is_never_an_answer_for_it(self) -> None:
        """No contract year gives it a day (years/*/network.toml): NOT_DUE and late can't be reached."""
        for year in (one.starts_in for one in years()):
            assert finding(SIZE, f"{year}-07-01", practices=[]).due is None


class TestGapsInTheLists:
    def test_enough_with_a_practice_without_a_list_is_met(self) -> None:
        members = complete(practice("A00001", registered={"2022-01-01": 30_000}), practice("A00002"))
        found = finding(SIZE, "2022-11-14", practices=members)
        assert found.status is Status.MET
        assert quantity(found.observed).at_most is None
        assert str(found.observed) == "at least 30,000 registered patients"

    def test_not_enough_with_a_practice_without_a_list_is_unknown_and_names_it(self) -> None:
        members = complete(practice("A00001", registered={"2022-01-01": 29_999}), practice("A00002"))
        found = finding(SIZE, "2022-11-14", practices=members, areas=[], returns=[])
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the registered population of Practice A00002 (A00002) at 1 January 2022",)

    def test_an_incomplete_list_of_practices_is_a_gap_too(self) -> None:
        short = incomplete(practice(registered={"2022-01-01": 29_999}))
        found = finding(SIZE, "2022-11-14", practices=short, areas=[], returns=[])
        assert found.status is Status.UNKNOWN
        assert found.missing == ("whether the list of practices is complete",)

    def test_a_practice_whose_membership_is_not_on_record_is_a_gap_too(self) -> None:
        other = {"code": "A00002", "name": "Practice A00002"}
        members = complete(practice(registered={"2022-01-01": 29_999}), other)
        found = finding(SIZE, "2022-11-14", practices=members, areas=[], returns=[])
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the membership of Practice A00002 (A00002)",)

    def test_nothing_on_record_is_unknown(self) -> None:
        found = finding(SIZE, "2022-11-14")
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the registered population at 1 January 2022",)
        assert quantity(found.required).value == 30_000

    def test_the_networks_own_figure_serves_where_the_practices_are_not_known(self) -> None:
        own = [{"kind": "registered", "at": "2022-01-01", "patients": 30_000}]
        assert finding(SIZE, "2022-11-14", populations=own).status is Status.MET

    def test_a_list_of_another_day_is_not_used_instead(self) -> None:
        found = finding(SIZE, "2022-11-14", **one_practice(60_000, at="2022-04-01"))
        assert found.status is Status.UNKNOWN

    def test_weighted_and_adjusted_patients_are_not_registered_patients(self) -> None:
        """facts/README: three populations that never mix; the size test counts registered heads."""
        figures = [
            {"kind": kind, "at": "2022-01-01", "patients": patients}
            for kind, patients in (("registered", 29_999), ("weighted", 40_000), ("adjusted", 40_000))
        ]
        members = complete(practice(populations=figures))
        found = finding(SIZE, "2022-11-14", practices=members, areas=[], returns=[])
        assert quantity(found.observed).value == 29_999


class TestMembers:
    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-06-30", Status.MET, id="last day of the second practice"),
            pytest.param("2022-07-01", Status.NOT_MET, id="the day after it left"),
        ],
    )
    def test_the_practices_of_the_day_count(self, day: str, status: Status) -> None:
        leaves = [{"since": "2019-07-01", "until": "2022-06-30", "ended_by": "left"}]
        members = complete(
            practice("A00001", registered={"2022-01-01": 29_000}),
            practice("A00002", registered={"2022-01-01": 2_000}, membership={"complete": True, "items": leaves}),
        )
        assert finding(SIZE, day, practices=members, areas=[], returns=[]).status is status

    def test_a_member_that_is_no_core_network_practice_does_not_count(self) -> None:
        other = practice(
            "A00002", registered={"2022-01-01": 9_000}, membership=complete({"since": "2019-07-01", "core": False})
        )
        members = complete(practice("A00001", registered={"2022-01-01": 29_999}), other)
        assert finding(SIZE, "2022-11-14", practices=members, areas=[], returns=[]).status is Status.NOT_MET

    def test_a_corrected_list_counts_from_its_publication(self) -> None:
        figures = [
            {"kind": "registered", "at": "2022-01-01", "patients": 29_999},
            {"kind": "registered", "at": "2022-01-01", "patients": 30_000, "published": "2022-06-10"},
        ]
        members = complete(practice(populations=figures))
        nothing: dict[str, Any] = {"areas": [], "returns": []}
        assert finding(SIZE, "2022-11-14", "2022-06-09", practices=members, **nothing).status is Status.NOT_MET
        assert finding(SIZE, "2022-11-14", "2022-06-10", practices=members).status is Status.MET
        assert finding(SIZE, "2022-11-14", practices=members).status is Status.MET


class TestCeiling:
    @pytest.mark.parametrize(
        ("patients", "status"),
        [
            pytest.param(49_999, Status.MET, id="below"),
            pytest.param(50_000, Status.MET, id="exactly 50,000"),
            pytest.param(50_001, Status.NOT_MET, id="one above"),
        ],
    )
    def test_usually_no_more_than_fifty_thousand(self, patients: int, status: Status) -> None:
        found = finding(CEILING, "2022-11-14", **one_practice(patients))
        assert found.status is status
        assert (quantity(found.observed).value, quantity(found.required).value) == (Decimal(patients), Decimal(50_000))

    @pytest.mark.parametrize("year", [one.starts_in for one in years()])
    def test_above_it_is_no_shortfall_and_no_advice(self, year: int) -> None:
        """NHS England's FAQ: 'This is not a strict requirement' - it is told for information, in every year."""
        found = report(f"{year}-11-14", populations=[{"kind": "registered", "at": f"{year}-01-01", "patients": 50_001}])
        assert found[CEILING].status is Status.NOT_MET
        assert (found[CEILING].strength, found[CEILING] in found.information) == ("information", True)
        assert found[CEILING] not in (*found.not_met, *found.advisories)

    def test_a_lower_bound_above_it_is_already_too_much(self) -> None:
        members = complete(practice("A00001", registered={"2022-01-01": 50_001}), practice("A00002"))
        assert finding(CEILING, "2022-11-14", practices=members).status is Status.NOT_MET

    def test_a_lower_bound_below_it_is_unknown_and_names_the_practice(self) -> None:
        members = complete(practice("A00001", registered={"2022-01-01": 50_000}), practice("A00002"))
        found = finding(CEILING, "2022-11-14", practices=members)
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the registered population of Practice A00002 (A00002) at 1 January 2022",)

    def test_nothing_on_record_is_unknown(self) -> None:
        assert finding(CEILING, "2022-11-14").status is Status.UNKNOWN

    def test_the_commissioners_agreement_to_a_larger_network_lifts_it(self) -> None:
        """2019/20 note: 'a commissioner may agree a larger network'."""
        agreed = {"kind": "agreement", "granted_by": "NHS Millbrook ICB", "since": "2022-07-01", "lifts": [CEILING]}
        found = finding(CEILING, "2022-11-14", **one_practice(60_000, variations=[agreed]))
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)


class TestDays:
    @pytest.mark.parametrize("rule", [SIZE, CEILING])
    def test_first_day_of_the_data(self, rule: str) -> None:
        """The contract began on 1 July 2019; 30 June 2019 is outside the data."""
        with pytest.raises(OutsideDataError, match="30 June 2019"):
            finding(rule, "2019-06-30")
        for day in ("2019-07-01", "2019-07-02"):
            found = finding(rule, day)
            assert (found.clause, found.standing, found.since) == ("3.2", Standing.CONFIRMED, date(2019, 7, 1))

    def test_last_day_of_the_data(self) -> None:
        last = years()[-1].last_day
        assert finding(SIZE, f"{last}").status is Status.UNKNOWN
        with pytest.raises(OutsideDataError, match=f"1 April {last.year}"):
            finding(SIZE, f"{last.year}-04-01")

    @pytest.mark.parametrize(
        ("last", "first", "old", "new"),
        [
            pytest.param("2020-03-31", "2020-04-01", "2019-01-01", "2020-01-01", id="2020/21"),
            pytest.param("2021-03-31", "2021-04-01", "2020-01-01", "2021-01-01", id="2021/22"),
            pytest.param("2022-03-31", "2022-04-01", "2021-01-01", "2022-01-01", id="2022/23"),
            pytest.param("2023-03-31", "2023-04-01", "2022-01-01", "2023-01-01", id="2023/24"),
            pytest.param("2024-03-31", "2024-04-01", "2023-01-01", "2024-01-01", id="2024/25"),
            pytest.param("2025-03-31", "2025-04-01", "2024-01-01", "2025-01-01", id="2025/26"),
            pytest.param("2026-03-31", "2026-04-01", "2025-01-01", "2026-01-01", id="2026/27"),
        ],
    )
    def test_the_snapshot_changes_with_the_contract_year(self, last: str, first: str, old: str, new: str) -> None:
        """population.snapshot_date: 1 January before each contract year."""
        members = complete(practice(registered={old: 30_000, new: 29_999}))
        assert finding(SIZE, last, practices=members, areas=[], returns=[]).status is Status.MET
        assert finding(SIZE, first, practices=members, areas=[], returns=[]).status is Status.NOT_MET

    def test_after_the_first_year_the_minimum_is_less_well_established(self) -> None:
        """Standing per year: single-source for 2020/21, carried for 2022/23."""
        assert finding(SIZE, "2020-04-01", **one_practice(30_000, at="2020-01-01")).standing is Standing.SINGLE_SOURCE
        assert finding(SIZE, "2022-04-01", **one_practice(30_000)).standing is Standing.CARRIED


class TestGivenFacts:
    @pytest.mark.parametrize(
        ("patients", "size", "ceiling"),
        [
            pytest.param(29_999, Status.UNKNOWN, Status.MET, id="29,999"),
            pytest.param(30_000, Status.MET, Status.MET, id="30,000"),
            pytest.param(50_001, Status.MET, Status.NOT_MET, id="50,001"),
        ],
    )
    def test_registered_patients_given_directly(self, patients: int, size: Status, ceiling: Status) -> None:
        facts = {"population.registered": patients}
        assert given(SIZE, "2022-11-14", facts).status is size
        assert given(CEILING, "2022-11-14", facts).status is ceiling

    def test_whether_it_was_approved_may_be_given_too(self) -> None:
        for approved, status in ((True, Status.JUDGEMENT), (False, Status.NOT_MET)):
            facts = {"population.registered": 29_999, "network.approved": approved}
            assert given(SIZE, "2022-11-14", facts).status is status

    def test_adjusted_patients_do_not_answer_it(self) -> None:
        assert given(SIZE, "2022-11-14", {"population.adjusted": 51_230}).status is Status.UNKNOWN


def test_a_report_on_a_network_names_it() -> None:
    found = assess(network(), date(2022, 11, 14))
    assert (found.heading.code, found.heading.name) == ("U00001", "Millbrook PCN")


CORE = "network.core_practices"


class TestCorePractices:
    """'GP practice(s) and other providers serving an identified Network Area' (nhse-pcn-faq-2019-05)."""

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-06-30", Status.NOT_MET, id="the day before the first practice"),
            pytest.param("2022-07-01", Status.MET, id="its first day"),
            pytest.param("2022-09-30", Status.MET, id="its last day"),
            pytest.param("2022-10-01", Status.NOT_MET, id="the day after"),
        ],
    )
    def test_one_core_network_practice_is_enough(self, day: str, status: Status) -> None:
        only = practice(membership=complete({"since": "2022-07-01", "until": "2022-09-30"}))
        assert finding(CORE, day, practices=complete(only)).status is status

    def test_another_member_does_not_make_a_network(self) -> None:
        other = practice(membership=complete({"since": "2019-07-01", "core": False}))
        found = finding(CORE, "2022-11-14", practices=complete(other))
        assert (found.status, found.reason) == (
            Status.NOT_MET,
            "there is no Core Network Practice on 14 November 2022",
        )

    def test_an_incomplete_list_is_enough_to_show_one_and_not_to_show_none(self) -> None:
        assert finding(CORE, "2022-11-14", practices=incomplete(practice())).status is Status.MET
        found = finding(CORE, "2022-11-14", practices=incomplete(practice(since="2023-01-01")))
        assert (found.status, found.missing) == (Status.UNKNOWN, ("whether the list of practices is complete",))

    def test_the_fact_may_be_given(self) -> None:
        assert given(CORE, "2022-11-14", {"network.has_core_practice": False}).status is Status.NOT_MET

    def test_in_force_from_the_first_day_to_the_last(self) -> None:
        for day in ("2019-07-01", "2020-03-31", "2020-04-01", "2027-03-31"):
            assert finding(CORE, day).missing == ("the list of practices",)
