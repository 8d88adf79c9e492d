"""Commands for whoever keeps the contract data: the next contract year, entry by entry, and the documents it cites."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

import pcn_des
from pcn_des.cli.output import OUTPUT_FOLDER, Writing, forced, say, say_json
from pcn_des.cli.promoting import promote
from pcn_des.cli.shared import DAY, PATH, Refused, check_alone, check_goes_with, misuse, with_json
from pcn_des.errors import ContractDataError
from pcn_des.wording import count_of
from pcn_des.writing import write_file, write_files

if TYPE_CHECKING:
    from pcn_des.contract.drafting.folder import Draft


@click.command("new-year", cls=Writing)
@click.argument("year")
@click.option("--into", "folder", type=OUTPUT_FOLDER, help="Write it here. Default: the package's own, in a checkout.")
@click.option("--list", "listing", is_flag=True, help="Say what is left to confirm or to find, by area.")
@click.option("--all", "whole", is_flag=True, help="With --list: each problem, where the folder can't be read.")
@click.option("--promote", "chosen", metavar="AREA|KEY", help="Walk through what is left of an area, or to one entry.")
@with_json
def new_year(year: str, folder: Path | None, listing: bool, whole: bool, chosen: str | None, as_json: bool) -> None:
    """Make the folder of a contract YEAR, as in 2027/28, from the year before: a draft, to be worked through."""
    from pcn_des.contract.drafting.folder import Draft
    from pcn_des.contract.files import folder_of
    from pcn_des.dates import ContractYear

    if chosen is not None:
        check_alone("chosen", "it asks what you found, one entry after another", "year", "folder", "force")
    if not listing:
        check_goes_with("--list", "only there is anything told of a folder that can't be read", "whole")
    with misuse():
        wanted = ContractYear.parse(year)
        if chosen is not None:
            promote(Draft.read(wanted, folder), chosen, folder or _own(folder_of(wanted), "--into"))
        elif listing:
            try:
                draft = Draft.read(wanted, folder)
            except ContractDataError as error:
                if not (whole or as_json):
                    raise
                _say_problems(error, as_json)
                raise SystemExit(2) from None
            _list(draft, as_json)
        else:
            _make(wanted, folder or _own(folder_of(wanted), "--into"), as_json)


def _own(place: Path, option: str) -> Path:
    """A place among the package's own data, where these are a checkout's: whoever wrote them elsewhere would lose them.

    Raises:
        Refused: the package is installed; `option` names another place.
    """
    package = Path(pcn_des.__file__).parent
    in_checkout = (package.parents[1] / "pyproject.toml").is_file()
    if package in place.parents and not in_checkout:
        raise Refused(
            f"{place} is part of an installed package: every later answer would go by it, and the next installation "
            f"take it away; name another place with {option}, or work in a checkout (pip install -e .)"
        )
    return place


def _make(year: Any, folder: Path, as_json: bool) -> None:
    """The folder of a year, made from the year before."""
    from pcn_des.contract.drafting.carry import carried_files
    from pcn_des.contract.drafting.folder import Draft, check_not_published, source_of
    from pcn_des.contract.files import documents, files_of

    check_not_published(folder)
    files = carried_files(year, files_of(source_of(year)), documents())
    write_files({folder / name: text for name, text in files.items()}, overwrite=forced(), make_folder=True)
    if not as_json:
        say(f"Wrote {folder}, a draft of {year}: {count_of(len(files), 'file')}.")
        say(_without_bank_holidays(year), end="")
    _list(Draft.read(year, folder), as_json)


def _without_bank_holidays(year: Any) -> str:
    """What to say where the bank holidays of the year's second calendar year are not in the package."""
    from pcn_des.dates import bank_holidays
    from pcn_des.errors import OutsideDataError

    last = year.last_day.year
    try:
        bank_holidays(last)
    except OutsideDataError:
        return f"The bank holidays of {last} are not in bank_holidays.toml: days from 1 January {last} need them.\n"
    return ""


def _say_problems(error: ContractDataError, as_json: bool) -> None:
    """Everything that is wrong in a folder, a line each, or as plain values."""
    if not as_json:
        say("\n".join(map(str, error.problems)), err=True)
        return
    fields = ("file", "line", "key", "wrong", "mend")
    say_json([{name: getattr(problem, name) for name in fields} for problem in error.problems])


def _list(draft: Draft, as_json: bool) -> None:
    from pcn_des.contract.carried import NOT_PUBLISHED
    from pcn_des.contract.drafting.left import WORDS_OF_LEFT, by_area, left_dict, left_in

    left = left_in(draft.contract)
    if as_json:
        say_json(left_dict(left))
        return
    areas = by_area(left)
    say(f"Left of {draft.year}: {count_of(len(left), 'entry', 'entries')}. Work through them:", end=" ")
    say(f"pcn-des new-year {draft.year} --promote AREA")
    if all(one.why == NOT_PUBLISHED for one in left):
        say("Nothing is unconfirmed: take draft = true out of its year.toml.")
    for area, counts in areas.items():
        said = (f"{counts[why]} {words}" for why, words in WORDS_OF_LEFT.items() if counts[why])
        say(f"{area}: {', '.join(said)}")


@click.group()
def document() -> None:
    """Keep the register of the documents that the contract data cite."""


@document.command("add")
@click.argument("key")
@click.option("--publisher", required=True, help="Who published it.")
@click.option("--title", required=True, help="What it is called.")
@click.option("--address", required=True, help="Where it can be read: https://…")
@click.option("--day", type=DAY, help="The day it was published, where that is known.")
@click.option("--kind", type=click.Choice(("primary", "secondary")), required=True, help="NHS England's own, or not.")
@click.option("--group", help="The publishing group: its titles never count as two sources.")
@click.option("--same-page", is_flag=True, help="Its address may be that of other documents.")
@click.option("--register", type=PATH, help="The file. Default: the package's own, in a checkout.")
def document_add(
    key: str,
    publisher: str,
    title: str,
    address: str,
    day: date | None,
    kind: str,
    group: str | None,
    same_page: bool,
    register: Path | None,
) -> None:
    """Register a document under KEY, such as nhse-spec-2026-27, beside the others of its publisher."""
    from pcn_des.contract.drafting.documents import with_document
    from pcn_des.contract.files import documents_file
    from pcn_des.sources import Document

    with misuse():
        file = register or _own(documents_file(), "--register")
        try:
            added = Document(key, title, publisher, address, kind, published=day, group=group)
        except ValueError:
            raise click.UsageError(f"--address is '{address}'; write it whole: https://…") from None
        text = with_document(file.read_text(encoding="utf-8"), added, same_page=same_page)
        write_file(file, text, overwrite=True)
    say(f"Registered {key} in {file}")


COMMANDS: Final = (new_year, document)
