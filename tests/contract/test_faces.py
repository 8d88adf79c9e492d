"""How the contract's own objects show themselves: one short line, text, HTML, plain values; and that they copy."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable, Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.coverage import ways_of_checking
from pcn_des.contract.files import area_titles, load_year, years
from pcn_des.contract.in_force import InForce
from pcn_des.contract.indicators import indicators_of
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from pcn_des.display.draft import draft_in_words
from pcn_des.frozen import FrozenMap
from support.lamps import duty, term, year_of

DAY = date(2022, 11, 14)
TERMS = des.terms(DAY)
HOURS = TERMS["enhanced_access.network_standard_hours"]
YEAR = load_year(ContractYear(2022))
THINGS: dict[str, Any] = {
    "terms": TERMS,
    "terms as published": des.terms(DAY, date(2022, 3, 1)),
    "term": HOURS,
    "unknown term": des.reimbursable("paramedic", date(2022, 5, 1)).maximum,
    "half-known term": des.terms(date(2024, 5, 1))["core_pcn_funding.registered_rate"],
    "block of readings": des.terms(date(2024, 5, 1)).reading_blocks(["core_pcn_funding.registered_rate"])[0],
    "one reading": des.terms(date(2024, 5, 1)).readings(["core_pcn_funding.registered_rate"])[0],
    "service": TERMS.services["enhanced_access"],
    "role": TERMS.roles["paramedic"],
    "obligation": TERMS.obligations["enhanced_access.weekly_minutes"],
    "dated obligation": TERMS.obligations["enhanced_access.plan_submitted"],
    "payment": TERMS.payments["arrs_sum"],
    "indicator": TERMS.indicators["VI-01"],
    "window": next(iter(YEAR.windows.values()))[0],
    "word": next(iter(YEAR.glossary.values()))[0],
    "services": TERMS.services,
    "obligations": TERMS.obligations,
    "reimbursable": des.reimbursable("paramedic", DAY, registered=42_000),
    "not reimbursable": des.reimbursable("paramedic", date(2019, 10, 1)),
    "deadlines": des.deadlines("2022/23"),
    "calendar day": next(day for day in des.deadlines("2022/23") if day.kind == "window closes"),
    "own day": des.CalendarDay.local(DAY, "Send the rota", who="Manager"),
    "coverage": des.coverage(),
    "checking": ways_of_checking(),
    "changes": des.compare("2021/22", "2022/23"),
    "chosen changes": des.compare("2021/22", "2022/23", area="enhanced_access", search="minutes"),
    "chosen coverage": des.coverage(area="iif", section="terms", search="points"),
    "overview": TERMS.overview,
    "listing": TERMS.listing(),
    "duties": TERMS.listing("obligations", area="care_homes"),
    "indicators": indicators_of("2022/23"),
    "indicators of a day": indicators_of(on=date(2025, 6, 1)),
    "row of an indicator": indicators_of("2025/26").rows[-1],
    "superseded term": des.terms(date(2025, 9, 1))["arrs.paramedic.max_reimbursement.national"],
    "change": des.compare("2021/22", "2022/23").changes[0],
    "citation": HOURS.sources[0],
    "document": HOURS.sources[0].document,
}
every_thing = pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS.keys())


class Tags(HTMLParser):
    """Whether the tags of a fragment are closed in order, and what is written between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@every_thing
def test_the_repr_is_one_short_line(thing: Any) -> None:
    line = repr(thing)
    assert len(line) < 200
    assert line.isprintable()
    assert (line[0], line[-1]) == ("<", ">")


