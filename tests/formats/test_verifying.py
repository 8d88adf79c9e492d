"""A saved report made again: the same with the same package, data and records; otherwise what differs and why."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.verification import Turned
from pcn_des.errors import WrongTypeError
from pcn_des.formats.saved_report import read_report
from pcn_des.network import Payee
from pcn_des.strategies import contract_days, networks
from support.effort import examples

DAY = date(2022, 11, 14)
NETWORK = des.example_network()
Saved = dict[str, Any]


def saved(**asked: Any) -> Saved:
    """The bundled network's report, as it comes back from a file."""
    report: Saved = json.loads(json.dumps(des.assess(NETWORK, DAY, **asked).to_dict()))
    return report


@settings(max_examples=examples(one_in=5))
@given(networks(), contract_days())
def test_the_report_of_any_network_is_the_same_again(network: des.Network, day: date) -> None:
    try:
        report = des.assess(network, day)
    except (des.MisuseError, des.UnknownNameError):  # a local variation on a day without any, or of no term
        return
    text = json.dumps(report.to_dict())
    found = des.verify(json.loads(text), network)
    assert found.same, str(found)
    assert (found.causes, found.turned, found.resting, found.elsewhere) == ((), (), (), ())
    assert json.dumps(des.assess(network, found.receipt.as_of, found.receipt.known_on).to_dict()) == text


@settings(max_examples=examples(one_in=5))
@given(networks(), contract_days(), st.data())
def test_whatever_is_changed_in_a_saved_report_is_found(network: des.Network, day: date, data: st.DataObject) -> None:
    try:
        report: Saved = json.loads(json.dumps(des.assess(network, day).to_dict()))
    except (des.MisuseError, des.UnknownNameError):
        return
    finding = data.draw(st.sampled_from(report["findings"]))
    field = data.draw(st.sampled_from(["reason", "title", "note", "working", "consequence"]))
    finding[field] = f"{finding[field]} and more"
    found = des.verify(report, network)
    assert not found.same
    assert any(turned.rule == finding["rule"] and field in turned.changed for turned in found.turned)


@pytest.mark.thorough
def test_it_is_the_same_text_from_another_process() -> None:
    """Byte for byte, whatever order that process hashes texts in."""
    ask = "n = des.example_network(); print(json.dumps(des.assess(n, n.example_as_of).to_dict()))"
    code = f"import json, pcn_des as des; {ask}"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(des.__file__).parents[1])},
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {json.dumps(des.assess(NETWORK, DAY).to_dict()) + "\n"}


@pytest.mark.parametrize(
    "asked",
    [
        {"known_on": date(2022, 9, 30)},
        {"practice": "Y99905"},
        {"practice": "y99905", "known_on": date(2022, 9, 30)},
    ],
)
def test_the_receipt_holds_all_that_was_asked(asked: dict[str, Any]) -> None:
    assert des.verify(saved(**asked), NETWORK).same


def test_facts_that_were_given_are_given_again() -> None:
    given_facts = {"population.adjusted": 51230, "network_agreement.signed_by_all_on": des.NEVER}
    report = des.assess(given_facts, DAY)
    assert des.verify(report, given_facts).same
    assert des.verify(report, {**given_facts, "population.adjusted": Decimal("51230.0")}).same
    other = des.verify(report, {**given_facts, "population.adjusted": 51231})
    assert [cause.what for cause in other.causes] == ["records"]
    assert not other.same


def test_a_hypothetical_contract_has_to_be_given_again() -> None:
    under = des.terms(DAY).amend({"enhanced_access.minutes_per_1000": 45})
    report = des.assess(NETWORK, DAY, under=under)
    assert report.receipt.amended == ("enhanced_access.minutes_per_1000",)
    assert des.verify(report, NETWORK, under=under).same
    without = des.verify(report, NETWORK)
    assert without.not_made == (
        "it was made under a contract with terms or duties of one's own (enhanced_access.minutes_per_1000); "
        "give the same again"
    )
    assert not without.same


