"""What is asked about: networks of the size that England's are, tables of them, returns by the thousand."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pcn_des as des
from pcn_des.network import Return

ENGLAND: Final = 1_298  # networks
ONE_DAY: Final = date(2025, 5, 1)
MONTHS: Final = tuple(
    date(year, month, 1)
    for year in range(2019, 2028)
    for month in range(1, 13)
    if date(2019, 7, 1) <= date(year, month, 1) <= date(2027, 3, 1)
)
_EPCN, _ADJUSTED = "ePCN_2025-01-20.xlsx", "pcn_adjusted_populations_2025-26.csv"
_KINDS: Final = ("appointment_book_audit", "enhanced_access_plan", "network_agreement_update", "care_home_plan")


def england(data: Path | None) -> tuple[list[des.Network], str]:
    """The networks of England from the published files in a folder; made up and of the same size without them."""
    if data is None or not (data / _EPCN).is_file():
        return [made_up(number) for number in range(ENGLAND)], "made-up networks"
    from pcn_des.formats import adjusted, epcn

    members = epcn.read(data / _EPCN)
    figures = adjusted.read(data / _ADJUSTED, "2025/26")
    codes = [row.code for row in members.pcns if row.open_on(ONE_DAY)]
    found = epcn.networks(members, codes=codes).values()
    return [adjusted.add_populations(network, figures) for network in found], "the published members and populations"


def made_up(number: int) -> des.Network:
    """A network by number, with practices, populations and a commissioner."""
    drawn = random.Random(number)
    practices = [
        {
            "code": f"A{number:04}{place}",
            "name": f"Surgery {place + 1}",
            "membership": {"complete": True, "items": [{"since": "2019-07-01"}]},
            "populations": [
                {"kind": kind, "at": f"{year}-01-01", "patients": drawn.randint(4_000, 12_000)}
                for kind in ("registered", "weighted", "adjusted")
                for year in range(2019, 2028)
            ],
        }
        for place in range(drawn.randint(1, 8))
    ]
    return des.read_network(
        {
            "code": f"U{number:05}",
            "name": f"Network {number}",
            "practices": {"complete": True, "items": practices},
            "commissioners": [{"name": "An ICB", "since": "2022-07-01"}],
        }
    )


def with_returns(count: int) -> des.Network:
    """The bundled network with so many returns more, over the years from 2019."""
    network = des.example_network()
    first = date(2019, 7, 1)
    more = [
        Return(kind=_KINDS[number % len(_KINDS)], on=first + timedelta(days=number * 2_500 // count))
        for number in range(count)
    ]
    assert network.returns is not None
    return network.evolve(returns=network.returns.holding([*network.returns, *more]))


def table(rows: int, days: tuple[date, ...], seed: int = 11) -> dict[str, list[Any]]:
    """Facts of made-up networks as columns: some far from a limit, some at it, some unknown."""
    drawn = random.Random(seed)

    def some(value: Any) -> Any:
        return None if drawn.random() < 0.05 else value

    return {
        "code": [f"U{number % ENGLAND:05}" for number in range(rows)],
        "day": [days[number * len(days) // rows] for number in range(rows)],
        "population.registered": [some(drawn.randint(20_000, 70_000)) for _ in range(rows)],
        "population.adjusted": [some(drawn.randint(20_000, 70_000)) for _ in range(rows)],
        "enhanced_access.weekly_minutes": [some(drawn.randint(1_000, 5_000)) for _ in range(rows)],
        "enhanced_access.cancelled_minutes": [drawn.choice((0, 0, 0, 60, 180)) for _ in range(rows)],
        "network.approved": [some(drawn.random() < 0.9) for _ in range(rows)],
        "clinical_director.in_post": [some(drawn.random() < 0.9) for _ in range(rows)],
        "clinical_director.covered": [drawn.random() < 0.3 for _ in range(rows)],
        "network_agreement.changed_this_year": [some(drawn.random() < 0.4) for _ in range(rows)],
        "network_agreement.updated_since_change": [some(drawn.random() < 0.6) for _ in range(rows)],
    }
