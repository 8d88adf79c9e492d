"""The pages that list the things of a kind, in a table that can be searched, with pictures of services and roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import pcn_des as des
from making.markup import days, front, key, link, page, table, text
from making.pages.elsewhere import of_a_list
from making.pages.entry import versions_of
from making.pages.role import day_of_examples, rows_since_2019, spells
from making.pictures import Bar, Row, since_2019
from making.spells import days_of, spells_of, standings_by_year, standings_of, years_of
from making.things import Thing, list_file, things
from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.entries import Service
from pcn_des.contract.files import load_year, span, years
from pcn_des.contract.saying import phase_in_words
from pcn_des.contract.sections import SECTIONS
from pcn_des.formats.by_day.entries import entry as entry_file
from pcn_des.formats.by_day.packing import Plain
from pcn_des.wording import in_words

HEADINGS: Final[Mapping[str, tuple[str, str]]] = {
    "role": (
        "Roles",
        "The roles of the Additional Roles Reimbursement Scheme (ARRS): on which days each is reimbursable.",
    ),
    "service": ("Services", "The services that networks provide, in whatever phase they are."),
    "stream": ("Payment streams", "The payments of the contract: to whom, and how."),
    "indicator": ("Indicators", "The indicators of the Investment and Impact Fund (IIF), of every year."),
    "obligation": ("Duties", "What the contract obliges somebody to do."),
    "window": ("Windows", "When somebody may sign up, join, leave or register."),
    "date": ("Other dates", "Days on which somebody claims, declares, approves or pays."),
    "terms": ("Terms by area", "Every cited value of the contract, by the first part of its key."),
    "year": (
        "Contract years",
        "A contract year runs from 1 April to 31 March. The first day that a question may be about is "
        f"{in_words(span().since)}.",
    ),
    "changes": ("What changed", "What differs between two contract years, with the old and the new values."),
    "calendar": ("Deadlines by year", "What is due, opens, closes, starts and ends, by month."),
}
FOLDER_OF: Final = {
    "role": "roles",
    "service": "services",
    "stream": "streams",
    "indicator": "indicators",
    "obligation": "obligations",
    "window": "windows",
    "date": "dates",
    "terms": "terms",
    "year": "years",
    "changes": "changes",
    "calendar": "calendar",
}


def index_page(kind: str) -> str:
    """The page of a kind as Markdown."""
    title, about = HEADINGS[kind]
    here, at = f"{FOLDER_OF[kind]}/", list_path(kind)
    listed = [one for one in things() if one.kind == kind]
    if kind in ("year", "changes", "calendar"):
        listed = listed[::-1]
    columns, row = _ROWS.get(kind, (("What",), _plain))
    return page(
        front(title, boost=1.5, description=about),
        f"# {title}",
        f"{about} {len(listed)} pages; this list as JSON: {link(here, at, f'<code>{at}</code>')}.",
        _picture(kind),
        f"## All {title[:1].lower()}{title[1:]}" if kind in ("role", "service") else "",
        '<label class="filter">Find in this list <input type="search" data-filter="next" autocomplete="off"></label>'
        if len(listed) > 10
        else "",
        table(columns, [row(here, one) for one in listed], title, "filtered"),
        of_a_list(kind, here, "services.json" if kind == "service" else at, day_of_examples()),
    )


def list_path(kind: str) -> str:
    """The file of the list of a kind, from the root of the site."""
    return f"{FOLDER_OF[kind]}/index.json"


def file_of_list(kind: str) -> Plain:
    """The list of a kind for programs: each thing with its page and file, its days, and its standings by year."""
    listed = [_listed(one) for one in things() if one.kind == kind]
    return list_file("list", FOLDER_OF[kind], HEADINGS[kind][0], of=kind, things=listed)


def _listed(one: Thing) -> Plain:
    said: Plain = {"key": one.key, "title": one.title, "aliases": list(one.aliases), "url": one.url, "json": one.json}
    if one.section not in SECTIONS or one.kind == "terms":
        return said
    found = versions_of(one.section, one.key)
    return said | {
        "days": [{"since": str(period.since), "until": str(period.until)} for period in spells_of(found)],
        "standings": [
            {"years": label, "standing": entry.standing.value if entry.standing else None}
            for label, entries in standings_of(found)
            for entry in entries
        ],
    }


def _picture(kind: str) -> str:
    if kind == "role":
        rows = [
            Row(one.title, [Bar(spell.since, spell.until, "in force") for spell in found if spell.until])
            for one, found in rows_since_2019()
        ]
        return page(
            "## Since 2019",
            _figure(
                since_2019(rows, "Roles that were reimbursable since 2019"),
                "Each bar is the days on which a role is reimbursable. The table below says the same in words.",
            ),
        ).strip()
    if kind == "service":
        rows = [Row(one.title, _phases(one.key)) for one in things() if one.kind == "service"]
        return page(
            "## Since 2019",
            _figure(
                since_2019(rows, "Services and their phases since 2019"),
                "Each bar is a phase of a service: full is delivery, hatched preparation, dotted planned, ringed "
                "merged into another. The table below says the same in words.",
            ),
        ).strip()
    return ""


def _figure(svg: str, caption: str) -> str:
    scroll = f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}">{svg}</div>'
    return f'<figure class="wide">{scroll}<figcaption>{caption}</figcaption></figure>'


def phases(name: str) -> list[tuple[date, date, str, Service]]:
    """The phases of a service as known today, joined over the years; no day is in two of them."""
    found: list[tuple[date, date, str, Service]] = []
    for spell in entry_file("services", name)["spells"]:
        since, until = (date.fromisoformat(spell[end]) for end in ("since", "until"))
        entry = des.terms(since).all_services.get(name)
        if entry is None:
            continue
        said = phase_in_words(entry)
        if found and found[-1][2] == said and (since - found[-1][1]).days <= 1:
            found[-1] = (found[-1][0], until, said, entry)
        else:
            found.append((since, until, said, entry))
    return found


def _phases(name: str) -> list[Bar]:
    return [Bar(since, until, entry.phase) for since, until, _, entry in phases(name) if entry.phase != "withdrawn"]


def _plain(here: str, one: Thing) -> list[str]:
    return [_titled(here, one)]


def _titled(here: str, one: Thing) -> str:
    also = f'<br><span class="note">{text(", ".join(one.aliases))}</span>' if one.aliases else ""
    return f"{link(here, one.url, text(one.title))}<br>{key(one.key)}{also}"


def _role(here: str, one: Thing) -> list[str]:
    said = "<br>".join(days(spell.since, spell.until) for spell in spells(one.key))
    return [_titled(here, one), said, standings_by_year(versions_of("roles", one.key))]


def _service(here: str, one: Thing) -> list[str]:
    said = "<br>".join(f"{text(phase)}: {days(since, until)}" for since, until, phase, _ in phases(one.key))
    return [_titled(here, one), said, standings_by_year(versions_of("services", one.key))]


def _stream(here: str, one: Thing) -> list[str]:
    found = versions_of("payments", one.key)
    return [
        _titled(here, one),
        text(f"{found[-1].payee}, {found[-1].paid}"),
        days_of(found),
        standings_by_year(found),
    ]


def _of_years(section: str) -> Callable[[str, Thing], list[str]]:
    def row(here: str, one: Thing) -> list[str]:
        found = versions_of(section, one.key)
        area = text(area_title(area_of(section, one.key))) if section == "obligations" else ""
        return [_titled(here, one), area, years_of(found), standings_by_year(found)]

    return row


def _year(here: str, one: Thing) -> list[str]:
    contract = load_year(next(year for year in years() if year.folder == one.key))
    delivered = [
        text(versions[-1].title)
        for versions in contract.services.values()
        if any(entry.phase == "delivery" for entry in versions)
    ]
    return [link(here, one.url, text(one.title)), in_words(contract.published), "; ".join(delivered)]


_OF_YEARS: Final = ("Title", "Area", "Years", "Standing")
_ROWS: Final[Mapping[str, tuple[tuple[str, ...], Any]]] = {
    "role": (("Role", "Reimbursable", "Standing"), _role),
    "service": (("Service", "Phases", "Standing"), _service),
    "stream": (("Payment", "To", "Days", "Standing"), _stream),
    "indicator": (_OF_YEARS, _of_years("indicators")),
    "obligation": (_OF_YEARS, _of_years("obligations")),
    "window": (_OF_YEARS, _of_years("windows")),
    "date": (_OF_YEARS, _of_years("key_dates")),
    "year": (("Contract year", "First published", "Services delivered"), _year),
}
