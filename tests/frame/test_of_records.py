"""The table of facts of networks over days: what asking each network on every single day would give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.question import terms
from pcn_des.engine.binding import EVIDENCE
from pcn_des.engine.fact_sources import RecordedFacts
from pcn_des.engine.registry import FACTS, SUBJECTS
from pcn_des.engine.trace import Trace
from pcn_des.errors import MisuseError, PcnDesError
from pcn_des.facts.evidence import shown_on
from pcn_des.frame import assess, facts
from pcn_des.frame.fact_columns import cells_of, table_of
from pcn_des.frame.names import facts_of_weeks
from pcn_des.frame.of_records import facts_of_networks
from pcn_des.network import Variation
from pcn_des.network.practices import Population
from pcn_des.questions.assess import of_the_week
from pcn_des.strategies import contract_days, networks, plain_networks
from pcn_des.values import NEVER, Range, Unknown
from support.effort import examples

OF_WEEKS = {  # what weekly duties alone read: of the week, which early in April is one of the year before
    "enhanced_access.cancelled_minutes",
    "enhanced_access.standard_hours_covered",
    "enhanced_access.weekly_minutes",
    "extended_hours.cancelled_minutes",
    "extended_hours.weekly_minutes",
    "population.adjusted_for_minutes",
}
BEFORE_ITS_FIRST_WEEK = [date(2022, 10, 1), date(2022, 10, 2)]  # enhanced access began on a Saturday
SPAN = 500  # days: over the end of at least one contract year


def value_on(network: des.Network, name: str, day: date) -> Any:
    """A fact asked on a single day, without anything kept from another."""
    contract = terms(day, None, network)
    source = RecordedFacts(network, day, None, FACTS, SUBJECTS, shown_on)
    its_first_days = day in BEFORE_ITS_FIRST_WEEK and not name.startswith("extended_hours.")
    of_week = of_the_week(contract, source, network) if name in OF_WEEKS and not its_first_days else None
    contract, source = cast("tuple[des.Terms, RecordedFacts]", of_week or (contract, source))
    trace = Trace(contract, FACTS, source)
    if name.startswith(EVIDENCE):
        duties = contract.obligations
        key = name.removeprefix(EVIDENCE)
        shown = key in duties and duties[key].evidence
        return source.evidence(duties[key], None, trace.term).value if shown else None
    if any(trace.term(key) is None for key in FACTS[name].reads):
        return None
    return source.observe(name, (), None, trace.term).value


def cells(value: Any) -> tuple[Any, Any, Any]:
    """A value as the three columns of a fact have it: itself, at least, at most."""
    if isinstance(value, Range):
        return None, value.low, value.high
    plain = None if isinstance(value, Unknown) else date.max if value is NEVER else value
    return plain, None, None


@settings(max_examples=examples(one_in=2))
@given(data=st.data(), since=contract_days(until=date(2025, 9, 30)))
def test_the_table_equals_asking_every_single_day(data: st.DataObject, since: date) -> None:
    near = since + timedelta(days=data.draw(st.integers(0, SPAN)))
    drawn = data.draw(st.lists(networks(near) | plain_networks().map(des.read_network), min_size=1, max_size=2))
    days = data.draw(st.lists(st.dates(since, since + timedelta(days=SPAN)), min_size=1, max_size=12, unique=True))
    drawn = [network for network in drawn if all(allowed(network, day) for day in days)]
    table = facts(drawn, days, backend="pyarrow").to_pylist()
    asked = [(network, day) for network in drawn for day in sorted(days) if not network.why_not_open(day)]
    assert [(row["network"], row["day"]) for row in table] == [(network.code, day) for network, day in asked]
    for row, (network, day) in zip(table, asked, strict=True):
        for name in facts_of_networks():
            found = row[name], row.get(f"{name}.at_least"), row.get(f"{name}.at_most")
            wanted = cells(value_on(network, name, day))
            assert all(one == other for one, other in zip(found, wanted, strict=True)), (name, day, found, wanted)


def allowed(network: des.Network, day: date) -> bool:
    """Whether the contract of a day knows the variations of a network; drawn ones may be of a wrong year or duty."""
    try:
        return des.assess(network.evolve(decisions=None), day) is not None
    except PcnDesError:
        return False


@pytest.fixture(scope="module")
def example() -> Any:
    return facts([des.example_network()], [date(2022, month, 1) for month in range(4, 13)], backend="pyarrow")


def test_the_bundled_network_through_a_year(example: Any) -> None:
    assert example.column_names[:2] == ["network", "day"]
    assert set(example["network"].to_pylist()) == {"U99901"}
    assert example["population.adjusted"].to_pylist() == [51230] * 9
    assert example["extended_hours.cancelled_minutes"].to_pylist() == [None, 0, 0, 0, 0, 0, 300, 0, 0]
    minutes = example["enhanced_access.weekly_minutes"].to_pylist()
    assert minutes == [*[None] * 6, 0, 3270, 3090]  # in the last whole week before 1 October there was no session of it


def test_what_is_of_a_week() -> None:
    assert facts_of_weeks() - {"enhanced_access.bank_holiday_in_week"} == OF_WEEKS


@pytest.mark.parametrize(("of_2023", "on_the_3rd"), [("66600", "NOT_MET"), ("25600", "MET"), (None, "UNKNOWN")])
def test_the_first_days_of_april_have_the_patients_of_the_week_before(of_2023: str | None, on_the_3rd: str) -> None:
    """Up to Sunday 2 April 2023 the last whole week is one of 2022/23: it owed 60 x 51.23 minutes, and had 3,090."""
    network = des.example_network()
    if of_2023 is not None:
        figure = Population(kind="adjusted", at=date(2023, 1, 1), patients=Decimal(of_2023) / 5)
        practices = [
            attrs.evolve(one, populations=des.Records([*(one.populations or ()), figure]))
            for one in network.practices or ()
        ]
        network = network.evolve(practices=des.Records(practices, complete=True))
    days = [date(2023, 4, day) for day in (1, 2, 3)]
    table = facts([network], days)
    answers = assess(table)["enhanced_access.weekly_minutes"].to_list()
    assert answers == ["MET", "MET", on_the_3rd]
    assert answers == [des.assess(network, day)["enhanced_access.weekly_minutes"].status.name for day in days]


def test_the_answers_on_the_facts_are_those_on_the_records() -> None:
    """Of duties of the network itself, also those that are lifted; what was decided is no fact."""
    network = des.example_network().evolve(decisions=None)
    days = [date(year, month, 1) for year in (2021, 2022, 2023) for month in (2, 4, 5, 8, 11)]
    compared = 0
    for row in assess(facts([network], days)).to_dicts():
        for finding in des.assess(network, row["day"]).findings:
            if finding.entry.subject == "network" and not finding.text_missing:
                assert row[finding.rule] == finding.status.name, (finding.rule, row["day"])
                compared += 1
    assert compared > 500


@settings(max_examples=examples(one_in=4))
@given(data=st.data(), near=contract_days(until=date(2026, 9, 30)))
def test_the_answers_on_the_facts_of_any_network_are_those_on_its_records(data: st.DataObject, near: date) -> None:
    """But for what a decision settled, and terms of its own, which are no facts."""
    network = data.draw(networks(near) | plain_networks().map(des.read_network))
    lifts = st.lists(st.sampled_from(sorted(terms(near).obligations)), min_size=1, max_size=4, unique=True)
    about = st.integers(0, 9).map(timedelta)
    granted = [
        Variation(
            since=near - data.draw(about),
            until=near + data.draw(about),
            kind="waiver",
            granted_by="An ICB",
            lifts=data.draw(lifts),
        )
        for _ in range(data.draw(st.integers(0, 2)))
    ]
    granted = [attrs.evolve(one, until=one.since) if data.draw(st.booleans()) else one for one in granted]
    exceptions = [*(one for one in network.variations or () if not one.amends), *granted]
    network = network.evolve(variations=des.Records(exceptions), decisions=None)
    assume(allowed(network, near))
    for row in assess(facts([network], [near])).to_dicts():
        for finding in des.assess(network, near).findings:
            if finding.entry.subject == "network" or finding.without_exception is not None:
                assert row[finding.rule] == finding.status.name, finding.rule


def test_what_is_lifted_of_a_whole_network_is_a_column() -> None:
    network = des.example_network()
    days = [date(2022, 9, 30), date(2022, 11, 14), date(2023, 1, 9)]
    table = facts([network], days, only=["population.adjusted"])
    unused, audit = "enhanced_access.unused_slots_to_nhs111", "personalised_care.shared_decision_audit"
    assert table["lifted"].to_list() == [None, unused, audit]
    assert facts([network.evolve(variations=None)], days).schema["lifted"] == table.schema["lifted"]
    assert assess(table, rules=[unused])[unused].to_list() == [None, "NOT_APPLICABLE", "UNKNOWN"]


def test_an_exception_for_some_practices_alone_lifts_nothing_of_the_network() -> None:
    network = des.example_network()
    exceptions = [attrs.evolve(one, subjects=("Y99901",)) for one in network.variations or ()]
    some = network.evolve(variations=des.Records(exceptions))
    assert facts([some], [date(2022, 11, 14)])["lifted"].to_list() == [None]


def test_some_facts_only_and_every_backend() -> None:
    wanted = ["population.adjusted", "evidence.network_agreement.signed"]
    wanted = [name for name in wanted if name in facts_of_networks()]
    for backend in ("polars", "pandas", "pyarrow"):
        table = facts([des.example_network()], [date(2022, 11, 1)], only=wanted, backend=backend)
        assert list(getattr(table, "column_names", None) or table.columns) == ["network", "day", "lifted", *wanted]


def test_networks_are_taken_one_after_another() -> None:
    taken: list[str] = []

    def one_by_one() -> Iterator[des.Network]:
        for number in range(3):
            taken.append(f"U0000{number}")
            yield des.Network(code=taken[-1], name="Any PCN")

    table = facts(one_by_one(), [date(2022, 11, 1)], backend="pyarrow")
    assert table["network"].to_pylist() == taken


def test_a_network_has_no_row_for_a_day_on_which_it_was_none() -> None:
    network = des.Network(code="U00001", name="Any PCN", opened=date(2022, 10, 1), closed=date(2022, 11, 30))
    days = [date(2022, 9, 30), date(2022, 10, 1), date(2022, 11, 30), date(2022, 12, 1)]
    assert facts([network], days, backend="pyarrow")["day"].to_pylist() == days[1:3]


def test_an_error_of_one_network_says_of_which() -> None:
    amends = {"enhanced_access.minutes_per_1000": 45}
    varied = {"since": "2022-10-01", "kind": "local_variation", "granted_by": "An ICB", "amends": amends}
    wrong = des.read_network({"code": "U00002", "name": "Two", "variations": [varied]})
    with pytest.raises(MisuseError, match="the contract allows none") as caught:
        facts([des.example_network(), wrong], [date(2022, 11, 14)])
    assert caught.value.__notes__ == ["It was asked of Two (U00002)."]


def test_a_duty_that_there_is_not_is_not_lifted_in_silence() -> None:
    network = des.example_network()
    slip = [attrs.evolve(one, lifts=("network.area_mapp",)) for one in network.variations or ()]
    with pytest.raises(des.UnknownNameError, match=r"variations\[1\]\.lifts\[1\].*network\.area_mapp") as caught:
        facts([network.evolve(variations=des.Records(slip))], [date(2022, 11, 14)])
    assert caught.value.__notes__ == ["It was asked of Riverside PCN (U99901)."]


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(des.UnknownNameError, match=r"population\.adjusted"):
        facts([], [date(2022, 11, 1)], only=["population.ajusted"])
    with pytest.raises(des.UnknownNameError, match=r"practice\.contract_type"):
        facts([], [date(2022, 11, 1)], only=["practice.contract_type"])
    with pytest.raises(des.OutsideDataError, match=r"1 April 2019 is before the contract began\..* the facts of that"):
        facts([], [date(2019, 4, 1)])
    with pytest.raises(des.OutsideDataError, match="1 January 2019 is outside"):
        facts([], [date(2019, 1, 1)])
    with pytest.raises(des.MisuseError, match="backend is 'excel'"):
        facts([], [date(2022, 11, 1)], backend="excel")


def column(*values: Any, of: str = "population.adjusted") -> dict[str, Any]:
    """A column of values of a fact in a table, by the end that it is."""
    table = table_of({}, {of: cells_of((1, value) for value in values)}, "pyarrow")
    return {name.removeprefix(of): table[name].to_pylist() for name in table.column_names}


def test_numbers_are_whole_or_decimals_and_never_floats() -> None:
    assert column(Fraction(3), Fraction(51_230)) == {"": [3, 51_230]}
    assert column(Fraction(5, 2), Fraction(3), None) == {"": [Decimal("2.5"), 3, None]}
    assert column(Unknown(("x",)), None) == {"": [None, None]}


def test_a_number_between_two_ends_has_two_columns() -> None:
    assert column(Fraction(3), Range(Fraction(1), Fraction(4)), Range(Fraction(2), None)) == {
        "": [3, None, None],
        ".at_least": [None, 1, 2],
        ".at_most": [None, 4, None],
    }


def test_rows_on_end_that_a_table_has_alike_are_one() -> None:
    """Unknown is unknown, for whatever reason; what is not asked for looks the same."""
    runs = [(2, Unknown(("x",))), (1, Unknown(("y",))), (1, None), (3, Fraction(5)), (1, Range(Fraction(5), None))]
    assert cells_of(runs) == [(4, (None, None, None)), (3, (5, None, None)), (1, (None, 5, None))]
    assert cells_of([]) == []


def test_decimals_without_an_end_are_between_two() -> None:
    assert column(Fraction(1, 3)) == {
        "": [None],
        ".at_least": [Decimal("0.333333")],
        ".at_most": [Decimal("0.333334")],
    }


def test_days_answers_and_texts() -> None:
    assert column(date(2022, 11, 1), NEVER, Unknown(("x",)), of="evidence.network_agreement.signed") == {
        "": [date(2022, 11, 1), date.max, None]
    }
    assert column(True, None, of="clinical_director.in_post") == {"": [True, None]}
    assert column("GMS", None, of="practice.contract_type") == {"": ["GMS", None]}


@pytest.mark.parametrize("wrong", [des.example_network(), 5, None, "U00001", [5], ["U00001"], [{"network.size": 1}]])
def test_networks_are_several_networks(wrong: Any) -> None:
    with pytest.raises(des.MisuseError, match=r"^networks (is|has) .*; (give a list|read_network reads)"):
        facts(wrong, [date(2022, 11, 1)])


@pytest.mark.parametrize("wrong", ["population.registered", 5, [5], [None], b"population.registered"])
def test_only_is_a_list_of_names(wrong: Any) -> None:
    with pytest.raises(des.MisuseError, match=r"^only (is|has) .*names"):
        facts([des.example_network()], [date(2022, 11, 1)], only=wrong)


@pytest.mark.parametrize("wrong", [date(2022, 11, 1), 5, None, "2022-11-01"])
def test_days_are_several_days(wrong: Any) -> None:
    with pytest.raises(des.MisuseError, match=r"^days is .*; give a list of days"):
        facts([des.example_network()], wrong)


def test_tables_of_several_lots_go_together_whatever_is_known_in_each() -> None:
    import polars

    network = des.example_network()
    days = [date(2021, 10, 1), date(2022, 11, 14)]
    lots = [facts([network], [day]) for day in days] + [facts([], days)]
    assert not [name for lot in lots for name, kind in lot.schema.items() if kind == polars.Null]
    assert lots[2].schema["day"] == polars.Date
    together = polars.concat(lots, how="diagonal_relaxed")
    assert assess(together).equals(assess(facts([network], days)))


def test_facts_are_asked_for_with_dots_or_without() -> None:
    asked = facts([des.example_network()], [date(2022, 11, 14)], only=["population__adjusted"])
    assert asked.columns == ["network", "day", "lifted", "population.adjusted"]
