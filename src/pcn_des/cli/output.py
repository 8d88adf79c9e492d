"""What the commands put out: text and JSON on the screen, files beside it, and how far long work has come."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from pcn_des.cli.shared import PATH, Refused, misuse
from pcn_des.escaping import escaped, escaped_json, spelt
from pcn_des.writing import Content, check_targets, write_files

Item = TypeVar("Item")

CHARTS: Final = (".png", ".svg", ".pdf")
_FORCE: Final = "pcn_des.force"
_MARK: Final = re.compile(r" *(?:- )?")
_PLAIN: Final = {  # how to write what some encodings lack
    "£": "GBP ",
    "…": "...",
    **dict.fromkeys("\u201c\u201d", '"'),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u2013\u2014", "-"),
}


class Output(click.Path):
    """The type of whatever names a file, or a folder of files, that a command writes."""

    def __init__(self, *, folder: bool = False) -> None:
        super().__init__(path_type=Path)
        self.folder = folder

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; `-` is none, because the standard output has the answer in words already."""
        if value == "-":
            self.fail("'-' names no file, and is not taken for the standard output; name a file", param, ctx)
        return super().convert(value, param, ctx)


OUTPUT: Final = Output()
OUTPUT_FOLDER: Final = Output(folder=True)


class Writing(click.Command):
    """A command that writes files: it has `--force`, and refuses what must not be written before it does any work.

    A file that it reads is never written over, whatever `--force` says.
    """

    def __init__(self, *args: Any, **choices: Any) -> None:
        super().__init__(*args, **choices)
        said = "Replace files that are there already."
        self.params.append(click.Option(["--force"], is_flag=True, expose_value=False, callback=_remember, help=said))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, if its outputs can be written."""
        with misuse():
            check_targets(_named(ctx, OUTPUT), overwrite=forced(), inputs=_named(ctx, PATH))
        return super().invoke(ctx)


def _remember(context: click.Context, _: click.Parameter, force: bool) -> None:
    context.meta[_FORCE] = force


def _named(context: click.Context, kind: click.Path) -> list[Path]:
    """The paths that the arguments and options of a kind were given."""
    given = (context.params.get(param.name or "") for param in context.command.params if param.type is kind)
    paths = (path for each in given for path in (each if isinstance(each, tuple) else (each,)))
    return [path for path in paths if path is not None]


def forced() -> bool:
    """Whether files that are there already are to be replaced."""
    return bool(click.get_current_context().meta.get(_FORCE))


def write(*outputs: tuple[Path | None, Callable[[], Content]]) -> None:
    """Write all the files that were named, or none of them; where no file was named, nothing is made for it."""
    contents = {path: make() for path, make in outputs if path is not None}
    inputs = _named(click.get_current_context(), PATH)
    write_files(contents, overwrite=forced(), inputs=inputs)


def check_chart(plot: Path | None) -> None:
    """Refuse a file for a chart that is named otherwise than charts are.

    Raises:
        Refused: its name ends otherwise.
    """
    if plot and plot.suffix.casefold() not in CHARTS:
        raise Refused(f"{plot} does not end in {', '.join(CHARTS[:-1])} or {CHARTS[-1]}; name the chart so")


def drawn(thing: Any, plot: Path | None) -> Content:
    """The chart of an answer, as the file is to hold it."""
    chart = io.BytesIO()
    thing.plot().savefig(chart, format=plot.suffix[1:].casefold() if plot else None)
    return chart.getvalue()


def html_page(title: str, thing: Any) -> str:
    """An answer as a whole HTML page."""
    from pcn_des.display.html import page

    return page(title, thing._repr_html_())


def show(thing: Any, as_json: bool, text: Callable[[Any], str] = str) -> None:
    """An answer on the screen: as people read it, or as plain values."""
    if as_json:
        say_json(thing.to_dict())
    else:
        say(text(thing))


def say(text: str, *, err: bool = False, end: str = "\n") -> None:
    """A text on the screen or, with `err`, on the error output; what would steer a terminal is spelt out.

    On a screen what goes to the error output is wrapped, as the answers are; a program that reads it has each thing on
    one line. Spelt out is, too, what the output's encoding has no character for: a pound sign as GBP, for its number
    would run into an amount.
    """
    encoding = _encoding(sys.stderr if err else sys.stdout)
    harmless = _wrapped(escaped(text)) if err and _errors_on_a_screen() else escaped(text)
    lacking = {ord(one): _PLAIN.get(one) or spelt(one) for one in set(harmless) if not _has(encoding, one)}
    click.echo(f"{harmless.translate(lacking)}{end}", err=err, nl=False)


def _wrapped(text: str) -> str:
    """A text whose lines are no wider than the screen, each below its bullet or set in a little; a path stays whole."""
    from pcn_des.display.paragraphs import WIDTH, filled

    found: list[str] = []
    for line in text.split("\n"):
        mark = _MARK.match(line)
        below = mark[0] if mark else ""
        wide = [line] if len(line) <= WIDTH else filled(line[len(below) :], WIDTH - 2, below)
        found += wide if len(wide) == 1 or below.strip() else [wide[0], *(f"  {rest}" for rest in wide[1:])]
    return "\n".join(found)


def tell(*readings: Any) -> None:
    """What is wrong in files that were read, on the error output: every problem, those of many rows once."""
    from pcn_des.display.problems import told_once

    for reading in readings:
        for problem in told_once(reading.problems if reading is not None else ()):
            say(problem, err=True)


def say_json(plain: Any) -> None:
    """Plain values on the screen, as JSON that people can read too, and programs whatever the output's encoding."""
    text = in_json(plain)
    if not _has(_encoding(sys.stdout), text):
        text = json.dumps(plain, indent=2)
    click.echo(text)


def in_json(plain: Any) -> str:
    """Plain values as JSON that people can read too."""
    return escaped_json(json.dumps(plain, indent=2, ensure_ascii=False))


def _encoding(output: Any) -> str:
    return getattr(output, "encoding", None) or "utf-8"


def _has(encoding: str, text: str) -> bool:
    """Whether an encoding has each character of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _errors_on_a_screen() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()  # None where it is closed


def progress(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, while the error output says how far the work on them has come; in a pipe it says nothing."""
    if not _errors_on_a_screen():
        yield from items
        return
    with click.progressbar(items, label=what, file=sys.stderr) as bar:
        yield from bar
