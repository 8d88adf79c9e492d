"""The page of errata: what other sources say otherwise, with their words, and where sources contradict each other."""

from __future__ import annotations

from making.errata import Conflict, Erratum, conflicts, errata_list
from making.markup import answers, cited, code, day, front, key, link, page, quoted, standing, table, text
from making.things import Thing, address_of
from making.titles import full_title
from making.values import in_full


def errata_page(one: Thing) -> str:
    """The page as Markdown."""
    first = errata_list()[0]
    on = first.day
    return page(
        front(
            one.title,
            found_by=one.found_by,
            boost=3,
            description="Where published figures of the Network Contract DES differ, with the words of each source.",
        ),
        f"# {text(one.title)}",
        "The contract is long and changes within its years, so good sources slip now and then, and this one will too. "
        "Listed here is what was met on the way, with the words of each source, so that nobody has to wonder which of "
        "two figures holds. If one of these is mistaken, or was put right since, please "
        f"{link(one.url, 'contribute/report/', 'say so')}.",
        "## What other sources say",
        table(
            ("Of", "The source says", "The data say", "Why"),
            [_row(one, erratum) for erratum in errata_list()],
            "What other sources say",
        ),
        "## Where sources contradict each other",
        "Here it could not be settled which is right. The note says which was used and why; a number enters as a range "
        "or as two cases, so that an answer stands only where both agree.",
        table(
            ("Of", "The data say", "Years", "What was found", "Sources"),
            [_conflict(one, found) for found in conflicts()],
            "Where sources contradict each other",
        ),
        answers(
            one.url,
            f'print(des.terms({code(on)})["{first.key}"])',
            f"pcn-des terms {first.key} --as-of {on}",
            one.json,
        ),
    )


def _row(here: Thing, one: Erratum) -> list[str]:
    term = one.term
    words = text(full_title("terms", one.key, term.title))
    return [
        f"{link(here.url, address_of('terms', one.key), words)}<br>{key(one.key)}<br>on {day(one.day)}",
        quoted(one.words, one.publisher, one.title, one.url),
        f"<strong>{text(in_full(term))}</strong> {standing(term)}{cited(term.sources)}",
        text(one.why),
    ]


def _conflict(here: Thing, one: Conflict) -> list[str]:
    entry = one.entry
    words = text(full_title(one.section, entry.key, entry.title))
    return [
        f"{link(here.url, address_of(one.section, entry.key), words)}<br>{key(entry.key)}",
        text(one.said),
        text(", ".join(one.years)),
        text(entry.note),
        cited(entry.sources),
    ]
