"""What answers are made from: the digest of facts that are given tells any two apart that answers could."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.questions.basis import digest_of_basis, fact_source
from pcn_des.values import NEVER, UNKNOWN, range_of

DAY = date(2022, 11, 14)

patients = st.one_of(
    st.integers(0, 3).map(Fraction),
    st.just(UNKNOWN),
    st.tuples(st.sampled_from([Fraction(1), Fraction(100_001, 100_000)]), st.sampled_from([Fraction(2), None])).map(
        lambda ends: range_of(*ends, ["the list size"])
    ),
)
contracts = st.sampled_from(["GMS", "PMS", "unknown", UNKNOWN])
days = st.one_of(st.dates(date(2022, 1, 1), date(2022, 1, 4)), st.just(NEVER), st.just(UNKNOWN))
texts = st.sampled_from(["a", "b", "a; b", "a: []", "care home 1"])
homes = st.fixed_dictionaries(
    {}, optional={"id": texts, "name": texts, "care_home.has_clinical_lead": st.booleans(), "care_home.round_due": days}
)
practices = st.fixed_dictionaries({}, optional={"id": texts, "name": texts, "practice.contract_type": contracts})


def with_ids_of_their_own(subjects: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(subjects, max_size=2, unique_by=lambda one: one.get("id", "none"))


facts = st.fixed_dictionaries(
    {},
    optional={
        "population.registered": patients,
        "care_home": with_ids_of_their_own(homes),
        "practice": with_ids_of_their_own(practices),
        "complete.care_home": st.booleans(),
    },
)


def understood(given_facts: dict[str, Any]) -> Any:
    """Facts as answers are made from them."""
    source: Any = fact_source(given_facts, DAY, None)
    return source.given, source.listed


@given(facts, facts)
def test_digests_differ_where_facts_do(one: dict[str, Any], other: dict[str, Any]) -> None:
    digests = [digest_of_basis(each, fact_source(each, DAY, None)) for each in (one, other)]
    assert (digests[0] == digests[1]) is (understood(one) == understood(other))


@given(facts, st.randoms())
def test_the_order_in_which_facts_are_named_does_not_matter(one: dict[str, Any], chance: Any) -> None:
    def shuffled(about: dict[str, Any]) -> dict[str, Any]:
        return dict(chance.sample(list(about.items()), len(about)))

    again = {
        name: [shuffled(each) for each in value] if isinstance(value, list) else value for name, value in one.items()
    }
    digests = {digest_of_basis(each, fact_source(each, DAY, None)) for each in (one, shuffled(again))}
    assert len(digests) == 1


def test_the_receipt_of_a_report_has_it() -> None:
    given_homes: list[dict[str, Any]] = [
        {},
        {"care_home": []},
        {"care_home": [{"id": "h1", "care_home.has_clinical_lead": True}]},
        {"care_home": [{"id": "h1", "care_home.has_clinical_lead": False}]},
        {"care_home": [{"id": "h1", "name": "The Oaks", "care_home.has_clinical_lead": False}]},
    ]
    digests = [des.assess(each, DAY).receipt.records_digest for each in given_homes]
    assert len(set(digests)) == len(digests)
