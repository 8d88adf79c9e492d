"""Short pictures of the bundled network's report, day by day: what falls short, and what changed since the day before.

python tests/support/snapshotting.py        writes tests/snapshots again, also the pictures of picturing.py

Read what it changes before you keep it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from textwrap import fill

sys.path.insert(0, str(Path(__file__).parents[1]))  # where `support` is

import pcn_des as des
from pcn_des.answers.finding import Finding
from pcn_des.answers.report import Report
from pcn_des.answers.status import Status
from pcn_des.contract.files import load_year
from pcn_des.wording import in_words
from support import picturing
from support.published import PUBLISHED

FOLDER = Path(__file__).parents[1] / "snapshots"
SHOWN = (Status.NOT_MET, Status.NOT_DUE, Status.NOT_APPLICABLE)
ONE_DAY = timedelta(days=1)


def days() -> list[date]:
    """Each 1 April, 1 July and 1 October, and each day on which the contract or an exception begins or ends."""
    found = {date(year.starts_in + later, month, 1) for year in PUBLISHED for month, later in ((4, 0), (7, 0), (10, 0))}
    for year in PUBLISHED:
        for versions in load_year(year).obligations.values():
            for version in versions:
                found |= {version.since, version.until + ONE_DAY}
    for variation in des.example_network().variations or ():
        found.add(variation.since)
        if variation.until:
            found.add(variation.until + ONE_DAY)
    return sorted(day for day in found if date(2019, 7, 1) <= day <= PUBLISHED[-1].last_day)


def pictures() -> Iterator[tuple[date, str]]:
    """Each day with its picture."""
    network = des.example_network()
    before: Report | None = None
    for day in days():
        report = des.assess(network, day)
        yield day, _picture(report, before)
        before = report


def _picture(report: Report, before: Report | None) -> str:
    heading = report.heading
    counts = ", ".join(f"{count} {status.words}" for status, count in report.counts.items())
    lines = [
        f"{heading.name}, {in_words(report.receipt.as_of)} ({report.receipt.contract_year})",
        f"{heading.commissioner or 'no commissioner on record'}; {heading.clinical_director or 'no clinical director'}",
        f"{counts}; {len(report.text_missing)} text not found",
        "",
    ]
    for status in SHOWN:
        lines += [_line(f"{status.words}: {finding.rule}: {finding.reason}") for finding in report.with_status(status)]
    lines += [_line(f"for information: {finding.rule}: {finding.reason}") for finding in report.information]
    lines += ["", *_changes(report, before)]
    return "\n".join(lines).strip() + "\n"


def _changes(report: Report, before: Report | None) -> Iterator[str]:
    now = _answers(report)
    if before is None:
        for answer in dict.fromkeys(now.values()):
            yield _line(f"{answer}: {', '.join(rule for rule, its in now.items() if its == answer)}")
        return
    then = _answers(before)
    yield f"Since {in_words(before.receipt.as_of)}:" + (" nothing" if now == then else "")
    for answer in dict.fromkeys(now.values()):
        new = [rule for rule, its in now.items() if its == answer and rule not in then]
        if new:
            yield _line(f"new, {answer}: {', '.join(new)}")
    gone = [rule for rule in then if rule not in now]
    if gone:
        yield _line(f"gone: {', '.join(gone)}")
    for pair in dict.fromkeys((then[rule], its) for rule, its in now.items() if rule in then and then[rule] != its):
        changed = [rule for rule, its in now.items() if (then.get(rule), its) == pair]
        yield _line(f"{pair[0]} -> {pair[1]}: {', '.join(changed)}")


def _answers(report: Report) -> dict[str, str]:
    return {finding.rule: _answer(finding) for finding in report.findings if not finding.is_information}


def _answer(finding: Finding) -> str:
    return "text not found" if finding.text_missing else finding.status.words


def _line(text: str) -> str:
    return fill(text, 100, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for day, picture in pictures():
        (FOLDER / f"{day}.txt").write_text(picture, encoding="utf-8")
    picturing.write("contract", picturing.of_contract())
    picturing.write("claims", picturing.of_claims())
