"""What was owed against what was paid: every cause found and named, and the pounds to the penny."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.answers.amount import NO_MONEY, Amount, sum_of
from pcn_des.answers.reconciliation import Compared
from pcn_des.dates import ContractYear
from pcn_des.errors import MisuseError, OutsideDataError, UnknownNameError, WrongTypeError
from support import worked_case
from support.effort import examples
from support.remittances import (
    as_owed,
    millbrook,
    month_of,
    of_lists,
    otherwise,
    paid,
    place,
    population,
    told,
)
from support.small_network import complete
from support.staff import day

TABLE = pytest.mark.parametrize
EARLIER = "the rate as known before 26 September 2024"
BY_HAND = "each month rounded to the penny, as commissioners pay by hand"
BY_SYSTEM = "the month's rate rounded first, as the national system paid"
CORE = "core_pcn_funding"
EA, BEDS, SUPPORT = "enhanced_access", "care_home_premium", "capacity_and_access_support"
MILLBROOK = millbrook()
SIZE = of_lists(population("adjusted", 51_230))
CORRECTED = of_lists(
    population("registered", 45_000, "2025-01-01"),
    population("adjusted", 46_000, "2025-01-01"),
    population("adjusted", 46_900, "2025-01-01", published="2025-05-30"),
)
IN_2021 = of_lists(population("registered", 45_017, "2021-01-01"), population("adjusted", 46_031, "2021-01-01"))


@pytest.fixture(scope="module")
def four_faults() -> des.Reconciliation:
    """A missed uplift, a stale bed count, a month missing and a practice that merged.

    7.674 x 51,230 / 12 = 32,761.585; 40 beds x 127.20 / 12 = 424; 3.248 x (51,230 - 13,000) / 12 = 10,347.587, to add
    up with the months before: 10,347.59.
    """
    changed: dict[tuple[str, str], str | None] = {(EA, f"2024-{month:02}"): "32761.59" for month in range(4, 10)}
    changed |= {(BEDS, f"2024-{month:02}"): "424.00" for month in (9, 10, 11)}
    changed |= {(SUPPORT, "2024-12"): "10347.59", (SUPPORT, "2025-01"): None}
    return des.reconcile(MILLBROOK, "2024/25", otherwise(as_owed(MILLBROOK, "2024/25"), changed))


@TABLE(
    ("stream", "month", "expected"),
    [
        (EA, "2024-04", ("rate known later", EARLIER, "-1285.01")),
        (EA, "2024-05", ("rate known later", f"{EARLIER}, {BY_HAND}", "-1285.02")),
        (EA, "2024-09", ("rate known later", f"{EARLIER}, {BY_HAND}", "-1285.02")),
        (EA, "2024-10", ("agrees", "", "0.00")),
        (BEDS, "2024-08", ("agrees", "", "0.00")),
        (BEDS, "2024-09", ("bed count of an earlier month", "the beds of the month before", "-63.60")),
        (BEDS, "2024-10", ("bed count of an earlier month", "the beds of 2 months before", "-63.60")),
        (BEDS, "2024-11", ("bed count of an earlier month", "the beds of 3 months before", "-63.60")),
        (BEDS, "2024-12", ("agrees", "", "0.00")),
        (SUPPORT, "2024-12", ("membership", "Weir Surgery gone, and its patients with it", "-3518.66")),
        (SUPPORT, "2025-01", ("not paid", "", "-13866.25")),
        (SUPPORT, "2025-02", ("agrees", "", "0.00")),
    ],
)
def test_each_of_four_faults_is_found_and_named(
    four_faults: des.Reconciliation, stream: str, month: str, expected: tuple[str, str, str]
) -> None:
    assert told(place(four_faults, stream, month)) == expected


def test_the_four_faults_come_to_25_286_pounds_by_cause(four_faults: des.Reconciliation) -> None:
    """3 x 1,285.01 + 3 x 1,285.02 = 7,710.09; 3 x 63.60 = 190.80."""
    assert {cause: str(pounds) for cause, pounds in four_faults.by_cause().items()} == {
        "rate known later": "-7710.09",
        "bed count of an earlier month": "-190.80",
        "membership": "-3518.66",
        "not paid": "-13866.25",
    }
    assert str(four_faults.owed(EA)) == "£408,559.25"
    assert str(four_faults.paid(EA)) == "£400,849.16"


def test_what_to_write_names_the_sum_how_it_is_come_to_the_cause_and_the_source(
    four_faults: des.Reconciliation,
) -> None:
    ask = place(four_faults, EA, "2024-04").ask
    assert ask.startswith(
        "Enhanced access payment, April 2024: £34,046.60, (7.975 x 51,230) / 12, is owed, and £32,761.59 was paid "
        "(as it looks: the rate as known before 26 September 2024). Please pay the difference, £1,285.01. (clause "
    )
    assert "Pulse PCN, PCNs can claim more for ARRS staff but funding remains flat, 2024-09-27" in ask
    assert (
        "£13,866.25, (3.248 x 51,230) / 12, is owed, and no payment is on record. Please tell us when it was or "
        in (place(four_faults, SUPPORT, "2025-01").ask)
    )
    assert place(four_faults, EA, "2024-10").ask == ""


def test_to_look_at_is_what_differs(four_faults: des.Reconciliation) -> None:
    exact = [month for month in four_faults.to_look_at if month.difference is not None]
    assert len(exact) == 6 + 3 + 2
    assert four_faults.of("core_pcn_funding")[0].cause == "not paid"


def test_what_is_owed_between_two_ends_and_not_paid_is_asked_for_too(four_faults: des.Reconciliation) -> None:
    """2.218 x 50,000 + 0.698 x 51,230 = 146,658.54 and 0.051 x 50,000 or x 51,230 more: 149,208.54 to 149,271.27."""
    core = place(four_faults, "core_pcn_funding", "2024-04")
    assert (str(core.owed), core.difference) == ("£12,434.04 to £12,439.28", None)
    assert "£12,434.04 to £12,439.28" in core.ask
    assert "no payment is on record" in core.ask


@TABLE(
    ("amount", "cause", "asks"),
    [
        ("12436.00", "what is owed is not known exactly", ""),
        ("12221.55", "rate known later", "Please pay the difference, £212.49 to £217.73."),
        ("12000.00", "not explained", "Please pay the difference, £434.04 to £439.28."),
        ("13000.00", "not explained", "Please tell us whether £560.72 to £565.96 is to be taken back."),
    ],
)
def test_what_is_owed_between_two_ends(amount: str, cause: str, asks: str) -> None:
    """(2.218 x 50,000 + 0.698 x 51,230) / 12 = 12,221.545"""
    one = month_of(MILLBROOK, "2024/25", paid("core_pcn_funding", "2024-04", amount))
    assert one.cause == cause
    assert one.ask == "" if not asks else asks in one.ask


@TABLE(
    ("month", "amount", "expected"),
    [
        # 3.208 x 46,000 / 12 = 12,297.33, 3.208 x 46,900 / 12 = 12,537.93
        ("2025-06", "12297.33", ("population correction", "the figures before they were corrected", "-240.60")),
        ("2025-05", "12537.93", ("population correction", f"the corrected figures, {BY_HAND}", "240.59")),
        ("2025-04", "12537.93", ("population correction", "the corrected figures", "240.60")),
        ("2025-05", "12297.33", ("rounding of the paying system", BY_HAND, "-0.01")),
        ("2025-06", "12537.93", ("agrees", "", "0.00")),
    ],
)
def test_a_population_that_was_corrected(month: str, amount: str, expected: tuple[str, str, str]) -> None:
    assert told(month_of(CORRECTED, "2025/26", paid(SUPPORT, month, amount))) == expected


def test_the_arrears_of_the_corrected_population() -> None:
    """12,537.93 of June, and 481.20 for April and May."""
    found = month_of(CORRECTED, "2025/26", paid(SUPPORT, "2025-06", "13019.13"))
    assert told(found) == ("arrears", "the corrected population of earlier months, £481.20", "481.20")
    assert found.ask == ""
    late = month_of(CORRECTED, "2025/26", paid(SUPPORT, "2025-09", "13019.13"))
    assert late.cause == "arrears"
    other = month_of(CORRECTED, "2025/26", paid(SUPPORT, "2025-06", "13019.14"))
    assert other.cause == "not explained"


def test_lists_of_another_day() -> None:
    """7.975 x 50,100 / 12 = 33,295.625, where the list of 1 April has 50,100."""
    network = of_lists(population("adjusted", 51_230), population("adjusted", 50_100, "2024-04-01"))
    found = month_of(network, "2024/25", paid(EA, "2024-04", "33295.63"))
    assert told(found) == ("list of another day", "the lists of 1 April 2024", "-750.97")


@TABLE(
    ("stream", "month", "amount", "expected"),
    [
        # 0.736 x 45,017 / 12 = 2,761.0427; the system: 0.061 x 45,017 = 2,746.037
        ("clinical_director", "2021-05", "2761.04", ("rounding of the paying system", BY_HAND, "-0.01")),
        ("clinical_director", "2021-04", "2746.04", ("rounding of the paying system", BY_SYSTEM, "-15.00")),
        # 0.707 x 46,031 / 6 = 5,423.986; the system: 0.118 x 46,031 = 5,431.658
        ("leadership_and_management", "2021-11", "5423.99", ("rounding of the paying system", BY_HAND, "0.01")),
        ("leadership_and_management", "2021-10", "5431.66", ("rounding of the paying system", BY_SYSTEM, "7.67")),
    ],
)
def test_how_the_paying_system_rounds(stream: str, month: str, amount: str, expected: tuple[str, str, str]) -> None:
    assert told(month_of(IN_2021, "2021/22", paid(stream, month, amount))) == expected


def test_paid_twice() -> None:
    found = month_of(SIZE, "2024/25", paid(EA, "2024-04", "34046.60"), paid(EA, "2024-04", "34046.60"))
    assert told(found) == ("paid twice", "", "34046.60")
    assert "Please tell us whether £34,046.60 is to be taken back." in found.ask


@TABLE("whole", [False, True])
def test_a_month_that_was_missed_and_paid_with_the_next(whole: bool) -> None:
    """34,046.60 a month, a penny more every third: May's 34,046.61 came in June, whose own is 34,046.60."""
    for together in ("68093.20", "68093.21"):
        listed = [paid(EA, "2024-04", "34046.60"), paid(EA, "2024-06", together), paid(EA, "2024-07", "34046.60")]
        found = des.reconcile(SIZE, "2024/25", des.Records(listed, complete=whole))
        may, june = place(found, EA, "2024-05"), place(found, EA, "2024-06")
        assert (june.cause, june.makes_up_for, june.ask) == ("arrears", (day("2024-05"),), "")
        assert may.cause == "not paid"
        looked_at = [one.month for one in found.to_look_at if one.stream == EA]
        assert may.month not in looked_at
        assert june.month not in looked_at


