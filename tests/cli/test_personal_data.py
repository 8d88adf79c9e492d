"""What a person is paid, why somebody was away or a care plan came late, and who leads in a home, is in no answer.

Nor is what else is on record of who holds a post: leave, invoices, claims, a certificate, where they worked before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.network import ClaimRecord, ExtraHours, Invoice, Leave, Pay, Post, Records
from pcn_des.network.homes import Admission
from pcn_des.network.people import Vacancy
from support.command_line import Run

FIRST = 90_417_001
AWAY = "heronsilence"
DELAYED = "otterquiet"
LEAD = "Dr Brockhush"
BEFORE = date(2017, 9, 13)
PERSONAL = ("sickness", "general_practice", "clinical_pharmacists_in", str(BEFORE), "13 September 2017")
DAY = date(2022, 11, 14)


@pytest.fixture(scope="module")
def network() -> des.Network:
    """The example, with posts of every role of the year and a pay for each that nothing else says."""
    roles = sorted(role for role in des.terms(DAY) if role.startswith("arrs."))
    posts = [
        Post(id=f"P{place}", role=role, wte=Decimal("0.5"), person=f"N{place}", since=date(2022, 4, 1),
             annual_cost=Decimal(FIRST + place))
        for place, role in enumerate(["paramedic", "pharmacist", "social_prescriber", *roles[:3]])
    ]  # fmt: skip
    paid = Pay(since=DAY, salary=FIRST + 20, national_insurance=FIRST + 21, pension=FIRST + 22)
    hours = ExtraHours(month=date(2022, 11, 1), wte=Decimal("0.1"), cost=FIRST + 23)
    bill = Invoice(month=date(2022, 11, 1), amount=FIRST + 24)
    away = Leave(since=DAY, kind="sickness", pay_share="0.5")
    person: dict[str, Any] = {
        "previous": "general_practice", "previous_until": BEFORE, "previous_substantive": True,
        "more_senior": True, "regular": True,
        "moved_from": "clinical_pharmacists_in_general_practice",
    }  # fmt: skip
    posts[1] = attrs.evolve(
        posts[1], annual_cost=None, pay=[paid], leave=[away], extra_hours=[hours], certified=BEFORE,
        supplier_fee=FIRST + 25, **person,
    )  # fmt: skip
    posts[2] = attrs.evolve(posts[2], annual_cost=None, invoices=[bill], years_from_cct=Decimal(FIRST + 26))
    claimed = ClaimRecord(
        post="P1", month=date(2022, 11, 1), amount=FIRST + 27, paid=date(2022, 12, 30), paid_amount=FIRST + 28
    )
    vacancy = Vacancy(since=date(2023, 2, 6), until=date(2023, 2, 26), reason=AWAY)
    stay = Admission(
        id="S-1", on=date(2022, 10, 3), kind="admission", assessed_on=date(2022, 11, 1), planned_on=date(2022, 11, 2),
        delay_reason=DELAYED,
    )  # fmt: skip
    homes = [
        attrs.evolve(home, clinical_lead=LEAD, admissions=Records([stay], complete=True))
        for home in des.example_network().care_homes or ()
    ]
    return des.example_network().evolve(
        posts=Records(posts),
        claims=[claimed],
        clinical_director_vacancies=Records([vacancy]),
        care_homes=Records(homes, complete=True),
    )


def tells(text: str) -> bool:
    bare = re.sub(r"(?<=\d),(?=\d)", "", text)
    if any(said in text for said in PERSONAL):
        return True
    return AWAY in text or DELAYED in text or LEAD in text or any(str(FIRST + place) in bare for place in range(100))


def _lists_in(post: Post) -> list[Records[Any]]:
    return [kept for kept in (post.pay, post.invoices, post.leave, post.extra_hours) if kept is not None]


def answers(network: des.Network) -> Iterator[str]:
    report = des.assess(network, DAY)
    later = des.assess(network, date(2023, 2, 10))
    timeline = des.timeline(network, date(2023, 2, 1), date(2023, 2, 28))
    ledger = des.access_ledger(network, date(2022, 11, 1), date(2022, 11, 30))
    statement = des.entitlements(network, "2022/23")
    for answer in (report, later, timeline, ledger, statement):
        yield f"{answer} {answer!r} {answer._repr_html_()} {json.dumps(answer.to_dict(), ensure_ascii=False)}"
    for one in (report, later):
        for rule in one:
            yield one.explain(rule)
            yield "".join(map(str, one[rule].parts))
    yield "".join(f"{one} {one.to_dict()}" for one in report.diff(later))
    yield ledger.to_csv()
    yield f"{network} {network!r} {network._repr_html_()}"
    for held in (network.posts, network.claims, network.care_homes, network.clinical_director_vacancies):
        assert held is not None
        yield f"{held} {held!r} {held._repr_html_()} {[*held]!r}"
    for post in network.posts or ():
        yield f"{post!r}"
        for kept in _lists_in(post):
            yield f"{kept} {kept!r} {kept._repr_html_()} {[*kept]!r}"
    for home in network.care_homes or ():
        yield f"{home.admissions} {home.admissions!r} {home!r}"


def test_no_answer_tells_what_a_person_is_paid_or_why_somebody_was_away(network: des.Network) -> None:
    for answer in answers(network):
        assert not tells(answer)


def test_no_command_does(network: des.Network, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.toml"
    des.write_network(network, file)
    assert tells(file.read_text("utf-8"))  # the canary sings where it should
    for number, line in enumerate(
        (
            "check {} --as-of 2022-11-14 --html {}.html",
            "check {} --as-of 2023-02-10 --json",
            "explain clinical_director.in_post {} --as-of 2023-02-10",
            "timeline {} --since 2023-02-01 --until 2023-02-28 --html {}.html --plot {}.svg",
            "ledger {} --since 2022-11-01 --until 2022-11-30 --csv {}.csv --html {}.html",
            "pay {} --year 2022/23 --months",
            "pay {} --year 2022/23 --json",
        )
    ):
        outputs = tmp_path / f"out{number}"
        code, output = run(*line.replace("{} ", f"{file} ").replace("{}", str(outputs)).split())
        assert code == 0, output
        assert not tells(output)
        for written in tmp_path.glob("out*"):
            assert not tells(written.read_text("utf-8")), written


def test_no_error_about_another_record_does(network: des.Network, tmp_path: Path) -> None:
    plain = network.to_dict()
    plain["posts"][0]["since"] = "yesterday"
    plain["claims"][0]["post"] = " "
    plain["posts"][1]["id"] = ""
    plain["posts"][2]["colour"] = "red"
    with pytest.raises(des.RecordError) as found:
        des.read_network(plain)
    assert len(found.value.problems) == 4
    assert not tells(str(found.value))
    twice = [*attrs.asdict(network, recurse=False)["posts"]]
    with pytest.raises(ValueError, match="P0") as contradiction:
        network.evolve(posts=Records([*twice, twice[0]]))
    assert not tells(str(contradiction.value))
    for change in ({"annual_cost": 1}, {"years_from_cct": 1}, {"wte": 2}):
        with pytest.raises(ValueError, match=r"told by|tell the same|at most 1") as contradiction:
            attrs.evolve(twice[1], **change)
        assert not tells(str(contradiction.value))


def test_the_canaries_stand_in_every_personal_field(network: des.Network) -> None:
    """Of each field that no answer shows, one record has something that a test would hear."""
    records: list[Any] = [*(network.posts or ()), *(network.claims or ())]
    records += [record for post in network.posts or () for kept in _lists_in(post) for record in kept]
    for kind in (Post, ClaimRecord, Pay, Invoice, Leave, ExtraHours):
        hidden = [field.name for field in attrs.fields(kind) if not field.repr]
        assert hidden
        for name in hidden:
            assert any(getattr(record, name) is not None for record in records if type(record) is kind), (kind, name)
