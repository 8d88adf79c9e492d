"""Who commissions a network: what a network file has on record, and the present one of ePCN."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from pcn_des.formats.combine.files import Files, one
from pcn_des.network import Commissioner, Records


@attrs.frozen(kw_only=True)
class Commissioned:
    """The commissioners that can be kept, the file that they are from, and what the files say that contradicts."""

    kept: Records[Commissioner] | None
    origin: str | None = None
    contradicted: tuple[tuple[str, str], ...] = ()


def commissioners(files: Files, known: Records[Commissioner] | None) -> Commissioned:
    """The commissioners of a network; `known` are those of the network file."""
    base = files.named_base[0] if known is not None else None
    present = next(_of_epcn(files), None)
    if present is None:
        return Commissioned(kept=known, origin=base)
    file, given = present
    if known is None or base is None:
        return Commissioned(kept=Records([given], complete=False), origin=file)
    if files.base_day is not None and files.epcn_day is not None and files.base_is_older:
        return _followed(known, files.base_day, base, given, min(files.epcn_day, given.period.last), file)
    if given.until is not None:
        return Commissioned(kept=known, origin=base)
    # ePCN gives the present commissioner the whole life of the PCN, so only the present one can be compared.
    now = [spell for spell in known if spell.until is None and spell.code is not None]
    if given.code is None or all(spell.code == given.code for spell in now):
        return Commissioned(kept=known, origin=base)
    return _contradicted(known, now, base, given, file)


def _of_epcn(files: Files) -> Iterator[tuple[str, Commissioner]]:
    for file, reading in one(files.epcn):
        for pcn in reading.pcns:
            if pcn.code == files.code and pcn.commissioner_name is not None:
                yield (
                    file,
                    Commissioner(
                        name=pcn.commissioner_name, code=pcn.commissioner_code, since=pcn.opened, until=pcn.closed
                    ),
                )


def _followed(
    known: Records[Commissioner], known_to: date, base: str, given: Commissioner, day: date, file: str
) -> Commissioned:
    """What was on record on one day, followed by the commissioner of a later one.

    No file says when one took over from the other, so each has the days of which a file tells, and the days between
    stay unknown.
    """
    beyond = [spell for spell in known if spell.until is None and spell.since > known_to and not _same(spell, given)]
    if beyond:  # somebody wrote it after the edition: that is no older word
        return _contradicted(known, beyond, base, given, file)
    both = f"{base} and {file}"
    if any(spell.until is None and _same(spell, given) for spell in known):
        renamed = [_renamed(spell, given) if spell.until is None else spell for spell in known]
        return Commissioned(kept=known.holding(renamed), origin=both)
    before = [attrs.evolve(spell, until=known_to) if spell.until is None else spell for spell in known]
    if any(day in spell.period for spell in before):
        return Commissioned(kept=known, origin=base)
    return Commissioned(kept=Records([*before, attrs.evolve(given, since=day)], complete=False), origin=both)


def _same(one: Commissioner, other: Commissioner) -> bool:
    """Whether two are one body: by their codes, or by their names where one has no code."""
    if one.code is not None and other.code is not None:
        return one.code == other.code
    return one.name.casefold() == other.name.casefold()


def _renamed(spell: Commissioner, given: Commissioner) -> Commissioner:
    until = None if given.until is None else max(given.until, spell.since)
    return attrs.evolve(spell, name=given.name, code=given.code or spell.code, until=until)


def _contradicted(
    known: Records[Commissioner], now: list[Commissioner], base: str, given: Commissioner, file: str
) -> Commissioned:
    claims = [
        (where, f"{spell.name} ({spell.code}) at present")
        for where, spell in [*((base, s) for s in now), (file, given)]
    ]
    return Commissioned(
        kept=Records([spell for spell in known if spell.until is not None], complete=False),
        origin=base,
        contradicted=tuple(claims),
    )