def test_the_line_says_what_it_is() -> None:
    assert [repr(THINGS[name]) for name in ("term", "service", "reimbursable", "deadlines", "change", "document")] == [
        "<Term enhanced_access.network_standard_hours: mon-fri 18:30 to 20:00; sat 09:00 to 17:00, "
        "from 1 October 2022 to 31 March 2023>",
        "<Service enhanced_access: Enhanced access, from 1 October 2022 to 31 March 2023>",
        "<Reimbursable paramedic on 14 November 2022, national: yes>",
        "<Deadlines of 2022/23: 93>",
        "<Change of services, extended_hours removed: Extended hours access (delivery): enhanced access took its place "
        "on 1 October 2022>",
        "<Document gponline-enhanced-access-2022-04-01: GPonline, Contract update reveals detail of £7.46-per-patient "
        "enhanced GP access plans>",
    ]
    assert repr(THINGS["changes"]) == (
        "<Changes from 31 March 2022 to 31 March 2023: 122 added, 36 removed, 21 changed, 47 not found>"
    )
    assert repr(THINGS["calendar day"]) == (
        "<CalendarDay 30 April 2022: Yearly window to join or leave: join or leave the Network Contract DES>"
    )
    assert repr(THINGS["coverage"]) == f"<Coverage: {len(area_titles())} areas in {len(years())} contract years>"


@given(st.text(max_size=400))
def test_whatever_they_hold_the_line_stays_short(text: str) -> None:
    document = attrs.evolve(HOURS.sources[0].document, title=text, key=text)
    citation = des.Citation(document, text)
    changed = attrs.evolve(HOURS, key=text, title=text, value=text)
    day = des.CalendarDay.local(DAY, text, who=text)
    role = attrs.evolve(THINGS["reimbursable"], role=text)
    change = attrs.evolve(THINGS["change"], key=text, what=text)
    duty = attrs.evolve(THINGS["obligation"], key=text, title=text)
    services = FrozenMap({text: THINGS["service"], text + "x": THINGS["service"]})
    held: InForce[des.Service] = InForce("service", "services", TERMS, services)
    for thing in (document, citation, changed, day, role, change, duty, held):
        assert len(repr(thing)) < 200
        assert repr(thing).isprintable()


@every_thing
def test_text_stays_within_a_terminal_save_for_what_cannot_be_broken(thing: Any) -> None:
    if isinstance(thing, des.Citation | des.Document):
        assert "\n" not in str(thing)  # they stand inside other texts
        return
    title, *lines = str(thing).splitlines()
    assert title
    within = 80
    for line in lines:
        assert len(line) <= within or len(line.split()) <= 2, line


@every_thing
def test_html_is_well_formed_and_in_the_one_style(thing: Any) -> None:
    html = thing._repr_html_()
    if drafted := getattr(thing, "draft_of", ""):
        html = html.removeprefix(f"<p><strong>{draft_in_words(drafted)}</strong></p>")
    assert html.startswith('<div class="pcn-des"><style>')
    assert "h2" in Tags(html).seen
    assert "style=" not in html


HOSTILE = '<script>alert("&")</script>'


def test_html_is_escaped() -> None:
    document = attrs.evolve(HOURS.sources[0].document, title=HOSTILE, publisher=HOSTILE, url="https://x.org/\"'<b>")
    cited: dict[str, Any] = {
        "title": HOSTILE,
        "note": HOSTILE,
        "clause": HOSTILE,
        "sources": (des.Citation(document, HOSTILE),),
    }
    own = des.CalendarDay.local(DAY, HOSTILE, who=HOSTILE, consequence=HOSTILE)
    change = attrs.evolve(THINGS["change"], key=HOSTILE, what=HOSTILE, before=attrs.evolve(HOURS, **cited))
    hostile = [
        document,
        des.Citation(document, HOSTILE),
        attrs.evolve(HOURS, value=HOSTILE, **cited),
        attrs.evolve(THINGS["obligation"], consequence=HOSTILE, **cited),
        attrs.evolve(THINGS["reimbursable"], title=HOSTILE, reason=HOSTILE, note=HOSTILE, citations=cited["sources"]),
        own,
        attrs.evolve(THINGS["deadlines"], days=(own,), notes=(HOSTILE,)),
        change,
        attrs.evolve(THINGS["changes"], changes=(change,), notes=(HOSTILE,)),
        attrs.evolve(THINGS["coverage"], cells={(HOSTILE, "2022/23"): {"confirmed": 1}}),
        attrs.evolve(THINGS["checking"], duties={HOSTILE: {}}),
        TERMS.replaced({HOURS.key: (list(HOURS.value), cited), "arrs.scheme.claims": (HOSTILE, cited)}),
    ]
    for thing in hostile:
        html = thing._repr_html_()
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert "script" not in Tags(html).seen


