"""What a column can't be is said in words of ours, with its name and its first rows, and never reckoned with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

for library in ("narwhals", "numpy", "pyarrow"):
    pytest.importorskip(library, reason=f"{library} is not installed: pip install 'pcn_des[frame]'")

import numpy as np  # noqa: E402  # needs the libraries
import pyarrow as pa  # noqa: E402

from pcn_des import frame  # noqa: E402
from pcn_des.errors import MisuseError, RecordError  # noqa: E402
from support import tables  # noqa: E402
from support.effort import examples  # noqa: E402

DAY = date(2022, 11, 14)
AGREED = "evidence.network.area_agreed"
RULE = "network.area_agreed"
FIRST = date.min.toordinal() - date(1970, 1, 1).toordinal()
LAST = date.max.toordinal() - date(1970, 1, 1).toordinal()
A_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def day_column(number: int, unit: str) -> Any:
    """A day by its number from 1970, as a column of this unit."""
    if unit == "date32":
        return pa.array([number], pa.int32()).cast(pa.date32())
    if unit == "date64":
        return pa.array([number * A_DAY["ms"]], pa.int64()).cast(pa.date64())
    return pa.array([number * A_DAY[unit]], pa.int64()).cast(pa.timestamp(unit))


@given(
    st.one_of(
        st.integers(FIRST - 3, FIRST + 3),
        st.integers(LAST - 3, LAST + 3),
        st.integers(-(2**31), 2**31 - 1),
        st.integers(-(2**40), 2**40),
        st.sampled_from([2**32, 2**32 + 19_000]),
    ),
    st.sampled_from(["date32", "date64", *A_DAY]),
)
def test_a_day_is_one_of_the_calendar_or_refused(number: int, unit: str) -> None:
    bits = 2**31 if unit == "date32" else 2**63 // A_DAY["ms" if unit == "date64" else unit]
    if not -bits < number < bits:
        return  # no such column can be made
    table = pa.table({"day": [DAY], AGREED: day_column(number, unit)})
    if FIRST <= number <= LAST:
        told = frame.explain(table, 0)[RULE].status.value
        assert frame.assess(table, rules=[RULE])[RULE].to_pylist() == [told]
        return
    for ask in (lambda: frame.assess(table, rules=[RULE]), lambda: frame.explain(table, 0)):
        with pytest.raises(RecordError, match=f"{AGREED} has days before the year 1 or after the year 9999 in row 0"):
            ask()


def test_the_day_asked_about_is_one_of_the_calendar() -> None:
    with pytest.raises(RecordError, match="the column day has days before the year 1 or after the year 9999 in row 0"):
        frame.assess(pa.table({"day": day_column(3_000_000, "date32")}))
    with pytest.raises(RecordError, match="the column day has days before the year 1 or after the year 9999 in row 0"):
        frame.assess(pa.table({"day": day_column(19_310 + 2**32, "s")}))


def test_every_day_outside_the_data_is_told_with_its_rows() -> None:
    days = [date(2027, 4, 1), date(2019, 6, 30), DAY, date(2019, 6, 30), date(1, 1, 1), date(9999, 1, 1)]
    with pytest.raises(RecordError) as caught:
        frame.assess(pa.table({"day": days}))
    [said] = caught.value.problems
    assert said.startswith("the column day has days outside the data, which cover ")
    assert said.endswith(": 1 April 2027 in row 0; 30 June 2019 in rows 1, 3; 1 January 1 in row 4; 1 more")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            "clinical_director.in_post",
            "yes or no is wanted: map what stands there, as in column == 'yes', and leave gaps",
        ),
        (AGREED, "days are wanted: cast it to a date ("),
        ("population.registered", "numbers of registered patients are wanted ("),
    ],
)
def test_texts_in_the_place_of_something_else_are_shown_with_their_rows(fact: str, said: str) -> None:
    column = pa.array(["yes", None, "no", "yes", ""])
    for given_column in (column, column.dictionary_encode(), column.cast(pa.large_string())):
        with pytest.raises(RecordError) as caught:
            frame.assess(pa.table({"day": [DAY] * 5, fact: given_column}))
        [problem] = caught.value.problems
        assert problem.startswith(f"the column {fact} has string values; {said}")
        assert problem.endswith("('yes' in rows 0, 3; 'no' in row 2)")


def test_numbers_in_the_place_of_yes_or_no_are_to_be_mapped_for_a_cast_makes_a_gap_a_yes() -> None:
    with pytest.raises(
        RecordError, match="yes or no is wanted: map what stands there, as in column == 1, and leave gaps"
    ):
        frame.assess(pa.table({"day": [DAY], "clinical_director.in_post": [1]}))


def test_what_lies_under_a_null_is_not_looked_at() -> None:
    absent = pa.py_buffer(np.packbits([True, False], bitorder="little"))
    largest = pa.py_buffer(np.array([51_000, 2**64 - 1], dtype=np.uint64))
    patients = pa.Array.from_buffers(pa.uint64(), 2, [absent, largest])
    far = pa.Array.from_buffers(pa.timestamp("s"), 2, [absent, pa.py_buffer(np.array([0, 2**62 + 1]))])
    table = pa.table({"day": [DAY] * 2, "population.registered": patients, AGREED: far})
    found = frame.assess(table, rules=["network.list_size_ceiling", RULE])
    assert found["network.list_size_ceiling"].to_pylist() == ["NOT_MET", "UNKNOWN"]
    assert found[RULE].to_pylist() == ["MET", "UNKNOWN"]


@given(st.integers(0, 37), st.integers(0, 37), st.integers(0, 10**15 - 1), st.integers(0, 10**15 - 1), st.booleans())
def test_ends_of_any_size_are_reckoned_with_or_refused_by_name(
    places: int, others: int, low: int, high: int, whole: bool
) -> None:
    low, high = min(low, high), max(low, high)
    least = pa.array([low], pa.int64()) if whole else _decimal(low, places)
    most = _decimal(high, others)
    columns = {"population.registered.at_least": least, "population.registered.at_most": most}
    said = _refusal(pa.table({"day": [DAY], **columns}))
    assert not said or "population.registered" in said or "the numbers of network.list_size" in said


def _refusal(table: Any) -> str:
    try:
        frame.assess(table, rules=["network.list_size"])
    except RecordError as error:
        return str(error)
    return ""


def _decimal(number: int, places: int) -> Any:
    """A number with so many places behind the point, as far as its column can hold it."""
    fits = min(number, 10 ** (38 - places) - 1)
    return pa.array([Decimal(fits)], pa.decimal128(38, places))


def test_ends_beyond_64_bits_name_their_columns() -> None:
    columns = {
        "population.registered.at_least": pa.array([Decimal("0.000000000000000001")], pa.decimal128(38, 18)),
        "population.registered.at_most": pa.array([900_000]),
    }
    with pytest.raises(
        RecordError,
        match=r"the fact population\.registered has the columns population\.registered\.at_least and "
        r"population\.registered\.at_most, whose numbers come to .*: give fewer decimals",
    ):
        frame.assess(pa.table({"day": [DAY], **columns}))


@pytest.mark.parametrize("scale", [0, 40, 60])
def test_decimals_of_256_bits_are_read_or_refused(scale: int) -> None:
    rule = "network.list_size_ceiling"
    wide = pa.array([Decimal(10**8)], pa.decimal256(76, scale))
    table = pa.table({"day": [DAY], "population.registered": wide})
    assert frame.assess(table, rules=[rule])[rule].to_pylist() == ["NOT_MET"]
    long = pa.array([Decimal(f"1.{'0' * 39}1")], pa.decimal256(76, 60))
    with pytest.raises(RecordError, match=r"the column population\.registered is decimal256.*give fewer decimals"):
        frame.assess(pa.table({"day": [DAY], "population.registered": long}))


@settings(max_examples=examples(one_in=4))
@given(
    number=st.decimals(0, 10**6, places=3),
    places=st.integers(3, 24),
    kind=st.sampled_from([pa.decimal128, pa.decimal256]),
)
def test_places_in_which_no_number_has_a_digit_do_not_count(number: Decimal, places: int, kind: Any) -> None:
    """Spark writes 18 of them behind every number."""
    wide = 38 if kind is pa.decimal128 else 76
    columns = {"population.registered": [42_000], "population.adjusted": pa.array([number], kind(wide, places))}
    plain = {**columns, "population.adjusted": pa.array([number], pa.decimal128(15, 3))}
    told = frame.entitlements(pa.table(columns), "2024/25")
    assert told.equals(frame.entitlements(pa.table(plain), "2024/25"))
    assert told["core_pcn_funding.at_least"].null_count == 0


def test_decimals_beside_a_null_are_as_long_as_they_need_be() -> None:
    column = pa.array([None, Decimal("42100.5"), Decimal(10**9)], pa.decimal128(38, 18))
    table = pa.table({"population.registered": [42_000] * 3, "population.adjusted": column})
    told = frame.entitlements(table, "2024/25")["core_pcn_funding.at_least"].to_pylist()
    short = table.set_column(1, "population.adjusted", column.cast(pa.decimal128(38, 1)))
    assert told == frame.entitlements(short, "2024/25")["core_pcn_funding.at_least"].to_pylist()
    assert [one is None for one in told] == [True, False, False]


def test_more_decimals_than_can_be_reckoned_with_are_told_by_their_column_and_rows() -> None:
    column = pa.array([Decimal(42100), Decimal("42100.00000000000001")], pa.decimal128(38, 18))
    table = pa.table({"population.registered": [42_000] * 2, "population.adjusted": column})
    with pytest.raises(RecordError, match=r": give population\.adjusted fewer decimals than the 14 in row 1"):
        frame.entitlements(table, "2024/25")
    long = pa.array([None, Decimal(f"42100.{'0' * 17}1")], pa.decimal128(38, 18))
    with pytest.raises(RecordError, match=r"population\.adjusted has numbers with 18 decimals beyond what .* in row 1"):
        frame.entitlements(table.set_column(1, "population.adjusted", long), "2024/25")


@settings(max_examples=examples(one_in=10))
@given(seed=st.integers(0, 2**32))
def test_whatever_lies_under_nulls_no_answer_is_another(seed: int) -> None:
    """Libraries leave there what was there before: other figures of the table, or any bits at all."""
    table = tables.arrow(tables.rows(seed, 40))
    chance = np.random.default_rng(seed)
    columns = {name: _anything_under_nulls(table[name].combine_chunks(), chance) for name in table.column_names}
    assert tables.answers(frame.assess(pa.table(columns))) == tables.answers(frame.assess(table))
    for name in table.column_names:
        assert table[name].to_pylist() == columns[name].to_pylist()


def _anything_under_nulls(values: Any, chance: np.random.Generator) -> Any:
    """The same values with any bits under the nulls: of some columns those of small numbers."""
    if not values.null_count or pa.types.is_boolean(values.type) or pa.types.is_string(values.type):
        return values
    absent, held = values.buffers()
    width = values.type.bit_width // 8
    bits = np.frombuffer(held, dtype=np.uint8, count=len(values) * width).reshape(len(values), width).copy()
    missing = np.array([value is None for value in values.to_pylist()])
    drawn = int(chance.choice((3, width)))
    bits[missing] = 0
    bits[missing, :drawn] = chance.integers(0, 256, (int(missing.sum()), drawn), dtype=np.uint8)
    return pa.Array.from_buffers(values.type, len(values), [absent, pa.py_buffer(bits.tobytes())])


@pytest.mark.parametrize(
    ("end", "limit", "refused"),
    [("at_most", 50_999, True), ("at_most", 51_000, False), ("at_least", 51_001, True), ("at_least", 51_000, False)],
)
def test_a_figure_lies_between_its_own_ends(end: str, limit: int, refused: bool) -> None:
    column = "population.registered"
    table = pa.table({"day": [DAY, DAY], column: [51_000, None], f"{column}.{end}": [limit, limit]})
    if refused:
        with pytest.raises(RecordError, match=f"the fact {column} has a figure outside its own ends in row 0"):
            frame.assess(table, rules=["network.list_size_ceiling"])
    else:
        assert frame.assess(table, rules=["network.list_size_ceiling"]).num_rows == 2


@pytest.mark.parametrize(
    "fact", ["clinical_director.in_post", "evidence.network_agreement.signed", "population.adjusted"]
)
def test_a_column_of_pandas_in_which_all_is_missing_is_unknown(fact: str) -> None:
    """pandas makes one of fractions, whatever it would have had."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    table = pandas.DataFrame({"day": [DAY], fact: [np.nan]})
    bare = frame.assess(pandas.DataFrame({"day": [DAY]}))
    assert frame.assess(table).equals(bare)
    assert list(frame.assess(table[0:0].astype({"day": float})).columns) == list(bare.columns)


