"""Reads case tables: files in which a person writes down what a duty answers of some records on some days.

A file is TOML. Each case names a `rule` (or several `rules` that answer the same), says what `it` shows, and has
`records` as a network file has them, or `given` facts; `answers` are by day. What several cases share is a named set of
records that they take `with` them.

    [sets.two_practices]
    practices = [{ code = "A00001", name = "Mill Lane Surgery" }, { code = "A00002", name = "Weir Street Surgery" }]

    [[cases]]
    rule = "nominated_payee.named"
    it = "A payee is named from 1 April"
    with = ["two_practices"]
    records.payees = [{ name = "Mill Lane Surgery", since = 2023-04-01 }]
    answers = { 2023-03-31 = "UNKNOWN", 2023-04-01 = { is = "MET", because = "since 1 April 2023" } }

An answer is one of the statuses as people read them (NOT MET), NOT IN FORCE, or TEXT NOT FOUND.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from pcn_des.contract.files import every_key
from pcn_des.errors import FileFormatError, PcnDesError, RecordError
from pcn_des.formats.given import Content, Source, content_of
from pcn_des.formats.network_file.read import read_network
from pcn_des.formats.plain_values import a_day, no_such_field, offered, plain_values, shown, unfit
from pcn_des.network import Network
from pcn_des.questions.cases import ANSWERS, Case, Expected

_ANYBODY: Final = {"code": "U00001", "name": "Millbrook PCN"}
_FIELDS: Final = ("rule", "rules", "it", "subject", "known_on", "source", "with", "records", "given", "answers")
_TEXTS: Final = ("rule", "it", "subject", "source")
_LISTS: Final = ("rules", "with")
_TABLES: Final = ("records", "given", "answers")
LARGEST_FILE: Final = 5_000_000  # bytes; the longest of our own has about 40,000


def read_cases(source: Source, *, name: str = "") -> tuple[Case, ...]:
    r"""The cases of a file, or of every `.toml` file in a folder and the folders below it, in the order of their names.

    `source` is a path, or the bytes of a file, which messages call by `name`.

    Raises:
        RecordError: a case that can't be used; every one is named.
        FileFormatError: a file that is not TOML, too large or no regular file, or a folder without a `.toml` file.
        FileNotFoundError: there is no such file or folder.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "payee.toml")
        ...     _ = path.write_text(
        ...         '[[cases]]\n'
        ...         'rule = "nominated_payee.named"\n'
        ...         'it = "nobody is named"\n'
        ...         'records.payees = []\n'
        ...         'answers.2023-04-01 = "NOT MET"\n'
        ...     )
        ...     print(read_cases(path)[0])
        nominated_payee.named: nobody is named
          1 April 2023: NOT MET
    """
    if isinstance(source, bytes):
        return _cases_of(content_of(source, name, LARGEST_FILE))
    path = Path(source)
    files = sorted(file for file in path.rglob("*") if _is_table(file)) if path.is_dir() else [path]
    if not files:
        raise FileFormatError(f"{path} has no .toml file; case tables are TOML")
    cases: list[Case] = []
    wrong: list[PcnDesError] = []
    for file in files:
        try:
            cases += _cases_of(content_of(file, "", LARGEST_FILE))
        except (RecordError, FileFormatError) as error:
            wrong.append(error)
    if len(wrong) > 1:
        raise RecordError(str(path), [problem for error in wrong for problem in _told(error)])
    if wrong:
        raise wrong[0]
    return tuple(cases)


def _told(error: PcnDesError) -> list[str]:
    """What is wrong in a file of a folder, with its name."""
    if isinstance(error, RecordError):
        return [f"{error.what}: {problem}" for problem in error.problems]
    return [str(error)]


def _is_table(file: Path) -> bool:
    return file.suffix.casefold() == ".toml"


def _cases_of(content: Content) -> tuple[Case, ...]:
    raw = plain_values(content, ending=".toml")
    if wrong := [f"{place}: {text}" if place else text for place, text in unfit(raw)]:
        raise RecordError(content.name, wrong)
    found, problems = [], [no_such_field(name, ("sets", "cases")) for name in raw if name not in ("sets", "cases")]
    sets, entries = raw.get("sets", {}), raw.get("cases", [])
    if not isinstance(sets, Mapping) or not all(isinstance(records, Mapping) for records in sets.values()):
        problems.append("'sets' must be tables of records: [sets.two_practices]")
        sets = {}
    if not isinstance(entries, list):
        problems.append("'cases' must be a list of tables: [[cases]]")
        entries = []
    for place, entry in enumerate(entries, 1):
        try:
            found += _cases(content.name, entry, sets)
        except (ValueError, PcnDesError) as error:
            inside = error.problems if isinstance(error, RecordError) else (error,)
            problems += [f"case {place} ({_title(entry)}): {problem}" for problem in inside]
    if problems or not found:
        raise RecordError(content.name, problems or ["there is no [[cases]] in it"])
    return tuple(found)


def _title(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return "no table"
    rules = entry.get("rules", ())
    several = ", ".join(map(str, rules)) if isinstance(rules, list) else ""
    return f"{entry.get('rule') or several or 'no rule'}: {entry.get('it', 'no title')}"


def _cases(file: str, entry: Any, sets: Mapping[str, Mapping[str, Any]]) -> list[Case]:
    """A case for each of the rules that an entry names."""
    _refuse_shapes(entry)
    for name in ("it", "answers"):
        if not entry.get(name):
            raise ValueError(f"'{name}' is missing")
    if ("rule" in entry) == ("rules" in entry):
        raise ValueError("it needs a 'rule', or a list of 'rules' that answer the same")
    rules = [entry["rule"]] if "rule" in entry else entry["rules"]
    if not rules:
        raise ValueError("'rules' is empty: name a duty that it is about")
    known = every_key("obligations")
    for rule in rules:
        if rule not in known:
            raise ValueError(f"there is no duty '{rule}'{offered(rule, known)}")
    about = _about(entry, sets)
    answers = tuple(_expected(day, said) for day, said in entry["answers"].items())
    return [
        Case(
            file=file,
            rule=rule,
            it=entry["it"],
            about=about,
            answers=answers,
            subject=entry.get("subject"),
            known_on=None if "known_on" not in entry else a_day(entry["known_on"]),
            source=entry.get("source", ""),
        )
        for rule in rules
    ]


def _refuse_shapes(entry: Any) -> None:
    """Refuses an entry whose fields are of another kind than they must be."""
    if not isinstance(entry, Mapping):
        raise ValueError(f"{shown(entry)} is no table; write it below [[cases]]")
    for name, said in entry.items():
        if name not in _FIELDS:
            raise ValueError(no_such_field(name, _FIELDS))
        if name in _TEXTS and not isinstance(said, str):
            raise ValueError(f"'{name}' is {shown(said)}; it must be a text in quotes")
        if name in _LISTS and not (isinstance(said, list) and all(isinstance(one, str) for one in said)):
            raise ValueError(f"'{name}' is {shown(said)}; it must be a list of texts in brackets")
        if name in _TABLES and not isinstance(said, Mapping):
            raise ValueError(f"'{name}' is {shown(said)}; it must be a table")


def _about(entry: Mapping[str, Any], sets: Mapping[str, Mapping[str, Any]]) -> Network | Mapping[str, Any]:
    if "given" in entry:
        if "records" in entry or "with" in entry:
            raise ValueError("it has both 'given' facts and records; a case has one of the two")
        given: Mapping[str, Any] = entry["given"]
        return given
    records = dict(_ANYBODY)
    for name in entry.get("with", ()):
        if name not in sets:
            raise ValueError(f"there is no set of records '{name}'{offered(name, sets)}")
        records.update(sets[name])
    return read_network({**records, **entry.get("records", {})})


def _expected(day: str, said: Any) -> Expected:
    if not isinstance(said, str | Mapping):
        raise ValueError(f"the answer of {day} is {shown(said)}; write it as a text, or as a table with 'is'")
    fields: dict[str, Any] = {"is": said} if isinstance(said, str) else dict(said)
    answer = fields.pop("is", None)
    if answer not in ANSWERS:
        raise ValueError(f"the answer of {day} is {shown(answer)}; it must be one of: {', '.join(ANSWERS)}")
    allowed = [field.name for field in attrs.fields(Expected) if field.name not in ("day", "answer")]
    for name in fields:
        if name not in allowed:
            raise ValueError(f"the answer of {day}: {no_such_field(name, ['is', *allowed])}")
        kind = {"late_by": int, "needs": list}.get(name, str)
        if not isinstance(fields[name], kind):
            wanted = {int: "a whole number of days", list: "a list of texts in brackets"}.get(kind, "a text in quotes")
            raise ValueError(f"the answer of {day}: '{name}' is {shown(fields[name])}; it must be {wanted}")
    if "needs" in fields:
        fields["needs"] = tuple(fields["needs"])
    return Expected(day=a_day(day), answer=answer, **fields)
