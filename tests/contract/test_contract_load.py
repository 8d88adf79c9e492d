"""The loader refuses a wrong entry and says where it is, what is wrong and what would be right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from lamps import ABOUT, COMMON, DOCUMENTS, YEAR, duty, term, year_of
from pcn_des.contract.load import first_hole, in_force, read_documents, read_year
from pcn_des.contract.terms import Terms
from pcn_des.dates import Period

TITLE = 'title = "x"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[terms.lamps.x]]\n" + COMMON, "'title' is missing"),
        ("[[terms.lamps.x]]\n" + TITLE + COMMON, "'value' is missing"),
        ("[[terms.lamps.x]]\n" + TITLE + COMMON + "value = 1\n", "'unit' is missing"),
        (term("lamps.x", "1", "furlongs"), "'furlongs' in 'furlongs' is not a unit"),
        (term("lamps.x", '"one"', "minutes"), "'one' is not a value in 'minutes'"),
        (term("lamps.x", "true", "minutes"), "True is not a value in 'minutes'"),
        (term("lamps.x", "1", "date"), "1 is not a value in 'date'"),
        (term("lamps.x", "1", "minutes", "vaule = 2"), "there is no field 'vaule'. Did you mean 'value'?"),
        (term("lamps.x", "1", "minutes", "from = 2030-03-31"), "does not lie inside 2030/31"),
        (term("lamps.x", "1", "minutes", "until = 2031-04-01"), "does not lie inside 2030/31"),
        (term("lamps.x", "1", "minutes", 'from = "2030-05-01"'), "'2030-05-01' is not a day"),
        (term("lamps.x", "1", "minutes", "from = 2030-05-01"), "does not say when it was published"),
        (term("lamps.x", "1", "minutes", 'by = "role"'), "'role' is not a list of names"),
        (term("lamps.x", "1", "minutes").replace("confirmed", "sure"), "'sure' is none of the choices"),
        (term("lamps.x", "1", "minutes").replace("charter", "charta"), "Did you mean 'charter'?"),
        (term("lamps.x", "1", "minutes").replace("as written", " "), "' ' is not a text"),
        (
            term("lamps.x", "1", "minutes").replace('{ document = "charter", words = "as written" }', ""),
            "cites nothing",
        ),
        (term("lamps.x", "1", "minutes").replace(', words = "as written"', ""), "is not a citation"),
        (duty("lamps.x", 'evidence = "log"\njudgement = "…"'), "checked in more than one way"),
        (duty("lamps.x", 'due = "August"'), "'August' is not a month"),
        (duty("lamps.x", 'late = "never"'), "'never' is none of the choices"),
        (duty("lamps.x").replace('"PCN"', '"The king"'), "'The king' is none of the choices"),
        (duty("lamps.x", 'yearly = "yes"'), "'yes' is not true or false"),
        (duty("lamps.x", "monthly = 1"), "1 is not true or false"),
        (duty("lamps.x", "monthly = true"), "monthly and not only checked by monthly evidence"),
        (duty("lamps.x", 'evidence = "log"\nmonthly = true\nyearly = true'), "monthly and not only checked"),
        (duty("lamps.x", 'evidence = "log"\nmonthly = true\ndue = 2030-06-30'), "monthly and not only checked"),
        ("[[services.lamps]]\n" + TITLE + COMMON + 'phase = "soon"\n', "'soon' is none of the choices"),
        ("[[lanterns.x]]\n" + TITLE + COMMON, "there is no such kind of entry"),
        ("[terms]\nx = 3\n", "it is not an entry"),
        ('[missing]\n"lamps.x" = 3\n', "it is not a note"),
        (
            '[missing]\n"obligations.lamps.x" = { note = "…", owed_by = "the king" }\n',
            "owed by one of PCN, Core Network",
        ),
        ('[missing]\n"lamps.x@soon" = "…"\n', "'soon' is not a day"),
        ("[removed]\nx = 3\n", "it is not a text"),
        ("[[terms.lamps.x\n", "it is not TOML"),
        (term("lamps.x", "1", "minutes") * 2, "two versions published 2030-03-01 cover the same days"),
        (
            term("lamps.x", "1", "minutes", "until = 2030-05-31")
            + term("lamps.x", "2", "minutes", "from = 2030-06-02\npublished = 2030-03-01"),
            "no version covers 2030-06-01",
        ),
    ],
)
def test_a_wrong_entry_stops_with_its_place_and_the_mend(text: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(text)
    assert said in str(caught.value)
    assert "2030-31/lamps.toml" in str(caught.value)
    assert caught.value.mend


def test_the_same_key_in_two_files_is_refused() -> None:
    files = {
        "2030-31/year.toml": ABOUT,
        "2030-31/a.toml": term("lamps.x", "1", "minutes").encode(),
        "2030-31/b.toml": term("lamps.x", "1", "minutes").encode(),
    }
    with pytest.raises(des.ContractDataError, match="another file has it too"):
        read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (None, "the file is missing"),
        (b'contract_year = "2031/32"\npublished = 2030-03-01\n', "it says '2031/32'"),
        (b'contract_year = "2030/31"\n', "the year's first document is not given"),
    ],
)
def test_a_year_says_which_it_is_and_when_it_became_known(about: bytes | None, said: str) -> None:
    files = {} if about is None else {"2030-31/year.toml": about}
    with pytest.raises(des.ContractDataError, match=said):
        read_year(YEAR, files, {})


def test_a_document_without_its_fields_is_refused() -> None:
    with pytest.raises(des.ContractDataError, match="A document has title, publisher, url, kind"):
        read_documents("documents.toml", b'[charter]\ntitle = "x"\n')
    with pytest.raises(des.ContractDataError, match="charter"):
        read_documents("documents.toml", DOCUMENTS.replace(b'"primary"', b'"holy"'))
    with pytest.raises(des.ContractDataError, match="url"):
        read_documents("documents.toml", DOCUMENTS.replace(b"https://example.org/charter", b"on the shelf"))


# --- what was known when ---

BACKDATED = term("lamps.rate", "7.674", "GBP") + term(
    "lamps.rate", "7.975", "GBP", "from = 2030-04-01\npublished = 2030-09-26"
)


@pytest.mark.parametrize(
    ("known_on", "value"),
    [
        (date(2030, 5, 1), Decimal("7.674")),
        (date(2030, 9, 25), Decimal("7.674")),
        (date(2030, 9, 26), Decimal("7.975")),
        (None, Decimal("7.975")),
    ],
)
def test_a_backdated_change_is_known_from_its_publication(known_on: date | None, value: Decimal) -> None:
    assert Terms(year_of(BACKDATED), date(2030, 4, 1), known_on)["lamps.rate"].value == value


def test_before_anything_was_published_a_term_is_unknown_and_says_when_it_was() -> None:
    found = Terms(year_of(BACKDATED), date(2030, 4, 1), date(2030, 2, 28))["lamps.rate"]
    assert found.value is des.UNKNOWN
    assert found.note == "not published yet; it was on 1 March 2030"


SUPERSEDED = term("lamps.rate", "7.674", "GBP") + '[missing]\n"lamps.rate@2030-09-26" = "the split was not found"\n'


@pytest.mark.parametrize(("known_on", "known"), [(date(2030, 9, 25), True), (date(2030, 9, 26), False), (None, False)])
def test_a_superseded_figure_is_unknown_to_whoever_knows_of_the_publication(known_on: date | None, known: bool) -> None:
    found = Terms(year_of(SUPERSEDED), date(2030, 4, 1), known_on)["lamps.rate"]
    assert found.is_known is known
    assert (found.value == Decimal("7.674")) is known
    assert found.note == ("" if known else "the split was not found")


def test_a_key_may_be_missing_for_a_part_of_the_year() -> None:
    text = term("lamps.rate", "7", "GBP", "from = 2030-10-01\npublished = 2030-09-26")
    text += '[missing]\n"lamps.rate" = { note = "not found", until = 2030-09-30 }\n'
    contract = year_of(text)
    assert Terms(contract, date(2030, 9, 30))["lamps.rate"].note == "not found"
    assert Terms(contract, date(2030, 10, 1))["lamps.rate"].value == 7


DAYS = st.dates(date(2030, 4, 1), date(2031, 3, 31))


@given(cuts=st.sets(DAYS, max_size=5), day=DAYS)
def test_for_every_day_exactly_the_version_in_force_answers(cuts: set[date], day: date) -> None:
    starts = sorted({date(2030, 4, 1), *cuts})
    ends = [date.fromordinal(start.toordinal() - 1) for start in starts[1:]] + [date(2031, 3, 31)]
    text = "".join(
        term("lamps.x", str(place), "minutes", f"from = {start}\nuntil = {end}\npublished = 2030-03-01")
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    found = in_force(year_of(text).terms["lamps.x"], day, date.max)
    assert found is not None
    assert found.value == sum(1 for start in starts if start <= day) - 1


@given(st.lists(st.tuples(DAYS, DAYS).map(sorted), min_size=1, max_size=6))
def test_a_hole_is_a_day_between_that_no_period_covers(spans: list[list[date]]) -> None:
    periods = [Period(since, until) for since, until in spans]
    first, last = min(since for since, _ in spans), max(until for _, until in spans)
    every = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
    holes = [day for day in every if not any(day in period for period in periods)]
    assert first_hole(periods) == (holes[0] if holes else None)
