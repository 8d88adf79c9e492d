"""The page that checks the maxima marks what was replaced, and says where each figure stands."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making.maxima import maxima_page  # noqa: E402

import pcn_des as des  # noqa: E402

pytestmark = pytest.mark.thorough  # every figure of every band is looked up


def test_each_row_has_its_sources_and_what_was_replaced_is_marked() -> None:
    page = maxima_page()
    rows = re.findall(r'<tr><th scope="row">.*?</tr>(<tr class="under".*?</tr>)?', page)
    assert len(rows) > 15
    assert all("</q> <a href=" in sources for sources in rows)
    assert "<strong>£42,437</strong>" in page  # 1 October 2024, which holds
    replaced = [one for one in des.history("arrs.band_5.max_reimbursement.national") if f"{one.value}" == "43352"]
    assert replaced[0].is_known
    for figure in ("£43,352", "£53,319", "£105,882"):  # of 1 April 2025, replaced on 1 August 2025
        assert f"<del>{figure}</del>" in page
        assert f"<strong>{figure}</strong>" not in page
    assert page.count("<del>") == page.count("superseded-banner")
