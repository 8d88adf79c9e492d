"""Commands for whoever keeps the contract data: the next contract year, entry by entry, and the documents it cites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pcn_des.cli.output import OUTPUT_FOLDER, Writing, forced, in_json, say
from pcn_des.cli.shared import DAY, PATH, misuse, with_json
from pcn_des.errors import ContractDataError
from pcn_des.writing import write_file, write_files

if TYPE_CHECKING:
    from pcn_des.contract.drafting.folder import Draft
    from pcn_des.contract.drafting.left import Left
    from pcn_des.sources import Document

STANDINGS: Final = ("confirmed", "single-source", "inferred", "conflicting")
KEEP, CHANGE, REMOVE, SKIP, QUIT = "keep", "change", "remove", "skip", "quit"


@click.command("new-year", cls=Writing)
@click.argument("year")
@click.option("--into", "folder", type=OUTPUT_FOLDER, help="Write the folder here. Default: the package's own.")
@click.option("--list", "listing", is_flag=True, help="Say what is left to confirm or to find, by area.")
@click.option("--promote", metavar="AREA", help="Walk through what is left of an area, entry by entry.")
@with_json
def new_year(year: str, folder: Path | None, listing: bool, promote: str | None, as_json: bool) -> None:
    """Make the folder of a contract YEAR, as in 2027/28, from the year before: a draft, to be worked through."""
    from pcn_des.contract.drafting.folder import Draft
    from pcn_des.contract.files import folder_of
    from pcn_des.dates import ContractYear

    with misuse():
        wanted = ContractYear.parse(year)
        if promote is not None:
            _promote(Draft.read(wanted, folder), promote, folder or folder_of(wanted))
        elif listing:
            _list(Draft.read(wanted, folder), as_json)
        else:
            _make(wanted, folder or folder_of(wanted), as_json)


def _make(year: Any, folder: Path, as_json: bool) -> None:
    """The folder of a year, made from the year before."""
    from pcn_des.contract.drafting.carry import carried_files
    from pcn_des.contract.drafting.folder import Draft, source_of
    from pcn_des.contract.files import documents, files_of

    files = carried_files(year, files_of(source_of(year)), documents())
    write_files({folder / name: text for name, text in files.items()}, overwrite=forced(), make_folder=True)
    if not as_json:
        say(f"Wrote {folder}, a draft of {year}: {len(files)} files.")
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


def _list(draft: Draft, as_json: bool) -> None:
    from pcn_des.contract.drafting.left import UNCONFIRMED, by_area, left_dict, left_in

    left = left_in(draft.contract)
    if as_json:
        say(in_json(left_dict(left)))
        return
    areas = by_area(left)
    say(f"Left of {draft.year}: {len(left)} entries. Work through them: pcn-des new-year {draft.year} --promote AREA")
    if not any(counts[UNCONFIRMED] for counts in areas.values()):
        say("Nothing is unconfirmed: take draft = true out of its year.toml.")
    wide = max(map(len, areas), default=0)
    for area, counts in areas.items():
        unconfirmed = counts[UNCONFIRMED]
        rest = sum(counts.values()) - unconfirmed
        said = [f"{unconfirmed:>4} to confirm" if unconfirmed else ""]
        say(f"{area:<{wide}}  {said[0]:<16}{f'{rest:>4} not published yet' if rest else ''}".rstrip())


def _promote(draft: Draft, area: str, folder: Path) -> None:
    """Walk through an area; every answer is written at once, so that one may stop anywhere."""
    from pcn_des.contract.drafting.left import by_area, left_in
    from pcn_des.errors import UnknownNameError

    left = left_in(draft.contract)
    areas = by_area(left)
    if area not in areas:
        raise UnknownNameError("area with anything left named", area, areas)
    here = [one for one in left if one.area == area]
    for number, one in enumerate(here, 1):
        say(f"\n{number} of {len(here)}")
        _show(draft, one)
        changed = _answered(draft, one)
        if changed is None:
            break
        for name, text in changed.files.items():
            if text != draft.files[name]:
                write_file(folder / name, text, overwrite=True)
        draft = changed
    say(f"Left of {area}: {sum(1 for one in left_in(draft.contract) if one.area == area)}")


def _show(draft: Draft, one: Left) -> None:
    """What an entry says, and where that was seen."""
    from pcn_des.showing import TEXT, show

    last = draft.last(one)
    say(f"{one.name}: {one.why}")
    say("As it was in the year before:" if last else one.title)
    if last is not None:
        say(show(last, TEXT))


def _answered(draft: Draft, one: Left) -> Draft | None:
    """The draft after the answer for one entry; None where that was to quit. What can't be is asked again."""
    from pcn_des.contract.drafting.left import UNCONFIRMED

    choices = [KEEP, CHANGE, REMOVE, SKIP, QUIT] if one.why == UNCONFIRMED else [CHANGE, REMOVE, SKIP, QUIT]
    while True:
        answer = click.prompt("What of it", type=click.Choice(choices), default=SKIP)
        try:
            match answer:
                case "keep":
                    return _found(draft, one, {})
                case "change":
                    return _found(draft, one, _changes(draft, one))
                case "remove":
                    return draft.without(one, click.prompt("Why is it gone"))
                case "skip":
                    return draft
                case _:
                    return None
        except ContractDataError as error:
            say(str(error), err=True)


def _changes(draft: Draft, one: Left) -> Mapping[str, str]:
    """The fields that are changed, each with its value as TOML."""
    raw = draft.raw(one)
    usual = next((name for name in ("value", "due", "opens", "lower", "phase", "rule") if name in raw), "value")
    name = click.prompt("Which field", default=usual)
    found = {}
    while name:
        while True:
            text = click.prompt(f"{name}, as TOML (a text in quotes)")
            if _is_toml(text):
                break
            say(f'{text} is no value: write 2.5, 2027-06-30, true or "a text"', err=True)
        found[name] = text
        name = click.prompt("Another field (Enter for none)", default="", show_default=False)
    return found


def _is_toml(text: str) -> bool:
    import tomllib

    try:
        return list(tomllib.loads(f"x = {text}")) == ["x"]
    except tomllib.TOMLDecodeError:
        return False


def _found(draft: Draft, one: Left, changes: Mapping[str, str]) -> Draft:
    """The draft with what was found, its document, the words that carry it and its standing."""
    from pcn_des.sources import Citation

    document = _document()
    words = click.prompt("The few words that carry it")
    while not words.strip():
        words = click.prompt("The few words that carry it")
    standing = click.prompt("Standing", type=click.Choice(STANDINGS), default="single-source")
    return draft.with_citation(one, Citation(document, words.strip()), standing, changes)


def _document() -> Document:
    """A document of the register."""
    from pcn_des.contract.files import documents
    from pcn_des.errors import nearest

    while True:
        key = click.prompt("Document (its key in documents.toml)").strip()
        if key in documents():
            return documents()[key]
        near = nearest(key, documents())
        offer = f"Did you mean '{near[0]}'?" if near else "Register it first: pcn-des document add"
        say(f"There is no document '{key}'. {offer}", err=True)


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
@click.option("--register", type=PATH, help="The file of the register. Default: the package's own.")
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

    file = register or documents_file()
    with misuse():
        try:
            added = Document(key, title, publisher, address, kind, published=day, group=group)
        except ValueError:
            raise click.UsageError(f"--address is '{address}'; write it whole: https://…") from None
        text = with_document(file.read_text(encoding="utf-8"), added, same_page=same_page)
        write_file(file, text, overwrite=True)
    say(f"Registered {key} in {file}")


COMMANDS: Final = (new_year, document)
