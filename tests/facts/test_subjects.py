"""What a duty is about: practices, clinical directors, the cancelled sessions of a service, admissions, posts."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from pcn_des.engine.view import Subjects
from support.observing import complete, practice, subjects

DAY = "2022-11-14"


def ids(kind: str, day: str = DAY, area: str = "enhanced_access", **records: Any) -> list[str]:
    return [subject.id for subject in subjects(kind, area, day, **records).found]


class TestPractices:
    def test_core_network_practices_of_the_day(self) -> None:
        left = practice("A00002", membership=complete({"since": "2019-07-01", "until": "2022-11-13"}))
        other = practice("A00003", membership=complete({"since": "2019-07-01", "core": False}))
        held = complete(practice("A00001"), left, other)
        assert ids("practice", "2022-11-13", practices=held) == ["A00001", "A00002"]
        assert ids("practice", DAY, practices=held) == ["A00001"]
        (one,) = subjects("practice", "practices", DAY, practices=held).found
        assert (one.name, one.record.code) == ("Practice A00001", "A00001")

    def test_what_is_missing(self) -> None:
        assert subjects("practice", "practices", DAY) == Subjects((), ("the list of practices",))
        nameless = {"code": "A00002", "name": "Practice A00002"}
        found = subjects("practice", "practices", DAY, practices=[practice(), nameless])
        assert found.missing == (
            "the membership of Practice A00002 (A00002)",
            "whether the list of practices is complete",
        )
        assert subjects("practice", "practices", DAY, practices=[]).missing == ()


class TestClinicalDirectors:
    def test_in_post_on_the_day(self) -> None:
        held = [{"name": "Dr A", "since": "2021-04-01", "until": "2022-11-13"}, {"name": "Dr B", "since": "2022-11-14"}]
        assert ids("clinical_director", "2022-11-13", clinical_directors=held) == ["Dr A"]
        assert ids("clinical_director", DAY, clinical_directors=held) == ["Dr B"]

    def test_nobody(self) -> None:
        wanted = ("the clinical director, with the day of appointment",)
        assert subjects("clinical_director", "clinical_director", DAY) == Subjects((), wanted)
        none = subjects("clinical_director", "clinical_director", DAY, clinical_directors=[])
        assert (none.found, none.missing) == ((), ())
        for since, gap in ((DAY, ()), ("2022-11-15", wanted)):
            kept = {"complete": {"since": since}, "items": []}
            assert subjects("clinical_director", "x", DAY, clinical_directors=kept) == Subjects((), gap)

    def test_while_the_post_is_vacant_there_is_nobody_to_ask_about(self) -> None:
        vacant = subjects("clinical_director", "x", DAY, clinical_director_vacancies=[{"since": "2022-10-01"}])
        assert vacant == Subjects((), ())

    def test_two_of_one_name_are_told_apart(self) -> None:
        held = [{"name": "Dr A", "since": "2021-04-01"}, {"name": "Dr A", "since": "2022-04-01", "profession": "GP"}]
        found = subjects("clinical_director", "x", DAY, clinical_directors=held).found
        assert [(one.id, one.name) for one in found] == [("Dr A", "Dr A"), ("Dr A (2)", "Dr A")]

    def test_one_who_is_on_record_twice_is_one(self) -> None:
        for since in ("2021-04-01", "2022-04-01"):
            held = [{"name": "Dr A", "since": "2021-04-01"}, {"name": "Dr A", "since": since}]
            assert ids("clinical_director", clinical_directors=held) == ["Dr A"]

    @pytest.mark.parametrize(
        ("held", "named"),
        [
            pytest.param(
                [("Ann", "2022-04-01", True), ("Ann", "2021-04-01", False)],
                {"Ann": False, "Ann (2)": True},
                id="by their first days",
            ),
            pytest.param(
                [("Ann", "2021-04-01", True), ("Ann", "2021-04-01", False)],
                {"Ann": False, "Ann (2)": True},
                id="of one day, by what else is said of them",
            ),
            pytest.param(
                [("Ann", "2021-04-01", True), ("Ann", "2022-04-01", False), ("Ann (2)", "2022-05-01", None)],
                {"Ann": True, "Ann (3)": False, "Ann (2)": None},
                id="never by a name that another has",
            ),
        ],
    )
    def test_their_ids_do_not_depend_on_the_order(
        self, held: list[tuple[str, str, bool | None]], named: dict[str, bool | None]
    ) -> None:
        listed = [{"name": name, "since": since, "clinician": clinician} for name, since, clinician in held]
        for order in permutations(listed):
            found = subjects("clinical_director", "x", DAY, clinical_directors=list(order)).found
            assert {one.id: one.record.clinician for one in found} == named

    def test_who_was_appointed_again_keeps_the_id(self) -> None:
        again = [
            {"name": "Dr A", "since": "2022-04-01"},
            {"name": "Dr A", "since": "2021-04-01", "until": "2022-03-31"},
        ]
        assert ids("clinical_director", clinical_directors=again) == ["Dr A"]


class TestCancelledSessions:
    def session(self, on: str, **fields: Any) -> dict[str, Any]:
        return {"id": on, "service": "enhanced_access", "on": on, "minutes": 60, **fields}

    @pytest.mark.parametrize(
        ("on", "there"),
        [
            pytest.param("2022-04-01", True, id="the first day of the contract year"),
            pytest.param("2022-11-14", True, id="today"),
            pytest.param("2022-11-15", False, id="tomorrow"),
            pytest.param("2022-03-31", True, id="open from last year"),
            pytest.param("2021-04-01", True, id="open from the first day of last year"),
            pytest.param("2021-03-31", False, id="the year before last"),
        ],
    )
    def test_of_this_year_or_still_open_when_it_began(self, on: str, there: bool) -> None:
        session = self.session(on, made_up={"complete": True, "items": []})
        assert ids("cancelled_session", cancelled_sessions=[session]) == ([on] if there else [])

    def test_of_last_year_and_who_knows_how_made_up(self) -> None:
        """It may have been made up before this year began, and is then none that this year asks about."""
        sessions = [self.session("2022-03-31"), self.session("2022-04-01")]
        found = subjects("cancelled_session", "enhanced_access", DAY, cancelled_sessions=complete(*sessions))
        assert [one.id for one in found.found] == ["2022-04-01"]
        assert found.missing == ("how the session cancelled on 31 March 2022 was made up",)

    @pytest.mark.parametrize(
        ("made_up", "there"),
        [
            pytest.param([("2022-03-31", 60)], False, id="made up before the year began"),
            pytest.param([("2022-04-01", 60)], True, id="made up on its first day"),
            pytest.param([("2022-03-31", 59)], True, id="not all of it before"),
        ],
    )
    def test_made_up_before_the_year_began(self, made_up: list[tuple[str, int]], there: bool) -> None:
        parts = [{"on": on, "minutes": minutes} for on, minutes in made_up]
        held = [self.session("2022-03-28", made_up={"complete": True, "items": parts})]
        assert (ids("cancelled_session", cancelled_sessions=held) == ["2022-03-28"]) is there

    def test_of_the_service_that_owes_it(self) -> None:
        held = complete(self.session("2022-11-01"), self.session("2022-11-02", service="extended_hours"))
        assert ids("cancelled_session", area="enhanced_access", cancelled_sessions=held) == ["2022-11-01"]
        assert ids("cancelled_session", area="extended_hours", cancelled_sessions=held) == ["2022-11-02"]
        (one,) = subjects("cancelled_session", "extended_hours", DAY, cancelled_sessions=held).found
        assert (one.name, one.record.minutes, one.happened) == ("2 November 2022", 60, date(2022, 11, 2))

    @pytest.mark.parametrize(
        ("since", "until", "known"),
        [
            pytest.param("2022-03-28", "2022-03-31", True, id="from the session to the end of its year"),
            pytest.param("2022-03-29", "2022-03-31", False, id="from the day after the session"),
            pytest.param("2022-03-28", "2022-03-30", False, id="but for the last day of the year"),
        ],
    )
    def test_how_one_was_made_up_is_asked_to_the_end_of_its_year(self, since: str, until: str, known: bool) -> None:
        kept = {"complete": {"since": since, "until": until}, "items": []}
        held = complete(self.session("2022-03-28", made_up=kept))
        found = subjects("cancelled_session", "enhanced_access", DAY, cancelled_sessions=held)
        wanted = "how the session cancelled on 28 March 2022 was made up"
        expected = (["2022-03-28"], ()) if known else ([], (wanted,))
        assert ([one.id for one in found.found], found.missing) == expected

    @pytest.mark.parametrize(
        ("since", "until", "known"),
        [
            ("2022-04-01", "2022-11-14", True),
            ("2022-04-02", "2022-11-14", False),
            ("2022-04-01", "2022-11-13", False),
        ],
    )
    def test_the_list_is_asked_for_the_contract_year_so_far(self, since: str, until: str, known: bool) -> None:
        held = {"complete": {"since": since, "until": until}, "items": []}
        found = subjects("cancelled_session", "enhanced_access", DAY, cancelled_sessions=held)
        assert (found.missing == ()) is known

    def test_what_is_missing(self) -> None:
        none = subjects("cancelled_session", "extended_hours", DAY)
        assert none == Subjects((), ("the list of cancelled extended hours sessions",))
        some = subjects("cancelled_session", "enhanced_access", DAY, cancelled_sessions=[self.session("2022-11-01")])
        assert some.missing == ("whether the list of cancelled enhanced access sessions is complete",)


class TestAdmissions:
    def home(self, name: str = "The Elms", *stays: dict[str, Any], **fields: Any) -> dict[str, Any]:
        since = {"alignment": [{"since": "2020-10-01"}]}
        return {"location": f"at {name}", "name": name, **since, "admissions": complete(*stays), **fields}

    def stay(self, on: str, **fields: Any) -> dict[str, Any]:
        return {"id": on, "on": on, "kind": "admission", **fields}

    def held(self, *homes: dict[str, Any], day: str = DAY) -> list[str]:
        return ids("admission", day, "care_homes", care_homes=complete(*homes))

    @pytest.mark.parametrize(
        ("on", "there"),
        [
            pytest.param("2022-04-01", True, id="the first day of the contract year"),
            pytest.param("2022-11-14", True, id="today"),
            pytest.param("2022-11-15", False, id="tomorrow"),
            pytest.param("2022-03-31", True, id="open from last year"),
            pytest.param("2021-04-01", True, id="open from the first day of last year"),
            pytest.param("2021-03-31", False, id="the year before last"),
        ],
    )
    def test_of_this_year_or_still_open_when_it_began(self, on: str, there: bool) -> None:
        assert self.held(self.home("The Elms", self.stay(on))) == ([f"at The Elms, {on}"] if there else [])

    @pytest.mark.parametrize(
        ("assessed_on", "planned_on", "there"),
        [
            pytest.param("2022-03-31", "2022-03-31", False, id="both before the year began"),
            pytest.param("2022-03-31", "2022-04-01", True, id="the plan on its first day"),
            pytest.param("2022-04-01", "2022-03-31", True, id="the assessment on its first day"),
            pytest.param("2022-03-31", None, True, id="no plan"),
        ],
    )
    def test_done_before_the_year_began(self, assessed_on: str, planned_on: str | None, there: bool) -> None:
        stay = self.stay("2022-03-25", assessed_on=assessed_on, planned_on=planned_on)
        assert bool(self.held(self.home("The Elms", stay))) is there

    def test_only_to_homes_aligned_on_the_day(self) -> None:
        left = self.home(
            "Heronsmead", self.stay("2022-10-03"), alignment=[{"since": "2020-10-01", "until": "2022-11-13"}]
        )
        assert self.held(left, day="2022-11-13") == ["at Heronsmead, 2022-10-03"]
        assert self.held(left) == []

    def test_one_is_named_by_its_home_and_its_id(self) -> None:
        homes = [self.home(name, self.stay("2022-10-03", id="S-1")) for name in ("The Elms", "Heronsmead")]
        found = subjects("admission", "care_homes", DAY, care_homes=complete(*homes)).found
        assert [(subject.id, subject.name, subject.happened) for subject in found] == [
            ("at The Elms, S-1", "The Elms, S-1", date(2022, 10, 3)),
            ("at Heronsmead, S-1", "Heronsmead, S-1", date(2022, 10, 3)),
        ]

    @pytest.mark.parametrize(
        ("kept", "stay", "is_wanted"),
        [
            (False, "2022-10-03", True),
            (False, "2022-11-01", False),  # aligned on that day
            ({"since": "2022-10-03"}, "2022-10-03", False),
            ({"since": "2022-10-04"}, "2022-10-03", True),
            (False, "2021-03-31", False),  # of the year before last: nothing is owed for it
        ],
    )
    def test_whether_the_home_was_aligned_then(self, kept: object, stay: str, is_wanted: bool) -> None:
        alignment = {"complete": kept, "items": [{"since": "2022-11-01"}]}
        home = self.home("The Elms", self.stay(stay), alignment=alignment)
        found = subjects("admission", "care_homes", DAY, care_homes=complete(home))
        wanted = "whether The Elms was aligned to the network on 3 October 2022"
        assert found.missing == ((wanted,) if is_wanted else ())

    @pytest.mark.parametrize(
        ("aligned", "since", "until", "known"),
        [
            pytest.param("2020-10-01", "2022-04-01", "2022-11-14", True, id="the contract year so far"),
            pytest.param("2020-10-01", "2022-04-02", "2022-11-14", False, id="but for its first day"),
            pytest.param("2020-10-01", "2022-04-01", "2022-11-13", False, id="but for today"),
            pytest.param("2022-09-01", "2022-09-01", "2022-11-14", True, id="since the home was aligned"),
            pytest.param("2022-09-01", "2022-09-02", "2022-11-14", False, id="since the day after"),
        ],
    )
    def test_the_list_is_asked_for_the_year_or_since_the_home_was_aligned(
        self, aligned: str, since: str, until: str, known: bool
    ) -> None:
        kept = {"complete": {"since": since, "until": until}, "items": []}
        home = self.home("The Elms", alignment=complete({"since": aligned}), admissions=kept)
        found = subjects("admission", "care_homes", DAY, care_homes=complete(home))
        assert found.missing == (() if known else ("whether the list of admissions of The Elms is complete",))

    @pytest.mark.parametrize(
        ("location", "stay", "id_"),
        [
            pytest.param("A", "B, C", "A, B, C", id="a comma in the id of the stay"),
            pytest.param("A, B", "C", '"A, B", C', id="a comma in the location"),
            pytest.param('the "A"', "C", '"the ""A""", C', id="quotation marks in the location"),
            pytest.param('"A', 'B", C', '"""A", B", C', id="half of them"),
        ],
    )
    def test_no_two_homes_and_stays_are_written_alike(self, location: str, stay: str, id_: str) -> None:
        home = {**self.home("The Elms", self.stay("2022-10-03", id=stay)), "location": location}
        assert self.held(home) == [id_]

    def test_what_is_missing(self) -> None:
        assert subjects("admission", "care_homes", DAY).missing == ("the list of Aligned Care Homes",)
        silent = self.home("Heronsmead")
        del silent["admissions"]
        gaps = self.home("Millgate", admissions={"complete": False, "items": [self.stay("2022-10-04")]})
        homes = [self.home("The Elms", self.stay("2022-10-03")), silent, gaps]
        found = subjects("admission", "care_homes", DAY, care_homes={"complete": False, "items": homes})
        assert [subject.id for subject in found.found] == ["at The Elms, 2022-10-03", "at Millgate, 2022-10-04"]
        assert found.missing == (
            "whether the list of care homes is complete",
            "the admissions of Heronsmead",
            "whether the list of admissions of Millgate is complete",
        )


