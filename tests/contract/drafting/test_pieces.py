"""A file cut into pieces is the same file; a change of one entry leaves all others, and every comment, as they are."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pcn_des.contract.drafting.pieces import Piece, as_toml, fields_of, in_table, joined, pieces_of, tidied, with_fields
from pcn_des.contract.files import files_of, years

FILES = [
    (path, content.decode())
    for year in (years()[0], years()[5], years()[-1])
    for path, content in files_of(year).items()
]
TEXT = """\
# the lamps

# --- Oil ---

[[terms.lamps.oil]]  # of the evening
title = "Oil"
# as bought
value = 2.5
sources = [
  { document = "charter", words = "[[not a header]]" },
]
note = \"\"\"\\
  Of the lamps, \\
  not of the rooms.\"\"\"

[terms.lamps.oil.more]
x = 1

# --- Wicks ---

[["roles"."lamp-lighter"]]
title = "Lighter"

[missing]
"lamps.gas" = "not found"
"""


@pytest.mark.parametrize(("path", "text"), FILES, ids=[path for path, _ in FILES])
def test_the_pieces_of_a_file_are_the_file(path: str, text: str) -> None:
    pieces = pieces_of(text)
    assert joined(pieces) == text
    for piece in pieces:
        if piece.is_entry:
            header, fields, below = fields_of(piece.text)
            assert header + "".join(field.text for field in fields) + below == piece.text
            assert with_fields(piece, {}).raw == piece.raw


def test_entries_tables_and_what_stands_between_them() -> None:
    pieces = pieces_of(TEXT)
    assert [(piece.section, piece.key) for piece in pieces] == [
        ("", ""),
        ("terms", "lamps.oil"),
        ("", ""),
        ("roles", "lamp-lighter"),
        ("", ""),
        ("missing", ""),
    ]
    assert pieces[0].text == "# the lamps\n\n# --- Oil ---\n\n"
    assert pieces[1].raw["value"] == Decimal("2.5")
    assert pieces[5].raw == {"lamps.gas": "not found"}
    assert [field.name for field in fields_of(pieces[1].text)[1]] == ["title", "value", "sources", "note"]


def test_a_field_keeps_its_place_and_a_new_one_comes_before_the_sources() -> None:
    piece = with_fields(pieces_of(TEXT)[1], {"value": "3", "standing": '"carried"', "note": None, "more": None})
    assert piece.text == (
        '[[terms.lamps.oil]]  # of the evening\ntitle = "Oil"\n# as bought\nvalue = 3\nstanding = "carried"\n'
        'sources = [\n  { document = "charter", words = "[[not a header]]" },\n]\n'
    )


def test_lines_are_put_into_a_table_and_taken_out() -> None:
    pieces = in_table(pieces_of(TEXT), "missing", {"lamps.wax": '"gone"'}, ["lamps.gas"])
    assert joined(pieces).endswith('[missing]\n"lamps.wax" = "gone"\n')
    both = in_table(pieces_of(TEXT), "removed", {"lamps.wax": '"gone"'})
    assert joined(both).endswith('[missing]\n"lamps.gas" = "not found"\n\n[removed]\n"lamps.wax" = "gone"\n')
    first = in_table(pieces_of('[removed]\n"x" = "gone"\n'), "missing", {"y": '"not found"'})
    assert joined(first) == '[missing]\n"y" = "not found"\n\n[removed]\n"x" = "gone"\n'
    assert in_table([Piece("# x\n")], "missing", {}) == [Piece("# x\n")]


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=3), st.integers() | st.booleans() | st.dates() | st.text(), max_size=4
    )
)
def test_whatever_is_written_into_an_entry_is_read_again(values: dict[str, object]) -> None:
    piece = pieces_of('[[terms.x]]\ntitle = "x"\n')[0]
    written = with_fields(piece, {name: as_toml(value) for name, value in values.items()})
    assert written.raw == {"title": "x", **values}
    assert tomllib.loads(written.text)["terms"]["x"] == [written.raw]


@pytest.mark.parametrize(("path", "text"), FILES, ids=[path for path, _ in FILES])
def test_a_file_is_tidy_already(path: str, text: str) -> None:
    assert joined(tidied(pieces_of(text))) == text


@example({*range(9)}, ("roles.toml", '# Roles.\n\n[[roles.a]]\ntitle = "a"\n'))
@given(st.sets(st.integers(0, 20)), st.sampled_from(FILES))
def test_whatever_entries_go_no_two_empty_lines_meet_and_no_comment_is_lost(
    gone: set[int], file: tuple[str, str]
) -> None:
    pieces = [piece for place, piece in enumerate(pieces_of(file[1])) if not (piece.is_entry and place in gone)]
    text = joined(tidied(pieces))
    assert "\n\n\n" not in text
    assert not text.startswith("\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.splitlines() if line.strip()] == [
        line for line in joined(pieces).splitlines() if line.strip()
    ]
