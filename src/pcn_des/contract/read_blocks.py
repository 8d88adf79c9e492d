"""Blocks of readings from a file, and the versions of terms that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

import attrs

from pcn_des.contract import fields
from pcn_des.contract.blocks import ENDS, BlockReading, ReadingBlock, limits
from pcn_des.contract.entries import Term
from pcn_des.contract.fields import Place
from pcn_des.contract.problems import Problems
from pcn_des.contract.read_entries import EntryReader, check_tiling
from pcn_des.contract.sections import check_value
from pcn_des.units import behind
from pcn_des.values import UNKNOWN


@attrs.frozen
class BlockInFile:
    """A version of a block with its place, and the title and unit of those of its terms that it describes."""

    at: Place
    block: ReadingBlock
    described: Mapping[str, Mapping[str, str]]


def read_blocks(reader: EntryReader, table: object) -> Iterator[BlockInFile]:
    """The blocks of a file, each version without its terms; what is wrong with others the reader keeps."""
    for at, raw_versions in reader.flat(table):
        found = []
        for block, raw in zip(reader.versions(at, raw_versions), raw_versions, strict=False):
            assert isinstance(block, ReadingBlock)  # what the kind makes
            found.append(BlockInFile(at, block, fields.described(at, raw.get("terms", {}))))
        with reader.problems:
            if len({_kept_by_every_version(one.block) for one in found}) > 1:
                raise at.wrong(
                    "its versions do not have the same readings",
                    "Give every version of a block the same kind, says and terms, or give a block another name",
                )
            check_tiling(at, tuple(one.block for one in found))
            yield from found


def _kept_by_every_version(block: ReadingBlock) -> tuple[str, tuple[str, ...], frozenset[str]]:
    return block.kind, tuple(reading.says for reading in block.readings), frozenset(block.keys)


def with_terms(
    found: Sequence[BlockInFile], terms: MutableMapping[str, tuple[Any, ...]], problems: Problems
) -> dict[str, tuple[ReadingBlock, ...]]:
    """The blocks of a year with their terms, which become versions among the others of the year.

    Kept in `problems` is that two files have a block; that the unit of a term is not known, or its value is none in
    it; that the versions of a term do not tile. A block of a term that is wrong itself is left out.
    """
    blocks: dict[str, tuple[ReadingBlock, ...]] = {}
    files: dict[str, str] = {}
    for one in found:
        key = one.block.key
        with problems:
            if files.setdefault(key, one.at.file) != one.at.file:
                raise one.at.wrong("another file has it too", "Keep a block's versions together")
            if any(problems.touch(f"terms.{term}") for term in one.block.keys):
                continue
            own = tuple(_term(one, term, terms.get(term, ())) for term in one.block.keys)
            blocks[key] = (*blocks.get(key, ()), attrs.evolve(one.block, terms=own))
            terms.update({term.key: (*terms.get(term.key, ()), term) for term in own})
    placed = {term: attrs.evolve(one.at, section="terms", key=term) for one in found for term in one.block.keys}
    for term, at in placed.items():
        with problems:
            check_tiling(at, terms.get(term, ()))
    return blocks


def _term(found: BlockInFile, key: str, others: Sequence[Term]) -> Term:
    """The version of a term that a block is."""
    at, block = found.at, found.block
    about = found.described.get(key)
    if about is None and not others:
        raise at.wrong(
            f"{key} has no other version that says its title and unit",
            f'Write terms = {{ "{key}" = {{ title = "…", unit = "…" }} }}',
        )
    title, unit = (about["title"], about["unit"]) if about else (others[-1].title, others[-1].unit)
    if any(other.unit != unit for other in others):
        raise at.wrong(f"{key} is in '{unit}' here and in '{others[-1].unit}' elsewhere", "Give it one unit")
    for reading in block.readings:
        check_value(at, reading.values[key], unit, key)
    at_least, at_most = limits([reading.values[key] for reading in block.readings])
    term = Term(
        key=key,
        title=title,
        since=block.since,
        until=block.until,
        published=block.published,
        standing=block.standing,
        clause=block.clause,
        sources=block.sources,
        value=UNKNOWN,
        unit=unit,
        at_least=at_least,
        at_most=at_most,
        block=block.key,
    )
    return attrs.evolve(term, note=_note(block, term))


def _note(block: ReadingBlock, term: Term) -> str:
    """What a reader has to know of a term of a block: the block's own note, and what the readings are."""
    ends = block.kind == ENDS
    readings = sorted(block.readings, key=lambda reading: reading.values[term.key]) if ends else block.readings
    said = [f"{_value(term, reading)} ({reading.says})" for reading in readings]
    between, link = ("between ", "and") if ends else ("", "or")
    found = f"It is {between}{', '.join(said[:-1])} {link} {said[-1]}."
    return f"{block.note} {found}" if block.note else found


def _value(term: Term, reading: BlockReading) -> str:
    value = reading.values[term.key]
    return attrs.evolve(term, value=value).in_words.removesuffix(behind(term.unit, value))