def test_a_list_without_any_remittance_is_silent_unless_it_says_that_it_is_complete() -> None:
    """A file of headings alone gives an empty list: nobody has said that nothing was paid."""
    empty: list[Any] = [(), [], iter(()), des.Records((), complete=False)]
    for none in empty:
        found = des.reconcile(SIZE, "2024/25", none)
        assert {month.cause for month in found.months} == {"no remittance on record"}
        assert [month.ask for month in found.months if month.ask] == []
        assert any(note.startswith("The list of remittances may have gaps") for note in found.notes)
    whole = des.reconcile(SIZE, "2024/25", des.Records((), complete=True))
    assert {month.cause for month in whole.months} == {"not paid"}


@TABLE("asked", ["of", "owed", "paid", "compared"])
def test_a_stream_is_called_by_its_key_or_its_title_and_another_name_is_told(asked: str) -> None:
    found = des.reconcile(SIZE, "2024/25", [paid(EA, "2024-04", "34046.60"), paid("PCN biscuits", "2024-04", "1.00")])
    ask = getattr(found, asked)
    assert ask("Enhanced access payment") == ask("enhanced access  payment") == ask(EA)
    with pytest.raises(
        UnknownNameError, match=r"^There is no payment stream 'enhanced_acess'\. Did you mean 'enhanced_ac"
    ):
        ask("enhanced_acess")
    with pytest.raises(UnknownNameError, match=r"Is it paid in 2024/25\?$"):
        ask("extended_hours_access")
    with pytest.raises(UnknownNameError, match=r"What was paid under this name is in `unmapped`\.$"):
        ask("PCN biscuits")


