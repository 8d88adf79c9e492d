"""Observes one fact about a small network, under terms that the test writes down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pcn_des import read_network
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.registry import FACTS, SUBJECTS
from pcn_des.engine.view import Observed, Subject, Subjects
from pcn_des.facts.evidence import shown_on
from pcn_des.values import Unknown


def source(day: str, known_on: str | None, records: Mapping[str, Any]) -> RecordedFacts:
    network = read_network({"code": "U00001", "name": "Millbrook PCN", **records})
    return RecordedFacts(
        network, date.fromisoformat(day), date.fromisoformat(known_on) if known_on else None, FACTS, SUBJECTS, shown_on
    )


def no_term(key: str) -> None:
    """A contract without terms."""


def observe(
    fact: str,
    day: str,
    *args: Any,
    terms: Mapping[str, Any] | None = None,
    known_on: str | None = None,
    about: Any = None,
    **records: Any,
) -> Observed:
    """A fact on a day. A term that the test does not give is not there."""
    subject = Subject("it", "it", about) if about is not None else None
    return source(day, known_on, records).observe(fact, args, subject, (terms or {}).get)


def subjects(kind: str, area: str, day: str, **records: Any) -> Subjects:
    """What a duty of an area is about on a day."""
    return source(day, None, records).subjects(kind, area, no_term)


def complete(*items: dict[str, Any]) -> dict[str, Any]:
    """A list that has everything."""
    return {"complete": True, "items": list(items)}


def practice(code: str = "A00001", **fields: Any) -> dict[str, Any]:
    """A Core Network Practice since 1 July 2019."""
    return {"code": code, "name": f"Practice {code}", "membership": complete({"since": "2019-07-01"}), **fields}


def lists(kind: str, **patients: Any) -> list[dict[str, Any]]:
    """Figures of one kind: `lists("registered", y2022=10)` is 10 at 1 January 2022."""
    return [{"kind": kind, "at": f"{year[1:]}-01-01", "patients": number} for year, number in patients.items()]


def missing(observed: Observed) -> tuple[str, ...]:
    """What a fact that is unknown says is missing."""
    assert isinstance(observed.value, Unknown)
    return observed.value.missing
