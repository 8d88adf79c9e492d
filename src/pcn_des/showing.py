"""The one door to display: what shows a thing as text, HTML, a table, a chart or plain values is loaded on first use.

Answers, records and the contract's own objects know nothing of how they are shown. `_SHOWN_BY` says for each type, by
its name, which function of which module does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

TEXT, HTML, PLAIN, FRAME, PLOT, FULL = "text", "html", "plain", "frame", "plot", "full"

_ENTRY: Final[Mapping[str, str]] = {
    TEXT: "display.entries:entry_text",
    HTML: "display.entries:entry_html",
    PLAIN: "display.plain:entry_dict",
}
_SHOWN_BY: Final[Mapping[str, Mapping[str, str]]] = {
    "AccessLedger": {TEXT: "display.ledgers:ledger_text", HTML: "display.ledgers:ledger_html"},
    "CalendarDay": {TEXT: "display.contracts:calendar_day_text", HTML: "display.contracts:calendar_day_html"},
    "Change": {TEXT: "display.contracts:change_text", HTML: "display.contracts:change_html"},
    "Changes": {TEXT: "display.contracts:changes_text", HTML: "display.contracts:changes_html"},
    "Checking": {TEXT: "display.contracts:rules_text", HTML: "display.contracts:rules_html"},
    "Citation": {HTML: "display.fragments:citation_html", PLAIN: "display.plain:citation_dict"},
    "Combined": {
        TEXT: "display.networks:combined_text",
        HTML: "display.networks:combined_html",
        PLAIN: "display.networks:combined_dict",
    },
    "Coverage": {TEXT: "display.contracts:coverage_text", HTML: "display.contracts:coverage_html"},
    "Deadlines": {TEXT: "display.contracts:deadlines_text", HTML: "display.contracts:deadlines_html"},
    "Document": {HTML: "display.fragments:document_html", PLAIN: "display.plain:document_dict"},
    "Finding": {PLAIN: "display.plain:finding_dict", FULL: "display.text:finding_in_full"},
    "InForce": {
        TEXT: "display.entries:in_force_text",
        HTML: "display.entries:in_force_html",
        PLAIN: "display.plain:in_force_dict",
    },
    "Indicator": _ENTRY,
    "Network": {
        TEXT: "display.networks:network_text",
        HTML: "display.networks:network_html",
        PLAIN: "formats.network_file.write:network_dict",
    },
    "Obligation": _ENTRY,
    "Payment": _ENTRY,
    "Reading": {TEXT: "display.networks:reading_text"},
    "Records": {
        TEXT: "display.networks:records_text",
        HTML: "display.networks:records_html",
        PLAIN: "formats.network_file.write:records_list",
    },
    "Reimbursable": {
        TEXT: "display.roles:role_text",
        HTML: "display.roles:role_html",
        PLAIN: "display.plain:role_dict",
    },
    "Report": {
        TEXT: "display.text:report_text",
        HTML: "display.html:report_html",
        FRAME: "frame.findings:findings_frame",
    },
    "Role": _ENTRY,
    "Service": _ENTRY,
    "Statement": {TEXT: "display.statements:statement_text", HTML: "display.statements:statement_html"},
    "Term": {TEXT: "display.terms:term_text", HTML: "display.terms:term_html", PLAIN: "display.plain:term_dict"},
    "Terms": {TEXT: "display.terms:terms_text", HTML: "display.terms:terms_html", PLAIN: "display.plain:terms_dict"},
    "Timeline": {
        TEXT: "display.timelines:timeline_text",
        HTML: "display.timelines:timeline_html",
        PLOT: "display.plots:timeline_figure",
    },
    "Window": _ENTRY,
    "Word": _ENTRY,
    "WorkbookReading": {TEXT: "display.networks:workbook_text"},
}


def show(thing: object, how: str, *args: Any, **choices: Any) -> Any:
    """A thing shown as `TEXT`, `HTML`, `PLAIN` values, a `FRAME`, a `PLOT` or in `FULL`, by what knows its type.

    A type that the table does not name is shown as the one that it derives from.
    """
    kind = next(kind.__name__ for kind in type(thing).__mro__ if kind.__name__ in _SHOWN_BY)
    module, function = _SHOWN_BY[kind][how].split(":")
    return getattr(import_module(f"pcn_des.{module}"), function)(thing, *args, **choices)


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
