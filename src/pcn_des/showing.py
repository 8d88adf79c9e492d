"""The one door to display: what shows a thing as text, HTML, a table, a chart or plain values is loaded on first use.

Answers, records and the contract's own objects know nothing of how they are shown. `_SHOWN_BY` says for each type, by
its name, which function of which module does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

TEXT, HTML, PLAIN, FRAME, PLOT, FULL = "text", "html", "plain", "frame", "plot", "full"

_SHOWN_BY: Final[Mapping[str, Mapping[str, str]]] = {
    "AccessLedger": {TEXT: "pcn_des.display.ledgers:ledger_text", HTML: "pcn_des.display.ledgers:ledger_html"},
    "Changes": {TEXT: "pcn_des.display.contracts:changes_text", HTML: "pcn_des.display.contracts:changes_html"},
    "Combined": {
        TEXT: "pcn_des.display.networks:combined_text",
        HTML: "pcn_des.display.networks:combined_html",
        PLAIN: "pcn_des.display.networks:combined_dict",
    },
    "Coverage": {TEXT: "pcn_des.display.contracts:coverage_text"},
    "Deadlines": {TEXT: "pcn_des.display.contracts:deadlines_text"},
    "Finding": {FULL: "pcn_des.display.text:finding_in_full"},
    "Network": {
        TEXT: "pcn_des.display.networks:network_text",
        HTML: "pcn_des.display.networks:network_html",
        PLAIN: "pcn_des.formats.network_file.write:network_dict",
    },
    "Reading": {TEXT: "pcn_des.display.networks:reading_text"},
    "Records": {
        TEXT: "pcn_des.display.networks:records_text",
        HTML: "pcn_des.display.networks:records_html",
        PLAIN: "pcn_des.formats.network_file.write:records_list",
    },
    "Report": {
        TEXT: "pcn_des.display.text:report_text",
        HTML: "pcn_des.display.html:report_html",
        FRAME: "pcn_des.frame.findings:findings_frame",
    },
    "Statement": {
        TEXT: "pcn_des.display.statements:statement_text",
        HTML: "pcn_des.display.statements:statement_html",
    },
    "Timeline": {
        TEXT: "pcn_des.display.timelines:timeline_text",
        HTML: "pcn_des.display.timelines:timeline_html",
        PLOT: "pcn_des.display.plots:timeline_figure",
    },
    "WorkbookReading": {TEXT: "pcn_des.display.networks:workbook_text"},
}


def show(thing: object, how: str, *args: Any, **choices: Any) -> Any:
    """A thing shown as `TEXT`, `HTML`, `PLAIN` values, a `FRAME`, a `PLOT` or in `FULL`, by what knows its type.

    A type that the table does not name is shown as the one that it derives from.
    """
    kind = next(kind.__name__ for kind in type(thing).__mro__ if kind.__name__ in _SHOWN_BY)
    module, function = _SHOWN_BY[kind][how].split(":")
    return getattr(import_module(module), function)(thing, *args, **choices)


class Shown:
    """The face of a public object: `str()` for a terminal of 80 columns, HTML for a notebook, plain values for JSON."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(show(self, TEXT))

    def _repr_html_(self) -> str:
        return str(show(self, HTML))

    def to_dict(self) -> Any:
        """The same as plain values, ready for JSON: numbers and days as texts."""
        return show(self, PLAIN)
