"""Small networks for the tests of rules: each test writes down the records that its case needs, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pcn_des import Finding, Network, Report, assess, read_network

Record = dict[str, Any]
FULL_WEEK_MINUTES = 930  # 18:30 to 20:00 on five days, 09:00 to 17:00 on Saturday: 5 x 90 + 480


def network(**records: Any) -> Network:
    """A network of which nothing is known but these records."""
    return read_network({"code": "U00001", "name": "Millbrook PCN", **records})


def report(day: str, known_on: str | None = None, **records: Any) -> Report:
    """The report on a small network on a day."""
    return assess(network(**records), date.fromisoformat(day), date.fromisoformat(known_on) if known_on else None)


def finding(rule: str, day: str, known_on: str | None = None, **records: Any) -> Finding:
    """One finding on a small network on a day."""
    return report(day, known_on, **records)[rule]


def finding_of_week(rule: str, day: str, known_on: str | None = None, **records: Any) -> Finding:
    """The same where no session was cancelled, unless the records say otherwise: cancelled minutes may count."""
    return finding(rule, day, known_on, **{"cancelled_sessions": [], **records})


def given(rule: str, day: str, facts: Mapping[str, Any]) -> Finding:
    """One finding on facts that are given directly."""
    return assess(facts, date.fromisoformat(day))[rule]


def complete(*items: Record) -> Record:
    """A list that has everything: what it omits did not happen."""
    return {"complete": True, "items": list(items)}


def incomplete(*items: Record) -> Record:
    """A list that is silent about what it omits."""
    return {"complete": False, "items": list(items)}


def practice(
    code: str = "A00001",
    *,
    registered: Mapping[str, int] | None = None,
    adjusted: Mapping[str, int | str] | None = None,
    since: str = "2019-07-01",
    **fields: Any,
) -> Record:
    """A Core Network Practice, with its lists by the day at which they were counted."""
    lists = [{"kind": "registered", "at": day, "patients": patients} for day, patients in (registered or {}).items()]
    lists += [{"kind": "adjusted", "at": day, "patients": patients} for day, patients in (adjusted or {}).items()]
    record = {"code": code, "name": f"Practice {code}", "membership": complete({"since": since}), **fields}
    if lists:
        record.setdefault("populations", lists)
    return record


def waiver(*lifts: str, since: str, until: str | None = None, **fields: Any) -> Record:
    """The commissioner's waiver of some duties."""
    record = {"kind": "waiver", "granted_by": "NHS Millbrook ICB", "lifts": list(lifts), "since": since, **fields}
    return {**record, "until": until} if until else record


def session(on: str, start: str, end: str, service: str = "enhanced_access", **fields: Any) -> Record:
    """One clinician's session."""
    return {"service": service, "on": on, "start": start, "end": end, **fields}


def week_of(monday: str, minutes: int, service: str = "enhanced_access") -> Record:
    """A week of which only the sum of the minutes is kept."""
    return {"service": service, "week_starting": monday, "minutes": minutes}


def full_week(monday: str, *, leave_out: tuple[str, ...] = ()) -> list[Record]:
    """One session in each of the network standard hours of a week: 930 minutes."""
    first = date.fromisoformat(monday)
    days = [first + timedelta(days=place) for place in range(6)]
    hours = [("18:30", "20:00")] * 5 + [("09:00", "17:00")]
    return [
        session(day.isoformat(), *clock)
        for day, clock in zip(days, hours, strict=True)
        if day.isoformat() not in leave_out
    ]
