"""The mark, among plain values, of what is from a draft of a contract year; it stands low, for all answers have it."""

from __future__ import annotations


def draft_mark(draft: str | bool | None) -> dict[str, bool]:
    """`draft` is true of what is from a draft, by its year or by yes and no, and not there otherwise."""
    return {"draft": True} if draft else {}
