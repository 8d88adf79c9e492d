"""Many random networks on many days, through everything that reads one. Run on request: `pytest -m deep -s`.

`DEEP_EXAMPLES` says how many networks of each kind are drawn (2,000 unless told).
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pcn_des import Network, assess, entitlements, timeline
from pcn_des.contract.files import span
from pcn_des.dates import ContractYear
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.strategies import contract_days, epoch_edges, facts, networks

pytestmark = pytest.mark.deep
EXAMPLES = int(os.environ.get("DEEP_EXAMPLES", "2000"))
DEEP = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
DOCUMENTED = (UnknownNameError, MisuseError)  # exceptions that lift or amend what there is not, or on the wrong day
WEEKS = timedelta(weeks=3)


class Tally:
    """How much was asked, and for how long."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.begun = time.perf_counter()
        self.count: Counter[str] = Counter()
        self.days: set[date] = set()

    def report(self, network: Network, day: date) -> None:
        """Ask everything about a network on a day; an exception that is documented is counted, any other escapes."""
        self.count["networks"] += 1
        self.days.add(day)
        try:
            found = assess(network, day)
        except DOCUMENTED:
            self.count["refused as documented"] += 1
            network = network.evolve(variations=None)
            found = assess(network, day)
        json.dumps(found.to_dict())
        assert str(found)
        self.count["findings"] += len(found)

    def over_time(self, network: Network, day: date) -> None:
        """The weeks after a day, and the money of its year."""
        network = network.evolve(variations=None)
        last = span().until
        assert last is not None
        weeks = timeline(network, day, min(day + WEEKS, last))
        assert str(weeks)
        self.count["days of timelines"] += (weeks.until - weeks.since).days + 1
        statement = entitlements(network, str(ContractYear.of(day)))
        assert str(statement)
        self.count["payment lines"] += len(statement.lines)

    def __str__(self) -> str:
        counts = ", ".join(f"{number:,} {name}" for name, number in self.count.items())
        return f"\n{self.what}: {counts}; {len(self.days):,} different days; {time.perf_counter() - self.begun:,.0f} s"


def test_any_network_on_any_day() -> None:
    tally = Tally("any networks")

    @DEEP
    @given(networks(), contract_days() | epoch_edges(), st.integers(0, 9))
    def ask(network: Network, day: date, turn: int) -> None:
        tally.report(network, day)
        if turn == 0:  # a timeline asks about many days
            tally.over_time(network, day)

    ask()
    print(tally)


def test_plausible_networks_on_their_own_days() -> None:
    tally = Tally("plausible networks")

    @DEEP
    @given(contract_days() | epoch_edges(), st.data())
    def ask(day: date, data: st.DataObject) -> None:
        network = data.draw(networks(day))
        tally.report(network, day)
        tally.report(network, data.draw(epoch_edges(network)))
        if data.draw(st.integers(0, 9)) == 0:
            tally.over_time(network, day)

    ask()
    print(tally)


def test_facts_given_directly() -> None:
    tally = Tally("facts given")

    @DEEP
    @given(contract_days(), facts())
    def ask(day: date, given_directly: dict[str, object]) -> None:
        found = assess(given_directly, day)
        assert str(found)
        tally.days.add(day)
        tally.count.update({"mappings": 1, "findings": len(found)})
        if len(tally.days) % 10 == 0:
            assert str(entitlements(given_directly, str(ContractYear.of(day))))

    ask()
    print(tally)
