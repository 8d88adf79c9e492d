"""The network as a whole: records that contradict each other, and what it answers about a day."""

from __future__ import annotations

import pickle
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import Records
from pcn_des.dates import Period
from pcn_des.network import (
    AccessSession,
    Admission,
    Appointment,
    BedCount,
    CancelledSession,
    CareHome,
    Commissioner,
    MakeUp,
    Membership,
    Network,
    NetworkAgreement,
    NetworkArea,
    Payee,
    Population,
    Practice,
    Signature,
    Vacancy,
    Variation,
)
from pcn_des.network.records import Clash, ContradictionError
from support.narrowed import there

DAY = date(2022, 10, 1)
STAY = Admission(id="S-1", on=DAY, kind="admission")


def network(**records: Any) -> Network:
    lists: dict[str, Any] = {name: Records(held) for name, held in records.items()}
    return Network(code="U00001", name="Millbrook PCN", **lists)


def practice(code: str, *spells: Membership) -> Practice:
    return Practice(code=code, name=f"Practice {code}", membership=Records(spells, complete=True))


def spell(kind: type, name: str, since: date, until: date | None = None) -> Any:
    field = {"NetworkAgreement": "version", "NetworkArea": "description"}.get(kind.__name__, "name")
    return kind(**{field: name}, since=since, until=until)


