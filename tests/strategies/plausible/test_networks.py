"""What comes up in plausible networks of which nothing is asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import strategies as st

from pcn_des import Network, Status, assess
from pcn_des.strategies import networks
from support.drawing import some

IN_POST, PAYEE_ELIGIBLE = "clinical_director.in_post", "nominated_payee.eligible"
UPDATED, ASSESSED = "network_agreement.updated_after_change", "care_homes.assessment_in_time"


@pytest.mark.thorough  # hundreds of networks
def test_exceptions() -> None:
    found = [one for network in some(networks(date(2026, 7, 1)), 600) for one in network.variations or ()]
    assert all(one.covers(date(2026, 7, 1)) for one in found)
    assert any(one.lifts for one in found)
    assert {one.kind for one in found if one.amends} == {"local_variation"}


@pytest.mark.thorough  # hundreds of networks
@pytest.mark.parametrize(
    "drawn", [networks(date(2026, 4, 30)), networks(date(2026, 5, 1), meets=[IN_POST])], ids=["early", "asked"]
)
def test_no_local_variation_before_may_2026_or_where_something_is_asked(
    drawn: st.SearchStrategy[Network],
) -> None:
    found = [one for network in some(drawn, 300) for one in network.variations or ()]
    assert {one.kind for one in found} <= {"waiver", "agreement", "approval", "cap_waiver"}
    assert len({one.kind for one in found}) > 1


@pytest.mark.thorough  # hundreds of networks
def test_admissions_payees_and_changes_with_different_answers() -> None:
    reports = [assess(network, date(2020, 11, 2)) for network in some(networks(date(2020, 11, 2)), 400)]
    homes = [report[ASSESSED] for report in reports]
    answers = {part.status for finding in homes for part in finding.parts}
    assert answers >= {Status.MET, Status.JUDGEMENT, Status.UNKNOWN}
    for key in (PAYEE_ELIGIBLE, UPDATED):
        assert len({report[key].status for report in reports}) > 1