def test_nothing_is_known_to_be_owed_of_a_stream_of_which_nothing_is_worked_out() -> None:
    found = des.reconcile(SIZE, "2024/25", [paid(EA, "2024-04", "34046.60")])
    assert found.of("core_pcn_funding") == ()
    assert found.owed("core_pcn_funding").is_open
    assert str(found.owed(EA)) == "£408,559.25"
    assert str(found.paid("core_pcn_funding")) == "£0.00"


@TABLE("name", ["Enhanced access payment", "ENHANCED ACCESS PAYMENT", "enhanced_access"])
def test_a_remittance_is_of_the_stream_whose_title_it_has(name: str) -> None:
    listed = [paid(name, "2024-04", "34046.60")]
    for found in (
        des.reconcile(SIZE, "2024/25", listed),
        des.reconcile(SIZE.evolve(remittances=listed), "2024/25"),
        des.reconcile(SIZE.evolve(remittances=[paid(EA, "2024-04", "34046.60")]), "2024/25", listed),
    ):
        assert (place(found, EA, "2024-04").cause, dict(found.unmapped)) == ("agrees", {})
        assert not [note for note in found.notes if "not looked at" in note]


def test_a_gap_before_the_first_payment_is_no_month_that_was_missed() -> None:
    """The list may begin in June: what is paid twice then may be an error, or May's."""
    found = des.reconcile(SIZE, "2024/25", [paid(EA, "2024-06", "68093.20")])
    assert [place(found, EA, month).cause for month in ("2024-05", "2024-06")] == [
        "no remittance on record",
        "paid twice",
    ]


def test_a_missed_month_of_which_only_the_ends_are_known() -> None:
    """12,434.04 to 12,439.28 a month: two of them are within 24,868.08 to 24,878.56."""
    listed = [paid(CORE, "2024-04", "12436.00"), paid(CORE, "2024-06", "24872.00")]
    found = des.reconcile(MILLBROOK, "2024/25", des.Records(listed, complete=True))
    june = place(found, CORE, "2024-06")
    assert (june.cause, june.because, june.makes_up_for) == (
        "what is owed is not known exactly", "as far as it is known, it makes up for May 2024", (day("2024-05"),),
    )  # fmt: skip
    assert day("2024-05") not in [one.month for one in found.to_look_at if one.stream == CORE]


