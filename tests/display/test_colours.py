"""Colours: what is written can be read on light and on dark, and pages and charts take them from one table."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from pcn_des.answers.status import Status
from pcn_des.display import colours
from pcn_des.display.colours import NAMES, PAPER, QUIET, STATUSES, TEXT, Colour
from pcn_des.display.html import STYLE
from pcn_des.display.timeline import LETTERS

ENOUGH = 4.5  # WCAG 2.2, 1.4.3, for writing of any size


def luminance(colour: str) -> float:
    """How light a colour is, from 0 for black to 1 for white, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 for the same to 21 for black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0), ("#abcdef", "#abcdef", 1)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


WRITTEN = {"text": TEXT, "quiet": QUIET, **{status.value: colour for status, colour in STATUSES.items()}}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_can_be_read_on_light_and_on_dark(name: str) -> None:
    """A bar has paper-coloured writing on the colour of its status: the same pair the other way round."""
    assert contrast(WRITTEN[name].light, PAPER.light) >= ENOUGH
    assert contrast(WRITTEN[name].dark, PAPER.dark) >= ENOUGH


def test_each_status_has_a_colour_and_a_letter_of_its_own() -> None:
    assert set(STATUSES) == set(LETTERS) == set(Status)
    for one, other in combinations(STATUSES.values(), 2):
        assert one.light != other.light
        assert one.dark != other.dark
    assert len(set(LETTERS.values())) == len(Status)


def test_the_style_has_every_colour_twice_over_and_no_other() -> None:
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", STYLE)) == {tone for colour in NAMES.values() for tone in colour}
    assert set(re.findall(r"var\(--(\w+)\)", STYLE)) <= set(NAMES)
    for status in Status:
        assert f".pcn-des .{status.value.lower()} {{ color: var(--{status.value.lower()}); }}" in STYLE


@pytest.mark.parametrize(
    "place",
    [
        "@media screen and (prefers-color-scheme: dark) { .pcn-des {",
        'body[data-jp-theme-light="false"] .pcn-des, .vscode-dark .pcn-des {',
    ],
)
def test_dark_is_for_screens_that_ask_for_it(place: str) -> None:
    _, _, after = STYLE.partition(place)
    assert after.lstrip().startswith("color-scheme: dark;")


def test_paper_is_light() -> None:
    printed = STYLE.partition("@media print")[2]
    assert "--" not in printed
    assert Colour("#ffffff", PAPER.dark) == PAPER


def test_no_colour_is_written_elsewhere() -> None:
    display = Path(colours.__file__).parent
    written = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']|colou?r["']?\s*[=:]\s*["'][a-z]+["']""")
    found = {path.name: written.findall(path.read_text(encoding="utf-8")) for path in display.glob("*.py")}
    assert {name for name, hits in found.items() if hits} == {"colours.py"}
