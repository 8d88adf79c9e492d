"""Which streams of the contract a column of NHS Payments to General Practice may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pcn_des.folding import folded

# Streams that a heading's amounts may hold; only one with a single stream can be compared with a rate.
STREAMS: Final[Mapping[str, tuple[str, ...]]] = {
    "PCN Participation": ("network_participation",),
    "PCN Leadership": ("clinical_director", "leadership_and_management", "clinical_director_supplement"),
    "PCN Support": ("core_pcn_funding", "pcn_support"),
    "PCN Extended Hours Access": ("extended_hours_access",),
    "PCN Workforce": ("arrs_sum",),
    "PCN Investment and impact Fund": ("investment_and_impact_fund",),
    "PCN Care Home Premium": ("care_home_premium",),
}


def streams_under(heading: str, titles: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The streams of a year that a column may hold: as the table above says, or the stream of that title.

    `titles` has, for each stream of the year, the titles that the contract gives it. Nothing where no stream is known.

    Examples:
        >>> streams_under("PCN Enhanced Access", {"enhanced_access": ["Enhanced access payment"]})
        ('enhanced_access',)
    """
    wanted = _bare(heading)
    known = next((streams for name, streams in STREAMS.items() if _bare(name) == wanted), None)
    if known is None:
        known = tuple(stream for stream, said in titles.items() if wanted in map(_bare, said))
    return tuple(stream for stream in known if stream in titles)


def _bare(heading: str) -> str:
    """A heading or a title without capitals, and without the words that not everybody writes."""
    words = folded(heading).removesuffix(" payment").removesuffix(" contribution")
    return words.removeprefix("pcn ")
