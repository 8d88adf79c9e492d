"""The one door to display: every row leads to something, and whoever shows himself has rows."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pytest

from pcn_des.answers.receipt import Heading
from pcn_des.contract.entries import Entry
from pcn_des.showing import _SHOWN_BY, HTML, PLAIN, TEXT, Shown

ROWS = [(name, how, target) for name, row in _SHOWN_BY.items() for how, target in row.items()]


def shown_types() -> dict[str, type]:
    """Every class that shows itself, by name."""
    import_module("pcn_des.sources")
    rooms = ("answers", "contract", "network", "questions", "formats")
    for room in rooms:
        package = import_module(f"pcn_des.{room}")
        for module in walk_packages(package.__path__, f"pcn_des.{room}."):
            import_module(module.name)
    found: dict[str, type] = {}
    waiting = [*Shown.__subclasses__()]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return found


@pytest.mark.parametrize(("name", "how", "target"), ROWS, ids=lambda value: value)
def test_every_row_leads_to_a_function(name: str, how: str, target: str) -> None:
    module, function = target.split(":")
    assert callable(getattr(import_module(f"pcn_des.{module}"), function))


def test_whoever_shows_himself_has_text_html_and_plain_values() -> None:
    """By the table, or by a way of his own; an entry of no kind is never made."""
    for name, kind in shown_types().items():
        if kind is Entry:
            continue
        ways = next(_SHOWN_BY[each.__name__] for each in kind.__mro__ if each.__name__ in _SHOWN_BY)
        assert TEXT in ways or "__str__" in vars(kind), name
        assert HTML in ways, name
        assert PLAIN in ways or kind.to_dict is not Shown.to_dict, name  # type: ignore[attr-defined]


def test_no_row_is_of_a_type_that_is_not_there() -> None:
    read_from_files = {"Reading", "WorkbookReading"}  # they have text alone
    assert set(_SHOWN_BY) <= set(shown_types()) | read_from_files


def test_a_subclass_is_shown_as_what_it_is_made_from() -> None:
    class Mine(Heading):
        pass

    mine = Mine(code="U99901", name="Riverside PCN")
    assert str(mine) == "Riverside PCN (U99901)"
    assert mine.to_dict()["code"] == "U99901"
