"""A stream that is not paid any more says on which day it ended, and where its money went."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest

import pcn_des as des
from pcn_des.contract.files import load_year, years

FACTS = {"population.registered": 45_000}
SUPPORT = "capacity_and_access_support"


def test_asking_for_a_stream_that_ended_says_when_and_where_its_money_went() -> None:
    statement = des.entitlements(FACTS, "2026/27")
    assert SUPPORT not in statement
    assert statement.get(SUPPORT) is None
    with pytest.raises(LookupError) as caught:
        statement[SUPPORT]
    assert isinstance(caught.value, des.EndedStreamError)
    assert str(caught.value) == (
        "Capacity and access support payment (capacity_and_access_support) is not paid in 2026/27. It ended on "
        "31 March 2026: the £292m of the two capacity and access payments, of which it was £204m in 2025/26, went to "
        "the practice-level GP reimbursement scheme (up to £4.57 per practice adjusted patient) of the Statement of "
        "Financial Entitlements, outside this contract; a salaried GP whom they paid may go on under the claim of a "
        "core member practice. [NHS England, Changes to the GP Contract in 2026/27, 2026-02-24; NHS Confederation, GP "
        "contract 2026/27: what you need to know; Pulse PCN, Consultant nurses added to ARRS in new Network Contract; "
        "Pulse, No GP practices affected by reimbursement scheme rate error, says DHSC, 2026-06-25; Enhanced Primary "
        "Care, Post on the May 2026 amendment of the Statement of Financial Entitlements]"
    )
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("year", "stream", "last_day"),
    [
        ("2023/24", "extended_hours_access", date(2022, 9, 30)),
        ("2026/27", "extended_hours_access", date(2022, 9, 30)),
        ("2024/25", "clinical_director", date(2024, 3, 31)),
        ("2024/25", "leadership_and_management", date(2024, 3, 31)),
        ("2025/26", "arrs_gp_sum", date(2025, 3, 31)),
        ("2022/23", "pcn_support", date(2022, 3, 31)),
        ("2022/23", "clinical_director_supplement", date(2021, 9, 30)),
        ("2026/27", "capacity_and_access_improvement", date(2026, 3, 31)),
    ],
)
def test_on_which_day_a_stream_ended(year: str, stream: str, last_day: date) -> None:
    (ended,) = (one for one in des.entitlements(FACTS, year).ended if one.stream == stream)
    assert ended.on == last_day
    assert ended.citations
    assert ended.why


def test_every_stream_that_was_ever_paid_is_in_the_statement_or_ended_or_was_not_there_yet() -> None:
    paid: dict[str, int] = {}
    for year in years():
        statement = des.entitlements(FACTS, str(year))
        ended = {one.stream for one in statement.ended}
        assert ended.isdisjoint(statement)
        assert set(paid) <= ended | set(statement), year
        paid |= dict.fromkeys(load_year(year).payments, year.starts_in)
        for one in statement.ended:
            assert one.on < year.first_day


def test_a_stream_that_there_never_was_is_another_error() -> None:
    with pytest.raises(des.UnknownNameError, match="There is no payment stream 'capacity'"):
        des.entitlements(FACTS, "2026/27")["capacity"]


def test_what_goes_on_has_not_ended() -> None:
    statement = des.entitlements(FACTS, "2026/27")
    assert statement["investment_and_impact_fund"].reason == (
        "paid on achievement; des.iif works it out from figures of its indicators"
    )


def test_a_year_that_was_not_published_yet_ends_nothing() -> None:
    assert des.entitlements(FACTS, "2026/27", date(2025, 12, 1)).ended == ()


def test_the_statement_shows_what_ended_in_the_year_before() -> None:
    statement = des.entitlements(FACTS, "2026/27")
    assert [one.stream for one in statement.just_ended] == [SUPPORT, "capacity_and_access_improvement"]
    text = str(statement)
    block = " ".join(text.split("\nNOT PAID ANY MORE\n")[1].split("\n\n")[0].split())
    assert block.startswith(
        "- Capacity and access support payment. It ended on 31 March 2026: the £292m of the two capacity and access "
        "payments, of which it was £204m in 2025/26, went to"
    )
    assert "the £292m of the two capacity and access payments, of which it was £87.6m in 2025/26, went to" in block
    assert "NHS England, Changes to the GP Contract in 2026/27, 2026-02-24" in block
    assert "Extended hours" not in block
    html = statement._repr_html_()
    assert html.index("Not paid any more") > html.index("Total of what is established")
    assert statement.to_dict()["ended"][0]["on"] == "2026-03-31"
    assert "NOT PAID ANY MORE" not in str(des.entitlements(FACTS, "2020/21"))


def test_an_ended_stream_shows_itself() -> None:
    ended = des.entitlements(FACTS, "2026/27").ended[0]
    assert repr(ended) == "<EndedStream capacity_and_access_support: ended on 31 March 2026>"
    assert str(ended).startswith("  - Capacity and access support payment. It ended on 31 March 2026: the £292m")
    assert ended.to_dict()["stream"] == SUPPORT
    assert copy.deepcopy(ended) == ended == pickle.loads(pickle.dumps(ended))


def test_a_practice_sees_only_what_was_paid_to_practices() -> None:
    statement = des.entitlements(des.example_network(), "2024/25", practice="Y99901")
    assert statement.ended == ()
