"""Days as the contract counts them: contract years, periods, deadlines, whole weeks, working days."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache, total_ordering
from typing import Final

import attrs

from pcn_des.brief import briefly
from pcn_des.errors import MisuseError, OutsideDataError, WrongTypeError
from pcn_des.watched_day import plain_day, stays
from pcn_des.wording import in_words, month_in_words

YEAR_FORM: Final = "20[0-9]{2}[/-][0-9]{2}"  # a contract year as people and files write it
_YEAR: Final = re.compile(r"(?:FY ?)?(?:20)?(?P<start>[0-9]{2})(?: ?[/–-] ?(?:20)?[0-9]{1,2})?", re.IGNORECASE)
ONE_DAY: Final = timedelta(days=1)
MONTHS_IN_A_YEAR: Final = 12
SATURDAY: Final = 5


def as_day(value: object, what: str) -> date:
    """`value` if it is a plain day, otherwise one clear error.

    Raises:
        WrongTypeError: a text, a moment with a time, or anything else that is not a `date`.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    mend = "; its .date() is the day" if isinstance(value, datetime) else ""
    raise WrongTypeError(f"{what} must be a datetime.date such as date(2022, 11, 1), not {briefly(value)}{mend}")


def as_day_or_none(value: object, what: str) -> date | None:
    """The same of a day that need not be given. Raises as `as_day` does."""
    return None if value is None else as_day(value, what)


@attrs.frozen(order=True)
class ContractYear:
    """A contract year, 1 April to 31 March, by the calendar year in which it starts."""

    starts_in: int

    @classmethod
    def of(cls, day: date) -> ContractYear:
        """The contract year that `day` lies in."""
        plain = plain_day(day)
        year = cls(plain.year if plain.month >= 4 else plain.year - 1)
        stays(day, lambda: year.last_day + ONE_DAY)
        return year

    @classmethod
    def parse(cls, label: str) -> ContractYear:
        """`2022/23` or `2022-23`.

        Raises:
            OutsideDataError: anything else, with the form that is expected.
        """
        if isinstance(label, str) and re.fullmatch(YEAR_FORM, label) and (int(label[:4]) + 1) % 100 == int(label[-2:]):
            return cls(int(label[:4]))
        raise OutsideDataError(f"{briefly(label)} is not a contract year. Write it as {_meant(label)}.")

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.starts_in, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March."""
        return date(self.starts_in + 1, 3, 31)

    @property
    def period(self) -> Period:
        """The year as a period."""
        return Period(self.first_day, self.last_day)

    @property
    def folder(self) -> str:
        """The name of the year's folder: 2022-23."""
        return str(self).replace("/", "-")

    def __str__(self) -> str:
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02d}"


def _meant(label: object) -> str:
    """The contract year that somebody may have meant, by the year in which it begins; an example of any other."""
    is_year = isinstance(label, int) and not isinstance(label, bool) and 2000 <= label < 2100
    match = _YEAR.fullmatch(str(label).strip()) if isinstance(label, str) or is_year else None
    return str(ContractYear(2000 + int(match["start"]))) if match else "2022/23"


