"""The clinical director: somebody in post, who is a clinician from the member practices.

2019/20 clause 4.4.2; bma-creating-pcns-2019: "a named clinical director from among the clinicians in the network".
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pcn_des import OutsideDataError, Status, assess, read_network
from support.small_network import Record, complete, finding, given, incomplete, practice, waiver

IN_POST, ELIGIBLE = "clinical_director.in_post", "clinical_director.eligible"
ONE = complete(practice("A00001"))


def director(name: str = "Dr Ann Lee", *, since: str = "2022-04-01", **fields: Any) -> dict[str, Any]:
    return {"name": name, "since": since, **fields}


def clinician(name: str = "Dr Ann Lee", **fields: Any) -> dict[str, Any]:
    return director(name, **{"clinician": True, "profession": "GP", "practice": "A00001", **fields})


class TestInPost:
    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-03-31", Status.NOT_MET, id="the day before the appointment"),
            pytest.param("2022-04-01", Status.MET, id="the first day"),
            pytest.param("2022-11-14", Status.MET, id="the last day"),
            pytest.param("2022-11-15", Status.NOT_MET, id="the day after"),
        ],
    )
    def test_from_the_first_to_the_last_day_of_the_appointment(self, day: str, status: Status) -> None:
        appointments = complete(director(until="2022-11-14"))
        assert finding(IN_POST, day, clinical_directors=appointments).status is status

    def test_two_may_share_the_post(self) -> None:
        """2019/20 note: 'people may share it'."""
        found = finding(IN_POST, "2022-11-14", clinical_directors=[director("Dr A"), director("Dr B")])
        assert found.status is Status.MET
        assert found.reason == "Dr A and Dr B, since 1 April 2022"

    def test_who_appointed_them_and_that_the_commissioner_was_told_stands_beside(self) -> None:
        appointed = director(
            appointed_by="the members",
            document="minute of 30 March 2022",
            notified="2022-04-06",
            contact="pcn@example.org",
        )
        assert finding(IN_POST, "2022-11-14", clinical_directors=[appointed]).reason == (
            "Dr Ann Lee, since 1 April 2022; appointed by the members (minute of 30 March 2022); "
            "the commissioner was told on 6 April 2022; contact on record"
        )
        assert "told" not in finding(IN_POST, "2022-04-05", clinical_directors=[appointed]).reason

    @pytest.mark.parametrize(
        ("day", "note"),
        [
            ("2022-12-28", None),
            ("2022-12-29", "The term of Dr Ann Lee as clinical director ends on 31 March 2023, in 92 days."),
            ("2023-03-31", "The term of Dr Ann Lee as clinical director ends on 31 March 2023, today."),
            (
                "2023-04-01",
                "The term of Dr Ann Lee as clinical director ended on 31 March 2023; no new one is on record.",
            ),
        ],
    )
    def test_a_term_that_ends_is_a_reminder_and_no_shortfall(self, day: str, note: str | None) -> None:
        network = {"code": "U99903", "name": "One PCN", "clinical_directors": [director(term_ends="2023-03-31")]}
        report = assess(read_network(network), date.fromisoformat(day))
        assert report[IN_POST].status is Status.MET
        assert [said for said in report.notes if "term" in said] == ([note] if note else [])

    def test_cover_of_a_vacancy_is_for_a_person(self) -> None:
        vacancy = {"since": "2022-10-01", "covered_by": "Dr Tom Reed"}
        found = finding(IN_POST, "2022-11-14", clinical_director_vacancies=[vacancy])
        assert (found.status, found.reason) == (
            Status.JUDGEMENT,
            "vacant since 1 October 2022; covered by Dr Tom Reed",
        )
        assert found.to_judge == (
            "whether whoever covers the vacancy stands for a clinical director until the post is filled; no source "
            "says what the contract makes of a vacancy"
        )

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2024-03-31", "; 0.2 WTE on record, 0.25 WTE funded for a network of the usual size"),
            ("2024-04-01", "; 0.2 WTE on record"),
        ],
    )
    def test_recorded_time_stands_beside_the_funded_time_and_is_never_a_shortfall(self, day: str, said: str) -> None:
        """clinical_director.wte: 0.25 until 31 March 2024; 'the payment went into core PCN funding' after."""
        found = finding(IN_POST, day, clinical_directors=[director(wte=Decimal("0.2"))])
        assert (found.status, found.reason) == (Status.MET, f"Dr Ann Lee, since 1 April 2022{said}")

    def test_the_time_of_one_who_is_on_record_twice_counts_once(self) -> None:
        """The same record again, and a renewal of 1 May 2022 that overlaps."""
        once = director(wte=Decimal("0.25"))
        for again in (once, {**once, "since": "2022-05-01"}):
            found = finding(IN_POST, "2022-11-14", clinical_directors=[once, again])
            expected = "0.25 WTE on record, 0.25 WTE funded for a network of the usual size"
            assert found.reason == f"Dr Ann Lee, since 1 April 2022; {expected}"

    def test_who_covers_a_vacancy_that_is_on_record_twice_is_named_once(self) -> None:
        vacant = [{"since": "2022-10-01", "covered_by": "Dr Tom Reed"}] * 2
        found = finding(IN_POST, "2022-11-14", clinical_director_vacancies=vacant)
        assert found.reason == "vacant since 1 October 2022; covered by Dr Tom Reed"

    def test_the_time_of_two_who_share_the_post_is_added_up_where_both_are_on_record(self) -> None:
        both = [director("Dr A", wte=Decimal("0.1")), director("Dr B", wte=Decimal("0.2"))]
        assert "; 0.3 WTE on record" in finding(IN_POST, "2022-11-14", clinical_directors=both).reason
        one = [director("Dr A", wte=Decimal("0.1")), director("Dr B")]
        assert finding(IN_POST, "2022-11-14", clinical_directors=one).reason == "Dr A and Dr B, since 1 April 2022"

    def test_a_vacancy_on_record_is_a_shortfall(self) -> None:
        found = finding(IN_POST, "2022-11-14", clinical_director_vacancies=[{"since": "2022-11-01"}])
        assert (found.status, found.reason) == (Status.NOT_MET, "vacant since 1 November 2022")

    def test_an_empty_list_says_that_there_is_nobody(self) -> None:
        assert finding(IN_POST, "2022-11-14", clinical_directors=[]).status is Status.NOT_MET

    @pytest.mark.parametrize(
        "records",
        [
            pytest.param({}, id="no list"),
            pytest.param(
                {"clinical_directors": [director(until="2022-10-31")]}, id="an incomplete list that has ended"
            ),
            pytest.param({"clinical_director_vacancies": []}, id="never vacant, but nobody on record"),
            pytest.param({"clinical_director_vacancies": [{"since": "2022-11-15"}]}, id="vacant only later"),
        ],
    )
    def test_what_is_not_on_record_is_unknown(self, records: dict[str, Any]) -> None:
        found = finding(IN_POST, "2022-11-14", **records)
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the clinical director, with the day of appointment",)

    def test_a_waiver_lifts_it(self) -> None:
        lifted = [waiver(IN_POST, since="2022-11-01", until="2022-11-30")]
        found = finding(IN_POST, "2022-11-30", clinical_directors=[], variations=lifted)
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)
        assert finding(IN_POST, "2022-12-01", clinical_directors=[], variations=lifted).status is Status.NOT_MET

    @pytest.mark.parametrize(("held", "status"), [(True, Status.MET), (False, Status.NOT_MET)])
    def test_the_fact_may_be_given(self, held: bool, status: Status) -> None:
        assert given(IN_POST, "2022-11-14", {"clinical_director.in_post": held}).status is status


class TestEligible:
    def test_a_clinician_who_works_in_a_core_network_practice(self) -> None:
        found = finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=[clinician()])
        assert found.status is Status.MET

    def test_it_need_not_be_a_gp(self) -> None:
        """bw-medical-pcns-2019: 'does not need to be a GP'."""
        nurse = clinician("Sr Joy Adeyemi", profession="nurse")
        assert finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=[nurse]).status is Status.MET

    def test_somebody_who_is_no_clinician_is_a_shortfall(self) -> None:
        manager = clinician("Mr Rao", clinician=False, profession="practice manager")
        assert finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=[manager]).status is Status.NOT_MET

    def test_of_a_clinician_whom_the_network_employs_a_person_decides(self) -> None:
        employed = clinician(practice=None, employed_by_network=True)
        (part,) = finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=[employed]).parts
        assert (part.status, part.to_judge) == (
            Status.JUDGEMENT,
            "whether a clinician whom the network employs is one from within the member practices",
        )

    def test_somebody_from_outside_the_member_practices_is_a_shortfall(self) -> None:
        found = finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=[clinician(practice="B99999")])
        assert found.status is Status.NOT_MET
        assert found.parts[0].reason == "B99999, where Dr Ann Lee works, is no Core Network Practice"

    def test_a_shortfall_on_one_side_decides_whatever_is_unknown_on_the_other(self) -> None:
        manager = director("Mr Rao", clinician=False)
        assert finding(ELIGIBLE, "2022-11-14", clinical_directors=[manager]).status is Status.NOT_MET

    def test_a_practice_that_left_the_network_no_longer_makes_eligible(self) -> None:
        members = complete(practice("A00001", membership=complete({"since": "2019-07-01", "until": "2022-11-13"})))
        records: Record = {"practices": members, "clinical_directors": [clinician()]}
        assert finding(ELIGIBLE, "2022-11-13", **records).status is Status.MET
        assert finding(ELIGIBLE, "2022-11-14", **records).status is Status.NOT_MET

    @pytest.mark.parametrize(
        ("records", "missing"),
        [
            pytest.param(
                {"practices": ONE}, ("the clinical director, with the day of appointment",), id="nobody on record"
            ),
            pytest.param(
                {"practices": ONE, "clinical_directors": [director(practice="A00001")]},
                ("whether Dr Ann Lee is a clinician",),
                id="profession not on record",
            ),
            pytest.param(
                {"practices": ONE, "clinical_directors": [director(clinician=True)]},
                ("the practice in which Dr Ann Lee works",),
                id="practice not on record",
            ),
            pytest.param(
                {"clinical_directors": [clinician()]}, ("the list of practices",), id="no practices on record"
            ),
            pytest.param(
                {"practices": incomplete(practice("A00002")), "clinical_directors": [clinician()]},
                ("whether the list of practices is complete",),
                id="perhaps a practice that the list omits",
            ),
            pytest.param(
                {"practices": ONE, "clinical_directors": [director()]},
                ("whether Dr Ann Lee is a clinician", "the practice in which Dr Ann Lee works"),
                id="both",
            ),
        ],
    )
    def test_what_is_not_on_record_is_unknown_and_named(
        self, records: dict[str, Any], missing: tuple[str, ...]
    ) -> None:
        found = finding(ELIGIBLE, "2022-11-14", **records)
        assert (found.status, found.missing) == (Status.UNKNOWN, missing)

    def test_each_of_two_directors_is_asked(self) -> None:
        pair = [clinician("Dr A"), clinician("Mr B", clinician=False)]
        found = finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=pair)
        assert found.status is Status.NOT_MET
        assert [(part.subject, part.status) for part in found.parts] == [
            ("Dr A", Status.MET),
            ("Mr B", Status.NOT_MET),
        ]

    def test_two_directors_of_the_same_name_are_two_people(self) -> None:
        pair = [clinician("Dr S Patel"), clinician("Dr S Patel", clinician=False)]
        found = finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=pair)
        assert [part.status for part in found.parts] == [Status.MET, Status.NOT_MET]

    def test_without_a_director_nobody_is_asked(self) -> None:
        assert finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_directors=[]).status is Status.NOT_APPLICABLE

    def test_while_the_post_is_vacant_nobody_is_asked(self) -> None:
        """A vacancy on record says that there is no clinical director: there is no subject, and nothing is missing."""
        vacant = [{"since": "2022-11-01"}]
        found = finding(ELIGIBLE, "2022-11-14", practices=ONE, clinical_director_vacancies=vacant)
        assert found.status is Status.NOT_APPLICABLE

    def test_a_waiver_lifts_it(self) -> None:
        found = finding(
            ELIGIBLE,
            "2022-11-14",
            practices=ONE,
            clinical_directors=[clinician(clinician=False)],
            variations=[waiver(ELIGIBLE, since="2022-04-01")],
        )
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)


@pytest.mark.parametrize("rule", [IN_POST, ELIGIBLE])
def test_in_force_from_the_first_day_to_the_last(rule: str) -> None:
    with pytest.raises(OutsideDataError):
        finding(rule, "2019-06-30")
    for day in ("2019-07-01", "2020-03-31", "2020-04-01", "2027-03-31"):
        assert finding(rule, day).status is Status.UNKNOWN
    assert finding(rule, "2019-07-01").clause == "4.4.2"


def test_a_waiver_for_one_holds_though_they_are_on_record_twice() -> None:
    held = clinician(clinician=False)
    excepted = waiver("clinical_director.eligible", since="2022-01-01", subjects=["Dr Ann Lee"])
    for listed in ([held], [held, held]):
        found = finding(
            "clinical_director.eligible",
            "2022-11-14",
            clinical_directors=complete(*listed),
            practices=complete(practice()),
            variations=complete(excepted),
        )
        assert found.status is Status.NOT_APPLICABLE