@TABLE(
    ("year", "network", "payment", "because"),
    [
        ("2024/25", {"closed": "2024-06-30"}, (EA, "2024-08"), "the network closed on 30 June 2024"),
        ("2024/25", {"closed": "2024-03-31"}, (EA, "2024-04"), "the network closed on 31 March 2024"),
        ("2024/25", {"opened": "2024-06-03"}, (EA, "2024-05"), "the network opened on 3 June 2024"),
        ("2020/21", {}, (BEDS, "2020-07"), "the stream is paid from 1 August 2020 to 31 March 2021"),
        ("2024/25", {}, ("arrs_gp_sum", "2024-09"), "the stream is paid from 1 October 2024 to 31 March 2025"),
    ],
)
def test_money_for_a_month_in_which_nothing_is_owed(
    year: str, network: dict[str, str], payment: tuple[str, str], because: str
) -> None:
    found = month_of(of_lists(population("adjusted", 51_230), **network), year, paid(*payment, "100.00"))
    assert told(found) == ("nothing is owed for the month", because, "100.00")
    assert "Please tell us whether £100.00 is to be taken back." in found.ask


@TABLE(("network", "payment"), [({}, (BEDS, "2020-08")), ({"closed": "2020-09-30"}, (BEDS, "2020-09"))])
def test_of_a_month_that_is_paid_it_is_not_said_that_nothing_is_owed(
    network: dict[str, str], payment: tuple[str, str]
) -> None:
    found = month_of(of_lists(population("adjusted", 51_230), **network), "2020/21", paid(*payment, "100.00"))
    assert found.cause == "what is owed is not known exactly"


def test_a_stream_that_was_not_published_yet_may_be_owed() -> None:
    network = of_lists(population("adjusted", 51_230))
    found = month_of(network, "2024/25", paid("arrs_gp_sum", "2024-11", "100.00"), known_on=date(2024, 5, 1))
    assert found.cause == "what is owed is not known exactly"


def test_staff_are_owed_no_more_than_the_years_sum() -> None:
    """'£22.894 multiplied by the PCN contractor weighted population': of 1,000 patients £22,894.00 for the year.

    A pharmacist at £60,000 a year costs more than that in the first months: nothing is left for March.
    """
    post = {"id": "P1", "role": "clinical_pharmacist", "wte": "1", "since": "2024-04-01", "annual_cost": "60000"}
    network = of_lists(
        population("weighted", 1_000), population("adjusted", 1_000), posts=complete({**post, "additional": True})
    )
    found = des.reconcile(network, "2024/25", [paid("arrs_sum", f"2024-{month:02}", "1") for month in range(4, 13)])
    assert str(found.owed("arrs_sum")) == "£22,894.00"
    assert place(found, "arrs_sum", "2025-03").owed.is_nothing
    assert "as far as the year's sum goes" in place(found, "arrs_sum", "2024-12").ask


def test_the_whole_leaves_no_month_out_of_which_only_the_ends_are_known() -> None:
    """Twelve months of core funding of 12,434.04 to 12,439.28, in a year 149,208.54 to 149,271.27, were not paid."""
    listed = [paid(EA, line, "34046.60") for line in ("2024-04", "2024-06")]
    found = des.reconcile(MILLBROOK, "2024/25", des.Records(listed, complete=True))
    row = next(lines for lines in str(found).split("\n\n") if lines.startswith("Stream"))
    core = row.splitlines()[1:3]
    assert core[0].split()[-3:] == ["£149,208.54", "£0.00", "-£149,271.27"]
    assert core[1].split() == ["to", "£149,271.27", "to", "-£149,208.54"]
    core_unpaid = [one for one in found.of("core_pcn_funding") if one.cause == "not paid"]
    assert len(core_unpaid) == 12
    assert {tuple(map(str, one.ends)) for one in core_unpaid} == {("-12439.28", "-12434.04")}


@given(
    st.integers(1, 90_000),
    st.none() | st.dates(date(2024, 4, 1), date(2025, 3, 31)),
    st.sampled_from(["2022/23", "2023/24", "2024/25"]),
)
@settings(max_examples=examples(one_in=10), deadline=None)
def test_what_is_owed_of_a_year_is_what_entitlements_say(patients: int, opened: date | None, year: str) -> None:
    """Also where months are open, each known to the penny: a year is rounded once."""
    starts = ContractYear.parse(year).starts_in
    lists = [population(kind, patients, f"{starts}-01-01") for kind in ("registered", "adjusted")]
    days = {} if opened is None else {"opened": opened.replace(year=starts + opened.year - 2024).isoformat()}
    network = of_lists(*lists, **days)
    found = des.reconcile(network, year, des.Records([], complete=True))
    statement = des.entitlements(network, year)
    for stream in found.streams:
        total, row = statement[stream], found.compared(stream)
        amount = Amount.between(total.amount, total.at_least, total.at_most)
        assert row is not None
        assert (found.owed(stream), row.owed, row.ends) == (amount, amount, Compared(amount, NO_MONEY).ends)
    assert found.owed() == sum_of(map(found.owed, found.streams))


