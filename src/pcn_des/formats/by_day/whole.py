"""The services of every day, a contract year at a glance, what changed between two, a calendar, how much is known."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from pcn_des.contract.areas import area_of
from pcn_des.contract.changes import compare
from pcn_des.contract.coverage import coverage as counted
from pcn_des.contract.deadlines import deadlines
from pcn_des.contract.files import every_key, load_year, year_of, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.draft_mark import draft_mark
from pcn_des.formats.by_day.days import days_of_change, in_spells
from pcn_des.formats.by_day.packing import Packed, Plain


def services() -> Plain:
    """The services of each day of the data in whatever phase they are, and what comes next of each.

    Examples:
        >>> [list(spell["says"]) for spell in services()["spells"]][0]
        ['extended_hours']
    """
    packed = Packed()
    days = days_of_change(lambda section, key: section == "services")
    spells = list(in_spells(days, partial(_services, packed)))
    return packed.file("services", "services", "Services of each day", spells=spells)


def _services(packed: Packed, day: date) -> Plain:
    contract = Terms(year_of(day), day)
    found = contract.all_services
    draft = draft_mark(found.draft_of)
    return {
        key: {**packed.entry(service), **draft, "next": _next(found.following(service))}
        for key, service in found.items()
    }


def _next(following: Any) -> dict[str, str] | None:
    """The phase that comes next, and from which day."""
    if following is None:
        return None
    return {"phase": following.phase, "into": following.into, "since": following.since.isoformat()}


def year(label: str) -> Plain:
    """A contract year at a glance: which entries it has of each kind, what is missing, and what is gone and why.

    Raises:
        OutsideDataError: a year that the data do not have.

    Examples:
        >>> year("2023/24")["keys"]["services"][:2]
        ['enhanced_access', 'social_prescribing']
    """
    contract = load_year(ContractYear.parse(label))
    return Packed().file(
        "year",
        contract.year.folder,
        str(contract.year),
        contract_year=str(contract.year),
        since=contract.year.first_day.isoformat(),
        until=contract.year.last_day.isoformat(),
        published=contract.published.isoformat(),
        draft=contract.draft,
        digest=contract.digest,
        keys={section: list(getattr(contract, section)) for section in SECTIONS},
        missing={
            section: {key: [gap.note for gap in gaps] for key, gaps in keys.items()}
            for section, keys in contract.missing.items()
            if keys
        },
        removed={section: dict(keys) for section, keys in contract.removed.items() if keys},
    )


def changes(before: str, after: str) -> Plain:
    """What `compare` answers of two contract years: each change with what was said and what is said, and its sources.

    `cited` has the places of what each cites, with the words.

    Raises:
        OutsideDataError: a year that the data do not have.

    Examples:
        >>> changes("2021/22", "2022/23")["changes"][0]["became"]
        'enhanced access took its place on 1 October 2022'
    """
    packed = Packed()
    found = compare(before, after)
    folders = (ContractYear.parse(label).folder for label in (before, after))
    said = [
        {**change.to_dict(), "cited": packed.sources(change.removed_by or change.entry.sources)}
        for change in found.changes
    ]
    return packed.file("changes", "-to-".join(folders), f"{before} to {after}", **{**found.to_dict(), "changes": said})


def calendar(label: str) -> Plain:
    """What `deadlines` answers of a contract year: each day with who has to act, what follows and where it stands.

    `cited` has the places of what each cites, with the words.

    Raises:
        OutsideDataError: a year that the data do not have.

    Examples:
        >>> calendar("2025/26")["days"][0]["month"]
        '2025-01'
    """
    packed = Packed()
    found = deadlines(label)
    said = {
        name: [{**day.to_dict(), "cited": packed.sources(day.citations)} for day in listed]
        for name, listed in (("days", found.days), ("withdrawn", found.withdrawn))
    }
    return packed.file(
        "calendar", ContractYear.parse(label).folder, f"Calendar of {label}", **{**found.to_dict(), **said}
    )


def glossary() -> Plain:
    """The words of the field, each with what it means in each contract year.

    Examples:
        >>> len(glossary()["keys"])
        41
    """
    packed = Packed()
    keys = {}
    for key in sorted(every_key("glossary")):
        contracts = [contract for contract in map(load_year, years()) if key in contract.glossary]
        words = [word for contract in contracts for word in contract.glossary[key]]
        keys[key] = {"title": words[-1].title if words else key, "versions": [packed.entry(word) for word in words]}
    return packed.file("glossary", "glossary", "Words of the field", keys=keys)


def coverage() -> Plain:
    """How much the data hold by area, year and standing; and each key that was looked for and not found.

    Examples:
        >>> coverage()["areas"]["anticipatory_care"]["2023/24"]
        {'single-source': 1, 'missing': 1}
    """
    missing = [
        {
            "contract_year": str(contract.year),
            "area": area_of(section, key),
            "section": section,
            "key": key,
            "since": gap.since.isoformat(),
            "until": gap.until.isoformat(),
            "since_published": gap.since_published.isoformat() if gap.since_published else None,
            "note": gap.note,
            "looked": gap.looked,
        }
        for contract in map(load_year, years())
        for section, keys in contract.missing.items()
        for key, gaps in keys.items()
        for gap in gaps
    ]
    found = counted()
    areas = {area: found.to_dict()[area] for area in found.areas}
    return Packed().file("coverage", "coverage", "Coverage and holes", areas=areas, missing=missing)
