"""A duty about each of several subjects: what the answer about all of them says, and exceptions for one of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcn_des import Status
from pcn_des.dates import Deadline
from pcn_des.engine.view import Subject, Subjects
from pcn_des.engine.words import holds, is_not, judge_when
from pcn_des.network import Variation
from pcn_des.values import Unknown
from support.lamps import Charter, Lamps, duty, term

MAY = date(2030, 5, 1)


def swept(more: str = "") -> Charter:
    return (
        Charter(duty("rooms.swept", f'subject = "room"\n{more}'))
        .fact("room.swept", "yes/no")
        .rule("rooms.swept", lambda f, t: holds(f.room.swept))
    )


def rooms(names: dict[str, str], happened: date | None = None) -> dict[str, Subjects]:
    return {"room": Subjects(tuple(Subject(id_, name, id_, happened) for id_, name in names.items()))}


def facts(**swept_rooms: Any) -> dict[str, Any]:
    return {f"room.swept@{name}": value for name, value in swept_rooms.items()}


NAMED = {"hall": "Hall", "attic": "Attic"}


# --- what is said of all ---


def test_names_with_commas_are_told_apart_by_semicolons() -> None:
    names = {"hall": "Hall, ground floor", "attic": "Attic", "cellar": "Cellar"}
    found = swept().run(Lamps(facts(hall=False, attic=False, cellar=True), rooms(names)))["rooms.swept"]
    assert found.reason == "2 of 3 rooms: Hall, ground floor; Attic"


def test_the_due_day_of_a_duty_is_that_of_all() -> None:
    found = swept("due = 2030-06-30").run(Lamps(facts(hall=True, attic=False), rooms(NAMED)))["rooms.swept"]
    assert (found.status, found.due) == (Status.NOT_DUE, Deadline.on(date(2030, 6, 30)))


@pytest.mark.parametrize(
    ("attic", "status", "exception", "missing"),
    [
        (False, Status.NOT_MET, "none on record", ()),
        (True, Status.MET, "", ()),
        (Unknown(("a key",)), Status.UNKNOWN, "", ("a key",)),
    ],
)
def test_only_a_shortfall_says_that_no_exception_is_on_record(
    attic: Any, status: Status, exception: str, missing: tuple[str, ...]
) -> None:
    found = swept().run(Lamps(facts(hall=True, attic=attic), rooms(NAMED)))["rooms.swept"]
    assert (found.status, found.exception, found.missing, found.to_judge) == (status, exception, missing, "")
    assert {part.exception for part in found.parts} == {""}


def test_a_shortfall_of_one_needs_nothing_that_is_missing_of_another() -> None:
    found = swept().run(Lamps(facts(hall=False, attic=Unknown(("a key",))), rooms(NAMED)))["rooms.swept"]
    assert (found.status, found.missing) == (Status.NOT_MET, ())
    assert [part.missing for part in found.parts] == [(), ("a key",)]


def test_what_a_person_decides_of_one_is_said_of_all() -> None:
    charter = (
        Charter(duty("rooms.swept", 'subject = "room"'))
        .fact("room.swept", "yes/no")
        .rule(
            "rooms.swept",
            lambda f, t: judge_when(is_not(f.room.swept), holds(f.room.swept), decides="whether it was a feast"),
        )
    )
    found = charter.run(Lamps(facts(hall=True, attic=False), rooms(NAMED)))["rooms.swept"]
    assert (found.status, found.to_judge) == (Status.JUDGEMENT, "whether it was a feast")
    assert [part.to_judge for part in found.parts] == ["", "whether it was a feast"]


def test_what_happened_once_has_its_day() -> None:
    found = swept().run(Lamps(facts(hall=True), rooms({"hall": "Hall"}, happened=MAY)))["rooms.swept"]
    assert ([part.happened for part in found.parts], found.happened) == ([MAY], None)


def test_subjects_may_be_found_by_a_term_of_the_contract() -> None:
    class Found(Lamps):
        def subjects(self, kind: str, area: str, term: Any) -> Subjects:
            return Subjects((Subject("hall", f"{kind} of {area} {term('rooms.named')}", "hall"),))

    charter = Charter(swept().text + term("rooms.named", '"of old"', "text"))
    charter.fact("room.swept", "yes/no").rule("rooms.swept", lambda f, t: holds(f.room.swept))
    (part,) = charter.run(Found(facts(hall=True)))["rooms.swept"].parts
    assert part.subject_name == "room of rooms of old"


# --- exceptions for one of them ---


def waiver(*subjects: str, **more: Any) -> Variation:
    return Variation(
        kind="waiver", granted_by="The mayor", lifts=("rooms.swept",), subjects=subjects, **{"since": MAY, **more}
    )


def test_an_exception_for_one_subject_lifts_its_part_alone() -> None:
    found = swept().run(Lamps(facts(hall=False, attic=False), rooms(NAMED)), variations=(waiver("attic"),))
    hall, attic = found["rooms.swept"].parts
    assert (hall.status, hall.exception, hall.without_exception) == (Status.NOT_MET, "", None)
    assert (attic.status, attic.exception, attic.without_exception, attic.reason) == (
        Status.NOT_APPLICABLE,
        "waiver granted by The mayor",
        Status.NOT_MET,
        "lifted from 1 May 2030 by the waiver granted by The mayor",
    )
    assert (found["rooms.swept"].status, found["rooms.swept"].reason) == (Status.NOT_MET, "1 of 2 rooms: Hall")


def test_where_the_rest_is_fine_an_exception_for_one_subject_leaves_no_shortfall() -> None:
    found = swept().run(Lamps(facts(hall=True, attic=False), rooms(NAMED)), variations=(waiver("attic"),))
    assert (found["rooms.swept"].status, found["rooms.swept"].without_exception) == (Status.MET, None)


def test_an_exception_for_another_subject_lifts_nothing() -> None:
    found = swept().run(Lamps(facts(hall=False), rooms({"hall": "Hall"})), variations=(waiver("attic"),))
    assert [part.status for part in found["rooms.swept"].parts] == [Status.NOT_MET]


def test_of_a_duty_that_nobody_may_waive_no_part_is_lifted() -> None:
    charter = swept('waivable_by = "nobody"')
    found = charter.run(Lamps(facts(hall=False), rooms({"hall": "Hall"})), variations=(waiver("hall"),))
    (part,) = found["rooms.swept"].parts
    assert (part.status, part.exception) == (Status.NOT_MET, "")


@pytest.mark.parametrize(
    ("variation", "status"),
    [
        pytest.param(waiver(since=date(2030, 6, 1)), Status.NOT_APPLICABLE, id="from the day"),
        pytest.param(waiver(until=date(2030, 6, 1)), Status.NOT_APPLICABLE, id="until the day"),
        pytest.param(waiver(until=date(2030, 5, 31)), Status.NOT_MET, id="over the day before"),
        pytest.param(waiver(since=date(2030, 6, 2)), Status.NOT_MET, id="from the day after"),
        pytest.param(
            Variation(kind="waiver", granted_by="The mayor", lifts=("rooms.lit",), since=MAY),
            Status.NOT_MET,
            id="of another duty",
        ),
    ],
)  # fmt: skip
def test_an_exception_lifts_its_duty_on_its_days(variation: Variation, status: Status) -> None:
    found = swept().run(Lamps(facts(hall=False), rooms({"hall": "Hall"})), date(2030, 6, 1), variations=(variation,))
    assert found["rooms.swept"].status is status
