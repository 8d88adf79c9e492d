"""The network itself: everything on record about one PCN."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import attrs

from pcn_des.arguments import a_text
from pcn_des.brief import LONGEST_PART, cut, in_a_line
from pcn_des.dates import as_day
from pcn_des.errors import WrongTypeError, did_you_mean
from pcn_des.network.access import AccessSession, AccessWeek, CancelledSession
from pcn_des.network.agreement import NetworkAgreement, NetworkArea, Return, Variation
from pcn_des.network.contradictions import contradictions
from pcn_des.network.decisions import Decision
from pcn_des.network.homes import CareHome
from pcn_des.network.incentives import IndicatorAdjustment, IndicatorFigures, PartDeclared, PartInPlace
from pcn_des.network.partners import Partner, Remittance
from pcn_des.network.people import Appointment, Commissioner, Payee, Vacancy
from pcn_des.network.posts import BaselineVacancy, ClaimRecord, Post
from pcn_des.network.practices import Population, Practice, is_core
from pcn_des.network.records import (
    ADDED_LATER,
    ContradictionError,
    Records,
    a_pcn_code,
    as_records,
    covering,
    not_blank,
)
from pcn_des.network.typed import typed
from pcn_des.showing import Shown
from pcn_des.wording import in_words

A_YEAR: Final = timedelta(days=366)  # members change once a year, in the window of spring
_COUNTED: Final = ("practices", "care_homes", "access_sessions", "posts", "returns")  # what a repr tells of a network


@attrs.frozen(kw_only=True, field_transformer=typed)
class Network(Shown):
    """A primary care network. A list that is absent (None) is unknown; an empty one says that there is nothing.

    `opened` is the day on which the network opened: the commissioner had approved it by then. `closed` is the last day
    on which it was open. Before the one and after the other it is no network. `edition` is the day of the public file
    that its members and commissioner were taken from: later changes are not in it, and after a year it is too old to
    tell who the members are. `populations` are the network's own figures, where the practices' are not known;
    `example_as_of` is the day on which an example is best looked at.

    Raises:
        ContradictionError: records that can't all be true; every contradiction is named.
        MisuseError: a code or day is not one; the message says which.
        WrongTypeError: a value is of another type than its field, such as a text for a day.
    """

    code: str = attrs.field(validator=a_pcn_code)
    name: str = attrs.field(validator=not_blank)
    opened: date | None = None
    closed: date | None = None
    edition: date | None = None
    commissioners: Records[Commissioner] | None = attrs.field(default=None, converter=as_records)
    practices: Records[Practice] | None = attrs.field(default=None, converter=as_records)
    populations: Records[Population] | None = attrs.field(default=None, converter=as_records)
    areas: Records[NetworkArea] | None = attrs.field(default=None, converter=as_records)
    agreements: Records[NetworkAgreement] | None = attrs.field(default=None, converter=as_records)
    clinical_directors: Records[Appointment] | None = attrs.field(default=None, converter=as_records)
    clinical_director_vacancies: Records[Vacancy] | None = attrs.field(default=None, converter=as_records)
    payees: Records[Payee] | None = attrs.field(default=None, converter=as_records)
    access_sessions: Records[AccessSession] | None = attrs.field(default=None, converter=as_records)
    access_weeks: Records[AccessWeek] | None = attrs.field(default=None, converter=as_records)
    cancelled_sessions: Records[CancelledSession] | None = attrs.field(default=None, converter=as_records)
    care_homes: Records[CareHome] | None = attrs.field(default=None, converter=as_records)
    posts: Records[Post] | None = attrs.field(default=None, converter=as_records)
    claims: Records[ClaimRecord] | None = attrs.field(default=None, converter=as_records)
    baseline_vacancies: Records[BaselineVacancy] | None = attrs.field(default=None, converter=as_records)
    partners: Records[Partner] | None = attrs.field(default=None, converter=as_records)
    remittances: Records[Remittance] | None = attrs.field(default=None, converter=as_records)
    indicator_figures: Records[IndicatorFigures] | None = attrs.field(
        default=None, converter=as_records, metadata=ADDED_LATER
    )
    indicator_adjustments: Records[IndicatorAdjustment] | None = attrs.field(
        default=None, converter=as_records, metadata=ADDED_LATER
    )
    improvement_in_place: Records[PartInPlace] | None = attrs.field(
        default=None, converter=as_records, metadata=ADDED_LATER
    )
    improvement_declared: Records[PartDeclared] | None = attrs.field(
        default=None, converter=as_records, metadata=ADDED_LATER
    )
    returns: Records[Return] | None = attrs.field(default=None, converter=as_records)
    variations: Records[Variation] | None = attrs.field(default=None, converter=as_records)
    decisions: Records[Decision] | None = attrs.field(default=None, converter=as_records)
    example_as_of: date | None = None

    def __attrs_post_init__(self) -> None:
        found = tuple(contradictions(self))
        if found:
            raise ContradictionError(found)

    def __repr__(self) -> str:
        lists = {name: getattr(self, name) for name in _COUNTED}
        counts = [f"{name.replace('_', ' ')} {len(held):,}" for name, held in lists.items() if held is not None]
        return in_a_line(f"<Network {self.code} {cut(self.name, LONGEST_PART)}{': ' if counts else ''}", counts, ">")

    def evolve(self, **changes: Any) -> Network:
        """The same network with other records, checked as a new one is: `network.evolve(payees=Records([...]))`.

        A plain list of records becomes one that is silent about what it omits. An empty one is complete, unless it
        takes the place of a list that is not: some of its records picked, and none left, say no more than it did.
        `Records()` says that there is nothing, whatever there was.

        Raises:
            ContradictionError: the changed records contradict others.
            WrongTypeError: a value is of another type than its field, or there is no such field.

        Examples:
            >>> network = Network(code="U00001", name="Millbrook PCN")
            >>> named = network.evolve(payees=[Payee(name="Mill Lane Surgery", since=date(2023, 4, 1))])
            >>> named.payees
            <Records: 1 Payee, may have gaps>
            >>> named.evolve(payees=[payee for payee in named.payees if payee.since > date(2024, 4, 1)]).payees
            <Records: 0, may have gaps>
            >>> named.evolve(payees=Records()).payees
            <Records: 0, complete>
        """
        known = [field.name for field in attrs.fields(Network)]
        for name in changes:
            if name not in known:
                mend = did_you_mean(name, known, f"It has: {', '.join(known)}.")
                raise WrongTypeError(f"a network has no '{name}'. {mend}")
        changed = attrs.evolve(self, **changes)
        emptied = {name: getattr(self, name).holding(()) for name in changes if self._emptied(name, changes, changed)}
        return attrs.evolve(changed, **emptied) if emptied else changed

    def _emptied(self, name: str, changes: Mapping[str, Any], changed: Network) -> bool:
        """Whether a plain list without any record takes the place of one that has gaps."""
        before, after = getattr(self, name), getattr(changed, name)
        plain = isinstance(after, Records) and not isinstance(changes[name], Records)
        return plain and not after and isinstance(before, Records) and not before.complete

    def with_change(self, practice: str | Practice, change: str, *, on: date, into: str | None = None) -> Network:
        """The same network with a practice (a code, or a record) that `leaves`, `joins` or `merges` from a day on.

        Raises:
            MisuseError: no such change or practice, one that is no member (or is one already), or no list of practices.

        Examples:
            >>> from pcn_des import example_network
            >>> smaller = example_network().with_change("Y99905", "leaves", on=date(2022, 11, 1))
            >>> len(smaller.core_practices(date(2022, 10, 31))), len(smaller.core_practices(date(2022, 11, 1)))
            (5, 4)
        """
        from pcn_des.network.changing import with_change  # which needs this class

        return with_change(self, practice, change, on=on, into=into)

    def with_post(self, post: Post) -> Network:
        """The same network with a post, in the place of the one of its id or beside the others."""
        from pcn_des.network.changing_posts import with_post  # which needs this class

        return with_post(self, post)

    def without_post(self, post_id: str) -> Network:
        """The same network without a post, by its id, and without the claims and the exceptions for it.

        Raises:
            UnknownNameError: there is no post of this id on record.
            MisuseError: another post covers its leave.
        """
        from pcn_des.network.changing_posts import without_post

        return without_post(self, post_id)

    def why_not_open(self, on: date) -> str:
        """Why it is no network on a day: it opened later, or closed before; nothing where it is one."""
        as_day(on, "on")
        if self.opened is not None and on < self.opened:
            return f"the network opened on {in_words(self.opened)}"
        if self.closed is not None and on > self.closed:
            return f"the network closed on {in_words(self.closed)}"
        return ""

    def too_old_on(self, day: date) -> bool:
        """Whether the edition that the members are from is more than a year older than a day."""
        as_day(day, "day")
        return self.edition is not None and day > min(self.edition, date.max - A_YEAR) + A_YEAR

    def core_practices(self, on: date) -> tuple[Practice, ...]:
        """The Core Network Practices on a day, as far as they are on record."""
        as_day(on, "on")
        return tuple(practice for practice in self.practices or () if is_core(practice, on))

    def practice(self, ods_code: str) -> Practice | None:
        """The practice with this code, in whatever letters, if it is on record."""
        asked = a_text(ods_code, "ods_code").strip().upper()
        return next((practice for practice in self.practices or () if practice.code == asked), None)

    def variations_on(self, day: date) -> tuple[Variation, ...]:
        """The exceptions that are in force on a day."""
        return covering(self.variations, as_day(day, "day"))

    def amended_terms(self, on: date) -> Mapping[str, tuple[Any, str]]:
        """The terms that a local variation replaces on a day: value, and by what."""
        return {
            key: (value, f"replaced by the {variation.name}")
            for variation in self.variations_on(as_day(on, "on"))
            for key, value in variation.amends.items()
        }
