"""The ICB's duties on the bundled network and on any other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pcn_des as des
from hypothesis import given, settings
from pcn_des.network import Membership, Practice
from pcn_des.strategies import contract_days, networks

from riverside_icb import our_icb

DAY = date(2022, 11, 14)


def with_practices(count: int) -> des.Network:
    member = [Membership(since=date(2019, 7, 1))]
    found = [Practice(code=f"A0000{place}", name=f"Practice {place}", membership=member) for place in range(count)]
    return des.Network(code="U00001", name="Millbrook PCN", practices=des.Records(found, complete=True))


def test_three_practices_are_enough_and_two_are_not() -> None:
    assert our_icb.check(with_practices(3), DAY)["our_icb.practices"].status is des.Status.MET
    finding = our_icb.check(with_practices(2), DAY)["our_icb.practices"]
    assert finding.status is des.Status.NOT_MET
    assert finding.reason == "2 practices; at least 3 recommended"
    assert finding.standing is None


def test_nothing_on_record_is_unknown() -> None:
    finding = our_icb.check(des.Network(code="U00001", name="Millbrook PCN"), DAY)["our_icb.practices"]
    assert finding.status is des.Status.UNKNOWN


def test_a_person_judges_the_plan() -> None:
    report = our_icb.check(des.example_network(), DAY)
    assert "our_icb.estates_plan" in [finding.rule for finding in report.to_judge]
    assert any("our_icb.estates_plan" in note for note in report.notes)


def test_a_duty_counts_on_its_days_alone() -> None:
    assert "our_icb.practices" not in our_icb.check(des.example_network(), date(2022, 3, 31))
    assert "our_icb.practices" in our_icb.check(des.example_network(), date(2022, 4, 1))
    assert "our_icb.practices" in our_icb.check(des.example_network(), date(2026, 11, 14))


@settings(max_examples=25, deadline=None)
@given(networks(), contract_days())
def test_the_contract_is_answered_as_ever(network: des.Network, day: date) -> None:
    """Duties of one's own change no answer about the contract."""
    try:
        plain = des.assess(network, day)
    except des.PcnDesError:  # a local variation on a day without any
        return
    ours = {difference.rule for difference in plain.diff(our_icb.check(network, day))}
    assert ours <= {duty.key for duty in our_icb.OWN}


def test_a_saved_report_is_made_again(tmp_path: Path) -> None:
    network = des.example_network()
    under = des.terms(DAY).with_own(*our_icb.OWN)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(our_icb.check(network, DAY).to_dict()), encoding="utf-8")
    assert des.verify(path, network, under=under).same
    assert not des.verify(path, network).same
