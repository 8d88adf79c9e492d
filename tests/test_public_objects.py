"""Every public object, whatever it holds: a repr of one line, text of 80 columns, safe HTML, whole after a journey."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.answers.receipt import Receipt
from pcn_des.formats import payments, practice_map
from pcn_des.network import Commissioner, Payee
from pcn_des.strategies import contract_days, networks
from pcn_des.units import Unit
from support import worked_case
from support.effort import examples
from support.markup import below_the_draft_line, words_in_sight, words_of
from support.readers import TEXTS
from support.remittances import as_owed, millbrook, of_lists, paid, population

DAY = date(2022, 11, 14)
WORKFORCE = TEXTS["workforce"].replace("U99902", "U99901").replace("2026,6", "2022,11").encode()
PAID = {
    "PCN Support": Decimal("70473.00"),
    "PCN Extended Hours Access": Decimal("67654.08"),
    "PCN Biscuits": Decimal(1),
}
LONG = "St. Mary-le-Port <script>alert(1)</script> & Partners " * 12


def _objects() -> Iterator[object]:
    """At least one object of every public class, some of them with more than a line can hold."""
    yield from _owed_and_paid()
    example = des.example_network()
    crowded = example.evolve(
        name=LONG,
        payees=des.Records([Payee(name=LONG, since=date(2019, 7, 1))], complete=True),
        commissioners=des.Records([Commissioner(name=LONG, since=date(2019, 7, 1))], complete=True),
    )
    for network in (example, crowded):
        report, statement = des.assess(network, DAY), des.entitlements(network, "2022/23")
        yield des.streams_by_year(network)
        spells = des.timeline(network, date(2022, 11, 1), DAY)
        ledger = des.access_ledger(network, date(2022, 10, 1), DAY)
        yield from (network, network.practices, report, statement, spells, ledger, report.heading, report.receipt)
        yield from (*report.findings, *statement.values(), *statement.lines, *ledger.weeks, *ledger.owed_back)
        yield from (spell for found in spells.spells.values() for spell in found)
        yield from report.diff(des.assess(network, date(2023, 4, 1)))
        found = des.what_if(network, "Y99905", "leaves", on=DAY)
        yield from (found, *found.streams)
        yield des.network_from_files(network.code, base=network)
        returned = des.workforce_return(WORKFORCE, network, claimed={"SPLW": 1, "podiatrist": "0.5"})
        yield from (returned, *returned.roles, des.workforce_return(WORKFORCE, "U00001"))
        again = des.verify(report, network.evolve(payees=des.Records()))
        yield from (again, *again.turned, *again.causes, des.verify(report, network), des.verify(report))
    factors = {"CAN-04": ("0.9", 1)}
    of_figures = des.iif({"CAN-04": (74, 100)}, "2025/26", list_size_adjustment=1, prevalence_adjustments=factors)
    for fund in (des.iif(example, "2022/23"), of_figures):
        yield from (fund, *fund, *fund.not_paid)
        yield from (part for row in fund for part in (*row.steps, *row.gains))
    rows = [{"network": LONG, "name": LONG, "indicator": "CAN-04", "numerator": 3, "denominator": None}]
    yield from des.iif(rows, "2025/26")
    contract = des.terms(DAY)
    yield from (contract, *contract.values(), contract.services, *contract.services.values(), *contract.roles.values())
    yield from (*contract.obligations.values(), *contract.payments.values(), *contract.indicators.values())
    changes, calendar = des.compare("2022/23", "2023/24"), des.deadlines("2022/23")
    yield from (changes, *changes.changes, calendar, *calendar, des.coverage(), des.reach())
    yield from (des.reimbursable(role, DAY) for role in contract.roles)
    yield from (des.Standing.CONFIRMED, des.Status.MET, des.UNKNOWN, des.NEVER, des.Money(Decimal("1.50")))
    yield from (citation for term in contract.values() for citation in term.sources)
    yield from (citation.document for term in contract.values() for citation in term.sources)
    yield from (finding.required for finding in report.findings if isinstance(finding.required, des.Quantity))
    yield des.Contradiction(fact="the name", claims=())
    yield Unit.parse("minutes per 1,000 adjusted patients per week")
    yield from _claims()


def _claims() -> Iterator[object]:
    """A year of claims and its parts, of a network with a long name and of one without posts."""
    for network in (worked_case.network(), worked_case.network().evolve(name=LONG, posts=None, claims=None)):
        year = des.workforce(network, "2024/25", date(2024, 11, 30), known_then=date(2024, 9, 25))
        yield from (year, *year.posts, *year.pots, *year.limits, *year.checks, *year.backdated, *year.later)
        yield from year.claims
        yield from (line for claim in year.claims for line in claim.lines)
        yield year.claimable
        yield des.could_hire("pharmacist", date(2025, 1, 1), left=year.pots[0].unspent)
    yield des.claim(attrs.evolve(worked_case.posts()[0], id=LONG), date(2024, 11, 1))


def _owed_and_paid() -> Iterator[object]:
    """A year held against what was paid, arrears, and the page for Monday, of networks with short and long names."""
    for network in (millbrook(), millbrook().evolve(name=LONG)):
        remittances = [*as_owed(network, "2024/25")[::2], paid(LONG, "2024-04", "1.00")]
        found = des.reconcile(network, "2024/25", remittances)
        yield from (found, *found.months)
        row = SimpleNamespace(pcn_code=network.code, pcn_name=network.name, payments=PAID)
        published = des.reconcile_published([row], "2021/22")
        yield from (published, *published.payments, *published.counts)
        grid = des.improvement(network, "2024/25", {})
        yield from (grid, grid.parts[0])
        yield des.briefing(network.evolve(remittances=remittances), date(2024, 12, 2))
    readings = {
        "practice_maps": [practice_map.read(TEXTS["map"].replace("HARBOUR PCN", LONG.replace(",", "")).encode())],
        "payments": {"2021/22": payments.read_networks(TEXTS["payments"].encode())},
    }
    everywhere = des.national(**readings)  # type: ignore[arg-type]
    yield from (everywhere, everywhere.pages[0], *everywhere.years, *everywhere.months[-2:], *everywhere.files)
    yield des.national(**readings, commissioner="W2U3Z")  # type: ignore[arg-type]
    lists = [population("adjusted", patients, "2025-01-01", **more) for patients, more in _EDITIONS]
    yield from des.entitlements(of_lists(*lists), "2025/26").arrears


_EDITIONS: list[tuple[int, dict[str, str]]] = [(46_000, {}), (46_900, {"published": "2025-05-30"})]
OBJECTS = list({(type(thing).__name__, repr(thing)): thing for thing in _objects()}.values())
SHOWN = [thing for thing in OBJECTS if hasattr(type(thing), "_repr_html_")]


def test_there_is_one_of_every_public_class() -> None:
    classes = {name for name in dir(des) if inspect.isclass(getattr(des, name))}
    classes = {name for name in classes if not issubclass(getattr(des, name), Exception)}
    assert classes - {type(thing).__name__ for thing in OBJECTS} == set()


def test_a_repr_is_one_line_under_200_characters() -> None:
    wrong = {text: len(text) for text in map(repr, OBJECTS) if len(text) >= 200 or len(text.splitlines()) > 1}
    assert wrong == {}


def test_a_text_fits_80_columns_but_for_words_that_are_longer() -> None:
    """An address can't be broken; a citation is a part of a text, which whoever writes the text wraps."""
    for thing in SHOWN:
        if isinstance(thing, des.Citation | des.Document):
            continue
        for line in str(thing).splitlines():
            assert len(line) <= 80 or max(map(len, line.split())) > 40, (repr(thing), line)


