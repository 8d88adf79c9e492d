"""Each ruling in full: what kind it is, what it says, and the entries of the contract that it rests on."""

from __future__ import annotations

from typing import Any

import pytest

from pcn_des import Network, Records
from pcn_des.contract.entries import Term
from pcn_des.network import BaselineVacancy, ExtraHours, Leave, Post, PostCondition
from pcn_des.questions.claims.asked import Asked
from pcn_des.questions.claims.rulings import rulings
from support.staff import a_term, contract_of, day, post

TABLE = pytest.mark.parametrize
SCHEME, GP, NURSE = "arrs.scheme.", "arrs.general_practitioner.", "arrs.nursing_associate."
MET = [PostCondition(name=name, met=True) for name in ("registration_body", "training", "supervision")]
AWAY = "Whether days away stay claimable was not seen for this role and day."

Said = tuple[str, str, tuple[str, ...]]


def ruled(on: str, *terms: Term, network: Network | None = None, **fields: Any) -> list[Said]:
    """The rulings on a post on a day of the contract with some other terms; a pharmacist meets every condition."""
    told = (
        {"conditions": MET, **fields} if fields.get("role", "clinical_pharmacist") == "clinical_pharmacist" else fields
    )
    without = told.pop("without", ())
    one = post(**told)
    contract = contract_of(on, *terms, without=without)
    found = rulings(Asked(one, one.role, day(on), contract, network))
    return [(each.kind, str(each.why), tuple(entry.key for entry in each.rests_on)) for each in found]


def of_baseline(posts: list[Post]) -> Network:
    """A network whose baseline has one post vacant since April 2024."""
    vacancy = BaselineVacancy(role="clinical_pharmacist", since=day("2024-04-01"))
    records = Records([vacancy], complete=True)
    return Network(code="U00001", name="Millbrook PCN", posts=Records(posts, complete=True), baseline_vacancies=records)


@TABLE(
    ("on", "fields", "expected"),
    [
        (
            "2020-09-01",
            {"role": "nursing_associate"},
            (
                "not_claimable",
                "Nursing associate is not reimbursable on 1 September 2020: it becomes so on 1 October 2020.",
                ("nursing_associate",),
            ),
        ),
        (
            "2021-03-01",
            {"role": "paramedic"},  # reimbursable from the next contract year, of which this year's says nothing
            (
                "not_claimable",
                "Paramedic is not reimbursable on 1 March 2021: it becomes so on 1 April 2021.",
                (),
            ),
        ),
        (
            "2020-03-01",
            {"role": "first_contact_physiotherapist", "since": "2020-02-20"},
            (
                "needs_agreement",
                "First contact physiotherapist is not reimbursable on 1 March 2020: it becomes so on 1 April 2020. "
                "It could be hired early, from money that would else stay unspent.",
                ("arrs.scheme.early_hire",),
            ),
        ),
    ],
)
def test_a_role_that_is_not_reimbursable_yet(on: str, fields: dict[str, Any], expected: Said) -> None:
    assert ruled(on, **{"since": "2020-02-01", **fields}) == [expected]


def test_a_role_outside_the_scheme_may_be_approved_where_the_contract_says_so() -> None:
    """The specification of 2026/27 says so; by then no role that the data know is left outside."""
    approving = a_term(f"{SCHEME}commissioner_may_approve_other_roles", value=True)
    assert ruled("2021-03-01", approving, role="paramedic", since="2020-10-01") == [
        (
            "needs_agreement",
            "Paramedic is not reimbursable on 1 March 2021: it becomes so on 1 April 2021. "
            "The commissioner may approve it.",
            ("arrs.scheme.commissioner_may_approve_other_roles",),
        )
    ]


ONLY, MOVED = f"{SCHEME}additional_staff_only", f"{SCHEME}baseline_exceptions"


@TABLE(
    ("fields", "expected"),
    [
        ({"additional": None}, ("assumed", "the post is additional to the baseline of 31 March 2019", (ONLY,))),
        ({"additional": False}, ("not_claimable", "The post is one of the baseline of 31 March 2019.", (ONLY,))),
        (
            {"additional": False, "moved_from": "clinical_pharmacists_in_general_practice"},
            ("assumed", "the person moved to the network's team in time", (ONLY, MOVED)),
        ),
        (
            {"additional": False, "moved_from": "medicines_optimisation_in_care_homes"},
            ("assumed", "the person moved to the network's team in time", (ONLY, MOVED)),
        ),
    ],
)
def test_whether_a_post_is_additional(fields: dict[str, Any], expected: Said) -> None:
    assert ruled("2024-05-01", **fields) == [expected]


