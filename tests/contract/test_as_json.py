"""A contract year as JSON and back is the same year, down to the kind of every value and the order of every mapping."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.contract.as_json import documents_as_json, documents_from_json, year_as_json, year_from_json
from pcn_des.contract.files import documents, load_year, years
from pcn_des.dates import ContractYear
from pcn_des.frozen import FrozenMap

DAYS = st.dates(min_value=date(2019, 4, 1), max_value=date(2030, 3, 31))
PLAIN = (
    DAYS | st.times() | st.decimals(allow_nan=False, allow_infinity=False) | st.integers() | st.booleans() | st.text()
)
VALUES = st.recursive(PLAIN, lambda part: st.lists(part) | st.dictionaries(st.text("abc_", min_size=1), part))


def spelled(thing: Any) -> Any:
    """A thing with the type of everything in it, and its mappings in their order."""
    if attrs.has(type(thing)):
        fields = (field.name for field in attrs.fields(type(thing)) if field.eq)
        return type(thing), [(name, spelled(getattr(thing, name))) for name in fields]
    if isinstance(thing, Mapping):
        assert isinstance(thing, FrozenMap)  # made on use or before: nobody can tell
        return [(key, spelled(part)) for key, part in thing.items()]
    if isinstance(thing, tuple):
        return [spelled(part) for part in thing]
    return type(thing), str(thing) if isinstance(thing, Decimal) else thing


def in_texts(sections: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Sections with each entry as the text of its JSON."""
    return {name: {key: json.dumps(entry) for key, entry in section.items()} for name, section in sections.items()}


@pytest.mark.parametrize("year", years(), ids=str)
def test_a_year_comes_back_as_it_was(year: ContractYear) -> None:
    contract = load_year(year)
    again = year_from_json(in_texts(year_as_json(contract)), documents())
    assert again == contract
    assert spelled(again) == spelled(contract)
    assert again.digest == contract.digest


def test_the_documents_come_back_as_they_were() -> None:
    again = documents_from_json(in_texts({"documents": documents_as_json(documents())})["documents"])
    assert spelled(again) == spelled(documents())


@given(VALUES, st.sampled_from([time(18, 30), Decimal("2.50"), Decimal(2), date(2022, 10, 1)]))
def test_a_value_of_any_kind_comes_back(value: Any, beside: Any) -> None:
    contract = load_year(years()[0])
    key, (term, *_) = next(iter(contract.terms.items()))
    other = attrs.evolve(contract, terms={key: (attrs.evolve(term, value={"one": value, "other": [beside]}),)})
    again = year_from_json(in_texts(year_as_json(other)), documents())
    assert spelled(again) == spelled(other)
