"""An error of the contract data names its line, and one run tells of everything that is wrong in a folder."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.lines import line_of
from pcn_des.contract.read import read_documents, read_year
from support.lamps import ABOUT, DOCUMENTS, YEAR, term

TEXT = """\
# lamps

[[terms.lamps.x]]
title = "x"
value = 1

[[terms.lamps.x]]
value = 2

[["terms"."lamps".y]]
sources = [
  { document = "charter", words = "value = 3" },
]

[missing]
"lamps.z" = "not found"
'services.lit' = "not found either"
"""


@pytest.mark.parametrize(
    ("key", "version", "field", "line"),
    [
        ("terms.lamps.x", 0, "", 3),
        ("terms.lamps.x", 0, "value", 5),
        ("terms.lamps.x", 1, "", 7),
        ("terms.lamps.x", 1, "value", 8),
        ("terms.lamps.x", 1, "title", 7),
        ("terms.lamps.y", 0, "", 10),
        ("terms.lamps.y", 0, "sources", 11),
        ("terms", 0, "", 3),
        ("missing.lamps.z", 0, "", 16),
        ("missing.services.lit", 0, "", 17),
        ("terms.lamps.w", 0, "", None),
        ("terms.lamps.x", 2, "", None),
    ],
)
def test_the_line_of_an_entry_of_its_field_or_of_a_key(key: str, version: int, field: str, line: int | None) -> None:
    assert line_of(TEXT, key, version, field) == line


def test_one_run_tells_of_everything_that_is_wrong_in_a_folder() -> None:
    files = {
        "2030-31/year.toml": ABOUT.replace(b'"charter"', b'"chatter"'),
        "2030-31/a.toml": (term("lamps.x", "1", "furlongs") + "[[terms.lamps.y]]\ntitel = 'y'\n").encode(),
        "2030-31/b.toml": b"[[roles.lamplighter]\n",
        "2030-31/c.toml": b'[missing]\n"lamps.z" = 3\n[lanterns]\nx = 1\n[removed]\ny = 4\n',
    }
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))
    found = [(one.file[8:], one.line, one.key, one.wrong.split(". ")[0]) for one in caught.value.problems]
    assert found == [
        ("year.toml", 4, "first_document", "there is no document 'chatter' in documents.toml"),
        ("a.toml", 4, "terms.lamps.x", "'furlongs' in 'furlongs' is not a unit"),
        ("a.toml", 9, "terms.lamps.y", "there is no field 'titel'"),
        ("a.toml", 8, "terms.lamps.y", "'title' is missing"),
        ("a.toml", 8, "terms.lamps.y", "'standing' is missing"),
        ("a.toml", 8, "terms.lamps.y", "'sources' is missing"),
        ("a.toml", 8, "terms.lamps.y", "'value' is missing"),
        ("a.toml", 8, "terms.lamps.y", "'unit' is missing"),
        (
            "b.toml",
            1,
            "the file",
            "it is not TOML: Expected ']]' at the end of an array declaration (at line 1, column 20)",
        ),
        ("c.toml", 2, "missing.lamps.z", "it is not a note"),
        ("c.toml", 3, "lanterns", "there is no such kind of entry"),
        ("c.toml", 6, "removed.y", "it is not a text"),
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == "The contract data have 12 problems:"
    assert lines[1] == (
        "  - 2030-31/year.toml, line 4: first_document: there is no document 'chatter' in documents.toml. "
        "Did you mean 'charter'?"
    )
    assert all(one.mend for one in caught.value.problems)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (str(copied), len(copied.problems)) == (str(caught.value), 12)


@given(wrong=st.sets(st.integers(0, 9)))
def test_as_many_problems_are_told_as_there_are(wrong: set[int]) -> None:
    entries = [term(f"lamps.x{n}", '"one"' if n in wrong else "1", "minutes") for n in range(10)]
    files = {"2030-31/year.toml": ABOUT, "2030-31/lamps.toml": "".join(entries).encode()}
    register = read_documents("documents.toml", DOCUMENTS)
    if not wrong:
        assert len(read_year(YEAR, files, register).terms) == 10
        return
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, register)
    lengths = len(entries[0].splitlines())
    assert [one.key for one in caught.value.problems] == [f"terms.lamps.x{n}" for n in sorted(wrong)]
    assert [one.line for one in caught.value.problems] == [1 + lengths * n for n in sorted(wrong)]
