"""What is paid to a practice that others merged into, or may have: the practices' sums come to the network's."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.network import Membership, Network, Population, Practice, Records
from support.effort import examples

YEAR, FROM, OVER = "2023/24", date(2019, 7, 1), date(2023, 9, 30)
STREAM = "network_participation"  # 1.761 per weighted patient and year, paid to each practice


def practice(code: str, weighted: int | None, *spells: Membership) -> Practice:
    lists = [] if weighted is None else [Population(kind="weighted", at=date(2023, 1, 1), patients=Decimal(weighted))]
    return Practice(
        code=code, name=f"Practice {code}", membership=Records(spells, complete=True), populations=Records(lists)
    )


def network(*practices: Practice) -> Network:
    return Network(code="U00001", name="Mill", practices=Records(practices, complete=True))


def ended(until: date = OVER, into: str | None = None, by: str | None = None) -> Membership:
    return Membership(since=FROM, until=until, ended_by="merged" if into else by, into=into)


def year_of(mill: Network, code: str | None = None) -> des.StreamTotal:
    return des.entitlements(mill, YEAR, practice=code)[STREAM]


def test_a_successor_has_the_patients_from_the_month_after_the_merger() -> None:
    """1.761 x 14,000 / 2 = 12,327; with the other's 18,000: 1.761 x 32,000 / 2 = 28,176, and 15,849 before."""
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), practice("A00002", 18_000, ended(into="A00001")))
    assert str(year_of(mill, "A00001").amount) == "£40,503.00"
    assert str(year_of(mill, "A00002").amount) == "£15,849.00"
    notes = des.entitlements(mill, YEAR, practice="A00001").notes
    assert "From April 2023 on, its part of the weighted patients: 14,000 of 32,000 (43.8%)" in notes
    assert "From October 2023 on, its part of the weighted patients: 32,000 of 32,000 (100%)" in notes


def test_a_practice_that_came_to_be_by_a_merger_is_a_member_and_has_the_patients() -> None:
    mill = network(
        practice("A00001", 14_000, ended(into="A00003")),
        practice("A00002", 18_000, ended(into="A00003")),
        practice("A00003", None, Membership(since=date(2023, 10, 1))),
    )
    assert str(year_of(mill, "A00003").amount) == "£28,176.00"
    notes = des.entitlements(mill, YEAR, practice="A00003").notes
    assert not [note for note in notes if "was no Core Network Practice" in note]


def test_through_two_mergers() -> None:
    """1.761 x 14,000 x 9/12 + 1.761 x 32,000 x 3/12; 1.761 x 18,000 x 3/12; 1.761 x 18,000 x 6/12."""
    mill = network(
        practice("A00001", 14_000, Membership(since=FROM)),
        practice("A00002", 0, ended(into="A00001", until=date(2023, 12, 31))),
        practice("A00003", 18_000, ended(into="A00002")),
    )
    by_practice = [year_of(mill, code).amount for code in ("A00001", "A00002", "A00003")]
    assert [*map(str, by_practice)] == ["£32,578.50", "£7,924.50", "£15,849.00"]


@pytest.mark.parametrize("until", [OVER, date(2023, 10, 1), date(2023, 10, 2)])
def test_whoever_may_have_merged_is_in_doubt_for_the_other_and_paid_nothing_more_itself(until: date) -> None:
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), practice("A00002", 18_000, ended(until)))
    other = year_of(mill, "A00001")
    assert (other.amount, str(other.at_least)) == (None, "£24,654.00")
    assert "whether Practice A00002 (A00002)" in other.reason
    assert year_of(mill, "A00002").amount is not None


def test_of_a_part_that_is_not_known_any_more_the_notes_say_so() -> None:
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), practice("A00002", 18_000, ended()))
    notes = des.entitlements(mill, YEAR, practice="A00001").notes
    assert "From October 2023 on, its part of the network's patients is not known." in notes


def test_who_left_takes_the_patients_along() -> None:
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), practice("A00002", 18_000, ended(by="left")))
    assert str(year_of(mill, "A00001").amount) == "£24,654.00"


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Some practices, each of which goes on, leaves, or merges into one that goes on longer."""
    size = draw(st.integers(1, 4))
    codes = [f"A0000{number}" for number in range(1, size + 1)]
    ends = sorted(draw(st.lists(st.integers(0, 420), min_size=size - 1, max_size=size - 1)), reverse=True)
    found = [practice(codes[0], draw(st.integers(0, 40_000)), Membership(since=FROM))]
    for place, days in enumerate(ends, 1):
        until = date(2023, 2, 1) + timedelta(days=days)
        later = [code for code, other in zip(codes, [500, *ends], strict=False) if other > days]
        into = draw(st.none() | st.sampled_from(later))
        found.append(practice(codes[place], draw(st.integers(0, 40_000)), ended(until, into, "left")))
    return network(*found)


@given(networks())
@settings(max_examples=examples(one_in=4), deadline=None)
def test_what_the_practices_are_paid_comes_to_what_the_network_is_owed(mill: Network) -> None:
    """To the penny of rounding, for each practice's year is rounded on its own."""
    whole = year_of(mill).amount
    assert whole is not None
    practices = mill.practices or ()
    paid = [year_of(mill, one.code).amount for one in practices]
    together = sum((Fraction(amount.pounds) for amount in paid if amount is not None), Fraction(0))
    assert None not in paid
    assert abs(together - Fraction(whole.pounds)) <= Fraction(len(practices), 100)


