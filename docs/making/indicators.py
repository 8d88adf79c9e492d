"""An indicator as pages tell of it: what it pays for what, and in words what of it was not found."""

from __future__ import annotations

from typing import Final

from pcn_des.contract.entries import Indicator
from pcn_des.contract.saying import points_in_words, thresholds_in_words

_IN_WORDS: Final = {
    "points": "points",
    "lower": "lower threshold",
    "upper": "upper threshold",
    "function": "how points follow from what is achieved",
    "numerator": "what is measured",
    "denominator": "what it is measured out of",
    "exclusions": "who is left out",
    "measured": "when it is measured",
    "prevalence_adjusted": "whether prevalence adjusts it",
}
_THRESHOLDS: Final = ("lower", "upper")


def not_found_in_words(entry: Indicator) -> tuple[str, ...]:
    """What of an indicator was not found, points and thresholds first: `points`, `thresholds`."""
    names = [name for name in _IN_WORDS if name in entry.not_found]
    names += [name for name in entry.not_found if name not in _IN_WORDS]
    said = [_IN_WORDS.get(name, name.replace("_", " ")) for name in names]
    if all(name in names for name in _THRESHOLDS):
        place = names.index(_THRESHOLDS[0])
        said[place : place + len(_THRESHOLDS)] = ["thresholds"]
    return tuple(said)


def in_short(entry: Indicator) -> list[str]:
    """Its points and its thresholds, or that they were not found."""
    found = [said for said in (points_in_words(entry), thresholds_in_words(entry)) if said]
    missing = [said for said in not_found_in_words(entry) if said == "points" or "threshold" in said]
    return [*found, f"Not found: {' and '.join(missing)}"] if missing else found
