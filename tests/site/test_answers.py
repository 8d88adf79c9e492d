"""What the browser pages ask: the answers are the library's own, whole, and what is wrong is told in its words."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.role_names import names_of_roles
from pcn_des.cost_areas import AREAS
from pcn_des.display.html import page
from pcn_des.examples.bundled import example_text
from pcn_des.strategies import contract_days

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making.asking import QUESTIONS, answering, page_styles  # noqa: E402

ANSWERS = answering()
DAY = date(2022, 11, 14)


def asked(question: str, **said: str) -> Any:
    """What the page gets for the fields of a form."""
    return json.loads(ANSWERS.ask(question, json.dumps(said)))


@given(st.sampled_from(names_of_roles()), contract_days(), st.sampled_from(AREAS))
def test_a_role_on_any_day_is_answered_as_the_library_does(role: str, day: date, area: str) -> None:
    found = des.reimbursable(role, day, area=area)
    answer = asked("role", role=role, day=day.isoformat(), area=area)
    assert answer["text"] == str(found)
    assert answer["html"] == page(answer["title"], found._repr_html_())


@given(contract_days())
def test_services_on_any_day_are_answered_as_the_library_does(day: date) -> None:
    assert asked("services", day=day.isoformat())["text"] == str(des.terms(day).all_services)


def test_figures_are_read_as_people_write_them() -> None:
    answer = asked("owed", registered="46,982", adjusted=" 47000 ", weighted="", year="2024/25")
    facts = {"population.registered": 46982, "population.adjusted": 47000}
    assert answer["text"] == str(des.entitlements(facts, "2024/25"))


def test_a_claim_is_that_of_a_post_with_what_is_given() -> None:
    answer = asked("claim", role="Clinical pharmacist", month="2024-11", cost="£48,532.00", wte="0.8")
    assert "Clinical pharmacist, 0.8 WTE, national" in answer["text"]
    assert "It costs £4,044.33" in answer["text"]


def test_deadlines_are_those_of_the_year() -> None:
    assert asked("deadlines", year="2025/26")["text"] == str(des.deadlines("2025/26"))


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        ("role", {"role": "paramedik", "day": "2024-05-01"}, "There is no role 'paramedik'. Did you mean 'paramedic'?"),
        ("role", {"role": "GP", "day": "tomorrow"}, "'tomorrow' is not a day; write it as 2022-11-14"),
        ("role", {"role": "GP", "day": "2024-05-01", "area": "Wales"}, "area is 'Wales'; it must be one of: national"),
        ("services", {"day": "1999-01-01"}, "1 January 1999 is outside"),
        ("owed", {"year": "2024/25"}, "No figure is given; name the registered patients"),
        ("owed", {"year": "2024", "registered": "1"}, "'2024' is not a contract year. Write it as 2022/23."),
        ("owed", {"year": "2024/25", "registered": "many"}, "registered is 'many'; it is counted, write"),
        ("owed", {"year": "2024/25", "registered": "1.5"}, "registered is '1.5'; it is counted, write a whole number"),
        ("owed", {"year": "2024/25", "registered": "NaN"}, "registered is 'NaN'; it is counted, write a whole number"),
        ("claim", {"role": "GP", "month": "May"}, "'May' is not a month; write it as 2024-11"),
        ("claim", {"role": "GP", "month": "2024-11-05"}, "'2024-11-05' is not a month; write it as 2024-11"),
        ("owed", {"year": "2024/25", "registered": "42 000"}, "write a whole number such as 46982"),
        ("owed", {"year": "2024/25", "registered": "42,00"}, "registered is '42,00'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "-42000"}, "registered is '-42000'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "42000.0"}, "registered is '42000.0'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "1e9"}, "registered is '1e9'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "1e300000000"}, "registered is '1e300000000'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "9" * 400}, "which nothing in the contract comes near; write"),
        ("claim", {"role": "GP", "month": "2024-11", "cost": "48,53"}, "cost is '48,53', which is not a number"),
        ("claim", {"role": "GP", "month": "2024-11", "cost": "a lot"}, "write it as 48532.00"),
        ("claim", {"role": "GP", "month": "2024-11", "wte": "0"}, "wte is 0; it must be more than nothing"),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "wte": "1e-400"},
            "wte is '1e-400', which nothing in",
        ),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "cost": "1e400"},
            "cost is '1e400', which nothing in",
        ),
        ("claim", {"role": "GP", "month": "2024-11", "wte": "2"}, "wte is 2; one person is at most 1 whole-time"),
        ("deadlines", {"year": "2050/51"}, "there is nothing for 2050/51"),
    ],
)
def test_what_is_wrong_is_told(question: str, said: dict[str, str], told: str) -> None:
    assert told in asked(question, **said)["error"]


def test_a_check_is_the_report_and_the_page_for_monday_of_the_library() -> None:
    network, given = des.example_network(), json.dumps({"name": "riverside.toml", "day": DAY.isoformat()})
    for question, title, answer in (
        ("check", "Riverside PCN on 14 November 2022", des.assess(network, DAY)),
        ("monday", "Riverside PCN: what to act on, 14 November 2022", des.briefing(network, DAY)),
    ):
        found = json.loads(getattr(ANSWERS, question)(given, memoryview(example_text().encode())))
        assert found == {"title": title, "text": str(answer), "html": page(title, answer._repr_html_())}


@pytest.mark.parametrize("name", ["mine.toml", "mine.json", "mine.xlsx", ""])
def test_a_wrong_file_is_told_as_the_reader_does(name: str) -> None:
    content = b"this is = = no network"
    with pytest.raises(des.PcnDesError) as told:
        des.read_network(content, name=name or "pasted")
    found = json.loads(ANSWERS.check(json.dumps({"name": name, "day": DAY.isoformat()}), content))
    assert found == {"error": str(told.value)}


def test_the_policy_of_the_pages_knows_the_style_of_every_answer() -> None:
    styles = page_styles()
    for question, said in QUESTIONS.items():
        html = asked(question, **said)["html"]
        assert html.count("<style>") == sum(html.count(f"<style>{style}</style>") for style in styles)
        assert " style=" not in html
