"""A file of lists is used in some month of the table, or a note says that it is used in none."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear
from support.effort import examples
from support.national_files import edition, lists, map_of, partner, pcn, populations

TO_2024 = edition(date(2025, 1, 20), pcn("U00001"), partner("A00001", "U00001"))
LATER = map_of("01JUL2026", ("A00001", "U00001", "99Z", "QZZ"))


def unused(found: des.National) -> list[str]:
    return [note for note in found.notes if "used in no month" in note]


def test_adjusted_populations_of_a_year_that_no_file_of_members_reaches_are_said_to_be_unused() -> None:
    of_2025 = populations("2025/26", A00001=(42_000, "40000"))
    said = (
        "adjusted.csv: the adjusted populations of 2025/26 are used in no month, for no file tells who the members "
        "were in a month of 2025/26."
    )
    assert unused(des.national(epcn=[TO_2024], adjusted=[of_2025])) == [said]
    later = des.national(epcn=[TO_2024], practice_maps=[LATER], adjusted=[of_2025])
    assert unused(later) == [said]
    assert not [note for note in later.notes if "before the correction" in note]  # April and May are unknown too
    assert unused(des.national(epcn=[TO_2024], adjusted=[populations("2024/25", A00001=(1, "1"))])) == []


def test_lists_of_another_day_are_said_to_be_unused() -> None:
    given_lists = [lists("2024-01-01", A00001=1), lists("2024-04-01", A00001=2), lists("2025-01-01", A00001=3)]
    why = "for that is the snapshot day of no year of which a file tells who the members were."
    assert unused(des.national(epcn=[TO_2024], list_sizes=given_lists)) == [
        f"lists_2024-04-01.csv: the lists of 1 April 2024 are used in no month, {why}",
        f"lists_2025-01-01.csv: the lists of 1 January 2025 are used in no month, {why}",
    ]


@settings(max_examples=examples(one_in=2))
@given(st.sampled_from(years()), st.booleans(), st.dates(date(2019, 11, 1), date(2026, 7, 31)), st.booleans())
def test_a_file_of_lists_is_used_or_said_to_be_unused(
    year: ContractYear, is_adjusted: bool, until: date, has_map: bool
) -> None:
    maps = [LATER] if has_map else []
    if is_adjusted:
        read = populations(str(year), A00001=(42_000, "40000"))
        found = des.national(epcn=[TO_2024], practice_maps=maps, adjusted=[read], until=until)
    else:
        sizes = lists(f"{year.starts_in}-01-01", A00001=42_000)
        found = des.national(epcn=[TO_2024], practice_maps=maps, list_sizes=[sizes], until=until)
    is_used = any(month.registered.exact == 42_000 for month in found.months)
    assert is_used is not bool(unused(found))
