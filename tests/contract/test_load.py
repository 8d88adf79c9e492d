"""The loader refuses a wrong entry and says where it is, what is wrong and what would be right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.load import (
    Missing,
    evidence_kinds,
    first_day_outside,
    first_hole,
    in_force,
    load_year,
    read_documents,
    read_year,
)
from pcn_des.contract.terms import Terms
from pcn_des.dates import Deadline, Period
from support.lamps import ABOUT, COMMON, DOCUMENTS, YEAR, duty, term, year_of

TITLE = 'title = "x"\n'
INDICATOR = "[[indicators.l]]\n" + TITLE + COMMON + 'area = "a"\nnumerator = "n"\n'


NO_NOTE = (
    'it is not a note. Say in words what was not found, or { note = "…", until = …, owed_by = "…" }; an obligation is '
    "owed by one of PCN, Core Network Practice, Clinical Director, Nominated Payee, PCN and commissioner, commissioner"
)
MONTHLY = (
    "obligations.lamps.x: it is monthly and not only checked by monthly evidence. "
    "Give it evidence, and neither yearly nor due"
)
WEEKLY = (
    "obligations.lamps.x: it is weekly and not checked by a rule on the network. Give it a rule, or leave weekly out"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[terms.lamps.x]]\n" + COMMON, "terms.lamps.x: 'title' is missing. Every entry of terms has one"),
        (
            "[[terms.lamps.x]]\n" + TITLE + 'standing = "confirmed"\n',
            "terms.lamps.x: 'sources' is missing. Every entry of terms has one",
        ),
        ("[[terms.lamps.x]]\n" + TITLE + COMMON, "terms.lamps.x: 'value' is missing. Every entry of terms has one"),
        (
            "[[obligations.lamps.x]]\n" + TITLE + COMMON,
            "obligations.lamps.x: 'owed_by' is missing. Every entry of obligations has one",
        ),
        (
            term("lamps.x", "1", "minutes").replace('"minutes"', "3"),
            "terms.lamps.x: 3 is not a text. Write it in quotes",
        ),
        (
            term("lamps.x", '"one"', "minutes"),
            "terms.lamps.x: 'one' is not a value in 'minutes'. Mend the value or the unit",
        ),
        (
            term("lamps.x", "true", "minutes"),
            "terms.lamps.x: True is not a value in 'minutes'. Mend the value or the unit",
        ),
        (term("lamps.x", "1", "date"), "terms.lamps.x: 1 is not a value in 'date'. Mend the value or the unit"),
        (term("lamps.x", "1", "yes/no"), "terms.lamps.x: 1 is not a value in 'yes/no'. Mend the value or the unit"),
        (term("lamps.x", "1", "text"), "terms.lamps.x: 1 is not a value in 'text'. Mend the value or the unit"),
        (term("lamps.x", "1", "list"), "terms.lamps.x: 1 is not a value in 'list'. Mend the value or the unit"),
        (term("lamps.x", "1", "table"), "terms.lamps.x: 1 is not a value in 'table'. Mend the value or the unit"),
        (
            term("lamps.x", "1", "clock times"),
            "terms.lamps.x: 1 is not a value in 'clock times'. Mend the value or the unit",
        ),
        (
            term("lamps.x", "inf", "minutes"),
            'terms.lamps.x: the value Infinity is not a number. Where there is no limit, write "unlimited"',
        ),
        (
            term("lamps.x", "nan", "minutes"),
            'terms.lamps.x: the value NaN is not a number. Where there is no limit, write "unlimited"',
        ),
        (
            term("lamps.x", "1", "minutes", "vaule = 2"),
            "terms.lamps.x: there is no field 'vaule'. Did you mean 'value'?",
        ),
        (
            term("lamps.x", "1", "minutes", "zzz = 2"),
            "terms.lamps.x: there is no field 'zzz'. The fields are by, clause, from, note, published, "
            "sources, standing, title, unit, until, value",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-03-31"),
            "terms.lamps.x: its period 2030-03-31 to 2031-03-31 does not lie inside 2030/31. from and until "
            "are inclusive days of the contract year, from first",
        ),
        (
            term("lamps.x", "1", "minutes", "until = 2031-04-01"),
            "terms.lamps.x: its period 2030-04-01 to 2031-04-01 does not lie inside 2030/31. from and until "
            "are inclusive days of the contract year, from first",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-05-02\nuntil = 2030-05-01\npublished = 2030-03-01"),
            "terms.lamps.x: its period 2030-05-02 to 2030-05-01 does not lie inside 2030/31. from and until "
            "are inclusive days of the contract year, from first",
        ),
        (
            term("lamps.x", "1", "minutes", 'from = "2030-05-01"'),
            "terms.lamps.x: '2030-05-01' is not a day. Write a day without quotes: 2022-10-01",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-05-01T12:00:00"),
            "terms.lamps.x: datetime.datetime(2030, 5, 1, 12, 0) is not a day. Write a day without quotes: 2022-10-01",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-05-01"),
            "terms.lamps.x: it starts on 2030-05-01 and does not say when it was published. Only a version "
            "that starts on the first day of the year may leave out published",
        ),
        (
            term("lamps.x", "1", "minutes", 'by = "role"'),
            'terms.lamps.x: \'role\' is not a list of names. Write by = ["role", "list_size"]',
        ),
        (
            term("lamps.x", "1", "minutes", "by = []"),
            'terms.lamps.x: [] is not a list of names. Write by = ["role", "list_size"]',
        ),
        (
            term("lamps.x", "1", "minutes", "by = [1]"),
            'terms.lamps.x: [1] is not a list of names. Write by = ["role", "list_size"]',
        ),
        (
            term("lamps.x", "1", "minutes").replace("confirmed", "sure"),
            "terms.lamps.x: 'sure' is none of the choices. Choose one of: confirmed, inferred, single-source, "
            "carried, conflicting",
        ),
        (
            term("lamps.x", "1", "minutes").replace("charter", "charta"),
            "terms.lamps.x: there is no document 'charta' in documents.toml. Did you mean 'charter'?",
        ),
        (
            term("lamps.x", "1", "minutes").replace('"charter"', '"zzz"'),
            "terms.lamps.x: there is no document 'zzz' in documents.toml. Register the document first",
        ),
        (
            term("lamps.x", "1", "minutes").replace("as written", " "),
            "terms.lamps.x: ' ' is not a text. Write it in quotes",
        ),
        (
            term("lamps.x", "1", "minutes").replace('"as written"', "3"),
            "terms.lamps.x: 3 is not a text. Write it in quotes",
        ),
        (
            term("lamps.x", "1", "minutes").replace('{ document = "charter", words = "as written" }', ""),
            'terms.lamps.x: it cites nothing. sources is a list of { document = "slug", words = "the few words '
            'that carry the figure" }',
        ),
        (
            term("lamps.x", "1", "minutes").replace('[{ document = "charter", words = "as written" }]', '"charter"'),
            'terms.lamps.x: it cites nothing. sources is a list of { document = "slug", words = "the few words '
            'that carry the figure" }',
        ),
        (
            term("lamps.x", "1", "minutes").replace(', words = "as written"', ""),
            "terms.lamps.x: {'document': 'charter'} is not a citation. sources is a list of { document = "
            '"slug", words = "the few words that carry the figure" }',
        ),
        (
            term("lamps.x", "1", "minutes").replace('{ document = "charter", words = "as written" }', "3"),
            'terms.lamps.x: 3 is not a citation. sources is a list of { document = "slug", words = "the few '
            'words that carry the figure" }',
        ),
        (
            duty("lamps.x", 'evidence = "log"\njudgement = "…"'),
            "obligations.lamps.x: it is checked in more than one way. Keep one of rule, evidence and judgement",
        ),
        (
            duty("lamps.x", 'due = "August"'),
            "obligations.lamps.x: 'August' is not a month. Write a month as \"2022-08\", a day as 2022-08-31",
        ),
        (duty("lamps.x", "due = 8"), "obligations.lamps.x: 8 is not a day. Write a day without quotes: 2022-10-01"),
        (
            duty("lamps.x", 'late = "never"'),
            "obligations.lamps.x: 'never' is none of the choices. Choose one of: counts, fails",
        ),
        (
            duty("lamps.x").replace('"PCN"', '"The king"'),
            "obligations.lamps.x: 'The king' is none of the choices. Choose one of: PCN, Core Network "
            "Practice, Clinical Director, Nominated Payee, PCN and commissioner, commissioner",
        ),
        (
            duty("lamps.x", strength="could"),
            "obligations.lamps.x: 'could' is none of the choices. Choose one of: must, should, may",
        ),
        (
            duty("lamps.x", 'yearly = "yes"'),
            "obligations.lamps.x: 'yes' is not true or false. Write true or false without quotes",
        ),
        (
            "[[services.lamps]]\n" + TITLE + COMMON + 'phase = "soon"\n',
            "services.lamps: 'soon' is none of the choices. Choose one of: planned, preparation, delivery, withdrawn",
        ),
        (
            "[[payments.lamps]]\n" + TITLE + COMMON + 'payee = "x"\npaid = "daily"\n',
            "payments.lamps: 'daily' is none of the choices. Choose one of: monthly, quarterly, once, on "
            "claim, on declaration, on achievement",
        ),
        (INDICATOR + 'lower = "1"\n', "indicators.l: '1' is not a number. Write it without quotes"),
        (INDICATOR + "lower = true\n", "indicators.l: True is not a number. Write it without quotes"),
        (INDICATOR + 'exclusions = "x"\n', 'indicators.l: \'x\' is not a list of texts. Write ["…", "…"]'),
        (INDICATOR + "exclusions = [1]\n", 'indicators.l: [1] is not a list of texts. Write ["…", "…"]'),
        (
            INDICATOR + 'standings = "sure"\n',
            "indicators.l: 'sure' does not grade fields. Write standings = { points = \"single-source\" }",
        ),
        (
            INDICATOR + 'standings = { points = "sure" }\n',
            "indicators.l: 'sure' is none of the choices. Choose one of: confirmed, inferred, single-source, "
            "carried, conflicting",
        ),
        (INDICATOR + 'better = "up"\n', "indicators.l: 'up' is none of the choices. Choose one of: higher, lower"),
        (
            INDICATOR + 'function = "up"\n',
            "indicators.l: 'up' is none of the choices. Choose one of: linear, single_threshold, binary, other",
        ),
        (
            INDICATOR + "prevalence_adjusted = 1\n",
            "indicators.l: 1 is not true or false. Write true or false without quotes",
        ),
        (
            "[[lanterns.x]]\n" + TITLE + COMMON,
            "lanterns: there is no such kind of entry. The kinds are terms, services, roles, obligations, "
            "payments, indicators, windows, glossary, missing, removed",
        ),
        ("[terms]\nx = 3\n", "terms.x: it is not an entry. Write entries as [[section.area.name]]"),
        ("[[terms]]\nx = 3\n", "terms: it is not an entry. Write entries as [[section.area.name]]"),
        ("[terms.lamps]\nx = 3\n", "terms.lamps.x: it is not an entry. Write entries as [[section.area.name]]"),
        ("[terms.lamps]\nx = [3]\n", "terms.lamps.x: it is not an entry. Write entries as [[section.area.name]]"),
        (
            '[missing]\n"lamps.x" = 3\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x" = { note = 3 }\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x" = { until = 2030-05-01 }\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x" = { note = "x", to = 2030-05-01 }\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x@soon" = "…"\n',
            "missing.lamps.x@soon: 'soon' is not a day. After @ comes the publication: key@2024-09-26",
        ),
        ("[removed]\nx = 3\n", "removed.x: it is not a text. Say in words why it is gone"),
        (
            "[[terms.lamps.x\n",
            "the file: it is not TOML: Expected ']]' at the end of an array declaration (at line 1, column "
            "16). Mend the line that is named",
        ),
        (
            term("lamps.x", "1", "minutes") * 2,
            "terms.lamps.x: two versions published 2030-03-01 cover the same days. Give each its own days",
        ),
        (
            duty("lamps.x", "monthly = 1"),
            "obligations.lamps.x: 1 is not true or false. Write true or false without quotes",
        ),
        (duty("lamps.x", "monthly = true"), MONTHLY),
        (duty("lamps.x", 'evidence = "log"\nmonthly = true\nyearly = true'), MONTHLY),
        (duty("lamps.x", 'evidence = "log"\nmonthly = true\ndue = 2030-06-30'), MONTHLY),
        (duty("lamps.x", 'evidence = "log"\nweekly = true'), WEEKLY),
        (duty("lamps.x", 'judgement = "…"\nweekly = true'), WEEKLY),
        (duty("lamps.x", 'subject = "practice"\nweekly = true'), WEEKLY),
        (
            '[missing]\n"obligations.lamps.x" = { note = "…", owed_by = "the king" }\n',
            f"missing.obligations.lamps.x: {NO_NOTE}",
        ),
        (
            term("lamps.x", "1", "minutes", "until = 2030-05-31")
            + term("lamps.x", "2", "minutes", "from = 2030-06-02\npublished = 2030-03-01"),
            "terms.lamps.x: as published by 2030-03-01, no version covers 2030-06-01. Versions of a key leave "
            "no hole between the first and the last day they cover",
        ),
        (
            term("lamps.x", "1", "minutes", "until = 2030-05-31\npublished = 2030-02-01")
            + term("lamps.x", "2", "minutes", "from = 2030-07-01\npublished = 2030-02-01")
            + term("lamps.x", "3", "minutes", "from = 2030-05-01\npublished = 2030-03-01"),
            "terms.lamps.x: as published by 2030-02-01, no version covers 2030-06-01. Versions of a key leave "
            "no hole between the first and the last day they cover",
        ),
    ],
)
def test_a_wrong_entry_stops_with_its_place_and_the_mend(text: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(text)
    assert str(caught.value) == f"2030-31/lamps.toml: {said}"


def test_a_unit_that_there_is_not_is_refused_with_the_words_that_units_are_made_of() -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(term("lamps.x", "1", "furlongs"))
    assert caught.value.key == "terms.lamps.x"
    assert caught.value.wrong.startswith(
        "'furlongs' in 'furlongs' is not a unit. Units are built with 'per' from: GBP,"
    )
    assert caught.value.mend == "See 'Units' in the format of the contract data"


def test_the_same_key_in_two_files_is_refused() -> None:
    files = {
        "2030-31/year.toml": ABOUT,
        "2030-31/a.toml": term("lamps.x", "1", "minutes").encode(),
        "2030-31/b.toml": term("lamps.x", "1", "minutes").encode(),
    }
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))
    assert str(caught.value) == "2030-31/b.toml: lamps.x: another file has it too. Keep an entry's versions together"


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (None, "year.toml: the file is missing. Every year's folder has one"),
        (
            b'contract_year = "2031/32"\npublished = 2030-03-01\n',
            "contract_year: it says '2031/32'. This folder is '2030/31'",
        ),
        (
            b'contract_year = "2030/31"\n',
            "published: the day of the year's first document is not given. Write published = 2022-03-31",
        ),
    ],
)
def test_a_year_says_which_it_is_and_when_it_became_known(about: bytes | None, said: str) -> None:
    files = {} if about is None else {"2030-31/year.toml": about}
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, {})
    assert str(caught.value) == f"2030-31/year.toml: {said}"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (
            b'[charter]\ntitle = "x"\n',
            "Document.__init__() missing 3 required positional arguments: 'publisher', 'url', and 'kind'",
        ),
        (DOCUMENTS.replace(b'"primary"', b'"holy"'), "'kind' must be in ('primary', 'secondary') (got 'holy')"),
        (
            DOCUMENTS.replace(b"https://example.org/charter", b"on the shelf"),
            "'url' must match regex 'https?://\\\\S+' ('on the shelf' doesn't)",
        ),
    ],
)
def test_a_document_without_its_fields_is_refused(content: bytes, wrong: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        read_documents("documents.toml", content)
    assert (caught.value.file, caught.value.key, caught.value.wrong) == ("documents.toml", "charter", wrong)
    assert caught.value.mend == (
        "A document has title, publisher, url, kind (primary or secondary), and perhaps published, group and reference"
    )


def test_the_digest_of_a_year_changes_with_its_files_and_with_the_documents() -> None:
    files = {"2030-31/year.toml": ABOUT, "2030-31/lamps.toml": term("lamps.x", "1", "minutes").encode()}
    register = read_documents("documents.toml", DOCUMENTS)
    digest = read_year(YEAR, files, register).digest
    assert len(digest) == 16
    assert read_year(YEAR, dict(reversed(files.items())), dict(reversed(register.items()))).digest == digest
    others = [
        (files | {"2030-31/lamps.toml": term("lamps.x", "2", "minutes").encode()}, register),
        ({"2030-31/year.toml": ABOUT, "2030-31/rooms.toml": files["2030-31/lamps.toml"]}, register),
        (files | {"2030-31/year.toml": ABOUT + b"# read again\n"}, register),
        (files, read_documents("documents.toml", DOCUMENTS.replace(b"A printer", b"Another printer"))),
    ]
    digests = {read_year(YEAR, *other).digest for other in others}
    assert len(digests) == 4
    assert digest not in digests


def test_an_entry_is_in_force_all_year_and_published_with_its_first_document_unless_it_says_otherwise() -> None:
    year = year_of(term("lamps.x", "1", "minutes") + duty("lamps.lit", "from = 2030-05-01\npublished = 2030-04-20"))
    (plain,), (later,) = year.terms["lamps.x"], year.obligations["lamps.lit"]
    assert (plain.key, plain.title, plain.value, plain.unit) == ("lamps.x", "lamps.x", 1, "minutes")
    assert (plain.since, plain.until, plain.published) == (date(2030, 4, 1), date(2031, 3, 31), date(2030, 3, 1))
    assert (later.since, later.until, later.published) == (date(2030, 5, 1), date(2031, 3, 31), date(2030, 4, 20))
    assert plain.standing is des.Standing.CONFIRMED
    assert [(one.document.key, one.words) for one in plain.sources] == [("charter", "as written")]
    assert (year.year, year.published) == (YEAR, date(2030, 3, 1))


def test_what_is_missing_or_removed_is_kept_by_section() -> None:
    text = '[missing]\n"lamps.x" = "not found"\n"obligations.lamps.lit@2030-09-26" = { note = "gone", '
    text += "from = 2030-05-01, until = 2030-06-30 }\n"
    text += '[removed]\n"services.lamps" = "put out"\n"lamps.old" = "burnt down"\n'
    year = year_of(text)
    assert year.missing["terms"] == {
        "lamps.x": (Missing("not found", None, date(2030, 4, 1), date(2031, 3, 31)),),
    }
    assert year.missing["obligations"] == {
        "lamps.lit": (Missing("gone", date(2030, 9, 26), date(2030, 5, 1), date(2030, 6, 30)),),
    }
    assert year.removed["services"] == {"lamps": "put out"}
    assert year.removed["terms"] == {"lamps.old": "burnt down"}


def test_a_year_without_a_folder_names_the_years_there_are() -> None:
    with pytest.raises(des.OutsideDataError) as caught:
        load_year(YEAR)
    assert str(caught.value) == "The contract data cover 2019/20 to 2026/27; there is nothing for 2030/31."


def test_every_kind_of_entry_reads_the_fields_that_it_has() -> None:
    text = duty(
        "lamps.lit",
        'subject = "lamp"\nrule = "lamps.lit"\ndue = "2030-08"\nlate = "fails"\nwhen = "lamps.lent"\n'
        'waivable_by = "the mayor"\nyearly = true\nconsequence = "darkness"\nclause = "4.1"\nnote = "dimly"',
    )
    text += "[[indicators.L-01]]\n" + TITLE + COMMON
    text += 'area = "streets"\nnumerator = "lit"\ndenominator = "all"\nexclusions = ["broken"]\nunit = "percent"\n'
    text += 'better = "lower"\nfunction = "binary"\nlower = 1\nupper = 2.5\npoints = 3\nmeasured = "at dusk"\n'
    text += 'prevalence_adjusted = false\nnot_found = ["price"]\nstandings = { points = "single-source" }\n'
    text += "[[windows.signing]]\n" + TITLE + COMMON
    text += 'who = "anyone"\nwhat = "sign"\nopens = 2030-04-02\ncloses = "2030-05"\neffect = "bound"\n'
    year = year_of(text)
    (lit,), (indicator,), (window,) = (
        year.obligations["lamps.lit"],
        year.indicators["L-01"],
        year.windows["signing"],
    )
    assert (lit.subject, lit.rule, lit.late, lit.when) == ("lamp", "lamps.lit", "fails", "lamps.lent")
    assert (lit.waivable_by, lit.yearly, lit.consequence) == ("the mayor", True, "darkness")
    assert (lit.clause, lit.note, lit.due) == ("4.1", "dimly", Deadline.in_month("2030-08"))
    assert (indicator.exclusions, indicator.better, indicator.function) == (("broken",), "lower", "binary")
    assert (indicator.lower, indicator.upper, indicator.points) == (Decimal(1), Decimal("2.5"), Decimal(3))
    assert (indicator.prevalence_adjusted, indicator.not_found) == (False, ("price",))
    assert indicator.standings == {"points": des.Standing.SINGLE_SOURCE}
    assert (window.opens, window.closes) == (Deadline.on(date(2030, 4, 2)), Deadline.in_month("2030-05"))


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


def test_the_first_day_of_a_period_that_others_leave_out() -> None:
    april, june = Period(date(2030, 4, 1), date(2030, 4, 30)), Period(date(2030, 6, 1), date(2030, 6, 30))
    may = Period(date(2030, 5, 1), date(2030, 5, 31))
    assert first_day_outside([june, april], Period(april.since, june.until)) == date(2030, 5, 1)
    assert first_day_outside([june, may, april], Period(april.since, june.until)) is None
    assert first_day_outside([may], Period(april.since, june.until)) == date(2030, 4, 1)
    assert first_day_outside([april, may], Period(april.since, june.until)) == date(2030, 6, 1)
    assert first_day_outside([Period(date(2030, 4, 1), date(2030, 5, 31)), april], may) is None
    assert first_day_outside([], may) == date(2030, 5, 1)
    assert first_day_outside([Period(date(2030, 5, 1), date(2030, 5, 1))], may) == date(2030, 5, 2)
    assert first_day_outside([Period(date(2030, 5, 1), date(2030, 5, 30))], may) == date(2030, 5, 31)


def test_a_file_that_is_not_toml_is_named() -> None:
    for content in (b"[charter\n", b"\xff"):
        with pytest.raises(des.ContractDataError) as caught:
            read_documents("documents.toml", content)
        assert (caught.value.file, caught.value.key) == ("documents.toml", "the file")
        assert caught.value.wrong.startswith("it is not TOML: ")
        with pytest.raises(des.ContractDataError) as caught:
            read_year(YEAR, {"2030-31/year.toml": content}, {})
        assert caught.value.file == "2030-31/year.toml"


def test_every_file_of_a_folder_is_read() -> None:
    files = {
        "2030-31/year.toml": ABOUT,
        "2030-31/attics.toml": term("attics.x", "1", "minutes").encode(),
        "2030-31/zones.toml": term("zones.x", "2", "minutes").encode(),
    }
    year = read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))
    assert {key: versions[0].value for key, versions in year.terms.items()} == {"attics.x": 1, "zones.x": 2}


def test_every_kind_of_evidence_knows_its_key() -> None:
    kinds = evidence_kinds()
    assert all(kind.key == key for key, kind in kinds.items())
    assert kinds["enhanced_access_plan"].title == "the enhanced access plan"


@pytest.mark.parametrize(
    ("day", "after", "known_on", "note"),
    [
        pytest.param(date(2030, 4, 30), None, date.max, "spring", id="the first of two gaps"),
        pytest.param(date(2030, 5, 1), None, date.max, None, id="between them"),
        pytest.param(date(2030, 6, 30), None, date.max, "summer", id="the second"),
        pytest.param(date(2030, 6, 30), date(2030, 3, 1), date.max, None, id="where a version answers"),
        pytest.param(date(2030, 8, 1), None, date(2030, 9, 26), "withdrawn", id="superseded, and nothing answers"),
        pytest.param(date(2030, 8, 1), None, date(2030, 9, 25), None, id="before the publication"),
        pytest.param(date(2030, 8, 1), date(2030, 9, 25), date.max, "withdrawn", id="an earlier version answers"),
        pytest.param(date(2030, 8, 1), date(2030, 9, 26), date.max, None, id="one of that very publication answers"),
        pytest.param(date(2030, 8, 1), date(2030, 9, 27), date.max, None, id="a later version answers"),
    ],
)
def test_what_is_said_to_be_missing(day: date, after: date | None, known_on: date, note: str | None) -> None:
    gaps = (
        Missing("spring", None, date(2030, 4, 1), date(2030, 4, 30)),
        Missing("summer", None, date(2030, 6, 1), date(2030, 6, 30)),
        Missing("withdrawn", date(2030, 9, 26), date(2030, 7, 1), date(2031, 3, 31)),
    )
    contract = attrs.evolve(year_of(""), missing={"terms": {"lamps.x": gaps}})
    found = contract.missing_note("terms", "lamps.x", day, after=after, known_on=known_on)
    assert (found.note if found else None) == note
    assert contract.missing_note("terms", "lamps.y", day, after=after, known_on=known_on) is None
