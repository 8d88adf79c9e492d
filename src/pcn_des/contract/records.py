"""The files that stand beside the years: records with a key and fields, refused as the entries of a year are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from pcn_des.contract.fields import Place, Read, read_fields, text
from pcn_des.contract.parsing import parse
from pcn_des.contract.problems import Problems


def read_records(
    file: str, content: bytes, allowed: Mapping[str, Read], required: Sequence[str], whose: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields of each record of a file, with its key: of `[key]`, or of each `[[key]]`.

    Raises:
        ContractDataError: something is wrong; every fault of the file is told, with its line.
    """
    problems = Problems()
    found: list[tuple[str, dict[str, Any]]] = []
    for key, table in parse(file, content).items():
        at = Place(file, "", key, {}, content.decode())
        for number, raw in enumerate(table if isinstance(table, list) else [table]):
            with problems:
                place = attrs.evolve(at, version=number)
                if not isinstance(raw, dict):
                    raise place.wrong("it is no record", f"Write [{key}], and its fields below it")
                found.append((key, read_fields(place, raw, allowed, required, whose)))
    problems.stop()
    yield from found


def read_texts(file: str, content: bytes) -> dict[str, str]:
    """The text of each key of a file, `key = "text"`.

    Raises:
        ContractDataError: one is no text.
    """
    problems = Problems()
    found = {}
    for key, said in parse(file, content).items():
        with problems:
            found[key] = text(Place(file, "", key, {}, content.decode()), said)
    problems.stop()
    return found