@TABLE(
    ("additional", "expected"),
    [
        (None, ("assumed", "the post is additional to the baseline", (ONLY,))),
        (False, ("not_claimable", "The post is one of the baseline.", (ONLY,))),
    ],
)
def test_a_baseline_of_no_known_day_is_named_without_one(additional: bool | None, expected: Said) -> None:
    assert ruled("2024-05-01", additional=additional, without=[f"{SCHEME}baseline_date"]) == [expected]


def test_where_staff_need_not_be_additional_nothing_is_said_of_it() -> None:
    assert ruled("2024-05-01", a_term(ONLY, value=False), additional=None) == []


def test_a_baseline_post_that_stays_vacant() -> None:
    grace = ("arrs.scheme.baseline_vacancy_grace",)
    one, other = post(conditions=MET), post(id="P2")
    assert ruled("2024-08-01", network=of_baseline([one])) == [
        ("not_claimable", "A baseline post of this role has been vacant for longer than 3 months.", grace)
    ]
    assert ruled("2024-08-01", network=of_baseline([one, other])) == [
        (
            "assumed",
            "baseline posts of this role have been vacant for longer than 3 months: 1 of the network's 2 posts can't "
            "be claimed, and this is taken to be another one",
            grace,
        )
    ]


@TABLE(
    ("on", "fields", "expected"),
    [
        (
            "2020-10-01",
            {"covers_leave_of": "P2"},
            ("open", "Whether cover for leave may be claimed was not seen for this day.", ()),
        ),
        (
            "2024-10-01",
            {"covers_leave_of": "P2"},
            (
                "not_claimable",
                "It covers the leave of P2, who stays claimable.",
                ("arrs.scheme.leave_cover_claimable",),
            ),
        ),
        ("2020-10-01", {"leave": [Leave(since=day("2020-04-01"), kind="sickness")]}, ("open", AWAY, ())),
        ("2024-10-01", {"leave": [Leave(since=day("2024-04-01"), kind="rotation")]}, ("open", AWAY, ())),
        (
            "2024-10-01",
            {"leave": [Leave(since=day("2024-04-01"), kind="training")]},
            ("open", "Whether days in training stay claimable was not seen for this role and day.", ()),
        ),
    ],
)
def test_cover_and_leave(on: str, fields: dict[str, Any], expected: Said) -> None:
    assert ruled(on, since="2020-04-01", **fields) == [expected]


def test_a_role_whose_terms_speak_of_rotations_stays_claimable_in_one() -> None:
    """No text that was seen does."""
    rotating = [Leave(since=day("2024-04-01"), kind="rotation")]
    assert ruled("2024-10-01", a_term("arrs.clinical_pharmacist.rotation", value=True), leave=rotating) == []
    assert ruled("2024-10-01", a_term("arrs.clinical_pharmacist.rotation", value=False), leave=rotating) == [
        ("open", AWAY, ())
    ]


@TABLE(
    ("role", "said", "rests_on"),
    [
        (
            "nursing_associate",
            "the training is what is reimbursed: Nursing associate: time in training to be a registered nurse is "
            "reimbursed",
            ("arrs.nursing_associate.training_time_to_nurse",),
        ),
        (
            "paramedic",
            "the training is what is reimbursed: Time of first contact practitioners in training to be advanced "
            "practitioners is reimbursed",
            ("arrs.scheme.training_time_first_contact_to_advanced", "arrs.scheme.training_time_first_contact_roles"),
        ),
    ],
)
def test_training_that_is_reimbursed(role: str, said: str, rests_on: tuple[str, ...]) -> None:
    training = [Leave(since=day("2024-04-01"), kind="training")]
    found = ruled("2024-10-01", role=role, leave=training, conditions=MET)
    assert found[0] == ("assumed", said, rests_on)


SINCE = "arrs.healthcare_support_worker.months_since_network_employment"
BEFORE = "the person did not work for the network or its practices in the 12 months before"


