"""The column of duties that are lifted: they do not apply where somebody may waive them, as in one network."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des.contract.question import terms
from pcn_des.errors import RecordError, UnknownNameError

for library in ("narwhals", "numpy", "polars", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]'")

import polars as pl  # noqa: E402  # needs the libraries
import pyarrow as pa  # noqa: E402

from pcn_des import frame  # noqa: E402

DAY = date(2022, 11, 14)
CEILING = "network.list_size_ceiling"
LEAD = "care_homes.clinical_lead"


def told(lifted: Any, rules: list[str], day: date = DAY) -> list[Any]:
    table = pa.table({"day": [day], "population.registered": [51_000], "lifted": lifted})
    [answers] = frame.assess(table, rules=rules).select(rules).to_pylist()
    report = frame.explain(table, 0)
    assert list(answers.values()) == [report[rule].status.name if rule in report else None for rule in rules]
    return list(answers.values())


def test_a_duty_that_is_lifted_does_not_apply() -> None:
    assert told(["network.area_map"], ["network.area_map", CEILING]) == ["NOT_APPLICABLE", "NOT_MET"]
    assert told([f"network.area_map  {CEILING}"], [CEILING]) == ["NOT_APPLICABLE"]
    assert told(["network__list_size_ceiling"], [CEILING]) == ["NOT_APPLICABLE"]
    assert told(pa.array([CEILING]).dictionary_encode(), [CEILING]) == ["NOT_APPLICABLE"]
    assert told([None], [CEILING]) == told([""], [CEILING]) == told(pa.nulls(1), [CEILING]) == ["NOT_MET"]


def test_every_duty_of_a_day_is_lifted_where_somebody_may_waive_it() -> None:
    """Also one that a person has to judge, or that is about each care home; none whose text was not found."""
    for day in (DAY, date(2024, 11, 4), date(2026, 9, 7)):
        owed = {key: one for key, one in terms(day).obligations.items() if one.owed_by != "commissioner"}
        gaps = terms(day).missing_obligations
        asked = [*owed, *(key for key, gap in gaps.items() if gap.owed_by != "commissioner" and key not in owed)]
        before = dict(zip(asked, told([None], asked, day), strict=True))
        after = dict(zip(asked, told([" ".join(asked)], asked, day), strict=True))
        lifted = {key for key in owed if owed[key].waivable_by != "nobody"}
        assert after == {key: "NOT_APPLICABLE" if key in lifted else before[key] for key in asked}


def test_beside_a_table_of_subjects_too() -> None:
    homes = pa.table({"code": ["A", "B"], "day": [DAY] * 2, "care_home.has_clinical_lead": [False] * 2})
    networks = pa.table({"code": ["A", "B"], "day": [DAY] * 2, "lifted": [LEAD, None]})
    found = frame.assess(networks, rules=[LEAD], subjects={"care_home": homes}, network="code")
    assert found[LEAD].to_pylist() == ["NOT_APPLICABLE", "NOT_MET"]
    report = frame.explain(networks, 0, subjects={"care_home": homes}, network="code")
    assert str(report[LEAD].reason) == "lifted, as the column lifted says"
    assert [part.status.name for part in report[LEAD].parts] == ["NOT_APPLICABLE"]


def test_what_is_no_duty_is_refused_with_its_rows() -> None:
    table = pl.DataFrame({"day": [DAY] * 3, "lifted": [None, "network.area_mapp", "network.area_mapp"]})
    with pytest.raises(UnknownNameError) as caught:
        frame.assess(table)
    said = str(caught.value)
    assert said.startswith("There is no duty 'network.area_mapp'. Did you mean 'network.area_map'")
    assert said.endswith("The column lifted names it in rows 1, 2.")
    with pytest.raises(RecordError, match=r"the column lifted has bool values; it names the duties .* rename it where"):
        frame.assess(pa.table({"day": [DAY], "lifted": [True]}))


def test_it_is_no_label_and_no_matter_of_payments() -> None:
    table = pl.DataFrame(
        {"code": ["A"], "day": [date(2022, 4, 1)], "population.registered": [42_000], "lifted": [CEILING]}
    )
    assert frame.assess(table, rules=[CEILING]).columns == ["code", "day", CEILING]
    money = frame.entitlements(table, as_of="day", network="code")
    assert money.equals(frame.entitlements(table.drop("lifted"), as_of="day", network="code"))
