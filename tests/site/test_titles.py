"""What leads to a thing says which one it is, and what is told as a change is one of the contract."""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making.changing import Told, told  # noqa: E402
from making.titles import full_title  # noqa: E402

import pcn_des as des  # noqa: E402
from pcn_des.contract.entries import Entry, Term  # noqa: E402
from pcn_des.contract.files import every_key, every_title, years  # noqa: E402
from pcn_des.contract.sections import SECTIONS  # noqa: E402
from pcn_des.formats.by_day import whole  # noqa: E402
from pcn_des.wording import MONTHS  # noqa: E402

pytestmark = pytest.mark.thorough  # every pair of years is compared


@pytest.mark.parametrize("section", SECTIONS)
def test_no_two_things_of_a_kind_are_called_the_same(section: str) -> None:
    counted = Counter(full_title(section, key).casefold() for key in every_key(section))
    assert [title for title, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("section", "key", "title"),
    [
        ("terms", "core_pcn_funding.rate", "Core PCN funding: yearly rate"),
        ("terms", "pcn_support.rate", "PCN support payment: rate"),
        ("terms", "extended_hours_access.rate", "Extended hours access payment: rate"),
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


OTHER_MONTHS = "|".join({*MONTHS} - {"May"})
TIME = re.compile(rf"\b(20\d\d(?:/\d\d)?|winter|spring|summer|autumn|{OTHER_MONTHS}|(?<= )May)\b")  # "May we"


def times(said: str) -> set[str]:
    """The years, seasons and months that a text names."""
    return set(TIME.findall(said))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_title_names_no_time_that_one_of_its_versions_is_not_of(section: str) -> None:
    for key in every_key(section):
        for title in every_title(section).get(key, ()):
            assert times(full_title(section, key)) <= times(title), key


def test_a_heading_over_values_names_no_time_that_one_of_them_is_not_of(pages: dict[str, str]) -> None:
    checked = 0
    for text in pages.values():
        for said, key in re.findall(r"^#+ (.+) \{: #(\S+) \}$", text, re.MULTILINE):
            for title in every_title("terms").get(key, ()):
                checked += 1
                assert times(said) <= times(title), key
    assert checked > len(every_key("terms"))


def test_a_version_under_a_heading_that_is_of_all_has_its_own_title(pages: dict[str, str]) -> None:
    for url in ("streams/pcn_support/", "terms/pcn_support/"):
        rows = pages[url].split("<tr>")
        first = next(row for row in rows if "£0.27" in row and "<details class=from>" in row)
        assert "Rate for April to September 2020" in first
        assert "winter" not in first
        assert "Rate for winter 2021/22" in pages[url]
    hole = next(row for row in pages["terms/extended_hours_access/"].split("<tr>") if "1 July 2019" in row)
    assert not times(hole.partition("</th>")[0]) & {"April", "2022"}
    assert "Rate for" not in hole


def test_days_that_alone_differ_in_titles_are_all_named() -> None:
    assert full_title("key_dates", "iif.approval_for_july").endswith("for the payment of 19 or 20 July")


def test_a_change_is_under_a_title_of_both_its_sides() -> None:
    for one in every_change():
        for side in (one.change.before, one.change.after):
            if side is not None and (not isinstance(side, Term) or side.is_entered):
                assert times(one.title) <= times(side.title), one.change.key


def every_change() -> list[Told]:
    return [one for before, after in pairwise(years()) for one in told(str(before), str(after))]


INTERNAL = frozenset({"rule", "evidence", "subject", "judgement", "when"})


def _says_something(entry: Entry | None) -> bool:
    return not isinstance(entry, Term) or entry.is_known or entry.is_bounded or bool(entry.block)


def test_a_change_is_one_of_the_contract_whose_sides_differ() -> None:
    for one in every_change():
        assert one.kind in ("added", "removed", "changed", "not found")
        assert one.kind in ("added", "removed") or one.sides[0] != one.sides[1]
        parts = one.change.differences
        assert INTERNAL.isdisjoint(part.name for part in parts)
        if one.kind == "changed":
            assert all(_says_something(side) for side in (one.change.before, one.change.after))
            assert any("not said" not in (part.was, part.became) for part in parts)


def test_what_was_not_found_for_one_of_the_years_is_no_change() -> None:
    kinds = {one.change.key: one.kind for one in told("2023/24", "2024/25")}
    assert kinds["arrs.band_5.max_reimbursement.national"] == "changed"  # 40,159 and 42,437
    assert kinds["arrs.band_5.max_reimbursement.outer_london"] == "not found"  # not found and 48,991
    assert kinds["care_homes.clinical_lead"] == "not found"  # a duty, and not found
    assert kinds["opt_out"] == "not found"  # a day that was not found, and 30 April 2024
    assert "core_pcn_funding" not in kinds  # the rule that checks it alone
    assert "care_homes.weekly_home_round" not in kinds  # whom it is asked of, and how
    assert kinds["capacity_and_access_improvement"] == "changed"


@pytest.mark.parametrize(("before", "after"), [(str(one), str(other)) for one, other in pairwise(years())])
def test_the_page_counts_what_its_file_and_python_count(pages: dict[str, str], before: str, after: str) -> None:
    """One definition: nothing is changed on the page and not in its JSON, or told by the one and not by the other."""
    address = f"changes/{before.replace('/', '-')}-to-{after.replace('/', '-')}/"
    counts = Counter(change["kind"] for change in whole.changes(before, after)["changes"])
    assert counts == Counter(change.kind for change in des.compare(before, after).changes)
    found = re.search(
        r"(\d+) added, (\d+) removed, (\d+) changed\. Apart from these, (\d+) w\w+ not found for one", pages[address]
    )
    assert found is not None
    assert [int(one) for one in found.groups()] == [
        counts[kind] for kind in ("added", "removed", "changed", "not found")
    ]
    rows = re.findall(r"<tr>.*?</tr>", pages[address], re.DOTALL)
    assert len([row for row in rows if "<td" in row]) == sum(counts.values())
