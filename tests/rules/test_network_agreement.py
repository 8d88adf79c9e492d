"""The Network Agreement: every Core Network Practice has signed the version in force.

The only day that the contract data give is 30 June 2019 ("The Network Agreement must then be finalised and signed by
latest 30 June 2019", dr-solicitors-agreement-2019); it lies before the first day of the data, so NOT_DUE can't be
reached. From 2020/21 on no day is given.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pcn_des import OutsideDataError, Status
from support.narrowed import there
from support.small_network import Record, complete, finding, given, incomplete, practice, report, waiver

SIGNED = "network_agreement.signed"
TWO = complete(practice("A00001"), practice("A00002"))


def agreement(
    *signatures: tuple[str, str], all_of_them: bool = True, since: str = "2019-06-01", until: str | None = None
) -> dict[str, Any]:
    signed = [{"practice": code, "on": day} for code, day in signatures]
    record: dict[str, Any] = {
        "version": "version of 2019",
        "since": since,
        "signatures": complete(*signed) if all_of_them else incomplete(*signed),
    }
    return {**record, "until": until} if until else record


class TestSigned:
    def test_signed_by_all_in_time(self) -> None:
        both = agreement(("A00001", "2019-06-20"), ("A00002", "2019-06-30"))
        found = finding(SIGNED, "2019-07-01", practices=TWO, agreements=[both])
        assert (found.status, found.late_by, found.done) == (Status.MET, None, date(2019, 6, 30))
        assert there(found.due).day == date(2019, 6, 30)

    @pytest.mark.parametrize(
        ("last", "late_by"),
        [pytest.param("2019-07-01", 1, id="one day"), pytest.param("2019-07-19", 19, id="19 days")],
    )
    def test_signed_by_all_after_30_june_2019_is_late(self, last: str, late_by: int) -> None:
        both = agreement(("A00001", "2019-06-20"), ("A00002", last))
        found = finding(SIGNED, "2019-09-16", practices=TWO, agreements=[both])
        assert (found.status, found.late_by) == (Status.MET, late_by)

    def test_in_later_years_there_is_no_day_to_be_late_for(self) -> None:
        both = agreement(("A00001", "2019-06-20"), ("A00002", "2019-07-19"))
        assert finding(SIGNED, "2020-03-31", practices=TWO, agreements=[both]).late_by == 19
        later = finding(SIGNED, "2020-04-01", practices=TWO, agreements=[both])
        assert (later.status, later.late_by, later.due) == (Status.MET, None, None)

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2019-07-18", Status.NOT_MET, id="the day before the last signature"),
            pytest.param("2019-07-19", Status.MET, id="the day of the last signature"),
            pytest.param("2019-07-20", Status.MET, id="the day after"),
        ],
    )
    def test_a_signature_counts_from_its_day(self, day: str, status: Status) -> None:
        both = agreement(("A00001", "2019-06-20"), ("A00002", "2019-07-19"))
        assert finding(SIGNED, day, practices=TWO, agreements=[both]).status is status

    def test_one_practice_has_not_signed(self) -> None:
        found = finding(SIGNED, "2019-07-01", practices=TWO, agreements=[agreement(("A00001", "2019-06-20"))])
        assert found.status is Status.NOT_MET
        assert found.reason == "not signed by Practice A00002 (version of 2019)"
        assert found.consequence == "The network is not established and is not paid."

    def test_a_missing_signature_in_an_incomplete_list_is_unknown_and_names_the_practice(self) -> None:
        one = agreement(("A00001", "2019-06-20"), all_of_them=False)
        found = finding(SIGNED, "2022-11-14", practices=TWO, agreements=[one])
        assert found.status is Status.UNKNOWN
        assert found.missing == ("the signature of Practice A00002 under the Network Agreement",)

    def test_a_practice_that_joins_has_to_sign_too(self) -> None:
        members = complete(practice("A00001"), practice("A00002", since="2022-10-01"))
        one = agreement(("A00001", "2019-06-20"))
        assert finding(SIGNED, "2022-09-30", practices=members, agreements=[one]).status is Status.MET
        assert finding(SIGNED, "2022-10-01", practices=members, agreements=[one]).status is Status.NOT_MET

    def test_a_practice_that_left_no_longer_has_to_have_signed(self) -> None:
        left = practice("A00002", membership=complete({"since": "2019-07-01", "until": "2022-09-30"}))
        members = complete(practice("A00001"), left)
        one = agreement(("A00001", "2019-06-20"))
        assert finding(SIGNED, "2022-09-30", practices=members, agreements=[one]).status is Status.NOT_MET
        assert finding(SIGNED, "2022-10-01", practices=members, agreements=[one]).status is Status.MET

    def test_the_version_in_force_on_the_day_counts(self) -> None:
        old = agreement(("A00001", "2019-06-20"), ("A00002", "2019-06-21"), until="2022-06-30")
        new = agreement(("A00001", "2022-06-20"), since="2022-07-01")
        assert finding(SIGNED, "2022-06-30", practices=TWO, agreements=[old, new]).status is Status.MET
        assert finding(SIGNED, "2022-07-01", practices=TWO, agreements=[old, new]).status is Status.NOT_MET

    def test_no_agreement_in_force_in_a_complete_list_is_a_shortfall(self) -> None:
        ended = agreement(("A00001", "2019-06-20"), ("A00002", "2019-06-21"), until="2022-06-30")
        assert finding(SIGNED, "2022-07-01", practices=TWO, agreements=complete(ended)).status is Status.NOT_MET
        assert finding(SIGNED, "2022-07-01", practices=TWO, agreements=[]).status is Status.NOT_MET

    @pytest.mark.parametrize(
        ("records", "missing"),
        [
            pytest.param(
                {"practices": TWO}, "the Network Agreement in force, with its signatures", id="no list of agreements"
            ),
            pytest.param(
                {"practices": TWO, "agreements": [agreement(until="2020-03-31")]},
                "the Network Agreement in force, with its signatures",
                id="an incomplete list whose agreement has ended",
            ),
            pytest.param(
                {"practices": TWO, "agreements": [{"version": "2022/23", "since": "2022-07-01"}]},
                "the signatures under the Network Agreement 2022/23",
                id="no signatures on record",
            ),
            pytest.param(
                {"agreements": [agreement(("A00001", "2019-06-20"))]},
                "the signatures under the Network Agreement version of 2019",
                id="no practices on record",
            ),
            pytest.param(
                {"practices": incomplete(practice("A00001")), "agreements": [agreement(("A00001", "2019-06-20"))]},
                "whether the list of practices is complete",
                id="perhaps more practices",
            ),
        ],
    )
    def test_what_is_not_on_record_is_unknown_and_named(self, records: dict[str, Any], missing: str) -> None:
        found = finding(SIGNED, "2022-11-14", **records)
        assert (found.status, found.missing) == (Status.UNKNOWN, (missing,))

    def test_a_waiver_lifts_it(self) -> None:
        found = finding(
            SIGNED, "2022-11-14", practices=TWO, agreements=[], variations=[waiver(SIGNED, since="2022-11-14")]
        )
        assert (found.status, found.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)

    def test_a_practice_that_signs_on_the_day_it_joins_is_not_late(self) -> None:
        """30 June 2019 was the day for the practices that founded the network, not for one that joined in 2020."""
        members = complete(practice("A00001"), practice("A00002", since="2020-01-01"))
        both = agreement(("A00001", "2019-06-20"), ("A00002", "2020-01-01"))
        found = finding(SIGNED, "2020-03-01", practices=members, agreements=[both])
        assert (found.status, found.late_by) == (Status.MET, None)

    def test_a_practice_that_signed_twice_signed_on_the_first_day(self) -> None:
        twice = agreement(("A00001", "2019-06-20"), ("A00001", "2020-02-01"))
        found = finding(SIGNED, "2020-03-01", practices=complete(practice()), agreements=[twice])
        assert (found.status, found.late_by) == (Status.MET, None)

    def test_a_day_given_after_the_question_says_nothing_about_it(self) -> None:
        """Signatures after the day are not counted either."""
        facts = {"network_agreement.signed_by_all_on": date(2026, 1, 1)}
        assert given(SIGNED, "2019-09-16", facts).status is not Status.MET

    def test_the_day_may_be_given(self) -> None:
        facts = {"network_agreement.signed_by_all_on": date(2019, 7, 5)}
        found = given(SIGNED, "2019-09-16", facts)
        assert (found.status, found.late_by) == (Status.MET, 5)


def test_in_force_from_the_first_day_to_the_last() -> None:
    with pytest.raises(OutsideDataError):
        finding(SIGNED, "2019-06-30")
    for day in ("2019-07-01", "2020-03-31", "2020-04-01", "2027-03-31"):
        assert finding(SIGNED, day).status is Status.UNKNOWN


UPDATED = "network_agreement.updated_after_change"
JOINED: Record = {"practices": complete(practice("A00001"), practice("A00002", since="2022-07-01"))}


class TestUpdatedAfterChange:
    """Schedule 1 names the area, the clinical director and the payee, and every practice signs. No day is known."""

    def records(self, *versions: str, updates: tuple[str, ...] = (), **changes: Any) -> dict[str, Any]:
        """A network in which nothing changed since 2019, complete in all that the agreement names."""
        return {
            "practices": complete(practice("A00001")),
            "clinical_directors": complete({"name": "Dr Ann Lee", "since": "2019-07-01"}),
            "payees": complete({"name": "Practice A00001", "since": "2019-07-01"}),
            "areas": complete({"description": "Millbrook", "since": "2019-07-01"}),
            "agreements": complete(*versions_since(*versions)),
            "returns": complete(*({"kind": "network_agreement_update", "on": day} for day in updates)),
            **changes,
        }

    def test_without_a_change_in_the_year_it_does_not_apply(self) -> None:
        found = finding(UPDATED, "2022-11-14", **self.records("2019-07-01"))
        assert found.status is Status.NOT_APPLICABLE
        assert "no member, clinical director, payee or area changed in 2022/23" in found.reason

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            pytest.param("2022-06-30", Status.NOT_APPLICABLE, id="the day before the change"),
            pytest.param("2022-07-01", Status.JUDGEMENT, id="the day of the change"),
            pytest.param("2022-07-31", Status.JUDGEMENT, id="the day before the update"),
            pytest.param("2022-08-01", Status.MET, id="the day of the update"),
            pytest.param("2023-03-31", Status.MET, id="to the last day of the year"),
            pytest.param("2023-04-01", Status.NOT_APPLICABLE, id="the next year asks about its own changes"),
        ],
    )
    def test_a_version_on_or_after_the_change_shows_it(self, day: str, status: Status) -> None:
        assert finding(UPDATED, day, **self.records("2019-07-01", "2022-08-01", **JOINED)).status is status

    @pytest.mark.parametrize(("on", "status"), [("2022-06-30", Status.JUDGEMENT), ("2022-07-01", Status.MET)])
    def test_an_update_on_record_shows_it_from_the_day_of_the_change(self, on: str, status: Status) -> None:
        found = finding(UPDATED, "2022-11-14", **self.records("2019-07-01", updates=(on,), **JOINED))
        assert found.status is status
        assert not found.is_shortfall

    def test_none_after_the_change_is_for_a_person_to_judge_because_no_day_was_found(self) -> None:
        found = finding(UPDATED, "2022-11-14", **self.records("2019-07-01", **JOINED))
        assert found.reason == "not brought up to date since 1 July 2022, when the members changed"
        assert found.to_judge == "whether it is still in time, for the day by which an update follows was not found"

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(
                {
                    "clinical_directors": complete(
                        {"name": "Dr Ann Lee", "since": "2019-07-01", "until": "2022-06-30"},
                        {"name": "Dr Ben Day", "since": "2022-07-01"},
                    )
                },
                id="clinical director",
            ),
            pytest.param(
                {
                    "payees": complete(
                        {"name": "Practice A00001", "since": "2019-07-01", "until": "2022-06-30"},
                        {"name": "Millbrook Federation", "since": "2022-07-01"},
                    )
                },
                id="payee",
            ),
            pytest.param(
                {
                    "areas": complete(
                        {"description": "Millbrook", "since": "2019-07-01", "until": "2022-06-30"},
                        {"description": "Millbrook and Overhill", "since": "2022-07-01"},
                    )
                },
                id="area",
            ),
            pytest.param(
                {
                    "practices": complete(
                        practice("A00001"),
                        practice("A00002", membership=complete({"since": "2019-07-01", "until": "2022-06-30"})),
                    )
                },
                id="a practice left",
            ),
        ],
    )
    def test_each_thing_that_the_agreement_names(self, change: dict[str, Any]) -> None:
        before = finding(UPDATED, "2022-06-30", **self.records("2019-07-01", **change))
        after = finding(UPDATED, "2022-07-01", **self.records("2019-07-01", **change))
        assert (before.status, after.status) == (Status.NOT_APPLICABLE, Status.JUDGEMENT)

    def test_the_same_director_appointed_again_is_no_change(self) -> None:
        again = complete(
            {"name": "Dr Ann Lee", "since": "2019-07-01", "until": "2022-06-30"},
            {"name": "Dr Ann Lee", "since": "2022-07-01"},
        )
        found = finding(UPDATED, "2022-11-14", **self.records("2019-07-01", clinical_directors=again))
        assert found.status is Status.NOT_APPLICABLE

    def test_the_last_change_of_the_year_counts(self) -> None:
        members = complete(
            practice("A00001"), practice("A00002", since="2022-05-01"), practice("A00003", since="2022-09-01")
        )
        records = self.records("2019-07-01", "2022-06-01", practices=members)
        assert finding(UPDATED, "2022-08-31", **records).status is Status.MET
        assert finding(UPDATED, "2022-09-01", **records).status is Status.JUDGEMENT

    @pytest.mark.parametrize(
        ("silent", "missing"),
        [
            ({"clinical_directors": None}, "whether the list of clinical directors is complete"),
            ({"payees": None}, "every Nominated Payee of the year"),
            ({"areas": None}, "every Network Area of the year"),
            (
                {"practices": incomplete(practice("A00001"), practice("A00002", since="2022-07-01"))},
                "whether the list of practices is complete",
            ),
        ],
    )
    def test_a_change_that_is_not_on_record_may_be_later_than_the_update(
        self, silent: dict[str, Any], missing: str
    ) -> None:
        records = {**self.records("2019-07-01", "2022-08-01", **JOINED), **silent}
        records = {name: held for name, held in records.items() if held is not None}
        found = finding(UPDATED, "2022-11-14", **records)
        assert (found.status, found.missing) == (Status.UNKNOWN, (missing,))

    def test_of_two_practices_of_one_name_both_are_asked_about(self) -> None:
        silent = practice("A00001", name="The Surgery", membership=incomplete({"since": "2022-07-01"}))
        known = practice("A00002", name="The Surgery")
        for held in ([silent, known], [known, silent]):
            found = finding(UPDATED, "2022-11-14", **self.records("2022-07-01", practices=complete(*held)))
            assert found.missing == ("every membership of The Surgery of the year",)

    @pytest.mark.parametrize("name", ["agreements", "returns"])
    def test_an_update_that_is_not_on_record_may_have_been_made(self, name: str) -> None:
        records = self.records("2019-07-01", **JOINED)
        del records[name]
        found = finding(UPDATED, "2022-11-14", **records)
        assert found.missing == ("how the Network Agreement was brought up to date after 1 July 2022",)

    def test_a_payee_who_stayed_all_year_needs_no_complete_list(self) -> None:
        records = self.records("2019-07-01", payees=incomplete({"name": "Practice A00001", "since": "2019-07-01"}))
        assert finding(UPDATED, "2022-11-14", **records).status is Status.NOT_APPLICABLE

    def test_the_facts_may_be_given(self) -> None:
        facts = {"network_agreement.changed_this_year": True, "network_agreement.updated_since_change": False}
        assert given(UPDATED, "2022-11-14", facts).status is Status.JUDGEMENT

    def test_in_force_from_1_april_2020(self) -> None:
        assert UPDATED not in report("2020-03-31")
        for day in ("2020-04-01", "2027-03-31"):
            assert finding(UPDATED, day).status is Status.UNKNOWN


def versions_since(*days: str) -> list[dict[str, Any]]:
    """Versions of the agreement, each until the next."""
    following = [*days[1:], None]
    return [
        {"version": day, "since": day, **({"until": day_before(until)} if until else {})}
        for day, until in zip(days, following, strict=True)
    ]


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
