"""The parts that a sheet of the workbook is declared with: columns, lists of records, and the sheet itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs

from pcn_des.formats.workbook.fields import Field, fields_of
from pcn_des.network import CancelledSession, CareHome, Network, NetworkAgreement, Post, Practice

Record = type[attrs.AttrsInstance]

WHAT: Final = "(what)"  # the column that says which list of its sheet a row belongs to
SAID: Final = "(said)"  # a column that tells what to fill in, and is never read
OF: Final = "(of)"  # the column that says whose list a row belongs to
KEYS: Final[Mapping[Record, str]] = {  # what the rows of other sheets call the owner of their list by
    Practice: "code",
    NetworkAgreement: "since",
    CancelledSession: "id",
    CareHome: "location",
    Post: "id",
}


@attrs.frozen(kw_only=True)
class Column:
    """A column: the fields that it fills (of several, that which the row's record has), its heading and its help.

    `offers` names a list on the sheet Choices whose entries are offered; other values may be written too. `newer` is as
    of a sheet.
    """

    fields: tuple[str, ...]
    heading: str
    help: str
    width: int = 14
    offers: str = ""
    newer: str = ""


@attrs.frozen(kw_only=True)
class Listed:
    """A list of records: the record class that owns it, its field there, and its name for people.

    `when` is the column, and the value in it (None: any at all), by which a row of the sheet belongs to this list. The
    list without it has the other rows.
    """

    owner: Record
    name: str
    label: str
    when: tuple[str, str | None] | None = None

    @cached_property
    def record(self) -> Record:
        """The class of the records in the list."""
        item = fields_of(self.owner)[self.name].item
        assert item is not None, f"{self.owner.__name__}.{self.name} is no list"
        return item


@attrs.frozen(kw_only=True)
class Sheet:
    """A sheet: what it is for, its columns, and the lists that its rows belong to.

    `form` are single fields of the network above the rows, each on a line of its own. What stands in the column of the
    field `unique` may stand there only once. A row in which all columns of the fields `awaits` are empty is still to be
    filled in, and is passed over. `newer` names what was added to the workbook after its first version: an older
    workbook has none of the sheets and columns of one name, a later one all of them.
    """

    title: str
    purpose: str
    columns: tuple[Column, ...]
    lists: tuple[Listed, ...]
    unique: str = ""
    form: tuple[Column, ...] = ()
    awaits: tuple[str, ...] = ()
    newer: str = ""

    @property
    def heading_row(self) -> int:
        """The row of the headings. Above it: the purpose, the form, and the help for each column."""
        return 3 + len(self.form)

    def field(self, column: Column, listed: Listed) -> Field | None:
        """The field that a column fills in the records of a list; None where it fills none."""
        fields = fields_of(listed.record)
        return next((fields[name] for name in column.fields if name in fields), None)

    def kind(self, column: Column) -> Field | None:
        """What a column holds, as far as one field says it: None for the column that only tells lists apart."""
        if OF in column.fields:
            owner = next(listed.owner for listed in self.lists if listed.owner is not Network)
            return fields_of(owner)[KEYS[owner]]
        found = (self.field(column, listed) for listed in self.lists)
        return next((field for field in found if field is not None), None)

    def needed(self, column: Column) -> bool:
        """Whether no row can do without this column."""
        if WHAT in column.fields:
            return True
        if OF in column.fields:
            return all(listed.owner is not Network for listed in self.lists)
        found = [self.field(column, listed) for listed in self.lists]
        return all(field is not None and field.needed for field in found)

    def choices(self, column: Column) -> tuple[str, ...]:
        """What may stand in a column, where only some values may."""
        if WHAT in column.fields:
            return tuple(listed.when[1] for listed in self.lists if listed.when and listed.when[1])
        field = self.kind(column)
        return field.limits.choices if field else ()


def column(fields: str, heading: str, advice: str, width: int = 14, offers: str = "") -> Column:
    """A column whose fields are named in one text, with blanks between."""
    return Column(fields=tuple(fields.split()), heading=heading, help=advice, width=width, offers=offers)


def listed(name: str, label: str, when: tuple[str, str | None] | None = None) -> Listed:
    """A list of the network itself."""
    return Listed(owner=Network, name=name, label=label, when=when)


def inside(owner: Record, name: str, label: str, when: tuple[str, str | None] | None = None) -> Listed:
    """A list inside the records of another list."""
    return Listed(owner=owner, name=name, label=label, when=when)
