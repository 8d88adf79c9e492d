"""One verdict of several readings of a text: it stands where they agree, and says what each gives where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from pcn_des.answers.notation import Sentence
from pcn_des.answers.status import Status
from pcn_des.engine.verdicts import Verdict, readings_differ


def agreed(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict where all readings agree; otherwise UNKNOWN, saying what each reading gives."""
    first = verdicts[0]
    if len(verdicts) == 1:
        return first
    gaps = tuple(dict.fromkeys(gap for verdict in verdicts for gap in verdict.missing))
    if len({verdict.status for verdict in verdicts}) == 1:
        return attrs.evolve(first, missing=gaps)
    if gaps:
        return attrs.evolve(first, status=Status.UNKNOWN, why=Sentence("not known"), missing=gaps)
    said = tuple(dict.fromkeys(Sentence("{}, {}", (verdict.status.words, verdict.why)) for verdict in verdicts))
    return attrs.evolve(first, status=Status.UNKNOWN, why=readings_differ(len(said), said, "; "))
