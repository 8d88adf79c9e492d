"""The walk through what is left of a draft year: each entry is shown, asked about, changed and written at once."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pcn_des.cli.output import say
from pcn_des.errors import ContractDataError, RuleDefinitionError, UnknownNameError, did_you_mean
from pcn_des.sources import Standing
from pcn_des.writing import write_file

if TYPE_CHECKING:
    from pcn_des.contract.drafting.folder import Draft
    from pcn_des.contract.drafting.left import Left
    from pcn_des.contract.entries import Entry
    from pcn_des.sources import Document

# What is read in a year's own documents is not carried.
_STANDINGS: Final = tuple(standing.value for standing in Standing if standing is not Standing.CARRIED)
_USUAL_FIELDS: Final = ("value", "due", "opens", "lower", "phase", "rule")
_MOST_NAMED: Final = 10


class Answer(StrEnum):
    """What can be done with an entry."""

    KEEP = "keep"
    CHANGE = "change"
    REMOVE = "remove"
    MISSING = "missing"
    SKIP = "skip"
    QUIT = "quit"


def promote(draft: Draft, wanted: str, folder: Path) -> None:
    """Walk through an area or to a key; every answer is written at once, so that one may stop anywhere.

    Raises:
        UnknownNameError: nothing is left of what is wanted; the message offers what has something left.
    """
    here = _chosen(draft, wanted)
    for number, one in enumerate(here, 1):
        say(f"\n{number} of {len(here)}")
        _show(draft, one)
        changed = _answered(draft, one)
        if changed is None:
            break
        for name, text in changed.files.items():
            if text != draft.files[name]:
                write_file(folder / name, text, overwrite=True)
        _say_what_nothing_reads(draft, changed)
        draft = changed
    say(f"Left of {wanted}: {len(_of(draft, wanted))}")


def _chosen(draft: Draft, wanted: str) -> list[Left]:
    """What is left of an area, or the entry of a key."""
    from pcn_des.contract.drafting.left import left_in

    found = _of(draft, wanted)
    if not found:
        left = left_in(draft.contract)
        names = {one.area for one in left} if "." not in wanted else {one.key for one in left}
        raise UnknownNameError("area or key with anything left named", wanted, names)
    return found


def _of(draft: Draft, wanted: str) -> list[Left]:
    from pcn_des.contract.drafting.left import left_in

    left = left_in(draft.contract)
    return [one for one in left if one.area == wanted] or [one for one in left if wanted in (one.key, one.name)]


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

    choices = [answer.value for answer in Answer if answer is not Answer.KEEP or one.why == UNCONFIRMED]
    while True:
        answer = click.prompt("What of it", type=click.Choice(choices), default=Answer.SKIP.value)
        try:
            match answer:
                case Answer.KEEP:
                    return _found(draft, one, {})
                case Answer.CHANGE:
                    return _found(draft, one, _changes(draft, one))
                case Answer.REMOVE if needed := _needed(draft, one):
                    say(
                        f"{one.name} is read by {', '.join(needed)}: remove those first, or answer {Answer.MISSING}, "
                        "which their rules can bear.",
                        err=True,
                    )
                case Answer.REMOVE:
                    return _removed(draft, one)
                case Answer.MISSING:
                    note = _asked("What was not found")
                    return draft.not_found(one, note, _asked("Where did you look"))
                case Answer.SKIP:
                    return draft
                case _:
                    return None
        except ContractDataError as error:
            say(str(error), err=True)


def _needed(draft: Draft, one: Left) -> tuple[str, ...]:
    """What reads a term by a rule, which without the term would be none; nothing where the rules can't be read."""
    from pcn_des.questions.reach import needed_by

    try:
        return needed_by(draft.contract, one.key) if one.section == "terms" else ()
    except (RuleDefinitionError, UnknownNameError):
        return ()


def _changes(draft: Draft, one: Left) -> Mapping[str, str]:
    """The fields that are changed, each with its value as TOML."""
    raw = draft.raw(one)
    usual = next((name for name in _USUAL_FIELDS if name in raw), "value")
    name = click.prompt("Which field", default=usual)
    found = {}
    while name:
        if said := _no_field(one, name):
            say(said, err=True)
            name = click.prompt("Which field", default=usual)
            continue
        while True:
            text = click.prompt(f"{name}, as TOML (a text in quotes)")
            if _is_toml(text):
                break
            say(f'{text} is no value: write 2.5, 2027-06-30, true or "a text"', err=True)
        found[name] = text
        name = click.prompt("Another field (Enter for none)", default="", show_default=False)
    return found


