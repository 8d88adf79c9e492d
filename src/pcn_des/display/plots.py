"""Charts, for reports and slides."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from pcn_des.answers.status import WORST_FIRST
from pcn_des.dates import ONE_DAY
from pcn_des.display.colours import BLANK, STATUSES
from pcn_des.display.figures import as_written, days_along, figure_class, headed
from pcn_des.display.phrases import network_named
from pcn_des.display.timeline import shown_rows
from pcn_des.wording import in_words

if TYPE_CHECKING:
    from pcn_des.answers.timeline import Timeline

HATCHES: Final = {
    "NOT_MET": "xx",
    "UNKNOWN": "..",
    "NOT_DUE": "--",
    "JUDGEMENT": "//",
    "NOT_APPLICABLE": "\\\\",
    "MET": "",
}
_WIDEST: Final = 52  # characters of a duty, in each of two lines


def timeline_figure(timeline: Timeline) -> Any:
    """A timeline as a matplotlib figure: a bar for each duty, an answer told apart by colour and by hatching.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    new_figure = figure_class()  # first, for it says what to install

    from matplotlib.dates import date2num
    from matplotlib.patches import Patch

    rows = list(shown_rows(timeline))
    figure = new_figure(figsize=(11, 1.6 + 0.28 * len(rows)), layout="constrained")
    axes = figure.add_subplot()
    for place, (_, _, spells) in enumerate(rows):
        for spell in spells:
            axes.barh(
                place,
                date2num(spell.until + ONE_DAY) - date2num(spell.since),
                left=date2num(spell.since),
                height=0.7,
                color=STATUSES[spell.status].light,
                hatch=HATCHES[spell.status.value],
                edgecolor=BLANK,
                linewidth=0.4,
            )
    axes.set_yticks(range(len(rows)), [_label(title) for _, title, _ in rows], fontsize=7.5, linespacing=0.95)
    axes.margins(y=0.01)
    axes.invert_yaxis()
    axes.set_xlim(date2num(timeline.since), date2num(timeline.until + ONE_DAY))
    days_along(axes, timeline.since, timeline.until + ONE_DAY)
    period = f"{in_words(timeline.since)} to {in_words(timeline.until)}"
    headed(figure, f"{network_named(timeline.heading)}, {period}")
    seen = {spell.status for _, _, spells in rows for spell in spells}
    figure.legend(
        handles=[
            Patch(facecolor=STATUSES[status].light, hatch=HATCHES[status.value], edgecolor=BLANK, label=status.words)
            for status in WORST_FIRST
            if status in seen
        ],
        loc="outside lower center",
        ncols=6,
        fontsize=8,
    )
    return figure


def _label(title: str) -> str:
    return as_written(fill(title, _WIDEST, max_lines=2, placeholder=" …"))
