"""What comes with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import pcn_des as des
from pcn_des.contract.beside import asides
from pcn_des.contract.files import area_titles, documents, evidence_kinds, load_year, years
from support.lamps import YEAR
from support.own_data import LAST, own_data


def test_a_year_without_a_folder_names_the_years_there_are() -> None:
    with pytest.raises(des.OutsideDataError) as caught:
        load_year(YEAR)
    assert str(caught.value) == f"The contract data cover 2019/20 to {years()[-1]}; there is nothing for 2030/31."


def test_every_kind_of_evidence_knows_its_key() -> None:
    kinds = evidence_kinds()
    assert all(kind.key == key for key, kind in kinds.items())
    assert kinds["enhanced_access_plan"].title == "the enhanced access plan"


@pytest.mark.parametrize(
    ("name", "text", "read", "said"),
    [
        (
            "evidence.toml",
            '[lamp_log]\ntitel = "the log"\nwhat = "x"\nwhere = "y"\n',
            evidence_kinds,
            ["line 2: lamp_log: there is no field 'titel'", "line 1: lamp_log: 'title' is missing"],
        ),
        (
            "beside.toml",
            '[[terms]]\nkeys = ["a.b"]\nwaits = "x"\n[[terms]]\nkeys = "a.b"\nwait = "x"\n',
            asides,
            ["line 6: terms: there is no field 'wait'", "line 5: terms: 'a.b' is not a list of texts"],
        ),
        (
            "documents.toml",
            '[a]\ntitle = "x"\npublisher = "p"\nurl = "https://x.org"\nkinds = "primary"\n',
            documents,
            ["line 5: a: there is no field 'kinds'", "line 1: a: 'kind' is missing"],
        ),
        ("areas.toml", "lamps = 3\n", area_titles, ["line 1: lamps: 3 is not a text"]),
    ],
)
def test_the_files_beside_the_years_are_refused_as_those_of_a_year(
    name: str, text: str, read: Any, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with own_data(tmp_path) as folder:
        monkeypatch.setattr("pcn_des.contract.beside.data_folder", lambda: folder)
        (folder / name).write_text(text, encoding="utf-8")
        read.cache_clear()
        with pytest.raises(des.ContractDataError) as caught:
            read()
    read.cache_clear()
    assert [f"line {one.line}: {one.key}: {one.wrong}" for one in caught.value.problems] == said
    assert {one.file for one in caught.value.problems} == {name}


def test_only_the_first_year_says_from_which_day_questions_are_answered(tmp_path: Path) -> None:
    with own_data(tmp_path) as folder:
        about = folder / "years" / LAST.folder / "year.toml"
        text = about.read_text(encoding="utf-8")
        about.write_text(f"{text}answers_from = {LAST.starts_in}-07-01\n", encoding="utf-8")
        with pytest.raises(des.ContractDataError) as caught:
            load_year(LAST)
    assert caught.value.key == "answers_from"
    assert caught.value.line == len(text.splitlines()) + 1
    assert caught.value.wrong.startswith("questions are answered from a day of 2019/20, the first of the years")


def test_an_entry_of_an_area_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    """Questions about the area would not find it."""
    with own_data(tmp_path) as folder:
        titles = folder / "areas.toml"
        text = titles.read_text(encoding="utf-8")
        titles.write_text("\n".join(line for line in text.splitlines() if not line.startswith("care_homes =")))
        area_titles.cache_clear()
        with pytest.raises(des.ContractDataError) as caught:
            load_year(LAST)
    area_titles.cache_clear()
    assert {one.wrong for one in caught.value.problems} == {"there is no area 'care_homes'"}
    assert all(one.line and one.mend.endswith("add it to areas.toml") for one in caught.value.problems)
