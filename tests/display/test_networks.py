"""How networks, their records and what was read from files show themselves."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.brief import LONGEST
from pcn_des.formats import list_sizes, workbook
from pcn_des.formats.reading import Problem, Reading
from pcn_des.network import Payee
from pcn_des.strategies import networks

EXAMPLE = des.example_network()


def inside(thing: Any) -> Iterator[Any]:
    """The thing, and every record and list of records in it."""
    if attrs.has(type(thing)):
        yield thing
        for field in attrs.fields(type(thing)):
            yield from inside(getattr(thing, field.name))
    elif isinstance(thing, des.Records):
        yield thing
        for record in thing:
            yield from inside(record)


class Balanced(HTMLParser):
    """Every element that begins ends."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.thorough  # any network and all that it holds
@given(network=networks())
def test_every_repr_is_one_line_under_200_characters(network: des.Network) -> None:
    for thing in inside(network):
        assert len(repr(thing)) <= LONGEST
        assert repr(thing).isprintable()


@pytest.mark.thorough  # any network, in every way of showing it
@given(network=networks())
def test_whatever_a_network_holds_it_shows_itself(network: des.Network) -> None:
    for thing in (network, *(getattr(network, field.name) for field in attrs.fields(des.Network))):
        if isinstance(thing, des.Network | des.Records):
            assert str(thing)
            Balanced(thing._repr_html_())
            json.dumps(thing.to_dict())


def test_a_network_in_a_line() -> None:
    assert repr(EXAMPLE) == (
        "<Network U99901 Riverside PCN: practices 5, care homes 4, access sessions 524, posts 3, returns 18>"
    )
    assert repr(des.Network(code="U00001", name="M" * 500)) == f"<Network U00001 {'M' * 59}…>"


def test_a_network_as_text() -> None:
    assert str(EXAMPLE).splitlines()[:10] == [
        "Riverside PCN (U99901)",
        "Opened on 1 July 2019",
        "Commissioner: NHS Riverside CCG (99Z) from 1 July 2019 to 30 June 2022",
        "Commissioner: NHS Riverside and Vale ICB (QZZ) from 1 July 2022",
        "An example, best looked at on 14 November 2022",
        "",
        "PRACTICES: 5, complete",
        "  Y99901 Weirside Surgery: from 1 July 2019",
        "  Y99902 Old Lock Medical Centre: from 1 July 2019",
        "  Y99903 Heron Lane Surgery: from 1 July 2019",
    ]
    assert "  Access sessions              524, complete from 28 March 2022 to 2 April 2023" in str(EXAMPLE)
    assert str(EXAMPLE).endswith(
        "\n\nNothing is known of populations, claims, baseline vacancies, partners,\n"
        "remittances, improvement in place, improvement declared, decisions."
    )
    assert max(map(len, str(EXAMPLE).splitlines())) <= 80


def test_a_network_of_which_nothing_is_known() -> None:
    network = des.Network(code="U00001", name="Millbrook PCN")
    assert repr(network) == "<Network U00001 Millbrook PCN>"
    assert str(network) == (
        "Millbrook PCN (U00001)\n\nPRACTICES: not known\n\n"
        "Nothing is known of commissioners, practices, populations, areas, agreements,\n"
        "clinical directors, clinical director vacancies, payees, access sessions, access\n"
        "weeks, cancelled sessions, care homes, posts, claims, baseline vacancies,\n"
        "partners, remittances, indicator figures, indicator adjustments, improvement in\n"
        "place, improvement declared, returns, variations, decisions."
    )


def test_a_network_as_html_is_escaped() -> None:
    shown = EXAMPLE.evolve(name="<script>alert(1)</script> & Sons")._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in shown
    assert 'class="pcn-des"' in shown
    assert "Opened on 1 July 2019" in shown


def test_a_network_as_plain_values_is_read_again() -> None:
    assert des.read_network(EXAMPLE.to_dict()) == EXAMPLE


