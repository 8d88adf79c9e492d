"""A workforce return at 80 columns, as HTML and as plain values."""

from __future__ import annotations

import json

import attrs

from support.returns import a_row, asked, posts

ROWS = (
    a_row("Advanced Paramedic Practitioner", "1", "KEPT-A"),
    a_row("Advanced Pharmacist Practitioner", "1.3", "KEPT-B"),
    a_row("Social Prescribing Link Worker", "0.8", None),
    a_row("Podiatrist", "0.25", "KEPT-C"),
    a_row("Healthcare Assistant", "0.6", "KEPT-D"),
    a_row("Clinical Director – Medical", "0.2", "KEPT-E"),
)
FOUND = asked(*ROWS, on=(2023, 2, 28), registered=42_000, network=posts(("podiatrist", "0.5")))


def test_the_text_has_a_table_and_the_questions() -> None:
    lines = str(FOUND).splitlines()
    assert lines[:10] == [
        "Harbour PCN (U99902)",
        "Workforce return of 28 February 2023: 4.15 FTE in all",
        "Questions, no findings: beside the limits of the contract and posts on record",
        "From w.csv, for 42,000 registered patients",
        "",
        "Role                                        FTE Contracted People  Limit  Record",
        "Social prescribing link worker              0.8        0.8             ?       0",
        "Podiatrist / chiropodist                   0.25                 1      ?     0.5",
        "Advanced practitioner                       2.3                 2      2       0",
        "General practice assistant             0 to 0.6                        ?       0",
    ]
    start = lines.index("QUESTIONS")
    assert lines[start : start + 4] == [
        "QUESTIONS",
        "  - The return has 0.8 FTE of Social prescribing link worker, and the posts on",
        "    record have none: is one missing, or is it paid from other money?",
        "  - Posts on record are 0.5 WTE of Podiatrist / chiropodist, the return has 0.25",
    ]


def test_the_column_of_the_record_is_left_out_where_there_is_none() -> None:
    assert (
        str(asked(*ROWS)).splitlines()[5] == "Role                                        FTE Contracted People  Limit"
    )
    assert "Record" not in asked(*ROWS)._repr_html_().partition("</table>")[0]


def test_a_role_alone_has_its_row_its_limit_and_its_questions() -> None:
    role = FOUND.role("advanced_practitioner")
    assert str(role).splitlines()[:3] == [
        "Role                                        FTE Contracted People  Limit  Record",
        "Advanced practitioner                       2.3                 2      2       0",
        "Limit: 2 WTE per network [single-source].",
    ]


def test_html_has_a_row_for_each_role_and_every_question() -> None:
    html = FOUND._repr_html_()
    assert html.count("<th scope=row>") == 4
    assert html.count("is one missing, or is it paid from other money?") == 2
    assert "<td>0 to 0.6</td>" in html


def test_plain_values_have_everything_and_no_person() -> None:
    plain = json.loads(json.dumps(FOUND.to_dict()))
    assert plain["census"] == "2023-02-28"
    assert [(role["role"], role["fte"], role["on_record"]) for role in plain["roles"]] == [
        ("social_prescribing_link_worker", "0.8", "0"),
        ("podiatrist", "0.25", "0.5"),
        ("advanced_practitioner", "2.3", "0"),
        ("general_practice_assistant", "0", "0"),
    ]
    assert [one["name"] for one in plain["outside"]] == ["Clinical Director – Medical"]
    assert plain["questions"] == list(FOUND.questions)
    assert "KEPT" not in json.dumps(plain)
    assert "KEPT" not in str(FOUND)
    assert "KEPT" not in str(attrs.asdict(FOUND, recurse=True))
