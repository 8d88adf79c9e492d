"""A claim and a year of claims as people read them: 80 columns, escaped, safe in spreadsheets, plain."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.network import Post
from support.staff import claimed, day, post
from support.worked_case import network, posts

AWKWARD = "=HYPERLINK(1)<script>alert(1)</script> & Söhne"
NOVEMBER = date(2024, 11, 30)


@pytest.fixture(scope="module")
def year() -> des.Workforce:
    return des.workforce(network(), "2024/25", NOVEMBER, known_then=date(2024, 9, 25))


def test_a_claim_in_full() -> None:
    one = claimed("2024-11", id="PH", wte="0.8", since="2024-11-11", annual_cost=70_000)
    assert str(one).startswith(
        """\
PH: Clinical pharmacist, 0.8 WTE, national
Claim for November 2024, held from 11 November 2024 to 30 November 2024
It costs £3,835.62 to £3,888.89 in the month, for 0.8 WTE as held; the maximum
is £2,886.05 to £2,926.13.

claimable                          £2,886.05 to £2,926.13
not claimable                      £949.57 to £962.76

  - claimable, £2,886.05 to £2,926.13: Reimbursed is the lower of what the post
    costs, £3,835.62 to £3,888.89, and the maximum, £2,886.05 to £2,926.13.
    maximum: 65,838 / 12 x 0.8 x 20 / 30 days
    [section 10, Table 2]
  - not claimable, £949.57 to £962.76: What it costs beyond that is above the
    maximum, or not of the kind that is reimbursed.
  - £2,926.13 if a part month counts by the days of the month
  - £2,886.05 if a part month counts by the days of the year

