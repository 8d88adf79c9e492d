"""What is timed: the pieces of work of this package, and the same rules and payments for the other engines."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import polars as pl

import pcn_des as des
from benchmarks.engines import asked, by_hand, openfisca, ours, zen_engine
from benchmarks.networks import ENGLAND, MONTHS, ONE_DAY, england, table, with_returns
from benchmarks.timing import Work, in_new_process
from pcn_des import frame
from pcn_des.contract.files import documents, load_year, years

DAY: Final = date(2022, 11, 14)
YEAR: Final = (date(2022, 4, 1), date(2023, 3, 31))
GIVEN: Final = {"population.adjusted": 51_230}
LIBRARIES: Final = "import attrs, cattrs, dateutil"
ONE_BY_ONE: Final = 1_000  # rows for engines that take them one after another


def works(data: Path | None, size: float = 1.0) -> list[Work]:
    """The pieces of work of this package; with a `size` below 1, on so much less."""
    network, months = des.example_network(), MONTHS[: max(1, round(len(MONTHS) * size))]
    networks, which = england(data)
    networks = networks[: max(1, round(len(networks) * size))]
    rows = ENGLAND * len(months) if size == 1 else max(20, round(ENGLAND * size)) * len(months)
    facts = pl.DataFrame(table(rows, months))
    million = round(1_000_000 * size)
    patients = pl.DataFrame(
        {name: column for name, column in table(million, months[:1]).items() if name in ("code", *_PATIENTS)}
    )
    report = des.assess(network, DAY)
    duties = sum(len(finding.parts) or 1 for finding in report.findings)
    return [
        Work("import the three libraries alone", seconds=partial(in_new_process, LIBRARIES)),
        Work("import pcn_des beside them", seconds=partial(in_new_process, f"{LIBRARIES}; import pcn_des")),
        Work("first answer of a new process, facts given", seconds=partial(in_new_process, _first(repr(GIVEN)))),
        Work(
            "first answer of a new process, the bundled network",
            seconds=partial(in_new_process, _first("des.example_network()")),
            target="under 4 times the bare import",
        ),
        Work("one contract year read", _load, target="under 5 ms from a wheel, 40 ms from TOML"),
        Work(
            "one network checked, the bundled one",
            lambda fresh: des.assess(fresh, DAY),
            of=duties,
            unit="duties",
            target="under 4 ms; 30,000 duties a second",
            fresh=_again(network),
        ),
        Work("facts given, checked", lambda: des.assess(GIVEN, DAY)),
        Work(
            f"{len(networks):,} networks of England on one day ({which})",
            lambda fresh: sum(len(one.findings) for one in des.assess_many(fresh, ONE_DAY)),
            target="under 2.5 s",
            rounds=3,
            fresh=_again(networks),
        ),
        Work(
            f"{len(networks):,} networks x {len(months)} months, records to facts",
            lambda fresh: frame.facts(fresh, months),
            rounds=2,
            fresh=_again(networks),
        ),
        Work(
            f"{len(networks):,} networks x {len(months)} months, records to the status of every duty",
            lambda fresh: frame.assess(frame.facts(fresh, months)),
            of=len(networks) * len(months),
            unit="rows",
            target="under 15 s",
            rounds=2,
            fresh=_again(networks),
        ),
        Work(
            f"{rows:,} rows of facts, every duty",
            lambda: frame.assess(facts),
            of=rows,
            unit="rows",
        ),
        Work(
            f"{million:,} rows, every payment of a year",
            lambda: frame.entitlements(patients, "2024/25"),
            of=million,
            unit="rows",
            rounds=3,
        ),
        *(
            Work(
                f"a year's timeline, {count:,} returns more" if count else "a year's timeline",
                lambda fresh: des.timeline(fresh, *YEAR),
                target={0: "under 0.8 s", 5_000: "under 3 s"}.get(count, ""),
                rounds=3,
                fresh=_again(with_returns(count) if count else network),
            )
            for count in (0, 100, 1_000, 5_000)
        ),
    ]


_PATIENTS: Final = ("population.registered", "population.adjusted")


def _again(records: object) -> Callable[[], Any]:
    """Makes the same records anew."""
    return partial(pickle.loads, pickle.dumps(records))


def _first(network: str) -> str:
    return f"import pcn_des as des; from datetime import date; des.assess({network}, date(2022, 11, 14))"


def _load() -> object:
    documents()
    load_year.cache_clear()
    return load_year(years()[3])


def rule_works(rows: int) -> list[Work]:
    """The five rules on a table, for each engine; one after another where it takes them so.

    Raises:
        AssertionError: an engine gives another answer than this package.
    """
    whole = table(rows, asked.MONTHS)
    few = {name: column[:: max(1, rows // ONE_BY_ONE)] for name, column in whole.items()}
    return _compared(
        "five rules",
        {
            "this package, columns": (ours.rules, whole),
            "polars by hand": (by_hand.rules, whole),
            "OpenFisca-core": (openfisca.rules, whole),
            "this package, one by one, every duty, full receipt": (ours.row_by_row, few),
            "zen-engine, one by one, with trace": (zen_engine.rules, few),
        },
        asked.statuses,
    )


def payment_works(rows: int) -> list[Work]:
    """The three payments on a table, for each engine. Raises as `rule_works` does."""
    whole = table(rows, asked.MONTHS)
    few = {name: column[:: max(1, rows // ONE_BY_ONE)] for name, column in whole.items()}
    return _compared(
        "three payments",
        {
            "this package, columns, every stream": (ours.payments, whole),
            "polars by hand": (by_hand.payments, whole),
            "OpenFisca-core": (openfisca.payments, whole),
            "zen-engine, one by one, with trace": (zen_engine.payments, few),
        },
        asked.pence,
    )


def _compared(what: str, engines: dict[str, tuple[Callable[..., Any], Any]], said: Callable[[Any], Any]) -> list[Work]:
    """The works of those engines that are installed, once all of them agree."""
    found: list[Work] = []
    wanted: dict[int, Any] = {}
    for name, (ready, given) in engines.items():
        try:
            do = ready(given)
        except ImportError:
            continue  # a peer that is not installed
        answers, count = said(do()), len(given["code"])
        if not wanted:
            wanted[count] = answers
        whole = next(iter(wanted))
        agreed = {key: list(islice(column, 0, None, -(-whole // count))) for key, column in wanted[whole].items()}
        for key, column in agreed.items():
            assert list(answers[key]) == column, f"{name} has other answers for {key} than this package"
        found.append(Work(f"{what}: {name}", do, of=_answers(name, do, count, len(agreed)), unit="answers"))
    return found


def _answers(name: str, do: Callable[[], Any], rows: int, each: int) -> int:
    """How many answers a run gives: of a full receipt all that it has."""
    if "every duty" not in name:
        return rows * each
    return sum(len(finding.parts) or 1 for report in do() for finding in report.findings)


def peaks(networks: int) -> Iterator[tuple[str, str]]:
    """What is measured for memory: a name, and the code that a new process runs."""
    yield "bare Python", ""
    yield (
        "the package with one contract year",
        "import pcn_des as des; from datetime import date; des.terms(date(2025, 5, 1))",
    )
    check = (
        "import sys; sys.path.insert(0, {tests!r}); import pcn_des as des; "
        "from benchmarks.networks import made_up, ONE_DAY; "
        "sum(len(one.findings) for one in des.assess_many(map(made_up, range({count})), ONE_DAY))"
    )
    tests = str(Path(__file__).parents[1])
    for count in (max(1, networks // 10), networks):
        yield f"assess_many on {count:,} networks, made as they are taken", check.format(tests=tests, count=count)
