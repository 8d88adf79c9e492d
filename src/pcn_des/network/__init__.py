"""Whom the contract binds: dated records of a primary care network. They know nothing of the contract."""

from __future__ import annotations

from pcn_des import _hypothesis
from pcn_des.network.access import AccessSession, AccessWeek, CancelledSession, MakeUp
from pcn_des.network.agreement import NetworkAgreement, NetworkArea, Return, Signature, Variation
from pcn_des.network.decisions import Decision
from pcn_des.network.homes import Admission, Alignment, BedCount, CareHome, HomeRound
from pcn_des.network.incentives import IndicatorAdjustment, IndicatorFigures, PartDeclared, PartInPlace
from pcn_des.network.network import Network
from pcn_des.network.partners import Partner, Remittance
from pcn_des.network.people import Appointment, Commissioner, Payee, Vacancy
from pcn_des.network.posts import (
    BaselineVacancy,
    ClaimRecord,
    ExtraHours,
    Invoice,
    Leave,
    Pay,
    Post,
    PostCondition,
)
from pcn_des.network.practices import Membership, OtherMembership, Population, Practice
from pcn_des.network.records import Records, Spell

__all__ = [
    "AccessSession",
    "AccessWeek",
    "Admission",
    "Alignment",
    "Appointment",
    "BaselineVacancy",
    "BedCount",
    "CancelledSession",
    "CareHome",
    "ClaimRecord",
    "Commissioner",
    "Decision",
    "ExtraHours",
    "HomeRound",
    "IndicatorAdjustment",
    "IndicatorFigures",
    "Invoice",
    "Leave",
    "MakeUp",
    "Membership",
    "Network",
    "NetworkAgreement",
    "NetworkArea",
    "OtherMembership",
    "PartDeclared",
    "PartInPlace",
    "Partner",
    "Pay",
    "Payee",
    "Population",
    "Post",
    "PostCondition",
    "Practice",
    "Records",
    "Remittance",
    "Return",
    "Signature",
    "Spell",
    "Vacancy",
    "Variation",
]

_hypothesis.register()  # if Hypothesis is imported already; otherwise it asks when it is
