"""Posts and vacancies on record are of roles that there are: a misspelt one would count for nothing, unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcn_des.contract.role_names import role_called
from pcn_des.dates import Period
from pcn_des.errors import UnknownNameError
from pcn_des.network import BaselineVacancy, Network, Post


def check_roles(network: Network, days: Period) -> None:
    """The posts and the vacancies of a network on some days are of roles that there are.

    Raises:
        UnknownNameError: there is no such role; every one is told, with its place.
    """
    found = list(_slips(network, days))
    if found:
        raise UnknownNameError.of(found)


def _slips(network: Network, days: Period) -> Iterator[tuple[str, UnknownNameError]]:
    """Roles that there are not, each behind the place where it stands in the records."""
    lists: dict[str, Iterable[Post | BaselineVacancy]] = {
        "posts": network.posts or (),
        "baseline_vacancies": network.baseline_vacancies or (),
    }
    for name, records in lists.items():
        for number, record in enumerate(records, 1):
            if record.period.overlaps(days):
                try:
                    role_called(record.role)
                except UnknownNameError as error:
                    yield f"{name}[{number}].role", error
