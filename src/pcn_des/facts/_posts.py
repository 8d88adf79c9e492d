"""What facts about posts share: the role of a post on a day, and what people call the post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pcn_des.contract.entries import Role
from pcn_des.contract.files import title_of, year_of
from pcn_des.contract.role_names import role_called
from pcn_des.contract.year import in_force
from pcn_des.engine.view import View
from pcn_des.errors import UnknownNameError
from pcn_des.network import Post

MOVED_INTO: Final[Mapping[str, tuple[str, ...]]] = {
    "clinical_pharmacists_in_general_practice": ("clinical_pharmacist",),
    "medicines_optimisation_in_care_homes": ("clinical_pharmacist", "pharmacy_technician"),
}
"""By the older scheme that somebody moved from, the roles in which they count although they are in the baseline.

So the claims portal has it, as `arrs.scheme.baseline_exceptions` of 2020/21 quotes; the term itself names the schemes.
"""


def role_key(post: Post) -> str:
    """The key of the role of a post, by whatever name it is on record; the name itself where no role is called so."""
    try:
        return role_called(post.role)
    except UnknownNameError:
        return post.role


def moved_as_excepted(post: Post) -> bool:
    """Whether the holder of a post moved from an older scheme in a role that the contract excepts from the baseline."""
    return role_key(post) in MOVED_INTO.get(post.moved_from or "", ())


def told_of_conditions(post: Post) -> dict[str, set[bool]]:
    """What is on record of each condition of a post, by its name: that it is met, that it is not, or both."""
    told: dict[str, set[bool]] = {}
    for condition in post.conditions or ():
        told.setdefault(condition.name, set()).add(condition.met)
    return told


def role_of_day(on: View, post: Post) -> Role | None:
    """The role of a post, where it is reimbursable on the day by what had been published."""
    return in_force(year_of(on.as_of).roles.get(role_key(post), ()), on.as_of, on.known_on or date.max)


def role_title(post: Post) -> str:
    """The role of a post as people say it."""
    return title_of("roles", role_key(post))


def called(post: Post) -> str:
    """What a post is called: its id and its role, and never who holds it."""
    return f"{post.id} ({role_title(post)})"
