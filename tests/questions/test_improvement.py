"""The improvement payment: in full for a part that is in place in every practice and was declared in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.errors import WrongTypeError
from pcn_des.network import Membership, Population, Practice

TELEPHONY, ONLINE = "better_digital_telephony", "simpler_online_requests"
ACCESS, CONTINUITY = "modern_general_practice_access", "risk_stratification_for_continuity"
BOTH = {"A00001": True, "A00002": True}


def network(year: int = 2024, *, complete: bool = True, corrected: int | None = None) -> des.Network:
    """Two practices of 20,000 and 30,000 adjusted patients; the second corrected on 30 May of the year, where told."""

    def practice(code: str, patients: int, later: int | None) -> Practice:
        editions = [Population(kind="adjusted", at=date(year, 1, 1), patients=patients)]
        if later is not None:
            known = date(year, 5, 30)
            editions.append(Population(kind="adjusted", at=date(year, 1, 1), patients=later, published=known))
        membership = des.Records([Membership(since=date(2019, 7, 1))], complete=True)
        return Practice(code=code, name=code, membership=membership, populations=editions)

    practices = [practice("A00001", 20_000, 20_000 if corrected else None), practice("A00002", 30_000, corrected)]
    return des.Network(code="U00001", name="Millbrook PCN", practices=des.Records(practices, complete=complete))


def telephony(
    answers: Mapping[str, bool | None] = BOTH, declared: date | None = date(2024, 9, 1), **about: bool
) -> tuple[str, str]:
    """What is payable of better telephony in 2024/25, and why."""
    days = {} if declared is None else {TELEPHONY: declared}
    part = des.improvement(network(**about), "2024/25", {TELEPHONY: answers}, declared=days).parts[0]
    return str(part.of), part.reason


def test_a_part_in_place_everywhere_is_paid_for_the_whole_year_whenever_it_is_declared() -> None:
    """0.464 for each of 50,000 adjusted patients."""
    assert telephony()[0] == "£23,200.00"
    assert telephony(declared=date(2024, 4, 1)) == (
        "£23,200.00",
        "in place in every practice, declared on 1 April 2024: paid for the whole year",
    )


@pytest.mark.parametrize(
    ("day", "payable"),
    [(date(2025, 3, 30), "£23,200.00"), (date(2025, 3, 31), "at most £23,200.00"), (date(2025, 4, 1), "£0.00")],
)
def test_it_has_to_be_declared_in_time(day: date, payable: str) -> None:
    assert telephony(declared=day)[0] == payable


def test_a_day_before_the_year_is_refused() -> None:
    with pytest.raises(des.MisuseError, match="is declared on 31 March 2024, before 2024/25 began; give a day of that"):
        telephony(declared=date(2024, 3, 31))


def test_where_no_practice_is_left_nobody_can_say_that_it_is_in_place() -> None:
    left = des.Records([Membership(since=date(2019, 7, 1), until=date(2024, 9, 30))], complete=True)
    practices = [attrs.evolve(practice, membership=left) for practice in network().practices or ()]
    gone = attrs.evolve(network(), practices=des.Records(practices, complete=True))
    part = des.improvement(gone, "2024/25", declared={TELEPHONY: date(2024, 10, 1)}).parts[0]
    assert part.of.exact is None
    assert part.reason.startswith("not known: which practices there are, for there is none on the day")


def test_one_practice_is_enough_to_block_it() -> None:
    blocked = "not in place in A00002: one practice is enough to block it"
    assert telephony({"A00001": True, "A00002": False}) == ("£0.00", blocked)
    assert telephony({"A00002": False}) == ("£0.00", blocked)


def test_what_is_not_known_leaves_it_open() -> None:
    assert telephony({"A00001": True}) == ("at most £23,200.00", "not known: whether it is in place in A00002")
    assert telephony(declared=None) == ("at most £23,200.00", "in place everywhere, and not declared yet")
    assert telephony(complete=False) == (
        "unknown",
        "not known: whether the list of practices is complete; what it is worth is not known exactly; missing: whether "
        "the list of practices is complete",
    )


def test_the_parts_of_2025_26_are_two_thirds_and_one_third() -> None:
    """£58.4m and £29.2m of £87.6m: of 1.375 x 50,000 = £68,750. 'Around £45,850' is what one source rounds it to."""
    members = network(2025, corrected=30_000)
    found = des.improvement(members, "2025/26", {ACCESS: BOTH}, declared={ACCESS: date(2025, 6, 2)})
    assert [(part.part, str(part.worth), str(part.of)) for part in found.parts] == [
        (ACCESS, "£45,833.33", "£45,833.33"),
        (CONTINUITY, "£22,916.67", "at most £22,916.67"),
    ]
    assert str(found.amount) == "£45,833.33 to £68,750.00"


def test_a_corrected_population_counts_from_the_month_of_its_use() -> None:
    """1.375 x (50,000 x 2 + 50,900 x 10) / 12 = 69,781.25, and two thirds of it."""
    found = des.improvement(network(2025, corrected=30_900), "2025/26", {})
    assert str(found.parts[0].worth) == "£46,520.83"


def test_a_part_whose_worth_nobody_knows_names_the_facts_that_are_missing() -> None:
    """Practices without an adjusted population at 1 January 2025, and without the one that is in use from June."""
    bare = [attrs.evolve(practice, populations=None) for practice in network(2025).practices or ()]
    members = network(2025).evolve(practices=des.Records(bare, complete=True))
    found = des.improvement(members, "2025/26", {ACCESS: BOTH}, declared={ACCESS: date(2025, 6, 2)})
    part = found.parts[0]
    assert (str(part.worth), str(part.of)) == ("unknown", "unknown")
    assert part.missing == (
        "the adjusted population of A00001 (A00001) at 1 January 2025",
        "the adjusted population of A00002 (A00002) at 1 January 2025",
        "the corrected PCN Adjusted Population in use from 1 June 2025",
    )
    assert part.reason == (
        "in place in every practice, declared on 2 June 2025: paid for the whole year; what it is worth is not known; "
        "missing are 3 facts, the first: the adjusted population of A00001 (A00001) at 1 January 2025"
    )
    assert found.missing == part.missing
    assert found.to_dict()["parts"][0]["missing"] == list(part.missing)
    assert "\nWhat would make what it is worth exact:\n  - the adjusted population of A00001 (A00001)" in str(found)
    assert "<li>the adjusted population of A00002 (A00002) at 1 January 2025</li>" in found._repr_html_()
    assert found.to_csv().splitlines()[1].endswith(f",{'; '.join(part.missing)}")


def test_a_part_whose_worth_is_known_only_for_some_months_keeps_its_bounds_and_says_what_is_missing() -> None:
    """Two thirds of 1.375 x 50,000 x 2 / 12 for April and May; what is in use from June is not on record."""
    part = des.improvement(network(2025), "2025/26", {ACCESS: BOTH}, declared={ACCESS: date(2025, 6, 2)}).parts[0]
    assert (str(part.worth), str(part.of)) == ("at least £7,638.89", "at least £7,638.89")
    assert part.reason.endswith(
        "what it is worth is not known exactly; missing: the corrected PCN Adjusted Population in use from 1 June 2025"
    )


def test_a_part_that_is_not_payable_or_worth_an_exact_sum_says_no_more_than_why() -> None:
    blocked = des.improvement(network(2025), "2025/26", {ACCESS: {"A00001": False}}).parts[0]
    assert blocked.reason == "not in place in A00001: one practice is enough to block it"
    assert des.improvement(network(), "2024/25", {TELEPHONY: BOTH}).missing == ()


@pytest.mark.parametrize(
    ("year", "says"),
    [("2023/24", "the commissioner assesses it by areas"), ("2022/23", "it is not paid in this year")],
)
def test_a_year_without_parts_says_why(year: str, says: str) -> None:
    with pytest.raises(des.MisuseError, match=f"the improvement payment of {year} has no parts to declare: {says}"):
        des.improvement(network(), year, {})


def test_before_the_year_was_published_it_says_so() -> None:
    with pytest.raises(des.MisuseError, match="the year's first document came out on 28 March 2024"):
        des.improvement(network(), "2024/25", {}, known_on=date(2024, 1, 1))


def test_what_there_is_not_is_refused_with_what_there_is() -> None:
    with pytest.raises(des.UnknownNameError, match="better_digital_telephony"):
        des.improvement(network(), "2024/25", {"better_digital_telephone": BOTH})
    with pytest.raises(des.UnknownNameError, match="A00001"):
        des.improvement(network(), "2024/25", {ONLINE: {"A00009": True}})
    with pytest.raises(WrongTypeError, match="give a Network"):
        des.improvement("U00001", "2024/25", {})  # type: ignore[arg-type]


def test_everything_that_there_is_not_is_told_together() -> None:
    with pytest.raises(des.UnknownNameError) as caught:
        des.improvement(
            network(),
            "2024/25",
            {"telephony": BOTH, ONLINE: {"A00001": True, "A00009": True, "A00008": True}},
            declared={"online": date(2024, 9, 1)},
        )
    assert [problem.partition(": ")[0] for problem in caught.value.problems] == [
        "in_place",
        "declared",
        "in_place of simpler_online_requests",
        "in_place of simpler_online_requests",
    ]
    early = {TELEPHONY: date(2024, 3, 31), ONLINE: date(2024, 3, 30)}
    with pytest.raises(des.MisuseError, match=r"declared on 31 March 2024, .*declared on 30 March 2024, before"):
        des.improvement(network(), "2024/25", declared=early)


def with_one_that_left(until: date) -> des.Network:
    """A third practice, which was a member until a day."""
    spell = des.Records([Membership(since=date(2019, 7, 1), until=until)], complete=True)
    third = Practice(code="A00003", name="A00003", membership=spell, populations=[])
    return network().evolve(practices=des.Records([*(network().practices or ()), third], complete=True))


def test_a_practice_that_left_in_the_year_may_be_given_and_decides_nothing() -> None:
    left, declared = {TELEPHONY: {**BOTH, "A00003": False}}, {TELEPHONY: date(2024, 6, 3)}
    found = des.improvement(with_one_that_left(date(2024, 4, 1)), "2024/25", left, declared=declared)
    assert found.parts[0].reason.startswith("in place in every practice, declared on 3 June 2024")
    assert dict(found.parts[0].in_place) == BOTH
    assert "Given of A00003, which is no Core Network Practice on 3 June 2024: left out." in found.notes
    with pytest.raises(des.UnknownNameError, match="no Core Network Practice in 2024/25 'A00003'"):
        des.improvement(with_one_that_left(date(2024, 3, 31)), "2024/25", left, declared=declared)


@pytest.mark.parametrize(
    ("last_day", "reason"),
    [
        (date(2024, 6, 2), "in place in every practice, declared on 3 June 2024: paid for the whole year"),
        (date(2024, 6, 3), "not in place in A00003: one practice is enough to block it"),
        (date(2024, 6, 4), "not in place in A00003: one practice is enough to block it"),
    ],
)
def test_the_practices_of_the_day_of_the_declaration_are_those_of_whom_it_is_said(last_day: date, reason: str) -> None:
    """It is declared as achieved by all practices; who joins or leaves later is none of those of whom that was said."""
    answers, declared = {TELEPHONY: {**BOTH, "A00003": False}}, {TELEPHONY: date(2024, 6, 3)}
    part = des.improvement(with_one_that_left(last_day), "2024/25", answers, declared=declared).parts[0]
    assert part.reason.startswith(reason)


@pytest.mark.parametrize(
    ("day", "asked"), [(date(2024, 6, 2), True), (date(2024, 6, 3), False), (date(2025, 3, 31), False)]
)
def test_of_what_is_not_declared_the_practices_of_the_day_of_the_question_are_asked(day: date, asked: bool) -> None:
    part = des.improvement(with_one_that_left(date(2024, 6, 2)), "2024/25", {TELEPHONY: BOTH}, as_of=day).parts[0]
    assert ("A00003" in part.in_place) is asked
    assert part.reason.startswith("not known: whether it is in place in A00003" if asked else "in place everywhere")


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"closed": date(2024, 3, 31)}, "the network closed on 31 March 2024"),
        ({"opened": date(2025, 4, 1)}, "the network opened on 1 April 2025"),
    ],
)
def test_a_network_that_was_none_in_any_month_of_the_year_is_paid_nothing(days: dict[str, Any], why: str) -> None:
    none = attrs.evolve(network(), **days)
    for in_place in (None, {TELEPHONY: BOTH}):
        found = des.improvement(none, "2024/25", in_place, declared={TELEPHONY: date(2024, 9, 1)})
        assert {(str(part.worth), str(part.of), part.reason) for part in found.parts} == {
            ("£0.00", "£0.00", f"nothing is paid for 2024/25: {why}")
        }


def test_a_network_that_closed_in_the_year_is_paid_for_the_months_before() -> None:
    """0.464 for each of 50,000 adjusted patients, for the six months to September 2024."""
    part = des.improvement(attrs.evolve(network(), closed=date(2024, 9, 30)), "2024/25", {TELEPHONY: BOTH}).parts[0]
    assert str(part.worth) == "£11,600.00"


def test_as_text_and_html() -> None:
    found = des.improvement(network(), "2024/25", {TELEPHONY: {"A00001": True, "A00002": False}})
    assert max(map(len, str(found).splitlines())) <= 80
    assert "in place: A00001 yes, A00002 no" in str(found)
    assert "<th scope=col>A00002</th>" in found._repr_html_()
    assert found.to_dict()["parts"][0]["blocked_by"] == ["A00002"]
