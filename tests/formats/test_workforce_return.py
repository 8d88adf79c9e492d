"""A workforce return beside the contract: questions, never findings, and a network without one is unknown, not zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.workforce_return import WorkforceReturn, hundredths
from pcn_des.errors import WrongTypeError
from pcn_des.formats.workforce import WorkforceRow, read_either
from pcn_des.formats.workforce_return import workforce_return
from pcn_des.network import Post, Variation
from support.detailed_roles import DETAILED_ROLES
from support.effort import examples
from support.readers import TEXTS
from support.returns import PCN, a_reading, a_row, asked, posts

EPN, SPLW, GP = "enhanced_practice_nurse", "social_prescribing_link_worker", "general_practitioner"


def test_the_time_of_staff_and_contracted_services_apart_and_the_people_told_apart() -> None:
    found = asked(a_row("Paramedic", "0.8", "1"), a_row("Paramedic", "0.4", "1"), a_row("Paramedic", "0.5", None))
    role = found.role("paramedic")
    assert role is not None
    assert (role.fte, role.staff, role.contracted, role.people) == (
        Decimal("1.7"),
        Decimal("1.2"),
        Decimal("0.5"),
        1,
    )
    assert (role.at_least, role.at_most) == (Decimal("1.7"), Decimal("1.7"))


def test_a_name_that_may_be_several_roles_counts_in_none_and_in_the_most_of_each() -> None:
    found = asked(a_row("Enhanced Practice Nurse", "1"), a_row("Salaried By PCN", "0.7", "2"))
    role = found.role(GP)
    assert role is not None
    assert (role.fte, role.people, role.at_least, role.at_most) == (Decimal(0), 0, Decimal(0), Decimal("0.7"))
    assert [(one.name, one.may_be) for one in found.unsettled] == [("Salaried By PCN", (GP,))]
    assert found.outside == ()
    assert found.total == Decimal("1.7")


def test_a_role_that_the_scheme_did_not_have_yet_is_not_what_a_name_may_be() -> None:
    found = asked(a_row("Salaried By PCN", "0.7"), on=(2024, 9, 30))
    assert found.roles == ()
    assert found.unsettled == ()
    assert [one.name for one in found.outside] == ["Salaried By PCN"]


def test_a_negative_time_of_an_unsettled_name_may_lower_what_a_role_has() -> None:
    found = asked(a_row("GP Locum", "-0.2"), a_row("Salaried By PCN", "0.5"))
    role = found.role(GP)
    assert role is not None
    assert (role.at_least, role.at_most) == (Decimal("-0.2"), Decimal("0.5"))
    assert found.notes == (
        "The return has times below nothing, and does not say why (GP Locum): they count as they stand.",
    )


def test_a_time_below_nothing_is_nobody_to_pay_for() -> None:
    assert asked(a_row("Podiatrist", "-0.026666667"), on=(2019, 12, 31)).questions == ()
    assert asked(a_row("Podiatrist", "-0.026666667"), network=posts()).questions == ()


def test_a_name_that_is_not_known_may_be_any_role() -> None:
    found = asked(a_row("Paramedic"), a_row("Chief Magician", "0.3"))
    role = found.role("paramedic")
    assert role is not None
    assert (role.at_least, role.at_most) == (Decimal(1), None)
    assert [one.name for one in found.unsettled] == ["Chief Magician"]
    assert ">=1" in str(found)


def test_rows_that_can_not_be_read_make_the_figures_the_least() -> None:
    for gaps in (frozenset({PCN}), frozenset({None})):
        found = workforce_return(a_reading([a_row("Paramedic")], gaps), PCN)
        assert [role.at_most for role in found.roles] == [None]
        assert found.notes == (f"Rows of w.csv that can't be read may be of {PCN}: its figures are the least.",)
    others = workforce_return(a_reading([a_row("Paramedic")], frozenset({"U00001"})), PCN)
    assert others.notes == ()
    assert [role.at_most for role in others.roles] == [1]


@pytest.mark.parametrize("network", ["U00001", " u00001 "])
def test_a_network_without_a_return_is_unknown_and_not_zero(network: str) -> None:
    found = asked(a_row("Paramedic"), network=network, claimed={"paramedic": 1})
    assert (found.returned, found.total, found.questions) == (False, None, ())
    assert found.unknown == "w.csv has no row of U00001: its staff are unknown, which does not mean that it has none"
    assert [(role.fte, role.staff, role.people, role.at_most, role.difference) for role in found.roles] == [
        (None, None, None, None, None)
    ]
    assert "its staff are unknown" in str(found)
    assert found.to_dict()["total"] is None


def test_sums_by_role_have_no_people() -> None:
    found = workforce_return(TEXTS["workforce by role"].encode(), "U99902", on=date(2026, 6, 30))
    role = found.role("paramedic")
    assert role is not None
    assert (role.fte, role.people, role.contracted) == (Decimal("1.8"), None, Decimal(0))


def test_a_file_that_does_not_tell_its_sources_does_not_tell_contracted_services() -> None:
    found = asked(attrs.evolve(a_row("Paramedic"), source=None))
    assert [(role.fte, role.staff, role.contracted) for role in found.roles] == [(Decimal(1), None, None)]


def test_time_above_a_limit_is_a_question() -> None:
    rows = [a_row("Advanced Paramedic Practitioner", "1", str(n)) for n in range(2)]
    found = asked(*rows, a_row("Advanced Pharmacist Practitioner", "0.3", "9"), on=(2023, 2, 28), registered=42_000)
    role = found.role("advanced_practitioner")
    assert role is not None
    assert role.cap is not None
    assert (role.cap.value, role.cap.unit) == (2, "WTE per network")
    assert role.cap.standing is des.Standing.SINGLE_SOURCE
    assert found.questions == (
        "The return counts 2.3 FTE of Advanced practitioner; the contract limits it to 2 WTE per network: "
        "is the rest paid from other money?",
    )


@pytest.mark.parametrize("fte", ["1", "1.000000001", "1.009"])
def test_what_a_limit_admits_and_rounding_are_no_question(fte: str) -> None:
    assert asked(a_row("Enhanced Practice Nurse", fte), on=(2024, 5, 31), registered=42_000).questions == ()
    assert asked(a_row("Enhanced Practice Nurse", "1.01"), on=(2024, 5, 31), registered=42_000).questions != ()


def test_people_above_a_limit_of_people_are_a_question_whatever_their_hours() -> None:
    """One enhanced practice nurse below 100,000 patients; one lead, and whether WTE or people was not seen."""
    rows = [a_row("Enhanced Practice Nurse", "0.5", str(n)) for n in range(2)]
    assert asked(*rows, on=(2024, 5, 31), registered=42_000).questions == (
        "The return has 2 people of Enhanced practice nurse, 1 FTE; the contract limits it to 1 person per network: "
        "who of them is paid from other money?",
    )
    leads = [a_row("Digital and Transformation Lead", "0.5", str(n)) for n in range(2)]
    assert asked(*leads, on=(2024, 5, 31), registered=42_000).questions == (
        "The return has 2 people of Digital and transformation lead, 1 FTE; the contract limits it to 1 post per "
        "network: does it count people, or WTE?",
    )
    assert asked(leads[0], on=(2024, 5, 31), registered=42_000).questions == ()


def test_a_limit_that_depends_on_the_list_size_asks_for_it() -> None:
    found = asked(a_row("Enhanced Practice Nurse", "2"), on=(2024, 5, 31))
    assert [question.rpartition(": ")[2] for question in found.questions] == ["how many registered patients has it?"]
    assert "1 or 2" in str(found)
    assert asked(a_row("Enhanced Practice Nurse", "2"), on=(2024, 5, 31), registered=120_000).questions == ()
    whatever = asked(a_row("Enhanced Practice Nurse", "2.5"), on=(2024, 5, 31)).questions
    assert [question.rpartition(": ")[2] for question in whatever] == ["is the rest paid from other money?"]


def test_a_limit_that_was_seen_for_small_networks_alone_is_none_of_large_ones() -> None:
    """Of 2021/22 the cap of advanced practitioners was seen below 100,000 patients."""
    row = a_row("Advanced Pharmacist Practitioner", "2.5")
    unsized, small, large = (
        asked(row, on=(2021, 12, 31), **({} if registered is None else {"registered": registered}))
        for registered in (None, 90_000, 120_000)
    )
    assert [one.rpartition(": ")[2] for one in unsized.questions] == ["how many registered patients has it?"]
    assert "1 or ?" in str(unsized)
    assert [one.rpartition(": ")[2] for one in small.questions] == ["is the rest paid from other money?"]
    assert large.questions == ()


def test_only_names_that_may_be_the_role_are_above_a_limit() -> None:
    rows = [a_row("Advanced Paramedic Practitioner", "2.5"), a_row("Advanced Nurse Practitioner", "2", "2")]
    assert asked(*rows, on=(2023, 5, 31), registered=42_000).questions == (
        "The return counts 2.5 FTE of Advanced practitioner, and up to 4.5 with names that may be it (Advanced Nurse "
        "Practitioner); the contract limits it to 3 WTE per network: how much of that is claimed for the role?",
    )


def test_a_role_that_was_not_reimbursable_is_a_question() -> None:
    assert asked(a_row("Podiatrist", "0.4"), on=(2019, 12, 31)).questions == (
        "The return counts 0.4 FTE of Podiatrist / chiropodist. Podiatrist / chiropodist is not reimbursable on "
        "31 December 2019: it becomes so on 1 April 2020. Who pays for them?",
    )


def test_a_local_variation_and_a_waiver_of_a_limit_are_heard() -> None:
    network = posts(
        ("digital_and_transformation_lead", "1"),
        variations=[
            Variation(
                kind="local_variation",
                granted_by="NHS Harbour ICB",
                since=date(2026, 5, 1),
                amends={"arrs.digital_and_transformation_lead.cap": 1},
            ),
            Variation(kind="cap_waiver", granted_by="NHS Harbour ICB", since=date(2026, 5, 1)),
        ],
    )
    found = asked(a_row("Digital and Transformation Lead", "1.5"), network=network)
    assert found.notes == ("A limit may be other for this network: cap waiver granted by NHS Harbour ICB.",)
    assert found.questions[0].endswith(
        "the contract limits it to 1 post per network: is the rest paid from other money?"
    )


def test_under_a_waiver_a_limit_is_at_least_what_it_is_without() -> None:
    """In May 2023 three WTE of advanced practitioners below 100,000 patients; nothing says how far a waiver goes."""
    waiver = Variation(kind="cap_waiver", granted_by="NHS Harbour ICB", since=date(2023, 5, 1))
    row = a_row("Advanced Paramedic Practitioner", "3.5")
    without, lifted = (
        asked(row, on=(2023, 5, 31), registered=42_000, network=posts(variations=found)) for found in ([], [waiver])
    )
    assert [one.rpartition("; ")[2] for one in without.questions[:1]] == [
        "the contract limits it to 3 WTE per network: is the rest paid from other money?"
    ]
    assert [one.rpartition("; ")[2] for one in lifted.questions[:1]] == [
        "the contract limits it to at least 3 WTE per network: which of them holds for this network?"
    ]
    assert lifted.notes[0] == "A limit may be other for this network: cap waiver granted by NHS Harbour ICB."


def test_of_a_shared_post_the_part_that_is_the_networks_own_is_on_record() -> None:
    """0.8 WTE, of which another network has a quarter: 0.6; and a post of which it has nothing."""
    held = [
        Post(id="A", role="paramedic", wte="0.8", since=date(2024, 4, 1), network_share="0.75"),
        Post(id="B", role="paramedic", wte=1, since=date(2024, 4, 1), network_share=0),
    ]
    network = posts().evolve(posts=des.Records(held, complete=True))
    role = asked(a_row("Paramedic", "0.6"), network=network).role("paramedic")
    assert role is not None
    assert (role.on_record, role.questions) == (Decimal("0.6"), ())


def test_what_was_known_on_a_day_alone() -> None:
    rows = [a_row("Care Coordinator")]
    assert asked(*rows, on=(2020, 5, 31)).questions == ()
    before = asked(*rows, on=(2020, 5, 31), known_on=date(2019, 12, 31))
    assert before.receipt.known_on == date(2019, 12, 31)
    assert len(before.questions) == 1


def test_the_day_is_the_last_of_the_month_of_the_file() -> None:
    assert asked(a_row("Paramedic"), on=(2024, 2, 5)).on == date(2024, 2, 29)
    assert asked(a_row("Paramedic"), on=(2024, 2, 5)).receipt.contract_year == "2023/24"


def test_a_file_of_several_months_is_asked_about_one() -> None:
    reading = a_reading([a_row("Paramedic", "1", month=5), a_row("Paramedic", "0.5", month=6)])
    with pytest.raises(des.MisuseError, match=r"w.csv is of several months \(May 2026, June 2026\); say which"):
        workforce_return(reading, PCN)
    assert workforce_return(reading, PCN, on=date(2026, 5, 31)).total == 1
    with pytest.raises(des.MisuseError, match=r"w.csv is of May 2026, June 2026; on is 1 July 2026, which is in none"):
        workforce_return(reading, PCN, on=date(2026, 7, 1))


def test_a_file_of_sums_does_not_tell_its_month() -> None:
    with pytest.raises(des.MisuseError, match="does not tell its month; say which with `on`"):
        workforce_return(TEXTS["workforce by role"].encode(), "U99902")


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("Harbour PCN", des.MisuseError),
        ("", des.MisuseError),
        ("U9990", des.MisuseError),
        (None, WrongTypeError),
        (7, WrongTypeError),
    ],
)
def test_what_is_no_network_is_refused(code: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^network is .*; give a Network, or a PCN code"):
        asked(a_row("Paramedic"), network=code)


@pytest.mark.parametrize("registered", [-1, 42_000.0, "42000", True])
def test_what_is_no_list_size_is_refused(registered: Any) -> None:
    with pytest.raises(des.MisuseError, match=r"^registered is .*; give a whole number"):
        asked(a_row("Paramedic"), registered=registered)


def test_a_census_outside_the_data_is_refused() -> None:
    with pytest.raises(des.OutsideDataError):
        asked(a_row("Paramedic"), on=(2019, 6, 30))


def test_either_kind_of_file_is_told_by_its_headings(written: Callable[..., Path]) -> None:
    for kind, rows in (("workforce", 2), ("workforce by role", 1)):
        assert len(read_either(written(TEXTS[kind])).rows) == rows
    with pytest.raises(des.FileFormatError, match="lacks the heading"):
        read_either(written("PCN_CODE,FTE\nU99902,1\n"))


def test_hundredths() -> None:
    assert [hundredths(Decimal(number)) for number in ("0", "1.50", "0.533333333", "-0.001", "1234.5", "10")] == [
        "0",
        "1.5",
        "0.53",
        "0",
        "1,234.5",
        "10",
    ]


NAMES = [(name, group) for group, names in DETAILED_ROLES.items() for name in names] + [("Chief Magician", "Circus")]
MONTHS = [date(2019, 12, 31), date(2022, 12, 31), date(2024, 5, 31), date(2025, 6, 30), date(2026, 6, 30)]


def a_time(least: str = "0") -> st.SearchStrategy[Decimal]:
    return st.decimals(least, "3", places=9)


def some_rows(least: str = "0") -> st.SearchStrategy[list[WorkforceRow]]:
    row = st.builds(
        lambda named, fte, person, pcn: a_row(named[0], fte, person, group=named[1], pcn=pcn),
        st.sampled_from(NAMES),
        a_time(least),
        st.sampled_from([None, "1", "2", "3"]),
        st.sampled_from([PCN, PCN, "U99903"]),
    )
    return st.lists(row, max_size=12)


def on_a(day: date, rows: list[WorkforceRow]) -> WorkforceReturn:
    moved = [attrs.evolve(row, year=day.year, month=day.month) for row in rows]
    return workforce_return(a_reading(moved), PCN, on=day, registered=45_000)


@settings(max_examples=examples(one_in=2))
@given(some_rows("-1"), st.sampled_from(MONTHS))
def test_the_times_add_up_to_the_whole_return(rows: list[WorkforceRow], day: date) -> None:
    found = on_a(day, rows)
    own = [row.fte for row in rows if row.pcn_code == PCN]
    if not own:
        assert (found.returned, found.total, found.roles, found.questions) == (False, None, (), ())
        return
    assert found.total == sum(own)
    plain = sum((role.fte for role in found.roles if role.fte is not None), Decimal(0))
    others = sum((one.fte for one in (*found.unsettled, *found.outside)), Decimal(0))
    assert plain + others == found.total
    for role in found.roles:
        assert role.fte is not None
        assert role.at_least is not None
        assert role.at_least <= role.fte
        assert role.at_most is None or role.fte <= role.at_most


@settings(max_examples=examples(one_in=4))
@given(some_rows(), st.data(), st.sampled_from(MONTHS))
def test_a_row_more_lowers_nothing_and_takes_no_role_away(
    rows: list[WorkforceRow], data: st.DataObject, day: date
) -> None:
    more = data.draw(some_rows().filter(len))
    before, after = on_a(day, rows), on_a(day, [*rows, *more])
    for role in before.roles:
        now = after.role(role.role)
        assert now is not None
        for name in ("fte", "contracted", "people", "at_least"):
            assert getattr(role, name) <= getattr(now, name)
        assert now.at_most is None or (role.at_most is not None and role.at_most <= now.at_most)


@settings(max_examples=examples(one_in=4))
@given(some_rows("-1"), st.randoms(use_true_random=False), st.sampled_from(MONTHS))
def test_the_order_of_rows_does_not_matter(rows: list[WorkforceRow], random: Any, day: date) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    assert on_a(day, mixed) == on_a(day, rows)
    assert str(on_a(day, mixed)) == str(on_a(day, rows))


@settings(max_examples=examples(one_in=4))
@given(some_rows(), st.sampled_from(MONTHS), st.dictionaries(st.sampled_from([SPLW, EPN, GP]), a_time()))
def test_every_question_is_one_and_nothing_is_a_finding(
    rows: list[WorkforceRow], day: date, claimed: Mapping[str, Decimal]
) -> None:
    moved = [attrs.evolve(row, year=day.year, month=day.month) for row in rows]
    found = workforce_return(a_reading(moved), PCN, on=day, claimed=claimed)
    assert all(question.endswith("?") for question in found.questions)
    assert not {"status", "finding"} & set(found.to_dict())
    assert {role.role for role in found.roles} >= set(claimed)
    assert all(len(line) <= 80 for line in str(found).splitlines())
    assert found.to_csv().count("\r\n") == len(found.roles) + 1


@pytest.mark.parametrize(
    ("name", "asking"),
    [
        ("pcn_workforce_2020-03.csv", 59),
        ("pcn_workforce_2021-12_subset.csv", 0),
        ("pcn_workforce_2026-06_subset.csv", 0),
    ],
)
def test_the_real_returns(real_file: Callable[[str], Path], name: str, asking: int) -> None:
    reading = read_either(real_file(name))
    found = [workforce_return(reading, code, registered=48_000) for code in reading.of_pcn]
    assert sum(bool(one.questions) for one in found) == asking
    assert all(one.listed for each in found for one in (*each.unsettled, *each.outside))
    assert sum((one.total for one in found if one.total is not None), Decimal(0)) == sum(
        (row.fte for row in reading.rows), Decimal(0)
    )
