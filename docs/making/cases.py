"""The page of the cases: for each area of duties, what its cases show and what is answered on which day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from pathlib import Path
from textwrap import indent
from typing import Any

from pcn_des.contract.entries import key_in_words
from pcn_des.formats.case_tables import read_cases
from pcn_des.questions.cases import Case, Expected
from pcn_des.wording import count_of, in_words

FOLDER = Path(__file__).parents[2] / "tests" / "cases"
MOST_RULES = 4  # that are named in a row
INTRODUCTION = """\
# Cases

What somebody who knows the contract says that a duty answers, of these records, on these days. The package is compared
with every one of them whenever it changes. A case has its records in the file of its area, in `tests/cases`;
[Write cases](../extend/cases.md) says how to write one, and [What an answer means](../explanation/answers.md) what the
answers mean. This page is made from the files.
"""


def cases_page() -> str:
    """The page as Markdown."""
    return "\n".join([INTRODUCTION, *(part for file in sorted(FOLDER.glob("*.toml")) for part in _area(file))])


def _area(file: Path) -> Iterator[str]:
    cases = read_cases(file)
    yield f"## {key_in_words(file.stem)}\n"
    yield f"{_said_first(file)}\n"
    rows = [row for _, alike in groupby(cases, key=_shown_as) for row in _rows(list(alike))]
    yield f'??? note "{count_of(len(cases), "case")}"\n'  # folded: all of them are a hundred screens of a phone
    yield indent("\n".join(["| What the case shows | Day | Answer |", "|---|---|---|", *rows, ""]), "    ")


def _shown_as(case: Case) -> tuple[Any, ...]:
    """What cases have in common that are told together."""
    return case.it, case.answers, case.known_on


def _said_first(file: Path) -> str:
    """The comment that a file begins with, to its first empty line."""
    lines = takewhile(lambda line: line.startswith("# "), file.read_text(encoding="utf-8").splitlines())
    return _plain(" ".join(line.removeprefix("# ") for line in lines))


def _rows(alike: list[Case]) -> Iterator[str]:
    """A row for each day; the first says what the case shows, and of which duties."""
    first = alike[0]
    known = f", as known on {in_words(first.known_on)}" if first.known_on else ""
    shows = f"{_plain(first.it)}{known}<br>{_rules(case.rule for case in alike)}"
    for place, expected in enumerate(first.answers):
        yield f"| {'' if place else shows} | {in_words(expected.day).replace(' ', '&nbsp;')} | {_answer(expected)} |"


def _rules(rules: Iterable[str]) -> str:
    named = [f"`{rule}`" for rule in dict.fromkeys(rules)]
    more = f" and {len(named) - MOST_RULES} more" if len(named) > MOST_RULES else ""
    return f"{', '.join(named[:MOST_RULES])}{more}"


def _answer(expected: Expected) -> str:
    late = expected.late_by
    parts = [
        f"“{expected.because}”" if expected.because else "",
        f"{expected.observed}, of {expected.required}" if expected.observed and expected.required else "",
        f"{late} day{'s' if late != 1 else ''} late" if late is not None else "",
        f"needs {'; '.join(expected.needs)}" if expected.needs else "",
        f"without the exception {expected.without_exception}" if expected.without_exception else "",
    ]
    told = "<br>".join(_plain(part) for part in parts if part)
    return f"**{expected.answer.replace(' ', '&nbsp;')}**{f'<br>{told}' if told else ''}"


def _plain(text: str) -> str:
    """A text whose signs are not taken for Markdown's."""
    return re.sub(r"([\\`*_|<>\[\]])", r"\\\1", text)
