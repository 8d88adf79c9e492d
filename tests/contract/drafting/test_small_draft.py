"""A small invented draft is worked through: what its file is after each change, word for word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import pcn_des as des
from pcn_des.contract.drafting import folder
from pcn_des.contract.drafting.folder import Draft, check_not_published, source_of
from pcn_des.contract.drafting.left import Left
from pcn_des.contract.read import read_documents
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from pcn_des.sources import Citation
from support.lamps import DOCUMENTS, YEAR, duty, term, year_of

FIRST, NEXT = ContractYear(2029), ContractYear(2031)
REGISTER = read_documents("documents.toml", DOCUMENTS)
CHARTER, ALMANAC = (Citation(REGISTER[key], "as it is said") for key in ("charter", "almanac"))
ABOUT = 'contract_year = "2031/32"\ndraft = true\n'

# What the two years before have: only the first has the wick, and only as part of a block has the second the gas.
EARLIER = term("lamps.wick", "4", "homes")
BLOCK = """[[readings.split]]
title = "The split"
kind = "cases"
standing = "confirmed"
sources = [{ document = "charter", words = "as written" }]
terms = { "lamps.gas" = { title = "Gas", unit = "homes" } }
[[readings.split.readings]]
says = "much"
values = { "lamps.gas" = 9 }
[[readings.split.readings]]
says = "little"
values = { "lamps.gas" = 1 }
"""
BEFORE = f"""# 2030/31: lamps

{term("lamps.oil", "3", "homes").strip()}

# --- Rates

{term("lamps.rate", "2", "GBP").strip()}

{duty("lamps.lit").strip()}

