"""The clinical director."""

from __future__ import annotations

from pcn_des.strategies.recipes.book import recipe
from pcn_des.strategies.requirements import Requirements
from pcn_des.strategies.sentences import ELIGIBLE, HAS_CORE, IN_POST


@recipe
def in_post(requirements: Requirements, met: bool) -> None:
    """Somebody holds the post; or it is vacant."""
    requirements.settle(IN_POST, met, "clinical_directors", "clinical_director_vacancies")


@recipe
def eligible(requirements: Requirements, met: bool) -> None:
    """Whoever holds the post is a clinician of a Core Network Practice; or somebody in it is not."""
    in_post(requirements, True)  # while the post is vacant there is nobody to ask about
    if met:
        requirements.settle(HAS_CORE, True)
    requirements.settle(ELIGIBLE, met, "practices")
