"""The colours of pages and charts, on light and on dark; on both, writing has a contrast of at least 4.5 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from pcn_des.answers.status import Status


class Colour(NamedTuple):
    """A colour on light paper, and the one that does its work on dark."""

    light: str
    dark: str


STATUSES: Final[Mapping[Status, Colour]] = {
    Status.NOT_MET: Colour("#a4243b", "#ff8fa0"),
    Status.UNKNOWN: Colour("#6b5b00", "#dcc63f"),
    Status.JUDGEMENT: Colour("#5b3a8e", "#c5a9f7"),
    Status.NOT_DUE: Colour("#1f5f8b", "#7dbdec"),
    Status.MET: Colour("#1d6b3a", "#77cf96"),
    Status.NOT_APPLICABLE: Colour("#555555", "#b3b3b3"),
}
"""A status as writing on paper, and as a bar on which paper-coloured writing stands."""

TEXT: Final = Colour("#1b1b1b", "#e6e6e6")
PAPER: Final = Colour("#ffffff", "#17191c")
QUIET: Final = Colour("#555555", "#b3b3b3")
LINE: Final = Colour("#dddddd", "#3b3f45")
TRACK: Final = Colour("#f0f0f0", "#282b30")

ACCENT: Final = Colour("#00685d", "#5fd3c4")
"""Links and buttons, of the pages around the library's own."""

AMOUNTS: Final = ("#1f5f8b", "#7dbdec", "#dcc63f")
"""Money in charts: what is past, what is settled, what is planned; each has a hatching beside its colour."""

LINES: Final = ("#00695c", "#1565c0")
"""Lines of charts, each in a chart of its own."""

INK: Final = "black"
BLANK: Final = "white"
"""Lines and outlines of charts; what parts their bars, and the ground of hatching alone."""

NAMES: Final[Mapping[str, Colour]] = {
    "text": TEXT,
    "paper": PAPER,
    "quiet": QUIET,
    "line": LINE,
    "track": TRACK,
    **{status.value.lower(): colour for status, colour in STATUSES.items()},
}
"""Every colour by the name that a style sheet calls it."""


def as_css(on: Literal["light", "dark"]) -> str:
    """Every colour by its name as a style sheet declares it, for light or for dark paper.

    Examples:
        >>> as_css("dark")[:38]
        'color-scheme: dark; --text: #e6e6e6; -'
    """
    return f"color-scheme: {on}; " + " ".join(f"--{name}: {getattr(colour, on)};" for name, colour in NAMES.items())
