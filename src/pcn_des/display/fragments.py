"""The pieces of HTML that the contract's own objects are shown with: a frame, tables of facts, sources. All escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pcn_des.display import html
from pcn_des.sources import Citation, Document

Facts = Iterable[tuple[str, str]]


def fragment(title: str, *parts: str) -> str:
    """A fragment of HTML with its style, a heading and parts that are HTML already."""
    return html.fragment(f"<h2>{escape(title)}</h2>{''.join(parts)}")


def facts_table(facts: Facts) -> str:
    """What is said of a thing, a row for each label; what is empty is left out."""
    rows = "".join(html.table_row(escape(name), escape(said)) for name, said in facts if said)
    return html.scrolling(f"<table><tbody>{rows}</tbody></table>", "facts") if rows else ""


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are HTML already; the first cell of a row names it. Nothing where there is no row."""
    listed = [html.table_row(*cells) for cells in rows]
    return html.table(columns, listed) if listed else ""


def keyed(said: str, key: str) -> str:
    """A cell that says something and has its key beneath."""
    return f"{escape(said)}<br><span class=rule>{escape(key)}</span>"


def paragraphs(texts: Iterable[str]) -> str:
    """A paragraph for each text that there is."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def links(citations: Iterable[Citation]) -> str:
    """The publishers of what is cited, each a link to its document where that is on the safe web."""
    return "; ".join(_linked(citation.document, citation.document.publisher) for citation in citations)


def sources(citations: Sequence[Citation], what: str = "Sources") -> str:
    """A list of what is cited, with the words that carry it."""
    items = "".join(f"<li>{cited(citation)}</li>" for citation in citations)
    return f"<p>{what}:</p><ul>{items}</ul>" if items else ""


def citation_html(citation: Citation) -> str:
    """A citation: the document as a link, and its words."""
    return fragment("Citation", f"<p>{cited(citation)}</p>")


def document_html(document: Document) -> str:
    """A document, with a link to it."""
    return fragment(document.title, f"<p>{linked_html(document)}</p>")


def cited(citation: Citation) -> str:
    """A source with the words of it that carry a value."""
    return f"{linked_html(citation.document)}: “{escape(citation.words)}”"


def linked_html(document: Document) -> str:
    """A document as a link; of one that is not on the safe web, its address to read."""
    return _linked(document, document.name, str(document))


def _linked(document: Document, said: str, otherwise: str = "") -> str:
    if not document.url.startswith("https://"):
        return escape(otherwise or said)
    return f'<a href="{escape(document.url)}">{escape(said)}</a>'
