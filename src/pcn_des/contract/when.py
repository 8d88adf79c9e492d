"""When something of the contract was in force or will be, for whoever asks on a day on which it is not."""

from __future__ import annotations

from datetime import date

from pcn_des.contract.entries import Entry, Service
from pcn_des.contract.files import load_year, years
from pcn_des.contract.saying import phase_in_words
from pcn_des.contract.year import as_known
from pcn_des.dates import joined
from pcn_des.wording import in_words


def when_in_force(section: str, key: str, day: date, known_by: date) -> str:
    """`it was until 30 September 2022`, `it will be from 1 April 2022`, both or neither; by what was known by a day."""
    spells = joined(entry.period for entry in _known(section, key, known_by) if _counts(entry))
    said = []
    before = [spell for spell in spells if spell.until and spell.until < day]
    if before:
        said.append(f"it was until {in_words(before[-1].until)}")
    after = [spell for spell in spells if spell.since > day]
    if after:
        said.append(f"it will be from {in_words(after[0].since)}")
    return " and ".join(said)


def _counts(entry: Entry) -> bool:
    """Whether an entry says that something is in force: a service is so in delivery."""
    return not isinstance(entry, Service) or entry.phase == "delivery"


def what_became(service: str, day: date, known_by: date) -> str:
    """What the data last said of a service that is not in delivery on a day: `It is withdrawn. …`."""
    begun = [entry for entry in _known("services", service, known_by) if entry.since <= day]
    last = max(begun, key=lambda entry: (entry.since, entry.published), default=None)
    if not isinstance(last, Service) or _counts(last):
        return ""
    return f"It is {phase_in_words(last)}. {last.note}".rstrip()


def _known(section: str, key: str, known_by: date) -> list[Entry]:
    """Every version of an entry that had been published by a day."""
    entries = (entry for year in years() for entry in getattr(load_year(year), section).get(key, ()))
    return list(as_known(entries, known_by))
