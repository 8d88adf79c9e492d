"""Reads the annual file of the Investment and Impact Fund (IIF): numerators and denominators by PCN and by practice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import attrs

from pcn_des.brief import Brief
from pcn_des.formats import cells
from pcn_des.formats.cells import Suppressed
from pcn_des.formats.columns import Check, Column, rows_under
from pcn_des.formats.csv_file import LONG
from pcn_des.formats.given import Source
from pcn_des.formats.reading import Reading, in_order
from pcn_des.formats.repeats import dropped, once_each
from pcn_des.formats.tables import table as table_of

PRACTICE: Final = "GP practice"
PCN: Final = "PCN"
_MEASURE: Final = re.compile(r"(?P<indicator>[A-Z]{2,5}-[0-9]{2}[a-z]?) .+")  # ACC-08 Numerator, ACC-10b …


def _kind(cell: str) -> str:
    if cells.text(cell) not in (PRACTICE, PCN):
        raise ValueError(f"it must be {PRACTICE!r} or {PCN!r}")
    return cell


COLUMNS: Final[Mapping[str, Column]] = {
    "kind": Column(("ORGANISATION_TYPE",), _kind),
    "code": Column(("ORGANISATION_CODE",), cells.text),
    "name": Column(("ORGANISATION_NAME",), cells.text),
    "service": Column(("QUALITY_SERVICE",), cells.text),
    "at": Column(("ACH_DATE",), cells.edition_day),
    "code_of_measure": Column(("IND_CODE",), cells.text),
    "measure": Column(("MEASURE",), cells.text),
    "value": Column(("VALUE",), cells.figure),
}


def _of_its_kind(kind: str, code: str) -> None:
    (cells.practice_code if kind == PRACTICE else cells.pcn_code)(code)


CHECKS: Final = (Check(("kind", "code"), _of_its_kind),)


@attrs.frozen(kw_only=True, repr=False)
class IifRow(Brief):
    """One figure of a PCN or practice at the end of the service's year, such as `ACC-08 Numerator`.

    `code_of_measure` is what the file calls IND_CODE; it names an extraction (NCD026), not the contract's indicator.

    Raises:
        ValueError: the code isn't one of its kind.
    """

    kind: str
    code: str
    name: str
    service: str
    at: date
    code_of_measure: str
    measure: str
    value: Decimal | Suppressed
    row: int

    def __attrs_post_init__(self) -> None:
        _of_its_kind(self.kind, self.code)

    @property
    def indicator(self) -> str | None:
        """The indicator in the contract's words, `ACC-08`; None where the measure doesn't start with one."""
        return measure_of(self.measure)[0]


@attrs.frozen(kw_only=True, repr=False)
class IifReading(Reading[IifRow]):
    """The figures of a year. `unused` is what could be read of each row that couldn't be used, by `COLUMNS`."""

    unused: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def of_code(self) -> Mapping[str, Mapping[str, Decimal | Suppressed]]:
        """The figures of each PCN and practice by its code and the measure: `of_code["U00070"]["ACC-08 Numerator"]`."""
        figures: dict[str, dict[str, Decimal | Suppressed]] = {}
        for row in self.rows:
            figures.setdefault(row.code, {})[row.measure] = row.value
        return figures


def read(source: Source, *, name: str = "") -> IifReading:
    r"""Reads the figures of one year.

    A figure that stands there twice is kept once where the values agree, and left out where they don't.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "iif.csv")
        ...     _ = path.write_text(
        ...         "ORGANISATION_TYPE,ORGANISATION_CODE,ORGANISATION_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,"
        ...         "MEASURE,VALUE\n"
        ...         "PCN,U00001,MILLBROOK PCN,NCD2324,31/03/2024,NCD026,ACC-08 Numerator,3214\n"
        ...     )
        ...     reading = read(path)
        >>> reading.of_code["U00001"]["ACC-08 Numerator"]
        Decimal('3214')
    """
    table = table_of(source, COLUMNS, name=name, largest=LONG)
    found = rows_under(IifRow, COLUMNS, table, checks=CHECKS)
    rows, repeated = once_each(
        found.made,
        table.file,
        "MEASURE",
        thing="figure",
        says="values",
        key=_figure,
        shown=lambda row: row.measure,
        saying=lambda row: row.value,
    )
    lost = (attrs.asdict(row, recurse=False) for row in dropped(found.made, rows, _figure))
    problems = in_order(found.problems, repeated)
    return IifReading(file=table.file, rows=rows, problems=problems, unused=(*found.unused, *lost))


def _figure(row: IifRow) -> tuple[str, str]:
    return row.code, row.measure


def measure_of(text: str) -> tuple[str | None, str]:
    """The indicator that a measure names, in the contract's words, and what is measured: ACC-08, `numerator`."""
    match = _MEASURE.fullmatch(text)
    indicator = match["indicator"] if match else None
    return indicator, text.removeprefix(indicator or "").strip().casefold()


def is_code_of(kind: str, code: str) -> bool:
    """Whether a code is one of a kind of organisation."""
    try:
        _of_its_kind(kind, code)
    except ValueError:
        return False
    return True
