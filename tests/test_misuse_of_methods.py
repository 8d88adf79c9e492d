"""Misuse of any method of a public object: a wrong name, day or list is an error of the package, and nothing raw."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import pcn_des as des
from pcn_des.brief import briefly
from pcn_des.formats import practice_map
from support.readers import TEXTS
from support.remittances import millbrook, paid
from test_misuse import DAY, LONGEST, NETWORK, PAID, POST, WORKFORCE, WRONG

REPORT = des.assess(NETWORK, DAY)
MONEY = des.Money(Decimal(5_000))
OBJECTS: dict[str, Any] = {
    "claim": des.claim(POST, date(2022, 11, 1)),
    "deadlines": des.deadlines("2022/23"),
    "network": NETWORK,
    "practices": NETWORK.practices,
    "published": des.reconcile_published(PAID.rows, "2021/22"),
    "published column": des.reconcile_published(PAID.rows, "2021/22").counts[0],
    "national": des.national(practice_maps=[practice_map.read(TEXTS["map"].encode())], payments={"2021/22": PAID}),
    "reconciliation": des.reconcile(millbrook(), "2024/25", [paid("enhanced_access", "2024-04", "1.00")]),
    "report": REPORT,
    "roles": des.terms(DAY).roles,
    "statement": des.entitlements(NETWORK, "2022/23"),
    "statements": des.streams_by_year(NETWORK),
    "terms": des.terms(DAY),
    "timeline": des.timeline(NETWORK, DAY, DAY),
    "workforce": des.workforce(NETWORK, "2022/23", DAY),
    "workforce return": des.workforce_return(WORKFORCE, NETWORK),
}
PYTHONS_OWN = ("Deadlines.__getitem__", "Network.evolve", "Records.__getitem__")  # a place of a sequence, a keyword
INSIDE = ("Terms.replaced",)  # which takes the marks that the package itself puts on a value


def _methods() -> Iterator[tuple[str, str, int]]:
    """Every method of a public object that takes something: the object, its name, and how much it needs."""
    for name, thing in OBJECTS.items():
        kind = type(thing)
        for method in dir(kind):
            found = inspect.getattr_static(kind, method)
            of_package = str(getattr(found, "__module__", "")).startswith("pcn_des")
            public = not method.startswith("_") or method in ("__getitem__", "__contains__")
            if not (public and of_package and inspect.isfunction(found)):
                continue
            taken = list(inspect.signature(getattr(thing, method)).parameters.values())
            if taken and f"{kind.__name__}.{method}" not in (*PYTHONS_OWN, *INSIDE):
                needed = [one for one in taken if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD]
                yield name, method, max(1, len(needed))


METHODS = list(_methods())


def test_the_methods_are_found() -> None:
    assert len(METHODS) > 50
    assert {("report", "diff", 1), ("terms", "not_in_force", 2), ("workforce", "held_of", 2)} <= set(METHODS)


@pytest.mark.parametrize(("name", "method", "needed"), METHODS, ids=[f"{name}.{how}" for name, how, _ in METHODS])
def test_what_is_wrong_is_an_error_of_the_package(name: str, method: str, needed: int) -> None:
    wrong = [*WRONG, *_of_pandas()]
    escaped = {briefly(value): repr(_escaping(OBJECTS[name], method, [value] * needed)) for value in wrong}
    assert {value: error for value, error in escaped.items() if error != "None"} == {}


def _of_pandas() -> list[Any]:
    """Values that are neither true nor false, of which Python says that this is ambiguous."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'pcn_des[frame]'")
    return [pandas.Series([1, 2]), pandas.NA]


def _escaping(thing: Any, method: str, given: list[Any]) -> Exception | None:
    needs = [
        one.name
        for one in inspect.signature(getattr(thing, method)).parameters.values()
        if one.kind is one.KEYWORD_ONLY and one.default is one.empty
    ]
    try:
        getattr(thing, method)(*given, **dict.fromkeys(needs, given[0]))
    except des.PcnDesError as error:
        return None if len(str(error)) <= LONGEST else error
    except Exception as error:
        return error
    return None


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "reimbursable area": lambda value: des.reimbursable("paramedic", DAY, area=value),
    "could_hire area": lambda value: des.could_hire("paramedic", date(2022, 11, 1), left=MONEY, area=value),
    "entitlements paid_by": lambda value: des.entitlements(NETWORK, "2022/23", paid_by=value),
    "streams_by_year paid_by": lambda value: des.streams_by_year(NETWORK, paid_by=value),
    "what_if change": lambda value: des.what_if(NETWORK, "Y99905", value, on=DAY),
    "assess_many progress": lambda value: des.assess_many([NETWORK], DAY, progress=value),
}


