"""One verdict of several readings of a text: it stands where they agree, and says what each gives where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from pcn_des.answers.notation import Sentence
from pcn_des.answers.status import Status
from pcn_des.engine.verdicts import Verdict
from pcn_des.values import Value
from pcn_des.wording import in_words


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
    why = Sentence("two readings of the text differ: {}", (", ".join(_by_reading(verdicts)),))
    return attrs.evolve(first, status=Status.UNKNOWN, why=why, missing=())


def _by_reading(verdicts: Sequence[Verdict]) -> list[str]:
    """What each reading gives, by as little as tells the answers apart: what is required, else what was observed."""
    compared = [verdict for verdict in verdicts if verdict.required is not None]
    sides = [(_said(verdict.required), _said(verdict.observed)) for verdict in compared]
    statuses = [verdict.status.words for verdict in compared]
    for labels in (
        [required for required, _ in sides],
        [observed for _, observed in sides],
        [f"{observed} of {required}" for required, observed in sides],
    ):
        answers = dict(zip(labels, statuses, strict=True))
        if all(answers[label] == status for label, status in zip(labels, statuses, strict=True)):
            break
    others = dict.fromkeys(verdict.reason for verdict in verdicts if verdict.required is None)
    return [*others, *(f"{label} gives {status}" for label, status in answers.items())]


def _said(value: Value | None) -> str:
    return "" if value is None else in_words(value)
