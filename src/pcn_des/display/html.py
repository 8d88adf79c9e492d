"""What HTML pages share: the style, which follows light and dark and prints, a status, a list, a whole page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from pcn_des.answers.status import Status
from pcn_des.display.colours import PAPER, STATUSES, as_css

_LIGHT: Final = as_css("light")
_DARK: Final = as_css("dark")
_OF_STATUSES: Final = "".join(
    f".pcn-des .{status.value.lower()} {{ color: var(--{status.value.lower()}); }}\n" for status in STATUSES
)

# Paper is light, so dark is for screens alone. What JupyterLab and VS Code say of themselves goes before the system. On
# a phone the working of an amount goes under it, and a shadow says that a table goes on to the right.
STYLE: Final = f"""
.pcn-des {{ {_LIGHT} }}
@media screen and (prefers-color-scheme: dark) {{ .pcn-des {{ {_DARK} }} }}
@media screen {{
  body[data-jp-theme-light="true"] .pcn-des, .vscode-light .pcn-des {{ {_LIGHT} }}
  body[data-jp-theme-light="false"] .pcn-des, .vscode-dark .pcn-des {{ {_DARK} }}
}}
.pcn-des {{ color: var(--text); background: var(--paper); font: 14px/1.45 system-ui, sans-serif; }}
.pcn-des {{ max-width: 60rem; padding: .2rem .6rem; overflow-wrap: break-word; }}
.pcn-des h1, .pcn-des h2 {{ font-size: 1.3rem; margin: .2rem 0; }}
.pcn-des h3 {{ font-size: 1rem; margin: .8rem 0 .2rem; }}
.pcn-des p {{ margin: .2rem 0; }}
.pcn-des a {{ color: inherit; }}
.pcn-des .wide {{ overflow-x: auto; margin: .8rem 0; }}
.pcn-des table {{ border-collapse: collapse; width: 100%; }}
.pcn-des caption {{ text-align: left; font-weight: 600; }}
.pcn-des th, .pcn-des td {{ text-align: left; vertical-align: top; padding: .35rem .6rem; }}
.pcn-des th[scope=row] {{ font-weight: inherit; }}
.pcn-des tfoot {{ font-weight: 600; }}
.pcn-des tr {{ border-bottom: 1px solid var(--line); }}
.pcn-des .money th:nth-child(2), .pcn-des .money td:nth-child(2) {{ text-align: right; white-space: nowrap; }}
.pcn-des .money th:nth-child(2) {{ width: 8rem; }}
.pcn-des .status {{ white-space: nowrap; font-weight: 600; }}
.pcn-des .rule {{ color: var(--quiet); font-size: .85em; font-weight: normal; overflow-wrap: anywhere; }}
.pcn-des th:has(> .rule), .pcn-des td:has(> .rule) {{ min-width: 9rem; }}
.pcn-des .counts span {{ display: inline-block; margin-right: 1rem; }}
.pcn-des .counts span span {{ margin-right: 0; }}
.pcn-des .note {{ border-left: 4px solid var(--unknown); padding-left: .6rem; }}
.pcn-des pre {{ white-space: pre-wrap; font-size: .85em; margin: .3rem 0; color: inherit; background: none; }}
{_OF_STATUSES}@media screen and (max-width: 40rem) {{
  .pcn-des .wide {{
    background: linear-gradient(to left, var(--paper) 40%, transparent) right / 3rem 100% no-repeat local,
      linear-gradient(to left, rgba(128, 128, 128, .7), transparent) right / .8rem 100% no-repeat;
  }}
  .pcn-des th, .pcn-des td {{ padding: .3rem .25rem; overflow-wrap: break-word; }}
  .pcn-des tr:not(:has(> :nth-child(5))) .rule {{ overflow-wrap: anywhere; }}
  .pcn-des .status {{ white-space: normal; }}
  .pcn-des .money > * > tr {{ display: grid; grid-template-columns: 1fr auto; }}
  .pcn-des .money > * > tr > :nth-child(3) {{ grid-column: 1 / -1; padding-top: 0; }}
  .pcn-des .money :is(th, td):nth-child(2) {{ width: auto; max-width: 11rem; white-space: normal; }}
}}
@media print {{
  .pcn-des {{ max-width: none; font-size: 10pt; }}
  .pcn-des .wide {{ overflow: visible; }}
  .pcn-des li, .pcn-des tr:not(:has([open])) {{ break-inside: avoid; }}
  .pcn-des details:not([open]) {{ display: none; }}
}}
"""

_PAGE_STYLE: Final = (
    "body { margin: 1rem auto; max-width: 60rem; padding: 0 .4rem; }"
    f" @media screen and (prefers-color-scheme: dark) {{ body {{ background: {PAPER.dark}; }} }}"
)

# The style of a table of numbers (`kind="numbers"`), for the pages that have one.
NUMBERS: Final = """
.pcn-des .numbers td, .pcn-des .numbers th { text-align: right; padding: .15rem .6rem; }
.pcn-des .numbers td { font-variant-numeric: tabular-nums; }
.pcn-des .numbers th:first-child { text-align: left; white-space: nowrap; }
"""


def page(title: str, body: str) -> str:
    """A whole HTML page around a fragment, whose first heading is that of the page."""
    headed = body.replace("<h2>", "<h1>", 1).replace("</h2>", "</h1>", 1)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_PAGE_STYLE}</style></head><body><main>{headed}</main></body></html>\n"
    )


def fragment(body: str, style: str = "") -> str:
    """What a notebook shows: a part of a page, with the style that all of them share and its own."""
    return f'<div class="pcn-des"><style>{STYLE}{style}</style>{body}</div>'


def badge(status: Status) -> str:
    """A status in words, in its colour."""
    return f'<span class="status {status.value.lower()}">{status.words}</span>'


def table_row(name: str, *cells: str, before: str | None = None) -> str:
    """A row of a table, of cells that are HTML already: the one that names it, and the others.

    `before` is a cell that stands before the one that names the row.

    Examples:
        >>> table_row("April", "£10.00")
        '<tr><th scope=row>April</th><td>£10.00</td></tr>'
    """
    first = "" if before is None else f"<td>{before}</td>"
    return f"<tr>{first}<th scope=row>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def table(columns: Iterable[str], rows: Iterable[str], *, kind: str = "", caption: str = "", foot: str = "") -> str:
    """A table of rows that are HTML already, under the names of its columns."""
    names = tuple(columns)
    head = "".join(f"<th scope=col>{escape(column)}</th>" for column in names)
    opened = f'<table class="{kind}">' if kind else "<table>"
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    below = f"<tfoot>{foot}</tfoot>" if foot else ""
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>{below}"
    return scrolling(f"{opened}{named}{body}</table>", caption or ", ".join(names))


def scrolling(table: str, name: str) -> str:
    """A table that scrolls inside itself where it is too wide for the screen, also by the keys: so it has a name."""
    return f'<div class="wide" role="group" tabindex="0" aria-label="Table: {escape(name)}">{table}</div>'


def items(listed: Iterable[str], kind: str = "ul") -> str:
    """A list of texts; nothing where there are none."""
    inside = "".join(f"<li>{escape(item)}</li>" for item in listed)
    return f"<{kind}>{inside}</{kind}>" if inside else ""


def notes_shown(notes: Iterable[str]) -> str:
    """What a reader has to know of the whole, a paragraph each."""
    return "".join(f"<p class=note>{escape(note)}</p>" for note in notes)


def as_written(thing: Any) -> str:
    """Anything that has no HTML of its own: its text, as a terminal shows it."""
    return fragment(f"<pre>{escape(str(thing))}</pre>")
