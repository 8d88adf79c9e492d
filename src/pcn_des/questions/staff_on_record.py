"""What is on record of a network's staff on a day, role by role: posts of the network, or claims that are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import attrs

from pcn_des.arguments import a_number
from pcn_des.brief import briefly
from pcn_des.contract.role_names import role_called
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.frozen import frozen
from pcn_des.network import Network
from pcn_des.network.records import covering
from pcn_des.questions.claims.costs import own_wte
from pcn_des.values import EXACTLY, decimal_of
from pcn_des.wording import in_words

Wte = Decimal | int | str
POSTS: Final = "posts on record"
CLAIMS: Final = "claims given"


@attrs.frozen(kw_only=True)
class StaffOnRecord:
    """Whole-time equivalents (WTE) by the key of the role; None where there is no list, which is unknown and not zero.

    `named` says what they are; `complete` that a role which is not there has nothing; `unknown` why there is no list.
    """

    named: str = ""
    wte: Mapping[str, Decimal] | None = attrs.field(converter=attrs.converters.optional(frozen))
    complete: bool = False
    unknown: str = ""
    notes: tuple[str, ...] = ()

    def of(self, role: str) -> Decimal | None:
        """The WTE of a role: nothing where a complete list has none, None where it is unknown."""
        if self.wte is None:
            return None
        return self.wte.get(role, Decimal(0) if self.complete else None)


def staff_on_record(network: Network | None, on: date, claimed: Mapping[str, Wte] | None) -> StaffOnRecord:
    """The claims that are given, and otherwise the posts of the network that last on a day.

    Raises:
        UnknownNameError: claims of a role that there is not, or whose name may mean several.
        MisuseError: claims of less than nothing, or of no number.
    """
    if claimed is not None:
        return _of_claims(claimed)
    if network is None:
        return StaffOnRecord(wte=None, unknown="no records of the network and no claims were given")
    if network.posts is None:
        return StaffOnRecord(
            wte=None, unknown=f"{network.code} has no list of posts, which does not mean that it has none"
        )
    return _of_posts(network, on)


def _of_claims(claimed: Mapping[str, Wte]) -> StaffOnRecord:
    """Claims by role. A role that they do not name is not known to have none."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for name, wte in claimed.items():
        role = role_called(name)
        sums[role] = EXACTLY.add(sums[role], _wte(name, wte))
    return StaffOnRecord(named=CLAIMS, wte=sums)


def _wte(name: str, given: Wte) -> Decimal:
    """A number that can be kept exactly, which a float can't."""
    try:
        return a_number(Decimal(given, EXACTLY) if isinstance(given, str) else given, name)
    except (InvalidOperation, MisuseError):
        raise MisuseError(
            f"the claim of {name} is {briefly(given)}; write whole-time equivalents as a whole number, a Decimal or a "
            "text, 0 or more, such as '1.5'"
        ) from None


def _of_posts(network: Network, on: date) -> StaffOnRecord:
    """Posts by role, each with the part that is the network's own."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    notes: dict[str, None] = {}
    for post in covering(network.posts, on):
        try:
            role = role_called(post.role)
        except UnknownNameError:
            notes[f"A post on record is of the role '{post.role}', which the contract does not have: not compared."] = (
                None
            )
            continue
        sums[role] = EXACTLY.add(sums[role], decimal_of(own_wte(post)))
    complete = network.posts is not None and network.posts.tells_all_of(on, on)
    if not complete:
        notes[f"The list of posts may have gaps on {in_words(on)}: a role that it lacks is unknown there."] = None
    return StaffOnRecord(named=POSTS, wte=sums, complete=complete, notes=tuple(notes))
