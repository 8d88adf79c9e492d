"""What an answer from a draft of a contract year begins with."""

from __future__ import annotations

from html import escape

from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.showing import HTML


def begun(shown: str, year: str, how: str, width: int = WIDTH) -> str:
    """A text or HTML with the line above it that says it is from a draft of a year; as it is where there is none."""
    if not year:
        return shown
    if how == HTML:
        return f"<p><strong>{escape(draft_in_words(year))}</strong></p>{shown}"
    return "\n".join([*filled(draft_in_words(year), width), shown])


def draft_in_words(year: str) -> str:
    """What a reader has to know first of all."""
    return f"DRAFT of {year}: not the published contract; nothing carried is confirmed."
