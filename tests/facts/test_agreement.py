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


@pytest.mark.parametrize(
    ("joined", "since"),
    [
        (("2019-05-15", "2019-05-20"), date(2019, 6, 1)),  # members before the agreement began
        (("2019-07-01", "2020-04-01"), date(2019, 7, 1)),
        (("2020-04-01", "2019-07-01"), date(2019, 7, 1)),
    ],
)
def test_never_since_the_first_of_those_who_did_not_sign_was_a_member(joined: tuple[str, str], since: date) -> None:
    practices = [practice(f"A0000{one}", membership=complete({"since": on})) for one, on in enumerate(joined)]
    assert observe(FACT, DAY, practices=complete(*practices), agreements=[agreement()]).since == since


@pytest.mark.parametrize(
    ("kept", "known"),
    [(True, True), ({"since": DAY}, True), ({"since": "2022-11-15"}, False), (False, False)],
)
def test_whether_none_is_in_force_is_known_where_the_list_tells_of_the_day(kept: object, known: bool) -> None:
    agreements = {"complete": kept, "items": [{**BOTH, "until": "2022-11-13"}]}
    found = observe(FACT, DAY, practices=TWO, agreements=agreements)
    assert (found.value is NEVER) is known


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
        pytest.param([{**LEFT, "code": "Y1"}, {**PRECEDES, "code": "Y1"}], False, id="the same, by code and name"),
        pytest.param([{**LEFT, "code": "Y1"}, {**OTHER, "code": "Y1"}], False, id="the same under another name"),
        pytest.param([{**LEFT, "code": "Y1"}, {**OTHER, "code": "Y2"}], True, id="another, by code"),
        pytest.param([{**LEFT, "code": "Y1"}, {**PRECEDES, "code": "Y2"}], True, id="another of the same name"),
        pytest.param([{**LEFT, "code": "Y1"}, PRECEDES], False, id="the same, whose code is written once"),
        pytest.param([LEFT, {**PRECEDES, "code": "Y1"}], False, id="the same, whose code is written later"),
        pytest.param({"complete": {"since": "2022-07-01"}, "items": [LEFT]}, True, id="the list is kept since"),
        pytest.param({"complete": {"since": "2022-07-02"}, "items": [LEFT]}, None, id="kept a day too late"),
    ],
)
def test_a_change_is_one_where_both_days_are_known(payees: Any, changed: bool | None) -> None:
    rest: dict[str, Any] = {name: [] for name in ("clinical_directors", "areas")}
    found = observe("network_agreement.changed_this_year", DAY, practices=TWO, payees=payees, **rest)
    assert (None if isinstance(found.value, Unknown) else found.value) is changed


CHANGED, UPDATED = "network_agreement.changed_this_year", "network_agreement.updated_since_change"
NAMED = ("clinical_directors", "payees", "areas")
WHOLE: dict[str, Any] = {name: complete() for name in (*NAMED, "agreements", "returns")}
SOME: dict[str, Any] = {"complete": False, "items": []}


def of_two(day: str = DAY, fact: str = UPDATED, **records: Any) -> Any:
    """A fact about a network of two practices whose records are complete, and say nothing more than is told."""
    return observe(fact, day, **{"practices": TWO, **WHOLE, **records})


def director(name: str, since: str, until: str | None = None) -> dict[str, Any]:
    ended = {} if until is None else {"until": until}
    return {"name": name, "since": since, **ended}


CHANGES: dict[str, Any] = {
    "clinical_directors": complete(director("Dr A", "2019-07-01", "2022-06-30"), director("Dr B", "2022-07-01")),
    "payees": complete(LEFT, OTHER),
    "areas": complete({"since": "2019-07-01", "description": "north"}),
}
LATER: dict[str, Any] = {
    **CHANGES,
    "areas": complete(
        {"since": "2019-07-01", "until": "2022-09-30", "description": "north"},
        {"since": "2022-10-01", "description": "south"},
    ),
}
OF_JULY = "the clinical director and the payee changed on 1 July 2022"


