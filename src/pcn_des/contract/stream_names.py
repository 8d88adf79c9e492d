"""The names of payment streams: a key, or a title of the contract however its letters are written."""

from __future__ import annotations

from collections.abc import Collection

from pcn_des.contract.files import every_title
from pcn_des.errors import UnknownNameError
from pcn_des.folding import folded


def stream_named(name: str) -> str | None:
    """The key of the stream that a key or a title means; None where no stream is called so.

    Examples:
        >>> stream_named("Core PCN funding"), stream_named("core_pcn_funding"), stream_named("PCN core")
        ('core_pcn_funding', 'core_pcn_funding', None)
    """
    asked = folded(name)
    return next((key for key, titles in every_title("payments").items() if asked in (key, *map(folded, titles))), None)


def stream_called(name: object, among: Collection[str], hint: str = "") -> str:
    """The key of the stream that a key or a title means.

    Raises:
        UnknownNameError: it is none of those that it can be; the message offers the nearest, and then the hint.
    """
    if isinstance(name, str):
        key = name if name in among else stream_named(name)
        if key is not None and key in among:
            return key
    raise UnknownNameError("payment stream", name, among, hint=hint)
