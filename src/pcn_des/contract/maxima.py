"""Maxima of roles that follow from another figure: that of the role's band, or in London the national one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from pcn_des.contract.entries import Entry, Role, Term
from pcn_des.contract.year import Missing, Versions, when_published
from pcn_des.cost_areas import AREA_IN_WORDS, AREAS, NATIONAL
from pcn_des.sources import Standing

FOLLOWS_BAND: Final = "arrs.scheme.maximum_follows_band"
LONDON_WEIGHTING: Final = "arrs.scheme.london_weighting"
_ALL_LONDON: Final = "london"  # of a role that has one figure for all of London
_BAND: Final = re.compile(r"(?:up to )?(\d[a-d]?(?:-\d[a-d]?)?)")  # `7`, `8a`, `up to 5`, `7-8a`
_EACH_BAND: Final = re.compile(r"\d[a-d]?")  # of `5, 6, 7 or 8a`
_AS_AGREED: Final = "as agreed with the commissioner"
_NO_BETTER: Final = (Standing.CARRIED, Standing.CONFLICTING)  # what follows from these is no better established


def with_maxima(terms: Versions[Term], roles: Versions[Role]) -> dict[str, tuple[Term, ...]]:
    """A year's terms with the maxima that follow from others, on the days on which a role has no figure of its own.

    Where the contract says that roles of one band share a maximum, that of a role follows from its band's; where it
    says that no London weighting is paid, that in London from the national one. Each is `inferred`, cited from the
    sources of the figure that it follows from, and its note says which that is.
    """
    found = dict(terms)
    for key, versions in roles.items():
        for area in _areas_of(key, terms):
            own = terms.get(f"{maximum_key(key)}.{area}", ())
            for role in versions:
                own = _beside(own, _from_band(found, role, area))
                own = _beside(own, _from_national(found, role, area))
            if own:
                found[f"{maximum_key(key)}.{area}"] = own
    return found


def with_gaps(
    missing: Mapping[str, Sequence[Missing]], terms: Versions[Term], roles: Versions[Role]
) -> dict[str, tuple[Missing, ...]]:
    """What is missing of a year's terms, with the maxima that would follow from a figure that was not found.

    What follows from a figure goes when the figure does: a maximum is as unknown as that of its band, or in London as
    the national one, unless the role has a figure of its own that was published since.
    """
    found = {key: tuple(gaps) for key, gaps in missing.items()}
    for key, versions in roles.items():
        for area in _areas_of(key, terms):
            own = f"{maximum_key(key)}.{area}"
            if own not in missing:
                gaps = [gap for role in versions for gap in _gaps_of_band(missing, terms, role, area)]
                if area != NATIONAL:
                    gaps += [gap for role in versions for gap in _gaps_of_national(found, terms, role)]
                found |= {own: tuple(dict.fromkeys(gaps))} if gaps else {}
    return found


def _gaps_of_band(
    missing: Mapping[str, Sequence[Missing]], terms: Versions[Term], role: Role, area: str
) -> Iterator[Missing]:
    """The gaps in the maxima of a role's band, on the days on which the role's follow from them."""
    for grading in terms.get(f"arrs.{role.key}.band", ()):
        band = band_of(grading)
        for gap in missing.get(f"{maximum_key_of_band(band)}.{area}", ()) if band else ():
            for rule in _saying(terms, FOLLOWS_BAND, True):
                note = f"it follows from the maximum of band {band}, of which: {gap.note}"
                yield from _on_days_of(gap, note, (role, grading, rule))


def _gaps_of_national(missing: Mapping[str, Sequence[Missing]], terms: Versions[Term], role: Role) -> Iterator[Missing]:
    """The gaps in a role's national maximum, as long as nothing is added to it in London."""
    for gap in missing.get(f"{maximum_key(role.key)}.{NATIONAL}", ()):
        for rule in _saying(terms, LONDON_WEIGHTING, False):
            yield from _on_days_of(gap, gap.note, (role, rule))


