"""The Nominated Payee: "the single practice or provider that will receive funding" (bma-creating-pcns-2019)."""

from __future__ import annotations

import pytest
from small_network import complete, finding, given, waiver

from pcn_des import OutsideDataError, Status

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
def test_what_is_not_on_record_is_unknown(records: dict[str, object]) -> None:
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
