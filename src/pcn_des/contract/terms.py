"""The contract in force on a day, as far as it was published by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from pcn_des.arguments import a_mapping, names
from pcn_des.contract.amending import hypothetical, supposed, with_value
from pcn_des.contract.areas import Choice
from pcn_des.contract.blocks import ReadingBlock, combinations
from pcn_des.contract.entries import Indicator, Obligation, Payment, Role, Service, Term, Window
from pcn_des.contract.files import draft_year, every_key, load_year, title_of, year_of, years
from pcn_des.contract.in_force import AllServices, InForce
from pcn_des.contract.listing import Listing, Overview, listing, overview
from pcn_des.contract.named import a_block, a_section, an_entry
from pcn_des.contract.own_entries import with_own
from pcn_des.contract.question import terms
from pcn_des.contract.spells import Spell, spells
from pcn_des.contract.when import what_became, when_in_force
from pcn_des.contract.year import Missing, YearContract, as_known, in_force, unknown_term, when_published
from pcn_des.dates import ContractYear, Period
from pcn_des.errors import UnknownNameError
from pcn_des.frozen import FrozenMap, frozen
from pcn_des.showing import Shown
from pcn_des.wording import in_words


@attrs.frozen(eq=False, repr=False)
class Terms(Shown, Mapping[str, Term]):
    """The contract on one day: a mapping from key to `Term`, with its services, obligations and roles.

    `taken` says which reading of a block of half-known terms is supposed to be the true one: what the reading says, by
    the key of its block. It is empty where nothing is supposed.

    Two are equal if they are of the same data, day and day of knowledge, with the same amendments and readings.
    """

    contract: YearContract  # all versions of the year's entries
    as_of: date
    known_on: date | None = None
    _amended: Mapping[str, Term] = attrs.field(factory=FrozenMap, converter=frozen)
    taken: Mapping[str, str] = attrs.field(factory=FrozenMap, converter=frozen)
    _found: dict[str, Term | None] = attrs.field(init=False, factory=dict)  # what was looked up before
    _gaps: dict[str, Mapping[str, Missing]] = attrs.field(init=False, factory=dict)  # of each section, likewise

    def __eq__(self, other: object) -> bool:
        return self._said() == other._said() if isinstance(other, Terms) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[str, date, date | None, Mapping[str, Term], Mapping[str, str]]:
        return self.contract.digest, self.as_of, self.known_on, self._amended, self.taken

    @property
    def _known_by(self) -> date:
        return self.known_on or date.max

    @property
    def contract_year(self) -> str:
        """The contract year, as in `2022/23`."""
        return str(self.contract.year)

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.contract.draft_of

    @property
    def unpublished(self) -> str | None:
        """What to say where the day of knowledge is before the year's first document; None where it is not."""
        if self.known_on is None or self.known_on >= self.contract.published:
            return None
        if self.draft_of:
            return f"Nothing of {self.contract_year} had been published by {in_words(self.known_on)}: it is a draft."
        return (
            f"Little of {self.contract_year} had been published by {in_words(self.known_on)}: the year's first "
            f"document came out on {in_words(self.contract.published)}. What was not known is not in this answer."
        )

    @property
    def hypothetical(self) -> Mapping[str, Term]:
        """The terms that were changed by `amend`."""
        return {key: term for key, term in self._amended.items() if term.hypothetical}

    @property
    def services(self) -> InForce[Service]:
        """The services in delivery."""
        found = {key: service for key, service in self._answering("services").items() if service.phase == "delivery"}
        return InForce("service", "services", self, FrozenMap(found))

    @property
    def all_services(self) -> AllServices:
        """The services of the day in any phase: planned, in preparation, in delivery, merged or withdrawn.

        Examples:
            >>> from datetime import date
            >>> from pcn_des import terms
            >>> for key, service in terms(date(2021, 11, 1), known_on=date(2020, 5, 1)).all_services.items():
            ...     print(service.phase, key)
            planned cvd_prevention_and_diagnosis
            planned tackling_neighbourhood_health_inequalities
            planned personalised_care
            planned anticipatory_care
        """
        return AllServices("service", "services", self, self._answering("services"))

    @property
    def roles(self) -> InForce[Role]:
        """The roles that are reimbursable under the ARRS."""
        return self._in_force("role", "roles")

    @property
    def obligations(self) -> InForce[Obligation]:
        """The obligations in force."""
        return self._in_force("obligation", "obligations")

    @property
    def payments(self) -> InForce[Payment]:
        """The payment streams that are paid."""
        return self._in_force("payment stream", "payments")

    @property
    def indicators(self) -> InForce[Indicator]:
        """The indicators of the Investment and Impact Fund."""
        return self._in_force("indicator", "indicators")

    @property
    def windows(self) -> InForce[Window]:
        """The windows to sign up, join, leave or claim."""
        return self._in_force("window", "windows")

    @property
    def missing_obligations(self) -> Mapping[str, Missing]:
        """The obligations that are known to exist but whose text was not found, with what is missing."""
        return self.not_found("obligations")

    def not_found(self, section: str) -> Mapping[str, Missing]:
        """The entries of a section such as `obligations` that are known to exist but whose text was not found."""
        a_section(section, self.contract)
        if section not in self._gaps:
            self._gaps[section] = FrozenMap(self._gaps_of(section))
        return self._gaps[section]

    def _gaps_of(self, section: str) -> dict[str, Missing]:
        found = {}
        for key in self.contract.missing[section]:
            version = self._answering(section).get(key)
            after = version.published if version else None
            gap = self.contract.missing_note(section, key, self.as_of, after=after, known_on=self._known_by)
            if gap is not None:
                found[key] = gap
        return found

    def listing(self, section: str = "terms", *, area: str | None = None, search: str = "", below: str = "") -> Listing:
        """The entries of a kind that the day has: all, those of an area, those with some words.

        Args:
            section: `terms`, `obligations`, `services` (in any phase), `roles`, `payments`, `indicators` or `windows`.
            area: only those of an area, the first part of keys; or `roles`, `indicators`, `windows`.
            search: only those that have these words, in whatever letters, in their key, title or what they say.
            below: only those whose key begins so: `arrs.paramedic`.

        Raises:
            UnknownNameError: an area or section that there is not.

        Examples:
            >>> from datetime import date
            >>> from pcn_des import terms
            >>> found = terms(date(2022, 11, 1)).listing("obligations", search="home round")
            >>> list(found.entries)
            ['care_homes.weekly_home_round']
        """
        return listing(self, Choice(area, section, search), below)

    @property
    def overview(self) -> Overview:
        """How many entries of each kind the day has, by area."""
        return overview(self)

    def on(self, day: date) -> Terms:
        """The contract on another day, under the same knowledge, hypothesis and readings; no network's variations.

        Raises:
            OutsideDataError: the day is outside the data.
        """
        if not (self.contract.own or self.hypothetical or self.taken):
            return terms(day, self.known_on)  # which whoever asked about that day before has looked up
        contract = year_of(day)
        if self.contract.own:
            contract = with_own(contract, self.contract.own)
        return Terms(contract, day, self.known_on, self.hypothetical, self.taken)

    @property
    def says(self) -> str:
        """What the readings that are taken suppose, in words; nothing where none is."""
        return "; ".join(self.taken.values())

    def reading_blocks(self, keys: Iterable[str]) -> tuple[ReadingBlock, ...]:
        """The blocks of readings that the values of these terms depend on, as far as is known; each once.

        A block does not count for a term that a later version, an amendment or a reading that is taken settles.
        """
        terms = {key: self._lookup(key) for key in names(keys, "keys")}
        for key in (key for key, term in terms.items() if term is None):
            an_entry("terms", key, self.contract)
        found = dict.fromkeys(term.block for term in terms.values() if term is not None and not term.is_known)
        return tuple(self._block(key) for key in found if key)

    def readings(self, keys: Iterable[str]) -> tuple[Terms, ...]:
        """The contract under each combination of readings of the blocks that these terms depend on.

        Empty where no block does, and where there are more than eight combinations: only the limits of the terms
        are used then.

        Examples:
            >>> from datetime import date
            >>> from pcn_des import terms
            >>> for reading in terms(date(2024, 5, 1)).readings(["core_pcn_funding.registered_rate"]):
            ...     print(reading["core_pcn_funding.registered_rate"].value, reading.says)
            2.269 the whole uplift went into the rate on the registered list
            2.218 the whole uplift went into the rate on the adjusted population
        """
        return tuple(self.read_as(taken) for taken in combinations(self.reading_blocks(keys)))

    def read_as(self, taken: Mapping[str, str]) -> Terms:
        """The same contract with readings taken to be the true ones: what each says, by the key of its block.

        A block that has no such reading, or that nothing rests on on this day, stays as it is.
        """
        for block in a_mapping(taken, "taken", "what a reading says, by the key of its block"):
            a_block(block, self.contract)
        return Terms(self.contract, self.as_of, self.known_on, self._amended, {**self.taken, **taken})

    def amend(self, changes: Mapping[str, Any]) -> Terms:
        """A hypothetical contract with other values; findings made under it are marked so.

        Raises:
            UnknownNameError: a key that the contract never used.
            MisuseError: a value of another kind than the term's unit; a float; a number below nought.
            WrongTypeError: no mapping.

        Examples:
            >>> from datetime import date
            >>> from pcn_des import terms
            >>> shorter = terms(date(2022, 11, 14)).amend({"enhanced_access.minutes_per_1000": 45})
            >>> shorter["enhanced_access.minutes_per_1000"].note
            'Hypothetical: the contract says 60 minutes per 1,000 adjusted patients per week.'
            >>> list(shorter.hypothetical)
            ['enhanced_access.minutes_per_1000']
        """
        give = "a mapping of keys to values, such as {'enhanced_access.minutes_per_1000': 45}"
        given = a_mapping(changes, "changes", give)
        return self.replaced({key: (value, hypothetical(self[key])) for key, value in given.items()})

    def with_own(self, *entries: Obligation | Term) -> Terms:
        """The contract with duties and figures of your own beside it, for `assess(…, under=…)`; a report says so.

        A duty without `evidence` or `judgement` is checked by the rule of its key, which `@obligation` registers.

        Raises:
            MisuseError: a key that the contract has already, an entry that does not say what it must, or what is none.
            UnknownNameError: a kind of evidence that there is not.
        """
        return Terms(with_own(self.contract, entries), self.as_of, self.known_on, self._amended, self.taken)

    def __getitem__(self, key: str) -> Term:
        if not isinstance(key, str):
            raise UnknownNameError("term", key, every_key("terms"))
        term = self._lookup(key)
        if term is not None:
            return term
        versions = [version for year in years() for version in load_year(year).terms.get(key, ())]
        spans = [version.period for version in as_known(versions, self._known_by)]
        if versions and not spans:
            by = in_words(self._known_by)
            return self._unknown(key, f"not in force on {in_words(self.as_of)}, as published by {by}")
        if spans:
            until = max(period.until for period in spans if period.until)
            note = f"not in force on {in_words(self.as_of)}: the data have it {Period(min(spans).since, until)}"
            note += self.why_not("terms", key)
            drafted = draft_year()
            told = any(str(ContractYear.of(period.since)) == drafted for period in spans)
            return attrs.evolve(self._unknown(key, note), told_by=drafted if told else "")
        if any(key in load_year(year).missing["terms"] for year in years()):
            return self._unknown(key, f"not in the data for {self.contract_year}")
        raise UnknownNameError("term", key, every_key("terms"))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._lookup(key) is not None

    def get(self, key: str, default: Any = None) -> Any:
        """The term, or `default` where it is not in force and not known to be missing."""
        return (self._lookup(key) if isinstance(key, str) else None) or default

    def __iter__(self) -> Iterator[str]:
        keys = dict.fromkeys([*self.contract.terms, *self.contract.missing["terms"]])
        return (key for key in keys if self._lookup(key) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        known = f", as published by {in_words(self.known_on)}" if self.known_on else ""
        return f"<Terms of {self.contract_year} on {in_words(self.as_of)}{known}>"

    def _lookup(self, key: str) -> Term | None:
        if key in self._amended:
            return self._amended[key]
        if key not in self._found:
            self._found[key] = self._resolve(key)
        return self._found[key]

    def _resolve(self, key: str) -> Term | None:
        spell = self._spell(key)
        if spell is not None:
            return self._as_read(self._beside_superseded(spell.term))
        versions = self.contract.terms.get(key, ())
        later = [entry.published for entry in versions if entry.since <= self.as_of <= entry.until and entry.published]
        if later:
            return self._unknown(key, f"not published yet; it was on {in_words(min(later))}")
        return None

    def is_published(self, key: str) -> bool:
        """Whether anything of a term of the day is known by then: its value, limits, or that it was not found.

        Of a year of which nothing had been published, nothing is known to be missing either.
        """
        spell = self._spell(an_entry("terms", key, self.contract))
        known = spell is not None and (spell.version is not None or not self.unpublished)
        return key in self._amended or known

    def _beside_superseded(self, term: Term) -> Term:
        """A term; where its value is not established, with the edition that it superseded, if that had one."""
        if term.is_known:
            return term
        editions = [
            version
            for version in self.contract.terms.get(term.key, ())
            if version.is_known and version.since <= self.as_of and when_published(version) <= self._known_by
        ]
        last = max(editions, key=lambda version: (min(version.until, self.as_of), version.published), default=None)
        return term if last is None else attrs.evolve(term, superseded=last)

    def _spell(self, key: str) -> Spell | None:
        """What is said of a term on the day, as far as it is known."""
        said = spells(self.contract, key, self._known_by)
        return next((spell for spell in said if spell.since <= self.as_of <= spell.until), None)

    def _unknown(self, key: str, note: str) -> Term:
        """The term of a key that has no version on the day."""
        return unknown_term(key, title_of("terms", key), Period(self.as_of, self.as_of), note)

    def _as_read(self, version: Term) -> Term:
        """A version, with the value of the reading that is taken where it is part of a block."""
        says = self.taken.get(version.block)
        reading = self._block(version.block).reading(says) if says is not None else None
        if reading is None:
            return version
        return with_value(version, reading.values[version.key], note=f"Supposing that {says}.")

    def _block(self, key: str) -> ReadingBlock:
        block = in_force(self.contract.readings[key], self.as_of, self._known_by)
        assert block is not None  # its versions are in force when those of its terms are
        return block

    def replaced(self, changes: Mapping[str, tuple[Any, Mapping[str, Any]]]) -> Terms:
        """The same contract with other values, each with the marks that say why."""
        amended = dict(self._amended)
        for key, (value, marks) in changes.items():
            old = self[key]
            amended[key] = supposed(old, value, **marks)
        return Terms(self.contract, self.as_of, self.known_on, amended, self.taken)

    def _in_force(self, kind: str, section: str) -> InForce[Any]:
        return InForce(kind, section, self, self._answering(section))

    def _answering(self, section: str) -> FrozenMap[str, Any]:
        return self.contract.answering(section, self.as_of, self._known_by)

    def not_in_force(self, section: str, key: str) -> str:
        """What to say of a key that is not in force on the day: why, or when it was or will be and what it became."""
        why = self.why_not(section, key)
        if why or self.unpublished:
            return f"It is not in force on this day{why}.{'' if why else f' {self.unpublished}'}"
        when = when_in_force(section, key, self.as_of, self._known_by)
        became = what_became(key, self.as_of, self._known_by) if section == "services" else ""
        return f"It is not in force on this day{f'; {when}' if when else ''}.{f' {became}' if became else ''}"

    def why_not(self, section: str, key: str) -> str:
        """What the data say of an entry that is not there: why it is gone, or that it was not found."""
        an_entry(section, key, self.contract)
        gap = self.contract.missing_note(section, key, self.as_of, after=None, known_on=self._known_by)
        why = gap.note if gap is not None else self.contract.removed[section].get(key)
        return f": {why}" if why else ""
