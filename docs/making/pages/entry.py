"""The pages of services, duties, payment streams, indicators, windows and other dates: what each year says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import pcn_des as des
from making.errata import when_in_words
from making.indicators import in_short, not_found_in_words
from making.markup import (
    answers,
    banner,
    boost_of,
    cited,
    code,
    day,
    days,
    front,
    key,
    link,
    note,
    page,
    short,
    standing,
    table,
    text,
)
from making.spells import standings_by_year, years_of
from making.things import Thing, address_of, things
from making.titles import full_title, heading, own_title
from making.values import ended, last_edition, now, rates_of, term_section, value
from pcn_des.contract.entries import Entry, Indicator, KeyDate, Obligation, Payment, Service, Term, Window
from pcn_des.contract.files import evidence_kinds, load_year, years
from pcn_des.contract.saying import phase_in_words, points_in_words, thresholds_in_words
from pcn_des.contract.year import Missing, YearContract, when_published
from pcn_des.formats.by_day.entries import terms_of
from pcn_des.wording import in_words

WHAT: Final = {
    "service": "A service that networks provide.",
    "stream": "A payment of the contract.",
    "indicator": "An indicator of the Investment and Impact Fund (IIF).",
    "obligation": "A duty of the contract.",
    "window": "A window in which somebody may act.",
    "date": "A day on which somebody claims, declares, approves or pays.",
}
ABOVE: Final = {
    "service": ("Services", "services/"),
    "stream": ("Payment streams", "streams/"),
    "indicator": ("Indicators", "indicators/"),
    "obligation": ("Duties", "obligations/"),
    "window": ("Windows", "windows/"),
    "date": ("Other dates", "dates/"),
}
BOOSTS: Final = {"service": 6, "stream": 5, "indicator": 4, "obligation": 2, "window": 4, "date": 3}
AREAS_OF: Final = {  # the area of the duties of a service, where it is called otherwise
    "enhanced_health_in_care_homes": "care_homes",
    "structured_medication_reviews": "medication_reviews",
    "early_cancer_diagnosis": "early_cancer",
    "cvd_prevention_and_diagnosis": "cvd",
    "tackling_neighbourhood_health_inequalities": "inequalities",
}


def versions_of(section: str, name: str) -> list[Any]:
    """Every version of an entry through the years."""
    return [entry for year in years() for entry in getattr(load_year(year), section).get(name, ())]


def entry_page(one: Thing) -> str:
    """The page as Markdown."""
    found = versions_of(one.section, one.key)
    return page(
        front(
            one.title,
            found_by=one.found_by,
            above=ABOVE[one.kind],
            boost=boost_of(BOOSTS[one.kind], one.found_by),
            description=f"{one.title}: what the Network Contract DES says of it, year by year.",
        ),
        f"# {text(one.title)}{short(one.aliases)}",
        _names(one),
        _in_short(one, found),
        *(_terms(one) if one.kind == "stream" else ()),
        "## Year by year" if found else "",
        _versions(one, found),
        _gaps(one),
        *_duties(one),
        *(_terms(one) if one.kind != "stream" else ()),
        *_read(one),
        _answers(one, found),
    )


def _names(one: Thing) -> str:
    also = f" Also called {text(', '.join(one.aliases))}." if one.aliases else ""
    return f"{WHAT[one.kind]} Key {key(one.key)}.{also}"


def _in_short(one: Thing, found: Sequence[Entry]) -> str:
    if not found:
        return '<p class="in-short">It is known to exist; its text was not found.</p>'
    last = found[-1]
    parts = in_short(last) if isinstance(last, Indicator) else [part for _, part in said_of(last)[:3]]
    said = ". ".join(part.rstrip(".") for part in parts)
    rates = "".join(f"<br>{text(_title_of(rate))}: {now(rate)}" for rate in _rates(one, last))
    return f'<p class="in-short">{said or text(last.title)}. {days(last.since, last.until)} {standing(last)}{rates}</p>'


def _title_of(rate: Term) -> str:
    return own_title("terms", rate) or heading("terms", rate.key)


def _rates(one: Thing, last: Entry) -> list[Term]:
    """The rates of a stream on the last day that it is paid."""
    contract = des.terms(last.until)
    names = rates_of(one.key) if one.kind == "stream" else ()
    return [contract[name] for name in names if name in contract]


def said_of(entry: Entry) -> list[tuple[str, str]]:
    """What an entry says, by label, as HTML; what is empty is left out."""
    return [(label, said) for label, said in _said(entry) if said]


def _said(entry: Entry) -> Iterator[tuple[str, str]]:
    match entry:
        case Service():
            yield "Phase", text(_first_large(phase_in_words(entry)))
        case Obligation():
            yield "Owed by", text(f"{entry.owed_by}, {entry.strength}")
            yield "Due", text(f"Due {entry.due}" if entry.due else _often(entry))
            yield "Only where", text(entry.when or "")
            yield "Checked by", text(_checked_by(entry))
            yield "If not", text(_follows(entry))
        case Payment():
            yield "To", text(f"To the {entry.payee}, {entry.paid}")
            yield "If", text(entry.condition)
            yield (
                "Kind",
                text(
                    "The most that can be claimed or earned, paid to nobody as such" if entry.kind == "ceiling" else ""
                ),
            )
        case Indicator():
            yield "Points", text(points_in_words(entry))
            yield "Thresholds", text(thresholds_in_words(entry))
            yield "Measured of", text(entry.numerator)
            yield "Out of", text(entry.denominator)
            yield "Without", text("; ".join(entry.exclusions))
            yield "Not found", text(", ".join(not_found_in_words(entry)))
        case Window():
            yield "Who and what", text(f"{entry.who}: {entry.what}")
            yield "Opens", text(f"Opens {entry.opens}" if entry.opens else "")
            yield "Closes", text(f"Closes {entry.closes}" if entry.closes else "")
            yield "Effect", text(entry.effect)
        case KeyDate():
            yield "Who", text(f"{entry.who}: {entry.kind}")
            yield "When", text(_first_large(when_in_words(entry)))
            yield "Effect", text(entry.effect)


def _first_large(said: str) -> str:
    return said[:1].upper() + said[1:]


def _often(duty: Obligation) -> str:
    return "Every week" if duty.weekly else "Every month" if duty.monthly else "Once a year" if duty.yearly else ""


def _checked_by(duty: Obligation) -> str:
    if duty.judgement:
        return f"A person: {duty.judgement}"
    return f"A record: {evidence_kinds()[duty.evidence].title}" if duty.evidence else "A rule"


def _follows(duty: Obligation) -> str:
    return duty.consequence or (duty.follows.words.capitalize() if duty.follows else "")


def _versions(one: Thing, found: Sequence[Entry]) -> str:
    """A row for each version, the newest first, with a column for what its kind says."""
    labels = list(dict.fromkeys(label for entry in found for label, _ in _said(entry)))
    rows = []
    for entry in sorted(found, key=lambda entry: (entry.since, entry.published or entry.since), reverse=True):
        said = dict(_said(entry))
        rows.append(
            [
                _replaced(entry, found)
                + days(entry.since, entry.until)
                + _published(entry)
                + ended(entry)
                + note(own_title(one.section, entry))
                + note(entry.note),
                *(said.get(label, "") for label in labels),
                text(entry.clause or ""),
                standing(entry),
                cited(entry.sources),
            ]
        )
    return table(("Days", *labels, "Clause", "Standing", "Source"), rows, f"Year by year: {one.title}")


def _replaced(entry: Entry, found: Sequence[Entry]) -> str:
    """A banner for a version of which a later publication says otherwise, and from which day on."""
    if entry.published is None:
        return ""
    later = [
        one
        for one in found
        if one.published is not None and one.published > entry.published and one.period.overlaps(entry.period)
    ]
    if not later:
        return ""
    first = min(later, key=lambda one: (max(one.since, entry.since), when_published(one)))
    since = f"From {day(first.since)} by" if first.since > entry.since else "By"
    return banner(f"{since} what was published on {day(when_published(first))}.")


def _published(entry: Entry) -> str:
    late = entry.published and entry.published > load_year_of(entry).published
    return f'<br><span class="note">known since {day(entry.published)}</span>' if late and entry.published else ""


def load_year_of(entry: Entry) -> YearContract:
    """The contract year that an entry is of."""
    return next(load_year(year) for year in years() if year.first_day <= entry.since <= year.last_day)


def _gaps(one: Thing) -> str:
    """What was looked for and not found of it, and in which years."""
    notes: dict[tuple[str, str], list[str]] = {}
    for contract in map(load_year, years()):
        for gap in contract.missing[one.section].get(one.key, ()):
            notes.setdefault((gap.note, gap.looked), []).append(_of(contract, gap))
    rows = [
        [text(said), text(looked), text(", ".join(dict.fromkeys(where)))] for (said, looked), where in notes.items()
    ]
    listed = table(("What was not found", "Where was looked", "Years"), rows, f"Not found: {one.title}")
    return f"## Not found\n\n{listed}" if listed else ""


def _of(contract: YearContract, gap: Missing) -> str:
    return f"{contract.year}{f' (since {in_words(gap.since_published)})' if gap.since_published else ''}"


def _terms(one: Thing) -> Iterator[str]:
    """The terms that belong to a stream or service; what is said of every stream is on a page of its own."""
    rates = rates_of(one.key)
    found = sorted(terms_of(one.section, one.key), key=lambda name: (name not in rates, name))
    if found:
        yield "## Its terms"
        for name in found:
            yield term_section(name)
    if one.section == "payments":
        there = link(one.url, "terms/payments/", "the terms of payments")
        yield f"What is said of payments of every kind is with {there}."


def _duties(one: Thing) -> Iterator[str]:
    """The duties of a service, each a link, with the years that have it."""
    area = AREAS_OF.get(one.key, one.key)
    found = [duty for duty in things() if duty.kind == "obligation" and duty.key.partition(".")[0] == area]
    if one.kind == "service" and found:
        yield "## Its duties"
        rows = []
        for duty in found:
            said = versions_of("obligations", duty.key)
            owed = text(f"{said[-1].owed_by}, {said[-1].strength}") if said else ""
            titled = f"{link(one.url, duty.url, text(duty.title))}<br>{key(duty.key)}"
            rows.append([titled, owed, years_of(said), standings_by_year(said)])
        yield table(("Duty", "Owed by", "Years", "Standing"), rows, f"Duties of: {one.title}")


@lru_cache(maxsize=1)
def _readers() -> dict[str, set[str]]:
    """The keys of the terms that are read by each finding, stream or other answer."""
    found: dict[str, set[str]] = {}
    for row in des.reach().to_dict():
        if row["section"] == "terms":
            for reader in row["readers"]:
                found.setdefault(reader.partition(": ")[2], set()).add(row["key"])
    return found


def _read(one: Thing) -> Iterator[str]:
    """The terms that the answer about a duty reads, each a link."""
    found = sorted(_readers().get(one.key, ())) if one.section == "obligations" else []
    if found:
        yield "## The terms that decide it"
        rows = []
        for name in found:
            edition = last_edition(name)
            last, said = edition.term, value(edition)
            rows.append(
                [
                    link(one.url, address_of("terms", name), text(full_title("terms", name))) + f"<br>{key(name)}",
                    said,
                    days(last.since, last.until),
                    standing(last),
                ]
            )
        yield table(("Term", "Last value", "In force", "Standing"), rows, f"Terms that decide: {one.title}")


def _answers(one: Thing, found: Sequence[Entry]) -> str:
    if one.section == "key_dates":
        return _of_calendar(one)
    if not found:
        asked = _missing_day(one)
        python = f'print(des.terms({code(asked)}).not_found("{one.section}")["{one.key}"].note)'
        return answers(one.url, python, f"pcn-des terms {one.key} --section {one.section} --as-of {asked}", one.json)
    asked = found[-1].until
    section = "all_services" if one.section == "services" else one.section
    python = f'print(des.terms({code(asked)}).{section}["{one.key}"])'
    command = f"pcn-des terms {one.key} --section {one.section} --as-of {asked}"
    return answers(one.url, python, command, one.json)


def _of_calendar(one: Thing) -> str:
    """A date is asked for in the calendar of the last year that has it; one that was not found, in its notes."""
    entered = [str(year) for year in years() if one.key in load_year(year).key_dates]
    keys = (one.key, *dict.fromkeys(entry.term for entry in versions_of("key_dates", one.key)))  # a day may be a term's
    with_it = [(label, day.key) for label in entered for day in des.deadlines(label) if day.key in keys]
    missing = [str(year) for year in years() if one.key in load_year(year).missing["key_dates"]]
    year, key_of_day = with_it[-1] if with_it else ((missing or entered)[-1], one.key)
    listed = f'for day in calendar:\n    if day.key == "{key_of_day}":\n        print(day)'
    shown = listed if with_it else "print(calendar.notes)" if missing else "print(calendar)"
    return answers(one.url, f'calendar = des.deadlines("{year}")\n{shown}', f"pcn-des calendar {year}", one.json)


def _missing_day(one: Thing) -> date:
    return next(
        gap.until for year in reversed(years()) for gap in load_year(year).missing[one.section].get(one.key, ())
    )
