"""All networks through the months, or those of a commissioner, as text, HTML, CSV and plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Final

from pcn_des.answers.amount import Amount
from pcn_des.answers.national import (
    CommissionerCount,
    Look,
    MonthCount,
    National,
    NetworkMonth,
    NetworkPage,
    NetworkYear,
    Size,
    SourceFile,
)
from pcn_des.csv_text import csv_text
from pcn_des.display.html import NUMBERS, fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, bullets, cut, each_filled, filled, listed
from pcn_des.display.plain import Plain
from pcn_des.display.plain_parts import day_text
from pcn_des.display.plain_workforce import amount_dict
from pcn_des.wording import count_of, in_words, short_day, short_month

_ROW: Final = "{:<8} {:>8} {:>9} {:>24} {:>6}  {}"
_MONTHS: Final = ("Month", "Networks", "Practices", "Registered", "Cover", "File holds to")
_COVER: Final = (
    "Cover: the share of all registered patients, of practices with a list, that are on the list of a member; the least"
    " of it where the number of these is not exact."
)
_NO_COVER: Final = (
    "Cover is a share of England and has no number here: which patients of practices in no network are of a"
    " commissioner, no file tells."
)
_COMMISSIONERS: Final = ("Commissioner", "Networks", "Practices", "Registered, at least", "Size not exact")
_MOST: Final = 12  # networks that a terminal shows with what needs a look
_NONE: Final = "-"


def national_text(found: National, width: int = WIDTH) -> str:
    """A line for each quarter, what the networks were owed each year, the files, and who needs a look first."""
    england = [_ROW.format(*_MONTHS)]
    england += [cut(_ROW.format(*_cells(count)).rstrip(), width) for count in _quarterly(found.counts)]
    england += ["", *filled(_about_cover(found), width), ""]
    england += listed("OWED, as far as lists on record tell it", _owed(found), width)
    england += listed("MADE FROM", map(_file_in_words, found.files), width)
    looks = list(_looks(found, width))
    parts = [*looks, *england] if found.commissioner else [*england, *looks]
    notes = (line for note in found.notes for line in filled(f"Note: {note}", width))
    return "\n".join([*each_filled(_heading(found), width), "", *parts, *notes])


def _looks(found: National, width: int) -> Iterator[str]:
    """The networks that most need a look: of a commissioner all of them, of England the first."""
    pressing = [page for page in found.pages if page.looks]
    shown = pressing if found.commissioner else pressing[:_MOST]
    if not shown:
        return
    yield f"WHAT NEEDS A LOOK, {len(shown)} of {count_of(len(pressing), 'network')} that have something"
    for page in shown:
        yield from filled(_named(page), width)
        yield from bullets(_looks_of(page), width)
    yield ""


def _looks_of(page: NetworkPage) -> Iterator[str]:
    return (f"{look.kind}: {look.says}" for look in page.looks)


def _heading(found: National) -> Iterator[str]:
    yield f"Primary care networks of {found.commissioner or 'England'}"
    if found.counts:
        first, last = found.counts[0].month, found.counts[-1].month
        there = len(found.on_last_day)
        untold, closed = len(found.pages) - there, len(found.network_names) - len(found.pages)
        also = f", {untold:,} more of which the last file tells nothing" if untold else ""
        also += f", and {closed:,} that {'has' if closed == 1 else 'have'} closed" if closed else ""
        yield f"{short_month(first)} to {short_month(last)}: {count_of(there, 'network')}{also}"


def _quarterly(counts: Iterable[MonthCount]) -> list[MonthCount]:
    listed_counts = list(counts)
    chosen = [count for count in listed_counts if count.month.month % 3 == 1]
    return chosen if not listed_counts or listed_counts[-1] in chosen else [*chosen, listed_counts[-1]]


def _cells(count: MonthCount) -> tuple[str, ...]:
    if count.networks is None:
        return (short_month(count.month), *([_NONE] * 4), "unknown: no file")
    return (
        short_month(count.month),
        f"{count.networks:,}",
        f"{count.practices:,}",
        _size(count.registered) or _NONE,
        _NONE if count.cover is None else f"{in_words(Fraction(round(count.cover * 1000), 10))}%",
        short_day(count.holds_to) if count.holds_to else "",
    )


def _about_cover(found: National) -> str:
    return _NO_COVER if found.commissioner else _COVER


def _patients(number: Decimal | None) -> str:
    return _NONE if number is None else in_words(Fraction(number))


def _owed(found: National) -> Iterator[str]:
    for year in _years(found):
        told = {stream: amount for stream, amount in found.owed(year).items() if not amount.is_open}
        unknown = [stream for stream, amount in found.owed(year).items() if amount.is_open]
        said = ", ".join(f"{stream} {amount}" for stream, amount in told.items()) or "nothing that lists tell"
        yield f"{year}: {said}{'; unknown: ' + ', '.join(unknown) if unknown else ''}"


def _years(found: National) -> list[str]:
    return sorted({one.year for one in found.years})


def _file_in_words(one: SourceFile) -> str:
    holds = f", holds to {in_words(one.holds_to)}" if one.holds_to else ""
    problems = f"; {count_of(one.problems, 'row')} that can't be read" if one.problems else ""
    return f"{one.file}: {one.tells}{holds}{problems}"


def _named(page: NetworkPage) -> str:
    now = page.now
    size = _size(now.registered)
    practices = count_of(now.practices, "practice") if now.practices is not None else now.state
    told = f", {size} registered patients" if size else ""
    return f"{page.name} ({page.network}), {in_words(now.month)}: {practices}{told}"


def _size(size: Size) -> str:
    if size.exact is not None:
        return _patients(size.exact)
    if size.at_most is not None:
        return f"{_patients(size.at_least)} to {_patients(size.at_most)}"
    return f"at least {_patients(size.at_least)}" if size.at_least is not None else ""


def national_html(found: National) -> str:
    """The months, the years, and each network with what needs a look, as an HTML fragment."""
    title, *others = map(escape, _heading(found))
    months = (table_row(*map(escape, _cells(count))) for count in _quarterly(found.counts))
    networks = (table_row(*map(escape, _page_cells(page)), items(_looks_of(page))) for page in found.pages)
    commissioners = (table_row(*map(escape, _commissioner_cells(one))) for one in found.by_commissioner)
    headings = ("Network", "Practices", "Registered", "Owed, as far as lists tell", "What needs a look")
    listed_networks = f"<h3>Networks, those first that most need a look</h3>{table(headings, networks)}"
    england = (
        f"<h3>Months</h3>{table(_MONTHS, months, kind='numbers')}"
        f"<p>{escape(_about_cover(found))}</p>"
        f"<h3>Owed, as far as lists on record tell it</h3>{items(_owed(found))}"
        f"<h3>By commissioner</h3>{table(_COMMISSIONERS, commissioners, kind='numbers')}"
    )
    parts = listed_networks + england if found.commissioner else england + listed_networks
    return fragment(
        f"<h2>{title}</h2>{''.join(f'<p>{line}</p>' for line in others)}"
        f"{notes_shown(found.notes)}"
        f"{parts}<h3>Made from</h3>{items(map(_file_in_words, found.files))}",
        NUMBERS,
    )


def _page_cells(page: NetworkPage) -> tuple[str, ...]:
    """A network: its name, its practices, its size and its money."""
    practices = _NONE if page.now.practices is None else str(page.now.practices)
    return f"{page.name} ({page.network})", practices, _size(page.now.registered) or _NONE, _money(page)


def _commissioner_cells(one: CommissionerCount) -> tuple[str, ...]:
    """A commissioner: its networks, their practices and patients, and of how many networks the size is not exact."""
    registered = _patients(one.registered) if one.registered else _NONE
    return f"{one.name} ({one.code})", f"{one.networks:,}", f"{one.practices:,}", registered, f"{one.unsized:,}"


def _money(page: NetworkPage) -> str:
    """What it was owed in the latest year that is known whole, or else in that of which most is known."""
    told = [one for one in page.years if one.owed]
    whole = [one for one in told if one.total.exact is not None]
    shown = whole[-1] if whole else max(told, key=lambda one: one.total.at_least.pounds, default=None)
    return _NONE if shown is None else f"{shown.year}: {shown.total}"


_OF_MONTHS: Final = (
    *(
        "network",
        "name",
        "month",
        "state",
        "file",
        "holds_to",
        "commissioner",
        "practices",
        "joined",
        "left",
        "compared_with",
    ),
    *("registered", "registered_at_least", "adjusted", "adjusted_at_least", "without_list"),
    *("registered_at_most", "adjusted_at_most", "elsewhere"),
)
_OF_YEARS: Final = (
    *("network", "name", "year", "what", "stream_or_column", "at_least", "at_most", "paid", "cause", "months_covered"),
    "list_from",
)


def national_csv(found: National, what: str = "months") -> str:
    """A row for each network and month; with `years`, one for each network, year and stream or column of payments."""
    names = found.network_names
    if what == "months":
        return csv_text(_OF_MONTHS, (_month_row(row, names.get(row.network, "")) for row in found.months))
    rows = (row for one in found.years for row in _year_rows(one, names.get(one.network, "")))
    return csv_text(_OF_YEARS, rows)


def _month_row(row: NetworkMonth, name: str) -> tuple[str, ...]:
    return (
        row.network,
        name,
        row.month.isoformat(),
        row.state,
        row.file,
        row.holds_to.isoformat() if row.holds_to else "",
        row.commissioner or "",
        "" if row.practices is None else str(row.practices),
        " ".join(row.joined),
        " ".join(row.left),
        row.compared_with.isoformat() if row.compared_with else "",
        _number(row.registered.exact),
        _number(row.registered.at_least),
        _number(row.adjusted.exact),
        _number(row.adjusted.at_least),
        "" if row.practices is None else str(row.registered.without),
        _number(row.registered.at_most),
        _number(row.adjusted.at_most),
        " ".join(f"{practice}:{'+'.join(others)}" for practice, others in row.elsewhere.items()),
    )


def _year_rows(one: NetworkYear, name: str) -> Iterator[tuple[str, ...]]:
    of_year, covered = (one.network, name, one.year), str(one.covered)
    for stream, amount in {**one.owed, **dict.fromkeys(one.unknown, Amount())}.items():
        yield (*of_year, "owed", stream, *_ends(amount), "", one.why_open.get(stream, ""), covered, "")
    for column in one.published or ():
        ends, pounds = _ends(column.owed), str(column.paid.pounds)
        yield (*of_year, "paid", column.column, *ends, pounds, column.cause, covered, column.list_from)


def _ends(amount: Amount) -> tuple[str, str]:
    least = "" if amount.is_open else str(amount.at_least.pounds)
    return least, "" if amount.at_most is None else str(amount.at_most.pounds)


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def national_dict(found: National) -> Plain:
    """The months of all together, the files, and each network with its years and what needs a look, as plain values."""
    return {
        "commissioner": found.commissioner,
        "files": [
            {"file": one.file, "tells": one.tells, "holds_to": day_text(one.holds_to), "problems": one.problems}
            for one in found.files
        ],
        "months": [_count_dict(count) for count in found.counts],
        "commissioners": [
            {
                "code": one.code,
                "name": one.name,
                "networks": one.networks,
                "practices": one.practices,
                "registered_at_least": _number(one.registered),
                "size_not_exact": one.unsized,
            }
            for one in found.by_commissioner
        ],
        "owed": {year: _amounts(found.owed(year)) for year in _years(found)},
        "networks": [_page_dict(page) for page in found.pages],
        "notes": list(found.notes),
    }


def _count_dict(count: MonthCount) -> Plain:
    return {
        "month": count.month.isoformat(),
        "file": count.file,
        "holds_to": day_text(count.holds_to),
        "networks": count.networks,
        "practices": count.practices,
        **_size_dict("registered", count.registered),
        "cover": None if count.cover is None else in_words(count.cover),
    }


def _size_dict(name: str, size: Size) -> Plain:
    """A population with its ends, by the names that the columns of the CSV have."""
    ends = {name: size.exact, f"{name}_at_least": size.at_least, f"{name}_at_most": size.at_most}
    return {said: None if number is None else _number(number) for said, number in ends.items()}


def _amounts(amounts: Mapping[str, Amount]) -> Plain:
    return {stream: amount_dict(amount) for stream, amount in amounts.items()}


def _page_dict(page: NetworkPage) -> Plain:
    now = page.now
    return {
        "network": page.network,
        "name": page.name,
        "month": now.month.isoformat(),
        "state": now.state,
        "file": now.file,
        "holds_to": day_text(now.holds_to),
        "commissioner": now.commissioner,
        "practices": now.practices,
        **_size_dict("registered", now.registered),
        **_size_dict("adjusted", now.adjusted),
        "owed": {one.year: _amounts(one.owed) for one in page.years},
        "months_covered": {one.year: one.covered for one in page.years},
        "paid": {
            one.year: {column: str(money.pounds) for column, money in one.paid.items()}
            for one in page.years
            if one.paid is not None
        },
        "looks": [_look_dict(look) for look in page.looks],
    }


def _look_dict(look: Look) -> Plain:
    return {"kind": look.kind, "says": look.says, "weight": look.weight}
