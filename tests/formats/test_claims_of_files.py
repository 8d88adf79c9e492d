"""A year of claims is the same, whichever file the network was read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcn_des import read_network, workforce, write_network
from pcn_des.formats import workbook
from support.worked_case import network


@pytest.mark.thorough
@pytest.mark.parametrize("ending", ["toml", "json", "xlsx"])
def test_text_json_and_workbook_give_one_year_of_claims(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"network.{ending}"
    (workbook.write if ending == "xlsx" else write_network)(network(), file)
    assert workforce(read_network(file), "2024/25").to_dict() == workforce(network(), "2024/25").to_dict()
