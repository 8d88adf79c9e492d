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
from pcn_des.contract.files import every_key
from pcn_des.formats.by_day.{module} import {function}

for key in sorted(every_key("{section}")):
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
        return _DAYS.format(module="roles", function="role", section=section, call="role(key)", there=there)
    call = f'entry("{section}", key)'
    return _DAYS.format(module="entries", function="entry", section=section, call=call, there='spell["says"]')


def of_holes(here: str, file: str, *, year: str = "", area: str = "") -> str:
    """What was not found of a year or of an area; the command counts it."""
    if year:
        python = _MISSING.format(wanted=f'hole["contract_year"] == "{year}"')
        return answers(here, python, "pcn-des coverage", file, "how many there are in each area and year")
    wanted = f'area_of(hole["section"], hole["key"]) == "{area}"'
    python = f"from pcn_des.contract.areas import area_of\n{_MISSING.format(wanted=wanted)}"
    return answers(here, python, f"pcn-des coverage --area {area}", file, "how many there are in each year")
