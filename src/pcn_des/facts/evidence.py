"""The generic evidence: the day on which a record shows an obligation done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcn_des.contract.entries import EvidenceKind, Obligation
from pcn_des.contract.load import evidence_kinds
from pcn_des.dates import ContractYear, written
from pcn_des.engine.view import Observed, View
from pcn_des.network import Network, NetworkArea, Return
from pcn_des.values import NEVER, Unknown

AREA_AGREED, AREA_MAP = SHOWN_BY_AREAS = ("network_area_agreement", "network_area_map")


def wanted(obligation: Obligation) -> str:
    """The record that would show an obligation done, in words."""
    assert obligation.evidence is not None
    return evidence_kinds()[obligation.evidence].title


def shown_on(on: View, obligation: Obligation) -> Observed:
    """The day of the record that shows an obligation done, by the kind of evidence that the contract entry names.

    With a deadline, the first record that shows it counts. Without one, the last record says how things stand.
    """
    assert obligation.evidence is not None
    kind = evidence_kinds()[obligation.evidence]
    found = sorted(
        (record for record in _records(on.network) if _counts(record, on, obligation)), key=lambda record: record.on
    )
    shows = [record for record in found if record.shows.get(obligation.key, True)]
    if shows and (obligation.due is not None or shows[-1] is found[-1]):
        record = shows[0] if obligation.due is not None else shows[-1]
        return Observed(record.on, _name(kind, record))
    if found:
        record = found[-1]
        return Observed(NEVER, f"{_name(kind, record)} shows that it is not done")
    if _says_everything(on.network, obligation.evidence):
        return Observed(NEVER, f"the list of returns is complete and does not have {kind.title}")
    year = f" in {ContractYear.of(on.as_of)}" if obligation.yearly else ""
    return Observed(Unknown.because(f"{kind.title}{year}"))


def _records(network: Network) -> Iterator[Return]:
    """The returns, and the records of another kind that say the same."""
    yield from network.returns or ()
    for area in network.areas or ():
        if area.agreed_on:
            yield _shown_by(area, AREA_AGREED, area.agreed_on, area.description)
        if area.map:
            yield _shown_by(area, AREA_MAP, area.agreed_on or area.since, area.map)


def _shown_by(area: NetworkArea, kind: str, on: date, document: str) -> Return:
    """What an area shows; one that was agreed after it ended shows it on the day of the agreement alone."""
    return Return(kind=kind, on=on, until=area.until and max(area.until, on), document=document)


def _says_everything(network: Network, kind: str) -> bool:
    """Whether the records are complete for a kind of evidence: what they omit did not happen."""
    lists = [network.returns, network.areas] if kind in SHOWN_BY_AREAS else [network.returns]
    return all(records is not None and records.complete for records in lists)


def _counts(record: Return, on: View, obligation: Obligation) -> bool:
    if record.kind != obligation.evidence or record.on > on.as_of:
        return False
    if obligation.yearly and record.on < ContractYear.of(on.as_of).first_day:
        return False
    return record.until is None or record.until >= on.as_of or obligation.due is not None


def _name(kind: EvidenceKind, record: Return) -> str:
    document = f" ({record.document})" if record.document else ""
    return f"{kind.title} of {written(record.on)}{document}"
