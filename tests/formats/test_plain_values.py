"""TOML and JSON are read within bounds, and what is wrong is said in the package's own words."""

from __future__ import annotations

import inspect
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import example_network, read_network
from pcn_des.errors import FileFormatError, PcnDesError, RecordError
from pcn_des.examples.bundled import example_text
from pcn_des.formats import workbook
from pcn_des.formats.case_tables import read_cases
from pcn_des.formats.given import Content
from pcn_des.formats.network_file.write import network_dict
from pcn_des.formats.plain_values import plain_values

HEAD = b'code = "U00001"\nname = "X"\n'


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.toml", HEAD + b"a" + b".a" * 50_000 + b"=1", "a.toml can't be read: a key in it has more than 20 dots; is"),
        ("a.toml", HEAD + b"a" + b' . "b"' * 50_000 + b"=1", "a.toml can't be read: a key in it has more than 20 dots"),
        ("a.toml", HEAD + b"[a" + b".a" * 50_000 + b"]", "a.toml can't be read: a key in it has more than 20 dots"),
        ("a.toml", HEAD + b"x=" + b"[" * 5_000 + b"]" * 5_000, "a.toml can't be read: its lists and tables lie too"),
        ("a.json", b"[" * 100_000, "a.json can't be read: its lists and tables lie too deep in each other"),
        ("a.toml", HEAD + b"x=" + b"9" * 5_000, "a.toml can't be read: a number in it has more than 40 digits"),
        ("a.json", b'{"x":' + b"9" * 5_000 + b"}", "a.json can't be read: a number in it has more than 40 digits"),
        ("a.json", b'{"x":0.' + b"9" * 5_000 + b"}", "a.json can't be read: a number in it has more than 40 digits"),
        ("a.toml", HEAD + b"x=1e" + b"9" * 70, "a.toml can't be read: a number in it has more than 40 digits"),
        ("a.json", b'{"x":' * 101 + b"1" + b"}" * 101, "a.json can't be read: its lists and tables lie too deep"),
        ("", b"[{" * 60_000, "the file can't be read: its lists and tables lie too deep in each other"),
        ("a.json", HEAD, "a.json can't be read: by its name it is JSON, and what stands in it looks like TOML; give"),
        ("a.json", b"[[payees]]\n", "a.json can't be read: by its name it is JSON, and what stands in it looks"),
        (
            "a.toml",
            b' {"code": "U1"}',
            "a.toml can't be read: by its name it is TOML, and what stands in it looks like",
        ),
        ("a.toml", b'[{"code": "U00001"}]', "a.toml can't be read: by its name it is TOML, and what stands in it"),
        ("pasted", b'[ {"code": "U00001"}]', "pasted must hold one network, {…}, not a list"),
        ("old.xls", b"\xd0\xcf\x11\xe0", "old.xls is neither .toml nor .json nor .xlsx; a network is read from one"),
        ("n.HTML", HEAD, "n.HTML is neither .toml nor .json nor .xlsx; a network is read from one of these"),
        ("Riverside v1.2", b"\xd0", "Riverside v1.2 is not UTF-8 text (byte 1); save it as UTF-8"),
        ("a.json", b"{]", "a.json can't be read: Expecting property name"),
        ("a.json", b"[]", "a.json must hold one network, {…}, not a list"),
        ("a.json", b"null", "a.json must hold one network, {…}, not null"),
        ("a.json", b"1.5", "a.json must hold one network, {…}, not a number"),
        ("a.json", b'"U00001"', "a.json must hold one network, {…}, not a text"),
        ("a.toml", b"name = \xff", "a.toml is not UTF-8 text (byte 8); save it as UTF-8"),
    ],
)
def test_what_is_beyond_all_bounds_is_refused_soon(name: str, raw: bytes, says: str) -> None:
    start = time.process_time()
    with pytest.raises(FileFormatError) as caught:
        read_network(raw, name=name)
    assert str(caught.value).startswith(says)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        'x = "' + "a." * 40 + 'b"',
        "x = '" + "a." * 40 + "b'",
        'x = """' + "a." * 40 + 'b\n"quoted" \\""" ' + "a." * 40 + 'b"""',
        "x = '''" + "a." * 40 + "b\n'quoted' " + "a." * 40 + "b'''",
        "x = 1  # " + "a." * 40 + "b",
        'x = """' + "a." * 40 + 'b"""""',
        "\n".join(f"a{n}.b.c.d = 1" for n in range(40)),
    ],
)
def test_dots_in_texts_and_comments_are_no_keys(text: str) -> None:
    assert plain_values(Content("a.toml", text.encode()))


