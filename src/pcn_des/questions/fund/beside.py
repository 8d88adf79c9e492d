"""What a reader has to know besides the count of an indicator that is taken: other figures, and changed members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from pcn_des.contract.entries import Indicator
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.network import IndicatorFigures, Network
from pcn_des.questions.fund.counts import Count, counts_on
from pcn_des.questions.fund.given import Given
from pcn_des.questions.fund.reckoning import Fund
from pcn_des.questions.fund.rows import given_of_rows, taken_row
from pcn_des.values import Range, Unknown
from pcn_des.wording import in_words


def beside(
    network: Network, fund: Fund, entry: Indicator, count: Count, listed: Iterable[IndicatorFigures], day: date
) -> Iterator[str]:
    """What might be taken for the figures that count, what contradicts them, and who are the members by a later day."""
    listed = tuple(listed)
    yield from _of_other_days(count, listed)
    yield from _contradicted(network, fund, entry, count, listed)
    yield from _members_changed(network, count.on, day)


def _of_other_days(count: Count, listed: Iterable[IndicatorFigures]) -> Iterator[str]:
    latest = {one.practice: one for one in sorted(listed, key=lambda one: one.on)}
    others = [
        f"{one.practice or 'the network'} up to {in_words(one.on)}"
        for one in latest.values()
        if one.on > count.on or (one.on < count.on and one.practice in count.silent)
    ]
    if others:
        yield f"Counted up to {in_words(count.on)}. Of another day, and not counted in: {', '.join(others)}."


def _contradicted(
    network: Network, fund: Fund, entry: Indicator, count: Count, listed: Iterable[IndicatorFigures]
) -> Iterator[str]:
    """That the network's own figures and those of its practices, counted up to one day, can't both be true."""
    for other in counts_on(network, count.on, listed):
        if other.of_network == count.of_network:
            continue
        taken, left = (_given(fund, entry, one) for one in (count, other))
        if taken is not None and left is not None and _differ(taken, left):
            names = ("the network's own", "its practices'")
            mine, theirs = names if count.of_network else names[::-1]
            yield (
                f"Up to {in_words(count.on)} there are two counts that can't both be true: {mine} figures, "
                f"{_in_words(taken)}, are taken; {theirs}, {_in_words(left)}, are not. Correct one."
            )


def _given(fund: Fund, entry: Indicator, count: Count) -> Given | None:
    """What a count says; None of one that can't be that of the indicator."""
    problems: list[str] = []
    rows = [one for _, row in count.rows() for one in taken_row(fund, entry, row, "", problems)]
    return None if problems else given_of_rows(entry, rows, None)


def _differ(one: Given, other: Given) -> bool:
    if one.done is not None and other.done is not None:
        return one.done is not other.done
    pairs = ((one.numerator, other.numerator), (one.denominator, other.denominator))
    return any(_apart(mine, theirs) for mine, theirs in pairs)


def _apart(one: Number, other: Number) -> bool:
    """Whether two numbers can't be the same."""
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return False
    return _below(one, other) or _below(other, one)


def _below(one: Fraction | Range, other: Fraction | Range) -> bool:
    high, low = ranges.highest(one), ranges.lowest(other)
    return high is not None and low is not None and high < low


def _in_words(given: Given) -> str:
    if given.done is not None:
        return "done" if given.done else "not done"
    return f"{in_words(given.numerator)} of {in_words(given.denominator)}"


def _members_changed(network: Network, counted: date, day: date) -> Iterator[str]:
    """Who joined and left after the day up to which was counted."""
    before, after = ([one.code for one in network.core_practices(on)] for on in (counted, day))
    joined, left = ([code for code in one if code not in other] for one, other in ((after, before), (before, after)))
    said = [f"{', '.join(codes)} {what}" for codes, what in ((joined, "joined"), (left, "left")) if codes]
    if said and day > counted:
        yield (
            f"After {in_words(counted)}, up to which was counted, {' and '.join(said)}: the figures are those of the "
            "members before."
        )