@TABLE(
    ("fields", "expected"),
    [
        ({}, [("assumed", BEFORE, (SINCE,))]),
        ({"more_senior": True}, [("assumed", BEFORE, (SINCE,))]),  # the exception is of nurses alone
        ({"previous": "other"}, []),
        (
            {"previous": "network"},
            [
                (
                    "open",
                    "Until when the person worked for the network or a practice of it is not on record.",
                    (SINCE,),
                )
            ],
        ),
        (
            {"previous": "network", "previous_until": day("2025-01-01")},
            [
                (
                    "not_claimable",
                    "The person worked for the network or a practice of it in the 12 months before.",
                    (SINCE,),
                )
            ],
        ),
    ],
)
def test_who_worked_here_before(fields: dict[str, Any], expected: list[Said]) -> None:
    assert ruled("2025-05-01", role="healthcare_support_worker", since="2025-04-01", **fields) == expected


SINCE_OF_NURSES = "arrs.new_to_general_practice_nurse.months_since_network_employment"


@TABLE(("more_senior", "expected"), [(None, [("assumed", BEFORE, (SINCE_OF_NURSES,))]), (True, [])])
def test_a_nurse_recruited_to_a_more_senior_role_is_excepted(more_senior: bool | None, expected: list[Said]) -> None:
    found = ruled("2025-05-01", role="new_to_general_practice_nurse", since="2025-04-01", more_senior=more_senior)
    assert [each for each in found if each[2] == (SINCE_OF_NURSES,)] == expected


YEARS, SECOND = f"{GP}eligibility_years_from_cct", f"{GP}eligibility_measured_on_second_reading"
REGULAR, BEFORE_AS_GP = f"{GP}temporary_claimable", f"{GP}previously_substantive_claimable"


IF_SUBSTANTIVE = (
    "Whether the person's earlier work for the network or a practice of it was substantive, and not as a locum, is not "
    "on record."
)


def of_a_gp(on: str, *terms: Term, **fields: Any) -> list[Said]:
    known: dict[str, Any] = {"certified": day("2024-08-01"), "regular": True, "previous": "none"}
    return ruled(on, *terms, role="general_practitioner", **{"since": on, **known, **fields})


def test_a_gp_in_order_is_told_nothing() -> None:
    assert of_a_gp("2024-10-01") == []


@TABLE(
    ("on", "fields", "expected"),
    [
        (
            "2024-10-01",
            {"certified": None},
            ("assumed", "the person was recruited within 2 years of the certificate", (YEARS,)),
        ),
        (
            "2024-10-01",
            {"certified": day("2020-01-01")},
            ("not_claimable", "The person was recruited more than 2 years after the certificate.", (YEARS, SECOND)),
        ),
        (
            "2025-01-15",
            {"certified": day("2022-10-01")},
            (
                "open",
                "Within 2 years of the certificate by one reading of the text and not by the other: measured on the "
                "day of recruitment, 15 January 2025, or on 1 October 2024.",
                (YEARS, SECOND),
            ),
        ),
        (
            "2024-10-01",
            {"regular": None},
            ("assumed", "the person works a regular pattern, and is no locum", (REGULAR,)),
        ),
        ("2024-10-01", {"regular": False}, ("not_claimable", "The person works as a locum.", (REGULAR,))),
        (
            "2026-04-01",  # of locums nothing was seen after 2024/25
            {"regular": None},
            ("assumed", "the person works a regular pattern, and is no locum", ()),
        ),
        (
            "2026-04-01",
            {"regular": False},
            ("open", "Whether a locum may be claimed was not seen for this day.", ()),
        ),
        (
            "2024-10-01",
            {"previous": None},
            (
                "assumed",
                "the person did not work substantively as a GP in general practice before",
                (BEFORE_AS_GP,),
            ),
        ),
        (
            "2024-10-01",
            {"previous": "general_practice"},
            (
                "needs_agreement",
                "The person worked substantively as a GP in general practice before.",
                (BEFORE_AS_GP, f"{GP}commissioner_approval"),
            ),
        ),
        (
            "2025-04-01",
            {"previous": "network", "previous_substantive": True},
            (
                "not_claimable",
                "The person worked substantively as a GP in general practice before.",
                (BEFORE_AS_GP,),
            ),
        ),
        ("2025-04-01", {"previous": "network"}, ("open", IF_SUBSTANTIVE, (BEFORE_AS_GP,))),
        (
            "2025-04-01",
            {"previous": "general_practice", "since": "2024-11-01", "agreed": "a letter"},
            (
                "open",
                "The person worked substantively as a GP in general practice before, and was recruited when that could "
                "be claimed with the commissioner's agreement; whether it goes on was not seen.",
                (BEFORE_AS_GP, f"{GP}commissioner_approval"),
            ),
        ),
        (
            "2026-04-01",
            {"previous": "network", "previous_until": day("2024-03-31"), "since": "2024-11-01"},
            (
                "open",
                "The person worked for the network or a practice of it in the 12 months before. That it bars a claim "
                "came after the recruitment; whether it is said of those who were there was not seen.",
                (f"{GP}months_since_network_employment",),
            ),
        ),
        (
            "2026-04-01",
            {"previous": "network", "previous_until": day("2026-03-31")},
            ("open", IF_SUBSTANTIVE, (f"{GP}months_since_network_employment",)),
        ),
        (
            "2024-10-01",
            {"certified": day("2024-10-02")},
            (
                "open",
                "The certificate, of 2 October 2024, came after the recruitment, on 1 October 2024. Check both days.",
                (YEARS,),
            ),
        ),
    ],
)
def test_general_practitioners(on: str, fields: dict[str, Any], expected: Said) -> None:
    assert of_a_gp(on, **fields) == [expected]


