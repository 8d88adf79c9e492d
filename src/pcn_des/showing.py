"""The one door to display: what shows a thing as text, HTML, a table, a chart or plain values is loaded on first use.

Answers, records and the contract's own objects know nothing of how they are shown. `_SHOWN_BY` says for each type, by
its name, which function of which module does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

TEXT, HTML, PLAIN, CSV, FRAME, PLOT, FULL = "text", "html", "plain", "csv", "frame", "plot", "full"

_AS_WRITTEN: Final = "pcn_des.display.html:as_written"
_SHOWN_BY: Final[Mapping[str, Mapping[str, str]]] = {
    "AccessLedger": {
        TEXT: "pcn_des.display.access_ledger:ledger_text",
        HTML: "pcn_des.display.access_ledger:ledger_html",
        PLAIN: "pcn_des.display.plain:ledger_dict",
        CSV: "pcn_des.display.access_ledger:ledger_csv",
    },
    "AnswerSpell": {
        TEXT: "pcn_des.display.timeline:spell_text",
        HTML: _AS_WRITTEN,
        PLAIN: "pcn_des.display.plain:spell_dict",
    },
    "Changes": {TEXT: "pcn_des.display.contracts:changes_text", HTML: "pcn_des.display.contracts:changes_html"},
    "Coverage": {TEXT: "pcn_des.display.contracts:coverage_text", HTML: _AS_WRITTEN},
    "Deadlines": {TEXT: "pcn_des.display.contracts:deadlines_text", HTML: _AS_WRITTEN},
    "Difference": {
        TEXT: "pcn_des.display.finding:difference_text",
        HTML: _AS_WRITTEN,
        PLAIN: "pcn_des.display.plain:difference_dict",
    },
    "Finding": {
        TEXT: "pcn_des.display.finding:finding_text",
        HTML: "pcn_des.display.finding:finding_html",
        PLAIN: "pcn_des.display.plain:finding_dict",
        FULL: "pcn_des.display.finding:finding_in_full",
    },
    "Heading": {
        TEXT: "pcn_des.display.report:heading_text",
        HTML: _AS_WRITTEN,
        PLAIN: "pcn_des.display.plain:heading_dict",
    },
    "LedgerWeek": {
        TEXT: "pcn_des.display.access_ledger:week_text",
        HTML: _AS_WRITTEN,
        PLAIN: "pcn_des.display.plain:week_dict",
    },
    "Line": {TEXT: "pcn_des.display.statement:line_text", HTML: _AS_WRITTEN, PLAIN: "pcn_des.display.plain:line_dict"},
    "Outcome": {
        TEXT: "pcn_des.display.cases:outcome_text",
        HTML: _AS_WRITTEN,
        PLAIN: "pcn_des.display.plain:outcome_dict",
    },
    "OwedBack": {
        TEXT: "pcn_des.display.access_ledger:owed_text",
        HTML: _AS_WRITTEN,
        PLAIN: "pcn_des.display.plain:owed_dict",
    },
    "Receipt": {
        TEXT: "pcn_des.display.report:receipt_in_lines",
        HTML: _AS_WRITTEN,
        PLAIN: "pcn_des.display.plain:receipt_dict",
    },
    "Report": {
        TEXT: "pcn_des.display.report:report_text",
        HTML: "pcn_des.display.report:report_html",
        PLAIN: "pcn_des.display.plain:report_dict",
        FRAME: "pcn_des.frame.findings:findings_frame",
    },
    "Statement": {
        TEXT: "pcn_des.display.statement:statement_text",
        HTML: "pcn_des.display.statement:statement_html",
        PLAIN: "pcn_des.display.plain:statement_dict",
    },
    "StreamTotal": {
        TEXT: "pcn_des.display.statement:stream_text",
        HTML: "pcn_des.display.statement:stream_html",
        PLAIN: "pcn_des.display.plain:stream_dict",
    },
    "Timeline": {
        TEXT: "pcn_des.display.timeline:timeline_text",
        HTML: "pcn_des.display.timeline:timeline_html",
        PLAIN: "pcn_des.display.plain:timeline_dict",
        PLOT: "pcn_des.display.plots:timeline_figure",
    },
}


def show(thing: object, how: str, *args: Any, **choices: Any) -> Any:
    """A thing as `TEXT`, `HTML`, `PLAIN` values, `CSV`, a `FRAME`, a `PLOT` or in `FULL`, by what knows its type.

    A subclass is shown as the class that it is made from.
    """
    known = next(kind.__name__ for kind in type(thing).__mro__ if kind.__name__ in _SHOWN_BY)
    module, function = _SHOWN_BY[known][how].split(":")
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