def test_a_text_has_no_blanks_at_the_end_of_a_line_and_no_two_empty_lines_together() -> None:
    for thing in SHOWN:
        lines = str(thing).split("\n")
        assert [line for line in lines if line != line.rstrip()] == [], repr(thing)
        assert "\n\n\n" not in str(thing), repr(thing)
        assert lines[0], repr(thing)
        assert lines[-1], repr(thing)


def test_a_row_of_a_table_of_text_is_cut_with_a_mark_alone() -> None:
    """Cut by a slice, the end of a title is missing and nobody sees it."""
    sliced = re.compile(r"(title|column|name|width|working)[^\n]{0,20}\[:(_[A-Z]+|\w*width|room|\d\d+)\]|\)\[:width\]")
    display = Path(des.__file__).with_name("display")
    assert [path.name for path in display.glob("*.py") if sliced.search(path.read_text(encoding="utf-8"))] == []


def test_no_text_sends_its_reader_to_the_command_line() -> None:
    """Answers are read in notebooks and in the browser, too."""
    assert [repr(thing) for thing in SHOWN if "pcn-des " in str(thing)] == []


def test_no_value_is_told_as_the_none_of_python() -> None:
    told = re.compile(r"\b(?:None|NoneType|nan)\b.{0,40}")
    for thing in SHOWN:
        for text in (str(thing), thing._repr_html_()):  # type: ignore[attr-defined]
            assert told.findall(text) == [], repr(thing)


def test_html_is_escaped() -> None:
    for thing in SHOWN:
        html = below_the_draft_line(thing._repr_html_())  # type: ignore[attr-defined]
        assert html.startswith("<div"), repr(thing)
        assert "<script" not in html, repr(thing)


