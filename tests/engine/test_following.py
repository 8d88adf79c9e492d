"""A duty is asked again on a later day only where something that it read may be otherwise, or its text is another."""

from __future__ import annotations

from datetime import date
from typing import Any

from pcn_des import Status
from pcn_des.contract.terms import Terms
from pcn_des.engine.following import Following
from pcn_des.engine.rulebook import Rulebook
from pcn_des.engine.run import Asking
from pcn_des.engine.view import Observed, Subject
from pcn_des.engine.words import by_today, holds
from support.lamps import Charter, Lamps, duty, year_of

CHARTER = (
    Charter(duty("lamps.lit") + duty("lamps.swept"))
    .fact("lamps.lit", "yes/no")
    .fact("lamps.sweep_by", "date")
    .rule("lamps.lit", lambda f, t: holds(f.lamps.lit))
    .rule("lamps.swept", lambda f, t: by_today(f.lamps.sweep_by))
)
BOOK = Rulebook(CHARTER.facts, CHARTER.rules)
YEAR = year_of(CHARTER.text)
SWEEP_BY = date(2030, 6, 12)


class Noted(Lamps):
    """Lamps that note what is asked of them."""

    def observe(self, name: str, args: Any, subject: Subject | None, term: Any) -> Observed:
        ASKED.append(name)
        return super().observe(name, args, subject, term)


ASKED: list[str] = []
LAMPS = Noted({"lamps.lit": True, "lamps.sweep_by": SWEEP_BY})


def asked_on(following: Following, day: date, contract: Any = YEAR) -> tuple[list[Status], list[str]]:
    """The answers of a day, and the facts that were asked for them."""
    ASKED.clear()
    found = following.on(day, lambda watched: Asking(BOOK, Terms(contract, watched), LAMPS))
    assert [one.rule for one in found] == ["lamps.lit", "lamps.swept"]
    return [one.status for one in found], list(ASKED)


def test_a_duty_is_asked_again_once_its_day_has_passed_and_the_others_are_kept() -> None:
    following = Following()
    both = ["lamps.lit", "lamps.sweep_by"]
    assert asked_on(following, date(2030, 6, 10)) == ([Status.MET, Status.MET], both)
    assert SWEEP_BY in following.changes()
    assert asked_on(following, date(2030, 6, 11)) == ([Status.MET, Status.MET], [])
    status, again = asked_on(following, date(2030, 6, 13))
    assert (status, again) == ([Status.MET, Status.NOT_MET], ["lamps.sweep_by"])
    assert asked_on(following, date(2030, 6, 20)) == ([Status.MET, Status.NOT_MET], [])


def test_another_text_of_a_duty_is_asked_about_anew() -> None:
    following = Following()
    asked_on(following, date(2030, 6, 10))
    assert asked_on(following, date(2030, 6, 11), year_of(CHARTER.text))[1] == ["lamps.lit", "lamps.sweep_by"]


def test_what_is_forgotten_is_asked_again() -> None:
    following = Following()
    asked_on(following, date(2030, 6, 10))
    following.forget()
    assert asked_on(following, date(2030, 6, 11))[1] == ["lamps.lit", "lamps.sweep_by"]
