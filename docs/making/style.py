"""The colours of standings on the pages, from those that reports have; on light and on dark."""

from __future__ import annotations

from typing import Final

from pcn_des.answers.status import Status
from pcn_des.display.colours import ACCENT, QUIET, STATUSES, Colour

COLOURS: Final = {
    "confirmed": STATUSES[Status.MET],
    "inferred": STATUSES[Status.NOT_DUE],
    "single-source": STATUSES[Status.UNKNOWN],
    "carried": STATUSES[Status.JUDGEMENT],
    "conflicting": STATUSES[Status.NOT_MET],
    "unknown": STATUSES[Status.NOT_APPLICABLE],
    "added": STATUSES[Status.MET],
    "removed": STATUSES[Status.NOT_MET],
    "changed": STATUSES[Status.NOT_DUE],
    "not-found": STATUSES[Status.UNKNOWN],
}


def colours_css() -> str:
    """The style sheet: a colour for each standing by its name, that of quiet words, and the accent."""
    light = "".join(f"--{name}: {colour.light}; " for name, colour in _named())
    dark = "".join(f"--{name}: {colour.dark}; " for name, colour in _named())
    marks = "\n".join(f".standing.{name} {{ color: var(--{name}); }}" for name in COLOURS)
    both = f"--on-both: {ACCENT.light}; "  # the accent as a ground for light writing, on whatever paper
    return f":root {{ {light}{both}}}\n[data-md-color-scheme=slate] {{ {dark}}}\n{marks}\n"


def _named() -> list[tuple[str, Colour]]:
    return [*COLOURS.items(), ("quiet", QUIET), ("accent", ACCENT)]