# What the text says and the page need not, by class. The page has a column, a list or a heading in their place, and it
# marks a note by its colour.
_LAYOUT = "note key source"
_YEARS = "19/20 20/21 21/22 22/23 23/24 24/25 25/26 26/27"  # the page writes them in full: 2019/20
_MAY_LACK: dict[str, str] = {
    "Coverage": _YEARS,
    "Deadlines": "04/22-03/23 10/22-03/23 11/22-03/23 5 april january july august october",  # months of spans, in words
    "Finding": "no",  # "no exception on record": the page has its label, and "none on record"
    "National": "that have something",  # of the heading above those that have
    "Reach": _YEARS,
    "Reimbursable": "conditions",  # of the heading above them
    "Report": "8 17 18",  # the numbers of a list
    "Timeline": "blank n stands worst " + "x" * 14,  # a bar stands for letters, and nothing for a blank
    "WhatIf": "duties answered otherwise",  # of the heading above them
}


def test_a_page_says_in_sight_what_the_text_says() -> None:
    """A notebook shows the page alone: what is not on it, its reader never sees."""
    lacking: dict[str, list[str]] = {}
    for thing in SHOWN:
        kind = type(thing).__name__
        said, allowed = words_in_sight(thing._repr_html_()), words_of(f"{_LAYOUT} {_MAY_LACK.get(kind, '')}")  # type: ignore[attr-defined]
        lacking.setdefault(kind, []).extend(sorted(words_of(str(thing)) - said - allowed))
    assert {kind: dict.fromkeys(words) for kind, words in lacking.items() if words} == {}


def test_html_begins_with_a_heading_skips_no_level_and_names_every_column() -> None:
    """What has no HTML of its own is its text."""
    for thing in SHOWN:
        _, _, body = thing._repr_html_().partition("</style>")  # type: ignore[attr-defined]
        assert body.startswith(("<h2>", "<pre>")), repr(thing)
        assert "<h4" not in body, repr(thing)
        assert "<th scope=col></th>" not in body, repr(thing)
        assert "<th scope=row></th>" not in body, repr(thing)


def test_plain_values_are_json() -> None:
    for thing in OBJECTS:
        if hasattr(thing, "to_dict"):
            plain = thing.to_dict()
            assert json.loads(json.dumps(plain)) == plain, repr(thing)


def test_plain_values_say_under_what_an_answer_was_made() -> None:
    for thing in OBJECTS:
        receipt = getattr(thing, "receipt", None)
        if isinstance(receipt, Receipt) and hasattr(thing, "to_dict"):
            assert thing.to_dict()["receipt"] == receipt.to_dict(), repr(thing)


def test_plain_values_have_the_edition_that_a_change_superseded() -> None:
    changes = [thing for thing in OBJECTS if isinstance(thing, des.Change)]
    said = {change.key for change in changes if change.to_dict()["superseded"]}
    assert said == {change.key for change in changes if getattr(change.after, "superseded", None)}
    assert said


def test_plain_values_of_what_if_have_all_payments_together() -> None:
    found = next(thing for thing in OBJECTS if isinstance(thing, des.WhatIf))
    for side, statement in (("before", found.owed_before), ("after", found.owed_after)):
        ends = found.to_dict()["all_payments"][side]
        assert ends == {end: statement.to_dict()[end] for end in ("at_least", "at_most")}


@pytest.mark.thorough
@pytest.mark.parametrize("journey", [lambda thing: pickle.loads(pickle.dumps(thing)), copy.deepcopy, copy.copy])
def test_what_comes_back_from_a_journey_is_equal(journey: Any) -> None:
    for thing in OBJECTS:
        back = journey(thing)
        assert back == thing, repr(thing)
        assert (repr(back), str(back)) == (repr(thing), str(thing))


def test_no_answer_holds_a_symbol_of_a_rule() -> None:
    """Answers outlive the rules that made them: nothing of the engine is in them."""
    for thing in OBJECTS:
        assert b"pcn_des.engine" not in pickle.dumps(thing), repr(thing)


@settings(max_examples=examples(one_in=3))
@given(networks(), contract_days())
def test_the_report_of_any_network_survives_a_journey(network: des.Network, day: date) -> None:
    try:
        report = des.assess(network, day)
    except (des.MisuseError, des.UnknownNameError):  # a local variation on a day without any, or of no term
        return
    back = pickle.loads(pickle.dumps(report))
    assert back == report
    assert (str(back), back.to_dict()) == (str(report), report.to_dict())
    assert max(len(repr(finding)) for finding in back.findings) < 200
