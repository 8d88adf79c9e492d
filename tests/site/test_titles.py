"""What leads to a thing says which one it is, and what is told as a change is one of the contract."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making.changing import INTERNAL, NOT_SAID, ONCE, Told, told  # noqa: E402
from making.titles import full_title  # noqa: E402

import pcn_des as des  # noqa: E402
from pcn_des.contract.entries import Entry, Term  # noqa: E402
from pcn_des.contract.files import every_key, years  # noqa: E402
from pcn_des.contract.sections import SECTIONS  # noqa: E402

pytestmark = pytest.mark.thorough  # every pair of years is compared


@pytest.mark.parametrize("section", SECTIONS)
def test_no_two_things_of_a_kind_are_called_the_same(section: str) -> None:
    counted = Counter(full_title(section, key).casefold() for key in every_key(section))
    assert [title for title, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("section", "key", "title"),
    [
        ("terms", "core_pcn_funding.rate", "Core PCN funding: yearly rate"),
        ("terms", "core_pcn_funding.registered_rate", "Core PCN funding: yearly rate on the registered list"),
        ("terms", "extended_hours.minutes_per_1000", "Extended hours access: weekly appointment minutes"),
        ("obligations", "enhanced_access.cancelled_time_made_up", "Enhanced access: cancelled time made up"),
        ("obligations", "care_homes.weekly_home_round", "Weekly home round in the care home"),
        ("indicators", "VI-01", "Flu vaccination of people aged 65 and over (VI-01)"),
        ("indicators", "MS-02", "Indicator MS-02"),
        ("glossary", "pcn_patient", "PCN patient"),
        ("terms", "arrs.care_coordinator.training", "Care coordinator: training"),
    ],
)
def test_a_title_that_others_have_says_what_it_is_of(section: str, key: str, title: str) -> None:
    assert full_title(section, key) == title


def every_change() -> list[Told]:
    return [one for before, after in pairwise(years()) for one in told(str(before), str(after))]


def _says_something(entry: Entry | None) -> bool:
    return not isinstance(entry, Term) or entry.is_known or entry.is_bounded or bool(entry.block)


def test_a_change_is_one_of_the_contract_whose_sides_differ() -> None:
    for one in every_change():
        assert one.kind in ("added", "removed", "changed", ONCE)
        assert one.kind in ("added", "removed") or one.sides[0] != one.sides[1]
        assert INTERNAL.isdisjoint(difference.name for difference in one.differences)
        if one.kind == "changed":
            assert all(_says_something(side) for side in (one.change.before, one.change.after))
            assert not one.differences or any(NOT_SAID not in (it.was, it.became) for it in one.differences)


def test_what_was_found_for_one_year_only_is_no_change() -> None:
    kinds = {one.change.key: one.kind for one in told("2023/24", "2024/25")}
    assert kinds["arrs.band_5.max_reimbursement.national"] == "changed"  # 40,159 and 42,437
    assert kinds["arrs.band_5.max_reimbursement.outer_london"] == ONCE  # not found and 48,991
    assert kinds["care_homes.clinical_lead"] == ONCE  # a duty, and not found
    assert kinds["opt_out"] == ONCE  # a day that was not found, and 30 April 2024
    assert "core_pcn_funding" not in kinds  # the rule that checks it alone
    assert "care_homes.weekly_home_round" not in kinds  # whom it is asked of, and how
    assert kinds["capacity_and_access_improvement"] == "changed"


def test_what_came_or_went_is_told() -> None:
    for before, after in pairwise(map(str, years())):
        kept = {(one.change.section, one.change.key) for one in told(before, after)}
        for change in des.compare(before, after).changes:
            if (change.section, change.key) not in kept:
                assert change.kind in ("not found", "changed"), change
