"""Where the figure in force is unknown, the edition before it is shown beside it, and nothing is worked out from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import every_key
from pcn_des.contract.terms import Terms
from support.covered import ANY_DAY
from support.effort import examples
from support.lamps import term, year_of

MAXIMUM = "arrs.paramedic.max_reimbursement.national"
KEYS = st.sampled_from(sorted(every_key("terms")))
JUNE, OCTOBER = date(2030, 6, 1), date(2030, 10, 1)
GAP = '[missing]\n"lamps.x{}" = {{ note = "torn", from = 2030-10-01 }}\n'


def test_an_edition_that_a_publication_superseded_stands_beside_the_unknown_value() -> None:
    text = term("lamps.x", "7", "GBP") + GAP.format("@2030-09-26")
    before, after = (Terms(year_of(text), OCTOBER, day)["lamps.x"] for day in (date(2030, 9, 25), date(2030, 9, 26)))
    assert (before.value, before.superseded) == (7, None)
    assert (after.value, after.superseded and after.superseded.value) == (des.UNKNOWN, 7)
    assert "Superseded:  £7, as published by 1 March 2030 [confirmed]" in str(after)
    assert "£7, as published by 1 March 2030 [confirmed]" in after._repr_html_()
    assert after.to_dict()["superseded"]["value"] == "7"
    assert before.to_dict()["superseded"] is None


def test_an_edition_that_ended_stands_beside_the_unknown_value_of_what_came_after() -> None:
    text = term("lamps.x", "7", "GBP", "until = 2030-09-30\n") + GAP.format("")
    contract = Terms(year_of(text), OCTOBER)
    assert "Superseded:  £7, until 30 September 2030 [confirmed]" in str(contract["lamps.x"])
    assert "    superseded: £7, until 30 September 2030 [confirmed]" in str(contract)
    assert Terms(year_of(text), JUNE)["lamps.x"].superseded is None


def test_a_value_that_is_supposed_has_nothing_beside_it() -> None:
    text = term("lamps.x", "7", "GBP") + GAP.format("@2030-09-26")
    supposed = Terms(year_of(text), OCTOBER).amend({"lamps.x": 8})["lamps.x"]
    assert (supposed.value, supposed.superseded) == (8, None)


def test_the_maxima_of_2025_after_august() -> None:
    found = des.terms(date(2025, 9, 1))[MAXIMUM]
    assert (found.value, found.superseded and found.superseded.value) == (des.UNKNOWN, 64_907)
    answer = des.reimbursable("paramedic", date(2025, 9, 1))
    assert "    As first published: £64,907 per WTE per year [single-source], superseded" in str(answer)
    assert "superseded" in answer._repr_html_()
    assert answer.to_dict()["maximum"]["superseded"]["value"] == "64907"


def test_a_maximum_is_as_unknown_as_that_of_its_band() -> None:
    found = des.terms(date(2024, 11, 1))[MAXIMUM]
    assert (found.value, found.superseded and found.superseded.value) == (des.UNKNOWN, 60_401)
    assert des.terms(date(2024, 9, 30))[MAXIMUM].value == 60_401
    assert des.terms(date(2024, 11, 1), date(2024, 9, 25))[MAXIMUM].value == 60_401
    assert "band 7" in found.note


def test_a_statement_shows_the_rate_that_was_superseded() -> None:
    statement = des.entitlements({"population.weighted": 47_000}, "2025/26")
    total = statement["arrs_sum"]
    said = "superseded: Yearly rate: £26.631 per weighted patient per year, as published by 27 March 2025"
    for shown in (str(statement), str(total), str(total.lines[0])):
        assert said in " ".join(shown.split())
    assert said in statement._repr_html_()
    assert total.lines[0].to_dict()["superseded"][0]["value"] == "26.631"


@given(ANY_DAY, st.none() | ANY_DAY, KEYS)
def test_only_what_is_not_established_has_an_edition_beside_it(day: date, known_on: date | None, key: str) -> None:
    found = des.terms(day, known_on)[key]
    earlier = found.superseded
    if earlier is not None:
        assert not found.is_known
        assert earlier.is_known
        assert earlier.superseded is None
        assert earlier.since <= day
        assert earlier.published is not None
        assert known_on is None or earlier.published <= known_on


def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Terms, "_beside_superseded", lambda self, term: term)


@settings(max_examples=examples(one_in=5))
@given(
    st.sampled_from(["2019/20", "2021/22", "2024/25", "2025/26", "2026/27"]),
    st.integers(1, 90_000),
    st.none() | ANY_DAY,
)
def test_nothing_is_worked_out_from_an_edition_that_was_superseded(
    year: str, patients: int, known_on: date | None
) -> None:
    facts = {f"population.{kind}": patients for kind in ("registered", "adjusted", "weighted")}

    def amounts() -> dict[str, tuple[Any, ...]]:
        found = des.entitlements(facts, year, known_on)
        return {key: (total.amount, total.at_least, total.at_most, total.reason) for key, total in found.items()}

    with pytest.MonkeyPatch.context() as patched:
        _without(patched)
        alone = amounts()
    assert amounts() == alone


def test_the_sum_of_2025_26_is_bounded_and_not_the_superseded_one() -> None:
    total = des.entitlements({"population.weighted": 30_000}, "2025/26")["arrs_sum"]
    assert total.amount is None
    assert total.at_least is not None
    assert total.at_least.pounds == Decimal("798930.00")
