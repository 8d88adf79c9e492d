"""A network with one post more, less or otherwise: the same records with a change of shared staff."""

from __future__ import annotations

from pcn_des.arguments import a
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.network.narrowing import with_fewer
from pcn_des.network.network import Network
from pcn_des.network.posts import Post


def with_post(network: Network, post: Post) -> Network:
    """The same network with a post: in the place of the one of its id, or beside the others."""
    a(Post, post, "post", "a Post")
    if network.posts is None:
        return network.evolve(posts=[post])
    others = [one for one in network.posts if one.id != post.id]
    place = next((place for place, one in enumerate(network.posts) if one.id == post.id), len(others))
    return network.evolve(posts=network.posts.holding([*others[:place], post, *others[place:]]))


def without_post(network: Network, post_id: str) -> Network:
    """The same network without a post, and without the claims and the exceptions for it.

    Raises:
        UnknownNameError: there is no post of this id on record.
        MisuseError: another post covers its leave.
    """
    known = [post.id for post in network.posts or ()]
    if network.posts is None or not isinstance(post_id, str) or post_id not in known:
        raise UnknownNameError("post on record", post_id, known)
    cover = next((post.id for post in network.posts if post.covers_leave_of == post_id), None)
    if cover is not None:
        raise MisuseError(f"{cover} covers the leave of {post_id}; leave it out first")
    claims = network.claims
    return with_fewer(
        network,
        posts=network.posts.holding(post for post in network.posts if post.id != post_id),
        claims=None if claims is None else claims.holding(claim for claim in claims if claim.post != post_id),
    )