Taken to be so, as the records don't say:
"""
    )
    assert (
        "\nTo keep for it: signed and dated contract of employment; payslips for the whole\n"
        "period; evidence of salary, where neither shows it.\n"
    ) in str(one)


def test_a_claim_that_is_not_held_is_short() -> None:
    one = claimed("2024-03", additional=None)
    assert str(one) == (
        "P1: Clinical pharmacist, 1 WTE, national\n"
        "Claim for March 2024\n"
        "\n"
        "claimable                          £0.00\n"
        "\n"
        "  - not claimable, £0.00: P1 is not held in March 2024."
    )


def test_readings_that_make_no_difference_to_what_may_be_claimed_are_not_told() -> None:
    one = claimed("2020-02", role="first_contact_physiotherapist", since="2020-02-17")
    assert len(one.by_reading) == 2
    assert "if a part month counts" not in str(one)


def test_what_would_make_a_claim_exact() -> None:
    assert "\nWhat would make it exact:\n  - what P1 costs\n" in str(claimed("2024-10", annual_cost=None))


def texts(year: des.Workforce) -> list[Any]:
    return [year, *year.posts, *year.pots, *year.limits, *year.checks, *year.backdated, *year.later, *year.claims]


def test_every_part_of_a_year_fits_80_columns(year: des.Workforce) -> None:
    for thing in texts(year):
        assert max(map(len, str(thing).splitlines())) <= 80, repr(thing)


def test_a_year_has_its_parts_under_titles(year: des.Workforce) -> None:
    said = str(year)
    for part in (
        "Millbrook PCN (U00001)\nClaims for staff in 2024/25, as seen on 30 November 2024\n",
        "\n  used: months that are over by 30 November 2024      £216,304.22 to £216,343.60\n",
        "\n  LW3: Social prescribing link worker, Jul 2024 to Dec 2024                £0.00\n"
        "    not claimable                                                     £18,000.00\n",
        "\nCLAIMS TO LOOK AT\n  - LW1: claimed too much in May 2024: £3,200.00 may be, £3,250.00 claimed\n"
        "  - PA: not claimed in Jun 2024: £4,500.00 may be\n",
        "\nLIMITS OF ROLES\n  - Enhanced practice nurse, Jun 2024 to Mar 2025: 2 held, the limit is 1 person\n"
        "    per network: 1 too much. Which post it is, is the network's choice.\n",
        "\n  of the claims, beyond the limits of roles             £22,500.00 to £49,000.00\n",
        "\nTO CLAIM BESIDES, under figures known since\n  - PH, October 2024: £4,156.00 as known on 25 September 2024,",
        "\nIF A PLANNED START COMES LATER\n  - PM, planned for 3 February 2025: 2 months later leaves £8,903.01 to\n",
        "\nWhat is paid may differ: claims are the commissioner's to check.\n",
    ):
        assert part in said


def test_each_part_shows_itself(year: des.Workforce) -> None:
    assert str(year["PT"]).startswith(
        "  PT: Pharmacy technician, Oct 2024 to Mar 2025         £19,735.50 to £19,774.88\n"
    )
    assert "    Oct 2024  £2,053.40 to £2,092.78\n    Nov 2024  £3,536.42\n" in str(year["PT"])
    assert "  used: months that are over by 30 November 2024                       £7,705.17\n" in str(
        year["arrs_gp_sum"]
    )
    assert str(year.limits[0]) == "Enhanced practice nurse, April 2024: 1 held, the limit is 1 person per network"
    assert str(year.checks[1]) == "PA: not claimed in Jun 2024: £4,500.00 may be"
    assert str(year.backdated[0]) == (
        "PH, October 2024: £4,156.00 as known on 25 September 2024, now £4,389.20:\n£233.20 more"
    )


def test_months_of_one_kind_are_told_together() -> None:
    bare = network().evolve(claims=des.Records([], complete=True))
    said = str(des.workforce(bare, "2024/25", NOVEMBER))
    assert "  - FCP: not claimed in Apr 2024 to Nov 2024: £24,000.00 may be\n" in said


def awkward(post: Post) -> Post:
    return attrs.evolve(post, id=AWKWARD, person=AWKWARD, employer=AWKWARD)


def test_html_escapes_what_people_wrote() -> None:
    one = awkward(posts()[0])
    crowded = network().evolve(name=AWKWARD, posts=[one], claims=None)
    year = des.workforce(crowded, "2024/25", NOVEMBER, known_then=date(2024, 9, 25))
    for thing in [*texts(year), des.claim(awkward(post(agreed=AWKWARD)), day("2024-10"))]:
        html = thing._repr_html_()
        assert html.startswith("<div"), repr(thing)
        assert "<script" not in html, repr(thing)
        assert "& S" not in html, repr(thing)


def test_html_has_the_tables_of_a_year(year: des.Workforce) -> None:
    html = year._repr_html_()
    assert "<caption>Additional Roles Reimbursement Sum: £1,076,018.00</caption>" in html
    assert "<th scope=row>PH: Clinical pharmacist, Apr 2024 to Mar 2025</th><td>£51,271.20</td>" in html
    assert "<details><summary>by month</summary>" in html


def test_csv_is_safe_for_spreadsheets_and_has_a_row_a_month() -> None:
    crowded = network().evolve(posts=[awkward(posts()[0])], claims=None)
    written = des.workforce(crowded, "2024/25", NOVEMBER).to_csv()
    rows = list(csv.DictReader(StringIO(written.removeprefix("\ufeff"))))
    assert len(rows) == 12
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row.values())
    assert rows[6] | {"post": "", "reason": ""} == {
        "post": "",
        "role": "clinical_pharmacist",
        "month": "2024-10-01",
        "from": "2024-10-01",
        "until": "2024-10-31",
        "wte": "0.8",
        "sum": "arrs_sum",
        "cost_at_least": "5000.00",
        "cost_at_most": "5000.00",
        "maximum_at_least": "4389.20",
        "maximum_at_most": "4389.20",
        "claimable_at_least": "4389.20",
        "claimable_at_most": "4389.20",
        "needs_agreement_at_most": "0.00",
        "not_claimable_at_least": "610.80",
        "reason": "",
        "clauses": "section 10, Table 2",
    }


def test_csv_leaves_an_open_end_empty() -> None:
    bare = network().evolve(posts=[post(annual_cost=None, role="paramedic")], claims=None)
    rows = list(csv.DictReader(StringIO(des.workforce(bare, "2024/25").to_csv().removeprefix("\ufeff"))))
    assert {(row["cost_at_least"], row["cost_at_most"]) for row in rows} == {("0.00", "")}
    assert [row["maximum_at_most"] for row in rows][5:7] == ["5033.42", ""]
    assert [(row["claimable_at_least"], row["claimable_at_most"]) for row in rows][5:7] == [
        ("0.00", "5033.42"),
        ("0.00", ""),  # the maximum of October was not found
    ]


def test_plain_values_of_a_year(year: des.Workforce) -> None:
    plain = json.loads(json.dumps(year.to_dict()))
    assert plain["sums"]["arrs_sum"]["forecast"] == {"amount": None, "at_least": "338664.16", "at_most": "338931.58"}
    assert plain["sums"]["arrs_gp_sum"]["by_month"][0] == {
        "month": "2024-11-01",
        "held": {"amount": "7705.17", "at_least": "7705.17", "at_most": "7705.17"},
        "planned": {"amount": "0.00", "at_least": "0.00", "at_most": "0.00"},
        "claimed": "7705.17",
    }
    assert [check["says"] for check in plain["checks"]] == ["claimed too much", "not claimed"]
    assert plain["later"][0]["unspent"]["at_least"] == "8903.01"
    assert plain["limits"][2]["over"] == "1"
    assert plain["backdated"][0]["more"]["amount"] == "233.20"


def test_plain_values_of_a_claim_and_of_what_could_be_hired() -> None:
    plain = json.loads(json.dumps(claimed("2024-10").to_dict()))
    assert plain["claimable"]["amount"] == "3000.00"
    assert plain["lines"][0]["working"] == "maximum: 65,838 / 12 x 1"
    assert plain["papers"][0] == "signed and dated contract of employment"
    room = des.could_hire("pharmacy_technician", date(2024, 12, 1), left=des.Money(Decimal(76_018)))
    assert json.loads(json.dumps(room.to_dict()))["wte"] == "5.37"
    assert str(room).startswith("Pharmacy technician from 1 December 2024: 5.37 WTE could be hired to 31 March.\n")


def test_no_answer_has_the_pay_of_a_year_the_name_or_the_employer() -> None:
    """Only the cost of the month is in a claim. £77,777.76 a year is £6,481.48 a month."""
    one = post(id="P1", person="Robin Heron", employer="Otter Trust", annual_cost="77777.76")
    year = des.workforce(network().evolve(posts=[one], claims=None), "2024/25", NOVEMBER)
    for thing in texts(year):
        said = f"{thing} {thing!r} {thing._repr_html_()} {json.dumps(thing.to_dict(), ensure_ascii=False)}"
        bare = said.replace(",", "")
        assert not any(told in bare for told in ("Heron", "Otter", "77777.76")), repr(thing)
    assert "77777.76" not in year.to_csv()


def test_the_chart_has_each_sum_with_its_line_of_claims(year: des.Workforce) -> None:
    pytest.importorskip("matplotlib")
    figure = year.plot()
    first, second = figure.axes
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "Additional Roles Reimbursement Sum",
        "Additional roles sum for general practitioners",
    ]
    claimed_line, the_sum = first.lines
    assert claimed_line.get_label() == "claimed, as on record"
    assert len(claimed_line.get_xdata()) == 8  # to November
    # what was claimed: 216,304.22 may be by the month, + 50 of May, - 4,500 of June
    assert round(claimed_line.get_ydata()[-1], 2) == 211_854.22
    assert the_sum.get_ydata()[0] == 1_076_018
    assert len(second.lines[0].get_xdata()) == 1


def test_a_chart_without_posts_is_empty() -> None:
    pytest.importorskip("matplotlib")
    assert des.workforce(network().evolve(posts=None, claims=None), "2024/25").plot().axes == []
