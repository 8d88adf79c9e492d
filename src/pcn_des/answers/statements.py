"""Several statements beside each other: a network through the years, or many networks in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from pcn_des.answers.statement import Statement, StreamTotal
from pcn_des.brief import bracketed
from pcn_des.contract.files import every_key
from pcn_des.contract.stream_names import stream_called
from pcn_des.errors import UnknownNameError
from pcn_des.frozen import FrozenMap
from pcn_des.showing import CSV, PLOT, Shown, show
from pcn_des.wording import count_of


def _kept(by_name: Mapping[str, Statement]) -> Mapping[str, Statement]:
    """A copy that nobody can change, its statements as they are: a statement is a mapping too."""
    return FrozenMap(by_name)


@attrs.frozen(kw_only=True, repr=False)
class Statements(Shown):
    """Statements by name: those of a network by contract year, or those of a year by network (`of_a_year`).

    A stream is listed once, in the order in which the statements first have it: a network's are found by `of`.
    """

    by_name: Mapping[str, Statement] = attrs.field(converter=_kept)
    of_a_year: bool = False

    @property
    def streams(self) -> Mapping[str, str]:
        """The key of each stream that a statement has, and its title in the last of them."""
        titles: dict[str, str] = {}
        for statement in self.by_name.values():
            titles |= {key: total.title for key, total in statement.streams.items()}
        return titles

    @property
    def ceilings(self) -> tuple[str, ...]:
        """The streams of which only the most is worked out that can be claimed or earned."""
        found = (total for statement in self.by_name.values() for total in statement.ceilings)
        return tuple(dict.fromkeys(total.stream for total in found))

    def of(self, stream: str) -> Mapping[str, StreamTotal]:
        """A stream, by its key or its title, in each of the statements that have it.

        Raises:
            UnknownNameError: there is no such stream.
        """
        asked = stream_called(stream, {*self.streams, *every_key("payments")})
        found = ((name, statement.streams.get(asked)) for name, statement in self.by_name.items())
        return FrozenMap({name: total for name, total in found if total is not None})

    def __getitem__(self, name: str) -> Statement:
        if not isinstance(name, str) or name not in self.by_name:
            raise UnknownNameError("statement", name, self.by_name)
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    def to_csv(self) -> str:
        """Each stream of each statement as CSV, safe to open in a spreadsheet."""
        return str(show(self, CSV))

    def plot(self) -> Any:
        """A chart of each stream, statement by statement, as a matplotlib figure.

        Raises:
            MissingExtraError: matplotlib is not installed.
        """
        return show(self, PLOT)

    def __repr__(self) -> str:
        what = "network" if self.of_a_year else "year"
        return bracketed(f"Statements: {count_of(len(self), what)}, {count_of(len(self.streams), 'stream')}")
