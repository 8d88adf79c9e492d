"""A timeline as text and HTML: a row for each duty, a letter or a bar for each stretch of time; and a stretch alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Final

from pcn_des.answers.status import WORST_FIRST, Status
from pcn_des.answers.timeline import AnswerSpell, Timeline
from pcn_des.display.colours import STATUSES
from pcn_des.display.finding import FOR_INFORMATION
from pcn_des.display.fragments import keyed
from pcn_des.display.html import badge, fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, cut, filled, noted
from pcn_des.display.phrases import named, network_named, receipt_text
from pcn_des.wording import count_of, in_words, month_in_words, short_day

LETTERS: Final = {
    Status.MET: "=",
    Status.NOT_MET: "X",
    Status.NOT_DUE: "-",
    Status.NOT_APPLICABLE: "/",
    Status.UNKNOWN: "?",
    Status.JUDGEMENT: "j",
}
_TITLE: Final = 42


def shown_rows(timeline: Timeline) -> Iterator[tuple[str, str, tuple[AnswerSpell, ...]]]:
    """The duties worth a row: all but those that are unknown or for a person to judge the whole time."""
    for rule in timeline:
        spells = timeline[rule]
        if not open_throughout(spells) and not _for_information(spells):
            yield rule, spells[0].finding.title, spells


def open_throughout(spells: tuple[AnswerSpell, ...]) -> bool:
    """Whether nothing on record ever says how a duty stands."""
    return all(spell.status in (Status.UNKNOWN, Status.JUDGEMENT) for spell in spells)


def _for_information(spells: tuple[AnswerSpell, ...]) -> bool:
    return spells[0].finding.is_information


def timeline_text(timeline: Timeline, width: int = WIDTH) -> str:
    """A row of letters for each duty, then the spells that fall short, with their days; what is no duty, in words."""
    columns = width - _TITLE - 1
    days = (timeline.until - timeline.since).days + 1
    columns = min(columns, days)
    lines = [
        *filled(network_named(timeline.heading), width),
        f"{in_words(timeline.since)} to {in_words(timeline.until)}",
        "",
    ]
    lines.append(" " * (_TITLE + 1) + _months(timeline, columns))
    for _, title, spells in shown_rows(timeline):
        row = "".join(_letter(spells, *_stretch(timeline, place, columns)) for place in range(columns))
        lines.append(f"{cut(title, _TITLE):<{_TITLE}} {row}".rstrip())
    key = "  ".join(f"{letter} {status.words}" for status, letter in LETTERS.items())
    lines += ["", *filled(f"{key}  blank: not in force. A letter shows the worst day it stands for.", width)]
    lines += [*filled(_left_out(timeline), width), ""]
    short = list(_shortfalls(timeline))
    if short:
        lines += ["NOT MET", *short, ""]
    told = [line for said in _information(timeline) for line in filled(said, width, "  ")]
    if told:
        lines += [FOR_INFORMATION, *told, ""]
    return "\n".join([*lines, *noted(timeline.notes, width), *filled(receipt_text(timeline.receipt), width)])


def _left_out(timeline: Timeline) -> str:
    count = sum(1 for rule in timeline if open_throughout(timeline[rule]) and not _for_information(timeline[rule]))
    return (
        f"Left out: {count_of(count, 'duty that is', 'duties that are')} unknown or for a person to judge throughout."
    )


def _stretch(timeline: Timeline, place: int, columns: int) -> tuple[date, date]:
    days = (timeline.until - timeline.since).days + 1
    first, after = place * days // columns, (place + 1) * days // columns
    return timeline.since + timedelta(days=first), timeline.since + timedelta(days=after - 1)


def _letter(spells: tuple[AnswerSpell, ...], first: date, last: date) -> str:
    inside = [spell.status for spell in spells if spell.since <= last and first <= spell.until]
    return LETTERS[Status.worst(inside)] if inside else " "


def _months(timeline: Timeline, columns: int) -> str:
    """The initials of months above the columns in which they begin."""
    row = [" "] * columns
    for place in range(columns):
        first, last = _stretch(timeline, place, columns)
        if first.day == 1 or first.month != last.month or place == 0:
            row[place] = month_in_words(last)[0]
    return "".join(row).rstrip()


def _shortfalls(timeline: Timeline) -> Iterator[str]:
    for rule, _, spells in shown_rows(timeline):
        for spell in spells:
            if spell.status is Status.NOT_MET:
                advisory = "" if spell.finding.is_shortfall else " (advisory)"
                yield f"  {_days(spell)}  {rule}{advisory}"


def _information(timeline: Timeline) -> Iterator[str]:
    """The days and the reason of what is usual and no duty."""
    for rule in timeline:
        if _for_information(timeline[rule]):
            for spell in timeline[rule]:
                yield f"{_days(spell)}  {rule}: {spell.finding.reason}"


def spell_text(spell: AnswerSpell, width: int = WIDTH) -> str:
    """The days and the answer, the duty, and the reason on the first of the days."""
    finding = spell.finding
    lines = [f"{_days(spell)}: {spell.status.words}", *filled(finding.title, width, "    ")]
    lines += filled(finding.reason, width, "    ")
    return "\n".join([*lines, *filled(f"[{named(finding)}]", width, "    ")])


def timeline_html(timeline: Timeline) -> str:
    """A table with a bar for each duty; each stretch says its answer and days when pointed at, and in words.

    What is no duty stands below it, in words.
    """
    days = (timeline.until - timeline.since).days + 1
    rows = (_row(timeline, days, title, rule, spells) for rule, title, spells in shown_rows(timeline))
    key = " ".join(f"<span>{_mark(status)} {badge(status)}</span>" for status in WORST_FIRST)
    period = f"{in_words(timeline.since)} to {in_words(timeline.until)}"
    told = items(_information(timeline))
    return fragment(
        f"<h2>{escape(network_named(timeline.heading))}</h2><p>{period}</p><p class=counts>{key}</p>"
        f"{notes_shown(timeline.notes)}"
        f"{table(('Duty', period), rows, kind='spells')}<p>Empty: not in force. {_left_out(timeline)}</p>"
        f"{f'<p>For information, what is usual and no duty:</p>{told}' if told else ''}"
        f"<p class=rule>{escape(receipt_text(timeline.receipt))}</p>",
        _BARS,
    )


def _mark(status: Status) -> str:
    return f'<span class="bar {status.value.lower()}">{LETTERS[status]}</span>'


def _row(timeline: Timeline, days: int, title: str, rule: str, spells: tuple[AnswerSpell, ...]) -> str:
    bars = "".join(_bar(timeline, days, spell) for spell in spells)
    listed = "".join(
        f"<li>{_days(spell)}: {badge(spell.status)}, {escape(spell.finding.reason)}</li>" for spell in spells
    )
    track = f'<div class="track" aria-hidden="true">{bars}</div>'
    return table_row(keyed(title, rule), f"{track}<details><summary>in words</summary><ul>{listed}</ul></details>")


def _days(spell: AnswerSpell) -> str:
    return f"{short_day(spell.since)} to {short_day(spell.until)}"


def _bar(timeline: Timeline, days: int, spell: AnswerSpell) -> str:
    left = (spell.since - timeline.since).days * 100 / days
    width = ((spell.until - spell.since).days + 1) * 100 / days
    said = f"{_days(spell)}: {spell.status.words}"
    label = spell.status.words if width > 18 else LETTERS[spell.status]
    return (
        f'<span class="bar {spell.status.value.lower()}" title="{said}" '
        f'style="left:{left:.2f}%;width:{width:.2f}%">{label}</span>'
    )


_BARS: Final = """
.pcn-des .spells { table-layout: fixed; }
.pcn-des .spells th:first-child { width: 38%; }
.pcn-des .track { position: relative; height: 1.3rem; background: var(--track); }
.pcn-des .bar { color: var(--paper); font-size: .75em; text-align: center; print-color-adjust: exact; }
.pcn-des .track .bar { position: absolute; height: 100%; overflow: hidden; box-sizing: border-box; }
.pcn-des .track .bar { border-right: 1px solid var(--paper); line-height: 1.3rem; white-space: nowrap; }
.pcn-des .counts .bar { padding: 0 .4em; }
""" + "".join(
    f".pcn-des .bar.{status.value.lower()} {{ background: var(--{status.value.lower()}); color: var(--paper); }}\n"
    for status in STATUSES
)
