"""Reads Excel workbooks (.xlsx) as they are stored: cell by cell, within bounds, nothing calculated, no library.

`book` has the sheets of a workbook and their rows, `xml` goes through one part of it, `values` makes values of cells.
"""
