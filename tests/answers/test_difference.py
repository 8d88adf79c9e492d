"""What two reports answer differently: every field that a reader sees, and what is only repeated once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.answers.difference import differences
from pcn_des.answers.finding import Finding
from pcn_des.answers.notation import Sentence
from pcn_des.contract.entries import Obligation
from pcn_des.dates import Deadline
from pcn_des.sources import Standing
from pcn_des.units import Quantity, Unit

MINUTES = Unit.parse("minutes")
DUTY = Obligation(
    key="lamps.lit",
    title="Lamps lit",
    since=date(2030, 4, 1),
    until=date(2031, 3, 31),
    published=date(2030, 3, 1),
    standing=Standing.CONFIRMED,
    owed_by="PCN",
    strength="must",
)
FOUND = Finding(entry=DUTY, status=des.Status.MET, why=Sentence("lit"))
DUE = Deadline.on(date(2030, 6, 30))


def changed(before: Finding, after: Finding) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(difference.subject, difference.changed) for difference in differences([before], [after])]


@pytest.mark.parametrize(
    ("fields", "names", "line"),
    [
        pytest.param(
            {"observed": Quantity(Fraction(5), MINUTES)}, ("observed",), "observed: none -> 5 minutes", id="observed"
        ),
        pytest.param({"required": "yes"}, ("required",), "required: none -> yes", id="required"),
        pytest.param({"due": DUE}, ("due",), "due: none -> 30 June 2030", id="due"),
        pytest.param({"other_dues": (DUE,)}, ("other_dues",), "other dues: none -> 30 June 2030", id="other dues"),
        pytest.param({"done": date(2030, 5, 1)}, ("done",), "done: none -> 1 May 2030", id="done"),
        pytest.param({"missing": ("a log", "a map")}, ("missing",), "missing: none -> a log; a map", id="missing"),
        pytest.param({"to_judge": "how bright"}, ("to_judge",), "to judge: none -> how bright", id="to judge"),
        pytest.param({"exception": "a waiver"}, ("exception",), "exception: none -> a waiver", id="exception"),
        pytest.param(
            {"without_exception": des.Status.NOT_MET},
            ("without_exception",),
            "without exception: none -> NOT MET",
            id="without the exception",
        ),
        pytest.param({"text_missing": True}, ("text_missing",), "text missing: no -> yes", id="text missing"),
    ],
)
def test_any_field_of_a_finding(fields: dict[str, Any], names: tuple[str, ...], line: str) -> None:
    after = attrs.evolve(FOUND, **fields)
    assert changed(FOUND, after) == [(None, names)]
    (difference,) = differences([FOUND], [after])
    assert str(difference).splitlines() == ["Lamps lit", "[lamps.lit]", "    MET (lit)", f"    {line}"]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"title": "All lamps lit"}, "title: Lamps lit -> All lamps lit"),
        ({"owed_by": "practice"}, "owed by: PCN -> practice"),
        ({"strength": "should"}, "strength: must -> should"),
        ({"clause": "5.3"}, "clause: none -> 5.3"),
        ({"consequence": "a letter"}, "consequence: none -> a letter"),
        ({"note": "seen once"}, "note: none -> seen once"),
        ({"standing": Standing.CARRIED}, "standing: confirmed -> carried"),
    ],
)
def test_what_the_contract_says_of_the_duty(fields: dict[str, Any], line: str) -> None:
    after = attrs.evolve(FOUND, entry=attrs.evolve(DUTY, **fields))
    assert changed(FOUND, after) == [(None, tuple(fields))]
    (difference,) = differences([FOUND], [after])
    assert str(difference).splitlines()[-1] == f"    {line}"


def test_another_reason_has_both_below_each_other() -> None:
    (difference,) = differences([FOUND], [attrs.evolve(FOUND, why=Sentence("lit again"), observed="again")])
    assert str(difference).splitlines() == ["Lamps lit", "[lamps.lit]", "    MET (lit)", " -> MET (lit again)"]
    assert difference.changed == ("reason", "observed")


def test_the_same_twice_is_no_difference() -> None:
    assert differences([FOUND], [FOUND]) == ()


def test_one_that_a_report_does_not_have_has_no_fields_to_tell() -> None:
    (difference,) = differences([FOUND], [])
    assert (difference.after, difference.changed) == (None, ())


class TestSubjects:
    ONE, TWO = (attrs.evolve(FOUND, subject=name, subject_name=name) for name in ("hall", "yard"))
    BOTH = attrs.evolve(FOUND, parts=(ONE, TWO))

    def test_what_is_about_one_is_told_of_that_one(self) -> None:
        late = attrs.evolve(self.TWO, due=DUE, done=date(2030, 7, 2))
        assert changed(self.BOTH, attrs.evolve(self.BOTH, parts=(self.ONE, late))) == [
            ("yard", ("late_by", "done", "due"))
        ]

    def test_what_is_said_of_the_duty_is_not_repeated_of_each(self) -> None:
        entry = attrs.evolve(DUTY, note="seen once", standing=Standing.CARRIED)
        parts = tuple(attrs.evolve(part, entry=entry) for part in self.BOTH.parts)
        after = attrs.evolve(self.BOTH, entry=entry, parts=parts)
        assert changed(self.BOTH, after) == [(None, ("standing", "note"))]

    def test_an_answer_is_told_of_the_duty_and_of_each(self) -> None:
        parts = tuple(attrs.evolve(part, status=des.Status.UNKNOWN) for part in self.BOTH.parts)
        after = attrs.evolve(self.BOTH, status=des.Status.UNKNOWN, parts=parts)
        assert changed(self.BOTH, after) == [(None, ("status",)), ("hall", ("status",)), ("yard", ("status",))]
