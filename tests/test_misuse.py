"""Misuse of any public function is an error of the package: whatever is given for a parameter, nothing else comes out.

A path may be one that can't be read, which is an `OSError`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

import pcn_des as des
from pcn_des.brief import briefly
from pcn_des.errors import WrongTypeError
from pcn_des.formats import payments, practice_map
from pcn_des.network import Post, Remittance
from support.readers import TEXTS

pytestmark = pytest.mark.thorough  # each of 190 parameters is given twenty wrong values

DAY = date(2022, 11, 14)
NOVEMBER = date(2022, 11, 1)
NETWORK = des.example_network()
WORKFORCE = TEXTS["workforce"].replace("U99902", NETWORK.code).replace("2026,6", "2022,11").encode()
PAID = payments.read_networks(TEXTS["payments"].encode())
POST = Post(id="P1", role="paramedic", wte=1, since=NOVEMBER, annual_cost=50_000)
LONGEST: int = 1_000  # characters of a message about something wrong, whatever it is


class Unsayable:
    """A thing that Python can't write, as a half-made one of a database or a number of 5,000 digits."""

    def __repr__(self) -> str:
        raise RuntimeError("it is not there any more")


WRONG: list[Any] = [
    *(
        None,
        True,
        1,
        1.5,
        -1,
        2**40,
        "x",
        "",
        b"x",
        object(),
        [],
        {},
        (),
        set(),
        {"x": 1},
        {1: {}},
        ["x"],
        [None],
        ("x",),
    ),
    *([], {}, (), set(), {"x": 1}, {1: {}}, ["x"], [None], ("x",), datetime(2022, 11, 14), DAY, "x" * 100_000),
    *(date.min, date.max, date(9999, 12, 1)),
    *(Unsayable(), [Unsayable()], {"x": Unsayable()}, {Unsayable(): 1}, 10**5_000, [10**5_000], Decimal("1e5000")),
    *(["x" * 100_000], {"x": "x" * 100_000}, {"x" * 100_000: 1}, b"x" * 100_000, list(range(10_000))),
]

VALID: dict[str, dict[str, Any]] = {
    "access_ledger": {"network": NETWORK, "since": NOVEMBER, "until": DAY, "known_on": DAY},
    "assess": {"network": NETWORK, "as_of": DAY, "known_on": DAY, "under": None, "practice": None},
    "assess_many": {"networks": [NETWORK], "as_of": DAY, "known_on": DAY, "processes": 1, "progress": False},
    "briefing": {"network": NETWORK, "as_of": DAY, "known_on": DAY},
    "claim": {"post": POST, "month": NOVEMBER, "network": None, "known_on": DAY},
    "compare": {
        "before": "2022/23",
        "after": "2023/24",
        "known_on": None,
        "area": "roles",
        "section": None,
        "search": None,
    },
    "could_hire": {
        "role": "paramedic",
        "since": NOVEMBER,
        "left": des.Money(Decimal(50_000)),
        "area": "national",
        "annual_cost": None,
        "registered": 42_000,
        "held": Decimal(0),
        "known_on": None,
        "network": None,
    },
    "coverage": {"area": None, "section": None, "search": "minutes"},
    "deadlines": {"year": "2022/23", "known_on": None},
    "entitlements": {"network": NETWORK, "year": "2022/23", "known_on": None, "paid_by": None, "practice": None},
    "entitlements_many": {"networks": [NETWORK], "year": "2022/23", "known_on": None, "paid_by": None},
    "history": {"key": "enhanced_access.rate", "known_on": DAY},
    "iif": {
        "figures": {"CAN-04": (74, 100)},
        "year": "2025/26",
        "list_size_adjustment": "1.1",
        "prevalence_adjustments": {"CAN-04": 1},
        "as_of": None,
        "known_on": None,
    },
    "improvement": {
        "network": NETWORK,
        "year": "2024/25",
        "in_place": {},
        "declared": {},
        "as_of": None,
        "known_on": None,
    },
    "indicator_figures": {
        "source": TEXTS["indicators"].encode(),
        "year": "2025/26",
        "practices": {},
        "networks": None,
        "on": None,
        "known_on": None,
    },
    "indicator_points": {
        "indicator": "CAN-04",
        "year": "2025/26",
        "numerator": 74,
        "denominator": 100,
        "done": None,
        "baseline": None,
        "list_size_adjustment": None,
        "prevalence_adjustment": None,
        "personalised_care_adjustments": None,
        "known_on": None,
    },
    "national": {
        "epcn": (),
        "practice_maps": [practice_map.read(TEXTS["map"].encode())],
        "adjusted": (),
        "list_sizes": (),
        "payments": {"2021/22": PAID},
        "commissioner": "",
        "until": None,
    },
    "network_from_files": {
        "code": "U99901",
        "epcn": None,
        "adjusted": None,
        "list_sizes": None,
        "practice_map": None,
        "base": NETWORK,
        "edition": None,
    },
    "reach": {"area": None, "section": None, "search": "minutes"},
    "read_network": {"source": b'code = "U00001"\nname = "Millbrook PCN"\n', "name": "n.toml"},
    "reconcile": {
        "network": NETWORK,
        "year": "2022/23",
        "known_on": None,
        "remittances": [Remittance(stream="core_pcn_funding", month=NOVEMBER, amount=1)],
    },
    "reconcile_published": {"paid": PAID.rows, "year": "2021/22", "lists": None, "known_on": None, "networks": None},
    "reimbursable": {"role": "paramedic", "on": DAY, "area": "national", "registered": 42_000, "known_on": None},
    "streams_by_year": {"network": NETWORK, "known_on": DAY, "paid_by": None},
    "terms": {"as_of": DAY, "known_on": DAY, "network": NETWORK},
    "timeline": {"network": NETWORK, "since": date(2022, 11, 10), "until": DAY, "known_on": DAY},
    "verify": {"report": des.assess(NETWORK, DAY), "network": NETWORK, "under": None},
    "what_if": {
        "network": NETWORK,
        "practice": "Y99905",
        "change": "leaves",
        "on": DAY,
        "into": None,
        "as_of": None,
        "known_on": None,
    },
    "workforce": {"network": NETWORK, "year": "2022/23", "as_of": DAY, "known_on": None, "known_then": None},
    "workforce_return": {
        "source": WORKFORCE,
        "network": NETWORK,
        "on": None,
        "registered": 42_000,
        "claimed": {},
        "known_on": None,
    },
    "write_network": {"network": NETWORK, "path": "n.toml", "overwrite": True},
}
"""A valid value for every parameter of every public function."""