def test_of_a_month_of_which_nothing_is_known_what_is_owed_has_no_upper_end() -> None:
    """A home's beds are on record from October: 6 x 120 x 33 / 12."""
    home = {
        "location": "1-9990000001",
        "name": "Elms",
        "alignment": complete({"since": "2023-04-01"}),
        "beds": [{"month": "2023-10-01", "beds": 33}],
    }
    found = des.reconcile(of_lists(care_homes=complete(home)), "2023/24", des.Records([], complete=True))
    assert str(found.owed(BEDS)) == "at least £1,980.00"
    assert str(found.owed()) == "at least £1,980.00"


def test_arrears_of_all_that_was_short_before() -> None:
    """Six months short of 1,285.01 or 1,285.02: 7,710.09; October's 34,046.60 with it: 41,756.69."""
    months = [paid(EA, f"2024-{month:02}", "32761.59") for month in range(4, 10)]
    found = des.reconcile(SIZE, "2024/25", [*months, paid(EA, "2024-10", "41756.69")])
    assert told(place(found, EA, "2024-10")) == ("arrears", "£7,710.09 for April 2024 to September 2024", "7710.09")
    assert found.to_look_at == ()
    assert sum(found.by_cause().values()) == 0


def test_arrears_of_one_cause_alone() -> None:
    """April's odd 1,000 stays open; May and June are short of 1,285.02 and 1,285.01: 2,570.03 in July, of 34,046.61."""
    months = [paid(EA, "2024-04", "33046.60"), paid(EA, "2024-05", "32761.59"), paid(EA, "2024-06", "32761.59")]
    found = des.reconcile(SIZE, "2024/25", [*months, paid(EA, "2024-07", "36616.64")])
    assert told(place(found, EA, "2024-07")) == ("arrears", "£2,570.03 for May 2024 and June 2024", "2570.03")


def test_arrears_of_the_last_months() -> None:
    """April, May and June are short of 10, 20.01 and 30 for no known reason; July brings 50.01."""
    months = [paid(EA, "2024-04", "34036.60"), paid(EA, "2024-05", "34026.60"), paid(EA, "2024-06", "34016.60")]
    found = des.reconcile(SIZE, "2024/25", [*months, paid(EA, "2024-07", "34096.62")])
    assert told(place(found, EA, "2024-07")) == ("arrears", "£50.01 for May 2024 and June 2024", "50.01")


def test_what_was_made_up_for_is_not_made_up_for_again() -> None:
    months = [paid(EA, "2024-04", "34036.60"), paid(EA, "2024-05", "34056.61"), paid(EA, "2024-06", "34056.60")]
    found = des.reconcile(SIZE, "2024/25", months)
    assert [place(found, EA, month).cause for month in ("2024-04", "2024-05", "2024-06")] == [
        "not explained",
        "arrears",
        "not explained",
    ]


def test_a_month_made_up_for_is_not_to_be_looked_at_and_one_that_was_not_is() -> None:
    """July makes up for May and June; April's 1,000 is still owed."""
    months = [paid(EA, "2024-04", "33046.60"), paid(EA, "2024-05", "32761.59"), paid(EA, "2024-06", "32761.59")]
    found = des.reconcile(SIZE, "2024/25", [*months, paid(EA, "2024-07", "36616.64")])
    assert [one.month for one in found.to_look_at] == [day("2024-04")]


def test_money_taken_back_for_a_month_that_had_too_much() -> None:
    found = des.reconcile(SIZE, "2024/25", [paid(EA, "2024-04", "35046.60"), paid(EA, "2024-05", "33046.61")])
    assert told(place(found, EA, "2024-05")) == ("arrears", "£1,000.00 for April 2024", "-1000.00")


def test_a_remittance_that_takes_back_counts_for_its_month() -> None:
    found = month_of(SIZE, "2024/25", paid(EA, "2024-04", "35046.60"), paid(EA, "2024-04", "-1000.00"))
    assert told(found) == ("agrees", "", "0.00")


def test_no_remittance_is_not_paid_only_where_the_list_is_complete() -> None:
    one = [paid(EA, "2024-04", "34046.60")]
    gaps, whole = (des.reconcile(SIZE, "2024/25", des.Records(one, complete=complete)) for complete in (False, True))
    assert place(gaps, EA, "2024-05").cause == "no remittance on record"
    assert place(whole, EA, "2024-05").cause == "not paid"
    assert gaps.to_look_at == ()
    assert len(whole.to_look_at) == 11 + 12  # of enhanced access and of capacity and access support
    may_have_gaps = "The list of remittances may have gaps: a month without one was not necessarily unpaid."
    assert may_have_gaps in gaps.notes
    assert may_have_gaps not in whole.notes


