"""A chart of a year of claims for staff, for reports and slides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from pcn_des.answers.amount import NO_MONEY
from pcn_des.dates import month_of
from pcn_des.display.colours import AMOUNTS, BLANK, INK
from pcn_des.display.figures import as_written, figure_class, headed
from pcn_des.display.phrases import network_named
from pcn_des.units import Money
from pcn_des.wording import in_words, short_month

if TYPE_CHECKING:
    from pcn_des.answers.workforce import Pot, Workforce


def workforce_figure(found: Workforce) -> Any:
    """A year of claims as a matplotlib figure: for each sum, what goes against it month by month, added up.

    Months that are over, the rest of the year of posts held and posts that begin later are told apart by colour and by
    hatching; each at the least that is known. A line is what was claimed, to the last month on record, another the sum.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    pots = [pot for pot in found.pots if pot.by_month]
    figure = figure_class()(figsize=(11, 1 + 3.4 * max(1, len(pots))), layout="constrained")
    for place, pot in enumerate(pots, 1):
        _draw(figure.add_subplot(max(1, len(pots)), 1, place), pot, found)
    year = found.receipt.contract_year
    headed(figure, f"{network_named(found.heading)}: claims for staff in {year}, added up month by month")
    return figure


def _draw(axes: Any, pot: Pot, found: Workforce) -> None:
    months = [short_month(one.month).split()[0] for one in pot.by_month]
    held = _running([one.held.at_least for one in pot.by_month])
    planned = _running([one.planned.at_least for one in pot.by_month])
    over = [(month_of(one.month).until or one.month) <= found.receipt.as_of for one in pot.by_month]
    day = in_words(found.receipt.as_of)
    used, committed, forecast = AMOUNTS
    done = [amount if is_over else 0 for amount, is_over in zip(held, over, strict=True)]
    to_come = [0 if is_over else amount for amount, is_over in zip(held, over, strict=True)]
    style = {"edgecolor": BLANK, "linewidth": 0.4}
    axes.bar(months, done, color=used, label=f"used: months over by {day}", **style)
    axes.bar(months, to_come, color=committed, hatch="//", label="committed: posts held", **style)
    if any(planned):
        axes.bar(months, planned, bottom=held, color=forecast, hatch="..", label="forecast: posts to come", **style)
    last = max((place for place, one in enumerate(pot.by_month, 1) if one.claimed is not None), default=0)
    if last:
        claimed = _running([one.claimed or NO_MONEY for one in pot.by_month[:last]])
        axes.plot(months[:last], claimed, color=INK, marker="o", markersize=3, label="claimed, as on record")
    if pot.sum.at_most is not None:
        axes.axhline(float(pot.sum.at_most.pounds), color=INK, linestyle="--", label=f"the sum, {pot.sum}")
    axes.set_title(as_written(pot.total.title), loc="left", fontsize=10)
    axes.yaxis.set_major_formatter(lambda pounds, _: f"£{pounds:,.0f}")
    axes.margins(y=0.1)
    axes.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))


def _running(amounts: Sequence[Money]) -> list[float]:
    """The running total, added up as money and then as a chart draws it."""
    return [float(total.pounds) for total in accumulate(amounts)]
