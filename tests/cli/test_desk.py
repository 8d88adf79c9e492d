"""The desk of a manager on the command line: what was owed against what was paid, and the page for Monday."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import pcn_des as des
from support.command_line import Run
from support.remittances import as_owed, millbrook, otherwise, paid

OLD = ("enhanced_access", "2024-04")
MAP = '[columns]\nmonth = "Paid for"\nstream = "What"\namount = "£"\n\n[streams]\n"EA" = "enhanced_access"\n'


PAID = (("enhanced_access", date(2024, 4, 1), "32761.59"), ("enhanced_access", date(2024, 5, 1), "34046.61"))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A network without and one with remittances, and what it was paid as its accounts have it."""
    network = millbrook()
    des.write_network(network, tmp_path / "plain.toml")
    remittances = otherwise(as_owed(network, "2024/25"), {OLD: "32761.59"})
    des.write_network(network.evolve(remittances=remittances), tmp_path / "own.toml")
    (tmp_path / "paid.csv").write_text('Paid for,What,£\nApr-24,EA,"£32,761.59"\nMay 2024,EA,34046.61\n', "utf-8")
    (tmp_path / "map.toml").write_text(MAP, "utf-8")
    return tmp_path


def reconcile(run: Run, files: Path, *words: str, network: str = "plain.toml") -> tuple[int, str]:
    return run("reconcile", str(files / network), "--year", "2024/25", *words)


def own_file(files: Path) -> tuple[str, ...]:
    return ("--paid", str(files / "paid.csv"), "--map", str(files / "map.toml"))


def months(output: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["stream"], one["month"]): one for one in json.loads(output)["months"]}


def test_a_file_of_ones_own_under_ones_own_headings(run: Run, files: Path) -> None:
    code, output = reconcile(run, files, *own_file(files))
    assert code == 0
    row = ("£68,093.21", "£66,808.20", "-£1,285.01")
    assert "{:<36} {:>14} {:>13} {:>14}\n".format("Enhanced access payment", *row) in output
    assert "  - Enhanced access payment, April 2024 (-£1,285.01): rate known later: the rate\n" in output
    assert "NO REMITTANCE ON RECORD\n" in output
    assert "  - Enhanced access payment: Jun 2024 to Mar 2025\n" in output
    assert max(map(len, output.splitlines())) <= 80


def test_the_remittances_of_the_network_itself(run: Run, files: Path) -> None:
    code, output = reconcile(run, files, "--json", network="own.toml")
    assert code == 0
    found = json.loads(output)
    assert found["by_cause"] == {"rate known later": "-1285.01"}
    april = months(output)["enhanced_access", "2024-04-01"]
    assert (april["paid"], april["difference"], april["cause"]) == ("32761.59", "-1285.01", "rate known later")
    assert april["owed"] == {"amount": "34046.60", "at_least": "34046.60", "at_most": "34046.60"}
    assert april["working"] == "(7.975 x 51,230) / 12"
    assert (april["agrees"], april["makes_up_for"]) == (False, [])
    assert april["citations"]


def test_complete_says_that_a_month_without_was_not_paid(run: Run, files: Path) -> None:
    june = ("enhanced_access", "2024-06-01")
    _, gaps = reconcile(run, files, *own_file(files), "--json")
    _, whole = reconcile(run, files, *own_file(files), "--complete", "--json")
    assert (months(gaps)[june]["cause"], months(whole)[june]["cause"]) == ("no remittance on record", "not paid")


def test_remittances_in_the_network_that_another_file_puts_aside_are_told(run: Run, files: Path) -> None:
    """The two of the file stand in the network as well, and are looked at."""
    _, output = reconcile(run, files, *own_file(files), "--json", network="own.toml")
    own = des.read_network(files / "own.toml").remittances or ()
    left = [one for one in own if (one.stream, one.month, str(one.amount)) not in PAID]
    (said,) = [note for note in json.loads(output)["notes"] if "own record" in note]
    together = f"£{sum(one.amount for one in left):,.2f}"
    assert said == (
        f"{len(left)} remittances on the network's own record, {together} together, not looked at: what was paid was "
        "given apart from them. Put all of it in one place."
    )
    assert len(left) == len(own) - 2
    for network, words in (("plain.toml", own_file(files)), ("own.toml", ())):
        assert "own record" not in reconcile(run, files, *words, network=network)[1]


def test_what_had_been_published(run: Run, files: Path) -> None:
    _, output = reconcile(run, files, *own_file(files), "--known-on", "2024-05-31", "--json")
    assert months(output)["enhanced_access", "2024-04-01"]["agrees"] is True
    assert json.loads(output)["known_on"] == "2024-05-31"


def test_rows_that_can_not_be_read_end_it_each_with_its_place(run: Run, files: Path) -> None:
    (files / "paid.csv").write_text("Paid for,What,£\nApr-24,EA,1\nsoon,EA,2\nMay-24,EA,much\n", "utf-8")
    code, output = reconcile(run, files, *own_file(files))
    assert code == 2
    assert "paid.csv, row 3, Paid for 'soon': it is no month; write it as 2024-04" in output
    assert "paid.csv, row 4, £ 'much': it is not an amount" in output
    assert "2 rows of " in output
    assert "can't be read; mend them, nothing was compared" in output
    assert "what was owed" not in output


