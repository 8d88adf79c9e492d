"""The page of a contract year: first what somebody wants to know of it, then the lists of all it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pcn_des as des
from making.changing import Told, told
from making.markup import answers, badge, code, days, folded, front, key, link, page, standing, table, text
from making.pages.changes import counted
from making.pages.coverage import HOLES
from making.spells import days_of
from making.things import Thing, address_of, thing
from making.titles import full_title
from making.values import RATES, Edition, editions, graded, now, rates_of
from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.changes import NOT_FOUND
from pcn_des.contract.files import load_year, years
from pcn_des.contract.saying import phase_in_words, points_in_words
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from pcn_des.wording import count_of, in_words


def year_page(one: Thing) -> str:
    """The page as Markdown."""
    contract = load_year(ContractYear.parse(one.key))
    year = contract.year
    last = year.last_day
    return page(
        front(
            one.title,
            above=("Contract years", "years/"),
            boost=1.5,
            description=f"The Network Contract DES of {year}: services, money, roles, windows and what changed.",
        ),
        f"# {text(one.title)}",
        f"From {in_words(year.first_day)} to {in_words(last)}; its first document came out by "
        f"{in_words(contract.published)}. "
        f"What is shown without a day is as it stood on the last day of the year. What a standing means is in "
        f"{link(one.url, 'explanation/answers/#standing', 'What an answer means')}.",
        "## Services",
        _services(one, contract),
        "## Money",
        _money(one, contract),
        "## Roles",
        _roles(one, contract),
        "## Windows",
        _windows(one, contract),
        "## What changed",
        _changed(one, contract),
        "## Deadlines",
        f"{link(one.url, thing('calendar', one.key).url, f'All deadlines and dates of {year}')}, by month.",
        "## Duties",
        *_duties(one, contract),
        "## Indicators" if contract.indicators else "",
        _indicators(one, contract),
        *_removed(one, contract),
        *_missing(one, contract),
        answers(
            one.url,
            f"contract = des.terms({code(last)})\nprint(contract.overview)",
            f"pcn-des terms --as-of {last}",
            one.json,
        ),
    )


def _linked(one: Thing, section: str, name: str) -> str:
    return f"{link(one.url, thing(section, name).url, text(full_title(section, name)))}<br>{key(name)}"


def _services(one: Thing, contract: YearContract) -> str:
    rows = [
        [
            _linked(one, "services", entry.key),
            text(phase_in_words(entry)),
            days(entry.since, entry.until),
            standing(entry),
        ]
        for versions in contract.services.values()
        for entry in versions
    ]
    return table(("Service", "Phase", "Days", "Standing"), rows, f"Services of {contract.year}")


def _money(one: Thing, contract: YearContract) -> str:
    terms = des.terms(contract.year.last_day)
    rows = []
    for name, versions in contract.payments.items():
        entry = versions[-1]
        rates = [terms[rate] for rate in rates_of(name) if rate in terms]
        said = "<br>".join(now(rate, one.url) for rate in rates) or "<br>".join(
            f"{link(one.url, address_of('terms', edition.term.key), graded(edition))} "
            f"{days(edition.term.since, edition.term.until)}"
            for rate in rates_of(name)
            for edition in _of_year(rate, contract)
        )
        rows.append(
            [
                _linked(one, "payments", name),
                said or "not found",
                text(entry.payee),
                text(entry.paid),
                days_of(versions),
                standing(entry),
            ]
        )
    return table(("Payment", "Rate", "To", "Paid", "Days", "Standing"), rows, f"Payments of {contract.year}")


def _of_year(name: str, contract: YearContract) -> list[Edition]:
    """The versions of a term that begin in a year."""
    if name not in contract.terms:
        return []
    return [edition for edition in editions(name) if edition.term.since in contract.year.period]


def _roles(one: Thing, contract: YearContract) -> str:
    rows = []
    for name, versions in contract.roles.items():
        answer = des.reimbursable(name, versions[-1].until)
        most = now(answer.maximum, one.url) if answer.maximum is not None else ""
        rows.append([_linked(one, "roles", name), days_of(versions), most, standing(versions[-1])])
    listed = table(("Role", "Days", "Maximum in England", "Standing of the days"), rows, f"Roles of {contract.year}")
    return listed or "None is known."


def _windows(one: Thing, contract: YearContract) -> str:
    rows = [
        [
            _linked(one, "windows", entry.key),
            text(f"{entry.who}: {entry.what}"),
            text(str(entry.opens or "")),
            text(str(entry.closes or "")),
            standing(entry),
        ]
        for versions in contract.windows.values()
        for entry in versions
    ]
    return (
        table(("Window", "Who and what", "Opens", "Closes", "Standing"), rows, f"Windows of {contract.year}")
        or "None is known."
    )


def _changed(one: Thing, contract: YearContract) -> str:
    found = next(((a, b) for a, b in pairwise(years()) if b == contract.year), None)
    if found is None:
        return "It is the first year of the contract."
    changes = told(*map(str, found))
    at = thing("changes", f"{found[0].folder}-to-{found[1].folder}")
    listed = "".join(f"<li>{said}</li>" for said in _most_seen(one, changes))
    return page(
        f"Since the last day of {found[0]}: {counted(changes)}. "
        f"{link(one.url, at.url, 'All of them, with the old and the new values')}.",
        f"<ul>{listed}</ul>" if listed else "",
    ).strip()


def _most_seen(here: Thing, changes: Iterable[Told]) -> Iterator[str]:
    """Services, roles and payments that came or went, and the rates that are others."""
    for one in changes:
        section, kind = one.change.section, one.kind
        rate = section == "terms" and one.change.key.rpartition(".")[2] in RATES
        if kind != NOT_FOUND and (section in ("services", "roles", "payments") or (rate and kind == "changed")):
            sides = " → ".join(text("; ".join(side)) for side in one.sides if any(side))
            named = link(here.url, address_of(section, one.change.key), text(one.title))
            yield f"<strong>{named}</strong> {badge(kind, kind)} {sides}"


def _duties(one: Thing, contract: YearContract) -> Iterator[str]:
    """The duties of each area in a table that a phone folds: there are a hundred and more."""
    areas: dict[str, list[list[str]]] = {}
    for name, versions in contract.obligations.items():
        row = [
            _linked(one, "obligations", name),
            text(f"{versions[-1].owed_by}, {versions[-1].strength}"),
            text(str(versions[-1].due or "")),
            standing(versions[-1]),
        ]
        areas.setdefault(area_title(area_of("obligations", name)), []).append(row)
    for area, rows in areas.items():
        whole = table(("Duty", "Owed by", "Due", "Standing"), rows, f"Duties of {contract.year}: {area}")
        yield folded(whole, f"{text(area)}: {count_of(len(rows), 'duty', 'duties')}")


def _indicators(one: Thing, contract: YearContract) -> str:
    rows = [
        [
            _linked(one, "indicators", name),
            text(points_in_words(versions[-1])),
            days_of(versions),
            standing(versions[-1]),
        ]
        for name, versions in contract.indicators.items()
    ]
    whole = table(("Indicator", "Points", "Days", "Standing"), rows, f"Indicators of {contract.year}")
    return folded(whole, count_of(len(rows), "indicator")) if rows else ""


def _removed(one: Thing, contract: YearContract) -> Iterator[str]:
    rows = [
        [_named(one, section, name), text(section), text(why)]
        for section, notes in contract.removed.items()
        for name, why in sorted(notes.items())
    ]
    if rows:
        yield "## In last year's contract and not in this one"
        whole = table(("What", "Kind", "Why"), rows, f"Not in {contract.year} any more")
        yield folded(whole, count_of(len(rows), "entry", "entries"))


def _named(one: Thing, section: str, name: str) -> str:
    try:
        return _linked(one, section, name)
    except KeyError:
        return f"{text(full_title(section, name))}<br>{key(name)}"


def _missing(one: Thing, contract: YearContract) -> Iterator[str]:
    counts = {section: len(keys) for section, keys in contract.missing.items() if keys}
    if counts:
        yield "## Not found"
        said = ", ".join(count_of(count, *HOLES[section]) for section, count in counts.items())
        whole = link(one.url, thing("holes of a year", one.key).url, f"What is not known of {contract.year}, by area")
        yield f"Looked for and not found: {text(said)}. {whole}."
