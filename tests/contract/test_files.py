"""What comes with the package."""

from __future__ import annotations

import pytest

import pcn_des as des
from pcn_des.contract.files import evidence_kinds, load_year, years
from support.lamps import YEAR


def test_a_year_without_a_folder_names_the_years_there_are() -> None:
    with pytest.raises(des.OutsideDataError) as caught:
        load_year(YEAR)
    assert str(caught.value) == f"The contract data cover 2019/20 to {years()[-1]}; there is nothing for 2030/31."


def test_every_kind_of_evidence_knows_its_key() -> None:
    kinds = evidence_kinds()
    assert all(kind.key == key for key, kind in kinds.items())
    assert kinds["enhanced_access_plan"].title == "the enhanced access plan"
