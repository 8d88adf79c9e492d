"""Networks that meet or break what they are asked to; plausible ones of a day; without a day, networks of any kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from pcn_des.brief import briefly
from pcn_des.contract.question import terms
from pcn_des.dates import as_day
from pcn_des.errors import MisuseError
from pcn_des.network import Network
from pcn_des.strategies import field_values
from pcn_des.strategies.any_networks import any_networks
from pcn_des.strategies.plausible.networks import plausible_networks
from pcn_des.strategies.what_can_be_asked_for import requirements_of


def networks(
    as_of: date | None = None,
    *,
    meets: Iterable[str] = (),
    breaks: Iterable[str] = (),
    texts: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Network]:
    """Valid networks.

    Without arguments: every kind of record, each list unknown, empty, complete or with gaps, on any day, with awkward
    texts. With `as_of`: records that are plausible around the day, such as Core Network Practices whose membership
    lasts on it, with their patients at the year's snapshot. Such a network also answers as asked when `assess` is asked
    about that day: each obligation that it `meets` is MET, each that it `breaks` is NOT_MET. The records are built so;
    nothing is thrown away. Asked to break `network.list_size`, its practices have fewer patients than the minimum of
    the day, on complete lists.

    Args:
        as_of: the day that the records are plausible around.
        meets: obligations that are MET on the day.
        breaks: obligations that are NOT_MET on the day.
        texts: the texts in it, instead of awkward ones or, with a day, of invented names.

    Raises:
        OutsideDataError: the day is outside the data.
        UnknownNameError: an obligation that no year has.
        MisuseError: an obligation that is not in force on the day, an answer that no records give on it (`reachable`
            lists those that some do), answers that contradict each other, or answers without a day.
    """
    asked = {"meets": _keys("meets", meets), "breaks": _keys("breaks", breaks)}
    if as_of is not None:
        return plausible_networks(requirements_of(terms(as_day(as_of, "as_of")), **asked), texts)
    if any(asked.values()):
        raise MisuseError("an obligation is met or broken on a day; give as_of, such as date(2022, 11, 14)")
    return any_networks(field_values.texts() if texts is None else texts)


def _keys(name: str, keys: Iterable[str]) -> tuple[str, ...]:
    if isinstance(keys, str):
        said = briefly(keys)
        raise MisuseError(f"{name} is the text {said}; it must be several keys: write {name}=[{said}]")
    return tuple(keys)
