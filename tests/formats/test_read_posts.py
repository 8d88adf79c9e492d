"""Posts, their pay and their claims in a TOML or JSON file: read, written, and every mistake named with its place."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pcn_des import Network, RecordError, Records, read_network, write_network
from pcn_des.dates import Period
from pcn_des.formats.network_file.read import read_network_text
from pcn_des.network import (
    BaselineVacancy,
    ClaimRecord,
    ExtraHours,
    Invoice,
    Leave,
    Pay,
    Post,
    PostCondition,
)
from support.narrowed import there

BARE = {"code": "U00001", "name": "Millbrook PCN"}
POST = {"id": "p1", "role": "paramedic", "wte": "0.8", "since": "2024-10-01"}
PAY = {"since": "2024-10-01", "salary": 38411}
MONTH = date(2024, 11, 1)
TOML = """\
code = "U00001"
name = "Millbrook PCN"
baseline_vacancies = []

[posts]
complete = true

[[posts.items]]
id = "paramedic 1"
role = "paramedic"
wte = 0.8
since = 2024-10-01
area = "inner_london"
band = "7"
engaged = "employed"
network_share = 0.5
additional = true
previous = "other"
previous_until = 2024-08-31
extra_hours = [{ month = 2024-11-01, wte = 0.1, cost = 412.00, plain_time = true }]
leave = [{ since = 2025-01-06, until = 2025-02-02, kind = "sickness", pay_share = 0.5 }]
conditions = [{ name = "registration_body", met = true, document = "register of 1 October 2024" }]

[posts.items.pay]
complete = true
items = [
  { since = 2024-10-01, until = 2025-03-31, salary = 38411.00, national_insurance = 4044.25, pension = 5500.10 },
  { since = 2025-04-01, salary = 39000.00 },
]

[[posts.items]]
id = "paramedic 2"
role = "paramedic"
wte = 1
since = 2025-01-06
covers_leave_of = "paramedic 1"

[posts.items.invoices]
complete = { since = 2024-11-01, until = 2025-03-31 }
items = [{ month = 2025-01-01, amount = 3912.50, document = "invoice 1207" }]

