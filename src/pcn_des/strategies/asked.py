"""Networks: any at all, plausible ones of a day, and those that meet or break what they are asked to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from pcn_des.answers.status import Status
from pcn_des.contract.entries import Obligation
from pcn_des.contract.question import ALLOWED, terms
from pcn_des.contract.terms import Terms, every_key
from pcn_des.dates import as_day, last_whole_week
from pcn_des.errors import MisuseError, UnknownNameError
from pcn_des.facts.network_agreement import changes_of_year
from pcn_des.formats.network_file.write import network_dict
from pcn_des.network import Commissioner, Network, Partner, Post, Remittance, Variation
from pcn_des.network.agreement import KINDS_OF_VARIATION
from pcn_des.network.workforce import PARTNERS
from pcn_des.strategies.anything import any_network
from pcn_des.strategies.drawing import Making
from pcn_des.strategies.members import members
from pcn_des.strategies.people import agreements, areas, directors, homes, known_areas, payees, returns
from pcn_des.strategies.recipes import wish_for
from pcn_des.strategies.sessions import access, cancelled, least_adjusted, minutes_cancelled_in, owed_in, week_of
from pcn_des.strategies.values import ods_codes
from pcn_des.strategies.values import texts as awkward_texts
from pcn_des.strategies.wishes import UnreachableError, Wishes
from pcn_des.strategies.workforce import posts
from pcn_des.wording import in_words

OUTCOMES = {True: Status.MET, False: Status.NOT_MET}
LOCAL: Final = "local_variation"


def networks(
    as_of: date | None = None,
    *,
    meets: Iterable[str] = (),
    breaks: Iterable[str] = (),
    texts: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Network]:
    """Valid networks.

    Without arguments: every kind of record, each list unknown, empty, complete or with gaps, on any day, with awkward
    texts. With `as_of`: records that are plausible around the day, such as Core Network Practices whose membership
    lasts on it, with their patients at the year's snapshot. Such a network also answers as asked when `assess` is asked
    about that day: each obligation that it `meets` is MET, each that it `breaks` is NOT_MET. The records are built so;
    nothing is thrown away.

    Args:
        as_of: the day that the records are plausible around.
        meets: obligations that are MET on the day.
        breaks: obligations that are NOT_MET on the day.
        texts: the texts in it, instead of awkward ones or, with a day, of invented names.

    Raises:
        OutsideDataError: the day is outside the data.
        UnknownNameError: an obligation that no year has.
        MisuseError: an obligation that is not in force on the day, an answer that no records give on it (`reachable`
            lists those that some do), answers that contradict each other, or answers without a day.
    """
    asked = {"meets": _keys("meets", meets), "breaks": _keys("breaks", breaks)}
    if as_of is None:
        if any(asked.values()):
            raise MisuseError("an obligation is met or broken on a day; give as_of, such as date(2022, 11, 14)")
        return any_network(awkward_texts() if texts is None else texts)
    return _plausible(_wishes(terms(as_day(as_of, "as_of")), **asked), texts)


def plain_networks() -> st.SearchStrategy[dict[str, Any]]:
    """Any networks as plain values, as a JSON file holds them."""
    return networks().map(lambda network: json.loads(json.dumps(network_dict(network))))


def reachable(as_of: date) -> Mapping[str, tuple[Status, ...]]:
    """What `networks` can be asked for on a day: for each obligation in force, MET and NOT_MET if records give them.

    Raises:
        OutsideDataError: the day is outside the data.
    """
    contract = terms(as_day(as_of, "as_of"))
    found = {}
    for obligation in contract.obligations.values():
        outcomes = tuple(status for met, status in OUTCOMES.items() if not _why_not(Wishes(contract), obligation, met))
        if outcomes:
            found[obligation.key] = outcomes
    return found


# --- what is asked ----------------------------------------------------------------------------------------------------


def _keys(name: str, keys: Iterable[str]) -> tuple[str, ...]:
    if isinstance(keys, str):
        raise MisuseError(f"{name} is the text {keys!r}; it must be several keys: write {name}=[{keys!r}]")
    return tuple(dict.fromkeys(keys))


def _wishes(contract: Terms, meets: tuple[str, ...], breaks: tuple[str, ...]) -> Wishes:
    """Everything asked for, written down; one error for all that can't be."""
    day, in_force = in_words(contract.as_of), contract.obligations
    problems = [f"{key} is to be met and broken; ask for one of the two" for key in meets if key in breaks]
    wishes = Wishes(contract)
    for keys, met in ((meets, True), (breaks, False)):
        for key in keys:
            if key not in in_force and key not in contract.missing_obligations and key not in every_key("obligations"):
                raise UnknownNameError(f"obligation in force on {day} named", key, reachable(contract.as_of))
            if key in meets and key in breaks:
                continue
            why = (
                _why_not(wishes, in_force[key], met)
                if key in in_force
                else f"its text was not found: {contract.missing_obligations[key].note}"
                if key in contract.missing_obligations
                else "it is not in force on that day"
            )
            if why:
                problems.append(f"{key} can't be {'met' if met else 'broken'}: {why}")
    if problems:
        asked = f"pcn_des.strategies.reachable({contract.as_of!r}) lists what can be asked for"
        raise MisuseError(f"On {day} {'; '.join(problems)}. {asked.replace('datetime.', '')}")
    return wishes


