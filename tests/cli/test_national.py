"""All networks on the command line: the files, what their names say, and what is written beside the table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from support.command_line import Run

NETWORKS = "U00001,MILLBROOK PCN,99Z,NHS DOWNS ICB - 99Z,20191001,,,,,,,AB1 2CD\n"
PARTNERS = "A00001,MILL LANE,99Z,NHS DOWNS,U00001,MILLBROOK PCN,99Z,NHS DOWNS,20191001,,TRUE\n"
LISTS = "EXTRACT_DATE,TYPE,CODE,CCG_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n01JAN2021,GP,A00001,99Z,ALL,ALL,46982\n"
PAID = (
    "PCN Code,PCN Name,Practice Code,Average Number of Registered Patients,Average Number of Weighted Patients,"
    "PCN Support,PCN Extended Hours Access\nU00001,MILLBROOK PCN,A00001,46900,46100.5,70473.00,67654.08\n"
)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "epcn_2022-06-30.csv": NETWORKS,
        "partners.csv": PARTNERS,
        "lists.csv": LISTS,
        "payments_2021-22.csv": PAID,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


WORDS = ("national", "--epcn", "epcn_2022-06-30.csv", "--epcn-partners", "partners.csv", "--list-sizes", "lists.csv")


def test_what_the_names_say_is_taken(run: Run, files: Path) -> None:
    code, output = run(*WORDS, "--payments", "payments_2021-22.csv", "--json")
    assert code == 0, output
    found = json.loads(output)
    assert found["files"][0]["holds_to"] == "2022-06-30"
    assert [one["tells"] for one in found["files"]] == ["members", "registered lists", "payments of 2021/22"]
    (network,) = found["networks"]
    assert network["paid"] == {"2021/22": {"PCN Support": "70473.00", "PCN Extended Hours Access": "67654.08"}}
    assert found["owed"]["2021/22"]["core_pcn_funding"]["amount"] == "70473.00"
    assert found["commissioners"][0]["name"] == "NHS DOWNS ICB - 99Z"


def test_a_day_that_is_said_goes_before_the_name(run: Run, files: Path) -> None:
    code, output = run(*WORDS, "--epcn-edition", "2021-12-15", "--json")
    assert code == 0, output
    assert json.loads(output)["months"][-1]["month"] == "2021-12-01"


def test_everything_is_written_beside(run: Run, files: Path) -> None:
    code, output = run(*WORDS, "--csv", "a.csv", "--owed", "b.csv", "--html", "c.html")
    assert code == 0, output
    assert max(map(len, output.splitlines())) <= 80
    with (files / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), rows[-1]["holds_to"], rows[0]["state"]) == (36, "2022-06-30", "not covered")
    assert "MILLBROOK PCN" in (files / "c.html").read_text(encoding="utf-8")
    assert "core_pcn_funding" in (files / "b.csv").read_text(encoding="utf-8")


def test_a_csv_edition_needs_its_companion(run: Run, files: Path) -> None:
    code, output = run("national", "--epcn", "epcn_2022-06-30.csv")
    assert code == 2
    assert "name its companion, --epcn-partners epcncorepartnerdetails.csv" in output.replace("\n", " ")
    code, output = run(*WORDS, "--epcn-partners", "partners.csv")
    assert code == 2
    assert "goes with an --epcn that is a CSV file" in output.replace("\n", " ")


def test_days_are_said_of_every_edition_or_none(run: Run, files: Path) -> None:
    code, output = run(*WORDS, "--epcn-edition", "2021-12-15", "--epcn-edition", "2022-12-15")
    assert code == 2
    assert "--epcn-edition: 2 for 1 file" in output
