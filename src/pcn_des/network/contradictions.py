"""What can't be true of a network: the same thing said twice and differently, or something that nothing can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pcn_des.errors import nearest
from pcn_des.network.access import AccessSession, CancelledSession
from pcn_des.network.agreement import NetworkAgreement, Variation
from pcn_des.network.decisions import judged_both_ways
from pcn_des.network.homes import CareHome
from pcn_des.network.incentives import said_twice
from pcn_des.network.practices import Population, Practice
from pcn_des.network.records import Clash, Place, Spell
from pcn_des.wording import in_words, month_in_words

if TYPE_CHECKING:
    from pcn_des.network.network import Network


def contradictions(network: Network) -> Iterator[Clash]:
    """Everything in a network that can't be true, each with the mend and its place."""
    yield from _twice("practice", ("practices",), network.practices, lambda practice: practice.code)
    yield from _twice("care home", ("care_homes",), network.care_homes, lambda home: home.location)
    yield from _twice("cancelled session", ("cancelled_sessions",), network.cancelled_sessions, lambda one: one.id)
    yield from _twice("post", ("posts",), network.posts, lambda post: post.id)
    yield from _twice(
        "sum of a week", ("access_weeks",), network.access_weeks, lambda week: f"{week.service} {week.week_starting}"
    )
    yield from _overlaps("Nominated Payee", ("payees",), network.payees)
    yield from _overlaps("commissioner", ("commissioners",), network.commissioners)
    yield from _overlaps("Network Agreement", ("agreements",), network.agreements)
    yield from _closed_before_it_opened(network)
    yield from _merged_in_a_circle(network)
    yield from _vacant_and_filled(network)
    yield from _two_values(network.variations or ())
    yield from judged_both_ways(network.decisions or ())
    yield from _figures("the network", ("populations",), network.populations or ())
    for number, practice in enumerate(network.practices or ()):
        place = ("practices", number)
        yield from _overlaps(f"membership of {practice.code}", (*place, "membership"), practice.membership)
        yield from _ended_and_goes_on(practice, (*place, "membership"))
        yield from _figures(practice.code, (*place, "populations"), practice.populations or ())
    for number, home in enumerate(network.care_homes or ()):
        place = ("care_homes", number)
        what = f"admission to {home.name},"
        yield from _twice(what, (*place, "admissions"), home.admissions, lambda admission: admission.id)
        yield from _beds(home, (*place, "beds"))
    for number, session in enumerate(network.cancelled_sessions or ()):
        yield from _made_up_before(session, ("cancelled_sessions", number, "made_up"))
    for number, agreement in enumerate(network.agreements or ()):
        yield from _signed_for_a_time(agreement, ("agreements", number))
    yield from _agreed_and_not(network.access_sessions or ())
    yield from _for_nobody(network)
    yield from _of_no_post(network)
    yield from said_twice(network)


def _twice(what: str, place: Place, records: Iterable[Any] | None, key_of: Callable[[Any], str]) -> Iterator[Clash]:
    seen = set()
    named = set()
    for number, record in enumerate(records or ()):
        key = key_of(record)
        if key in seen and key not in named:
            yield Clash(f"the {what} {key} is on record twice; keep one", (*place, number))
            named.add(key)
        seen.add(key)


def _overlaps(what: str, place: Place, spells: Iterable[Spell] | None) -> Iterator[Clash]:
    ordered = sorted(enumerate(spells or ()), key=lambda numbered: numbered[1].since)
    for (_, first), (number, second) in pairwise(ordered):
        if first.period.overlaps(second.period):
            says = f"two spells of the {what} overlap on {second.since}; end the first one before"
            yield Clash(says, (*place, number))


def _closed_before_it_opened(network: Network) -> Iterator[Clash]:
    if network.opened is not None and network.closed is not None and network.closed < network.opened:
        opened, closed = in_words(network.opened), in_words(network.closed)
        yield Clash(
            f"the network closed on {closed}, before it opened on {opened}; correct one of the two", ("closed",)
        )


def _ended_and_goes_on(practice: Practice, place: Place) -> Iterator[Clash]:
    """A spell that says how it ended, and another that goes on the day after."""
    starts = {spell.since: spell for spell in practice.membership or ()}
    for number, spell in enumerate(practice.membership or ()):
        after = starts.get(spell.over) if spell.over else None
        if spell.ended_by and after is not None and after.core is spell.core:
            yield Clash(
                f"the membership of {practice.code} ended on {in_words(spell.until)} ({spell.ended_by}), and goes on "
                "the day after; correct one of the two",
                (*place, number),
            )


def _merged_in_a_circle(network: Network) -> Iterator[Clash]:
    """A practice that merged into itself, at once or by way of others."""
    into = {
        practice.code: (number, spell.into)
        for number, practice in enumerate(network.practices or ())
        for spell in practice.spells
        if spell.into
    }
    for start, (number, _) in into.items():
        at, passed = start, set[str]()
        while at in into and at not in passed:
            passed.add(at)
            at = into[at][1]
        if at == start and start == min(passed):
            others = " and ".join(sorted(passed - {start})) or "itself"
            yield Clash(f"{start} merged into {others}, and so into itself; correct `into`", ("practices", number))


def _vacant_and_filled(network: Network) -> Iterator[Clash]:
    for number, vacancy in enumerate(network.clinical_director_vacancies or ()):
        for held in network.clinical_directors or ():
            if vacancy.period.overlaps(held.period):
                yield Clash(
                    f"the post of clinical director is both vacant and held by {held.name} from "
                    f"{max(vacancy.since, held.since)}; correct one of the two",
                    ("clinical_director_vacancies", number),
                )


