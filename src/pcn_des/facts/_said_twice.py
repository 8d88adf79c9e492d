"""The same thing on record twice and differently, where nothing says which record is wrong: unknown, and both named."""

from __future__ import annotations

from pcn_des.values import Unknown


def which_is_right(what: str, *said: str) -> Unknown:
    """Unknown, with what each of the records says."""
    return Unknown.because(f"which {what} is right: {', '.join(said)}")
