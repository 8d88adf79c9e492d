"""Reads the adjustments of a year of the Investment and Impact Fund, which turn points into pounds, from CSV or TOML.

As CSV (or a sheet of a workbook), a row for each; without a network it is of every network of the extract:

    network,kind,indicator,value
    U00254,list_size,,1.0503
    U00254,prevalence,CVD-05,1.12
    U00254,personalised_care,CVD-05,14

As TOML, where one network is asked about, or with a table for each:

    list_size = 1.0503

    [prevalence]
    CVD-05 = 1.12

    [networks.U00254]
    list_size = 1.0503
    prevalence = { CVD-05 = 1.12 }
    personalised_care = { CVD-05 = 14 }

`list_size` and `prevalence` are factors; `personalised_care` are the patients of a network whom an adjustment takes out
of the denominator of an indicator, where the extract still counts them. An indicator has the code of the fund, or that
of the publisher (NCD103): which one this is in a year says `FundAdjustments.of_year`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.brief import briefly
from pcn_des.contract.files import load_year
from pcn_des.contract.indicator_codes import indicator_of_code
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, as_day_or_none
from pcn_des.errors import FileFormatError, MisuseError
from pcn_des.formats import cells
from pcn_des.formats.columns import Column, in_shape, places_of, refuse_useless, rows_of
from pcn_des.formats.given import Content, Source, content_of
from pcn_des.formats.reading import in_order
from pcn_des.formats.tables import table
from pcn_des.toml_faults import fault

LIST_SIZE: Final = "list_size"
PREVALENCE: Final = "prevalence"
PERSONALISED_CARE: Final = "personalised_care"
KINDS: Final = (LIST_SIZE, PREVALENCE, PERSONALISED_CARE)
_NETWORKS: Final = "networks"
_FACTORS: Final = (LIST_SIZE, PREVALENCE)


@attrs.frozen(kw_only=True)
class FundAdjustment:
    """One adjustment: its kind, its factor or number of patients, of which network (None: every one) and indicator."""

    kind: str
    value: Decimal
    indicator: str | None = None
    network: str | None = None

    @property
    def says(self) -> str:
        """What it is, in words."""
        return " of ".join(filter(None, (self.kind, self.indicator, self.network)))


@attrs.frozen(kw_only=True)
class FundAdjustments:
    """The adjustments of a file, by what they are of. What is said of a network goes before what is said of all."""

    file: str
    rows: tuple[FundAdjustment, ...]

    def list_size(self, network: str | None) -> Decimal | None:
        """The list size adjustment of a network; None where there is none."""
        return self._of(LIST_SIZE, network).get("")

    def prevalences(self, network: str | None) -> Mapping[str, Decimal]:
        """The prevalence adjustments of a network, by indicator."""
        return self._of(PREVALENCE, network)

    def personalised_care(self, network: str | None) -> Mapping[str, Decimal]:
        """The patients of a network whom an adjustment takes out of a denominator, by indicator."""
        return self._of(PERSONALISED_CARE, network)

    def of_networks(self, networks: Collection[str]) -> FundAdjustments:
        """Those of these networks, and those of every one."""
        return attrs.evolve(self, rows=tuple(row for row in self.rows if row.network in {None, *networks}))

    def of_year(self, year: str, *, known_on: date | None = None) -> FundAdjustments:
        """The same by the codes that the fund has in a contract year; a code that it does not have stays as it is.

        Raises:
            MisuseError: an adjustment is there under two codes of one indicator.
            OutsideDataError: a year that the data do not have.
        """
        contract = _contract(year, known_on)
        named: dict[tuple[str, str | None, str | None], FundAdjustment] = {}
        for row in self.rows:
            key = (row.kind, row.network, row.indicator and _own_code(row.indicator, contract))
            if key in named:
                both = f"{named[key].indicator} and {row.indicator}"
                raise MisuseError(f"{self.file}: {both} are one indicator, {key[2]}; keep {row.kind} of one of them")
            named[key] = row
        return attrs.evolve(self, rows=tuple(attrs.evolve(row, indicator=key[2]) for key, row in named.items()))

    def _of(self, kind: str, network: str | None) -> dict[str, Decimal]:
        chosen = [row for row in self.rows if row.kind == kind]
        of_all, own = ([row for row in chosen if row.network == named] for named in (None, network))
        return {row.indicator or "": row.value for row in (*of_all, *own)}


def read(source: Source, *, name: str = "") -> FundAdjustments:
    """Reads adjustments from CSV, a sheet or TOML (by the ending `.toml`).

    Rows that are wrong end the reading, and each of them is named.

    Raises:
        FileFormatError: it is none of these, a heading is missing, a row is wrong, or something is said twice.
        FileNotFoundError: there is no such file.
    """
    content = content_of(source, name)
    rows = tuple(_of_toml(content) if content.ending == ".toml" else _of_table(source, content.name))
    times = Counter(row.says for row in rows)
    if twice := [said for said, number in times.items() if number > 1]:
        each = "one" if len(twice) == 1 else "one of each"
        raise FileFormatError(f"{content.name} has {', '.join(twice)} twice; keep {each}")
    return FundAdjustments(file=content.name, rows=rows)


def _of_table(source: Source, name: str) -> Iterable[FundAdjustment]:
    columns = {
        "network": Column(("network",), cells.or_none(cells.pcn_code), optional=True),
        "kind": Column(("kind",), _kind),
        "indicator": Column(("indicator",), cells.text_or_none, optional=True),
        "value": Column(("value",), cells.decimal),
    }
    under = table(source, columns, name=name)
    good, broken = in_shape(under.body, len(under.headings), under.file)
    found = rows_of(_row, columns, places_of(columns, under.headings, under.file), good, under.file)
    if problems := in_order(broken, found.problems):
        raise FileFormatError("; ".join(map(str, problems)))
    refuse_useless(found)
    return found.made


def _row(*, kind: str, value: Decimal, indicator: str | None, network: str | None, row: int) -> FundAdjustment:
    return _checked(kind, value, indicator, network)


def _kind(cell: str) -> str:
    kind = cell.strip().casefold().replace(" ", "_")
    if kind not in KINDS:
        raise ValueError(f"it is no kind of adjustment; write one of: {', '.join(KINDS)}")
    return kind


def _checked(kind: str, value: Decimal, indicator: str | None, network: str | None) -> FundAdjustment:
    """An adjustment that can be.

    Raises:
        ValueError: it names an indicator and may not, or names none and must, or its factor is 0.
    """
    indicator = (indicator or "").strip().upper() or None
    if (kind == LIST_SIZE) != (indicator is None):
        needs = "of no single indicator; leave the indicator empty" if indicator else "of an indicator; name it"
        raise ValueError(f"the adjustment {kind} is {needs}")
    if kind in _FACTORS and value == 0:
        raise ValueError(f"the factor {kind} is 0; it is above 0, and 1 changes nothing")
    return FundAdjustment(kind=kind, value=value, indicator=indicator, network=network)


def _of_toml(content: Content) -> Iterable[FundAdjustment]:
    try:
        text = content.raw.decode("utf-8")
        said = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise FileFormatError(f"{content.name} is no TOML: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise FileFormatError(f"{content.name} is no TOML: {fault(text, error)}") from None
    networks = said.pop(_NETWORKS, {})
    if not isinstance(networks, dict) or not all(isinstance(part, dict) for part in networks.values()):
        raise FileFormatError(f"{content.name}: [{_NETWORKS}] has a table for each network, such as [networks.U00254]")
    rows: list[FundAdjustment] = []
    wrong: list[str] = []
    for network, part in ((None, said), *networks.items()):
        of = "" if network is None else f"[{_NETWORKS}.{network}]: "
        for name, indicator, value in _each(part):
            try:
                rows.append(_of_entry(name, indicator, value, None if network is None else cells.pcn_code(network)))
            except ValueError as error:
                wrong += [] if f"{of}{error}" in wrong else [f"{of}{error}"]
    if wrong:
        raise FileFormatError(f"{content.name}: {'; '.join(wrong)}")
    return rows


def _each(part: Mapping[str, Any]) -> Iterator[tuple[str, str | None, Any]]:
    """What stands in a part: the name, the indicator where there is one, and the value."""
    for name, value in part.items():
        if name in KINDS and name != LIST_SIZE and isinstance(value, dict):
            yield from ((name, indicator, number) for indicator, number in value.items())
        else:
            yield name, None, value


def _of_entry(name: str, indicator: str | None, value: Any, network: str | None) -> FundAdjustment:
    if name not in KINDS:
        raise ValueError(f"there is no '{name}'; write {', '.join(KINDS)}, or [{_NETWORKS}.U00254]")
    if name != LIST_SIZE and indicator is None:
        raise ValueError(f"{name} is {briefly(value)}; write it for each indicator, as in {{ CVD-05 = 1.12 }}")
    return _checked(name, _number(" of ".join(filter(None, (name, indicator))), value), indicator, network)


def _number(what: str, value: Any) -> Decimal:
    try:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise ValueError
        return cells.decimal(f"{value:f}" if isinstance(value, Decimal) else str(value))
    except ValueError:
        raise ValueError(f"{what} is {briefly(value)}; write a number of 0 or more, such as 1.12") from None


def check_networks(adjustments: FundAdjustments, networks: Collection[str]) -> None:
    """Refuse adjustments of a network that is not among those of the figures: they would change nothing.

    Raises:
        MisuseError: there are such networks; all of them are named.
    """
    lost = dict.fromkeys(row.network for row in adjustments.rows if row.network not in {None, *networks})
    if lost:
        names = ", ".join(filter(None, lost))
        raise MisuseError(
            f"{adjustments.file} has adjustments of {names}, and there are no figures of {names} in the extract; "
            "correct the code, or leave the network out"
        )


def with_personalised_care(
    rows: Iterable[Mapping[str, Any]], adjustments: FundAdjustments, year: str, *, known_on: date | None = None
) -> tuple[Mapping[str, Any], ...]:
    """Rows of figures with the patients that an adjustment takes out: on the first row of the indicator and network.

    They are of its practices together, whichever row they stand on. What is said of a network goes before what is said
    of none, which is of the one network that there is.

    Raises:
        MisuseError: there are such patients of an indicator of which the rows have no figures; adjustments of a network
            of which they have none (`FundAdjustments.of_networks` has those of some alone); patients that are said of
            no network, and there are several; or one indicator under two codes.
        OutsideDataError: a year that the data do not have.
    """
    contract = _contract(year, known_on)
    told = adjustments.of_year(year, known_on=known_on)
    listed = [dict(row) for row in rows]
    networks = list(dict.fromkeys(row["network"] for row in listed))
    check_networks(told, networks)
    of_none = next((row for row in told.rows if row.kind == PERSONALISED_CARE and row.network is None), None)
    if of_none is not None and len(networks) > 1:
        raise MisuseError(f"{told.file} has {of_none.says} of no network; name it, for there are several")
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for row in listed:
        first.setdefault((row["network"], _own_code(row["indicator"], contract)), row)
    for network in networks or [None]:
        for indicator, patients in told.personalised_care(network).items():
            if (network, indicator) not in first:
                said = FundAdjustment(kind=PERSONALISED_CARE, value=patients, indicator=indicator, network=network).says
                raise MisuseError(f"{told.file} has {said}, and the extract has no figures of it; correct one")
            first[network, indicator]["personalised_care_adjustments_of_network"] = patients
    return tuple(listed)


def _contract(year: str, known_on: date | None) -> Terms:
    asked = ContractYear.parse(year)
    return Terms(load_year(asked), asked.last_day, as_day_or_none(known_on, "known_on"))


def _own_code(code: str, contract: Terms) -> str:
    """The fund's code of an indicator in a year; of one that it does not have, the code that there is."""
    return indicator_of_code(code, contract, contract.contract.indicators) or code.strip().upper()
