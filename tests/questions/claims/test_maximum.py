"""The most that is reimbursed for a post on a day, where the contract knows it, knows its limits, or knows nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms
from pcn_des.questions.claims.maximum import annual_maximum, funded_share, monthly_maximum, smaller
from pcn_des.values import UNKNOWN, Range, Unknown
from support.staff import a_term, contract_of, day, post

TABLE = pytest.mark.parametrize
KEY, BAND = "arrs.paramedic.max_reimbursement.national", "arrs.band_7.max_reimbursement.national"
SHARE, SCHEME_SHARE = "arrs.paramedic.funding_share", "arrs.scheme.funding_share"
A_YEAR = "GBP per WTE per year"


def most(value: Any, **fields: Any) -> Term:
    return a_term(KEY, value, A_YEAR, title="The maximum", **fields)


def of(contract: Terms, **fields: Any) -> tuple[Any, list[str]]:
    found, terms = annual_maximum(post("paramedic", **fields), "paramedic", contract)
    return found, [term.key for term in terms]


def between(low: int | None, high: int | None, *needs: str) -> Range:
    low_, high_ = (None if end is None else Fraction(end) for end in (low, high))
    return Range(low_, high_, needs)


@TABLE(
    ("at_least", "at_most", "note", "expected"),
    [
        (50_000, None, "", between(50_000, None, "The maximum")),
        (None, 60_000, "", between(None, 60_000, "The maximum")),
        (50_000, 60_000, "two readers differ", between(50_000, 60_000, "The maximum (two readers differ)")),
        (55_000, 55_000, "", Fraction(55_000)),
        (None, None, "it was not seen", between(0, None, "The maximum (it was not seen)")),
    ],
)
def test_a_maximum_that_is_half_known_lies_between_its_limits(
    at_least: int | None, at_most: int | None, note: str, expected: Any
) -> None:
    ends = {name: None if end is None else Decimal(end) for name, end in (("at_least", at_least), ("at_most", at_most))}
    assert of(contract_of("2024-05-01", most(UNKNOWN, note=note, **ends))) == (expected, [KEY])


def test_where_nothing_of_the_roles_is_known_the_maximum_of_the_band_tells() -> None:
    unseen, of_band = most(UNKNOWN), a_term(BAND, 48_000, A_YEAR)
    contract = contract_of("2024-05-01", unseen, of_band)
    assert of(contract, band="7") == (48_000, [BAND])
    assert of(contract, band=None) == (between(0, None, "The maximum"), [KEY])
    assert of(contract_of("2024-05-01", unseen, without=[BAND]), band="7") == (
        between(0, None, "The maximum"),
        [KEY],
    )


RAISED = a_term("arrs.scheme.uplift_from", day("2024-10-01"), "date")
SINCE_RAISED = most(UNKNOWN, published=day("2024-09-26"))


def test_whatever_is_known_of_the_roles_own_comes_before_the_band() -> None:
    of_band = a_term(BAND, 48_000, A_YEAR)
    for terms, expected in [
        ([most(50_000)], Fraction(50_000)),
        ([most(UNKNOWN, at_least=Decimal(50_000))], between(50_000, None, "The maximum")),
        ([most(46_000), SINCE_RAISED], between(46_000, None, "The maximum")),
    ]:
        assert of(contract_of("2024-10-01", *terms, of_band), band="7")[0] == expected


@TABLE(
    ("earlier", "band", "expected"),
    [
        (46_000, None, between(46_000, None, "The maximum")),
        ({"5": 30_000, "7": 46_000}, "7", between(46_000, None, "The maximum")),
        ({"5": 30_000, "7": 46_000}, None, between(30_000, None, "the band of P1", "The maximum")),
        # of a band that the table has not, nothing is known but that it is no less than nothing
        (
            {"5": 30_000, "7": 46_000},
            "9",
            between(0, None, "the maximum of band 9: The earlier one has 5, 7", "The maximum"),
        ),
    ],
)
def test_a_raised_maximum_that_was_not_found_is_at_least_the_earlier_one(
    earlier: Any, band: str | None, expected: Range
) -> None:
    by = ("band",) if isinstance(earlier, dict) else ()
    before = attrs.evolve(most(earlier, by=by), title="The earlier one")
    contract = contract_of("2024-10-01", before, SINCE_RAISED, RAISED)
    assert of(contract, band=band) == (expected, [KEY, KEY, RAISED.key])


def test_an_earlier_maximum_that_is_unknown_or_was_not_raised_says_nothing() -> None:
    nothing = between(0, None, "The maximum")
    assert of(contract_of("2024-10-01", most(UNKNOWN), SINCE_RAISED, RAISED)) == (nothing, [KEY])
    assert of(contract_of("2024-10-01", most(46_000), SINCE_RAISED, without=[RAISED.key])) == (nothing, [KEY])


@TABLE(
    ("value", "fields", "expected"),
    [
        ({"5": 30_000, "7": 46_000}, {"band": "5"}, Fraction(30_000)),
        ({"5": 30_000, "7": 46_000}, {}, between(30_000, 46_000, "the band of P1")),
        (
            {"5": 30_000, "7": 46_000},
            {"band": "8a"},
            between(0, None, "the maximum of band 8a: The maximum has 5, 7"),
        ),
        ({"first": 30_000, "further": 46_000}, {"first": True}, Fraction(30_000)),
        ({"first": 30_000, "further": 46_000}, {"first": False}, Fraction(46_000)),
        (
            {"first": 30_000, "further": 46_000},
            {},
            between(30_000, 46_000, "whether P1 is the network's first such practitioner"),
        ),
        (
            {"first": {"5": 30_000, "7": 46_000}, "further": {"5": 60_000, "7": 92_000}},
            {"band": "7"},
            between(46_000, 92_000, "whether P1 is the network's first such practitioner"),
        ),
        (
            {"first": {"5": 30_000, "7": 46_000}, "further": {"5": 60_000, "7": 92_000}},
            {"first": True, "band": "9"},
            between(0, None, "the maximum of band 9: The maximum has 5, 7"),
        ),
        (
            {"first": {"5": 30_000, "7": 46_000}, "further": {"5": 60_000, "7": 92_000}},
            {"band": "9"},
            between(
                0,
                None,
                "whether P1 is the network's first such practitioner",
                "the maximum of band 9: The maximum has 5, 7",
            ),
        ),
    ],
)
def test_a_table_is_read_by_what_the_post_is(value: Any, fields: dict[str, Any], expected: Any) -> None:
    assert of(contract_of("2024-05-01", most(value, by=("practitioner", "band"))), **fields)[0] == expected


@TABLE(
    ("terms", "without", "expected"),
    [
        ([a_term(SHARE, Decimal("0.5"), "GBP per GBP")], [], (Fraction(1, 2), [SHARE])),
        ([a_term(SCHEME_SHARE, 1, "GBP per GBP")], [SHARE], (Fraction(1), [SCHEME_SHARE])),
        (
            [],
            [SHARE, SCHEME_SHARE],
            (between(0, 1, "the share of the cost that is reimbursed"), []),
        ),
        (
            [a_term(SHARE, UNKNOWN, "GBP per GBP", title="The share", note="it was not seen")],
            [],
            (between(0, 1, "The share (it was not seen)"), [SHARE]),
        ),
        (
            [a_term(SHARE, {"5": 1, "7": Decimal("0.5")}, "GBP per GBP", title="The share", by=("band",))],
            [],
            (between(0, None, "the maximum of band 9: The share has 5, 7"), [SHARE]),
        ),
    ],
)
def test_the_share_of_the_cost_is_the_roles_or_else_the_schemes(
    terms: list[Term], without: list[str], expected: tuple[Any, list[str]]
) -> None:
    found, rests_on = funded_share(
        post("paramedic", band="9"), "paramedic", contract_of("2024-05-01", *terms, without=without)
    )
    assert (found, [term.key for term in rests_on]) == expected


def test_a_month_is_a_twelfth_to_the_penny_where_the_contract_says_so() -> None:
    """50,000 / 12 = 4,166.666…"""
    key = "arrs.scheme.monthly_maximum"
    to_the_penny = contract_of("2024-05-01", a_term(key, "to the penny", "text"))
    unrounded = [
        contract_of("2024-05-01", without=[key]),
        contract_of("2024-05-01", a_term(key, UNKNOWN, "text")),
    ]
    assert monthly_maximum(Fraction(50_000), to_the_penny) == Fraction("4166.67")
    assert [monthly_maximum(Fraction(50_000), contract) for contract in unrounded] == [Fraction(50_000, 12)] * 2


@TABLE(
    ("one", "other", "expected"),
    [
        (Fraction(3), Fraction(5), Fraction(3)),
        (Fraction(5), Fraction(3), Fraction(3)),
        (between(2, None, "a"), Fraction(3), between(2, 3, "a")),
        (between(4, None, "a"), Fraction(3), Fraction(3)),  # whatever it is, the other is smaller
        (between(2, 4, "a"), between(3, 5, "b"), between(2, 4, "a", "b")),
        (between(None, 4, "a"), between(3, None, "b"), between(0, 4, "a", "b")),
        (between(2, None, "a"), between(3, None, "b"), between(2, None, "a", "b")),
        (Unknown(("a",)), Fraction(3), between(0, 3, "a")),
        (Unknown(("a",)), Unknown(("b",)), between(0, None, "a", "b")),
        (Unknown(("a",)), Fraction(0), Fraction(0)),
        (between(3, 5, "a"), Fraction(3), Fraction(3)),
    ],
)
def test_the_smaller_of_two_is_known_as_far_as_they_are(one: Any, other: Any, expected: Any) -> None:
    assert smaller(one, other) == expected
    assert smaller(other, one) == expected
