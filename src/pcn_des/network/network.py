"""The network itself: everything on record about one PCN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final

import attrs

from pcn_des.brief import LONGEST_PART, cut, in_a_line
from pcn_des.network.access import AccessSession, AccessWeek, CancelledSession
from pcn_des.network.agreement import NetworkAgreement, NetworkArea, Return, Variation
from pcn_des.network.homes import CareHome
from pcn_des.network.people import Appointment, Commissioner, Payee, Vacancy
from pcn_des.network.practices import Population, Practice
from pcn_des.network.records import PCN_CODE, ContradictionError, Records, as_records, code, covering, not_blank
from pcn_des.network.workforce import Partner, Post, Remittance
from pcn_des.showing import Shown

_COUNTED: Final = ("practices", "care_homes", "access_sessions", "posts", "returns")  # what a repr tells of a network


@attrs.frozen(kw_only=True)
class Network(Shown):
    """A primary care network. A list that is absent (None) is unknown; an empty one says that there is nothing.

    `populations` are the network's own figures, where the practices' are not known; `example_as_of` is the day on which
    an example is best looked at.

    Raises:
        ValueError: two records contradict each other, or a code or day is not one; the message says which.
    """

    code: str = attrs.field(validator=code(r"U\d{5}", PCN_CODE))
    name: str = attrs.field(validator=not_blank)
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
    partners: Records[Partner] | None = attrs.field(default=None, converter=as_records)
    remittances: Records[Remittance] | None = attrs.field(default=None, converter=as_records)
    returns: Records[Return] | None = attrs.field(default=None, converter=as_records)
    variations: Records[Variation] | None = attrs.field(default=None, converter=as_records)
    example_as_of: date | None = None

    def __attrs_post_init__(self) -> None:
        problems = [
            *_twice("practice", (practice.code for practice in self.practices or ())),
            *_twice("care home", (home.location for home in self.care_homes or ())),
            *_twice("cancelled session", (session.id for session in self.cancelled_sessions or ())),
            *_twice("post", (post.id for post in self.posts or ())),
            *_twice("sum of a week", (f"{week.service} {week.week_starting}" for week in self.access_weeks or ())),
            *_overlaps("Nominated Payee", self.payees),
            *_overlaps("commissioner", self.commissioners),
            *_overlaps("Network Agreement", self.agreements),
            *_vacant_and_filled(self),
            *_contradicting(self.variations or ()),
        ]
        for practice in self.practices or ():
            problems += _overlaps(f"membership of {practice.code}", practice.membership)
        for home in self.care_homes or ():
            problems += _twice(f"admission to {home.name},", (admission.id for admission in home.admissions or ()))
        if problems:
            raise ContradictionError(problems)

    def __repr__(self) -> str:
        lists = {name: getattr(self, name) for name in _COUNTED}
        counts = [f"{name.replace('_', ' ')} {len(held):,}" for name, held in lists.items() if held is not None]
        return in_a_line(f"<Network {self.code} {cut(self.name, LONGEST_PART)}{': ' if counts else ''}", counts, ">")

    def evolve(self, **changes: Any) -> Network:
        """The same network with other records, checked as a new one is: `network.evolve(payees=Records([...]))`.

        A plain list of records becomes one that is silent about what it omits, unless it is empty.

        Raises:
            ValueError: the changed records contradict others.
            TypeError: there is no such list.

        Examples:
            >>> network = Network(code="U00001", name="Millbrook PCN")
            >>> network.evolve(payees=[Payee(name="Mill Lane Surgery", since=date(2023, 4, 1))]).payees
            <Records: 1 Payee, may have gaps>
            >>> network.payees is None
            True
        """
        return attrs.evolve(self, **changes)

    def core_practices(self, on: date) -> tuple[Practice, ...]:
        """The Core Network Practices on a day, as far as they are on record."""
        return tuple(
            practice
            for practice in self.practices or ()
            if any(spell.core for spell in covering(practice.membership, on))
        )

    def practice(self, ods_code: str) -> Practice | None:
        """The practice with this code, if it is on record."""
        return next((practice for practice in self.practices or () if practice.code == ods_code), None)

    def variations_on(self, day: date) -> tuple[Variation, ...]:
        """The exceptions that are in force on a day."""
        return covering(self.variations, day)

    def amended_terms(self, on: date) -> Mapping[str, tuple[Any, str]]:
        """The terms that a local variation replaces on a day: value, and by what."""
        return {
            key: (value, f"replaced by the {variation.name}")
            for variation in self.variations_on(on)
            for key, value in variation.amends.items()
        }


def _twice(what: str, keys: Iterable[str]) -> list[str]:
    return [f"the {what} {key} is on record twice; keep one" for key, count in Counter(keys).items() if count > 1]


def _overlaps(what: str, spells: Iterable[Any] | None) -> list[str]:
    ordered = sorted(spells or (), key=lambda spell: spell.since)
    return [
        f"two spells of the {what} overlap on {second.since}; end the first one before"
        for first, second in pairwise(ordered)
        if first.period.overlaps(second.period)
    ]


def _vacant_and_filled(network: Network) -> list[str]:
    return [
        f"the post of clinical director is both vacant and held by {held.name} from "
        f"{max(vacancy.since, held.since)}; correct one of the two"
        for vacancy in network.clinical_director_vacancies or ()
        for held in network.clinical_directors or ()
        if vacancy.period.overlaps(held.period)
    ]


def _contradicting(variations: Iterable[Variation]) -> list[str]:
    found = []
    listed = list(variations)
    for place, one in enumerate(listed):
        for other in listed[place + 1 :]:
            if not one.period.overlaps(other.period):
                continue
            found += [
                f"two local variations give {key} different values from {max(one.since, other.since)}: "
                f"{one.amends[key]} and {other.amends[key]}; keep one"
                for key in one.amends
                if key in other.amends and one.amends[key] != other.amends[key]
            ]
    return found