class TestContradictions:
    @pytest.mark.parametrize(
        ("records", "sentence"),
        [
            pytest.param(
                {"practices": [practice("A00001"), practice("A00001")]},
                "the practice A00001 is on record twice; keep one",
                id="a practice twice",
            ),
            pytest.param(
                {"care_homes": [CareHome(location="1-1", name="a"), CareHome(location="1-1", name="b")]},
                "the care home 1-1 is on record twice; keep one",
                id="a home twice",
            ),
            pytest.param(
                {"care_homes": [CareHome(location="1-1", name="The Elms", admissions=Records([STAY, STAY]))]},
                "the admission to The Elms, S-1 is on record twice; keep one",
                id="an admission to a home twice",
            ),
            pytest.param(
                {
                    "cancelled_sessions": [
                        CancelledSession(id="x", service="enhanced_access", on=DAY, minutes=minutes)
                        for minutes in (30, 60)
                    ]
                },
                "the cancelled session x is on record twice; keep one",
                id="a cancelled session twice",
            ),
            pytest.param(
                {
                    "clinical_directors": [Appointment(name="Dr A", since=DAY)],
                    "clinical_director_vacancies": [Vacancy(since=date(2022, 11, 1))],
                },
                "both vacant and held by Dr A from 2022-11-01",
                id="a post vacant and filled",
            ),
        ],
    )
    def test_refused(self, records: dict[str, Any], sentence: str) -> None:
        with pytest.raises(ValueError) as caught:  # noqa: PT011  # the sentence is looked at below, as plain text
            network(**records)
        assert sentence in str(caught.value)

    @pytest.mark.parametrize(
        ("field", "kind", "what"),
        [
            ("payees", Payee, "Nominated Payee"),
            ("commissioners", Commissioner, "commissioner"),
            ("agreements", NetworkAgreement, "Network Agreement"),
        ],
    )
    def test_one_at_a_time(self, field: str, kind: type, what: str) -> None:
        first = spell(kind, "a", date(2022, 4, 1), DAY)
        with pytest.raises(ValueError, match=f"two spells of the {what} overlap on 2022-10-01"):
            network(**{field: [spell(kind, "b", DAY), first]})
        follows = spell(kind, "b", DAY + timedelta(days=1))
        assert len(getattr(network(**{field: [follows, first]}), field)) == 2

    def test_a_spell_that_never_ends_overlaps_whatever_follows(self) -> None:
        with pytest.raises(ValueError, match="overlap on 2022-10-01"):
            network(payees=[Payee(name="a", since=date(2019, 7, 1)), Payee(name="b", since=DAY)])

    def test_an_early_spell_that_goes_on_past_the_next_but_one(self) -> None:
        """The first covers the third too: more than two overlap, and it is refused."""
        spells = [
            Payee(name="a", since=date(2019, 7, 1)),
            Payee(name="b", since=date(2020, 7, 1), until=date(2020, 12, 31)),
            Payee(name="c", since=DAY),
        ]
        with pytest.raises(ValueError, match="overlap"):
            network(payees=spells)

    def test_spells_of_one_membership(self) -> None:
        twice = practice("A00001", Membership(since=date(2019, 7, 1)), Membership(since=DAY))
        with pytest.raises(ValueError, match="two spells of the membership of A00001 overlap on 2022-10-01"):
            network(practices=[twice])

    def test_two_may_share_the_post_of_clinical_director(self) -> None:
        pair = [Appointment(name="Dr A", since=DAY), Appointment(name="Dr B", since=DAY)]
        assert len(there(network(clinical_directors=pair).clinical_directors)) == 2

    def test_vacant_after_the_last_day_is_no_contradiction(self) -> None:
        one = network(
            clinical_directors=[Appointment(name="Dr A", since=date(2022, 4, 1), until=DAY)],
            clinical_director_vacancies=[Vacancy(since=DAY + timedelta(days=1))],
        )
        assert one.clinical_director_vacancies

    def varied(self, value: int, since: date, until: date | None = None) -> Variation:
        return Variation(
            kind="local_variation", granted_by="ICB", since=since, until=until, amends={"enhanced_access.x": value}
        )

    def test_local_variations_that_give_a_term_two_values(self) -> None:
        with pytest.raises(ValueError, match=r"different values from 2026-06-01: 45 and 50; keep one"):
            network(variations=[self.varied(45, date(2026, 5, 1)), self.varied(50, date(2026, 6, 1))])

    def test_the_same_value_twice_or_one_after_the_other_is_none(self) -> None:
        network(variations=[self.varied(45, date(2026, 5, 1)), self.varied(45, date(2026, 6, 1))])
        first = self.varied(45, date(2026, 5, 1), date(2026, 5, 31))
        one = network(variations=[first, self.varied(50, date(2026, 6, 1))])
        assert one.amended_terms(date(2026, 5, 31))["enhanced_access.x"][0] == 45
        assert one.amended_terms(date(2026, 6, 1))["enhanced_access.x"][0] == 50
        assert one.amended_terms(date(2026, 4, 30)) == {}

    def test_every_contradiction_is_named(self) -> None:
        with pytest.raises(ValueError) as caught:  # noqa: PT011  # the sentences are looked at below
            network(
                practices=[practice("A00001"), practice("A00001")],
                payees=[Payee(name="a", since=DAY), Payee(name="b", since=DAY)],
            )
        assert "A00001 is on record twice" in str(caught.value)
        assert "two spells of the Nominated Payee overlap" in str(caught.value)

    def found(self, **records: Any) -> list[tuple[str, Any]]:
        """What is wrong, with its place."""
        with pytest.raises(ContradictionError) as caught:
            network(**records)
        assert caught.value.listed == tuple(one.says for one in caught.value.found)
        return [(one.says, one.place) for one in caught.value.found]

    @pytest.mark.parametrize("published", [None, date(2022, 3, 1)])
    def test_two_figures_of_one_day_and_edition(self, published: date | None) -> None:
        def count(patients: int, **fields: Any) -> Population:
            known: dict[str, Any] = {"kind": "registered", "at": date(2022, 1, 1), "published": published, **fields}
            return Population(patients=Decimal(patients), **known)

        says = (
            "the registered population of {} at 1 January 2022 is on record as 9,000 and as 9,100; keep one, or give "
            "the later edition its own day of publication"
        )
        one = Practice(code="A00001", name="A", populations=Records([count(9000), count(9100)]))
        assert self.found(practices=[one]) == [(says.format("A00001"), ("practices", 0, "populations", 1))]
        assert self.found(populations=[count(9000), count(9100)]) == [(says.format("the network"), ("populations", 1))]
        for other in (count(9000), count(9100, published=date(2022, 6, 1)), count(9100, kind="weighted")):
            assert len(there(network(populations=[count(9000), other]).populations)) == 2

    def test_two_counts_of_the_beds_of_a_month(self) -> None:
        counts = [BedCount(month=date(2022, 11, 1), beds=beds) for beds in (40, 42)]
        home = CareHome(location="1-1", name="The Elms", beds=Records(counts))
        assert self.found(care_homes=[home]) == [
            (
                "the beds of The Elms in November 2022 are on record as 40 and as 42; keep one",
                ("care_homes", 0, "beds", 1),
            )
        ]

    def test_a_make_up_before_its_cancellation(self) -> None:
        def lost(made_up_on: date) -> CancelledSession:
            made_up = Records([MakeUp(on=made_up_on, minutes=60)])
            return CancelledSession(id="x", service="enhanced_access", on=DAY, minutes=60, made_up=made_up)

        assert self.found(cancelled_sessions=[lost(date(2022, 9, 30))]) == [
            (
                "the session x, cancelled on 1 October 2022, can't have been made up before, on 30 September 2022; "
                "correct one of the two days",
                ("cancelled_sessions", 0, "made_up", 0),
            )
        ]
        assert network(cancelled_sessions=[lost(DAY)]).cancelled_sessions

    def test_one_session_agreed_and_not_agreed(self) -> None:
        def held(staff: str, agreed: bool) -> AccessSession:
            return AccessSession(
                service="enhanced_access",
                on=DAY,
                start=time(17),
                end=time(18),
                staff=staff,
                agreed_outside_hours=agreed,
            )

        assert self.found(access_sessions=[held("Dr A", True), held("Dr A", False)]) == [
            (
                "the session of Dr A on 1 October 2022 from 17:00 to 18:00 is on record both as agreed outside the "
                "hours and as not agreed; keep one",
                ("access_sessions", 1),
            )
        ]
        for pair in ([held("", True), held("", False)], [held("Dr A", True), held("Dr B", False)]):
            assert len(there(network(access_sessions=pair).access_sessions)) == 2

    def test_signatures_complete_for_a_time(self) -> None:
        """One of any day counts, so that the log of a year could never say that somebody did not sign."""
        kept: Records[Signature] = Records([], complete=Period(date(2022, 4, 1), date(2023, 3, 31)))
        agreement = NetworkAgreement(version="2022/23", since=date(2022, 4, 1), signatures=kept)
        assert self.found(agreements=[agreement]) == [
            (
                "the signatures under the Network Agreement 2022/23 are complete for a time, but one of any day "
                "counts; say of the list that it is complete, or that it is not",
                ("agreements", 0),
            )
        ]

    NAMED: ClassVar[dict[str, Any]] = {
        "practices": [practice("A00001")],
        "care_homes": [CareHome(location="1-1", name="The Elms", admissions=Records([STAY]))],
        "cancelled_sessions": [CancelledSession(id="x", service="enhanced_access", on=DAY, minutes=60)],
        "clinical_directors": [Appointment(name="Dr A", since=DAY)],
    }

    @pytest.mark.parametrize(
        "subject",
        ["A00001", "A00001 joined 2022-07-01", "A00001 left 2022-07-01", "1-1", "1-1, S-1", "x", "Dr A", "Dr A (2)"],
    )
    def test_an_exception_for_somebody_on_record(self, subject: str) -> None:
        granted = Variation(kind="waiver", granted_by="ICB", since=DAY, subjects=[subject])
        assert network(variations=[granted], **self.NAMED).variations

    @pytest.mark.parametrize(
        ("subject", "mend"),
        [
            ("A00002", "did you mean 'A00001'? Otherwise leave it out"),
            ("1-1, S-2", "did you mean '1-1, S-1', '1-1'"),
            ("The Elms", "correct it, or leave it out"),
            ("", "correct it, or leave it out"),
        ],
    )
    def test_an_exception_for_nobody(self, subject: str, mend: str) -> None:
        granted = Variation(kind="waiver", granted_by="ICB", since=DAY, subjects=["A00001", subject])
        ((says, place),) = self.found(variations=[granted], **self.NAMED)
        assert says.startswith(f"the waiver granted by ICB is only for '{subject}', but no practice, care home, ")
        assert mend.split("',")[0] in says
        assert place == ("variations", 0)

    def test_the_error_survives_a_process_of_its_own(self) -> None:
        error = ContradictionError([Clash("a is twice", ("a", 1)), Clash("b is twice")])
        copied = pickle.loads(pickle.dumps(error))
        assert (str(copied), copied.found) == ("a is twice; b is twice", error.found)