def test_other_records_are_named_and_what_they_turn() -> None:
    records = NETWORK.payees
    assert records
    other = NETWORK.evolve(payees=des.Records())
    found = des.verify(saved(), other)
    assert [cause.what for cause in found.causes] == ["records"]
    assert [(turned.name, turned.before, turned.now) for turned in found.turned] == [
        ("nominated_payee.named", des.Status.MET, des.Status.NOT_MET)
    ]
    assert "ANSWERS THAT TURNED\n  - nominated_payee.named: MET" in str(found)
    assert "records: " in str(found)


def test_another_package_and_other_contract_data_are_named() -> None:
    report = saved()
    report["receipt"] |= {"package_version": "0.0.9", "contract_digest": "0123456789abcdef"}
    first = next(finding for finding in report["findings"] if finding["rule"] == "network.list_size")
    first |= {"status": "NOT_MET", "reason": "46,982 registered patients; at least 50,000 required"}
    found = des.verify(report, NETWORK)
    assert [(cause.what, cause.saved) for cause in found.causes] == [
        ("package version", "0.0.9"),
        ("contract data", "0123456789abcdef"),
    ]
    assert found.turned == (
        Turned(
            rule="network.list_size",
            subject=None,
            before=des.Status.NOT_MET,
            now=des.Status.MET,
            reason_before="46,982 registered patients; at least 50,000 required",
            reason_now=des.assess(NETWORK, DAY)["network.list_size"].reason,
            changed=("status", "reason"),
        ),
    )


def test_a_source_that_was_corrected_is_told_apart() -> None:
    report = saved()
    report["findings"][0]["citations"] = []
    rule = report["findings"][0]["rule"]
    found = des.verify(report, NETWORK)
    assert (found.turned, found.resting, found.same) == ((), (rule,), False)
    assert "Nothing that the receipt names differs" in " ".join(str(found).split())


@pytest.mark.parametrize("part", ["notes", "blocks", "due_soon", "records_wanted", "counts"])
def test_other_parts_that_were_changed_are_named(part: str) -> None:
    old = NETWORK.evolve(edition=date(2022, 1, 1))  # whose members have been kept for so long that a note says so
    report: Saved = json.loads(json.dumps(des.assess(old, DAY).to_dict()))
    assert report[part]
    report[part] = []
    assert des.verify(report, old).elsewhere == (part,)


def test_findings_in_another_order_or_twice_are_found() -> None:
    for change in (lambda listed: listed[::-1], lambda listed: [*listed, listed[0]]):
        report = saved()
        report["findings"] = change(report["findings"])
        assert des.verify(report, NETWORK).elsewhere == ("findings",)


def test_without_records_nothing_is_made_again() -> None:
    found = des.verify(saved())
    assert found.not_made == "its records were not given; name the file of the network"
    assert found.causes == ()
    assert not found.same


def test_a_day_that_the_data_do_not_have_is_said() -> None:
    report = saved()
    report["receipt"]["as_of"] = "2018-01-01"
    found = des.verify(report, NETWORK)
    assert found.not_made.endswith("1 January 2018 is outside.")
    assert [(cause.what, cause.now) for cause in found.causes] == [("contract data", None)]


def test_a_report_of_the_first_format_is_read() -> None:
    """It says no format, no digest of the records, and names its practice in the heading alone."""
    report = saved(practice="Y99905")
    del report["format"]
    for name in ("records_digest", "practice", "amended"):
        del report["receipt"][name]
    assert des.verify(report, NETWORK).same
    assert read_report(report).receipt.practice == "Y99905"


def _without(report: Saved, *path: Any) -> Saved:
    *outer, last = path
    inside: Any = report
    for step in outer:
        inside = inside[step]
    del inside[last]
    return report