@TABLE("on", ["2024-10-01", "2025-04-01", "2026-04-01"])
def test_a_gp_who_was_a_locum_here_is_not_barred(on: str) -> None:
    last = {"previous": "network", "previous_until": day("2024-09-30"), "previous_substantive": False}
    assert of_a_gp(on, **last) == []


def test_more_senior_is_no_exception_for_a_gp() -> None:
    last = {"previous": "network", "previous_until": day("2026-03-31"), "previous_substantive": True}
    assert [each[0] for each in of_a_gp("2026-04-01", more_senior=True, **last)] == ["not_claimable"]


def test_a_gp_whose_years_since_the_certificate_are_none_is_in_time() -> None:
    """Nought years, and the limit of none: one year more would be too many."""
    none = a_term(YEARS, 0, "years", published=day("2024-01"))
    assert of_a_gp("2024-10-01", none, certified=None, years_from_cct=0) == []


def test_other_direct_patient_care() -> None:
    assert ruled("2026-04-01", role="other_direct_patient_care", since="2025-04-01") == [
        (
            "needs_agreement",
            "Claimed is every claim for the role, with the agreement of the integrated care board.",
            ("arrs.other_direct_patient_care.commissioner_approval",),
        )
    ]


SENIOR = (
    "at least monthly by a senior or advanced practice pharmacist, with access to a GP; senior pharmacists every three "
    "months by a GP or advanced practice pharmacist"
)


@TABLE(
    ("conditions", "expected"),
    [
        (MET, []),
        (
            [*MET[:2], PostCondition(name="supervision", met=False)],
            [
                (
                    "not_claimable",
                    f"A condition is on record as not met: Clinical pharmacist: supervision: {SENIOR}.",
                    ("arrs.clinical_pharmacist.supervision",),
                )
            ],
        ),
        (
            [MET[1]],
            [
                (
                    "assumed",
                    "Clinical pharmacist: the conditions are met (register: General Pharmaceutical Council; "
                    f"supervision: {SENIOR})",
                    ("arrs.clinical_pharmacist.registration_body", "arrs.clinical_pharmacist.supervision"),
                )
            ],
        ),
        *(
            (
                [*MET[:2], *(PostCondition(name="supervision", met=met) for met in (first, not first))],
                [
                    (
                        "assumed",
                        "A condition, on record as met and as not met, is met: Clinical pharmacist: supervision.",
                        ("arrs.clinical_pharmacist.supervision",),
                    )
                ],
            )
            for first in (True, False)
        ),
        (
            [*MET, PostCondition(name="driving_licence", met=True)],
            [
                (
                    "assumed",
                    "'driving_licence' is no condition of this role on this day; what is on record of it is not read",
                    (),
                )
            ],
        ),
    ],
)
def test_conditions_of_the_role(conditions: list[PostCondition], expected: list[Said]) -> None:
    assert ruled("2024-10-01", conditions=conditions) == expected


@TABLE(("plain_time", "is_assumed"), [(None, True), (True, False), (False, False)])
def test_extra_hours(plain_time: bool | None, is_assumed: bool) -> None:
    extra = ExtraHours(month=day("2024-10"), wte="0.1", cost=300, plain_time=plain_time)
    said = ("assumed", "the extra hours were paid at plain time rates", ("arrs.scheme.extra_hours_claimable",))
    assert ruled("2024-10-31", extra_hours=[extra]) == ([said] if is_assumed else [])
    assert ruled("2024-11-01", extra_hours=[extra]) == []
