"""An end that was told after the beginning: whoever does not know of it yet is told that the thing goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import in_force
from pcn_des.dates import ContractYear
from pcn_des.errors import ContractDataError
from support.lamps import YEAR, duty, term, year_of

ENDED = "until = 2030-09-30\nend_known = 2030-08-15\n"
LIT = duty("lamps.lit", f'judgement = "x"\nnote = "Every evening."\nend_note = "Gas came."\n{ENDED}')
IN_THE_YEAR = st.dates(YEAR.first_day, YEAR.last_day)


@given(IN_THE_YEAR, IN_THE_YEAR)
def test_it_is_in_force_until_its_end_for_whoever_knows_of_it_and_goes_on_for_others(day: date, known_on: date) -> None:
    knows = known_on >= date(2030, 8, 15)
    found = Terms(year_of(LIT), day, known_on).obligations.get("lamps.lit")
    assert (found is None) is (knows and day > date(2030, 9, 30))
    if found is not None:
        assert (found.until, found.note) == (
            (date(2030, 9, 30), "Every evening. Gas came.") if knows else (YEAR.last_day, "Every evening.")
        )
        assert found.end_known == (date(2030, 8, 15) if knows else None)


@given(IN_THE_YEAR, IN_THE_YEAR)
def test_what_follows_answers_once_it_is_known(day: date, known_on: date) -> None:
    text = term("lamps.oil", "7", "GBP", ENDED) + term(
        "lamps.oil", "9", "GBP", "from = 2030-10-01\npublished = 2030-08-15\n"
    )
    found = Terms(year_of(text), day, known_on)["lamps.oil"]
    assert found.value == (9 if day >= date(2030, 10, 1) and known_on >= date(2030, 8, 15) else 7)


def test_a_term_that_ended_says_so_to_whoever_knows() -> None:
    contract = year_of(term("lamps.oil", "7", "GBP", ENDED))
    assert "lamps.oil" in Terms(contract, date(2030, 10, 1), date(2030, 8, 14))
    assert "lamps.oil" not in Terms(contract, date(2030, 10, 1), date(2030, 8, 15))
    assert "to 30 September 2030 (that it ends was known by 15 August 2030)" in " ".join(
        str(Terms(contract, date(2030, 4, 1))["lamps.oil"]).split()
    )


def test_plain_values_have_the_day_on_which_an_end_became_known_and_nothing_without_one() -> None:
    contract = year_of(term("lamps.oil", "7", "GBP", ENDED) + term("lamps.wick", "7", "GBP") + LIT)
    (ended,), (open_still,), (duty_ended,) = (
        contract.terms["lamps.oil"],
        contract.terms["lamps.wick"],
        contract.obligations["lamps.lit"],
    )
    assert (ended.to_dict()["until"], ended.to_dict()["end_known"]) == ("2030-09-30", "2030-08-15")
    assert (duty_ended.to_dict()["until"], duty_ended.to_dict()["end_known"]) == ("2030-09-30", "2030-08-15")
    assert "end_known" not in open_still.to_dict()
    early = Terms(contract, date(2030, 9, 1), date(2030, 8, 14))["lamps.oil"]
    assert (early.to_dict()["until"], "end_known" in early.to_dict()) == ("2031-03-31", False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            term("lamps.oil", "7", "GBP", "until = 2030-09-30\n")
            + term("lamps.oil", "9", "GBP", "from = 2030-10-01\npublished = 2030-08-15\n"),
            "it ends on 2030-09-30, and what follows was published on 2030-08-15, after it. Write end_known = "
            "2030-08-15, or leave out until: the later version answers as soon as it is known",
        ),
        (  # an edition that the first one took the place of is on these days too
            term("lamps.oil", "5", "GBP")
            + term("lamps.oil", "7", "GBP", "until = 2030-09-30\npublished = 2030-05-01\n")
            + term("lamps.oil", "9", "GBP", "from = 2030-10-01\npublished = 2030-08-15\n"),
            "it ends on 2030-09-30, and what follows was published on 2030-08-15, after it. Write end_known = "
            "2030-08-15, or leave out until: the later version answers as soon as it is known",
        ),
        (
            term("lamps.oil", "7", "GBP", 'end_note = "Gas came."\n'),
            "it has a note on its end, and does not say when that became known. Write end_known, or all of it in the "
            "note",
        ),
        (
            term("lamps.oil", "7", "GBP", "end_known = 2030-08-15\n"),
            "it says when its end became known, and has no end within the year. Write until, the last day on which it "
            "was in force",
        ),
    ],
)
def test_an_end_that_is_not_told_in_order_is_refused(text: str, said: str) -> None:
    with pytest.raises(ContractDataError) as refused:
        year_of(text)
    assert said in " ".join(str(refused.value).split())


@pytest.mark.parametrize("year", years(), ids=str)
def test_nobody_is_told_of_an_end_before_it_was_known(year: ContractYear) -> None:
    contract = load_year(year)
    for section in SECTIONS:
        for versions in getattr(contract, section).values():
            told = [one.end_known for one in versions if one.end_known]
            for known_on in (edge + timedelta(step) for edge in told for step in (-1, 0, 1)):
                for day in (one.until + timedelta(step) for one in versions for step in (0, 1)):
                    found = in_force(versions, day, known_on)
                    assert found is None or found.end_known is None or found.end_known <= known_on


SUSPENDED = ["HI-01", "HI-02", "CVD-01", "CVD-02", "PC-01", "ACC-02", "EHCH-01", "EHCH-02", "RESP-01", "ES-01", "ES-02"]


@pytest.mark.parametrize(
    ("day", "known_on", "codes", "there"),
    [
        # The letter of 7 December 2021 suspended all but four.
        (date(2021, 12, 20), date(2021, 12, 6), SUSPENDED, True),
        (date(2021, 12, 20), date(2021, 12, 7), SUSPENDED, False),
        (date(2021, 12, 6), date(2021, 12, 7), SUSPENDED, True),
        # The letter of 26 September 2022 put off three from October and retired one.
        (date(2022, 11, 1), date(2022, 9, 25), ["ACC-02", "ACC-05", "ACC-08", "EHCH-06"], True),
        (date(2022, 11, 1), date(2022, 9, 26), ["ACC-02", "ACC-05", "ACC-08", "EHCH-06"], False),
        # CAN-04 took the place of CAN-02 in the specification of 26 September 2024.
        (date(2024, 11, 1), date(2024, 9, 25), ["CAN-02"], True),
        (date(2024, 11, 1), date(2024, 9, 26), ["CAN-02"], False),
    ],
)
def test_indicators_stop_when_that_was_told(day: date, known_on: date, codes: list[str], there: bool) -> None:
    found = des.terms(day, known_on=known_on).indicators
    assert {code: code in found for code in codes} == dict.fromkeys(codes, there)


@pytest.mark.parametrize(
    ("day", "known_on", "key", "says"),
    [
        (date(2021, 12, 20), date(2021, 12, 6), "iif.indicator_count", "19 indicators"),
        (date(2022, 7, 1), date(2022, 6, 30), "commissioner.body", "clinical commissioning group"),
        (date(2022, 7, 1), date(2022, 7, 1), "commissioner.body", "integrated care board"),
        (date(2022, 10, 3), date(2022, 10, 2), "payments.system", "the commissioner by hand"),
        (date(2022, 10, 3), date(2022, 10, 3), "payments.system", "PCSE Online"),
        (date(2020, 10, 1), date(2020, 9, 16), "participation.mode", "opt in"),
        (date(2020, 10, 1), date(2020, 9, 17), "participation.mode", "automatic"),
    ],
)
def test_a_term_goes_on_until_another_is_known(day: date, known_on: date, key: str, says: str) -> None:
    assert des.terms(day, known_on=known_on)[key].in_words.startswith(says)


def test_a_duty_that_was_withdrawn_is_there_for_whoever_does_not_know() -> None:
    """Personalised care's training was withdrawn by the letter of 26 September 2022, four days before it was due."""
    key = "personalised_care.shared_decision_training"
    assert key in des.terms(date(2022, 9, 28), known_on=date(2022, 9, 25)).obligations
    assert key not in des.terms(date(2022, 9, 28), known_on=date(2022, 9, 26)).obligations
    assert key in des.terms(date(2022, 9, 25), known_on=date(2022, 9, 26)).obligations