def test_a_list_of_records() -> None:
    payees = des.Records([Payee(name="Mill Lane Surgery", code="B83001", since=date(2023, 4, 1))], complete=True)
    assert repr(payees) == "<Records: 1 Payee, complete>"
    assert str(payees) == "1, complete\n  - Payee: since 1 April 2023; name Mill Lane Surgery; code B83001"
    assert payees.to_dict() == {
        "complete": True,
        "items": [{"since": "2023-04-01", "name": "Mill Lane Surgery", "code": "B83001"}],
    }
    assert (
        "<th scope=row>Payee</th><td>since 1 April 2023; name Mill Lane Surgery; code B83001</td>"
        in payees._repr_html_()
    )
    assert (repr(des.Records()), str(des.Records())) == ("<Records: 0, complete>", "none")
    assert repr(EXAMPLE.access_sessions) == (
        "<Records: 524 AccessSession, complete from 28 March 2022 to 2 April 2023>"
    )
    assert str(EXAMPLE.access_sessions).splitlines()[-1] == "  and 494 more"


@pytest.fixture
def combined(tmp_path: Path) -> des.Combined:
    path = tmp_path / "lists.csv"
    path.write_text(
        "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
        "GP_PRAC_PAT_LIST,01JAN2022,GP,99Z,E1,Y99901,AB1 2CD,ALL,ALL,9999\n"
        "GP_PRAC_PAT_LIST,01JAN2022,GP,99Z,E1,Y99902,AB1 2CD,ALL,ALL,many\n"
    )
    return des.network_from_files("U99901", list_sizes=path, base=EXAMPLE)


def test_a_network_of_several_files(combined: des.Combined) -> None:
    assert len(combined.contradictions) == len(combined.problems) == 1
    text = str(combined)
    assert text.startswith("Riverside PCN (U99901)\nMade of several files: ")
    assert "\nLEFT OUT, BECAUSE FILES CONTRADICT EACH OTHER: 1\n  - practices[Y99901].populations registered" in text
    assert (
        "\nPROBLEMS IN THE FILES: 1\n  - lists.csv, row 3, NUMBER_OF_PATIENTS 'many': it is not a whole number" in text
    )
    assert max(map(len, text.splitlines())) <= 80
    assert len(repr(combined)) <= LONGEST
    Balanced(combined._repr_html_())
    plain = combined.to_dict()
    assert list(plain) == ["network", "origins", "contradictions", "not_compared", "likely_mergers", "problems"]
    assert plain["network"] == combined.network.to_dict()
    assert plain["contradictions"][0]["claims"][1] == {"file": "lists.csv", "says": "9,999"}
    assert plain["problems"][0]["row"] == 3
    json.dumps(plain)
    assert pickle.loads(pickle.dumps(combined)) == combined == deepcopy(combined)
    assert str(combined.contradictions[0].claims[1]) == "lists.csv says 9,999"


def test_what_was_read() -> None:
    problem = Problem(file="a.csv", row=3, column="Size", value="many", mend="it is not a whole number")
    reading: Reading[int] = Reading(file="a.csv", rows=(1,), problems=(problem,))
    assert str(reading) == (
        "a.csv: 1 row can be used\n\nPROBLEMS: 1\n  - a.csv, row 3, Size 'many': it is not a whole number"
    )
    assert str(list_sizes.ListSizeReading(file="b.csv", rows=())) == "b.csv: 0 rows can be used"


def test_a_workbook_that_was_read(tmp_path: Path) -> None:
    workbook.write(EXAMPLE, tmp_path / "n.xlsx")
    reading = workbook.read(tmp_path / "n.xlsx")
    assert str(reading) == "n.xlsx: Riverside PCN (U99901)"
    assert len(repr(reading)) <= LONGEST
    workbook.write_empty(tmp_path / "empty.xlsx")
    assert str(workbook.read(tmp_path / "empty.xlsx")).startswith(
        "empty.xlsx: no network could be made of it\n\nTO MEND: 2\n  - Profile!B2: it is empty; write"
    )


long = st.text(max_size=500)


@given(problem=st.builds(Problem, file=long, row=st.integers(), column=long, value=long, mend=long))
def test_a_problem_in_a_line(problem: Problem) -> None:
    assert len(repr(problem)) <= LONGEST
    assert len(repr(Reading(file="a.csv", rows=tuple(range(10)), problems=(problem,) * 10))) <= LONGEST
