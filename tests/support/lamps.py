"""A small contract that nobody signed, to test the engine with: lamps are lit, rooms are swept, keys are handed in.

It has one year, 2030/31 (others are made where a test needs them), two documents, and rules and facts of its own.
Nothing of the real contract is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.contract.read import read_documents, read_year
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract
from pcn_des.dates import ContractYear
from pcn_des.engine.registry import Fact, Registry, Rule
from pcn_des.engine.rulebook import Rulebook
from pcn_des.engine.run import findings
from pcn_des.engine.tree import Expr
from pcn_des.engine.view import Observed, Subject, Subjects
from pcn_des.network import Variation
from pcn_des.units import Unit
from pcn_des.values import Unknown

YEAR = ContractYear(2030)

DOCUMENTS = b"""
[charter]
title = "The lamp charter"
publisher = "The lamplighters"
url = "https://example.org/charter"
kind = "primary"
published = 2030-03-01

[almanac]
title = "Almanac"
publisher = "A printer"
url = "https://example.org/almanac"
kind = "secondary"
"""

ABOUT = b"""
contract_year = "2030/31"
published = 2030-03-01
first_document = "charter"
"""

COMMON = 'standing = "confirmed"\nsources = [{ document = "charter", words = "as written" }]\n'


def year_of(text: str, year: ContractYear = YEAR) -> YearContract:
    """The lamp contract with these entries, of 2030/31 or another year that was published in the March before."""
    about = ABOUT.replace(b"2030/31", str(year).encode()).replace(b"2030-03-01", b"%d-03-01" % year.starts_in)
    files = {f"{year.folder}/year.toml": about, f"{year.folder}/lamps.toml": text.encode()}
    return read_year(year, files, read_documents("documents.toml", DOCUMENTS))


def term(key: str, value: str, unit: str, more: str = "") -> str:
    return f'[[terms.{key}]]\ntitle = "{key}"\nvalue = {value}\nunit = "{unit}"\n{COMMON}{more}\n'


def duty(key: str, more: str = "", strength: str = "must") -> str:
    return f'[[obligations.{key}]]\ntitle = "{key}"\nowed_by = "PCN"\nstrength = "{strength}"\n{COMMON}{more}\n'


@attrs.define
class Lamps:
    """A network of lamps: what is known of it, by fact, subject and evidence."""

    values: Mapping[str, Any]
    things: Mapping[str, Subjects] = attrs.field(factory=dict)
    shown: Mapping[str, Any] = attrs.field(factory=dict)

    def observe(self, name: str, args: Any, subject: Subject | None, term: Any) -> Observed:
        return Observed(self.values.get(f"{name}@{subject.id}" if subject else name, Unknown.because(name)))

    def evidence(self, obligation: Any, subject: Subject | None, term: Any) -> Observed:
        return Observed(self.shown.get(obligation.key, Unknown.because("a record")))

    def subjects(self, kind: str, area: str, term: Any) -> Subjects:
        return self.things.get(kind, Subjects((), (f"the {kind}s",)))

    @property
    def opened(self) -> None:
        """Nobody knows."""

    def of_week(self, week: Any) -> Lamps:
        return self


@attrs.define
class Charter:
    """The lamp contract with its facts and rules, to be run on lamps."""

    text: str
    facts: Registry[Fact] = attrs.field(factory=lambda: Registry("fact"))
    rules: Registry[Rule] = attrs.field(factory=lambda: Registry("rule"))

    def fact(self, name: str, unit: str, takes: tuple[str, ...] = ()) -> Charter:
        self.facts.add(name, Fact(name, name, Unit.parse(unit), lambda: None, tuple(map(Unit.parse, takes))))
        return self

    def rule(self, name: str, write: Callable[..., Expr]) -> Charter:
        self.rules.add(name, Rule(name, name, write))
        return self

    def run(
        self,
        lamps: Lamps,
        as_of: date = date(2030, 6, 1),
        known_on: date | None = None,
        variations: tuple[Variation, ...] = (),
        amended: Mapping[str, Any] | None = None,
    ) -> dict[str, Finding]:
        contract = Terms(year_of(self.text), as_of, known_on)
        if amended:
            contract = contract.amend(amended)
        found, _ = findings(Rulebook(self.facts, self.rules), contract, lamps, variations)
        return {finding.rule: finding for finding in found}
