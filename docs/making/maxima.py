"""The page that checks the maxima: from one published figure of a band and the pay awards, which later ones follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import attrs

import pcn_des as des
from making.markup import answers, cited, link, page, standing, table
from making.things import address_of
from making.values import edition_of, value
from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms
from pcn_des.wording import count_of, in_words

HERE: Final = "contract/maxima/"
SCHEME: Final = "arrs.scheme"
BANDS: Final = ("3", "4", "5", "6", "7", "7_8a", "8a", "8c")
HALF: Final = Fraction(1, 2)
INTRODUCTION: Final = """\
# Maxima from pay elements

A check, and never a source: no figure of the package comes from this page. A maximum seems to be built as

    pay x (1 + national insurance + pension) - national insurance x threshold

with the employer's rates, in whole pounds. No text says so, and the pay element of a band was seen nowhere: no point of
the Agenda for Change scale was found that it is. But one published maximum of a band leaves a pay element that is
narrow to a pound, and the pay awards take it on to the years after. Where what comes out is what was published, the
figures of a band hang together; where it is not, one of them is worth another look. This page is made from the contract
data.
"""


@attrs.frozen
class Edition:
    """A day on which a table of maxima was in force, as known on a day, and the pay awards that are new in it."""

    day: date
    known_on: date | None
    awards: tuple[tuple[date, str | None], ...] = ()  # a day on which an award stands, and for which kind of role
    is_new: bool = True  # the rates or the pay differ from those of the edition before

    @property
    def terms(self) -> Terms:
        """The contract of the day."""
        return des.terms(self.day, known_on=self.known_on)


OTHERS: Final = "other_roles"
EDITIONS: Final = (
    Edition(date(2023, 7, 1), None),
    Edition(date(2024, 4, 1), None, is_new=False),
    Edition(date(2024, 10, 1), None, ((date(2024, 10, 1), None),)),
    Edition(date(2025, 4, 1), date(2025, 6, 30)),  # as first published: only the national insurance was new
    Edition(date(2026, 4, 1), None, ((date(2025, 4, 1), OTHERS), (date(2026, 4, 1), None))),
)


def maxima_page() -> str:
    """The page as Markdown."""
    checked = [figure for band in BANDS for figure in _later_figures(band)]
    fits = sum(figure.fits for figure in checked)
    rates = [_rates(edition) for edition in EDITIONS if edition.is_new]
    key = "arrs.band_{band}.max_reimbursement.national"
    return page(
        INTRODUCTION.rstrip(),
        "## The rates",
        table(("In force", "National insurance", "above", "Pension", "Pay award", "Source"), rates, "The rates"),
        "## Bands",
        f"Of {count_of(len(checked), 'published figure')} that follow one of their band, {fits} come out to the pound.",
        table(
            ("Band", "From", "gives", "on", "Published", "Standing", "To the pound", "Source"),
            [figure.row for figure in checked],
            "Bands",
        ),
        "## General practitioners",
        "Here the pay itself was published.",
        table(
            ("Area", "Pay", "on", "gives", "Published", "Standing", "To the pound", "Source"),
            _general_practitioners(),
            "General practitioners",
        ),
        answers(
            HERE,
            f'for band in {BANDS}:\n    print(*des.history(f"{key}"), sep="\\n")',
            f"pcn-des terms {key.format(band=BANDS[0])} --history",
            of="the figures of one band",
        ),
    )


@attrs.frozen
class Figure:
    """A published figure of a band beside what an earlier one and the awards since give for it."""

    band: str
    earlier: Term
    since: date
    low: int
    high: int
    on: date
    published: Term

    @property
    def fits(self) -> bool:
        """Whether the published figure is among those that come out."""
        return bool(self.low <= self.published.value <= self.high)

    @property
    def row(self) -> list[str]:
        """It as a row of the table, with the sources of both figures."""
        return [
            link(HERE, address_of("terms", self.published.key), self.band.replace("_", "-")),
            f"{_pounds(self.earlier)} of {in_words(self.since)}",
            f"£{self.low:,}" if self.low == self.high else f"£{self.low:,} to £{self.high:,}",
            in_words(self.on),
            _pounds(self.published),
            standing(self.published),
            in_words(self.fits),
            cited((*self.published.sources, *self.earlier.sources)),
        ]


def _pounds(term: Term) -> str:
    """A figure as published; one that was replaced says so first."""
    return value(edition_of(term), f"£{term.value:,}")


def _later_figures(band: str) -> Iterator[Figure]:
    """Each later figure of a band, from the first that is known."""
    key = f"arrs.band_{band}.max_reimbursement.national"
    start: tuple[Term, date] | None = None
    pay: tuple[Fraction, Fraction] | None = None
    for edition in EDITIONS:
        if pay is not None:
            factor = _award(edition)
            pay = pay[0] * factor, pay[1] * factor
        term = edition.terms.get(key)
        if term is None or not term.is_known or term.standing is des.Standing.CARRIED:
            continue
        if start is None or pay is None:
            start = term, edition.day
            pay = _pay(edition, term.value - HALF), _pay(edition, term.value + HALF)
            continue
        if edition.is_new:
            low, high = (_maximum(edition, end) for end in pay)
            yield Figure(band, *start, ceil(low - HALF), floor(high + HALF), edition.day, term)


def _general_practitioners() -> Iterator[list[str]]:
    for edition in EDITIONS:
        for area in ("national", "london"):
            pay, most = (
                edition.terms.get(f"arrs.general_practitioner.{name}.{area}")
                for name in ("salary_element", "max_reimbursement")
            )
            if pay is not None and most is not None and pay.is_known and most.is_known:
                gives = round(_maximum(edition, Fraction(pay.value)))
                yield [
                    link(HERE, address_of("terms", most.key), area.capitalize()),
                    _pounds(pay),
                    in_words(edition.day),
                    f"£{gives:,}",
                    _pounds(most),
                    standing(most),
                    in_words(gives == most.value),
                    cited((*most.sources, *pay.sources)),
                ]


def _scheme(edition: Edition, name: str) -> Fraction:
    return Fraction(edition.terms[f"{SCHEME}.maximum_employer_{name}"].value)


def _maximum(edition: Edition, pay: Fraction) -> Fraction:
    """The maximum that a pay element makes with the rates of the day."""
    insurance, pension = _scheme(edition, "ni_rate"), _scheme(edition, "pension_rate")
    return pay * (1 + insurance + pension) - insurance * _scheme(edition, "ni_threshold")


def _pay(edition: Edition, maximum: Fraction) -> Fraction:
    """The pay element behind a maximum."""
    insurance, pension = _scheme(edition, "ni_rate"), _scheme(edition, "pension_rate")
    return (maximum + insurance * _scheme(edition, "ni_threshold")) / (1 + insurance + pension)


def _award(edition: Edition) -> Fraction:
    """By how much the pay awards that are new raise the pay element."""
    factor = Fraction(1)
    for day, kind in edition.awards:
        factor *= 1 + Fraction(_of_kind(des.terms(day)[f"{SCHEME}.uplift_pay"].value, kind))
    return factor


def _of_kind(value: Any, kind: str | None) -> Any:
    return value if kind is None else value[kind]


def _rates(edition: Edition) -> list[str]:
    award = (_award(edition) - 1) * 100
    insurance, threshold, pension = (
        edition.terms[f"{SCHEME}.maximum_employer_{name}"] for name in ("ni_rate", "ni_threshold", "pension_rate")
    )
    awards = [des.terms(day)[f"{SCHEME}.uplift_pay"] for day, _ in edition.awards]
    return [
        f"{in_words(edition.day)}{', as first published' if edition.known_on else ''}",
        _per_cent(insurance),
        _pounds(threshold),
        _per_cent(pension),
        f"{float(award):.4g}%" if award else "",
        cited(citation for term in (insurance, threshold, pension, *awards) for citation in term.sources),
    ]


def _per_cent(term: Term) -> str:
    return value(edition_of(term), f"{float(Fraction(term.value) * 100):.4g}%")
