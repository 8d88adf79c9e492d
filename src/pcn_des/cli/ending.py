"""How the command line ends: with its answer, with one sentence and 2, or quietly where nobody reads any more."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NoReturn

import click

from pcn_des.cli.output import say
from pcn_des.cli.shared import Refused, machine_says

CLOSED: Final = 141  # as a shell says it of a program that wrote into a closed pipe
INTERRUPTED: Final = 130
TERMINATED: Final = 143


class CommandLine(click.Group):
    """The commands; whatever stops one of them is told in one place."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command and end the program, as click's own does, with every message made harmless for a terminal."""
        clicks: Any = super()
        if standalone_mode and sys.stdout is None:  # before any work is done, or any file written
            _end("Error: The answer can't be written: the standard output is closed; write it elsewhere\n", 2)
        if not standalone_mode:
            return clicks.main(*args, standalone_mode=False, **extra)
        try:
            with _told_to_end():
                code = clicks.main(*args, standalone_mode=False, **extra)
        except click.ClickException as error:
            _end(_message(error), error.exit_code)
        except click.Abort:
            _end("Interrupted; nothing more was done.\n", INTERRUPTED)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and see to it that its answer got out."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go()
            raise click.exceptions.Exit(CLOSED) from None
        except OSError as error:
            _let_go()
            raise Refused(f"The answer can't be written: {machine_says(error)}; write it elsewhere") from None
        return answer


def _message(error: click.ClickException) -> str:
    """What click says; it sets choices in with tabs, which would be spelt out as any other control character."""
    shown = io.StringIO()
    error.show(shown)
    return shown.getvalue().replace("\n\t", "\n    ")


def _end(message: str, code: int) -> NoReturn:
    with suppress(OSError):  # nobody reads the error output
        say(message, err=True, end="")
    sys.exit(code)


def _let_go() -> None:
    """What is still to be put out goes nowhere, so that Python does not complain of it as it ends."""
    with suppress(OSError, ValueError):  # no real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _told_to_end() -> Iterator[None]:
    """A program that is told to end takes away what it has half written."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
