"""The most that is reimbursed for a post on a day: by role, band and area, and the share of the cost that it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import attrs

from pcn_des.contract.entries import Term
from pcn_des.contract.maxima import LONDON_WEIGHTING, graded_by_post, maximum_key_of_band
from pcn_des.contract.role_terms import maximum_of
from pcn_des.contract.terms import Terms
from pcn_des.cost_areas import NATIONAL
from pcn_des.dates import MONTHS_IN_A_YEAR
from pcn_des.engine import ranges
from pcn_des.network import Post
from pcn_des.values import Range, Unknown, range_of

MONTHLY: Final = "arrs.scheme.monthly_maximum"
RAISED: Final = "arrs.scheme.uplift_from"
AT_SHARE: Final = "arrs.scheme.maximum_at_funded_share"
_PENNY: Final = Fraction(1, 100)
_NOTHING: Final = Fraction(0)
_FIRST, _FURTHER = "first", "further"


def annual_maximum(post: Post, role: str, contract: Terms) -> tuple[ranges.Number, tuple[Term, ...]]:
    """The most that is reimbursed for one whole-time equivalent in a year, and the terms that say so.

    Where the figure was not found and an earlier one was raised, it is at least the earlier one, which is the role's
    own whatever the band of the post. The maximum of the band of the post tells only where the role is graded by post
    and nothing of its own is known; of who is funded by a share, from that share of it to all, unless the contract says
    that it is the share. In London it is at least the national one, to which the weighting is added.
    """
    found, terms = _in_area(post, role, contract)
    weighting = contract.get(LONDON_WEIGHTING)
    if post.area == NATIONAL or not isinstance(found, Range) or weighting is None or not weighting.is_known:
        return found, terms
    national, by_national = _in_area(attrs.evolve(post, area=NATIONAL), role, contract)
    if _low(national) <= _low(found):
        return found, terms
    least = range_of(_low(national), _high(found), ranges.needs_of(found))
    return least, (*terms, *by_national, weighting)


def _in_area(post: Post, role: str, contract: Terms) -> tuple[ranges.Number, tuple[Term, ...]]:
    """The maximum in the area of the post by the figures of that area alone."""
    term = maximum_of(contract, role, post.area)
    told = term.is_known or term.is_bounded or term.superseded is not None
    by_band = None if told else _of_the_band(post, role, contract)
    if by_band is None:
        return _figure(term, post, contract)
    of_band, terms = _figure(by_band, post, contract)
    share, by_share = funded_share(post, role, contract)
    if share == 1:
        return of_band, terms
    halved = contract.get(AT_SHARE)
    says_so = (halved,) if halved is not None and halved.is_known and halved.value else ()
    shared = ranges.times(of_band, share)  # the tables have whole pounds, made of figures that were not rounded before
    ends = (ranges.each_end(shared, _down), ranges.each_end(shared, _up) if says_so else of_band)
    return ranges.hull(ends, [_not_found(term)]), (*terms, *by_share, *says_so)


def _of_the_band(post: Post, role: str, contract: Terms) -> Term | None:
    """The maximum of the band of a post, where the role has no band of its own: it has several, or one as agreed."""
    grading = contract.get(f"arrs.{role}.band")
    if post.band is None or grading is None or not graded_by_post(grading, post.band):
        return None
    found: Term | None = contract.get(f"{maximum_key_of_band(post.band)}.{post.area}")
    return found


def _figure(term: Term, post: Post, contract: Terms) -> tuple[ranges.Number, tuple[Term, ...]]:
    """What a term on a maximum says of a post, as far as it is known."""
    if term.is_known:
        return _chosen(term.value, post, term), (term,)
    if term.at_least is not None or term.at_most is not None:
        low, high = (None if end is None else Fraction(end) for end in (term.at_least, term.at_most))
        return range_of(low, high, [_not_found(term)]), (term,)
    raised, earlier = contract.get(RAISED), term.superseded
    if earlier is None or not earlier.is_known or raised is None:
        return range_of(_NOTHING, None, [_not_found(term)]), (term,)
    least = _chosen(earlier.value, post, earlier)
    return range_of(_low(least), None, [*ranges.needs_of(least), _not_found(term)]), (term, earlier, raised)


def monthly_maximum(annual: ranges.Number, contract: Terms) -> ranges.Number:
    """A twelfth of a year's maximum, to the penny where the contract of the day says so."""
    twelfth = ranges.times(annual, Fraction(1, MONTHS_IN_A_YEAR))
    rounded = contract.get(MONTHLY)
    return ranges.nearest(twelfth, _PENNY) if rounded is not None and rounded.is_known else twelfth


def funded_share(post: Post, role: str, contract: Terms) -> tuple[ranges.Number, tuple[Term, ...]]:
    """The share of the cost that is reimbursed, and the term that says so; from none to all where none was found."""
    term = contract.get(f"arrs.{role}.funding_share") or contract.get("arrs.scheme.funding_share")
    if term is None or not term.is_known:
        note = "the share of the cost that is reimbursed" if term is None else _not_found(term)
        return range_of(_NOTHING, Fraction(1), [note]), () if term is None else (term,)
    return _chosen(term.value, post, term), (term,)


def _chosen(value: Any, post: Post, term: Term) -> ranges.Number:
    """A figure of a table by what the post is; all that it may be where the record doesn't say."""
    if not isinstance(value, Mapping):
        return Fraction(value)
    told: str | None
    if set(value) <= {_FIRST, _FURTHER}:
        told = None if post.first is None else _FIRST if post.first else _FURTHER
        need = f"whether {post.id} is the network's first such practitioner"
    else:
        told, need = post.band, f"the band of {post.id}"
    if told is not None and told in value:
        return _chosen(value[told], post, term)
    if told is not None:
        return range_of(_NOTHING, None, [f"the maximum of band {told}: {term.title} has {', '.join(value)}"])
    return ranges.hull((_chosen(part, post, term) for part in value.values()), [need])


def _down(pounds: Fraction) -> Fraction:
    return Fraction(floor(pounds))


def _up(pounds: Fraction) -> Fraction:
    return Fraction(ceil(pounds))


def _not_found(term: Term) -> str:
    return f"{term.title} ({term.note})" if term.note else term.title


def smaller(one: ranges.Number, other: ranges.Number) -> ranges.Number:
    """The smaller of two numbers, as far as they are known; neither is less than nothing."""
    low = min(_low(one), _low(other))
    ends = [end for end in (_high(one), _high(other)) if end is not None]
    needs = () if ends and low == min(ends) else (*ranges.needs_of(one), *ranges.needs_of(other))
    return range_of(low, min(ends) if ends else None, needs)


def _low(number: ranges.Number) -> Fraction:
    return _NOTHING if isinstance(number, Unknown) else ranges.lowest(number) or _NOTHING


def _high(number: ranges.Number) -> Fraction | None:
    if isinstance(number, Unknown):
        return None
    return number.high if isinstance(number, Range) else number