FUNCTIONS = [name for name in dir(des) if inspect.isfunction(getattr(des, name))]
PARAMETERS = [(name, parameter) for name, given in VALID.items() for parameter in given]


def asked(name: str, given: dict[str, Any]) -> Any:
    """What a function answers; what comes one after another is asked for to the end."""
    found = getattr(des, name)(**given)
    return list(found) if isinstance(found, Iterator) else found


def test_every_function_has_a_valid_value_for_every_parameter() -> None:
    signatures = {name: list(inspect.signature(getattr(des, name)).parameters) for name in FUNCTIONS}
    assert {name: sorted(given) for name, given in VALID.items()} == {
        name: sorted(parameters) for name, parameters in signatures.items()
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_valid_is_answered(name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked(name, VALID[name])


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=map(".".join, PARAMETERS))
def test_what_is_wrong_is_an_error_of_the_package(
    name: str, parameter: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    escaped = {briefly(value): repr(_escaping(name, parameter, value)) for value in WRONG}
    assert {value: error for value, error in escaped.items() if error != "None"} == {}


OF_A_NETWORK = sorted(name for name, given in VALID.items() if given.get("network") is NETWORK)


@pytest.mark.parametrize("name", OF_A_NETWORK)
def test_what_is_no_network_is_told_in_one_way(name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for wrong in (5, b"x" * 100_000, [NETWORK], Unsayable()):
        with pytest.raises(WrongTypeError, match=r"^network is .{1,60}; give a Network"):
            asked(name, {**VALID[name], "network": wrong})


def _escaping(name: str, parameter: str, value: Any) -> Exception | None:
    """What comes out that is neither an answer nor an error to be read."""
    try:
        asked(name, {**VALID[name], parameter: value})
    except des.PcnDesError as error:
        return None if len(str(error)) <= LONGEST else error
    except OSError:  # a path that can't be read
        return None
    except Exception as error:
        return error
    return None


NAMED: dict[str, Callable[[], Any]] = {
    "report": lambda: des.assess(NETWORK, DAY),
    "statement": lambda: des.entitlements(NETWORK, "2022/23"),
    "statements": lambda: des.streams_by_year(NETWORK),
    "timeline": lambda: des.timeline(NETWORK, DAY, DAY),
    "terms": lambda: des.terms(DAY),
    "roles": lambda: des.terms(DAY).roles,
    "services": lambda: des.terms(DAY).services,
    "indicators": lambda: des.terms(DAY).indicators,
    "obligations": lambda: des.terms(DAY).obligations,
    "workforce": lambda: des.workforce(NETWORK, "2022/23", DAY),
    "iif": lambda: des.iif({"CAN-04": (74, 100)}, "2025/26"),
}


@pytest.mark.parametrize("made", NAMED.values(), ids=NAMED)
def test_no_answer_has_anything_of_a_name_that_is_none(made: Callable[[], Any]) -> None:
    answer = made()
    for value in WRONG:
        with pytest.raises(des.UnknownNameError):
            answer[value]
        if hasattr(answer, "get"):
            assert answer.get(value, "nothing") == "nothing"