@pytest.mark.parametrize("columns", [["x", "x"], ["x", "y", "x"]])
def test_a_column_that_is_there_twice_is_told(columns: list[str]) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    for table in (pandas.DataFrame([range(len(columns))], columns=columns), pa.table([[1]] * len(columns), columns)):
        with pytest.raises(MisuseError, match="there twice"):
            frame.assess(table)


def test_a_table_without_a_column_is_refused() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    with pytest.raises(MisuseError, match="the table has no column at all"):
        frame.entitlements(pandas.DataFrame(index=[1, 2, 3]), "2024/25")


def test_numbers_that_arrow_has_not_are_told() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed: pip install polars")
    if not hasattr(polars, "Int128"):
        pytest.skip("this polars has no numbers of 128 bits")
    table = polars.DataFrame({"day": [DAY], "population.registered": polars.Series([1], dtype=polars.Int128)})
    with pytest.raises(RecordError, match=r"population\.registered has Int128 values, which Arrow has no kind for"):
        frame.assess(table)


@pytest.mark.parametrize("kind", [pa.string(), pa.bool_(), pa.float64(), pa.int8(), pa.timestamp("ns", "UTC")])
@pytest.mark.parametrize("fact", ["population.registered", "clinical_director.in_post", AGREED])
def test_a_column_of_nulls_alone_is_unknown_whatever_its_kind(kind: Any, fact: str) -> None:
    """As CSV is read: a column that nobody filled in is one of texts."""
    table = pa.table({"day": [DAY] * 2, fact: pa.nulls(2, kind)})
    assert frame.assess(table).equals(frame.assess(table.select(["day"])))


@pytest.mark.parametrize("near", ["population_registered", "clinical_director_in_post"])
def test_a_label_that_is_nearly_a_fact_is_not_passed_over(near: str) -> None:
    with pytest.raises(MisuseError, match=f"the table has a column {near}, which is not read: name the fact "):
        frame.assess(pa.table({"day": [DAY], near: [51_000]}))


def test_a_column_of_networks_that_there_is_not_is_told_also_without_subjects() -> None:
    with pytest.raises(MisuseError, match="the table has no column 'nope' that names the network"):
        frame.assess(pa.table({"day": [DAY]}), network="nope")


def test_moments_in_a_time_zone_are_not_said_to_become_days_by_a_cast() -> None:
    """Midnight of a summer's day in London is of the day before in UTC, which is what a cast would take."""
    moments = pa.array([0], pa.timestamp("us", "Europe/London"))
    with pytest.raises(RecordError) as refused:
        frame.assess(pa.table({"day": moments, "population.registered": [51_000]}), as_of="day")
    assert (
        "the column day has moments in the time zone Europe/London; days are wanted: give the date that the clocks "
        "there showed"
    ) in str(refused.value)
