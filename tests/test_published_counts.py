"""The pages say what is so: the counts of published payments are those of the files, and every recipe is still open."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pcn_des.answers.published import PUBLISHED_CAUSES

ROOT = Path(__file__).resolve().parents[1]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making import payments  # noqa: E402

pytestmark = pytest.mark.thorough  # all payments of a year are tried in every way


def test_the_counts_are_those_of_the_files(real_file: Callable[[str], Path]) -> None:
    """Made again with: python docs/making/payments.py ../shared/data."""
    folder = real_file("nhs_payments_gp_2021-22_england_pcn_columns.csv").parent
    assert payments.counts_of(folder) == payments.written()


def test_the_groups_of_a_column_add_up_to_its_networks() -> None:
    columns: dict[tuple[str, str, str], int] = {}
    for year, chosen, column, _, cause, number in payments.written():
        assert cause in PUBLISHED_CAUSES
        columns[year, chosen, column] = columns.get((year, chosen, column), 0) + number
    of_all = {total for (year, chosen, _), total in columns.items() if (year, chosen) == ("2021/22", payments.ALL)}
    of_some = {total for (_, chosen, _), total in columns.items() if chosen == payments.AGREEING}
    assert (of_all, of_some) == ({1250}, {304})


@pytest.mark.parametrize("recipe", payments.recipes(), ids=lambda recipe: f"{recipe['key']}-{recipe['year']}")
def test_what_a_recipe_would_settle_is_still_open(recipe: dict[str, str]) -> None:
    """One that is settled goes from the list, and into the contract data."""
    assert payments.is_open(recipe)
    assert all(recipe[part] for part in ("file", "column", "division", "but"))