def _with(report: Saved, value: Any, *path: Any) -> Saved:
    *outer, last = path
    inside: Any = report
    for step in outer:
        inside = inside[step]
    inside[last] = value
    return report


DAMAGED: dict[str, tuple[Callable[[Saved], Any], str]] = {
    "a network": (lambda _: NETWORK.to_dict(), r"receipt: it is not there; is the file what pcn-des check --json"),
    "no heading": (lambda report: _without(report, "heading"), "heading: it is not there"),
    "no findings": (lambda report: _with(report, {}, "findings"), "findings: they are not there"),
    "a newer format": (lambda report: _with(report, 3, "format"), "format: it is 3, and this version reads up to 2"),
    "no format": (lambda report: _with(report, "two", "format"), "format: 'two' is no format"),
    "no day": (lambda report: _with(report, "14/11/2022", "receipt", "as_of"), "as_of: '14/11/2022' is not a day"),
    "another day": (lambda report: _with(report, "20221114", "receipt", "as_of"), "as_of: '20221114' is not a day"),
    "no version": (lambda report: _without(report, "receipt", "package_version"), "package_version: it is not there"),
    "a number": (lambda report: _with(report, 7, "receipt", "contract_digest"), "contract_digest: 7 is no text"),
    "no list": (lambda report: _with(report, "x", "receipt", "amended"), "amended: 'x' is no list of terms"),
    "a name": (lambda report: _with(report, 7, "heading", "name"), "heading.name: it is no text"),
    "no finding": (lambda report: _with(report, 7, "findings", 2), r"findings\[3\]: it is no finding"),
    "a status": (lambda report: _with(report, "FINE", "findings", 0, "status"), "'FINE' is none of MET, NOT_MET"),
    "a subject": (
        lambda report: _with(report, [], "findings", 0, "subject"),
        r"findings\[1\].subject: \[\] is no text",
    ),
    "no reason": (lambda report: _without(report, "findings", 0, "reason"), r"findings\[1\].reason: it is not there"),
    "parts": (lambda report: _with(report, [1], "findings", 0, "parts"), r"findings\[1\].parts\[1\]: it is no finding"),
    "no parts": (lambda report: _with(report, "x", "findings", 0, "parts"), r"findings\[1\].parts: 'x' is no list"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_is_no_report_is_refused_in_one_line(what: str, tmp_path: Path) -> None:
    damage, says = DAMAGED[what]
    path = tmp_path / "report.json"
    path.write_text(json.dumps(damage(saved())), encoding="utf-8")
    with pytest.raises(des.FileFormatError, match=says) as refused:
        des.verify(path, NETWORK)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("report.json", "", "report.json can't be read"),
        ("report.json", "[]", "must hold one report"),
        ("report.json", '{"receipt": ' + "[" * 100_000, "too deep"),
        ("report.json", '{"receipt": {}, "receipt": {}}', "stands there twice"),
        ("report.json", '{"format": 1' + "0" * 100 + "}", "more than 40 digits"),
        ("network.toml", 'code = "U00001"', "is no saved report, which is JSON"),
    ],
)
def test_what_is_no_json_of_a_report_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(des.FileFormatError, match=says):
        des.verify(path, NETWORK)


def test_a_file_that_is_cut_off_anywhere_is_refused() -> None:
    raw = json.dumps(saved()).encode()
    for end in range(0, len(raw), len(raw) // 40):
        with pytest.raises(des.FileFormatError):
            des.verify(raw[:end], NETWORK)


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(WrongTypeError, match=r"^network is 'riverside\.toml'; give a Network"):
        des.verify(saved(), "riverside.toml")  # type: ignore[arg-type]


def test_a_record_that_was_added_changes_the_digest() -> None:
    more = NETWORK.evolve(payees=[Payee(name="Vale PCN Ltd", since=date(2019, 7, 1))])
    assert des.assess(more, DAY).receipt.records_digest != des.assess(NETWORK, DAY).receipt.records_digest
