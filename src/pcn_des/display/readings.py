"""A block of readings as text and as HTML: what each reading supposes, and what it gives each term."""

from __future__ import annotations

from html import escape

import attrs

from pcn_des.contract.blocks import ENDS, BlockReading, ReadingBlock
from pcn_des.contract.entries import Term
from pcn_des.display.entries import common_facts, facts_text
from pcn_des.display.fragments import Facts, facts_table, fragment, keyed, sources, table
from pcn_des.display.paragraphs import WIDTH


def block_text(block: ReadingBlock, width: int = WIDTH) -> str:
    """A block with its readings, its days, standing and sources."""
    return facts_text(block, [*_facts(block), *_readings(block), *common_facts(block)], width)


def block_html(block: ReadingBlock) -> str:
    """A block as a table of what it says and one of its readings, with its sources."""
    rows = (
        [keyed(term.title, term.key), *(escape(_value(term, reading)) for reading in block.readings)]
        for term in block.terms
    )
    return fragment(
        block.title,
        facts_table([*_facts(block), *common_facts(block)]),
        table(("Term", *(f"Supposing that {reading.says}" for reading in block.readings)), rows),
        sources(block.sources),
    )


def _facts(block: ReadingBlock) -> Facts:
    truth = "the truth lies between the readings" if block.kind == ENDS else "one of the readings is true"
    return [("Key", block.key), ("Kind", f"{block.kind}: {truth}")]


def _readings(block: ReadingBlock) -> Facts:
    return [
        (
            f"Reading {place}",
            f"supposing that {reading.says}: "
            + "; ".join(f"{term.title}, {_value(term, reading)}" for term in block.terms),
        )
        for place, reading in enumerate(block.readings, 1)
    ]


def _value(term: Term, reading: BlockReading) -> str:
    return attrs.evolve(term, value=reading.values[term.key]).in_words
