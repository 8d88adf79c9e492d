"""The contract years that are published whole: a draft has no reviewed answers, no cases and no amounts."""

from __future__ import annotations

from typing import Final

from pcn_des.contract.files import load_year, years

PUBLISHED: Final = tuple(year for year in years() if not load_year(year).draft)
