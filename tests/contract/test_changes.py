"""What differs between two days, in words and as plain values; how much there is; the history of a term."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.areas import CHOSEN_FROM, area_of
from pcn_des.contract.changes import Change, Changes, _section
from pcn_des.contract.coverage import ways_of_checking
from pcn_des.contract.differing import is_there
from pcn_des.contract.files import area_titles, load_year, years
from pcn_des.contract.terms import Terms
from support.covered import ANY_DAY
from support.effort import examples
from support.lamps import COMMON, duty, term, year_of
from support.markup import Markup

MAY, JUNE = date(2030, 5, 31), date(2030, 6, 1)
UNTIL_MAY, FROM_JUNE = "until = 2030-05-31\n", "from = 2030-06-01\npublished = 2030-03-01\n"


def changes(section: str, text: str, *, known_on: date | None = None) -> tuple[Change, ...]:
    """What differs between the last day of May and the first of June."""
    year = year_of(text)
    return tuple(_section(section, Terms(year, MAY, known_on), Terms(year, JUNE, known_on)))


def said(section: str, text: str, *, known_on: date | None = None) -> list[tuple[str, str, str]]:
    return [(change.key, change.kind, change.what) for change in changes(section, text, known_on=known_on)]


def entry(section: str, key: str, more: str) -> str:
    return f'[[{section}.{key}]]\ntitle = "The {key}"\n{COMMON}{more}'


@pytest.mark.parametrize(
    ("section", "fields", "words"),
    [
        ("terms", 'value = 1200\nunit = "minutes"\n', "1,200 minutes"),
        ("services", 'phase = "delivery"\n', "The x (delivery)"),
        ("services", 'phase = "preparation"\n', "The x (preparation)"),
        ("obligations", 'owed_by = "PCN"\nstrength = "should"\n', "The x.x (PCN, should)"),
        ("roles", "", "The x"),
        ("payments", 'payee = "keeper"\npaid = "once"\n', "The x, paid once"),
        ("indicators", 'area = "a"\nnumerator = "n"\n', "The x"),
        ("indicators", 'area = "a"\nnumerator = "n"\npoints = 4.5\n', "The x, 4.5 points"),
        ("windows", 'who = "anyone"\nwhat = "sign"\n', "The x: sign"),
    ],
)
def test_what_came_and_what_went_is_said_in_words(section: str, fields: str, words: str) -> None:
    key = "x.x" if section in ("terms", "obligations") else "x"
    (came,) = changes(section, entry(section, key, fields + FROM_JUNE))
    assert (came.section, came.key, came.kind, came.what) == (section, key, "added", words)
    assert came.before is None
    assert came.after is came.entry is not None
    (went,) = changes(section, entry(section, key, fields + UNTIL_MAY))
    assert (went.section, went.key, went.kind, went.what) == (section, key, "removed", words)
    assert went.after is None
    assert went.before is went.entry is not None
    assert changes(section, entry(section, key, fields)) == ()


def service(phase: str, days: str) -> str:
    return entry("services", "x", f'phase = "{phase}"\n' + days)


def test_a_service_that_is_withdrawn_is_not_there() -> None:
    text = service("withdrawn", UNTIL_MAY) + service("delivery", FROM_JUNE)
    assert said("services", text) == [("x", "added", "The x (delivery)")]
    text = service("planned", UNTIL_MAY) + service("withdrawn", FROM_JUNE + 'note = "nobody lit them"\n')
    (gone,) = changes("services", text)
    assert (gone.kind, gone.was, gone.became) == ("removed", "planned", "nobody lit them")
    assert said("services", service("withdrawn", FROM_JUNE)) == []
    assert said("services", service("withdrawn", UNTIL_MAY)) == []


def test_what_was_planned_is_there_and_changes_its_phase() -> None:
    text = service("planned", UNTIL_MAY) + service("delivery", FROM_JUNE)
    assert said("services", text) == [("x", "changed", "phase: planned -> delivery")]
    assert said("services", service("planned", FROM_JUNE)) == [("x", "added", "The x (planned)")]


def test_a_service_of_which_something_else_is_planned_has_changed() -> None:
    text = service("planned", UNTIL_MAY + 'note = "from July"\n')
    text += service("planned", FROM_JUNE + 'note = "put off to August"\n')
    (change,) = changes("services", text)
    assert (change.kind, change.was, change.became) == ("changed", "planned: from July", "planned: put off to August")
    assert change.what == "plan: from July -> put off to August"
    delivered = text.replace('"planned"', '"delivery"')
    assert said("services", delivered) == []  # a note on what is delivered is no change


def test_what_was_merged_names_into_what() -> None:
    (change,) = (
        change for change in des.compare("2023/24", "2024/25").changes if change.key == "early_cancer_diagnosis"
    )
    assert (change.kind, change.was, change.became) == (
        "changed",
        "in delivery",
        "merged into Core functions of a network",
    )
    assert change.what == "phase: delivery -> merged into Core functions of a network"
    lines = str(change).splitlines()
    assert lines[:4] == [
        "~ Supporting early cancer diagnosis [confirmed]",
        "    key: early_cancer_diagnosis",
        "    was: in delivery",
        "    now: merged into Core functions of a network",
    ]
    assert "Duties on cancer go on" in " ".join(lines)
    assert des.compare("2024/25", "2026/27", section="services").changes == ()


def test_a_term_that_came_and_was_not_found_is_not_called_added() -> None:
    text = '[missing]\n"lamps.x" = { note = "torn", from = 2030-06-01 }\n'
    assert said("terms", text) == [("lamps.x", "not found", "not established: torn")]
    gone = '[missing]\n"lamps.x" = { note = "torn", until = 2030-05-31 }\n'
    assert said("terms", gone) == []
    assert said("terms", term("lamps.x", "7", "GBP", FROM_JUNE), known_on=date(2030, 2, 28)) == []


def test_what_changed_is_set_side_by_side() -> None:
    text = term("lamps.x", "7.5", "GBP", UNTIL_MAY) + term("lamps.x", "8", "GBP", FROM_JUNE)
    (change,) = changes("terms", text)
    assert (change.kind, change.what) == ("changed", "£7.5 -> £8")
    assert (change.before.value, change.after.value) == (Decimal("7.5"), 8)  # type: ignore[union-attr]
    duties = duty("lamps.lit", "due = 2030-08-31\n" + UNTIL_MAY)
    duties += duty("lamps.lit", 'due = 2030-09-30\nlate = "fails"\n' + FROM_JUNE, "should")
    assert said("obligations", duties) == [
        (
            "lamps.lit",
            "changed",
            "strength: must -> should; due: 31 August 2030 -> 30 September 2030; late: counts -> fails",
        )
    ]


def test_a_value_that_was_not_found_is_not_called_changed() -> None:
    text = term("lamps.x", "7.5", "GBP", UNTIL_MAY) + '[missing]\n"lamps.x" = { note = "torn", from = 2030-06-01 }\n'
    (change,) = changes("terms", text)
    assert (change.kind, change.what) == ("not found", "£7.5: torn")
    assert change.before is not None
    assert change.after is not None


def test_an_entry_that_was_not_found_is_not_called_removed() -> None:
    text = entry("roles", "x", UNTIL_MAY) + '[missing]\n"roles.x" = { note = "torn", from = 2030-06-01 }\n'
    assert said("roles", text) == [("x", "not found", "The x: torn")]


def test_an_entry_that_goes_on_unpublished_is_not_called_removed() -> None:
    ended = UNTIL_MAY + "end_known = 2030-05-01\n"
    text = entry("roles", "x", ended) + entry("roles", "x", "from = 2030-06-01\npublished = 2030-05-20\n")
    assert said("roles", text, known_on=date(2030, 5, 19)) == [("x", "not found", "The x: not published yet")]
    assert said("roles", text, known_on=date(2030, 5, 20)) == []
    later = entry("roles", "x", ended) + entry("roles", "x", "from = 2030-06-02\npublished = 2030-05-20\n").replace(
        "from = 2030-06-02", "from = 2030-06-01\nuntil = 2030-07-31"
    )
    assert said("roles", later, known_on=date(2030, 5, 19))[0][1] == "not found"


def test_only_another_year_says_why_an_entry_is_gone() -> None:
    text = entry("roles", "x", UNTIL_MAY) + '[removed]\n"roles.x" = "lamps went out"\n'
    assert said("roles", text) == [("x", "removed", "The x")]
    first = Terms(load_year(years()[-1]), years()[-1].last_day)
    second = Terms(year_of('[removed]\n"roles.paramedic" = "lamps went out"\n'), JUNE)
    found = {change.key: change.what for change in _section("roles", first, second)}
    assert found["paramedic"].endswith(": lamps went out")


def test_changes_as_plain_values() -> None:
    text = entry("roles", "x", FROM_JUNE)
    found = Changes(
        before=MAY, after=JUNE, known_on=date(2030, 7, 1), changes=changes("roles", text), notes=("a note",)
    )
    assert found.to_dict() == {
        "before": "2030-05-31",
        "after": "2030-06-01",
        "known_on": "2030-07-01",
        "notes": ["a note"],
        "changes": [
            {
                "section": "roles",
                "key": "x",
                "kind": "added",
                "title": "The x",
                "what": "The x",
                "was": "",
                "became": "",
                "differences": [],
                "superseded": None,
                "standing": "confirmed",
                "sources": ["https://example.org/charter"],
                "removed_by": [],
            }
        ],
    }
    assert Changes(before=MAY, after=JUNE, known_on=None, changes=()).to_dict()["known_on"] is None


def keys(changes: Iterable[Change]) -> set[tuple[str, str]]:
    return {(change.section, change.key) for change in changes}


def found_once(changes: Changes) -> Iterable[Change]:
    """What was found for one of the days, and not for the other."""
    for one in changes.not_found:
        if any(side is not None and is_there(side) for side in (one.before, one.after)):
            yield one


@given(ANY_DAY, ANY_DAY, st.none() | ANY_DAY)
def test_what_came_is_what_went_the_other_way(before: date, after: date, known_on: date | None) -> None:
    there, back = des.compare(before, after, known_on), des.compare(after, before, known_on)
    assert any(note.startswith("Asked backwards, from") for note in back.notes) is (before < after)
    assert keys(there.added) == keys(back.removed)
    assert keys(there.changed) == keys(back.changed)
    assert keys(found_once(there)) == keys(found_once(back))
    assert len(keys(there.changes)) == len(there.changes)


@given(ANY_DAY, ANY_DAY, st.none() | ANY_DAY)
def test_whether_something_changed_is_told_only_of_what_was_found_for_both_days(
    before: date, after: date, known_on: date | None
) -> None:
    """The law of `not found`: silence is no change, no beginning and no end."""
    for change in des.compare(before, after, known_on).changes:
        found = [side is not None and is_there(side) for side in (change.before, change.after)]
        if change.kind == "changed":
            assert found == [True, True], change
            unsaid = ("not said", "a day of", "not established")
            both = [not any(one.startswith(unsaid) for one in (part.was, part.became)) for part in change.differences]
            assert any(both) or isinstance(change.entry, des.Term), change
        elif change.kind == "not found" and not change.differences:
            assert found != [True, True], change
            assert change.was.startswith("not found: ") == (found == [False, True]), change


@given(ANY_DAY, ANY_DAY, ANY_DAY)
def test_nothing_is_named_that_had_not_been_published(before: date, after: date, known_on: date) -> None:
    for change in des.compare(before, after, known_on).changes:
        for side in (change.before, change.after):
            assert side is None or side.published is None or side.published <= known_on
        assert change.kind != "added" or (change.entry.published or known_on) <= known_on


@given(ANY_DAY, st.none() | ANY_DAY)
def test_nothing_differs_from_itself(day: date, known_on: date | None) -> None:
    assert des.compare(day, day, known_on).changes == ()


@given(ANY_DAY, ANY_DAY, st.sampled_from(CHOSEN_FROM), st.sampled_from(sorted(area_titles())), st.text(max_size=3))
def test_what_is_chosen_is_part_of_all(before: date, after: date, section: str, area: str, search: str) -> None:
    whole = des.compare(before, after).changes
    of_each = [des.compare(before, after, section=each).changes for each in CHOSEN_FROM]
    assert tuple(change for found in of_each for change in found) == whole
    chosen = des.compare(before, after, section=section, area=area, search=search).changes
    assert [change for change in whole if change in chosen] == list(chosen)
    assert all(change.section == section and area_of(section, change.key) == area for change in chosen)


@settings(max_examples=examples(one_in=10))
@given(ANY_DAY, ANY_DAY, st.none() | ANY_DAY)
def test_whatever_changed_the_text_fits_and_the_html_is_sound(before: date, after: date, known_on: date | None) -> None:
    found = des.compare(before, after, known_on)
    assert [line for line in str(found).splitlines() if len(line) > 80 and len(line.split()) > 2] == []
    Markup(found._repr_html_())
    json.dumps(found.to_dict())


def test_every_change_is_in_the_text_by_its_title_and_key() -> None:
    found = des.compare("2023/24", "2024/25")
    text = str(found)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert sorted(line.removeprefix("    key: ") for line in lines if line.startswith("    key: ")) == sorted(
        change.key for change in found.changes
    )
    assert all(change.title in " ".join(text.split()) for change in found.changes)
    html = unescape(found._repr_html_())
    assert all(change.title in html for change in found.changes)


def test_an_area_or_section_that_there_is_not_offers_the_nearest() -> None:
    with pytest.raises(des.UnknownNameError, match=r"no area 'enhanced_acces'\. Did you mean 'enhanced_access'"):
        des.compare("2022/23", "2023/24", area="Enhanced Acces")
    with pytest.raises(des.UnknownNameError, match=r"no section 'term'\. Did you mean 'terms'"):
        des.coverage(section="term")


def test_days_are_days() -> None:
    day = date(2022, 11, 1)
    with pytest.raises(TypeError, match=r"^the day must be a datetime\.date"):
        des.compare(day, 2022)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^known_on must be a datetime\.date"):
        des.compare(day, day, "2022-11-01")  # type: ignore[arg-type]
    assert des.compare(day, day, day).known_on == day


# --- how much there is ---


@pytest.mark.parametrize(
    ("section", "key", "area"),
    [
        ("terms", "lamps.x", "lamps"),
        ("obligations", "lamps.lit", "lamps"),
        ("services", "lamps", "lamps"),
        ("payments", "oil", "oil"),
        ("roles", "keeper", "roles"),
        ("indicators", "L-01", "indicators"),
        ("windows", "signing", "windows"),
    ],
)
def test_the_area_of_an_entry(section: str, key: str, area: str) -> None:
    assert area_of(section, key) == area


def test_coverage_counts_versions_and_what_is_missing() -> None:
    coverage = des.coverage()
    found = {area: coverage.to_dict()[area] for area in coverage.areas}
    roles = load_year(years()[0]).roles
    assert sum(found["roles"]["2019/20"].values()) == sum(map(len, roles.values())) + len(
        load_year(years()[0]).missing["roles"]
    )
    for area, cells in found.items():
        for year in years():
            keys = [
                key
                for section, missing in load_year(year).missing.items()
                for key in missing
                if area_of(section, key) == area
            ]
            assert cells.get(str(year), {}).get("missing", 0) == len(keys)


@given(st.sampled_from(CHOSEN_FROM), st.sampled_from(sorted(area_titles())), st.sampled_from(["", "minutes", "HOME"]))
def test_the_coverage_of_a_part_is_part_of_the_whole(section: str, area: str, search: str) -> None:
    whole, part = des.coverage(), des.coverage(section=section, area=area, search=search)
    assert set(part.areas) <= {area}
    for place, cell in part.cells.items():
        assert all(count <= whole.cells[place][standing] for standing, count in cell.items())


def test_the_coverage_of_all_areas_together_is_the_whole() -> None:
    whole = des.coverage()
    assert {place: cell for area in whole.areas for place, cell in des.coverage(area=area).cells.items()} == whole.cells
    assert sum(whole.totals.values()) == sum(sum(cell.values()) for cell in whole.cells.values())
    lines = str(whole).splitlines()
    assert max(map(len, lines)) <= 80
    for area in whole.areas:
        assert area_titles()[area] in lines
        assert any(line.split()[:1] == [area] for line in lines)


def test_every_area_has_a_title_and_every_title_an_area() -> None:
    assert set(des.coverage().areas) == set(area_titles())
    assert len(set(area_titles().values())) == len(area_titles())


def test_ways_of_checking_are_by_year() -> None:
    assert ways_of_checking().duties["enhanced_access.weekly_minutes"]["2022/23"] == "rule"


# --- history ---


def test_history_has_the_years_for_which_nothing_was_found() -> None:
    missing = [
        (year, gap)
        for year in years()
        for gap in load_year(year).missing["terms"].get("enhanced_access.bank_holiday_weeks", ())
    ]
    found = des.history("enhanced_access.bank_holiday_weeks")
    assert [(term.key, term.since, term.until, term.note, term.value) for term in found] == [
        ("enhanced_access.bank_holiday_weeks", gap.since, gap.until, gap.note, des.UNKNOWN) for _, gap in missing
    ]
    with pytest.raises(des.UnknownNameError) as caught:
        des.history("enhanced_access.bank_holiday_week")
    assert str(caught.value).startswith(
        "There is no term 'enhanced_access.bank_holiday_week'. Did you mean 'enhanced_access.bank_holiday_weeks'"
    )


def test_what_is_gone_shows_what_is_cited_for_it() -> None:
    changes = des.compare("2025/26", "2026/27", section="payments")
    change = next(one for one in changes.removed if one.key == "capacity_and_access_support")
    urls = [citation.document.url for citation in change.removed_by]
    assert urls == change.to_dict()["removed_by"]
    assert urls == [
        "https://www.england.nhs.uk/long-read/changes-to-the-gp-contract-in-2026-27",
        "https://www.nhsconfed.org/publications/gp-contract-202627-what-you-need-know",
        "https://pulsetoday.co.uk/pulse-pcn/consultant-nurses-added-to-arrs-in-new-network-contract",
        "https://www.pulsetoday.co.uk/news/2026-27-gp-contract/"
        "no-gp-practices-affected-by-reimbursement-scheme-rate-error-says-dhsc/",
        "https://enhancedprimarycare.co.uk/?p=2532",
    ]
    assert "source: NHS England, Changes to the GP Contract in 2026/27: “We will" in " ".join(str(change).split())
    said = " ".join(str(change).split())
    assert "source: NHS Confederation, GP contract 2026/27: what you need to know: “Funds" in said
    assert all(url in change._repr_html_() for url in urls)
    assert all(not one.removed_by for one in des.compare("2025/26", "2026/27").changes if one.kind != "removed")


def test_every_source_of_a_removal_is_in_the_changes_between_its_year_and_the_one_before() -> None:
    for year in years()[2:]:
        contract = load_year(year)
        removed = des.compare(year.first_day - timedelta(days=1), year.first_day).removed
        shown = {(one.section, one.key): one.removed_by for one in removed}
        for section, keys in contract.removed_sources.items():
            for key, sources in keys.items():
                assert shown.get((section, key), sources) == sources, f"{year} {key}"


@pytest.mark.parametrize(("before", "after"), [(str(one), str(other)) for one, other in pairwise(years())])
def test_what_was_and_what_became_are_words_and_no_values_of_python(before: str, after: str) -> None:
    told = json.dumps(des.compare(before, after).to_dict(), default=str)
    words = ("FrozenMap", "Decimal(", "None", "True", "False", "datetime.", "UNKNOWN")
    assert [word for word in words if word in told] == []


def test_a_table_that_changed_is_told_as_the_term_tells_it() -> None:
    changed = {one.key: one for one in des.compare("2022/23", "2023/24").changes}
    [value] = [one for one in changed["arrs.advanced_practitioner.cap"].differences if one.name == "value"]
    assert (value.was, value.became) == ("2 below 100,000; 3 otherwise", "3 below 100,000; 6 otherwise")
