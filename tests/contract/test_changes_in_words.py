"""A change word for word: what was, what it became, what differs, and which year says why something is gone."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des
from pcn_des.contract.areas import Choice
from pcn_des.contract.changes import Change, _section, compare
from pcn_des.contract.differing import Differing
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from support.lamps import COMMON, DOCUMENTS, duty, term, year_of

MAY, JUNE = date(2030, 5, 31), date(2030, 6, 1)
UNTIL_MAY, FROM_JUNE = "until = 2030-05-31\n", "from = 2030-06-01\npublished = 2030-03-01\n"
NEXT, THIRD = ContractYear(2031), ContractYear(2032)


def only(section: str, text: str) -> Change:
    """The one change between the last day of May and the first of June."""
    year = year_of(text)
    (change,) = _section(section, Terms(year, MAY), Terms(year, JUNE))
    return change


def service(phase: str, more: str) -> str:
    return f'[[services.x]]\ntitle = "The x"\nphase = "{phase}"\n{COMMON}{more}'


def indicator(more: str) -> str:
    return f'[[indicators.L-1]]\ntitle = "Lit"\narea = "a"\nnumerator = "n"\n{COMMON}{more}'


def payment(more: str) -> str:
    return f'[[payments.oil]]\ntitle = "Oil money"\npayee = "keeper"\n{COMMON}{more}'


@pytest.mark.parametrize(
    ("section", "text", "what", "was", "became", "differences"),
    [
        (
            "services",
            service("planned", UNTIL_MAY + 'note = "in May"\n') + service("planned", FROM_JUNE + 'note = "in July"\n'),
            "plan: in May -> in July",
            "planned: in May",
            "planned: in July",
            [("plan", "in May", "in July")],
        ),
        (
            "services",
            service("planned", UNTIL_MAY) + service("planned", FROM_JUNE + 'note = "in July"\n'),
            "plan: not said -> in July",
            "planned: not said",
            "planned: in July",
            [("plan", "not said", "in July")],
        ),
        (
            "services",
            service("planned", UNTIL_MAY + 'note = "in May"\n') + service("planned", FROM_JUNE),
            "plan: in May -> not said",
            "planned: in May",
            "planned: not said",
            [("plan", "in May", "not said")],
        ),
        (
            "services",
            service("planned", UNTIL_MAY) + service("delivery", FROM_JUNE),
            "phase: planned -> delivery",
            "planned",
            "in delivery",
            [("phase", "planned", "delivery")],
        ),
        (  # a service that is merged says so of its phase, and into what there
            "services",
            service("delivery", UNTIL_MAY) + service("merged", FROM_JUNE + 'into = "y"\n'),
            "phase: delivery -> merged into Y",
            "in delivery",
            "merged into Y",
            [("phase", "delivery", "merged into Y")],
        ),
        (
            "terms",
            term("lamps.oil", "1", "minutes", UNTIL_MAY) + term("lamps.oil", "2", "minutes", FROM_JUNE),
            "1 minute -> 2 minutes",
            "1 minute",
            "2 minutes",
            [("value", "1", "2")],
        ),
        (  # what is said on one of the days alone is told with what has changed
            "obligations",
            duty("lamps.lit", UNTIL_MAY) + duty("lamps.lit", FROM_JUNE + "due = 2030-08-31\n", "should"),
            "strength: must -> should; due: not said -> 31 August 2030",
            "PCN, must",
            "PCN, should, due 31 August 2030",
            [("strength", "must", "should"), ("due", "not said", "31 August 2030")],
        ),
        (
            "terms",
            term("lamps.oil", "1", "minutes", UNTIL_MAY).replace("value = 1", "at_least = 1\nat_most = 3")
            + term("lamps.oil", "1", "minutes", FROM_JUNE).replace("value = 1", "at_least = 2\nat_most = 3"),
            "between 1 and 3 minutes -> between 2 and 3 minutes",
            "between 1 and 3 minutes",
            "between 2 and 3 minutes",
            [("at least", "1", "2")],
        ),
        (  # a value of which limits alone are known afterwards
            "terms",
            term("lamps.oil", "1", "minutes", UNTIL_MAY)
            + term("lamps.oil", "1", "minutes", FROM_JUNE).replace("value = 1", "at_least = 2\nat_most = 3"),
            "1 minute -> between 2 and 3 minutes",
            "1 minute",
            "between 2 and 3 minutes",
            [("value", "1", "not established"), ("at least", "not said", "2"), ("at most", "not said", "3")],
        ),
        (
            "indicators",
            indicator(UNTIL_MAY + "upper = 2\n") + indicator(FROM_JUNE + "upper = 3\n"),
            "upper threshold: 2 -> 3",
            "at least 2%",
            "at least 3%",
            [("upper threshold", "2", "3")],
        ),
        (
            "payments",
            payment('paid = "once"\n' + UNTIL_MAY) + payment('paid = "monthly"\n' + FROM_JUNE),
            "paid: once -> monthly",
            "to the keeper, once",
            "to the keeper, monthly",
            [("paid", "once", "monthly")],
        ),
    ],
)
def test_what_changed_is_said_in_whole(
    section: str, text: str, what: str, was: str, became: str, differences: list[tuple[str, str, str]]
) -> None:
    change = only(section, text)
    assert (change.kind, change.what, change.was, change.became) == ("changed", what, was, became)
    assert change.differences == tuple(Differing(*one) for one in differences)


def test_a_unit_changes_from_one_year_to_another() -> None:
    """Within a year a key has one, which whoever reads the key reckons in."""
    before = Terms(year_of(term("lamps.oil", "1200", "GBP")), MAY)
    after = Terms(year_of(term("lamps.oil", "1200", "GBP per bed"), NEXT), date(2031, 6, 1))
    (change,) = _section("terms", before, after)
    assert (change.kind, change.what) == ("changed", "£1,200 -> £1,200 per bed")
    assert (change.was, change.became) == ("£1,200", "£1,200 per bed")
    assert change.differences == (Differing("unit", "GBP", "GBP per bed"),)


@pytest.mark.parametrize(
    ("section", "text", "what", "differences"),
    [
        (
            "obligations",
            duty("lamps.lit", UNTIL_MAY) + duty("lamps.lit", FROM_JUNE + "due = 2030-08-31\n"),
            "due: not said -> 31 August 2030",
            [("due", "not said", "31 August 2030")],
        ),
        (
            "obligations",
            duty("lamps.lit", UNTIL_MAY + 'due = "2030-08"\n') + duty("lamps.lit", FROM_JUNE + "due = 2030-08-31\n"),
            "due: a day of August 2030 that is not established -> 31 August 2030",
            [("due", "a day of August 2030 that is not established", "31 August 2030")],
        ),
        (
            "indicators",
            indicator(UNTIL_MAY) + indicator(FROM_JUNE + "upper = 3\n"),
            "upper threshold: not said -> 3",
            [("upper threshold", "not said", "3")],
        ),
    ],
)
def test_what_is_said_on_one_of_the_days_alone_was_not_found_and_may_not_have_changed(
    section: str, text: str, what: str, differences: list[tuple[str, str, str]]
) -> None:
    change = only(section, text)
    assert (change.kind, change.what) == ("not found", what)
    assert change.differences == tuple(Differing(*one) for one in differences)
    assert what in " ".join(str(change).split())


@pytest.mark.parametrize("more", ['judgement = "lit?"\n', 'subject = "care_home"\n', 'rule = "lamps.lit_by"\n'])
def test_how_the_package_checks_a_duty_is_no_change_of_the_contract(more: str) -> None:
    year = year_of(duty("lamps.lit", UNTIL_MAY) + duty("lamps.lit", FROM_JUNE + more))
    assert list(_section("obligations", Terms(year, MAY), Terms(year, JUNE))) == []


MISSING_UNTIL_MAY = '[missing]\n"{}" = {{ note = "torn", until = 2030-05-31 }}\n'
MISSING_FROM_JUNE = '[missing]\n"lamps.oil" = { note = "torn", from = 2030-06-01 }\n'


@pytest.mark.parametrize(
    ("section", "text", "kind", "what", "was", "became"),
    [
        ("terms", term("lamps.oil", "7", "GBP", FROM_JUNE), "added", "£7", "", "£7"),
        (
            "terms",
            term("lamps.oil", "7", "GBP", UNTIL_MAY) + MISSING_FROM_JUNE,
            "not found",
            "£7: torn",
            "£7",
            "not found: torn",
        ),
        (
            "terms",
            term("lamps.oil", "7", "GBP", FROM_JUNE) + MISSING_UNTIL_MAY.format("lamps.oil"),
            "not found",
            "not found: torn -> £7",
            "not found: torn",
            "£7",
        ),
        (
            "services",
            service("delivery", FROM_JUNE) + MISSING_UNTIL_MAY.format("services.x"),
            "not found",
            "not found: torn -> The x (delivery)",
            "not found: torn",
            "in delivery",
        ),
        (
            "terms",
            MISSING_FROM_JUNE,
            "not found",
            "not established: torn",
            "",
            "not established: torn",
        ),
        (
            "services",
            service("delivery", UNTIL_MAY) + '[missing]\n"services.x" = { note = "torn", from = 2030-06-01 }\n',
            "not found",
            "The x (delivery): torn",
            "in delivery",
            "not found: torn",
        ),
        ("services", service("delivery", UNTIL_MAY), "removed", "The x (delivery)", "in delivery", ""),
        ("services", service("delivery", FROM_JUNE), "added", "The x (delivery)", "", "in delivery"),
    ],
)
def test_what_came_went_or_was_not_found_is_said_in_whole(
    section: str, text: str, kind: str, what: str, was: str, became: str
) -> None:
    change = only(section, text)
    assert (change.kind, change.what, change.was, change.became) == (kind, what, was, became)
    assert (change.differences, change.removed_by, change.draft_of) == ((), (), "")


def test_what_was_not_found_on_either_day_has_not_changed() -> None:
    year = year_of('[missing]\n"lamps.oil" = "torn"\n')
    assert list(_section("terms", Terms(year, MAY), Terms(year, JUNE))) == []


def among(monkeypatch: pytest.MonkeyPatch, *contracts: YearContract) -> None:
    """The comparison is asked where these are all the years that there are."""
    there = {one.year: one for one in contracts}
    monkeypatch.setattr("pcn_des.contract.changes.years", lambda: tuple(there))
    monkeypatch.setattr("pcn_des.contract.changes.load_year", there.__getitem__)
    monkeypatch.setattr("pcn_des.contract.changes.year_of", lambda day: there[ContractYear.of(day)])


def draft_of(text: str, year: ContractYear) -> YearContract:
    about = f'contract_year = "{year}"\ndraft = true\n'.encode()
    files = {f"{year.folder}/year.toml": about, f"{year.folder}/lamps.toml": text.encode()}
    return read_year(year, files, read_documents("documents.toml", DOCUMENTS))


LIT = duty("lamps.lit", 'judgement = "lit?"')
OUT = '[removed]\n"obligations.lamps.lit" = "the lamps went out"\n'
CITED = (
    '[removed]\n"obligations.lamps.lit" = { note = "the lamps were sold", '
    'sources = [{ document = "almanac", words = "sold" }] }\n'
)


def gone(before: date | str, after: date | str, known_on: date | None = None) -> list[tuple[str, str, str, int]]:
    return [
        (change.kind, change.became, change.draft_of, len(change.removed_by))
        for change in compare(before, after, known_on).changes
    ]


class TestWhyGone:
    def test_the_first_year_that_does_not_have_it_says_why(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(LIT), year_of(OUT, NEXT), year_of(CITED, THIRD))
        assert gone("2030/31", "2031/32") == [("removed", "the lamps went out", "", 0)]
        assert gone("2030/31", "2032/33") == [("removed", "the lamps went out", "", 0)]

    def test_with_what_is_cited_for_that(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(LIT), year_of("", NEXT), year_of(CITED, THIRD))
        assert gone("2030/31", "2032/33") == [("removed", "the lamps were sold", "", 1)]
        assert gone("2030/31", "2031/32") == [("removed", "the lamps were sold", "", 1)]  # the year after tells

    def test_what_ended_within_a_year_is_told_of_in_the_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(LIT.replace("owed_by", UNTIL_MAY + "owed_by")), year_of(OUT, NEXT))
        assert gone(MAY, JUNE) == [("removed", "the lamps went out", "", 0)]
        assert gone(MAY, JUNE, date(2031, 3, 1)) == [("removed", "the lamps went out", "", 0)]
        assert gone(MAY, JUNE, date(2031, 2, 28)) == [("removed", "", "", 0)]  # that had not come out

    def test_of_a_service_that_was_withdrawn_without_a_word_the_next_year_tells(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = service("delivery", UNTIL_MAY) + service("withdrawn", FROM_JUNE)
        among(monkeypatch, year_of(text), year_of('[removed]\n"services.x" = "nobody came"\n', NEXT))
        assert gone(MAY, JUNE) == [("removed", "nobody came", "", 0)]
        among(monkeypatch, year_of(text), year_of("", NEXT))
        assert gone(MAY, JUNE) == [("removed", "", "", 0)]

    def test_a_year_two_later_does_not_tell(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(LIT.replace("owed_by", UNTIL_MAY + "owed_by")), year_of(OUT, THIRD))
        assert gone(MAY, JUNE) == [("removed", "", "", 0)]

    def test_backwards_only_the_earlier_year_tells(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(OUT), year_of(CITED, NEXT), year_of(LIT, THIRD))
        assert gone("2032/33", "2030/31") == [("removed", "the lamps went out", "", 0)]
        among(monkeypatch, year_of(""), year_of(CITED, NEXT), year_of(LIT, THIRD))
        assert gone("2032/33", "2030/31") == [("removed", "", "", 0)]

    def test_of_a_draft_it_is_said_that_it_is_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(LIT.replace("owed_by", UNTIL_MAY + "owed_by")), draft_of(OUT, NEXT))
        found = compare(MAY, JUNE)
        assert [(change.became, change.draft_of) for change in found.changes] == [("the lamps went out", "2031/32")]
        assert (found.draft_of, found.to_dict()["draft"], found.changes[0].to_dict()["draft"]) == (
            "2031/32",
            True,
            True,
        )
        whole = compare("2030/31", "2031/32")
        assert (whole.changes, whole.draft_of) == ((), "2031/32")  # it had ended before

    def test_where_a_day_is_of_the_draft_the_whole_answer_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(LIT), draft_of(OUT, NEXT))
        for before, after in (("2030/31", "2031/32"), ("2031/32", "2030/31")):
            found = compare(before, after)
            assert (found.draft_of, [change.draft_of for change in found.changes]) == ("2031/32", [""])
            assert "draft" not in found.changes[0].to_dict()

    def test_without_a_draft_nothing_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(LIT), year_of(OUT, NEXT))
        found = compare("2030/31", "2031/32")
        assert (found.draft_of, "draft" in found.to_dict(), found.notes) == ("", False, ())


class TestAsked:
    def test_only_what_was_published_by_then_is_compared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        among(monkeypatch, year_of(""), year_of(duty("lamps.lit", "published = 2031-06-01"), NEXT))
        assert [change.kind for change in compare("2030/31", "2031/32", date(2031, 6, 1)).changes] == ["added"]
        known = compare("2030/31", "2031/32", date(2031, 5, 31))
        assert (known.changes, known.known_on, known.notes) == ((), date(2031, 5, 31), ())
        assert compare("2030/31", "2031/32", date(2030, 2, 28)).notes == (
            "Little of 2030/31 had been published by 28 February 2030: the year's first document came out on 1 March "
            "2030. What was not known is not in this answer.",
            "Little of 2031/32 had been published by 28 February 2030: the year's first document came out on 1 March "
            "2031. What was not known is not in this answer.",
        )

    @pytest.mark.parametrize(
        ("chosen", "keys"),
        [
            ({}, ["lamps.oil", "lamps.lit"]),
            ({"section": "terms"}, ["lamps.oil"]),
            ({"search": "lit"}, ["lamps.lit"]),
            ({"search": "£7"}, ["lamps.oil"]),
            ({"area": "enhanced_access"}, []),
        ],
    )
    def test_only_what_was_chosen_is_told(
        self, monkeypatch: pytest.MonkeyPatch, chosen: dict[str, str], keys: list[str]
    ) -> None:
        among(monkeypatch, year_of(""), year_of(LIT + term("lamps.oil", "7", "GBP"), NEXT))
        found = compare("2030/31", "2031/32", **chosen)  # type: ignore[arg-type]
        assert ([change.key for change in found.changes], found.choice) == (keys, Choice(**chosen))

    def test_a_day_that_is_none_is_named(self) -> None:
        with pytest.raises(des.PcnDesError) as caught:
            compare(3, "2022/23")  # type: ignore[arg-type]
        assert str(caught.value).startswith("the day must be a datetime.date")
        with pytest.raises(des.PcnDesError) as caught:
            compare("2021/22", "2022/23", 3)  # type: ignore[arg-type]
        assert str(caught.value).startswith("known_on must be a datetime.date")
