"""Slips of the pen in the records of a network: what is on record and counts for nothing, or for something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcn_des.contract.files import every_key, evidence_kinds
from pcn_des.contract.role_names import role_called
from pcn_des.contract.terms import Terms
from pcn_des.errors import UnknownNameError, nearest
from pcn_des.facts._posts import told_of_conditions
from pcn_des.facts.post import MET_BY_WHO_HOLDS_IT
from pcn_des.network import Network, Post
from pcn_des.network.records import covering
from pcn_des.questions.practice_view import PRACTICE
from pcn_des.wording import in_words


def slips(network: Network | None, contract: Terms) -> Iterator[str]:
    """What a reader of a report should know of records that nothing asks for, each with what may be meant."""
    if network is None:
        return
    yield from _of_papers(network, contract)
    for post in covering(network.posts, contract.as_of):
        yield from _of_post(post)
    yield from _of_exceptions(network, contract)


def _of_papers(network: Network, contract: Terms) -> Iterator[str]:
    kinds = evidence_kinds()
    for paper in network.returns or ():
        named = f"A paper of {in_words(paper.on)}"
        if paper.kind not in kinds:
            yield f"{named} is of the kind '{paper.kind}', which no duty asks for{_meant(paper.kind, kinds)}"
        for key in paper.shows:
            duty = contract.obligations.get(key)
            if duty is None and key not in every_key("obligations"):
                meant = _meant(key, every_key("obligations"))
                yield f"{named} ({paper.kind}) shows '{key}', which is no duty{meant}"
            elif duty is not None and duty.evidence not in (None, paper.kind):
                yield f"{named} ({paper.kind}) says nothing of '{key}', which is shown by {duty.evidence}."


def _of_post(post: Post) -> Iterator[str]:
    try:
        role = role_called(post.role)
    except UnknownNameError as unknown:
        yield f"Post {post.id} counts for nothing: {unknown}"
        return
    prefix = f"arrs.{role}."
    for name in told_of_conditions(post):
        if name not in MET_BY_WHO_HOLDS_IT and prefix + name not in every_key("terms"):
            known = {*MET_BY_WHO_HOLDS_IT, *(key.removeprefix(prefix) for key in _terms_of(prefix))}
            yield f"Post {post.id} has '{name}' on record, which is no condition of its role{_meant(name, known)}"


def _terms_of(prefix: str) -> Iterator[str]:
    return (key for key in every_key("terms") if key.startswith(prefix))


def _of_exceptions(network: Network, contract: Terms) -> Iterator[str]:
    """Exceptions for some alone that lift a duty which is the network's own."""
    for variation in covering(network.variations, contract.as_of):
        for key in variation.lifts if variation.subjects else ():
            duty = contract.obligations.get(key)
            if duty is not None and duty.subject == "network":
                lifts = f"The {variation.name} lifts '{key}' for {', '.join(variation.subjects)} alone"
                if duty.owed_by == PRACTICE:
                    yield f"{lifts}: the network's report, which is of all practices, keeps it."
                else:
                    yield f"{lifts}: it is the network's duty, and stays."


def _meant(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that there is not."""
    near = nearest(name, known)
    return f"; is '{near[0]}' meant?" if near else "."
