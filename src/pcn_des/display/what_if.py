"""What a change of members would change, as text and HTML: duties, then pounds stream by stream."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from pcn_des.answers.difference import Difference
from pcn_des.answers.finding import Finding
from pcn_des.answers.statement import StreamTotal
from pcn_des.answers.stream_difference import StreamDifference
from pcn_des.answers.what_if import WhatIf
from pcn_des.display.finding import difference_text
from pcn_des.display.fragments import keyed
from pcn_des.display.html import badge, fragment, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, filled, noted
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.statement import amount_in_words, together_in_words
from pcn_des.wording import in_words

_SAME: Final = "No duty is answered otherwise."
_SAME_MONEY: Final = "No stream is known to come to anything else."
_NOT_PAID: Final = "not paid"


def what_if_text(found: WhatIf, width: int = WIDTH) -> str:
    """Each duty with both answers, and each stream with both sums."""
    lines = [*filled(_title(found), width), *filled(network_named(found.before.heading), width), ""]
    lines.append(f"DUTIES ANSWERED OTHERWISE ON {in_words(found.before.receipt.as_of).upper()}")
    shown = [difference for difference in found.duties if difference.subject is None]
    for difference in shown:
        lines += [f"  {line}".rstrip() for line in difference_text(difference, width - 2).splitlines()]
    lines += [f"  {_SAME}"] * (not shown) + ["", f"OWED IN {found.owed_before.receipt.contract_year}"]
    for stream in found.streams:
        lines += filled(f"{_named(stream)}: {_change(stream)}", width, "  - ")
        lines += filled(f"{_amount(stream.before)} -> {_amount(stream.after)}", width, "    ")
    lines += [f"  {_SAME_MONEY}"] * (not found.streams)
    lines += [line for said in _may_differ(found) for line in ("", *filled(said, width))]
    lines += ["", *filled(_together(found), width), ""]
    lines += noted(found.notes, width)
    lines += [*filled(receipt_text(found.before.receipt), width)]
    return "\n".join(lines)


def what_if_html(found: WhatIf) -> str:
    """The same as two tables."""
    duties = [
        table_row(keyed(_duty(one), one.rule), _answer(one.before), _answer(one.after))
        for one in found.duties
        if one.subject is None
    ]
    cells = ((_named(one), _amount(one.before), _amount(one.after), _change(one)) for one in found.streams)
    streams = [table_row(*map(escape, of_stream)) for of_stream in cells]
    day, year = in_words(found.before.receipt.as_of), found.owed_before.receipt.contract_year
    return fragment(
        f"<h2>{escape(_title(found))}</h2><p>{escape(network_named(found.before.heading))}</p>"
        + (table(("Duty", "As it is", "With the change"), duties, caption=f"On {day}") if duties else f"<p>{_SAME}</p>")
        + (
            table(("Stream", "As it is", "With the change", "Difference"), streams, caption=f"Owed in {year}")
            if streams
            else f"<p>{_SAME_MONEY}</p>"
        )
        + "".join(f"<p>{escape(said)}</p>" for said in _may_differ(found))
        + f"<p>{escape(_together(found))}</p>"
        + notes_shown(found.notes)
        + f"<p class=rule>{escape(receipt_text(found.before.receipt))}</p>"
    )


def stream_difference_text(stream: StreamDifference, width: int = WIDTH) -> str:
    """A stream, the difference, and both sums."""
    said = f"{_named(stream)}: {_change(stream)} ({_amount(stream.before)} -> {_amount(stream.after)})"
    return "\n".join(filled(said, width))


def _title(found: WhatIf) -> str:
    return f"What if {found.says}"


def _together(found: WhatIf) -> str:
    before, after = together_in_words(found.owed_before), together_in_words(found.owed_after)
    return f"All payments of which anything is known: {before} -> {after}."


def _may_differ(found: WhatIf) -> Iterator[str]:
    """The streams of which it is not known whether they change."""
    if found.may_differ:
        named = "; ".join(_named(stream) for stream in found.may_differ)
        yield f"Not known to the penny with or without the change, and so it may change: {named}."


def _duty(difference: Difference) -> str:
    """The duty in words."""
    return next(found.title for found in (difference.after, difference.before) if found is not None)


def _answer(finding: Finding | None) -> str:
    return "not in force" if finding is None else f"{badge(finding.status)} {escape(finding.reason)}"


def _amount(total: StreamTotal | None) -> str:
    return _NOT_PAID if total is None else amount_in_words(total)


def _named(stream: StreamDifference) -> str:
    """The stream's name; that of a ceiling says that it is one."""
    total = stream.before or stream.after
    return f"{stream.title}, at the most" if total is not None and total.is_ceiling else stream.title


def _change(stream: StreamDifference) -> str:
    if stream.change is None:
        return "not exact"
    return f"{'+' if stream.change.pounds > 0 else ''}{stream.change}"
