"""The figures of coverage in the README, counted from the contract data.

python docs/making/figures.py        puts today's figures into README.md

They stand between two comments there; a test holds them against the data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pcn_des.contract.entries import COMMISSIONER, Entry, Obligation
from pcn_des.contract.files import documents, load_year, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.sources import Standing

README = Path(__file__).resolve().parents[2] / "README.md"
BETWEEN = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)


def figures() -> str:
    """A table of what the data hold."""
    standings = Counter(entry.standing for entry in _entries() if entry.standing)
    total = sum(standings.values())
    established = ", ".join(f"{round(100 * standings[one] / total)}% {one.value}" for one in Standing if standings[one])
    missed = [(section, key) for year in years() for section, keys in load_year(year).missing.items() for key in keys]
    ways = Counter(map(_way, _duties()))
    checked = ", ".join(f"{ways[way]} by {way}" for way in ("rule", "evidence", "judgement"))
    rows = (
        ("Contract years", f"{years()[0]} to {years()[-1]}"),
        ("Entries, a version each", f"{total:,}, of which {established}"),
        (
            "Looked for and not found",
            f"{len(set(missed)):,} keys, {len(missed):,} with each counted once a year; each has a note",
        ),
        ("Duties of the last year", f"{sum(ways.values())}: {checked}"),
        ("Documents cited", f"{len(documents()):,}"),
    )
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {said} |" for name, said in rows)]) + "\n"


def _entries() -> Iterator[Entry]:
    for year in years():
        for section in SECTIONS:
            for versions in getattr(load_year(year), section).values():
                yield from versions


def _duties() -> Iterator[Obligation]:
    """The last version of each duty of the last year that is not the commissioner's."""
    for versions in load_year(years()[-1]).obligations.values():
        if versions[-1].owed_by != COMMISSIONER:
            yield versions[-1]


def _way(duty: Obligation) -> str:
    if duty.judgement:
        return "judgement"
    return "evidence" if duty.evidence else "rule"


def main() -> None:
    """Put the figures into the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(BETWEEN.sub(lambda _: figures(), text), encoding="utf-8")


if __name__ == "__main__":
    main()
