"""What the commands share: days, common options, the network asked about, what is printed and how misuse is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

import pcn_des as des
from pcn_des.errors import PcnDesError


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2022-11-14", param, ctx)


DAY: Final = _Day()
PATH: Final = click.Path(path_type=Path)

with_known_on: Final = click.option(
    "--known-on", type=DAY, help="Only what had been published by this day. Default: all of it."
)
with_json: Final = click.option("--json", "as_json", is_flag=True, help="Plain values for other programs.")


class Refused(click.ClickException):
    """A misuse: its message goes to the error output, and the command ends with 2."""

    exit_code = 2


@contextmanager
def misuse() -> Iterator[None]:
    """Turn the package's errors into one clear message and exit code 2."""
    try:
        yield
    except PcnDesError as error:
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(f"{error.filename}: {(error.strerror or str(error)).lower()}") from None


def network_of(file: Path | None) -> des.Network:
    """The network of a TOML or JSON file or a workbook; without a file, the bundled example."""
    if file is None:
        return des.example_network()
    if file.suffix == ".xlsx":
        from pcn_des.formats import workbook

        return workbook.network(file)
    return des.read_network(file)


def day_to_check(as_of: date | None, network: des.Network) -> date:
    """The day that was named, or else an example's own."""
    day = as_of or network.example_as_of
    if day is None:
        raise click.UsageError("Name the day to check: --as-of 2022-11-14")
    return day


def show(thing: Any, as_json: bool, text: Callable[[Any], str] = str) -> None:
    """An answer on the screen: as people read it, or as plain values."""
    click.echo(in_json(thing.to_dict()) if as_json else text(thing))


def in_json(plain: Any) -> str:
    """Plain values as JSON that people can read too."""
    return json.dumps(plain, indent=2, ensure_ascii=False)


def write_page(file: Path | None, title: str, thing: Any) -> None:
    """An answer as a whole HTML page, where a file for it was named."""
    if file is None:
        return
    from pcn_des.display.html import page

    file.write_text(page(title, thing._repr_html_()), encoding="utf-8")


def refuse_to_overwrite(file: Path) -> None:
    """Misuse, where there is such a file already."""
    if file.exists():
        raise Refused(f"{file} is there already; name a file that is not")
