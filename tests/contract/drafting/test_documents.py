"""A document is registered once, beside those of its publisher, and the register stays as it was otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.drafting.documents import with_document
from pcn_des.contract.read import read_documents
from pcn_des.sources import Document

REGISTER = """\
# What is cited.

[charter-2030]  # seen on a wall
title = "The lamp charter"
publisher = "The lamplighters"
url = "https://example.org/charter"
kind = "primary"
published = 2030-03-01

# --- Printers ---

[almanac]
title = "Almanac"
publisher = "A printer"
url = "https://www.example.org/almanac/"
kind = "secondary"
"""


def document(key: str = "charter-2031", **changes: object) -> Document:
    usual: dict[str, object] = {
        "title": 'The "new" charter',
        "publisher": "The lamplighters",
        "url": "https://example.org/charter-2031",
        "kind": "primary",
        "published": date(2031, 3, 1),
    }
    return Document(key=key, **{**usual, **changes})  # type: ignore[arg-type]


def test_it_stands_after_the_one_that_is_most_like_it() -> None:
    assert with_document(REGISTER, document(group="guild")) == REGISTER.replace(
        "published = 2030-03-01\n",
        'published = 2030-03-01\n\n[charter-2031]\ntitle = "The \\"new\\" charter"\n'
        'publisher = "The lamplighters"\nurl = "https://example.org/charter-2031"\nkind = "primary"\n'
        'published = 2031-03-01\ngroup = "guild"\n',
    )


def test_the_first_of_a_publisher_stands_at_the_end() -> None:
    text = with_document(REGISTER, document(publisher="Somebody else", published=None))
    assert text.startswith(REGISTER)
    assert list(read_documents("documents.toml", text.encode())) == ["charter-2030", "almanac", "charter-2031"]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (document("almanac"), "'almanac' is there already: A printer, Almanac"),
        (document("The Charter"), "'The Charter' is no key: write small letters, digits and hyphens"),
        (document(url="http://example.org/almanac"), "http://example.org/almanac is the address of 'almanac' already"),
        (document(url="https://EXAMPLE.org/charter/"), "is the address of 'charter-2030' already"),
    ],
)
def test_what_is_there_already_is_refused(added: Document, said: str) -> None:
    with pytest.raises(des.MisuseError) as caught:
        with_document(REGISTER, added)
    assert said in str(caught.value)


def test_a_page_may_have_several_documents() -> None:
    text = with_document(REGISTER, document(url="https://example.org/charter"), same_page=True)
    assert len(read_documents("documents.toml", text.encode())) == 3


KEYS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


@given(st.lists(st.tuples(KEYS, st.sampled_from(["A printer", "B", "C"])), unique_by=lambda one: one[0], max_size=5))
def test_whatever_is_registered_is_read_again_and_nothing_else_changes(added: list[tuple[str, str]]) -> None:
    text = REGISTER
    for key, publisher in added:
        if key not in ("almanac",):
            text = with_document(text, document(key, publisher=publisher, url=f"https://example.org/of/{key}"))
    found = read_documents("documents.toml", text.encode())
    assert set(found) == {"charter-2030", "almanac", *(key for key, _ in added)}
    assert all(line in text.splitlines() for line in REGISTER.splitlines())
