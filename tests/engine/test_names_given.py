"""A rule, a fact or a kind of subject that an entry of the contract names and there is not: said with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.contract.entries import Entry
from pcn_des.contract.files import files_of, load_year
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from pcn_des.questions.basis import rulebook

YEAR = ContractYear(2022)
DAY = date(2022, 11, 14)


def year_with(section: str, key: str, **fields: Any) -> YearContract:
    """The contract of 2022/23, of which every version of an entry has other fields."""
    contract = load_year(YEAR)
    there = getattr(contract, section)
    other = tuple(attrs.evolve(entry, **fields) for entry in there[key])
    changes: dict[str, Any] = {section: {**there, key: other}, "digest": f"{key}{fields}"}
    return attrs.evolve(contract, **changes)


def line_of_entry(file: str, header: str) -> int:
    return files_of(YEAR)[file].decode().splitlines().index(header) + 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"rule": "network.list_sise"},
            "there is no obligation rule 'network.list_sise'. Did you mean 'network.list_size'",
        ),
        ({"when": "membership_change.lefft"}, "there is no fact 'membership_change.lefft'. Did you mean"),
        ({"subject": "practise"}, "there is no kind of subject 'practise'. Did you mean 'practice'?"),
    ],
)
def test_a_duty_names_what_there_is_whichever_duty_is_asked_about(fields: dict[str, Any], said: str) -> None:
    """No question about the year is answered, and the first says which entry is wrong, and where it stands."""
    contract = year_with("obligations", "network.list_size", **fields)
    asked = contract.obligations["enhanced_access.weekly_minutes"][0]
    with pytest.raises(des.ContractDataError) as caught:
        rulebook().bound(asked, contract)
    line = line_of_entry("2022-23/network.toml", "[[obligations.network.list_size]]")
    assert str(caught.value).startswith(f"2022-23/network.toml, line {line}: obligations.network.list_size: {said}")


MEND = " Mend the key or the unit of the term in the files of 2022/23, list it under [missing], or mend what reads it"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda terms: {"network.least_population": terms["network.minimum_population"]},
            "There is no term 'network.minimum_population'. Did you mean",
        ),
        (
            lambda terms: {
                "network.minimum_population": tuple(
                    attrs.evolve(one, unit="minutes") for one in terms["network.minimum_population"]
                )
            },
            "'minutes'",
        ),
    ],
)
def test_a_rule_that_does_not_fit_the_terms_of_a_year_says_where_its_duty_stands(change: Any, said: str) -> None:
    contract = load_year(YEAR)
    others = {key: term for key, term in contract.terms.items() if key != "network.minimum_population"}
    terms = {**others, **change(contract.terms)}
    other = attrs.evolve(contract, terms=terms, digest=f"other {said}")
    with pytest.raises(des.RuleDefinitionError) as caught:
        rulebook().bound(other.obligations["network.list_size"][0], other)
    line = line_of_entry("2022-23/network.toml", "[[obligations.network.list_size]]")
    assert str(caught.value).startswith(f"2022-23/network.toml, line {line}: rule network.list_size: ")
    assert said in str(caught.value)
    assert str(caught.value).endswith(MEND)


def test_the_term_of_a_due_day_that_there_is_not_is_said_with_its_duty() -> None:
    contract = year_with("obligations", "network.list_size", rule=None, evidence="enhanced_access_plan", due_in="a.b")
    with pytest.raises(des.RuleDefinitionError) as caught:
        rulebook().bound(contract.obligations["network.list_size"][0], contract)
    line = line_of_entry("2022-23/network.toml", "[[obligations.network.list_size]]")
    assert str(caught.value).startswith(f"2022-23/network.toml, line {line}: rule network.list_size: There is no term")


def test_a_duty_without_a_rule_of_its_name_says_how_else_it_is_checked() -> None:
    contract = load_year(YEAR)
    one = contract.obligations["network.list_size"][0]
    there = {**contract.obligations, "network.listed": (attrs.evolve(one, key="network.listed"),)}
    with pytest.raises(des.ContractDataError) as caught:
        rulebook().check_names(attrs.evolve(contract, digest="listed", obligations=there), "obligations")
    assert caught.value.wrong == "there is no obligation rule 'network.listed'"
    assert caught.value.mend.endswith(" Otherwise say how it is checked: by rule, by evidence or by judgement")


def test_every_name_that_there_is_not_is_told_at_once() -> None:
    contract = year_with("obligations", "network.list_size", when="lamps.lit", subject="lamp")
    with pytest.raises(des.ContractDataError) as caught:
        rulebook().check_names(contract, "obligations")
    assert [problem.wrong for problem in caught.value.problems] == [
        "there is no fact 'lamps.lit'",
        "there is no kind of subject 'lamp'",
    ]


def test_a_payment_with_a_rule_that_there_is_not_is_no_stream_without_a_rule() -> None:
    contract = year_with("payments", "core_pcn_funding", rule="registered_and_adjusted_")
    other = contract.payments["enhanced_access"][0]
    with pytest.raises(des.ContractDataError) as caught:
        rulebook().bound_payment(other, contract)
    assert (caught.value.file, caught.value.key) == ("2022-23/payments.toml", "payments.core_pcn_funding")
    assert caught.value.wrong == "there is no payment rule 'registered_and_adjusted_'"
    assert caught.value.mend == "Did you mean 'registered_and_adjusted'?"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"when": "lamps.lit"}, "There is no fact 'lamps.lit'."),
        ({"subject": "practise"}, "There is no kind of subject 'practise'. Did you mean 'practice'?"),
    ],
)
def test_a_duty_of_ones_own_names_what_there_is(fields: dict[str, Any], said: str) -> None:
    days = {"since": date(2022, 4, 1), "until": date(2023, 3, 31), "published": None, "standing": None}
    own = des.Obligation(
        key="our_icb.plan", title="A plan", owed_by="PCN", strength="must", judgement="it fits", **{**days, **fields}
    )
    with pytest.raises(des.UnknownNameError) as caught:
        des.assess({}, DAY, under=des.terms(DAY).with_own(own))
    assert str(caught.value).startswith(said)
    assert str(caught.value).endswith(f"It is the {next(iter(fields))} of our_icb.plan.")


def test_what_is_there_is_looked_up_once_for_each_year(monkeypatch: pytest.MonkeyPatch) -> None:
    contract = attrs.evolve(load_year(YEAR), digest="once")
    rulebook().check_names(contract, "obligations")

    def again(*_: Entry) -> None:
        raise AssertionError("looked up again")

    monkeypatch.setattr("pcn_des.engine.names_given.NamesThere.check", again)
    rulebook().check_names(contract, "obligations")
