"""A service, duty, payment stream, indicator or window on every day, with the terms that belong to it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from pcn_des.contract.files import every_key, load_year, title_of, year_of, years
from pcn_des.contract.history import history
from pcn_des.contract.stream_terms import explains
from pcn_des.draft_mark import draft_mark
from pcn_des.errors import UnknownNameError
from pcn_des.formats.by_day.days import days_of_change, in_spells
from pcn_des.formats.by_day.packing import Packed, Plain

KINDS: Final = {
    "services": "service",
    "obligations": "obligation",
    "payments": "stream",
    "indicators": "indicator",
    "windows": "window",
    "key_dates": "date",
    "glossary": "word",
}


def entry(section: str, key: str) -> Plain:
    """What the contract says of an entry on each day of the data, as far as is known today.

    Args:
        section: `services`, `obligations`, `payments`, `indicators`, `windows`, `key_dates` or `glossary`.
        key: the key of the entry.

    Raises:
        UnknownNameError: a section or an entry that there is not.

    Examples:
        >>> for spell in entry("services", "enhanced_access")["spells"][3:5]:
        ...     print(spell["since"], spell["says"]["phase"])
        2022-04-01 preparation
        2022-10-01 delivery
    """
    if section not in KINDS:
        raise UnknownNameError("section", section, KINDS)
    if key not in every_key(section):
        raise UnknownNameError(f"entry among the {section}", key, every_key(section))
    packed = Packed()
    days = days_of_change(lambda of, name: (of, name) == (section, key))
    spells = list(in_spells(days, partial(_says, section, key, packed)))
    versions = {term: packed.terms(history(term)) for term in terms_of(section, key)}
    return packed.file(KINDS[section], key, title_of(section, key), spells=spells, history=versions)


def keys_in(section: str) -> tuple[str, ...]:
    """Every key that a section has had on any day: `roles`, or one of those of `entry`.

    Raises:
        UnknownNameError: a section that there is not.

    Examples:
        >>> keys_in("windows")
        ('opt_out', 'opt_out_after_change', 'registration', 'registrations_confirmed', 'sign_up')
    """
    if section not in (*KINDS, "roles"):
        raise UnknownNameError("section", section, (*KINDS, "roles"))
    return tuple(sorted(every_key(section)))


def terms_of(section: str, key: str) -> tuple[str, ...]:
    """The keys of the terms that belong to an entry: a stream its rates and what explains it, a service its own."""
    terms = sorted(every_key("terms"))
    if section == "payments":
        streams = {stream for year in years() for stream in load_year(year).payments}
        return tuple(term for term in terms if explains(term, streams) == key)
    return tuple(term for term in terms if section == "services" and term.startswith(f"{key}."))


def _says(section: str, key: str, packed: Packed, day: date) -> Plain | None:
    """The entry that answers for a day, or what is said of one that was not found; None where there is none."""
    contract = year_of(day)
    found = contract.answering(section, day, date.max).get(key)
    gap = contract.missing_note(section, key, day, after=found.published if found else None, known_on=date.max)
    draft = draft_mark(contract.draft)
    if found is not None:
        missing = {"missing": gap.note, "looked": gap.looked} if gap else {}
        return {**packed.entry(found), **missing, **draft}
    return {"missing": gap.note, "looked": gap.looked, **draft} if gap else None
