"""A network saved from one edition of ePCN is brought up to date by a later one: what changed since contradicts nobody.

Of two editions the older tells of no day after its own, unless somebody wrote a later day into the network file.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import hypothesis.strategies as st
import pytest
from hypothesis import given

import pcn_des as des
from pcn_des.dates import Period
from pcn_des.formats import combine, epcn
from pcn_des.network import Commissioner, Membership, Network, OtherMembership, Practice, Records
from support.narrowed import there

SINCE = date(2019, 10, 1)
OF_EPCN = Period(SINCE)  # of the days before, the file knows nothing
OLD_DAY, NEW_DAY = date(2022, 4, 27), date(2025, 1, 20)
HARBOUR, QUAY = "U99902", "U99903"
Spells = dict[tuple[str, str], list[tuple[date, date | None]]]
"""The spells of each practice in each PCN."""


def edition(spells: Spells, day: date | None, by: str = "NHS HARBOUR ICB", code: str = "X99") -> epcn.EpcnReading:
    pcns = "".join(f"{pcn},{pcn} PCN,{code},{by},20191001,,,,,,,\n" for pcn in (HARBOUR, QUAY))
    rows = [
        f"{practice},{practice} SURGERY,X99,X,{pcn},{pcn} PCN,X99,X,{_cell(since)},{_cell(end)},TRUE\n"
        for (practice, pcn), found in spells.items()
        for since, end in found
    ]
    return epcn.read_csv(pcns.encode(), "".join(rows).encode(), edition=day)


def _cell(day: date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""


OLD: Spells = {("Y99911", HARBOUR): [(SINCE, None)], ("Y99912", HARBOUR): [(SINCE, None)]}
NEW: Spells = {
    ("Y99911", HARBOUR): [(SINCE, None)],
    ("Y99912", HARBOUR): [(SINCE, date(2024, 3, 31))],
    ("Y99912", QUAY): [(date(2024, 4, 1), None)],
    ("Y99913", HARBOUR): [(date(2023, 10, 1), None)],
}


def saved(spells: Spells = OLD, day: date = OLD_DAY, **other: Any) -> Network:
    return epcn.networks(edition(spells, day, **other))[HARBOUR]


def updated(base: Network | Path, later: epcn.EpcnReading) -> combine.Combined:
    return combine.network_from_files(HARBOUR, base=base, epcn=later)


def membership(combined: combine.Combined, code: str) -> Records[Membership] | None:
    return there(combined.network.practice(code)).membership


def with_spells(network: Network, code: str, *spells: Membership) -> Network:
    """The network after a person wrote other spells of a practice into its file."""
    practices = [
        attrs.evolve(one, membership=Records(spells, complete=True)) if one.code == code else one
        for one in there(network.practices)
    ]
    return network.evolve(practices=there(network.practices).holding(practices))


def test_what_changed_since_is_taken_from_the_later_edition(tmp_path: Path) -> None:
    des.write_network(saved(by="NHS HARBOUR CCG"), tmp_path / "harbour.toml")
    combined = updated(tmp_path / "harbour.toml", edition(NEW, NEW_DAY))
    assert combined.contradictions == ()
    assert combined.network.edition == NEW_DAY
    assert combined.network.practices == epcn.networks(edition(NEW, NEW_DAY))[HARBOUR].practices
    ended = Membership(since=SINCE, until=date(2024, 3, 31))
    assert membership(combined, "Y99912") == Records([ended], complete=OF_EPCN)
    both = "harbour.toml and epcn.csv and epcncorepartnerdetails.csv"
    assert combined.origins["edition"] == "epcn.csv and epcncorepartnerdetails.csv"
    assert combined.origins["practices[Y99912].membership"] == combined.origins["commissioners"] == both


def test_the_members_are_not_too_old_any_more() -> None:
    finding = des.assess(updated(saved(), edition(NEW, NEW_DAY)).network, NEW_DAY)["network.list_size"]
    assert not [missing for missing in finding.missing if "those on record are of" in missing]


def test_a_later_edition_in_the_network_file_is_kept_beside_an_older_one() -> None:
    combined = updated(saved(NEW, NEW_DAY), edition(OLD, OLD_DAY))
    assert (combined.contradictions, combined.network) == ((), saved(NEW, NEW_DAY))
    assert combined.origins["edition"] == "the network given as base"


def test_an_edition_whose_day_nobody_named_may_be_the_later_one() -> None:
    """Its last start is of 2019, and the end shows that it is later than the base."""
    ended: Spells = {**OLD, ("Y99912", HARBOUR): [(SINCE, date(2024, 3, 31))]}
    combined = updated(saved(), edition(ended, None))
    assert combined.contradictions == ()
    assert there(membership(combined, "Y99912"))[0].until == date(2024, 3, 31)
    assert combined.network.edition == OLD_DAY


# --- what is a contradiction still ------------------------------------------------------------------------------------


def test_a_day_of_which_both_editions_tell_is_contradicted() -> None:
    backdated: Spells = {**OLD, ("Y99912", HARBOUR): [(SINCE, date(2022, 3, 31))]}
    combined = updated(saved(), edition(backdated, NEW_DAY))
    assert [str(one) for one in combined.contradictions] == [
        "practices[Y99912].membership is left out, because files contradict each other: the network given as base says "
        "a member from 1 October 2019, as of 27 April 2022; epcn.csv and epcncorepartnerdetails.csv says a member from "
        "1 October 2019 to 31 March 2022. Correct or leave out one of them"
    ]
    assert membership(combined, "Y99912") is None


@pytest.mark.parametrize(
    "spell",
    [Membership(since=SINCE, until=date(2023, 3, 31)), Membership(since=date(2023, 3, 1))],
    ids=["an end", "a start"],
)
def test_a_later_day_that_somebody_wrote_still_speaks(spell: Membership) -> None:
    later: Spells = {**OLD, ("Y99911", HARBOUR): [(SINCE, None)], ("Y99912", HARBOUR): [(SINCE, date(2022, 6, 30))]}
    combined = updated(with_spells(saved(), "Y99912", spell), edition(later, NEW_DAY))
    assert [one.fact for one in combined.contradictions] == ["practices[Y99912].membership"]


def test_a_file_of_ones_own_is_no_edition_and_goes_on() -> None:
    own = saved().evolve(edition=None)
    combined = updated(own, edition(NEW, NEW_DAY))
    assert [one.fact for one in combined.contradictions] == [
        "practices[Y99912].membership",
        "practices[Y99912].other_networks U99903",
        "practices[Y99913].membership",
    ]
    assert combined.network.edition is None


# --- what the later edition leaves untold -----------------------------------------------------------------------------


def test_a_member_of_whom_a_row_cannot_be_read_stays_one_of_the_older_day() -> None:
    reading = edition({("Y99911", HARBOUR): [(SINCE, None)]}, NEW_DAY)
    broken = attrs.evolve(reading, unused=(epcn.UnusedPartner(practice_code="Y99912", pcn_code=HARBOUR, row=2),))
    combined = updated(saved(), broken)
    assert combined.contradictions == ()
    assert membership(combined, "Y99912") == Records([Membership(since=SINCE)], complete=False)
    assert not there(combined.network.practices).tells_all_of(SINCE, SINCE)
    assert combined.network.edition == OLD_DAY


def test_a_member_that_only_the_older_edition_knows_makes_the_network_of_that_day() -> None:
    partial = saved({("Y99911", HARBOUR): [(SINCE, None)]}, NEW_DAY)
    base = partial.evolve(practices=Records(there(partial.practices), complete=False))
    combined = updated(base, edition(OLD, OLD_DAY))
    assert membership(combined, "Y99912") == Records([Membership(since=SINCE)], complete=False)
    assert combined.network.edition == OLD_DAY
    assert combined.origins["edition"] == "epcn.csv and epcncorepartnerdetails.csv"


def test_an_edition_without_the_network_leaves_its_day() -> None:
    elsewhere = epcn.read_csv(
        b"U99904,FAR PCN,X99,X,20191001,,,,,,,\n",
        b"Y99919,FAR,X99,X,U99904,FAR,X99,X,20191001,,TRUE\n",
        edition=NEW_DAY,
    )
    assert updated(saved(), elsewhere).network.edition == OLD_DAY


# --- commissioners ----------------------------------------------------------------------------------------------------


def commissioners(base: Network, **later: str) -> list[tuple[str, str | None, date, date | None]]:
    combined = updated(base, edition(OLD, NEW_DAY, **later))
    assert combined.contradictions == ()
    return [(one.name, one.code, one.since, one.until) for one in there(combined.network.commissioners)]


def test_a_commissioner_with_another_name_has_that_of_the_later_edition() -> None:
    assert commissioners(saved(by="NHS HARBOUR CCG")) == [("NHS HARBOUR ICB", "X99", SINCE, None)]


def test_another_commissioner_has_the_days_of_which_a_file_tells() -> None:
    """No file says when one took over from the other: the days between are unknown, for the list isn't complete."""
    assert commissioners(saved(by="NHS QUAY CCG", code="X98")) == [
        ("NHS QUAY CCG", "X98", SINCE, OLD_DAY),
        ("NHS HARBOUR ICB", "X99", NEW_DAY, None),
    ]


