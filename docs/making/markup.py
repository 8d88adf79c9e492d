"""The pieces that pages are put together from, as HTML: tables that scroll, days, standings, sources, links.

Pages are Markdown; what is here stands in it as it is, a block without an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

from pcn_des.contract.entries import Entry
from pcn_des.contract.files import draft_year
from pcn_des.dates import ContractYear
from pcn_des.display.draft import draft_in_words
from pcn_des.sources import Citation, Standing
from pcn_des.wording import in_words

REPORT: Final = "contribute/report/"
SOURCES: Final = ("Source", "Sources")  # the headings of columns that a table has under its rows


def link(here: str, target: str, words: str) -> str:
    """A link from a page to another, both from the root of the site; the words are HTML already."""
    return f'<a href="{up(here)}{escape(target)}">{words}</a>'


def up(here: str) -> str:
    """The way from a page to the root of the site."""
    return "../" * here.count("/") or "./"


def text(words: str) -> str:
    """Words as HTML and as Markdown that says the same."""
    said = escape(" ".join(words.split()), quote=False)
    for sign in "\\`*_[]|":
        said = said.replace(sign, f"&#{ord(sign)};")
    return said


def key(name: str) -> str:
    """A key, small, that may break after its parts."""
    said = re.sub("([._])", r"\1<wbr>", escape(name))
    return f'<code class="key">{said}</code>'


def titled(title: str, name: str) -> str:
    """A title with its key beneath, both HTML already."""
    return f"{title}<br>{key(name)}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], named: str, kind: str = "") -> str:
    """A table that scrolls inside itself where it is wider than the page; columns without content are left out.

    The cells are HTML already; `named` says what it is of, for whoever does not see it. No rows, no table. Sources are
    in a row of their own under it: beside it, their quoted words would push what it says off the page.
    """
    listed = [list(row) for row in rows]
    filled = [place for place in range(len(headings)) if any(row[place] for row in listed)]
    kept = [place for place in filled if headings[place] not in SOURCES]
    under = [place for place in filled if headings[place] in SOURCES]
    if not kept:
        return ""
    head = "".join(f'<th scope="col">{escape(headings[place])}</th>' for place in kept)
    body = "".join(
        f"<tr>{''.join(_cell(row[place], place == kept[0]) for place in kept)}</tr>"
        + "".join(_under(row[place], len(kept)) for place in under)
        for row in listed
    )
    return (
        f'<div class="scroll {kind}" tabindex="0" role="region" aria-label="{escape(named)}">'
        f'<table class="t"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _under(sources: str, columns: int) -> str:
    """The row under a row, with its sources."""
    said = f'<tr class="under" data-search-exclude><td colspan="{columns}">{sources}</td></tr>'
    return said if sources else ""


def folded(whole: str, said: str, *, closed: bool = False) -> str:
    """A long table under what is said of it, both HTML already: a phone folds it; `closed`, it is folded everywhere."""
    how = 'class="versions"' if closed else 'class="long versions" open'
    return f"<details {how}><summary>{said}</summary>{whole}</details>" if whole else ""


def _cell(said: str, first: bool) -> str:
    said = " ".join(said.split()).replace("&#95;", "&#95;<wbr>")  # a long key may break
    return f'<th scope="row">{said}</th>' if first else f"<td>{said}</td>"


def day(when: date) -> str:
    """A day that stays in one line."""
    return f'<span class="day">{in_words(when)}</span>'


def code(when: date) -> str:
    """A day as Python writes it, in a page's code."""
    return f"date({when.year}, {when.month}, {when.day})"


def days(since: date, until: date | None) -> str:
    """From when until when."""
    return f'{day(since)} <span class="day">to {in_words(until)}</span>' if until else f"since {day(since)}"


def standing(entry: Entry | Standing | None, words: str = "") -> str:
    """How well something is established, in words and in a colour of its own; of what a draft says, that it is one."""
    graded = entry if isinstance(entry, Standing) else entry.standing if entry is not None else None
    said = words or (entry.standing_in_words if isinstance(entry, Entry) else graded.value if graded else "")
    if graded is None:
        return badge("unknown", "not established")
    mark = f'<span class="standing {graded.value}" title="{escape(graded.meaning)}">{escape(said)}</span>'
    return f"{mark} {_of_a_draft()}" if isinstance(entry, Entry) and _is_of_a_draft(entry) else mark


def _is_of_a_draft(entry: Entry) -> bool:
    return str(ContractYear.of(entry.since)) == draft_year()


def _of_a_draft() -> str:
    """The mark beside each value that a draft of a contract year has."""
    return badge("draft", f"draft of {draft_year()}")


