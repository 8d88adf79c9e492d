"""The contract in force on a day, as far as it was published by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

import attrs

from pcn_des.brief import bracketed
from pcn_des.contract.entries import Entry, Indicator, Obligation, Payment, Role, Service, Term
from pcn_des.contract.files import load_year, year_of, years
from pcn_des.contract.year import Missing, YearContract, in_force, unknown_term
from pcn_des.dates import Period
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.frozen import FrozenMap, frozen
from pcn_des.showing import Shown
from pcn_des.units import Unit
from pcn_des.wording import in_words

Kind = TypeVar("Kind", bound=Entry)
_KEYS_SHOWN: Final = 140  # letters of a `repr`


@attrs.frozen(eq=False, repr=False)
class InForce(Shown, Mapping[str, Kind], Generic[Kind]):
    """Entries of one kind that are in force, by key; an unknown key offers the nearest."""

    kind: str
    section: str
    contract: Terms
    _entries: Mapping[str, Kind] = attrs.field(converter=frozen)

    def __getitem__(self, key: str) -> Kind:
        if key in self._entries:
            return self._entries[key]
        known = every_key(self.section)
        hint = f"It is not in force on this day{self.contract.why_not(self.section, key)}." if key in known else ""
        raise UnknownNameError(f"{self.kind} in force named", key, known - {key}, hint=hint)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __repr__(self) -> str:
        keys = list(self)
        while len(", ".join(keys)) > _KEYS_SHOWN:
            keys.pop()
        more = f" and {len(self) - len(keys)} more" if len(keys) < len(self) else ""
        return bracketed(f"{len(self)} {self.kind}: " + ", ".join(keys) + more)


@attrs.frozen(eq=False, repr=False)
class Terms(Shown, Mapping[str, Term]):
    """The contract on one day: a mapping from key to `Term`, with its services, obligations and roles.

    Two are equal if they are of the same data, day and day of knowledge, with the same amendments.
    """

    contract: YearContract  # all versions of the year's entries
    as_of: date
    known_on: date | None = None
    _amended: Mapping[str, Term] = attrs.field(factory=FrozenMap, converter=frozen)
    _found: dict[str, Term | None] = attrs.field(init=False, factory=dict)  # what was looked up before

    def __eq__(self, other: object) -> bool:
        return self._said() == other._said() if isinstance(other, Terms) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[str, date, date | None, Mapping[str, Term]]:
        return self.contract.digest, self.as_of, self.known_on, self._amended

    @property
    def _known_by(self) -> date:
        return self.known_on or date.max

    @property
    def contract_year(self) -> str:
        """The contract year, as in `2022/23`."""
        return str(self.contract.year)

    @property
    def unpublished(self) -> str | None:
        """What to say where the day of knowledge is before the year's first document; None where it is not."""
        if self.known_on is None or self.known_on >= self.contract.published:
            return None
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
        return self._in_force("service", "services", self.contract.services, lambda entry: entry.phase == "delivery")

    @property
    def roles(self) -> InForce[Role]:
        """The roles that are reimbursable under the ARRS."""
        return self._in_force("role", "roles", self.contract.roles)

    @property
    def obligations(self) -> InForce[Obligation]:
        """The obligations in force."""
        return self._in_force("obligation", "obligations", self.contract.obligations)

    @property
    def payments(self) -> InForce[Payment]:
        """The payment streams that are paid."""
        return self._in_force("payment stream", "payments", self.contract.payments)

    @property
    def indicators(self) -> InForce[Indicator]:
        """The indicators of the Investment and Impact Fund."""
        return self._in_force("indicator", "indicators", self.contract.indicators)

    @property
    def missing_obligations(self) -> Mapping[str, Missing]:
        """The obligations that are known to exist but whose text was not found, with what is missing."""
        found = {}
        for key in self.contract.missing["obligations"]:
            version = in_force(self.contract.obligations.get(key, ()), self.as_of, self._known_by)
            after = version.published if version else None
            gap = self.contract.missing_note("obligations", key, self.as_of, after=after, known_on=self._known_by)
            if gap is not None:
                found[key] = gap
        return found

    def on(self, day: date) -> Terms:
        """The contract on another day, under the same knowledge and the same hypothesis; no network's variations.

        Raises:
            OutsideDataError: the day is outside the data.
        """
        return Terms(year_of(day), day, self.known_on, self.hypothetical)

    def amend(self, changes: Mapping[str, Any]) -> Terms:
        """A hypothetical contract with other values; findings made under it are marked so.

        Raises:
            UnknownNameError: a key that the contract never used.
            MisuseError: a value of another kind than the term's unit; a float; a number below nought.

        Examples:
            >>> from datetime import date
            >>> from pcn_des import terms
            >>> shorter = terms(date(2022, 11, 14)).amend({"enhanced_access.minutes_per_1000": 45})
            >>> shorter["enhanced_access.minutes_per_1000"].note
            'Hypothetical: the contract says 60 minutes per 1,000 adjusted patients per week.'
            >>> list(shorter.hypothetical)
            ['enhanced_access.minutes_per_1000']
        """
        return self.replaced(
            {
                key: (
                    value,
                    {
                        "hypothetical": True,
                        "standing": None,
                        "sources": (),
                        "note": f"Hypothetical: the contract says {self[key].in_words}.",
                    },
                )
                for key, value in changes.items()
            }
        )

    def __getitem__(self, key: str) -> Term:
        term = self._lookup(key)
        if term is not None:
            return term
        spans = [version.period for year in years() for version in load_year(year).terms.get(key, ())]
        if spans:
            until = max(period.until for period in spans if period.until)
            note = f"not in force on {in_words(self.as_of)}: the data have it {Period(min(spans).since, until)}"
            note += self.why_not("terms", key)
            return unknown_term(key, Period(self.as_of, self.as_of), note)
        if any(key in load_year(year).missing["terms"] for year in years()):
            return unknown_term(key, Period(self.as_of, self.as_of), f"not in the data for {self.contract_year}")
        raise UnknownNameError("term", key, every_key("terms"))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._lookup(key) is not None

    def get(self, key: str, default: Any = None) -> Any:
        """The term, or `default` where it is not in force and not known to be missing."""
        return self._lookup(key) or default

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
        versions = self.contract.terms.get(key, ())
        version = in_force(versions, self.as_of, self._known_by)
        gap = self.contract.missing_note(
            "terms", key, self.as_of, after=version.published if version else None, known_on=self._known_by
        )
        today = Period(self.as_of, self.as_of)
        if gap is not None:
            if version is None:
                return unknown_term(key, today, gap.note)
            return attrs.evolve(unknown_term(key, version.period, gap.note), unit=version.unit, title=version.title)
        if version is not None:
            return version
        later = [entry.published for entry in versions if entry.since <= self.as_of <= entry.until and entry.published]
        if later:
            return unknown_term(key, today, f"not published yet; it was on {in_words(min(later))}")
        return None

    def replaced(self, changes: Mapping[str, tuple[Any, Mapping[str, Any]]]) -> Terms:
        """The same contract with other values, each with the marks that say why."""
        amended = dict(self._amended)
        for key, (value, marks) in changes.items():
            old = self[key]
            amended[key] = attrs.evolve(old, value=_fitting(old, value), **marks)
        return Terms(self.contract, self.as_of, self.known_on, amended)

    def _in_force(
        self,
        kind: str,
        section: str,
        entries: Mapping[str, tuple[Kind, ...]],
        counts: Callable[[Kind], bool] = lambda entry: True,
    ) -> InForce[Kind]:
        found = {}
        for key, versions in entries.items():
            version = in_force(versions, self.as_of, self._known_by)
            if version is not None and counts(version):
                found[key] = version
        return InForce(kind, section, self, found)

    def why_not(self, section: str, key: str) -> str:
        """What the data say of an entry that is not there: why it is gone, or that it was not found."""
        gap = self.contract.missing_note(section, key, self.as_of, after=None, known_on=self._known_by)
        why = gap.note if gap is not None else self.contract.removed[section].get(key)
        return f": {why}" if why else ""


def every_key(section: str) -> set[str]:
    """Every key that some year uses or misses in a section such as `terms`."""
    keys: set[str] = set()
    for year in years():
        contract = load_year(year)
        keys |= set(getattr(contract, section)) | set(contract.missing[section])
    return keys


def _fitting(term: Term, value: Any) -> Any:
    kinds: dict[str, type | tuple[type, ...]] = {"date": date, "yes/no": bool, "text": str}
    wanted = kinds.get(Unit.parse(term.unit).kind, (int, Decimal, list, tuple, Mapping))
    if isinstance(value, float):
        raise MisuseError(f"{term.key} can't be the float {value!r}: write Decimal('{value}')")
    if term.is_known and (not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool)):
        raise MisuseError(f"{term.key} is in '{term.unit}', which {value!r} is not")
    if isinstance(value, int | Decimal) and value < 0:
        raise MisuseError(f"{term.key} can't be {value}: it can't be below nought")
    return value