def _no_field(one: Left, name: str) -> str:
    """What to say of a field that entries of the kind have not; empty where they have it."""
    from pcn_des.contract.fields import no_field
    from pcn_des.contract.sections import BLOCKS, KINDS

    allowed = KINDS.get(one.section, BLOCKS).allowed
    return "" if name in allowed else f"{one.name}: {'. '.join(no_field(name, allowed))}"


def _is_toml(text: str) -> bool:
    import tomllib

    try:
        return list(tomllib.loads(f"x = {text}")) == ["x"]
    except tomllib.TOMLDecodeError:
        return False


def _found(draft: Draft, one: Left, changes: Mapping[str, str]) -> Draft:
    """The draft with what was found, its document, the words that carry it and its standing.

    Where the words give figures, and not that of the entry, other words are asked for or a note that says how it
    follows from them.
    """
    from pcn_des.contract.drafting.pieces import as_toml
    from pcn_des.contract.figures import not_in_its_words
    from pcn_des.sources import Citation
    from pcn_des.wording import in_words

    document = _document()
    while True:
        citation = Citation(document, _asked("The few words that carry it"))
        standing = click.prompt("Standing", type=click.Choice(_STANDINGS), default=Standing.SINGLE_SOURCE.value)
        found = draft.with_citation(one, citation, standing, changes)
        wanting = [number for entry in _entries(found, one) for number in not_in_its_words(entry)]
        if not wanting:
            return found
        said = " and ".join(in_words(Fraction(number)) for number in wanting)
        say(f"Its words do not give {said}, which the entry says: quote the words that carry it.", err=True)
        note = click.prompt(
            "How does it follow from these words (Enter to quote others)", default="", show_default=False
        ).strip()
        if note:
            say(
                f"The data test holds it against {one.key} until SAID_OTHERWISE in tests/contract/test_data.py "
                f"names it for {draft.year} with the reason."
            )
            return draft.with_citation(one, citation, standing, {**changes, "note": as_toml(note)})


def _entries(draft: Draft, one: Left) -> tuple[Entry, ...]:
    found: tuple[Entry, ...] = getattr(draft.contract, one.section).get(one.key, ())
    return found


def _removed(draft: Draft, one: Left) -> Draft:
    """The draft without an entry, why it is gone and, if a document says so, its words."""
    from pcn_des.sources import Citation

    reason = _asked("Why is it gone")
    document = _document_or_none()
    if document is None:
        return draft.without(one, reason)
    return draft.without(one, reason, Citation(document, _asked("The few words that say so")))


def _say_what_nothing_reads(before: Draft, after: Draft) -> None:
    """Name the terms that something read before a change and nothing reads after it, such as those of a duty."""
    from pcn_des.questions.reach import unread_in

    if before.contract.removed == after.contract.removed:
        return
    try:
        there = {(entry.section, entry.key) for entry in unread_in(before.contract)}
        unread = [entry.key for entry in unread_in(after.contract) if (entry.section, entry.key) not in there]
    except (ContractDataError, RuleDefinitionError, UnknownNameError) as error:
        say(f"What reads the entries of {after.year} can't be told: {error}", err=True)
        return
    if unread:
        more = f" and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
        say(
            f"Nothing of {after.year} reads any more: {', '.join(unread[:_MOST_NAMED])}{more}. Remove them too, or say "
            "in contract/beside.toml where they stand."
        )


def _asked(what: str) -> str:
    """A text with something in it."""
    while not (text := str(click.prompt(what)).strip()):
        pass
    return text


def _document() -> Document:
    """A document of the register."""
    while True:
        found = _registered(click.prompt("Document (its key in documents.toml)").strip())
        if found is not None:
            return found


def _document_or_none() -> Document | None:
    """A document of the register, or none where none is named."""
    while key := click.prompt("Document that says so (Enter for none)", default="", show_default=False).strip():
        found = _registered(key)
        if found is not None:
            return found
    return None


def _registered(key: str) -> Document | None:
    """The document of a key; of a key that there is not, the nearest is offered."""
    from pcn_des.contract.files import documents

    if key in documents():
        return documents()[key]
    offer = did_you_mean(key, documents(), "Register it first: pcn-des document add")
    say(f"There is no document '{key}'. {offer}", err=True)
    return None