[[claims]]
post = "paramedic 1"
month = 2024-11-01
amount = 4044.33
submitted = 2024-12-08
"""
READ = Network(
    code="U00001",
    name="Millbrook PCN",
    baseline_vacancies=Records(),
    posts=Records(
        [
            Post(
                id="paramedic 1",
                role="paramedic",
                wte=Decimal("0.8"),
                since=date(2024, 10, 1),
                area="inner_london",
                band="7",
                engaged="employed",
                network_share=Decimal("0.5"),
                additional=True,
                previous="other",
                previous_until=date(2024, 8, 31),
                extra_hours=[ExtraHours(month=MONTH, wte="0.1", cost=412, plain_time=True)],
                leave=[Leave(since=date(2025, 1, 6), until=date(2025, 2, 2), kind="sickness", pay_share="0.5")],
                conditions=[PostCondition(name="registration_body", met=True, document="register of 1 October 2024")],
                pay=Records(
                    [
                        Pay(
                            since=date(2024, 10, 1),
                            until=date(2025, 3, 31),
                            salary=38411,
                            national_insurance="4044.25",
                            pension="5500.10",
                        ),
                        Pay(since=date(2025, 4, 1), salary=39000),
                    ],
                    complete=True,
                ),
            ),
            Post(
                id="paramedic 2",
                role="paramedic",
                wte=1,
                since=date(2025, 1, 6),
                covers_leave_of="paramedic 1",
                invoices=Records(
                    [Invoice(month=date(2025, 1, 1), amount="3912.50", document="invoice 1207")],
                    complete=Period(MONTH, date(2025, 3, 31)),
                ),
            ),
        ],
        complete=True,
    ),
    claims=Records([ClaimRecord(post="paramedic 1", month=MONTH, amount="4044.33", submitted=date(2024, 12, 8))]),
)


def test_what_stands_in_a_file_is_read_and_written_again(tmp_path: Path) -> None:
    assert read_network_text(TOML, "millbrook.toml") == READ
    for ending in (".toml", ".json"):
        write_network(READ, tmp_path / f"again{ending}")
        assert read_network(tmp_path / f"again{ending}") == READ


def test_a_post_of_an_older_file_says_as_much_as_it_did() -> None:
    one = there(read_network({**BARE, "posts": [POST]}).posts)[0]
    assert one == Post(id="p1", role="paramedic", wte=Decimal("0.8"), since=date(2024, 10, 1))
    lists = (one.pay, one.invoices, one.leave, one.extra_hours, one.conditions)
    assert lists == (None, None, None, None, None)
    assert one.area == "national"
    assert (read_network(BARE).claims, read_network(BARE).baseline_vacancies) == (None, None)


@pytest.mark.parametrize("name", ["pay", "invoices", "leave", "extra_hours", "conditions"])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], Records()),
        ({"complete": True}, Records()),
        ({"complete": False}, Records(complete=False)),
        (
            {"complete": {"since": "2024-04-01", "until": "2025-03-31"}},
            Records(complete=Period(date(2024, 4, 1), date(2025, 3, 31))),
        ),
    ],
)
def test_a_list_in_a_post_says_for_itself_whether_it_is_complete(name: str, said: Any, expected: Any) -> None:
    one = there(read_network({**BARE, "posts": [{**POST, name: said}]}).posts)[0]
    assert getattr(one, name) == expected


def test_a_vacancy_of_the_baseline() -> None:
    vacant = {"role": "paramedic", "since": "2024-10-01", "practice": "B83001"}
    expected = BaselineVacancy(role="paramedic", since=date(2024, 10, 1), practice="B83001")
    assert read_network({**BARE, "baseline_vacancies": [vacant]}).baseline_vacancies == Records([expected])


@pytest.mark.parametrize(
    ("records", "problem"),
    [
        (
            {"posts": [{**POST, "pay": [{"since": "2024-10-01"}]}]},
            "posts[1].pay[1].salary: 'salary' is missing",
        ),
        (
            {"posts": [{**POST, "pay": [PAY, {**PAY, "salary": -1}]}]},
            "posts[1].pay[2].salary: salary is -1; it can't be less than nothing",
        ),
        (
            {"posts": [{**POST, "pay": [{**PAY, "until": "2025-04-01"}, {**PAY, "since": "2025-04-01"}]}]},
            "posts[1].pay[2]: two spells of its pay overlap on 2025-04-01; end the first one before",
        ),
        (
            {"posts": [{**POST, "pay": [PAY], "annual_cost": 48532}]},
            "posts[1]: what it costs is told by annual_cost and by pay; keep one of them",
        ),
        (
            {"posts": [{**POST, "invoices": [{"month": "2024-11-05", "amount": 1}]}]},
            "posts[1].invoices[1].month: month is 2024-11-05; a month is written as its first day, 2024-11-01",
        ),
        (
            {"posts": [POST, {**POST, "id": "p2", "invoices": [{"month": "2024-11-01", "amount": 1}] * 2}]},
            "posts[2].invoices[2]: invoices of November 2024 is on record twice; write their sum once",
        ),
        (
            {"posts": [{**POST, "leave": [{"since": "2024-10-01", "kind": "influenza"}]}]},
            "posts[1].leave[1].kind: kind is 'influenza'; it must be one of: sickness, parental, training, rotation",
        ),
        (
            {"posts": [{**POST, "leave": [{"since": "2024-10-01", "until": "2024-09-01", "kind": "training"}]}]},
            "posts[1].leave[1]: it ends on 2024-09-01, before it starts on 2024-10-01; swap or correct the two days",
        ),
        (
            {"posts": [{**POST, "leave": [{"since": "2024-10-01", "kind": "training", "pay_share": 50}]}]},
            "posts[1].leave[1].pay_share: pay_share is 50; it is a part of one, such as 0.5",
        ),
        (
            {"posts": [{**POST, "extra_hours": [{"month": "2024-11-01", "wte": 0}]}]},
            "posts[1].extra_hours[1].wte: wte is 0; it must be more than nothing",
        ),
        (
            {"posts": [{**POST, "conditions": [{"name": "training", "met": "yes"}]}]},
            "posts[1].conditions[1].met: 'yes' is neither true nor false",
        ),
        (
            {"posts": [{**POST, "pay": {"complete": "yes"}}]},
            "posts[1].pay.complete: 'yes' is neither true nor false",
        ),
        (
            {"posts": [{**POST, "network_share": 50}]},
            "posts[1].network_share: network_share is 50; it is a part of one, such as 0.5",
        ),
        (
            {"posts": [{**POST, "wte": 2}]},
            "posts[1].wte: wte is 2; one person is at most 1 whole-time equivalent: split the post",
        ),
        (
            {
                "posts": {"complete": True, "items": [POST]},
                "claims": [{"post": "q", "month": "2024-11-01", "amount": 1}],
            },
            "claims[1]: a claim is for the post q, which is not on record; correct it, or add the post",
        ),
        (
            {"claims": [{"post": "p1", "month": "2024-11-01", "amount": "£4,000"}]},
            "claims[1].amount: '£4,000' is not a number; write it as 4000",
        ),
        (
            {"posts": [{**POST, "covers_leave_of": "p1"}]},
            "posts[1]: the post p1 covers the leave of p1, which is no other post on record; correct it, or add the "
            "post",
        ),
        ({"baseline_vacancies": [{"role": "paramedic"}]}, "baseline_vacancies[1].since: 'since' is missing"),
    ],
)
def test_one_mistake_with_its_place(records: dict[str, Any], problem: str) -> None:
    for read in (read_network, lambda one: read_network_text(json.dumps(one), "millbrook.json")):
        with pytest.raises(RecordError) as caught:
            read({**BARE, **records})
        assert list(caught.value.problems) == [problem]
