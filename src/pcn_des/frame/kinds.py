"""The kinds of table that are taken in, read as Arrow, and given back: polars, pandas, pyarrow, duckdb, lazy ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Context, localcontext
from typing import Any, Final, Protocol

import attrs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pcn_des.errors import MisuseError
from pcn_des.frame.objects import from_objects
from pcn_des.frame.outcome import STATUSES, Outcome, Statuses

TAKEN: Final = "a polars, pandas or pyarrow table, a duckdb relation, or a lazy table that narwhals knows"


class Kind(Protocol):
    """A table of one library."""

    @property
    def names(self) -> list[str]:
        """The names of its columns."""

    @property
    def rows(self) -> int:
        """How many rows it has."""

    def arrow(self, names: Sequence[str], problems: list[str]) -> pa.Table:
        """Some of its columns as Arrow; what is missing is null. One that can't be read is a problem, and left out."""

    def answer(self, labels: Sequence[str], outcomes: Mapping[str, Outcome], rows: NDArray[np.intp] | None) -> Any:
        """A table of the same library: some of its columns beside others, its rows as they are or those named."""


def kind_of(table: Any) -> Kind:
    """The kind of a table.

    Raises:
        MisuseError: it is no table that is taken.
    """
    import narwhals as nw

    if isinstance(table, pa.RecordBatch):
        return ArrowTable(pa.Table.from_batches([table]))
    try:
        known = nw.from_native(table)
    except TypeError:
        raise MisuseError(f"{type(table).__name__} is no table that can be read; give {TAKEN}") from None
    except nw.exceptions.DuplicateError as error:
        raise MisuseError(f"a column of the table is there twice: {' '.join(str(error).split())}") from None
    native = known.to_native()
    if known.implementation.is_polars():
        import polars

        lazy = isinstance(native, polars.LazyFrame)
        kind: Kind = PolarsTable(native.collect() if lazy else native, lazy)
    elif known.implementation.is_pandas():
        kind = PandasTable(native)
    elif known.implementation.is_duckdb():
        kind = DuckDBTable(native, native.to_arrow_table())
    elif isinstance(known, nw.LazyFrame):
        kind = LazyTable(known, known.collect("pyarrow").to_native())
    else:
        kind = ArrowTable(known.to_arrow())
    return NarwhalsTable(kind) if isinstance(table, nw.DataFrame | nw.LazyFrame) else kind


def told_apart(kind: Kind, name: str) -> str:
    """A name of a column as its library tells them apart: those of SQL do not by their capitals."""
    inside = kind.inside if isinstance(kind, NarwhalsTable) else kind
    return name.casefold() if isinstance(inside, DuckDBTable | LazyTable) else name


@attrs.frozen(eq=False)
class ArrowTable:
    """A pyarrow table."""

    table: pa.Table

    @property
    def names(self) -> list[str]:
        """See `Kind`."""
        return list(self.table.column_names)

    @property
    def rows(self) -> int:
        """See `Kind`."""
        return len(self.table)

    def arrow(self, names: Sequence[str], problems: list[str]) -> pa.Table:
        """See `Kind`."""
        return self.table.select(list(names))

    def answer(self, labels: Sequence[str], outcomes: Mapping[str, Outcome], rows: NDArray[np.intp] | None) -> Any:
        """See `Kind`."""
        kept = self.table.select(list(labels))
        kept = kept if rows is None else kept.take(pa.array(rows))
        made = {name: outcome.arrow() for name, outcome in outcomes.items()}
        return pa.table([*kept.columns, *made.values()], names=[*kept.column_names, *made])


