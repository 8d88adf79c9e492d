"""Pictures as SVG: what was in force since 2019 as bars with words in them, and the two dates of a backdated figure.

They have no colour of their own: lines, hatching and words say what colour would, in the colour of the page's writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Final

import attrs

from pcn_des.contract.files import span, years
from pcn_des.wording import in_words

YEAR: Final = 58  # the width of a contract year
NAMES: Final = 256  # the width of the names at the left
ROW: Final = 26
HATCHES: Final = {"delivery": "full", "in force": "full", "preparation": "lines", "planned": "dots", "merged": "rings"}


@attrs.frozen
class Bar:
    """Days of a thing in one phase."""

    since: date
    until: date
    phase: str


@attrs.frozen
class Row:
    """A thing in a picture: its name, and the bars of its phases."""

    name: str
    bars: Sequence[Bar]


def since_2019(rows: Iterable[Row], title: str) -> str:
    """Bars of what was in force over the contract years, a row for each thing, as SVG."""
    listed = list(rows)
    first, last = years()[0], years()[-1]
    width, height = NAMES + YEAR * len(years()) + 8, ROW * (len(listed) + 1) + 30
    parts = [
        f'<svg class="since" role="img" aria-label="{escape(title)}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(title)}</title>",
        _PATTERNS,
    ]
    for place, year in enumerate(years()):
        x = NAMES + YEAR * place
        parts.append(f'<line x1="{x}" y1="18" x2="{x}" y2="{height - 30}" class="grid"/>')
        parts.append(f'<text x="{x + 4}" y="14">{year}</text>')
    for place, row in enumerate(listed):
        y = 24 + ROW * place
        parts.append(f'<text x="{NAMES - 8}" y="{y + 15}" text-anchor="end">{escape(_cut(row.name))}</text>')
        parts += [_bar(bar, y) for bar in row.bars]
    parts.append(_legend(height - 18, {bar.phase for row in listed for bar in row.bars}))
    assert first <= last
    return "".join([*parts, "</svg>"])


def _bar(bar: Bar, y: int) -> str:
    left, right = _x(max(bar.since, span().since)), _x(bar.until) + 1
    width = max(right - left, 2)
    hatch = HATCHES.get(bar.phase, "dots")
    words = f"{bar.phase}, {in_words(bar.since)} to {in_words(bar.until)}"
    return (
        f'<rect x="{left:.0f}" y="{y}" width="{width:.0f}" height="18" class="bar {hatch}">'
        f"<title>{escape(words)}</title></rect>"
    )


def _x(day: date) -> float:
    start = years()[0].first_day
    return NAMES + (day - start).days / 365.25 * YEAR


def _legend(y: int, phases: set[str]) -> str:
    parts, x = [], NAMES
    for phase, hatch in HATCHES.items():
        if phase in phases:
            parts.append(f'<rect x="{x}" y="{y}" width="22" height="12" class="bar {hatch}"/>')
            parts.append(f'<text x="{x + 28}" y="{y + 11}">{phase}</text>')
            x += 130
    return "".join(parts)


def _cut(name: str) -> str:
    return name if len(name) <= 33 else f"{name[:32].rstrip()}…"


_PATTERNS: Final = (
    '<defs><pattern id="lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="0" y1="0" x2="0" y2="5" class="ink"/></pattern>'
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1" class="spot"/>'
    '</pattern><pattern id="rings" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<circle cx="4" cy="4" r="2" class="ink"/></pattern></defs>'
)


def two_dates(in_force: date, known: date, title: str) -> str:
    """The two dates of a figure that was backdated: when it began to hold, and when it became known."""
    return (
        f'<svg class="dates" role="img" aria-label="{escape(title)}" viewBox="0 0 320 62" '
        'xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>"
        '<line x1="10" y1="31" x2="310" y2="31" class="axis"/>'
        '<line x1="60" y1="31" x2="220" y2="31" class="gap"/>'
        '<line x1="220" y1="31" x2="310" y2="31" class="holds"/>'
        '<circle cx="60" cy="31" r="5" class="end"/><rect x="215" y="26" width="10" height="10" class="end"/>'
        f'<text x="60" y="16" text-anchor="middle">in force</text><text x="60" y="54" text-anchor="middle">'
        f"{in_words(in_force)}</text>"
        f'<text x="220" y="16" text-anchor="middle">known</text><text x="220" y="54" text-anchor="middle">'
        f"{in_words(known)}</text></svg>"
    )