def test_what_is_paid_to_each_practice_is_not_missed_on_the_networks_statements() -> None:
    """1.761 x 51,230 / 12 = 7,518.00 a month of participation is owed to the practices."""
    network = of_lists(population("weighted", 51_230), population("adjusted", 51_230))
    support = [paid(SUPPORT, "2024-04", "13866.25")]
    found = des.reconcile(network, "2024/25", des.Records(support, complete=True))
    assert found.of("network_participation") == ()
    assert "network_participation" not in found.years
    assert (
        "Network participation payment is paid to each Core Network Practice, not to the network: what is owed of it "
        "is held against nothing, as no remittance names it."
    ) in found.notes
    named = [*support, paid("network_participation", "2024-04", "7518.00")]
    with_it = des.reconcile(network, "2024/25", des.Records(named, complete=True))
    assert len(with_it.of("network_participation")) == 12
    assert place(with_it, "network_participation", "2024-04").cause == "agrees"
    assert not [note for note in with_it.notes if note.startswith("Network participation payment is paid")]


@TABLE("year", ["2019/20", "2020/21", "2022/23", "2024/25", "2025/26"])
def test_only_what_is_paid_to_the_network_is_missed(year: str) -> None:
    at = f"{ContractYear.parse(year).starts_in}-01-01"
    network = of_lists(*(population(kind, 51_230, at) for kind in ("registered", "weighted", "adjusted")))
    found = des.reconcile(network, year, des.Records([], complete=True))
    assert {one.entry.payee for one in found.months if one.entry is not None} == {"Nominated Payee"}


def test_no_payment_is_the_same_as_a_payment_of_nothing_on_a_complete_list() -> None:
    """Nobody knows what may be claimed without a list of posts: that nothing was paid may be right."""
    others = [paid("arrs_gp_sum", "2024-11", "100.00")]
    for listed in (others, [*others, paid("arrs_gp_sum", "2024-12", "0.00")]):
        found = des.reconcile(SIZE, "2024/25", des.Records(listed, complete=True))
        december = place(found, "arrs_gp_sum", "2024-12")
        assert (str(december.owed), december.cause, december.ask) == (
            "unknown",
            "what is owed is not known exactly",
            "",
        )


@TABLE(
    ("amounts", "because"),
    [
        (["0.00"], "a payment of £0.00 is on record"),
        (["34046.60", "-34046.60"], "the 2 payments on record come to £0.00 together"),
    ],
)
@TABLE("whole", [False, True])
def test_a_payment_of_nothing_is_told_as_one(amounts: list[str], because: str, whole: bool) -> None:
    listed = [paid(EA, "2024-04", amount) for amount in amounts]
    found = place(des.reconcile(SIZE, "2024/25", des.Records(listed, complete=whole)), EA, "2024-04")
    assert told(found) == ("not paid", because, "-34046.60")
    assert f"is owed, and {because}. Please tell us when it was or will be paid. (" in found.ask


def test_a_payment_of_nothing_where_nothing_is_owed_agrees() -> None:
    network = of_lists(population("adjusted", 51_230), closed="2024-06-30")
    assert month_of(network, "2024/25", paid(EA, "2024-08", "0")).cause == "agrees"


def test_two_causes_at_once() -> None:
    """40 beds at 120 / 12 = 400: last month's beds at the rate before the uplift."""
    found = month_of(MILLBROOK, "2024/25", paid(BEDS, "2024-09", "400.00"))
    because = f"the beds of the month before, and {EARLIER}, {BY_HAND}"
    assert (found.cause, found.difference) == ("bed count of an earlier month", Decimal("-87.60"))
    assert found.because in (because, because.removesuffix(f", {BY_HAND}"))


def test_a_penny_off_every_cause_is_not_explained() -> None:
    found = month_of(SIZE, "2024/25", paid(EA, "2024-04", "32761.60"))
    assert told(found) == ("not explained", "", "-1285.00")
    assert "Please pay the difference, £1,285.00." in found.ask


def test_what_was_not_known_yet_is_no_cause() -> None:
    """As known in May 2024 the old rate is what is owed: 7.674 x 51,230 / 12."""
    april = paid(EA, "2024-04", "32761.59")
    assert month_of(SIZE, "2024/25", april, known_on=date(2024, 5, 31)).cause == "agrees"
    assert month_of(SIZE, "2024/25", april, known_on=date(2024, 9, 26)).cause == "rate known later"


def test_money_that_depends_on_what_is_achieved_is_not_worked_out() -> None:
    found = month_of(SIZE, "2024/25", paid("capacity_and_access_improvement", "2024-04", "5942.68"))
    assert told(found) == ("not worked out here", "", "")
    assert found.ask == ""
    assert des.reconcile(SIZE, "2024/25", [paid(EA, "2024-04", "1")]).of("capacity_and_access_improvement") == ()


def test_a_name_that_is_no_stream_is_told_with_its_sum() -> None:
    months = [paid("enhanced_acess", "2024-04", "1.50"), paid("enhanced_acess", "2024-05", "2.50")]
    found = des.reconcile(SIZE, "2024/25", months)
    assert {name: str(amount) for name, amount in found.unknown.items()} == {"enhanced_acess": "£4.00"}
    assert "'enhanced_acess' is no stream of the contract; did you mean enhanced_access?" in found.notes


