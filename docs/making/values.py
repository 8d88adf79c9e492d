"""A term as a page shows it: every figure that was published, its days, since when it is known, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from making.markup import badge, banner, cited, day, days, folded, key, link, note, page, standing, table, text
from making.pictures import two_dates
from making.things import address_of
from making.titles import heading, own_title
from pcn_des.contract.entries import Entry, Term
from pcn_des.contract.files import load_year
from pcn_des.contract.history import history
from pcn_des.contract.spells import spells
from pcn_des.dates import ContractYear
from pcn_des.sources import Standing
from pcn_des.units import SHARE, behind
from pcn_des.wording import in_words

RATES: Final = ("rate", "registered_rate", "adjusted_rate", "sum_rate")  # of a stream: the last parts of their keys
NOT_ESTABLISHED: Final = ("unknown", "not established")  # a mark, and its words
_PAID_BY: Final = {"investment_and_impact_fund": ("iif.point_value",)}  # what is paid by something else than a rate
_SAID_WITH_UNIT: Final = ("list", "text", "clock times", SHARE)  # a table or list of them has its unit in its words


@attrs.frozen
class Edition:
    """A version of a term; `superseded` is the day on which what replaced it was published, None where nothing did."""

    term: Term
    superseded: date | None = None

    @property
    def is_backdated(self) -> bool:
        """Whether it became known after the first day on which it holds."""
        return self.term.published is not None and self.term.published > self.term.since


def rates_of(stream: str) -> tuple[str, ...]:
    """The keys of the terms by which a stream is paid, if it has them."""
    return _PAID_BY.get(stream) or tuple(f"{stream}.{rate}" for rate in RATES)


def in_full(term: Term) -> str:
    """A value in words, of a table too with its unit: `1 below 100,000; 2 otherwise (WTE per network)`."""
    is_table = isinstance(term.value, tuple | Mapping) and term.unit not in _SAID_WITH_UNIT
    unit = behind(term.unit, None).strip() if is_table else ""
    return f"{term.in_words} ({unit})" if unit else term.in_words


def editions(name: str) -> tuple[Edition, ...]:
    """Every version of a term through the years, each with when it was superseded, if it was."""
    return tuple(map(edition_of, history(name)))


def edition_of(term: Term) -> Edition:
    """A version of a term with when it was superseded, if it was."""
    return Edition(term, _superseded(term))


def _superseded(term: Term) -> date | None:
    """When what replaced a figure altogether was published: no day of it has it as its answer any more."""
    if not term.is_entered or term.published is None:
        return None
    contract = load_year(ContractYear.of(term.since))
    answering = spells(contract, term.key, date.max)
    if any(
        spell.gap is None
        and spell.version is not None
        and (spell.version.since, spell.version.published, spell.version.value)
        == (term.since, term.published, term.value)
        for spell in answering
    ):
        return None
    later = [version.published for version in contract.terms.get(term.key, ()) if version.published]
    later += [gap.since_published for gap in contract.missing["terms"].get(term.key, ()) if gap.since_published]
    return min((one for one in later if one > term.published), default=None)


def term_section(name: str, title: str = "", level: int = 3, *, closed: bool = False) -> str:
    """A term under a heading of its own: its title, its key, what it last said, and a row for each version.

    The versions are folded under what it last said: on a phone, or everywhere where they are `closed`.
    """
    found = editions(name)
    named = heading("terms", name)
    said = "; ".join(f"{graded(one)} {days(one.term.since, one.term.until)}" for one in _last_said(found))
    inside = versions_table(found, named) + pictures(found).replace("\n\n", "")
    begin = f"{'#' * level} {text(title or named)} {{: #{name} }}"
    return page(begin, key(name), folded(inside, said, closed=closed)).strip()


def _last_said(found: Sequence[Edition]) -> list[Edition]:
    """The newest version; where that is not established, with the newest that is."""
    newest, *earlier = sorted(found, key=_newest_first)
    if _is_established(newest):
        return [newest]
    return [newest, *[one for one in earlier if one.superseded is None and _is_established(one)][:1]]


def _is_established(edition: Edition) -> bool:
    return edition.term.is_known or edition.term.is_bounded


def versions_table(found: Sequence[Edition], named: str) -> str:
    """A row for each version of a term, the newest first."""
    rows = [row(edition) for edition in sorted(found, key=_newest_first)]
    return table(("Value", "In force", "Known since", "Standing", "Source"), rows, f"Every version of: {named}")


def last_edition(name: str) -> Edition:
    """The newest version of a term, in force and then in publication."""
    return min(editions(name), key=_newest_first)


def _newest_first(edition: Edition) -> tuple[int, int]:
    published = edition.term.published or edition.term.since
    return -edition.term.since.toordinal(), -published.toordinal()


def row(edition: Edition) -> list[str]:
    """A version: its value, its days, when it became known, how well it is established, and where it stands."""
    term = edition.term
    said = (own_title("terms", term), term.note, f"Looked in: {term.looked}." if term.looked else "")
    return [
        value(edition) + "".join(map(note, said)),
        days(term.since, term.until),
        _known(edition),
        standing(term),
        cited(term.sources),
    ]


def value(edition: Edition, words: str = "") -> str:
    """What a version says, or other words for it; one that was superseded says so first."""
    term = edition.term
    if edition.superseded:
        said = f"By what was published on {day(edition.superseded)}."
        return f"{banner(said)}<del>{text(words or in_full(term))}</del>"
    said = (words or in_full(term)) if _is_established(edition) else "not established"
    return f"<strong>{text(said)}</strong>"


def _known(edition: Edition) -> str:
    term = edition.term
    if term.published is None:
        return ""
    late = f"<br><span class=note>backdated to {day(term.since)}</span>" if edition.is_backdated else ""
    return f"{day(term.published)}{late}{ended(term)}"


def ended(entry: Entry) -> str:
    """When an end before the last day of the year became known, where that was later than the entry itself."""
    if entry.end_known is None:
        return ""
    return f'<br><span class="note">that it ended was known on {day(entry.end_known)}</span>'


def pictures(found: Iterable[Edition]) -> str:
    """A small picture of the two dates of each version that was backdated and holds."""
    late = [edition.term for edition in found if edition.is_backdated and not edition.superseded]
    return "\n\n".join(_picture(term) for term in late)


def _picture(term: Term) -> str:
    assert term.published is not None  # it is backdated
    said = f"{term.in_words}: in force from {in_words(term.since)}, known since {in_words(term.published)}"
    svg = two_dates(term.since, term.published, said)
    return f'<figure class="two-dates">{svg}<figcaption>{text(said)}.</figcaption></figure>'


def graded(edition: Edition) -> str:
    """What a version says and how well it is established; of one that is not, that once."""
    return f"{value(edition)} {standing(edition.term)}" if _is_established(edition) else badge(*NOT_ESTABLISHED)


def now(term: Term, here: str = "") -> str:
    """A term of a day in a cell: its value and its standing; a figure that was superseded, with its banner.

    On a page that has no sources of it, `here`, the value leads to where they are.
    """
    before = term.superseded
    was = "" if before is None else at_first(before)
    if not (term.is_known or term.is_bounded):
        return f"{_linked(badge(*NOT_ESTABLISHED), term, here)}{note(term.note)}{was}"
    return f"{_linked(f'<strong>{text(in_full(term))}</strong>', term, here)} {standing(term)}{was}"


def at_first(before: Term, words: str = "") -> str:
    """The banner of the figure that another replaced, or other words for it, with how well it was established.

    One that follows from another figure was never published itself.
    """
    told = first_told(before)
    return banner(f"{told}: <del>{words or text(in_full(before))}</del> {standing(before)}")


def first_told(before: Term) -> str:
    """Whether a figure that was replaced was published as such, or follows from what was."""
    return "Inferred from what was first published" if before.standing is Standing.INFERRED else "First published"


def _linked(said: str, term: Term, here: str) -> str:
    return link(here, address_of("terms", term.key), said) if here else said
