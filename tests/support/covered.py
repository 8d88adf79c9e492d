"""The days that the contract data cover, taken from the data: a test that ends on the last of them names no year."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from pcn_des.contract.files import span, years

FIRST_DAY: Final = span().since
LAST_DAY: Final = years()[-1].last_day
ANY_DAY: Final = st.dates(FIRST_DAY, LAST_DAY)