class TestPosts:
    def post(self, id_: str, **fields: Any) -> dict[str, Any]:
        return {"id": id_, "role": "paramedic", "wte": "1", "since": "2022-04-04", **fields}

    @pytest.mark.parametrize(
        ("day", "held"),
        [("2022-04-03", []), ("2022-04-04", ["P1", "P2"]), ("2022-09-30", ["P1", "P2"]), ("2022-10-01", ["P1"])],
    )
    def test_held_on_the_day(self, day: str, held: list[str]) -> None:
        posts = complete(self.post("P1"), self.post("P2", until="2022-09-30"))
        assert ids("post", day, posts=posts) == held

    def test_a_post_is_called_by_its_id_and_its_role_and_never_by_who_holds_it(self) -> None:
        held = complete(
            self.post("P1", role="SPLW", person="Robin Vale"), self.post("P2", role="night_porter", person="Robin Vale")
        )
        found = subjects("post", "additional_roles", DAY, posts=held).found
        assert [one.name for one in found] == ["P1 (Social prescribing link worker)", "P2 (Night porter)"]
        assert [one.record.id for one in found] == ["P1", "P2"]

    def test_what_is_missing(self) -> None:
        assert subjects("post", "x", DAY) == Subjects((), ("the list of posts",))
        assert subjects("post", "x", DAY, posts=[]) == Subjects((), ())
        gaps = subjects("post", "x", DAY, posts=[self.post("P1")])
        assert ([one.id for one in gaps.found], gaps.missing) == (["P1"], ("whether the list of posts is complete",))

    @pytest.mark.parametrize(("day", "there"), [("2022-10-31", False), ("2022-11-01", True)])
    def test_a_list_that_was_kept_for_a_time(self, day: str, there: bool) -> None:
        kept = {"complete": {"since": "2022-11-01"}, "items": [self.post("P1")]}
        assert (subjects("post", "x", day, posts=kept).missing == ()) is there
