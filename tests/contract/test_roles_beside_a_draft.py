"""Whether a role is reimbursable where the last year is a draft: which answers rest on it, by the day of knowing."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.roles import reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from support.lamps import COMMON, DOCUMENTS, YEAR, year_of

NEXT = ContractYear(2031)
JUNE, NEXT_JUNE = date(2030, 6, 1), date(2031, 6, 1)


def role(more: str = "") -> str:
    return f'[[roles.lamplighter]]\ntitle = "Lamplighter"\n{COMMON}{more}'


def draft_of(text: str) -> YearContract:
    about = f'contract_year = "{NEXT}"\ndraft = true\n'.encode()
    files = {f"{NEXT.folder}/year.toml": about, f"{NEXT.folder}/lamps.toml": text.encode()}
    return read_year(NEXT, files, read_documents("documents.toml", DOCUMENTS))


def among(monkeypatch: pytest.MonkeyPatch, *contracts: YearContract) -> None:
    """The question is asked where these are all the years that there are."""
    there = {one.year: one for one in contracts}
    module = "pcn_des.contract.roles"
    monkeypatch.setattr(f"{module}.years", lambda: tuple(there))
    monkeypatch.setattr(f"{module}.load_year", there.__getitem__)
    monkeypatch.setattr(f"{module}.year_of", lambda day: there[ContractYear.of(day)])
    monkeypatch.setattr(f"{module}.role_called", lambda name: name)
    monkeypatch.setattr(f"{module}.draft_year", lambda: contracts[-1].draft_of)


def test_what_only_a_draft_has_is_offered_for_its_own_days_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of next year is no answer about this one."""
    there = {one.year: one for one in (year_of(role()), draft_of(role() + role().replace("lamplighter", "glazier")))}
    module = "pcn_des.contract.in_force"
    monkeypatch.setattr(f"{module}.years", lambda: tuple(there))
    monkeypatch.setattr(f"{module}.load_year", there.__getitem__)
    monkeypatch.setattr(f"{module}.draft_year", lambda: str(NEXT))
    monkeypatch.setattr(f"{module}.every_key", lambda section: {"lamplighter", "glazier"})
    monkeypatch.setattr(f"{module}.role_called", lambda name, kind: name)
    for contract, offered in ((there[YEAR], "lamplighter"), (there[NEXT], "glazier, lamplighter")):
        with pytest.raises(des.UnknownNameError) as caught:
            Terms(contract, contract.year.first_day).roles["x"]
        assert str(caught.value) == f"There is no role in force named 'x'. There are: {offered}."


@pytest.mark.parametrize(
    ("text", "drafted", "asked", "known_on", "said", "draft"),
    [
        pytest.param(
            role(),
            role(),
            JUNE,
            None,
            "is reimbursable on 1 June 2030, since 1 April 2030.",
            "",
            id="the draft has it too",
        ),
        pytest.param(
            role(),
            "",
            JUNE,
            None,
            "is reimbursable on 1 June 2030, since 1 April 2030 and until 31 March 2031.",
            "2031/32",
            id="only the draft ends it",
        ),
        pytest.param(
            role(),
            "",
            JUNE,
            date(2031, 3, 31),
            "is reimbursable on 1 June 2030, since 1 April 2030.",
            "",
            id="the draft was not known",
        ),
        pytest.param(
            role(),
            "",
            JUNE,
            date(2031, 4, 1),
            "is reimbursable on 1 June 2030, since 1 April 2030 and until 31 March 2031.",
            "2031/32",
            id="the draft was just known",
        ),
        pytest.param(
            "",
            role(),
            JUNE,
            None,
            "is not reimbursable on 1 June 2030: it becomes so on 1 April 2031.",
            "2031/32",
            id="only the draft begins it",
        ),
        pytest.param(
            role("until = 2030-05-31\n"),
            "",
            JUNE,
            None,
            "is not reimbursable on 1 June 2030: it was so until 31 May 2030.",
            "",
            id="it had ended without the draft",
        ),
        pytest.param(
            role("from = 2030-07-01\npublished = 2030-03-01\n"),
            role(),
            JUNE,
            None,
            "is not reimbursable on 1 June 2030: it becomes so on 1 July 2030.",
            "",
            id="it is to begin without the draft",
        ),
        pytest.param(
            role(),
            role(),
            NEXT_JUNE,
            None,
            "is reimbursable on 1 June 2031, since 1 April 2030.",
            "2031/32",
            id="the day is in the draft",
        ),
        pytest.param(
            role(),
            "",
            NEXT_JUNE,
            None,
            "is not reimbursable on 1 June 2031: it was so until 31 March 2031.",
            "2031/32",
            id="the day is in the draft, which does not have it",
        ),
    ],
)
def test_an_answer_says_whether_it_rests_on_the_draft(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    drafted: str,
    asked: date,
    known_on: date | None,
    said: str,
    draft: str,
) -> None:
    among(monkeypatch, year_of(text), draft_of(drafted))
    answer = reimbursable("lamplighter", asked, known_on=known_on)
    assert (answer.reason, answer.draft_of) == (f"Lamplighter {said}", draft)


