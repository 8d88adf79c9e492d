"""What if a practice leaves, joins or merges: the records of the change, the duties, and the pounds."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.cli import main
from pcn_des.dates import ContractYear, Period
from pcn_des.network import Population, Practice
from pcn_des.strategies import contract_days, networks
from support.effort import examples
from support.narrowed import there

ON = date(2022, 11, 1)
LEAVER, HEIR = "Y99905", "Y99904"


@pytest.fixture(scope="module")
def example() -> des.Network:
    return des.example_network()


class TestRecords:
    @pytest.mark.parametrize(("change", "into"), [("leaves", None), ("merges", HEIR)])
    def test_the_day_is_the_first_without_it(self, example: des.Network, change: str, into: str | None) -> None:
        changed = example.with_change(LEAVER, change, on=ON, into=into)
        assert [len(changed.core_practices(day)) for day in (date(2022, 10, 31), ON)] == [5, 4]
        spell = there(there(changed.practice(LEAVER)).membership)[-1]
        assert (spell.until, spell.ended_by, spell.into) == (
            date(2022, 10, 31),
            "merged" if into else "left",
            into,
        )

    @pytest.mark.parametrize(
        ("complete", "told_from"),
        [
            (False, ON),
            (Period(date(2021, 4, 1)), date(2021, 4, 1)),
            (Period(date(2021, 4, 1), date(2022, 10, 31)), date(2021, 4, 1)),
            (Period(date(2021, 4, 1), date(2022, 10, 30)), ON),
            (Period(date(2023, 4, 1)), ON),
        ],
    )
    @pytest.mark.parametrize(("change", "into"), [("leaves", None), ("merges", HEIR)])
    def test_a_supposition_says_that_nothing_follows_the_end(
        self, example: des.Network, change: str, into: str | None, complete: bool | Period, told_from: date
    ) -> None:
        """With a list of spells that may have gaps, what was supposed would be unknown itself."""
        leaver = there(example.practice(LEAVER))
        listed = attrs.evolve(leaver, membership=des.Records(there(leaver.membership), complete=complete))
        others = [one for one in there(example.practices) if one.code != LEAVER]
        network = example.evolve(practices=des.Records([*others, listed], complete=True))
        changed = network.with_change(LEAVER, change, on=ON, into=into)
        assert there(there(changed.practice(LEAVER)).membership).complete_for == Period(told_from)
        assert des.assess(changed, ON)["network.core_practices"].status is des.Status.MET
        facts = des.assess(changed, ON)["network.list_size"]
        assert "the membership of" not in facts.reason

    def test_who_left_can_join_again(self, example: des.Network) -> None:
        back = example.with_change(LEAVER, "leaves", on=ON).with_change(LEAVER, "joins", on=date(2023, 1, 1))
        days = (date(2022, 10, 31), ON, date(2022, 12, 31), date(2023, 1, 1))
        assert [len(back.core_practices(day)) for day in days] == [5, 4, 4, 5]

    def test_a_practice_that_is_not_on_record_joins_with_its_lists(self, example: des.Network) -> None:
        lists = [Population(kind="registered", at=date(2022, 1, 1), patients=Decimal(9_000))]
        joined = example.with_change(Practice(code="B83001", name="Mill Lane", populations=lists), "joins", on=ON)
        report = des.assess(joined, ON)
        assert report["network.list_size"].reason == "59,412 registered patients; at least 30,000 required"
        assert des.assess(joined, date(2022, 10, 31))["network.list_size"].reason.startswith("50,412")

    @pytest.mark.parametrize(
        ("recorded", "then"),
        [
            ({"core": False}, [(date(2021, 1, 1), date(2022, 10, 31), False, None), (ON, None, True, None)]),
            (
                {"until": date(2022, 10, 31), "ended_by": "merged", "into": "A99901"},
                [(date(2021, 1, 1), date(2022, 10, 31), True, None), (ON, None, True, None)],
            ),
            (
                {"until": date(2022, 10, 30), "ended_by": "left"},
                [(date(2021, 1, 1), date(2022, 10, 30), True, "left"), (ON, None, True, None)],
            ),
        ],
    )
    def test_who_joins_is_no_associate_from_then_on_and_did_not_end_the_day_before(
        self, recorded: dict[str, Any], then: list[tuple[Any, ...]]
    ) -> None:
        spell = {"since": date(2021, 1, 1), **recorded}
        items = [{"code": "A99903", "name": "N", "membership": {"complete": True, "items": [spell]}}]
        network = des.read_network({"code": "U99901", "name": "X", "practices": {"complete": True, "items": items}})
        joined = there(there(network.with_change("A99903", "joins", on=ON).practice("A99903")).membership)
        assert [(one.since, one.until, one.core, one.ended_by) for one in joined] == then

    @given(networks(), contract_days())
    @settings(max_examples=examples(one_in=3), deadline=None)
    def test_whoever_is_not_in_can_join_on_any_day(self, network: des.Network, on: date) -> None:
        """Whatever was on record of the membership; other networks and mergers of others apart."""
        outside = [
            one for one in network.practices or () if not any(m.core and m.covers(on) for m in one.membership or ())
        ]
        for practice in outside[:2]:
            changed = network.with_change(practice.code, "joins", on=on)
            assert practice.code in {one.code for one in changed.core_practices(on)}

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            (
                ("Y99909", "leaves", None),
                "Y99909 is no practice on record; there are: Y99901, Y99902, Y99903, Y99904, Y99905",
            ),
            ((LEAVER, "joins", None), "Y99905 is a Core Network Practice on 1 November 2022 already"),
            ((LEAVER, "goes", None), "the change is 'goes'; it must be one of: leaves, joins, merges"),
            ((LEAVER, "merges", None), "a practice merges into one: give `into` with 'merges', and only then"),
            ((LEAVER, "leaves", HEIR), "a practice merges into one: give `into` with 'merges', and only then"),
        ],
    )
    def test_what_can_t_be_changed_is_refused(
        self, example: des.Network, asked: tuple[str, str, str | None], says: str
    ) -> None:
        practice, change, into = asked
        with pytest.raises(des.MisuseError) as caught:
            example.with_change(practice, change, on=ON, into=into)
        assert str(caught.value) == says

    @pytest.mark.parametrize("into", ["Y1", LEAVER])
    def test_a_merger_into_nothing_or_itself_is_refused(self, example: des.Network, into: str) -> None:
        with pytest.raises(des.PcnDesError, match=r"Y1|itself"):
            example.with_change(LEAVER, "merges", on=ON, into=into)

    def test_without_a_list_of_practices_there_is_nothing_to_change(self) -> None:
        with pytest.raises(des.MisuseError, match="has no list of practices"):
            des.Network(code="U00001", name="M").with_change("A00001", "joins", on=ON)

    def test_who_was_no_member_can_t_leave(self, example: des.Network) -> None:
        with pytest.raises(des.MisuseError, match="is no Core Network Practice on 31 March 2021"):
            example.with_change(LEAVER, "leaves", on=date(2021, 4, 1))


class TestPounds:
    def test_leaving_takes_the_months_from_then_on(self, example: des.Network) -> None:
        """7,084 registered patients of 1 January 2022 at £1.50, five months of twelve: £4,427.50."""
        core, *_ = des.what_if(example, LEAVER, "leaves", on=ON).streams
        assert (core.stream, str(core.change)) == ("core_pcn_funding", "-£4,427.50")
        assert (str(there(core.before).amount), str(there(core.after).amount)) == ("£75,618.00", "£71,190.50")

    def test_a_merger_inside_the_network_changes_no_pound(self, example: des.Network) -> None:
        found = des.what_if(example, LEAVER, "merges", on=ON, into=HEIR)
        assert found.streams == ()
        assert "No stream is known to come to anything else." in str(found)
        assert {one.rule for one in found.duties} >= {"network.core_practices", "practices.one_network"}

    def test_of_a_stream_that_is_not_known_either_way_it_is_said_that_it_may_change(self, example: des.Network) -> None:
        """Without the beds of the homes the premium is not known with the practice, nor without."""
        network = example.evolve(care_homes=None)
        found = des.what_if(network, LEAVER, "leaves", on=ON)
        assert "care_home_premium" not in [one.stream for one in found.streams]
        assert "care_home_premium" in [one.stream for one in found.may_differ]
        [said] = [" ".join(part.split()) for part in str(found).split("\n\n") if part.startswith("Not known to")]
        assert "Care home premium" in said
        assert "and so it may change" in found._repr_html_()
        for one in found.may_differ:
            assert there(one.before).amount is None
            assert one.change is None

    @pytest.mark.parametrize(
        ("on", "change", "said"),
        [
            (date(2022, 11, 1), "-£4,427.50", None),
            (date(2022, 11, 2), "-£3,542.00", "2 November 2022"),
            (date(2022, 11, 30), "-£3,542.00", "30 November 2022"),
            (date(2022, 12, 1), "-£3,542.00", None),
        ],
    )
    def test_who_leaves_within_a_month_counts_for_all_of_it_and_a_note_says_so(
        self, example: des.Network, on: date, change: str, said: str | None
    ) -> None:
        """7,084 patients at £1.50: five months of twelve are £4,427.50, four £3,542.00."""
        found = des.what_if(example, LEAVER, "leaves", on=on)
        note = (
            f"Members changed on {said}: those of a month's first day count for all of it, because no rule on the days "
            "within a month was found."
        )
        assert (str(found.streams[0].change), found.notes) == (change, (note,) if said else ())
        assert des.entitlements(example.with_change(LEAVER, "leaves", on=on), "2022/23").notes == found.notes

    def test_where_no_amount_hangs_on_the_day_nothing_is_said(self, example: des.Network) -> None:
        """The patients of who merges into a member count on; after the end there is nothing to count."""
        assert des.what_if(example, LEAVER, "merges", on=date(2022, 11, 15), into=HEIR).notes == ()
        closed = example.evolve(closed=date(2022, 10, 15))
        assert des.what_if(closed, LEAVER, "leaves", on=date(2022, 11, 15)).owed_after.notes == tuple(
            des.entitlements(closed, "2022/23").notes
        )

    @pytest.mark.parametrize(("closed", "on"), [(None, date(2023, 5, 1)), (date(2022, 10, 15), ON)])
    def test_nothing_may_change_before_the_change_or_after_the_end(
        self, example: des.Network, closed: date | None, on: date
    ) -> None:
        found = des.what_if(example.evolve(closed=closed), LEAVER, "leaves", on=on, as_of=ON)
        assert (found.streams, found.may_differ) == ((), ())

    @pytest.mark.thorough  # whole statements of many networks
    @given(networks(), contract_days().filter(lambda day: day < date(2026, 4, 1)), st.integers(1, 400))
    def test_a_change_after_the_year_leaves_the_year_as_it_is(
        self, network: des.Network, day: date, later: int
    ) -> None:
        on = ContractYear.of(day).last_day + timedelta(days=later)
        network = network.evolve(variations=None, decisions=None)
        members = network.core_practices(on - timedelta(days=1))
        if members:
            found = des.what_if(network, members[0].code, "leaves", on=on, as_of=day)
            assert (found.streams, found.may_differ) == ((), ())

    @given(st.sampled_from(["Y99901", "Y99902", "Y99903", "Y99904", "Y99905"]), st.integers(4, 15))
    def test_whoever_leaves_later_takes_less(self, code: str, month: int) -> None:
        """Money is monotone in the day of leaving, and never more than with everybody."""
        network = des.example_network()
        on = date(2022 + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        earlier = des.entitlements(network.with_change(code, "leaves", on=on), "2022/23")
        later = des.entitlements(network.with_change(code, "leaves", on=date(2023, 4, 1)), "2022/23")
        for stream, total in earlier.items():
            if total.amount is not None:
                assert total.amount <= there(later[stream].amount)


class TestCommand:
    def run(self, *words: str) -> Any:
        return CliRunner().invoke(main, ["what-if", "--practice", LEAVER, "--on", "2022-11-01", *words])

    def test_it_says_duties_and_pounds(self) -> None:
        found = self.run("--leaves")
        assert found.exit_code == 0
        lines = found.output.splitlines()
        assert lines[0] == "What if Sallowfield Health Centre (Y99905) leaves the network on 1 November 2022"
        assert "DUTIES ANSWERED OTHERWISE ON 1 NOVEMBER 2022" in lines
        assert "  - Core PCN funding: -£4,427.50" in lines
        assert max(map(len, lines)) <= 80

    def test_json(self) -> None:
        found = json.loads(self.run("--leaves", "--json").output)
        assert found["contract_year"] == "2022/23"
        assert found["streams"][0]["change"] == "-4427.50"

    @pytest.mark.parametrize("words", [(), ("--leaves", "--merges-into", HEIR), ("--leaves", "--registered", "9000")])
    def test_half_a_question_is_refused(self, words: tuple[str, ...]) -> None:
        found = self.run(*words)
        assert found.exit_code == 2
        assert "Traceback" not in found.output


def test_html_has_titles_before_keys_and_statuses_in_their_colours(example: des.Network) -> None:
    page = des.what_if(example, LEAVER, "leaves", on=ON)._repr_html_()
    assert "Network Agreement signed by every practice<br><span class=rule>network_agreement.signed</span>" in page
    assert '<span class="status not_met">NOT MET</span> not signed by Sallowfield Health Centre' in page
    assert "<td>-£4,427.50</td>" in page
