"""What is on record and counts for nothing, or for something else than was meant, is said in the notes of a report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import pcn_des as des

DAY = date(2022, 11, 14)
POST = {"id": "P1", "wte": 1, "since": "2022-01-01"}
MEMBER = {"code": "Y99901", "name": "W", "membership": [{"since": "2019-07-01"}]}
HOME = {"location": "1-1", "name": "Elm House"}
AUDIT = {"kind": "appointment_book_audit", "on": "2022-11-02", "shows": {"enhanced_access.reminders": False}}


def notes(**records: Any) -> tuple[str, ...]:
    return des.assess(des.read_network({"code": "U99901", "name": "Riverside PCN", **records}), DAY).notes


def waiver(lifts: str, *subjects: str) -> dict[str, Any]:
    return {"kind": "waiver", "granted_by": "ICB", "since": "2022-01-01", "lifts": [lifts], "subjects": list(subjects)}


class TestSlips:
    def test_a_paper_that_is_no_evidence_of_what_it_shows(self) -> None:
        plan = {**AUDIT, "kind": "enhanced_access_plan"}
        assert notes(returns=[plan]) == (
            "A paper of 2 November 2022 (enhanced_access_plan) says nothing of 'enhanced_access.reminders', which is "
            "shown by appointment_book_audit.",
        )

    def test_a_role_that_there_is_not(self) -> None:
        assert notes(posts=[{**POST, "role": "paramedik"}]) == (
            "Post P1 counts for nothing: There is no role 'paramedik'. Did you mean 'paramedic'?",
        )

    def test_a_condition_that_the_role_does_not_have(self) -> None:
        post = {**POST, "role": "clinical_pharmacist", "conditions": [{"name": "trainng", "met": False}]}
        assert notes(posts=[post]) == (
            "Post P1 has 'trainng' on record, which is no condition of its role; is 'training' meant?",
        )

    def test_an_exception_for_some_alone_of_a_duty_of_the_network(self) -> None:
        assert notes(practices=[MEMBER], variations=[waiver("clinical_director.in_post", "Y99901")]) == (
            "The waiver granted by ICB lifts 'clinical_director.in_post' for Y99901 alone: it is the network's duty, "
            "and stays.",
        )

    @pytest.mark.parametrize(
        "records",
        [
            {"returns": [AUDIT]},
            {"posts": [{**POST, "role": "SPLW", "conditions": [{"name": "training", "met": True}]}]},
            {"posts": [{**POST, "role": "paramedik", "until": "2022-11-13"}]},
            {"variations": [waiver("clinical_director.in_post")]},
            {"care_homes": [HOME], "variations": [waiver("care_homes.weekly_home_round", "1-1")]},
        ],
    )
    def test_nothing_is_said_of_what_counts_or_is_over(self, records: dict[str, Any]) -> None:
        assert notes(**records) == ()
