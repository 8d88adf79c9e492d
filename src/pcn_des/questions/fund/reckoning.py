"""The points of one indicator and what they are worth, step by step, from what is given of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.answers.notation import NOTHING, Sentence, Step
from pcn_des.answers.points import PAID, IndicatorPoints, PointsStep, says_more
from pcn_des.contract.entries import BINARY, Entry, Indicator, Term
from pcn_des.contract.indicators import IndicatorRow, Indicators, indicators_of
from pcn_des.contract.saying import thresholds_in_words, unit_behind
from pcn_des.contract.spells import spells
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.errors import MisuseError
from pcn_des.questions.fund import scheme
from pcn_des.questions.fund.gains import Gains, gains
from pcn_des.questions.fund.given import Given
from pcn_des.questions.fund.gone import Gone
from pcn_des.questions.fund.measures import achievement, measure_of, worked
from pcn_des.questions.fund.payment import LIST_SIZE, PREVALENCE, Worth, unsure, why_needed, worth
from pcn_des.questions.fund.scales import Scale, earned
from pcn_des.questions.fund.second_scale import SecondScale, better_of
from pcn_des.sources import Standing
from pcn_des.units import PURE, Quantity, Unit
from pcn_des.values import Range, Unknown, range_of
from pcn_des.wording import ends_in_words

REPLACED: Final = "replaced"
_POINTS: Final = Unit.parse("points")
_ZERO: Final = Fraction(0)


@attrs.frozen(kw_only=True)
class Fund:
    """The fund in a contract year, as far as had been published: the contract on its last day, and its indicators."""

    contract: Terms
    indicators: Indicators
    rows: tuple[IndicatorRow, ...]

    @classmethod
    def of(cls, contract: Terms) -> Fund:
        """The fund of a contract: the indicators that it pays, or did before they were suspended or replaced."""
        found = indicators_of(contract.contract_year, known_on=contract.known_on)
        replaced: Term | None = contract.get(scheme.REPLACED)
        gone = replaced.value if replaced is not None and replaced.is_known else ()
        rows = (row for row in found.rows if row.entry is not None)
        return cls(
            contract=contract,
            indicators=found,
            rows=tuple(attrs.evolve(row, payment=REPLACED, says=replaced) if row.code in gone else row for row in rows),
        )

    def known(self, key: str) -> Term | None:
        """A term, where its value is established."""
        found: Term | None = self.contract.get(key)
        return found if found is not None and found.is_known else None

    @property
    def total(self) -> Term | None:
        """The most points that a network can earn, where that is established."""
        return self.known(scheme.POINTS_TOTAL)

    def most(self, entry: Indicator) -> Number:
        """The points of an indicator; where they were not found, at most what the others leave of a total."""
        if entry.points is not None:
            return Fraction(entry.points)
        left = self.left_of_total(entry)
        return range_of(_ZERO, None if left is None else left[1], (f"the points of {entry.key}",))

    def left_of_total(self, entry: Indicator) -> tuple[Term, Fraction] | None:
        """The most points of some days on which there is an indicator, and what the others' known points leave of it.

        Of the totals that were published for parts of the year that which leaves least; None where none was found.
        """
        found = []
        for spell in spells(self.contract.contract, scheme.POINTS_TOTAL, self.contract.known_on or date.max):
            if spell.term.is_known and entry.period.overlaps(Period(spell.since, spell.until)):
                points = self._points_known(max(spell.since, entry.since), spell.until, entry.period)
                found.append((spell.term, max(_ZERO, Fraction(spell.term.value) - points)))
        return min(found, key=lambda one: one[1], default=None)

    def _points_known(self, day: date, until: date, period: Period) -> Fraction:
        """The points, as far as they were found, of what was paid on a day of a total that holds until another.

        What there is only after a period, or before it, has its points with others: it took their place.
        """
        rows = self.rows
        if until < self.contract.as_of:
            rows = indicators_of(on=day, known_on=self.contract.known_on).rows
        paid = (row.entry for row in rows if row.payment == PAID and row.entry is not None)
        points = (entry.points for entry in paid if entry.period.overlaps(period))
        return sum((Fraction(one) for one in points if one is not None), _ZERO)


def points_of(
    fund: Fund,
    row: IndicatorRow,
    given: Given,
    list_size: Fraction | Range | None,
    extra: Iterable[str] = (),
    gone: Gone | None = None,
) -> IndicatorPoints:
    """The points of an indicator and what they are worth; `extra` are notes on the figures.

    `gone` is said of a network that there is no more when the year is measured.

    Raises:
        MisuseError: figures that can't be those of the indicator.
    """
    entry = row.entry
    assert entry is not None  # of the indicators that have one
    check_rule(fund, given)
    measured = achievement(entry, given)
    most = fund.most(entry)
    second = SecondScale.of(fund.known, entry, given)
    earns = ranges.times(_share(entry, measured, given, second), most)
    credited = _credited(fund, row, most)
    counts = _ZERO if row.payment != PAID else earns if credited is None else credited
    counts = counts if gone is None else gone.left(counts)
    value = worth(fund.contract, entry, list_size, given.prevalence)
    pounds = ranges.times(counts, value.of_a_point)
    found, why = _gains(row, given, counts, credited is not None, most, value)
    if gone is not None and row.payment == PAID:
        found, why = Gains(), Sentence("{}", (gone.says,))
    return IndicatorPoints(
        code=row.code,
        title=row.title,
        year=fund.contract.contract_year,
        unit=entry.unit,
        entry=entry,
        payment_kind=row.payment,
        achievement=_quantity(measured, PURE),
        maximum=_points(most),
        by_performance=_points(earns),
        points=_points(counts),
        amount=Amount.of(pounds),
        steps=tuple(_steps(fund, row, given, (measured, most, earns, counts), credited, value, second, gone)),
        missing=tuple(dict.fromkeys(ranges.needs_of(pounds))),
        one_more=found.one,
        next_point=found.point,
        upper_threshold=found.upper,
        no_gain=why,
        says=row.says,
        notes=tuple(dict.fromkeys((*_notes(fund, entry, ranges.needs_of(pounds)), *extra))),
        known_on=fund.contract.known_on,
        draft_of=fund.contract.draft_of,
    )


def check_rule(fund: Fund, given: Given) -> None:
    """Refuse personalised care adjustments in a year in which it was not found how they count.

    Raises:
        MisuseError: there are some in such a year.
    """
    if given.adjusted and fund.known(scheme.ADJUSTMENTS_RULE) is None:
        raise MisuseError(
            f"how a personalised care adjustment counts in {fund.contract.contract_year} was not found; give the "
            "denominator as it counts, and leave personalised_care_adjustments out"
        )


def _share(entry: Indicator, measured: Number, given: Given, second: SecondScale | None) -> Number:
    """The part of the points that is earned; of an indicator with a second scale, up to what that earns.

    That the better of the two counts is a reading of the text, which was not seen.
    """
    found = earned(entry, measured, given.done)
    says = measure_of(entry).second_scale
    if not says or found == 1:
        return found
    by_rate = Fraction(1) if second is None else second.earned
    return ranges.hull((found, better_of(found, by_rate)), (says,)) if better_of(found, by_rate) != found else found


def _credited(fund: Fund, row: IndicatorRow, most: Number) -> Number | None:
    """The points that every network is credited with; None where the year credits none."""
    deemed = fund.known(scheme.DEEMED)
    if deemed is None or row.code not in deemed.value:
        return None
    return ranges.times(Fraction(deemed.value[row.code]), most)


def _gains(
    row: IndicatorRow, given: Given, counts: Number, credited: bool, most: Number, value: Worth
) -> tuple[Gains, Sentence]:
    """What more in the numerator bring, or why nothing is said of it."""
    entry = row.entry
    assert entry is not None
    if row.payment != PAID:
        return Gains(), Sentence(f"it is {row.payment}: nothing more is earned")
    if credited:
        return Gains(), Sentence("its points are credited, whatever was measured")
    if isinstance(counts, Fraction) and counts == most:
        return Gains(), Sentence("all its points are earned")
    scale = Scale.of(entry)
    if entry.function is None:
        return Gains(), Sentence("how it earns points was not found")
    if entry.function == BINARY or scale is None or measure_of(entry).second_scale:
        return Gains(), Sentence("its points do not rise with a numerator alone")
    if not scale.is_known or not isinstance(most, Fraction) or not isinstance(counts, Fraction):
        return Gains(), Sentence("its figures, thresholds and points are not all known exactly")
    return gains(entry, given, counts, most, value.of_a_point), NOTHING


def _steps(
    fund: Fund,
    row: IndicatorRow,
    given: Given,
    numbers: tuple[Number, ...],
    credited: Number | None,
    value: Worth,
    second: SecondScale | None,
    gone: Gone | None,
) -> Iterator[PointsStep]:
    entry = row.entry
    assert entry is not None
    measured, most, earns, counts = numbers
    if entry.function != BINARY:
        rule = fund.known(scheme.ADJUSTMENTS_RULE) if given.adjusted else None
        yield _step("achievement", _measured(entry, given, measured), entry, (), fund.known(scheme.LEVEL), rule)
    fields = ("lower", "upper", "points", "function")
    left = fund.left_of_total(entry) if entry.points is None else None
    total = None if left is None else left[0]
    yield _step("points", _earned(entry, given, measured, most, earns), entry, fields, _rule(fund, entry), total)
    if second is not None:
        said = Sentence("{} points by the rate itself ({})", (ranges.times(second.earned, most), second.said))
        yield _step("second scale", said, entry, ("points",), *second.terms)
    if row.payment != PAID:
        yield _step("what counts", Sentence(f"it is {row.payment}: no points count"), entry, (), row.says)
    elif credited is not None:
        said = Sentence("{} points are credited, whatever was measured", (credited,))
        yield _step("what counts", said, entry, ("points",), fund.known(scheme.DEEMED))
    if gone is not None and row.payment == PAID:
        said = Sentence("{} points; {}", (ends_in_words(counts), gone.says))
        yield _step("what counts of it", said, entry, ())
    yield value.step(counts, entry)


def _rule(fund: Fund, entry: Indicator) -> Term | None:
    """The rule of two thresholds, where the indicator goes by it."""
    return fund.known(scheme.POINTS_RULE) if entry.function in ("linear", "other") else None


def _step(what: str, said: Sentence, entry: Indicator, fields: Iterable[str], *terms: Term | None) -> PointsStep:
    read: tuple[Entry, ...] = (entry, *(term for term in terms if term is not None))
    graded = [entry.standings.get(name) for name in fields if name not in entry.not_found]
    standing = Standing.weakest([*graded, *(one.standing for one in read)])
    return PointsStep(what=what, worked=said, rests_on=read, standing=standing)


def _measured(entry: Indicator, given: Given, measured: Number) -> Sentence:
    unit = _plain(unit_behind(entry.unit))
    how = worked(entry, given)
    if isinstance(measured, Fraction) and how is not None:
        return Sentence("{} = {}" + unit, (how, measured))
    if isinstance(measured, Unknown) or (isinstance(measured, Range) and not says_more(measured, entry.unit)):
        return Sentence("unknown: needs {}", ("; ".join(ranges.needs_of(measured)),))
    return Sentence("{}" + unit, (measured,))


def _plain(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def _earned(entry: Indicator, given: Given, measured: Number, most: Number, earns: Number) -> Sentence:
    """How the points are come to, in words or as a calculation."""
    scale = Scale.of(entry)
    if not isinstance(earns, Fraction) or not isinstance(most, Fraction):
        missing = "; ".join(ranges.needs_of(earns))
        return Sentence("{} points" + (f"; needs {_plain(missing)}" if missing else ""), (ends_in_words(earns),))
    if entry.function == BINARY:
        return Sentence("{}: {} points", ("done" if given.done else "not done", earns))
    if scale is None or not scale.is_known or not isinstance(measured, Fraction):
        return Sentence("{} points, wherever the thresholds are", (earns,))
    if earns in (_ZERO, most):
        side = "the upper threshold or better" if earns else "the lower threshold or worse"
        return Sentence("{} points: {} is at " + side + " ({})", (earns, measured, thresholds_in_words(entry)))
    lower, upper = Fraction(entry.lower or 0), Fraction(entry.upper or 0)
    pair = ((measured, lower), (upper, lower)) if entry.better == "higher" else ((lower, measured), (lower, upper))
    over, under = (Step("-", ends) for ends in pair)
    return Sentence("{} = {} points", (Step("/", (Step("x", (most, over)), under)), earns))


def _notes(fund: Fund, entry: Indicator, missing: Collection[str]) -> Iterator[str]:
    """What a reader has to know of an answer about an indicator, of which some things are missing."""
    if fund.contract.unpublished:
        yield fund.contract.unpublished
    if entry.note:
        yield entry.note
    deemed = fund.known(scheme.DEEMED)
    if deemed is not None and entry.key in deemed.value and deemed.note:
        yield deemed.note
    rounding: Term | None = fund.contract.get(scheme.ROUNDING)
    if rounding is not None and not rounding.is_known:
        yield f"Pounds are rounded once, to the penny: {rounding.note}."
    if LIST_SIZE in missing:
        yield from why_needed(fund.contract, LIST_SIZE)
    if f"{PREVALENCE} of {entry.key}" in missing:
        yield from why_needed(fund.contract, PREVALENCE)
    if entry.prevalence_adjusted is None:
        yield unsure((entry.key,))


def _quantity(number: Number, unit: Unit) -> Quantity | None:
    return None if isinstance(number, Unknown) else Quantity(number, unit)


def _points(number: Number) -> Quantity:
    return Quantity(Range(_ZERO, None, ranges.needs_of(number)) if isinstance(number, Unknown) else number, _POINTS)