@TABLE("name", ["enhanced_acess", "Enhanced Access", "PCN Enhanced access payments", "ENHANCED ACCESS"])
@TABLE("whole", [False, True])
def test_a_month_is_not_told_as_unpaid_while_a_name_near_to_its_stream_is_not_mapped(name: str, whole: bool) -> None:
    listed = [paid(name, "2024-04", "34046.60"), paid(EA, "2024-05", "34000.00"), paid(name, "2024-05", "46.61")]
    found = des.reconcile(SIZE, "2024/25", des.Records(listed, complete=whole))
    april, may, june = (place(found, EA, month) for month in ("2024-04", "2024-05", "2024-06"))
    assert told(april)[:2] == ("a name to be mapped", f"£34,046.60 under '{name}' may be of it")
    assert told(may)[:2] == ("a name to be mapped", f"£46.61 under '{name}' may be of it")
    assert (april.ask, may.ask) == ("", "")
    assert june.cause == ("not paid" if whole else "no remittance on record")
    assert f"Enhanced access payment, April 2024: £34,046.60 under '{name}' may be of it" in " ".join(
        str(found).split()
    )
    assert not {april.month, may.month} & {one.month for one in found.to_look_at if one.stream == EA}


@TABLE("name", ["Training grant", "clinical_director"])
def test_a_name_that_is_near_to_no_stream_leaves_the_months_as_they_are(name: str) -> None:
    found = des.reconcile(SIZE, "2024/25", des.Records([paid(name, "2024-04", "34046.60")], complete=True))
    assert {one.cause for one in found.months} == {"not paid"}


def test_a_month_that_agrees_agrees_whatever_else_was_paid_under_a_near_name() -> None:
    found = month_of(SIZE, "2024/25", paid(EA, "2024-04", "34046.60"), paid("enhanced_acess", "2024-04", "1.00"))
    assert found.cause == "agrees"


def test_a_stream_of_another_year_is_told_with_its_sum() -> None:
    found = des.reconcile(SIZE, "2024/25", [paid("clinical_director", "2024-04", "2761.04")])
    assert {name: str(amount) for name, amount in found.unknown.items()} == {"clinical_director": "£2,761.04"}


def test_remittances_of_another_year_are_left_out() -> None:
    found = des.reconcile(SIZE, "2024/25", [paid(EA, "2025-04", "1.00"), paid(EA, "2024-03", "1.00")])
    assert found.paid() == des.Money(Decimal("0.00"))
    assert set(found.by_cause()) == set()


def test_the_networks_own_remittances_are_used() -> None:
    own = SIZE.evolve(remittances=des.Records([paid(EA, "2024-04", "34046.60")]))
    assert place(des.reconcile(own, "2024/25"), EA, "2024-04").cause == "agrees"


def test_misuse() -> None:
    with pytest.raises(MisuseError, match="U00001 has no remittances on record; give what was paid, or add the list"):
        des.reconcile(SIZE, "2024/25")
    with pytest.raises(WrongTypeError, match=r"^network is .*; give a Network"):
        des.reconcile({"population.adjusted": 1}, "2024/25")  # type: ignore[arg-type]
    with pytest.raises(OutsideDataError):
        des.reconcile(SIZE, "2018/19", [])
    with pytest.raises(MisuseError, match=r"^remittances is \{\}; give a list of remittances$"):
        des.reconcile(SIZE, "2024/25", {})
    with pytest.raises(MisuseError, match=r"^remittances is the text ''; give a list of remittances$"):
        des.reconcile(SIZE, "2024/25", "")  # type: ignore[arg-type]


def test_staff_claims_against_what_was_paid() -> None:
    """April: 4,156 + 3,000 + 3,200 + 3,000 + 2,700 + 4,900 + 4,500 = 25,456; a GP from November: 7,705.17.

    In October there are two enhanced practice nurses at 4,900: one of them is beyond the limit of one.
    """
    remittances = [
        paid("arrs_sum", "2024-04", "25456.00"),
        paid("arrs_sum", "2024-05", "25506.00"),
        paid("arrs_sum", "2024-10", "28500.00"),
        paid("arrs_gp_sum", "2024-11", "7700.00"),
    ]
    found = des.reconcile(worked_case.network(), "2024/25", remittances)
    causes = [place(found, "arrs_sum", month).cause for month in ("2024-04", "2024-05", "2024-06", "2024-10")]
    assert causes == [
        "agrees", "not explained", "no remittance on record", "what is owed is not known exactly",
    ]  # fmt: skip
    may, october = place(found, "arrs_sum", "2024-05"), place(found, "arrs_sum", "2024-10")
    assert (str(may.difference), str(october.owed)) == ("50.00", "£23,592.60 to £28,531.98")
    assert may.ask.startswith(
        "Additional Roles Reimbursement Sum, May 2024: £25,456.00, what may be claimed for the staff on record, is "
        "owed, and £25,506.00 was paid. Please tell us whether £50.00 is to be taken back."
    )
    assert str(place(found, "arrs_gp_sum", "2024-11").difference) == "-5.17"
    assert place(found, "arrs_gp_sum", "2024-10").cause == "agrees"  # nobody was in post: nothing is owed


