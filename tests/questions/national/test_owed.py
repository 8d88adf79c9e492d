"""What was owed on lists that are known month by month: exact where every month is, the least of it where not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.dates import ContractYear
from pcn_des.questions.national.owed import Facts, owed_in
from pcn_des.questions.stream_months import months_of
from support.effort import examples
from support.published import PUBLISHED

PATIENTS = st.integers(1, 90_000)
IN_2021 = ContractYear(2021)
CLOSED, NOT_KNOWN = Facts(known=True), Facts(known=False)


def on(registered: int) -> Facts:
    return Facts(known=True, is_open=True, lists={"population.registered": Fraction(registered)})


def with_a_missing_list(registered: int) -> Facts:
    return Facts(known=True, is_open=True, least={"population.registered": Fraction(registered)})


def months(*facts: Facts) -> dict[date, Facts]:
    """The months of 2021/22, in as many parts of the same length."""
    return {day: facts[place * len(facts) // 12] for place, day in enumerate(months_of(IN_2021))}


def core(*facts: Facts) -> str:
    """Core funding of 2021/22, 1.50 for each patient of a year."""
    return str(owed_in(IN_2021, months(*facts))[0].get("core_pcn_funding", "unknown"))


def test_a_list_counts_in_its_months() -> None:
    assert core(on(10_000)) == "£15,000.00"
    assert core(on(10_000), on(30_000)) == "£30,000.00"
    assert core(on(10_000), CLOSED) == "£7,500.00"
    assert core(CLOSED) == "£0.00"


def test_a_month_that_is_not_known_leaves_the_least() -> None:
    assert core(on(10_000), NOT_KNOWN) == "at least £7,500.00"
    assert core(on(10_000), with_a_missing_list(4_000)) == "at least £10,500.00"
    assert core(NOT_KNOWN) == "unknown"
    assert core(NOT_KNOWN, CLOSED) == "unknown"


def test_streams_of_which_nothing_is_known_are_told_by_their_keys() -> None:
    owed, unknown = owed_in(IN_2021, months(on(10_000)))
    assert {*owed} == {"core_pcn_funding", "clinical_director", "extended_hours_access"}
    assert {"network_participation", "care_home_premium", "pcn_support"} <= {*unknown}
    assert not owed.keys() & {*unknown}


@settings(max_examples=examples(one_in=2))
@given(PATIENTS, PATIENTS, st.sampled_from(PUBLISHED))
def test_what_is_owed_is_what_the_entitlements_say(registered: int, adjusted: int, year: ContractYear) -> None:
    lists = {"population.registered": Fraction(registered), "population.adjusted": Fraction(adjusted)}
    facts = Facts(known=True, is_open=True, lists=lists)
    owed, unknown = owed_in(year, dict.fromkeys(months_of(year), facts))
    statement = des.entitlements({"population.registered": registered, "population.adjusted": adjusted}, str(year))
    for stream, amount in owed.items():
        total = statement[stream]
        at_least, at_most = (
            (total.amount, total.amount) if total.amount is not None else (total.at_least, total.at_most)
        )
        assert (amount.at_least, amount.at_most) == (at_least, at_most), stream
    exact = {stream for stream, total in statement.items() if total.amount is not None and not total.is_ceiling}
    assert exact <= owed.keys()
    assert not exact & set(unknown)


@settings(max_examples=examples(one_in=2))
@given(st.lists(PATIENTS, min_size=12, max_size=12), st.sets(st.integers(0, 11)))
def test_whatever_the_unknown_months_are_at_least_the_known_ones_were_owed(
    patients: Sequence[int], hidden: set[int]
) -> None:
    whole = {day: on(number) for day, number in zip(months_of(IN_2021), patients, strict=True)}
    told = {day: NOT_KNOWN if place in hidden else facts for place, (day, facts) in enumerate(whole.items())}
    owed, _ = owed_in(IN_2021, told)
    for stream, truth in owed_in(IN_2021, whole)[0].items():
        if stream not in owed:
            assert len(hidden) == 12
            continue
        assert owed[stream].at_least.pounds <= truth.at_least.pounds
        assert owed[stream].exact == (None if hidden else truth.exact)
