"""Everything that has a page and a file of its own: its kind, key, title, other names, and where both stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import attrs

from making.errata import errata
from making.titles import full_title
from pcn_des.contract.areas import area_title
from pcn_des.contract.files import every_key, load_year, years
from pcn_des.formats.by_day import entries, roles, terms, whole
from pcn_des.formats.by_day.packing import Packed, Plain

OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {  # besides those of roles, which the package has
    "investment_and_impact_fund": ("IIF",),
    "arrs_sum": ("ARRS", "ARRS sum", "Additional Roles Reimbursement Scheme"),
    "enhanced_health_in_care_homes": ("EHCH", "care homes"),
    "structured_medication_reviews": ("SMR", "SMRs"),
    "cvd_prevention_and_diagnosis": ("CVD",),
    "tackling_neighbourhood_health_inequalities": ("TNHI", "health inequalities"),
    "enhanced_access": ("EA",),
    "extended_hours_access": ("EHA",),
    "capacity_and_access_support": ("CASP", "CAP"),
    "capacity_and_access_improvement": ("CAIP", "CAP"),
    "early_cancer_diagnosis": ("ECD",),
    "social_prescribing": ("SPLW service",),
}
FOUND_BY: Final[Mapping[str, tuple[str, ...]]] = {  # what search finds it by too, which is no name of it alone
    "clinical_director": ("CD",),
    "clinical_director.in_post": ("CD",),
    "commissioner": ("ICB",),
    "healthcare_support_worker": ("HCA",),
    "mental_health_practitioner_adult": ("MHP",),
    "mental_health_practitioner_cyp": ("MHP",),
}
FOLDERS: Final[Mapping[str, str]] = {
    "roles": "roles",
    "services": "services",
    "payments": "streams",
    "indicators": "indicators",
    "obligations": "obligations",
    "windows": "windows",
    "key_dates": "dates",
}


@attrs.frozen(kw_only=True)
class Thing:
    """Something with a page: `path` is that of the page and of the file, without its ending."""

    kind: str  # role, service, stream, indicator, obligation, window, date, year, changes, calendar, terms, …
    section: str
    key: str
    title: str
    path: str
    aliases: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The page, from the root of the site."""
        return f"{self.path}/"

    @property
    def json(self) -> str:
        """The file, from the root of the site."""
        return f"{self.path}.json"

    @property
    def found_by(self) -> tuple[str, ...]:
        """What search finds it by before all else."""
        return (*self.aliases, *FOUND_BY.get(self.key, ()), self.key)

    def content(self) -> Plain:
        """What the file says, made by the library."""
        return _content(self)


@lru_cache(maxsize=1)
def things() -> tuple[Thing, ...]:
    """All of them, in the order of the contract."""
    return (*_entries(), *_years(), *_terms(), *_others())


def thing(section: str, key: str) -> Thing:
    """The thing of a section and key."""
    return _by_name()[section, key]


@lru_cache(maxsize=1)
def _by_name() -> Mapping[tuple[str, str], Thing]:
    return {(one.section, one.key): one for one in things()}


def place_of_term(key: str) -> tuple[Thing, str]:
    """The thing on whose page a term is told of, and its anchor there."""
    area, _, rest = key.partition(".")
    role = rest.partition(".")[0]
    if area == "arrs" and role in every_key("roles"):
        return thing("roles", role), key
    return thing("terms", area), key


def address_of(section: str, key: str) -> str:
    """Where an entry of the contract is told of, from the root of the site: its page, or its place on one.

    Raises:
        KeyError: it has none.
    """
    if section == "terms":
        at, anchor = place_of_term(key)
        return f"{at.url}#{anchor}"
    return f"glossary/#{key}" if section == "glossary" else thing(section, key).url


def _entries() -> Iterator[Thing]:
    for section, folder in FOLDERS.items():
        kind = "role" if section == "roles" else entries.KINDS[section]
        for key in sorted(every_key(section), key=lambda key: (full_title(section, key).casefold(), key)):
            others = tuple(roles.aliases(key)) if section == "roles" else OTHER_NAMES.get(key, ())
            title = full_title(section, key)
            yield Thing(
                kind=kind,
                section=section,
                key=key,
                title=title,
                path=f"{folder}/{key}",
                aliases=tuple(name for name in others if name.casefold() != title.casefold()),
            )