def test_a_commissioner_written_after_the_edition_is_contradicted_by_another() -> None:
    own = [Commissioner(name="NHS QUAY ICB", code="X98", since=date(2023, 4, 1))]
    combined = updated(saved().evolve(commissioners=own), edition(OLD, NEW_DAY))
    assert [one.fact for one in combined.contradictions] == ["commissioners"]


# --- laws -------------------------------------------------------------------------------------------------------------


@st.composite
def histories(draw: st.DrawFn) -> Spells:
    """Where each of three practices was a member, on and off, from the first day to that of the later edition."""
    found: Spells = {}
    days = st.integers(1, (NEW_DAY - SINCE).days).map(lambda days: date.fromordinal(SINCE.toordinal() + days))
    for practice in ("Y99911", "Y99912", "Y99913"):
        changes = [SINCE, *sorted(draw(st.sets(days, max_size=3)))]
        ends = [date.fromordinal(day.toordinal() - 1) for day in changes[1:]]
        for since, end in zip(changes, [*ends, None], strict=True):
            pcn = draw(st.sampled_from([HARBOUR, QUAY, None]))
            if pcn is not None:
                found.setdefault((practice, pcn), []).append((since, end))
    found["Y99914", HARBOUR] = [(SINCE, None)]
    return found


def as_known_on(day: date, spells: Spells) -> Spells:
    """What an edition of a day says of a history: nothing of what happened after it."""
    told = {
        where: [(since, end if end and end <= day else None) for since, end in found if since <= day]
        for where, found in spells.items()
    }
    return {where: found for where, found in told.items() if found}


