"""Reads the columns of a table as facts: Arrow's buffers as arrays, checked, with one error for all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pcn_des.brief import briefly
from pcn_des.dates import Period
from pcn_des.engine.columns.codes import Mask, no, yes_no
from pcn_des.engine.columns.given import (
    NEVER,
    Answers,
    Column,
    Days,
    Texts,
    day_of,
    each_with_rows,
    first_rows,
    number_of,
)
from pcn_des.engine.columns.numbers import LARGEST, End, Numbers, on_one_bottom
from pcn_des.errors import MisuseError, RecordError
from pcn_des.frame.names import AT_LEAST, AT_MOST, FactColumn, unit_of_fact
from pcn_des.units import Unit
from pcn_des.values import LARGEST_NUMBER
from pcn_des.wording import in_words

_TEXTS: Final = ("string", "large_string", "string_view")  # by name: older libraries have not all of them
_FIRST_DAY: Final = number_of(date.min)
_A_DAY: Final = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def facts_of(table: pa.Table, columns: Iterable[FactColumn], problems: list[str]) -> dict[str, Column]:
    """The facts of a table, by name; what is wrong with a column is added to the problems.

    A column that the table has not could not be read, which is among the problems.
    """
    found: dict[str, dict[str, Column]] = {}
    for column in columns:
        if column.written not in table.column_names:
            continue
        try:
            found.setdefault(column.fact, {})[column.end] = _read(table[column.written], unit_of_fact(column.fact))
        except MisuseError as wrong:
            problems.append(f"the column {column.written} {wrong}")
    facts = {}
    for name, ends in found.items():
        try:
            facts[name] = ends[""] if set(ends) == {""} else _between(name, ends, table.num_rows)
        except MisuseError as wrong:
            problems.append(f"the fact {name} {wrong}")
    return facts


def days_asked(table: pa.Table, name: str, covered: Period, problems: list[str]) -> NDArray[np.int32]:
    """The days that the rows are about, all of them within a period that the data cover; none if they can't be read."""
    if name not in table.column_names:
        return np.zeros(0, dtype=np.int32)
    try:
        days = _days(without_blanks(one_piece(table[name])))
        missing = np.broadcast_to(no(days.known), table.num_rows)
        if missing.any():
            raise MisuseError(f"has no day in {first_rows(missing)}")
        on = np.asarray(days.on)
        outside = (on < number_of(covered.since)) | (on > number_of(covered.last))
        if outside.any():
            each = each_with_rows(outside, on, lambda row: in_words(day_of(int(on[row]))))
            raise MisuseError(f"has days outside the data, which cover {covered}: {each}")
    except MisuseError as wrong:
        problems.append(f"the column {name} {wrong}")
        return np.zeros(0, dtype=np.int32)
    return np.asarray(days.on, dtype=np.int32)


def check(problems: Sequence[str]) -> None:
    """Stop where something is wrong.

    Raises:
        RecordError: there are problems.
    """
    if problems:
        raise RecordError("The table (rows are counted from 0)", problems)


def _read(column: Any, unit: Unit) -> Column:
    values = without_blanks(one_piece(column))
    if pa.types.is_null(values.type) or 0 < values.null_count == len(values):  # as CSV has what nobody filled in
        return _nothing(len(values), unit)
    if unit.is_number:
        return _numbers(values, unit)
    if unit.kind == "date":
        return _days(values)
    return _answers(values) if unit.kind == "yes/no" else _texts(values)


def one_piece(column: Any) -> Any:
    """A column in one piece, without a dictionary or other wrapping."""
    values = column
    if isinstance(column, pa.ChunkedArray):
        chunks = column.chunks or [pa.array([], column.type)]
        values = chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks)
    return values.dictionary_decode() if pa.types.is_dictionary(values.type) else values


