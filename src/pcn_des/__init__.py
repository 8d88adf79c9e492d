"""The Network Contract DES, England's primary care network contract, for every day since 1 July 2019.

The public names are loaded on first use, so that `import pcn_des` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pcn_des._version import __version__

if TYPE_CHECKING:
    from pcn_des.assessment import assess
    from pcn_des.contract.changes import Changes, compare
    from pcn_des.contract.coverage import coverage
    from pcn_des.contract.deadlines import CalendarDay, Deadlines, deadlines
    from pcn_des.contract.entries import Obligation, Role, Service, Term
    from pcn_des.contract.history import history
    from pcn_des.contract.question import terms
    from pcn_des.contract.roles import Reimbursable, reimbursable
    from pcn_des.contract.terms import Terms
    from pcn_des.entitlement import entitlements
    from pcn_des.errors import (
        ContractDataError,
        FileFormatError,
        MissingExtraError,
        MisuseError,
        OutsideDataError,
        PcnDesError,
        RecordError,
        RuleDefinitionError,
        UnknownNameError,
    )
    from pcn_des.examples.bundled import example_network
    from pcn_des.ledger import AccessLedger, access_ledger
    from pcn_des.network import Network, Records
    from pcn_des.network.read import read_network
    from pcn_des.network.write import write_network
    from pcn_des.over_time import AnswerSpell, Timeline, timeline
    from pcn_des.report import Finding, Report
    from pcn_des.sources import Citation, Document, Standing
    from pcn_des.statement import Line, Statement, StreamTotal
    from pcn_des.status import Status
    from pcn_des.units import Money, Quantity
    from pcn_des.values import NEVER, UNKNOWN

_HOMES = {
    "assess": "pcn_des.assessment",
    "Obligation": "pcn_des.contract.entries",
    "Role": "pcn_des.contract.entries",
    "Service": "pcn_des.contract.entries",
    "Term": "pcn_des.contract.entries",
    "Changes": "pcn_des.contract.changes",
    "compare": "pcn_des.contract.changes",
    "coverage": "pcn_des.contract.coverage",
    "CalendarDay": "pcn_des.contract.deadlines",
    "Deadlines": "pcn_des.contract.deadlines",
    "deadlines": "pcn_des.contract.deadlines",
    "history": "pcn_des.contract.history",
    "Reimbursable": "pcn_des.contract.roles",
    "reimbursable": "pcn_des.contract.roles",
    "Terms": "pcn_des.contract.terms",
    "terms": "pcn_des.contract.question",
    "entitlements": "pcn_des.entitlement",
    "Line": "pcn_des.statement",
    "Statement": "pcn_des.statement",
    "StreamTotal": "pcn_des.statement",
    "Money": "pcn_des.units",
    "ContractDataError": "pcn_des.errors",
    "FileFormatError": "pcn_des.errors",
    "MissingExtraError": "pcn_des.errors",
    "MisuseError": "pcn_des.errors",
    "OutsideDataError": "pcn_des.errors",
    "PcnDesError": "pcn_des.errors",
    "RecordError": "pcn_des.errors",
    "RuleDefinitionError": "pcn_des.errors",
    "UnknownNameError": "pcn_des.errors",
    "example_network": "pcn_des.examples.bundled",
    "AccessLedger": "pcn_des.ledger",
    "access_ledger": "pcn_des.ledger",
    "Network": "pcn_des.network",
    "Records": "pcn_des.network",
    "read_network": "pcn_des.network.read",
    "write_network": "pcn_des.network.write",
    "Finding": "pcn_des.report",
    "Report": "pcn_des.report",
    "Citation": "pcn_des.sources",
    "Document": "pcn_des.sources",
    "Standing": "pcn_des.sources",
    "Status": "pcn_des.status",
    "AnswerSpell": "pcn_des.over_time",
    "Timeline": "pcn_des.over_time",
    "timeline": "pcn_des.over_time",
    "Quantity": "pcn_des.units",
    "NEVER": "pcn_des.values",
    "UNKNOWN": "pcn_des.values",
}

__all__ = [
    "NEVER",
    "UNKNOWN",
    "AccessLedger",
    "AnswerSpell",
    "CalendarDay",
    "Changes",
    "Citation",
    "ContractDataError",
    "Deadlines",
    "Document",
    "FileFormatError",
    "Finding",
    "Line",
    "MissingExtraError",
    "MisuseError",
    "Money",
    "Network",
    "Obligation",
    "OutsideDataError",
    "PcnDesError",
    "Quantity",
    "RecordError",
    "Records",
    "Reimbursable",
    "Report",
    "Role",
    "RuleDefinitionError",
    "Service",
    "Standing",
    "Statement",
    "Status",
    "StreamTotal",
    "Term",
    "Terms",
    "Timeline",
    "UnknownNameError",
    "__version__",
    "access_ledger",
    "assess",
    "compare",
    "coverage",
    "deadlines",
    "entitlements",
    "example_network",
    "history",
    "read_network",
    "reimbursable",
    "terms",
    "timeline",
    "write_network",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'pcn_des' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_HOMES))
