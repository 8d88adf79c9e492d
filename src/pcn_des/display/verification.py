"""What came of a saved report that was made again, as text, HTML and plain values."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from pcn_des.display.html import fragment, items
from pcn_des.display.paragraphs import WIDTH, filled, listed
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.plain import heading_dict, receipt_dict
from pcn_des.wording import in_words

if TYPE_CHECKING:
    from pcn_des.answers.status import Status
    from pcn_des.answers.verification import Cause, Turned, Verification

_NOTHING_NAMED = (
    "Nothing that the receipt names differs: the saved report was changed, or the code of the package, or the contract "
    "data of the year before."
)


def verification_text(found: Verification, width: int = WIDTH) -> str:
    """Whether the report is the same; otherwise why not, and what it answers differently."""
    lines = [*filled(_verdict(found), width), ""]
    for title, told in _lists(found):
        lines += listed(title, told, width)
    return "\n".join([*lines, *filled(receipt_text(found.receipt), width)])


def verification_html(found: Verification) -> str:
    """The same as an HTML fragment."""
    lists = "".join(f"<h3>{escape(title)}</h3>{items(told)}" for title, told in _lists(found) if told)
    return fragment(f"<h2>{escape(_verdict(found))}</h2>{lists}<p class=rule>{escape(receipt_text(found.receipt))}</p>")


def verification_dict(found: Verification) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "heading": heading_dict(found.heading),
        "same": found.same,
        "not_made": found.not_made,
        "receipt": receipt_dict(found.receipt),
        "now": receipt_dict(found.now),
        "causes": [cause_dict(cause) for cause in found.causes],
        "turned": [turned_dict(turned) for turned in found.turned],
        "resting": list(found.resting),
        "elsewhere": list(found.elsewhere),
    }


def cause_text(cause: Cause, width: int = WIDTH) -> str:
    """What differs between a receipt and now."""
    return "\n".join(filled(_cause(cause), width))


def cause_dict(cause: Cause) -> dict[str, Any]:
    """The same as plain values."""
    return {"what": cause.what, "saved": cause.saved, "now": cause.now}


def turned_text(turned: Turned, width: int = WIDTH) -> str:
    """A duty with its answer before and now; where the answer is the same, what else is not."""
    return "\n".join(filled(_change(turned), width))


def turned_dict(turned: Turned) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "rule": turned.rule,
        "subject": turned.subject,
        "before": turned.before.value if turned.before else None,
        "now": turned.now.value if turned.now else None,
        "reason_before": turned.reason_before,
        "reason_now": turned.reason_now,
        "changed": list(turned.changed),
    }


def _verdict(found: Verification) -> str:
    about = f"{network_named(found.heading)}, {in_words(found.receipt.as_of)}"
    if found.not_made:
        return f"{about}: the report was not made again: {found.not_made}"
    return f"{about}: the same report" if found.same else f"{about}: not the same report"


def _lists(found: Verification) -> Iterator[tuple[str, list[str]]]:
    """What there is to tell, in lists with titles; some have nothing in them."""
    why = [_cause(cause) for cause in found.causes]
    yield "WHAT THE RECEIPT SAYS AND IS ANOTHER NOW", why
    yield "WHY", [_NOTHING_NAMED] if not (why or found.same or found.not_made) else []
    yield "ANSWERS THAT TURNED", [_change(turned) for turned in found.turned if turned.has_turned]
    yield "THE SAME ANSWER, TOLD OTHERWISE", [_change(turned) for turned in found.turned if not turned.has_turned]
    yield "THE SAME ANSWER, FROM OTHER FACTS, TERMS OR SOURCES", list(found.resting)
    yield "OTHER PARTS OF THE REPORT THAT DIFFER", [part.replace("_", " ") for part in found.elsewhere]


def _cause(cause: Cause) -> str:
    saved, now = (value or "not known" for value in (cause.saved, cause.now))
    return f"{cause.what}: {saved} when it was saved, {now} now"


def _change(turned: Turned) -> str:
    before, now = _answer(turned.before, turned.reason_before), _answer(turned.now, turned.reason_now)
    if turned.has_turned or turned.reason_before != turned.reason_now:
        return f"{turned.name}: {before} -> {now}"
    return f"{turned.name}: {', '.join(name.replace('_', ' ') for name in turned.changed)}"


def _answer(status: Status | None, reason: str) -> str:
    if status is None:
        return "not in force"
    return f"{status.words} ({reason})" if reason else status.words
