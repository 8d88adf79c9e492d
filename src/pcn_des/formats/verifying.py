"""Makes a saved report again from its receipt, and compares the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from pcn_des._version import __version__
from pcn_des.answers.difference import changed_answers
from pcn_des.answers.receipt import Receipt
from pcn_des.answers.report import Report
from pcn_des.answers.verification import Turned, Verification
from pcn_des.arguments import a
from pcn_des.contract.question import terms
from pcn_des.contract.terms import Terms
from pcn_des.errors import PcnDesError
from pcn_des.formats.given import Source
from pcn_des.formats.saved_report import SavedFinding, SavedReport, read_report
from pcn_des.network import Network
from pcn_des.questions.assess import assess
from pcn_des.questions.basis import digest_of_basis, fact_source

NO_RECORDS: Final = "its records were not given; name the file of the network"
_COMPARED_APART: Final = ("format", "receipt", "findings")


def verify(
    report: Report | Source | Mapping[str, Any],
    network: Network | Mapping[str, Any] | None = None,
    *,
    under: Terms | None = None,
) -> Verification:
    """Make a saved report again from its receipt: the same, or what differs and why.

    With the same package, contract data and records a report is the same, value for value, on any machine.

    Args:
        report: a report that was saved with `pcn-des check --json`, as the path or the bytes of its file, as the plain
            values of `Report.to_dict()`, or the report itself.
        network: the `Network` or the facts that it was made from; a report holds no records. Without them, only what
            the receipt says of the package and the contract data is compared.
        under: of a report that was made under a hypothetical contract, or with duties of one's own, the same again.

    Raises:
        FileFormatError: the file is no saved report, of a newer format, or damaged.
        FileNotFoundError: there is no such file.
        UnknownNameError: a fact given that does not exist.
        RecordError: a fact given that is of the wrong kind.

    Examples:
        >>> network = des.example_network()
        >>> saved = des.assess(network, date(2022, 11, 14)).to_dict()
        >>> des.verify(saved, network)
        <Verification of Riverside PCN, 2022-11-14: the same>
        >>> print(des.verify(saved, network.evolve(payees=des.Records())).turned[0])
        nominated_payee.named: MET (Weirside Surgery, since 1 July 2019) -> NOT MET
        (nobody is named on 14 November 2022)
    """
    if under is not None:
        a(Terms, under, "under", "the contract that it was made under, as Terms.amend or Terms.with_own makes it")
    saved = read_report(report)
    receipt = saved.receipt
    now, not_made = _now(receipt, network, under), ""
    if network is None:
        not_made = NO_RECORDS
    elif receipt.amended and under is None:
        changed = ", ".join(receipt.amended)
        not_made = f"it was made under a contract with terms or duties of one's own ({changed}); give the same again"
    else:
        try:
            made = assess(network, receipt.as_of, receipt.known_on, under=under, practice=receipt.practice)
        except PcnDesError as error:
            not_made = str(error)
        else:
            return _compared(saved, made)
    return Verification(heading=saved.heading, receipt=receipt, now=now, not_made=not_made)


def _now(receipt: Receipt, network: Network | Mapping[str, Any] | None, under: Terms | None) -> Receipt:
    """What the receipt would say of this package, its contract data and these records."""
    try:
        contract = (under or terms(receipt.as_of, receipt.known_on)).contract.digest
    except PcnDesError:  # a day that these data do not have
        contract = ""
    records = None
    if network is not None:
        records = digest_of_basis(network, fact_source(network, receipt.as_of, receipt.known_on))
    return attrs.evolve(
        receipt,
        contract_digest=contract,
        package_version=__version__,
        records_digest=receipt.records_digest if network is None else records,
    )


def _compared(saved: SavedReport, made: Report) -> Verification:
    again = read_report(made)
    turned = tuple(_turned(saved, again))
    rules = {one.rule for one in turned}
    was, now = ({finding.rule: finding.values for finding in report.findings} for report in (saved, again))
    resting = tuple(rule for rule, values in was.items() if rule in now and rule not in rules and values != now[rule])
    parts = [name for name in dict.fromkeys([*saved.values, *again.values]) if name not in _COMPARED_APART]
    elsewhere = [name for name in parts if saved.values.get(name) != again.values.get(name)]
    if saved.values["findings"] != again.values["findings"] and not (turned or resting):
        elsewhere.append("findings")  # the same ones, in another order or more than once
    if saved.format == again.format and set(saved.values["receipt"]) != set(again.values["receipt"]):
        elsewhere.append("receipt")
    return Verification(
        heading=saved.heading,
        receipt=saved.receipt,
        now=made.receipt,
        turned=turned,
        resting=resting,
        elsewhere=tuple(elsewhere),
    )


def _turned(saved: SavedReport, again: SavedReport) -> Iterator[Turned]:
    for (rule, subject), before, now, changed in changed_answers(saved.findings, again.findings):
        yield Turned(
            rule=rule,
            subject=subject,
            before=before.answer if before else None,
            now=now.answer if now else None,
            reason_before=_reason(before),
            reason_now=_reason(now),
            changed=changed,
        )


def _reason(found: SavedFinding | None) -> str:
    return str(found.values["reason"]) if found else ""
