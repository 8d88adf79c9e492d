"""Payment streams on rows, by an invented contract: whole pence where an amount is exact, elsewhere its ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

import pcn_des as des  # noqa: E402  # needs NumPy
from pcn_des.contract.year import YearContract  # noqa: E402
from pcn_des.engine.columns.given import Table, number_of  # noqa: E402
from pcn_des.engine.columns.money import Money, of_months, of_years, streams_of  # noqa: E402
from pcn_des.engine.columns.numbers import LARGEST, End, Numbers  # noqa: E402
from pcn_des.engine.columns.spans import Basis  # noqa: E402
from pcn_des.engine.fact_sources import GivenFacts  # noqa: E402
from pcn_des.engine.registry import Registry, Rule  # noqa: E402
from pcn_des.engine.rulebook import Rulebook  # noqa: E402
from support.lamps import COMMON, Charter, term, year_of  # noqa: E402

APRIL, MAY, JUNE, JULY = (date(2030, month, 1) for month in (4, 5, 6, 7))
PATIENTS = "population.registered"
PER_YEAR = "GBP per registered patient per year"


def payment(key: str, more: str = "") -> str:
    return f'[[payments.{key}]]\ntitle = "Oil"\npayee = "the keeper"\npaid = "monthly"\n{COMMON}{more}\n'


def basis() -> Basis:
    facts = Charter("").fact(PATIENTS, "registered patients").facts
    payments: Registry[Rule] = Registry("payment rule")
    payments.add("oil", Rule("oil", "Oil.", lambda f, t: t.oil.rate * f.population.registered))
    book = Rulebook(facts, Registry("rule"), payments)
    return Basis(book, lambda day: GivenFacts({}, day, facts, str), lambda terms: None)


BASIS = basis()


def exactly(*patients: int | None) -> Numbers:
    unknown = np.array([number is None for number in patients])
    tops = np.array([number or 0 for number in patients], dtype=np.int64)
    return Numbers.exactly(tops, 1000, unknown=unknown)


def between(*patients: tuple[int | None, int | None]) -> Numbers:
    ends = [
        End(np.array([end or 0 for end in side], dtype=np.int64), np.array([end is None for end in side]))
        for side in zip(*patients, strict=True)
    ]
    return Numbers(ends[0], ends[1], 1, 1000)


def table(patients: Numbers, days: Sequence[date]) -> Table:
    return Table(np.array([number_of(day) for day in days], dtype=np.int32), {PATIENTS: patients})


def contract(rate: str = "1", more: str = "") -> YearContract:
    return year_of(term("oil.rate", rate, PER_YEAR) + payment("oil") + more)


def year(patients: Numbers, rows: int, of: YearContract) -> Money:
    months = [date(2030 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 16)]
    found = of_years(BASIS, table(patients, [APRIL] * rows), streams_of(BASIS, of, months, None))
    assert list(found) == ["oil"]
    return found["oil"]


def months(
    patients: Numbers, rows: Sequence[tuple[int, date]], of: YearContract, known_on: date | None = None
) -> Money:
    """What each row of a network and a month has, of April to July."""
    listed = [APRIL, MAY, JUNE, JULY]
    networks = np.array([network for network, _ in rows], dtype=np.intp)
    rows_of = {
        month: np.array([place for place, (_, day) in enumerate(rows) if day == month], dtype=np.intp)
        for month in {day for _, day in rows}
    }
    found: dict[str, Money] = {}
    streams = streams_of(BASIS, of, listed, known_on)
    of_months(BASIS, table(patients, [day for _, day in rows]), streams, rows_of, networks, listed, found)
    return found["oil"]


def ends(money: Money) -> list[tuple[int | None, int | None]]:
    """Between which pence each row lies."""
    sides = [
        [pence if there else None for pence, there in zip(bound[0].tolist(), bound[1].tolist(), strict=True)]
        for bound in (money.least, money.most)
    ]
    return list(zip(*sides, strict=True))


def amounts(money: Money) -> list[int | None]:
    """The exact amounts."""
    return [pence if known else None for pence, known in zip(money.pence.tolist(), money.known.tolist(), strict=True)]


# --- a year ---


def test_a_years_amount_is_rounded_once_half_a_penny_away_from_nothing() -> None:
    """A rate of half a penny."""
    found = year(exactly(0, 1, 2, 3, -1, -2, -3), 7, contract("0.005"))
    assert amounts(found) == [0, 1, 1, 2, -1, -1, -2]
    assert amounts(year(exactly(0, 1, 2, 3), 4, contract("0.005"))) == [0, 1, 1, 2]


def test_what_is_less_than_half_a_penny_is_nothing() -> None:
    assert amounts(year(exactly(1, -1, 5, -5), 4, contract("0.0049"))) == [0, 0, 2, -2]


def test_what_is_not_known_of_a_year_has_no_amount_and_no_ends() -> None:
    found = year(exactly(100, None), 2, contract("0.25"))
    assert amounts(found) == [2500, None]
    assert ends(found) == [(2500, 2500), (None, None)]


def test_a_year_of_which_the_ends_are_known_has_ends_in_pence() -> None:
    """Nothing at least is no end, for it is always so; half a penny is."""
    found = year(between((2, 5), (0, 5), (1, None), (None, 3), (4, 4), (-3, -1)), 6, contract("0.005"))
    assert amounts(found) == [None, None, None, None, 2, None]
    assert ends(found) == [(1, 3), (None, 3), (1, None), (None, 2), (2, 2), (None, -1)]


def test_one_number_that_all_rows_share_is_the_amount_of_each() -> None:
    assert amounts(year(Numbers.exactly(100, 100), 3, contract("0.25"))) == [2500, 2500, 2500]


def test_a_rate_that_changes_is_that_of_its_months() -> None:
    later = term("oil.rate", "13", PER_YEAR, "from = 2030-06-01\npublished = 2030-03-01")
    first = term("oil.rate", "1", PER_YEAR, "until = 2030-05-31")
    of = year_of(first + later + payment("oil"))
    assert amounts(year(exactly(12), 1, of)) == [2 * 100 + 10 * 1300]
    (stream,) = streams_of(BASIS, of, [APRIL, MAY, JUNE], None)
    assert [part.months for part in stream.paid] == [(APRIL, MAY), (JUNE,)]
    assert {id(part.entry) for part in stream.paid} == {id(of.payments["oil"][0])}


@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda patients: year(patients, 1, contract("0.25")), "461,168,601,842,738,790,351"),
        (lambda patients: months(patients, [(0, APRIL)], contract("0.25")), "230,584,300,921,369,395,181"),
    ],
    ids=["of a year", "of months"],
)
def test_numbers_that_64_bits_do_not_hold_are_refused_by_the_stream(ask: Any, most: str) -> None:
    with pytest.raises(des.RecordError) as caught:
        ask(Numbers.exactly(np.array([LARGEST]), LARGEST))
    assert str(caught.value) == (
        "The table (rows are counted from 0) can't be used, 1 problem:\n"
        f"  - the numbers of oil come to {most}; 64 bits hold whole numbers up to 9,223,372,036,854,775,807: "
        "population.registered is 9,223,372,036,854,775,807 in row 0; give smaller numbers"
    )


# --- streams ---


def test_a_stream_without_a_rule_is_left_out_and_later_ones_are_not() -> None:
    of = year_of(payment("gas") + term("oil.rate", "1", PER_YEAR) + payment("oil"))
    assert [stream.key for stream in streams_of(BASIS, of, [APRIL], None)] == ["oil"]


def test_a_stream_is_that_which_was_known_by_a_day() -> None:
    later = term("oil.rate", "24", PER_YEAR, "published = 2030-09-01")
    of = year_of(term("oil.rate", "12", PER_YEAR) + later + payment("oil"))
    rows = [(0, APRIL)]
    assert amounts(months(exactly(1), rows, of, date(2030, 8, 31))) == [100]
    assert amounts(months(exactly(1), rows, of, date(2030, 9, 1))) == [200]
    assert amounts(months(exactly(1), rows, of)) == [200]


def test_a_stream_that_was_not_published_yet_is_none() -> None:
    of = year_of(term("oil.rate", "1", PER_YEAR) + payment("oil", "published = 2030-09-01"))
    assert streams_of(BASIS, of, [APRIL], date(2030, 8, 31)) == []
    assert [stream.key for stream in streams_of(BASIS, of, [APRIL], date(2030, 9, 1))] == ["oil"]


# --- months ---


def test_a_month_is_the_rounded_running_total_less_the_months_before() -> None:
    """A third of a pound over four months of a network; the other has twice as many patients."""
    rows = [(network, month) for month in (APRIL, MAY, JUNE, JULY) for network in (0, 1)]
    found = months(exactly(1, 2, 1, 2, 1, 2, 1, 2), rows, contract("1"))
    assert amounts(found)[::2] == [8, 9, 8, 8]  # of 8.33, 16.67, 25, 33.33
    assert amounts(found)[1::2] == [17, 16, 17, 17]  # of 16.67, 33.33, 50, 66.67


def test_after_a_month_that_is_not_there_whole_pence_are_exact_and_others_beside_them() -> None:
    """12 pounds a year are 100 pence a month; 13 are 108 and a third, which may be rounded to either side."""
    rows = [(0, APRIL), (1, APRIL), (1, MAY), (0, JUNE), (1, JUNE)]
    found = months(exactly(12, 12, 12, 12, 12), rows, contract("1"))
    assert amounts(found) == [100, 100, 100, 100, 100]
    assert ends(found) == [(100, 100)] * 5
    found = months(exactly(13, 12, 12, 13, 12), rows, contract("1"))
    assert amounts(found) == [108, 100, 100, None, 100]
    assert ends(found) == [(108, 108), (100, 100), (100, 100), (108, 109), (100, 100)]


def test_after_a_month_that_is_not_known_whole_pence_are_exact_and_others_beside_them() -> None:
    rows = [(0, APRIL), (0, MAY), (0, JUNE)]
    found = months(exactly(12, None, 12), rows, contract("1"))
    assert amounts(found) == [100, None, 100]
    assert ends(found) == [(100, 100), (None, None), (100, 100)]
    found = months(exactly(12, None, 13), rows, contract("1"))
    assert ends(found) == [(100, 100), (None, None), (108, 109)]


def test_no_rows_have_no_amounts() -> None:
    assert amounts(months(exactly(), [], contract("1"))) == []


def test_a_month_has_the_ends_of_all_readings_of_what_is_half_known() -> None:
    """The split of a sum is not known: all is oil, or all is gas."""
    split = '[[readings.split]]\ntitle = "The split"\nkind = "ends"\nnote = "The split was not found."\n'
    split += f"published = 2030-03-02\n{COMMON}"
    for says, oil in (("all is oil", "24"), ("all is gas", "12")):
        split += f'[[readings.split.readings]]\nsays = "{says}"\nvalues = {{ "oil.rate" = {oil}, "oil.gas" = 1 }}\n'
    of = year_of(term("oil.rate", "12", PER_YEAR) + term("oil.gas", "1", PER_YEAR) + payment("oil") + split)
    found = months(exactly(1, 2), [(0, APRIL), (0, MAY)], of)
    assert amounts(found) == [None, None]
    assert ends(found) == [(99, 201), (199, 401)]
    of_year = year(exactly(1), 1, of)
    assert (amounts(of_year), ends(of_year)) == ([None], [(1200, 2400)])
