"""Records to facts: a row for each network and day, as the columns that a table of facts has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import groupby
from typing import Any, Final, cast

import attrs

from pcn_des.arguments import names, several
from pcn_des.brief import briefly
from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import load_year, span, years
from pcn_des.contract.question import terms
from pcn_des.contract.question import varied as varied_terms
from pcn_des.contract.terms import Terms
from pcn_des.dates import as_day, last_whole_week
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.epochs import network_edges
from pcn_des.engine.fact_sources import RecordedFacts, Remembered
from pcn_des.engine.fact_spells import FactSpells, Version
from pcn_des.engine.lifting import exceptions_of, lifted_for_all
from pcn_des.engine.registry import FACTS, SUBJECTS
from pcn_des.engine.silence import OfSilence, ReadNetwork
from pcn_des.errors import MisuseError, OutsideDataError, UnknownNameError, asked_of
from pcn_des.facts.evidence import shown_on
from pcn_des.frame.fact_columns import DAY, Cells, cells_of, table_of
from pcn_des.frame.lifted import LIFTED, in_writing
from pcn_des.frame.names import DOT, NO_DOT, accepted, facts_of_weeks, weekly_duties_begin, weekly_duties_that_read
from pcn_des.network import Network
from pcn_des.questions.assess import of_the_week
from pcn_des.questions.decisions import check_exceptions
from pcn_des.watched_day import WatchedDay
from pcn_des.wording import in_words

NETWORK: Final = "network"


def facts_table(
    networks: Iterable[Network], days: Iterable[date], known_on: date | None, only: Iterable[str] | None, backend: str
) -> Any:
    """See `pcn_des.frame.facts`."""
    asked = sorted({as_day(day, "days") for day in several(days, "days", "days")})
    for day in asked:
        _check_begun(day)
        terms(day, known_on)  # refuses a day outside the data before any network is gone through
    columns: dict[str, Cells] = {name: [] for name in _wanted(only)}
    facts_of = _FactsOf(asked, known_on, tuple(columns))
    codes: list[str] = []
    rows: list[date] = []
    lifted: list[str | None] = []
    for network in several(networks, "networks", "networks"):
        if not isinstance(network, Network):
            raise MisuseError(f"networks has {briefly(network)}, which is no network; read_network reads one")
        open_on = tuple(day for day in asked if not network.why_not_open(day))
        codes += [network.code] * len(open_on)
        rows += open_on
        lifted += facts_of.lifted(network, open_on)
        with asked_of(f"{network.name} ({network.code})"):
            if asked:
                check_exceptions(tuple(network.variations or ()), (), terms(asked[0], known_on))
            for name, cells in facts_of.network(network, open_on):
                columns[name] += cells
    return table_of({NETWORK: codes, DAY: rows, LIFTED: lifted}, columns, backend)


def _check_begun(day: date) -> None:
    """Stop at a day of the first contract year before the contract began, for which there is money all the same."""
    begin = span().since
    if years()[0].first_day <= day < begin:
        raise OutsideDataError(
            f"{in_words(day)} is before the contract began. What is owed for a month before {in_words(begin)} goes by "
            "the facts of that day: ask for them, and give frame.entitlements that row for each such month, too"
        )


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
    """The facts of one network after another; what follows from silence is worked out once."""

    def __init__(self, days: Sequence[date], known_on: date | None, names: Sequence[str]) -> None:
        self._known_on = known_on
        self._names = names
        self._terms = cache(partial(terms, known_on=known_on))  # of a day, for every network and fact
        papers = (name for name in names if name.startswith(EVIDENCE))
        self._versions = {name: list(_versions(name, days, known_on)) for name in papers}
        self._of_silence: OfSilence[Cells] = OfSilence()

    def network(self, network: Network, days: tuple[date, ...]) -> Iterator[tuple[str, Cells]]:
        """What a table has of each fact on days."""
        one = _OneNetwork(network, days, self._terms, self._known_on)
        for name in self._names:
            yield name, self._of_silence.of((name, days), partial(self._cells, one, name), one.read)

    def lifted(self, network: Network, days: tuple[date, ...]) -> list[str | None]:
        """The duties that are lifted for the whole network on each of the days."""
        exceptions = exceptions_of(network.variations)
        if not exceptions:
            return [None] * len(days)
        return [in_writing(lifted_for_all(self._terms(day).obligations.values(), exceptions, day)) for day in days]

    def _cells(self, one: _OneNetwork, name: str) -> Cells:
        spells = one.spells(name)
        return cells_of(spells.shown(self._versions[name]) if name in self._versions else spells.of(name))


@attrs.frozen
class _OneNetwork:
    """A network whose facts are followed over days; what one fact worked out, others that rest on it have from it.

    What weekly duties alone ask for is of the day on which the week ended that they are about: the patients of its
    members then count.
    """

    network: Network
    days: Sequence[date]
    terms_on: Callable[[date], Terms]
    known_on: date | None
    read: ReadNetwork = attrs.field(default=attrs.Factory(lambda one: ReadNetwork(one.network), takes_self=True))
    seen: Remembered = attrs.field(factory=dict)

    @property
    def varied(self) -> Network | None:
        """The network, where it has terms of its own."""
        return self.network if any(variation.amends for variation in self.network.variations or ()) else None

    def spells(self, name: str) -> FactSpells:
        """The spells of a fact."""
        edges = set(network_edges(self.network)) if self.varied else set()
        if name not in facts_of_weeks():
            return FactSpells(self.days, FACTS, self._on, sorted(edges))
        return FactSpells(self.days, FACTS, partial(self._of_week, name), sorted(edges | weekly_duties_begin()))

    def _on(self, day: WatchedDay) -> tuple[Terms, RecordedFacts]:
        read = cast("Network", self.read)
        source = RecordedFacts(read, day, self.known_on, FACTS, SUBJECTS, shown_on, seen=self.seen)
        return varied_terms(self.terms_on(day.plain), self.varied), source

    def _of_week(self, name: str, day: WatchedDay) -> tuple[Terms, RecordedFacts]:
        last_whole_week(day)  # whoever watches the day learns that the answer is of that week
        on = self._on(day)
        week = of_the_week(*on, self.network)
        asking = weekly_duties_that_read()[name] & on[0].obligations.keys()
        if week is None or not asking <= week[0].obligations.keys():
            return on  # as a duty is answered that was not in force in that week
        return cast("tuple[Terms, RecordedFacts]", week)


def _versions(name: str, days: Iterable[date], known_on: date | None) -> Iterator[Version]:
    """The days in a row on which records are asked about one version of a duty, or about none."""
    key = name.removeprefix(EVIDENCE)

    def version(day: date) -> Obligation | None:
        found = terms(day, known_on).obligations
        return found[key] if key in found and found[key].evidence else None

    for _, run in groupby(((day, version(day)) for day in days), key=lambda asked: id(asked[1])):
        asked = list(run)
        yield asked[0][0], asked[-1][0], asked[0][1]
