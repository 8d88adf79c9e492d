"""Tables of what the contract data know: answers, standings, kinds of record, and how much there is of each."""

from __future__ import annotations

from collections.abc import Iterator

from making.tables import markdown_table
from pcn_des.answers.status import Status
from pcn_des.contract.coverage import coverage, standings
from pcn_des.contract.files import evidence_kinds
from pcn_des.sources import Standing


def evidence_table() -> str:
    """The kinds of record that show a duty done."""
    rows = [(f"`{kind.key}`", kind.what, kind.where) for kind in evidence_kinds().values()]
    return markdown_table(("`kind`", "What it is", "Where it usually lives"), rows)


def statuses_table() -> str:
    """The answers, each with what it means."""
    return markdown_table(("Answer", "Meaning"), [(f"**{status.words}**", status.meaning) for status in Status])


def standings_table() -> str:
    """The standings, each with what it means."""
    return markdown_table(("Standing", "Meaning"), [(f"`{standing.value}`", standing.meaning) for standing in Standing])


def coverage_table() -> str:
    """How many entries of all areas have each standing, and how many are missing, in each year."""
    rows = ((year, *map(str, counts)) for year, counts in counts_by_year())
    return markdown_table(("Contract year", *standings()), rows)


def counts_by_year() -> Iterator[tuple[str, list[int]]]:
    """Each contract year with the number of its entries of each standing, all areas together."""
    for year, counts in coverage().by_year.items():
        yield year, [counts[name] for name in standings()]
