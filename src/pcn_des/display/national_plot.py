"""A chart of all networks through the months: how many they are, and the patients on the lists of their members."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from pcn_des.display.colours import LINES
from pcn_des.display.figures import days_along, figure_class, headed

if TYPE_CHECKING:
    from pcn_des.answers.national import National

_ROOM: Final = Fraction(11, 10)  # of the highest of a chart
_MILLION: Final = 1_000_000


def national_figure(found: National) -> Any:
    """The months as a matplotlib figure: how many networks, and how many patients are on the lists of their members.

    A month that no file tells is a gap. Where the number of patients is not exact, the line is the least of it.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    figure = figure_class()(figsize=(11, 6), layout="constrained")
    networks = [count.networks for count in found.counts]
    least = [count.registered.at_least for count in found.counts]
    millions = [None if number is None else Fraction(number) / _MILLION for number in least]
    half_known = any(
        size.exact is None and size.at_least is not None for size in (one.registered for one in found.counts)
    )
    drawn: tuple[tuple[str, Sequence[Fraction | int | None]], ...] = (
        ("Networks", networks),
        (f"Registered patients on the lists of their members, {'at least, ' if half_known else ''}millions", millions),
    )
    days = [count.month for count in found.counts]
    for axes, (title, numbers), colour in zip(figure.subplots(2, 1, sharex=True), drawn, LINES, strict=True):
        heights = [float("nan") if number is None else float(number) for number in numbers]
        axes.plot(days, heights, marker=".", color=colour)
        axes.set_title(title, loc="left", fontsize=10)
        # from nought, so that a small change does not look large; with room above, so that the frame hides no line
        axes.set_ylim(0, float(_ROOM * max((number for number in numbers if number), default=1)))
    if days:
        days_along(figure.axes[-1], days[0], days[-1])
    figure.axes[0].yaxis.get_major_locator().set_params(integer=True)  # there is no half network
    figure.axes[0].yaxis.set_major_formatter(lambda number, _: f"{number:,.0f}")
    headed(figure, f"Primary care networks of {found.commissioner or 'England'}")
    return figure
