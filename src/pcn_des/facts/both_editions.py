"""Counts patients by both editions of a figure that was corrected in the year, and what the correction adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import cast

import attrs

from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.engine.view import Observed, View
from pcn_des.facts._members import core_members
from pcn_des.facts._mergers import founded_by_merger, gone_between
from pcn_des.facts._patients import Count, patients
from pcn_des.facts.corrected import Correction
from pcn_des.network import Network, Population, Practice
from pcn_des.network.records import Records
from pcn_des.values import Range, Unknown, at_least_known
from pcn_des.wording import in_words

_ADJUSTED = "adjusted"


def before_correction(on: View, snapshot: date, correction: Correction) -> Observed:
    """The patients by the edition before the correction."""
    return patients(_before(on, snapshot, correction))


def as_corrected(on: View, snapshot: date, correction: Correction) -> Observed:
    """The patients by the corrected edition; where nothing of it is on record, it is asked for once, as a whole."""
    count = _corrected(on, snapshot, correction)
    if _is_on_record(count):
        return patients(count)
    whole = patients(attrs.evolve(count, called=lambda whose: _called("", correction)))
    if not isinstance(whole.value, Unknown):
        return whole
    return attrs.evolve(whole, because="what is on record is the edition before the correction, or has gaps")


def added_by_correction(on: View, snapshot: date, correction: Correction) -> Number:
    """How many patients the correction adds to those of a day; below nothing where it takes some away.

    Of a practice that may be counted or not, both editions are counted or neither is.
    """
    before, corrected = _before(on, snapshot, correction), _corrected(on, snapshot, correction)
    by_edition = ranges.minus(cast("Number", patients(corrected).value), cast("Number", patients(before).value))
    members = core_members(on.network, on.as_of)
    if members is None or not isinstance(by_edition, Range):
        return by_edition
    gone = gone_between(on.network, members, snapshot, on.as_of)

    def added(practice: Practice) -> Number:
        return ranges.minus(_list_of(practice, corrected), _list_of(practice, before))

    counted = map(added, (*members.practices, *gone.carried))
    in_doubt = (ranges.hull([Fraction(0), added(practice)], gone.needs) for practice in gone.doubtful)
    return ranges.narrowed(by_edition, ranges.total(chain(counted, in_doubt)))


def has_both_editions(on: View, snapshot: date, correction: Correction) -> bool:
    """Whether a figure of the network or of one of its practices is on record in both editions."""
    before, corrected = _before(on, snapshot, correction), _corrected(on, snapshot, correction)
    return any(before.edition(figures) and corrected.edition(figures) for figures in _every_list(on.network))


def _before(on: View, snapshot: date, correction: Correction) -> Count:
    return Count(on, _ADJUSTED, snapshot, lambda edition: not correction.is_of(edition.published))


def _corrected(on: View, snapshot: date, correction: Correction) -> Count:
    return Count(
        on,
        _ADJUSTED,
        snapshot,
        lambda edition: correction.is_of(edition.published),
        lambda whose: _called(whose, correction),
    )


def _called(whose: str, correction: Correction) -> str:
    return f"the corrected PCN Adjusted Population{whose} in use from {in_words(correction.since)}"


def _is_on_record(count: Count) -> bool:
    """Whether a figure of the network or of any of its practices is on record."""
    return any(count.edition(figures) is not None for figures in _every_list(count.on.network))


def _every_list(network: Network) -> Iterator[Records[Population] | None]:
    yield network.populations
    yield from (practice.populations for practice in network.practices or ())


def _list_of(practice: Practice, count: Count) -> Number:
    """The list of a practice: it is nothing at least where it is missing, and nothing where it came to be later."""
    edition = count.edition(practice.populations)
    if edition is not None:
        return edition.exact
    if founded_by_merger(count.on.network, practice, count.snapshot):
        return Fraction(0)
    return at_least_known(Fraction(0), count.wanted_of(practice))
