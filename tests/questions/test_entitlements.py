"""What a network is owed: published amounts, rounding that adds up, unknowns that stay out of the total."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear
from pcn_des.units import Money
from support.published import PUBLISHED
from support.small_network import complete

FIVE = (
    "core_pcn_funding",
    "clinical_director",
    "leadership_and_management",
    "extended_hours_access",
    "enhanced_access",
)


def pounds(facts: dict[str, Any], year: str, stream: str, **asked: Any) -> str | None:
    amount = des.entitlements(facts, year, **asked)[stream].amount
    return None if amount is None else str(amount)


def test_core_funding_2024_25_as_published_by_1_may_2024_and_unknown_after() -> None:
    """2.218 x 42,000 + 0.698 x 40,000 (Doncaster LMC: '£2.916 per patient, with £2.218 being multiplied by …')."""
    facts = {"population.registered": 42_000, "population.adjusted": 40_000}
    assert pounds(facts, "2024/25", "core_pcn_funding", known_on=date(2024, 5, 1)) == "£121,076.00"
    assert pounds(facts, "2024/25", "core_pcn_funding", known_on=date(2024, 9, 25)) == "£121,076.00"
    later = des.entitlements(facts, "2024/25", date(2024, 9, 26))
    assert later["core_pcn_funding"].amount is None
    assert "splits between the registered list and the adjusted population" in later["core_pcn_funding"].reason
    assert later["core_pcn_funding"] in later.unknown
    assert not later.complete


def test_enhanced_access_2024_25_is_backdated() -> None:
    """Pulse PCN, 27 September 2024: 'from £7.674 to £7.975', backdated to 1 April 2024."""
    facts = {"population.adjusted": 40_000}
    assert pounds(facts, "2024/25", "enhanced_access", known_on=date(2024, 9, 25)) == "£306,960.00"
    assert pounds(facts, "2024/25", "enhanced_access", known_on=date(2024, 12, 1)) == "£319,000.00"


@pytest.mark.parametrize(
    ("year", "stream", "facts", "paid_by", "amount"),
    [
        # NHS Payments to General Practice 2021/22, U00254: PCN Support 70,473.00 and extended hours 67,654.08
        ("2021/22", "core_pcn_funding", {"population.registered": 46_982}, None, "£70,473.00"),
        ("2021/22", "extended_hours_access", {"population.registered": 46_982}, None, "£67,654.08"),
        # 2020/21: 12 x round(1.45 / 12 x 41,647, 2) is 60,388.20; 1.45 x 41,647 is 60,388.15
        ("2020/21", "extended_hours_access", {"population.registered": 41_647}, "commissioner", "£60,388.20"),
        ("2020/21", "extended_hours_access", {"population.registered": 41_647}, None, "£60,388.15"),
        # 2021/22, U32349: PCN Leadership 92,274.48 for a list of 126,058, a rate of 0.061 a month
        ("2021/22", "clinical_director", {"population.registered": 126_058}, "national_system", "£92,274.48"),
        # part years: 0.720 for April to September 2022, 3.764 for October 2022 to March 2023
        ("2022/23", "extended_hours_access", {"population.registered": 50_000}, None, "£36,000.00"),
        ("2022/23", "enhanced_access", {"population.adjusted": 50_000}, None, "£188,200.00"),
        # leadership and management: 0.707 for October 2021 to March 2022
        ("2021/22", "leadership_and_management", {"population.adjusted": 40_000}, None, "£28,280.00"),
        # 2019/20: twelve months from April
        ("2019/20", "core_pcn_funding", {"population.registered": 42_000}, None, "£63,000.00"),
        # £120 a bed a year; 127.20 from April 2024 as published in September 2024
        ("2021/22", "care_home_premium", {"care_homes.beds": 215}, None, "£25,800.00"),
        ("2024/25", "care_home_premium", {"care_homes.beds": 100}, None, "£12,720.00"),
    ],
)
def test_amounts_that_were_published(
    year: str, stream: str, facts: dict[str, Any], paid_by: str | None, amount: str
) -> None:
    assert pounds(facts, year, stream, paid_by=paid_by) == amount


def test_months_are_paid_only_while_the_stream_lasts() -> None:
    statement = des.entitlements({"population.registered": 50_000, "population.adjusted": 50_000}, "2022/23")
    assert [line.month for line in statement["extended_hours_access"].lines] == [
        date(2022, month, 1) for month in range(4, 10)
    ]
    assert [line.month for line in statement["enhanced_access"].lines] == [
        *(date(2022, month, 1) for month in range(10, 13)),
        *(date(2023, month, 1) for month in range(1, 4)),
    ]


def test_a_line_has_its_rate_population_working_and_sources() -> None:
    line = des.entitlements({"population.registered": 46_982}, "2021/22")["core_pcn_funding"].lines[0]
    assert (line.stream, line.month, line.payee) == ("core_pcn_funding", date(2021, 4, 1), "Nominated Payee")
    assert str(line.rate) == "£1.5 per registered patient per year"
    assert str(line.population) == "46,982 registered patients"
    assert line.working == "(1.5 x 46,982) / 12"
    assert str(line.amount) == "£5,872.75"
    assert line.citations


def test_a_stream_of_two_rates_has_both() -> None:
    facts = {"population.registered": 42_000, "population.adjusted": 40_000}
    line = des.entitlements(facts, "2025/26")["core_pcn_funding"].lines[0]
    assert line.rate is None
    assert line.population is None
    assert [str(rate) for rate in line.rates] == [
        "£2.266 per registered patient per year",
        "£0.733 per adjusted patient per year",
    ]


def test_unknown_stays_visible_and_out_of_the_total() -> None:
    statement = des.entitlements({"population.registered": 46_982}, "2021/22")
    leadership = statement["leadership_and_management"]
    assert leadership.amount is None
    assert leadership.reason.startswith("not established: PCN Adjusted Population")
    # 70,473.00 core + 67,654.08 extended hours + 0.736 x 46,982 = 34,578.752, to the penny 34,578.75
    assert str(statement.total) == "£172,705.83"


SIZE = {"population.registered": 45_000, "population.adjusted": 46_000, "population.weighted": 47_000}


class TestSums:
    """2024/25: enhanced access 7.975 x 46,000, premium 127.20 x 300, support 3.248 x 46,000 are established;
    participation 1.761 x 47,000 is carried over; core lies between 134,213 and 134,264 (readings of the uplift).
    """

    FACTS: ClassVar[dict[str, int]] = {**SIZE, "care_homes.beds": 300}

    def test_what_is_only_carried_over_is_in_no_total(self) -> None:
        statement = des.entitlements(self.FACTS, "2024/25")
        assert [total.stream for total in statement.carried] == ["network_participation"]
        assert str(statement["network_participation"].amount) == "£82,767.00"
        assert str(statement.total) == "£554,418.00"  # 366,850 + 38,160 + 149,408
        assert {str(standing): str(amount) for standing, amount in statement.by_standing.items()} == {
            "confirmed": "£405,010.00",
            "single-source": "£149,408.00",
            "carried": "£82,767.00",
        }

    def test_what_is_established_by_payee(self) -> None:
        statement = des.entitlements(self.FACTS, "2025/26")
        payees = {payee: str(amount) for payee, amount in statement.by_payee.items()}
        # core 135,688.00, enhanced access 387,642.00, premium 39,075.90, support 147,568.00; participation to practices
        assert payees == {"Nominated Payee": "£709,973.90", "Core Network Practice": "£82,767.00"}

    def test_a_stream_without_a_standing_names_its_payee_next(self) -> None:
        total = des.entitlements(self.FACTS, "2025/26")["core_pcn_funding"]
        assert "    [core_pcn_funding; confirmed; to the Nominated Payee]\n" in str(total)
        entry = attrs.evolve(total.entry, standing=None)
        plain = attrs.evolve(total, lines=tuple(attrs.evolve(line, entry=entry, terms=()) for line in total.lines))
        assert "    [core_pcn_funding; to the Nominated Payee]\n" in str(plain)

    def test_what_is_bounded_stands_beside_the_total(self) -> None:
        statement = des.entitlements(self.FACTS, "2024/25")
        assert "core_pcn_funding" in [total.stream for total in statement.bounded]
        text = str(statement)
        assert "Not in it: carried over from another year                             £82,767.00" in text
        assert "Not in it: Core PCN funding                  between £134,213.00 and £134,264.00" in text
        # core 134,213.00 to 134,264.00, enhanced access 366,850.00, premium 38,160.00, support 149,408.00
        assert "  to the Nominated Payee                     between £688,631.00 and £688,682.00" in text
        assert "  to the Core Network Practice                                        £82,767.00" in text

    def test_html_says_of_each_stream_how_well_it_is_established(self) -> None:
        html = des.entitlements(self.FACTS, "2024/25")._repr_html_()
        assert "network_participation; carried</span>" in html
        assert "enhanced_access; confirmed</span>" in html

    def test_a_year_of_which_only_carried_rates_are_known_says_so_first(self) -> None:
        statement = des.entitlements(self.FACTS, "2024/25")
        carried = attrs.evolve(statement, streams={total.stream: total for total in statement.carried})
        assert str(carried).splitlines()[0] == "Every rate of 2024/25 is carried over from another year"
        assert str(carried.total) == "£0.00"
        assert not str(statement).startswith("Every rate")

    @given(
        year=st.sampled_from([str(year) for year in PUBLISHED]),
        heads=st.integers(1, 200_000),
        adjusted=st.integers(1, 200_000) | st.none(),
    )
    def test_payees_and_standings_add_up(self, year: str, heads: int, adjusted: int | None) -> None:
        facts = {"population.registered": heads, "population.weighted": heads, "population.adjusted": adjusted}
        statement = des.entitlements({name: held for name, held in facts.items() if held}, year)
        nothing = des.Money(Decimal(0))
        weak = (des.Standing.CARRIED, des.Standing.CONFLICTING)
        counted = [amount for standing, amount in statement.by_standing.items() if standing not in weak]
        assert sum(statement.by_payee.values(), nothing) == sum(counted, nothing) == statement.total
        assert not set(statement.carried) & set(statement.established)
        ends = list(statement.ends_by_payee.values())
        assert sum((least for least, _ in ends), nothing) == statement.at_least
        most = [most for _, most in ends if most is not None]
        assert statement.at_most == (sum(most, nothing) if len(most) == len(ends) else None)


def test_of_the_part_year_rates_of_2019_20_the_clinical_directors_was_found() -> None:
    """£0.51430 for each registered patient, July to March: 0.5143 x 42,000. That of extended hours was not found."""
    statement = des.entitlements({"population.registered": 42_000}, "2019/20")
    assert statement["clinical_director"].amount == Money(Decimal("21600.60"))
    assert statement["clinical_director"].lines[0].month == date(2019, 7, 1)
    assert statement["extended_hours_access"].amount is None
    assert "nine months from July was not found" in statement["extended_hours_access"].reason


def test_how_the_national_system_paid_is_known_only_for_a_time() -> None:
    statement = des.entitlements({"population.registered": 42_000}, "2023/24", paid_by="national_system")
    assert statement["core_pcn_funding"].amount is None
    assert "how the national system paid" in statement["core_pcn_funding"].reason


# --- networks with records ---


def practice(code: str, since: str, registered: int, adjusted: int, until: str | None = None) -> dict[str, Any]:
    membership = {"since": since, **({"until": until, "ended_by": "left"} if until else {})}
    return {
        "code": code,
        "name": code,
        "membership": {"complete": True, "items": [membership]},
        "populations": [
            {"kind": "registered", "at": "2021-01-01", "patients": registered},
            {"kind": "adjusted", "at": "2025-01-01", "patients": adjusted, "published": "2025-03-27"},
            {"kind": "registered", "at": "2025-01-01", "patients": registered},
        ],
    }


def test_money_of_2019_20_goes_back_to_april_on_the_members_of_july() -> None:
    """Twelve months at 1.50 / 12 = 0.125: "the first payment of which will cover the period 1 April to 31 July"."""
    member = practice("A99901", "2019-07-01", 0, 0)
    member["populations"] = [{"kind": "registered", "at": "2019-01-01", "patients": 40_000}]
    statement = des.entitlements(network(member), "2019/20")
    assert [str(line.amount) for line in statement["core_pcn_funding"].lines] == ["£5,000.00"] * 12
    assert statement["clinical_director"].lines[0].month == date(2019, 7, 1)


@given(st.integers(1, 200_000), st.integers(1, 200_000))
def test_records_of_2019_20_give_what_the_same_facts_give(registered: int, weighted: int) -> None:
    member = practice("A99901", "2019-07-01", 0, 0)
    member["populations"] = [
        {"kind": "registered", "at": "2019-01-01", "patients": registered},
        {"kind": "weighted", "at": "2019-01-01", "patients": weighted},
    ]
    recorded = des.entitlements(network(member), "2019/20")
    given_ = des.entitlements({"population.registered": registered, "population.weighted": weighted}, "2019/20")
    for stream, total in given_.items():
        assert recorded[stream].amount == total.amount, stream


def test_a_network_that_began_later_has_no_money_of_the_months_before() -> None:
    member = practice("A99901", "2019-10-01", 0, 0)
    member["populations"] = [{"kind": "registered", "at": "2019-01-01", "patients": 40_000}]
    lines = des.entitlements(network(member), "2019/20")["core_pcn_funding"].lines
    assert [str(line.amount) for line in lines] == ["£0.00"] * 6 + ["£5,000.00"] * 6


def network(*practices: dict[str, Any], **more: Any) -> des.Network:
    return des.read_network(
        {"code": "U99905", "name": "Paid PCN", "practices": {"complete": True, "items": list(practices)}, **more}
    )


def test_a_membership_change_puts_later_months_on_another_list() -> None:
    """1.44 / 12 = 0.12 a month: six months on 40,000 and six on 30,000 patients."""
    paid = network(
        practice("A99901", "2019-07-01", 30_000, 0), practice("A99902", "2019-07-01", 10_000, 0, "2021-09-30")
    )
    total = des.entitlements(paid, "2021/22")["extended_hours_access"]
    assert [str(line.amount) for line in total.lines] == ["£4,800.00"] * 6 + ["£3,600.00"] * 6
    assert str(total.amount) == "£50,400.00"


def test_a_practice_without_a_list_leaves_the_year_open_and_is_named() -> None:
    silent = {"code": "A99903", "name": "Silent Surgery", "membership": [{"since": "2019-07-01"}]}
    total = des.entitlements(network(practice("A99901", "2019-07-01", 30_000, 0), silent), "2021/22")[
        "core_pcn_funding"
    ]
    assert total.amount is None
    assert "Silent Surgery (A99903)" in total.reason


def test_the_corrected_adjusted_population_is_used_from_june_2025() -> None:
    """Letter of 30 May 2025: payments use the amended populations 'from June onwards'. 8.427 / 12 = 0.70225 a month."""
    before = practice("A99901", "2019-07-01", 40_000, 40_000)
    only_first = des.entitlements(network(before), "2025/26")
    assert [str(line.amount) for line in only_first["enhanced_access"].lines[:3]] == [
        "£28,090.00",
        "£28,090.00",
        "None",
    ]
    assert "corrected PCN Adjusted Population in use from 1 June 2025" in only_first["enhanced_access"].reason
    as_known_then = des.entitlements(network(before), "2025/26", date(2025, 5, 29))
    assert str(as_known_then["enhanced_access"].amount) == "£337,080.00"

    before["populations"].append(
        {"kind": "adjusted", "at": "2025-01-01", "patients": 42_000, "published": "2025-06-02"}
    )
    both = des.entitlements(network(before), "2025/26")
    # 2 x 0.70225 x 40,000 + 10 x 0.70225 x 42,000
    assert str(both["enhanced_access"].amount) == "£351,125.00"
    assert any("Arrears for the months before the correction" in note for note in both.notes)


def test_money_goes_to_the_nominated_payee_of_the_month() -> None:
    payees = [
        {"name": "First", "since": "2019-07-01", "until": "2021-09-30"},
        {"name": "Second", "since": "2021-10-01"},
    ]
    lines = des.entitlements(network(practice("A99901", "2019-07-01", 30_000, 0), payees=payees), "2021/22")[
        "core_pcn_funding"
    ].lines
    assert [line.payee for line in lines] == ["Nominated Payee: First"] * 6 + ["Nominated Payee: Second"] * 6


# --- real payments ---


@pytest.mark.thorough  # all of England
def test_real_networks_were_paid_what_the_rates_come_to(real_file: Callable[[str], Path]) -> None:
    """The 304 networks of 2021/22 for which core funding and extended hours imply the same list.

    Extended hours agree to the penny in 298; core funding, by either way of rounding, in 182, and within 6p in 267.
    """
    with real_file("derived_2021-22_pcns_where_two_streams_agree.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    exact_hours = exact_core = close_core = 0
    for row in rows:
        facts = {"population.registered": Decimal(row["list_from_extended_hours"])}
        owed = [des.entitlements(facts, "2021/22", paid_by=paid_by) for paid_by in (None, "commissioner")]
        hours = [statement["extended_hours_access"].amount.pounds for statement in owed]  # type: ignore[union-attr]
        core = [statement["core_pcn_funding"].amount.pounds for statement in owed]  # type: ignore[union-attr]
        exact_hours += Decimal(row["PCN Extended Hours Access"]) == hours[0]
        exact_core += Decimal(row["PCN Support"]) in core
        close_core += min(abs(Decimal(row["PCN Support"]) - amount) for amount in core) <= Decimal("0.06")
    assert len(rows) == 304
    assert (exact_hours, exact_core, close_core) == (298, 182, 267)


# --- laws ---

PATIENTS = st.integers(1, 150_000)
YEARS = st.sampled_from(["2020/21", "2021/22", "2022/23", "2023/24", "2025/26", "2026/27"])


@given(registered=PATIENTS, adjusted=PATIENTS, year=YEARS)
def test_months_add_up_to_the_year_which_is_rounded_once(registered: int, adjusted: int, year: str) -> None:
    statement = des.entitlements({"population.registered": registered, "population.adjusted": adjusted}, year)
    for stream in FIVE:
        if stream in statement:
            total = statement[stream]
            assert total.amount is not None
            assert total.amount == sum((line.amount for line in total.lines if line.amount), Money(Decimal(0)))
            monthly = [line.amount.pounds for line in total.lines if line.amount]
            assert max(monthly) - min(monthly) <= Decimal("0.01")


def homes_pcn(alignment: str, beds: dict[str, int]) -> des.Network:
    """One aligned home, of which beds are on record from some months on."""
    home = {
        "location": "1-1234567890",
        "name": "Elms",
        "alignment": {"complete": True, "items": [{"since": alignment}]},
        "beds": [{"month": month, "beds": count} for month, count in beds.items()],
    }
    return des.read_network({"code": "U00001", "name": "Millbrook PCN", "care_homes": complete(home)})


def test_a_month_of_which_all_is_known_is_exact_whatever_earlier_ones_lack() -> None:
    """120 x 33 / 12 = 330, from October; the beds of July to September are not on record."""
    homes = des.entitlements(homes_pcn("2023-06-15", {"2023-10-01": 33}), "2023/24")
    premium = homes["care_home_premium"]
    assert [str(line.amount) for line in premium.lines] == ["£0.00"] * 3 + ["None"] * 3 + ["£330.00"] * 6
    assert premium.open_months == (date(2023, 7, 1), date(2023, 8, 1), date(2023, 9, 1))
    assert (premium.amount, str(premium.at_least), premium.at_most) == (None, "£1,980.00", None)
    assert "Established: 9 of 12 months, not July 2023 to September 2023." in " ".join(str(homes).split())
    written = des.Statements(by_name={"Millbrook PCN": homes}).to_csv().splitlines()
    open_months = next(row["open_months"] for row in csv.DictReader(written) if row["stream"] == "care_home_premium")
    assert open_months == "2023-07; 2023-08; 2023-09"


@given(registered=PATIENTS, opened=st.dates(date(2023, 4, 2), date(2024, 2, 27)).filter(lambda day: day.day > 1))
def test_after_a_month_that_is_open_the_others_are_known_to_the_penny_they_are_rounded_to(
    registered: int, opened: date
) -> None:
    """1.5 x registered / 12 a month: exact where that is whole pence, and elsewhere one of the two pennies beside it.

    Which one, the month of the opening decides: the year is rounded once, and its months add up to it.
    """
    lists = [{"kind": "registered", "at": "2023-01-01", "patients": registered}]
    network = {"code": "U00001", "name": "Millbrook PCN", "opened": opened.isoformat(), "populations": lists}
    core = des.entitlements(des.read_network(network), "2023/24")["core_pcn_funding"]
    pence = Fraction(3, 2) * registered / 12 * 100
    assert core.open_months == (opened.replace(day=1),)
    for line in core.lines[1:]:
        assert line.is_established
        ends = (line.amount, line.amount) if line.amount is not None else (line.at_least, line.at_most)
        assert [int(end.pounds * 100) if end else 0 for end in ends] == [floor(pence), ceil(pence)]


@given(fewer=PATIENTS, more=PATIENTS, year=YEARS, payer=st.sampled_from([None, "commissioner"]))
def test_more_patients_are_never_worth_less(fewer: int, more: int, year: str, payer: str | None) -> None:
    fewer, more = sorted((fewer, more))
    facts = [{"population.registered": count, "population.adjusted": count} for count in (fewer, more)]
    small, large = (des.entitlements(given_facts, year, paid_by=payer) for given_facts in facts)
    for stream in FIVE:
        if stream in small:
            assert small[stream].amount <= large[stream].amount  # type: ignore[operator]


@given(registered=PATIENTS, year=YEARS)
def test_the_ways_of_rounding_differ_by_pence_only(registered: int, year: str) -> None:
    """Annual rate x list misses by up to 6p."""
    facts = {"population.registered": registered, "population.adjusted": registered}
    contract, paid = des.entitlements(facts, year), des.entitlements(facts, year, paid_by="commissioner")
    for stream in FIVE:
        if stream in contract:
            gap = contract[stream].amount - paid[stream].amount  # type: ignore[operator]
            assert abs(gap.pounds) <= Decimal("0.06")


@given(st.fractions(min_value=-1_000_000, max_value=1_000_000))
def test_money_is_within_half_a_penny_of_the_exact_amount(exactly: Fraction) -> None:
    rounded = Money.to_the_penny(exactly)
    assert abs(Fraction(rounded.pounds) - exactly) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("exactly", "printed"),
    [("0.005", "£0.01"), ("0.0049", "£0.00"), ("-0.005", "-£0.01"), ("1234.565", "£1,234.57"), ("2.675", "£2.68")],
)
def test_half_a_penny_goes_up(exactly: str, printed: str) -> None:
    assert str(Money.to_the_penny(Fraction(exactly))) == printed


# --- misuse ---


def test_misuse_is_one_clear_error() -> None:
    with pytest.raises(ValueError, match="commissioner, national_system"):
        des.entitlements({}, "2021/22", paid_by="cheque")
    with pytest.raises(des.OutsideDataError, match=f"2019/20 to {years()[-1]}"):
        des.entitlements({}, str(ContractYear(years()[-1].starts_in + 1)))
    with pytest.raises(des.OutsideDataError, match="Write it as 2022/23"):
        des.entitlements({}, "2022")
    with pytest.raises(des.UnknownNameError, match=r"Did you mean 'population\.registered'"):
        des.entitlements({"population.registerd": 3}, "2021/22")
    with pytest.raises(des.RecordError, match=r"write Decimal\('3\.5'\)"):
        des.entitlements({"population.registered": 3.5}, "2021/22")
    with pytest.raises(des.UnknownNameError, match="Is it paid in 2021/22"):
        des.entitlements({}, "2021/22")["enhanced_access"]
    with pytest.raises(ValueError, match="whole pence"):
        Money(Decimal("0.005"))


def test_a_statement_fits_80_columns_and_becomes_json() -> None:
    statement = des.entitlements(des.example_network(), "2022/23")
    assert max(map(len, str(statement).splitlines())) <= 80
    plain = json.loads(json.dumps(statement.to_dict()))
    assert plain["streams"]["core_pcn_funding"]["amount"] == "75618.00"  # 1.50 x 50,412
    assert "not established" in statement._repr_html_()


def test_a_stream_that_was_not_published_is_named() -> None:
    """The first document of 2022/23 came out on 31 March 2022."""
    statement = des.entitlements({"population.registered": 42_000}, "2022/23", known_on=date(2021, 1, 1))
    assert statement["core_pcn_funding"].amount is None
    assert statement["core_pcn_funding"].reason == "not published yet; it was on 31 March 2022"
    assert "Little of 2022/23 had been published by 1 January 2021" in statement.notes[0]


def test_money_sums_and_mixes_with_nothing_else() -> None:
    assert sum([Money(Decimal("1.10")), Money(Decimal("2.05"))]) == Money(Decimal("3.15"))
    with pytest.raises(TypeError):
        Money(Decimal("1.10")) + Decimal(1)  # type: ignore[operator]


class TestHalfKnown:
    """The uplift of 26 September 2024 went into one rate, the other, or both: 2.218 to 2.269 and 0.698 to 0.749."""

    CORE: ClassVar = {"population.registered": 45_000, "population.adjusted": 46_000}

    def core(self, known_on: date | None = None) -> des.StreamTotal:
        return des.entitlements(self.CORE, "2024/25", known_on)["core_pcn_funding"]

    def test_before_the_uplift_the_sum_is_exact(self) -> None:
        """2.218 x 45,000 + 0.698 x 46,000."""
        published = self.core(date(2024, 5, 1))
        assert (published.amount, published.at_least, published.at_most) == (
            des.Money(Decimal("131918.00")),
            None,
            None,
        )

    def test_after_it_the_sum_lies_between_both_readings(self) -> None:
        """2.269 x 45,000 + 0.698 x 46,000, and 2.218 x 45,000 + 0.749 x 46,000."""
        for core in (self.core(), self.core(date(2024, 9, 26))):
            assert core.amount is None
            assert (core.at_least, core.at_most) == (des.Money(Decimal("134213.00")), des.Money(Decimal("134264.00")))
            assert core.is_bounded
        assert self.core(date(2024, 9, 25)).amount == des.Money(Decimal("131918.00"))

    def test_a_month_is_known_give_or_take_a_penny(self) -> None:
        """134,213 / 12 = 11,184.4167 and 134,264 / 12 = 11,188.6667."""
        line = self.core().lines[6]
        assert (line.at_least, line.at_most) == (des.Money(Decimal("11184.41")), des.Money(Decimal("11188.68")))

    def test_it_is_shown_and_in_no_total(self) -> None:
        statement = des.entitlements(self.CORE, "2024/25")
        assert "Core PCN funding: between £134,213.00 and £134,264.00" in str(statement)
        assert statement.to_dict()["streams"]["core_pcn_funding"]["at_most"] == "134264.00"
        assert statement["core_pcn_funding"] in statement.unknown

    def test_what_each_reading_says_and_gives(self) -> None:
        core = self.core()
        assert [(year.says, str(year.at_least), year.working) for year in core.by_reading] == [
            (
                "the whole uplift went into the rate on the registered list",
                "£134,213.00",
                "(2.269 x 45,000 + 0.698 x 46,000) / 12",
            ),
            (
                "the whole uplift went into the rate on the adjusted population",
                "£134,264.00",
                "(2.218 x 45,000 + 0.749 x 46,000) / 12",
            ),
        ]
        assert all(year.at_least == year.at_most for year in core.by_reading)
        assert "£134,213.00, a month: (2.269 x 45,000 + 0.698 x 46,000) / 12" in str(core)
        assert core.reason.count("it is assumed that neither rate fell") == 1
        assert self.core(date(2024, 9, 25)).by_reading == ()

    def test_the_working_of_a_month_is_that_of_each_reading(self) -> None:
        """Its rates are one pair or the other: of each from its least to its most, it would be wider than is known."""
        assert {line.working for line in self.core().lines} == {
            "(2.269 x 45,000 + 0.698 x 46,000) / 12, if the whole uplift went into the rate on the registered list; "
            "(2.218 x 45,000 + 0.749 x 46,000) / 12, if the whole uplift went into the rate on the adjusted population"
        }
        assert {line.working for line in self.core(date(2024, 9, 25)).lines} == {
            "(2.218 x 45,000 + 0.698 x 46,000) / 12"
        }

    def test_readings_are_not_told_where_no_reading_has_a_working(self) -> None:
        """How the national system rounds since October 2022 is not known, so neither reading can be worked out."""
        statement = des.entitlements(self.CORE, "2024/25", paid_by="national_system")
        assert {line.working for line in statement["core_pcn_funding"].lines} == {""}

    def test_a_gap_in_the_records_has_a_lower_end(self) -> None:
        practice = {"name": "Mill Lane Surgery", "membership": {"complete": True, "items": [{"since": "2019-07-01"}]}}
        counted = {
            **practice,
            "code": "A00001",
            "populations": [{"kind": "registered", "at": "2023-01-01", "patients": 20_000}],
        }
        network = des.read_network(
            {
                "code": "U00001",
                "name": "Millbrook PCN",
                "practices": {"complete": True, "items": [counted, {**practice, "code": "A00002"}]},
            }
        )
        core = des.entitlements(network, "2023/24")["core_pcn_funding"]
        assert (core.amount, core.at_least, core.at_most) == (None, des.Money(Decimal("30000.00")), None)