def nurses(*costs: int, role: str = "enhanced_practice_nurse") -> des.Network:
    """So many posts of a role through 2024/25, each at a cost of the year."""
    posts = [
        {"id": f"E{place}", "role": role, "wte": "1", "since": "2024-04-01", "annual_cost": cost, "additional": True}
        for place, cost in enumerate(costs)
    ]
    return of_lists(population("weighted", 47_000), population("registered", 45_000), posts=complete(*posts))


@TABLE(
    ("amount", "cause", "asks"),
    [
        ("4000.00", "what is owed is not known exactly", ""),
        ("12000.00", "what is owed is not known exactly", ""),
        ("3000.00", "not explained", "£4,000.00, what may be claimed for the staff on record within the limits of "
         "their roles, is owed, and £3,000.00 was paid. Please pay the difference, £1,000.00."),
        ("13000.00", "not explained", "£4,000.00 to £12,000.00, what may be claimed for the staff on record, at most "
         "with what is beyond the limit of a role, is owed, and £13,000.00 was paid. Please tell us whether "
         "£1,000.00 to £9,000.00 is to be taken back."),
    ],
)  # fmt: skip
def test_nobody_asks_for_staff_beyond_the_limit_of_their_role(amount: str, cause: str, asks: str) -> None:
    """One enhanced practice nurse below 100,000 patients, and three at £4,000 a month."""
    found = month_of(nurses(48_000, 48_000, 48_000), "2024/25", paid("arrs_sum", "2024-08", amount))
    assert (str(found.owed), found.cause) == ("£4,000.00 to £12,000.00", cause)
    assert found.ask == "" if not asks else asks in found.ask


def test_staff_who_were_not_paid_for_at_all_are_asked_for_within_the_limit() -> None:
    listed = des.Records([paid("arrs_sum", "2024-04", "4000.00")], complete=True)
    may = place(des.reconcile(nurses(48_000, 42_000), "2024/25", listed), "arrs_sum", "2024-05")
    assert may.ask.startswith(
        "Additional Roles Reimbursement Sum, May 2024: £3,500.00 to £4,000.00, what may be claimed for the staff on "
        "record within the limits of their roles, is owed, and no payment is on record."
    )


@TABLE(
    ("amount", "cause"),
    [("3000.00", "what is owed is not known exactly"), ("0.00", "what is owed is not known exactly")],
)
def test_money_for_a_post_that_the_commissioner_has_to_agree_to_is_not_offered_back(amount: str, cause: str) -> None:
    network = nurses(36_000, role="other_direct_patient_care")
    found = month_of(network, "2024/25", paid("arrs_sum", "2024-08", amount))
    assert (str(found.owed), found.cause, found.ask) == ("at most £3,000.00", cause, "")
    assert found.working == (
        "what may be claimed for the staff on record, at most with what the commissioner has to agree to"
    )
    more = month_of(network, "2024/25", paid("arrs_sum", "2024-08", "3500.00"))
    assert "Please tell us whether £500.00 to £3,500.00 is to be taken back." in more.ask


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4), st.integers(0, 18_000))
@settings(max_examples=examples(one_in=10), deadline=None)
def test_law_no_letter_asks_for_more_than_the_dearest_post_within_the_limit(costs: list[int], pounds: int) -> None:
    """Each cost is of a hundred pounds a month; one nurse may be claimed, and any of them may be paid."""
    network = nurses(*(cost * 1_200 for cost in costs))
    found = month_of(network, "2024/25", paid("arrs_sum", "2024-08", str(pounds)))
    least, most, every = (Decimal(100 * number) for number in (min(costs), max(costs), sum(costs)))
    assert (found.owed.at_least.pounds, found.owed.at_most and found.owed.at_most.pounds) == (least, every)
    if pounds < least and pounds:
        short, dearest = des.Money(least - pounds), des.Money(most - pounds)
        asked = f"{short.pounds:,.2f}" if short == dearest else f"{short.pounds:,.2f} to £{dearest.pounds:,.2f}"
        assert f"Please pay the difference, £{asked}." in found.ask
    assert ("Please pay" in found.ask) == (0 < pounds < least)
    assert ("to be taken back" in found.ask) == (pounds > every)


def test_the_sum_for_staff_is_no_part_of_it_where_no_claim_was_paid() -> None:
    found = des.reconcile(worked_case.network(), "2024/25", [paid("arrs_gp_sum", "2024-11", "7705.17")])
    assert "arrs_gp_sum" in found.streams
    assert "arrs_sum" not in found.streams


def test_rounding_is_counted_and_is_nothing_to_settle() -> None:
    found = des.reconcile(IN_2021, "2021/22", [paid("clinical_director", "2021-05", "2761.04")])
    assert found.to_look_at == ()
    assert {cause: str(pounds) for cause, pounds in found.by_cause().items()} == {
        "rounding of the paying system": "-0.01"
    }
    assert place(found, "clinical_director", "2021-05").ask == ""
