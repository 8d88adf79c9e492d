"""What every chart has: the figure of matplotlib, which is loaded on first use, a heading, and days along its foot."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import fill
from typing import Any, Final

from pcn_des.errors import MissingExtraError
from pcn_des.wording import short_day, short_month

_WIDEST: Final = 100  # characters of a heading, in a line
_MOST_LINES: Final = 4  # of a heading
_MOST_DAYS: Final = 8  # days that stand side by side without touching
_FEWEST_MONTHS: Final = 4  # that are marked by months, and not by days
_APRIL: Final = 4


def figure_class() -> Any:
    """The class of matplotlib's figures.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("A chart", "matplotlib", "plot") from None
    return Figure


def headed(figure: Any, heading: str) -> None:
    """Puts a heading on a figure, on the left and in as many lines as it needs."""
    figure.suptitle(as_written(fill(heading, _WIDEST, max_lines=_MOST_LINES, placeholder=" …")), x=0.01, ha="left")


def as_written(text: str) -> str:
    r"""A text as a chart shows it word for word: between two dollars matplotlib would read a formula, or refuse it.

    Examples:
        >>> print(as_written("from $5 to $6"))
        from \$5 to \$6
    """
    return text.replace("$", r"\$")


def days_along(axes: Any, since: date, until: date) -> None:
    """Days at the foot of a chart in our own words: those of matplotlib are the machine's language."""
    days = marked(since, until)
    said = short_month if all(day.day == 1 for day in days) else short_day
    axes.xaxis_date()  # of an axis that was given numbers for days
    axes.set_xticks(days, [said(day) for day in days], fontsize=8)


def marked(since: date, until: date) -> list[date]:
    """The days to mark, eight at the most: the first of every so many months, counted from April, or days.

    Examples:
        >>> [str(day) for day in marked(date(2022, 11, 1), date(2022, 11, 3))]
        ['2022-11-01', '2022-11-02', '2022-11-03']
        >>> [str(day) for day in marked(date(2019, 7, 1), date(2021, 3, 31))]
        ['2019-07-01', '2019-10-01', '2020-01-01', '2020-04-01', '2020-07-01', '2020-10-01', '2021-01-01']
    """
    days = [since + timedelta(days=after) for after in range((until - since).days + 1)]
    firsts = [day for day in days if day.day == 1]
    if len(firsts) < _FEWEST_MONTHS:
        return days[:: next(step for step in (1, 2, 7, 14, 28) if len(days) <= step * _MOST_DAYS)]
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(firsts) <= step * _MOST_DAYS)
    return [day for day in firsts if (day.year * 12 + day.month - _APRIL) % step == 0]
