"""Pictures of what the package says of the contract and of claims: whole texts, as they were reviewed.

`python tests/support/snapshotting.py` writes them again: read what it changes before you keep it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pcn_des as des
from pcn_des.contract.areas import CHOSEN_FROM, Choice
from pcn_des.contract.coverage import ways_of_checking
from pcn_des.contract.files import years
from pcn_des.contract.indicators import indicators_of
from pcn_des.contract.listing import listing, overview
from pcn_des.contract.question import terms
from support.published import PUBLISHED
from support.staff import claimed

Pictures = Mapping[str, Callable[[], str]]

_DAYS: Final = (date(2019, 8, 1), date(2021, 6, 1), date(2022, 11, 14), date(2024, 11, 1), date(2026, 5, 1))
_TERMS: Final = (
    "arrs.scheme.last_claim_date",
    "core_pcn_funding.rate",
    "enhanced_access.minutes_per_1000",
    "extended_hours_access.rate",
    "population.snapshot_date",
)
_CLAIMS: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "maximum not found": ("2025-04", {"annual_cost": 90_000, "known_on": "2025-08-01"}),
    "maximum as first published": ("2025-04", {"annual_cost": 90_000, "known_on": "2025-07-31"}),
    "maximum of the year before": ("2024-10", {"annual_cost": 90_000, "known_on": "2024-09-25"}),
    "outer London": ("2025-04", {"role": "care_coordinator", "area": "outer_london", "annual_cost": 70_000}),
    "inner London": ("2024-05", {"role": "enhanced_practice_nurse", "area": "inner_london", "annual_cost": 90_000}),
    "supplier fee": ("2024-05", {"role": "social_prescribing_link_worker", "wte": "0.5", "annual_cost": 18_000,
                                 "supplier_fee": 2_000}),
    "band that the role does not have": ("2025-05", {"role": "mental_health_practitioner_adult", "band": "9",
                                                     "first": False, "annual_cost": 60_000}),
    "band not on record": ("2025-05", {"role": "mental_health_practitioner_adult", "band": None, "first": False,
                                       "annual_cost": 60_000}),
    "first or further not on record": ("2024-05", {"role": "mental_health_practitioner_adult", "band": "7",
                                                   "first": None, "annual_cost": 60_000}),
    "band above the role": ("2024-12", {"role": "social_prescribing_link_worker", "since": "2024-11-01", "band": "6",
                                        "annual_cost": 30_000}),
    "recruited early": ("2020-03", {"since": "2020-02-17", "known_on": "2020-02-21"}),
    "recruited early, another role": ("2020-03", {"role": "first_contact_physiotherapist", "since": "2020-02-17"}),
    "in the place of another": ("2020-03", {"covers_leave_of": "P2", "since": "2020-02-16"}),
    "in the place of itself": ("2021-04", {"id": "P2", "covers_leave_of": "P1", "since": "2020-04-01"}),
    "not additional": ("2020-03", {"additional": False, "since": "2020-02-16"}),
    "GP without what was asked": ("2025-04", {"role": "GP", "since": "2025-04-01", "annual_cost": 180_000}),
    "GP two years after the certificate": ("2025-02", {"role": "GP", "since": "2025-01-15", "previous": "none",
                                                       "regular": True, "years_from_cct": "2.01"}),
    "GP before there was one": ("2024-09", {"role": "GP", "since": "2024-09-01", "annual_cost": 180_000}),
    "GP on a band": ("2024-12", {"role": "GP", "since": "2024-11-01", "band": "7", "annual_cost": 30_000}),
    "GP of a year of which little is known": ("2026-04", {"role": "GP", "since": "2026-04-01",
                                                          "annual_cost": 180_000}),
    "leaves within the month": ("2025-01", {"until": "2025-01-17", "annual_cost": 90_000}),
    "comes within the month": ("2024-02", {"since": "2024-02-11", "annual_cost": 90_000}),
    "role of a year before": ("2025-04", {"known_on": "2025-03-26"}),
    "role that was not on record": ("2021-04", {"role": "paramedic", "since": "2021-03-01"}),
    "role that came within the year": ("2020-09", {"role": "nursing_associate", "since": "2020-09-14"}),
    "part month of a new role": ("2020-10", {"role": "nursing_associate", "since": "2020-10-14",
                                             "annual_cost": 90_000}),
    "second of a role with a cap": ("2024-10", {"role": "enhanced_practice_nurse", "annual_cost": 66_000}),
    "worked for the network before": ("2025-04", {"role": "healthcare_support_worker", "since": "2025-04-01",
                                                  "previous": "network", "known_on": "2025-05-01"}),
    "role that needs agreement": ("2025-04", {"role": "other_direct_patient_care", "band": "6",
                                              "since": "2025-04-01"}),
    "role that was agreed": ("2025-04", {"role": "other_direct_patient_care", "band": "6", "since": "2025-04-01",
                                         "agreed": "letter of 2 April 2025"}),
    "cost not on record": ("2024-10", {"annual_cost": None}),
    "a share of the cost": ("2019-07", {"role": "social_prescribing_link_worker", "since": "2019-07-01",
                                        "annual_cost": 90_000}),
}  # fmt: skip


def of_contract() -> Pictures:
    """What is said of the contract itself, by name."""
    labels = [str(year) for year in years() if year in PUBLISHED]
    return {
        **{f"dates of {label.replace('/', '-')}": partial(_text, des.deadlines, label) for label in labels},
        "dates of 2022-23 as known on 1 May 2022": partial(_text, des.deadlines, "2022/23", date(2022, 5, 1)),
        "dates of 2024-25 for a calendar": lambda: des.deadlines("2024/25").to_ical().decode().replace("\r\n", "\n"),
        **{f"changes {_file(a)} to {_file(b)}": partial(_text, des.compare, a, b) for a, b in pairwise(labels[::2])},
        **{f"roles on {day}": partial(_roles, day) for day in _DAYS},
        "lists of 14 November 2022": partial(_lists, date(2022, 11, 14)),
        **{f"indicators of {_file(label)}": partial(_as_json, indicators_of, label) for label in labels[1::2]},
        **{f"history of {key}": partial(_history, key) for key in _TERMS},
        "coverage": lambda: _json(des.coverage().to_dict()),
        "ways of checking": lambda: _json(ways_of_checking().to_dict()),
    }


def of_claims() -> Pictures:
    """Claims that turn out in every way, by what is particular of them."""
    return {name: partial(_claim, month, told) for name, (month, told) in _CLAIMS.items()}


def folder(name: str) -> Path:
    """Where the pictures of a kind are kept."""
    return Path(__file__).parents[1] / "snapshots" / name


def reviewed(name: str) -> dict[str, str]:
    """The pictures of a kind as they were reviewed."""
    return {path.stem: path.read_text(encoding="utf-8") for path in folder(name).glob("*.txt")}


def write(name: str, pictures: Pictures) -> None:
    """Keep the pictures of a kind as they are now."""
    folder(name).mkdir(exist_ok=True)
    for old in folder(name).glob("*.txt"):
        old.unlink()
    for title, draw in pictures.items():
        (folder(name) / f"{title}.txt").write_text(draw(), encoding="utf-8")


def _file(label: str) -> str:
    return label.replace("/", "-")


def _text(ask: Callable[..., Any], *about: Any) -> str:
    return f"{ask(*about)}\n"


def _as_json(ask: Callable[..., Any], *about: Any) -> str:
    return _json(ask(*about).to_dict())


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _roles(day: date) -> str:
    return "\n\n".join(str(des.reimbursable(role, day)) for role in terms(day).roles) + "\n"


def _lists(day: date) -> str:
    contract = terms(day)
    sections = [str(listing(contract, Choice(section=section))) for section in CHOSEN_FROM]
    return "\n\n".join([str(overview(contract)), *sections]) + "\n"


def _history(key: str) -> str:
    return "\n".join(map(repr, des.history(key))) + "\n"


def _claim(month: str, told: Mapping[str, Any]) -> str:
    return _json(claimed(month, **told).to_dict())
