"""What a duty can be about besides the network: practices, directors, sessions, homes, admissions, posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, count

import attrs

from pcn_des.dates import ONE_DAY, ContractYear
from pcn_des.engine.registry import subjects
from pcn_des.engine.view import Subject, Subjects, View
from pcn_des.facts._members import (
    MembershipChange,
    changes_of_year,
    core_members,
    founded_or_joined,
    settled,
    year_so_far,
)
from pcn_des.facts._mergers import founded_by_merger
from pcn_des.facts._posts import called
from pcn_des.facts.admission import Stay
from pcn_des.facts.care_homes import alignment_open
from pcn_des.facts.clinical_director import WHO_DIRECTS
from pcn_des.network import Admission, Appointment, CancelledSession, CareHome
from pcn_des.network.practices import LEFT
from pcn_des.network.records import covering, first_day_known, tells_all_of
from pcn_des.wording import in_words, whether_complete


@subjects
def practice(on: View, area: str) -> Subjects:
    """The Core Network Practices of the day."""
    members = core_members(on.network, on.as_of)
    if members is None:
        return Subjects((), ("the list of practices",))
    found = tuple(Subject(member.code, member.name, member) for member in members.practices)
    return Subjects(found, members.missing)


@subjects
def membership_change(on: View, area: str) -> Subjects:
    """The practices that joined or left in the contract year, so far.

    A practice that merged, dispersed or closed did not leave, and one that others founded by a merger did not join.
    """
    listed = on.network.practices
    if listed is None:
        return Subjects((), ("the list of practices",))
    found = tuple(
        Subject(
            f"{change.practice.code} {'left' if change.left else 'joined'} {change.day.isoformat()}",
            change.practice.name,
            change,
            change.day,
        )
        for change in changes_of_year(on.network, on.as_of)
        if _joins_or_leaves(on, change)
    )
    year = year_so_far(on.as_of)
    missing = [
        f"every membership of {member.name} of the year" for member in listed if not settled(member.membership, year)
    ]
    founded = founded_or_joined(on.network, on.as_of)
    if founded is not None and not missing:
        missing.append(f"whether there was a member before {in_words(founded)}, or the network was founded then")
    if not listed.tells_all_of(year.since, on.as_of):
        missing.append(whether_complete("practices"))
    return Subjects(found, tuple(missing))


def _joins_or_leaves(on: View, change: MembershipChange) -> bool:
    if change.left:
        return change.ended is None or change.ended.ended_by in (None, LEFT)
    return not founded_by_merger(on.network, change.practice, change.day - ONE_DAY)


@subjects
def clinical_director(on: View, area: str) -> Subjects:
    """The clinical directors in post; while the post is vacant there is nobody to ask about."""
    held = covering(on.network.clinical_directors, on.as_of)
    vacant = covering(on.network.clinical_director_vacancies, on.as_of)
    if not held and not vacant and not tells_all_of(on.network.clinical_directors, on.as_of, on.as_of):
        return Subjects((), (WHO_DIRECTS,))
    ids = _ids(held, {appointment.name for appointment in on.network.clinical_directors or ()})
    found = (Subject(id_, appointment.name, appointment) for id_, appointment in zip(ids, held, strict=True))
    return Subjects(tuple(found))


def _ids(held: Sequence[Appointment], names: Iterable[str]) -> list[str]:
    """An id for each of those in post: the name, and for each more of that name the next number that is no name itself.

    Who came first has the name alone, whatever the order of the records: `Dr A`, `Dr A (2)`.
    """
    found = [""] * len(held)
    for name in {appointment.name for appointment in held}:
        numbered = (f"{name} ({number})" for number in count(2))
        free = chain([name], (id_ for id_ in numbered if id_ not in names))
        namesakes = [place for place, appointment in enumerate(held) if appointment.name == name]
        for place in sorted(namesakes, key=lambda place: _first_come(held[place])):
            found[place] = next(free)
    return found


def _first_come(appointment: Appointment) -> tuple[date, date, str]:
    """The order of two people of one name: by their days, then by what else is said of them."""
    return appointment.since, appointment.period.last, str(attrs.astuple(appointment))


@subjects
def care_home(on: View, area: str) -> Subjects:
    """The homes aligned to the network on the day."""
    homes = on.network.care_homes
    if homes is None:
        return Subjects((), ("the list of Aligned Care Homes",))
    found = tuple(Subject(home.location, home.name, home) for home in homes if covering(home.alignment, on.as_of))
    missing = [f"whether {home.name} is aligned to the network" for home in homes if alignment_open(home, on.as_of)]
    if not homes.tells_all_of(on.as_of, on.as_of):
        missing.append(whether_complete("care homes"))
    return Subjects(found, tuple(missing))


@subjects
def admission(on: View, area: str) -> Subjects:
    """The admissions to the homes of the day, while they were aligned to the network.

    They are of this contract year, or of the one before and still without assessment or plan when this one began. A
    home without a list of admissions is named as missing, beside the admissions to the others.
    """
    homes = care_home(on, area)
    year = ContractYear.of(on.as_of)
    found: list[Subject] = []
    missing = list(homes.missing)
    for subject in homes.found:
        home: CareHome = subject.record
        if home.admissions is None:
            missing.append(f"the admissions of {home.name}")
            continue
        for stay in (Stay(home, listed) for listed in home.admissions if listed.on <= on.as_of):
            day = stay.admission.on
            if _concerns(stay.admission, year) and covering(home.alignment, day):
                found.append(Subject(home.name_of(stay.admission), stay.name, stay, day))
            elif _concerns(stay.admission, year) and alignment_open(home, day):
                missing.append(f"whether {home.name} was aligned to the network on {in_words(day)}")
        aligned = first_day_known(home.alignment, on.as_of) or year.first_day
        if not home.admissions.tells_all_of(max(aligned, year.first_day), on.as_of):
            missing.append(whether_complete(f"admissions of {home.name}"))
    return Subjects(tuple(found), tuple(missing))


def _concerns(listed: Admission, year: ContractYear) -> bool:
    if listed.on >= year.first_day:
        return True
    last_year = ContractYear(year.starts_in - 1)
    done = (listed.assessed_on or date.max, listed.planned_on or date.max)
    return listed.on >= last_year.first_day and max(done) >= year.first_day


@subjects
def cancelled_session(on: View, area: str) -> Subjects:
    """The cancelled sessions of a service (the area): of this contract year, or still to be made up when it began."""
    listed = on.network.cancelled_sessions
    if listed is None:
        return Subjects((), (f"the list of cancelled {area.replace('_', ' ')} sessions",))
    first = ContractYear.of(on.as_of).first_day
    asked = [one for one in listed if one.service == area and one.on <= on.as_of and _may_be_asked(one, first)]
    doubtful = [one for one in asked if one.on < first and not tells_all_of(one.made_up, one.on, first - ONE_DAY)]
    missing = [f"how the session cancelled on {in_words(session.on)} was made up" for session in doubtful]
    if not listed.tells_all_of(first, on.as_of):
        missing.append(whether_complete(f"cancelled {area.replace('_', ' ')} sessions"))
    found = (Subject(one.id, in_words(one.on), one, one.on) for one in asked if one not in doubtful)
    return Subjects(tuple(found), tuple(missing))


def _may_be_asked(session: CancelledSession, first: date) -> bool:
    """Whether a session is of the contract year, or of the year before and not known to be made up when it began."""
    before = sum(make_up.minutes for make_up in session.made_up or () if make_up.on < first)
    last_year = ContractYear.of(first - ONE_DAY).first_day
    return session.on >= first or (session.on >= last_year and before < session.minutes)


@subjects
def post(on: View, area: str) -> Subjects:
    """The posts under the Additional Roles Reimbursement Scheme that are held on the day."""
    listed = on.network.posts
    if listed is None:
        return Subjects((), ("the list of posts",))
    found = tuple(Subject(held.id, called(held), held) for held in listed if held.covers(on.as_of))
    complete = listed.tells_all_of(on.as_of, on.as_of)
    return Subjects(found, () if complete else (whether_complete("posts"),))
