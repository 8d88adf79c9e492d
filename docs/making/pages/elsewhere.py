"""How the lists of things, and what was not found, are got in Python and on the command line."""

from __future__ import annotations

from datetime import date
from typing import Final

from making.markup import answers
from pcn_des.contract.areas import CHOSEN_FROM
from pcn_des.contract.files import years

SECTIONS: Final = {
    "role": "roles",
    "service": "services",
    "stream": "payments",
    "indicator": "indicators",
    "obligation": "obligations",
    "window": "windows",
    "date": "key_dates",
}
OF_A_DAY: Final = "those of a day"
_DAYS = """\
from pcn_des.formats.by_day import {modules}

for key in entries.keys_in("{section}"):
    for spell in {call}["spells"]:
        if {there}:
            print(key, spell["since"], spell["until"], spell["says"].get("standing"))"""
_YEARS = """\
from pcn_des.formats.by_day.whole import year

for label in des.coverage().years:
    said = year(label)
    print(label, said["published"], said["keys"]["services"])"""
_AREAS = """\
from pcn_des.formats.by_day.terms import areas_of_terms

print(areas_of_terms())"""
_MISSING = """\
from pcn_des.formats.by_day.whole import coverage

for hole in coverage()["missing"]:
    if {wanted}:
        print(hole["contract_year"], hole["key"], hole["note"])"""


def of_a_list(kind: str, here: str, file: str, day: date) -> str:
    """The same list elsewhere; where no command gives the whole of it, what one gives of a day or a year."""
    before, last = map(str, years()[-2:])
    match kind:
        case "terms":
            return answers(here, _AREAS, f"pcn-des terms --as-of {day}", file, OF_A_DAY)
        case "year":
            return answers(here, _YEARS, "", file)
        case "changes":
            said = f'print(des.compare("{before}", "{last}"))'
            return answers(here, said, f"pcn-des changes {before} {last}", file, "the last of them", both=True)
        case "calendar":
            said = f'print(des.deadlines("{last}"))'
            return answers(here, said, f"pcn-des calendar {last}", file, "the last of them", both=True)
        case _:
            section = SECTIONS[kind]
            name = section if kind in ("role", "service") else f"terms --section {section}"
            command = f"pcn-des {name} --as-of {day}" if section in CHOSEN_FROM else ""
            return answers(here, _days_of(kind), command, file, OF_A_DAY)


def _days_of(kind: str) -> str:
    section = SECTIONS[kind]
    if kind == "role":
        there = 'spell["says"]["reimbursable"]'
        return _DAYS.format(modules="entries, roles", section=section, call="roles.role(key)", there=there)
    call = f'entries.entry("{section}", key)'
    return _DAYS.format(modules="entries", section=section, call=call, there='spell["says"]')


def of_holes(here: str, file: str, *, year: str = "", area: str = "") -> str:
    """What was not found of a year or of an area; the command counts it."""
    if year:
        wanted, command = f'hole["contract_year"] == "{year}"', "pcn-des coverage"
    else:
        wanted, command = f'hole["area"] == "{area}"', f"pcn-des coverage --area {area}"
    counted = "how many there are in each area and year" if year else "how many there are in each year"
    return answers(here, _MISSING.format(wanted=wanted), command, file, counted)
