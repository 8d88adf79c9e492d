"""Puts what a workforce file has of a network beside the contract of its census day, and beside posts or claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pcn_des.answers.workforce_return import DetailedRole, WorkforceReturn
from pcn_des.arguments import a, a_mapping
from pcn_des.brief import briefly
from pcn_des.dates import as_day_or_none, month_of
from pcn_des.errors import MisuseError
from pcn_des.formats.given import Source
from pcn_des.formats.workforce import CONTRACTED, STAFF, RoleFte, WorkforceReading, WorkforceRow, read_either
from pcn_des.formats.workforce_roles import meaning_of
from pcn_des.network import Network
from pcn_des.network.records import PCN_CODE, PCN_FORM
from pcn_des.questions.staff_on_record import Wte
from pcn_des.questions.workforce_return import Returned, beside_the_contract
from pcn_des.values import sum_of
from pcn_des.wording import in_words, month_in_words


def workforce_return(
    source: Source | WorkforceReading[Any],
    network: Network | str,
    *,
    on: date | None = None,
    registered: int | None = None,
    claimed: Mapping[str, Wte] | None = None,
    known_on: date | None = None,
) -> WorkforceReturn:
    r"""What a workforce return has of a network, beside the contract's limits and beside posts on record or claims.

    The return counts everyone whom a network reports, whoever pays. So the answer has questions, and no finding. A
    network of which the file has nothing is unknown, not without staff.

    Args:
        source: a PCN Workforce file of NHS England, person by person or summed by PCN and role, as its path or bytes;
            or a reading of one (`formats.workforce.read_either`), which saves time where many networks are asked about.
        network: the code of the network; or the `Network`, whose posts on record are compared, too.
        on: the day of the census, by default the last of the month that the file is of. It is needed where the file
            doesn't tell its month, or has several.
        registered: registered patients of the network, where a limit depends on them.
        claimed: what was claimed in the month, in whole-time equivalents by role: by the key, the title or a short name
            that people use. It is compared in the place of the posts on record.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        FileFormatError: it is no table, too large, has no row that can be used, or lacks a heading.
        FileNotFoundError: there is no such file.
        MisuseError: no PCN code; no day, where the file doesn't tell one; a day of another month than the file's;
            claims of less than nothing; a list size that is no number of patients.
        WrongTypeError: neither a network nor a code.
        OutsideDataError: the day is outside the data.
        UnknownNameError: claims of a role that there is not, or whose name may mean several.

    Examples:
        >>> file = (
        ...     b"Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,STAFF_GROUP,STAFF_ROLE,"
        ...     b"DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER\n"
        ...     b"NWRS Staff,2023,2,U00001,MILLBROOK PCN,DPC,Paramedics,Advanced Paramedic Practitioner,1,1\n"
        ...     b"NWRS Staff,2023,2,U00001,MILLBROOK PCN,DPC,Paramedics,Advanced Paramedic Practitioner,1,2\n"
        ...     b"NWRS Staff,2023,2,U00001,MILLBROOK PCN,DPC,Paramedics,Advanced Paramedic Practitioner,0.3,3\n"
        ... )
        >>> found = des.workforce_return(file, "U00001", registered=42_000)
        >>> found.role("advanced_practitioner").fte
        Decimal('2.3')
        >>> found.questions[0].partition(":")[0]
        'The return counts 2.3 FTE of Advanced practitioner; the contract limits it to 2 WTE per network'
        >>> des.workforce_return(file, "U00002").returned
        False
    """
    if claimed is not None:
        a_mapping(claimed, "claimed", "a mapping from each role to what was claimed, in whole-time equivalents")
    reading = source if isinstance(source, WorkforceReading) else read_either(source)
    recorded = network if isinstance(network, Network) else None
    code = recorded.code if recorded is not None else _code(network)
    day = _census_day(reading, as_day_or_none(on, "on"))
    rows = [row for row in reading.of_pcn.get(code, ()) if _is_of(row, day)]
    returned = Returned(
        file=reading.file,
        on=day,
        code=code,
        name=next((row.pcn_name for row in rows if isinstance(row, WorkforceRow)), None),
        detailed=_detailed(rows, day) if rows else None,
        people=_people(rows),
        lacks_rows=bool(reading.gaps & {code, None}),
    )
    return beside_the_contract(returned, recorded, registered=registered, claimed=claimed, known_on=known_on)


def _code(given: object) -> str:
    code: str = a((str,), given, "network", f"a Network, or {PCN_CODE}").strip().upper()
    if not re.fullmatch(PCN_FORM, code):
        raise MisuseError(f"network is {briefly(given)}; give a Network, or {PCN_CODE}")
    return code


def _census_day(reading: WorkforceReading[Any], on: date | None) -> date:
    """The day that is asked about: the last of the file's month, or one given that lies in a month of the file."""
    months = sorted({(row.year, row.month) for row in reading.rows if isinstance(row, WorkforceRow)})
    listed = ", ".join(month_in_words(date(year, month, 1)) for year, month in months)
    if on is not None:
        if months and (on.year, on.month) not in months:
            raise MisuseError(f"{reading.file} is of {listed}; on is {in_words(on)}, which is in none of its months")
        return on
    if len(months) != 1:
        told = f"is of several months ({listed})" if months else "does not tell its month"
        raise MisuseError(f"{reading.file} {told}; say which with `on`, the last day of the month")
    return month_of(date(*months[0], 1)).last


def _is_of(row: RoleFte, day: date) -> bool:
    return not isinstance(row, WorkforceRow) or (row.year, row.month) == (day.year, day.month)


def _people(rows: Sequence[RoleFte]) -> Mapping[str, int] | None:
    """How many persons there are in each reimbursable role; None where the file is of sums."""
    persons: dict[str, set[str]] = {}
    for row in rows:
        if not isinstance(row, WorkforceRow):
            return None
        if row.role is not None and row.person is not None:
            persons.setdefault(row.role, set()).add(row.person)
    return {role: len(found) for role, found in persons.items()}


def _detailed(rows: Iterable[RoleFte], day: date) -> tuple[DetailedRole, ...]:
    """The rows of one network by staff group and detailed role, in the order of these names."""
    named: dict[tuple[str, str], list[RoleFte]] = {}
    for row in rows:
        named.setdefault((row.staff_group, row.detailed_role), []).append(row)
    return tuple(_one(group, name, found, day) for (group, name), found in sorted(named.items()))


def _one(group: str, name: str, rows: Sequence[RoleFte], day: date) -> DetailedRole:
    meaning = meaning_of(name, group)
    told = all(row.source in (STAFF, CONTRACTED) for row in rows)
    return DetailedRole(
        name=name,
        group=group,
        fte=sum_of(row.fte for row in rows),
        contracted=sum_of(row.fte for row in rows if row.source == CONTRACTED) if told else None,
        at_least=sum_of(row.fte for row in rows if row.fte < 0),
        at_most=sum_of(row.fte for row in rows if row.fte > 0),
        role=meaning.role,
        may_be=meaning.may_be_on(day),
        because=meaning.because,
        listed=meaning.listed,
    )