def test_a_practice_that_is_one_again_has_its_patients_itself() -> None:
    """Merged from July to September: a quarter of 1.761 x 18,000 goes to the other."""
    spells = ended(until=date(2023, 6, 30), into="A00001"), Membership(since=date(2023, 10, 1))
    again = practice("A00002", 18_000, *spells)
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), again)
    assert str(year_of(mill, "A00001").amount) == "£32,578.50"  # 24,654 and 31,698 / 4
    assert str(year_of(mill, "A00002").amount) == "£23,773.50"  # 31,698 x 3 / 4
    assert str(year_of(mill).amount) == "£56,352.00"  # 1.761 x 32,000


def test_a_later_spell_leaves_the_doubt_about_an_earlier_end() -> None:
    back = practice("A00002", 18_000, ended(), Membership(since=date(2024, 4, 1)))
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), back)
    found = year_of(mill, "A00001")
    assert (found.amount, str(found.at_least), str(found.at_most)) == (None, "£24,654.00", "£40,503.00")


def test_whoever_is_a_member_on_record_is_merged_into_nobody_though_the_list_may_have_gaps() -> None:
    other = practice("A00002", 18_000)
    gaps = attrs.evolve(other, membership=Records([Membership(since=FROM, until=date(2024, 5, 31))]))
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), gaps)
    assert [str(year_of(mill, code).amount) for code in ("A00001", "A00002")] == ["£24,654.00", "£31,698.00"]


@pytest.mark.parametrize("until", [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 2)])
def test_the_last_month_of_a_member_whose_end_is_not_told_is_its_own(until: date) -> None:
    """A member on 1 March is paid for March; one that ended the day before may have merged by then."""
    other = practice("A00002", 18_000)
    gaps = attrs.evolve(other, membership=Records([Membership(since=FROM, until=until)]))
    mill = network(practice("A00001", 14_000, Membership(since=FROM)), gaps)
    found = year_of(mill, "A00001")
    in_doubt = until == date(2024, 2, 29)
    assert str(found.at_least if in_doubt else found.amount) == "£24,654.00"


@st.composite
def histories(draw: st.DrawFn) -> Network:
    """Practices with a spell or two each, of which the end of one may not be told and the list may have gaps."""
    codes = [f"A0000{number}" for number in range(1, draw(st.integers(2, 3)) + 1)]
    found = []
    for place, code in enumerate(codes):
        edges = sorted(draw(st.lists(st.integers(0, 420), min_size=1, max_size=3, unique=True)))
        days = [date(2023, 2, 1) + timedelta(days=number) for number in edges]
        into = draw(st.sampled_from([None, *codes[place + 1 :]]))  # into itself nobody merges, on whatever way
        ends = [ended(days[0], by=None)]
        if days[1:2] != [days[0] + timedelta(days=1)]:  # of a spell that another follows nobody says how it ended
            ends += [ended(days[0], into), ended(days[0], by="left")]
        spells = [draw(st.sampled_from(ends))]
        spells += [Membership(since=days[1], until=days[2] if days[2:] else None)] if days[1:] else []
        whole = draw(st.booleans())
        patients = draw(st.integers(0, 40_000))
        found.append(attrs.evolve(practice(code, patients), membership=Records(spells, complete=whole)))
    return network(*found)


@given(histories())
@settings(max_examples=examples(one_in=2), deadline=None)
def test_what_the_network_is_owed_lies_within_what_its_practices_are_paid(mill: Network) -> None:
    """Exactly, but for the pennies of rounding, where nothing is in doubt; else no practice's doubt is left out."""
    whole = year_of(mill)
    each = [year_of(mill, one.code) for one in mill.practices or ()]
    pennies = Fraction(len(each), 100)
    ends = [[getattr(one, end) for one in (whole, *each)] for end in ("at_least", "at_most")]
    for (total, *parts), sign in zip(ends, (1, -1), strict=True):
        if total is not None and None not in parts:
            together = sum((Fraction(one.pounds) for one in parts), Fraction(0))
            assert sign * (together - Fraction(total.pounds)) <= pennies
    if whole.amount is not None:
        assert None not in [one.amount for one in each]
