"""The workbook in which a practice manager keeps the records of a network: written, explained and read again.

The sheets and their columns are declared once, in `sheets`; writing, reading, help and drop-downs follow from there.
"""

from __future__ import annotations

from pcn_des.formats.workbook.problems import CellProblem
from pcn_des.formats.workbook.reading import WorkbookReading, network, read
from pcn_des.formats.workbook.writing import write, write_empty

__all__ = ["CellProblem", "WorkbookReading", "network", "read", "write", "write_empty"]
