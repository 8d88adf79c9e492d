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


def test_a_claim_without_a_cost_says_that_it_is_not_given() -> None:
    text = " ".join(asked("claim", role="Paramedic", month="2024-05")["text"].split())
    assert "What it costs is not given; the maximum is £5,033.42." in text
    assert "the lower of what the post costs, which is not given, and the maximum, £5,033.42." in text
    assert "costs unknown" not in text


def test_what_is_owed_is_headed_by_the_network_that_is_asked_about() -> None:
    answer = asked("owed", registered="50,000", year="2024/25")
    assert answer["title"] == "What a network of 50,000 registered patients is owed in 2024/25"
    assert answer["text"].startswith("A network, from the facts given\n")
    assert asked("owed", adjusted="50,000", year="2024/25")["title"] == "What a network is owed in 2024/25"


def test_fields_are_called_what_the_forms_call_them() -> None:
    forms = (ROOT / "docs" / "browser" / "ask.html").read_text(encoding="utf-8")
    for name, label in ANSWERS.LABELS.items():
        assert f"<label>{label} <" in forms, name


def test_deadlines_are_those_of_the_year() -> None:
    assert asked("deadlines", year="2025/26")["text"] == str(des.deadlines("2025/26"))


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        ("role", {"role": "paramedik", "day": "2024-05-01"}, "There is no role 'paramedik'. Did you mean 'paramedic'?"),
        ("role", {"role": "GP", "day": "tomorrow"}, "'tomorrow' is not a day; write it as 2022-11-14"),
        ("role", {"role": "GP", "day": "2024-05-01", "area": "Wales"}, "Area: 'Wales'; it must be one of: national"),
        ("services", {"day": "1999-01-01"}, "1 January 1999 is outside"),
        ("owed", {"year": "2024/25"}, "No figure is given; name the registered patients"),
        ("owed", {"year": "2024", "registered": "1"}, "'2024' is not a contract year. Write it as 2024/25."),
        ("owed", {"year": "2024/25", "registered": "many"}, "Registered patients: 'many'; it is counted, write"),
        (
            "owed",
            {"year": "2024/25", "registered": "1.5"},
            "Registered patients: '1.5'; it is counted, write a whole number",
        ),
        (
            "owed",
            {"year": "2024/25", "registered": "NaN"},
            "Registered patients: 'NaN'; it is counted, write a whole number",
        ),
        ("claim", {"role": "GP", "month": "May"}, "'May' is not a month; write it as 2024-11"),
        ("claim", {"role": "GP", "month": "2024-11-05"}, "'2024-11-05' is not a month; write it as 2024-11"),
        ("owed", {"year": "2024/25", "registered": "42 000"}, "write a whole number such as 46982"),
        ("owed", {"year": "2024/25", "registered": "42,00"}, "Registered patients: '42,00'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "-42000"}, "Registered patients: '-42000'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "42000.0"}, "Registered patients: '42000.0'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "1e9"}, "Registered patients: '1e9'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "1e300000000"}, "Registered patients: '1e300000000'; it is counted"),
        ("owed", {"year": "2024/25", "registered": "9" * 400}, "which nothing in the contract comes near; write"),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "cost": "48,53"},
            "Cost in a year, with on-costs: '48,53', which is not a number",
        ),
        ("claim", {"role": "GP", "month": "2024-11", "cost": "a lot"}, "write it as 48532.00"),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "wte": "0"},
            "Whole-time equivalent: 0; it must be more than nothing",
        ),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "wte": "1e-400"},
            "Whole-time equivalent: '1e-400', which nothing in",
        ),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "cost": "1e400"},
            "Cost in a year, with on-costs: '1e400', which nothing in",
        ),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "wte": "2"},
            "Whole-time equivalent: 2; one person is at most 1 whole-time",
        ),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "cost": "-5"},
            "Cost in a year, with on-costs: -5; it can't be less than nothing",
        ),
        (
            "claim",
            {"role": "GP", "month": "2024-11", "since": "2024-11-20", "until": "2024-11-01"},
            "The post ends on 1 November 2024, before it starts on 20 November 2024; swap or correct the two days",
        ),
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
