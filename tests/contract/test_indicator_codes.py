"""The contract's own code of an indicator, from the code of a publication."""

from __future__ import annotations

import pytest

from pcn_des.contract.files import load_year, years
from pcn_des.contract.indicator_codes import indicator_of_code
from pcn_des.contract.terms import Terms


@pytest.mark.parametrize(
    ("year", "code", "found"),
    [
        ("2023/24", "NCD026", "ACC-08"),
        ("2023/24", "ncd123", "CAN-02"),
        ("2023/24", "NCD999", None),
        ("2022/23", "NCD114", "SMR-01A"),
        ("2025/26", "CAN04", "CAN-04"),
        ("2025/26", "HI-03", "HI-03"),
        ("2025/26", "SMR01A", None),  # collected, and no indicator of the fund
        ("2025/26", "NCD026", None),
        ("2022/23", "SMR01A", "SMR-01A"),
    ],
)
def test_the_indicator_behind_a_code(year: str, code: str, found: str | None) -> None:
    contract = load_year(next(one for one in years() if str(one) == year))
    terms = Terms(contract, contract.year.last_day, None)
    assert indicator_of_code(code, terms, list(contract.indicators)) == found
