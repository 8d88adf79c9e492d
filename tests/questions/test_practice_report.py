"""The report of one practice: what it owes itself, as a member of its network, by its own exceptions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import pcn_des as des
from pcn_des.network import Membership, Network, NetworkAgreement, Practice, Records, Signature, Variation

SIGNED, FROM = "network_agreement.signed", date(2019, 7, 1)


def practice(code: str, *spells: Membership) -> Practice:
    membership = Records(spells or [Membership(since=FROM)], complete=True)
    return Practice(code=code, name=f"Practice {code}", membership=membership)


def network(*practices: Practice, signed: tuple[str, ...] = (), **records: Any) -> Network:
    signatures = Records([Signature(practice=code, on=date(2019, 6, 20)) for code in signed], complete=True)
    agreement = NetworkAgreement(version="1", since=FROM, signatures=signatures)
    listed = Records(practices, complete=True)
    return Network(code="U00001", name="Mill", practices=listed, agreements=[agreement], **records)


def merged(until: date) -> Membership:
    return Membership(since=FROM, until=until, ended_by="merged", into="A00003")


@pytest.mark.parametrize("code", [None, "A00003"])
def test_a_practice_founded_by_a_merger_has_the_signatures_of_its_founders(code: str | None) -> None:
    last = date(2022, 9, 30)
    three = practice("A00003", Membership(since=date(2022, 10, 1)))
    mill = network(
        practice("A00001", merged(last)), practice("A00002", merged(last)), three, signed=("A00001", "A00002")
    )
    found = des.assess(mill, date(2022, 11, 1), practice=code)[SIGNED]
    assert found.status is des.Status.MET
    assert found.reason == "signed by all 1, the last on 20 June 2019 (1)"


@pytest.mark.parametrize(
    ("day", "applies"),
    [
        (date(2022, 9, 14), True),
        (date(2022, 9, 15), False),
        (date(2022, 9, 30), False),
        (date(2022, 10, 1), True),
        (date(2022, 10, 2), True),
    ],
)
def test_who_is_no_member_on_the_day_owes_nothing_of_what_members_owe(day: date, applies: bool) -> None:
    spells = Membership(since=FROM, until=date(2022, 9, 14), ended_by="left"), Membership(since=date(2022, 10, 1))
    mill = network(practice("A00001"), practice("A00002", *spells), returns=Records([], complete=True))
    report = des.assess(mill, day, practice="A00002")
    no_member = f"Practice A00002 is no Core Network Practice on {day.day} {day:%B %Y}"
    of_members = [one for one in report.findings if one.entry.subject == "network" and not one.text_missing]
    assert {one.status is des.Status.NOT_APPLICABLE for one in of_members} == {not applies}
    assert (f"{no_member}." in report.notes) is not applies
    assert {one.reason for one in of_members} == {no_member} or applies
    changes = {one.status for one in report.findings if one.entry.subject == "membership_change"}
    assert changes == (set() if day == date(2022, 9, 14) else {des.Status.JUDGEMENT})


def test_whose_membership_is_not_known_is_asked_as_a_member() -> None:
    gaps = Practice(code="A00002", name="Practice A00002", membership=Records([Membership(since=date(2022, 10, 1))]))
    report = des.assess(network(practice("A00001"), gaps), date(2022, 9, 1), practice="A00002")
    assert not [note for note in report.notes if "no Core Network Practice" in note]
    assert des.Status.NOT_APPLICABLE not in {one.status for one in report.findings if one.rule != SIGNED}


def waiver(*subjects: str) -> Variation:
    lifts = (SIGNED, "data.practice_workforce_return", "practices.contract_type")
    return Variation(kind="waiver", granted_by="the ICB", since=FROM, lifts=lifts, subjects=subjects)


def test_an_exception_for_a_practice_lifts_what_it_owes_in_its_own_report() -> None:
    mill = network(practice("A00001"), practice("A00002"), signed=("A00001",), variations=[waiver("A00002")])
    day = date(2022, 4, 15)
    ours, theirs, whole = (des.assess(mill, day, practice=code) for code in ("A00002", "A00001", None))
    for rule in (SIGNED, "data.practice_workforce_return"):
        assert ours[rule].status is des.Status.NOT_APPLICABLE
        assert ours[rule].reason.startswith("lifted from 1 July 2019 by the waiver granted by the ICB")
        assert theirs[rule].status is not des.Status.NOT_APPLICABLE
    assert (theirs[SIGNED].status, whole[SIGNED].status) == (des.Status.MET, des.Status.NOT_MET)
    note = (
        "The waiver granted by the ICB lifts 'network_agreement.signed' for A00002 alone: the network's report, "
        "which is of all practices, keeps it."
    )
    assert note in whole.notes
    assert note not in ours.notes
    assert ours.receipt.records_digest == whole.receipt.records_digest
