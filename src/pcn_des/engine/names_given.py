"""Whether the rules, facts and kinds of subject that the entries of a year name are there: once for each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from pcn_des.contract.entries import COMMISSIONER, Entry, Obligation, Payment
from pcn_des.contract.files import place_of, years
from pcn_des.contract.year import YearContract
from pcn_des.errors import ContractDataError, UnknownNameError, nearest

_NETWORK: Final = "network"  # the subject of a duty that is about no part of a network
_OTHERWISE: Final = (
    "A duty that gives no rule is checked by that of its key, which is registered when its module is imported; "
    "otherwise say how: evidence='…', the kind of record that shows it done, or judgement='…', what a person judges."
)
_CHECKED: Final = " Otherwise say how it is checked: by rule, by evidence or by judgement"


@attrs.frozen
class NamesThere:
    """What an entry can name: rules of duties, facts, kinds of subject, and rules of payments."""

    rules: Mapping[str, object]
    facts: Mapping[str, object]
    subjects: Mapping[str, object]  # none: whoever runs the rules has no list of them
    payments: Mapping[str, object]

    def check(self, contract: YearContract, section: str) -> None:
        """Every name that an entry of a section gives is there. A year that is not of the package has no place to tell.

        Raises:
            ContractDataError: those that are not, each with its place in the files of the year.
            UnknownNameError: one of an entry that somebody added.
        """
        own = {entry.key for entry in contract.own}
        wrong = []
        for key, versions in getattr(contract, section).items() if contract.year in years() else ():
            for version, entry in enumerate(versions):
                for field, kind, name, known in self._wrong(entry):
                    if key in own:
                        hint = _OTHERWISE if name == key else f"It is the {field} of {key}."
                        raise UnknownNameError(kind, name, known, hint=hint)
                    where = f"{section}.{key}"
                    file, line = place_of(contract.year, where, version, field)
                    mend = _mend(name, known) + (_CHECKED if name == key else "")
                    wrong.append(ContractDataError(file, where, f"there is no {kind} '{name}'", mend, line))
        if wrong:
            raise ContractDataError.of(wrong)

    def _wrong(self, entry: Entry) -> Iterator[tuple[str, str, str, Iterable[str]]]:
        """Each name that is not there: the field that gives it, what it would be, the name, and what there is."""
        if isinstance(entry, Payment) and entry.rule is not None and entry.rule not in self.payments:
            yield "rule", "payment rule", entry.rule, self.payments
        if not isinstance(entry, Obligation):
            return
        by_itself = entry.rule is None and not (entry.evidence or entry.judgement or entry.owed_by == COMMISSIONER)
        rule = entry.key if by_itself else entry.rule
        if rule is not None and rule not in self.rules:
            yield "rule", "obligation rule", rule, self.rules
        if entry.when is not None and entry.when not in self.facts:
            yield "when", "fact", entry.when, self.facts
        if self.subjects and entry.subject not in (_NETWORK, *self.subjects):
            yield "subject", "kind of subject", entry.subject, (_NETWORK, *self.subjects)


def _mend(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"Did you mean {' or '.join(map(repr, near))}?" if near else f"There are: {', '.join(sorted(known))}"
