"""All networks on the command line: the files, what their names say, and what is written beside the table."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.cli.year_in_name import year_in
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear
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


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("nhspaymentsgp-21-22-pcn-csv.csv", "2021/22"),
        ("nhspaymentsgp-21-22-prac-csv-v2.csv", "2021/22"),
        ("nhs-payments-2021-22.csv", "2021/22"),
        ("2021-22.csv", "2021/22"),
        ("paid_2021_22_as_of_2022-11-12.csv", "2021/22"),
        ("2022-11-12 nhspaymentsgp-21-22.csv", "2021/22"),
    ],
)
def test_the_year_is_in_the_names_that_the_publisher_gives(run: Run, files: Path, name: str, year: str) -> None:
    (files / "payments_2021-22.csv").rename(files / name)
    code, output = run(*WORDS, "--payments", name, "--json")
    assert code == 0, output
    assert json.loads(output)["files"][-1]["tells"] == f"payments of {year}"


@pytest.mark.parametrize(
    "name",
    ["payments.csv", "03-19-20.csv", "payments_2022-11-12.csv", "120-21.csv", "20-22.csv", "20-211.csv"],
)
def test_a_day_or_a_number_in_a_name_is_no_year(run: Run, files: Path, name: str) -> None:
    (files / "payments_2021-22.csv").rename(files / name)
    code, output = run(*WORDS, "--payments", name)
    assert code == 2
    assert f"{name} has no contract year, as in 2025-26; name it with --payments-year" in " ".join(output.split())


def test_each_option_that_names_a_year_is_told(run: Run, files: Path) -> None:
    code, output = run(*WORDS, "--adjusted", "lists.csv")
    assert code == 2
    assert "name it with --adjusted-year" in " ".join(output.split())


YEARS = st.sampled_from(years())
WRITTEN = st.sampled_from(["{start}-{end}", "{short}-{end}", "{start}_{end}", "{short}_{end}", "{start}-20{end}"])
BEFORE = st.sampled_from(
    ["", "nhspaymentsgp-", "pcn_adjusted_populations_", "NHS Payments ", "2023-04-01_", "v2-", "PRN01811-x_"]
)
AFTER = st.sampled_from(["", "-csv", "-pcn-csv", "_2024-12-31", " (1)", "-v2", "_final"])


@given(YEARS, WRITTEN, BEFORE, AFTER)
def test_a_year_is_found_however_a_name_has_it(year: ContractYear, written: str, before: str, after: str) -> None:
    start, end = str(year).split("/")
    in_name = written.format(start=start, short=start[2:], end=end)
    assert year_in(Path(f"{before}{in_name}{after}.csv")) == str(year)


@given(st.dates(date(2000, 1, 1), date(2039, 12, 31)), BEFORE, AFTER)
def test_a_day_in_a_name_is_no_year(day: date, before: str, after: str) -> None:
    assert year_in(Path(f"{before}{day}{after}.csv")) is None


@pytest.mark.parametrize("said", [(), ("--payments-year", "2021/22", "--payments-year", "2021-22")])
def test_two_files_of_payments_of_a_year_are_told_by_name(run: Run, files: Path, said: tuple[str, ...]) -> None:
    (files / "nhspaymentsgp-21-22-prac-csv.csv").write_text(PAID, encoding="utf-8")
    both = ("--payments", "payments_2021-22.csv", "--payments", "nhspaymentsgp-21-22-prac-csv.csv")
    code, output = run(*WORDS, *both, *said)
    assert code == 2
    told = "payments_2021-22.csv and nhspaymentsgp-21-22-prac-csv.csv are both payments of 2021/22; give one of them"
    assert told in " ".join(output.split())
    (files / "paid.csv").write_text(PAID, encoding="utf-8")
    two = ("--payments", "payments_2021-22.csv", "--payments", "paid.csv")
    code, output = run(*WORDS, *two, "--payments-year", "2021/22", "--payments-year", "2020/21", "--json")
    assert code == 0, output
    assert [one["tells"] for one in json.loads(output)["files"]][2:] == ["payments of 2021/22", "payments of 2020/21"]