def test_the_table_of_months_is_safe_for_spreadsheets_and_the_page_is_escaped(run: Run, files: Path) -> None:
    """A printed name of a stream may be anything."""
    (files / "paid.csv").write_text("Paid for,What,£\nApr-24,@1+1,1\nApr-24,<script>,2\nApr-24,EA,1\n", "utf-8")
    table, page = files / "months.csv", files / "months.html"
    code, output = reconcile(run, files, *own_file(files), "--csv", str(table), "--html", str(page))
    assert code == 0, output
    with table.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0])[:7] == ["stream", "month", "owed_at_least", "owed_at_most", "paid", "difference", "cause"]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "@", "\t")]
    (april,) = [row for row in rows if (row["stream"], row["month"]) == ("enhanced_access", "2024-04-01")]
    assert (april["owed_at_least"], april["paid"], april["difference"]) == ("34046.60", "1.00", "-34045.60")
    html = page.read_text("utf-8")
    assert "<script>: £2.00" not in html
    assert "&lt;script&gt;: £2.00" in html
    assert "<li>@1+1: £1.00</li>" in html


def test_a_name_in_the_table_is_no_formula() -> None:
    """7.975 x (51,230 - 13,000) / 12 = 25,407.02, as if the third practice had left."""
    practices = [*(millbrook().practices or ())]
    network = millbrook().evolve(
        practices=des.Records([*practices[:2], attrs.evolve(practices[2], name="=1+1")], complete=True)
    )
    found = des.reconcile(network, "2024/25", [paid("enhanced_access", "2024-12", "25407.02")])
    (row,) = [row for row in csv.DictReader(found.to_csv().splitlines()) if row["cause"] == "membership"]
    assert row["because"].lstrip("'") == "=1+1 gone, and its patients with it"
    assert row["because"].startswith("'")
    assert "<td>membership: =1+1 gone" in found._repr_html_()


def test_the_page_for_monday(run: Run, files: Path) -> None:
    code, output = run("briefing", str(files / "own.toml"), "--as-of", "2024-12-02")
    assert code == 0
    assert output.startswith(
        "Millbrook PCN (U00001)\nWhat to look at on 2 December 2024\n\n"
        "MONEY AT RISK, what has no upper end first, then the largest\n"
    )
    assert "  - £1,285.01: Enhanced access payment: underpaid (rate known later); the\n" in output
    for title in ("DUE IN THIRTY DAYS", "PAPERS that would settle most", "TO DECIDE", "STAFF"):
        assert f"\n{title}\n" in output
    assert "  - and " in output  # no more than four of a kind on the screen
    assert max(map(len, output.splitlines())) <= 80


def test_without_a_file_it_is_of_the_bundled_example(run: Run) -> None:
    code, output = run("briefing")
    assert code == 0
    assert output.startswith("Riverside PCN (U99901)\nWhat to look at on 14 November 2022\n")
    assert "Network Agreement signed by every practice falls short" in " ".join(output.split())


def test_the_page_as_json_has_all_of_each_part(run: Run, files: Path) -> None:
    code, output = run("briefing", str(files / "own.toml"), "--as-of", "2024-12-02", "--json")
    assert code == 0
    found = json.loads(output)
    assert found["at_risk"][-1]["amount"] == "1285.01"
    assert len(found["decide"]) > 4
    assert set(found["sums"]) == {"arrs_sum", "arrs_gp_sum"}
    assert found["since"] == "2024-11-25"


def test_the_page_as_html(run: Run, files: Path) -> None:
    page = files / "monday.html"
    code, _ = run("briefing", str(files / "own.toml"), "--as-of", "2024-12-02", "--html", str(page))
    assert code == 0
    html = page.read_text("utf-8")
    assert "<h3>MONEY AT RISK, what has no upper end first, then the largest</h3>" in html
    assert "£1,285.01: Enhanced access payment: underpaid (rate known later)" in html


def test_where_there_is_nothing_to_act_on_the_page_says_so() -> None:
    page = des.briefing(des.Network(code="U00001", name="<b>"), date(2024, 12, 2))
    empty = attrs.evolve(page, at_risk=(), due=(), new=(), papers=(), decide=(), pots=())
    assert "\nNothing to act on.\n" in str(empty)
    assert "<p>Nothing to act on.</p>" in empty._repr_html_()
    assert "<b>" not in empty._repr_html_()


def test_headings_alone_do_not_say_that_nothing_was_paid(run: Run, files: Path) -> None:
    empty = files / "empty.csv"
    empty.write_text("month,stream,amount\n")
    code, out = run("reconcile", str(files / "plain.toml"), "--year", "2024/25", "--paid", str(empty), "--complete")
    assert (code, out) == (2, "Error: empty.csv has no row that can be used. Is it the right file?\n")


def test_a_list_of_which_a_practice_is_lost_is_not_given(run: Run, tmp_path: Path) -> None:
    """Each of the two practices has 4,000 patients; the network was paid for 8,000, at £1.50."""
    payments, lists = tmp_path / "payments.csv", tmp_path / "lists.csv"
    payments.write_text(
        "PCN Code,PCN Name,Average Number of Registered Patients,Average Number of Weighted Patients,PCN Support\n"
        "U00001,MILLBROOK PCN,8000,8000,12000.00\n"
    )
    good = "A00001,MILL,U00001,4000,4000\n"
    command = ("reconcile", "--published", str(payments), "--year", "2021/22", "--adjusted", str(lists), "--json")
    for row, given, told in (
        ("A00002,QUAY,U00001,4000,4000", True, ""),
        ("A00002,QUAY,U00001,4 000,4000", False, "lists.csv, row 3, Raw list size '4 000': it is not a whole number"),
        ("A00002,QUAY,u00001,4000,4000", False, "lists.csv, row 3, PCN Code 'u00001': it is not a PCN code"),
    ):
        lists.write_text(f"Practice Code,Practice Name,PCN Code,Raw list size,Adjusted Population\n{good}{row}\n")
        code, out = run(*command)
        assert code == 0
        assert ('"list_from": "given"' in out) == given
        assert told in out