@pytest.mark.parametrize(
    ("day", "records", "value", "because"),
    [
        ("2022-06-30", LATER, False, "no member, clinical director, payee or area changed in 2022/23"),
        ("2022-07-01", LATER, True, OF_JULY),
        ("2022-10-01", LATER, True, f"{OF_JULY}; the area changed on 1 October 2022"),
        ("2023-03-31", LATER, True, f"{OF_JULY}; the area changed on 1 October 2022"),
        ("2023-04-01", LATER, False, "no member, clinical director, payee or area changed in 2023/24"),
        (DAY, {}, False, "no member, clinical director, payee or area changed in 2022/23"),
    ],
)
def test_what_changed_and_when(day: str, records: dict[str, Any], value: bool, because: str) -> None:
    found = of_two(day, CHANGED, **records)
    assert (found.value, found.because) == (value, because)


def test_a_change_on_the_first_day_of_the_year_is_one_of_that_year() -> None:
    payees = complete({**LEFT, "until": "2022-03-31"}, {**OTHER, "since": "2022-04-01"})
    assert of_two(fact=CHANGED, payees=payees).because == "the payee changed on 1 April 2022"
    assert of_two("2022-03-31", CHANGED, payees=payees).value is False


def test_a_practice_that_joins_or_leaves_changes_the_members() -> None:
    other = practice("A00003", membership=complete({"since": "2022-07-01", "until": "2022-09-30"}))
    found = of_two(fact=CHANGED, practices=complete(practice(), other))
    assert found.because == "the members changed on 1 July 2022; the members changed on 1 October 2022"


def test_where_nothing_changed_the_agreement_is_up_to_date() -> None:
    assert (of_two().value, of_two().because) == (True, "nothing changed")


@pytest.mark.parametrize("fact", [CHANGED, UPDATED])
def test_what_would_settle_whether_anything_changed(fact: str) -> None:
    listed: dict[str, Any] = dict.fromkeys(NAMED, SOME)
    assert missing(of_two(fact=fact, practices=[practice()], **listed)) == (
        "whether the list of practices is complete",
        "whether the list of clinical directors is complete",
        "every Nominated Payee of the year",
        "every Network Area of the year",
    )


@pytest.mark.parametrize("fact", [CHANGED, UPDATED])
def test_where_nothing_is_on_record_of_what_the_agreement_names_all_of_it_is_wanted(fact: str) -> None:
    nameless = {"code": "A00002", "name": "Practice A00002"}
    assert missing(observe(fact, DAY, practices=complete(practice(), nameless))) == (
        "whether the list of clinical directors is complete",
        "every Nominated Payee of the year",
        "every Network Area of the year",
        "every membership of Practice A00002 of the year",
    )


def version(since: str, until: str | None = None) -> dict[str, Any]:
    return {"version": since, "since": since, **({} if until is None else {"until": until})}


def returned(on: str, kind: str = "network_agreement_update", **shows: bool) -> dict[str, Any]:
    return {"kind": kind, "on": on, "shows": {f"network_agreement.{key}": shown for key, shown in shows.items()}}


NOT_SINCE = "not brought up to date since 1 July 2022, when the clinical director and the payee changed"
OLD = version("2019-06-01")


@pytest.mark.parametrize(
    ("records", "day"),
    [
        ({"returns": complete(returned("2022-07-01"))}, "1 July 2022"),
        ({"returns": complete(returned("2022-11-14"))}, "14 November 2022"),
        ({"returns": complete(returned("2022-09-01"), returned("2022-08-01"))}, "1 August 2022"),
        ({"returns": complete(returned("2022-08-01", updated_after_change=True))}, "1 August 2022"),
        ({"agreements": complete(version("2019-06-01", "2022-07-19"), version("2022-07-20"))}, "20 July 2022"),
        ({"agreements": complete(OLD), "returns": [returned("2022-08-01")]}, "1 August 2022"),
    ],
)
def test_a_version_or_an_update_since_the_change_brings_it_up_to_date(records: dict[str, Any], day: str) -> None:
    found = of_two(**CHANGES, **records)
    said = f"brought up to date on {day}, after the change of 1 July 2022"
    assert (found.value, found.because) == (True, said)