@attrs.frozen(eq=False)
class PolarsTable:
    """A polars table, perhaps lazy: that is collected first."""

    table: Any
    lazy: bool

    @property
    def names(self) -> list[str]:
        """See `Kind`."""
        return list(self.table.columns)

    @property
    def rows(self) -> int:
        """See `Kind`."""
        return len(self.table)

    def arrow(self, names: Sequence[str], problems: list[str]) -> pa.Table:
        """See `Kind`."""
        return _read_each(names, self._column, problems)

    def _column(self, name: str) -> Any:
        column = self.table[name]
        try:
            return column.to_arrow()
        except pa.ArrowInvalid:  # such as numbers of 128 bits
            raise MisuseError(f"has {column.dtype} values, which Arrow has no kind for; cast it to Decimal") from None

    def answer(self, labels: Sequence[str], outcomes: Mapping[str, Outcome], rows: NDArray[np.intp] | None) -> Any:
        """See `Kind`."""
        import polars

        kept = self.table.select(list(labels))
        kept = kept if rows is None else kept[rows]
        chosen = {name for name, outcome in outcomes.items() if isinstance(outcome, Statuses)}
        raw = {
            name: outcome.codes() if isinstance(outcome, Statuses) else outcome.arrow()
            for name, outcome in outcomes.items()
        }
        made = polars.DataFrame([polars.Series(name, polars.from_arrow(column)) for name, column in raw.items()])
        kind = polars.Enum(list(STATUSES))
        codes = [polars.col(name) for name in made.columns if name in chosen]
        made = made.with_columns([code.cat.to(kind) if hasattr(code.cat, "to") else code.cast(kind) for code in codes])
        answer = kept.hstack(made) if labels else made  # without a column there is no height
        return answer.lazy() if self.lazy else answer


@attrs.frozen(eq=False)
class PandasTable:
    """A pandas table: read through Arrow, because NumPy has no null, and a yes-or-no column of it would say no."""

    table: Any

    @property
    def names(self) -> list[str]:
        """See `Kind`."""
        return list(self.table.columns)

    @property
    def rows(self) -> int:
        """See `Kind`."""
        return len(self.table)

    def arrow(self, names: Sequence[str], problems: list[str]) -> pa.Table:
        """See `Kind`."""
        return _read_each(names, lambda name: _of_pandas(self.table[name]), problems)

    def answer(self, labels: Sequence[str], outcomes: Mapping[str, Outcome], rows: NDArray[np.intp] | None) -> Any:
        """See `Kind`."""
        import pandas

        kept = self.table[list(labels)]
        kept = kept if rows is None else kept.iloc[rows]
        made = {name: self._series(outcome, pandas) for name, outcome in outcomes.items()}
        return pandas.concat([kept, pandas.DataFrame(made, index=kept.index)], axis=1)

    @staticmethod
    def _series(outcome: Outcome, pandas: Any) -> Any:
        if isinstance(outcome, Statuses):
            return pandas.Categorical.from_codes(outcome.places(), categories=list(outcome.words))
        return pandas.arrays.ArrowExtensionArray(outcome.arrow())


@attrs.frozen(eq=False)
class DuckDBTable:
    """A duckdb relation; the answer is one of the same connection.

    It is run once: another run may have its rows in another order, or other rows.
    """

    relation: Any
    table: pa.Table

    @property
    def names(self) -> list[str]:
        """See `Kind`."""
        return list(self.table.column_names)

    @property
    def rows(self) -> int:
        """See `Kind`."""
        return len(self.table)

    def arrow(self, names: Sequence[str], problems: list[str]) -> pa.Table:
        """See `Kind`."""
        return self.table.select(list(names))

    def answer(self, labels: Sequence[str], outcomes: Mapping[str, Outcome], rows: NDArray[np.intp] | None) -> Any:
        """See `Kind`.

        Raises:
            MisuseError: the connection reads no tables of Python, or has one that would be taken for the answer.
        """
        import duckdb

        # duckdb finds a table of Python by the name of its variable, after those of the database.
        pcn_des_answer_beside_labels = ArrowTable(self.table).answer(labels, outcomes, rows)  # noqa: F841
        name = "pcn_des_answer_beside_labels"
        taken = f"SELECT 1 FROM information_schema.tables WHERE lower(table_name) = '{name}'"
        if self.relation.query("pcn_des_given", taken).fetchall():
            raise MisuseError(f"the database has a table {name}, which would be taken for the answer; rename it")
        try:
            return self.relation.query("pcn_des_given", f"SELECT * FROM {name}")
        except duckdb.Error as error:
            raise MisuseError(
                f"the connection of the relation can't take the answer in ({str(error).splitlines()[0]}); give the "
                "table as relation.to_arrow_table()"
            ) from None


