"""The clinical director and the Nominated Payee."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pytest

from pcn_des.network import Appointment
from support.observing import complete, missing, observe, practice

DAY = "2022-11-14"
OLD = {"name": "Old Surgery", "since": "2019-07-01", "code": "A00001"}


def appointed(**fields: Any) -> Appointment:
    return Appointment(name="Dr Ann Lee", since=date(2022, 4, 1), **fields)


class TestInPost:
    def test_names_who_holds_it_and_since_when(self) -> None:
        held = [{"name": "Dr A", "since": "2021-04-01"}, {"name": "Dr B", "since": "2022-04-01"}]
        found = observe("clinical_director.in_post", DAY, clinical_directors=held)
        assert (found.value, found.because) == (True, "Dr A and Dr B, since 1 April 2021")

    def test_nobody_in_a_complete_list(self) -> None:
        ended = complete({"name": "Dr A", "since": "2021-04-01", "until": "2022-11-13"})
        found = observe("clinical_director.in_post", DAY, clinical_directors=ended)
        assert (found.value, found.because) == (False, "nobody in post on 14 November 2022")

    def test_a_vacancy_is_named_with_its_first_day(self) -> None:
        found = observe("clinical_director.in_post", DAY, clinical_director_vacancies=[{"since": "2022-10-01"}])
        assert (found.value, found.because) == (False, "vacant since 1 October 2022")

    def test_a_vacancy_says_no_without_any_list_of_appointments(self) -> None:
        vacant = [{"since": "2022-10-01", "until": "2022-11-14"}]
        assert observe("clinical_director.in_post", DAY, clinical_director_vacancies=vacant).value is False
        after = observe("clinical_director.in_post", "2022-11-15", clinical_director_vacancies=vacant)
        assert missing(after) == ("the clinical director, with the day of appointment",)

    @pytest.mark.parametrize(("since", "known"), [("2022-11-14", True), ("2022-11-15", False)])
    def test_nobody_in_a_list_that_is_kept_since_the_day(self, since: str, known: bool) -> None:
        held = {"complete": {"since": since}, "items": []}
        assert (observe("clinical_director.in_post", DAY, clinical_directors=held).value is False) is known

    @pytest.mark.parametrize(
        ("vacancies", "because"),
        [
            ([{"since": "2022-10-01"}], "vacant since 1 October 2022"),
            ([{"since": "2022-10-01", "notified": "2022-11-15"}], "vacant since 1 October 2022"),
            (
                [{"since": "2022-10-01", "notified": DAY}],
                "vacant since 1 October 2022; the commissioner was told on 14 November 2022",
            ),
            (
                [
                    {"since": "2022-10-01", "notified": "2022-10-20"},
                    {"since": "2022-09-01", "notified": "2022-10-03"},
                ],
                "vacant since 1 September 2022; the commissioner was told on 3 October 2022",
            ),
        ],
    )
    def test_a_vacancy_says_since_when_and_who_was_told(self, vacancies: list[dict[str, Any]], because: str) -> None:
        found = observe("clinical_director.in_post", DAY, clinical_director_vacancies=vacancies)
        since = min(date.fromisoformat(vacancy["since"]) for vacancy in vacancies)
        assert (found.value, found.because, found.since) == (False, because, since)

    APPOINTED: ClassVar = {"name": "Dr A", "since": "2022-04-01", "appointed_by": "a vote of the members"}

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, "appointed by a vote of the members"),
            ({"document": "minute 3"}, "appointed by a vote of the members (minute 3)"),
            (
                {"notified": DAY},
                "appointed by a vote of the members; the commissioner was told on 14 November 2022",
            ),
            ({"notified": "2022-11-15"}, "appointed by a vote of the members"),
            ({"contact": "desk@example.org"}, "appointed by a vote of the members; contact on record"),
        ],
    )
    def test_how_somebody_was_appointed_and_who_was_told(self, fields: dict[str, Any], said: str) -> None:
        found = observe("clinical_director.in_post", DAY, clinical_directors=[{**self.APPOINTED, **fields}])
        assert found.because == f"Dr A, since 1 April 2022; {said}"

    def test_of_two_in_post_each_is_named(self) -> None:
        more = {"notified": "2022-04-02", "contact": "desk@example.org"}
        two = [{**self.APPOINTED, **more}, {**self.APPOINTED, **more, "name": "Dr B"}]
        assert observe("clinical_director.in_post", DAY, clinical_directors=two).because == (
            "Dr A and Dr B, since 1 April 2022"
            "; Dr A appointed by a vote of the members; the commissioner was told of Dr A on 2 April 2022"
            "; Dr A contact on record"
            "; Dr B appointed by a vote of the members; the commissioner was told of Dr B on 2 April 2022"
            "; Dr B contact on record"
        )

    def test_every_term_that_ends_soon_is_noted(self) -> None:
        ends = {"Dr A": "2022-11-13", "Dr B": "2022-11-14", "Dr C": "2022-11-15", "Dr D": "2024-03-31"}
        held = [{"name": name, "since": "2022-04-01", "term_ends": day} for name, day in ends.items()]
        assert observe("clinical_director.in_post", DAY, clinical_directors=held).note == (
            "The term of Dr A as clinical director ended on 13 November 2022; no new one is on record. "
            "The term of Dr B as clinical director ends on 14 November 2022, today. "
            "The term of Dr C as clinical director ends on 15 November 2022, in 1 day."
        )


class TestCovered:
    @pytest.mark.parametrize(
        ("vacancies", "value", "because"),
        [
            ([{"covered_by": "Dr C"}], True, "covered by Dr C"),
            ([{"covered_by": "Dr C"}, {"covered_by": "Dr D"}], True, "covered by Dr C and Dr D"),
            ([{"covered_by": "Dr C"}, {}], True, "covered by Dr C"),
            ([{}], False, "vacant since 1 October 2022"),
        ],
    )
    def test_who_stands_in(self, vacancies: list[dict[str, Any]], value: bool, because: str) -> None:
        vacant = [{"since": "2022-10-01", **vacancy} for vacancy in vacancies]
        found = observe("clinical_director.covered", DAY, clinical_director_vacancies=vacant)
        assert (found.value, found.because) == (value, because)


class TestDirector:
    @pytest.mark.parametrize("clinician", [True, False])
    def test_is_a_clinician_as_recorded(self, clinician: bool) -> None:
        found = observe("director.is_clinician", DAY, about=appointed(clinician=clinician, profession="nurse"))
        assert (found.value, found.because) == (clinician, "nurse")

    def test_a_profession_alone_does_not_say_it(self) -> None:
        found = observe("director.is_clinician", DAY, about=appointed(profession="GP"))
        assert missing(found) == ("whether Dr Ann Lee is a clinician",)

    def test_no_profession_gives_no_reason(self) -> None:
        assert observe("director.is_clinician", DAY, about=appointed(clinician=True)).because == ""

    @pytest.mark.parametrize(
        ("works_at", "value", "because"),
        [
            pytest.param("A00001", True, "works at A00001", id="in a Core Network Practice"),
            pytest.param(
                "A00002", False, "A00002, where Dr Ann Lee works, is no Core Network Practice", id="in another member"
            ),
            pytest.param(
                "B00009", False, "B00009, where Dr Ann Lee works, is no Core Network Practice", id="elsewhere"
            ),
        ],
    )
    def test_works_in_a_core_network_practice(self, works_at: str, value: bool, because: str) -> None:
        other = practice("A00002", membership=complete({"since": "2019-07-01", "core": False}))
        held = complete(practice("A00001"), other)
        about = appointed(practice=works_at)
        found = observe("director.works_in_core_practice", DAY, about=about, practices=held)
        assert (found.value, found.because) == (value, because)

    def test_without_a_practice_or_without_a_list_it_is_unknown(self) -> None:
        held = complete(practice("A00001"))
        nowhere = observe("director.works_in_core_practice", DAY, about=appointed(), practices=held)
        assert missing(nowhere) == ("the practice in which Dr Ann Lee works",)
        unlisted = observe("director.works_in_core_practice", DAY, about=appointed(practice="A00001"))
        assert missing(unlisted) == ("the list of practices",)

    @pytest.mark.parametrize(
        ("fields", "employed", "works", "because"),
        [
            (
                {"employed_by_network": True},
                True,
                False,
                "Dr Ann Lee is employed by the network, and by no practice on record",
            ),
            ({"employed_by_network": True, "practice": "A00001"}, False, True, "works at A00001"),
            ({"employed_by_network": False, "practice": "A00001"}, False, True, "works at A00001"),
            ({"employed_by_network": False}, False, None, ""),
            ({}, False, None, ""),
        ],
    )
    def test_employed_by_the_network_and_by_no_practice(
        self, fields: dict[str, Any], employed: bool, works: bool | None, because: str
    ) -> None:
        about, held = appointed(**fields), complete(practice("A00001"))
        found = observe("director.employed_by_network", DAY, about=about, practices=held)
        assert (found.value, found.because) == (employed, because)
        value = observe("director.works_in_core_practice", DAY, about=about, practices=held).value
        assert (value if isinstance(value, bool) else None) is works

    def test_found_in_an_incomplete_list_is_enough(self) -> None:
        about = appointed(practice="A00001")
        found = observe("director.works_in_core_practice", DAY, about=about, practices=[practice("A00001")])
        assert found.value is True
        elsewhere = observe("director.works_in_core_practice", DAY, about=about, practices=[practice("A00002")])
        assert missing(elsewhere) == ("whether the list of practices is complete",)


class TestPayee:
    SPELLS = (
        {"name": "Old Surgery", "since": "2019-07-01", "until": "2022-10-02"},
        {"name": "Millbrook Federation", "since": "2022-10-03"},
    )

    @pytest.mark.parametrize(
        ("day", "because"),
        [
            ("2022-10-02", "Old Surgery, since 1 July 2019"),
            ("2022-10-03", "Millbrook Federation, since 3 October 2022"),
        ],
    )
    def test_the_payee_of_the_day(self, day: str, because: str) -> None:
        found = observe("nominated_payee.named", day, payees=list(self.SPELLS))
        assert (found.value, found.because) == (True, because)

    def test_nobody(self) -> None:
        found = observe("nominated_payee.named", "2019-06-30", payees=complete(*self.SPELLS))
        assert (found.value, found.because) == (False, "nobody is named on 30 June 2019")
        assert missing(observe("nominated_payee.named", "2019-06-30", payees=list(self.SPELLS)))
        assert missing(observe("nominated_payee.named", DAY)) == ("the Nominated Payee",)

    FACT = "nominated_payee.is_core_practice"

    @pytest.mark.parametrize(
        ("code", "value", "because"),
        [
            ("A00001", True, "Old Surgery is a Core Network Practice"),
            ("A00002", False, "Old Surgery (A00002) is no Core Network Practice"),
            ("B00009", False, "Old Surgery (B00009) is no Core Network Practice"),
        ],
    )
    def test_a_core_practice_or_not(self, code: str, value: bool, because: str) -> None:
        other = practice("A00002", membership=complete({"since": "2019-07-01", "core": False}))
        payees = [{**OLD, "code": code}]
        found = observe(self.FACT, DAY, payees=payees, practices=complete(practice(), other))
        assert (found.value, found.because) == (value, because)

    @pytest.mark.parametrize(
        ("records", "wanted"),
        [
            ({}, "the Nominated Payee"),
            ({"payees": []}, "the Nominated Payee"),
            (
                {"payees": [{**OLD, "code": None}], "practices": complete()},
                "the organisation code of the Nominated Payee, Old Surgery",
            ),
            ({"payees": [OLD]}, "the list of practices"),
            (
                {
                    "payees": [{"name": "Old Surgery", "since": "2019-07-01", "code": "A00001"}],
                    "practices": [practice("A00002")],
                },
                "whether the list of practices is complete",
            ),
        ],
    )
    def test_what_would_settle_whether_it_is_one(self, records: dict[str, Any], wanted: str) -> None:
        assert missing(observe(self.FACT, DAY, **records)) == (wanted,)

    @pytest.mark.parametrize(("since", "known"), [("2022-11-14", True), ("2022-11-15", False)])
    def test_nobody_in_a_list_that_is_kept_since_the_day(self, since: str, known: bool) -> None:
        held = {"complete": {"since": since}, "items": []}
        assert (observe("nominated_payee.named", DAY, payees=held).value is False) is known
