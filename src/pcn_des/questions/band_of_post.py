"""Whether the Agenda for Change band of a post is one that the contract names for its role."""

from __future__ import annotations

import re
from typing import Final

from pcn_des.contract.terms import Terms
from pcn_des.network import Post
from pcn_des.network.posts import BAND_FORM, BANDS
from pcn_des.wording import beginning

_SPAN: Final = re.compile(rf"({BAND_FORM})(?:-({BAND_FORM}))?")
_UP_TO: Final = "up to "


def notes_on_band(post: Post, role: str, contract: Terms) -> tuple[str, ...]:
    """A note where the contract names bands for a role, and that of the post is none of them.

    It is no bar to a claim: what is reimbursed goes by what the post costs, and a post may be graded otherwise.
    """
    term = contract.get(f"arrs.{role}.band")
    if post.band is None or term is None or not term.is_known:
        return ()
    named = _named(str(term.value))
    if not named or post.band in named:
        return ()
    return (
        f"{beginning(post.id)} is of band {post.band}; for this role the contract names: {term.value}. Check the band.",
    )


def _named(said: str) -> tuple[str, ...]:
    """The bands that a text names, such as "up to 5", "7-8a" or "5, 6, 7 or 8a"; none where it has no band."""
    found: list[str] = []
    for first, last in _SPAN.findall(said):
        since = 0 if said.startswith(_UP_TO) else BANDS.index(first)
        found += BANDS[since : BANDS.index(last or first) + 1]
    return tuple(found)
