"""A draft of a contract year: what may be in it, and that every answer from it says so first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.carried import check_carried_from, check_cited_anew, is_money
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from pcn_des.showing import HTML, TEXT, show
from pcn_des.units import Unit
from support.lamps import ABOUT, DOCUMENTS, YEAR, duty, term, year_of

DRAFT = b'contract_year = "2030/31"\ndraft = true\n'
CARRIED = 'standing = "carried"\ncarried_from = "2029/30"\n'
UNCONFIRMED = CARRIED + "unconfirmed = true\n"
FIRST = "DRAFT of 2030/31: not the published contract; nothing carried is confirmed."


def read(text: str, about: bytes = DRAFT) -> YearContract:
    files = {"2030-31/year.toml": about, "2030-31/lamps.toml": text.encode()}
    return read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))


def carried(text: str, marks: str = UNCONFIRMED) -> str:
    return text.replace('standing = "confirmed"\n', marks)


def wrong(text: str, about: bytes = DRAFT) -> list[tuple[str, str]]:
    with pytest.raises(des.ContractDataError) as caught:
        read(text, about)
    return [(one.key, one.wrong) for one in caught.value.problems]


def test_a_draft_needs_no_first_document_and_holds_what_is_carried() -> None:
    year = read(carried(term("lamps.x", "1", "minutes")))
    (found,) = year.terms["lamps.x"]
    assert (year.draft, year.draft_of, year.published) == (True, "2030/31", date(2030, 4, 1))
    assert (found.carried_from, found.unconfirmed, found.standing_in_words) == ("2029/30", True, "carried from 2029/30")
    assert not read(term("lamps.x", "1", "minutes"), ABOUT).draft


def test_what_is_unconfirmed_is_refused_in_a_year_that_is_no_draft() -> None:
    entry = carried(term("lamps.x", "1", "minutes"))
    assert wrong(entry, ABOUT) == [("terms.lamps.x", "it is unconfirmed, and the year is no draft")]
    looked_at = carried(term("lamps.x", "1", "minutes"), CARRIED)
    assert read(looked_at, ABOUT).terms["lamps.x"][0].carried_from == "2029/30"


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (
            'standing = "confirmed"\ncarried_from = "2029/30"\n',
            "it is carried from 2029/30, and its standing is confirmed",
        ),
        ('standing = "carried"\nunconfirmed = true\n', "it is unconfirmed and does not say from which year it is"),
        ('standing = "carried"\ncarried_from = "last year"\n', "'last year' is not a contract year"),
    ],
)
def test_what_is_carried_says_from_where(marks: str, said: str) -> None:
    assert wrong(carried(term("lamps.x", "1", "minutes"), marks)) == [("terms.lamps.x", said)]


def test_nothing_is_carried_from_a_year_that_the_data_do_not_have() -> None:
    text = term("lamps.y", "1", "minutes") + carried(term("lamps.x", "1", "minutes"))
    files = {"2030-31/lamps.toml": text.encode()}
    known = (ContractYear(2029), YEAR)
    check_carried_from(read(text), known, files)
    later = text.replace("2029/30", "2031/32")
    with pytest.raises(des.ContractDataError) as caught:
        check_carried_from(read(later), known, {"2030-31/lamps.toml": later.encode()})
    line = later.splitlines().index('carried_from = "2031/32"') + 1
    assert str(caught.value) == (
        f"2030-31/lamps.toml, line {line}: terms.lamps.x: it is carried from 2031/32, which is no other year of "
        "the data. Write the year from which it is"
    )


@pytest.mark.parametrize(
    ("text", "about", "said"),
    [
        (
            carried(term("lamps.x", "1", "minutes"), 'standing = "confirmed"\ncarried_from = "2029/30"\n'),
            DRAFT,
            "terms.lamps.x: it is carried from 2029/30, and its standing is confirmed. Write standing = "
            '"carried", or leave carried_from out',
        ),
        (
            carried(term("lamps.x", "1", "minutes"), 'standing = "carried"\nunconfirmed = true\n'),
            DRAFT,
            'terms.lamps.x: it is unconfirmed and does not say from which year it is. Write carried_from = "2026/27"',
        ),
        (
            carried(term("lamps.x", "1", "minutes")),
            ABOUT,
            "terms.lamps.x: it is unconfirmed, and the year is no draft. Cite what was published and take "
            "unconfirmed out, or write draft = true in year.toml",
        ),
        (
            carried(term("lamps.x", "2", "GBP")),
            DRAFT,
            "terms.lamps.x: an amount of another year in a draft. Put the key under [missing] with "
            '"not published yet", or cite what was published for this year',
        ),
        (
            '[missing]\n"lamps.x" = "not looked for yet; of 2029/30: torn"\n',
            ABOUT,
            "missing.lamps.x: nobody has looked for it, and the year is no draft. Say what was not found, "
            "and under [looked] where, or write draft = true in year.toml",
        ),
    ],
)
def test_what_a_draft_may_not_hold_is_told_with_its_mend(text: str, about: bytes, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        read(text, about)
    (problem,) = caught.value.problems
    assert str(problem) == f"2030-31/lamps.toml, line {problem.line}: {said}"


BLOCK = """
[[readings.split]]
title = "The split"
kind = "cases"
standing = "confirmed"
sources = [{ document = "charter", words = "as written" }]
terms = { "lamps.x" = { title = "Oil", unit = "UNIT" } }
[[readings.split.readings]]
says = "all is oil"
values = { "lamps.x" = ONE }
[[readings.split.readings]]
says = "all is gas"
values = { "lamps.x" = OTHER }
"""


def split(unit: str, one: str, other: str) -> str:
    return carried(BLOCK.replace("UNIT", unit).replace("ONE", one).replace("OTHER", other))


@pytest.mark.parametrize(("one", "other"), [("1", "2"), ("1.5", "2.5"), ('"unlimited"', "2")])
def test_a_block_of_numbers_is_never_carried_into_a_draft(one: str, other: str) -> None:
    assert wrong(split("minutes", one, other)) == [("readings.split", "an amount of another year in a draft")]


@pytest.mark.parametrize(("unit", "one", "other"), [("text", '"few"', '"many"'), ("yes/no", "true", "false")])
def test_a_block_of_words_may_be_carried(unit: str, one: str, other: str) -> None:
    assert list(read(split(unit, one, other)).readings) == ["split"]


def test_what_a_draft_cites_anew_is_told_with_the_mend() -> None:
    text = term("lamps.y", "1", "minutes") + term("lamps.x", "1", "GBP")
    found = read(text)
    with pytest.raises(des.ContractDataError) as caught:
        check_cited_anew(found, year_of(text, ContractYear(2029)), {"2030-31/lamps.toml": text.encode()})
    assert str(caught.value) == (
        "2030-31/lamps.toml, line 8: terms.lamps.x: an amount with the citations of 2029/30 alone. Cite what was "
        "published for 2030/31, in the words that speak of it, or put the key under [missing] with "
        '"not published yet"'
    )
    # A key that the year before did not have cites nothing of it.
    check_cited_anew(found, year_of("", ContractYear(2029)), {"2030-31/lamps.toml": text.encode()})


INDICATOR = '[[indicators.l]]\ntitle = "x"\narea = "a"\nnumerator = "n"\n' + 'standing = "confirmed"\n'
INDICATOR += 'sources = [{ document = "charter", words = "as written" }]\n'


@pytest.mark.parametrize("marks", [UNCONFIRMED, CARRIED, 'standing = "carried"\n'])
@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        (term("lamps.oil", "2.5", "GBP per patient per year"), "terms.lamps.oil", "an amount"),
        (term("lamps.oil", "3", "points"), "terms.lamps.oil", "an amount"),
        (term("lamps.oil", '"£2 a lamp"', "text"), "terms.lamps.oil", "an amount"),
        (INDICATOR + "upper = 3\n", "indicators.l", "a threshold or points"),
        (duty("lamps.lit", "due = 2030-06-30"), "obligations.lamps.lit", "a due day"),
    ],
)
def test_a_draft_has_no_money_no_threshold_and_no_due_day_of_another_year(
    marks: str, text: str, key: str, what: str
) -> None:
    assert wrong(carried(text, marks)) == [(key, f"{what} of another year in a draft")]
    assert read(text)  # published for the year itself, it may be there
    if marks != UNCONFIRMED:
        assert read(carried(text, marks), ABOUT)


@given(unit=st.lists(st.sampled_from(["GBP", "points", "WTE", "minutes", "beds"]), min_size=1, max_size=3, unique=True))
def test_whatever_counts_pounds_or_points_is_money(unit: list[str]) -> None:
    singular = {"points": "point", "minutes": "minute", "beds": "bed"}
    written = " per ".join([unit[0], *(singular.get(one, one) for one in unit[1:])])
    assert Unit.parse(written).is_number
    assert is_money(written) == ({"GBP", "points"} & set(unit) != set())


def test_an_unregistered_first_document_is_refused() -> None:
    about = ABOUT.replace(b'"charter"', b'"the scroll"')
    assert wrong("", about) == [("first_document", "there is no document 'the scroll' in documents.toml")]
    assert wrong("", DRAFT + b'first_document = "the scroll"\n') == wrong("", about)


def test_where_the_year_itself_is_wrong_its_entries_are_not_held_against_it() -> None:
    entry = carried(term("lamps.x", "1", "minutes"))
    assert wrong(entry, DRAFT.replace(b"true", b'"yes"')) == [("draft", "'yes' is not true or false")]


def test_a_draft_is_a_yes_or_a_no() -> None:
    assert wrong("", ABOUT + b'draft = "perhaps"\n') == [("draft", "'perhaps' is not true or false")]


def test_every_answer_from_a_draft_begins_with_what_it_is() -> None:
    terms = Terms(read(carried(term("lamps.x", "1", "minutes") + duty("lamps.lit"))), date(2030, 6, 1))
    for answer in (terms, terms.obligations, terms["lamps.x"], terms.obligations["lamps.lit"]):
        assert show(answer, TEXT).splitlines()[0] == FIRST
        assert show(answer, HTML).startswith(f"<p><strong>{FIRST}</strong></p>")
    assert terms.to_dict()["lamps.x"]["draft"] is True
    assert terms["lamps.x"].to_dict()["unconfirmed"] is True
    assert "carried from 2029/30" in str(terms)
    narrow = show(terms, TEXT, width=40).splitlines()
    assert narrow[:2] == ["DRAFT of 2030/31: not the published", "contract; nothing carried is confirmed."]
    published = Terms(read(term("lamps.x", "1", "minutes"), ABOUT), date(2030, 6, 1))
    assert "DRAFT" not in str(published)
    assert "draft" not in published.to_dict()["lamps.x"]


def test_nothing_of_a_draft_is_known_before_it() -> None:
    terms = Terms(read(carried(term("lamps.x", "1", "minutes"))), date(2030, 6, 1), date(2030, 3, 1))
    assert terms.unpublished == "Nothing of 2030/31 had been published by 1 March 2030: it is a draft."
    assert not terms["lamps.x"].is_known


def test_what_nobody_has_looked_for_is_refused_in_a_year_that_is_no_draft() -> None:
    text = '[missing]\n"lamps.x" = "not looked for yet; of 2029/30: torn"\n'
    assert wrong(text, ABOUT) == [("missing.lamps.x", "nobody has looked for it, and the year is no draft")]
    assert [gap.looked for gap in read(f'[looked]\n"*" = "the attic"\n{text}', DRAFT).missing["terms"]["lamps.x"]] == [
        ""
    ]


def test_what_was_not_published_by_then_says_where_was_looked_once_the_year_is_no_draft() -> None:
    text = '[looked]\n"*" = "the attic"\n\n[missing]\n"lamps.x" = "not published yet"\n'
    for about, looked in ((DRAFT, ""), (ABOUT, "the attic")):
        assert [gap.looked for gap in read(text, about).missing["terms"]["lamps.x"]] == [looked]


@given(
    st.sampled_from(["GBP", "GBP per bed per year", "points", "minutes"]),
    st.sampled_from(["confirmed", "single-source", "inferred"]),
    st.booleans(),
    st.booleans(),
)
def test_an_amount_in_a_draft_never_rests_on_last_years_citations_alone(
    unit: str, standing: str, anew: bool, draft: bool
) -> None:
    old = term("lamps.x", "1", unit)
    new = old.replace('standing = "confirmed"', f'standing = "{standing}"')
    if anew:
        new = new.replace("as written", "as written for 2030/31")
    before = year_of(old, ContractYear(2029))
    found = read(new, DRAFT if draft else ABOUT)
    files = {"2030-31/lamps.toml": new.encode()}
    if draft and not anew and unit != "minutes":
        with pytest.raises(des.ContractDataError, match="an amount with the citations of 2029/30 alone") as caught:
            check_cited_anew(found, before, files)
        assert (caught.value.key, caught.value.line) == ("terms.lamps.x", 1)
    else:
        check_cited_anew(found, before, files)
