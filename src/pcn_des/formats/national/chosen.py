"""Which networks a table is of: all, or those that a commissioner had last."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import attrs

from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.formats.national.members import Membership
from pcn_des.wording import short_month


@attrs.frozen
class Chosen:
    """The networks of a table, and the `commissioner` of whom they are, in words; empty for all of England.

    A network is of the commissioner that it had on the last day on which a file has it open, in all its months: also
    one that has closed, so that its whole past is on one page. `gone` were of this commissioner before, and are of
    another since; `came` are of this one, and had the code of another before.
    """

    codes: Sequence[str]
    commissioner: str = ""
    gone: Sequence[str] = ()
    came: Sequence[str] = ()

    @property
    def everywhere(self) -> str:
        """What a note adds on the page of a commissioner that is of the whole country."""
        return " in all England" if self.commissioner else ""


def chosen(membership: Membership, commissioner: str, days: Sequence[date]) -> Chosen:
    """The networks of a commissioner in some months, or all where none is named.

    Raises:
        MisuseError: the commissioner has no network in the last month that the files cover.
        UnknownNameError: no network has such a commissioner.
    """
    wanted = commissioner.strip().upper()
    if not wanted:
        return Chosen([*membership.names])
    known = membership.commissioners()
    name = f"{known.get(wanted, wanted)} ({wanted})"
    its_own = {wanted, *(code for code, board in membership.board_of().items() if board == wanted)}
    each = {code: membership.commissioners_over(code, days) for code in membership.names}
    codes = [code for code, over in each.items() if over and over[-1] in its_own]
    if codes:
        gone = [code for code, over in each.items() if code not in codes and _any_in(over, its_own)]
        came = [code for code in codes if any(one is not None and one not in its_own for one in each[code])]
        return Chosen(codes, name, gone, came)
    if wanted in known:
        raise MisuseError(
            f"{name} has no network in the last month that the files cover of "
            f"{short_month(days[0])} to {short_month(days[-1])}; name another month, or give the files of these"
        )
    boards = "The codes of integrated care boards are told by a map of practices alone: give one (--map)."
    raise UnknownNameError("commissioner of a network", wanted, known, hint="" if membership.maps else boards)


def _any_in(over: Sequence[str | None], codes: Collection[str]) -> bool:
    return any(one in codes for one in over)
