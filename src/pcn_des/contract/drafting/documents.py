"""A document put into the register: beside those of the same publisher, and never twice."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pcn_des.contract.drafting.pieces import alike, as_toml, joined, pieces_of
from pcn_des.contract.read import read_documents
from pcn_des.errors import MisuseError
from pcn_des.sources import Document

KINDS: Final = ("primary", "secondary")
_KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def with_document(register: str, document: Document, *, same_page: bool = False) -> str:
    """The text of a register with one more document.

    It comes after that of its publisher whose key is most like its own, so that the specification of a year stands
    after that of the year before; at the end where it is the publisher's first.

    Args:
        register: the text of the file.
        document: what is put in.
        same_page: whether it may have the address of another document, as several on one page do.

    Raises:
        MisuseError: its key is none, or is there already, or another has its address.
        ContractDataError: the register has something wrong.
    """
    known = read_documents("documents.toml", register.encode())
    if not _KEY.fullmatch(document.key):
        raise MisuseError(
            f"'{document.key}' is no key: write small letters, digits and hyphens, as in nhse-spec-2027-28"
        )
    if document.key in known:
        raise MisuseError(f"'{document.key}' is there already: {known[document.key]}. Choose another key")
    same = [other for other in known.values() if _address(other.url) == _address(document.url)]
    if same and not same_page:
        raise MisuseError(
            f"{document.url} is the address of '{same[0].key}' already. Cite that, or say --same-page if it "
            "is the page of several documents"
        )
    pieces = pieces_of(register)
    theirs = [place for place, piece in enumerate(pieces) if piece.raw.get("publisher") == document.publisher]
    like = [(alike(pieces[place].section, document.key), place) for place in theirs]
    place = max(like)[1] + 1 if like else len(pieces)
    text = joined(pieces[:place]).rstrip("\n") + "\n\n" + _as_toml(document) + joined(pieces[place:])
    read_documents("documents.toml", text.encode())
    return text


def _address(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/").casefold()


def _as_toml(document: Document) -> str:
    fields: dict[str, str | date | None] = {
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "kind": document.kind,
        "published": document.published,
        "group": document.group,
        "reference": document.reference,
    }
    lines = (f"{name} = {as_toml(value)}\n" for name, value in fields.items() if value is not None)
    return f"[{document.key}]\n{''.join(lines)}"
