"""The clinical director and the Nominated Payee."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des.network import Appointment
from support.observing import complete, missing, observe, practice

DAY = "2022-11-14"


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
