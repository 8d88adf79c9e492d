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
    TEXT: "pcn_des.display.entries:entry_text",
    HTML: "pcn_des.display.entries:entry_html",
    PLAIN: "pcn_des.display.plain:entry_dict",
}
_SHOWN_BY: Final[Mapping[str, Mapping[str, str]]] = {
    "AccessLedger": {TEXT: "pcn_des.display.ledgers:ledger_text", HTML: "pcn_des.display.ledgers:ledger_html"},
    "CalendarDay": {
        TEXT: "pcn_des.display.contracts:calendar_day_text",
        HTML: "pcn_des.display.contracts:calendar_day_html",
    },
    "Change": {TEXT: "pcn_des.display.contracts:change_text", HTML: "pcn_des.display.contracts:change_html"},
    "Changes": {TEXT: "pcn_des.display.contracts:changes_text", HTML: "pcn_des.display.contracts:changes_html"},
    "Checking": {TEXT: "pcn_des.display.contracts:rules_text", HTML: "pcn_des.display.contracts:rules_html"},
    "Citation": {HTML: "pcn_des.display.fragments:citation_html", PLAIN: "pcn_des.display.plain:citation_dict"},
    "Coverage": {TEXT: "pcn_des.display.contracts:coverage_text", HTML: "pcn_des.display.contracts:coverage_html"},
    "Deadlines": {TEXT: "pcn_des.display.contracts:deadlines_text", HTML: "pcn_des.display.contracts:deadlines_html"},
    "Document": {HTML: "pcn_des.display.fragments:document_html", PLAIN: "pcn_des.display.plain:document_dict"},
    "Finding": {PLAIN: "pcn_des.display.plain:finding_dict", FULL: "pcn_des.display.text:finding_in_full"},
    "InForce": {
        TEXT: "pcn_des.display.entries:in_force_text",
        HTML: "pcn_des.display.entries:in_force_html",
        PLAIN: "pcn_des.display.plain:in_force_dict",
    },
    "Indicator": _ENTRY,
    "Obligation": _ENTRY,
    "Payment": _ENTRY,
    "Reimbursable": {
        TEXT: "pcn_des.display.roles:role_text",
        HTML: "pcn_des.display.roles:role_html",
        PLAIN: "pcn_des.display.plain:role_dict",
    },
    "Report": {
        TEXT: "pcn_des.display.text:report_text",
        HTML: "pcn_des.display.html:report_html",
        FRAME: "pcn_des.frame.findings:findings_frame",
    },
    "Role": _ENTRY,
    "Service": _ENTRY,
    "Statement": {
        TEXT: "pcn_des.display.statements:statement_text",
        HTML: "pcn_des.display.statements:statement_html",
    },
    "Term": {
        TEXT: "pcn_des.display.terms:term_text",
        HTML: "pcn_des.display.terms:term_html",
        PLAIN: "pcn_des.display.plain:term_dict",
    },
    "Terms": {
        TEXT: "pcn_des.display.terms:terms_text",
        HTML: "pcn_des.display.terms:terms_html",
        PLAIN: "pcn_des.display.plain:terms_dict",
    },
    "Timeline": {
        TEXT: "pcn_des.display.timelines:timeline_text",
        HTML: "pcn_des.display.timelines:timeline_html",
        PLOT: "pcn_des.display.plots:timeline_figure",
    },
    "Window": _ENTRY,
    "Word": _ENTRY,
}


def show(thing: object, how: str, *args: Any, **choices: Any) -> Any:
    """A thing shown as `TEXT`, `HTML`, `PLAIN` values, a `FRAME`, a `PLOT` or in `FULL`, by what knows its type."""
    module, function = _SHOWN_BY[type(thing).__name__][how].split(":")
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
