"""The Nominated Payee: "the single practice or provider that will receive funding" (bma-creating-pcns-2019)."""

from __future__ import annotations

from typing import Any

import pytest

from pcn_des import OutsideDataError, Standing, Status
from support.small_network import complete, finding, given, incomplete, practice, report, waiver

NAMED = "nominated_payee.named"
PAYEE = {"name": "Millbrook Surgery", "code": "A00001", "since": "2022-10-03", "until": "2023-01-31"}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param("2022-10-02", Status.NOT_MET, id="the day before"),
        pytest.param("2022-10-03", Status.MET, id="the first day"),
        pytest.param("2023-01-31", Status.MET, id="the last day"),
        pytest.param("2023-02-01", Status.NOT_MET, id="the day after"),
    ],
)
def test_somebody_is_named_from_the_first_to_the_last_day(day: str, status: Status) -> None:
    assert finding(NAMED, day, payees=complete(PAYEE)).status is status


def test_the_reason_names_the_payee() -> None:
    assert finding(NAMED, "2022-11-14", payees=[PAYEE]).reason == "Millbrook Surgery, since 3 October 2022"


def test_an_empty_list_says_that_nobody_is_named() -> None:
    found = finding(NAMED, "2022-11-14", payees=[])
    assert (found.status, found.reason) == (Status.NOT_MET, "nobody is named on 14 November 2022")


@pytest.mark.parametrize(
    "records",
    [pytest.param({}, id="no list"), pytest.param({"payees": [PAYEE]}, id="an incomplete list that has ended")],
)
def test_what_is_not_on_record_is_unknown(records: dict[str, Any]) -> None:
    found = finding(NAMED, "2023-02-01", **records)
    assert (found.status, found.missing) == (Status.UNKNOWN, ("the Nominated Payee",))


def test_a_waiver_lifts_it() -> None:
    found = finding(NAMED, "2022-11-14", payees=[], variations=[waiver(NAMED, since="2022-11-14")])
    assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)


@pytest.mark.parametrize(("named", "status"), [(True, Status.MET), (False, Status.NOT_MET)])
def test_the_fact_may_be_given(named: bool, status: Status) -> None:
    assert given(NAMED, "2022-11-14", {"nominated_payee.named": named}).status is status


def test_in_force_from_the_first_day_to_the_last() -> None:
    with pytest.raises(OutsideDataError):
        finding(NAMED, "2019-06-30")
    for day in ("2019-07-01", "2020-03-31", "2020-04-01", "2022-10-02", "2022-10-03", "2027-03-31"):
        assert finding(NAMED, day).status is Status.UNKNOWN


ELIGIBLE = "nominated_payee.eligible"
ONE = complete(practice("A00001"))


def payee(**fields: Any) -> dict[str, Any]:
    return complete({"name": "Millbrook Surgery", "since": "2019-07-01", **fields})


class TestEligible:
    """Until 2 October 2022: a member practice or provider of the network. Sources differ on the provider."""

    def test_a_core_network_practice_is_eligible_by_either_reading(self) -> None:
        found = finding(ELIGIBLE, "2021-11-14", practices=ONE, payees=payee(code="A00001"))
        assert (found.status, found.reason) == (Status.MET, "Millbrook Surgery is a Core Network Practice")
        assert found.standing is Standing.CONFLICTING

    def test_of_any_other_payee_a_person_decides_whether_it_is_a_provider(self) -> None:
        found = finding(ELIGIBLE, "2021-11-14", practices=ONE, payees=payee(code="8A123"))
        assert found.status is Status.JUDGEMENT
        assert found.reason == "Millbrook Surgery (8A123) is no Core Network Practice"
        assert found.to_judge == "whether the payee is a provider of the network"
        assert not found.is_shortfall

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2021-06-30", Status.MET, id="the practice's last day"),
            pytest.param("2021-07-01", Status.JUDGEMENT, id="the day after"),
        ],
    )
    def test_a_practice_that_left_is_no_member_any_more(self, day: str, status: Status) -> None:
        left = practice("A00001", membership=complete({"since": "2019-07-01", "until": "2021-06-30"}))
        members = complete(left, practice("A00002"))
        assert finding(ELIGIBLE, day, practices=members, payees=payee(code="A00001")).status is status

    def test_while_nobody_is_named_it_does_not_apply(self) -> None:
        assert finding(ELIGIBLE, "2021-11-14", practices=ONE, payees=[]).status is Status.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("records", "missing"),
        [
            pytest.param({}, "the Nominated Payee", id="nothing"),
            pytest.param({"practices": ONE}, "the Nominated Payee", id="no payee"),
            pytest.param({"payees": payee(code="A00001")}, "the list of practices", id="no practices"),
            pytest.param(
                {"practices": ONE, "payees": payee()},
                "the organisation code of the Nominated Payee, Millbrook Surgery",
                id="no code",
            ),
            pytest.param(
                {"practices": incomplete(practice("A00002")), "payees": payee(code="A00001")},
                "whether the list of practices is complete",
                id="perhaps another practice",
            ),
        ],
    )
    def test_what_is_not_on_record_is_unknown_and_named(self, records: dict[str, Any], missing: str) -> None:
        found = finding(ELIGIBLE, "2021-11-14", **records)
        assert (found.status, found.missing) == (Status.UNKNOWN, (missing,))

    @pytest.mark.parametrize(("core", "status"), [(True, Status.MET), (False, Status.JUDGEMENT)])
    def test_the_facts_may_be_given(self, core: bool, status: Status) -> None:
        facts = {"nominated_payee.named": True, "nominated_payee.is_core_practice": core}
        assert given(ELIGIBLE, "2021-11-14", facts).status is status

    def test_since_3_october_2022_any_organisation_may_be_the_payee(self) -> None:
        """'The processing of payments to any nominated payee regardless of organisation type' (pcse-pcn-payments)."""
        for day in ("2019-07-01", "2020-04-01", "2022-10-02"):
            assert finding(ELIGIBLE, day).status is Status.UNKNOWN
        for day in ("2022-10-03", "2023-04-01", "2027-03-31"):
            assert ELIGIBLE not in report(day)
