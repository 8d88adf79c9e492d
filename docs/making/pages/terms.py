"""The page of an area's terms: every cited value, with each version that was published; and the words of the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from making.markup import answers, cited, code, days, front, key, link, note, page, standing, table, text
from making.pages.elsewhere import OF_A_DAY
from making.pages.role import day_of_examples
from making.things import FOUND_BY, Thing
from making.values import editions, term_section
from pcn_des.contract.files import every_key, load_year, title_of, years
from pcn_des.formats.by_day.terms import keys_of

MANY = 20  # more terms than these are folded, each under its last value
_SEARCHED: Final[Mapping[str, tuple[str, ...]]] = {"arrs": ("claims",)}  # whose rules search is to find here


def terms_page(one: Thing) -> str:
    """The page as Markdown."""
    found = keys_of(one.key)
    last = max(edition.term.until for name in found for edition in editions(name))
    asked = min(day_of_examples(), last)
    roles = "" if one.key != "arrs" else f" Those of a role are on {link(one.url, 'roles/', 'the page of the role')}."
    return page(
        front(
            one.title,
            found_by=(*FOUND_BY.get(one.key, ()), *_SEARCHED.get(one.key, ())),
            above=("Terms by area", "terms/"),
            boost=1,
            description=f"{one.title}: every value, with its days, standing and source.",
        ),
        f"# {text(one.title)}",
        f"Every value of the contract whose key begins with {key(one.key)}, the newest first.{roles}",
        *(term_section(name, level=2, closed=len(found) > MANY) for name in found),
        answers(
            one.url,
            f'from pcn_des.formats.by_day.terms import terms\n\nfor key in terms("{one.key}")["keys"]:\n'
            '    print(key, *des.history(key), sep="\\n")',
            f"pcn-des terms --area {one.key} --as-of {asked}",
            one.json,
            OF_A_DAY,
        ),
    )


def glossary_page(one: Thing) -> str:
    """The words of the field, each with what it means."""
    parts = []
    for name in sorted(every_key("glossary"), key=lambda name: title_of("glossary", name).casefold()):
        found = [word for year in years() for word in load_year(year).glossary.get(name, ())]
        gaps = [gap for year in years() for gap in load_year(year).missing["glossary"].get(name, ())]
        parts.append(f"## {text(title_of('glossary', name))} {{: #{name} }}")
        parts.append(f"{text(found[-1].meaning)}" if found else f"Not found: {text(gaps[-1].note)}")
        said = {(word.meaning, word.standing, word.sources): word for word in found}
        rows = [
            [text(word.meaning) + note(word.note), days(word.since, word.until), standing(word), cited(word.sources)]
            for word in said.values()
        ]
        parts.append(table(("Meaning", "Days", "Standing", "Source"), rows, title_of("glossary", name)))
    last = day_of_examples()
    return page(
        front(one.title, boost=2, description="The words of the Network Contract DES, explained, with their sources."),
        f"# {one.title}",
        "What the words of the contract mean, as far as a source says it.",
        *parts,
        answers(
            one.url,
            f"print(des.terms({code(last)}))",
            f"pcn-des terms --as-of {last}",
            one.json,
        ),
    )
