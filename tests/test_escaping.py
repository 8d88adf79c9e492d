"""Nothing that steers a terminal is left in an escaped text, an error, or JSON; and what is refused on reading."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import PcnDesError, PlainTextError, RecordError
from pcn_des.escaping import escaped, escaped_json, escaped_line
from pcn_des.plain_text import plain_text, plain_texts

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
STEERING = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Zl", "Zp")]
STEERING = [*(one for one in STEERING if one != "\n"), *BIDIRECTIONAL, "\ud800", "\udcff", "\udfff"]
ANY = st.text(st.one_of(st.sampled_from(STEERING), st.sampled_from("\n\\ab é"), st.characters(exclude_categories=())))


def harmless(text: str) -> bool:
    return not any(one in text for one in STEERING)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Elm PCN", "Elm PCN"),
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("a\u202eb\u2028c", "a\\u202eb\\u2028c"),
        ("\x9b2J\x7f", "\\x9b2J\\x7f"),
        ("a\r\nb\tc", "a\\r\nb\\tc"),
        ("Zoë – 5 € 𝔘", "Zoë – 5 € 𝔘"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_steers_is_spelt_out(text: str, shown: str) -> None:
    assert escaped(text) == shown
    assert escaped_line(text) == shown.replace("\n", "\\n")


@given(ANY)
def test_an_escaped_text_steers_nothing_and_stays_as_it_is(text: str) -> None:
    assert harmless(escaped(text))
    assert escaped(escaped(text)) == escaped(text)
    assert len(escaped_line(text).splitlines()) <= 1


@given(ANY)
def test_escaped_json_says_the_same(text: str) -> None:
    shown = escaped_json(json.dumps({text: text}, ensure_ascii=False, indent=2))
    assert harmless(shown)
    assert json.loads(shown) == {text: text}


@given(ANY)
def test_a_text_is_plain_or_refused_with_the_mend(text: str) -> None:
    if harmless(text):
        assert plain_text(text, lines=True) == text
    else:
        with pytest.raises(PlainTextError, match=r"has .+; remove it") as found:
            plain_text(text, lines=True)
        assert harmless(str(found.value))


def test_a_name_has_one_line_and_a_note_several() -> None:
    assert plain_text("a\nb", lines=True) == "a\nb"
    with pytest.raises(PlainTextError, match=r"has a line break \(\\n\); remove it"):
        plain_text("a\nb")
    assert plain_texts({"a": ("b", 1)}) == {"a": ("b", 1)}
    for value in ({"a\x1b": 1}, {"a": "\x1b"}, ["\x1b"], {"a": ["\x1b"]}):
        with pytest.raises(PlainTextError):
            plain_texts(value)


@given(ANY)
def test_an_error_is_harmless_whatever_it_repeats(text: str) -> None:
    for error in (
        PcnDesError(text),
        des.MisuseError(text),
        RecordError(text, [text, text]),
        des.UnknownNameError("term", text, [text, "a"]),
        des.WritingError(text),
    ):
        assert harmless(str(error))
    assert len(str(RecordError(text, [text, text])).splitlines()) == 3


@pytest.mark.parametrize(
    ("records", "place"),
    [
        ({"name": "Elm\x1b[2J"}, "name: 'Elm"),
        ({"name": "Elm\nMET"}, "name: 'Elm"),
        ({"name": "half \ud800"}, "name: 'half"),
        ({"payees": [{"name": "Mill\u202e", "since": "2022-04-01"}]}, r"payees\[1\]\.name: 'Mill"),
        ({"returns": [{"kind": "x", "on": "2022-04-01", "note": "a\rb"}]}, r"returns\[1\]\.note: "),
        ({"returns": [{"kind": "x", "on": "2022-04-01", "shows": {"a\x07": True}}]}, r"returns\[1\]\.shows: "),
    ],
)
def test_records_with_steering_characters_are_refused_with_their_place(records: dict[str, object], place: str) -> None:
    with pytest.raises(RecordError, match=f"{place}.*remove it") as found:
        des.read_network({"code": "U00001", "name": "Elm PCN"} | records)
    assert harmless(str(found.value))


def test_a_note_may_have_several_lines() -> None:
    noted = {"kind": "x", "on": "2022-04-01", "note": "one\ntwo"}
    network = des.read_network({"code": "U00001", "name": "Elm PCN", "returns": [noted]})
    assert network.returns is not None
    assert network.returns[0].note == "one\ntwo"