@pytest.mark.parametrize("ask", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_choice_is_held_against_the_choices_only_when_it_is_of_their_type(ask: Callable[[Any], Any]) -> None:
    for value in [*_of_pandas(), date.min, object(), 5, [], "x"]:
        with pytest.raises(des.PcnDesError, match=r"must be |give "):
            ask(value)


SILENT_BEFORE: dict[str, Callable[[Any], Any]] = {
    "Terms.readings": lambda name: OBJECTS["terms"].readings([name]),
    "Terms.reading_blocks": lambda name: OBJECTS["terms"].reading_blocks([name]),
    "Terms.is_published": lambda name: OBJECTS["terms"].is_published(name),
    "Terms.read_as": lambda name: OBJECTS["terms"].read_as({name: "x"}),
    "Terms.not_in_force": lambda name: OBJECTS["terms"].not_in_force("terms", name),
    "Terms.why_not": lambda name: OBJECTS["terms"].why_not("obligations", name),
    "Terms.not_found": lambda name: OBJECTS["terms"].not_found(name),
    "Reconciliation.of": lambda name: OBJECTS["reconciliation"].of(name),
    "Reconciliation.owed": lambda name: OBJECTS["reconciliation"].owed(name),
    "Reconciliation.paid": lambda name: OBJECTS["reconciliation"].paid(name),
    "Reconciliation.compared": lambda name: OBJECTS["reconciliation"].compared(name),
    "Statements.of": lambda name: OBJECTS["statements"].of(name),
    "Workforce.held_of": lambda name: OBJECTS["workforce"].held_of(name, DAY),
    "WorkforceReturn.role": lambda name: OBJECTS["workforce return"].role(name),
    "National.of": lambda name: OBJECTS["national"].of(name),
    "PublishedYear.of": lambda name: OBJECTS["published"].of(name),
    "Records.by": lambda name: OBJECTS["practices"].by(name),
}


@pytest.mark.parametrize("ask", SILENT_BEFORE.values(), ids=SILENT_BEFORE)
def test_a_name_that_is_none_is_told_and_not_answered_with_nothing(ask: Callable[[Any], Any]) -> None:
    for name in ("nonsense", "", "core_pcn_fundin"):
        with pytest.raises(des.UnknownNameError):
            ask(name)


def test_a_name_is_taken_as_it_is_written() -> None:
    assert NETWORK.practice("y99901") == NETWORK.practice("Y99901") is not None
    assert OBJECTS["published"].of("u99902") == OBJECTS["published"].of("U99902") != ()
    assert OBJECTS["national"].owed("2021-22") == OBJECTS["national"].owed("2021/22") != {}


def test_the_mend_is_said() -> None:
    for other in (NETWORK, REPORT.to_dict()):
        with pytest.raises(
            des.PcnDesError, match=r"^other is .*; give a Report, .*verify compares with a report that was"
        ):
            REPORT.diff(other)  # type: ignore[arg-type]
    with pytest.raises(des.PcnDesError, match=r"^other is .*; give a Statement, as entitlements makes it$"):
        OBJECTS["statement"].diff(REPORT)
    with pytest.raises(des.UnknownNameError, match=r"^There is no field of Practice 'kode'\. Did you mean 'code'\?$"):
        OBJECTS["practices"].by("kode")
    with pytest.raises(
        des.MisuseError, match=r"^kind is 'says'; it must be one of: claimable, needs_agreement, not_claim"
    ):
        OBJECTS["claim"].of_kind("says")
    with pytest.raises(des.MisuseError, match=r"^the share is 'half'; it is a part of all, from 0 to 1$"):
        REPORT.records_wanted("half")  # type: ignore[arg-type]
    with pytest.raises(des.MisuseError, match=r"^own has \{'a': 1\}; give calendar days: CalendarDay"):
        OBJECTS["deadlines"].with_local([{"a": 1}])
    with pytest.raises(des.PcnDesError, match=r"^post is \{\}; give a Post$"):
        NETWORK.with_post({})  # type: ignore[arg-type]
    six = "MET, NOT_MET, NOT_DUE, NOT_APPLICABLE, UNKNOWN, JUDGEMENT"
    with pytest.raises(des.MisuseError, match=rf"^status is 'NOT MET'; it must be one of: {six}$"):
        REPORT.with_status("NOT MET")


def test_a_status_is_taken_as_text() -> None:
    assert REPORT.with_status("NOT_MET") == REPORT.with_status(des.Status.NOT_MET) != ()