def _years() -> Iterator[Thing]:
    for year in years():
        path = f"years/{year.folder}"
        yield Thing(kind="year", section="years", key=year.folder, title=f"The contract of {year}", path=path)
    for before, after in pairwise(years()):
        key = f"{before.folder}-to-{after.folder}"
        yield Thing(
            kind="changes",
            section="changes",
            key=key,
            title=f"What changed from {before} to {after}",
            path=f"changes/{key}",
            aliases=(f"what changed in {after}", f"new in {after}"),
        )
    for year in years():
        yield Thing(
            kind="calendar",
            section="calendar",
            key=year.folder,
            title=f"Deadlines and dates of {year}",
            path=f"calendar/{year.folder}",
            aliases=(f"calendar of {year}", f"deadlines {year}"),
        )


def _terms() -> Iterator[Thing]:
    for area in terms.areas_of_terms():
        title = f"{area_title(area)}: terms"
        yield Thing(kind="terms", section="terms", key=area, title=title, path=f"terms/{area}")


def _others() -> Iterator[Thing]:
    yield Thing(
        kind="coverage",
        section="coverage",
        key="coverage",
        title="Coverage: how much is known, and what is not",
        path="coverage",
        aliases=("what is not known", "holes", "missing"),
    )
    yield Thing(
        kind="errata",
        section="errata",
        key="errata",
        title="Errata: what other sources say otherwise",
        path="errata",
        aliases=("errors", "conflicting sources"),
    )
    for area in areas_of_holes():
        title = f"{area_title(area)}: what is not known"
        yield Thing(kind="holes", section="holes", key=area, title=title, path=f"coverage/{area}")
    for year in years():
        if any(load_year(year).missing.values()):
            path = f"coverage/{year.folder}"
            title = f"What is not known of {year}"
            yield Thing(kind="holes of a year", section="holes of a year", key=year.folder, title=title, path=path)
    yield Thing(kind="glossary", section="glossary", key="glossary", title="Words of the field", path="glossary")
    yield Thing(
        kind="services",
        section="services of each day",
        key="services",
        title="Services of each day",
        path="services",
        aliases=("which services are in force",),
    )


@lru_cache(maxsize=1)
def areas_of_holes() -> tuple[str, ...]:
    """The areas in which something was looked for and not found."""
    return tuple(sorted({hole["area"] for hole in whole.coverage()["missing"]}))


def _content(one: Thing) -> Plain:
    whole_files = {"coverage": whole.coverage, "glossary": whole.glossary, "services": whole.services}
    match one.kind:
        case "role":
            return roles.role(one.key)
        case "year":
            return whole.year(one.key)
        case "calendar":
            return whole.calendar(str(one.key).replace("-", "/", 1))
        case "changes":
            before, after = (label.replace("-", "/", 1) for label in one.key.split("-to-"))
            return whole.changes(before, after)
        case "holes" | "holes of a year":
            return _holes(one)
        case "errata":
            return errata()
        case "terms":
            return terms.terms(one.key)
        case kind if kind in whole_files:
            return whole_files[kind]()
        case _:
            return entries.entry(one.section, one.key)


def _holes(one: Thing) -> Plain:
    """What was looked for and not found, of an area in every year or of a year in every area."""
    missing = [
        {**hole, "title": full_title(hole["section"], hole["key"])}
        for hole in whole.coverage()["missing"]
        if one.key in (hole["area"], hole["contract_year"].replace("/", "-"))
    ]
    return Packed().file("holes", one.key, one.title, missing=missing)


def index() -> Plain:
    """The list of all things, and of every term with the thing that has it, for `index.json`."""
    listed: list[dict[str, Any]] = [
        {
            "kind": one.kind,
            "key": one.key,
            "title": one.title,
            "aliases": list(one.aliases),
            "found_by": list(FOUND_BY.get(one.key, ())),
            "url": one.url,
            "json": one.json,
        }
        for one in things()
    ]
    for key in sorted(every_key("terms")):
        at, anchor = place_of_term(key)
        listed.append(
            {
                "kind": "term",
                "key": key,
                "title": full_title("terms", key),
                "aliases": [],
                "found_by": [],
                "url": f"{at.url}#{anchor}",
                "json": at.json,
            }
        )
    return list_file("index", "index", "Everything that has a page and a file", things=listed) | {
        "years": [str(year) for year in years()],
        "package": "data/datapackage.json",
    }


def list_file(kind: str, key: str, title: str, **said: Any) -> Plain:
    """A file that lists things: what every file says of itself, and no terms or sources, for it has none."""
    whole_file = Packed().file(kind, key, title, **said)
    return {name: value for name, value in whole_file.items() if name not in ("terms", "sources")}
