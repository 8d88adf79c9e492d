"""The pages say what is so: the counts of published payments are those of the files, and every recipe is still open."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pcn_des.answers.published import PUBLISHED_CAUSES
from pcn_des.contract.files import load_year, years

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


def test_figures_of_the_contract_are_drawn_from_its_data() -> None:
    """A twelfth of 0.736, 1.44 and 1.761 to three decimals is 0.061, 0.120 and 0.147; 12 x 0.147 is 1.764."""
    told = {(one["key"], one["year"]): one for one in payments.recipes()}
    assert told["core_pcn_funding.registered_rate", "2024/25"]["division"] == (
        "registered rate = (paid - 2.967 x A) / (N - A); adjusted rate = 2.967 - that"
    )
    assert "12 x round(0.061 x N, 2)" in told["clinical_director_supplement.rate", "2021/22"]["division"]
    assert "PCN Extended Hours Access / 0.120 gives" in told["clinical_director_supplement.rate", "2021/22"]["but"]
    assert "1.764 is the national system's twelve times 0.147." in told["network_participation.rate", "2021/22"]["but"]
    assert not [said for one in told.values() for said in one.values() if "{" in said]


def test_no_rate_of_the_contract_is_typed_by_hand_in_the_recipes_or_their_page() -> None:
    rates = {
        str(version.value)
        for year in years()
        for key, versions in load_year(year).terms.items()
        for version in versions
        if key.endswith("rate") and version.is_known and isinstance(version.value, Decimal)
    }
    page = (ROOT / "docs" / "how-to" / "published-payments.md").read_text(encoding="utf-8")
    by_hand = re.sub(r"```(text|sh).*?```", "", page, flags=re.DOTALL) + payments.RECIPES.read_text(encoding="utf-8")
    assert not rates.intersection(re.findall(r"\d+\.\d+", by_hand))


def test_a_figure_that_the_contract_does_not_have_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(payments, "RECIPES", tmp_path / "r.toml")
    payments.RECIPES.write_text('[[recipe]]\nyear = "2022/23"\nbut = "{capacity_and_access_support.rate}"\n', "utf-8")
    with pytest.raises(LookupError, match=r"capacity_and_access_support\.rate is not known in 2022/23: mend r\.toml"):
        payments.recipes()