def test_a_document_that_is_not_on_the_safe_web_is_no_link() -> None:
    document = attrs.evolve(HOURS.sources[0].document, url="http://example.org/x")
    assert "<a " not in document._repr_html_()
    assert "http://example.org/x" in document._repr_html_()
    assert des.Citation(document, "words")._repr_html_().count("http://example.org/x") == 1
    assert '<a href="https://' in HOURS._repr_html_()


@every_thing
def test_plain_values_are_ready_for_json(thing: Any) -> None:
    assert json.loads(json.dumps(thing.to_dict())) == thing.to_dict()


def test_plain_values_of_the_contract_of_a_day() -> None:
    plain = TERMS.to_dict()
    assert list(plain) == list(TERMS)
    assert plain[HOURS.key] == HOURS.to_dict()
    assert HOURS.to_dict()["value"] == [
        {"days": "mon-fri", "start": "18:30:00", "end": "20:00:00"},
        {"days": "sat", "start": "09:00:00", "end": "17:00:00"},
    ]
    duty = THINGS["dated obligation"].to_dict()
    assert (duty["key"], duty["due"], duty["evidence"]) == (
        "enhanced_access.plan_submitted",
        "2022-07-31",
        "enhanced_access_plan",
    )
    assert THINGS["service"].to_dict()["phase"] == "delivery"
    assert TERMS.services.to_dict()["enhanced_access"] == THINGS["service"].to_dict()
    place = THINGS["deadlines"].days.index(THINGS["calendar day"])
    assert THINGS["deadlines"].to_dict()["days"][place] == THINGS["calendar day"].to_dict()
    assert THINGS["changes"].to_dict()["changes"][0] == THINGS["change"].to_dict()


def test_a_deadline_without_a_day_is_plainly_a_month() -> None:
    year = year_of(duty("lamps.lit", 'evidence = "x"\ndue = "2030-08"'))
    assert Terms(year, date(2030, 6, 1)).obligations["lamps.lit"].to_dict()["due"] == "2030-08"


@every_thing
@pytest.mark.parametrize("again", [copy.deepcopy, copy.copy, lambda thing: pickle.loads(pickle.dumps(thing))])
def test_copies_are_equal_and_say_the_same(thing: Any, again: Callable[[Any], Any]) -> None:
    other = again(thing)
    assert other == thing
    assert (repr(other), str(other)) == (repr(thing), str(thing))
    if not isinstance(thing, InForce):  # which is a mapping as any other
        assert hash(other) == hash(thing)


def test_the_contract_of_a_day_is_equal_to_one_that_says_the_same() -> None:
    assert des.terms(DAY) == TERMS
    assert hash(des.terms(DAY)) == hash(TERMS)
    rate = "enhanced_access.minutes_per_1000"
    others = [
        des.terms(date(2022, 11, 15)),
        des.terms(DAY, date(2022, 11, 1)),
        TERMS.replaced({rate: (TERMS[rate].value, {"note": "another"})}),
        Terms(year_of(term("lamps.x", "1", "minutes")), DAY),
    ]
    assert all(other != TERMS for other in others)
    assert len({TERMS, *others}) == 5
    assert isinstance(TERMS, Mapping)
    assert dict(TERMS) != TERMS


def test_an_unknown_key_of_a_copy_offers_the_nearest() -> None:
    services = pickle.loads(pickle.dumps(TERMS.services))
    with pytest.raises(des.UnknownNameError, match="Did you mean 'enhanced_access'"):
        services["enhanced_acces"]
