"""A report as a table: a row for each subject of each duty."""

from __future__ import annotations

import pytest

import pcn_des as des
from support.homes import a_home, admitted, of_homes

PLAN = "care_homes.care_plan_in_time"


@pytest.fixture(scope="module")
def report() -> des.Report:
    network = des.example_network()
    assert network.example_as_of is not None
    return des.assess(network, network.example_as_of)


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_a_report_becomes_a_table_with_a_row_for_each_subject(report: des.Report, backend: str) -> None:
    pytest.importorskip(backend, reason=f"{backend} is not installed: pip install 'pcn_des[dev]'")
    nw = pytest.importorskip("narwhals", reason="narwhals is not installed: pip install 'pcn_des[frame]'")
    table = nw.from_native(report.to_frame(backend))
    rows = sum(len(finding.parts) or 1 for finding in report.findings)
    assert table.shape == (rows, len(table.columns))
    reminders = table.filter(nw.col("rule") == "enhanced_access.reminders").rows(named=True)[0]
    assert (reminders["status"], reminders["pcn"]) == ("NOT_MET", "U99901")
    assert table.filter(nw.col("rule") == "enhanced_access.plan_submitted")["late_by"].to_list() == [3]


def test_an_unknown_kind_of_table_is_refused(report: des.Report) -> None:
    with pytest.raises(ValueError, match="polars, pandas, pyarrow"):
        report.to_frame("excel")


def test_a_table_of_findings_says_what_is_to_be_judged() -> None:
    pytest.importorskip("polars", reason="polars is not installed: pip install 'pcn_des[dev]'")
    found = of_homes(a_home("Heronsmead", admissions=admitted(1, late=1)))
    judged = found.to_frame().filter(rule=PLAN)["to_judge"].to_list()
    assert judged == ["whether a plan that came later than the days allowed, or has not come, has a good reason"]
    assert found.to_dict()["findings"][list(found).index(PLAN)]["to_judge"] == judged[0]
