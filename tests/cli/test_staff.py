"""Claims on the command line: a post of a file or one that is described, and a year of them."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import pcn_des as des
from pcn_des.network import Leave, Pay, Population, Post, Records, Variation
from support.command_line import Run
from support.worked_case import network

YEAR = ("--year", "2024/25", "--as-of", "2024-11-30")


@pytest.fixture
def millbrook(tmp_path: Path) -> str:
    des.write_network(network(), tmp_path / "millbrook.toml")
    return str(tmp_path / "millbrook.toml")


def plain(run: Run, *words: str) -> dict[str, Any]:
    code, output = run(*words, "--json")
    assert code == 0, output
    found: dict[str, Any] = json.loads(output)
    return found


def test_a_post_that_is_described(run: Run) -> None:
    """65,838 / 12 x 0.8 = 4,389.20, of November 20 / 30 or 20 x 12 / 365 of it"""
    words = ("claim", "--role", "pharmacist", "--wte", "0.8", "--since", "2024-11-11", "--cost", "£70,000")
    code, output = run(*words, "--month", "2024-12")
    assert code == 0
    assert "claimable                          £4,389.20\n" in output
    code, output = run(*words, "--month", "2024-11")
    assert "The post: Clinical pharmacist, 0.8 WTE, national\n" in output
    assert "  - £2,926.13 if a part month counts by the days of the month\n" in output
    assert "  - £2,886.05 if a part month counts by the days of the year\n" in output


def test_a_described_post_has_a_capital_letter_only_where_a_sentence_begins(run: Run) -> None:
    code, output = run("claim", "--role", "paramedic", "--month", "2024-05")
    assert code == 0
    assert output.startswith("The post: Paramedic")
    assert "what the post costs" in " ".join(output.split())
    _, output = run("claim", "--role", "paramedic", "--month", "2024-05", "--since", "2024-07-01")
    assert "The post is not held in May 2024." in output


def test_a_maximum_of_which_nothing_is_known_is_unknown(run: Run) -> None:
    """The paramedic's was not found for November 2022."""
    words = ("claim", "--role", "paramedic", "--month", "2022-11", "--cost", "50000")
    _, output = run(*words)
    assert "the maximum is not established." in " ".join(output.split())
    assert "maximum: unknown\n" in output
    assert "at least 0 / 12" not in output


def test_a_described_post_begins_with_the_month_unless_told(run: Run) -> None:
    found = plain(run, "claim", "--role", "paramedic", "--month", "2024-05", "--cost", "48000")
    assert (found["from"], found["until"]) == ("2024-05-01", "2024-05-31")
    assert found["claimable"] == {"amount": "4000.00", "at_least": "4000.00", "at_most": "4000.00"}


def test_a_post_of_a_file(run: Run, millbrook: str) -> None:
    found = plain(run, "claim", millbrook, "--post", "PT", "--month", "2024-10")
    assert found["claimable"] == {"amount": None, "at_least": "2053.40", "at_most": "2092.78"}
    assert [reading["claimable"]["amount"] for reading in found["by_reading"]] == ["2053.40", "2092.78"]


def test_what_had_been_published(run: Run, millbrook: str) -> None:
    words = ("claim", millbrook, "--post", "PH", "--month", "2024-10")
    assert plain(run, *words, "--known-on", "2024-09-25")["claimable"]["amount"] == "4156.00"
    assert plain(run, *words, "--known-on", "2024-09-26")["claimable"]["amount"] == "4389.20"


def test_a_post_that_is_not_there_names_those_that_are(run: Run, millbrook: str) -> None:
    code, output = run("claim", millbrook, "--post", "PX", "--month", "2024-10")
    assert code == 2
    assert "'PX'" in output
    assert "PH" in output


def test_a_year(run: Run, millbrook: str) -> None:
    code, output = run("workforce", millbrook, *YEAR)
    assert code == 0
    for line in (
        "Additional Roles Reimbursement Sum                                 £1,076,018.00\n",
        "  forecast: with posts that begin later               £338,664.16 to £338,931.58\n",
        "  - LW1: claimed too much in May 2024: £3,200.00 may be, £3,250.00 claimed\n",
        "  - PA: not claimed in Jun 2024: £4,500.00 may be\n",
    ):
        assert line in output


