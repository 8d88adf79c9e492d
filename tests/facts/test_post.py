"""One post: whether its role is reimbursable, whether its conditions are met, and whether it is additional."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des import Records
from pcn_des.dates import Period
from pcn_des.engine.view import Observed
from pcn_des.network import Post, PostCondition
from pcn_des.values import Unknown
from support.observing import missing, observe

DAY = "2022-11-14"
CALLED = "P1 (Clinical pharmacist)"
TERMS = {
    "arrs.clinical_pharmacist.registration_body": "General Pharmaceutical Council",
    "arrs.clinical_pharmacist.training": "an approved pathway",
    "arrs.clinical_pharmacist.supervision": Unknown.because("the supervision was not seen"),
    "arrs.clinical_pharmacist.cap": "unlimited",
}
BASELINE = {
    "arrs.scheme.baseline_date": date(2019, 3, 31),
    "arrs.scheme.baseline_exceptions": ("an older scheme",),
}


def one(role: str = "clinical_pharmacist", **fields: Any) -> Post:
    return Post(id="P1", role=role, wte="1", since=date(2019, 7, 1), person="Robin Vale", **fields)


def told(complete: bool | Period = True, **met: bool) -> Records[PostCondition]:
    return Records([PostCondition(name=name, met=answer) for name, answer in met.items()], complete=complete)


def conditions(listed: Any, terms: dict[str, Any] = TERMS) -> Observed:
    return observe("post.meets_conditions", DAY, terms=terms, about=one(conditions=listed))


class TestReimbursable:
    @pytest.mark.parametrize(("day", "value"), [("2021-03-31", False), ("2021-04-01", True), ("2027-03-31", True)])
    def test_from_the_first_day_of_the_role(self, day: str, value: bool) -> None:
        assert observe("post.reimbursable", day, about=one("paramedic")).value is value

    def test_by_what_was_known(self) -> None:
        """Nursing associates: from 1 October 2020, published on 17 September."""
        about = one("nursing_associate")
        known = {
            known_on: observe("post.reimbursable", "2020-10-01", known_on=known_on, about=about).value
            for known_on in ("2020-09-16", "2020-09-17")
        }
        assert known == {"2020-09-16": False, "2020-09-17": True}

    def test_under_a_short_name(self) -> None:
        found = observe("post.reimbursable", DAY, about=one("SPLW"))
        assert found == Observed(True, "Social prescribing link worker is reimbursable on 14 November 2022")

    def test_a_role_that_no_year_has(self) -> None:
        found = observe("post.reimbursable", DAY, about=one("night_porter"))
        assert found == Observed(False, "Night porter is not reimbursable on 14 November 2022")


class TestConditions:
    def test_met_where_every_condition_that_is_known_is(self) -> None:
        found = conditions(told(registration_body=True, training=True))
        assert found == Observed(True, "met on record: registration, training")

    @pytest.mark.parametrize("complete", [True, False])
    def test_not_met_where_one_is_not_whatever_else_is_silent(self, complete: bool) -> None:
        found = conditions(told(complete, training=False))
        assert found == Observed(False, "not met on record: training")

    @pytest.mark.parametrize("first", [True, False])
    def test_one_on_record_as_met_and_as_not_met_is_unknown(self, first: bool) -> None:
        both = [PostCondition(name="training", met=met) for met in (first, not first)]
        registered = PostCondition(name="registration_body", met=True)
        found = conditions(Records([registered, *both], complete=True))
        assert missing(found) == (f"which record of {CALLED} (training) is right: met, not met",)

    def test_one_whose_text_was_not_seen_counts_where_it_is_on_record(self) -> None:
        listed = told(registration_body=True, training=True, supervision=False)
        assert conditions(listed) == Observed(False, "not met on record: supervision")

    def test_one_of_several_words_is_written_as_people_do(self) -> None:
        terms = {"arrs.clinical_pharmacist.right_to_work": "checked"}
        assert conditions(told(right_to_work=False), terms) == Observed(False, "not met on record: right to work")

    @pytest.mark.parametrize("name", ["cap", "prescribing", "qualification"])
    def test_what_is_no_condition_of_the_role_is_not_read(self, name: str) -> None:
        found = conditions(told(registration_body=True, training=True, **{name: False}))
        assert found == Observed(True, "met on record: registration, training")

    def test_each_condition_that_is_known_and_silent_is_named(self) -> None:
        assert missing(conditions(None)) == (f"the registration of {CALLED}", f"the training of {CALLED}")
        assert missing(conditions([])) == (f"the registration of {CALLED}", f"the training of {CALLED}")
        assert missing(conditions(told(registration_body=True))) == (f"the training of {CALLED}",)

    def test_a_list_that_may_have_gaps(self) -> None:
        wanted = f"whether the list of conditions of {CALLED} is complete"
        assert missing(conditions(told(False, registration_body=True, training=True))) == (wanted,)
        assert missing(conditions(told(False, training=True))) == (f"the registration of {CALLED}", wanted)

    @pytest.mark.parametrize(("since", "known"), [(date(2022, 11, 14), True), (date(2022, 11, 15), False)])
    def test_a_list_that_was_kept_for_a_time(self, since: date, known: bool) -> None:
        found = conditions(told(Period(since), registration_body=True, training=True))
        assert (found.value is True) is known

    @pytest.mark.parametrize("listed", [None, Records([], complete=True), told(prescribing=False)])
    def test_a_role_of_which_no_condition_was_seen_needs_something_on_record(self, listed: Any) -> None:
        assert missing(conditions(listed, {})) == (f"the conditions that {CALLED} has to meet",)
        assert conditions(told(references=True), {}) == Observed(True, "met on record: references")


class TestAdditional:
    def of(self, terms: dict[str, Any] = BASELINE, **fields: Any) -> Observed:
        return observe("post.additional", DAY, terms=terms, about=one(**fields))

    def test_to_the_baseline_of_a_day(self) -> None:
        assert self.of(additional=True) == Observed(True, "additional to the staff baseline of 31 March 2019")
        assert self.of(additional=False) == Observed(False, "part of the staff baseline of 31 March 2019")
        assert self.of({}, additional=False) == Observed(False, "part of the staff baseline")

    def test_not_on_record(self) -> None:
        assert missing(self.of()) == (f"whether {CALLED} is additional to the staff baseline of 31 March 2019",)

    @pytest.mark.parametrize("additional", [False, None])
    def test_whoever_moved_from_an_older_scheme(self, additional: bool | None) -> None:
        moved = "medicines_optimisation_in_care_homes"
        found = self.of(additional=additional, moved_from=moved)
        assert found == Observed(True, "its holder moved from an older scheme: medicines optimisation in care homes")

    def test_who_moved_from_a_scheme_that_excepts_no_such_role(self) -> None:
        moved = "clinical_pharmacists_in_general_practice"
        found = self.of(role="care_coordinator", additional=False, moved_from=moved)
        assert found == Observed(False, "part of the staff baseline of 31 March 2019")

    def test_who_moved_where_the_contract_of_the_day_knows_no_exception(self) -> None:
        found = self.of({}, additional=False, moved_from="medicines_optimisation_in_care_homes")
        assert found.value is False
