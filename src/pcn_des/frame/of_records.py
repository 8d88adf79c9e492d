"""Records to facts: a row for each network and day, as the columns that a table of facts has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Final, cast

from pcn_des.arguments import names, several
from pcn_des.brief import LONGEST_PART, cut
from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import load_year, years
from pcn_des.contract.question import terms
from pcn_des.contract.terms import Terms
from pcn_des.dates import as_day
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.epochs import network_edges
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.fact_spells import FactSpells, Run, Version
from pcn_des.engine.registry import FACTS, SUBJECTS
from pcn_des.engine.silence import OfSilence, ReadNetwork
from pcn_des.errors import MisuseError, UnknownNameError, asked_of
from pcn_des.facts.evidence import shown_on
from pcn_des.frame.fact_columns import DAY, FactValues, table_of
from pcn_des.frame.names import DOT, NO_DOT, accepted, facts_of_weeks
from pcn_des.network import Network
from pcn_des.questions.assess import of_the_week
from pcn_des.watched_day import WatchedDay

NETWORK: Final = "network"
_OVER: Final = 8  # by this day of April a whole week has ended in the contract year, whatever the weekdays


def facts_table(
    networks: Iterable[Network], days: Iterable[date], known_on: date | None, only: Iterable[str] | None, backend: str
) -> Any:
    """See `pcn_des.frame.facts`."""
    asked = sorted({as_day(day, "days") for day in several(days, "days", "days")})
    for day in asked:
        terms(day, known_on)  # refuses a day outside the data before any network is gone through
    columns = {name: FactValues() for name in _wanted(only)}
    facts_of = _FactsOf(asked, known_on, tuple(columns))
    codes: list[str] = []
    rows: list[date] = []
    for network in several(networks, "networks", "networks"):
        if not isinstance(network, Network):
            raise MisuseError(
                f"networks has {cut(repr(network), LONGEST_PART)}, which is no network; read_network reads one"
            )
        open_on = tuple(day for day in asked if not network.why_not_open(day))
        codes += [network.code] * len(open_on)
        rows += open_on
        with asked_of(f"{network.name} ({network.code})"):
            for name, column in columns.items():
                column.add(facts_of.network(network, name, open_on))
    return table_of({NETWORK: codes, DAY: rows}, columns, backend)


def _wanted(only: Iterable[str] | None) -> tuple[str, ...]:
    known = facts_of_networks()
    if only is None:
        return known
    wanted = tuple(dict.fromkeys(name.replace(NO_DOT, DOT) for name in names(only, "only")))
    for name in wanted:
        if name not in known:
            raise UnknownNameError("fact about a network", name, known)
    return wanted


@cache
def facts_of_networks() -> tuple[str, ...]:
    """The facts about a network itself that depend on its records, and the papers that its own duties ask for."""
    duties = (duty for year in years() for versions in load_year(year).obligations.values() for duty in versions)
    shown = {EVIDENCE + duty.key for duty in duties if duty.evidence and not duty.judgement and duty.subject == NETWORK}
    return (*sorted(name for name in accepted() if not FACTS[name].calendar), *sorted(shown))


class _FactsOf:
    """The facts of one network after another; what follows from silence is worked out once.

    What weekly duties alone ask for is of the week that they are about: early in April it ended in the year before, and
    the patients of that year count.
    """

    def __init__(self, days: Sequence[date], known_on: date | None, names: Iterable[str]) -> None:
        self._known_on = known_on
        self._versions = {name: list(_versions(name, days, known_on)) for name in names if name.startswith(EVIDENCE)}
        self._of_silence: OfSilence[list[Run]] = OfSilence()

    def network(self, network: Network, name: str, days: tuple[date, ...]) -> list[Run]:
        """The values of a fact on days, for as many of them in a row as it has each."""
        read = ReadNetwork(network)

        def ask() -> list[Run]:
            spells = self._spells(network, read, name, days)
            return list(spells.shown(self._versions[name]) if name in self._versions else spells.of(name))

        return self._of_silence.of((name, days), ask, read)

    def _spells(self, network: Network, read: ReadNetwork, name: str, days: Sequence[date]) -> FactSpells:
        varied = network if any(variation.amends for variation in network.variations or ()) else None

        def terms_on(day: date) -> Terms:
            return terms(day, self._known_on, varied)

        def source_on(day: date) -> RecordedFacts:
            return RecordedFacts(cast("Network", read), day, self._known_on, FACTS, SUBJECTS, shown_on)

        edges = set(network_edges(network)) if varied is not None else set()
        if name not in facts_of_weeks():
            return FactSpells(days, FACTS, terms_on, source_on, sorted(edges))

        def held_to(day: date) -> tuple[Terms, RecordedFacts]:
            contract, source = terms_on(day.plain if isinstance(day, WatchedDay) else day), source_on(day)
            held = of_the_week(contract, source, varied) or (contract, source)
            return cast("tuple[Terms, RecordedFacts]", held)

        edges.update(date(year.starts_in, 4, day) for year in years() for day in range(1, _OVER + 1))
        return FactSpells(days, FACTS, lambda day: held_to(day)[0], lambda day: held_to(day)[1], sorted(edges))


def _versions(name: str, days: Iterable[date], known_on: date | None) -> Iterator[Version]:
    """The days in a row on which records are asked about one version of a duty, or about none."""
    key = name.removeprefix(EVIDENCE)

    def version(day: date) -> Obligation | None:
        found = terms(day, known_on).obligations
        return found[key] if key in found and found[key].evidence else None

    for _, run in groupby(((day, version(day)) for day in days), key=lambda asked: id(asked[1])):
        asked = list(run)
        yield asked[0][0], asked[-1][0], asked[0][1]
