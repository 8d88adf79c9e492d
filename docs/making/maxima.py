"""The page that checks the maxima: from one published figure of a band and the pay awards, which later ones follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import attrs

import pcn_des as des
from pcn_des.contract.terms import Terms
from pcn_des.wording import in_words

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
    checked = [row for band in BANDS for row in _later_figures(band)]
    fits = sum(row.fits for row in checked)
    return "\n".join(
        [
            INTRODUCTION,
            "## The rates\n",
            "| In force | National insurance | above | Pension | Pay award |\n|---|---|---|---|---|",
            *(_rates(edition) for edition in EDITIONS if edition.is_new),
            "\n## Bands\n",
            f"Of {len(checked)} published figures that follow one of their band, {fits} come out to the pound.\n",
            "| Band | From | gives | on | Published | Standing | To the pound |\n|---|---|---|---|---|---|---|",
            *(row.line for row in checked),
            "\n## General practitioners\n",
            "Here the pay itself was published.\n",
            "| Area | Pay | on | gives | Published | To the pound |\n|---|---|---|---|---|---|",
            *_general_practitioners(),
            "",
        ]
    )


@attrs.frozen
class Figure:
    """A published figure of a band beside what an earlier one and the awards since give for it."""

    band: str
    earlier: Decimal
    since: date
    low: int
    high: int
    on: date
    published: Decimal
    standing: str

    @property
    def fits(self) -> bool:
        """Whether the published figure is among those that come out."""
        return self.low <= self.published <= self.high

    @property
    def line(self) -> str:
        """It as a row of the table."""
        gives = f"£{self.low:,}" if self.low == self.high else f"£{self.low:,} to £{self.high:,}"
        earlier = f"£{self.earlier:,} of {in_words(self.since)}"
        band = self.band.replace("_", "-")
        return (
            f"| {band} | {earlier} | {gives} | {in_words(self.on)} | £{self.published:,} | `{self.standing}` "
            f"| {in_words(self.fits)} |"
        )


def _later_figures(band: str) -> Iterator[Figure]:
    """Each later figure of a band, from the first that is known."""
    key = f"arrs.band_{band}.max_reimbursement.national"
    start: tuple[Decimal, date] | None = None
    pay: tuple[Fraction, Fraction] | None = None
    for edition in EDITIONS:
        if pay is not None:
            factor = _award(edition)
            pay = pay[0] * factor, pay[1] * factor
        term = edition.terms.get(key)
        if term is None or not term.is_known or term.standing is des.Standing.CARRIED:
            continue
        if start is None or pay is None:
            start = term.value, edition.day
            pay = _pay(edition, term.value - HALF), _pay(edition, term.value + HALF)
            continue
        if edition.is_new:
            low, high = (_maximum(edition, end) for end in pay)
            standing = term.standing.value if term.standing else ""
            yield Figure(band, *start, ceil(low - HALF), floor(high + HALF), edition.day, term.value, standing)


def _general_practitioners() -> Iterator[str]:
    for edition in EDITIONS:
        for area in ("national", "london"):
            pay, most = (
                edition.terms.get(f"arrs.general_practitioner.{name}.{area}")
                for name in ("salary_element", "max_reimbursement")
            )
            if pay is not None and most is not None and pay.is_known and most.is_known:
                gives = round(_maximum(edition, Fraction(pay.value)))
                yield (
                    f"| {area.capitalize()} | £{pay.value:,} | {in_words(edition.day)} | £{gives:,} | £{most.value:,} "
                    f"| {in_words(gives == most.value)} |"
                )


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


def _rates(edition: Edition) -> str:
    award = (_award(edition) - 1) * 100
    rates = [_scheme(edition, name) * 100 for name in ("ni_rate", "pension_rate")]
    insurance, pension = (f"{float(rate):.4g}%" for rate in rates)
    threshold = f"£{int(_scheme(edition, 'ni_threshold')):,}"
    return (
        f"| {in_words(edition.day)}{', as first published' if edition.known_on else ''} | {insurance} | {threshold} "
        f"| {pension} | {f'{float(award):.4g}%' if award else ''} |"
    )
