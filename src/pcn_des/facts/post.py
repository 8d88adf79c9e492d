"""One post under the Additional Roles Reimbursement Scheme (ARRS)."""

from __future__ import annotations

from typing import Any, Final

from pcn_des.contract.role_terms import CONDITION, NOT_CONDITIONS
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._posts import (
    called,
    moved_as_excepted,
    role_key,
    role_of_day,
    role_title,
    told_of_conditions,
)
from pcn_des.facts._said_twice import which_is_right
from pcn_des.network import Post
from pcn_des.network.records import tells_all_of
from pcn_des.values import Range, Unknown
from pcn_des.wording import in_words, whether_complete

BASELINE: Final = "arrs.scheme.baseline_date"
OLDER_SCHEMES: Final = "arrs.scheme.baseline_exceptions"
MET_BY_WHO_HOLDS_IT: Final = {
    "registration_body": "registration",
    "qualification": "qualification",
    "training": "training",
    "supervision": "supervision",
}
"""The conditions that every post of a role has to say something about, and what people call them."""


@fact("yes/no")
def reimbursable(on: View) -> Observed:
    """Whether the role of the post is reimbursable on the day."""
    post: Post = on.subject
    said = "" if role_of_day(on, post) else "not "
    return Observed(not said, f"{role_title(post)} is {said}reimbursable on {in_words(on.day_said)}")


@fact("yes/no", may_read=(CONDITION,))
def meets_conditions(on: View) -> Observed:
    """Whether who holds the post meets the conditions that the contract has of its role.

    What is on record and is no condition of the role on the day does not count against it.
    """
    post: Post = on.subject
    role = role_key(post)
    terms = {name: on.term(f"arrs.{role}.{name}") for name in MET_BY_WHO_HOLDS_IT}
    told = told_of_conditions(post)
    unmet = [name for name, said in told.items() if said == {False} and _is_condition(on, role, name)]
    if unmet:
        return Observed(False, f"not met on record: {_listed(unmet)}")
    both = [name for name, said in told.items() if len(said) > 1 and _is_condition(on, role, name)]
    if both:
        return Observed(which_is_right(f"record of {called(post)} ({_listed(both)})", "met", "not met"))
    met = [name for name, said in told.items() if said == {True}]
    silent = [name for name, value in terms.items() if _is_known(value) and name not in met]
    wanted = [f"the {MET_BY_WHO_HOLDS_IT[name]} of {called(post)}" for name in silent]
    if not met and not wanted:
        wanted.append(f"the conditions that {called(post)} has to meet")
    if post.conditions is not None and not tells_all_of(post.conditions, on.as_of, on.as_of):
        wanted.append(whether_complete(f"conditions of {called(post)}"))
    if wanted:
        return Observed(Unknown(tuple(wanted)))
    return Observed(True, f"met on record: {_listed(met)}")


@fact("yes/no", reads=(BASELINE, OLDER_SCHEMES))
def additional(on: View) -> Observed:
    """Whether the post is additional to the staff baseline, or its holder moved from an older scheme.

    That somebody moved is an exception: none on record means none. It is one of the roles of that scheme alone.
    """
    post: Post = on.subject
    day, schemes = on.term(BASELINE), on.term(OLDER_SCHEMES)
    baseline = f"the staff baseline of {in_words(day)}" if _is_known(day) else "the staff baseline"
    if post.additional:
        return Observed(True, f"additional to {baseline}")
    if moved_as_excepted(post) and _is_known(schemes):
        assert post.moved_from is not None  # it is one of the schemes
        return Observed(True, f"its holder moved from an older scheme: {post.moved_from.replace('_', ' ')}")
    if post.additional is None:
        return Observed(Unknown.because(f"whether {called(post)} is additional to {baseline}"))
    return Observed(False, f"part of {baseline}")


def _is_condition(on: View, role: str, name: str) -> bool:
    """Whether the contract of the day has a condition of this name of the role, be its text known or not."""
    return name not in NOT_CONDITIONS and on.term(f"arrs.{role}.{name}") is not None


def _is_known(value: Any) -> bool:
    """Whether a term is there on the day, and its value was found."""
    return value is not None and not isinstance(value, Unknown | Range)


def _listed(names: list[str]) -> str:
    return ", ".join(MET_BY_WHO_HOLDS_IT.get(name, name.replace("_", " ")) for name in names)