def without_blanks(values: Any) -> Any:
    """Texts, null where nothing stands in one: some readers of CSV make an empty text of what was not filled in."""
    if not is_text(values.type):
        return values
    encoded = values.cast(pa.string()).dictionary_encode()
    words = [word if word.strip() else None for word in encoded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(encoded.indices)


def _nothing(rows: int, unit: Unit) -> Column:
    """A column of nulls alone."""
    if unit.is_number:
        return Numbers.exactly(0, 0, unknown=True)
    if unit.kind == "date":
        return Days(0, False)
    return Answers(yes_no(False, np.zeros(rows, dtype=bool))) if unit.kind == "yes/no" else Texts(0, (), False)


def _numbers(values: Any, unit: Unit) -> Numbers:
    kind = values.type
    known = known_in(values)
    if pa.types.is_integer(kind):
        top, bottom = _buffer(values, kind), 1
    elif pa.types.is_decimal(kind):
        top, bottom = _decimals(values, known)
    elif pa.types.is_floating(kind):
        numbers = _filled(_buffer(values, kind), known)
        broken = ~np.isfinite(numbers) | (np.trunc(numbers) != numbers)
        where = f", not whole in {first_rows(broken)}" if broken.any() else ""
        raise MisuseError(
            f"has {kind} numbers{where}; exact ones are wanted, whole or decimal: cast it to Decimal with as many "
            "decimals as the figures have"
        )
    else:
        raise MisuseError(f"has {kind} values; numbers of {unit} are wanted{_words_in(values)}")
    beyond = LARGEST_NUMBER * bottom
    least, most = _ends(top)
    if known is not True and (least < 0 or most >= min(beyond, LARGEST)):
        top = _filled(top, known)
        least, most = _ends(top)
    if most > LARGEST:
        raise MisuseError(f"has numbers beyond what can be reckoned with in {first_rows(top > LARGEST)}")
    if least < 0:
        raise MisuseError(f"has numbers below nothing in {first_rows(top < 0)}")
    if most >= beyond:
        raise MisuseError(f"has numbers of 10 to the 15th or more in {first_rows(top >= beyond)}")
    return Numbers.exactly(top.astype(np.int64, copy=False), most, bottom, no(known))


def _filled(numbers: NDArray[Any], known: Mask) -> NDArray[Any]:
    """Whole numbers with nothing under the nulls, where there may be anything."""
    return numbers if known is True else np.where(known, numbers, numbers.dtype.type(0))


def _ends(numbers: NDArray[Any]) -> tuple[int, int]:
    """The smallest and the largest of whole numbers; nothing of none."""
    return (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)


def _decimals(values: Any, known: Mask) -> tuple[NDArray[np.int64], int]:
    """Decimals as whole numbers of their smallest place."""
    if values.type.scale < 0:
        raise MisuseError(f"is {values.type}, with fewer than no decimals; cast it to a whole number")
    values = _in_128_bits(_shortest(values))
    scale = values.type.scale
    pairs = np.frombuffer(values.buffers()[1], dtype=np.int64, count=2 * (values.offset + len(values)))
    low, high = pairs[2 * values.offset :: 2], pairs[2 * values.offset + 1 :: 2]
    beyond = (high != (low >> 63)) & (True if known is True else known)
    if beyond.any():
        raise MisuseError(
            f"has numbers with {scale} decimals beyond what 64 bits hold in {first_rows(beyond)}; give fewer decimals"
        )
    return low, 10**scale


def _shortest(values: Any) -> Any:
    """Decimals with as few places as any of them needs: some libraries write 18 behind the point of each."""
    kind = values.type
    most, sized = (76, pa.decimal256) if kind.bit_width == 256 else (38, pa.decimal128)
    least, enough = 0, kind.scale
    shortest = values
    while least < enough:
        places = (least + enough) // 2
        try:
            shortest, enough = values.cast(sized(most, places)), places
        except pa.ArrowInvalid:  # a digit would be lost
            least = places + 1
    return shortest


def _in_128_bits(values: Any) -> Any:
    kind = values.type
    if kind.bit_width == 128:
        return values
    try:
        return values.cast(pa.decimal128(min(kind.precision, 38), kind.scale))
    except pa.ArrowInvalid:
        raise MisuseError(f"is {kind}, with numbers beyond what 64 bits hold; give fewer decimals") from None


def _between(name: str, ends: dict[str, Column], rows: int) -> Numbers:
    """A number of which only ends are given, in the rows without a figure; a count is nothing at least."""
    none = Numbers.exactly(0, 0, unknown=True)
    exact, low, high = (ends.get(end, none) for end in ("", AT_LEAST, AT_MOST))
    assert isinstance(exact, Numbers) and isinstance(low, Numbers) and isinstance(high, Numbers)  # by their unit
    try:
        exact, low, high = on_one_bottom((exact, low, high))
    except OverflowError as error:
        written = " and ".join(name + end for end in ends)
        raise MisuseError(f"has the columns {written}, whose numbers {error}: give fewer decimals") from None
    open_, no_low, no_high = (np.broadcast_to(number.unknown, rows) for number in (exact, low, high))
    least, most = (np.broadcast_to(np.asarray(number.low.top), rows) for number in (low, high))
    crossed = ~no_low & ~no_high & (least > most)
    if crossed.any():
        raise MisuseError(f"has a lower end above the higher in {first_rows(crossed)}")
    figure = np.broadcast_to(np.asarray(exact.low.top), rows)
    outside = ~open_ & ((~no_low & (figure < least)) | (~no_high & (figure > most)))
    if outside.any():
        raise MisuseError(f"has a figure outside its own ends in {first_rows(outside)}")
    nothing = open_ & no_low & no_high
    bottom_end = End(np.where(open_, np.where(no_low, 0, least), figure), nothing)
    top_end = End(np.where(open_, np.where(no_high, 0, most), figure), open_ & no_high)
    return Numbers(bottom_end, top_end, exact.bottom, max(exact.most, low.most, high.most))


def _days(values: Any) -> Days:
    kind = values.type
    known = known_in(values)
    if pa.types.is_date32(kind):
        on = _filled(_buffer(values, pa.int32()), known)
    elif pa.types.is_date64(kind):
        on = _midnights(values, known, _A_DAY["ms"])
    elif pa.types.is_null(kind):
        on = np.zeros(len(values), dtype=np.int32)
    elif pa.types.is_timestamp(kind) and kind.tz is None:
        on = _midnights(values, known, _A_DAY[kind.unit])
    elif pa.types.is_timestamp(kind):
        zone = f"in the time zone {kind.tz}"
        raise MisuseError(f"has moments {zone}; days are wanted: give the date that the clocks there showed")
    else:
        raise MisuseError(f"has {kind} values; days are wanted: cast it to a date{_words_in(values)}")
    first, last = _ends(on)
    if first < _FIRST_DAY or last > NEVER:
        beyond = (on < _FIRST_DAY) | (on > NEVER)
        raise MisuseError(f"has days before the year 1 or after the year 9999 in {first_rows(beyond)}")
    return Days(on.astype(np.int32, copy=False), known)


def _midnights(values: Any, known: Mask, a_day: int) -> NDArray[np.int64]:
    """The days of moments, each of which has to be the first of its day."""
    on, rest = np.divmod(_filled(_buffer(values, pa.int64()), known), a_day)
    if rest.any():
        raise MisuseError(f"has a time of day in {first_rows(rest != 0)}; days are wanted")
    return on


def _answers(values: Any) -> Answers:
    kind = values.type
    if not pa.types.is_boolean(kind):
        yes = "'yes'" if is_text(kind) else "1" if pa.types.is_integer(kind) else ""
        mend = f": map what stands there, as in column == {yes}, and leave gaps null" if yes else ""
        raise MisuseError(f"has {kind} values; yes or no is wanted{mend}{_words_in(values)}")
    return Answers(yes_no(_bits(values.buffers()[1], values.offset, len(values)), known_in(values)))


def _texts(values: Any) -> Texts:
    if not is_text(values.type):
        raise MisuseError(f"has {values.type} values; texts are wanted")
    encoded = values.dictionary_encode()
    words = tuple(encoded.dictionary.to_pylist())
    places = pc.fill_null(encoded.indices, len(words)).to_numpy(zero_copy_only=False)
    return Texts(places.astype(np.int32), words, known_in(values))


def _words_in(values: Any) -> str:
    """The first texts of a column that is to have none, each with its rows; nothing of another column."""
    if not is_text(values.type) or values.null_count == len(values):
        return ""
    encoded = values.dictionary_encode()
    words, places = encoded.dictionary, encoded.indices.fill_null(-1).to_numpy()
    there = places >= 0
    return f" ({each_with_rows(there, places, lambda row: briefly(words[int(places[row])].as_py()))})"


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this kind has texts."""
    return str(kind) in _TEXTS


def known_in(values: Any) -> Mask:
    """Which values are there."""
    if values.null_count == 0:
        return True
    if pa.types.is_null(values.type):
        return False
    return _bits(values.buffers()[0], values.offset, len(values))


def _bits(buffer: Any, offset: int, count: int) -> NDArray[np.bool_]:
    begin = offset // 8
    packed = np.frombuffer(buffer, dtype=np.uint8)[begin:]
    unpacked = np.unpackbits(packed, count=offset % 8 + count, bitorder="little")
    return unpacked[offset % 8 :].view(np.bool_)


def _buffer(values: Any, kind: Any) -> NDArray[Any]:
    """The numbers of an array as they lie in memory."""
    item = np.dtype(kind.to_pandas_dtype())
    found = np.frombuffer(values.buffers()[1], dtype=item, count=values.offset + len(values))
    return found[values.offset :]