class TestOnADay:
    def test_core_practices(self) -> None:
        one = network(
            practices=[
                practice("A00001", Membership(since=date(2019, 7, 1))),
                practice("A00002", Membership(since=date(2019, 7, 1), until=date(2022, 9, 30))),
                practice("A00003", Membership(since=date(2019, 7, 1), core=False)),
                Practice(code="A00004", name="nothing on record"),
            ]
        )
        assert [held.code for held in one.core_practices(date(2022, 9, 30))] == ["A00001", "A00002"]
        assert [held.code for held in one.core_practices(DAY)] == ["A00001"]
        assert one.core_practices(date(2019, 6, 30)) == ()

    def test_a_practice_that_turns_core(self) -> None:
        before = Membership(since=date(2019, 7, 1), until=date(2022, 9, 30), core=False)
        turns = practice("A00001", before, Membership(since=DAY))
        one = network(practices=[turns])
        assert one.core_practices(date(2022, 9, 30)) == ()
        assert one.core_practices(DAY) == (turns,)

    def test_a_practice_by_its_code(self) -> None:
        one = network(practices=[practice("A00001")])
        assert there(one.practice("A00001")).name == "Practice A00001"
        assert one.practice("A00002") is None
        assert Network(code="U00001", name="n").practice("A00001") is None

    def test_exceptions_in_force(self) -> None:
        one = network(variations=[Variation(kind="waiver", granted_by="ICB", since=DAY, until=date(2022, 10, 31))])
        in_force = [len(one.variations_on(day)) for day in (date(2022, 9, 30), DAY, date(2022, 10, 31))]
        assert in_force == [0, 1, 1]
        assert one.variations_on(date(2022, 11, 1)) == ()

    def test_nothing_on_record(self) -> None:
        bare = Network(code="U00001", name="n")
        assert (bare.core_practices(DAY), bare.variations_on(DAY), bare.amended_terms(DAY)) == ((), (), {})

    @given(st.integers(1, 400), st.integers(1, 400), st.integers(-10, 900))
    def test_payees_that_follow_each_other_leave_one_on_each_day(self, first: int, second: int, after: int) -> None:
        """Spells that tile are accepted, and on each of their days exactly one is named."""
        start = date(2021, 1, 1)
        middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
        one = network(
            payees=[
                Payee(name="b", since=middle, until=end - timedelta(days=1)),
                Payee(name="a", since=start, until=middle - timedelta(days=1)),
            ]
        )
        day = start + timedelta(days=after)
        named = [payee.name for payee in there(one.payees) if payee.covers(day)]
        assert named == (["a"] if start <= day < middle else ["b"] if middle <= day < end else [])


def test_areas_may_overlap() -> None:
    """An area may be agreed anew while the old record is open: nothing says that there is one at a time."""
    held = [NetworkArea(description="a", since=date(2019, 7, 1)), NetworkArea(description="b", since=DAY)]
    assert len(there(network(areas=held).areas)) == 2