@pytest.mark.parametrize("text", ['"""' + '\\"""' * 200_000, "'" * 400_001, "a " * 500_000 + "." * 30, '"\\' * 300_000])
def test_unclosed_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    with pytest.raises(FileFormatError):
        read_network(text.encode(), name="a.toml")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({1: 2}, "1 is no name of a field; names are texts"),
        ({"payees": [{2: 3}]}, "payees[1]: 2 is no name of a field; names are texts"),
        ({"code": "U٠٠٠٠١", "name": "x"}, "code: 'U٠٠٠٠١' is not a PCN code (U and five digits, such as U00254)"),
        ({"populations": [{"kind": "registered", "at": "2023-01-01", "patients": [0, [1], 2]}]}, "is not a number"),
        ({"populations": [{"kind": "registered", "at": "2023-01-01", "patients": "١٢"}]}, "'١٢' is not a number"),
        (
            {"populations": [{"patients": 10**40}]},
            "populations[1].patients: a number of more than 40 digits is not one",
        ),
        ({"populations": [{"patients": 10**6000}]}, "populations[1].patients: a number of more than 40 digits is"),
        ({"name": ["x"] * 1_000}, "name: a list of 1,000 is not a text; put it in quotes"),
        ({"n" * 1_000: 1}, "there is no field 'nnnn"),
    ],
)
def test_what_plain_values_can_not_hold_is_named(values: dict[Any, Any], problem: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_network(values)
    assert any(problem in found for found in caught.value.problems), caught.value.problems
    assert all(len(found) < 700 for found in caught.value.problems)


def test_lists_that_hold_themselves_are_too_deep() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(RecordError, match="lies more than 20 lists and tables deep"):
        read_network({"code": "U00001", "name": "x", "payees": endless})


def test_keys_given_twice_are_named_with_their_place() -> None:
    text = '{"code": "U00001", "name": "A", "name": "B", "payees": [{"name": "P", "since": "2020-01-01", "name": "Q"}]}'
    with pytest.raises(RecordError) as caught:
        read_network(text.encode(), name="c.json")
    assert caught.value.problems == (
        "name: it stands there twice; remove one of the two",
        "payees[1].name: it stands there twice; remove one of the two",
    )


def test_a_record_with_two_faults_shows_both() -> None:
    with pytest.raises(RecordError) as caught:
        read_network({"code": "U1", "name": "x", "payees": [{"name": "", "since": "soon"}]})
    found = sorted(problem.split(":")[0] for problem in caught.value.problems)
    assert found == ["code", "payees[1].name", "payees[1].since"]


def test_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    (tmp_path / "folder.toml").mkdir()
    readers: list[Callable[[Path], object]] = [read_network, read_cases]
    for read in readers:
        for name in ("pipe.toml", "zero.toml"):
            with pytest.raises(FileFormatError, match=f"{name} is no regular file but a pipe or device"):
                read(tmp_path / name)
        with pytest.raises(FileFormatError, match="can't be the path of a file"):
            read(tmp_path / "n\0.toml")
    with pytest.raises(FileFormatError, match=r"folder\.toml is a folder"):
        read_network(tmp_path / "folder.toml")


@pytest.mark.thorough
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_are_read_as_a_file_is(mark: bytes, tmp_path: Path) -> None:
    network = example_network()
    toml = mark + example_text().encode()
    plain = mark + json.dumps(network_dict(network)).encode()
    workbook.write(network, tmp_path / "n.xlsx")
    packed = (tmp_path / "n.xlsx").read_bytes()
    for raw, name in ((toml, "n.toml"), (plain, "N.JSON"), (packed, "n.XLSX"), (toml, ""), (plain, ""), (packed, "")):
        assert read_network(raw, name=name) == network


@given(st.binary(max_size=60))
def test_any_bytes_are_a_network_or_refused_in_words(raw: bytes) -> None:
    for name in ("n.toml", "n.json", "n.xlsx", ""):
        with suppress(PcnDesError):
            read_network(raw, name=name)


@given(
    st.integers(0, 2**32), st.integers(0, 4_000), st.sampled_from(["", '"', "[", "}", "=", ".", "9" * 50, "\\", "é"])
)
def test_a_damaged_text_is_a_network_or_refused_in_words(place: int, length: int, put: str) -> None:
    text = example_text()[:8_000]
    at = place % len(text)
    with suppress(PcnDesError):
        read_network((text[:at] + put + text[at + length :]).encode(), name="n.toml")


def test_numbers_with_a_point_are_exact() -> None:
    assert plain_values(Content("a.json", b'{"x": 0.1}')) == {"x": Decimal("0.1")}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("cases = 1", "'cases' must be a list of tables: [[cases]]"),
        ("cases = [1]", "case 1 (no table): 1 is no table; write it below [[cases]]"),
        ("sets = 1", "'sets' must be tables of records: [sets.two_practices]"),
        ("[[cases]]\nrule = 1", "case 1 (1: no title): 'rule' is 1; it must be a text in quotes"),
        (
            '[[cases]]\nrules = "a"',
            "case 1 (no rule: no title): 'rules' is 'a'; it must be a list of texts in brackets",
        ),
        ("[[cases]]\nit = 'x'\nanswers = 1", "case 1 (no rule: x): 'answers' is 1; it must be a table"),
        (
            "[[cases]]\nrule = 'nominated_payee.named'\nit = 'x'\nanswers = {2023-04-01 = 1}",
            "case 1 (nominated_payee.named: x): the answer of 2023-04-01 is 1; write it as a text, or as a table with",
        ),
        (
            "[[cases]]\nrule = 'nominated_payee.named'\nit = 'x'\nanswers = {2023-04-01 = {is = 'MET', needs = 'x'}}",
            "the answer of 2023-04-01: 'needs' is 'x'; it must be a list of texts in brackets",
        ),
        (
            "[[cases]]\nrule = 'nominated_payee.named'\nit = 'x'\nanswers = {soon = 'MET'}",
            "'soon' is not a day; write it as 2022-10-01",
        ),
    ],
)
def test_a_case_of_another_shape_is_named(text: str, problem: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_cases(text.encode(), name="cases.toml")
    assert any(problem in found for found in caught.value.problems), caught.value.problems


@given(st.integers(1, 150), st.sampled_from(["[", "{"]), st.booleans())
def test_what_lies_deeper_than_a_hundred_is_not_begun_to_be_read(depth: int, kind: str, is_toml: bool) -> None:
    beginning, middle, end = ("[", "1", "]") if kind == "[" else ('{"x" = ' if is_toml else '{"x": ', "1", "}")
    nest = beginning * depth + middle + end * depth
    brackets_in_a_text = '"' + "[{" * 500 + '"'
    text = f"x = {nest}\ny = {brackets_in_a_text}" if is_toml else f'{{"x": {nest}, "y": {brackets_in_a_text}}}'
    content = Content("a.toml" if is_toml else "a.json", text.encode())
    if depth + (not is_toml) > 100:
        with pytest.raises(FileFormatError, match="lie too deep in each other"):
            plain_values(content)
    else:
        assert len(plain_values(content)["y"]) == 1000


def test_a_reader_without_room_on_the_stack_says_so() -> None:
    content = Content("a.toml", b"x = " + b"[" * 90 + b"]" * 90)
    most, here = sys.getrecursionlimit(), len(inspect.stack())
    sys.setrecursionlimit(here + 60)
    try:
        with pytest.raises(FileFormatError, match="lie too deep in each other"):
            plain_values(content)
    finally:
        sys.setrecursionlimit(most)