@pytest.mark.parametrize(
    "records",
    [
        {},
        {"returns": complete(returned("2022-06-30"))},
        {"returns": complete(returned("2022-11-15"))},
        {"returns": complete(returned("2022-08-01", kind="annual_declaration"))},
        {"returns": complete(returned("2022-08-01", updated_after_change=False))},
        {"agreements": complete(OLD)},
        {"agreements": {"complete": {"since": "2022-07-01"}, "items": []}},
        {"returns": {"complete": {"since": "2022-07-01"}, "items": []}},
    ],
)
def test_without_either_it_is_not_up_to_date_since_the_change(records: dict[str, Any]) -> None:
    found = of_two(**CHANGES, **records)
    assert (found.value, found.because, found.since) == (False, NOT_SINCE, date(2022, 7, 1))


@pytest.mark.parametrize("gap", ["agreements", "returns"])
@pytest.mark.parametrize("kept", [False, {"since": "2022-07-02"}])
def test_nor_is_it_known_where_a_list_may_lack_the_update(gap: str, kept: object) -> None:
    records: dict[str, Any] = {**CHANGES, gap: {"complete": kept, "items": []}}
    found = of_two(**records)
    assert missing(found) == ("how the Network Agreement was brought up to date after 1 July 2022",)


def test_an_update_may_be_older_than_a_change_that_is_not_on_record() -> None:
    found = of_two(**{**CHANGES, "areas": SOME}, returns=complete(returned("2022-08-01")))
    assert missing(found) == ("every Network Area of the year",)


@pytest.mark.parametrize("opened", [{}, {"opened": "2022-07-01"}])
@pytest.mark.parametrize(
    ("named", "since"), [("2022-06-15", "2022-07-01"), ("2022-07-01", "2022-06-15"), ("2022-06-15",) * 2]
)
def test_who_was_named_before_the_members_joined_was_named_for_the_founding(
    named: str, since: str, opened: dict[str, str]
) -> None:
    records: dict[str, Any] = {
        "practices": complete(practice(membership=complete({"since": "2022-07-01"}))),
        "clinical_directors": complete({"name": "Dr A", "since": named}),
        "payees": complete({"name": "Practice A00001", "since": since}),
        "areas": complete({"since": "2022-07-01", "description": "the town"}),
        **opened,
    }
    founded = observe("network_agreement.changed_this_year", DAY, **records)
    assert (founded.value, founded.because) == (
        False,
        "no member, clinical director, payee or area changed in 2022/23",
    )
    records["clinical_directors"] = complete(
        {"name": "Dr A", "since": named, "until": "2022-07-31"}, {"name": "Dr B", "since": "2022-08-01"}
    )
    changed = observe("network_agreement.changed_this_year", DAY, **records)
    assert (changed.value, changed.because) == (True, "the clinical director changed on 1 August 2022")


def test_the_first_join_of_a_list_with_gaps_may_be_no_founding() -> None:
    """Members that are on record since a public file's first day do not make the network a new one."""
    found = observe(
        "network_agreement.changed_this_year",
        DAY,
        practices=complete(practice(membership=[{"since": "2022-10-01"}])),
        clinical_directors=complete(
            {"name": "Dr A", "since": "2019-07-01", "until": "2022-06-14"}, {"name": "Dr B", "since": "2022-06-15"}
        ),
    )
    assert (found.value, found.because) == (True, "the clinical director changed on 15 June 2022")
