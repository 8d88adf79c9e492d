"""An answer that read a draft year says so, and one that did not says nothing: about any day before the draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree

import pytest

import pcn_des as des
from pcn_des.contract.drafting.carry import carried_files
from pcn_des.contract.drafting.pieces import as_toml, in_table, joined, pieces_of
from pcn_des.contract.files import documents, files_of
from pcn_des.dates import ContractYear
from pcn_des.showing import HTML, TEXT, show
from support.command_line import run
from support.own_data import forget, own_data
from support.published import PUBLISHED

pytestmark = pytest.mark.thorough  # a draft of a whole year is written for each

LAST, NEXT = PUBLISHED[-1], ContractYear(PUBLISHED[-1].starts_in + 1)
DAY = date(LAST.starts_in, 6, 1)
MARK = f"DRAFT of {NEXT}: "
NEW = """
[[roles.lamplighter]]
title = "Lamplighter"
standing = "single-source"
sources = [{ document = "nhse-spec-2026-27", words = "lamps are lit" }]

[[terms.network.lamps]]
title = "Lamps"
value = 3
unit = "practices"
standing = "single-source"
sources = [{ document = "nhse-spec-2026-27", words = "3 lamps" }]
"""
GONE = {
    "roles.toml": ("roles.paramedic",),
    "services.toml": ("services.social_prescribing", "obligations.care_homes.weekly_home_round"),
    "access.toml": ("obligations.enhanced_access.weekly_minutes",),
}


def years_of(folder: Path, *, changed: bool) -> None:
    """A draft of the next year; of a changed one, some entries are new, and some are gone."""
    made = {name: text.decode() for name, text in carried_files(NEXT, files_of(LAST), documents()).items()}
    if changed:
        for name in list(made):
            gone = [one for names in GONE.values() for one in names if f"[[{one}]]" in made[name]]
            pieces = [piece for piece in pieces_of(made[name]) if piece.name not in gone]
            made[name] = joined(in_table(pieces, "removed", {one: as_toml("put out") for one in gone}))
        made["lamps.toml"] = NEW
    (folder / NEXT.folder).mkdir()
    for name, text in made.items():
        (folder / NEXT.folder / name).write_text(text, encoding="utf-8")
    forget()


ANSWERS: dict[str, Callable[[], object]] = {
    "a role that goes on": partial(des.reimbursable, "pharmacy_technician", DAY),
    "a role that ends": partial(des.reimbursable, "paramedic", DAY),
    "a role that ends, as known before": partial(des.reimbursable, "paramedic", DAY, known_on=DAY),
    "the calendar of the year before": lambda: des.deadlines(str(LAST)),
    "the same, as known before": lambda: des.deadlines(str(LAST), known_on=DAY),
    "an earlier calendar": lambda: des.deadlines("2022/23"),
    "changes": lambda: des.compare("2024/25", str(LAST)),
    "services": lambda: des.terms(DAY).all_services,
    "roles": lambda: des.terms(DAY).roles,
    "a term": lambda: des.terms(DAY)["network.minimum_population"],
    "a term that was": lambda: des.terms(DAY)["extended_hours.minutes_per_1000"],
    "a report": lambda: des.assess(des.example_network(), DAY),
    "a statement": lambda: des.entitlements({"population.adjusted": 49_000}, str(LAST)),
    "a timeline": lambda: des.timeline(des.example_network(), date(2022, 11, 1), date(2022, 11, 30)),
}


def shown(ask: Callable[[], object]) -> tuple[str, str]:
    """What an answer says, without what names the data: text and HTML."""
    answer = ask()
    found = (str(show(answer, how)) for how in (TEXT, HTML))
    text, html = (re.sub(r"\b[0-9a-f]{16}\b|data cover[^.;]*", "", said) for said in found)
    return text, html


@contextmanager
def data(folder: Path) -> Iterator[Path]:
    """The years of the package that are published; a draft that there is already is left out."""
    with own_data(folder) as copy:
        for other in copy.joinpath("years").iterdir():
            if other.name > LAST.folder:
                rmtree(other)
        forget()
        yield copy / "years"


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    with data(tmp_path_factory.mktemp("published")):
        return {name: shown(ask) for name, ask in ANSWERS.items()}


@pytest.mark.parametrize("changed", [False, True])
def test_an_answer_about_a_day_before_a_draft_bears_its_mark_exactly_where_it_says_something_else(
    tmp_path: Path, without: dict[str, tuple[str, str]], changed: bool
) -> None:
    marked = set()
    with data(tmp_path) as folder:
        years_of(folder, changed=changed)
        for name, ask in ANSWERS.items():
            text, html = shown(ask)
            is_marked = text.startswith(MARK)
            assert html.startswith(f"<p><strong>{MARK}") is is_marked, name
            assert is_marked is ((text, html) != without[name]), name
            marked |= {name} if is_marked else set()
    assert ({"a role that ends", "the calendar of the year before"} <= marked) is changed
    assert not marked & {"an earlier calendar", "a role that goes on", "a report", "a statement", "a timeline", "roles"}


def test_what_only_a_draft_has_bears_its_mark_when_it_is_asked_for_before(tmp_path: Path) -> None:
    with data(tmp_path) as folder:
        years_of(folder, changed=True)
        for answer in (
            des.reimbursable("lamplighter", DAY),
            des.terms(DAY)["network.lamps"],
            des.coverage(),
            des.reach(),
        ):
            assert str(answer).startswith(MARK), answer
        assert des.reimbursable("lamplighter", DAY).to_dict()["draft"] is True
        for key, marked in (("network.lamps", True), ("extended_hours.minutes_per_1000", False)):
            said = run("terms", key, "--history")[1]
            assert said.startswith(MARK) is marked
            assert ('"draft": true' in run("terms", key, "--history", "--json")[1]) is marked
        frames = [des.assess({}, day).to_frame() for day in (DAY, NEXT.first_day)]
        assert [set(frame["draft"].to_list()) for frame in frames] == [{False}, {True}]
