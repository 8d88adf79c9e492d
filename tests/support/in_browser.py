"""What the pages are asked in a browser, and what Python answers to it here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import attrs
from making.asking import answering

import pcn_des as des
from pcn_des.contract.files import every_key, years
from pcn_des.cost_areas import AREAS
from pcn_des.display.roles import _facts
from pcn_des.examples.bundled import example_text
from pcn_des.formats import workbook
from pcn_des.formats.by_day import roles, whole
from pcn_des.wording import in_words

DAY: Final = "2022-11-14"
HOSTILE: Final = """<img src=x onerror="document.title='run'"></style></script><script>document.title='run'</script>"""
PATIENTS: Final = {"registered": "42000"}
QUESTIONS: Final = (
    ("role", {"role": "Paramedic", "day": "2020-05-01"}),
    ("role", {"role": "SPLW", "day": "2024-05-01", "area": "inner_london", "registered": "42,000"}),
    ("role", {"role": "GP", "day": "2024-05-01", "known_on": "2024-05-01"}),
    ("role", {"role": "paramedik", "day": "2020-05-01"}),
    ("role", {"role": HOSTILE, "day": "2020-05-01"}),
    ("services", {"day": "2021-11-01"}),
    ("owed", {"registered": "46,982", "adjusted": "47000", "year": "2024/25"}),
    ("owed", {"registered": "a lot", "year": "2024/25"}),
    ("claim", {"role": "Clinical pharmacist", "month": "2024-11", "cost": "£48,532.00", "wte": "0.8"}),
    ("claim", {"role": "Clinical pharmacist", "month": "2024-11", "wte": "2"}),
    ("deadlines", {"year": "2025/26"}),
)
IN_WORDS: Final = (  # a question in people's own words, and the one that it is
    ("Is a paramedic reimbursable on 1 May 2020?", "role", {"role": "Paramedic", "day": "2020-05-01"}),
    ("first contact physios, 01/10/2021", "role", {"role": "First contact physiotherapist", "day": "2021-10-01"}),
    ("What services were there in June 2023", "services", {"day": "2023-06-01"}),
    ("deadlines 2025/26", "deadlines", {"year": "2025/26"}),
    ("What is a PCN with 46,982 patients owed in 2024/25", "owed", {"registered": "46982", "year": "2024/25"}),
    (
        "what can we claim for a SPLW at £38,000 in May 2024",
        "claim",
        {"role": "Social prescribing link worker", "month": "2024-05", "cost": "38000"},
    ),
)


def files() -> dict[str, bytes]:
    """The files that are opened, by their name."""
    hostile = example_text().replace('name = "Riverside PCN"', f"name = '''{HOSTILE}'''")
    assert hostile != example_text()
    network = des.example_network()
    return {
        "riverside.toml": example_text().encode(),
        "riverside.json": json.dumps(network.to_dict()).encode(),
        "protected.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),  # while openpyxl is not there
        "riverside.xlsx": _workbook(network),
        "hostile.toml": hostile.encode(),
        "broken.toml": b"this is = = not TOML",
        "wrong.json": b'{"code": "U1", "name": "Millbrook PCN", "payees": [{"name": "Mill Lane"}]}',
        "latin.toml": 'code = "U99901"\nname = "Caf\xe9"'.encode("latin-1"),
        "posts.csv": b"role,wte\nGP,1",
        "picture.png": b"\x89PNG\r\n\x1a\n",
        "broken.xlsx": b"PK\x03\x04 no workbook",
    }


def _workbook(network: des.Network) -> bytes:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder, "riverside.xlsx")
        workbook.write(network, path)
        return path.read_bytes()


def expected() -> dict[str, Any]:
    """Each question with Python's answer, each file with its report and its page for Monday."""
    answers = answering()
    return {
        "questions": [
            {"kind": kind, "given": given, "answer": json.loads(answers.ask(kind, json.dumps(given)))}
            for kind, given in QUESTIONS
        ],
        "words": [{"text": text, "kind": kind, "given": given} for text, kind, given in IN_WORDS],
        "lookups": _looked_up(),
        "every_lookup": list(_every_lookup()),
        "files": [
            {
                "name": name,
                "report": json.loads(answers.check(json.dumps({"name": name, "day": DAY}), content)),
                "monday": json.loads(answers.monday(json.dumps({"name": name, "day": DAY}), content)),
            }
            for name, content in files().items()
        ],
        "pasted": json.loads(answers.check(json.dumps({"name": "", "day": DAY}), b"this is = = not TOML")),
        "day": DAY,
        "hostile": HOSTILE,
    }


def _looked_up() -> list[dict[str, Any]]:
    """What the site's own files are asked, and a sentence of Python's that has to be in the answer."""
    role, day = des.reimbursable("Paramedic", date(2020, 5, 1)), date(2021, 11, 1)
    services = [service.title for service in des.terms(day).all_services.values()]
    return [
        {"kind": "role", "given": {"role": "Paramedic", "day": "2020-05-01"}, "says": [role.reason]},
        {"kind": "services", "given": {"day": day.isoformat()}, "says": services},
        {"kind": "deadlines", "given": {"year": "2025/26"}, "says": [des.deadlines("2025/26").summary]},
    ]


def _every_lookup() -> Iterator[dict[str, Any]]:
    """All that can be looked up, on each day of change and the day before; of a role what Python says of its terms."""
    for key in sorted(every_key("roles")):
        for day in _days(roles.role(key)):
            for area in AREAS:
                given = {"role": key, "day": day, "area": area}
                yield {"kind": "role", "given": given, "says": _said(**given)}
            yield {"kind": "role", "given": given | PATIENTS, "says": _said(**given, **PATIENTS)}
    for day in _days(whole.services()):
        yield {"kind": "services", "given": {"day": day}}
    for year in years():
        yield {"kind": "deadlines", "given": {"year": str(year)}}


def _days(file: dict[str, Any]) -> list[str]:
    return [spell[end] for spell in file["spells"] for end in ("since", "until")]


def _said(role: str, day: str, area: str, registered: str = "") -> dict[str, Any]:
    """The answer's first words and its terms, without the conditions: those wait for Python."""
    patients = int(registered) if registered else None
    found = des.reimbursable(role, date.fromisoformat(day), area=area, registered=patients)
    return {
        "title": f"{found.title}: {in_words(found.answer)}",
        "lines": [found.reason, found.note],
        "more": list(_facts(attrs.evolve(found, conditions=()))) if found.maximum is not None else [],
    }