def test_a_year_as_json(run: Run, millbrook: str) -> None:
    found = plain(run, "workforce", millbrook, *YEAR)
    assert found["sums"]["arrs_gp_sum"]["forecast"]["amount"] == "38525.85"
    assert "could_hire" not in found


def test_a_year_without_a_post(run: Run, millbrook: str) -> None:
    """266,971.20 - 51,271.20 of PH - 36,000 of FCP = 179,700, and PT and PA"""
    found = plain(run, "workforce", millbrook, *YEAR, "--without", "PH", "--without", "FCP")
    assert found["sums"]["arrs_sum"]["committed"] == {"amount": None, "at_least": "242403.24", "at_most": "242489.95"}
    code, output = run("workforce", millbrook, *YEAR, "--without", "LW2")
    assert code == 2
    assert "LW3 covers the leave of LW2; leave it out first" in output


def test_what_was_known_then(run: Run, millbrook: str) -> None:
    code, output = run("workforce", millbrook, *YEAR, "--known-then", "2024-09-25")
    assert code == 0
    assert "  - PH, October 2024: £4,156.00 as known on 25 September 2024, now £4,389.20:\n    £233.20 more\n" in output


def test_what_could_still_be_hired(run: Run, millbrook: str) -> None:
    """From December, the month after: 4 x 5,486.50 = 21,946: 737,086.42 / 21,946 = 33.58, 737,353.84: 33.59."""
    found = plain(run, "workforce", millbrook, *YEAR, "--hire", "pharmacist")["could_hire"]
    assert (found["role"], found["from"]) == ("clinical_pharmacist", "2024-12-01")
    assert (found["at_least"], found["at_most"]) == ("33.58", "33.59")
    code, output = run("workforce", millbrook, *YEAR, "--hire", "pharmacist", "--hire-from", "2025-01")
    assert code == 0
    assert output.endswith("£16,459.50 from January 2025 to March.\n")


def test_the_limit_goes_by_the_networks_own_list(run: Run, millbrook: str) -> None:
    """1.5 nurses of the one that a network of 45,000 may have: none. A GP goes against the other sum."""
    found = plain(run, "workforce", millbrook, *YEAR, "--hire", "enhanced_practice_nurse")["could_hire"]
    assert (found["at_least"], found["at_most"]) == ("0", "0")
    found = plain(run, "workforce", millbrook, *YEAR, "--hire", "GP")["could_hire"]
    assert found["left"]["amount"] == "22715.15"


def test_a_limited_role_has_room_beside_what_is_planned_for_a_later_month(run: Run, tmp_path: Path) -> None:
    """One nurse, who is all that a network of 45,000 may have, is to begin in February: none in January either."""
    later = Post(id="N1", role="enhanced_practice_nurse", wte=1, since=date(2025, 2, 1), annual_cost=48_000)
    sizes = [Population(kind=kind, at=date(2024, 1, 1), patients=45_000) for kind in ("registered", "weighted")]
    planned = des.Network(code="U00001", name="Mill", populations=sizes, posts=Records([later], complete=True))
    des.write_network(planned, tmp_path / "mill.toml")
    when = ("--year", "2024/25", "--as-of", "2024-11-30", "--hire-from", "2025-01")
    found = plain(run, "workforce", str(tmp_path / "mill.toml"), *when, "--hire", "enhanced_practice_nurse")[
        "could_hire"
    ]
    assert (found["at_least"], found["at_most"]) == ("0", "0")


def test_what_the_network_was_granted_holds_for_who_could_be_hired(run: Run, tmp_path: Path) -> None:
    """From May 2026 one pharmacist at most, at no more than 45,000 a year: 45,000 / 12 x 10 = 37,500 from June."""
    own = Variation(
        kind="local_variation",
        granted_by="NHS Mill ICB",
        since=date(2026, 5, 1),
        amends={
            "arrs.clinical_pharmacist.cap": 1,
            "arrs.clinical_pharmacist.max_reimbursement.national": 45_000,
        },
    )
    sizes = [Population(kind=kind, at=date(2026, 1, 1), patients=45_000) for kind in ("registered", "weighted")]
    mill = des.Network(
        code="U00001", name="Mill", populations=sizes, posts=Records([], complete=True), variations=Records([own])
    )
    des.write_network(mill, tmp_path / "mill.toml")
    when = ("--year", "2026/27", "--as-of", "2026-05-31", "--hire", "pharmacist")
    found = plain(run, "workforce", str(tmp_path / "mill.toml"), *when)["could_hire"]
    assert (found["at_least"], found["at_most"], found["cost_to_march"]["amount"]) == ("1", "1", "37500.00")
    code, output = run("workforce", str(tmp_path / "mill.toml"), *when)
    assert code == 0
    assert "replaced by the local variation granted by NHS Mill ICB." in " ".join(output.split())


