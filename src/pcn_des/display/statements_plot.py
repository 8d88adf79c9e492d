"""A chart of several statements: a small one for each stream, with a bar for each year, or each network."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any, Final

from pcn_des.display.colours import AMOUNTS, BLANK, INK
from pcn_des.display.figures import as_written, figure_class, headed
from pcn_des.display.phrases import network_named
from pcn_des.values import decimal_of

if TYPE_CHECKING:
    from pcn_des.answers.statement import StreamTotal
    from pcn_des.answers.statements import Statements
    from pcn_des.units import Money

_ABREAST: Final = 3
_WIDEST: Final = 34  # characters of a title, in a line
_THOUSAND: Final = 1000
_TENTH: Final = Decimal("0.1")
_NARROW: Final = Fraction(1, 100)  # of an amount: ends so near each other are told as about so much
_KEY: Final = (
    "Hatched: between two ends. ~: about. ?: not known; after +, no upper end is known. "
    "Neither a bar nor a mark: not paid."
)
_OF_NAMES: Final = 8  # names that stand upright beneath the bars, without touching


def statements_figure(found: Statements) -> Any:
    """Several statements as a matplotlib figure: a small chart for each stream, its amount above each bar.

    What is known is a full bar, what lies between two ends a hatched one on top of it (`~` before ends near each
    other); a question mark stands where nothing is known, or no upper end. Where a stream is not paid there is no bar.
    Nothing is told by colour alone.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    streams = list(found.streams.items())
    rows = max(1, ceil(len(streams) / _ABREAST))
    figure = figure_class()(figsize=(12, 0.8 + 2.4 * rows), layout="constrained")
    for place, (stream, title) in enumerate(streams, 1):
        _draw(figure.add_subplot(rows, _ABREAST, place), found, stream, title)
    headed(figure, _title(found))
    if streams:
        figure.supxlabel(_KEY, x=0.01, ha="left", fontsize=7)
    return figure


def _title(found: Statements) -> str:
    first = next(iter(found.by_name.values()), None)
    if first is None:
        return "No statement"
    if found.of_a_year:
        return f"What networks are owed in {first.receipt.contract_year}, in thousands of pounds"
    return f"{network_named(first.heading)}: what is owed by contract year, in thousands of pounds"


def _draw(axes: Any, found: Statements, stream: str, title: str) -> None:
    totals = found.of(stream)
    names = list(found)
    least, most, above = [], [], []
    for name in names:
        low, high, said = _known(totals.get(name))
        least.append(low)
        most.append(high)
        above.append(said)
    style = {"edgecolor": INK, "linewidth": 0.6}
    places = range(len(names))
    axes.bar(places, [float(low) for low in least], color=AMOUNTS[1], **style)
    gaps = [float(high - low) for low, high in zip(least, most, strict=True)]
    axes.bar(places, gaps, bottom=[float(low) for low in least], color=BLANK, hatch="////", **style)
    top = float(max((*most, Fraction(1))))
    for place, (high, said) in enumerate(zip(most, above, strict=True)):
        if said:
            axes.text(place, float(high) + top * 0.02, said, ha="center", va="bottom", fontsize=6.5)
    ceiling = "\n(the most that can be claimed or earned)" if stream in found.ceilings else ""
    axes.set_title(as_written(fill(title, _WIDEST)) + ceiling, loc="left", fontsize=8)
    upright = len(names) > _OF_NAMES
    labels = [as_written(shorten(name, _WIDEST)) if found.of_a_year else name[2:] for name in names]
    axes.set_xticks(places, labels, fontsize=7, rotation=90 if upright else 0)
    axes.set_xlim(-0.6, len(names) - 0.4)
    axes.set_ylim(0, top * 1.25)
    axes.tick_params(axis="y", labelsize=7)
    if not any(most):
        axes.set_yticks([])
    axes.yaxis.set_major_formatter(lambda thousands, _: f"£{thousands:,.0f}k")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _known(total: StreamTotal | None) -> tuple[Fraction, Fraction, str]:
    """The ends of a stream in thousands of pounds, and what is written above its bar."""
    if total is None:
        return Fraction(), Fraction(), ""
    if total.amount is not None:
        pounds = _thousands(total.amount)
        return pounds, pounds, _said(pounds)
    low = Fraction() if total.at_least is None else _thousands(total.at_least)
    if total.at_most is None:
        return low, low, f"{_said(low)} +?" if low else "?"
    high = _thousands(total.at_most)
    narrow = high - low < high * _NARROW
    return low, high, f"~{_said(low)}" if narrow else f"{_said(low)}–\n{_said(high)}"


def _thousands(amount: Money) -> Fraction:
    return Fraction(amount.pounds) / _THOUSAND


def _said(thousands: Fraction) -> str:
    return f"{decimal_of(thousands, _TENTH):,}"
