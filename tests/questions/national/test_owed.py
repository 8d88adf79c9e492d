"""What was owed on lists that are known month by month: exact where every month is, the least of it where not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.dates import ContractYear
from pcn_des.questions.national.owed import Facts, owed_in, why_open
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


def why(stream: str, *facts: Facts) -> str | None:
    """Why the amount of a stream of 2021/22 has no end above; None where it has one."""
    return why_open(IN_2021, months(*facts)).get(stream)


NO_LISTS = Facts(known=True, is_open=True)


def test_it_is_said_why_an_amount_has_no_end_above() -> None:
    assert why("core_pcn_funding", on(10_000), CLOSED) is None
    assert why("core_pcn_funding", on(10_000), NOT_KNOWN) == "6 of 12 months are covered by a file"
    half_known = "whose patients count, or how many, is not known of every month"
    assert why("core_pcn_funding", on(10_000), with_a_missing_list(4_000)) == half_known
    no_list = "no list of the snapshot day is known of any member in {}"
    assert why("core_pcn_funding", NO_LISTS) == no_list.format("12 months")
    assert (
        why("core_pcn_funding", NOT_KNOWN, NO_LISTS, NO_LISTS, with_a_missing_list(1))
        == f"9 of 12 months are covered by a file; {no_list.format('6 months')}; {half_known}"
    )
    assert why("leadership_and_management", on(10_000)) == (
        "no adjusted population is known of any member in 6 months"  # it is paid from October on
    )
    assert why("pcn_support", on(10_000)) == "it needs weighted patients, which none of these files has"
    assert why("care_home_premium", on(10_000), NOT_KNOWN) == (
        "it needs beds of care homes, which none of these files has; 6 of 12 months are covered by a file"
    )
    assert why("pcn_support", CLOSED) is None
    assert why("clinical_director_supplement", on(10_000)) == "what it pays for a patient is not known of every month"


def test_nothing_was_owed_of_a_stream_that_is_paid_in_no_month_in_which_it_was_open() -> None:
    """The first half of the year is not known, and it was closed in the other: leadership is paid from October on."""
    owed, unknown = owed_in(IN_2021, months(NOT_KNOWN, CLOSED))
    assert str(owed["leadership_and_management"]) == "£0.00"
    assert "core_pcn_funding" in unknown


KNOWN = st.builds(
    Facts,
    known=st.just(True),
    is_open=st.just(True),
    lists=st.dictionaries(st.sampled_from(["population.registered", "population.adjusted"]), PATIENTS.map(Fraction)),
    least=st.dictionaries(st.sampled_from(["population.registered", "population.adjusted"]), PATIENTS.map(Fraction)),
)


@settings(max_examples=examples(one_in=2))
@given(st.lists(st.sampled_from([CLOSED, NOT_KNOWN]) | KNOWN, min_size=1, max_size=4), st.sampled_from(PUBLISHED))
def test_what_has_no_end_above_and_nothing_else_has_a_reason(parts: Sequence[Facts], year: ContractYear) -> None:
    of_year = {day: parts[place * len(parts) // 12] for place, day in enumerate(months_of(year))}
    owed, unknown = owed_in(year, of_year)
    without_end = {*unknown, *(stream for stream, amount in owed.items() if amount.at_most is None)}
    told = why_open(year, of_year)
    assert told.keys() == without_end
    assert all(told.values())