@attrs.frozen(eq=False)
class LazyTable:
    """Any other lazy table that narwhals knows: it is collected, once, and the answer is a lazy one again."""

    frame: Any
    table: pa.Table

    @property
    def names(self) -> list[str]:
        """See `Kind`."""
        return list(self.table.column_names)

    @property
    def rows(self) -> int:
        """See `Kind`."""
        return len(self.table)

    def arrow(self, names: Sequence[str], problems: list[str]) -> pa.Table:
        """See `Kind`."""
        return self.table.select(list(names))

    def answer(self, labels: Sequence[str], outcomes: Mapping[str, Outcome], rows: NDArray[np.intp] | None) -> Any:
        """See `Kind`. Statuses are texts, because not every library has a type for a choice."""
        import narwhals as nw

        answered = ArrowTable(self.table).answer(labels, outcomes, rows)
        plain = pa.table(
            [
                column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
                for column in answered.columns
            ],
            names=answered.column_names,
        )
        return nw.from_native(plain).lazy(self.frame.implementation).to_native()


@attrs.frozen(eq=False)
class NarwhalsTable:
    """A table inside narwhals; the answer is one too."""

    inside: Kind

    @property
    def names(self) -> list[str]:
        """See `Kind`."""
        return self.inside.names

    @property
    def rows(self) -> int:
        """See `Kind`."""
        return self.inside.rows

    def arrow(self, names: Sequence[str], problems: list[str]) -> pa.Table:
        """See `Kind`."""
        return self.inside.arrow(names, problems)

    def answer(self, labels: Sequence[str], outcomes: Mapping[str, Outcome], rows: NDArray[np.intp] | None) -> Any:
        """See `Kind`."""
        import narwhals as nw

        return nw.from_native(self.inside.answer(labels, outcomes, rows))


def _read_each(names: Sequence[str], read: Callable[[str], Any], problems: list[str]) -> pa.Table:
    """Columns as Arrow, read one by one; what can't be read is a problem, and left out."""
    columns = {}
    for name in names:
        try:
            columns[name] = read(name)
        except MisuseError as wrong:
            problems.append(f"the column {name} {wrong}")
    return pa.table(columns)


def _of_pandas(column: Any) -> Any:
    """A column of pandas as Arrow has it.

    NumPy makes fractions of whole numbers of which some are missing: they come back. A column of fractions without any
    is one that has nothing: what it would have had, nobody can say.
    """
    import pandas

    kind = column.dtype
    if isinstance(kind, pandas.CategoricalDtype):
        places = pa.array(column.cat.codes, mask=column.isna().to_numpy(), from_pandas=False)
        return _of_pandas(kind.categories.to_series()).take(places)
    if isinstance(kind, np.dtype) and kind.hasobject:
        with localcontext(Context(traps=[])):  # no number that signals is one that is missing, too
            missing = column.isna().to_numpy()
        return from_objects(column.tolist(), missing)
    if isinstance(kind, pandas.SparseDtype):
        column = column.sparse.to_dense()
    try:
        read = pa.Array.from_pandas(column)
    except (pa.ArrowException, TypeError, ValueError):  # such as complex numbers
        raise MisuseError(f"has {kind} values, which Arrow has no kind for") from None
    if pa.types.is_floating(read.type) and not isinstance(kind, pandas.ArrowDtype):
        return pa.nulls(len(read)) if read.null_count == len(read) else _whole(read)
    return read


def _whole(read: Any) -> Any:
    """Numbers with a fraction as whole ones, where they are whole."""
    try:
        return read.cast(pa.int64())
    except pa.ArrowInvalid:
        return read
