"""What changed, how much is known, what has a day, on what terms a role is reimbursed, and the contract as tables."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import pcn_des as des
from pcn_des.contract.coverage import way_of, ways_of_checking
from pcn_des.contract.files import area_titles, load_year, span, years
from pcn_des.dates import ContractYear
from pcn_des.display.coverage import rules_text
from pcn_des.formats import export

# --- services in their history ---


def test_services_in_force_on_1_may_2021() -> None:
    assert set(des.terms(date(2021, 5, 1)).services) == {
        "extended_hours",
        "structured_medication_reviews",
        "enhanced_health_in_care_homes",
        "early_cancer_diagnosis",
        "social_prescribing",
    }


def test_what_was_thought_on_1_may_2020_would_start_on_1_april_2021() -> None:
    """The update of February 2020 put four services off to April 2021; they were deferred again afterwards."""
    planned = des.terms(date(2021, 4, 1), date(2020, 5, 1)).all_services
    expected = {
        "anticipatory_care",
        "personalised_care",
        "cvd_prevention_and_diagnosis",
        "tackling_neighbourhood_health_inequalities",
    }
    assert {key for key, service in planned.items() if service.phase == "planned"} == expected
    assert not expected & set(des.terms(date(2021, 4, 1)).services)


def test_shared_decision_training_is_withdrawn_before_its_deadline() -> None:
    """The October 2022 variation took the requirement out; it was due by 30 September 2022."""
    training = "personalised_care.shared_decision_training"
    assert training in des.terms(date(2022, 9, 20)).obligations
    assert training not in des.terms(date(2022, 10, 1)).obligations


# --- compare ---


def test_extended_hours_give_way_to_enhanced_access() -> None:
    changes = des.compare(date(2022, 9, 30), date(2022, 10, 1))
    gone = {change.key for change in changes.removed if change.section == "services"}
    assert gone == {"extended_hours"}
    assert any(change.key == "enhanced_access.minutes_per_1000" for change in changes.added)
    (access,) = [change for change in changes.changed if change.section == "services"]
    assert (access.key, access.what) == ("enhanced_access", "phase: preparation -> delivery")
    assert (access.title, access.was, access.became) == ("Enhanced access", "in preparation", "in delivery")
    assert "~ Enhanced access [confirmed]\n    key: enhanced_access\n    was: in preparation\n" in str(changes)
    assert max(len(line) for line in str(changes).splitlines()) <= 80
    assert "<table>" in changes._repr_html_()
    json.dumps(changes.to_dict())


def test_what_a_later_year_was_not_found_to_keep_is_not_called_removed() -> None:
    """An entry listed as missing was not found; one with a reason for going, such as the plan of 2022, was removed."""
    changes = des.compare("2022/23", "2023/24")
    gone = {change.key: change for change in changes.removed}
    assert gone["enhanced_access.plan_agreed"].what.endswith("the plan was for the start in October 2022")
    earlier, later = (load_year(ContractYear.parse(label)) for label in ("2022/23", "2023/24"))
    assert changes.not_found
    for change in changes.not_found:
        if change.became.startswith("not found: "):
            assert change.key in later.missing[change.section]
        elif change.was.startswith("not found: "):
            assert change.key in earlier.missing[change.section]
        elif change.section == "terms":
            assert (change.before, change.key in later.missing["terms"]) == (None, True)
        else:  # what differs is said of one of the years alone
            assert change.differences
    lost = next(c for c in changes.not_found if c.key == "clinical_director.national_total")
    assert lost.what.startswith("£44,000,000 per year: ")
    assert not {change.key for change in changes.not_found} & set(gone)


def test_what_two_readings_leave_open_has_changed_and_says_between_what() -> None:
    """Healthcare Leader, July 2024: boards were told at different times to stop sharing out unclaimed money."""
    changes = des.compare("2022/23", "2023/24")
    (open_now,) = [change for change in changes.changed if change.key == "arrs.scheme.unclaimed_redistribution"]
    assert open_now.what.startswith("yes -> unknown: NHS England told integrated care boards at different times")
    assert "It is no (the board had been told in November 2023 to stop) or yes (" in open_now.what


def test_before_a_year_is_published_nothing_of_it_is_called_removed() -> None:
    """The first document of 2023/24 came out on 30 March 2023."""
    changes = des.compare("2022/23", "2023/24", known_on=date(2022, 6, 1))
    assert changes.removed == ()
    assert "2023/24 had been published by 1 June 2022" in changes.notes[0]
    assert "not published yet" in str(changes)


def test_years_are_compared_on_their_last_days() -> None:
    """Core PCN funding took the clinical director and leadership money in from April 2024."""
    changes = des.compare("2023/24", "2024/25", known_on=date(2024, 9, 1))
    removed = {change.key for change in changes.removed}
    assert {"clinical_director.rate", "leadership_and_management.rate"} <= removed
    core = {change.key: change.what for change in changes.added if change.key.startswith("core_pcn_funding.")}
    assert core["core_pcn_funding.registered_rate"] == "£2.218 per registered patient per year"


def test_a_day_against_itself_does_not_differ() -> None:
    assert des.compare(date(2024, 5, 1), date(2024, 5, 1)).changes == ()


# --- rates as they were known ---


@pytest.mark.parametrize(
    ("known_on", "rate"), [(date(2024, 5, 1), Decimal("7.674")), (date(2024, 12, 1), Decimal("7.975"))]
)
def test_the_enhanced_access_rate_of_april_2024(known_on: date, rate: Decimal) -> None:
    assert des.terms(date(2024, 4, 1), known_on)["enhanced_access.rate"].value == rate


# --- roles on their terms ---


def test_a_maximum_whose_final_figure_was_not_found_shows_the_first_published() -> None:
    """Paramedic, outer London, 2025/26: £72,327 as first published; raised on 1 August 2025 by an amount not found."""
    answer = des.reimbursable("paramedic", date(2025, 5, 1), area="outer_london")
    assert answer.maximum is not None
    assert answer.maximum.value is des.UNKNOWN
    assert answer.first_published is not None
    assert answer.first_published.value == 72_327
    then = des.reimbursable("paramedic", date(2025, 5, 1), area="outer_london", known_on=date(2025, 7, 31))
    assert then.maximum is not None
    assert then.maximum.value == 72_327


@pytest.mark.parametrize(("registered", "cap"), [(99_999, 3), (100_000, 6), (100_001, 6)])
def test_the_cap_of_advanced_practitioners_depends_on_the_list(registered: int, cap: int) -> None:
    answer = des.reimbursable("advanced_practitioner", date(2023, 5, 1), registered=registered)
    assert answer.cap is not None
    assert answer.cap.value == cap


def test_without_a_list_size_the_cap_is_the_table() -> None:
    answer = des.reimbursable("advanced_practitioner", date(2023, 5, 1))
    assert answer.cap is not None
    assert answer.cap.in_words == "3 below 100,000; 6 otherwise"


def test_a_role_has_its_conditions_with_standing_and_sources() -> None:
    answer = des.reimbursable("paramedic", date(2021, 4, 1))
    conditions = {term.key: term for term in answer.conditions}
    assert conditions["arrs.paramedic.registration_body"].value == "Health and Care Professions Council"
    assert all(term.sources for term in answer.conditions if term.is_known)


def test_a_gp_is_bound_to_two_years_from_the_certificate_until_march_2026() -> None:
    def keys(day: date) -> set[str]:
        return {term.key for term in des.reimbursable("general_practitioner", day).conditions if term.is_known}

    assert "arrs.general_practitioner.eligibility_years_from_cct" in keys(date(2026, 3, 31))
    assert "arrs.general_practitioner.eligibility_years_from_cct" not in keys(date(2026, 4, 1))


def test_the_share_that_is_reimbursed() -> None:
    """2019/20: 70% of a clinical pharmacist, all of a link worker (RBP Accountants)."""
    share = {
        role: des.reimbursable(role, date(2019, 9, 1)).funding_share
        for role in ("clinical_pharmacist", "social_prescribing_link_worker")
    }
    assert {role: term.in_words for role, term in share.items() if term} == {
        "clinical_pharmacist": "70%",
        "social_prescribing_link_worker": "100%",
    }


def test_a_role_that_is_not_reimbursable_has_no_terms_and_an_area_that_there_is_not_is_refused() -> None:
    answer = des.reimbursable("paramedic", date(2020, 5, 1), area="inner_london")
    assert (answer.maximum, answer.cap, answer.conditions) == (None, None, ())
    with pytest.raises(des.MisuseError, match="national, outer_london, inner_london"):
        des.reimbursable("paramedic", date(2021, 5, 1), area="london")


# --- coverage ---


def test_no_area_goes_by_a_name_that_the_plain_values_have_beside_the_areas() -> None:
    found = des.coverage()
    assert {"entries", "all_areas"} <= {*found.to_dict()} - {*found.areas} <= {"entries", "all_areas", "draft"}
    assert not {"entries", "all_areas", "draft"} & {*area_titles()}


def test_coverage_counts_every_version_and_every_hole() -> None:
    found = des.coverage()
    assert found.years[0] == "2019/20"
    assert found.cells["extended_hours", "2019/20"]["confirmed"] > 5
    assert "missing" in found.cells["core_pcn_funding", "2024/25"]
    assert found.cells["core_pcn_funding", "2024/25"]["bounded"] == 2
    assert found.cells["arrs_sum", "2025/26"]["bounded"] == 1
    assert "bounded" not in found.cells["arrs_sum", "2024/25"]
    assert "enhanced_access" in str(found)


def test_every_obligation_of_every_year_is_checked_by_a_rule_by_evidence_or_by_judgement() -> None:
    found = ways_of_checking()
    for group in (found.duties, found.commissioners):
        assert {way for by_year in group.values() for way in by_year.values()} <= {"rule", "evidence", "judgement"}
    listed = {(key, year) for group in (found.duties, found.commissioners) for key in group for year in group[key]}
    assert listed == {(key, str(year)) for year in years() for key in load_year(year).obligations}
    assert not set(found.duties) & set(found.commissioners)


def test_all_versions_of_a_duty_in_one_year_are_checked_in_the_way_that_the_table_shows() -> None:
    for year in years():
        for key, versions in load_year(year).obligations.items():
            assert len({way_of(version) for version in versions}) == 1, f"{year} {key}"


def test_no_rule_is_needed_for_what_is_the_commissioners() -> None:
    ways = ways_of_checking().commissioners
    assert "rule" not in {way for by_year in ways.values() for way in by_year.values()}
    assert ways["network.all_patients_covered"]["2022/23"] == "judgement"
    since = [str(year) for year in years() if year.starts_in >= 2022]
    assert ways["data.care_home_beds"] == dict.fromkeys(since, "evidence")


def test_the_table_has_no_other_cell_and_says_how_many_duties_have_no_wording() -> None:
    found = ways_of_checking()
    lines = rules_text(found).splitlines()
    keys = {*found.duties, *found.commissioners}
    rows = [line.split() for line in lines if line.startswith("  ") and line.split()[0] in keys]
    assert len(rows) == len(keys)
    assert {len(row) for row in rows} == {1 + len(years())}  # the key and the years; no key is too long for its row
    assert {cell for row in rows for cell in row[1:]} == {"r", "e", "j", "."}
    assert max(map(len, lines)) <= 80
    place = lines.index("The commissioner's own duties: known, and never part of a network's report")
    assert [line.split()[0] for line in lines[place + 1 : place + 7]] == [
        "Help",
        "commissioner.community_arrangements_helped",
        "Estimate",
        "commissioner.unclaimed_funding_estimated",
        "Help",
        "commissioner.workforce_plans_helped",
    ]
    assert "the wording was not found: 7 in 2019/20" in " ".join(lines)
    assert found.to_dict()["wording_not_found"]["2019/20"] == 7


def test_no_duty_of_the_commissioner_is_ever_in_a_report() -> None:
    """On the first and last day of each year, and in the middle of it; duties without a wording too."""
    found = ways_of_checking()
    theirs = set(found.commissioners)
    theirs |= {
        key
        for year in years()
        for key, gaps in load_year(year).missing["obligations"].items()
        if any(gap.owed_by == "commissioner" for gap in gaps)
    }
    assert "commissioner.unclaimed_funding_decided" in theirs
    for year in years():
        for day in (max(span().since, year.first_day), date(year.starts_in, 10, 15), year.last_day):
            assert not theirs & set(des.assess({}, day))
            assert not theirs & set(des.assess(des.example_network(), day))


def test_what_was_once_the_commissioners_says_so_where_its_wording_is_missing() -> None:
    theirs = set(ways_of_checking().commissioners)
    for year in years():
        for key, gaps in load_year(year).missing["obligations"].items():
            if key in theirs or key.startswith("commissioner."):
                assert {gap.owed_by for gap in gaps} == {"commissioner"}, f"{year} {key}"


# --- deadlines ---


def test_the_calendar_of_2022_23() -> None:
    days = {day.key: day for day in des.deadlines("2022/23")}
    assert days["enhanced_access.plan_submitted"].day == date(2022, 7, 31)
    plan = days["enhanced_access.plan_agreed"]
    assert (plan.day, plan.when.first.month) == (None, 8)  # only the month was seen
    assert days["population.snapshot_date"].day == date(2022, 1, 1)
    windows = [(day.kind, day.day) for day in des.deadlines("2022/23") if day.kind.startswith("window")]
    assert ("window opens", date(2022, 4, 1)) in windows
    assert ("window closes", date(2022, 4, 30)) in windows


def test_what_was_not_published_is_not_in_the_calendar() -> None:
    known = des.deadlines("2022/23", date(2022, 4, 15))
    assert [day.key for day in known if day.day == date(2022, 10, 31)] == ["data.workforce_plan_to_2024"]


def test_a_user_adds_the_commissioners_own_deadlines() -> None:
    own = des.CalendarDay.local(date(2022, 6, 30), "Send the ICB the rota", who="Network manager")
    days = des.deadlines("2022/23").with_local([own])
    assert own in days
    assert [day.when.last for day in days] == sorted(day.when.last for day in days)
    assert "Send the ICB the rota (Network manager)" in str(days)


def test_the_calendar_fits_a_terminal() -> None:
    for year in years():
        lines = str(des.deadlines(str(year))).splitlines()
        assert max(len(line) for line in lines) <= 80


def test_the_calendar_as_csv_is_safe_and_complete() -> None:
    own = des.CalendarDay.local(date(2022, 6, 30), "=HYPERLINK(1)")
    days = des.deadlines("2022/23").with_local([own])
    rows = list(csv.DictReader(io.StringIO(days.to_csv())))
    assert len(rows) == len(days)
    assert list(rows[0]) == ["Task Name", "Due Date", "Bucket", "Assigned To", "Notes"]
    assert "'=HYPERLINK(1)" in [row["Task Name"] for row in rows]
    assert any("Only the month is established: August 2022" in row["Notes"] for row in rows)


def test_the_calendar_as_icalendar_reads_back() -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed: pip install 'pcn_des[calendar]'")
    days = des.deadlines("2022/23")
    events = icalendar.Calendar.from_ical(days.to_ical()).walk("VEVENT")
    assert len(events) == len(days)
    starts = {str(event["summary"]): event["dtstart"].dt for event in events}
    assert starts["Enhanced access plan sent to the commissioner (PCN)"] == date(2022, 7, 31)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all(event["dtstamp"].dt.utcoffset() == timedelta() for event in events)


def test_an_event_keeps_its_name_when_another_deadline_is_added() -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed: pip install 'pcn_des[calendar]'")

    def names(days: des.Deadlines) -> set[str]:
        return {str(event["uid"]) for event in icalendar.Calendar.from_ical(days.to_ical()).walk("VEVENT")}

    days = des.deadlines("2022/23")
    own = des.CalendarDay.local(date(2022, 1, 1), "Send the ICB the rota")
    assert names(days) < names(days.with_local([own]))


def test_a_duty_withdrawn_before_its_day_is_in_the_calendar_only_for_whoever_did_not_know() -> None:
    """The anticipatory care plan, due in December 2022 by the letter of 1 March, fell away on 26 September 2022."""

    def days(known_on: date | None) -> list[date]:
        every = des.deadlines("2022/23", known_on)
        return [day.when.last for day in every if day.key == "anticipatory_care.plan_agreed"]

    assert days(date(2022, 5, 1)) == [date(2022, 12, 31)]
    assert days(None) == []


def test_the_calendar_says_what_it_does_not_have() -> None:
    assert "whether the change of October 2024 opened a window was not found" in str(des.deadlines("2024/25"))
    assert des.deadlines("2022-23").contract_year == "2022/23"


# --- export ---


def test_the_contract_as_tables(tmp_path: Path) -> None:
    contract, roles, readings, descriptor = export.write(tmp_path)
    rows = list(csv.DictReader(io.StringIO(contract.read_text(encoding="utf-8"))))
    minutes = [row for row in rows if row["key"] == "enhanced_access.minutes_per_1000"]
    assert [row["contract_year"] for row in minutes] == [str(year) for year in years() if year.starts_in >= 2022]
    assert {row["value"] for row in minutes} == {"60"}
    assert all(row["sources"] for row in rows if row["standing"] != "missing")
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [
        "contract.csv",
        "arrs_roles.csv",
        "readings.csv",
    ]
    fields = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert fields == list(rows[0])
    staff = list(csv.DictReader(io.StringIO(roles.read_text(encoding="utf-8"))))
    assert {row["role"] for row in staff} == {key for year in years() for key in load_year(year).roles}
    assert any(row["workforce_names"] for row in staff)
    every = list(csv.DictReader(io.StringIO(readings.read_text(encoding="utf-8"))))
    core = [row for row in every if row["block"] == "core_uplift_2024"]
    assert [(row["contract_year"], row["block"], row["kind"], row["published"]) for row in core] == [
        ("2024/25", "core_uplift_2024", "ends", "2024-09-26")
    ] * 4
    assert [(row["says"][-15:], row["key"], row["value"]) for row in core] == [
        ("registered list", "core_pcn_funding.registered_rate", "2.269"),
        ("registered list", "core_pcn_funding.adjusted_rate", "0.698"),
        ("sted population", "core_pcn_funding.registered_rate", "2.218"),
        ("sted population", "core_pcn_funding.adjusted_rate", "0.749"),
    ]


def test_a_half_known_number_has_its_limits_and_no_value_in_the_tables() -> None:
    rows = [row for row in export.contract_rows() if row["key"] == "arrs_sum.rate" and row["value"] is None]
    rows = [row for row in rows if row["standing"] != "missing"]  # not published yet, of a draft
    assert [(row["contract_year"], row["at_least"], row["at_most"], row["standing"]) for row in rows] == [
        ("2021/22", "12.25", "12.35", "single-source"),
        ("2025/26", "26.631", None, "single-source"),
    ]
    exact = [row for row in export.contract_rows() if row["value"] is not None]
    assert {(row["at_least"], row["at_most"]) for row in exact} == {(None, None)}


def test_the_tables_as_json_hold_the_same(tmp_path: Path) -> None:
    contract = export.write(tmp_path, "json")[0]
    assert len(json.loads(contract.read_text(encoding="utf-8"))) == len(list(export.contract_rows()))
    with pytest.raises(des.MisuseError, match="csv or json"):
        export.write(tmp_path, "xml")


# --- published totals ---


def known_points(day: date) -> Decimal:
    return sum((found.points for found in des.terms(day).indicators.values() if found.points), Decimal(0))


@pytest.mark.parametrize("day", [date(2024, 10, 1), date(2025, 5, 1)])
def test_the_58_points_reproduce(day: date) -> None:
    assert known_points(day) == 58


@pytest.mark.parametrize(
    ("day", "total", "gap"),
    [(date(2020, 10, 1), 194, 75), (date(2021, 4, 1), 225, 47), (date(2021, 10, 1), 666, 416)],
)
def test_known_points_never_exceed_the_published_total(day: date, total: int, gap: int) -> None:
    assert des.terms(day, day)["iif.points_total"].value == total
    assert total - known_points(day) == gap


@pytest.mark.parametrize(
    ("day", "pot"), [(date(2020, 10, 1), Decimal("24.25")), (date(2021, 10, 1), 150), (date(2024, 5, 1), 13)]
)
def test_national_pots_reproduce(day: date, pot: Decimal) -> None:
    """Points x value x about 1,250 networks x 90%, in £ million, within 1% of what was stated."""
    terms = des.terms(day, day)
    reckoned = (
        Decimal(terms["iif.points_total"].value) * Decimal(terms["iif.point_value"].value) * 1_250 * Decimal("0.9")
    )
    assert abs(reckoned / 1_000_000 - pot) <= pot / 100


def test_what_last_year_had_this_year_has_or_says_why_not() -> None:
    """Completeness of keys: present, missing, or removed with the reason."""
    contracts = [load_year(year) for year in years()]
    lost = []
    for before, after in pairwise(contracts):
        for section in ("terms", "services", "obligations", "payments"):
            here = {*getattr(after, section), *after.missing[section], *after.removed[section]}
            for key, versions in getattr(before, section).items():
                ended = max(version.until for version in versions) < before.year.last_day
                if key not in here and not ended:
                    lost.append(f"{after.year} {section}.{key}")
    assert lost == []


def test_the_calendar_of_a_year_that_was_not_published_says_so() -> None:
    assert "Little of 2023/24 had been published by 1 June 2022" in str(
        des.deadlines("2023/24", date(2022, 6, 1))
    ).replace("\n", " ")


def test_a_year_that_is_no_text_is_refused() -> None:
    with pytest.raises(des.OutsideDataError, match="2022 is not a contract year"):
        des.deadlines(2022)  # type: ignore[arg-type]


def test_an_entry_that_is_gone_says_why() -> None:
    with pytest.raises(des.UnknownNameError, match="the plan was for the start in October 2022"):
        des.terms(date(2023, 5, 1)).obligations["enhanced_access.plan_agreed"]


@pytest.mark.parametrize(
    ("day", "known_on", "phase"),
    [
        # Rotamaster, of the plan of August 2021: "PCNs will deliver a single, combined Extended Access offering from
        # April 2022"; GPonline, 1 March 2022: "from October 2022".
        (date(2021, 10, 15), date(2021, 8, 22), None),
        (date(2021, 10, 15), date(2021, 8, 23), "planned"),
        (date(2022, 4, 1), date(2022, 2, 28), None),
        (date(2022, 4, 1), date(2022, 3, 1), "preparation"),
        (date(2022, 10, 1), date(2022, 3, 1), "delivery"),
    ],
)
def test_enhanced_access_before_it_started(day: date, known_on: date, phase: str | None) -> None:
    found = des.terms(day, known_on=known_on).all_services.get("enhanced_access")
    assert (found and found.phase) == phase


@pytest.mark.parametrize(
    ("day", "known_on", "key", "value"),
    [
        # Management in Practice, 2019: "as it cannot be carried over into the following year".
        (date(2019, 7, 1), None, "arrs.scheme.carry_forward", False),
        (date(2020, 3, 31), None, "arrs.scheme.carry_forward", False),
        # Doncaster LMC: "PCNs have the flexibility to sub-contract extended hours access or enhanced access services".
        (date(2019, 7, 1), None, "extended_hours.subcontracting_allowed", True),
        (date(2022, 9, 30), None, "extended_hours.subcontracting_allowed", True),
        # Hansard, 22 May 2025: "Today I am formally accepting"; The Pharmacist, the day after: "3.6%", "4%".
        (date(2025, 6, 15), date(2025, 5, 22), "arrs.scheme.uplift_pay", None),
        (
            date(2025, 6, 15),
            date(2025, 5, 23),
            "arrs.scheme.uplift_pay",
            {"general_practitioner": Decimal("0.04"), "other_roles": Decimal("0.036")},
        ),
    ],
)
def test_what_the_scheme_said_on_a_day(day: date, known_on: date | None, key: str, value: Any) -> None:
    term = des.terms(day, known_on=known_on)[key]
    assert (term.value if term.is_known else None) == value


def test_sub_contracting_of_extended_hours_ends_with_them() -> None:
    assert "extended_hours.subcontracting_allowed" not in des.terms(date(2022, 10, 1))


def test_the_care_home_premium_has_a_condition_from_the_text_of_october_2020_on() -> None:
    """OpenSAFELY: "clause 9.7.7 of the contract that only two codes may be used"."""
    assert des.terms(date(2020, 9, 30)).payments["care_home_premium"].condition == ""
    assert "coded" in des.terms(date(2020, 10, 1)).payments["care_home_premium"].condition


def test_no_day_that_is_recalled_alone_stands_as_a_value() -> None:
    """From which day clause 7.13A of the practices' own contract applied is in no source that was read."""
    for day in (date(2019, 7, 1), date(2019, 9, 30), date(2019, 10, 1)):
        term = des.terms(day)["network.patients_outside"]
        assert (term.since, term.standing) == (date(2019, 7, 1), des.Standing.SINGLE_SOURCE)
