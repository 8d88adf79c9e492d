"""A day that somebody names for a file, because it is not in it: what is in the file may refute it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import MisuseError, WrongTypeError
from pcn_des.formats import adjusted, epcn, list_sizes
from pcn_des.network import Network
from support.command_line import run

PCNS = b"U00001,MILLBROOK PCN,99Z,NHS DOWNS ICB - 99Z,20191001,,,,,,,AB1 2CD\n"
PARTNERS = (
    b"A00001,MILL LANE,99Z,NHS DOWNS,U00001,MILLBROOK PCN,99Z,NHS DOWNS,20191001,,TRUE\n"
    b"A00002,THE GREEN,99Z,NHS DOWNS,U00001,MILLBROOK PCN,99Z,NHS DOWNS,20191001,20240331,TRUE\n"
)
NAMED = "epcn.csv and epcncorepartnerdetails.csv"
REFUTED = (
    f"{NAMED}, row 2, Practice to PCN Relationship End Date '2024-03-31': the file was to be the edition of 1 January "
    "2020, when a change of 31 March 2024 was not known yet; name the day of this file as its edition, or choose the "
    "file of that day (the row is kept)"
)


def told(reading: epcn.EpcnReading) -> list[str]:
    return [str(problem) for problem in reading.problems]


def test_an_edition_with_much_later_days_is_a_problem() -> None:
    reading = epcn.read_csv(PCNS, PARTNERS, edition=date(2020, 1, 1))
    assert told(reading) == [REFUTED]
    assert (len(reading.partners), reading.known_to) == (2, date(2020, 1, 1))


@pytest.mark.parametrize("edition", [None, date(2024, 1, 15), date(2024, 4, 1), date(2026, 7, 1), date.max])
def test_changes_are_entered_some_weeks_before_they_happen(edition: date | None) -> None:
    assert told(epcn.read_csv(PCNS, PARTNERS, edition=edition)) == []


@given(st.dates(), st.dates(date(2019, 10, 1)))
def test_an_edition_is_refuted_by_a_day_more_than_three_months_after_it(edition: date, start: date) -> None:
    row = PARTNERS.replace(b"20191001,,", f"{start.year:04}{start:%m%d},,".encode())
    refuted = max(start, date(2024, 3, 31)) - min(edition, date(9999, 9, 30)) > timedelta(days=92)
    assert len(epcn.read_csv(PCNS, row, edition=edition).problems) == int(refuted)


def test_a_reading_that_is_given_another_edition_is_looked_at_again() -> None:
    wrong = epcn.read_csv(PCNS, PARTNERS, edition=date(2020, 1, 1))
    right = epcn.read_csv(PCNS, PARTNERS, edition=date(2024, 6, 1))
    assert des.network_from_files("U00001", epcn=wrong, edition=date(2024, 6, 1)).problems == ()
    found = des.network_from_files("U00001", epcn=right, edition=date(2020, 1, 1))
    assert [str(problem) for problem in found.problems] == [REFUTED]


def test_an_edition_is_a_day() -> None:
    with pytest.raises(WrongTypeError, match=r"edition must be a datetime\.date"):
        epcn.read_csv(PCNS, PARTNERS, edition="2024-06-01")  # type: ignore[arg-type]


def test_the_commands_say_so(written: Callable[..., Path]) -> None:
    files = "--epcn", str(written(PCNS.decode(), "e.csv")), "--epcn-partners", str(written(PARTNERS.decode(), "p.csv"))
    for command in (("check", "--pcn", "U00001", "--as-of", "2024-06-01"), ("national",)):
        code, output = run(*command, *files, "--epcn-edition", "2020-01-01")
        assert code == 0, output
        assert "a change of 31 March 2024 was not known yet" in " ".join(output.split())


def test_no_file_came_out_before_its_patients_were_counted() -> None:
    table = (
        b"Practice Code,Practice Name,PCN Code,Raw list size,Adjusted Population\nA00001,MILL LANE,U00001,9812,9900\n"
    )
    network, day = Network(code="U00001", name="Millbrook PCN"), date(2024, 12, 31)
    says = r"has patients of 1 January 2025, and published is 31 December 2024, before that; give the day on which"
    with pytest.raises(MisuseError, match=says):
        adjusted.read(table, "2025/26", published=day)
    with pytest.raises(MisuseError, match=says):
        adjusted.add_populations(network, adjusted.read(table, "2025/26"), published=day)
    lists = list_sizes.read(b"EXTRACT_DATE,TYPE,CODE,SEX,AGE,NUMBER_OF_PATIENTS\n2025-01-01,GP,A00001,ALL,ALL,9812\n")
    with pytest.raises(MisuseError, match=says):
        list_sizes.add_registered(network, lists, published=day)
    assert adjusted.read(table, "2025/26", published=date(2025, 1, 1)).published == date(2025, 1, 1)
