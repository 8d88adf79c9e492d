"""A payment explained: why this rate, on this population, to whom, and what else the contract says of it."""

from __future__ import annotations

from collections.abc import Iterator

from pcn_des.answers.receipt import Receipt
from pcn_des.answers.statement import StreamTotal
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year
from pcn_des.contract.history import history
from pcn_des.contract.saying import said
from pcn_des.contract.stream_terms import terms_explaining
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.display.paragraphs import WIDTH, bullets, cited, filled, listed
from pcn_des.display.phrases import receipt_text
from pcn_des.display.statement import stream_text
from pcn_des.wording import in_words


def stream_in_full(total: StreamTotal, receipt: Receipt, width: int = WIDTH) -> str:
    """A stream's year with everything behind it: its months, each rate's history, its population, and what is said."""
    lines = [stream_text(total, width), ""]
    read = dict.fromkeys(term.key for line in total.lines for term in line.terms)
    for key in read:
        lines += [*_rate(key, receipt, width), ""]
    lines += listed("POPULATION, BEDS OR SUM that it is paid on", dict.fromkeys(_populations(total)), width)
    year = ContractYear.parse(receipt.contract_year)
    contract = Terms(load_year(year), year.last_day, receipt.known_on)
    others = [term for term in terms_explaining(total.stream, contract) if term.key not in read]
    lines += listed("THE CONTRACT ALSO SAYS", (f"{term.title}: {said(term)}" for term in others), width)
    lines += ["Sources:", *cited(total.citations, width, "  - "), "", *filled(receipt_text(receipt), width)]
    return "\n".join(lines)


def _rate(key: str, receipt: Receipt, width: int) -> Iterator[str]:
    """A term that the amount rests on, with every version that it had through the years."""
    versions = history(key, receipt.known_on)
    yield from filled(f"{versions[-1].title} [{key}], through the years", width)
    yield from bullets(map(_version, versions), width)


def _version(term: Term) -> str:
    known = f", published {in_words(term.published)}" if term.published else ""
    clause = f", clause {term.clause}" if term.clause else ""
    return f"from {in_words(term.since)}{known}{clause}: {said(term)}"


def _populations(total: StreamTotal) -> Iterator[str]:
    for line in total.lines:
        for population in line.populations:
            yield str(population)
