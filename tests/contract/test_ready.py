"""What a build makes ready is read in the place of the TOML that it was made from, and of no other."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract import files, read
from pcn_des.contract.make_ready import make_ready
from pcn_des.contract.ready import made_ready, written
from pcn_des.contract.sections import SECTIONS
from pcn_des.errors import ContractDataError
from support.own_data import LAST, forget, own_data

FIRST = files.years()[0]
REFUSED = "the TOML is read, and should not be"


def test_what_is_made_ready_is_read_instead_of_the_toml(tmp_path: Path) -> None:
    as_read = [files.load_year(year) for year in files.years()]
    titles = {section: list(files.every_title(section).items()) for section in SECTIONS}
    with own_data(tmp_path) as copy:
        made = make_ready(copy)
        assert [str(path) for path in made if path.parent == Path()] == ["documents.jsonl", "keys.jsonl"]
        forget()
        with patch.object(read, "read_year", side_effect=AssertionError(REFUSED)):
            assert [files.load_year(year) for year in files.years()] == as_read
            forget()
            assert {section: list(files.every_title(section).items()) for section in SECTIONS} == titles
            assert all(files.title_of("roles", key) == had[-1] for key, had in titles["roles"] if had)


@pytest.mark.parametrize("changed", [f"years/{LAST.folder}/access.toml", "documents.toml"])
def test_a_file_that_was_changed_is_read_itself(tmp_path: Path, changed: str) -> None:
    with own_data(tmp_path) as copy:
        before = files.load_year(LAST).digest
        make_ready(copy)
        with (copy / changed).open("a", encoding="utf-8") as file:
            file.write("\n[[wrong\n")
        forget()
        with pytest.raises(ContractDataError, match=r"it is not TOML"):
            files.load_year(LAST)
        text = (copy / changed).read_text(encoding="utf-8").removesuffix("[[wrong\n")
        (copy / changed).write_text(text + "# a remark\n", encoding="utf-8")
        forget()
        contract = files.load_year(LAST)
        assert (contract.digest == before) is (changed == "documents.toml")  # the register counts by what it says


def test_only_the_year_that_was_changed_is_read_from_toml(tmp_path: Path) -> None:
    with own_data(tmp_path) as copy:
        make_ready(copy)
        with (copy / "years" / LAST.folder / "access.toml").open("a", encoding="utf-8") as file:
            file.write("\n# a remark\n")
        forget()
        with patch.object(read, "read_year", side_effect=AssertionError(REFUSED)):
            assert files.load_year(FIRST).year == FIRST
            with pytest.raises(AssertionError, match=REFUSED):
                files.load_year(LAST)


def test_a_source_checkout_has_none() -> None:
    assert not list(files.folder_of(LAST).parents[1].rglob("*.jsonl")) or "site-packages" in des.__file__


def test_the_title_of_a_key_is_the_last_that_it_had() -> None:
    for section in SECTIONS:
        for key, titles in files.every_title(section).items():
            contracts = sorted(map(files.load_year, files.years()), key=lambda one: (not one.draft, one.year))
            found = [entry.title for one in contracts for entry in getattr(one, section).get(key, ())]
            assert set(titles) == set(found)
            assert not found or files.title_of(section, key) == titles[-1] == found[-1]


ENTRIES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda part: st.lists(part, max_size=3))
SECTIONS_OF_ANY = st.dictionaries(st.text(), st.dictionaries(st.text(), ENTRIES, max_size=4), max_size=4)


@given(SECTIONS_OF_ANY, st.text())
def test_each_entry_comes_back_from_its_own_line(sections: dict[str, dict[str, Any]], made_from: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "some.jsonl")
        file.write_bytes(written(sections, made_from).encode())
        found = made_ready(file, lambda: made_from)
        assert found is not None
        assert {name: {key: json.loads(text) for key, text in keys.items()} for name, keys in found.items()} == sections
        assert [list(keys) for keys in found.values()] == [list(keys) for keys in sections.values()]
        assert made_ready(file, lambda: made_from + "x") is None
