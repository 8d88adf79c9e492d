"""How fast it is, in one command: this package, and the same rules and payments for other engines.

python tests/benchmarks/run.py                the table
    --data FOLDER      the published files of members and populations; without them networks are made up
    --rounds N         how often each piece of work is timed (5)
    --quick            on a tenth of everything, in a minute
    --json FILE        the figures as JSON, with the machine and the versions
    --write            the table into docs/explanation/speed.md

Times are CPU seconds of one process, medians of runs in turns: only ratios of one run say something on another machine.
Peers are installed with `pip install 'pcn_des[bench]'`; one that is not there is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.timing import Timed, machine, peak_of_new_process, timed  # once they are found
from benchmarks.works import payment_works, peaks, rule_works, works

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "speed.md"
BEGIN, END = "<!-- figures: written by tests/benchmarks/run.py -->", "<!-- end of the figures -->"
ENGLAND: Final = 1_298


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and show or write what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args(given)
    found = measured(asked.data, asked.rounds, 0.1 if asked.quick else 1.0)
    text = table(found)
    print(text)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if asked.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


def measured(data: Path | None, rounds: int, size: float) -> dict[str, Any]:
    """Everything that is measured, as plain values."""

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    rows = round(84_000 * size) * 12  # about a million, as many in each month
    own = timed(works(data, size), rounds, say)
    rules, payments = (timed(peers, rounds, say) for peers in (rule_works(rows), payment_works(rows)))
    memory = {name: peak_of_new_process(code) for name, code in peaks(round(ENGLAND * size))}
    return {
        **machine(),
        "works": [one.as_json() for one in own],
        "five_rules": _against_first(rules),
        "three_payments": _against_first(payments),
        "peak_memory_bytes": memory,
    }


def _against_first(found: Sequence[Timed]) -> list[dict[str, Any]]:
    """Each with its time for an answer as a multiple of the first one's."""
    each = [one.median / one.work.of for one in found]
    return [{**one.as_json(), "ratio": round(took / each[0], 2)} for one, took in zip(found, each, strict=True)]


def table(found: dict[str, Any]) -> str:
    """The figures as tables of Markdown."""
    where, versions = found["machine"], found["versions"]
    lines = [
        f"Measured on {where['processor']}, {where['cores']} cores, {where['system']}, Python {where['python']}; "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + ".",
        "",
        "| work | CPU time | slowest / fastest run | a second | aim |",
        "|---|---|---|---|---|",
        *(
            f"| {one['name']} | {_time(one['median_seconds'])} | {one['spread']:.2f} | {_rate(one)} | {one['target']} |"
            for one in found["works"]
        ),
        "",
        "| memory at most | MB |",
        "|---|---|",
        *(f"| {name} | {peak / 1e6:,.0f} |" for name, peak in found["peak_memory_bytes"].items()),
    ]
    for title in ("five_rules", "three_payments"):
        lines += [
            "",
            "| the same answers | how many | CPU time | a second | time for an answer |",
            "|---|---|---|---|---|",
            *(
                f"| {one['name']} | {one['of']:,} | {_time(one['median_seconds'])} | {_rate(one)} "
                f"| {one['ratio']:,.2f} |"
                for one in found[title]
            ),
        ]
    return "\n".join(lines)


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _rate(one: dict[str, Any]) -> str:
    return f"{one['per_second']:,} {one['unit']}" if "per_second" in one else ""


if __name__ == "__main__":
    sys.exit(main())
