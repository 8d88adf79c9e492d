"""Blocks of readings: terms that hang together, what each reading gives them, and who knows of them when."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.blocks import combinations, limits
from pcn_des.contract.files import load_year, years
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear
from support.lamps import ABOUT, COMMON, DOCUMENTS, YEAR, term, year_of

DAY = date(2030, 6, 1)
RATES = term("lamps.oil", "2.218", "GBP") + term("lamps.gas", "0.698", "GBP")


def reading(name: str, says: str, values: str) -> str:
    return f'[[readings.{name}.readings]]\nsays = "{says}"\nvalues = {{ {values} }}\n'


def block(name: str, more: str = "", kind: str = "ends", readings: str | None = None) -> str:
    if readings is None:
        readings = reading(name, "all is oil", '"lamps.oil" = 2.269, "lamps.gas" = 0.698')
        readings += reading(name, "all is gas", '"lamps.oil" = 2.218, "lamps.gas" = 0.749')
    return f'[[readings.{name}]]\ntitle = "The split"\nkind = "{kind}"\n{COMMON}{more}\n{readings}'


UPLIFT = RATES + block("uplift", 'published = 2030-09-26\nnote = "The split was not found."')


def test_a_block_is_a_version_of_each_of_its_terms() -> None:
    year = year_of(UPLIFT)
    for known_on, words in (
        (date(2030, 9, 25), ["£2.218", "£0.698"]),
        (date(2030, 9, 26), ["between £2.218 and £2.269", "between £0.698 and £0.749"]),
        (None, ["between £2.218 and £2.269", "between £0.698 and £0.749"]),
    ):
        terms = Terms(year, DAY, known_on)
        assert [terms[key].in_words for key in ("lamps.oil", "lamps.gas")] == words
    found = Terms(year, DAY)["lamps.gas"]
    assert (found.value, found.at_least, found.at_most) == (des.UNKNOWN, Decimal("0.698"), Decimal("0.749"))
    assert (found.title, found.unit, found.block) == ("lamps.gas", "GBP", "uplift")
    assert (found.since, found.until, found.published) == (date(2030, 4, 1), date(2031, 3, 31), date(2030, 9, 26))
    assert found.note == "The split was not found. It is between £0.698 (all is oil) and £0.749 (all is gas)."


def test_each_reading_gives_every_term_of_the_block() -> None:
    terms = Terms(year_of(UPLIFT), DAY)
    (one,) = terms.reading_blocks(["lamps.gas", "lamps.oil"])
    assert (one.key, one.kind, one.keys) == ("uplift", "ends", ("lamps.oil", "lamps.gas"))
    found = terms.readings(["lamps.gas"])
    assert [other.says for other in found] == ["all is oil", "all is gas"]
    assert [dict(other.taken) for other in found] == [{"uplift": "all is oil"}, {"uplift": "all is gas"}]
    assert [(other["lamps.oil"].value, other["lamps.gas"].value) for other in found] == [
        (Decimal("2.269"), Decimal("0.698")),
        (Decimal("2.218"), Decimal("0.749")),
    ]
    first = found[0]["lamps.gas"]
    assert (first.is_known, first.at_least, first.at_most) == (True, None, None)
    assert (first.note, first.standing) == ("Supposing that all is oil.", des.Standing.CONFIRMED)
    assert (found[0].as_of, found[0].known_on, found[0].contract) == (terms.as_of, None, terms.contract)
    assert found[0] != found[1] != terms
    assert len({terms, *found}) == 3
    assert found[0].readings(["lamps.gas"]) == ()  # it is settled


def test_there_are_no_readings_of_what_no_block_touches_or_nobody_knows_of() -> None:
    year = year_of(UPLIFT + term("lamps.wicks", "3", "GBP"))
    assert Terms(year, DAY).readings(["lamps.wicks"]) == ()
    with pytest.raises(des.UnknownNameError, match=r"^There is no term 'lamps\.unheard_of'"):
        Terms(year, DAY).readings(["lamps.wicks", "lamps.unheard_of"])
    assert Terms(year, DAY).reading_blocks([]) == ()
    assert Terms(year, DAY, date(2030, 9, 25)).readings(["lamps.oil"]) == ()
    assert len(Terms(year, DAY, date(2030, 9, 26)).readings(["lamps.oil"])) == 2


def test_a_later_version_of_one_term_settles_that_one_alone() -> None:
    later = term("lamps.oil", "2.25", "GBP", "published = 2030-12-01")
    text = term("lamps.oil", "2.218", "GBP") + later + term("lamps.gas", "0.698", "GBP") + UPLIFT.removeprefix(RATES)
    terms = Terms(year_of(text), DAY)
    assert terms["lamps.oil"].value == Decimal("2.25")
    assert terms.reading_blocks(["lamps.oil"]) == ()
    assert [other["lamps.oil"].value for other in terms.readings(["lamps.gas"])] == [Decimal("2.25")] * 2


def test_a_supposed_value_settles_its_term_and_leaves_the_others_to_the_readings() -> None:
    other = Terms(year_of(UPLIFT), DAY).amend({"lamps.oil": Decimal("2.24")})
    assert (other["lamps.oil"].value, other["lamps.oil"].block) == (Decimal("2.24"), "")
    assert other["lamps.oil"].note == "Hypothetical: the contract says between £2.218 and £2.269."
    assert other.reading_blocks(["lamps.oil"]) == ()
    found = other.readings(["lamps.oil", "lamps.gas"])
    assert [(one["lamps.oil"].value, one["lamps.gas"].value) for one in found] == [
        (Decimal("2.24"), Decimal("0.698")),
        (Decimal("2.24"), Decimal("0.749")),
    ]
    assert all(list(one.hypothetical) == ["lamps.oil"] for one in found)
    assert found[0].amend({"lamps.gas": 3}).taken == found[0].taken


def test_a_reading_of_another_day_stays_taken() -> None:
    day = date(2024, 5, 1)
    (first, _) = des.terms(day).readings(["core_pcn_funding.registered_rate"])
    assert first.on(date(2025, 3, 31))["core_pcn_funding.registered_rate"].value == Decimal("2.269")
    assert first.on(date(2025, 4, 1))["core_pcn_funding.registered_rate"].value == Decimal("2.266")
    again = des.terms(date(2024, 9, 1)).read_as(first.taken)
    assert again["core_pcn_funding.adjusted_rate"].value == Decimal("0.698")
    assert (
        des.terms(day).read_as({"core_uplift_2024": "nothing of the kind"})["core_pcn_funding.adjusted_rate"].is_bounded
    )
    before = des.terms(day, date(2024, 9, 25)).read_as(first.taken)
    assert before["core_pcn_funding.registered_rate"].value == Decimal("2.218")


def cases(name: str, *values: str, key: str, unit: str = "GBP") -> str:
    readings = "".join(reading(name, f"{name} {place}", f'"{key}" = {value}') for place, value in enumerate(values, 1))
    return block(name, f'terms = {{ "{key}" = {{ title = "x", unit = "{unit}" }} }}', "cases", readings)


def test_several_blocks_are_read_in_every_combination_up_to_eight() -> None:
    text = (
        cases("a", "1", "2", key="lamps.a") + cases("b", "3", "4", key="lamps.b") + cases("c", "5", "6", key="lamps.c")
    )
    terms = Terms(year_of(text + cases("d", "7", "8", key="lamps.d")), DAY)
    assert [one.says for one in terms.readings(["lamps.b", "lamps.a"])] == [
        "b 1; a 1", "b 1; a 2", "b 2; a 1", "b 2; a 2",
    ]  # fmt: skip
    eight = terms.readings(["lamps.a", "lamps.b", "lamps.c"])
    assert len(eight) == 8
    assert {tuple(one[f"lamps.{key}"].value for key in "abc") for one in eight} == {
        (a, b, c) for a in (1, 2) for b in (3, 4) for c in (5, 6)
    }
    assert terms.readings(["lamps.a", "lamps.b", "lamps.c", "lamps.d"]) == ()
    assert len(terms.reading_blocks(["lamps.a", "lamps.b", "lamps.c", "lamps.d"])) == 4
    assert combinations([]) == ()


def test_a_block_may_be_all_that_there_is_of_a_term_and_need_not_be_of_numbers() -> None:
    found = Terms(year_of(cases("a", "true", "false", key="lamps.lit", unit="yes/no")), DAY)
    lit = found["lamps.lit"]
    assert (lit.value, lit.at_least, lit.at_most, lit.is_bounded, lit.in_words) == (
        des.UNKNOWN, None, None, False, "unknown",
    )  # fmt: skip
    assert lit.note == "It is yes (a 1) or no (a 2)."
    assert [one["lamps.lit"].value for one in found.readings(["lamps.lit"])] == [True, False]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([2, Decimal("1.5")], (Decimal("1.5"), Decimal(2))),
        ([2, "unlimited"], (Decimal(2), None)),
        (["unlimited", "unlimited"], (None, None)),
        ([2, None], (None, None)),
        ([True, 1], (None, None)),
        ([], (None, None)),
    ],
)
def test_the_limits_of_several_values(values: list[Any], found: tuple[Any, Any]) -> None:
    assert limits(values) == found


@given(values=st.lists(st.integers(0, 99) | st.decimals(0, 99, places=2), min_size=2, max_size=5, unique=True))
def test_every_reading_lies_within_the_limits(values: list[int | Decimal]) -> None:
    terms = Terms(year_of(cases("a", *map(str, values), key="lamps.a")), DAY)
    term, found = terms["lamps.a"], [one["lamps.a"].value for one in terms.readings(["lamps.a"])]
    assert found == values
    assert (term.at_least, term.at_most) == (min(found), max(found))


PARTS = "from = 2030-04-01\nuntil = 2030-09-30\npublished = 2030-09-26\n"


def test_versions_of_a_block_have_the_same_readings() -> None:
    first = block("uplift", PARTS)
    second = block("uplift", "from = 2030-10-01\npublished = 2030-09-26")
    early, late = (Terms(year_of(RATES + first + second), day) for day in (date(2030, 9, 30), date(2030, 10, 1)))
    assert (early["lamps.oil"].until, late["lamps.oil"].since) == (date(2030, 9, 30), date(2030, 10, 1))
    assert early.readings(["lamps.oil"])[0].taken == late.readings(["lamps.oil"])[0].taken
    with pytest.raises(des.ContractDataError, match=r"readings\.uplift: its versions do not have the same readings"):
        year_of(RATES + first + second.replace("all is gas", "all is wax"))


ONE = reading("uplift", "all is oil", '"lamps.oil" = 2.269, "lamps.gas" = 0.698')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            RATES + block("uplift", kind="middle"),
            "readings.uplift: 'middle' is none of the choices. Choose one of: ends, cases",
        ),
        (
            RATES + block("uplift", readings=ONE),
            'readings.uplift: it has not two readings. Write [[readings.NAME.readings]] with says = "…" and values = '
            '{ "area.name" = …, … }, at least two of them',
        ),
        (
            RATES + block("uplift", readings=ONE + ONE),
            "readings.uplift: two of its readings say the same. Say of each reading what it supposes",
        ),
        (
            RATES + block("uplift", readings=ONE + reading("uplift", "half", '"lamps.oil" = 2.2')),
            "readings.uplift: the reading 'half' gives lamps.gas no value. Every reading gives every term of the block",
        ),
        (
            RATES + block("uplift", readings=ONE + reading("uplift", "half", "")),
            "readings.uplift: the reading 'half' gives no term a value. Write [[readings.NAME.readings]] with says = "
            '"…" and values = { "area.name" = …, … }, at least two of them',
        ),
        (
            RATES + block("uplift", readings=ONE + '[[readings.uplift.readings]]\nsays = "half"\n'),
            "readings.uplift: {'says': 'half'} is not a reading. Write [[readings.NAME.readings]] with says = \"…\" "
            'and values = { "area.name" = …, … }, at least two of them',
        ),
        (
            RATES + block("uplift").replace("2.269", '"unlimited"'),
            "readings.uplift: nothing lies between 'unlimited' and another value of lamps.oil. Only numbers are ends; "
            'write kind = "cases"',
        ),
        (
            RATES + block("uplift").replace("2.269", "nan"),
            'readings.uplift: the value NaN is not a number. Where there is no limit, write "unlimited"',
        ),
        (
            RATES + block("uplift", kind="cases").replace("2.269", '"many"'),
            "readings.uplift: 'many' is not a value in 'GBP'. Mend the value or the unit",
        ),
        (
            term("lamps.oil", "2.218", "GBP") + block("uplift"),
            "readings.uplift: lamps.gas has no other version that says its title and unit. Write terms = "
            '{ "lamps.gas" = { title = "…", unit = "…" } }',
        ),
        (
            RATES + block("uplift", 'terms = { "lamps.oil" = { title = "x", unit = "minutes" } }'),
            "readings.uplift: lamps.oil is in 'minutes' here and in 'GBP' elsewhere. Give it one unit",
        ),
        (
            RATES + block("uplift", 'terms = { "lamps.oil" = { title = "x" } }'),
            "readings.uplift: {'lamps.oil': {'title': 'x'}} does not describe terms. "
            'Write terms = { "area.name" = { title = "…", unit = "…" } }',
        ),
        (
            RATES + block("uplift", "value = 3"),
            "readings.uplift: there is no field 'value'. The fields are carried_from, checked_by, clause, "
            "end_known, end_note, from, kind, next_review, note, published, readings, sources, standing, terms, title, "
            "unconfirmed, until",
        ),
        (
            RATES + block("uplift", "published = 2030-03-01"),
            "terms.lamps.oil: two versions published 2030-03-01 cover the same days. Give each its own days",
        ),
        (
            RATES.replace("unit =", "until = 2030-05-31\nunit =")
            + block("uplift", "from = 2030-07-01\npublished = 2030-06-01"),
            "terms.lamps.oil: as published by 2030-06-01, no version covers 2030-06-01. Versions "
            "of a key leave no hole between the first and the last day they cover",
        ),
        ('[readings]\nuplift = "x"\n', "readings.uplift: it is not an entry. Write entries as [[section.area.name]]"),
    ],
)
def test_a_wrong_block_is_refused_with_its_place_and_the_mend(text: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(text)
    first = caught.value.problems[0]
    assert str(first) == f"2030-31/lamps.toml, line {first.line}: {said}"
    assert first.line is not None


def test_the_same_block_in_two_files_is_refused() -> None:
    text = block("uplift", "published = 2030-09-26").encode()
    files = {"2030-31/year.toml": ABOUT, "2030-31/a.toml": RATES.encode() + text, "2030-31/b.toml": text}
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))
    assert (
        str(caught.value)
        == "2030-31/b.toml, line 1: readings.uplift: another file has it too. Keep a block's versions together"
    )


def test_a_block_may_stand_in_another_file_than_its_terms() -> None:
    files = {
        "2030-31/year.toml": ABOUT,
        "2030-31/a.toml": block("uplift", "published = 2030-09-26").encode(),
        "2030-31/b.toml": RATES.encode(),
    }
    year = read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))
    assert [version.in_words for version in year.terms["lamps.oil"]] == ["£2.218", "between £2.218 and £2.269"]


def test_a_block_and_a_reading_show_themselves_and_travel() -> None:
    terms = Terms(year_of(UPLIFT), DAY)
    (one,) = terms.reading_blocks(["lamps.oil"])
    assert repr(one) == (
        "<ReadingBlock uplift: 2 readings of lamps.oil, lamps.gas, from 1 April 2030 to 31 March 2031>"
    )
    assert "Reading 2:   supposing that all is gas: lamps.oil, £2.218; lamps.gas, £0.749" in str(one)
    assert "<th scope=col>Supposing that all is gas</th>" in one._repr_html_()
    plain = one.to_dict()
    assert plain["readings"][1] == {"says": "all is gas", "values": {"lamps.oil": "2.218", "lamps.gas": "0.749"}}
    assert [part["at_most"] for part in plain["terms"]] == ["2.269", "0.749"]
    assert json.loads(json.dumps(plain)) == plain
    taken = terms.readings(["lamps.oil"])[1]
    assert str(taken).splitlines()[1] == "supposing that all is gas"
    assert "supposing that all is gas" in taken._repr_html_()
    ways: tuple[Callable[[Any], Any], ...] = (copy.deepcopy, lambda thing: pickle.loads(pickle.dumps(thing)))
    for again in ways:
        assert again(one) == one
        assert again(terms.contract) == terms.contract
        assert again(taken) == taken
        assert again(taken)["lamps.oil"].value == Decimal("2.218")


# --- the contract's own ---

REGISTERED, ADJUSTED = "core_pcn_funding.registered_rate", "core_pcn_funding.adjusted_rate"


def test_the_uplift_of_september_2024_splits_somewhere_between_its_ends() -> None:
    """As published in March 2024: 2.218 and 0.698, 2.916 together; 2.967 together from 26 September 2024."""
    day = date(2024, 5, 1)
    before = des.terms(day, date(2024, 9, 25))
    assert (before[REGISTERED].value, before[ADJUSTED].value) == (Decimal("2.218"), Decimal("0.698"))
    for known_on in (date(2024, 9, 26), date(2024, 9, 27), None):
        after = des.terms(day, known_on)
        assert (after[REGISTERED].at_least, after[REGISTERED].at_most) == (Decimal("2.218"), Decimal("2.269"))
        assert (after[ADJUSTED].at_least, after[ADJUSTED].at_most) == (Decimal("0.698"), Decimal("0.749"))
        for one in after.readings([REGISTERED, ADJUSTED]):
            assert one[REGISTERED].value + one[ADJUSTED].value == after["core_pcn_funding.headline_rate"].value
            assert one[REGISTERED].value + one[ADJUSTED].value == Decimal("2.967")


def test_core_funding_of_2024_25_for_45_000_registered_and_46_000_adjusted() -> None:
    """By hand: 2.218 x 45,000 = 99,810; 0.698 x 46,000 = 32,108; 2.269 x 45,000 = 102,105; 0.749 x 46,000 = 34,454."""

    def pounds(terms: des.Terms) -> Fraction:
        return 45_000 * Fraction(terms[REGISTERED].value) + 46_000 * Fraction(terms[ADJUSTED].value)

    day = date(2024, 4, 1)
    assert pounds(des.terms(day, date(2024, 5, 1))) == 99_810 + 32_108 == 131_918
    ends = [pounds(one) for one in des.terms(day).readings([REGISTERED])]
    assert ends == [102_105 + 32_108, 99_810 + 34_454] == [134_213, 134_264]


def test_the_money_for_additional_roles_of_2026_27_is_one_of_two_figures() -> None:
    terms = des.terms(date(2026, 4, 1))
    total = terms["arrs_sum.national_total"]
    assert (total.at_least, total.at_most, total.standing) == (
        Decimal(1_711_000_000),
        Decimal(1_754_000_000),
        des.Standing.CONFLICTING,
    )
    (one,) = terms.reading_blocks(["arrs_sum.national_total"])
    assert (one.kind, [found["arrs_sum.national_total"].value for found in terms.readings(one.keys)]) == (
        "cases",
        [1_754_000_000, 1_711_000_000],
    )


def test_the_history_and_the_changes_of_a_block() -> None:
    found = [term.in_words.partition(" per ")[0] for term in des.history(REGISTERED) if term.is_entered]
    assert found[:4] == ["£2.218", "between £2.218 and £2.269", "£2.266", "£2.311"]  # later years add theirs
    changes = {change.key: change for change in des.compare("2024/25", "2025/26").changes}
    assert (changes[ADJUSTED].kind, changes[ADJUSTED].what) == (
        "changed",
        "between £0.698 and £0.749 per adjusted patient per year -> £0.733 per adjusted patient per year",
    )


def test_every_block_of_the_data_answers_for_all_its_terms_from_its_publication() -> None:
    names: list[str] = []
    for year in years():
        contract = load_year(year)
        for name, versions in contract.readings.items():
            names.append(name)
            for one in versions:
                assert one.published is not None
                assert len(one.readings) <= 8, name
                known = Terms(contract, one.since, one.published)
                assert {block.key for block in known.reading_blocks(one.keys)} == {name}
                assert [known[key].block for key in one.keys] == [name] * len(one.keys)
                assert one.terms == tuple(known[key] for key in one.keys)
                for taken in known.readings(one.keys):
                    assert all(taken[key].is_known for key in one.keys)
    assert len(set(names)) == len(names)
    assert set(load_year(ContractYear(2024)).readings) == {"core_uplift_2024"}
