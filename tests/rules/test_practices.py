"""Each Core Network Practice: its contract, and that it belongs to no other network."""

from __future__ import annotations

from datetime import date

import pytest

from pcn_des import OutsideDataError, Standing, Status, assess, terms
from support.small_network import complete, finding, given, incomplete, network, practice, report, waiver

CONTRACT, ONE = "practices.contract_type", "practices.one_network"


def elsewhere(*spells: dict[str, str], all_of_them: bool = True) -> dict[str, object]:
    return (complete if all_of_them else incomplete)(*spells)


class TestContractType:
    @pytest.mark.parametrize("kind", ["GMS", "PMS", "APMS"])
    def test_gms_pms_and_apms_contracts_are_eligible(self, kind: str) -> None:
        """practices.contract_types: 'essential primary medical services GMS, PMS or APMS contract'."""
        found = finding(CONTRACT, "2022-11-14", practices=complete(practice(contract_type=kind)))
        assert found.status is Status.MET
        assert found.parts[0].observed == kind

    def test_a_contract_not_on_record_is_unknown_and_names_the_practice(self) -> None:
        found = finding(CONTRACT, "2022-11-14", practices=complete(practice("A00002")))
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the contract type of Practice A00002",)

    def test_not_met_under_a_contract_that_accepts_fewer_kinds(self) -> None:
        """Records accept only the three eligible kinds, so NOT_MET needs a hypothetical contract."""
        day = date(2022, 11, 14)
        narrower = terms(day).amend({"practices.contract_types": ["GMS"]})
        members = complete(practice("A00001", contract_type="GMS"), practice("A00002", contract_type="PMS"))
        found = assess(network(practices=members), day, under=narrower)[CONTRACT]
        assert found.status is Status.NOT_MET
        assert found.hypothetical
        assert [(part.subject, part.status) for part in found.parts] == [
            ("A00001", Status.MET),
            ("A00002", Status.NOT_MET),
        ]
        assert found.parts[1].reason == "PMS, to be one of GMS"

    def test_a_network_without_practices_has_nobody_to_owe_it(self) -> None:
        assert finding(CONTRACT, "2022-11-14", practices=[]).status is Status.NOT_APPLICABLE

    def test_a_waiver_lifts_it(self) -> None:
        found = finding(
            CONTRACT, "2022-11-14", practices=complete(practice()), variations=[waiver(CONTRACT, since="2022-04-01")]
        )
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.UNKNOWN)


class TestOneNetwork:
    def test_in_no_other_network_is_met(self) -> None:
        assert finding(ONE, "2022-11-14", practices=complete(practice(other_networks=[]))).status is Status.MET

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-06-30", Status.MET, id="the day before it joined another"),
            pytest.param("2022-07-01", Status.NOT_MET, id="the day it joined another"),
            pytest.param("2022-07-31", Status.NOT_MET, id="its last day there"),
            pytest.param("2022-08-01", Status.MET, id="the day after it left"),
        ],
    )
    def test_in_another_network_too_is_a_shortfall_while_it_lasts(self, day: str, status: Status) -> None:
        """'a single primary medical services (PMS) contract will only be able to hold one Network Contract DES'."""
        spell = {"pcn": "U00002", "since": "2022-07-01", "until": "2022-07-31"}
        found = finding(ONE, day, practices=complete(practice(other_networks=elsewhere(spell))))
        assert found.status is status
        if status is Status.NOT_MET:
            assert found.parts[0].reason == "also a Core Network Practice of U00002"

    def test_another_network_not_on_record_is_unknown(self) -> None:
        found = finding(ONE, "2022-11-14", practices=complete(practice("A00002")))
        assert found.status is Status.UNKNOWN
        assert found.missing == ("whether Practice A00002 is in another network",)

    def test_an_incomplete_list_that_shows_none_is_unknown(self) -> None:
        gone = {"pcn": "U00002", "since": "2019-07-01", "until": "2021-03-31"}
        members = complete(practice(other_networks=elsewhere(gone, all_of_them=False)))
        assert finding(ONE, "2022-11-14", practices=members).status is Status.UNKNOWN

    def test_a_network_without_practices_has_nobody_to_owe_it(self) -> None:
        assert finding(ONE, "2022-11-14", practices=[]).status is Status.NOT_APPLICABLE

    def test_a_waiver_lifts_it(self) -> None:
        members = complete(practice(other_networks=[{"pcn": "U00002", "since": "2022-07-01"}]))
        found = finding(ONE, "2022-11-14", practices=members, variations=[waiver(ONE, since="2022-07-01")])
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)
        part = found.parts[0]
        assert (part.status, part.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)


class TestSeveralPractices:
    MEMBERS = (
        practice("A00001", other_networks=[]),
        practice("A00002", other_networks=[{"pcn": "U00002", "since": "2020-01-01"}]),
        practice("A00003"),
    )

    def test_the_group_has_the_worst_answer_and_each_practice_its_own(self) -> None:
        found = report("2022-11-14", practices=complete(*self.MEMBERS))
        assert found[ONE].status is Status.NOT_MET
        assert found[ONE].reason == "1 of 3 practices: Practice A00002"
        assert [found[ONE, code].status for code in ("A00001", "A00002", "A00003")] == [
            Status.MET,
            Status.NOT_MET,
            Status.UNKNOWN,
        ]

    def test_a_practice_that_has_left_is_not_asked(self) -> None:
        left = complete({"since": "2019-07-01", "until": "2022-03-31"})
        gone = practice("A00002", other_networks=[{"pcn": "U00002", "since": "2022-03-31"}], membership=left)
        members = complete(practice("A00001", other_networks=[]), gone)
        assert finding(ONE, "2022-03-31", practices=members).status is Status.NOT_MET
        assert finding(ONE, "2022-04-01", practices=members).status is Status.MET

    def test_a_list_of_practices_that_may_omit_some_is_unknown_at_best(self) -> None:
        found = finding(ONE, "2022-11-14", practices=incomplete(self.MEMBERS[0]))
        assert found.status is Status.UNKNOWN
        assert found.missing == ("whether the list of practices is complete",)
        assert found.parts[0].status is Status.MET

    def test_a_shortfall_in_an_incomplete_list_is_a_shortfall(self) -> None:
        assert finding(ONE, "2022-11-14", practices=incomplete(*self.MEMBERS)).status is Status.NOT_MET


@pytest.mark.parametrize("rule", [CONTRACT, ONE])
class TestDays:
    def test_in_force_from_the_first_day_to_the_last(self, rule: str) -> None:
        with pytest.raises(OutsideDataError):
            finding(rule, "2019-06-30")
        for day in ("2019-07-01", "2020-03-31", "2020-04-01", "2023-03-31", "2023-04-01", "2027-03-31"):
            assert finding(rule, day).status is Status.UNKNOWN

    def test_nothing_on_record_names_the_list_of_practices(self, rule: str) -> None:
        assert finding(rule, "2022-11-14").missing == ("the list of practices",)

    def test_given_facts_can_not_answer_for_single_practices(self, rule: str) -> None:
        found = given(rule, "2022-11-14", {"network.practices": 3})
        assert (found.status, found.missing) == (Status.UNKNOWN, ("the records of each practice",))


def test_that_a_practice_belongs_to_one_network_is_established_less_well_later() -> None:
    """Standing: single-source for 2019/20, carried after."""
    members = complete(practice(other_networks=[]))
    assert finding(ONE, "2020-03-31", practices=members).standing is Standing.SINGLE_SOURCE
    assert finding(ONE, "2020-04-01", practices=members).standing is Standing.CARRIED
