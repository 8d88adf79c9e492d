"""Laws of every question about a network: how the same records are written down makes no difference."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import Network, Report, Status, assess, entitlements
from pcn_des.dates import ContractYear
from pcn_des.network import Decision
from pcn_des.strategies import contract_days, epoch_edges, networks
from support.rearranging import cut_in_two, shuffled, written_twice
from support.small_network import complete, finding, incomplete, practice, waiver

pytestmark = pytest.mark.thorough  # whole networks are asked again and again


NAMED = "nominated_payee.named"
ALIKE = ("A", "A, B", "B", "B, C", "C", '"A', 'A"', '"A, B"', "A (2)", "A (3)", ",", ", ")
CUT_IN_TWO = ({"since": "2021-01-09", "until": "2022-06-15"}, {"since": "2022-06-16"})
SOME = settings(suppress_health_check=list(HealthCheck))


def written_otherwise() -> st.SearchStrategy[Random]:
    """Chance, the same again for the same example."""
    return st.randoms(use_true_random=False)


class TestOrderOfRecords:
    """A duty has each subject once, and the order in which records were written down changes no answer."""

    @SOME
    @given(networks(), contract_days() | epoch_edges(), written_otherwise())
    def test_shuffling_every_list_leaves_each_answer(self, network: Network, day: date, random: Random) -> None:
        self.check(network.evolve(variations=None), day, random)  # which may lift what there is not

    @SOME
    @given(contract_days() | epoch_edges(), st.data(), written_otherwise())
    def test_of_a_plausible_network(self, day: date, data: st.DataObject, random: Random) -> None:
        self.check(data.draw(networks(day)), day, random)

    @SOME
    @given(networks(texts=st.sampled_from(ALIKE)), contract_days() | epoch_edges(), written_otherwise())
    def test_of_one_with_names_that_are_nearly_alike(self, network: Network, day: date, random: Random) -> None:
        self.check(network.evolve(variations=None), day, random)

    def check(self, network: Network, day: date, random: Random) -> None:
        report = assess(network, day)
        for duty in report.findings:
            assert len({part.subject for part in duty.parts}) == len(duty.parts)
        assert answers(assess(shuffled(network, random), day)) == answers(report)


def answers(report: Report) -> dict[tuple[str, str | None], tuple[object, ...]]:
    """Each answer by duty and subject, without the sentences that name records in their order."""
    return {
        (found.rule, found.subject): (
            *(found.status, found.observed, found.required, found.due, found.late_by),
            *(found.exception, found.without_exception, set(found.missing)),
        )
        for duty in report.findings
        for found in (duty, *duty.parts)
    }


class TestAdjoiningSpells:
    """Two spells that follow each other without a gap and say the same are one."""

    @SOME
    @given(networks(), contract_days() | epoch_edges(), written_otherwise())
    def test_cutting_spells_in_two_changes_no_answer(self, network: Network, day: date, random: Random) -> None:
        self.check(network.evolve(variations=None), day, random)  # which may lift what there is not

    @SOME
    @given(contract_days() | epoch_edges(), st.data(), written_otherwise())
    def test_of_a_plausible_network(self, day: date, data: st.DataObject, random: Random) -> None:
        self.check(data.draw(networks(day)), day, random)

    def test_a_home_whose_alignment_goes_on_is_aligned_since_the_first_day(self) -> None:
        """Aligned since January 2021, visited on 27 May 2022: on 23 June it is three weeks overdue."""
        for alignment in ([{"since": "2021-01-09"}], CUT_IN_TWO):
            home = {"location": "L", "name": "H", "alignment": complete(*alignment)}
            homes = complete({**home, "rounds": complete({"on": "2022-05-27"})})
            found = finding("care_homes.weekly_home_round", "2022-06-23", care_homes=homes)
            assert found.status is Status.NOT_MET

    def test_a_practice_whose_membership_goes_on_has_not_changed(self) -> None:
        for membership in ([{"since": "2021-01-09"}], CUT_IN_TWO):
            member = practice(membership=incomplete(*membership))
            found = finding("participation.change_in_window", "2022-06-23", practices=complete(member))
            assert found.status is Status.NOT_APPLICABLE

    def test_a_waiver_that_was_prolonged_is_one(self) -> None:
        halves = [waiver(NAMED, **days) for days in CUT_IN_TWO]
        found = finding(NAMED, "2022-06-23", payees=[], variations=halves)
        assert found.reason == "lifted from 9 January 2021 by the waiver granted by NHS Millbrook ICB"

    def check(self, network: Network, day: date, random: Random) -> None:
        cut = cut_in_two(network, random)
        before, after = assess(network, day), assess(cut, day)
        assert after.findings == before.findings
        assert (after.heading, after.notes) == (before.heading, before.notes)
        year = str(ContractYear.of(day))
        assert entitlements(cut, year).streams == entitlements(network, year).streams


class TestRecordsWrittenTwice:
    """A record that is written down twice says what it says once, but for sessions and vacant posts, which are two."""

    @SOME
    @given(networks(), contract_days() | epoch_edges(), written_otherwise())
    def test_of_any_network(self, network: Network, day: date, random: Random) -> None:
        self.check(network.evolve(variations=None), day, random)  # which may lift what there is not

    @SOME
    @given(contract_days() | epoch_edges(), st.data(), written_otherwise())
    def test_of_a_plausible_network(self, day: date, data: st.DataObject, random: Random) -> None:
        self.check(data.draw(networks(day)), day, random)

    def test_of_a_decision_that_does_not_count(self) -> None:
        key = "additional_roles.additional"
        decided = Decision(obligation=key, judged="met", by="the board", on=date(2019, 4, 1), document="minutes")
        network = Network(code="U00000", name="Millbrook PCN", decisions=[decided])
        self.check(network, date(2019, 7, 1), Random(1))
        assert len(assess(network, date(2019, 7, 1)).notes) == 1

    def check(self, network: Network, day: date, random: Random) -> None:
        before, after = assess(network, day), assess(written_twice(network, random), day)
        assert after.findings == before.findings
        assert (after.heading, after.notes) == (before.heading, before.notes)
