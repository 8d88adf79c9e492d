"""The contract of a day: what is in force, what is said outside the data, what a hypothetical contract may change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.contract.terms import Terms
from support.lamps import duty, term, year_of


def test_the_day_before_the_data_begin_and_the_day_after_they_end_name_the_covered_span() -> None:
    last = years()[-1]
    for outside in (date(2019, 6, 30), last.last_day + timedelta(days=1)):
        with pytest.raises(des.OutsideDataError, match=f"from 1 July 2019 to 31 March {last.last_day.year}"):
            des.terms(outside)
    assert des.terms(date(2019, 7, 1)).contract_year == "2019/20"
    assert des.terms(last.last_day).contract_year == str(last)


@pytest.mark.parametrize("wrong", ["2022-11-01", datetime(2022, 11, 1, 12, 0), None, 2022])
def test_a_question_is_about_a_day(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"as_of must be a datetime\.date"):
        des.terms(wrong)


def test_extended_hours_end_and_enhanced_access_begins_on_1_october_2022() -> None:
    """GPonline, 1 March 2022: the two services 'will come together under the PCN DES from October 2022'."""
    before, after = des.terms(date(2022, 9, 30)), des.terms(date(2022, 10, 1))
    assert "extended_hours" in before.services
    assert "enhanced_access" not in before.services
    assert "enhanced_access" in after.services
    assert "extended_hours" not in after.services


def test_a_term_has_everything_that_a_reader_needs() -> None:
    """GPonline, 1 April 2022: 'minimum of 60 minutes of appointments per 1,000 adjusted patients per week'."""
    term = des.terms(date(2022, 11, 1))["enhanced_access.minutes_per_1000"]
    assert (term.value, term.unit) == (60, "minutes per 1,000 adjusted patients per week")
    assert (term.since, term.until) == (date(2022, 10, 1), date(2023, 3, 31))
    assert term.standing is des.Standing.CONFIRMED
    assert "60 minutes" in term.sources[0].words


def test_an_unknown_key_offers_the_nearest() -> None:
    with pytest.raises(des.UnknownNameError, match=r"Did you mean 'enhanced_access.minutes_per_1000'") as caught:
        des.terms(date(2022, 11, 1))["enhanced_access.minutes_per_100"]
    assert isinstance(caught.value, LookupError)


def test_a_key_of_other_days_is_unknown_and_says_when_it_is_in_force() -> None:
    term = des.terms(date(2022, 10, 1))["extended_hours.minutes_per_1000"]
    assert term.value is des.UNKNOWN
    assert "from 1 July 2019 to 30 September 2022" in term.note
    assert "extended_hours.minutes_per_1000" not in des.terms(date(2022, 10, 1))


def test_an_entry_that_is_not_in_force_raises_and_says_so() -> None:
    with pytest.raises(des.UnknownNameError, match="It is not in force on this day"):
        des.terms(date(2022, 10, 1)).services["extended_hours"]


def test_terms_are_a_mapping() -> None:
    terms = des.terms(date(2022, 11, 1))
    assert len(list(terms)) == len(terms)
    assert all(key in terms for key in terms)
    assert terms.get("no.such.key") is None
    other: object = 3
    assert other not in terms


def test_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="is UNKNOWN"):
        bool(des.UNKNOWN)


def test_a_hypothetical_contract_has_the_other_value_and_is_marked() -> None:
    terms = des.terms(date(2022, 11, 1))
    other = terms.amend({"enhanced_access.minutes_per_1000": 40})
    assert other["enhanced_access.minutes_per_1000"].value == 40
    assert other["enhanced_access.minutes_per_1000"].hypothetical
    assert list(other.hypothetical) == ["enhanced_access.minutes_per_1000"]
    assert not terms.hypothetical
    report = des.assess(
        {"population.adjusted": 50_000, "enhanced_access.weekly_minutes": 2_000}, terms.as_of, under=other
    )
    assert report["enhanced_access.weekly_minutes"].status is des.Status.MET
    assert report["enhanced_access.weekly_minutes"].hypothetical
    assert not report["network.list_size"].hypothetical  # it does not rest on the changed term
    assert "Hypothetical: the contract says 60 minutes" in report.notes[0]


MINUTES = "enhanced_access.minutes_per_1000"


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (
            {"enhanced_access.minutes_per_100": 40},
            des.UnknownNameError,
            "There is no term 'enhanced_access.minutes_per_100'. Did you mean",
        ),
        ({MINUTES: 40.0}, des.MisuseError, f"{MINUTES} can't be the float 40.0: write Decimal('40.0')"),
        (
            {MINUTES: "forty"},
            des.MisuseError,
            f"{MINUTES} is in 'minutes per 1,000 adjusted patients per week', which 'forty' is not",
        ),
        (
            {MINUTES: True},
            des.MisuseError,
            f"{MINUTES} is in 'minutes per 1,000 adjusted patients per week', which True is not",
        ),
        ({MINUTES: -40}, des.MisuseError, f"{MINUTES} can't be -40: it can't be below nought"),
        ({MINUTES: Decimal("-0.1")}, des.MisuseError, f"{MINUTES} can't be -0.1: it can't be below nought"),
        ({"enhanced_access.first_day": 3}, des.MisuseError, "enhanced_access.first_day is in 'date', which 3 is not"),
    ],
)
def test_a_hypothetical_contract_can_only_change_what_there_is_to_a_value_of_its_kind(
    change: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        des.terms(date(2022, 11, 1)).amend(change)
    assert str(caught.value).startswith(said)


def test_a_hypothetical_value_has_no_source_and_says_what_the_contract_says() -> None:
    terms = des.terms(date(2022, 11, 1))
    other = terms.amend({MINUTES: 0, "enhanced_access.first_day": date(2023, 1, 1)})
    assert (other[MINUTES].value, other[MINUTES].standing, other[MINUTES].sources) == (0, None, ())
    assert other[MINUTES].note == ("Hypothetical: the contract says 60 minutes per 1,000 adjusted patients per week.")
    assert other["enhanced_access.first_day"].note == "Hypothetical: the contract says 1 October 2022."
    assert (other.as_of, other.known_on, other.contract) == (terms.as_of, terms.known_on, terms.contract)
    again = other.amend({MINUTES: 45})
    assert (again[MINUTES].value, again["enhanced_access.first_day"].value) == (45, date(2023, 1, 1))


@pytest.mark.parametrize(
    ("section", "key", "said"),
    [
        (
            "obligations",
            "enhanced_access.weekly_minuts",
            "There is no obligation in force named 'enhanced_access.weekly_minuts'. Did you mean "
            "'enhanced_access.weekly_minutes', 'enhanced_access.reminders' or 'enhanced_access.all_patients'?",
        ),
        (
            "obligations",
            "extended_hours.weekly_minutes",
            "There is no obligation in force named 'extended_hours.weekly_minutes'. Did you mean "
            "'extended_hours.all_patients', 'enhanced_access.weekly_minutes' or 'extended_hours.bank_holiday_make_up'? "
            "It is not in force on this day; it was until 30 September 2022.",
        ),
        (
            "services",
            "extended_hours",
            "There is no service in force named 'extended_hours'. There are: anticipatory_care, core_functions, "
            "cvd_prevention_and_diagnosis, early_cancer_diagnosis, enhanced_access, enhanced_health_in_care_homes, "
            "personalised_care, social_prescribing, structured_medication_reviews, "
            "tackling_neighbourhood_health_inequalities. It is not in force on this day; it was until "
            "30 September 2022. It is withdrawn.",
        ),
        ("roles", "x", "There is no role in force named 'x'. Did you mean 'experienced_general_practice_nurse'?"),
        ("payments", "x", "There is no payment stream in force named 'x'. Did you mean 'extended_hours_access'?"),
        ("indicators", "x", "There is no indicator in force named 'x'. There are 46, from 'AC-02' to 'VI-03'."),
    ],
)
def test_an_entry_that_is_not_in_force_is_named_with_what_there_is(section: str, key: str, said: str) -> None:
    with pytest.raises(des.UnknownNameError) as caught:
        getattr(des.terms(date(2022, 11, 1)), section)[key]
    assert str(caught.value) == said


def test_the_contract_of_a_day_shows_its_day_and_what_is_in_force() -> None:
    day = date(2022, 11, 1)
    assert repr(des.terms(day)) == "<Terms of 2022/23 on 1 November 2022>"
    assert repr(des.terms(day, date(2022, 10, 1))) == (
        "<Terms of 2022/23 on 1 November 2022, as published by 1 October 2022>"
    )
    assert repr(des.terms(day).payments) == (
        "<9 payment stream: core_pcn_funding, clinical_director, leadership_and_management, enhanced_access, "
        "care_home_premium, network_participation, arrs_sum and 2 more>"
    )


def test_a_day_of_knowledge_before_the_first_document_says_how_little_was_known() -> None:
    """The first document of 2022/23 came out on 31 March 2022."""
    day = date(2022, 11, 1)
    assert des.terms(day, date(2022, 3, 30)).unpublished == (
        "Little of 2022/23 had been published by 30 March 2022: the year's first document came out on 31 March 2022. "
        "What was not known is not in this answer."
    )
    assert des.terms(day, date(2022, 3, 31)).unpublished is None
    assert des.terms(day).unpublished is None


def test_a_term_of_other_years_says_when_the_data_have_it() -> None:
    term = des.terms(date(2019, 8, 1))[MINUTES]
    last = years()[-1].last_day.year
    assert term.note == f"not in force on 1 August 2019: the data have it from 1 October 2022 to 31 March {last}"
    assert (term.since, term.until, term.is_known) == (date(2019, 8, 1), date(2019, 8, 1), False)


def test_a_hypothetical_contract_of_another_day_is_refused() -> None:
    other = des.terms(date(2022, 11, 1)).amend({"enhanced_access.minutes_per_1000": 40})
    with pytest.raises(ValueError, match="ask for the same as_of"):
        des.assess({}, date(2022, 11, 2), under=other)


def test_a_local_variation_replaces_terms_for_its_network_alone() -> None:
    """From 1 May 2026 a commissioner may, with agreement, replace terms for named networks."""
    network = des.read_network(
        {
            "code": "U99902",
            "name": "Varied PCN",
            "variations": [
                {
                    "kind": "local_variation",
                    "granted_by": "An ICB",
                    "since": "2026-06-01",
                    "until": "2026-12-31",
                    "amends": {"enhanced_access.minutes_per_1000": Decimal(45)},
                }
            ],
        }
    )
    key = "enhanced_access.minutes_per_1000"
    assert [des.terms(day, network=network)[key].value for day in (date(2026, 5, 31), date(2026, 6, 1))] == [60, 45]
    assert des.terms(date(2027, 1, 1), network=network)[key].value == 60
    varied = des.terms(date(2026, 6, 1), network=network)[key]
    assert (varied.varied, varied.standing, varied.sources) == (True, None, ())
    assert des.terms(date(2026, 6, 1))[key].value == 60


def test_history_has_every_version_in_order() -> None:
    versions = des.history("extended_hours.minutes_per_1000")
    assert [version.value for version in versions] == [30, 30, 30, 30]
    assert versions[0].since == date(2019, 7, 1)
    assert versions[-1].until == date(2022, 9, 30)
    with pytest.raises(des.UnknownNameError, match="Did you mean"):
        des.history("extended_hours.minutes")


def test_a_local_variation_before_any_agreement_on_terms_needs_a_known_key() -> None:
    network = des.read_network(
        {
            "code": "U99902",
            "name": "Varied PCN",
            "variations": [
                {"kind": "local_variation", "granted_by": "x", "since": "2026-06-01", "amends": {"no.such.key": 1}}
            ],
        }
    )
    with pytest.raises(des.UnknownNameError, match=r"no\.such\.key"):
        des.terms(date(2026, 6, 1), network=network)


def varied_from(since: str) -> des.Network:
    return des.read_network(
        {
            "code": "U99902",
            "name": "Varied PCN",
            "variations": [
                {
                    "kind": "local_variation",
                    "granted_by": "An ICB",
                    "since": since,
                    "amends": {"enhanced_access.minutes_per_1000": 45},
                }
            ],
        }
    )


def test_a_local_variation_is_refused_before_the_contract_allows_one() -> None:
    """Allowed from 1 May 2026."""
    network = varied_from("2026-04-30")
    with pytest.raises(des.MisuseError, match="on 30 April 2026 the contract allows none"):
        des.assess(network, date(2026, 4, 30))
    assert des.terms(date(2026, 5, 1), network=network)["enhanced_access.minutes_per_1000"].value == 45


def test_a_hypothetical_contract_keeps_the_local_variations_of_the_network() -> None:
    day, key = date(2026, 6, 1), "enhanced_access.minutes_per_1000"
    other = des.terms(day).amend({"population.snapshot_date": date(2026, 2, 1)})
    finding = des.assess(varied_from("2026-05-01"), day, under=other)["enhanced_access.weekly_minutes"]
    assert [use.in_words for use in finding.terms if use.key == key] == [
        "45 minutes per 1,000 adjusted patients per week"
    ]
    changed = des.terms(day).amend({key: 50})
    finding = des.assess(varied_from("2026-05-01"), day, under=changed)["enhanced_access.weekly_minutes"]
    assert [use.in_words for use in finding.terms if use.key == key] == [
        "50 minutes per 1,000 adjusted patients per week"
    ]


@pytest.mark.parametrize("known_on", ["2022-11-01", datetime(2022, 11, 1, 12, 0)])
def test_what_was_known_is_asked_for_by_a_day(known_on: Any) -> None:
    with pytest.raises(TypeError, match=r"^known_on must be a datetime\.date"):
        des.terms(date(2022, 11, 1), known_on)


def test_values_of_each_kind_may_be_supposed() -> None:
    text = term("lamps.lit", "true", "yes/no") + term("lamps.keeper", '"Ann"', "text")
    text += term("lamps.kinds", '["oil"]', "list") + '[missing]\n"lamps.cap" = "torn"\n'
    terms = Terms(year_of(text), date(2030, 6, 1))
    other = terms.amend({"lamps.lit": False, "lamps.keeper": "Bob", "lamps.kinds": ["gas"], "lamps.cap": "any"})
    assert [other[key].value for key in other] == [False, "Bob", ("gas",), "any"]
    for change in ({"lamps.lit": 1}, {"lamps.lit": "yes"}, {"lamps.keeper": 3}, {"lamps.kinds": "gas"}):
        with pytest.raises(des.MisuseError, match=r"which .* is not"):
            terms.amend(change)


SUPERSEDED = (
    term("lamps.rate", "7", "GBP").replace('title = "lamps.rate"', 'title = "The rate"')
    + duty("lamps.lit", 'judgement = "x"')
    + (
        '[missing]\n"lamps.rate@2030-09-26" = "the split"\n"obligations.lamps.lit@2030-09-26" = "the wording"\n'
        '"lamps.torn" = "the page"\n"obligations.lamps.swept" = { note = "the clause", until = 2030-05-31 }\n'
    )
)


def test_a_superseded_value_keeps_its_title_unit_and_period() -> None:
    terms = Terms(year_of(SUPERSEDED), date(2030, 6, 1))
    rate, torn = terms["lamps.rate"], terms["lamps.torn"]
    assert (rate.key, rate.title, rate.unit, rate.note) == ("lamps.rate", "The rate", "GBP", "the split")
    assert (rate.since, rate.until, rate.is_known) == (date(2030, 4, 1), date(2031, 3, 31), False)
    assert (torn.key, torn.title, torn.unit, torn.note) == ("lamps.torn", "Lamps: torn", "", "the page")
    assert (torn.since, torn.until, torn.is_entered) == (date(2030, 4, 1), date(2031, 3, 31), False)


def test_a_version_published_with_what_superseded_the_other_answers() -> None:
    text = SUPERSEDED + term("lamps.rate", "8", "GBP", "from = 2030-06-01\npublished = 2030-09-26")
    assert Terms(year_of(text), date(2030, 6, 1))["lamps.rate"].value == 8
    assert Terms(year_of(text), date(2030, 5, 31))["lamps.rate"].note == "the split"


def test_obligations_whose_text_was_not_found_or_is_superseded() -> None:
    def notes(text: str, day: date, known_on: date | None = None) -> dict[str, str]:
        return {key: gap.note for key, gap in Terms(year_of(text), day, known_on).missing_obligations.items()}

    assert notes(SUPERSEDED, date(2030, 5, 31)) == {"lamps.lit": "the wording", "lamps.swept": "the clause"}
    assert notes(SUPERSEDED, date(2030, 6, 1)) == {"lamps.lit": "the wording"}
    assert notes(SUPERSEDED, date(2030, 6, 1), date(2030, 9, 25)) == {}
    later = SUPERSEDED + duty("lamps.lit", 'judgement = "x"\nfrom = 2030-06-01\npublished = 2030-09-26')
    assert notes(later, date(2030, 6, 1)) == {}


def test_on_the_last_day_of_what_was_not_published_yet_it_says_so() -> None:
    text = term("lamps.rate", "7", "GBP", "until = 2030-04-30\npublished = 2030-04-20")
    text += term("lamps.rate", "8", "GBP", "until = 2030-04-30\npublished = 2030-04-25")
    for day in (date(2030, 4, 1), date(2030, 4, 30)):
        found = Terms(year_of(text), day, date(2030, 4, 19))["lamps.rate"]
        assert (found.key, found.note) == ("lamps.rate", "not published yet; it was on 20 April 2030")
        assert (found.since, found.until) == (day, day)


def test_an_entry_that_is_not_in_force_says_why() -> None:
    text = '[missing]\n"obligations.enhanced_access.weekly_minutes" = "the page was torn"\n'
    text += '[removed]\n"services.extended_hours" = "it came together with enhanced access"\n'
    terms = Terms(year_of(text), date(2030, 6, 1))
    with pytest.raises(des.UnknownNameError, match=r"It is not in force on this day: the page was torn\.$"):
        terms.obligations["enhanced_access.weekly_minutes"]
    with pytest.raises(des.UnknownNameError, match=r"on this day: it came together with enhanced access\.$"):
        terms.services["extended_hours"]


def test_a_key_that_other_years_miss_is_unknown() -> None:
    """Enhanced access had no rules for bank holidays on record; the lamps of 2030 never had any."""
    key = "enhanced_access.bank_holiday_weeks"
    assert any(key in load_year(year).missing["terms"] for year in years())
    assert not any(load_year(year).terms.get(key) for year in years())
    found = Terms(year_of(""), date(2030, 6, 1))[key]
    assert (found.key, found.note, found.is_known) == (key, "not in the data for 2030/31", False)
    assert (found.since, found.until) == (date(2030, 6, 1), date(2030, 6, 1))


def test_a_term_that_is_gone_says_why() -> None:
    term = Terms(year_of(f'[removed]\n"{MINUTES}" = "the lamps were put out"\n'), date(2030, 6, 1))[MINUTES]
    assert term.key == MINUTES
    assert term.note == (
        "not in force on 1 June 2030: the data have it from 1 October 2022 to "
        f"31 March {years()[-1].last_day.year}: the lamps were put out"
    )


def test_what_superseded_an_entry_is_known_from_its_publication() -> None:
    text = '[missing]\n"obligations.enhanced_access.weekly_minutes@2030-09-26" = "the wording"\n'
    for known_on, said in ((date(2030, 9, 25), False), (date(2030, 9, 26), True)):
        with pytest.raises(des.UnknownNameError) as caught:
            Terms(year_of(text), date(2030, 6, 1), known_on).obligations["enhanced_access.weekly_minutes"]
        assert str(caught.value).endswith("this day: the wording.") is said
