"""Why a person should look at a network: what its row and its payments show, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pcn_des.answers.national import NOT_COVERED, OPEN, Look, NetworkMonth, NetworkYear
from pcn_des.answers.published import EXPLAINED, NOT_EXPLAINED, NOT_PUBLISHED
from pcn_des.contract.files import load_year
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.wording import count_of, in_words, months_in_words

MINIMUM, USUAL = "network.minimum_population", "network.usual_maximum_population"


def looks_at(
    now: NetworkMonth,
    months: Sequence[NetworkMonth],
    years: Sequence[NetworkYear],
    lost: Sequence[str],
    differing: Sequence[str] = (),
    told: date | None = None,
) -> tuple[Look, ...]:
    """What needs a look at a network on a day, the most pressing first.

    `months` are those of the year before, `lost` the practices that left in them and are in no other network,
    `differing` the members of whose lists files have different figures, in words. `told` is the last day of which a
    file tells of any network: where it is later than this one's, nothing but the money is judged.
    """
    if told is not None and now.month < told and now.state != NOT_COVERED:
        says = f"no file of {in_words(told)} has it; it was last told of on {in_words(now.month)}"
        gone = Look(kind="last told of earlier", says=says, weight=45)
        return tuple(sorted([gone, *_of_payments(years)], key=lambda look: -look.weight))
    found = [
        *_of_members(now, months, lost),
        *_in_two_networks(now, months),
        *_of_size(now, differing),
        *_of_payments(years),
    ]
    return tuple(sorted(found, key=lambda look: -look.weight))


def _of_members(now: NetworkMonth, months: Sequence[NetworkMonth], lost: Sequence[str]) -> Iterator[Look]:
    if now.state == NOT_COVERED:
        yield Look(kind="not covered", says=f"no file tells who its members are on {in_words(now.month)}", weight=50)
        return
    if now.state == OPEN and not now.practices:
        yield Look(kind="no practice", says=f"no practice on {in_words(now.month)}, and it is open", weight=90)
    if now.practices == 1:
        yield Look(kind="one practice", says="a single practice is the network", weight=10)
    if lost:
        says = f"{', '.join(lost)} left, and went to no other network"
        yield Look(kind="may have merged", says=says, weight=40)
    for month in months:
        if month.compared_with is not None and (month.joined or month.left):
            changes = ((month.joined, "joined"), (month.left, "left"))
            told = "; ".join(f"{', '.join(codes)} {verb}" for codes, verb in changes if codes)
            between = f"between {in_words(month.compared_with)} and {in_words(month.month)}"
            yield Look(kind="members changed", says=f"{between}: {told}", weight=20)


def _in_two_networks(now: NetworkMonth, months: Sequence[NetworkMonth]) -> Iterator[Look]:
    """The practices that the file has in another network too, those of the same months and networks together."""
    found: dict[tuple[str, tuple[str, ...]], list[NetworkMonth]] = {}
    for row in {row.month: row for row in (*months, now)}.values():
        for practice, others in row.elsewhere.items():
            found.setdefault((practice, others), []).append(row)
    together: dict[tuple[tuple[str, ...], tuple[date, ...]], list[str]] = {}
    for (practice, others), rows in found.items():
        together.setdefault((others, tuple(row.month for row in rows)), []).append(practice)
    for (others, days), practices in together.items():
        says = f"{', '.join(practices)} {'are' if len(practices) > 1 else 'is'} on record in {', '.join(others)} too"
        when = f"on the first day of {months_in_words(days)}"
        yield Look(kind="in two networks", says=f"{says}, {when}; sizes and money of then are bounds", weight=70)


def _of_size(now: NetworkMonth, differing: Sequence[str]) -> Iterator[Look]:
    if now.state != OPEN or not now.practices:
        return
    size, at = now.registered, _terms(now.month)
    most = size.at_most if size.exact is None else size.exact
    if most is None:
        none = size.without - len(differing)
        what = [f"no list of {count_of(none, 'member')}"] if none else []
        what += [f"files disagree about {', '.join(differing)}"] if differing else []
        known = f"; at least {_patients(size.at_least)} patients" if size.at_least is not None else ""
        yield Look(kind="list not known", says=f"{'; '.join(what) or 'its list is not known'}{known}", weight=30)
    minimum, usual = (_number(at, key) for key in (MINIMUM, USUAL))
    if most is not None and minimum is not None and most < minimum:
        at_most = "at most " if size.exact is None else ""
        says = f"{at_most}{_patients(most)} registered patients, below {_patients(minimum)}"
        yield Look(kind="below the minimum", says=says, weight=80)
    least = size.at_least
    if least is not None and usual is not None and least > usual:
        says = f"{_patients(least)} registered patients, above the usual {_patients(usual)}"
        yield Look(kind="above the usual maximum", says=says, weight=15)


def _of_payments(years: Sequence[NetworkYear]) -> Iterator[Look]:
    """What the latest published year shows: differences that nothing explains, and nothing at all."""
    published = [one for one in years if one.published is not None]
    for one in published[-1:]:
        columns = one.published or ()
        for column in columns:
            on = f" on the list read off {column.read_off}" if column.read_off else ""
            told = f"{one.year}, {column.column}: {column.paid} paid, {column.owed} owed{on}"
            if column.group == NOT_EXPLAINED and column.difference:
                yield Look(kind="paid otherwise", says=f"{told}, {column.cause}", weight=60)
            elif column.group == EXPLAINED and column.difference and column.difference.copy_abs() >= 1:
                yield Look(kind="difference explained", says=f"{told}, {column.cause}", weight=12)
        if columns and all(column.cause == NOT_PUBLISHED for column in columns):
            yield Look(kind="nothing published", says=f"{one.year}: the file of payments has nothing of it", weight=5)


def _terms(day: date) -> Terms:
    return Terms(load_year(ContractYear.of(day)), day, None)


def _number(terms: Terms, key: str) -> Decimal | None:
    term = terms.get(key)
    return Decimal(term.value) if term is not None and term.is_known else None


def _patients(number: Decimal | None) -> str:
    """A number of patients as people write it."""
    return "" if number is None else in_words(Fraction(number))