def with_draft(whole: str, of: str) -> str:
    """A page with the line below its title that it shows values of a draft, where it does or is `of` that year."""
    drafted = draft_year()
    if not drafted or (_of_a_draft() not in whole and drafted.replace("/", "-") not in of):
        return whole
    return re.sub("^# .*$", lambda title: f"{title[0]}\n\n**{draft_in_words(drafted)}**", whole, count=1, flags=re.M)


def badge(kind: str, words: str) -> str:
    """A mark in words, with the colour of its kind."""
    return f'<span class="standing {kind}">{escape(words)}</span>'


def cited(citations: Iterable[Citation]) -> str:
    """Whose documents carry a value; when that is opened, the words of each, with its publisher and a link to it."""
    listed = tuple(dict.fromkeys(citations))
    if not listed:
        return ""
    count = "Source" if len(listed) == 1 else f"{len(listed)} sources"
    whose = ", ".join(dict.fromkeys(text(citation.document.publisher) for citation in listed))
    return f"<details class=from><summary>{count}: {whose}</summary>{quotes(listed)}</details>"


def quotes(citations: Iterable[Citation]) -> str:
    """The words of each document that carry a value, with its publisher and a link to it."""
    items = "".join(f"<li>{_citation(citation)}</li>" for citation in citations)
    return f'<ul class="sources" data-search-exclude>{items}</ul>'


def _citation(citation: Citation) -> str:
    document = citation.document
    return quoted(citation.words, document.publisher, document.title, document.url)


def quoted(words: str, publisher: str, title: str, url: str) -> str:
    """What a document says, with its publisher and a link to it."""
    return f'<q>{text(words)}</q> <a href="{escape(url)}">{text(publisher)}, {text(title)}</a>'


def banner(words: str) -> str:
    """What has to be seen before a figure that does not hold any more. The words are HTML already."""
    return f'<p class="superseded-banner"><strong>Superseded.</strong> {words}</p>'


def note(words: str) -> str:
    """What a reader has to know of a value, small."""
    return f'<br><span class="note">{text(words)}</span>' if words else ""


def front(
    title: str,
    *,
    boost: float = 1,
    description: str = "",
    above: tuple[str, str] | None = None,
    found_by: Iterable[str] = (),
) -> str:
    """The head of a page that MkDocs reads: its title, what it is for, and how early search finds it.

    `above` is the list that it is of: its title and where it is, from the root of the site; `found_by` are the other
    names and the key, by which search finds it before all else.
    """
    lines = [f"title: {_quoted(title)}"]
    lines += [f"above: {_quoted(above[0])}", f"above_url: {_quoted(above[1])}"] if above else []
    lines += [f"description: {_quoted(description)}"] if description else []
    names = [name for name in found_by if " " not in name]  # of several words, each would find it
    lines += ["tags:", *(f"  - {_quoted(name)}" for name in names)] if names else []
    lines += ["search:", f"  boost: {boost:g}"] if boost != 1 else []
    return "\n".join(["---", *lines, "---"])


def boost_of(plain: float, names: Iterable[str]) -> float:
    """How early search finds a page; one with a name of two letters before those whose names it begins."""
    return 20 if any(len(name) == 2 for name in names) else plain


def _quoted(words: str) -> str:
    return '"' + " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def short(names: Iterable[str]) -> str:
    """The first of some names that is an abbreviation, in brackets: ` (GP)`; nothing where none is."""
    found = next((name for name in names if name.isupper() and " " not in name), "")
    return f" ({text(found)})" if found else ""


def page(*parts: str) -> str:
    """A page of its parts, without those that say nothing."""
    return "\n\n".join(part for part in parts if part) + "\n"


def answers(here: str, python: str, command: str, file: str = "", of: str = "", *, both: bool = False) -> str:
    """How the same answer is got in Python, on the command line, and as JSON; without a command, in the others.

    Where the command gives less than the page has, `of` says what it gives; or both it and Python.
    """
    json = f"As JSON: {link(here, file, f'<code>{escape(file)}</code>')}." if file else ""
    less = f", {of}" if of else ""
    imports = "".join(f"{line}\n" for line in _imports(python))
    return page(
        "## The same answer elsewhere { data-search-exclude }",
        f"In Python{less if both else ''}:\n\n```python\n{imports}{python}\n```",
        f"On the command line{less}:\n\n```sh\n{command}\n```" if command else "",
        f"{json} {link(here, 'reference/api/', 'Files for programs')} says what is in it." if json else "",
    ).strip()


def _imports(python: str) -> Iterator[str]:
    """The imports that a piece of Python needs besides those that it has."""
    if "date(" in python:
        yield "from datetime import date"
    if "des." in python.replace("pcn_des.", ""):
        yield "import pcn_des as des"
        if not python.startswith("from "):
            yield ""
