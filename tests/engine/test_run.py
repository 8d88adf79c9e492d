"""Findings: due days, lateness, conditions, subjects, exceptions, two readings, lower bounds, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import pcn_des as des
from pcn_des import NEVER, Standing, Status
from pcn_des.engine.registry import Fact, Registry, Rule
from pcn_des.engine.rulebook import Rulebook
from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.view import Observed, Subject, Subjects
from pcn_des.engine.words import (
    all_of,
    among,
    any_of,
    at_least,
    at_most,
    by_today,
    days_after,
    done_by,
    either,
    holds,
    is_not,
    judge_when,
    lookup,
    same,
    thousands,
    to_nearest,
    where,
)
from pcn_des.network import Variation
from pcn_des.units import Unit
from pcn_des.values import Range, Unknown
from support.lamps import COMMON, Charter, Lamps, duty, term, year_of

DAY = date(2030, 6, 1)


# --- due days ---


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2030, 6, 29), Status.NOT_DUE),
        (date(2030, 6, 30), Status.NOT_DUE),
        (date(2030, 7, 1), Status.NOT_MET),
    ],
)
def test_undone_is_a_shortfall_only_after_the_due_day(as_of: date, status: Status) -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\ndue = 2030-06-30'))
    assert charter.run(Lamps({}, shown={"lamps.lit": NEVER}), as_of)["lamps.lit"].status is status


@pytest.mark.parametrize(
    ("done", "late_by"), [(date(2030, 6, 29), None), (date(2030, 6, 30), None), (date(2030, 7, 1), 1)]
)
def test_done_late_is_met_and_says_by_how_many_days(done: date, late_by: int | None) -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\ndue = 2030-06-30'))
    finding = charter.run(Lamps({}, shown={"lamps.lit": done}), date(2030, 8, 1))["lamps.lit"]
    assert (finding.status, finding.late_by, finding.done) == (Status.MET, late_by, done)


def test_done_late_is_a_shortfall_where_the_entry_says_that_late_fails() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\ndue = 2030-06-30\nlate = "fails"'))
    late = charter.run(Lamps({}, shown={"lamps.lit": date(2030, 7, 1)}), date(2030, 8, 1))["lamps.lit"]
    assert (late.status, late.late_by) == (Status.NOT_MET, 1)
    in_time = charter.run(Lamps({}, shown={"lamps.lit": date(2030, 6, 30)}), date(2030, 8, 1))["lamps.lit"]
    assert in_time.status is Status.MET


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2030, 8, 1), Status.NOT_DUE),
        (date(2030, 8, 2), Status.UNKNOWN),
        (date(2030, 8, 31), Status.UNKNOWN),
        (date(2030, 9, 1), Status.NOT_MET),
    ],
)
def test_within_the_month_of_a_deadline_whose_day_is_not_established_undone_is_unknown(
    as_of: date, status: Status
) -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\ndue = "2030-08"'))
    assert charter.run(Lamps({}, shown={"lamps.lit": NEVER}), as_of)["lamps.lit"].status is status


def test_done_after_the_month_is_late_from_its_last_day() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\ndue = "2030-08"'))
    finding = charter.run(Lamps({}, shown={"lamps.lit": date(2030, 9, 3)}), date(2030, 9, 9))["lamps.lit"]
    assert finding.late_by == 3


def test_unknown_stays_unknown_before_and_after_the_due_day() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\ndue = 2030-06-30'))
    for as_of in (date(2030, 6, 1), date(2030, 7, 1)):
        finding = charter.run(Lamps({}), as_of)["lamps.lit"]
        assert (finding.status, finding.missing) == (Status.UNKNOWN, ("a record",))


@pytest.mark.parametrize(
    ("as_of", "status"),
    [(date(2030, 6, 14), Status.MET), (date(2030, 6, 15), Status.MET), (date(2030, 6, 16), Status.NOT_MET)],
)
def test_what_comes_round_again_is_met_until_its_day_has_passed(as_of: date, status: Status) -> None:
    charter = (
        Charter(term("lamps.window", "14", "days") + duty("lamps.swept"))
        .fact("lamps.last_swept", "date")
        .rule("lamps.swept", lambda f, t: by_today(days_after(f.lamps.last_swept, t.lamps.window)))
    )
    finding = charter.run(Lamps({"lamps.last_swept": date(2030, 6, 1)}), as_of)["lamps.swept"]
    assert (finding.status, finding.due.day) == (status, date(2030, 6, 15))  # type: ignore[union-attr]


def test_a_rule_may_work_out_its_own_due_day() -> None:
    charter = (
        Charter(duty("lamps.mended"))
        .fact("lamps.mended_on", "date")
        .fact("lamps.mend_by", "date")
        .rule("lamps.mended", lambda f, t: done_by(f.lamps.mended_on, f.lamps.mend_by))
    )
    facts = {"lamps.mended_on": NEVER, "lamps.mend_by": date(2030, 6, 10)}
    assert charter.run(Lamps(facts), date(2030, 6, 10))["lamps.mended"].status is Status.NOT_DUE
    assert charter.run(Lamps(facts), date(2030, 6, 11))["lamps.mended"].status is Status.NOT_MET
    assert charter.run(Lamps({"lamps.mended_on": NEVER}), DAY)["lamps.mended"].status is Status.UNKNOWN


# --- conditions and persons ---


@pytest.mark.parametrize(
    ("several", "status"),
    [(True, Status.NOT_MET), (False, Status.NOT_APPLICABLE), (Unknown.because("how many"), Status.UNKNOWN)],
)
def test_a_duty_applies_while_its_condition_holds(several: Any, status: Status) -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\nwhen = "lamps.several"')).fact("lamps.several", "yes/no")
    lamps = Lamps({"lamps.several": several}, shown={"lamps.lit": NEVER})
    assert charter.run(lamps)["lamps.lit"].status is status


def test_what_a_person_decides_says_what_and_on_what() -> None:
    charter = Charter(duty("lamps.pretty", 'judgement = "Whether the lamps please the eye."'))
    finding = charter.run(Lamps({}))["lamps.pretty"]
    assert (finding.status, finding.reason) == (Status.JUDGEMENT, "Whether the lamps please the eye.")


@pytest.mark.parametrize(
    ("drifted", "count", "status"),
    [
        (True, 5, Status.JUDGEMENT),
        (False, 5, Status.NOT_MET),
        (Unknown.because("the past"), 5, Status.UNKNOWN),
        (Unknown.because("the past"), 10, Status.MET),
        (True, Unknown.because("the count"), Status.UNKNOWN),
    ],
)
def test_a_shortfall_is_judged_only_where_the_condition_holds(drifted: Any, count: Any, status: Status) -> None:
    charter = (
        Charter(term("lamps.least", "10", "homes") + duty("lamps.enough"))
        .fact("lamps.count", "homes")
        .fact("lamps.drifted", "yes/no")
        .rule(
            "lamps.enough",
            lambda f, t: judge_when(f.lamps.drifted, at_least(f.lamps.count, t.lamps.least), decides="how it came"),
        )
    )
    count = Fraction(count) if isinstance(count, int) else count
    finding = charter.run(Lamps({"lamps.drifted": drifted, "lamps.count": count}))["lamps.enough"]
    assert (finding.status, finding.to_judge) == (status, "how it came" if status is Status.JUDGEMENT else "")


@pytest.mark.parametrize(
    ("excused", "done", "status", "late_by"),
    [
        pytest.param(False, date(2030, 6, 10), Status.MET, None, id="in time"),
        pytest.param(False, date(2030, 6, 11), Status.JUDGEMENT, 1, id="late"),
        pytest.param(True, date(2030, 6, 11), Status.MET, 1, id="late, and the condition does not hold"),
        pytest.param(Unknown.because("why"), date(2030, 6, 10), Status.MET, None, id="in time, whatever the condition"),
        pytest.param(Unknown.because("why"), date(2030, 6, 11), Status.UNKNOWN, None, id="late, condition unknown"),
        pytest.param(True, NEVER, Status.NOT_MET, None, id="not done, and the condition does not hold"),
        pytest.param(False, NEVER, Status.JUDGEMENT, None, id="not done"),
    ],
)
def test_what_was_done_late_is_judged_as_a_shortfall_is(
    excused: Any, done: Any, status: Status, late_by: int | None
) -> None:
    charter = (
        Charter(duty("lamps.mended"))
        .fact("lamps.mended_on", "date")
        .fact("lamps.mend_by", "date")
        .fact("lamps.excused", "yes/no")
        .rule(
            "lamps.mended",
            lambda f, t: judge_when(
                is_not(f.lamps.excused), done_by(f.lamps.mended_on, f.lamps.mend_by), decides="whether it mattered"
            ),
        )
    )
    facts = {"lamps.mended_on": done, "lamps.mend_by": date(2030, 6, 10), "lamps.excused": excused}
    finding = charter.run(Lamps(facts), date(2030, 7, 1))["lamps.mended"]
    assert (finding.status, finding.late_by) == (status, late_by)


def test_a_judged_yes_or_no_says_what_a_person_decides() -> None:
    charter = (
        Charter(duty("lamps.lit"))
        .fact("lamps.on", "yes/no")
        .rule("lamps.lit", lambda f, t: judge_when(is_not(f.lamps.on), holds(f.lamps.on), decides="whether it was day"))
    )
    found = charter.run(Lamps({"lamps.on": False}))["lamps.lit"]
    assert (found.status, found.reason, found.to_judge) == (Status.JUDGEMENT, "no", "whether it was day")
    assert charter.run(Lamps({"lamps.on": True}))["lamps.lit"].reason == "yes"


def test_a_missing_duty_of_the_commissioner_is_not_the_networks() -> None:
    text = '[missing]\n"obligations.lamps.a" = "not found"\n'
    text += '"obligations.lamps.b" = { note = "not found", owed_by = "commissioner" }\n'
    text += '"obligations.lamps.c" = { note = "not found", owed_by = "PCN and commissioner" }\n'
    found = Charter(text).run(Lamps({}))
    assert {key: finding.owed_by for key, finding in found.items()} == {
        "lamps.a": "",
        "lamps.c": "PCN and commissioner",
    }


def test_the_commissioners_duties_are_not_the_networks() -> None:
    text = duty("lamps.paid", 'judgement = "Whether it paid."').replace('owed_by = "PCN"', 'owed_by = "commissioner"')
    assert Charter(text).run(Lamps({})) == {}


# --- numbers ---


def weekly() -> Charter:
    text = term("lamps.minutes_per_1000", "60", "minutes per 1,000 adjusted patients per week")
    text += term("lamps.step", "15", "minutes per week") + duty("lamps.minutes")

    def owed(f: Any, t: Any) -> Any:
        return t.lamps.minutes_per_1000 * thousands(f.population.adjusted)

    return (
        Charter(text)
        .fact("population.adjusted", "adjusted patients")
        .fact("lamps.offered", "minutes per week")
        .rule(
            "lamps.minutes",
            lambda f, t: at_least(f.lamps.offered, either(owed(f, t), to_nearest(owed(f, t), t.lamps.step))),
        )
    )


@pytest.mark.parametrize(
    ("offered", "status"), [(3080, Status.MET), (3075, Status.MET), (3074, Status.UNKNOWN), (3073, Status.NOT_MET)]
)
def test_the_answer_stands_where_two_readings_agree(offered: int, status: Status) -> None:
    facts = {"population.adjusted": Fraction(51230), "lamps.offered": Fraction(offered)}
    finding = weekly().run(Lamps(facts))["lamps.minutes"]
    assert finding.status is status
    assert isinstance(finding.required, des.Quantity)
    assert finding.required.by_reading == (Decimal("3073.8"), Decimal(3075))
    assert (finding.required.value, finding.required.at_least) == (None, Decimal("3073.8"))
    assert finding.working == "60 x 51,230 / 1,000"
    assert finding.working_otherwise == "3,075 = 60 x 51,230 / 1,000, to the nearest 15"
    if status is Status.UNKNOWN:
        assert finding.reason == "two readings of the text differ: 3,073.8 gives MET, 3,075 gives NOT MET"
        assert finding.missing == ()


def test_readings_that_give_the_same_answer_are_named_together() -> None:
    """Of three readings two give the same, and are named together."""
    charter = (
        Charter(duty("lamps.enough"))
        .fact("lamps.count", "homes")
        .fact("lamps.low", "homes")
        .fact("lamps.mid", "homes")
        .fact("lamps.top", "homes")
        .rule(
            "lamps.enough", lambda f, t: at_least(f.lamps.count, either(f.lamps.low, either(f.lamps.mid, f.lamps.top)))
        )
    )
    given = {"lamps.count": 115, "lamps.low": 100, "lamps.mid": 110, "lamps.top": 120}
    facts = {key: Fraction(number) for key, number in given.items()}
    finding = charter.run(Lamps(facts))["lamps.enough"]
    assert finding.status is Status.UNKNOWN
    assert finding.reason == "several readings of the text differ: 100 and 110 give MET, 120 gives NOT MET"


def test_a_sum_with_gaps_is_enough_or_unknown_never_a_shortfall() -> None:
    charter = (
        Charter(term("lamps.least", "10", "homes") + duty("lamps.enough"))
        .fact("lamps.count", "homes")
        .rule("lamps.enough", lambda f, t: at_least(f.lamps.count, t.lamps.least))
    )
    enough = charter.run(Lamps({"lamps.count": Range(Fraction(10), None, ("the attic",))}))["lamps.enough"]
    assert enough.status is Status.MET
    short = charter.run(Lamps({"lamps.count": Range(Fraction(9), None, ("the attic",))}))["lamps.enough"]
    assert (short.status, short.missing) == (Status.UNKNOWN, ("the attic",))
    assert str(short.observed) == "at least 9 homes"


def test_a_sum_with_gaps_above_a_limit_is_a_shortfall_and_below_it_unknown() -> None:
    charter = (
        Charter(term("lamps.most", "10", "homes") + duty("lamps.few"))
        .fact("lamps.count", "homes")
        .rule("lamps.few", lambda f, t: at_most(f.lamps.count, t.lamps.most))
    )
    assert charter.run(Lamps({"lamps.count": Range(Fraction(11), None, ("x",))}))["lamps.few"].status is Status.NOT_MET
    assert charter.run(Lamps({"lamps.count": Range(Fraction(10), None, ("x",))}))["lamps.few"].status is Status.UNKNOWN


def test_what_is_required_may_rest_on_a_sum_with_gaps() -> None:
    facts = {"population.adjusted": Range(Fraction(50_000), None, ("a list",)), "lamps.offered": Fraction(2_999)}
    assert weekly().run(Lamps(facts))["lamps.minutes"].status is Status.NOT_MET  # at least 3,000 are required
    facts["lamps.offered"] = Fraction(3_000)
    assert weekly().run(Lamps(facts))["lamps.minutes"].status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("role", "patients", "cap"),
    [("sweeper", 99_999, "3"), ("sweeper", 100_000, "6"), ("sweeper", 100_001, "6")],
)
def test_a_table_term_is_looked_up_by_choice_and_band(role: str, patients: int, cap: str) -> None:
    text = term(
        "lamps.cap",
        "{ sweeper = [{ below = 100000, value = 3 }, { value = 6 }], keeper = 'unlimited' }",
        "WTE",
        'by = ["role", "list_size"]',
    ) + duty("lamps.staff")
    text += "".join(f'[[roles.{name}]]\ntitle = "{name}"\n{COMMON}' for name in ("sweeper", "keeper"))
    charter = (
        Charter(text)
        .fact("lamps.role", "text")
        .fact("lamps.staff", "WTE")
        .fact("population.registered", "registered patients")
        .rule(
            "lamps.staff",
            lambda f, t: at_most(f.lamps.staff, lookup(t.lamps.cap, f.lamps.role, f.population.registered)),
        )
    )
    facts = {"lamps.role": role, "population.registered": Fraction(patients), "lamps.staff": Fraction(5)}
    finding = charter.run(Lamps(facts))["lamps.staff"]
    assert str(finding.required) == f"{cap} WTE"
    facts["lamps.role"] = "keeper"
    assert charter.run(Lamps(facts))["lamps.staff"].status is Status.MET  # there is no limit
    facts["lamps.role"] = "painter"
    assert charter.run(Lamps(facts))["lamps.staff"].status is Status.UNKNOWN


def test_one_of_two_amounts_by_a_condition() -> None:
    charter = (
        Charter(term("lamps.winter", "20", "homes") + term("lamps.summer", "10", "homes") + duty("lamps.enough"))
        .fact("lamps.count", "homes")
        .fact("lamps.cold", "yes/no")
        .rule(
            "lamps.enough",
            lambda f, t: at_least(f.lamps.count, where(f.lamps.cold, t.lamps.winter, t.lamps.summer)),
        )
    )

    def status(cold: Any) -> Status:
        return charter.run(Lamps({"lamps.count": Fraction(15), "lamps.cold": cold}))["lamps.enough"].status

    assert status(True) is Status.NOT_MET
    assert status(False) is Status.MET
    assert status(Unknown.because("the weather")) is Status.UNKNOWN


# --- Kleene logic ---

YES, NO, OPEN = True, False, Unknown.because("it")


@pytest.mark.parametrize(
    ("word", "one", "other", "status"),
    [
        (all_of, YES, YES, Status.MET),
        (all_of, YES, NO, Status.NOT_MET),
        (all_of, OPEN, NO, Status.NOT_MET),
        (all_of, OPEN, YES, Status.UNKNOWN),
        (any_of, NO, NO, Status.NOT_MET),
        (any_of, NO, YES, Status.MET),
        (any_of, OPEN, YES, Status.MET),
        (any_of, OPEN, NO, Status.UNKNOWN),
    ],
)
def test_unknown_spreads_by_kleene_logic(word: Any, one: Any, other: Any, status: Status) -> None:
    charter = (
        Charter(duty("lamps.both"))
        .fact("lamps.one", "yes/no")
        .fact("lamps.other", "yes/no")
        .rule("lamps.both", lambda f, t: word(holds(f.lamps.one), is_not(is_not(f.lamps.other))))
    )
    assert charter.run(Lamps({"lamps.one": one, "lamps.other": other}))["lamps.both"].status is status


@pytest.mark.parametrize(("keeper", "status"), [("Ann", Status.MET), ("Bob", Status.NOT_MET), (OPEN, Status.UNKNOWN)])
def test_one_of_a_list(keeper: Any, status: Status) -> None:
    charter = (
        Charter(term("lamps.keepers", '["Ann", "Zoe"]', "list") + duty("lamps.kept"))
        .fact("lamps.keeper", "text")
        .rule("lamps.kept", lambda f, t: among(f.lamps.keeper, t.lamps.keepers))
    )
    assert charter.run(Lamps({"lamps.keeper": keeper}))["lamps.kept"].status is status


# --- several subjects ---


def rooms(*names: str, missing: tuple[str, ...] = ()) -> dict[str, Subjects]:
    return {"room": Subjects(tuple(Subject(name, name.title(), name) for name in names), missing)}


def swept() -> Charter:
    return (
        Charter(duty("rooms.swept", 'subject = "room"'))
        .fact("room.swept", "yes/no")
        .rule("rooms.swept", lambda f, t: holds(f.room.swept))
    )


def test_a_group_has_the_worst_status_of_its_parts_and_names_them() -> None:
    facts = {"room.swept@hall": True, "room.swept@attic": False, "room.swept@cellar": OPEN}
    finding = swept().run(Lamps(facts, rooms("hall", "attic", "cellar")))["rooms.swept"]
    assert finding.status is Status.NOT_MET
    assert finding.reason == "1 of 3 rooms: Attic"
    assert [(part.subject, part.status) for part in finding.parts] == [
        ("hall", Status.MET),
        ("attic", Status.NOT_MET),
        ("cellar", Status.UNKNOWN),
    ]


def test_an_incomplete_list_of_subjects_is_silent_about_the_others() -> None:
    lamps = Lamps({"room.swept@hall": True}, rooms("hall", missing=("whether there are more rooms",)))
    finding = swept().run(lamps)["rooms.swept"]
    assert (finding.status, finding.missing) == (Status.UNKNOWN, ("whether there are more rooms",))


def test_without_a_list_of_subjects_nothing_is_known_and_without_subjects_nothing_is_owed() -> None:
    assert swept().run(Lamps({}))["rooms.swept"].status is Status.UNKNOWN
    assert swept().run(Lamps({}, rooms()))["rooms.swept"].status is Status.NOT_APPLICABLE


# --- exceptions ---


def waiver(**fields: Any) -> Variation:
    return Variation(kind="waiver", granted_by="The mayor", since=date(2030, 5, 1), lifts=("lamps.lit",), **fields)


def test_a_lifted_duty_does_not_apply_and_keeps_the_answer_it_would_have_had() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"'))
    lamps = Lamps({}, shown={"lamps.lit": NEVER})
    finding = charter.run(lamps, variations=(waiver(document="a letter"),))["lamps.lit"]
    assert (finding.status, finding.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)
    assert finding.exception == "waiver granted by The mayor (a letter)"


def test_a_duty_that_nobody_may_waive_stands() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\nwaivable_by = "nobody"'))
    finding = charter.run(Lamps({}, shown={"lamps.lit": NEVER}), variations=(waiver(),))["lamps.lit"]
    assert (finding.status, finding.without_exception) == (Status.NOT_MET, None)
    assert "lets nobody waive it" in finding.exception


def test_what_if_findings_are_marked() -> None:
    facts = {"population.adjusted": Fraction(50_000), "lamps.offered": Fraction(2_000)}
    finding = weekly().run(Lamps(facts), amended={"lamps.minutes_per_1000": 40})["lamps.minutes"]
    assert (finding.status, finding.hypothetical) == (Status.MET, True)


# --- what is missing ---


def test_a_duty_whose_text_was_not_found_is_unknown_and_counted_apart() -> None:
    finding = Charter('[missing]\n"obligations.lamps.polished" = "the page was torn"\n').run(Lamps({}))[
        "lamps.polished"
    ]
    assert (finding.status, finding.text_missing, finding.reason) == (Status.UNKNOWN, True, "the page was torn")


def test_a_rule_that_reads_a_missing_term_is_unknown_and_gives_the_note() -> None:
    charter = (
        Charter(duty("lamps.enough") + '[missing]\n"lamps.least" = "the page was torn"\n')
        .fact("lamps.count", "homes")
        .rule("lamps.enough", lambda f, t: at_least(f.lamps.count, t.lamps.least))
    )
    finding = charter.run(Lamps({"lamps.count": Fraction(5)}))["lamps.enough"]
    assert finding.status is Status.UNKNOWN
    assert finding.missing == ("the contract's lamps least: the page was torn",)


def test_a_term_that_is_not_there_on_every_day_of_the_duty_fails_at_binding() -> None:
    text = term("lamps.least", "10", "homes", "from = 2030-07-01\npublished = 2030-03-01") + duty("lamps.enough")
    charter = (
        Charter(text)
        .fact("lamps.count", "homes")
        .rule("lamps.enough", lambda f, t: at_least(f.lamps.count, t.lamps.least))
    )
    with pytest.raises(des.RuleDefinitionError, match="give it a value or list it under missing"):
        charter.run(Lamps({}))


def test_a_finding_is_as_well_established_as_the_weakest_thing_it_read() -> None:
    text = term("lamps.least", "10", "homes").replace("confirmed", "conflicting") + duty("lamps.enough")
    charter = (
        Charter(text)
        .fact("lamps.count", "homes")
        .rule("lamps.enough", lambda f, t: at_least(f.lamps.count, t.lamps.least))
    )
    finding = charter.run(Lamps({"lamps.count": Fraction(10)}))["lamps.enough"]
    assert finding.standing is Standing.CONFLICTING
    assert [use.key for use in finding.terms] == ["lamps.least"]
    assert [use.in_words for use in finding.facts] == ["10"]


# --- what a finding says of what it used ---


def test_a_finding_shows_the_facts_it_used_with_what_they_were_given() -> None:
    charter = (
        Charter(term("lamps.day", "2030-05-01", "date") + term("lamps.least", "10", "homes") + duty("lamps.enough"))
        .fact("lamps.count", "homes", takes=("date",))
        .fact("lamps.swept", "yes/no")
        .rule(
            "lamps.enough",
            lambda f, t: all_of(at_least(f.lamps.count(t.lamps.day), t.lamps.least), holds(f.lamps.swept)),
        )
    )
    finding = charter.run(Lamps({"lamps.count": Fraction(10), "lamps.swept": True}))["lamps.enough"]
    assert [(use.name, use.title, use.in_words) for use in finding.facts] == [
        ("lamps.count(1 May 2030)", "lamps.count", "10"),
        ("lamps.swept", "lamps.swept", "yes"),
    ]


def test_a_record_is_a_fact_too() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"'))
    finding = charter.run(Lamps({}, shown={"lamps.lit": date(2030, 5, 2)}))["lamps.lit"]
    assert [(use.name, use.title, use.in_words) for use in finding.facts] == [
        ("evidence.lamps.lit", "Shown by a record", "2 May 2030")
    ]


def test_a_finding_shows_the_terms_it_read_with_their_clause_and_source() -> None:
    text = term("lamps.least", "10", "homes", 'clause = "4.1"\nnote = "by the second edition"') + duty("lamps.enough")
    charter = (
        Charter(text)
        .fact("lamps.count", "homes")
        .rule("lamps.enough", lambda f, t: at_least(f.lamps.count, t.lamps.least))
    )
    (use,) = charter.run(Lamps({"lamps.count": Fraction(10)}))["lamps.enough"].terms
    assert (use.key, use.in_words, use.since) == ("lamps.least", "10 homes", date(2030, 4, 1))
    assert (use.clause, use.standing, use.note) == ("4.1", Standing.CONFIRMED, "by the second edition")
    assert [citation.document.key for citation in use.sources] == ["charter"]
    assert not use.hypothetical


def test_a_finding_has_what_its_entry_says() -> None:
    text = duty(
        "lamps.pretty", 'judgement = "x"\nclause = "4.2"\nnote = "dimly"\nconsequence = "darkness"\ndue = 2030-08-01'
    )
    finding = Charter(text).run(Lamps({}))["lamps.pretty"]
    assert (finding.rule, finding.title, finding.owed_by, finding.strength) == (
        "lamps.pretty",
        "lamps.pretty",
        "PCN",
        "must",
    )
    assert (finding.clause, finding.note, finding.consequence) == ("4.2", "dimly", "darkness")
    assert (finding.since, finding.due.day) == (date(2030, 4, 1), date(2030, 8, 1))  # type: ignore[union-attr]
    assert [citation.words for citation in finding.citations] == ["as written"]
    assert (finding.standing, finding.missing) == (Standing.CONFIRMED, ())


# --- reasons ---


def counted(strength: str = "must", word: Any = at_least) -> Charter:
    return (
        Charter(term("lamps.limit", "10", "homes") + duty("lamps.enough", strength=strength))
        .fact("lamps.count", "homes")
        .rule("lamps.enough", lambda f, t: word(f.lamps.count, t.lamps.limit))
    )


@pytest.mark.parametrize(
    ("word", "strength", "count", "reason"),
    [
        (at_least, "must", 10, "10 homes; at least 10 required"),
        (at_least, "must", 9, "9 homes; at least 10 required"),
        (at_least, "should", 9, "9 homes; at least 10 recommended"),
        (at_most, "must", 11, "11 homes; at most 10 required"),
    ],
)
def test_a_number_is_set_against_what_is_asked(word: Any, strength: str, count: int, reason: str) -> None:
    finding = counted(strength, word).run(Lamps({"lamps.count": Fraction(count)}))["lamps.enough"]
    assert finding.reason == reason
    assert (str(finding.observed), str(finding.required)) == (f"{count} homes", "10 homes")


def test_what_is_missing_is_the_reason() -> None:
    finding = counted().run(Lamps({}))["lamps.enough"]
    assert (finding.reason, finding.observed) == ("needs lamps.count", None)


def test_a_shortfall_says_that_no_exception_is_on_record_and_an_answer_without_one_says_nothing() -> None:
    assert counted().run(Lamps({"lamps.count": Fraction(9)}))["lamps.enough"].exception == "none on record"
    assert counted().run(Lamps({"lamps.count": Fraction(10)}))["lamps.enough"].exception == ""


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        (None, "lifted from 1 May 2030 by the waiver granted by The mayor"),
        (date(2030, 7, 31), "lifted from 1 May 2030 until 31 July 2030 by the waiver granted by The mayor"),
    ],
)
def test_a_lifted_duty_says_since_when_until_when_and_by_whom(until: date | None, reason: str) -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"'))
    finding = charter.run(Lamps({}, shown={"lamps.lit": NEVER}), variations=(waiver(until=until),))["lamps.lit"]
    assert finding.reason == reason


def test_a_lifted_group_lifts_its_parts() -> None:
    facts = {"room.swept@hall": True, "room.swept@attic": False}
    lifting = Variation(kind="waiver", granted_by="The mayor", since=date(2030, 5, 1), lifts=("rooms.swept",))
    finding = swept().run(Lamps(facts, rooms("hall", "attic")), variations=(lifting,))["rooms.swept"]
    assert (finding.status, finding.without_exception) == (Status.NOT_APPLICABLE, Status.NOT_MET)
    assert [(part.status, part.without_exception) for part in finding.parts] == [
        (Status.NOT_APPLICABLE, Status.MET),
        (Status.NOT_APPLICABLE, Status.NOT_MET),
    ]


def test_a_duty_that_nobody_may_waive_says_so() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\nwaivable_by = "nobody"'))
    finding = charter.run(Lamps({}, shown={"lamps.lit": NEVER}), variations=(waiver(),))["lamps.lit"]
    assert finding.exception == "not lifted by the waiver granted by The mayor: the contract lets nobody waive it"


@pytest.mark.parametrize(
    ("swept_rooms", "reason"),
    [
        ({"hall": False}, "Hall: no"),
        ({"hall": False, "attic": False}, "all 2 rooms"),
        ({"hall": True, "attic": False}, "1 of 2 rooms: Attic"),
        ({"a": False, "b": False, "c": False, "d": True}, "3 of 4 rooms: A, B, C"),
        ({"a": False, "b": False, "c": False, "d": False, "e": True}, "4 of 5 rooms: A, B, C, …"),
    ],
)
def test_a_group_says_how_many_and_names_three(swept_rooms: dict[str, bool], reason: str) -> None:
    facts = {f"room.swept@{name}": value for name, value in swept_rooms.items()}
    assert swept().run(Lamps(facts, rooms(*swept_rooms)))["rooms.swept"].reason == reason


def test_a_group_without_subjects_says_why() -> None:
    unlisted = swept().run(Lamps({}))["rooms.swept"]
    assert (unlisted.reason, unlisted.missing) == ("needs the rooms", ("the rooms",))
    none = swept().run(Lamps({}, rooms()))["rooms.swept"]
    assert (none.reason, none.parts) == ("there is no room on record that it asks about", ())


def test_a_group_is_unknown_for_the_subjects_that_may_be_missing_and_names_every_gap() -> None:
    lamps = Lamps({"room.swept@hall": True, "room.swept@attic": OPEN}, rooms("hall", "attic", missing=("a list",)))
    finding = swept().run(lamps)["rooms.swept"]
    assert (finding.status, finding.missing) == (Status.UNKNOWN, ("it", "a list"))
    fine = swept().run(Lamps({"room.swept@hall": True}, rooms("hall", missing=("a list", "a key"))))["rooms.swept"]
    assert (fine.status, fine.reason) == (Status.UNKNOWN, "needs a list; a key")


def test_a_group_is_as_well_established_as_its_weakest_part_and_hypothetical_where_one_is() -> None:
    finding = swept().run(Lamps({"room.swept@hall": True}, rooms("hall")))["rooms.swept"]
    assert (finding.standing, finding.hypothetical) == (Standing.CONFIRMED, False)


def test_done_too_late_says_so_where_late_fails() -> None:
    charter = Charter(duty("lamps.lit", 'evidence = "log"\ndue = 2030-06-30\nlate = "fails"'))
    late = charter.run(Lamps({}, shown={"lamps.lit": date(2030, 7, 1)}), date(2030, 8, 1))["lamps.lit"]
    assert late.reason.endswith(", which is too late")


# --- what is wrong with a rule or a contract ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            "rule lamps.enough: There is no term 'lamps.limit'.",
        ),
        (
            term("lamps.limit", "10", "homes", "from = 2030-07-01\npublished = 2030-03-01"),
            "rule lamps.enough: the term lamps.limit is not there on 1 April 2030, and the duty that reads it is in "
            "force from 1 April 2030 to 31 March 2031; give it a value or list it under missing",
        ),
    ],
)
def test_a_term_that_a_rule_can_not_read_is_named_with_the_rule(text: str, said: str) -> None:
    charter = (
        Charter(text + duty("lamps.enough"))
        .fact("lamps.count", "homes")
        .rule("lamps.enough", lambda f, t: at_least(f.lamps.count, t.lamps.limit))
    )
    with pytest.raises(des.RuleDefinitionError) as caught:
        charter.run(Lamps({"lamps.count": Fraction(10)}))
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda f, t: t.oil.rate * 2, None),
        (lambda f, t: t.oil.cans * 2, "rule oil gives 'GBP'; a payment is GBP per year or period"),
        (lambda f, t: either(t.oil.rate, t.oil.rate * 2), None),
        (lambda f, t: t.oil.rate * t.oil.oops, "rule oil: There is no term 'oil.oops'"),
    ],
)
def test_a_payment_is_pounds_per_year(write: Any, said: str | None) -> None:
    text = term("oil.rate", "5", "GBP per year") + term("oil.cans", "5", "GBP")
    text += f'[[payments.oil]]\ntitle = "Oil"\npayee = "the keeper"\npaid = "monthly"\n{COMMON}'
    year = year_of(text)
    payments: Registry[Rule] = Registry("payment rule")
    payments.add("oil", Rule("oil", "Oil.", write))
    book = Rulebook(Registry("fact"), Registry("rule"), payments)
    if said is None:
        assert str(book.bound_payment(year.payments["oil"][0], year).unit) == "GBP per year"
    else:
        with pytest.raises(des.RuleDefinitionError) as caught:
            book.bound_payment(year.payments["oil"][0], year)
        assert str(caught.value).startswith(said)


def test_a_rule_that_is_defined_anew_is_the_one_that_is_bound() -> None:
    """Whoever mends his rule in a notebook and asks again is answered by the mended one."""
    year = year_of(term("lamps.limit", "3", "homes") + duty("lamps.enough"))
    book = Rulebook(Registry("fact"), Registry("rule"))
    book.facts.add("lamps.count", Fact("lamps.count", "Lamps.", Unit.parse("homes"), lambda: None))
    writes: tuple[Callable[[FactRef, TermRef], Expr], ...] = (
        lambda f, t: at_least(f.lamps.count, t.lamps.limit),
        lambda f, t: at_most(f.lamps.count, t.lamps.limit),
    )
    for write in writes:
        book.rules.add("lamps.enough", Rule("lamps.enough", "Enough.", write), "notebook")
        bound = book.bound(year.obligations["lamps.enough"][0], year)
        assert str(bound.variants[0]) == str(write(FactRef(""), TermRef("")))


# --- the rest of a finding ---


def test_a_duty_without_a_text_has_a_title_from_its_key_and_no_debtor() -> None:
    finding = Charter('[missing]\n"obligations.lamps.well_polished" = "torn"\n').run(Lamps({}))["lamps.well_polished"]
    assert (finding.title, finding.owed_by, finding.strength) == ("Lamps: well polished", "", "")


def test_a_kind_of_subject_is_named_in_words() -> None:
    charter = (
        Charter(duty("rooms.swept", 'subject = "back_room"'))
        .fact("back_room.swept", "yes/no")
        .rule("rooms.swept", lambda f, t: holds(f.back_room.swept))
    )
    none = charter.run(Lamps({}, {"back_room": Subjects(())}))["rooms.swept"]
    assert none.reason == "there is no back room on record that it asks about"
    two = Subjects((Subject("a", "A", "a"), Subject("b", "B", "b")))
    facts = {"back_room.swept@a": False, "back_room.swept@b": False}
    assert charter.run(Lamps(facts, {"back_room": two}))["rooms.swept"].reason == "all 2 back rooms"
    several = Subjects((), ("a list", "a key"))
    assert charter.run(Lamps({}, {"back_room": several}))["rooms.swept"].reason == "needs a list; a key"


def test_a_finding_about_the_network_has_no_subject() -> None:
    finding = counted().run(Lamps({"lamps.count": Fraction(9)}))["lamps.enough"]
    assert (finding.subject, finding.subject_name, finding.missing) == (None, "", ())


def test_the_due_days_of_other_readings_are_kept() -> None:
    charter = (
        Charter(duty("lamps.swept"))
        .fact("lamps.one", "date")
        .fact("lamps.other", "date")
        .rule("lamps.swept", lambda f, t: either(by_today(f.lamps.one), by_today(f.lamps.other)))
    )
    finding = charter.run(Lamps({"lamps.one": date(2030, 6, 10), "lamps.other": date(2030, 6, 12)}))["lamps.swept"]
    assert (finding.due.day, [due.day for due in finding.other_dues]) == (date(2030, 6, 10), [date(2030, 6, 12)])  # type: ignore[union-attr]
    same_day = charter.run(Lamps({"lamps.one": date(2030, 6, 10), "lamps.other": date(2030, 6, 10)}))["lamps.swept"]
    assert same_day.other_dues == ()
    apart = charter.run(Lamps({"lamps.one": date(2030, 5, 10), "lamps.other": date(2030, 6, 12)}))["lamps.swept"]
    assert apart.reason == (
        "two readings of the text differ: NOT MET, it was due by 10 May 2030; MET, next due by 12 June 2030"
    )
    gap = charter.run(Lamps({"lamps.one": OPEN, "lamps.other": date(2030, 6, 12)}))["lamps.swept"]
    assert (gap.status, gap.reason, gap.missing) == (Status.UNKNOWN, "needs it", ("it",))


def test_what_was_observed_is_shown_in_its_kind() -> None:
    charter = (
        Charter(term("lamps.kind", '"oil"', "text") + duty("lamps.same") + duty("lamps.lit") + duty("lamps.done"))
        .fact("lamps.kind", "text")
        .fact("lamps.lit", "yes/no")
        .fact("lamps.day", "date")
        .rule("lamps.same", lambda f, t: same(f.lamps.kind, t.lamps.kind))
        .rule("lamps.lit", lambda f, t: holds(f.lamps.lit))
        .rule("lamps.done", lambda f, t: done_by(f.lamps.day, f.lamps.day))
    )
    found = charter.run(Lamps({"lamps.kind": "gas", "lamps.lit": True, "lamps.day": date(2030, 5, 2)}))
    shown = [found[key].observed for key in ("lamps.same", "lamps.lit", "lamps.done")]
    assert shown == ["gas", "yes", date(2030, 5, 2)]
    never = charter.run(Lamps({"lamps.kind": "gas", "lamps.lit": False, "lamps.day": NEVER}))
    assert (never["lamps.lit"].observed, never["lamps.done"].observed) == ("no", "never")


def test_a_shortfall_says_what_the_observed_number_rests_on() -> None:
    class Told(Lamps):
        def observe(self, name: str, args: Any, subject: Subject | None, term: Any) -> Observed:
            return Observed(self.values[name], "as counted on Sunday")

    short = counted().run(Told({"lamps.count": Fraction(9)}))["lamps.enough"]
    assert short.reason == "9 homes; at least 10 required (as counted on Sunday)"
    enough = counted().run(Told({"lamps.count": Fraction(10)}))["lamps.enough"]
    assert enough.reason == "10 homes; at least 10 required"
