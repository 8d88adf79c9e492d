"""The indicators of the Investment and Impact Fund in a year or on a day: which are paid, which only collected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.entries import Indicator, Term
from pcn_des.contract.files import every_key, load_year, title_of
from pcn_des.contract.indicator_codes import no_such_indicator
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import as_known, in_force
from pcn_des.dates import ContractYear, Period, as_day_or_none
from pcn_des.errors import MisuseError
from pcn_des.frozen import frozen
from pcn_des.showing import Shown
from pcn_des.wording import in_words

PAID: Final = "paid"
COLLECTED: Final = "collected, not paid"
SUSPENDED: Final = "suspended"
PUT_OFF: Final = "put off"
ENDED: Final = "ended"

_COLLECTED: Final = "iif.collected_not_paid"
_KEPT: Final = "iif.suspension.indicators_kept"
_CHANGED: Final = {"iif.change.indicators_deferred": PUT_OFF, "iif.change.indicators_retired": ENDED}


@attrs.frozen(kw_only=True, repr=False)
class IndicatorRow(Shown):
    """An indicator with what it pays: `paid`, `collected, not paid`, `suspended`, `put off` or `ended`.

    `entry` is the indicator as the contract has it; None of one that is only known to be collected. `says` is the term
    that says so where it is not `paid`.
    """

    code: str
    title: str
    payment: str
    entry: Indicator | None = None
    says: Term | None = None

    def __repr__(self) -> str:
        return bracketed(f"Indicator {self.code}, {self.payment}: {self.title}")


@attrs.frozen(kw_only=True, repr=False)
class Indicators(Shown):
    """The indicators of a contract year, or of a day `on` it, as far as had been published by `known_on`.

    `missing` has those that are known to exist and were not found, with what is said of them.
    """

    year: ContractYear
    on: date | None
    known_on: date | None
    rows: tuple[IndicatorRow, ...]
    missing: Mapping[str, str] = attrs.field(converter=frozen)
    unpublished: str = ""
    draft_of: str = ""  # the contract year, where it is a draft

    def __getitem__(self, code: str) -> IndicatorRow:
        """The row of a code, in capitals or small letters.

        Raises:
            UnknownNameError: the year or the day has no such indicator; the message offers the nearest.
        """
        asked = code.strip().upper() if isinstance(code, str) else None
        found = next((row for row in self.rows if row.code == asked), None)
        if found is None:
            codes = [row.code for row in self.rows]
            raise no_such_indicator(code, str(self.year), codes, known_on=self.known_on, when=self._when)
        return found

    @property
    def paid(self) -> tuple[IndicatorRow, ...]:
        """The indicators that are paid."""
        return tuple(row for row in self.rows if row.payment == PAID)

    @property
    def _when(self) -> str:
        return str(self.year) if self.on is None else f"{self.year} on {in_words(self.on)}"

    def __repr__(self) -> str:
        return bracketed(f"Indicators of {self._when}: {len(self.rows)}, {len(self.paid)} paid")


def indicators_of(year: str | None = None, *, on: date | None = None, known_on: date | None = None) -> Indicators:
    """The indicators of a contract year or, with `on`, those that are in force on a day.

    Args:
        year: the contract year, as in `2022/23`; with `on` it may be left out.
        on: only what is in force on this day of the year.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a year or day outside the data.
        MisuseError: neither a year nor a day, or a day of another year.

    Examples:
        >>> found = indicators_of("2025/26")
        >>> [(row.code, row.payment) for row in found.rows][:3]
        [('HI-03', 'paid'), ('CAN-04', 'paid'), ('SMR-01A', 'collected, not paid')]
        >>> found["can-04"].entry.points
        Decimal('22')
    """
    day = as_day_or_none(on, "on")
    known_by = as_day_or_none(known_on, "known_on")
    if year is None and day is None:
        raise MisuseError("name the contract year, as in 2022/23, or a day")
    asked = ContractYear.of(day) if year is None and day is not None else ContractYear.parse(year or "")
    if day is not None and ContractYear.of(day) != asked:
        raise MisuseError(f"{in_words(day)} is not in {asked}")
    contract = Terms(load_year(asked), day or asked.last_day, known_by)
    entries = dict(contract.indicators) if day is not None else _of_the_year(contract)
    rows = [_row(contract, entry) for entry in entries.values()]
    return Indicators(
        year=asked,
        on=day,
        known_on=known_by,
        rows=(*rows, *(row for row in _collected(contract) if row.code not in entries)),
        missing={key: gap.note for key, gap in contract.not_found("indicators").items() if key not in entries},
        unpublished=contract.unpublished or "",
        draft_of=contract.draft_of,
    )


def _of_the_year(contract: Terms) -> dict[str, Indicator]:
    """Each indicator that the year had, as it last was."""
    known_by = contract.known_on or date.max
    found = {}
    for code, versions in contract.contract.indicators.items():
        known = list(as_known(versions, known_by))
        if known:
            last = max(version.until for version in known)
            version = in_force(known, last, known_by)
            assert version is not None  # one ends on that day
            found[code] = version
    return found


def _row(contract: Terms, entry: Indicator) -> IndicatorRow:
    payment, says = _payment(contract, entry)
    return IndicatorRow(code=entry.key, title=entry.title, payment=payment, entry=entry, says=says)


def _payment(contract: Terms, entry: Indicator) -> tuple[str, Term | None]:
    """What an indicator pays, and the term that says so where it does not.

    A suspension leaves alone what came with it.
    """
    for key, payment in _CHANGED.items():
        changed = _list(contract, key)
        if changed is not None and entry.key in changed.value:
            return payment, changed
    kept = _list(contract, _KEPT)
    if kept is None or entry.key in kept.value or _came_with(entry, kept):
        return PAID, None
    return SUSPENDED, kept


def _came_with(entry: Indicator, kept: Term) -> bool:
    return entry.published is not None and kept.published is not None and entry.published >= kept.published


def _collected(contract: Terms) -> Iterator[IndicatorRow]:
    """The indicators that are collected and not paid: a code each, and perhaps words in brackets."""
    listed = _list(contract, _COLLECTED)
    for said in listed.value if listed is not None else ():
        code, _, words = said.partition(" ")
        title = title_of("indicators", code) if code in every_key("indicators") else words.strip("()")
        yield IndicatorRow(code=code, title=_capital(title) or code, payment=COLLECTED, says=listed)


def _list(contract: Terms, key: str) -> Term | None:
    """A term that lists indicators, where it is in force and known."""
    found: Any = contract.get(key)
    return found if found is not None and found.is_known else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def days_within(entry: Indicator, year: ContractYear) -> Period | None:
    """The days of an indicator where they are not the whole year."""
    whole = (entry.since, entry.until) == (year.first_day, year.last_day)
    return None if whole else entry.period
