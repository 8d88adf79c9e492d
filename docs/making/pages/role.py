"""The page of a role: on which days it is reimbursable, for how much in each area, on what conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

import pcn_des as des
from making.markup import (
    answers,
    badge,
    boost_of,
    cited,
    code,
    day,
    days,
    front,
    key,
    note,
    page,
    short,
    standing,
    table,
    text,
)
from making.things import Thing, things
from making.titles import heading
from making.values import NOT_ESTABLISHED, at_first, first_told, in_full, term_section
from pcn_des.contract.entries import Role, Term
from pcn_des.contract.files import every_key, load_year, years
from pcn_des.contract.role_terms import NOT_SHOWN
from pcn_des.cost_areas import AREA_IN_WORDS, AREAS, NATIONAL
from pcn_des.dates import ContractYear, Period, joined
from pcn_des.formats.by_day.roles import role as file_of
from pcn_des.units import behind

MAXIMUM = "max_reimbursement"
_PEOPLE = re.compile(r"(?:ist|ian|er|or|ic|nurse|lead|coach|associate|assistant)$")  # how words for them end
PAY = "GBP per WTE per year"  # the unit of a maximum
AREA_TITLES = {**{area: f"{said[:1].upper()}{said[1:]}" for area, said in AREA_IN_WORDS.items()}, NATIONAL: "England"}


def versions(role: str) -> list[Role]:
    """Every version of a role through the years."""
    return [entry for year in years() for entry in load_year(year).roles.get(role, ())]


@cache
def spells(role: str) -> tuple[Period, ...]:
    """The days on which a role is reimbursable, as far as is known today."""
    said = (spell for spell in file_of(role)["spells"] if spell["says"]["reimbursable"])
    days = (Period(date.fromisoformat(spell["since"]), date.fromisoformat(spell["until"])) for spell in said)
    return tuple(joined(days))


def role_page(one: Thing) -> str:
    """The page as Markdown."""
    asked = _asked_day(one.key)
    return page(
        front(
            one.title,
            found_by=(*one.found_by, *plurals(one)),
            above=("Roles", "roles/"),
            boost=boost_of(6, one.found_by),
            description=f"{one.title}: when the role is reimbursable under the ARRS, and for how much.",
        ),
        f"# {text(one.title)}{short(one.aliases)}",
        _names(one),
        _in_short(one.key),
        "## For how much",
        "The most that is reimbursed for one whole-time equivalent in a year, by area. A network in London has its own "
        "figure where the contract has one.",
        _maxima(one.key),
        "Every figure that was ever published is [below](#every-term-of-the-role), with its source.",
        "## When it is reimbursable",
        _days(one.key),
        "## Every term of the role",
        *_terms(one.key),
        answers(
            one.url,
            f'answer = des.reimbursable("{one.key}", {code(asked)}, area="national")\nprint(answer)',
            f"pcn-des role {one.key} --as-of {asked.isoformat()}",
            one.json,
        ),
    )


def plurals(one: Thing) -> tuple[str, ...]:
    """The words for several people of a role, which search finds it by too: `pharmacists`, `GPs`."""
    said = (re.split(r"[(/]", name)[0].split()[-1:] for name in (one.title, *one.found_by) if "_" not in name)
    words = [word if word.isupper() else word.lower() for words in said for word in words]
    people = dict.fromkeys(word for word in words if word.isupper() or _PEOPLE.search(word))
    return tuple(f"{word}{'es' if word.endswith('ch') else 's'}" for word in people)


def _names(one: Thing) -> str:
    also = f" Also called {text(', '.join(one.aliases))}." if one.aliases else ""
    return f"A role of the Additional Roles Reimbursement Scheme (ARRS). Key {key(one.key)}.{also}"


@cache
def day_of_examples() -> date:
    """The day that pages ask about: the first of the last contract year that is no draft."""
    return next(year.first_day for year in reversed(years()) if not load_year(year).draft)


def _asked_day(role: str) -> date:
    """The day of the examples; where the role had ended by then, the first of its last year that it is reimbursable."""
    last = spells(role)[-1]
    assert last.until is not None  # an entry ends with its year
    return max(last.since, min(day_of_examples(), ContractYear.of(last.until).first_day))


def _in_short(role: str) -> str:
    """In a sentence: since when, until when, and the maximum on a day, of which it says why it is that one."""
    end = years()[-1].last_day
    said = []
    for spell in spells(role):
        until = "" if spell.until == end else f" until {day(spell.until)}" if spell.until else ""
        said.append(f"since {day(spell.since)}{until}" if not until else f"from {day(spell.since)}{until}")
    asked = _asked_day(role)
    year = ContractYear.of(asked)
    answer = des.reimbursable(role, asked)
    most = _most(answer.maximum, answer.first_published)
    first = "the first day of" if asked == year.first_day else "its first day in"
    return f'<p class="in-short">Reimbursable {" and ".join(said)}. On {day(asked)}, {first} {year}: {most}</p>'


def _most(term: Term | None, before: Term | None) -> str:
    if term is None:
        return "not reimbursable."
    if term.is_known or term.is_bounded:
        return f"at most <strong>{_pounds(term)}</strong> a year for a full-time post {standing(term)}."
    was = f" {_superseded(before)}" if before is not None else ""
    return f"the maximum is not established: {text(term.note)}.{was}"


def _superseded(term: Term) -> str:
    published = f"{first_told(term)}{f' on {day(term.published)}' if term.published else ''}, and replaced since:"
    said = f"<strong>Superseded.</strong> {published} <del>{text(in_full(term))}</del> {standing(term)}"
    return f'<span class="superseded-banner">{said}</span>'


def _days(role: str) -> str:
    rows = [
        [
            days(entry.since, entry.until) + note(entry.note),
            standing(entry),
            text(entry.clause or ""),
            cited(entry.sources),
        ]
        for entry in sorted(versions(role), key=lambda entry: entry.since, reverse=True)
    ]
    return table(("Reimbursable", "Standing", "Clause", "Source"), rows, "When the role is reimbursable")


def _maxima(role: str) -> str:
    """A row for each spell of days with the same figures."""
    file = file_of(role)
    rows: list[tuple[date, date, list[str]]] = []
    for spell in reversed(file["spells"]):
        if spell["says"]["reimbursable"]:
            since = date.fromisoformat(spell["since"])
            answered = {area: des.reimbursable(role, since, area=area) for area in AREAS}
            cells = [_figure(answer.maximum, answer.first_published) for answer in answered.values()]
            shares = answered["national"].funding_share
            caps = answered["national"].cap
            said = [*cells, _graded(caps), _graded(shares)]
            until = date.fromisoformat(spell["until"])
            if rows and rows[-1][2] == said:
                rows[-1] = (since, *rows[-1][1:])
            else:
                rows.append((since, until, said))
    cells_of = [[days(since, until), *said] for since, until, said in rows]
    return table(("Days", *(AREA_TITLES[area] for area in AREAS), "Cap", "Share paid"), cells_of, "Maximum by area")


def _figure(term: Term | None, before: Term | None) -> str:
    if term is None:
        return ""
    if term.is_known or term.is_bounded:
        return f"{_pounds(term)} {standing(term)}"
    if before is not None:
        return f"not found {at_first(before, _pounds(before))}"
    return f"not found{note(term.note)}"


def _pounds(term: Term) -> str:
    if term.unit == PAY and isinstance(term.value, int | Decimal):
        return f"<span class=day>{text(term.in_words.removesuffix(behind(PAY, None)))}</span>"
    return text(in_full(term))


def _graded(term: Term | None) -> str:
    if term is None:
        return ""
    return f"{text(in_full(term))} {standing(term)}" if term.is_known or term.is_bounded else badge(*NOT_ESTABLISHED)


def _terms(role: str) -> Iterator[str]:
    """The maxima first, then the cap, the share and the band, then the conditions."""
    prefix = f"arrs.{role}."
    found = sorted(name for name in every_key("terms") if name.startswith(prefix))
    first = [name for name in found if name.split(".")[2] == MAXIMUM]
    second = [name for name in found if name.split(".")[2] in ("cap", "funding_share", "band")]
    last = [name for name in found if name.split(".")[2] in NOT_SHOWN]
    rest = [name for name in found if name not in (*first, *second, *last)]
    for name in (*first, *second, *rest, *last):
        yield term_section(name, _short(name))


def _short(name: str) -> str:
    said = heading("terms", name).rpartition(": ")[2]
    return said[:1].upper() + said[1:]


def rows_since_2019() -> Iterator[tuple[Thing, tuple[Period, ...]]]:
    """Each role with the days on which it is reimbursable, the oldest first."""
    found = [one for one in things() if one.kind == "role"]
    yield from sorted(((one, spells(one.key)) for one in found), key=lambda pair: (pair[1][0].since, pair[0].title))