{BLOCK}"""

CARRIED = 'standing = "carried"\ncarried_from = "2030/31"\nunconfirmed = true\n'
SOURCES = 'sources = [{ document = "charter", words = "as written" }]\n'
OIL = f"""[[terms.lamps.oil]]
title = "lamps.oil"
value = 3
unit = "homes"
clause = "7"
note = "Carried from 2030/31. Never weighted."
{CARRIED}{SOURCES}"""
LIT = f"""[[obligations.lamps.lit]]
title = "lamps.lit"
owed_by = "PCN"
strength = "must"
{CARRIED}{SOURCES}"""
MISSING = """[missing]
"lamps.rate" = "not published yet"
"lamps.gas" = "not published yet"
"lamps.wick" = "not looked for yet; of 2030/31: torn"
"lamps.new" = "not published yet"
"obligations.lamps.swept" = { note = "not published yet: when it is due", owed_by = "PCN" }
"""
HEAD = "# 2031/32: lamps\n\n"
RATES = "# --- Rates\n\n"


@pytest.fixture
def draft(monkeypatch: pytest.MonkeyPatch) -> Draft:
    texts = {FIRST: EARLIER, YEAR: BEFORE}
    contracts: dict[ContractYear, YearContract] = {year: year_of(text, year) for year, text in texts.items()}
    monkeypatch.setattr(folder, "documents", lambda: REGISTER)
    monkeypatch.setattr(folder, "area_titles", lambda: {"lamps": "Lamps"})
    monkeypatch.setattr(folder, "years", lambda: (*contracts, NEXT))
    monkeypatch.setattr(folder, "load_year", lambda year: contracts[year])
    monkeypatch.setattr(
        folder, "files_of", lambda year: {f"{year.folder}/lamps.toml": texts[year].encode()} if year in texts else {}
    )
    files = {"lamps.toml": f"{HEAD}{OIL}\n{RATES}{LIT}\n{MISSING}", "year.toml": ABOUT}
    return Draft(NEXT, files, {"lamps.toml": BEFORE})


def left(section: str, key: str, title: str = "") -> Left:
    return Left(section, key, "lamps", title or key, "unconfirmed")


def found(section: str, key: str, fields: str, published: str = "published = 2030-03-01\n") -> str:
    """An entry as it is once it was found in the charter."""
    cited = 'sources = [\n  { document = "charter", words = "as it is said" },\n]\n'
    return f'[[{section}.{key}]]\n{fields}standing = "confirmed"\n{published}{cited}'


def without(line: str) -> str:
    (gone,) = (one for one in MISSING.splitlines(keepends=True) if one.startswith(f'"{line}"'))
    return MISSING.replace(gone, "")


OIL_FOUND = found("terms", "lamps.oil", 'title = "lamps.oil"\nvalue = 3\nunit = "homes"\nnote = "Never weighted."\n')
OIL_CHANGED = OIL_FOUND.replace("value = 3", "value = 4").replace('note = "Never weighted."\n', "")
LIT_FOUND = found("obligations", "lamps.lit", 'title = "lamps.lit"\nowed_by = "PCN"\nstrength = "must"\n')
RATE_FOUND = found("terms", "lamps.rate", 'title = "lamps.rate"\nvalue = 5\nunit = "GBP"\n')
WICK_FOUND = found("terms", "lamps.wick", 'title = "lamps.wick"\nvalue = 5\nunit = "homes"\n')


def new_term(key: str, title: str) -> str:
    """A term that no file had: what it is called comes first, and then what was found."""
    whole = found("terms", key, "", "")
    published = 'value = 5\npublished = 2030-03-01\nstanding = "confirmed"\n'
    return whole.replace('standing = "confirmed"\n', f'title = "{title}"\nunit = "homes"\n{published}')


@pytest.mark.parametrize(
    ("one", "changes", "text"),
    [
        pytest.param(
            left("terms", "lamps.oil"), {}, f"{HEAD}{OIL_FOUND}\n{RATES}{LIT}\n{MISSING}", id="as it was, with its note"
        ),
        pytest.param(
            left("terms", "lamps.oil"),
            {"value": "4"},
            f"{HEAD}{OIL_CHANGED}\n{RATES}{LIT}\n{MISSING}",
            id="another value, without its note",
        ),
        pytest.param(
            left("terms", "lamps.oil"),
            {"note": '"Weighed anew."'},
            f"{HEAD}{OIL_FOUND.replace('Never weighted.', 'Weighed anew.')}\n{RATES}{LIT}\n{MISSING}",
            id="another note",
        ),
        pytest.param(
            left("obligations", "lamps.lit"), {}, f"{HEAD}{OIL}\n{RATES}{LIT_FOUND}\n{MISSING}", id="without a note"
        ),
        pytest.param(
            left("terms", "lamps.rate"),
            {"value": "5"},
            f"{HEAD}{OIL}\n{RATES}{RATE_FOUND}\n{LIT}\n{without('lamps.rate')}",
            id="where last year's stood",
        ),
        pytest.param(
            left("terms", "lamps.wick"),
            {"value": "5"},
            f"{HEAD}{WICK_FOUND}\n{OIL}\n{RATES}{LIT}\n{without('lamps.wick')}",
            id="first in an earlier year's file, and below what the file begins with",
        ),
        pytest.param(
            left("terms", "lamps.gas"),
            {"value": "5"},
            f"{HEAD}{OIL}\n{RATES}{LIT}\n{new_term('lamps.gas', 'Gas')}\n{without('lamps.gas')}",
            id="last year part of a block",
        ),
        pytest.param(
            left("terms", "lamps.new", "The new"),
            {"unit": '"homes"', "value": "5"},
            f"{HEAD}{OIL}\n{RATES}{LIT}\n{new_term('lamps.new', 'The new')}\n{without('lamps.new')}",
            id="in no year",
        ),
    ],
)
def test_what_was_found_is_cited_in_its_place(draft: Draft, one: Left, changes: dict[str, str], text: str) -> None:
    changed = draft.with_citation(one, CHARTER, "confirmed", changes)
    assert changed.files == {"lamps.toml": text, "year.toml": ABOUT}


@pytest.mark.parametrize(
    ("published", "line"),
    [("", ""), ("published = 2030-03-01\n", ""), ("published = 2031-03-15\n", "published = 2030-03-01\n")],
)
def test_a_document_of_the_years_own_day_needs_no_day_of_its_own(draft: Draft, published: str, line: str) -> None:
    """Without a day a draft is known from the first of its year, and the document came out before."""
    about = ABOUT + published
    at_hand = Draft(NEXT, {**draft.files, "year.toml": about}, draft.old)
    changed = at_hand.with_citation(left("terms", "lamps.oil"), CHARTER, "confirmed", {}).files["lamps.toml"]
    assert (OIL_FOUND in changed) is (line != "" or not published)
    without_day = at_hand.with_citation(left("terms", "lamps.oil"), ALMANAC, "confirmed", {}).files["lamps.toml"]
    assert "published" not in without_day.replace("not published", "")


@pytest.mark.parametrize(
    ("one", "citation", "text"),
    [
        (
            left("terms", "lamps.oil"),
            None,
            f'{HEAD}{RATES}{LIT}\n{MISSING}\n[removed]\n"lamps.oil" = "it is out"\n',
        ),
        (
            left("terms", "lamps.rate"),
            CHARTER,
            f"{HEAD}{OIL}\n{RATES}{LIT}\n{without('lamps.rate')}\n[removed]\n"
            '"lamps.rate" = { note = "it is out", sources = [{ document = "charter", words = "as it is said" }] }\n',
        ),
        (
            left("obligations", "lamps.swept"),
            None,
            f"{HEAD}{OIL}\n{RATES}{LIT}\n{without('obligations.lamps.swept')}\n[removed]\n"
            '"obligations.lamps.swept" = "it is out"\n',
        ),
    ],
)
def test_what_is_gone_stands_among_what_was_removed(
    draft: Draft, one: Left, citation: Citation | None, text: str
) -> None:
    assert draft.without(one, "it is out", citation).files["lamps.toml"] == text


@pytest.mark.parametrize(
    ("one", "kept", "name", "line"),
    [
        (left("terms", "lamps.oil"), f"{HEAD}{RATES}{LIT}\n{MISSING}", "lamps.oil", '"it is torn"'),
        (
            left("obligations", "lamps.lit"),
            f"{HEAD}{OIL}\n{RATES}{MISSING}",
            "obligations.lamps.lit",
            '{ note = "it is torn", owed_by = "PCN" }',
        ),
        (
            left("terms", "lamps.rate"),
            f"{HEAD}{OIL}\n{RATES}{LIT}\n{without('lamps.rate')}",
            "lamps.rate",
            '"it is torn"',
        ),
    ],
)
def test_what_was_not_found_is_missing_with_where_was_looked(
    draft: Draft, one: Left, kept: str, name: str, line: str
) -> None:
    changed = draft.not_found(one, "it is torn", "the attic")
    looked = kept.replace("[missing]", f'[looked]\n"{name}" = "the attic"\n\n[missing]')
    assert changed.files["lamps.toml"] == f'{looked}"{name}" = {line}\n'
    # Found after all, it is neither missing any more, nor is it said where it was looked for.
    if one.section == "terms":
        value = {"value": "3"} if one.key == "lamps.rate" else {}
        again = changed.with_citation(one, CHARTER, "confirmed", value).files["lamps.toml"]
        assert f'"{name}" = ' not in again


def test_the_fields_of_an_entry_are_those_of_the_draft_or_of_the_last_year_that_had_it(draft: Draft) -> None:
    assert draft.raw(left("terms", "lamps.oil"))["standing"] == "carried"
    assert draft.raw(left("terms", "lamps.rate"))["value"] == 2
    assert draft.raw(left("terms", "lamps.wick"))["value"] == 4
    assert draft.raw(left("terms", "lamps.new")) == {}


def test_the_last_entry_is_that_of_the_latest_earlier_year(draft: Draft) -> None:
    def last(key: str) -> tuple[date, str] | None:
        entry = draft.last(left("terms", key))
        return None if entry is None else (entry.since, entry.title)

    assert last("lamps.oil") == (date(2030, 4, 1), "lamps.oil")
    assert last("lamps.wick") == (date(2029, 4, 1), "lamps.wick")
    assert last("lamps.gas") == (date(2030, 4, 1), "Gas")
    assert last("lamps.new") is None


def test_what_no_file_has_is_refused(draft: Draft) -> None:
    with pytest.raises(des.MisuseError) as caught:
        draft.without(left("terms", "lamps.nothing"), "it is out")
    assert str(caught.value) == "terms.lamps.nothing is in no file of 2031/32"


def test_an_amount_with_last_years_citations_is_refused_with_its_line(draft: Draft) -> None:
    written = Citation(REGISTER["charter"], "as written")
    with pytest.raises(des.ContractDataError) as caught:
        draft.with_citation(left("terms", "lamps.rate"), written, "confirmed", {"value": "2"})
    assert str(caught.value) == (
        "2031-32/lamps.toml, line 16: terms.lamps.rate: an amount with the citations of 2030/31 alone. Cite what was "
        "published for 2031/32, in the words that speak of it, or put the key under [missing] with "
        '"not published yet"'
    )


def test_a_draft_is_made_from_the_year_before_it(draft: Draft) -> None:
    assert source_of(NEXT) == YEAR
    with pytest.raises(des.OutsideDataError) as caught:
        source_of(ContractYear(2035))
    assert str(caught.value) == "2035/36 is made from 2034/35, and the contract data cover 2029/30 to 2031/32"


def test_a_draft_is_read_from_its_folder(draft: Draft, tmp_path: Path) -> None:
    for name, text in draft.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no part of it", encoding="utf-8")
    assert Draft.read(NEXT, tmp_path) == draft
    (tmp_path / "year.toml").unlink()
    with pytest.raises(des.OutsideDataError) as caught:
        Draft.read(NEXT, tmp_path)
    assert str(caught.value) == f"{tmp_path} holds no contract year; make it first: pcn-des new-year 2031/32"


@pytest.mark.parametrize(
    ("about", "named"),
    [
        ('contract_year = "2030/31"\n', "the contract year 2030/31"),
        ('contract_year = "2030/31"\ndraft = false\n', "the contract year 2030/31"),
        ('contract_year = "2030/31"\ndraft = "yes"\n', "the contract year 2030/31"),
        ("", "a contract year"),
        ("no table of any kind", "a contract year"),
    ],
)
def test_a_year_that_is_no_draft_is_not_written_over(tmp_path: Path, about: str, named: str) -> None:
    (tmp_path / "year.toml").write_text(about, encoding="utf-8")
    with pytest.raises(des.PcnDesError) as caught:
        check_not_published(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path} holds {named}, which is no draft and is not written over; name another: --into"
    )


def test_a_draft_or_an_empty_folder_may_be_written_into(tmp_path: Path) -> None:
    check_not_published(tmp_path)
    (tmp_path / "year.toml").mkdir()  # whoever writes refuses that
    check_not_published(tmp_path)
    (tmp_path / "year.toml").rmdir()
    (tmp_path / "year.toml").write_text(ABOUT, encoding="utf-8")
    check_not_published(tmp_path)
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "year.toml").symlink_to(tmp_path / "published.toml")
    (tmp_path / "published.toml").write_text('contract_year = "2030/31"\n', encoding="utf-8")
    check_not_published(tmp_path / "linked")