def _two_values(variations: Sequence[Variation]) -> Iterator[Clash]:
    for first, one in enumerate(variations):
        for second, other in enumerate(variations[first + 1 :], first + 1):
            if not one.period.overlaps(other.period):
                continue
            for key in one.amends:
                if key in other.amends and one.amends[key] != other.amends[key]:
                    yield Clash(
                        f"two local variations give {key} different values from {max(one.since, other.since)}: "
                        f"{one.amends[key]} and {other.amends[key]}; keep one",
                        ("variations", second),
                    )


def _figures(whose: str, place: Place, populations: Iterable[Population]) -> Iterator[Clash]:
    """Two figures of one kind, day and edition."""
    first: dict[tuple[str, date, date | None], Population] = {}
    for number, one in enumerate(populations):
        other = first.setdefault((one.kind, one.at, one.published), one)
        if other.patients != one.patients:
            yield Clash(
                f"the {one.kind} population of {whose} at {in_words(one.at)} is on record as {other.patients:,f} and "
                f"as {one.patients:,f}; keep one, or give the later edition its own day of publication",
                (*place, number),
            )


def _beds(home: CareHome, place: Place) -> Iterator[Clash]:
    first: dict[date, int] = {}
    for number, count in enumerate(home.beds or ()):
        if first.setdefault(count.month, count.beds) != count.beds:
            yield Clash(
                f"the beds of {home.name} in {month_in_words(count.month)} are on record as {first[count.month]:,} and "
                f"as {count.beds:,}; keep one",
                (*place, number),
            )


def _made_up_before(session: CancelledSession, place: Place) -> Iterator[Clash]:
    for number, make_up in enumerate(session.made_up or ()):
        if make_up.on < session.on:
            yield Clash(
                f"the session {session.id}, cancelled on {in_words(session.on)}, can't have been made up before, on "
                f"{in_words(make_up.on)}; correct one of the two days",
                (*place, number),
            )


def _signed_for_a_time(agreement: NetworkAgreement, place: Place) -> Iterator[Clash]:
    """A signature of any day counts, so that a log of some days could never say that one is not there."""
    if agreement.signatures is not None and agreement.signatures.complete_for is not None:
        yield Clash(
            f"the signatures under the Network Agreement {agreement.version} are complete for a time, but one of any "
            "day counts; say of the list that it is complete, or that it is not",
            place,
        )


def _agreed_and_not(sessions: Iterable[AccessSession]) -> Iterator[Clash]:
    """Two records of one session; where nobody is named in them, they are of two clinicians."""
    first: dict[tuple[Any, ...], bool] = {}
    for number, one in enumerate(sessions):
        if not one.staff.strip():
            continue
        key = (one.service, one.on, one.start, one.end, one.site, one.staff)
        if first.setdefault(key, one.agreed_outside_hours) is not one.agreed_outside_hours:
            yield Clash(
                f"the session of {one.staff} on {in_words(one.on)} from {one.start:%H:%M} to {one.end:%H:%M} is on "
                "record both as agreed outside the hours and as not agreed; keep one",
                ("access_sessions", number),
            )


def _for_nobody(network: Network) -> Iterator[Clash]:
    """Exceptions for subjects that are not on record: nobody would be excepted."""
    known: set[str] | None = None
    for number, variation in enumerate(network.variations or ()):
        for subject in variation.subjects:
            known = known if known is not None else set(names_on_record(network))
            if not is_on_record(subject, network, known):
                near = nearest(subject, known)
                offer = f"did you mean '{near[0]}'? Otherwise leave" if near else "correct it, or leave"
                yield Clash(
                    f"the {variation.name} is only for '{subject}', but no practice, care home, admission, cancelled "
                    f"session, clinical director or post of this name is on record; {offer} it out",
                    ("variations", number),
                )


def names_on_record(network: Network) -> Iterator[str]:
    """The practices, homes, admissions, cancelled sessions, directors and posts that an exception can name."""
    yield from (practice.code for practice in network.practices or ())
    for home in network.care_homes or ():
        yield home.location
        yield from map(home.name_of, home.admissions or ())
    yield from (session.id for session in network.cancelled_sessions or ())
    yield from (held.name for held in network.clinical_directors or ())
    yield from (post.id for post in network.posts or ())


def is_on_record(subject: str, network: Network, names: Collection[str]) -> bool:
    """Whether a subject that an exception names is there; `names` are those of `names_on_record`."""
    return subject in names or _one_of_several(subject, network)


def _one_of_several(subject: str, network: Network) -> bool:
    """Whether a subject is a change of a practice (`A00001 joined 2022-07-01`), or a director of a shared name."""
    names = [practice.code for practice in network.practices or ()]
    names += [held.name for held in network.clinical_directors or ()]
    return subject.startswith(tuple(f"{name} " for name in names))


def _of_no_post(network: Network) -> Iterator[Clash]:
    """Cover for a post that is not on record, or for itself; and claims for one, where every post is on record."""
    known = {post.id for post in network.posts or ()}
    for number, post in enumerate(network.posts or ()):
        if post.covers_leave_of and post.covers_leave_of not in known - {post.id}:
            offer = _instead(post.covers_leave_of, known - {post.id})
            whose = f"the leave of {post.covers_leave_of}, which is no other post on record"
            yield Clash(f"the post {post.id} covers {whose}; {offer}", ("posts", number))
    for number, claim in enumerate(network.claims or ()):
        if network.posts is not None and network.posts.complete and claim.post not in known:
            offer = _instead(claim.post, known)
            yield Clash(f"a claim is for the post {claim.post}, which is not on record; {offer}", ("claims", number))


def _instead(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"did you mean '{near[0]}'?" if near else "correct it, or add the post"
