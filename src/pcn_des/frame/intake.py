"""Takes a table of facts in: its kind, its labels, its days and its facts; and the tables of subjects beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pcn_des.contract.files import span
from pcn_des.dates import Period
from pcn_des.engine.columns.codes import MET
from pcn_des.engine.columns.given import Answers, Column, Table
from pcn_des.engine.fact_sources import COMPLETE
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.frame.kinds import Kind, kind_of
from pcn_des.frame.names import fact_columns, subject_kinds
from pcn_des.frame.reading import check, days_asked, facts_of


@attrs.frozen(eq=False)
class Intake:
    """A table of networks: how it was given, its columns that are no facts, and its facts by day.

    `complete` says in which rows the list of each kind of subject is complete, where the table has a column for it.
    """

    kind: Kind
    labels: tuple[str, ...]
    table: Table
    complete: Mapping[str, NDArray[np.bool_]]


@attrs.frozen(eq=False)
class Subjects:
    """One kind of subject of the networks of a table: a row each, the row of its network, and whose list is complete.

    Of its facts those that are named in `own` are about the subject; the others are its network's.
    """

    facts: Table
    own: tuple[str, ...]
    of: NDArray[np.intp]
    complete: NDArray[np.bool_]


def take_in(table: Any, as_of: str | None, covered: Period, wanted: Sequence[str] | None = None) -> Intake:
    """A table of networks as it is worked with; `wanted` are the facts that are read of it, where not all are.

    `covered` are the days that can be asked about.

    Raises:
        MisuseError: no table, or no column of days of this name.
        UnknownNameError: a column named as a fact that is none.
        RecordError: values that are not what they have to be; each column is named, with its first rows.
    """
    kind = kind_of(table)
    names = checked_names(kind)
    if as_of is not None and as_of not in names:
        raise MisuseError(
            f"the table has no column '{as_of}'; as_of has to name the column with the days: {_listed(names)}"
        )
    columns = [column for column in fact_columns(names) if column.written != as_of]
    written = {column.written for column in columns}
    labels = tuple(name for name in names if name not in written)
    read = columns if wanted is None else [column for column in columns if column.fact in wanted]
    taken = [*([as_of] if as_of is not None else []), *(column.written for column in read)]
    arrow = kind.arrow(taken or names[:1])  # a table without a column has no rows
    problems: list[str] = []
    facts = facts_of(arrow, read, problems)
    days = np.zeros(arrow.num_rows, dtype=np.int32) if as_of is None else days_asked(arrow, as_of, covered, problems)
    check(problems)
    about = {name: column for name, column in facts.items() if not name.startswith(COMPLETE)}
    complete = {
        name.removeprefix(COMPLETE): _yes(column, arrow.num_rows)
        for name, column in facts.items()
        if name.startswith(COMPLETE)
    }
    return Intake(kind, labels, Table(days, about), complete)


def _yes(column: Column, rows: int) -> NDArray[np.bool_]:
    """In which rows a column says yes."""
    assert isinstance(column, Answers)  # by its unit
    return np.broadcast_to(np.asarray(column.codes == MET), rows)


def checked_names(kind: Kind) -> list[str]:
    """The names of the columns of a table.

    Raises:
        MisuseError: a name that is no text, or stands twice.
    """
    names = kind.names
    for name in names:
        if not isinstance(name, str):
            raise MisuseError(f"a column is named {name!r}; names of columns are texts")
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise MisuseError(f"the column {twice[0]} is there twice")
    return names


def take_subjects(given: Mapping[str, Any], networks: Intake, as_of: str, network: str | None) -> dict[str, Subjects]:
    """The tables of subjects, each row joined to that of its network on its day.

    Raises:
        MisuseError: subjects of no kind that duties are about, or no column that names the network.
        UnknownNameError: a column named as a fact that is none.
        RecordError: values that are not what they have to be, or subjects of no network of the table.
    """
    if not given:
        return {}
    if network is None:
        raise MisuseError(
            "subjects need network=…: the column that names the network, in the table and in each of theirs"
        )
    if network not in networks.labels:
        raise MisuseError(f"the table has no column '{network}' that names the network: {_listed(networks.labels)}")
    for name in given:
        if name not in subject_kinds():
            raise UnknownNameError("kind of subject", name, subject_kinds())
    return {name: _subjects(name, child, networks, as_of, network) for name, child in given.items()}


def _subjects(name: str, child: Any, networks: Intake, as_of: str, network: str) -> Subjects:
    kind = kind_of(child)
    names = checked_names(kind)
    for wanted in (as_of, network):
        if wanted not in names:
            raise MisuseError(f"the table of each {name.replace('_', ' ')} has no column '{wanted}': {_listed(names)}")
    columns = fact_columns(names, name)
    arrow = kind.arrow([as_of, network, *(column.written for column in columns)])
    problems: list[str] = []
    facts = facts_of(arrow, columns, problems)
    days = days_asked(arrow, as_of, span(), problems)
    check([f"{name}: {problem}" for problem in problems])
    keys = networks.kind.arrow([network])[network]
    of = _rows_of(keys, networks.table.days, arrow[network], days, name)
    whole: dict[str, Column] = {fact: column.rows(of) for fact, column in networks.table.columns.items()}
    complete = networks.complete.get(name, np.zeros(len(networks.table), dtype=bool))
    return Subjects(Table(days, {**whole, **facts}), tuple(facts), of, complete)


def _rows_of(
    keys: Any, days: NDArray[np.int32], child_keys: Any, child_days: NDArray[np.int32], name: str
) -> NDArray[np.intp]:
    """The row of the network of each subject, on its day."""
    together = pa.concat_arrays([_plain(keys), _plain(child_keys)]).dictionary_encode()
    codes = pc.fill_null(together.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    both = codes * 2**32 + np.concatenate([days, child_days]).astype(np.int64)
    mine, asked = both[: len(days)], both[len(days) :]
    order = np.argsort(mine, kind="stable")
    ordered = mine[order]
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(twice):
        rows = sorted(order[twice[0] : twice[0] + 2].tolist())
        check([f"rows {rows[0]} and {rows[1]} are of one network on one day; subjects belong to one row"])
    place = np.searchsorted(ordered, asked)
    there = (
        (place < len(ordered)) & (ordered[np.minimum(place, max(len(ordered) - 1, 0))] == asked)
        if len(ordered)
        else np.zeros(len(asked), bool)
    )
    if not there.all():
        first = ", ".join(map(str, np.flatnonzero(~there)[:3]))
        check([f"{name}: rows {first} are of no network of the table on their day"])
    found: NDArray[np.intp] = order[place]
    return found


def _plain(keys: Any) -> Any:
    chunked = keys.combine_chunks()
    values = (
        pa.concat_arrays(chunked.chunks) if isinstance(chunked, pa.ChunkedArray) and chunked.num_chunks else chunked
    )
    return values.cast(pa.string())


def _listed(names: Sequence[str]) -> str:
    return f"its columns are {', '.join(names[:20])}{', …' if len(names) > 20 else ''}"