def _on_days_of(gap: Missing, note: str, rests_on: tuple[Entry, ...]) -> Iterator[Missing]:
    together: tuple[Entry | Missing, ...] = (gap, *rests_on)
    since, until = max(one.since for one in together), min(one.until for one in together)
    if since <= until:
        yield attrs.evolve(gap, since=since, until=until, note=note)


def _areas_of(role: str, terms: Versions[Term]) -> tuple[str, ...]:
    """The areas in which a role's maximum may follow from another: none of London where one figure is for all of it."""
    return (NATIONAL,) if f"{maximum_key(role)}.{_ALL_LONDON}" in terms else AREAS


def maximum_key(subject: str) -> str:
    """What the keys of the maxima of a role or a band begin with; an area follows."""
    return f"arrs.{subject}.max_reimbursement"


def maximum_key_of_band(band: str) -> str:
    """The same for a band: `7`, `8a`, `7-8a`."""
    return maximum_key(f"band_{band.replace('-', '_')}")


def band_of(grading: Term) -> str | None:
    """The one band by which a role's maximum goes, from the term on its band; None where it has none, or several."""
    found = _BAND.fullmatch(str(grading.value)) if grading.is_known else None
    return found.group(1) if found else None


def graded_by_post(grading: Term, band: str) -> bool:
    """Whether a role has no one band, and a post of it may be of this one: one of several, or one that is agreed."""
    if not grading.is_known or band_of(grading) is not None:
        return False
    return str(grading.value) == _AS_AGREED or band in _EACH_BAND.findall(str(grading.value))


def _beside(own: tuple[Term, ...], derived: Iterable[Term]) -> tuple[Term, ...]:
    """Versions of a maximum, with those that follow; of two that were published together, the first answers."""
    clipped = [
        attrs.evolve(version, since=days.since, until=days.until or version.until)
        for version in derived
        for days in version.period.without(one.period for one in own if one.published == version.published)
    ]
    return (*own, *clipped)


def _from_band(terms: Mapping[str, tuple[Term, ...]], role: Role, area: str) -> Iterator[Term]:
    """What follows from the maxima of the role's band, on the days on which it is of that band."""
    for grading in terms.get(f"arrs.{role.key}.band", ()):
        band = band_of(grading)
        for figure in terms.get(f"{maximum_key_of_band(band)}.{area}", ()) if band else ():
            for rule in _saying(terms, FOLLOWS_BAND, True):
                why = f"Not seen for this role: it follows from the maximum of band {band}."
                yield from _following(role, area, figure, why, (grading, rule))


def _from_national(terms: Mapping[str, tuple[Term, ...]], role: Role, area: str) -> Iterator[Term]:
    """What follows from the national maximum, as long as nothing is added to it in London."""
    if area != NATIONAL:
        for figure in terms.get(f"{maximum_key(role.key)}.{NATIONAL}", ()):
            for rule in _saying(terms, LONDON_WEIGHTING, False):
                why = "It follows from the national maximum: no London weighting is paid yet."
                yield from _following(role, area, figure, why, (rule,))


def _saying(terms: Mapping[str, tuple[Term, ...]], key: str, wanted: bool) -> Iterator[Term]:
    return (version for version in terms.get(key, ()) if version.value is wanted)


def _following(role: Role, area: str, figure: Term, why: str, rests_on: tuple[Term, ...]) -> Iterator[Term]:
    """The role's maximum that follows from a figure, on the days of all that it rests on."""
    together: tuple[Entry, ...] = (role, figure, *rests_on)
    since, until = max(one.since for one in together), min(one.until for one in together)
    if figure.is_known and since <= until:
        yield attrs.evolve(
            figure,
            key=f"{maximum_key(role.key)}.{area}",
            title=f"{role.title}: maximum reimbursement, {AREA_IN_WORDS[area]}",
            since=since,
            until=until,
            published=max(when_published(one) for one in together),
            standing=figure.standing if figure.standing in _NO_BETTER else Standing.INFERRED,
            note=f"{why} {figure.note}".strip(),
        )
