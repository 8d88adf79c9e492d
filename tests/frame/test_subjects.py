"""Tables of subjects beside one of networks: the worst answer of each, and what does not fit named with its rows."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import MisuseError, RecordError, UnknownNameError

for library in ("narwhals", "numpy", "polars", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]'")

import polars as pl  # noqa: E402  # needs the libraries
import pyarrow as pa  # noqa: E402

from pcn_des import frame  # noqa: E402
from support import tables  # noqa: E402
from support.effort import examples  # noqa: E402

DAY = date(2022, 11, 14)

SUBJECT_DAYS = (
    *(date(2019, 12, 2), date(2021, 7, 5), DAY, date(2023, 4, 3), date(2023, 4, 10)),
    *(date(2024, 3, 31), date(2024, 4, 1), date(2024, 11, 4), date(2025, 6, 2), date(2026, 9, 7)),
)
"""Of several years: since April 2024 the texts of care homes were not found."""


@settings(max_examples=examples(one_in=10))
@given(seed=st.integers(0, 2**32))
def test_subjects_give_the_worst_answer_of_each_network(seed: int) -> None:
    """And `explain` asks one network with its subjects again: of every duty, on days of several years."""
    chance = random.Random(seed)
    given_kinds = [kind for kind in tables.subject_facts() if chance.random() < 0.8]
    days = {f"U{place}": chance.choice((*SUBJECT_DAYS, *tables.edge_days())) for place in range(12)}
    networks = tables.networks_with_lists(chance, days)
    subjects = {kind: tables.subjects(chance, kind, days) for kind in given_kinds}
    told = tables.answers(frame.assess(networks, subjects=subjects, network="code"))
    for row, answers in enumerate(told):
        report = frame.explain(networks, row, subjects=subjects, network="code")
        assert answers == {finding.rule: finding.status.value for finding in report.findings}, row


@pytest.mark.parametrize("day", SUBJECT_DAYS)
def test_what_rests_on_no_subject_stays_what_it_is_beside_them(day: date) -> None:
    """A judgement, a text that was not found, a duty of the network: though each list is complete, with one in it."""
    lists = {f"complete.{kind}": [True] for kind in tables.subject_facts()}
    alone = pa.table({"code": ["A"], "day": [day], **lists})
    subjects = {kind: pa.table({"code": ["A"], "day": [day]}) for kind in tables.subject_facts()}
    [before] = tables.answers(frame.assess(alone))
    [after] = tables.answers(frame.assess(alone, subjects=subjects, network="code"))
    about_subjects = {
        entry.key for entry in des.terms(day).obligations.values() if entry.subject != "network" and not entry.judgement
    }
    assert after.keys() == before.keys()
    assert {rule for rule in before if after[rule] != before[rule]} <= about_subjects


HOMES = pl.DataFrame({"code": ["A"], "day": [DAY], "care_home.has_clinical_lead": [True]})
LEAD = "care_homes.clinical_lead"


def _lead(complete: Any, written: str = "complete.care_home") -> list[str]:
    networks = pa.table({"code": ["A"], "day": [DAY], written: complete})
    return list(frame.assess(networks, rules=[LEAD], subjects={"care_home": HOMES}, network="code")[LEAD].to_pylist())


def test_whether_a_list_is_complete_is_a_yes_or_no_like_any_other() -> None:
    assert _lead([True]) == _lead([True], "complete__care_home") == ["MET"]
    assert _lead([False]) == _lead([None]) == ["UNKNOWN"]
    assert _lead(pa.array([True]).dictionary_encode()) == ["MET"]
    for wrong in (["yes"], [2], [1.0], [DAY]):
        with pytest.raises(RecordError, match=r"the column complete\.care_home has .* values; yes or no is wanted"):
            _lead(wrong)
    for name in ("complete.care_homes", "complete__care_homes"):
        with pytest.raises(UnknownNameError, match=r"no kind of subject 'care_homes'\. Did you mean 'care_home'"):
            _lead([True], name)
    twice = pl.DataFrame({"code": ["A"], "day": [DAY], "complete.care_home": [True], "complete__care_home": [True]})
    with pytest.raises(MisuseError, match=r"complete\.care_home and complete__care_home are both the fact"):
        frame.assess(twice)
    homes = HOMES.with_columns(pl.lit(True).alias("complete.care_home"))
    with pytest.raises(MisuseError, match="says of a network whether its list is complete"):
        frame.assess(twice.drop("complete__care_home"), subjects={"care_home": homes}, network="code")


def test_subjects_that_do_not_fit_are_refused() -> None:
    networks = pl.DataFrame({"code": ["A"], "day": [DAY]})
    homes = pl.DataFrame({"code": ["B"], "day": [DAY], "care_home.has_clinical_lead": [True]})
    with pytest.raises(MisuseError, match="subjects need network"):
        frame.assess(networks, subjects={"care_home": homes})
    with pytest.raises(
        RecordError, match="code names no network that the table has on that day in row 0: 'B' on 14 November"
    ):
        frame.assess(networks, subjects={"care_home": homes}, network="code")
    with pytest.raises(UnknownNameError, match="kind of subject"):
        frame.assess(networks, subjects={"home": homes}, network="code")
    with pytest.raises(MisuseError, match="in a table of its own"):
        frame.assess(networks.with_columns(pl.lit(True).alias("care_home.has_clinical_lead")))
    with pytest.raises(MisuseError, match="not about each practice"):
        frame.assess(networks, subjects={"practice": homes}, network="code")
    twice = pl.concat([networks, networks])
    with pytest.raises(RecordError, match="rows 0, 1 are of one network on one day"):
        frame.assess(twice, subjects={"care_home": homes}, network="code")


def _of(keys: Any, days: Any) -> Any:
    """Care homes with a clinical lead, each of a network on a day."""
    led = pa.array([True] * len(days), pa.bool_())
    return pa.table({"code": keys, "day": pa.array(days, pa.date32()), "care_home.has_clinical_lead": led})


some_rows = st.lists(
    st.tuples(st.sampled_from([None, "A", "B", "C"]), st.sampled_from([DAY, date(2022, 11, 15)])), max_size=4
)


@given(some_rows, some_rows)
def test_a_subject_belongs_to_the_one_row_of_its_network_or_is_named(networks: Any, homes: Any) -> None:
    """Whatever rows there are: each home is counted in the row of its network and day, or an error names its row."""
    table, beside = (
        _of(pa.array([key for key, _ in rows], pa.string()), [day for _, day in rows]) for rows in (networks, homes)
    )
    whole = table.select(["code", "day"])
    wrong = [place for place, (key, _) in enumerate(networks) if key is None]
    wrong = wrong or [place for place, row in enumerate(networks) if networks.count(row) > 1]
    wrong = wrong or [place for place, (key, _) in enumerate(homes) if key is None]
    wrong = wrong or [place for place, row in enumerate(homes) if row not in networks]
    if wrong:
        [said] = _refused(whole, beside)
        assert f"row{'s' if len(wrong) > 1 else ''} {', '.join(map(str, wrong[:3]))}" in said
        return
    for place, row in enumerate(networks):
        report = frame.explain(whole, place, subjects={"care_home": beside}, network="code")
        assert len(report[LEAD].parts) == homes.count(row)


def _refused(networks: Any, homes: Any, **more: Any) -> list[str]:
    with pytest.raises(RecordError) as caught:
        frame.assess(networks, subjects={"care_home": homes, **more}, network="code")
    return list(caught.value.problems)


def test_a_network_without_a_name_is_joined_with_none() -> None:
    days = [DAY] * 3
    for keys in (pa.array([None, "A", None]), pa.nulls(3)):
        named, there = _of(pa.array(["A", "B", "C"]), days), _of(keys, days)
        rows = "rows 0, 2" if keys.null_count == 2 else "rows 0, 1, 2"
        assert _refused(there.select(["code", "day"]), named) == [f"the column code names no network in {rows}"]
        assert _refused(named.select(["code", "day"]), there) == [
            f"care_home: the column code names no network in {rows}"
        ]


def test_networks_are_named_by_texts_or_whole_numbers() -> None:
    for kind in (pa.int8(), pa.uint64(), pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())):
        numbers = pa.array(["1"]).cast(kind)
        networks = pa.table({"code": pa.array([1]), "day": [DAY], "complete.care_home": [True]})
        found = frame.assess(networks, rules=[LEAD], subjects={"care_home": _of(numbers, [DAY])}, network="code")
        assert found[LEAD].to_pylist() == ["MET"]
    for keys in (pa.array([1.0]), pa.array([[1]]), pa.array([b"A"]), pa.array([DAY]), pa.array([True])):
        table = pa.table({"code": keys, "day": [DAY]})
        [said] = _refused(table, _of(pa.array(["A"]), [DAY]))
        assert "networks are named by texts or whole numbers" in said


def test_everything_that_is_wrong_with_every_table_of_subjects_is_told_at_once() -> None:
    networks = pa.table({"code": ["A"], "day": [DAY]})
    homes = pa.table({"code": [None, "A"], "day": [datetime(2022, 11, 14, 9)] * 2, "care_home.round_due": [True, True]})
    practices = pa.table({"code": ["A", "B", "C", "A", "D", "E"], "day": [DAY] * 6})
    assert _refused(networks, homes, practice=practices) == [
        "care_home: the column care_home.round_due has bool values; days are wanted: cast it to a date",
        "care_home: the column day has a time of day in rows 0, 1; days are wanted",
        "care_home: the column code names no network in row 0",
        "practice: the column code names no network that the table has on that day in rows 1, 2, 4 and 1 more: "
        "'B' on 14 November 2022, which it has on no day, in row 1; 'C' on 14 November 2022, which it has on no day, "
        "in row 2; 'D' on 14 November 2022, which it has on no day, in row 4; 1 more",
    ]


def test_subjects_of_another_day_are_told_apart_from_those_of_no_network() -> None:
    networks = pa.table({"code": ["U1", "U2"], "day": [DAY, DAY]})
    next_day = date(2022, 11, 15)
    homes = pa.table({"code": ["U1 ", "U2", "U1 ", "U1"], "day": [DAY, next_day, DAY, DAY]})
    assert _refused(networks, homes) == [
        "care_home: the column code names no network that the table has on that day in rows 0, 1, 2: 'U1 ' on "
        "14 November 2022, which it has on no day, in rows 0, 2; 'U2' on 15 November 2022, which it has on other days, "
        "in row 1"
    ]


@pytest.mark.thorough  # every kind of subject on many days
def test_a_complete_list_without_a_table_has_nobody_on_it_as_in_one_network() -> None:
    """In a table as in facts given one by one: `complete.care_home` alone says that there is none."""
    table = pl.DataFrame({"day": [DAY] * 3, "complete.care_home": [True, False, None]})
    assert frame.assess(table, rules=[LEAD])[LEAD].to_list() == ["NOT_APPLICABLE", "UNKNOWN", "UNKNOWN"]
    kinds = tables.subject_facts()
    for complete in (True, False):
        given_facts = {f"complete.{kind}": complete for kind in kinds}
        for day in SUBJECT_DAYS:
            one = des.assess(given_facts, day)
            rows = pa.table({"day": [day], **{name: [said] for name, said in given_facts.items()}})
            [told] = tables.answers(frame.assess(rows))
            assert told == {finding.rule: finding.status.value for finding in one.findings}
            assert {rule: frame.explain(rows, 0)[rule].status.value for rule in told} == told


def test_the_columns_of_days_and_of_networks_are_those_that_the_caller_names() -> None:
    for key, day in (("pcn.code", "asked.day"), ("pcn__code", "asked__day"), ("lifted", "population.registered")):
        networks = pa.table({key: ["A"], day: [DAY], "complete.care_home": [True]})
        homes = pa.table({key: ["A"], day: [DAY], "care_home.has_clinical_lead": [False]})
        found = frame.assess(networks, day, rules=[LEAD], subjects={"care_home": homes}, network=key)
        assert found.to_pylist() == [{key: "A", day: DAY, LEAD: "NOT_MET"}]
        report = frame.explain(networks, 0, day, subjects={"care_home": homes}, network=key)
        assert report[LEAD].status.name == "NOT_MET"
    months = pa.table({"pcn.code": ["A"], "first.day": [date(2022, 4, 1)], "population.registered": [42_000]})
    money = frame.entitlements(months, as_of="first.day", network="pcn.code")
    assert money["core_pcn_funding"].to_pylist() == [525_000]


@pytest.mark.parametrize("day", [None, "2022-11-14", 19_310, DAY.isoformat().encode()])
def test_days_of_subjects_are_days(day: Any) -> None:
    networks = pa.table({"code": ["A"], "day": [DAY]})
    [said] = _refused(networks, pa.table({"code": ["A"], "day": [day]}))
    assert said.startswith("care_home: the column day has ")


def test_a_fact_without_its_beginning_is_not_passed_over() -> None:
    networks = pa.table({"code": ["A"], "day": [DAY]})
    for kind, facts in tables.subject_facts().items():
        for fact in facts:
            for near in (fact.partition(".")[2], fact.replace(".", "_")):
                with pytest.raises(
                    MisuseError, match=f"has a column {near}, which is not read: name the fact {fact}, "
                ):
                    frame.assess(
                        networks, subjects={kind: pa.table({"code": ["A"], "day": [DAY], near: [1]})}, network="code"
                    )
    homes = HOMES.with_columns(name=pl.lit("The Oaks"))
    assert frame.assess(networks, subjects={"care_home": homes}, network="code").num_rows == 1


def test_subjects_are_tables_by_kind_and_a_network_and_a_day_a_column_each() -> None:
    networks = pl.DataFrame({"code": ["A"], "day": [DAY]})
    given_wrong: list[Any] = [[HOMES], HOMES, "care_home", 5]
    for wrong in given_wrong:
        with pytest.raises(MisuseError, match=r"^subjects is a .*; give a table for each kind"):
            frame.assess(networks, subjects=wrong, network="code")
    with pytest.raises(MisuseError, match="network and as_of are both 'day'"):
        frame.assess(networks, subjects={"care_home": HOMES}, network="day")
