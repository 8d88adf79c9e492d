"""The tables alone answer for any day: by the rule that describes them, they say what Python says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pcn_des.contract.files import load_year
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import in_force
from pcn_des.dates import ContractYear
from pcn_des.formats import export
from pcn_des.formats.export import contract_rows
from support.covered import ANY_DAY

Row = dict[str, str | None]
OF_KEY: dict[tuple[str, str, str], list[Row]] = {}
for one in contract_rows():
    OF_KEY.setdefault((str(one["contract_year"]), str(one["section"]), str(one["key"])), []).append(one)
SEVERAL: Final = sorted(key for key, found in OF_KEY.items() if len(found) > 1)
KEYS: Final = st.sampled_from(SEVERAL) | st.sampled_from(sorted(OF_KEY))
LAST: Final = date.max


def day_of(row: Row, column: str) -> date | None:
    said = row[column]
    return None if said is None else date.fromisoformat(said)


def by_the_rule(rows: list[Row], day: date, known_on: date) -> Row | None:
    """Of the rows that cover the day and were published, the one published last; an end counts once it is known."""
    found: list[tuple[date, Row]] = []
    for row in rows:
        published, until = day_of(row, "published") or date.min, day_of(row, "until")
        end_known, since = day_of(row, "end_known"), day_of(row, "from")
        assert since is not None
        assert until is not None
        if end_known is not None and known_on < end_known:
            until = ContractYear.parse(str(row["contract_year"])).last_day
        if published <= known_on and since <= day <= until:
            found.append((published, row))
    return max(found, key=lambda one: one[0], default=(date.min, None))[1]


@example(("2019/20", "services", "anticipatory_care"), date(2020, 4, 1), LAST)  # of April 2019
@given(KEYS, ANY_DAY, st.just(LAST) | ANY_DAY)
def test_the_rows_of_a_key_answer_as_python_does(of: tuple[str, str, str], day: date, known_on: date) -> None:
    year, section, key = of
    contract_year = ContractYear.parse(year)
    day = contract_year.first_day + (day - ContractYear.of(day).first_day) % timedelta(days=365)
    row = by_the_rule(OF_KEY[of], day, known_on)
    contract = Terms(load_year(contract_year), day, known_on)  # also of the days before the first that is asked about
    if section == "terms":
        found: Any = contract.get(key)
        is_there = found is not None and (found.is_known or found.is_bounded or bool(found.block))
    else:
        found = in_force(getattr(contract.contract, section).get(key, ()), day, known_on)
        is_there = found is not None
    if row is None or row["standing"] == "missing":
        assert section != "terms" or not is_there
    else:
        assert is_there
        assert (found.title, found.published.isoformat()) == (row["title"], row["published"])


@given(st.sampled_from(SEVERAL), st.data())
def test_a_row_answers_on_its_days_until_the_day_that_superseded_it(
    of: tuple[str, str, str], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(OF_KEY[of]))
    since, until, published = (day_of(row, name) for name in ("from", "until", "published"))
    assert since is not None
    assert until is not None
    days = [since + timedelta(days=place) for place in range((until - since).days + 1)]
    superseded = day_of(row, "superseded_on")
    before = LAST if superseded is None else superseded - timedelta(days=1)
    first = max(published or date.min, day_of(row, "end_known") or date.min)
    assume(first <= before)
    known_on = data.draw(st.dates(first, before))
    day = data.draw(st.sampled_from(days))
    if published is not None or superseded is not None:
        assert by_the_rule(OF_KEY[of], day, known_on) == row
    if superseded is not None:
        assert any(by_the_rule(OF_KEY[of], one, superseded) != row for one in days)


def test_a_figure_that_was_replaced_within_its_days_says_when() -> None:
    """PCC: 60,401 for 2024/25; the maxima were raised in September from October, and this was not found."""
    rows = OF_KEY["2024/25", "terms", "arrs.enhanced_practice_nurse.max_reimbursement.national"]
    columns = ("title", "value", "unit", "from", "until", "published", "superseded_on", "standing")
    title, unit = "Enhanced practice nurse: maximum reimbursement, national", "GBP per WTE per year"
    assert [tuple(row[column] for column in columns) for row in rows] == [
        (title, "60401", unit, "2024-04-01", "2025-03-31", "2024-03-28", "2024-09-26", "single-source"),
        (title, None, unit, "2024-10-01", "2025-03-31", "2024-09-26", None, "missing"),
    ]


def test_every_row_has_a_title() -> None:
    assert [row["key"] for rows in OF_KEY.values() for row in rows if not row["title"]] == []


@pytest.mark.parametrize("column", ["from", "until", "published", "end_known", "superseded_on"])
def test_the_days_of_the_tables_are_described_as_days(column: str) -> None:
    (contract, *_) = export._descriptor("csv", {"contract": export.COLUMNS})["resources"]
    (field,) = [field for field in contract["schema"]["fields"] if field["name"] == column]
    assert field["type"] == "date"
    assert field["description"]


def test_the_rule_stands_in_the_description() -> None:
    said = export._descriptor("csv", {})["description"]
    assert "of the rows of a key that cover a day, the one published last answers" in said
    assert "before its `end_known` a row went on to the last day of its contract year" in said
