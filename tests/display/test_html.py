"""HTML: well formed, escaped, every status in words, every table with named rows and columns."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.status import Status
from pcn_des.display.html import STYLE, page, table_row
from pcn_des.display.report import report_html, report_page
from pcn_des.network import Practice, Records
from support.effort import examples
from support.markup import Markup

DAY = date(2022, 11, 14)


@pytest.fixture(scope="module")
def answers(report: des.Report) -> dict[str, Any]:
    network = des.example_network()
    statement = des.entitlements(network, "2022/23")
    return {
        "report": report,
        "finding": report["care_homes.assessment_in_time"],
        "statement": statement,
        "stream": statement["core_pcn_funding"],
        "timeline": des.timeline(network, date(2022, 9, 1), DAY),
        "ledger": des.access_ledger(network, date(2022, 9, 1), DAY),
        "heading": report.heading,
        "calendar": des.deadlines("2022/23"),
        "coverage": des.coverage(),
    }


@pytest.mark.parametrize(
    ("answer", "tables"),
    [
        ("report", 8),  # a block of each answer, what is usual and no duty, and the texts not found
        ("finding", 0),
        ("statement", 10),  # a month's table in each of the eight payments that are worked out, and the ceilings
        ("stream", 1),
        ("timeline", 1),
        ("ledger", 2),  # extended hours and enhanced access
        ("heading", 0),
        ("calendar", 1),
        ("coverage", 2),  # by area, and by standing
    ],
)
def test_html_is_well_formed_with_named_rows_and_columns(answers: dict[str, Any], answer: str, tables: int) -> None:
    markup = Markup(answers[answer]._repr_html_())
    assert (markup.count["table"], markup.count["thead"]) == (tables, tables)
    assert set(markup.heads) <= {"row", "col"}
    assert (markup.heads.count("row") > 0) is (tables > 0)


def test_a_report_says_each_status_in_words(report: des.Report) -> None:
    for status in Status:
        assert f'<span class="status {status.value.lower()}">{status.words}</span>' in report_html(report)
    assert report._repr_html_() == report_html(report)


def test_no_colour_is_written_beside_what_it_colours(answers: dict[str, Any]) -> None:
    for answer in answers.values():
        _, _, after_the_style = answer._repr_html_().partition("</style>")
        assert "color:" not in after_the_style
        assert "background:" not in after_the_style


def test_a_finding_alone_says_its_answer_its_duty_why_and_unfolds_in_full(report: des.Report) -> None:
    html = report["network.list_size"]._repr_html_()
    assert '<span class="status met">MET</span> Network of at least the minimum size' in html
    assert "50,412 registered patients; at least 30,000 required." in html
    assert "Owed by:     PCN (must)" in html.partition("<details>")[2]


def test_a_stream_alone_lists_its_months(answers: dict[str, Any]) -> None:
    html = answers["stream"]._repr_html_()
    assert "<h2>Core PCN funding: £75,618.00</h2>" in html
    assert html.count("<td>£6,301.50</td>") == 12


def test_html_escapes_what_the_records_say() -> None:
    network = des.read_network({"code": "U99903", "name": "<script>alert(1)</script> & Sons"})
    whole = report_page(des.assess(network, DAY))
    assert whole.count("<h1>") == whole.count("</h1>") == 1
    assert Markup(whole).count["script"] == 0
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in whole


@settings(max_examples=examples(one_in=4), suppress_health_check=[HealthCheck.too_slow])
@given(name=st.text(min_size=1).filter(str.strip))
def test_no_name_breaks_a_page(name: str) -> None:
    told, calm = (
        des.Network(code="U99903", name=each, practices=Records([Practice(code="A00001", name=each)]))
        for each in (name, "Calm")
    )
    assert Markup(report_page(des.assess(told, DAY))).count == Markup(report_page(des.assess(calm, DAY))).count


DISPLAY = Path(des.__file__).with_name("display")


def test_every_row_of_a_table_is_made_in_one_place() -> None:
    makers = {path.name for path in DISPLAY.glob("*.py") if "<tr>" in path.read_text(encoding="utf-8")}
    assert makers == {"html.py"}


def test_every_table_scrolls_inside_itself_and_can_be_reached_and_named_by_the_keys(answers: dict[str, Any]) -> None:
    wide = '<div class="wide" role="group" tabindex="0" aria-label="Table: '
    for answer in (*answers.values(), des.terms(DAY).services["enhanced_access"]):
        html = answer._repr_html_()
        assert html.count("<table") == html.count(wide) == len(re.findall(f'{wide}[^"]+"><table', html))
    assert ".pcn-des .wide { overflow-x: auto;" in STYLE
    assert {path.name for path in DISPLAY.glob("*.py") if "<table" in path.read_text(encoding="utf-8")} == {
        "fragments.py",
        "html.py",
    }


def test_a_row_names_itself_and_may_begin_with_another_cell() -> None:
    assert table_row("April", "1", "<b>2</b>") == "<tr><th scope=row>April</th><td>1</td><td><b>2</b></td></tr>"
    assert table_row("April") == "<tr><th scope=row>April</th></tr>"
    assert table_row("April", "1", before="") == "<tr><td></td><th scope=row>April</th><td>1</td></tr>"


def test_a_whole_page_has_a_title_and_fits_a_small_screen() -> None:
    whole = page("Mill <Lane>", "<p>x</p>")
    assert whole.startswith('<!doctype html><html lang="en"><head><meta charset="utf-8">')
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in whole
    assert "<title>Mill &lt;Lane&gt;</title>" in whole
    assert "<body><main><p>x</p></main></body>" in whole
    Markup(whole)
