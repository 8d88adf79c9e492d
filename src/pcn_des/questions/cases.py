"""Cases: what a person says that a duty answers of some records on some days, and how that compares with the rules.

`formats.case_tables` reads them from files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from pcn_des.answers.finding import Finding
from pcn_des.answers.status import Status
from pcn_des.brief import Brief
from pcn_des.errors import PcnDesError
from pcn_des.frozen import frozen
from pcn_des.network import Network
from pcn_des.questions.assess import assess
from pcn_des.showing import Shown
from pcn_des.wording import in_words

NOT_IN_FORCE: Final = "NOT IN FORCE"
TEXT_NOT_FOUND: Final = "TEXT NOT FOUND"
CAN_NOT_BE_ASKED: Final = "CAN'T BE ASKED"
ANSWERS: Final = (*(status.words for status in Status), NOT_IN_FORCE, TEXT_NOT_FOUND)


@attrs.frozen(kw_only=True, repr=False)
class Expected(Brief):
    """What a case says of one day; what it leaves out is not compared.

    `because` is a part of the reason; `needs` are the records that would settle an UNKNOWN, in any order.
    """

    day: date
    answer: str
    because: str | None = None
    observed: str | None = None
    required: str | None = None
    late_by: int | None = None
    needs: tuple[str, ...] | None = None
    without_exception: str | None = None

    def __str__(self) -> str:
        return f"{in_words(self.day)}: {self.answer}"


@attrs.frozen(kw_only=True, repr=False)
class Case(Brief):
    """What a duty answers of some records (or of facts given directly), day by day."""

    file: str
    rule: str
    it: str
    about: Network | Mapping[str, Any] = attrs.field(converter=frozen)
    answers: tuple[Expected, ...]
    subject: str | None = None
    known_on: date | None = None
    source: str = ""

    def __str__(self) -> str:
        return "\n".join([self.name, *(f"  {expected}" for expected in self.answers)])

    @property
    def name(self) -> str:
        """The case in a line."""
        return f"{self.rule}: {self.it}"


@attrs.frozen(kw_only=True, repr=False)
class Outcome(Brief, Shown):
    """What came of one day of a case: `got` is the finding, None where the duty (or its subject) is not there.

    `refused` is why nothing came of it, where the question can't be asked: on a day outside the data, say.
    """

    case: Case
    expected: Expected
    got: Finding | None
    differences: tuple[str, ...]
    refused: str = ""

    @property
    def as_expected(self) -> bool:
        """Whether everything that the case says is so."""
        return not self.differences

    @property
    def answer(self) -> str:
        """What the duty answers, in words; one that is not in the report is not in force."""
        return CAN_NOT_BE_ASKED if self.refused else _answer(self.got)


def run(case: Case) -> tuple[Outcome, ...]:
    """What the duty answers on each day of a case, beside what the case says.

    Examples:
        >>> nobody = Network(code="U00001", name="Millbrook PCN", payees=[])
        >>> case = Case(
        ...     file="payee.toml",
        ...     rule="nominated_payee.named",
        ...     it="nobody is named",
        ...     about=nobody,
        ...     answers=(Expected(day=date(2023, 4, 1), answer="MET"),),
        ... )
        >>> print(run(case)[0])
        nominated_payee.named: nobody is named, 1 April 2023: MET: not as expected
          expected MET, got NOT MET (nobody is named on 1 April 2023)
    """
    return tuple(_outcome(case, expected) for expected in case.answers)


def _outcome(case: Case, expected: Expected) -> Outcome:
    try:
        report = assess(case.about, expected.day, case.known_on)
    except PcnDesError as error:  # the other days and cases are asked all the same
        refused = " ".join(str(error).split())
        difference = f"expected {expected.answer}, and it can't be asked: {refused}"
        return Outcome(case=case, expected=expected, got=None, differences=(difference,), refused=refused)
    asked = case.rule if case.subject is None else (case.rule, case.subject)
    got = report.get(asked)
    return Outcome(case=case, expected=expected, got=got, differences=tuple(_differences(expected, got)))


def _differences(expected: Expected, got: Finding | None) -> Iterator[str]:
    answer = _answer(got)
    if answer != expected.answer:
        yield f"expected {expected.answer}, got {answer}{f' ({got.reason})' if got else ''}"
    if got is None:
        return
    if expected.because is not None and expected.because not in got.reason:
        yield f"the reason has no “{expected.because}”: {got.reason}"
    if expected.needs is not None and set(expected.needs) != set(got.missing):
        yield f"needs {_listed(got.missing)}, not {_listed(expected.needs)}"
    without = got.without_exception.words if got.without_exception else None
    for name, wanted, found in (
        ("observed", expected.observed, _shown(got.observed)),
        ("required", expected.required, _shown(got.required)),
        ("late_by", expected.late_by, got.late_by),
        ("without_exception", expected.without_exception, without),
    ):
        if wanted is not None and wanted != found:
            yield f"{name} is {found}, not {wanted}"


def _answer(got: Finding | None) -> str:
    """The answer in words; what is not in the report, be it the duty or its subject, is not in force."""
    if got is None:
        return NOT_IN_FORCE
    return TEXT_NOT_FOUND if got.text_missing else got.status.words


def _shown(value: object) -> str | None:
    if value is None:
        return None
    return in_words(value) if isinstance(value, date) else str(value)


def _listed(records: Sequence[str]) -> str:
    return "; ".join(records) or "nothing"
