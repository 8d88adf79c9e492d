"""The public names as somebody uses them whose code is checked with mypy --strict. It is checked, never run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

import pcn_des as des
from pcn_des.formats import practice_map
from pcn_des.formats.payments import read_networks

DAY = date(2022, 11, 14)


def the_contract() -> None:
    contract = des.terms(DAY, known_on=date(2022, 9, 30))
    assert_type(contract, des.Terms)
    assert_type(contract.contract_year, str)
    term = contract["enhanced_access.minutes_per_1000"]
    assert_type(term, des.Term)
    assert_type(term.in_words, str)
    assert_type(term.standing, des.Standing | None)
    assert_type(term.sources, tuple[des.Citation, ...])
    assert_type(term.sources[0].document, des.Document)
    assert_type(contract.obligations["enhanced_access.weekly_minutes"], des.Obligation)
    assert_type(contract.services["enhanced_access"], des.Service)
    assert_type(contract.roles["care_coordinator"], des.Role)
    assert_type(contract.amend({"enhanced_access.minutes_per_1000": Decimal("61.5")}), des.Terms)
    assert_type(des.history("enhanced_access.minutes_per_1000"), tuple[des.Term, ...])


def the_contract_over_time() -> None:
    changes = des.compare("2021/22", "2022/23")
    assert_type(changes, des.Changes)
    assert_type(changes.added, tuple[des.Change, ...])
    days = des.deadlines("2022/23")
    assert_type(days, des.Deadlines)
    for day in days:
        assert_type(day, des.CalendarDay)
        assert_type(day.day, date | None)
    assert_type(days.with_local([des.CalendarDay.local(DAY, "Send the return")]).to_ical(), bytes)
    role = des.reimbursable("care_coordinator", DAY, area="london", registered=51_000)
    assert_type(role, des.Reimbursable)
    assert_type(role.answer, bool)
    assert_type(des.coverage(), des.Coverage)
    assert_type(des.reach(), des.Reach)


def a_network() -> des.Network:
    own = des.read_network({"code": "U00001", "name": "Millbrook PCN"})
    assert_type(own, des.Network)
    assert_type(des.example_network(), des.Network)
    payees: des.Records[Any] = des.Records([], complete=True)
    assert_type(payees.complete, bool)
    des.write_network(own, "millbrook.toml")
    combined = des.network_from_files("U00254", epcn="ePCN.xlsx", base="millbrook.toml")
    assert_type(combined, des.Combined)
    assert_type(combined.contradictions, tuple[des.Contradiction, ...])
    return combined.network


def questions_of_a_network(network: des.Network) -> None:
    report = des.assess(network, DAY)
    assert_type(report, des.Report)
    assert_type(des.assess_many([network], DAY, processes=2, progress=True), Iterator[des.Report])
    finding = report["enhanced_access.weekly_minutes"]
    assert_type(finding, des.Finding)
    assert_type(finding.status, des.Status)
    assert finding.status is not des.Status.UNKNOWN
    if isinstance(finding.observed, des.Quantity):
        assert_type(finding.observed.value, Decimal | None)
        assert_type(finding.observed.exact, Fraction | None)
    for rule, of_rule in report.items():
        print(rule, of_rule.reason)

    timeline = des.timeline(network, date(2022, 10, 1), date(2022, 12, 31))
    assert_type(timeline, des.Timeline)
    assert_type(timeline["enhanced_access.weekly_minutes"], tuple[des.AnswerSpell, ...])

    statement = des.entitlements({"population.registered": 42_000}, "2022/23", paid_by="commissioner")
    assert_type(statement, des.Statement)
    assert_type(statement["core_pcn_funding"], des.StreamTotal)
    assert_type(statement.lines, tuple[des.Line, ...])
    assert_type(statement.total + des.Money(Decimal("1.50")), des.Money)

    through = des.streams_by_year(network)
    assert_type(through, des.Statements)
    assert_type(through["2022/23"], des.Statement)
    assert_type([one.total for one in des.entitlements_many([network], "2022/23")], list[des.Money])
    assert_type(des.access_ledger(network, date(2022, 10, 1), date(2022, 10, 31)), des.AccessLedger)
    found = des.verify("report.json", network)
    assert_type(found, des.Verification)
    assert_type(des.verify(report.to_dict(), {"population.adjusted": 51_230}).same, bool)
    assert_type([turned.before for turned in found.turned], list[des.Status | None])
    returned = des.workforce_return("workforce.csv", network, registered=42_000, claimed={"paramedic": Decimal("1.5")})
    assert_type(returned, des.WorkforceReturn)
    assert_type(returned.questions, tuple[str, ...])
    assert_type(returned.total, Decimal | None)
    assert_type(des.what_if(network, "Y99905", "leaves", on=date(2022, 11, 1)), des.WhatIf)


def claims(network: des.Network) -> None:
    one = des.claim("P1", DAY, network, known_on=DAY)
    assert_type(one, des.Claim)
    assert_type(one.lines, tuple[des.ClaimLine, ...])
    assert_type(one.claimable, des.Money | None)
    year = des.workforce(network, "2022/23", DAY, known_then=DAY)
    assert_type(year, des.Workforce)
    assert_type(year.posts, tuple[des.PostYear, ...])
    assert_type(year.pots, tuple[des.Pot, ...])
    assert_type(year["arrs_sum"], des.PostYear | des.Pot)
    assert_type(year.pots[0].unspent, des.Amount)
    room = des.could_hire("paramedic", date(2022, 12, 1), left=year.pots[0].unspent, registered=42_000)
    assert_type(room, des.CouldHire)
    assert_type(room.wte, Decimal | None)
    assert_type(des.workforce(network.without_post("P1"), "2022/23").to_csv(), str)


def the_fund(network: des.Network) -> None:
    points = des.indicator_points("CAN-04", "2025/26", numerator=74, denominator=100, list_size_adjustment="1.1")
    assert_type(points, des.IndicatorPoints)
    assert_type(points.points, des.Quantity)
    assert_type(points.achievement, des.Quantity | None)
    assert_type(points.payment, des.Money | None)
    assert_type(points.steps, tuple[des.PointsStep, ...])
    assert_type(points.next_point, des.Gain | None)
    assert_type(points.working, str)
    assert_type(des.iif({"CAN-04": (74, 100)}, "2025/26", prevalence_adjustments={"CAN-04": 1}), des.IifYear)
    assert_type(des.iif(network, "2025/26"), des.IifYear)
    rows = des.indicator_figures("ncd.csv", "2025/26", practices={"A00001": "U00001"}, networks=["U00001"])
    for of_network in des.iif(rows, "2025/26", list_size_adjustment={"U00001": Decimal("1.04")}):
        assert_type(of_network, des.IifYear)
        assert_type([row.points.exact for row in of_network], list[Fraction | None])


def facts() -> Mapping[str, Any]:
    return {"population.adjusted": des.UNKNOWN, "network_agreement.signed_by_all_on": des.NEVER}


def owed_and_paid(network: des.Network) -> None:
    found = des.reconcile(network, "2024/25", network.remittances, known_on=DAY)
    assert_type(found, des.Reconciliation)
    assert_type(found.months, tuple[des.ReconciledMonth, ...])
    assert_type(found.months[0].difference, Decimal | None)
    assert_type(found.by_cause(), Mapping[str, Decimal])
    assert_type(des.entitlements(network, "2025/26").arrears, tuple[des.Arrears, ...])
    published = des.reconcile_published(read_networks("payments.csv").rows, "2021/22", {}, networks=["U00001"])
    assert_type(published, des.PublishedYear)
    assert_type(published.payments, tuple[des.PublishedPayment, ...])
    everywhere = des.national(practice_maps=[practice_map.read("map.csv")], commissioner="QKK", until=DAY)
    assert_type(everywhere, des.National)
    assert_type(everywhere.owed("2024/25"), Mapping[str, des.Amount])
    grid = des.improvement(network, "2024/25", {}, declared={"better_digital_telephony": DAY}, known_on=DAY)
    assert_type(grid, des.Improvement)
    assert_type(grid.amount, des.Amount)
    page = des.briefing(network, DAY)
    assert_type(page, des.Briefing)
    assert_type(page.at_risk[0].amount, des.Amount)
    assert_type(page.due[0].day, date | None)
    assert_type(page.decide, tuple[des.Finding, ...])


def errors() -> str:
    try:
        des.terms(DAY)["enhanced_access.minuets"]
    except des.UnknownNameError as error:
        assert_type(error.nearest, tuple[str, ...])
    except des.RecordError as error:
        assert_type(error.problems, tuple[str, ...])
    except des.MissingExtraError as error:
        assert_type(error.extra, str)
    except des.ContractDataError as error:
        assert_type(error.key, str)
    except (des.EndedStreamError, des.PlainTextError, des.WritingError, des.WrongTypeError) as error:
        raise ValueError(str(error)) from error
    except (des.OutsideDataError, des.MisuseError, des.FileFormatError, des.RuleDefinitionError) as error:
        raise ValueError(str(error)) from error
    except des.PcnDesError:
        raise
    return des.__version__