@given(histories(), st.dates(SINCE, NEW_DAY))
def test_a_saved_network_and_a_later_edition_make_what_the_later_one_says(spells: Spells, day: date) -> None:
    before, after = edition(as_known_on(day, spells), day), edition(spells, NEW_DAY)
    alone = epcn.networks(after)[HARBOUR]
    combined = updated(epcn.networks(before)[HARBOUR], after)
    assert combined.contradictions == ()
    assert combined.network.edition == NEW_DAY
    here = {one.code: one for one in there(combined.network.practices)}
    assert all(here[one.code].membership == one.membership for one in there(alone.practices))
    assert all(_same_days(here[one.code], one) for one in there(alone.practices))
    assert here.keys() == {one.code for one in there(alone.practices)}


@given(histories(), st.dates(SINCE, NEW_DAY))
def test_an_older_edition_adds_nothing_to_a_network_of_a_later_one(spells: Spells, day: date) -> None:
    later = epcn.networks(edition(spells, NEW_DAY))[HARBOUR]
    combined = updated(later, edition(as_known_on(day, spells), day))
    assert (combined.contradictions, combined.network) == ((), later)


def _same_days(one: Practice, other: Practice) -> bool:
    def spells(practice: Practice) -> set[OtherMembership]:
        return set(practice.other_networks or ())

    return spells(one) == spells(other) and there(one.other_networks).complete_for == OF_EPCN
