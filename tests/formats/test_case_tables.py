"""Reading case tables: what is wrong with a table is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcn_des.errors import FileFormatError, RecordError
from pcn_des.formats.case_tables import read_cases


def test_what_is_given_as_bytes_goes_by_the_name_that_was_given() -> None:
    with pytest.raises(FileFormatError) as refused:
        read_cases(b"[[cases]", name="duties.tml")
    assert str(refused.value).startswith("duties.tml can't be read: ")


def test_every_wrong_case_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        """
        [[cases]]
        rule = "nominated_payee.nmaed"
        it = "a slip of the pen"
        answers = { 2023-04-01 = "MET" }

        [[cases]]
        rule = "nominated_payee.named"
        it = "no such answer"
        answers = { 2023-04-01 = "FINE" }

        [[cases]]
        rule = "nominated_payee.named"
        it = "no such set"
        with = ["payees"]
        answers = { 2023-04-01 = "MET" }

        [[cases]]
        rule = "nominated_payee.named"
        it = "records that are none"
        records.payees = [{ name = "", since = 2023-04-01 }]
        answers = { 2023-04-01 = "MET" }
        """,
        encoding="utf-8",
    )
    with pytest.raises(RecordError) as error:
        read_cases(path)
    assert [problem.split("): ")[0] for problem in error.value.problems] == [
        "case 1 (nominated_payee.nmaed: a slip of the pen",
        "case 2 (nominated_payee.named: no such answer",
        "case 3 (nominated_payee.named: no such set",
        "case 4 (nominated_payee.named: records that are none",
    ]
    assert "did you mean 'nominated_payee.named'" in error.value.problems[0]
    assert "it must be one of: MET, NOT MET" in error.value.problems[1]


def test_every_record_that_can_not_be_used_has_a_line_of_its_own() -> None:
    table = b"""
        [[cases]]
        rule = "nominated_payee.named"
        it = "two slips"
        records.practices = [{ code = "A99901", name = "One", spells = 3 }]
        records.payees = 3
        answers = { 2023-04-01 = "MET" }
        """
    with pytest.raises(RecordError) as error:
        read_cases(table, name="wrong.toml")
    assert [problem.split("; the fields")[0].split(", or")[0] for problem in error.value.problems] == [
        "case 1 (nominated_payee.named: two slips): practices[1]: there is no field 'spells'",
        "case 1 (nominated_payee.named: two slips): payees: it must be a list",
    ]


def test_a_case_about_no_duty_is_not_left_out() -> None:
    table = b"""
        [[cases]]
        rules = []
        it = "about nothing"
        answers = { 2023-04-01 = "MET" }
        """
    with pytest.raises(RecordError, match=r"case 1 .*'rules' is empty: name a duty that it is about"):
        read_cases(table, name="empty.toml")


@pytest.mark.parametrize(("text", "error"), [("a = [", FileFormatError), ("", RecordError), ("[case]", RecordError)])
def test_a_file_that_is_no_table(tmp_path: Path, text: str, error: type[Exception]) -> None:
    path = tmp_path / "none.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=r"none\.toml"):
        read_cases(path)


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"no \.toml file"):
        read_cases(tmp_path)
