"""The day on which a record shows a duty done, and what is said where none does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from pcn_des import Standing
from pcn_des.contract.entries import Obligation
from pcn_des.dates import Deadline
from pcn_des.engine.view import Observed
from pcn_des.values import NEVER
from support.observing import missing, no_term, source

DAY = "2022-11-14"
BY_JULY = Deadline.on(date(2022, 7, 31))


def shown(
    day: str = DAY, kind: str = "enhanced_access_plan", *, due: Any = None, yearly: bool = False, **records: Any
) -> Observed:
    return source(day, None, records).evidence(duty(kind, due=due, yearly=yearly), None, no_term)


def duty(kind: str, *, due: Any = None, yearly: bool = False) -> Obligation:
    return Obligation(
        key="lamps.plan",
        title="The plan",
        since=date(2022, 4, 1),
        until=date(2023, 3, 31),
        published=date(2022, 3, 31),
        standing=Standing.CONFIRMED,
        owed_by="PCN",
        strength="must",
        evidence=kind,
        due=due,
        yearly=yearly,
    )


def plans(*sent: tuple[str, bool | None], whole: bool = True, **fields: Any) -> dict[str, Any]:
    """Plans sent on days; whether each shows the duty done, where it says so."""
    items = [
        {
            "kind": "enhanced_access_plan",
            "on": on,
            **({} if shows is None else {"shows": {"lamps.plan": shows}}),
            **fields,
        }
        for on, shows in sent
    ]
    return {"complete": whole, "items": items}


class TestWithADeadline:
    def test_the_first_record_counts(self) -> None:
        held = plans(("2022-08-19", None), ("2022-07-29", None))
        assert shown(due=BY_JULY, returns=held) == Observed(
            date(2022, 7, 29), "the enhanced access plan of 29 July 2022"
        )

    def test_the_first_that_shows_it_done(self) -> None:
        held = plans(("2022-07-29", False), ("2022-08-19", True), ("2022-09-01", False))
        assert shown(due=BY_JULY, returns=held).value == date(2022, 8, 19)

    def test_a_record_counts_after_it_has_ended(self) -> None:
        assert shown(due=BY_JULY, returns=plans(("2022-07-29", None), until="2022-08-31")).value == date(2022, 7, 29)


class TestWhatStands:
    """An agreement that is in place, due by a day: it stands as long as it counts."""

    @pytest.mark.parametrize(
        ("papers", "day", "value"),
        [
            pytest.param([("2022-06-20", "2022-09-30", True)], "2022-09-30", "2022-06-20", id="to its last day"),
            pytest.param([("2022-06-20", "2022-09-30", True)], "2022-10-01", None, id="and not on the day after"),
            pytest.param(
                [("2022-06-20", None, True), ("2022-09-30", None, False)],
                "2022-09-30",
                None,
                id="until another shows it not done",
            ),
            pytest.param(
                [("2022-06-20", "2022-09-30", True), ("2022-11-01", None, True)],
                DAY,
                "2022-06-20",
                id="in place again, it was done when it first was",
            ),
            pytest.param(
                [("2022-06-20", None, False), ("2022-08-05", None, True), ("2022-09-01", None, True)],
                DAY,
                "2022-08-05",
                id="as the first of those that show it",
            ),
        ],
    )
    def test_it_is_done_while_it_stands(
        self, papers: list[tuple[str, str | None, bool]], day: str, value: str | None
    ) -> None:
        items = [
            {"kind": "data_sharing_agreement", "on": on, "until": until, "shows": {"lamps.plan": shows}}
            for on, until, shows in papers
        ]
        found = shown(day, "data_sharing_agreement", due=BY_JULY, returns={"complete": True, "items": items}).value
        assert found == (date.fromisoformat(value) if value else NEVER)


class TestWithoutOne:
    def test_the_last_record_says_how_things_stand(self) -> None:
        held = plans(("2022-08-19", True), ("2022-07-29", True))
        assert shown(returns=held) == Observed(date(2022, 8, 19), "the enhanced access plan of 19 August 2022")
        undone = plans(("2022-08-19", False), ("2022-07-29", True))
        assert shown(returns=undone) == Observed(
            NEVER, "the enhanced access plan of 19 August 2022 shows that it is not done", since=date(2022, 8, 19)
        )

    def test_the_only_record_may_show_that_it_is_not_done(self) -> None:
        found = shown(returns=plans(("2022-08-19", False)))
        said = "the enhanced access plan of 19 August 2022 shows that it is not done"
        assert found == Observed(NEVER, said, since=date(2022, 8, 19))

    @pytest.mark.parametrize(("day", "counts"), [("2022-08-31", True), ("2022-09-01", False)])
    def test_a_record_counts_until_it_ends(self, day: str, counts: bool) -> None:
        found = shown(day, returns=plans(("2022-07-29", None), until="2022-08-31"))
        assert found.value == (date(2022, 7, 29) if counts else NEVER)

    @pytest.mark.parametrize(("day", "counts"), [("2022-07-28", False), ("2022-07-29", True)])
    def test_a_record_counts_from_its_day(self, day: str, counts: bool) -> None:
        found = shown(day, returns=plans(("2022-07-29", None)))
        assert found.value == (date(2022, 7, 29) if counts else NEVER)

    @pytest.mark.parametrize(("on", "counts"), [("2022-03-31", False), ("2022-04-01", True)])
    def test_a_yearly_duty_wants_a_record_of_the_contract_year(self, on: str, counts: bool) -> None:
        found = shown(yearly=True, returns=plans((on, None))).value
        assert found == (date.fromisoformat(on) if counts else NEVER)
        assert shown(returns=plans((on, None))).value == date.fromisoformat(on)

    def test_the_document_is_named(self) -> None:
        found = shown(returns=plans(("2022-07-29", None), document="plan v2"))
        assert found.because == "the enhanced access plan of 29 July 2022 (plan v2)"


class TestSinceWhen:
    """A duty that is not done is so since the first of the records, at the end of the list, that all say so."""

    @pytest.mark.parametrize(
        ("sent", "since"),
        [
            ([("2022-07-29", None), ("2022-08-19", False), ("2022-09-01", False)], date(2022, 8, 19)),
            ([("2022-07-29", False), ("2022-08-19", True), ("2022-09-01", False)], date(2022, 9, 1)),
            ([("2022-07-29", False), ("2022-08-19", False)], date(2022, 7, 29)),
        ],
    )
    def test_it_is_not_done(self, sent: list[tuple[str, bool | None]], since: date) -> None:
        found = shown(returns=plans(*sent))
        assert (found.value, found.since) == (NEVER, since)


class TestBothOnOneDay:
    """Two records of one day that say both: which is right stays unknown, in whatever order they are written."""

    @pytest.mark.parametrize("sent", [(True, False), (False, True), (None, False), (False, None)])
    def test_neither_is_believed(self, sent: tuple[bool | None, ...]) -> None:
        found = shown(returns=plans(*(("2022-08-19", said) for said in sent), document="plan v2"))
        assert missing(found) == (
            "which the enhanced access plan of 19 August 2022 is right: done (plan v2), not done (plan v2)",
        )

    def test_a_later_one_settles_it(self) -> None:
        found = shown(returns=plans(("2022-08-19", True), ("2022-08-19", False), ("2022-08-20", True)))
        assert found.value == date(2022, 8, 20)


class TestMonthly:
    """One record for each month of the contract year that was over before the day."""

    def shown(self, day: str, *sent: str, whole: bool = True, shows: bool | None = None, **fields: Any) -> Observed:
        monthly = attrs.evolve(duty("enhanced_access_plan"), monthly=True)
        held = plans(*((on, shows) for on in sent), whole=whole, **fields)
        return source(day, None, {"returns": held}).evidence(monthly, None, no_term)

    def test_the_month_that_runs_may_have_its_record_already(self) -> None:
        assert self.shown("2022-04-20", "2022-04-04") == Observed(
            date(2022, 4, 4), "the enhanced access plan of 4 April 2022"
        )

    def test_each_month_that_is_over_has_one(self) -> None:
        assert self.shown("2022-06-10", "2022-05-31", "2022-04-01") == Observed(
            date(2022, 5, 31), "the enhanced access plan of 31 May 2022, and one for each month that is over"
        )

    @pytest.mark.parametrize(
        ("day", "sent", "lacking"),
        [
            ("2022-06-01", [], "April 2022, May 2022"),  # on the day after its last a month is over
            ("2022-05-31", [], "April 2022"),
            ("2022-07-30", [], "each month from April 2022 to June 2022"),
            ("2022-07-30", ["2022-05-31"], "April 2022, June 2022"),
            ("2022-08-30", ["2022-05-01"], "April 2022, June 2022, July 2022"),
        ],
    )
    def test_the_months_that_lack_one_are_named(self, day: str, sent: list[str], lacking: str) -> None:
        wanted = f"the enhanced access plan for {lacking}"
        said = f"the list of returns is complete and does not have {wanted}"
        assert self.shown(day, *sent) == Observed(NEVER, said)
        assert missing(self.shown(day, *sent, whole=False)) == (wanted,)

    def test_a_record_may_show_that_it_is_not_done(self) -> None:
        found = self.shown("2022-05-10", "2022-04-12", whole=False, shows=False)
        assert found == Observed(NEVER, "the enhanced access plan shows that it is not done in April 2022")

    @pytest.mark.parametrize(
        ("shows", "value"),
        [
            pytest.param(("2022-04-12", True), NEVER, id="the later one governs: not done"),
            pytest.param(("2022-04-14", True), date(2022, 4, 14), id="the later one governs: done"),
        ],
    )
    def test_of_two_records_of_a_month_the_later_governs(self, shows: tuple[str, bool], value: Any) -> None:
        held = plans(("2022-04-13", False), shows, whole=False)
        assert self.of_list("2022-05-10", held).value == value

    def test_records_of_one_day_that_say_both_settle_nothing(self) -> None:
        held = plans(("2022-04-13", False), ("2022-04-13", True), whole=True)
        said = "which the enhanced access plan of 13 April 2022 is right: done, not done"
        assert missing(self.of_list("2022-05-10", held)) == (said,)
        assert self.of_list("2022-06-10", held).value is NEVER  # for May has none, whatever April had

    def test_a_log_of_some_months_shows_which_of_them_have_none(self) -> None:
        kept = {"complete": {"since": "2022-05-01", "until": "2022-06-30"}, "items": []}
        found = self.of_list("2022-09-10", kept)
        assert found == Observed(
            NEVER, "the list of returns is complete and does not have the enhanced access plan for May 2022, June 2022"
        )

    def of_list(self, day: str, held: Any) -> Observed:
        monthly = attrs.evolve(duty("enhanced_access_plan"), monthly=True)
        return source(day, None, {"returns": held}).evidence(monthly, None, no_term)

    def test_a_record_counts_for_every_month_to_its_end(self) -> None:
        assert self.shown("2022-07-10", "2022-04-30", until="2022-06-01").value == date(2022, 4, 30)
        assert self.shown("2022-07-10", "2022-04-30", until="2022-05-31").value is NEVER


class TestListsThatAreKeptForATime:
    """What a list omits did not happen, on the days for which it was kept."""

    @pytest.mark.parametrize(
        ("field", "since", "until", "known"),
        [
            pytest.param("yearly", "2022-04-01", DAY, True, id="yearly: the contract year so far"),
            pytest.param("yearly", "2022-04-02", DAY, False, id="yearly: but for its first day"),
            pytest.param("yearly", "2022-04-01", "2022-11-13", False, id="yearly: but for today"),
            pytest.param("monthly", "2022-04-01", DAY, True, id="monthly: the contract year so far"),
            pytest.param("monthly", "2022-10-01", "2022-10-31", True, id="monthly: one month that is over"),
            pytest.param("monthly", "2022-10-02", DAY, False, id="monthly: but for its first day"),
            pytest.param("monthly", "2022-10-01", "2022-10-30", False, id="monthly: but for its last day"),
            pytest.param(None, "2022-04-01", DAY, False, id="any other: a paper of any day may show it"),
            pytest.param(None, "0001-01-01", DAY, True, id="any other: of all days"),
        ],
    )
    def test_how_far_back_a_duty_asks(self, field: str | None, since: str, until: str, known: bool) -> None:
        kept = {"complete": {"since": since, "until": until}, "items": []}
        asked = attrs.evolve(duty("enhanced_access_plan"), yearly=field == "yearly", monthly=field == "monthly")
        found = source(DAY, None, {"returns": kept}).evidence(asked, None, no_term)
        assert (found.value is NEVER) is known

    @pytest.mark.parametrize(
        ("day", "until", "since", "due", "known"),
        [
            pytest.param(DAY, DAY, "2021-04-01", None, False, id="that still holds, it may hold"),
            pytest.param(DAY, None, "2021-04-01", None, False, id="or has no end"),
            pytest.param(DAY, "2022-11-13", "2021-04-01", None, True, id="one that has ended says nothing"),
            pytest.param("2023-03-30", None, "2021-04-01", None, False, id="before the last day of the year"),
            pytest.param("2023-03-31", None, "2021-04-01", None, True, id="when the year is over there is none"),
            pytest.param(DAY, None, "2022-04-01", None, True, id="of a duty that is of this year"),
            pytest.param(DAY, None, "2021-04-01", BY_JULY, True, id="of one that had its day in the year"),
            pytest.param("2022-04-01", None, "2021-04-01", BY_JULY, True, id="and is due until then"),
        ],
    )
    def test_whether_a_paper_of_the_year_before_leaves_a_yearly_duty_open(
        self, day: str, until: str | None, since: str, due: Deadline | None, known: bool
    ) -> None:
        fields: dict[str, Any] = {} if until is None else {"until": until}
        held = plans(("2022-03-31", None), **fields)
        asked = attrs.evolve(duty("enhanced_access_plan", due=due, yearly=True), since=date.fromisoformat(since))
        found = source(day, None, {"returns": held}).evidence(asked, None, no_term)
        assert (found.value is NEVER) is known


class TestManyRecords:
    @pytest.mark.parametrize("due", [None, BY_JULY])
    @pytest.mark.parametrize("yearly", [True, False])
    def test_the_day_is_compared_with_few_of_them(self, due: Deadline | None, yearly: bool) -> None:
        """Whoever watches the day is told of what it is compared with: of thousands, a dozen are enough."""

        class Compared(date):
            times = 0

        def counted(name: str) -> Callable[[date, date], bool]:
            def compare(day: date, other: date) -> bool:
                Compared.times += 1
                return bool(getattr(date, name)(day, other))

            return compare

        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            setattr(Compared, name, counted(name))
        first = date(2019, 7, 1)
        sent = [((first + timedelta(days=number)).isoformat(), None) for number in range(2_500)]
        on = attrs.evolve(source(DAY, None, {"returns": plans(*sent)}), as_of=Compared(2022, 11, 14))
        found = on.evidence(duty("enhanced_access_plan", due=due, yearly=yearly), None, no_term)
        assert found.value == {
            (True, True): date(2022, 4, 1),
            (True, False): first,
        }.get((due is not None, yearly), date(2022, 11, 14))
        assert 0 < Compared.times < 30


class TestNothingOnRecord:
    def test_a_complete_list_says_never(self) -> None:
        other = {"complete": True, "items": [{"kind": "data_sharing_agreement", "on": "2022-07-29"}]}
        assert shown(returns=other) == Observed(
            NEVER, "the list of returns is complete and does not have the enhanced access plan"
        )

    def test_an_incomplete_list_or_none_names_the_record(self) -> None:
        assert missing(shown(returns=plans(whole=False))) == ("the enhanced access plan",) == missing(shown())
        assert missing(shown(yearly=True)) == ("the enhanced access plan in 2022/23",)


AREA = {"description": "Millbrook", "since": "2021-04-01"}


def areas(whole: bool = True, **fields: Any) -> dict[str, Any]:
    return {"complete": whole, "items": [{**AREA, **fields}]}


class TestAreas:
    """The record of a Network Area says when the commissioner agreed to it, and that there is a map."""

    def test_the_agreement(self) -> None:
        found = shown(kind="network_area_agreement", areas=areas(agreed_on="2021-03-19"))
        assert found == Observed(date(2021, 3, 19), "the agreement to the Network Area of 19 March 2021 (Millbrook)")

    @pytest.mark.parametrize(
        ("fields", "on"), [({}, date(2021, 4, 1)), ({"agreed_on": "2021-03-19"}, date(2021, 3, 19))]
    )
    def test_the_map_is_of_the_day_of_the_agreement_or_else_of_the_areas_first(
        self, fields: dict[str, Any], on: date
    ) -> None:
        found = shown(kind="network_area_map", areas=areas(map="map.pdf", **fields))
        assert found.value == on
        assert found.because.endswith("2021 (map.pdf)")
        assert found.because.startswith("the Network Area map of ")

    @pytest.mark.parametrize("kind", ["network_area_agreement", "network_area_map"])
    def test_an_area_that_has_ended_shows_nothing(self, kind: str) -> None:
        held = areas(agreed_on="2021-03-19", map="map.pdf", until="2022-11-13")
        assert shown("2022-11-13", kind, areas=held).value == date(2021, 3, 19)
        assert shown(DAY, kind, areas=held, returns=plans()).value is NEVER

    @pytest.mark.parametrize("kind", ["network_area_agreement", "network_area_map"])
    def test_both_lists_have_to_be_complete(self, kind: str) -> None:
        assert shown(kind=kind, areas=areas(), returns=plans()).value is NEVER
        either: list[dict[str, Any]] = [{"areas": areas()}, {"returns": plans()}]
        for held in (*either, {"areas": areas(whole=False), "returns": plans()}):
            assert missing(shown(kind=kind, **held))

    def test_neither_says_anything_of_other_records(self) -> None:
        assert shown(areas=areas(agreed_on="2021-03-19", map="map.pdf"), returns=plans()).value is NEVER
        assert shown(returns=plans()).value is NEVER

    @pytest.mark.parametrize(
        ("kind", "title"),
        [("network_area_agreement", "the agreement to the Network Area"), ("network_area_map", "the Network Area map")],
    )
    def test_a_refusal_is_not_the_last_word_where_nothing_is_known_of_areas(self, kind: str, title: str) -> None:
        refused = {"kind": kind, "on": "2021-03-19", "shows": {"lamps.plan": False}}
        gap = f"whether there is {title} after 19 March 2021 (areas)"
        assert missing(shown(kind=kind, returns=[refused])) == (gap,)
        found = shown(kind=kind, returns=[refused], areas=[])
        assert found == Observed(NEVER, f"{title} of 19 March 2021 shows that it is not done", since=date(2021, 3, 19))
