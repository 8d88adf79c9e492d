"""Reads a report that was saved as JSON: its receipt, and what it answered, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

import attrs

from pcn_des.answers.difference import COMPARED
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.report import REPORT_FORMAT, Report
from pcn_des.answers.status import Status
from pcn_des.errors import FileFormatError
from pcn_des.formats.given import LARGEST_FILE, Source, content_of, name_of
from pcn_des.formats.plain_values import plain_values, shown, unfit

_NO_REPORT: Final = (".toml", ".xlsx")
_STATUSES: Final = {status.value: status for status in Status}
_OF_RECEIPT: Final = ("as_of", "known_on", "contract_year", "contract_digest", "package_version")
_SINCE_FORMAT_2: Final = ("records_digest", "practice", "amended")
_DAYS: Final = ("as_of", "known_on")
_OPTIONAL: Final = ("known_on", "records_digest", "practice")
_IN_BRACKETS: Final = re.compile(r".*\((\w+)\)")


@attrs.frozen
class SavedFinding:
    """What a saved report says of a duty, with the fields that a finding has."""

    values: Mapping[str, Any]

    @property
    def rule(self) -> str:
        """The id of the obligation."""
        return str(self.values["rule"])

    @property
    def subject(self) -> str | None:
        """Which of several subjects it is about."""
        return self.values["subject"]  # type: ignore[no-any-return]  # checked when it was read

    @property
    def answer(self) -> Status:
        """The answer."""
        return _STATUSES[self.values["status"]]

    @property
    def parts(self) -> tuple[SavedFinding, ...]:
        """The answers about its subjects."""
        return tuple(map(SavedFinding, self.values["parts"]))

    def __getattr__(self, name: str) -> Any:
        if name not in COMPARED:
            raise AttributeError(name)
        return self.values[name]


@attrs.frozen
class SavedReport:
    """A saved report: under what it was made, and everything that it says."""

    heading: Heading
    receipt: Receipt
    format: int
    values: Mapping[str, Any]

    @property
    def findings(self) -> tuple[SavedFinding, ...]:
        """What it says of each duty."""
        return tuple(map(SavedFinding, self.values["findings"]))


def read_report(source: Source | Mapping[str, Any] | Report, *, name: str = "") -> SavedReport:
    """A report as `Report.to_dict()` gives it, from a JSON file, its bytes, plain values or the report itself.

    Raises:
        FileFormatError: it is no report, of a newer format, damaged, too large or no regular file.
        FileNotFoundError: there is no such file.
    """
    named, values = name or "the report", _plain(source)
    if values is None:
        named = name_of(cast("Source", source), name)
        content = content_of(cast("Source", source), named, LARGEST_FILE)
        if content.ending in _NO_REPORT:
            raise FileFormatError(f"{named} is no saved report, which is JSON; save one with: pcn-des check --json")
        values = plain_values(content, "report")
    for place, wrong in (*unfit(values), *_wrong(values)):
        raise FileFormatError(f"{named} is no report that can be made again: {place}: {wrong}")
    said = values["receipt"]
    receipt = Receipt(
        as_of=date.fromisoformat(said["as_of"]),
        known_on=date.fromisoformat(said["known_on"]) if said["known_on"] else None,
        contract_year=said["contract_year"],
        contract_digest=said["contract_digest"],
        package_version=said["package_version"],
        records_digest=said.get("records_digest"),
        practice=said["practice"] if "practice" in said else _practice(values["heading"]["practice"]),
        amended=tuple(said.get("amended", ())),
    )
    heading = Heading(**{field.name: values["heading"][field.name] for field in attrs.fields(Heading)})
    return SavedReport(heading, receipt, values.get("format", 1), values)


def _plain(source: Source | Mapping[str, Any] | Report) -> Mapping[str, Any] | None:
    """The plain values of a report that is no file."""
    if isinstance(source, Report):
        return source.to_dict()  # type: ignore[no-any-return]
    return source if isinstance(source, Mapping) else None


def _practice(named: str | None) -> str | None:
    """The code of the practice that a report of the first format is about."""
    found = _IN_BRACKETS.fullmatch(named or "")
    return found[1] if found else None


def _wrong(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a report would not hold, with its place, as far as it has to be understood to make the report again."""
    form = values.get("format", 1)
    receipt, heading, findings = (values.get(name) for name in ("receipt", "heading", "findings"))
    if not isinstance(receipt, Mapping):  # of something else, the format would say nothing
        yield "receipt", "it is not there; is the file what pcn-des check --json writes?"
    elif type(form) is not int or form < 1:
        yield "format", f"{shown(form)} is no format; it is a whole number up to {REPORT_FORMAT}"
    elif form > REPORT_FORMAT:
        yield "format", f"it is {form}, and this version reads up to {REPORT_FORMAT}; use a newer pcn_des"
    if isinstance(receipt, Mapping):
        yield from _wrong_in_receipt(receipt, (*_OF_RECEIPT, *(_SINCE_FORMAT_2 if form == REPORT_FORMAT else ())))
    if not isinstance(heading, Mapping):
        yield "heading", "it is not there"
    else:
        for field in attrs.fields(Heading):
            if field.name not in heading or not isinstance(heading[field.name], str | None):
                yield f"heading.{field.name}", "it is no text"
    if not isinstance(findings, list):
        yield "findings", "they are not there"
    else:
        yield from _wrong_in_findings("findings", findings)


def _wrong_in_receipt(receipt: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in fields:
        value = receipt.get(name)
        if name not in receipt:
            yield f"receipt.{name}", "it is not there"
        elif name == "amended":
            if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
                yield f"receipt.{name}", f"{shown(value)} is no list of terms"
        elif value is None and name in _OPTIONAL:
            continue
        elif not isinstance(value, str):
            yield f"receipt.{name}", f"{shown(value)} is no text"
        elif name in _DAYS and not _is_day(value):
            yield f"receipt.{name}", f"{shown(value)} is not a day"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong_in_findings(place: str, findings: list[Any]) -> Iterator[tuple[str, str]]:
    for number, finding in enumerate(findings, 1):
        here = f"{place}[{number}]"
        if not isinstance(finding, Mapping):
            yield here, "it is no finding"
            continue
        for name in ("rule", "subject", "parts", *COMPARED):
            if name not in finding:
                yield f"{here}.{name}", "it is not there"
        for name in ("rule", "reason", "status"):
            if not isinstance(finding.get(name, ""), str):
                yield f"{here}.{name}", f"{shown(finding[name])} is no text"
        if isinstance(finding.get("status"), str) and finding["status"] not in _STATUSES:
            yield f"{here}.status", f"{shown(finding['status'])} is none of {', '.join(_STATUSES)}"
        if not isinstance(finding.get("subject"), str | None):
            yield f"{here}.subject", f"{shown(finding['subject'])} is no text"
        if not isinstance(finding.get("parts", []), list):
            yield f"{here}.parts", f"{shown(finding['parts'])} is no list"
        else:
            yield from _wrong_in_findings(f"{here}.parts", finding.get("parts", []))
