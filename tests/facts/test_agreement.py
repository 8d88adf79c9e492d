"""The Network Agreement: the day of the last signature that was wanting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des.values import NEVER, Unknown
from support.observing import complete, missing, observe, practice

FACT, DAY = "network_agreement.signed_by_all_on", "2022-11-14"
TWO = complete(practice("A00001"), practice("A00002"))


def agreement(*signatures: tuple[str, str], all_of_them: bool = True, **fields: Any) -> dict[str, Any]:
    signed = {"complete": all_of_them, "items": [{"practice": code, "on": on} for code, on in signatures]}
    return {"version": "first", "since": "2019-06-01", "signatures": signed, **fields}


BOTH = agreement(("A00002", "2019-06-27"), ("A00001", "2019-06-20"))


def test_the_day_of_the_last_signature() -> None:
    found = observe(FACT, DAY, practices=TWO, agreements=[BOTH])
    assert found.value == date(2019, 6, 27)
    assert found.because == "signed by all 2, the last on 27 June 2019 (first)"


def test_of_todays_practices_only() -> None:
    one = complete(practice("A00001"))
    assert observe(FACT, DAY, practices=one, agreements=[BOTH]).value == date(2019, 6, 20)


def test_a_member_that_is_no_core_network_practice_need_not_sign() -> None:
    other = practice("A00003", membership=complete({"since": "2019-07-01", "core": False}))
    held = complete(practice("A00001"), practice("A00002"), other)
    assert observe(FACT, DAY, practices=held, agreements=[BOTH]).value == date(2019, 6, 27)


def test_never_where_complete_records_omit_a_signature() -> None:
    one = agreement(("A00001", "2019-06-20"))
    found = observe(FACT, DAY, practices=TWO, agreements=[one])
    assert (found.value, found.because) == (NEVER, "not signed by Practice A00002 (first)")
    none = observe(FACT, DAY, practices=TWO, agreements=[agreement()])
    assert none.because == "not signed by Practice A00001, Practice A00002 (first)"


@pytest.mark.parametrize(("day", "value"), [("2019-06-26", NEVER), ("2019-06-27", date(2019, 6, 27))])
def test_a_signature_counts_from_its_day(day: str, value: object) -> None:
    held = complete(*(practice(code, membership=[{"since": "2019-05-15"}]) for code in ("A00001", "A00002")))
    assert observe(FACT, day, practices=held, agreements=[BOTH]).value == value


def test_never_without_an_agreement_in_force() -> None:
    ended = complete({**BOTH, "until": "2022-11-13"})
    found = observe(FACT, DAY, practices=TWO, agreements=ended)
    assert (found.value, found.because) == (NEVER, "no Network Agreement is in force on 14 November 2022")
    assert observe(FACT, "2022-11-13", practices=TWO, agreements=ended).value == date(2019, 6, 27)


@pytest.mark.parametrize(
    ("records", "wanted"),
    [
        pytest.param({}, "the Network Agreement in force, with its signatures", id="nothing"),
        pytest.param(
            {"practices": TWO, "agreements": [agreement(("A00001", "2019-06-20"), all_of_them=False)]},
            "the signature of Practice A00002 under the Network Agreement",
            id="an incomplete list of signatures",
        ),
        pytest.param(
            {"practices": [practice("A00001")], "agreements": [BOTH]},
            "whether the list of practices is complete",
            id="an incomplete list of practices",
        ),
        pytest.param({"practices": complete(), "agreements": [BOTH]}, "the list of practices", id="no practice"),
        pytest.param({"agreements": [BOTH]}, "the signatures under the Network Agreement first", id="no practices"),
    ],
)
def test_what_would_settle_it(records: dict[str, Any], wanted: str) -> None:
    assert missing(observe(FACT, DAY, **records)) == (wanted,)


def test_who_was_no_core_network_practice_when_it_began_has_joined_later() -> None:
    """A00003 signed in 2021, before it became a Core Network Practice in 2022; the others signed in June 2019."""
    spells: list[dict[str, Any]] = [
        {"since": "2019-06-01", "until": "2022-03-31", "core": False},
        {"since": "2022-04-01"},
    ]
    held = complete(practice("A00001"), practice("A00002"), practice("A00003", membership=complete(*spells)))
    signed = agreement(("A00002", "2019-06-27"), ("A00001", "2019-06-20"), ("A00003", "2021-05-01"))
    assert observe(FACT, DAY, practices=held, agreements=[signed]).value == date(2019, 6, 27)


LEFT = {"since": "2019-07-01", "until": "2022-06-30", "name": "Mill Lane"}
PRECEDES = {"since": "2022-07-01", "name": "Mill Lane"}
OTHER = {"since": "2022-07-01", "name": "High Street"}


@pytest.mark.parametrize(
    ("payees", "changed"),
    [
        pytest.param(complete(LEFT), True, id="nobody came after"),
        pytest.param([LEFT], None, id="the same may have come after"),
        pytest.param([PRECEDES], None, id="the same may have been before"),
        pytest.param([LEFT, OTHER], True, id="another came after"),
        pytest.param([LEFT, PRECEDES], False, id="the same came after"),
        pytest.param({"complete": {"since": "2022-07-01"}, "items": [LEFT]}, True, id="the list is kept since"),
        pytest.param({"complete": {"since": "2022-07-02"}, "items": [LEFT]}, None, id="kept a day too late"),
    ],
)
def test_a_change_is_one_where_both_days_are_known(payees: Any, changed: bool | None) -> None:
    rest: dict[str, Any] = {name: [] for name in ("clinical_directors", "areas")}
    found = observe("network_agreement.changed_this_year", DAY, practices=TWO, payees=payees, **rest)
    assert (None if isinstance(found.value, Unknown) else found.value) is changed