@pytest.mark.parametrize("from_", ["2025-04", "2024-03"])
def test_what_is_left_of_a_year_is_not_hired_with_in_another(run: Run, millbrook: str, from_: str) -> None:
    code, output = run("workforce", millbrook, *YEAR, "--hire", "pharmacist", "--hire-from", from_)
    assert code == 2
    assert "What is left of 2024/25 can't be used from" in output


def test_files_of_a_year(run: Run, millbrook: str, tmp_path: Path) -> None:
    table, page, chart = (tmp_path / name for name in ("claims.csv", "claims.html", "claims.svg"))
    code, output = run("workforce", millbrook, *YEAR, "--csv", str(table), "--html", str(page), "--plot", str(chart))
    assert code == 0, output
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 111  # months of posts: 12 x 6, 6, 12, 10, 6, 10, 5, 2
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert "<svg" in chart.read_text("utf-8")


def test_no_command_tells_a_name_a_salary_or_a_certificate(run: Run, tmp_path: Path) -> None:
    """What the month costs is told, nothing of what it is made up of, nor whose it is."""
    person: dict[str, Any] = {
        "person": "Robin Heron", "employer": "Otter Trust", "since": date(2024, 10, 1), "additional": True,
        "pay": [Pay(since=date(2024, 10, 1), salary=90_417, national_insurance=7_013, pension=6_229)],
        "leave": [Leave(since=date(2024, 12, 1), kind="sickness", pay_share=Decimal("0.4321"))],
    }  # fmt: skip
    staff = [
        Post(id="P1", role="clinical_pharmacist", wte=1, **person),
        Post(id="P2", role="general_practitioner", wte=1, certified=date(2023, 7, 19), regular=True, previous="none",
             **person),
    ]  # fmt: skip
    file, table, page, chart = (tmp_path / name for name in ("in.toml", "out.csv", "out.html", "out.svg"))
    des.write_network(network().evolve(posts=staff, claims=None), file)
    told = ("Heron", "Otter", "90417", "7013", "6229", "0.4321", "sickness", "2023-07-19", "19 July 2023", "103659")
    said = [run("claim", str(file), "--post", post.id, "--month", "2024-12", *way)[1]
            for post in staff for way in ((), ("--json",))]  # fmt: skip
    outputs = ("--csv", str(table), "--html", str(page), "--plot", str(chart))
    said += [run("workforce", str(file), *YEAR, *outputs)[1], run("workforce", str(file), *YEAR, "--json")[1]]
    said += [path.read_text("utf-8-sig") for path in (table, page, chart)]
    for text in said:
        assert not any(word in text.replace(",", "") for word in told)
    assert "£3,732.59" in said[0]  # (90,417 + 7,013 + 6,229) / 12 x 0.4321: the month's cost


def test_a_band_that_there_is_not_is_refused_whatever_the_role(run: Run) -> None:
    for role in ("paramedic", "mental_health_practitioner_adult"):
        code, output = run("claim", "--role", role, "--month", "2024-05", "--band", "banana")
        assert code == 2
        assert "'banana' is not a band of Agenda for Change (1 to 7, 8a to 8d or 9)" in output


@pytest.mark.parametrize(("wte", "maximum"), [("0.5", "£2,743.25"), ("1", "£5,486.50")])
def test_a_cost_is_of_the_post_as_it_is_held(run: Run, wte: str, maximum: str) -> None:
    """£120,000 a year are £10,000 in a month, whatever part of a whole-time equivalent the post is."""
    words = ("claim", "--role", "pharmacist", "--month", "2024-11", "--cost", "120000", "--wte", wte)
    told = " ".join(run(*words)[1].split())
    assert f"It costs £10,000.00 in the month, for {wte} WTE as held; the maximum is {maximum}." in told
    told = " ".join(run("claim", "--help")[1].split())
    assert "of this post as it is held, not of a whole-time equivalent" in told
