"""The calendar as text and HTML: what comes every month once, the rest by month, and what follows in words."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des
from pcn_des.contract.calendar_day import BREACH, CalendarDay
from pcn_des.contract.deadlines import Deadlines
from pcn_des.contract.files import years
from pcn_des.dates import Deadline
from support.markup import Markup

YEAR = str(des.deadlines("2025/26"))


def day(when: Deadline, what: str, consequence: str = "", every: str = "") -> CalendarDay:
    return CalendarDay(
        when=when, who="PCN", what=what, kind="duty", key="lamps.x", consequence=consequence, every=every
    )


LAMPS = Deadlines(
    "2030/31",
    (
        *(day(Deadline.in_month(month), "Lamps counted", every="month") for month in ("2030-04", "2030-05")),
        day(Deadline.on(date(2030, 6, 1)), "Lamps lit", consequence=BREACH),
        day(Deadline.on(date(2030, 6, 2)), "Lamps swept", consequence="Darkness."),
    ),
    ("A note.",),
    "Two duties.",
)


def test_text_has_what_recurs_once_and_the_rest_by_month() -> None:
    assert str(LAMPS).splitlines() == [
        "Two duties.",
        "",
        "EVERY MONTH",
        "04/30-05/30  duty          Lamps counted (PCN)",
        "",
        "JUNE 2030",
        "01 Jun 2030  duty          Lamps lit (PCN)",
        "02 Jun 2030  duty          Lamps swept (PCN). If not: Darkness.",
        "",
        "Where nothing else is said, a network's duty that is not done is a breach of the",
        "contract.",
        "",
        "A note.",
    ]


def test_html_has_a_row_for_what_recurs_and_says_what_follows() -> None:
    html = LAMPS._repr_html_()
    assert "<th scope=row>every month, Apr 2030 to May 2030</th>" in html
    assert (html.count("Lamps counted"), html.count(BREACH), html.count("Darkness.")) == (1, 1, 1)
    assert Markup(html).count["table"] == 1
    assert html.index("<p>Two duties.</p>") < html.index("<table") < html.index("<p>A note.</p>")


def test_a_year_begins_with_how_much_it_has_and_why() -> None:
    first = " ".join(YEAR.partition("\n\n")[0].split())
    assert first == des.deadlines("2025/26").summary
    assert first in des.deadlines("2025/26")._repr_html_()


def test_no_key_is_in_the_text() -> None:
    """A title, never a key: `arrs.monthly_claim` says nothing to a manager."""
    for year in years():
        found = des.deadlines(str(year))
        for word in str(found).replace("(", " ").replace(")", " ").split():
            assert word.strip(".,;:") not in {one.key for one in found if "." in one.key or "_" in one.key}


@pytest.mark.parametrize("year", ["2025/26", "2026/27"])
def test_the_days_of_the_achievement_read_right(year: str) -> None:
    text = " ".join(str(des.deadlines(year)).split())
    for said in (
        "03 Jul 2026 declaration Investment and Impact Fund: achievement reviewed and declared in CQRS, for the "
        "payment of 20 July (for 2025/26) (PCN). Declared and approved later, it is paid on 20 August.",
        "05 Aug 2026 approval Investment and Impact Fund: achievement declared and approved, for the payment of 20 "
        "August (for 2025/26) (commissioner). It is the last day for a payment by 31 August, the last that the "
        "contract gives.",
        "31 Aug 2026 payment Investment and Impact Fund: last day for the achievement payment (for 2025/26)",
    ):
        assert said in text


def test_many_maxima_of_one_day_are_told_together_and_few_by_themselves() -> None:
    text = " ".join(str(des.deadlines("2023/24")).split())
    assert "01 Apr 2023 maximum Apprentice physician associate: at most £38,187 per WTE per year (PCN)" in text
    assert (
        "01 Jul 2023 maximum 9 roles, at most per WTE per year: Apprentice physician associate £40,159 "
        "(before: £38,187); Care coordinator £33,396 (before: £31,746);"
    ) in text


def test_a_move_and_a_consequence_are_said() -> None:
    (plan,) = [one for one in des.deadlines("2023/24") if one.key == "capacity_and_access.plan_submitted"]
    assert " ".join(str(plan).split()) == (
        "30 Jun 2023 duty Plan for better access sent to the commissioner (PCN), moved from 12 May 2023 on 27 April "
        "2023. If not: The local improvement payment is not earned."
    )
    assert "moved from 12 May 2023 on 27 April 2023" in plan._repr_html_()
