"""Codes: they have the form of their kind."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from pcn_des.errors import MisuseError
from pcn_des.strategies import ods_codes


@given(ods_codes(), ods_codes("pcn"))
def test_codes_have_the_form_of_their_kind(practice: str, pcn: str) -> None:
    assert re.fullmatch(r"[A-Z]\d{5}", practice)
    assert re.fullmatch(r"U\d{5}", pcn)


def test_another_kind() -> None:
    with pytest.raises(MisuseError, match="kind is 'icb'; it must be one of: practice, pcn"):
        ods_codes("icb")
