"""What may be carried from one contract year into the next, and what a draft may hold: never another year's money."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pcn_des.contract.blocks import ReadingBlock
from pcn_des.contract.entries import Entry, Indicator, Obligation, Term
from pcn_des.contract.fields import Place
from pcn_des.contract.lines import place_in
from pcn_des.contract.problems import Problems
from pcn_des.contract.sections import SECTIONS
from pcn_des.dates import ContractYear
from pcn_des.errors import ContractDataError
from pcn_des.sources import Standing

if TYPE_CHECKING:
    from pcn_des.contract.year import YearContract

NOT_PUBLISHED: Final = "not published yet"
NOT_LOOKED: Final = "not looked for yet"
_ANEW: Final = (
    "Cite what was published for {year}, in the words that speak of it, or put the key under [missing] with "
    f'"{NOT_PUBLISHED}"'
)
_OF_THE_YEAR_BEFORE: Final = (NOT_PUBLISHED, NOT_LOOKED)


def still_missing(note: str, year: ContractYear) -> str:
    """What a draft says of what was not found in the year before, or in the last year in which somebody looked.

    Examples:
        >>> still_missing("the value of a point was not found", ContractYear(2026))
        'not looked for yet; of 2026/27: the value of a point was not found'
    """
    return note if is_left(note) else f"{NOT_LOOKED}; of {year}: {note}"


def is_left(note: str) -> bool:
    """Whether a note of what is missing says that nobody has looked for it in the documents of the year."""
    return note.startswith(_OF_THE_YEAR_BEFORE)


def check_carried(at: Place, entry: Entry, draft: bool | None) -> None:
    """What is unconfirmed is marked as such, in a draft only, and what a year publishes anew is never carried into it.

    Where it is not known whether the year is a draft (None), for its own file is wrong, neither is held against it.

    Raises:
        ContractDataError: it is unconfirmed in a year that is no draft, or does not say from which year; or a draft has
            a rate, an amount, a threshold or a due day of another year.
    """
    if entry.carried_from and entry.standing is not Standing.CARRIED:
        raise at.wrong(
            f"it is carried from {entry.carried_from}, and its standing is {entry.standing}",
            'Write standing = "carried", or leave carried_from out',
        )
    if entry.unconfirmed and not entry.carried_from:
        raise at.wrong("it is unconfirmed and does not say from which year it is", 'Write carried_from = "2026/27"')
    if entry.unconfirmed and draft is False:
        raise at.wrong(
            "it is unconfirmed, and the year is no draft",
            "Cite what was published and take unconfirmed out, or write draft = true in year.toml",
        )
    if draft and entry.standing is Standing.CARRIED and (what := published_anew(entry)):
        raise at.wrong(
            f"{what} of another year in a draft",
            f'Put the key under [missing] with "{NOT_PUBLISHED}", or cite what was published for this year',
        )


def check_missing(at: Place, note: str, draft: bool | None) -> None:
    """In a year that is no draft somebody has looked for all that is missing.

    Raises:
        ContractDataError: nobody has, as the note says.
    """
    if note.startswith(NOT_LOOKED) and draft is False:
        raise at.wrong(
            "nobody has looked for it, and the year is no draft",
            "Say what was not found, and under [looked] where, or write draft = true in year.toml",
        )


def published_anew(entry: Entry) -> str:
    """What an entry holds that every contract year publishes anew, in words; empty where it holds nothing of the kind.

    That is money and points (rates, amounts, maxima, shares of a cost, whatever the unit has of them), the thresholds
    of an indicator, and the day on which a duty is due.
    """
    match entry:
        case Term() if is_money(entry.unit) or _has_money(entry.value):
            return "an amount"
        case ReadingBlock() if any(_is_number(value) for one in entry.readings for value in one.values.values()):
            return "an amount"
        case Indicator() if any(number is not None for number in (entry.lower, entry.upper, entry.points)):
            return "a threshold or points"
        case Obligation() if entry.due is not None:
            return "a due day"
        case _:
            return ""


def check_cited_anew(draft: YearContract, before: YearContract, files: Mapping[str, bytes]) -> None:
    """What a draft holds that every year publishes anew has a citation that the year before did not have for it.

    Args:
        draft: the draft, as it was read from its files.
        before: the year before it.
        files: the draft's files, to say where an entry stands.

    Raises:
        ContractDataError: an amount, a threshold or a due day rests on last year's citations alone.
    """
    problems = Problems()
    for section in ("terms", "obligations", "indicators", "readings") if draft.draft else ():
        old = getattr(before, section)
        for key, versions in getattr(draft, section).items():
            cited = {citation for entry in old.get(key, ()) for citation in entry.sources}
            for number, entry in enumerate(versions):
                what = "" if entry.unconfirmed else published_anew(entry)
                if what and cited.issuperset(entry.sources):
                    name = f"{section}.{key}"
                    file, line = place_in(files, name, number)
                    wrong = f"{what} with the citations of {before.year} alone"
                    problems.add(ContractDataError(file, name, wrong, _ANEW.format(year=draft.year), line))
    problems.stop()


def check_carried_from(contract: YearContract, known: Collection[ContractYear], files: Mapping[str, bytes]) -> None:
    """What is carried is from another year that is known: before its own, or after it, but none that is to come.

    Raises:
        ContractDataError: it is from no such year; each with its place in the files.
    """
    problems = Problems()
    there = set(map(str, known))
    for section in (*SECTIONS, "readings"):
        for key, versions in getattr(contract, section).items():
            for number, entry in enumerate(versions):
                if entry.carried_from and entry.carried_from not in there:
                    name = f"{section}.{key}"
                    file, line = place_in(files, name, number, "carried_from")
                    wrong = f"it is carried from {entry.carried_from}, which is no other year of the data"
                    problems.add(ContractDataError(file, name, wrong, "Write the year from which it is", line))
    problems.stop()


def is_money(unit: str) -> bool:
    """Whether a unit counts pounds or points of an incentive."""
    return any(word in ("GBP", "points", "point") for word in unit.replace(" per ", " ").split())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _has_money(value: Any) -> bool:
    """Whether the words of a value, or of a list of them, name a sum."""
    return "£" in str(value)
