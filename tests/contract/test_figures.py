"""Whether words carry a figure: in figures, also as pence or percent, millions and thousand millions."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.entries import Term
from pcn_des.contract.figures import figures_in, not_in_its_words
from pcn_des.sources import Citation
from support.lamps import term, year_of


def lit(value: str, words: str, standing: str = "confirmed") -> Term:
    (found,) = year_of(term("lamps.x", value, "minutes")).terms["lamps.x"]
    document = found.sources[0].document
    return attrs.evolve(found, sources=(Citation(document, words),), standing=des.Standing(standing))


@pytest.mark.parametrize(
    ("value", "words", "wanting"),
    [
        ("30000", "at least 30,000 patients", ()),
        ("2.5", "250p", ()),
        ("1711000000", "£1.711 billion", ()),
        ("1711000000", "£1,711 million", ()),
        ("7", "weekly", ()),  # no figure to compare
        ("7", "each of 52 weeks", (Decimal(7),)),
        ("true", "of 52 weeks", ()),
    ],
)
def test_the_number_of_a_term_is_looked_for_in_the_figures_of_its_words(
    value: str, words: str, wanting: tuple[Decimal, ...]
) -> None:
    assert (
        not_in_its_words(lit(value, words) if value != "true" else attrs.evolve(lit("1", words), value=True)) == wanting
    )


def test_what_is_inferred_is_not_held_to_its_words() -> None:
    assert not_in_its_words(lit("7", "52 weeks", "inferred")) == ()


@given(st.integers(0, 10**10), st.text(alphabet=" abc£.,", max_size=5))
def test_a_number_that_is_written_out_is_found_however_it_is_grouped(number: int, around: str) -> None:
    for written in (f"{number:,}", str(number)):
        assert Decimal(number) in figures_in(f"{around} {written} {around}")
