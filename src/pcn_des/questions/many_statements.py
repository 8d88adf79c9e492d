"""A network's statements through all the years of the data, and a year's statements of many networks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pcn_des.answers.statement import Statement
from pcn_des.answers.statements import Statements
from pcn_des.arguments import several_networks
from pcn_des.contract.files import load_year, years
from pcn_des.dates import ContractYear
from pcn_des.errors import MisuseError, asked_of
from pcn_des.network import Network
from pcn_des.questions.basis import whom
from pcn_des.questions.entitlements import entitlements

Asked = Network | Mapping[str, Any]


def streams_by_year(
    network: Network | Mapping[str, Any], known_on: date | None = None, *, paid_by: str | None = None
) -> Statements:
    """What a network is owed in each contract year of the data, stream by stream.

    Args:
        network: a `Network`, or a mapping of facts, which are then those of every year.
        known_on: only what had been published by this day; None means all of it.
        paid_by: as in `entitlements`.

    Raises:
        UnknownNameError: a fact that does not exist.
        RecordError: a fact of the wrong kind.
        MisuseError: `paid_by` is none of the choices.

    Examples:
        >>> found = des.streams_by_year({"population.registered": 42000})
        >>> core = found.of("core_pcn_funding")
        >>> for year in ("2019/20", "2023/24", "2024/25"):
        ...     print(year, core[year].amount)  # since 2024/25 also on the adjusted population, which is not given
        2019/20 £63,000.00
        2023/24 £63,000.00
        2024/25 None
    """
    return Statements(
        by_name={str(year): entitlements(network, str(year), known_on, paid_by=paid_by) for year in years()}
    )


def entitlements_many(
    networks: Iterable[Asked], year: str, known_on: date | None = None, *, paid_by: str | None = None
) -> Iterator[Statement]:
    """What each of many networks is owed in a contract year, one after another, in the order in which they come.

    Args:
        networks: networks, or mappings of facts, each asked for when its turn comes. One mapping of facts is one
            network: it goes into a list too.
        year: the contract year, as in `2024/25`.
        known_on: only what had been published by this day; None means all of it.
        paid_by: as in `entitlements`.

    Raises:
        OutsideDataError: a year that the data do not have.
        MisuseError: one network, one mapping of facts or a table in the place of several.
        PcnDesError: whatever `entitlements` raises of a network; its note says of which, by its name or, of a mapping
            of facts, its place.

    Examples:
        >>> from pcn_des import entitlements_many, example_network
        >>> for statement in entitlements_many([example_network()], "2022/23"):
        ...     print(statement.heading.code, statement["core_pcn_funding"].amount)
        U99901 £75,618.00
    """
    load_year(ContractYear.parse(year))  # refuses a year outside the data before any network is taken
    return _each_owed(several_networks(networks, "frame.entitlements"), year, known_on, paid_by)


def _each_owed(networks: Iterable[Asked], year: str, known_on: date | None, paid_by: str | None) -> Iterator[Statement]:
    for place, network in enumerate(networks):
        with asked_of(whom(network, place)):
            statement = entitlements(network, year, known_on, paid_by=paid_by)
        yield statement


def statements_of(networks: Iterable[Network], year: str, known_on: date | None, paid_by: str | None) -> Statements:
    """The statements of a year, by the code of each network.

    Raises:
        MisuseError: two networks have one code.
    """
    found: dict[str, Statement] = {}
    for statement in entitlements_many(networks, year, known_on, paid_by=paid_by):
        code = statement.heading.code or ""
        if code in found:
            raise MisuseError(f"the network {code} is there twice; give each once")
        found[code] = statement
    return Statements(by_name=found, of_a_year=True)
