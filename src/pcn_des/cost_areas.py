"""The areas by which the most that is reimbursed for a person differs: London has high cost areas."""

from __future__ import annotations

from typing import Final

NATIONAL: Final = "national"
AREAS: Final = (NATIONAL, "outer_london", "inner_london")
AREA_IN_WORDS: Final = dict(zip(AREAS, ("national", "outer London", "inner London"), strict=True))
