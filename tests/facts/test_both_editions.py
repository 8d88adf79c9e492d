"""Patients by a figure that was corrected in the year: half known as by any other figure, for the same reasons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import pcn_des as des
from pcn_des.values import Range
from support.observing import complete, missing, observe, practice

TERMS = {
    "population.snapshot_date": date(2022, 1, 1),
    "population.adjusted_corrected_on": date(2022, 5, 30),
    "population.adjusted_corrected_from": date(2022, 6, 1),
    "enhanced_access.minutes_follow_correction": True,
}
AGREED_DAY = "the day agreed for minutes to follow the corrected PCN Adjusted Population (returns)"
WHOLE = "whether the list of practices is complete"
MERGED = "whether Practice A00002 (A00002), a member until 31 August 2022, merged into another practice (ended_by)"
LACKING = "the corrected PCN Adjusted Population of Practice A00002 (A00002) in use from 1 June 2022"


def editions(first: int | None, corrected: int | Decimal | None) -> list[dict[str, Any]]:
    figure = {"kind": "adjusted", "at": "2022-01-01"}
    listed = [] if first is None else [{**figure, "patients": first}]
    return listed + ([] if corrected is None else [{**figure, "patients": corrected, "published": "2022-05-30"}])


def of(code: str, first: int | None, corrected: int | Decimal | None, **spell: str) -> dict[str, Any]:
    return practice(
        code,
        populations=editions(first, corrected),
        membership=complete({"since": "2019-07-01", **spell}),
        other_networks=complete(),
    )


def adjusted(day: str, *practices: dict[str, Any], whole: object = True, **more: Any) -> Any:
    listed = {"complete": whole, "items": list(practices)}
    return observe("population.adjusted", day, terms=TERMS, practices=listed, **more)


def test_a_practice_that_may_have_merged_leaves_two_ends() -> None:
    listed = of("A00001", 30_000, 30_600), of("A00002", 10_000, 10_200, until="2022-08-31")
    assert adjusted("2022-08-31", *listed).value == 40_800
    assert adjusted("2022-09-01", *listed).value == Range(Fraction(30_600), Fraction(40_800), (MERGED,))


def test_a_list_of_practices_with_gaps_leaves_the_lower_end() -> None:
    listed = of("A00001", 30_000, 30_600), of("A00002", 10_000, 10_200)
    assert adjusted("2022-05-31", *listed, whole=False).value == Range(Fraction(40_000), None, (WHOLE,))
    assert adjusted("2022-06-01", *listed, whole=False).value == Range(Fraction(40_800), None, (WHOLE,))


def test_so_does_a_practice_without_a_corrected_figure_which_is_named() -> None:
    found = adjusted("2022-06-01", of("A00001", 30_000, 30_600), of("A00002", 10_000, None))
    assert found.value == Range(Fraction(30_600), None, (LACKING,))
    assert found.because == "sum over 2 Core Network Practices at 1 January 2022, with gaps"


def test_what_nobody_has_is_asked_for_once_beside_whatever_else_is_missing() -> None:
    found = adjusted("2022-06-01", of("A00001", 30_000, None), of("A00002", 10_000, None), whole=False)
    assert missing(found) == (WHOLE, "the corrected PCN Adjusted Population in use from 1 June 2022")
    assert found.because == "what is on record is the edition before the correction, or has gaps"


def test_of_no_practice_on_record_the_list_of_practices_is_asked_for_too() -> None:
    assert missing(adjusted("2022-06-01", whole=False)) == (WHOLE,)


def test_a_whole_figure_of_the_network_is_rounded_where_those_of_its_practices_are_not() -> None:
    found = adjusted(
        "2022-06-01",
        of("A00001", 30_000, Decimal("30600.5")),
        of("A00002", 10_000, None),
        populations=editions(40_000, 40_800),
    )
    finer = "the adjusted population at 1 January 2022 with its decimals"
    assert found.value == Range(Fraction(40_799), Fraction(40_801), (finer,))


def test_two_corrected_figures_that_differ_are_both_named() -> None:
    listed = of("A00001", 30_000, 30_600), of("A00002", 10_000, 10_200)
    assert missing(adjusted("2022-06-01", *listed, populations=editions(40_000, 41_000))) == (
        "which adjusted population at 1 January 2022 is right: 40,800 summed over practices, 41,000 for the network",
    )


@pytest.mark.parametrize(
    ("agreed", "low", "needs"),
    [((), 40_000, (WHOLE, AGREED_DAY)), (("2022-07-01",), 40_800, (WHOLE,)), (("2022-12-01",), 40_000, (WHOLE,))],
)
def test_minutes_have_the_lower_end_of_the_editions_that_count(
    agreed: tuple[str, ...], low: int, needs: tuple[str, ...]
) -> None:
    listed = {"complete": False, "items": [of("A00001", 30_000, 30_600), of("A00002", 10_000, 10_200)]}
    returns = [{"kind": "corrected_minutes_agreed", "on": on} for on in agreed]
    found = observe("population.adjusted_for_minutes", "2022-11-14", terms=TERMS, practices=listed, returns=returns)
    assert found.value == Range(Fraction(low), None, needs)


def of_2025(code: str, first: int, corrected: int | None, **spell: str) -> dict[str, Any]:
    """A practice with its lists of 2025, both kinds of them."""
    listed = [one | {"at": "2025-01-01"} for one in editions(first, corrected)]
    dated = [one | {"published": "2025-05-30"} if "published" in one else one for one in listed]
    return of(code, None, None, **spell) | {"populations": [*dated, {**listed[0], "kind": "registered"}]}


def in_2025(*practices: dict[str, Any], whole: bool = True) -> des.Network:
    listed = {"complete": whole, "items": list(practices)}
    return des.read_network({"code": "U00001", "name": "M", "practices": listed})


def test_money_and_duties_of_2025_26_have_the_ends() -> None:
    """8.427 x 30,600 and x 40,800 / 12 are 21,488.85 and 28,651.80; 60 minutes for each 1,000 of 40,000 or more."""
    gone = in_2025(of_2025("A00001", 30_000, 30_600), of_2025("A00002", 10_000, 10_200, until="2025-08-31"))
    lines = des.entitlements(gone, "2025/26", paid_by="commissioner")["enhanced_access"].lines
    assert [str(line.amount) for line in lines[4:6]] == ["£28,651.80", "None"]
    assert (str(lines[5].at_least), str(lines[5].at_most)) == ("£21,488.85", "£28,651.80")
    assert lines[5].missing == (
        "whether Practice A00002 (A00002), a member until 31 August 2025, merged into another practice (ended_by)",
    )
    whole = of_2025("A00001", 30_000, 30_600), of_2025("A00002", 10_000, 10_200)
    required = des.assess(in_2025(*whole, whole=False), date(2025, 11, 17))["enhanced_access.weekly_minutes"].required
    assert str(required) == "at least 2,400 minutes per week"


def test_tables_say_the_same() -> None:
    frame = pytest.importorskip("pcn_des.frame")
    pytest.importorskip("polars")
    stays, gone = of_2025("A00001", 30_000, 30_600), {"until": "2025-08-31"}
    networks = [
        in_2025(stays, of_2025("A00002", 10_000, 10_200, **gone)),
        in_2025(stays, of_2025("A00002", 10_000, 10_200), whole=False),
        in_2025(stays, of_2025("A00002", 10_000, None)),
    ]
    table = frame.facts(networks, [date(2025, 5, 1), date(2025, 10, 1)], only=["population.adjusted"])
    names = ["population.adjusted", "population.adjusted.at_least", "population.adjusted.at_most"]
    assert table.select(names).rows() == [
        (40_000, None, None), (None, 30_600, 40_800),
        (None, 40_000, None), (None, 40_800, None),
        (40_000, None, None), (None, 30_600, None),
    ]  # fmt: skip
