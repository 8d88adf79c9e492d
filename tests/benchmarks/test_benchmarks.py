"""How long things take, as ratios within one run: the machine is noisy. Run on request: `pytest -m benchmark -s`."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import pcn_des as des
from pcn_des.contract.files import documents, load_year, years

pytestmark = pytest.mark.benchmark


def seconds(work: Callable[[], object], repeat: int = 5) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def yardstick() -> float:
    """What a plain loop costs here and now; everything else is said in multiples of it (about 10 ms on a laptop)."""
    return seconds(lambda: sum(number * number for number in range(200_000)))


def said(what: str, took: float, unit: float) -> None:
    print(f"{what}: {took * 1000:,.1f} ms, {took / unit:,.1f} yardsticks")


def test_reading_one_contract_year() -> None:
    unit = yardstick()
    documents()  # shared by all years and read once
    for year in years():
        load_year.cache_clear()
        began = time.perf_counter()
        load_year(year)
        said(f"load {year}", time.perf_counter() - began, unit)


def test_assessing_one_network() -> None:
    network, unit = des.example_network(), yardstick()
    day = network.example_as_of or date(2022, 11, 14)
    des.assess(network, day)
    said("assess the example", seconds(lambda: des.assess(network, day)), unit)
    said("assess facts given", seconds(lambda: des.assess({"population.adjusted": 51_230}, day)), unit)
    said("a year's timeline", seconds(lambda: des.timeline(network, date(2022, 4, 1), date(2023, 3, 31)), 1), unit)
    said("a year's entitlements", seconds(lambda: des.entitlements(network, "2022/23")), unit)


def test_all_of_england_on_one_day(real_file: Callable[[str], Path]) -> None:
    from pcn_des.formats import adjusted, epcn

    unit, day = yardstick(), date(2025, 5, 1)
    begun = time.perf_counter()
    members = epcn.read(real_file("ePCN_2025-01-20.xlsx"))
    figures = adjusted.read(real_file("pcn_adjusted_populations_2025-26.csv"), "2025/26")
    said("read both files", time.perf_counter() - begun, unit)
    begun = time.perf_counter()
    codes = [row.code for row in members.pcns if row.open_on(day)]
    networks = [adjusted.add_populations(found, figures) for found in epcn.networks(members, codes=codes).values()]
    said(f"build {len(networks)} networks", time.perf_counter() - begun, unit)
    begun = time.perf_counter()
    reports = [des.assess(network, day) for network in networks]
    said(f"assess {len(reports)} networks", time.perf_counter() - begun, unit)