def _why_not(wishes: Wishes, obligation: Obligation, met: bool) -> str:
    """Why records can't give an answer, or nothing: then it is written down."""
    wishes.ask(obligation.key, met)
    if obligation.key in wishes.terms.missing_obligations:
        return f"part of its text was not found: {wishes.terms.missing_obligations[obligation.key].note}"
    try:
        wish_for(wishes, obligation, met)
    except UnreachableError as error:
        return str(error)
    return ""


# --- a plausible network ----------------------------------------------------------------------------------------------


@st.composite
def _plausible(draw: st.DrawFn, wishes: Wishes, texts: st.SearchStrategy[str] | None) -> Network:
    making = Making(draw, wishes, texts)
    week = week_of(wishes)
    found_areas = areas(making)
    practices = members(making, found_areas, least_adjusted(making, week))
    owed = owed_in(wishes.weekly, week, practices.sums)
    not_held = cancelled(making, owed)
    in_week = minutes_cancelled_in(last_whole_week(making.as_of), not_held)
    sessions, weeks = access(making, week, owed, in_week)
    named = {
        "practices": practices.listed,
        "areas": known_areas(making, found_areas),
        "payees": payees(making, practices.core),
        **directors(making, practices.core),
    }
    network = Network(code=draw(ods_codes("pcn")), name=making.place("PCN"), **named)
    changed_on = max(changes_of_year(network, making.as_of), default=None)
    return network.evolve(
        commissioners=making.known("commissioners", [Commissioner(name=making.place("ICB"), **making.still_lasting())]),
        populations=practices.own,
        agreements=agreements(making, practices.core),
        access_sessions=sessions,
        access_weeks=weeks,
        cancelled_sessions=not_held,
        care_homes=homes(making),
        posts=making.known("posts", draw(_posts(making.as_of))),
        partners=making.known("partners", [_partner(making)] if making.yes() else []),
        remittances=making.known("remittances", [_remittance(making)] if making.yes() else []),
        returns=returns(making, changed_on),
        variations=making.known("variations", [_exception(making)] if making.yes() else []),
        example_as_of=draw(st.none() | st.just(making.as_of)),
    )


def _posts(day: date) -> st.SearchStrategy[list[Post]]:
    return st.lists(posts(day), max_size=3).map(
        lambda found: [attrs.evolve(post, id=f"P{place}") for place, post in enumerate(found, 1)]
    )


def _partner(making: Making) -> Partner:
    kind = making.draw(st.sampled_from(PARTNERS))
    return Partner(name=making.place("Trust"), kind=kind, **making.still_lasting())


def _remittance(making: Making) -> Remittance:
    stream = making.draw(st.sampled_from(sorted(making.wishes.terms.payments)))
    amount = making.draw(st.decimals(-1_000, 100_000, places=2))
    month = making.past(365).replace(day=1)
    return Remittance(stream=stream, month=month, amount=amount, paid_on=month if making.yes() else None)


def _exception(making: Making) -> Variation:
    """An exception of any kind that lifts duties which nobody asked about, or none; where nobody asked, other terms."""
    contract, asked = making.wishes.terms, making.wishes.asked
    fields: dict[str, Any] = {
        "granted_by": making.place("ICB"),
        "reason": making.text("list suspended"),
        **making.still_lasting(),
    }
    allowed = contract.get(ALLOWED)
    if allowed is not None and not asked and making.yes():
        fields |= {"since": max(fields["since"], allowed.since), "amends": _amended(making)}
        return Variation(kind=LOCAL, **fields)
    free = sorted(set(contract.obligations) - asked)
    lifts = making.draw(st.lists(st.sampled_from(free), unique=True, max_size=2)) if free else []
    kind = making.draw(st.sampled_from([kind for kind in KINDS_OF_VARIATION if kind != LOCAL]))
    fields["lifts"] = lifts
    return Variation(kind=kind, **fields)


def _amended(making: Making) -> dict[str, int | Decimal]:
    """A number of the contract that another takes the place of."""
    numbers = {
        key: term.value
        for key, term in making.wishes.terms.items()
        if isinstance(term.value, int | Decimal) and not isinstance(term.value, bool)
    }
    key = making.draw(st.sampled_from(sorted(numbers)))
    return {key: numbers[key] + making.draw(st.integers(0, 9))}