@attrs.frozen(order=True)
class Period:
    """Days from `since` to `until`, both inclusive; `until` None is open."""

    since: date
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise MisuseError(
                f"a period can't end on {in_words(self.until)}, before it starts on {in_words(self.since)}"
            )

    @property
    def last(self) -> date:
        """Its last day; that of the calendar where it is open."""
        return self.until or date.max

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies in both."""
        return (other.until is None or self.since <= other.until) and (self.until is None or other.since <= self.until)

    def without(self, others: Iterable[Period]) -> tuple[Period, ...]:
        """The spells of this period that none of the others covers, in order."""
        found, since = [], self.since
        for other in joined(others):
            if other.until is not None and other.until < since:
                continue
            if self.until is not None and self.until < other.since:
                break
            if since < other.since:
                found.append(Period(since, other.since - ONE_DAY))
            if other.until is None or other.until == date.max:
                return tuple(found)
            since = other.until + ONE_DAY
        if self.until is None or since <= self.until:
            found.append(Period(since, self.until))
        return tuple(found)

    def __str__(self) -> str:
        return f"from {in_words(self.since)}" + (f" to {in_words(self.until)}" if self.until else "")

    def __format__(self, form: str) -> str:
        """As it prints, with the width and the side that a format gives: `f"{period:>12}"`."""
        return format(str(self), form)


def joined(periods: Iterable[Period], *, adjoining: bool = True) -> tuple[Period, ...]:
    """The same days as few spells in order: periods that overlap, or follow each other without a gap, are one.

    Where `adjoining` is False, one that begins on the day after another has ended stays a spell of its own.
    """
    found: list[Period] = []
    for period in sorted(periods, key=lambda period: period.since):
        if found and (found[-1].overlaps(period) or (adjoining and _follows(period, found[-1]))):
            before = found.pop()
            period = Period(before.since, _later(before.until, period.until))
        found.append(period)
    return tuple(found)


def first_hole(periods: Iterable[Period]) -> date | None:
    """The first day between the earliest and the latest that no period covers; None where there is none."""
    spells = joined(periods)
    return spells[0].until + ONE_DAY if len(spells) > 1 and spells[0].until is not None else None


def first_day_outside(covered: Iterable[Period], period: Period) -> date | None:
    """The first day of a period that no other covers; None where they cover it all."""
    left = period.without(covered)
    return left[0].since if left else None


def _follows(later: Period, one: Period) -> bool:
    """Whether a period begins on the day after another has ended."""
    return one.until is not None and later.since - one.until == ONE_DAY


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


@total_ordering
@attrs.frozen(order=False)
class Deadline:
    """The last day on which something is in time; where only the month is established, any day of that month."""

    first: date
    last: date

    @classmethod
    def on(cls, day: date) -> Deadline:
        """A deadline whose day is established."""
        return cls(day, day)

    @classmethod
    def in_month(cls, month: str) -> Deadline:
        """`2022-08`: some day of August 2022."""
        first = date.fromisoformat(f"{month}-01")
        return cls(first, following_month(first) - ONE_DAY)

    @property
    def day(self) -> date | None:
        """The day, or None where only the month is established."""
        return self.first if self.first == self.last else None

    @property
    def said(self) -> str:
        """The day in words, or its month alone: 31 July 2022, August 2022."""
        return in_words(self.first) if self.day else month_in_words(self.first)

    @property
    def plain(self) -> str:
        """The day as `2022-07-31`, or its month as `2022-08`."""
        return self.first.isoformat() if self.day else f"{self.first:%Y-%m}"

    def __lt__(self, other: Deadline) -> bool:
        return (self.last, self.first) < (other.last, other.first)

    def __str__(self) -> str:
        return in_words(self.first) if self.day else f"a day of {month_in_words(self.first)} that is not established"


def month_of(day: date) -> Period:
    """The calendar month that a day lies in."""
    first = plain_day(day).replace(day=1)
    following = following_month(first)
    stays(day, lambda: following)
    return Period(first, following - ONE_DAY)


def whole_months(since: date, until: date) -> Iterator[Period]:
    """The calendar months of which every day lies between two days, both included."""
    first = since if since.day == 1 else following_month(since)
    while (following := following_month(first)) - ONE_DAY <= until:
        yield Period(first, following - ONE_DAY)
        first = following


def following_month(day: date) -> date:
    """The first day of the month after that of a day."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def last_whole_week(day: date) -> Period:
    """The last complete Monday to Sunday before `day`: weekly quantities are measured over it."""
    plain = plain_day(day)
    sunday = plain - timedelta(days=plain.weekday() + 1)
    stays(day, lambda: sunday + timedelta(days=8))
    return Period(sunday - timedelta(days=6), sunday)


def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a calendar year: a holiday on a weekend is replaced by a weekday.

    Raises:
        OutsideDataError: a year whose bank holidays are not in the package.
    """
    known = _bank_holidays()
    if year not in known:
        raise OutsideDataError(f"The package has the bank holidays of {min(known)} to {max(known)}; {year} is outside")
    return known[year]


@cache
def _bank_holidays() -> Mapping[int, frozenset[date]]:
    from importlib.resources import files  # few questions need it

    table = tomllib.loads(files("pcn_des").joinpath("bank_holidays.toml").read_text(encoding="utf-8"))
    return {int(year): frozenset(days) for year, days in table["days"].items()}


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday of England. Raises as `bank_holidays` does."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The working day that is so many after `day`, which itself does not count; `day` where the count is 0."""
    while count > 0:
        day += ONE_DAY
        if is_working_day(day):
            count -= 1
    return day
