"""A year is read from the bytes of its files, and a file that is wrong as a whole is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import pcn_des as des
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.year import Missing
from pcn_des.dates import Deadline
from support.lamps import ABOUT, COMMON, DOCUMENTS, YEAR, duty, term, year_of

TITLE = 'title = "x"\n'
CHARTER = read_documents("documents.toml", DOCUMENTS)["charter"]


def test_the_same_key_in_two_files_is_refused() -> None:
    files = {
        "2030-31/year.toml": ABOUT,
        "2030-31/a.toml": term("lamps.x", "1", "minutes").encode(),
        "2030-31/b.toml": term("lamps.x", "1", "minutes").encode(),
    }
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))
    assert (
        str(caught.value)
        == "2030-31/b.toml, line 1: terms.lamps.x: another file has it too. Keep an entry's versions together"
    )


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (None, "year.toml: the file is missing. Every year's folder has one"),
        (
            b'contract_year = "2031/32"\npublished = 2030-03-01\n',
            "contract_year: it says '2031/32'. This folder is '2030/31'",
        ),
        (
            b'contract_year = "2030/31"\npublished = 2030-03-01T00:00:00\n',
            "published: the day of the year's first document is not given. Write published = 2022-03-31",
        ),
        (
            b'contract_year = "2030/31"\n',
            "published: the day of the year's first document is not given. Write published = 2022-03-31",
        ),
        *(
            (
                f'contract_year = "2030/31"\npublished = {day}\n'.encode(),
                f"published: the day of the year's first document is {day}, which lies neither in 2030/31 nor in the "
                "two years before. Write the day on which it came out",
            )
            for day in ("2028-03-31", "2031-04-01")
        ),
    ],
)
def test_a_year_says_which_it_is_and_when_it_became_known(about: bytes | None, said: str) -> None:
    files = {} if about is None else {"2030-31/year.toml": about}
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, {})
    line = f", line {caught.value.line}" if caught.value.line else ""
    assert str(caught.value) == f"2030-31/year.toml{line}: {said}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b'[charter]\ntitle = "x"\n',
            [
                "line 1: charter: 'publisher' is missing. Every document has one",
                "line 1: charter: 'url' is missing. Every document has one",
                "line 1: charter: 'kind' is missing. Every document has one",
            ],
        ),
        (
            DOCUMENTS.replace(b'"primary"', b'"holy"'),
            ["line 6: charter: 'holy' is none of the choices. Choose one of: primary, secondary"],
        ),
        (
            DOCUMENTS.replace(b"https://example.org/charter", b"on the shelf"),
            ["line 5: charter: 'on the shelf' is no address. Write it whole: https://…"],
        ),
        (
            DOCUMENTS.replace(b"title =", b"titel =").replace(b'"A printer"', b"3"),
            [
                "line 3: charter: there is no field 'titel'. Did you mean 'title'?",
                "line 2: charter: 'title' is missing. Every document has one",
                "line 10: almanac: there is no field 'titel'. Did you mean 'title'?",
                "line 9: almanac: 'title' is missing. Every document has one",
                "line 11: almanac: 3 is not a text. Write it in quotes",
            ],
        ),
        (b'charter = "x"\n', ["line 1: charter: it is no record. Write [charter], and its fields below it"]),
    ],
)
def test_a_document_without_its_fields_is_refused(content: bytes, said: list[str]) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        read_documents("documents.toml", content)
    assert [str(problem) for problem in caught.value.problems] == [f"documents.toml, {line}" for line in said]


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


def test_a_file_that_is_not_toml_is_named() -> None:
    for content, line, said in (
        (b"[charter\n", 1, "it is not TOML: Expected ']' at the end of a table declaration (at line 1, column 9)"),
        (
            "[charter]\n# café\n".encode("latin-1"),
            2,
            "it is not UTF-8: nothing there is written with the byte 0xe9",
        ),
        (b"\xef\xbb\xbf" + ABOUT, 1, "it is not TOML: it begins with a byte order mark"),
    ):
        with pytest.raises(des.ContractDataError) as caught:
            read_documents("documents.toml", content)
        assert (caught.value.file, caught.value.key, caught.value.line) == ("documents.toml", "the file", line)
        assert caught.value.wrong == said
        for name in ("year.toml", "lamps.toml"):
            with pytest.raises(des.ContractDataError) as caught:
                read_year(YEAR, {"2030-31/year.toml": ABOUT, f"2030-31/{name}": content}, {"charter": CHARTER})
            assert [(one.file, one.line, one.wrong) for one in caught.value.problems] == [
                (f"2030-31/{name}", line, said)
            ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("drat = true", "drat: there is no field 'drat'. Did you mean 'draft'?"),
        (
            "note = 3",
            "note: there is no field 'note'. The fields are answers_from, contract_year, draft, first_document, "
            "published",
        ),
        (
            "answers_from = 2031-04-01",
            "answers_from: 2031-04-01 is not a day of 2030/31. Write one without quotes, such as 2030-04-01",
        ),
        ("answers_from = 3", "answers_from: 3 is not a day of 2030/31. Write one without quotes, such as 2030-04-01"),
    ],
)
def test_the_file_of_a_year_has_no_other_fields(line: str, said: str) -> None:
    about = ABOUT + f"{line}\n".encode()
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, {"2030-31/year.toml": about}, {"charter": CHARTER})
    assert str(caught.value) == f"2030-31/year.toml, line 5: {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            term("harbour.x", "1", "minutes"),
            "line 1: terms.harbour.x: there is no area 'harbour'. List it with its title: add it to areas.toml",
        ),
        (
            term("lamp.x", "1", "minutes"),
            "line 1: terms.lamp.x: there is no area 'lamp'. Did you mean 'lamps'? A new area is listed with its "
            "title: add it to areas.toml",
        ),
        (
            '[missing]\n"obligatons.lamps.x" = "not found"\n',
            "line 2: missing.obligatons.lamps.x: there is no area 'obligatons'. Did you mean 'obligations'? A new area "
            "is listed with its title: add it to areas.toml",
        ),
        (
            '[removed]\n"obligatons.lamps.x" = "gone"\n',
            "line 2: removed.obligatons.lamps.x: there is no area 'obligatons'. Did you mean 'obligations'? A new area "
            "is listed with its title: add it to areas.toml",
        ),
    ],
)
def test_an_area_that_is_not_listed_is_refused(text: str, said: str) -> None:
    """What is asked by area would not find it."""
    files = {"2030-31/year.toml": ABOUT, "2030-31/lamps.toml": text.encode()}
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, {"charter": CHARTER}, areas={"lamps": "Lamps"})
    assert str(caught.value) == f"2030-31/lamps.toml, {said}"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("terms.lamps.Least_Size", "'lamps.Least_Size' is no key of terms. Write <area>.<what> in small letters, "),
        ("terms.lamps.least-size", "'lamps.least-size' is no key of terms. Write <area>.<what> in small letters, "),
        ("terms.lamps", "'lamps' is no key of terms. Write <area>.<what> in small letters, "),
        ("obligations.lamps", "'lamps' is no key of obligations. Write <area>.<what> in small letters, "),
        ("roles.lamp-lighter", "'lamp-lighter' is no key of roles. Write small letters, "),
        ("indicators.L_1", "'L_1' is no key of indicators. Write the code of an indicator, such as CVD-01"),
    ],
)
def test_a_key_is_spelt_as_others_are(header: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(f'[[{header}]]\ntitle = "x"\n{COMMON}')
    first = caught.value.problems[0]
    assert str(first).startswith(f"2030-31/lamps.toml, line 1: {header}: {said}")


def test_every_file_of_a_folder_is_read() -> None:
    files = {
        "2030-31/year.toml": ABOUT,
        "2030-31/attics.toml": term("attics.x", "1", "minutes").encode(),
        "2030-31/zones.toml": term("zones.x", "2", "minutes").encode(),
    }
    year = read_year(YEAR, files, read_documents("documents.toml", DOCUMENTS))
    assert {key: versions[0].value for key, versions in year.terms.items()} == {"attics.x": 1, "zones.x": 2}


@pytest.mark.parametrize("count", [2, 20, 21, 385])
def test_many_problems_are_counted_by_file_and_the_first_are_named(count: int) -> None:
    problems = [
        des.ContractDataError(f"2030-31/{'ab'[n % 2]}.toml", f"terms.x{n}", "wrong", "Mend") for n in range(count)
    ]
    error = des.ContractDataError.of(problems)
    assert len(error.problems) == count
    lines = str(error).splitlines()
    if count <= 20:
        assert lines[0] == f"The contract data have {count} problems:"
        assert len(lines) == 1 + count
    else:
        odd, even = count // 2, count - count // 2
        counts = f"{even} in 2030-31/a.toml, {odd} in 2030-31/b.toml"
        assert lines[0] == f"The contract data have {count} problems: {counts}. The first of them:"
        assert lines[1:] == [f"  - {problem}" for problem in problems[:5]]
