"""Raises in another process."""

from __future__ import annotations


def raised(error: BaseException) -> None:
    """Raise an error that came from elsewhere."""
    raise error