def test_where_no_year_is_a_draft_nothing_rests_on_one(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, year_of(role()), year_of("", NEXT))
    assert reimbursable("lamplighter", JUNE).draft_of == ""


@pytest.mark.parametrize(
    ("known_on", "said"),
    [
        (date(2030, 2, 28), "is not known to be reimbursable on 1 June 2030."),
        (date(2029, 12, 1), "is not known to be reimbursable on 1 June 2030. It is so since 1 July 2029."),
    ],
)
def test_before_the_years_first_document_it_is_not_known_and_what_goes_on_is_said(
    monkeypatch: pytest.MonkeyPatch, known_on: date, said: str
) -> None:
    """The first of the two has nothing from the year before, the second has it without an end."""
    before = year_of(role("from = 2029-07-01\npublished = 2029-06-01\n"), ContractYear(2029))
    bare = year_of("", ContractYear(2029))
    among(monkeypatch, bare if known_on.year == 2030 else before, year_of(role()))
    answer = reimbursable("lamplighter", JUNE, known_on=known_on)
    assert answer.reason == f"Lamplighter {said} {unpublished(known_on)}"


def unpublished(known_on: date) -> str:
    day = {2030: "28 February 2030", 2029: "1 December 2029"}[known_on.year]
    return (
        f"Little of 2030/31 had been published by {day}: the year's first document came out on 1 March 2030. What was "
        "not known is not in this answer."
    )


def test_the_answer_has_what_the_entry_says(monkeypatch: pytest.MonkeyPatch) -> None:
    text = role('until = 2030-09-30\nnote = "by hand"\n')
    among(monkeypatch, year_of(text))
    answer = reimbursable("lamplighter", JUNE, area="inner_london")
    assert (answer.title, answer.note, answer.since, answer.until, answer.standing) == (
        "Lamplighter",
        "by hand",
        date(2030, 4, 1),
        date(2030, 9, 30),
        des.Standing.CONFIRMED,
    )
    assert answer.maximum is not None
    assert answer.maximum.key == "arrs.lamplighter.max_reimbursement.inner_london"
    later = reimbursable("lamplighter", date(2030, 10, 1))
    assert (bool(later), later.maximum, later.until, later.note) == (False, None, None, "by hand")
    early = reimbursable("lamplighter", JUNE, known_on=date(2030, 2, 28))
    assert (early.note, early.since, early.citations, early.announced) == ("", None, (), ())


def test_a_number_of_patients_that_is_none_is_named() -> None:
    with pytest.raises(des.PcnDesError) as caught:
        des.reimbursable("paramedic", date(2024, 5, 1), registered="many")  # type: ignore[arg-type]
    assert str(caught.value).startswith("registered ")
