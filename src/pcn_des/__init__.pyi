# The public names, and where each lives. This list is the only one: `__init__.py` reads it.
from pcn_des._version import __version__ as __version__
from pcn_des.answers.access_ledger import AccessLedger as AccessLedger
from pcn_des.answers.amount import Amount as Amount
from pcn_des.answers.arrears import Arrears as Arrears
from pcn_des.answers.briefing import Briefing as Briefing
from pcn_des.answers.claim import Claim as Claim
from pcn_des.answers.claim import ClaimLine as ClaimLine
from pcn_des.answers.finding import Finding as Finding
from pcn_des.answers.improvement import Improvement as Improvement
from pcn_des.answers.national import National as National
from pcn_des.answers.points import Gain as Gain
from pcn_des.answers.points import IifYear as IifYear
from pcn_des.answers.points import IndicatorPoints as IndicatorPoints
from pcn_des.answers.points import PointsStep as PointsStep
from pcn_des.answers.published import PublishedPayment as PublishedPayment
from pcn_des.answers.published import PublishedYear as PublishedYear
from pcn_des.answers.reconciliation import ReconciledMonth as ReconciledMonth
from pcn_des.answers.reconciliation import Reconciliation as Reconciliation
from pcn_des.answers.report import Report as Report
from pcn_des.answers.statement import Line as Line
from pcn_des.answers.statement import Statement as Statement
from pcn_des.answers.statement import StreamTotal as StreamTotal
from pcn_des.answers.statements import Statements as Statements
from pcn_des.answers.status import Status as Status
from pcn_des.answers.timeline import AnswerSpell as AnswerSpell
from pcn_des.answers.timeline import Timeline as Timeline
from pcn_des.answers.verification import Verification as Verification
from pcn_des.answers.what_if import WhatIf as WhatIf
from pcn_des.answers.workforce import CouldHire as CouldHire
from pcn_des.answers.workforce import PostYear as PostYear
from pcn_des.answers.workforce import Pot as Pot
from pcn_des.answers.workforce import Workforce as Workforce
from pcn_des.answers.workforce_return import WorkforceReturn as WorkforceReturn
from pcn_des.contract.calendar_day import CalendarDay as CalendarDay
from pcn_des.contract.changes import Change as Change
from pcn_des.contract.changes import Changes as Changes
from pcn_des.contract.changes import compare as compare
from pcn_des.contract.coverage import Coverage as Coverage
from pcn_des.contract.coverage import coverage as coverage
from pcn_des.contract.deadlines import Deadlines as Deadlines
from pcn_des.contract.deadlines import deadlines as deadlines
from pcn_des.contract.entries import Obligation as Obligation
from pcn_des.contract.entries import Role as Role
from pcn_des.contract.entries import Service as Service
from pcn_des.contract.entries import Term as Term
from pcn_des.contract.history import history as history
from pcn_des.contract.question import terms as terms
from pcn_des.contract.roles import Reimbursable as Reimbursable
from pcn_des.contract.roles import reimbursable as reimbursable
from pcn_des.contract.terms import Terms as Terms
from pcn_des.errors import (
    ContractDataError as ContractDataError,
)
from pcn_des.errors import (
    EndedStreamError as EndedStreamError,
)
from pcn_des.errors import (
    FileFormatError as FileFormatError,
)
from pcn_des.errors import (
    MissingExtraError as MissingExtraError,
)
from pcn_des.errors import (
    MisuseError as MisuseError,
)
from pcn_des.errors import (
    OutsideDataError as OutsideDataError,
)
from pcn_des.errors import (
    PcnDesError as PcnDesError,
)
from pcn_des.errors import (
    PlainTextError as PlainTextError,
)
from pcn_des.errors import (
    RecordError as RecordError,
)
from pcn_des.errors import (
    RuleDefinitionError as RuleDefinitionError,
)
from pcn_des.errors import (
    UnknownNameError as UnknownNameError,
)
from pcn_des.errors import (
    WritingError as WritingError,
)
from pcn_des.errors import (
    WrongTypeError as WrongTypeError,
)
from pcn_des.examples.bundled import example_network as example_network
from pcn_des.formats.combine.network import Combined as Combined
from pcn_des.formats.combine.network import Contradiction as Contradiction
from pcn_des.formats.combine.network import network_from_files as network_from_files
from pcn_des.formats.indicator_figures import indicator_figures as indicator_figures
from pcn_des.formats.national.table import national as national
from pcn_des.formats.network_file.read import read_network as read_network
from pcn_des.formats.network_file.write import write_network as write_network
from pcn_des.formats.verifying import verify as verify
from pcn_des.formats.workforce_return import workforce_return as workforce_return
from pcn_des.network import Network as Network
from pcn_des.network import Records as Records
from pcn_des.questions.access_ledger import access_ledger as access_ledger
from pcn_des.questions.assess import assess as assess
from pcn_des.questions.assess_many import assess_many as assess_many
from pcn_des.questions.briefing import briefing as briefing
from pcn_des.questions.claim import claim as claim
from pcn_des.questions.could_hire import could_hire as could_hire
from pcn_des.questions.entitlements import entitlements as entitlements
from pcn_des.questions.iif import iif as iif
from pcn_des.questions.improvement import improvement as improvement
from pcn_des.questions.indicator_points import indicator_points as indicator_points
from pcn_des.questions.many_statements import entitlements_many as entitlements_many
from pcn_des.questions.many_statements import streams_by_year as streams_by_year
from pcn_des.questions.reach import Reach as Reach
from pcn_des.questions.reach import reach as reach
from pcn_des.questions.reconcile import reconcile as reconcile
from pcn_des.questions.reconcile_published import reconcile_published as reconcile_published
from pcn_des.questions.timeline import timeline as timeline
from pcn_des.questions.what_if import what_if as what_if
from pcn_des.questions.workforce import workforce as workforce
from pcn_des.sources import Citation as Citation
from pcn_des.sources import Document as Document
from pcn_des.sources import Standing as Standing
from pcn_des.units import Money as Money
from pcn_des.units import Quantity as Quantity
from pcn_des.values import NEVER as NEVER
from pcn_des.values import UNKNOWN as UNKNOWN
