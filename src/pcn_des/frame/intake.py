"""Takes a table of facts in: its kind, its labels, its days and its facts; and the tables of subjects beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pcn_des.brief import briefly
from pcn_des.contract.files import span
from pcn_des.dates import Period
from pcn_des.engine.columns.codes import MET
from pcn_des.engine.columns.given import Answers, Column, Table, day_of, each_with_rows, first_rows
from pcn_des.engine.fact_sources import COMPLETE
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.frame.keys import again_on_a_day, check_key, keys_of, listed, numbered, rows_by_network, with_day
from pcn_des.frame.kinds import Kind, kind_of, told_apart
from pcn_des.frame.lifted import LIFTED, Lifted, lifted_in
from pcn_des.frame.names import DOT, NO_DOT, accepted, fact_columns, facts_about, subject_kinds
from pcn_des.frame.reading import check, days_asked, facts_of
from pcn_des.wording import in_words


@attrs.frozen(eq=False)
class Intake:
    """A table of networks: how it was given, its columns that are no facts, and its facts by day.

    `complete` says in which rows the list of each kind of subject is complete, where the table has a column for it, and
    `lifted` in which rows a duty is lifted.
    """

    kind: Kind
    labels: tuple[str, ...]
    table: Table
    complete: Mapping[str, NDArray[np.bool_]]
    lifted: Lifted


@attrs.frozen(eq=False)
class Subjects:
    """One kind of subject of the networks of a table: a row each, the row of its network, and whose list is complete.

    Of its facts those that are named in `own` are about the subject; the others are its network's.
    """

    facts: Table
    own: tuple[str, ...]
    of: NDArray[np.intp]
    complete: NDArray[np.bool_]


NO_SUBJECTS: Final = Subjects(Table(np.zeros(0, dtype=np.int32), {}), (), np.zeros(0, dtype=np.intp), np.zeros(0, bool))


def take_in(
    table: Any,
    as_of: str | None,
    covered: Period,
    *,
    network: str | None = None,
    answered: Iterable[str] = (),
    wanted: Sequence[str] | None = None,
) -> Intake:
    """A table of networks as it is worked with; `wanted` are the facts that are kept of it, where not all are.

    What is not kept is read as well: a table that says something wrong is refused, whatever is asked of it.

    The columns `as_of` and `network` are what the caller says that they are, whatever their names.
    `covered` are the days that can be asked about, and `answered` the columns that the answer has beside the labels.

    Raises:
        MisuseError: no table, no column of days of this name, or a label named as a column of the answer.
        UnknownNameError: a column named as a fact that is none.
        RecordError: values that are not what they have to be; each column is named, with its first rows.
    """
    kind = kind_of(table)
    names = checked_names(kind)
    if as_of is not None and as_of not in names:
        raise MisuseError(
            f"the table has no column '{as_of}'; as_of has to name the column with the days: {listed(names)}"
        )
    others = [name for name in names if name not in (as_of, network)]
    columns = fact_columns(others)
    read = [*(column.written for column in columns), *(name for name in others if name == LIFTED)]
    labels = tuple(name for name in names if name not in read)
    _check_free(kind, labels, answered)
    _check_no_fact_left_out("the table", labels, accepted(), short=False)
    taken = [*([as_of] if as_of is not None else []), *read]
    problems: list[str] = []
    arrow = kind.arrow(taken, problems)
    facts = facts_of(arrow, columns, problems)
    days = np.zeros(kind.rows, dtype=np.int32) if as_of is None else days_asked(arrow, as_of, covered, problems)
    lifted = lifted_in(arrow, problems) if LIFTED in read else {}
    check(problems)
    about = {
        name: column
        for name, column in facts.items()
        if (not name.startswith(COMPLETE) if wanted is None else name in wanted)
    }
    complete = {
        name.removeprefix(COMPLETE): _yes(column, kind.rows)
        for name, column in facts.items()
        if name.startswith(COMPLETE)
    }
    return Intake(kind, labels, Table(days, about), complete, lifted)


def check_days(as_of: str | None) -> str:
    """The name of the column of days, where there has to be one.

    Raises:
        MisuseError: there is none.
    """
    if as_of is None:
        raise MisuseError("as_of is None; it has to name the column with the days")
    return as_of


def _check_free(kind: Kind, labels: Sequence[str], answered: Iterable[str]) -> None:
    """Stop where a label stands where an answer is to be."""
    taken = {told_apart(kind, name): name for name in answered}
    for label in labels:
        answer = taken.get(told_apart(kind, label))
        if answer is not None:
            raise MisuseError(
                f"the table has the label {label}, where the answer has the column {answer}; rename or leave it out"
            )


def _yes(column: Column, rows: int) -> NDArray[np.bool_]:
    """In which rows a column says yes."""
    assert isinstance(column, Answers)  # by its unit
    return np.broadcast_to(np.asarray(column.codes == MET), rows)


def checked_names(kind: Kind) -> list[str]:
    """The names of the columns of a table.

    Raises:
        MisuseError: no column, a name that is no text, or one that stands twice.
    """
    names = kind.names
    if not names:
        raise MisuseError("the table has no column at all; give it the facts that are known, or a label for each row")
    for name in names:
        if not isinstance(name, str):
            raise MisuseError(f"a column is named {briefly(name)}; names of columns are texts")
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise MisuseError(f"the column {twice[0]} is there twice")
    return names


def take_subjects(
    given: Mapping[str, Any] | None, networks: Intake, as_of: str, network: str | None
) -> dict[str, Subjects]:
    """The tables of subjects, each row joined to that of its network on its day; an empty one where a list is complete.

    Raises:
        MisuseError: subjects of no kind that duties are about, or no column that names the network; one that the table
            has not, also without subjects.
        UnknownNameError: a column named as a fact that is none.
        RecordError: values that are not what they have to be, rows that name no network, subjects of no network of the
            table; everything that is wrong is named.
    """
    if network is not None:
        check_key(network, networks.labels, as_of, "subjects")
    none_listed = {kind: attrs.evolve(NO_SUBJECTS, complete=whole) for kind, whole in networks.complete.items()}
    if given is not None and not isinstance(given, Mapping):
        raise MisuseError(f"subjects is a {type(given).__name__}; give a table for each kind: {{'care_home': …}}")
    if not given:
        return none_listed
    key = check_key(network, networks.labels, as_of, "subjects")
    for name in given:
        if name not in subject_kinds():
            raise UnknownNameError("kind of subject", name, subject_kinds())
    problems: list[str] = []
    keys = keys_of(networks.kind.arrow([key], problems), key, problems)
    check(problems)
    again = again_on_a_day(keys, networks.table.days)
    if again.any():
        check([f"{first_rows(again)} are of one network on one day; subjects belong to one row"])
    found = none_listed
    for name, child in given.items():
        wrong: list[str] = []
        found[name] = _subjects(name, child, networks, keys, as_of, key, wrong)
        problems += [f"{name}: {problem}" for problem in wrong]
    check(problems)
    return found


def _subjects(
    name: str, child: Any, networks: Intake, keys: pa.Array, as_of: str, network: str, problems: list[str]
) -> Subjects:
    """The subjects of a kind; where something is wrong with their table, that is added to the problems."""
    kind = kind_of(child)
    names = checked_names(kind)
    for wanted in (as_of, network):
        if wanted not in names:
            raise MisuseError(f"the table of each {name.replace('_', ' ')} has no column '{wanted}': {listed(names)}")
    columns = fact_columns([column for column in names if column not in (as_of, network)], name)
    each = f"the table of each {name.replace('_', ' ')}"
    _check_no_fact_left_out(each, set(names) - {as_of, network}, facts_about(name), short=True)
    arrow = kind.arrow([as_of, network, *(column.written for column in columns)], problems)
    facts = facts_of(arrow, columns, problems)
    days = days_asked(arrow, as_of, span(), problems)
    theirs = keys_of(arrow, network, problems)
    if problems:
        return NO_SUBJECTS
    of = rows_by_network((keys, networks.table.days), (theirs, days))
    if (of < 0).any():
        rows = f"{first_rows(of < 0)}: {_orphans(of < 0, keys, theirs, days)}"
        problems.append(f"the column {network} names no network that the table has on that day in {rows}")
    whole: dict[str, Column] = {fact: column.rows(of) for fact, column in networks.table.columns.items()}
    complete = networks.complete.get(name, np.zeros(len(networks.table), dtype=bool))
    return Subjects(Table(days, {**whole, **facts}), tuple(facts), of, complete)


def _orphans(wrong: NDArray[np.bool_], keys: pa.Array, theirs: pa.Array, days: NDArray[np.int32]) -> str:
    """The networks named by subjects that the table does not have on their days, and whether it has them on others."""
    known, named = numbered(keys, theirs)
    elsewhere = np.isin(named, known)

    def said(row: int) -> str:
        where = "which it has on other days" if elsewhere[row] else "which it has on no day"
        return f"{briefly(theirs[row].as_py())} on {in_words(day_of(int(days[row])))}, {where},"

    return each_with_rows(wrong, with_day(named, days), said)


def _check_no_fact_left_out(table: str, labels: Collection[str], facts: Iterable[str], *, short: bool) -> None:
    """Stop where a label, which is not read, is nearly the name of a fact: one underscore, or without its beginning."""
    for fact in facts:
        _, _, end = fact.partition(DOT)
        for near in (fact.replace(DOT, "_"), *((end,) if short else ())):
            if near in labels:
                exact = fact.replace(DOT, NO_DOT)
                raise MisuseError(f"{table} has a column {near}, which is not read: name the fact {fact}, or {exact}")
