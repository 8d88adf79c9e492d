"""Under the heading of a term stands what it last said, and where that is not established what was before."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making.values import term_section  # noqa: E402


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "arrs.clinical_pharmacist.max_reimbursement.national",
            "£71,725 per WTE per year single-source 1 April 2026 to 31 March 2027",
        ),
        (
            "arrs.paramedic.max_reimbursement.national",
            "not established 1 April 2026 to 31 March 2027; "
            "£60,401 per WTE per year inferred 1 April 2024 to 30 September 2024",
        ),
    ],
)
def test_what_a_term_last_said_is_above_its_versions(key: str, said: str) -> None:
    summary = re.search(r"<summary>(.*?)</summary>", term_section(key))
    assert summary is not None
    assert re.sub(r"<[^>]+>", "", summary[1]) == said
