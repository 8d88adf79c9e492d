"""Laws of reconciling, whatever was paid."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html import escape, unescape
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.amount import Amount
from pcn_des.answers.reconciliation import (
    AGREES,
    ARREARS,
    CAUSES,
    IN_ADVANCE,
    NOT_EXPECTED,
    NOT_KNOWN,
    NOT_OWED,
    NOT_PAID,
    OPEN,
    PAID_TWICE,
    SETTLED,
    TO_MAP,
    UNEXPLAINED,
)
from pcn_des.contract.files import every_key, years
from pcn_des.dates import ContractYear, month_of
from pcn_des.display.reconciliation import APART, NOT_STREAMS, reconciliation_html, reconciliation_text
from pcn_des.network import Remittance
from pcn_des.questions.reconciling.causes import Supposed, supposed
from support.effort import examples
from support.published import PUBLISHED
from support.remittances import as_owed, millbrook, of_lists, population
from support.small_network import complete, practice

YEAR = "2024/25"
NETWORK = millbrook()
STREAMS = ("enhanced_access", "care_home_premium", "capacity_and_access_support")
MONTHS = [date(2024 + (month + 3) // 12, (month + 3) % 12 + 1, 1) for month in range(12)]


@cache
def causes() -> list[Supposed]:
    """Every cause, with what it would have led to."""
    return [*supposed(NETWORK, ContractYear.parse(YEAR), None, lambda: set(STREAMS))]


@cache
def could_be_paid() -> dict[tuple[str, date], list[Decimal]]:
    """Each month as owed, and as each cause would have it."""
    found = {(one.stream, one.month): [one.amount] for one in as_owed(NETWORK, YEAR)}
    for cause in causes():
        for place, amount in cause.amounts.items():
            if place in found and amount.pounds not in found[place]:
                found[place].append(amount.pounds)
    return found


@st.composite
def remittances(draw: st.DrawFn) -> list[Remittance]:
    """Some months as owed or by some cause, some by none, some twice, some not at all."""
    found: list[Remittance] = []
    for (stream, month), amounts in could_be_paid().items():
        pounds = draw(st.sampled_from([*amounts[:1] * 4, *amounts, None, amounts[0] * 2, Decimal("1234.56")]))
        if pounds is not None:
            found.append(Remittance(stream=stream, month=month, amount=pounds))
    return found


def of_months(found: des.Reconciliation) -> list[tuple[object, ...]]:
    return [(one.stream, one.month, one.owed, one.paid, one.cause, one.because, one.ask) for one in found.months]


@pytest.mark.parametrize("year", [str(year) for year in PUBLISHED])
def test_paid_what_entitlements_say_every_month_agrees(year: str) -> None:
    at = f"{ContractYear.parse(year).starts_in}-01-01"
    network = of_lists(*(population(kind, 48_765, at) for kind in ("registered", "weighted", "adjusted")))
    owed = as_owed(network, year)
    found = des.reconcile(network, year, des.Records(owed, complete=True))
    exact = [one for one in found.months if one.owed.exact is not None]
    assert {one.cause for one in exact} == {AGREES}
    assert len([one for one in exact if one.paid is not None]) == len(owed)
    assert found.by_cause() == {}


@given(st.integers(1_000, 90_000), st.sampled_from(["2019/20", "2022/23", "2023/24", "2025/26"]))
@settings(max_examples=examples(one_in=10), deadline=None)
def test_paid_what_entitlements_say_nothing_is_to_be_looked_at(patients: int, year: str) -> None:
    at = f"{ContractYear.parse(year).starts_in}-01-01"
    network = of_lists(population("registered", patients, at), population("adjusted", patients + 7, at))
    found = des.reconcile(network, year, as_owed(network, year))
    assert found.to_look_at == ()
    assert {one.cause for one in found.months if one.paid is not None} == {AGREES}


ANY_STREAM = [*every_key("payments"), "enhanced_acess"]


@st.composite
def any_remittances(draw: st.DrawFn, year: ContractYear) -> list[Remittance]:
    """Payments of any stream of any year, or of none, for any month of a year."""
    months = st.dates(year.first_day, year.last_day).map(lambda day: day.replace(day=1))
    pence = st.integers(-5_000, 5_000_000).map(lambda number: Decimal(number).scaleb(-2))
    return draw(
        st.lists(
            st.builds(Remittance, stream=st.sampled_from(ANY_STREAM), month=months, amount=pence),
            min_size=1,
            max_size=5,
        )
    )


FACES = ("answer", "text", "html", "json", "csv")
POUNDS = re.compile(r": (-?)£([0-9,]+\.[0-9]{2})(?: \(|$)")


def paid_as_shown(found: des.Reconciliation) -> dict[str, list[Decimal]]:
    """What was paid, as each face of the answer has it: in its table, and in the parts beneath that are apart."""
    plain = found.to_dict()
    csv_rows = csv.DictReader(io.StringIO(found.to_csv()))
    return {
        "answer": [found.paid().pounds, *(one.pounds for one in found.unknown.values())],
        "text": [*_in_text(reconciliation_text(found, 10_000).splitlines())],
        "html": [*_in_html(reconciliation_html(found))],
        "json": [Decimal(plain["paid"]), *map(Decimal, plain["unknown"].values())],
        "csv": [Decimal(row["paid"]) for row in csv_rows if row["paid"]],
    }


def _letters_are_in_every_face(found: des.Reconciliation) -> None:
    """There is something to write about the months to settle and no others, in CSV and JSON where the text has it."""
    text, page = " ".join(reconciliation_text(found, 10_000).split()), reconciliation_html(found)
    assert [one for one in found.months if one.ask] == [*found.to_look_at]
    letters = [one.ask for one in found.to_look_at]
    assert all(text.count(letter) == 1 for letter in letters)
    assert all(escape(letter) in page for letter in letters)
    assert [row["ask"] for row in csv.DictReader(io.StringIO(found.to_csv())) if row["ask"]] == letters
    assert [month["ask"] for month in found.to_dict()["months"] if month["ask"]] == letters


def _in_text(lines: list[str]) -> Iterator[Decimal]:
    yield from (pounds(line[52:65].strip()) for line in lines if line.startswith("Together"))
    for title in (APART, NOT_STREAMS):
        told = lines[lines.index(title) + 1 :] if title in lines else []
        yield from (_last(line) for line in takewhile(str.strip, told))


def _in_html(page: str) -> Iterator[Decimal]:
    foot = re.search(r"Together</t[hd]><td[^>]*>.*?</td><td[^>]*>(.*?)</td>", page)
    assert foot is not None
    yield pounds(foot[1])
    for title in (APART, NOT_STREAMS):
        _, _, told = page.partition(f"<h3>{title.capitalize()}</h3>")
        yield from (_last(unescape(one)) for one in re.findall("<li>(.*?)</li>", told.partition("</ul>")[0]))


def _last(line: str) -> Decimal:
    (minus, amount), *_ = reversed(POUNDS.findall(line))
    return pounds(f"{minus}£{amount}")


def pounds(printed: str) -> Decimal:
    return Decimal(0) if printed == "-" else Decimal(printed.replace("£", "").replace(",", ""))


@given(st.data())
@settings(max_examples=examples(one_in=10), deadline=None)
def test_every_pound_that_was_paid_is_shown_whenever_the_network_was_one(data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(years()))
    opened = data.draw(st.none() | st.dates(year.first_day, year.last_day))
    closed = data.draw(st.none() | st.dates(opened or date(2019, 7, 1), year.last_day))
    at = f"{year.starts_in}-01-01"
    network = of_lists(
        *(population(kind, 48_765, at) for kind in ("registered", "weighted", "adjusted")),
        **{name: day.isoformat() for name, day in (("opened", opened), ("closed", closed)) if day is not None},
    )
    paid = data.draw(any_remittances(year))
    found = des.reconcile(network, str(year), paid)
    given_in_all = sum(one.amount for one in paid)
    assert {name: sum(shown) for name, shown in paid_as_shown(found).items()} == dict.fromkeys(FACES, given_in_all)
    _letters_are_in_every_face(found)
    for one in found.months:
        first, last = max(one.month, date(2019, 7, 1)), month_of(one.month).until
        assert last is not None
        if (opened is not None and opened > max(first, last)) or (closed is not None and closed < first):
            assert one.cause in {NOT_OWED, AGREES, ARREARS, IN_ADVANCE, NOT_EXPECTED}
            assert one.owed.is_nothing or one.cause == NOT_EXPECTED


@given(
    st.sampled_from(MONTHS),
    st.text("abcdefghijklmnopqrstuvwxyz_ ", min_size=1, max_size=2),
    st.integers(0, 15),
    st.sampled_from([None, Decimal("34046.60"), Decimal("1.00")]),
)
@settings(max_examples=examples(one_in=10), deadline=None)
def test_nobody_is_written_to_about_a_month_that_a_near_name_may_pay(
    month: date, typed: str, at: int, beside: Decimal | None
) -> None:
    """Two characters more, wherever they were typed, leave a name near; of the other months nothing changes."""
    near = "enhanced_access"[:at] + typed + "enhanced_access"[at:]
    own = [] if beside is None else [Remittance(stream="enhanced_access", month=month, amount=beside)]
    listed = [*own, Remittance(stream=near, month=month, amount=Decimal("34046.60"))]
    without, found = (des.reconcile(NETWORK, YEAR, des.Records(one, complete=True)) for one in (own, listed))
    (of_near,) = (one for one in found.of("enhanced_access") if one.month == month)
    assert of_near.cause in {*SETTLED, TO_MAP}
    assert of_near.ask == ""
    others = [[one for one in of_months(each) if one[1] != month] for each in (found, without)]
    assert others[0] == others[1]


JOINED = of_lists(
    practices=complete(
        practice("A00001", adjusted={"2024-01-01": 30_000}, registered={"2024-01-01": 30_000}),
        practice("A00002", registered={"2024-01-01": 9_000}, since="2024-06-01"),
    )
)


@cache
def ways_to_be_right() -> dict[tuple[str, date], list[Decimal]]:
    """What each cause gives that lies within the ends of what is owed to a network that is half known."""
    found = des.reconcile(JOINED, YEAR, des.Records([], complete=True))
    ends = {(one.stream, one.month): one.owed for one in found.months if one.owed.exact is None}
    given_by: dict[tuple[str, date], list[Decimal]] = {
        place: [owed.at_least.pounds, owed.at_least.pounds + 1] for place, owed in ends.items()
    }
    for cause in supposed(JOINED, ContractYear.parse(YEAR), None, lambda: set(every_key("payments"))):
        for place, amount in cause.amounts.items():
            if place in ends and is_within(amount.pounds, ends[place]):
                given_by[place].append(amount.pounds)
    return given_by


def is_within(pounds: Decimal, owed: Amount) -> bool:
    return owed.at_least.pounds <= pounds and (owed.at_most is None or pounds <= owed.at_most.pounds)


@given(st.data())
@settings(max_examples=examples(one_in=5), deadline=None)
def test_a_payment_within_the_ends_of_what_is_owed_is_accused_of_nothing(data: st.DataObject) -> None:
    """A practice of which no list is on record joined in June: it may have had nobody, and what was paid be right."""
    listed = [
        Remittance(stream=stream, month=month, amount=data.draw(st.sampled_from(amounts)))
        for (stream, month), amounts in ways_to_be_right().items()
    ]
    for one in des.reconcile(JOINED, YEAR, listed).months:
        if one.paid is not None and one.owed.exact is None and is_within(one.paid.pounds, one.owed):
            assert (one.cause, one.because, one.ask) == (NOT_KNOWN, "", "")


def test_a_membership_that_gives_the_lower_end_is_no_cause() -> None:
    """7.975 x 30,000 / 12 = 19,937.50: at least that is owed from June on, as it was paid before."""
    found = des.reconcile(
        JOINED, YEAR, [Remittance(stream="enhanced_access", month=date(2024, 7, 1), amount=Decimal("19937.50"))]
    )
    (july,) = (one for one in found.months if one.paid is not None)
    assert (str(july.owed), july.cause) == ("at least £19,937.49", NOT_KNOWN)


@pytest.mark.thorough  # any payments are reconciled again and again
@given(remittances(), st.booleans(), st.randoms())
@settings(max_examples=examples(one_in=50), deadline=None)
def test_laws_of_any_remittances(paid: list[Remittance], complete: bool, luck: random.Random) -> None:
    found = des.reconcile(NETWORK, YEAR, des.Records(paid, complete=complete))
    assert {one.cause for one in found.months} <= set(CAUSES)
    _only_causes_that_give_what_was_paid(found)
    _differences_add_up(found)
    assert [one for one in found.months if one.ask] == [*found.to_look_at]
    assert all(one.paid is None or not one.paid.pounds for one in found.months if one.cause == NOT_PAID)
    shuffled = luck.sample(paid, len(paid))
    assert of_months(des.reconcile(NETWORK, YEAR, des.Records(shuffled, complete=complete))) == of_months(found)
    parts = [Decimal(luck.randrange(-5_000, 5_000)) / 100 for _ in paid]
    halves = [
        Remittance(stream=one.stream, month=one.month, amount=amount)
        for one, part in zip(paid, parts, strict=True)
        for amount in (part, one.amount - part)
    ]
    assert of_months(des.reconcile(NETWORK, YEAR, des.Records(halves, complete=complete))) == of_months(found)


def _only_causes_that_give_what_was_paid(found: des.Reconciliation) -> None:
    """Each cause but arrears and the plain ones, applied, gives what was paid in the month that it is said of."""
    by_words = {(cause.cause, cause.because): cause.amounts for cause in reversed(causes())}
    plain = (AGREES, UNEXPLAINED, "not paid", *OPEN)
    for one in found.months:
        if one.cause == PAID_TWICE:
            assert one.owed.exact is not None
            assert one.paid == one.owed.exact + one.owed.exact
        elif one.cause in (ARREARS, IN_ADVANCE):
            made_up = [each for each in found.of(one.stream) if each.month in one.makes_up_for]
            assert made_up
            short = sum((each.difference or Decimal(0) for each in made_up), Decimal(0))
            assert abs(short + (one.difference or 0)) <= Decimal("0.01") * (len(made_up) + 1)  # each month is rounded
            assert any(each.month > one.month for each in made_up) == (one.cause == IN_ADVANCE)
        elif one.cause not in plain:
            assert by_words[one.cause, one.because][one.stream, one.month] == one.paid
        elif one.cause == AGREES:
            assert (one.paid or des.Money(Decimal("0.00"))) == one.owed.exact


def _differences_add_up(found: des.Reconciliation) -> None:
    """By cause, and of the months that are open: all that was paid beyond what was owed."""
    known = [one for one in found.months if one.difference is not None]
    total = sum((one.difference or Decimal(0) for one in known), Decimal(0))
    still_open = sum((one.difference or Decimal(0) for one in known if one.cause in OPEN), Decimal(0))
    assert sum(found.by_cause().values(), Decimal(0)) + still_open == total
    exact = [one for one in known if one.owed.exact is not None]
    owed = sum((one.owed.at_least.pounds for one in exact), Decimal(0))
    assert total == sum((one.paid.pounds for one in exact if one.paid), Decimal(0)) - owed


def test_each_made_up_month_is_made_up_for_once() -> None:
    """Short by 10 in April and in May: June's 10 are for one of them, July's for the other."""
    paid = [Remittance(stream=one.stream, month=one.month, amount=one.amount) for one in as_owed(NETWORK, YEAR)]
    change = dict(zip(MONTHS, (-10, -10, 10, 10), strict=False))
    changed = [
        Remittance(stream=one.stream, month=one.month, amount=one.amount + change.get(one.month, 0))
        for one in paid
        if one.stream == "enhanced_access"
    ]
    found = des.reconcile(NETWORK, YEAR, changed).of("enhanced_access")
    assert [one.makes_up_for for one in found[:4]] == [(), (), (MONTHS[1],), (MONTHS[0],)]
    assert Fraction(0) == sum(Fraction(one.difference or 0) for one in found)
