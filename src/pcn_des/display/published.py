"""Published payments held against what was owed, as text, HTML, CSV and plain values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from html import escape
from typing import Final

from pcn_des.answers.published import (
    GROUPS,
    NOT_EXPLAINED,
    PUBLISHED_CAUSES,
    ColumnCount,
    PublishedPayment,
    PublishedYear,
)
from pcn_des.csv_text import csv_text
from pcn_des.display.html import NUMBERS, fragment, items, table, table_row
from pcn_des.display.paragraphs import WIDTH, bullets, cut, each_filled, filled, listed
from pcn_des.display.phrases import receipt_text
from pcn_des.display.plain import Plain, receipt_dict
from pcn_des.display.plain_parts import day_text
from pcn_des.display.plain_workforce import amount_dict
from pcn_des.draft_mark import draft_mark
from pcn_des.units import Money
from pcn_des.wording import count_of, in_words

_ROW: Final = "{:<26} {:>8} {:>9} {:>8} {:>13} {:>10}"
_SHORT: Final = ("Column", "To penny", "Explained", "Own list", "Not explained", "Not tested")
_HEADINGS: Final = ("Column", *(group.capitalize() for group in GROUPS))
_FEW: Final = 5  # networks whose columns are told one by one
PATIENTS: Final = {
    "population.registered": "registered patients",
    "population.weighted": "weighted patients",
    "population.adjusted": "adjusted patients",
    "care_homes.beds": "beds",
}


def published_text(found: PublishedYear, width: int = WIDTH) -> str:
    """How many networks of each column fall into which group, then under which cause; a few networks in full."""
    lines = [*each_filled(_heading(found), width), "", _ROW.format(*_SHORT)]
    lines += [_ROW.format(cut(count.column, 26), *_numbers(count)) for count in found.counts]
    lines.append("")
    for name, told in _in_full(found):
        lines += [*filled(name, width), *bullets(told, width), ""]
    for count in found.counts:
        lines += filled(f"{count.column}: {', '.join(count.streams)}", width)
        lines += [*bullets(_causes(count), width), ""]
    lines += listed("COLUMNS THAT HOLD NO STREAM OF THE YEAR", found.unknown, width)
    return "\n".join([*lines, *filled(receipt_text(found.receipt), width)])


def _heading(found: PublishedYear) -> Iterator[str]:
    yield f"Network Contract DES {found.year}: published payments, and what was owed"
    known = f", as published by {in_words(found.known_on)}" if found.known_on else ""
    yield f"{count_of(len(found.networks), 'network')}{known}"


def _in_full(found: PublishedYear) -> Iterator[tuple[str, list[str]]]:
    """Each network with its columns in sentences, where the networks are few."""
    if len(found.networks) <= _FEW:
        for network in found.networks:
            yield _named(found.of(network)[0]), [payment_in_words(one) for one in found.of(network)]


def _numbers(count: ColumnCount) -> tuple[str, ...]:
    return tuple(f"{count.of(group):,}" for group in GROUPS)


def _causes(count: ColumnCount) -> Iterator[str]:
    for cause, number in count.by_cause.items():
        group, meaning = PUBLISHED_CAUSES[cause]
        yield f"{cause}, {count_of(number, 'network')} ({group}): {meaning}"


def _named(one: PublishedPayment) -> str:
    return f"{one.name} ({one.network})" if one.name else one.network


def payment_in_words(one: PublishedPayment) -> str:
    """A column of a network in a sentence: what was paid, what was owed, and the cause."""
    difference = f", {_signed(one)} difference" if one.difference else ""
    because = f": {one.because}" if one.because else ""
    on = f" on {_patients(one)}" if one.patients else ""
    return f"{one.column}: {one.paid} paid, {one.owed} owed{on}{difference}: {one.cause}{because}"


def _patients(one: PublishedPayment) -> str:
    lists = " and ".join(
        f"{in_words(Fraction(number))} {PATIENTS[population]}" for population, number in one.patients.items()
    )
    return f"{lists} ({one.list_from})"


def _signed(one: PublishedPayment) -> str:
    if one.difference is None:
        return ""
    money = Money.to_the_penny(Fraction(one.difference))
    return f"+{money}" if one.difference > 0 else str(money)


def payment_text(one: PublishedPayment, width: int = WIDTH) -> str:
    """A column of a network, and what its cause means."""
    said = [f"{_named(one)}, {payment_in_words(one)}", f"{one.group}: {PUBLISHED_CAUSES[one.cause][1]}"]
    return "\n".join(each_filled(said, width))


def published_html(found: PublishedYear) -> str:
    """A year as an HTML fragment: the counts, the causes, and what is not explained, network by network."""
    title, *others = map(escape, _heading(found))
    rows = (table_row(*map(escape, (count.column, *_numbers(count)))) for count in found.counts)
    few = "".join(f"<h3>{escape(name)}</h3>{items(told)}" for name, told in _in_full(found))
    causes = "".join(
        f"<h3>{escape(count.column)}</h3><p class=rule>{escape(', '.join(count.streams))}</p>{items(_causes(count))}"
        for count in found.counts
    )
    open_ = [one for one in found.payments if one.group == NOT_EXPLAINED]
    cells = ((_named(one), one.column, str(one.paid), str(one.owed), _signed(one)) for one in open_)
    told = (table_row(*map(escape, of_network)) for of_network in cells)
    headings = ("Network", "Column", "Paid", "Owed", "Difference")
    listed_open = f"<h3>Not explained</h3>{table(headings, told, kind='numbers')}" if open_ else ""
    unknown = f"<h3>Columns that hold no stream of the year</h3>{items(found.unknown)}" if found.unknown else ""
    return fragment(
        f"<h2>{title}</h2>{''.join(f'<p>{line}</p>' for line in others)}"
        f"{table(_HEADINGS, rows, kind='numbers')}{few}{causes}{listed_open}{unknown}"
        f"<p class=rule>{escape(receipt_text(found.receipt))}</p>",
        NUMBERS,
    )


_COLUMNS: Final = (
    "network",
    "name",
    "column",
    "streams",
    "paid",
    "owed_at_least",
    "owed_at_most",
    "difference",
    "group",
    "cause",
    "because",
    "patients",
    "list_from",
)


def published_csv(found: PublishedYear) -> str:
    """A row for each network and column as CSV for spreadsheets."""
    return csv_text(
        _COLUMNS,
        (
            (
                one.network,
                one.name or "",
                one.column,
                " ".join(one.streams),
                str(one.paid.pounds),
                "" if one.owed.is_open else str(one.owed.at_least.pounds),
                "" if one.owed.at_most is None else str(one.owed.at_most.pounds),
                "" if one.difference is None else str(one.difference),
                one.group,
                one.cause,
                one.because,
                " ".join(f"{population}={number}" for population, number in one.patients.items()),
                one.list_from,
            )
            for one in found.payments
        ),
    )


def published_dict(found: PublishedYear) -> Plain:
    """A year as plain values."""
    return {
        "contract_year": found.year,
        "known_on": day_text(found.known_on),
        **draft_mark(found.draft_of),
        "networks": len(found.networks),
        "counts": [
            {
                "column": count.column,
                "streams": list(count.streams),
                "networks": count.networks,
                **{group.replace(" ", "_"): count.of(group) for group in GROUPS},
                "by_cause": dict(count.by_cause),
            }
            for count in found.counts
        ],
        "payments": [payment_dict(one) for one in found.payments],
        "unknown_columns": list(found.unknown),
        "receipt": receipt_dict(found.receipt),
    }


def payment_dict(one: PublishedPayment) -> Plain:
    """A column of a network as plain values."""
    return {
        "network": one.network,
        "name": one.name,
        "column": one.column,
        "streams": list(one.streams),
        "paid": str(one.paid.pounds),
        "owed": amount_dict(one.owed),
        "difference": None if one.difference is None else str(one.difference),
        "group": one.group,
        "cause": one.cause,
        "because": one.because,
        "patients": {population: str(number) for population, number in one.patients.items()},
        "list_from": one.list_from,
    }
