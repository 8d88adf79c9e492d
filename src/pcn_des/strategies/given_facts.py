"""Facts to give to `assess` directly, instead of a network with records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from pcn_des import facts as _every_fact  # noqa: F401  # importing registers them
from pcn_des.contract.files import load_year, years
from pcn_des.contract.question import terms
from pcn_des.dates import as_day
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.registry import FACTS
from pcn_des.errors import UnknownNameError
from pcn_des.network.practices import CONTRACTS
from pcn_des.strategies.days_to_ask_about import contract_days
from pcn_des.strategies.field_values import days_up_to, texts
from pcn_des.units import DATE, Unit
from pcn_des.values import NEVER, UNKNOWN

MOST: Final = 100_000  # of patients, beds, minutes or whatever a fact counts


def facts(as_of: date | None = None, *, names: tuple[str, ...] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings of facts that `assess` accepts: each a registered fact, or the day of a paper, with a value of its unit.

    One may say that the adjusted population is 41,327.5, that nobody knows (`UNKNOWN`) whether a payee is named, and
    that reminders were never sent (`NEVER`); each fact may be left out. With `as_of`, days lie up to that day and
    papers are those of the obligations in force on it. `names` are the facts to choose from; all of them by default.

    Raises:
        OutsideDataError: the day is outside the data.
        UnknownNameError: a name that is no fact.
    """
    day = None if as_of is None else as_day(as_of, "as_of")
    units = {name: fact.unit for name, fact in FACTS.items()} | dict.fromkeys(_names_of_papers(day), DATE)
    for name in names or ():
        if name not in units:
            raise UnknownNameError("fact", name, units)
    chosen = units if names is None else {name: units[name] for name in names}
    return st.fixed_dictionaries({}, optional={name: _values_of(unit, day) for name, unit in sorted(chosen.items())})


def _names_of_papers(day: date | None) -> list[str]:
    """The names of the facts that are days of papers."""
    if day is not None:
        return [EVIDENCE + key for key, entry in terms(day).obligations.items() if entry.evidence]
    every = (load_year(year).obligations.items() for year in years())
    return [EVIDENCE + key for found in every for key, versions in found if any(one.evidence for one in versions)]


def _values_of(unit: Unit, day: date | None) -> st.SearchStrategy[Any]:
    unknown: st.SearchStrategy[Any] = st.just(UNKNOWN)
    if unit.is_number:
        tenths = st.integers(0, MOST).map(lambda number: Decimal(f"{number // 10}.{number % 10}"))
        return st.one_of(st.integers(0, MOST), tenths, tenths.map(Fraction), unknown)
    if unit == DATE:
        return st.one_of(contract_days() if day is None else days_up_to(day), st.just(NEVER), unknown)
    if unit.kind == "yes/no":
        return st.one_of(st.booleans(), unknown)
    return st.one_of(st.sampled_from(CONTRACTS), texts().filter(str.strip), unknown)
