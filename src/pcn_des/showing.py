"""The one door to display: what shows a thing as text, HTML, a table, a chart or plain values is loaded on first use.

Answers, records and the contract's own objects know nothing of how they are shown. `_SHOWN_BY` says for each type, by
its name, which function of which module does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from pcn_des.escaping import escaped

TEXT, HTML, PLAIN, CSV, FRAME, PLOT, FULL = "text", "html", "plain", "csv", "frame", "plot", "full"
SHORT, CHECKLIST = "short", "checklist"
_READ_BY_PEOPLE: Final = (TEXT, HTML, FULL, SHORT, CHECKLIST)

_AS_WRITTEN: Final = "display.html:as_written"
_ENTRY: Final[Mapping[str, str]] = {
    TEXT: "display.entries:entry_text",
    HTML: "display.entries:entry_html",
    PLAIN: "display.plain_contract:entry_dict",
}
_SHOWN_BY: Final[Mapping[str, Mapping[str, str]]] = {
    "AccessLedger": {
        TEXT: "display.access_ledger:ledger_text",
        HTML: "display.access_ledger:ledger_html",
        PLAIN: "display.plain:ledger_dict",
        CSV: "display.access_ledger:ledger_csv",
    },
    "AllServices": {
        TEXT: "display.services:services_text",
        HTML: "display.services:services_html",
        PLAIN: "display.plain_contract:in_force_dict",
    },
    "AnswerSpell": {TEXT: "display.timeline:spell_text", HTML: _AS_WRITTEN, PLAIN: "display.plain:spell_dict"},
    "Arrears": {
        TEXT: "display.statement:arrears_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_money:arrears_dict",
    },
    "Backdated": {
        TEXT: "display.workforce:backdated_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:backdated_dict",
    },
    "Briefing": {
        TEXT: "display.briefing:briefing_text",
        HTML: "display.briefing:briefing_html",
        PLAIN: "display.briefing:briefing_dict",
    },
    "CalendarDay": {TEXT: "display.calendar:calendar_day_text", HTML: "display.calendar:calendar_day_html"},
    "Cause": {TEXT: "display.verification:cause_text", HTML: _AS_WRITTEN, PLAIN: "display.verification:cause_dict"},
    "Change": {TEXT: "display.changes:change_text", HTML: "display.changes:change_html"},
    "Changes": {
        TEXT: "display.changes:changes_text",
        HTML: "display.changes:changes_html",
        CSV: "display.answer_rows:changes_csv",
        FRAME: "frame.answer_tables:changes_frame",
    },
    "Checking": {TEXT: "display.coverage:rules_text", HTML: "display.coverage:rules_html"},
    "Citation": {HTML: "display.fragments:citation_html", PLAIN: "display.plain_contract:citation_dict"},
    "Claim": {
        TEXT: "display.claims:claim_text",
        HTML: "display.claims:claim_html",
        PLAIN: "display.plain_workforce:claim_dict",
    },
    "ClaimCheck": {
        TEXT: "display.workforce:claim_check_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:claim_check_dict",
    },
    "ClaimLine": {
        TEXT: "display.claims:claim_line_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:claim_line_dict",
    },
    "Combined": {
        TEXT: "display.networks:combined_text",
        HTML: "display.networks:combined_html",
        PLAIN: "display.networks:combined_dict",
    },
    "CouldHire": {
        TEXT: "display.workforce:could_hire_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:could_hire_dict",
    },
    "Coverage": {TEXT: "display.coverage:coverage_text", HTML: "display.coverage:coverage_html"},
    "Deadlines": {TEXT: "display.calendar:deadlines_text", HTML: "display.calendar:deadlines_html"},
    "Difference": {TEXT: "display.finding:difference_text", HTML: _AS_WRITTEN, PLAIN: "display.plain:difference_dict"},
    "Document": {HTML: "display.fragments:document_html", PLAIN: "display.plain_contract:document_dict"},
    "EndedStream": {
        TEXT: "display.statement:ended_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_money:ended_dict",
    },
    "Finding": {
        TEXT: "display.finding:finding_text",
        HTML: "display.finding:finding_html",
        PLAIN: "display.plain:finding_dict",
        FULL: "display.finding:finding_in_full",
    },
    "Gain": {TEXT: "display.points:gain_text", HTML: _AS_WRITTEN, PLAIN: "display.plain_points:gain_dict"},
    "Heading": {TEXT: "display.report:heading_text", HTML: _AS_WRITTEN, PLAIN: "display.plain:heading_dict"},
    "Improvement": {
        TEXT: "display.improvement:improvement_text",
        HTML: "display.improvement:improvement_html",
        PLAIN: "display.improvement:improvement_dict",
        CSV: "display.improvement:improvement_csv",
    },
    "ImprovementPart": {
        TEXT: "display.improvement:improvement_part_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.improvement:improvement_part_dict",
    },
    "IifYear": {
        TEXT: "display.points:iif_text",
        FULL: "display.points:iif_in_full",
        HTML: "display.points:iif_html",
        PLAIN: "display.plain_points:iif_dict",
        CSV: "display.points:iif_csv",
    },
    "InForce": {
        TEXT: "display.entries:in_force_text",
        HTML: "display.entries:in_force_html",
        PLAIN: "display.plain_contract:in_force_dict",
    },
    "Indicator": _ENTRY,
    "KeyDate": _ENTRY,
    "IndicatorPoints": {
        TEXT: "display.points:indicator_points_text",
        FULL: "display.points:indicator_points_in_full",
        HTML: "display.points:indicator_points_html",
        PLAIN: "display.plain_points:indicator_points_dict",
    },
    "IndicatorRow": {
        TEXT: "display.indicators:row_text",
        HTML: "display.indicators:row_html",
        PLAIN: "display.indicators:row_dict",
    },
    "Indicators": {
        TEXT: "display.indicators:indicators_text",
        HTML: "display.indicators:indicators_html",
        PLAIN: "display.indicators:indicators_dict",
    },
    "LaterStart": {
        TEXT: "display.workforce:later_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:later_dict",
    },
    "LedgerWeek": {TEXT: "display.access_ledger:week_text", HTML: _AS_WRITTEN, PLAIN: "display.plain:week_dict"},
    "Line": {TEXT: "display.statement:line_text", HTML: _AS_WRITTEN, PLAIN: "display.plain_money:line_dict"},
    "Listing": {
        TEXT: "display.listing:listing_text",
        HTML: "display.listing:listing_html",
        PLAIN: "display.listing:listing_dict",
    },
    "National": {
        TEXT: "display.national:national_text",
        HTML: "display.national:national_html",
        PLAIN: "display.national:national_dict",
        CSV: "display.national:national_csv",
        PLOT: "display.national_plot:national_figure",
    },
    "Network": {
        TEXT: "display.networks:network_text",
        HTML: "display.networks:network_html",
        PLAIN: "formats.network_file.write:network_dict",
    },
    "Obligation": _ENTRY,
    "Outcome": {TEXT: "display.cases:outcome_text", HTML: _AS_WRITTEN, PLAIN: "display.plain:outcome_dict"},
    "Overview": {TEXT: "display.listing:overview_text", HTML: "display.listing:overview_html"},
    "OwedBack": {TEXT: "display.access_ledger:owed_text", HTML: _AS_WRITTEN, PLAIN: "display.plain:owed_dict"},
    "Payment": _ENTRY,
    "PointsStep": {
        TEXT: "display.points:points_step_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_points:points_step_dict",
    },
    "PostYear": {
        TEXT: "display.workforce:post_year_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:post_year_dict",
    },
    "Pot": {
        TEXT: "display.workforce:pot_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:pot_dict",
    },
    "PublishedPayment": {
        TEXT: "display.published:payment_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.published:payment_dict",
    },
    "PublishedYear": {
        TEXT: "display.published:published_text",
        HTML: "display.published:published_html",
        PLAIN: "display.published:published_dict",
        CSV: "display.published:published_csv",
    },
    "Reach": {TEXT: "display.reach:reach_text", HTML: "display.reach:reach_html"},
    "Reading": {TEXT: "display.networks:reading_text"},
    "ReadingBlock": {
        TEXT: "display.readings:block_text",
        HTML: "display.readings:block_html",
        PLAIN: "display.plain_contract:block_dict",
    },
    "Receipt": {TEXT: "display.report:receipt_in_lines", HTML: _AS_WRITTEN, PLAIN: "display.plain:receipt_dict"},
    "ReconciledMonth": {
        TEXT: "display.reconciliation:reconciled_month_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.reconciliation:reconciled_month_dict",
    },
    "Reconciliation": {
        TEXT: "display.reconciliation:reconciliation_text",
        HTML: "display.reconciliation:reconciliation_html",
        PLAIN: "display.reconciliation:reconciliation_dict",
        CSV: "display.reconciliation:reconciliation_csv",
    },
    "Records": {
        TEXT: "display.networks:records_text",
        HTML: "display.networks:records_html",
        PLAIN: "formats.network_file.write:records_list",
    },
    "Reimbursable": {
        TEXT: "display.roles:role_text",
        HTML: "display.roles:role_html",
        PLAIN: "display.plain_contract:role_dict",
    },
    "Report": {
        TEXT: "display.report:report_text",
        SHORT: "display.report:report_in_short",
        CHECKLIST: "display.checklist:checklist_text",
        HTML: "display.report:report_html",
        PLAIN: "display.plain:report_dict",
        FRAME: "frame.findings:findings_frame",
    },
    "Role": _ENTRY,
    "RoleLimit": {
        TEXT: "display.workforce:role_limit_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_workforce:role_limit_dict",
    },
    "RoleReturn": {
        TEXT: "display.workforce_return:role_return_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.workforce_return:role_return_dict",
    },
    "Service": _ENTRY,
    "Statement": {
        TEXT: "display.statement:statement_text",
        HTML: "display.statement:statement_html",
        PLAIN: "display.plain_money:statement_dict",
        FRAME: "frame.answer_tables:statement_frame",
    },
    "Statements": {
        TEXT: "display.statements:statements_text",
        HTML: "display.statements:statements_html",
        PLAIN: "display.statements:statements_dict",
        CSV: "display.statements:statements_csv",
        PLOT: "display.statements_plot:statements_figure",
    },
    "StreamDifference": {
        TEXT: "display.what_if:stream_difference_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.plain_money:stream_difference_dict",
    },
    "StreamTotal": {
        TEXT: "display.statement:stream_text",
        FULL: "display.stream_explained:stream_in_full",
        HTML: "display.statement:stream_html",
        PLAIN: "display.plain_money:stream_dict",
    },
    "Term": {
        TEXT: "display.terms:term_text",
        HTML: "display.terms:term_html",
        PLAIN: "display.plain_contract:term_dict",
    },
    "Terms": {
        TEXT: "display.listing:terms_text",
        HTML: "display.listing:terms_html",
        PLAIN: "display.plain_contract:terms_dict",
    },
    "Timeline": {
        TEXT: "display.timeline:timeline_text",
        HTML: "display.timeline:timeline_html",
        PLAIN: "display.plain:timeline_dict",
        CSV: "display.answer_rows:timeline_csv",
        FRAME: "frame.answer_tables:timeline_frame",
        PLOT: "display.plots:timeline_figure",
    },
    "Turned": {
        TEXT: "display.verification:turned_text",
        HTML: _AS_WRITTEN,
        PLAIN: "display.verification:turned_dict",
    },
    "Verification": {
        TEXT: "display.verification:verification_text",
        HTML: "display.verification:verification_html",
        PLAIN: "display.verification:verification_dict",
    },
    "WhatIf": {
        TEXT: "display.what_if:what_if_text",
        HTML: "display.what_if:what_if_html",
        PLAIN: "display.plain_money:what_if_dict",
    },
    "Window": _ENTRY,
    "Word": _ENTRY,
    "WorkbookReading": {TEXT: "display.networks:workbook_text"},
    "Workforce": {
        TEXT: "display.workforce:workforce_text",
        FULL: "display.workforce:workforce_in_full",
        HTML: "display.workforce:workforce_html",
        PLAIN: "display.plain_workforce:workforce_dict",
        CSV: "display.workforce:workforce_csv",
        PLOT: "display.workforce_plot:workforce_figure",
    },
    "WorkforceReturn": {
        TEXT: "display.workforce_return:return_text",
        HTML: "display.workforce_return:return_html",
        PLAIN: "display.workforce_return:return_dict",
        CSV: "display.workforce_return:return_csv",
        FRAME: "frame.workforce_return:roles_frame",
    },
}


def show(thing: object, how: str, *args: Any, width: int | None = None, **choices: Any) -> Any:
    """A thing shown as `TEXT`, `HTML`, `PLAIN` values, `CSV`, a `FRAME`, `PLOT` or `CHECKLIST`, in `FULL` or `SHORT`.

    It is shown by what knows its type; a type that the table does not name, as the one that it derives from. In what
    people read, the first line of an answer from a draft of a contract year (its `draft_of`) says so, and characters
    that would steer a terminal or turn the direction of text are spelt out. `width` is that of a text, where not 80.
    """
    sized = {} if width is None else {"width": width}
    kind = next(kind.__name__ for kind in type(thing).__mro__ if kind.__name__ in _SHOWN_BY)
    module, function = _SHOWN_BY[kind][how].split(":")
    shown = getattr(import_module(f"pcn_des.{module}"), function)(thing, *args, **sized, **choices)
    if how not in _READ_BY_PEOPLE:
        return shown
    draft_of = next(filter(None, (getattr(one, "draft_of", "") for one in (thing, *args))), "")
    if draft_of:
        begun = import_module("pcn_des.display.draft").begun
        shown = begun(shown, draft_of, how, **sized)
    return escaped(shown)


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
